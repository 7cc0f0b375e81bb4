"""Edges inside Chinese words and names are seen, edges between them are left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite.guard.words import word_across

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/words.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
@pytest.mark.parametrize("side", ["begin", "end"])
def test_a_cut_inside_a_word_is_seen(case: dict[str, Any], side: str) -> None:
    before, after = case["text"].split("|")
    word = word_across(before + after, len(before), quote_follows=side == "begin")
    assert bool(word) == case.get(side, case.get("cut")), f"{word!r}: {case['why']}"
    if word:
        assert any((before + after).startswith(word, len(before) - size) for size in range(1, len(word)))


def test_an_edge_beside_a_sign_cuts_nothing() -> None:
    assert word_across("大会召开,代表发言", 5, quote_follows=True) is None
    assert word_across("大会召开,代表发言", 4, quote_follows=False) is None


def test_an_edge_at_either_end_of_the_text_cuts_nothing() -> None:
    assert word_across("大会", 0, quote_follows=True) is None
    assert word_across("大会", 2, quote_follows=False) is None
