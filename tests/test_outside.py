"""Outside test data: sentence pairs in both scripts, the cases of OpenCC, and text that ftfy's authors left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from forumcite import verify_quote
from forumcite.locate import is_equal
from forumcite.text.folds import FOLD_NAMES, fold
from forumcite.verdict import Outcome
from sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases"
# Sentence pairs of the dev half that do not pass, in either direction, and why. Strict: one that passes must go.
GSD_EXCEPTIONS = {
    "dev-s76": "帳/账: the simplified sentence keeps 账 where the tables give 帐 for 帳; both are words of their own",
    "dev-s206": "義大利/意大利: a regional name is another word, and no variant",
}


def test_sentence_pairs_pass_both_ways(fixtures: Path) -> None:
    """GSD and GSDSimp are the same sentences, converted and checked by people."""
    traditional = sentences(fixtures / "sentences/ud/zh_gsd-dev.conllu")
    simplified = sentences(fixtures / "sentences/ud/zh_gsdsimp-dev.conllu")
    assert traditional.keys() == simplified.keys()
    failed: dict[str, int] = {}
    for name, text in traditional.items():
        for quote, source in ((simplified[name], text), (text, simplified[name])):
            if verify_quote(quote, source).outcome is not Outcome.PASS:
                failed[name] = failed.get(name, 0) + 1
    assert failed.keys() == GSD_EXCEPTIONS.keys()
    assert sum(failed.values()) <= 2 * len(traditional) / 100


# --- OpenCC ------------------------------------------------------------------------------------------------------


def conversions(fixtures: Path) -> Iterator[tuple[str, str, str, str]]:
    """Conversion, case, input and expected output of every case that converts characters, not words.

    The conversions with a p at the end replace words, and those from and to jp read Japanese tables: their two sides
    are different texts.
    """
    cases = json.loads((fixtures / "opencc/testcases.json").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        for name, expected in case["expected"].items():
            if not name.endswith("p") and not name.startswith("jp"):
                yield name, case["id"], case["input"], expected


def test_both_sides_of_a_conversion_are_equal(fixtures: Path) -> None:
    """What OpenCC converts stays equal; tests/cases/opencc.yaml records the cases that do not hold."""
    found: dict[str, list[str]] = {}
    for name, case, given, expected in conversions(fixtures):
        if not is_equal(given, expected):
            found.setdefault(name, []).append(case)
    recorded = yaml.safe_load((CASES / "opencc.yaml").read_text(encoding="utf-8"))
    assert found == {name: list(cases) for name, cases in recorded.items()}
    count = sum(1 for _ in conversions(fixtures))
    assert sum(map(len, found.values())) <= count / 20


# --- ftfy --------------------------------------------------------------------------------------------------------


def ftfy_cases(fixtures: Path, name: str) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = json.loads((fixtures / f"ftfy/{name}.json").read_text(encoding="utf-8"))
    assert cases
    return cases


# Text with stray C1 control characters and nothing else: reading those as Windows-1252 is right.
MOSTLY_NEGATIVE = {"Mostly negative: we only need to fix C1 control characters"}


def test_what_only_looks_like_damage_is_left_alone(fixtures: Path) -> None:
    others = [name for name in FOLD_NAMES if name != "damage"]
    for case in ftfy_cases(fixtures, "negative"):
        expected = case["original"] if case["label"] not in MOSTLY_NEGATIVE else case["fixed"]
        assert fold(case["original"], without=others).plain == expected, case["label"]


# Of 70 cases found in the wild; the others are in encodings that the fold does not undo, or lossy.
FTFY_REPAIRED = 32


def test_damage_is_repaired_where_it_is_utf8_read_as_windows_1252(fixtures: Path) -> None:
    others = [name for name in FOLD_NAMES if name != "damage"]
    repaired = [
        fold(case["original"], without=others).plain == case.get("fixed-encoding", case["fixed"])
        for case in ftfy_cases(fixtures, "in-the-wild")
    ]
    assert repaired.count(True) >= FTFY_REPAIRED


@pytest.mark.parametrize(
    ("name", "file"),
    [("traditional", "zh_gsd-dev.conllu"), ("simplified", "zh_gsdsimp-dev.conllu"), ("English", "en_pud.conllu")],
)
def test_clean_sentences_have_no_damage(name: str, file: str, fixtures: Path) -> None:
    path = fixtures / "sentences/ud" / file
    if not path.is_file():
        pytest.skip(f"no {name} sentences at {path}")
    others = [each for each in FOLD_NAMES if each != "damage"]
    assert [text for text in sentences(path).values() if fold(text, without=others).fired] == []
