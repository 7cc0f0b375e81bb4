"""Every edit is of the kind of the fact that it touches, read from the whole token; none of them passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite import verify_quote
from forumcite.guard.edits import differences

GROUPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/edit_kinds.yaml").read_text("utf-8"))
PAIRS = [(group["kind"], source, quote) for group in GROUPS for source, quote in group["pairs"]]


def test_there_are_enough_pairs_in_both_languages() -> None:
    assert len(PAIRS) >= 150
    assert all(group["why"] and group["lang"] in ("zh", "en") for group in GROUPS)


@pytest.mark.parametrize(("kind", "source", "quote"), PAIRS)
def test_an_edit_has_the_kind_of_its_fact(kind: str, source: str, quote: str) -> None:
    assert {each.edit.kind for each in differences(source, quote)} == {kind}
    assert {each.edit.kind for each in differences(quote, source)} == {kind}, "the other way round"


@pytest.mark.parametrize(("kind", "source", "quote"), PAIRS)
def test_no_edit_passes(kind: str, source: str, quote: str) -> None:
    assert verify_quote(quote, f"{source}. " if source.isascii() else f"{source}。").outcome.value != "pass", kind
