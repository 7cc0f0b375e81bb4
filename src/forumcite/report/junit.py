"""JUnit XML: every piece of evidence is a test case.

The schema is that of Ant (https://github.com/windyroad/JUnit-Schema): fail is a failure, unchecked an error, an open
claim skipped.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from forumcite.findings import Level
from forumcite.report.escape import xml_text
from forumcite.report.problems import Severity, problems
from forumcite.report.style import PLAIN, Style
from forumcite.report.text import block
from forumcite.verdict import Verdict

if TYPE_CHECKING:
    from forumcite.findings import Report, Result
    from forumcite.report.problems import Problem


class _Case(NamedTuple):
    """One test case as XML, and what became of it: `failure`, `error`, `skipped` or nothing for a pass."""

    xml: str
    kind: str = ""


def render(report: Report, style: Style = PLAIN, when: datetime | None = None) -> str:
    """The report as one suite; `when` is the time of the run, now if not given."""
    shown = [problem for problem in problems(report) if problem.severity is not Severity.NOTE]
    listed = {id(problem.result) for problem in shown}
    cases = [_case(problem, report, style) for problem in shown]
    cases += [_Case(_head(result) + "/>") for result in report.results if id(result) not in listed]
    body = "\n".join(case.xml for case in cases)
    notes = "\n".join(xml_text(f"{f.rule}: {style.say(f.message)}") for f in report.findings if f.level is Level.NOTE)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{_suite(cases, when or datetime.now(UTC))}\n'
        f"<properties/>\n{body}\n<system-out>{notes}</system-out>\n<system-err/>\n"
        "</testsuite>\n</testsuites>\n"
    )


def _suite(cases: list[_Case], when: datetime) -> str:
    kinds = Counter(case.kind for case in cases)
    # The schema asks for a host and a time zone-less time; the host of a run is nobody's business.
    return (
        f'<testsuite name="forumcite" package="forumcite" id="0" hostname="localhost" time="0"'
        f' timestamp="{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S}" tests="{len(cases)}" failures="{kinds["failure"]}"'
        f' errors="{kinds["error"]}" skipped="{kinds["skipped"]}">'
    )


def _case(problem: Problem, report: Report, style: Style) -> _Case:
    kind = _kind(problem)
    result = problem.result
    head = _head(result) if result else _named(problem.findings[0].rule, problem.location.file)
    message = style.say(problem.findings[0].message) if problem.findings else problem.rule
    type_ = "" if kind == "skipped" else f' type="{xml_text(problem.rule)}"'
    detail = "\n".join(map(xml_text, block(problem, report, style)))
    return _Case(f'{head}><{kind} message="{xml_text(message)}"{type_}>{detail}</{kind}></testcase>', kind)


def _kind(problem: Problem) -> str:
    if problem.severity is Severity.OPEN:
        return "skipped"
    if problem.result is None or problem.result.verdict is Verdict.UNCHECKED:
        return "error"
    return "failure"


def _head(result: Result) -> str:
    return _named(f"{result.claim} #{result.evidence + 1}", result.location.file)


def _named(name: str, file: str) -> str:
    return f'<testcase name="{xml_text(name)}" classname="{xml_text(file)}" time="0"'
