"""JSON Lines: one object a line, for streams. `type` says which part of the JSON report a line is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.report.document import VERSION, finding_object, result_object, summary_object, tool_object
from forumcite.report.escape import json_text

if TYPE_CHECKING:
    from forumcite.findings import Report


def render(report: Report) -> str:
    """The results, the findings and at last the summary, a line each."""
    objects = [
        *({"type": "result", **result_object(result)} for result in report.results),
        *({"type": "finding", **finding_object(finding)} for finding in report.findings),
        {"type": "summary", "version": VERSION, "tool": tool_object(), **summary_object(report)},
    ]
    return "".join(json_text(item) + "\n" for item in objects)
