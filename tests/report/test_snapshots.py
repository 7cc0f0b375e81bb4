"""Whole outputs, kept in files and read by a person. FORUMCITE_UPDATE=1 writes them anew; then read the diff."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from report_cases import REPORTS

from forumcite import __version__
from forumcite.report import FORMATS, junit, statistics, text
from forumcite.report.style import Style

SNAPSHOTS = Path(__file__).parent / "snapshots"
RENDERED = FORMATS | {
    "junit": partial(junit.render, when=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
    "verbose": partial(text.render, style=Style(verbosity=1)),
    "quiet": partial(text.render, style=Style(verbosity=-1)),
    "colour": partial(text.render, style=Style(colour=True)),
    "gbk": partial(text.render, style=Style(encoding="gbk")),
    "statistics": statistics.render,
}


@pytest.mark.parametrize("case", REPORTS)
@pytest.mark.parametrize("name", RENDERED)
def test_output_is_the_one_on_file(case: str, name: str) -> None:
    output = RENDERED[name](REPORTS[case]()).replace(f'"{__version__}"', '"VERSION"')
    file = SNAPSHOTS / f"{case}.{name}.txt"
    if os.environ.get("FORUMCITE_UPDATE"):
        file.write_bytes(output.encode())
    assert output == file.read_bytes().decode()
