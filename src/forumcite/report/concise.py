"""One line a finding, `file:line:column: level[rule] message`, for editors, grep and long lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.report.escape import line_start, visible
from forumcite.report.excerpt import shorten
from forumcite.report.style import PLAIN, Style

if TYPE_CHECKING:
    from forumcite.findings import Finding, Report


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings in the order of the report; nothing at all where there are none."""
    return "".join(_line(finding, style) + "\n" for finding in report.findings)


def _line(finding: Finding, style: Style) -> str:
    place = finding.location
    subject = f" ({finding.claim})" if finding.claim is not None else ""
    line = (
        f"{line_start(place.file)}:{place.line}:{place.column}: "
        f"{finding.level.value}[{finding.rule}] {shorten(style.say(finding.message), 600, style)}{subject}"
    )
    return visible(line, style.encoding)
