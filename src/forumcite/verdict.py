"""The words of a verdict: what became of one quote, and where, and why.

Value types only, shared by the guard that produces them and the reports that print them.
All offsets are Unicode code points of the source text as decoded, half-open, unless a field says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What a verdict means for the run."""

    PASS = "pass"  # noqa: S105 - the word of the contract, not a password
    REVIEW = "review"
    FAIL = "fail"


class Verdict(StrEnum):
    """What became of one piece of evidence (docs/format.md has the full definitions)."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    ELIDED = "elided"
    MINOR = "minor"
    CLIPPED = "clipped"
    ALTERED = "altered"
    SPLICED = "spliced"
    AMBIGUOUS = "ambiguous"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"
    UNCHECKED = "unchecked"

    @property
    def outcome(self) -> Outcome:
        """The outcome of this verdict when nobody has accepted it."""
        if self in (Verdict.EXACT, Verdict.NORMALIZED, Verdict.ELIDED):
            return Outcome.PASS
        if self in (Verdict.MINOR, Verdict.AMBIGUOUS):
            return Outcome.REVIEW
        return Outcome.FAIL


class Span(NamedTuple):
    """A half-open range of code points of the source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One unexplained difference, as the step that turns the source into the quote.

    `op` is `replace`, `insert` (only in the quote) or `delete` (only in the source); `quote` and `source` are the
    texts on the two sides; `kind` is the fact that it touches (`number`, `negation`, `name`, …).
    The spans count code points of the source text and of the quote as given.
    """

    op: str
    quote: str
    source: str
    kind: str
    source_span: Span
    quote_span: Span


@dataclass(frozen=True, slots=True)
class Cut:
    """Words next to the quote in its sentence that the quote leaves out.

    `side` is `before` or `after`; `carried` says that the statement says them of the same thing, so nothing is lost;
    `note` marks a cut that loses nothing that matters and is listed for information only.
    """

    side: str
    text: str
    kind: str
    carried: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What an omission mark stands for: the source text between two parts of the quote."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one quote against one text, with everything that explains it.

    `start` and `end` are the extent in the source text, or None where nothing was located; `matched` is
    `text[start:end]`. `folds` names, in run order, the folds without which the two sides would differ.
    `similarity` is 1 − edit distance ÷ longer length of the folded texts, for information only.
    `reason` says why a quote is unchecked. `notes` names note-level observations (`quote-repeated`, …).
    """

    verdict: Verdict
    start: int | None = None
    end: int | None = None
    matched: str | None = None
    folds: tuple[str, ...] = ()
    similarity: float = 0.0
    edits: tuple[Edit, ...] = ()
    cuts: tuple[Cut, ...] = ()
    gaps: tuple[Gap, ...] = ()
    parts: tuple[Span, ...] = ()
    candidates: tuple[Span, ...] = ()
    reason: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The outcome of the verdict: pass, review or fail."""
        return self.verdict.outcome
