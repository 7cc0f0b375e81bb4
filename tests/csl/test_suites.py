"""The conformance suites: exactly the listed cases fail (expected_misses.yaml). Skipped where the data is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from suites import FIXTURES, Outcome, run_file

MISSES = yaml.safe_load(Path(__file__).with_name("expected_misses.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", MISSES)
def test_exactly_the_listed_cases_fail(file: str) -> None:
    path = FIXTURES / file
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    listed = MISSES[file]
    outcomes = list(run_file(path))
    failing = {name_of(outcome, listed) for outcome in outcomes if not outcome.passed}
    assert outcomes, "the file has no cases"
    assert failing - set(listed) == set(), "cases fail that are not listed"
    assert set(listed) - failing == set(), "listed cases pass: take them off the list"


def name_of(outcome: Outcome, listed: dict[str, str]) -> str:
    """Return the case's name, or the item's id where a reason is listed for it in every style."""
    last = outcome.name.rpartition("/")[2]
    return last if last in listed else outcome.name
