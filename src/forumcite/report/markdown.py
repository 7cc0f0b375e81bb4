"""A job summary in GitHub's Markdown, the surface that the author of a pull request from a fork can see.

Everything untrusted stands in a code span or a fenced block, where nothing is a link, a mention, an image or HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.findings import Level
from forumcite.report.escape import markdown_block, markdown_code
from forumcite.report.problems import Severity, problems
from forumcite.report.summary import summarise
from forumcite.report.text import block
from forumcite.rules import RULES

if TYPE_CHECKING:
    from forumcite.findings import Report
    from forumcite.report.problems import Problem
    from forumcite.report.summary import Summary

# GitHub refuses a step's summary above 1 MiB; other steps of a job may write to the same page.
MOST_BYTES = 1_000_000
_TITLES = {Severity.FAIL: "Failed", Severity.REVIEW: "To review", Severity.OPEN: "Open"}


def render(report: Report, most_bytes: int = MOST_BYTES) -> str:
    """Counts, then every problem, failures first; what does not fit into `most_bytes` of UTF-8 is counted."""
    shown = [problem for problem in problems(report) if problem.severity in _TITLES]
    text = _head(summarise(report))
    room = most_bytes - len(text.encode()) - 200  # for the line that says how many more there are
    severity = None
    for number, problem in enumerate(shown):
        section = "" if problem.severity is severity else f"### {_TITLES[problem.severity]}\n\n"
        section += _section(problem, report)
        room -= len(section.encode())
        if room < 0:
            return text + f"**{len(shown) - number} more** are in the log of the run.\n"
        text += section
        severity = problem.severity
    return text


def _head(counts: Summary) -> str:
    if counts.failed or counts.levels[Level.ERROR]:
        title = "❌ Quotes that do not hold"
    elif counts.review:
        title = "❔ Quotes to review"
    else:
        title = "✅ Every quote holds" if counts.passed else "❔ Nothing was checked"
    rows = [("Passed", counts.passed), ("To review", counts.review), ("Failed", counts.failed), ("Open", counts.open)]
    names, numbers = zip(*rows, strict=True)
    lines = [
        f"## forumcite: {title}",
        "",
        f"{counts.claims} claims, {counts.evidence} quotes, {counts.sources} sources; {counts.findings} findings.",
        "",
        f"| {' | '.join(names)} |",
        f"| {' | '.join('--:' for _ in names)} |",
        f"| {' | '.join(map(str, numbers))} |",
    ]
    return "\n".join(lines) + "\n\n"


def _section(problem: Problem, report: Report) -> str:
    headline, *details = block(problem, report)
    rule = RULES.get(problem.rule)
    advice = f"{rule.remedy}\n\n" if rule and rule.remedy and problem.severity is not Severity.OPEN else ""
    return f"{markdown_code(headline)}\n\n{markdown_block(chr(10).join(_dedent(details)))}\n{advice}"


def _dedent(lines: list[str]) -> list[str]:
    return [line.removeprefix("    ") for line in lines]
