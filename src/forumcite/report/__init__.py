"""Reports: one module a format, each a pure function from a report to text. Nothing here judges.

A new format is a module with `render(report) -> str` and one entry in FORMATS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.report import (
    concise,
    github,
    gitlab,
    json_lines,
    json_report,
    junit,
    markdown,
    rdjson,
    sarif,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from forumcite.findings import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.render,
    "concise": concise.render,
    "json": json_report.render,
    "jsonl": json_lines.render,
    "github": github.render,
    "sarif": sarif.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "rdjson": rdjson.render,
    "markdown": markdown.render,
}

# Formats for people, drawn for the console that they are printed on; all others are UTF-8 everywhere.
STYLED = {"text": text.render, "concise": concise.render}
