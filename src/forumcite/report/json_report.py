"""The JSON report: one object for scripts and editors, stable within its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.report.document import VERSION, finding_object, result_object, summary_object, tool_object
from forumcite.report.escape import json_text

if TYPE_CHECKING:
    from forumcite.findings import Report


def render(report: Report) -> str:
    """The whole report as one JSON object."""
    document = {
        "version": VERSION,
        "tool": tool_object(),
        "summary": summary_object(report),
        "results": [result_object(result) for result in report.results],
        "findings": [finding_object(finding) for finding in report.findings],
    }
    return json_text(document, indent=1) + "\n"
