"""The text report shows what an altered figure is worth beside the source's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite import verify_quote
from forumcite.findings import Location, Report, Result
from forumcite.report import text

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases/changes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["quote"])
def test_the_change_in_value_is_shown(case: dict[str, Any]) -> None:
    judged = verify_quote(case["quote"], case["source"])
    result = Result("claim", 0, Location("claims.yaml", 1, 1), "source", case["quote"], judged)
    shown = text.render(Report((result,), (), 1, 1, texts={"source": case["source"]}))
    changes = [line.split(None, 1)[1] for line in shown.splitlines() if "→" in line]
    assert changes == case["shown"]


def test_there_are_cases_enough_in_both_languages() -> None:
    english = sum(case["source"].replace("€", "").replace("£", "").isascii() for case in CASES)
    assert english >= 20
    assert len(CASES) - english >= 30
