"""Each fold does what tests/cases/folds.yaml says, never more, and is reported only when it was needed."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite.locate import is_equal, needed_folds
from forumcite.text import folds, gloss
from forumcite.text.characters import is_cjk, is_han
from forumcite.text.folds import FOLD_NAMES, FOLDS, fold

FILE = Path(__file__).parent / "cases/folds.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
# Han characters with no part in any fold's grammar, so that an edge of the pair never begins or ends the text.
BEFORE, AFTER = "那里的", "是这样"


def named(case: dict[str, Any]) -> str:
    return f"{case.get('fold', 'none')}: {case['why']}"


def with_key(key: str) -> list[Any]:
    """The cases of one kind; a known failure is listed with its reason, and fails once it holds."""
    found: list[Any] = []
    for case in (case for case in CASES if key in case):
        marks = [pytest.mark.xfail(reason=case["broken"])] if "broken" in case else []
        found.append(pytest.param(case, marks=marks, id=named(case)))
    return found


def test_there_are_enough_cases_of_every_fold() -> None:
    assert len(CASES) >= 120
    assert {case["fold"] for case in CASES if "fold" in case} == {each.name for each in FOLDS} | {"script"}


def test_every_case_is_of_one_kind_and_says_why() -> None:
    for case in CASES:
        assert sum(key in case for key in ("text", "equal", "different")) == 1, case
        assert case["why"]
        assert set(case) <= {"fold", "text", "gives", "equal", "different", "why", "alone", "skip_needed", "broken"}, (
            case
        )


@pytest.mark.parametrize("case", with_key("text"))
def test_a_fold_alone(case: dict[str, Any]) -> None:
    others = [name for name in FOLD_NAMES if name != case["fold"]]
    view = fold(case["text"], without=others)
    assert view.plain == case["gives"]
    assert view.fired == (() if case["gives"] == case["text"] else (case["fold"],))


@pytest.mark.parametrize("case", with_key("equal"))
def test_two_sides_are_equal(case: dict[str, Any]) -> None:
    one, other = case["equal"]
    assert is_equal(one, other)
    assert is_equal(other, one)
    if not case.get("skip_needed"):
        assert case["fold"] in needed_folds([(one, other)])
    if not case.get("alone"):
        assert is_equal(BEFORE + one + AFTER, BEFORE + other + AFTER)


@pytest.mark.parametrize("case", with_key("different"))
def test_two_sides_are_different(case: dict[str, Any]) -> None:
    one, other = case["different"]
    assert not is_equal(one, other)
    assert not is_equal(other, one)
    if not case.get("alone"):
        assert not is_equal(BEFORE + one + AFTER, BEFORE + other + AFTER)


def test_only_needed_folds_are_reported() -> None:
    # Both sides have glosses and full-width stops, and agree in them: neither fold is needed.
    assert needed_folds([("產(chǎn)業(yè)，发展", "產(chǎn)業(yè)，發展")]) == ("script",)
    assert needed_folds([("產(chǎn)業(yè)", "產(chǎn)業(yè)")]) == ()


def test_folds_are_reported_in_run_order() -> None:
    found = needed_folds([("“产业”，150余", "「產(chǎn)業(yè)」,一百五十余")])
    assert found == ("width", "gloss", "quotes", "numerals", "script")
    assert list(found) == sorted(found, key=FOLD_NAMES.index)


def test_a_step_that_is_passed_over_would_have_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for case in CASES for text in (case.get("text"), *case.get("equal", ()), *case.get("different", ()))]
    given = [text for text in texts if text]
    passed_over = [folds._folded(text, frozenset(), "usual") for text in given]  # noqa: SLF001 - past what is remembered
    monkeypatch.setattr(folds, "_NEEDED", {})
    assert [folds._folded(text, frozenset(), "usual") for text in given] == passed_over  # noqa: SLF001 - the same


def test_characters_are_told_as_the_patterns_tell_them() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    for told, characters in ((is_han, gloss.HAN), (is_cjk, folds._CJK)):  # noqa: SLF001 - the class of the patterns
        pattern = re.compile(f"[{characters}]")
        assert all(told(each) == bool(pattern.match(each)) for each in every)


@pytest.mark.parametrize("beside", ["{}", "{0}{0}", "中{}", "{}中", "a{}", "{}a", "1{}1"])
def test_a_step_finds_nothing_without_its_characters(beside: str) -> None:
    every = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200))]
    for step, needed in folds._NEEDED.items():  # noqa: SLF001 - the table is the code's own
        pieces = [beside.format(character) for character in every]
        text = "".join(piece for piece in pieces if needed.isdisjoint(piece))
        assert not list(step(text)), step.__name__
