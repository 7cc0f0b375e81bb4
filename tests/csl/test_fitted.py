"""Items fitted to a style's family (cases/fitted.yaml), and what a style prints, lacks and drops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite.csl import Processor, fit_item, load_style, render

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "fitted.yaml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_fitted(case: dict[str, Any]) -> None:
    item = {"id": "a", **case["item"]}
    before = dict(item)
    style = load_style(case["style"])
    fitted = fit_item(item, style, case.get("language", ""))
    processor = Processor(style, [fitted.item], locale=case.get("language"))
    entry, note = processor.bibliography()[0].runs, processor.cite(["a"])
    fitted.complete(entry)
    fitted.complete(note)
    assert render(entry) == case["text"]
    assert render(note) == case.get("note", render(note))
    assert len(fitted.changes) == case["changes"]
    assert item == before


def test_usage_says_what_is_printed_lacking_and_dropped() -> None:
    item = {"id": "a", "type": "webpage", "title": "T", "issued": "2025-12-06", "note": "n", "language": "en"}
    usage = Processor(load_style("gbt7714"), [item]).usage("a")
    assert usage.printed == {"issued", "title"}
    assert {"author", "URL", "accessed"} <= usage.lacking
    assert usage.dropped == {"language", "note"}
