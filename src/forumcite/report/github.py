"""Workflow commands of GitHub Actions: annotations on the changed files of a pull request.

GitHub shows about ten annotations of a level for each step and drops the rest without a word, so errors come first
and a last one says how many there are.
Escaping: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from forumcite.findings import Level
from forumcite.messages import Message, Series
from forumcite.report.escape import github_data, github_property
from forumcite.report.excerpt import shorten
from forumcite.report.problems import Severity, problems
from forumcite.report.style import PLAIN, Style
from forumcite.report.text import block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forumcite.findings import Finding, Report
    from forumcite.report.problems import Problem

SHOWN_PER_LEVEL = 10
_MESSAGE_COLUMNS = 600
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(report: Report, style: Style = PLAIN) -> str:
    """A command for each error and warning, errors first; notes and open claims are left out."""
    closed = [problem for problem in problems(report) if problem.severity is not Severity.OPEN]
    found = [(finding, problem) for problem in closed for finding in problem.findings]
    shown = [
        (finding, problem)
        for level in (Level.ERROR, Level.WARNING)
        for finding, problem in found
        if finding.level is level
    ]
    lines = [_command(finding, problem, report, style) for finding, problem in shown]
    return "".join(line + "\n" for line in [*lines, *_more((finding for finding, _ in shown), style)])


def _command(finding: Finding, problem: Problem, report: Report, style: Style) -> str:
    place = finding.location
    properties = {
        "file": github_property(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "title": github_property(f"forumcite {finding.rule}"),
    }
    subject = f"{finding.claim}: " if finding.claim is not None else ""
    message = f"{subject}{shorten(style.say(finding.message), _MESSAGE_COLUMNS, style)}"
    if problem.result is not None and finding.rule == problem.rule:
        message += "\n" + "\n".join(block(problem, report, style)[1:])
    listed = ",".join(f"{key}={value}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.level]} {listed}::{github_data(message)}"


def _more(findings: Iterable[Finding], style: Style) -> list[str]:
    counts = Counter(finding.level for finding in findings)
    over = {level: count - SHOWN_PER_LEVEL for level, count in counts.items() if count > SHOWN_PER_LEVEL}
    if not over:
        return []
    what = [
        Message("{number} more errors", number=count)
        if level is Level.ERROR
        else Message("{number} more warnings", number=count)
        for level, count in over.items()
    ]
    told = Message("{what} than GitHub shows; the log of this step has them all", what=Series(" and ", what))
    return [f"::notice title=forumcite::{github_data(style.say(told))}"]
