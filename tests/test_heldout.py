"""The held-out cases can be read and measured; how many are judged as labelled is a figure, and no test."""

from __future__ import annotations

from collections import Counter

import pytest

import heldout

EVERY = [(file, part) for file in heldout.FILES for part in heldout.PARTS]
OUTCOMES = {"pass", "review", "fail"}


@pytest.mark.parametrize(("file", "part"), EVERY)
def test_cases_are_complete_and_in_their_part(file: str, part: str) -> None:
    cases = heldout.read(file, part)
    assert len(cases) >= 20
    for case in cases:
        assert case["part"] == part
        assert all(case[key] for key in ("kind", "expect"))
        assert case["why"]
        assert len({"source", "source_file", "fixture"} & case.keys()) == 1
        assert heldout.quote_of(case)


def test_ids_are_unique() -> None:
    ids = Counter(case["id"] for file, part in EVERY for case in heldout.read(file, part))
    assert max(ids.values()) == 1


def test_the_true_side_of_each_pair_stands_in_its_source() -> None:
    pairs = [case for part in heldout.PARTS for case in heldout.read("near_identical", part) if "true_quote" in case]
    assert all(case["true_quote"] in case["source"] for case in pairs if "source" in case)
    assert all(case["true_quote"] != case["quote"] for case in pairs)


@pytest.mark.parametrize("file", ["near_identical", "statements", "speakers"])
def test_the_runner_measures_each_sort_of_case(file: str) -> None:
    case = heldout.read(file, "dev")[0]
    measured = heldout.measure_case(file, case)
    assert measured.outcome in OUTCOMES
    assert measured.words
    mislabelled = heldout.measure_case(file, case | {"expect": ["never"]})
    assert not mislabelled.right
    assert f"| {file} | all | dev | 1 | 0 |" in heldout.table([mislabelled])
    assert case["id"] in heldout.misses([mislabelled])
