"""Every edit is of the kind of the fact that it touches, read from the whole token; none of them passes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite import verify_quote
from forumcite.acceptance import NEVER_ACCEPTED, objection
from forumcite.guard.edits import differences
from forumcite.model import Acceptance
from forumcite.verdict import Verdict

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


def test_nobody_may_accept_what_touches_a_figure_a_date_or_a_denial() -> None:
    """A waiver written by hand, with everything in it right, holds for none of them; for a word it does."""
    text = "a" * 64
    for kind, source, quote in PAIRS:
        judged = verify_quote(quote, source)
        edits = [{"op": each.op, "source": each.source, "quote": each.quote} for each in judged.edits]
        record = {
            "verdict": judged.verdict.value,
            "edits": edits,
            "why": "w",
            "by": "b",
            "quote_sha256": sha256(quote.encode()).hexdigest(),
            "source_sha256": text,
        }
        if judged.verdict is Verdict.ALTERED:
            against = objection(Acceptance.model_validate(record), judged, quote, text)
            assert (against is not None) == (kind in NEVER_ACCEPTED), (source, quote)
