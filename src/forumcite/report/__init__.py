"""Reports: one module a format, each a pure function from a report to text. Nothing here judges.

A new format is a module with `render(report) -> str` and one line in FORMATS.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from forumcite.findings import Report
    from forumcite.report.style import Style

    Format = Callable[[Report], str]


def _render(module: str, report: Report, style: Style | None = None) -> str:
    """Render by the module of that name, imported only when its format is asked for."""
    from importlib import import_module

    render = import_module(f"forumcite.report.{module}").render
    text: str = render(report) if style is None else render(report, style)
    return text


FORMATS: dict[str, Format] = {
    "text": partial(_render, "text"),
    "concise": partial(_render, "concise"),
    "json": partial(_render, "json_report"),
    "jsonl": partial(_render, "json_lines"),
    "github": partial(_render, "github"),
    "sarif": partial(_render, "sarif"),
    "gitlab": partial(_render, "gitlab"),
    "junit": partial(_render, "junit"),
    "rdjson": partial(_render, "rdjson"),
    "markdown": partial(_render, "markdown"),
}

# Formats for people, drawn for the console that they are printed on; all others are UTF-8 everywhere.
STYLED: dict[str, Callable[[Report, Style], str]] = {
    "text": partial(_render, "text"),
    "concise": partial(_render, "concise"),
}
# Formats whose messages people read on a platform, in their language; JSON and JSON Lines are English in every one.
TRANSLATED: dict[str, Callable[[Report, Style], str]] = {
    name: partial(_render, name) for name in ("github", "sarif", "gitlab", "junit", "rdjson", "markdown")
}
