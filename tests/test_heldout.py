"""The held-out cases can be read and measured; how many are judged as labelled is a figure, and no test."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml

import heldout

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, True),
        ({"expect": ["pass", "review"]}, True),
        ({"label": "clipped"}, True),
        ({"label": "either"}, False),
        ({"kind": "doubtful"}, False),
        ({"expect": ["pass", "review", "fail"]}, False),
    ],
)
def test_a_case_about_which_editors_would_differ_counts_nowhere(changes: heldout.Case, counted: bool) -> None:  # noqa: FBT001 - a column
    case = {"kind": "clause", "expect": ["pass"]} | changes
    assert heldout.counts(case) is counted


def test_what_does_not_count_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(case for case in heldout.read("cuts", "dev") if "fixture" not in case)
    cases = [case, case | {"label": "either"}]
    monkeypatch.setattr(heldout, "read", lambda *_: cases)
    assert len(list(heldout.measure(("dev",), ("cuts",)))) == 1


def test_the_figures_of_the_first_run_are_those_of_its_tables() -> None:
    text = (heldout.CASES / "first-run.md").read_text("utf-8")
    recorded = yaml.safe_load((heldout.CASES / "first-run.yaml").read_text("utf-8"))
    assert set(recorded) <= {figure.name for figure in heldout.FIGURES}
    for file, name, column in (
        ("near_identical", "near-identical-pass", 2),
        ("true_quotes", "true-quotes-refused", 4),
        ("speakers", "speakers-wrong", 2),
    ):
        rows = re.findall(rf"(?m)^\| {file} \| all \| held \| (.*) \|$", text)
        cells = [[int(cell) for cell in row.split(" | ")] for row in rows]
        assert recorded[name] == [[row[column], row[0]] for row in cells], name
    assert sum(wave[1] for wave in recorded["false-silent"]) == sum(wave[1] for wave in recorded["false-warned"])
    by_wave = zip(*(recorded[f"false-{word}"] for word in ("contradicted", "warned", "silent")), strict=True)
    for contradicted, warned, silent in by_wave:
        assert contradicted[0] + warned[0] + silent[0] == silent[1]


def test_every_figure_of_the_page_counts_every_case_once(fixtures: Path) -> None:
    assert fixtures.is_dir()
    page = (heldout.ROOT / "docs/accuracy-heldout.md").read_text("utf-8")
    for figure in heldout.FIGURES:
        cases = [case for case in heldout.read(figure.file, "held") if heldout.counts(case) and figure.is_of(case)]
        row = re.search(rf"(?m)^\| {figure.title} \| \d+ \| (\d+) \|", page)
        assert row, figure.title
        assert int(row[1]) == len(cases), f"{figure.title}: write the page anew, see CONTRIBUTING.md"
