"""Findings and results: what a run reports. Data only; the reports print it, nothing here computes.

The shape follows SARIF: a rule with a level, broken at a place, perhaps with a fix.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from forumcite.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forumcite.verdict import Judgement


class Level(StrEnum):
    """How serious a finding is; the words are SARIF's."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file of the project: path relative to the root with `/`, line and column from 1, in code points."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name (kebab-case, the defect), level, what it means and what to do.

    `before` and `after` are an example that breaks the rule and the same one mended.
    """

    name: str
    level: Level
    summary: str
    explanation: str = ""
    remedy: str = ""
    fixable: bool = False
    before: str = ""
    after: str = ""


VERDICT_RULES = {
    Verdict.MINOR: "quote-minor",
    Verdict.CLIPPED: "quote-clipped",
    Verdict.ALTERED: "quote-altered",
    Verdict.SPLICED: "quote-spliced",
    Verdict.AMBIGUOUS: "quote-ambiguous",
    Verdict.MISATTRIBUTED: "quote-misattributed",
    Verdict.NOT_FOUND: "quote-missing",
    Verdict.UNCHECKED: "quote-unchecked",
}
"""The rule that each verdict breaks; one that passes breaks none."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: named values to write at one piece of evidence or source; `safe` when it loses no information."""

    description: str
    safe: bool
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken at one place. `claim` and `evidence` are None where the finding concerns neither."""

    rule: str
    level: Level
    message: str
    location: Location
    claim: str | None = None
    evidence: int | None = None
    source: str | None = None
    fix: Fix | None = None
    related: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The judgement on one piece of evidence of one claim, at the place of its quote in the claims file.

    `accepted` says that a person's waiver holds for it, `void` why one does not.
    """

    claim: str
    evidence: int
    location: Location
    source: str
    quote: str
    judgement: Judgement
    status: str | None = None
    accepted: bool = False
    source_location: Location | None = None
    void: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict on the quote."""
        return self.judgement.verdict

    @property
    def outcome(self) -> Outcome:
        """Pass, review or fail; an accepted verdict passes."""
        return Outcome.PASS if self.accepted else self.judgement.outcome


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one run of `verify` found, in the order of files, claims and evidence.

    `claims` and `sources` count what was selected; `texts` holds the decoded source texts by source id, so that a
    report can show a passage in its context.
    """

    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    claims: int = 0
    sources: int = 0
    open_claims: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
