"""A job summary in GitHub's Markdown, the surface that the author of a pull request from a fork can see.

Everything untrusted stands in a code span or a fenced block, where nothing is a link, a mention, an image or HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.findings import Level
from forumcite.messages import Message
from forumcite.report.escape import markdown_block, markdown_code
from forumcite.report.problems import Severity, problems
from forumcite.report.style import PLAIN, Style
from forumcite.report.summary import summarise
from forumcite.report.text import block
from forumcite.rules import RULES

if TYPE_CHECKING:
    from forumcite.findings import Report
    from forumcite.report.problems import Problem
    from forumcite.report.summary import Summary

# GitHub refuses a step's summary above 1 MiB; other steps of a job may write to the same page.
MOST_BYTES = 1_000_000
_TITLES = {
    Severity.FAIL: Message("Failed"),
    Severity.REVIEW: Message("To review"),
    Severity.OPEN: Message("Open"),
}


def render(report: Report, style: Style = PLAIN, most_bytes: int = MOST_BYTES) -> str:
    """Counts, then every problem, failures first; what does not fit into `most_bytes` of UTF-8 is counted."""
    shown = [problem for problem in problems(report) if problem.severity in _TITLES]
    text = _head(summarise(report), style)
    room = most_bytes - len(text.encode()) - 200  # for the line that says how many more there are
    severity = None
    for number, problem in enumerate(shown):
        section = "" if problem.severity is severity else f"### {style.say(_TITLES[problem.severity])}\n\n"
        section += _section(problem, report, style)
        room -= len(section.encode())
        if room < 0:
            more = Message("**{number} more** are in the log of the run.", number=len(shown) - number)
            return f"{text}{style.say(more)}\n"
        text += section
        severity = problem.severity
    return text


def _head(counts: Summary, style: Style) -> str:
    if counts.failed or counts.levels[Level.ERROR]:
        sign, title = "❌", Message("Quotes that do not hold")
    elif counts.review:
        sign, title = "❔", Message("Quotes to review")
    elif counts.passed:
        sign, title = "✅", Message("Every quote holds")
    else:
        sign, title = "❔", Message("Nothing was checked")
    total = Message(
        "{claims} claims, {evidence} quotes, {sources} sources; {findings} findings.",
        claims=counts.claims,
        evidence=counts.evidence,
        sources=counts.sources,
        findings=counts.findings,
    )
    rows = [
        (Message("Passed"), counts.passed),
        (Message("To review"), counts.review),
        (Message("Failed"), counts.failed),
        (Message("Open"), counts.open),
    ]
    names, numbers = zip(*rows, strict=True)
    lines = [
        f"## forumcite: {sign} {style.say(title)}",
        "",
        style.say(total),
        "",
        f"| {' | '.join(map(style.say, names))} |",
        f"| {' | '.join('--:' for _ in names)} |",
        f"| {' | '.join(map(str, numbers))} |",
    ]
    return "\n".join(lines) + "\n\n"


def _section(problem: Problem, report: Report, style: Style) -> str:
    headline, *details = block(problem, report, style)
    rule = RULES.get(problem.rule)
    advice = f"{style.say(rule.remedy)}\n\n" if rule and rule.remedy and problem.severity is not Severity.OPEN else ""
    return f"{markdown_code(headline)}\n\n{markdown_block(chr(10).join(_dedent(details)))}\n{advice}"


def _dedent(lines: list[str]) -> list[str]:
    return [line.removeprefix("    ") for line in lines]
