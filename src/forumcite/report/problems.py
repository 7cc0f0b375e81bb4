"""Results and findings joined into what a person has to look at, worst first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from forumcite.findings import VERDICT_RULES, Finding, Level
from forumcite.report.summary import OPEN, is_known, is_open
from forumcite.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forumcite.findings import Location, Report, Result


class Severity(IntEnum):
    """How urgent a problem is; the order in which problems are shown."""

    FAIL = 0
    REVIEW = 1
    OPEN = 2
    NOTE = 3


_OF_LEVEL = {Level.ERROR: Severity.FAIL, Level.WARNING: Severity.REVIEW, Level.NOTE: Severity.NOTE}


@dataclass(frozen=True, slots=True)
class Problem:
    """A result that is not a clean pass with its findings, or findings at one place that concern no result."""

    severity: Severity
    result: Result | None
    findings: tuple[Finding, ...]

    @property
    def location(self) -> Location:
        """The place in the claims file."""
        return self.result.location if self.result else self.findings[0].location

    @property
    def rule(self) -> str:
        """The rule that names the problem: that of the verdict, else that of the worst finding.

        An open claim whose quote holds breaks none; it is named by its status.
        """
        if self.result and self.result.outcome is not Outcome.PASS:
            return VERDICT_RULES[self.result.verdict]
        return self.findings[0].rule if self.findings else OPEN


def problems(report: Report) -> list[Problem]:
    """Every problem of a report, worst first, else in the order of the report."""
    of_result: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    results = {(result.claim, result.evidence) for result in report.results}
    alone: list[Problem] = []
    for finding in report.findings:
        if finding.claim is not None and finding.evidence is not None and (finding.claim, finding.evidence) in results:
            of_result[finding.claim, finding.evidence].append(finding)
        else:
            alone.append(Problem(_OF_LEVEL[finding.level], None, (finding,)))
    joined = [_join(result, of_result[result.claim, result.evidence]) for result in report.results]
    return sorted([*alone, *(problem for problem in joined if problem)], key=lambda problem: problem.severity)


def _join(result: Result, findings: Iterable[Finding]) -> Problem | None:
    ordered = tuple(sorted(findings, key=lambda finding: _OF_LEVEL[finding.level]))
    if is_open(result):
        return Problem(Severity.OPEN, result, ordered)
    if is_known(result):
        return Problem(Severity.NOTE, result, ordered)
    severities = [_OF_LEVEL[finding.level] for finding in ordered]
    if result.outcome is not Outcome.PASS:
        severities.append(Severity.FAIL if result.outcome is Outcome.FAIL else Severity.REVIEW)
    return Problem(min(severities), result, ordered) if severities else None
