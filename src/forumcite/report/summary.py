"""The counts of a report, the same in every format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forumcite.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from forumcite.findings import Level, Report, Result

OPEN = "open"
KNOWN = "known"


def is_open(result: Result) -> bool:
    """Whether the claim is still being worked on: counted, never a pass, no failure."""
    return result.status == OPEN


def is_known(result: Result) -> bool:
    """Whether the result fails and stands in the baseline: counted, never a pass, no failure."""
    return result.status == KNOWN


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of one run, in the words of the JSON report.

    `passed`, `review` and `failed` count evidence by outcome, open claims and known ones aside; `unchecked` counts
    those of `failed` that could not be judged. `passes` counts passes by verdict; `levels` counts findings.
    """

    claims: int
    evidence: int
    sources: int
    passed: int
    review: int
    failed: int
    unchecked: int
    open: int
    accepted: int
    known: int
    findings: int
    passes: Counter[Verdict]
    levels: Counter[Level]


def summarise(report: Report) -> Summary:
    """Count a report."""
    judged = [result for result in report.results if not is_open(result) and not is_known(result)]
    outcomes = Counter(result.outcome for result in judged)
    return Summary(
        claims=report.claims,
        evidence=len(report.results),
        sources=report.sources,
        passed=outcomes[Outcome.PASS],
        review=outcomes[Outcome.REVIEW],
        failed=outcomes[Outcome.FAIL],
        unchecked=sum(result.verdict is Verdict.UNCHECKED for result in judged),
        open=report.open_claims,
        accepted=sum(result.accepted for result in judged),
        known=sum(map(is_known, report.results)),
        findings=len(report.findings),
        passes=Counter(result.verdict for result in judged if result.outcome is Outcome.PASS),
        levels=Counter(finding.level for finding in report.findings),
    )
