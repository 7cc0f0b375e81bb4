"""What a finding offers to write: positions, the source's own words, the context that stands next to them.

A fix is safe when it loses no information: the position of a quote that stands in one place only. What changes a
person's words, a quote or its context, is not. Nothing here writes; `forumcite.repair` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.findings import Fix
from forumcite.judge import Hint, in_context, judge
from forumcite.locate import source_text
from forumcite.messages import Message
from forumcite.speakers import with_speaker
from forumcite.verdict import Judgement, Outcome, Verdict

if TYPE_CHECKING:
    from forumcite.locate import SourceText
    from forumcite.model import Claim, Evidence

_LONGEST_CONTEXT = 200
# A quote that differs from its source over more than this, in code points, is for a person to take anew.
_LONGEST_CORRECTED = 2_000
_DIFFERENT = (Verdict.ALTERED, Verdict.MINOR)


def position_fix(judgement: Judgement) -> Fix | None:
    """The position that was found, where the quote stands in one place only; `forumcite pin` settles the others."""
    if judgement.start is None or judgement.end is None or judgement.candidates:
        return None
    return Fix(Message("record the position"), safe=True, values={"start": judgement.start, "end": judgement.end})


def context_fix(evidence: Evidence, judgement: Judgement, text: str) -> Fix | None:
    """The text next to a quote that passes, in place of a recorded prefix or suffix that does not stand there."""
    if judgement.start is None or judgement.end is None or judgement.candidates:
        return None
    values = _context(evidence, text, judgement.start, judgement.end)
    if judgement.outcome is not Outcome.PASS or not values:
        return None
    return Fix(Message("record the text that stands next to the quote"), safe=False, values=values)


def quote_fix(
    claim: Claim, evidence: Evidence, judgement: Judgement, source: SourceText, names: frozenset[str]
) -> Fix | None:
    """The words of the source in place of those that differ, with their position; None where that would not pass.

    Args:
        claim: The claim, for its statement and speaker.
        evidence: The piece of evidence.
        judgement: What was found: altered or minor.
        source: The source, with its views.
        names: Known names, as for the judgement.
    """
    if judgement.start is None or judgement.end is None or judgement.verdict not in _DIFFERENT:
        return None
    if max(len(evidence.quote), judgement.end - judgement.start) > _LONGEST_CORRECTED:
        return None
    text = source.original
    hint = Hint(None, None, evidence.prefix or "", evidence.suffix or "", claim.statement or "", names)
    for words in (_where_it_differs(evidence.quote, judgement, text), judgement.matched or ""):
        again, _signs = with_speaker(words, judge(words, source, hint), source, hint, claim.speaker, names)
        if again.outcome is not Outcome.PASS or again.start is None or again.end is None:
            continue
        if not (again.start < judgement.end and judgement.start < again.end):
            continue  # the words stand elsewhere, too, and that is where they were found
        position = {} if again.candidates else {"start": again.start, "end": again.end}
        values = {"quote": words, **position, **_context(evidence, text, again.start, again.end)}
        return Fix(Message("quote the words of the source"), safe=False, values=values)
    return None


def _where_it_differs(quote: str, judgement: Judgement, text: str) -> str:
    """The quote with the words of the source in each place where it differs."""
    for edit in sorted(judgement.edits, key=lambda edit: edit.quote_span, reverse=True):
        quote = quote[: edit.quote_span.start] + text[slice(*edit.source_span)] + quote[edit.quote_span.end :]
    return quote


def _context(evidence: Evidence, text: str, start: int, end: int) -> dict[str, str | int]:
    values: dict[str, str | int] = {}
    if evidence.prefix and not stands_before(evidence.prefix, text, start, end):
        near = text[max(0, start - _LONGEST_CONTEXT) : start]
        lengths = range(min(len(evidence.prefix), len(near)), len(near) + 1)
        words = (near[len(near) - length :] for length in lengths)
        if found := next((each for each in words if stands_before(each, text, start, end)), None):
            values["prefix"] = found
    if evidence.suffix and not stands_after(evidence.suffix, text, start, end):
        near = text[end : end + _LONGEST_CONTEXT]
        words = (near[:length] for length in range(min(len(evidence.suffix), len(near)), len(near) + 1))
        if found := next((each for each in words if stands_after(each, text, start, end)), None):
            values["suffix"] = found
    return values


def stands_before(prefix: str, text: str, start: int, end: int) -> bool:
    """Whether a prefix that is not blank stands before a span, after the folds."""
    return bool(prefix.strip()) and in_context(start, end, source_text(text), Hint(prefix=prefix))


def stands_after(suffix: str, text: str, start: int, end: int) -> bool:
    """Whether a suffix that is not blank stands behind a span, after the folds."""
    return bool(suffix.strip()) and in_context(start, end, source_text(text), Hint(suffix=suffix))
