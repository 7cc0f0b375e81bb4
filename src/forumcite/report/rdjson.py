"""Reviewdog's diagnostic format.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forumcite.findings import Level
from forumcite.messages import Message
from forumcite.report.escape import json_text, visible
from forumcite.report.style import PLAIN, Style

if TYPE_CHECKING:
    from forumcite.findings import Finding, Location, Report

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.NOTE: "INFO"}


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings as diagnostics."""
    document = {
        "source": {"name": "forumcite"},
        "diagnostics": [_diagnostic(finding, style) for finding in report.findings],
    }
    return json_text(document, indent=1) + "\n"


def _diagnostic(finding: Finding, style: Style) -> dict[str, Any]:
    subject = f"{finding.claim}: " if finding.claim is not None else ""
    described: dict[str, Any] = {
        "message": visible(f"{subject}{style.say(finding.message)}"),
        "location": _location(finding.location),
        "severity": _SEVERITIES[finding.level],
        "code": {"value": finding.rule},
    }
    if finding.related:
        described["related_locations"] = [
            {"message": style.say(Message("see here")), "location": _location(place)} for place in finding.related
        ]
    return described


def _location(place: Location) -> dict[str, Any]:
    # Reviewdog counts columns in bytes of UTF-8, we in code points: a line is true, a column would sometimes not be.
    return {"path": place.file, "range": {"start": {"line": place.line}}}
