"""BibTeX as Chinese bibliographies are written, in GB/T 7714 of 2025 and 2015 (cases/gbt.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite.cite import Document, Options
from forumcite.csl import render
from forumcite.csl.bibtex import read_bibtex

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "gbt.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("year", [2025, 2015])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_gbt(case: Any, year: int) -> None:
    first, *_ = read_bibtex(case["bib"])
    (entry,) = Document([first], Options(f"gbt7714-{year}")).entries()
    assert render(entry) == f"[1] {case[year]}"
