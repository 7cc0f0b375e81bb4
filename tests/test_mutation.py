"""A small sample of the mutation benchmark, and that the benchmark itself can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mutation.build import Case, build
from mutation.fairness import words_of
from mutation.kinds import KINDS, Check, Truth
from mutation.run import Row, bars, judge_kind
from mutation.statements import false_kinds, is_false, judged, sets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEED = "sample"
CASES_PER_KIND = 2
# Kinds that the guard does not hold yet, by the figures of docs/accuracy.md. A kind is struck off as soon as it holds;
# none is ever added for a rule that broke.
OPEN = {
    "clip-name",
    "clip-word",
    "clip-approximation-left",
    "clip-approximation-right",
    "clip-condition-after",
    "clip-exception-after",
    "clip-false-after",
    "gbk-one-byte-late",
    "ocr-digits",
    "ocr-letters",
    "utf8-as-cp1252",
    "utf8-as-gbk",
    "utf8-as-gbk-lossy",
}


def cases(count: int = CASES_PER_KIND) -> list[Case]:
    return [case for kind in KINDS.values() for case in build(kind, count, SEED)]


def test_there_are_enough_kinds_in_both_languages() -> None:
    facts = [kind for kind in KINDS.values() if kind.truth is Truth.FACT]
    noises = [kind for kind in KINDS.values() if kind.truth is Truth.NOISE]
    assert len(facts) >= 40
    assert len(noises) >= 26
    for lang in ("zh", "en"):
        assert sum(lang in kind.langs for kind in facts) >= 30
        assert sum(lang in kind.langs for kind in noises) >= 20


def test_every_kind_makes_the_same_cases_again(fixtures: Path) -> None:
    assert fixtures.is_dir()
    first = cases(1)
    assert first == cases(1)
    assert {case.kind for case in first} == set(KINDS)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("1.8萬", "1.8万", True),
        ("產(chǎn)業(yè)", "产业", True),
        ("「Ａ」，b", "“a” B", True),
        ("1.8", "18", False),
        ("3:2", "32", False),
        ("10²", "102", False),
        ("-5度", "5度", False),
        ("5%", "5", False),
        ("吗？", "吗。", False),
    ],
)
def test_the_simple_reading_keeps_what_says_something(left: str, right: str, same: bool) -> None:  # noqa: FBT001 - a case
    assert (words_of(left) == words_of(right)) is same


def test_an_altered_quote_stands_nowhere_in_its_source(fixtures: Path) -> None:
    assert fixtures.is_dir()
    for case in cases(1):
        if case.truth is Truth.FACT and KINDS[case.kind].check is Check.ALTERED:
            assert words_of(case.quote) not in words_of(case.text), case.id


@pytest.fixture(scope="module")
def sample(fixtures: Path) -> list[Row]:
    assert fixtures.is_dir()
    pytest.importorskip("forumcite.verify")
    assert set(KINDS) >= OPEN
    names = [name for name in KINDS if name not in OPEN]
    return [row for name in names for row in judge_kind(name, CASES_PER_KIND, SEED, peers_only=False)]


def described(rows: list[Row]) -> str:
    return "\n".join(f"{row.case.id}: {row.verdict}: {row.case.quote!r} of {row.case.original!r}" for row in rows)


def wrong(truth: Truth) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [row for row in rows if row.wrong and row.case.truth is truth]


def test_no_changed_fact_passes(sample: list[Row]) -> None:
    found = wrong(Truth.FACT)(sample)
    assert not found, described(found)


def test_harmless_noise_is_not_refused(sample: list[Row]) -> None:
    found = wrong(Truth.NOISE)(sample)
    limits = {what: (part, whole, bar) for what, part, whole, bar in bars(sample)}
    part, whole, bar = limits["harmless noise refused"]
    # A sample of some hundred cases cannot show half a percent: it may miss the bar by one case.
    assert part <= max(1, whole * bar / 100), described(found)


def test_what_is_minor_by_nature_is_not_refused(sample: list[Row]) -> None:
    found = wrong(Truth.MINOR)(sample)
    assert len(found) <= 1, described(found)


TRUE_SETS = [name for name in sets(1, SEED) if not is_false(name) and not name.startswith(("people", "krokai"))]
# Of the false statements of a sample, at least so many are contradicted; docs/accuracy-statements.md has the figures.
LEAST_RECALL = 0.7


@pytest.mark.parametrize("name", TRUE_SETS)
def test_no_true_statement_is_contradicted(name: str, fixtures: Path) -> None:
    assert fixtures.is_dir()
    rows = [judged(case) for case in sets(CASES_PER_KIND, SEED)[name]()]
    assert [row for row in rows if row.contradicted] == []


def test_most_false_statements_are_contradicted(fixtures: Path) -> None:
    assert fixtures.is_dir()
    rows = [judged(case) for name in false_kinds() for case in sets(CASES_PER_KIND, SEED)[name]()]
    assert len(rows) >= 100
    assert sum(bool(row.contradicted) for row in rows) >= LEAST_RECALL * len(rows)
