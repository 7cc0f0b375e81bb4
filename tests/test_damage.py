"""Damaged encodings and misread signs: what is undone, what a person decides, and what stays a changed fact."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forumcite import verify_quote
from forumcite.text import damage
from forumcite.text.view import View

CASES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "text/damage.yaml").read_text(encoding="utf-8")
)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def restored(text: str) -> str:
    view = View.of(text)
    for step in (damage.latin_replacements, damage.gbk_replacements):
        view = view.replaced("damage", step(view.text))
    return view.text


@pytest.mark.parametrize("case", CASES["fold"], ids=lambda case: case["why"])
def test_fold(case: dict[str, str]) -> None:
    assert restored(case["text"]) == case["restored"]


@pytest.mark.parametrize("case", CASES["quotes"], ids=lambda case: case["why"])
def test_quote(case: dict[str, str]) -> None:
    assert str(verify_quote(case["quote"], case["source"]).outcome) == case["expect"]


def test_what_only_looks_damaged_stays(fixtures: Path) -> None:
    cases: list[dict[str, Any]] = json.loads((fixtures / "ftfy/negative.json").read_text(encoding="utf-8"))
    assert cases
    for case in cases:
        # ftfy itself mends a control character in one of them.
        assert restored(case["original"]) in (case["original"], case["fixed"])


@given(text=st.text(HAN, min_size=2, max_size=30), latin_1=st.booleans())
def test_windows_1252_comes_back(*, text: str, latin_1: bool) -> None:
    shown = (bytes([byte]).decode("latin-1" if latin_1 else "cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert restored("".join(shown)) == text


@given(st.text(HAN, min_size=2, max_size=15).map(lambda text: text * 2))
def test_gbk_comes_back_where_no_byte_is_lost(text: str) -> None:
    try:
        damaged = text.encode().decode("gb18030")
    except UnicodeDecodeError:
        return
    assert restored(damaged) == text


@given(st.text(HAN, max_size=200))
def test_clean_text_in_common_characters_stays(text: str) -> None:
    # The characters of GB 2312, level 1: the common ones.
    common = "".join(character for character in text if _is_common(character))
    assert restored(common) == common


def _is_common(character: str) -> bool:
    try:
        return character.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


def test_clean_text_does_not_load_ftfy() -> None:
    import subprocess

    code = (
        "import sys; from forumcite.text.folds import fold; fold('累計上線超18000P算力。');"
        "assert 'ftfy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(Path(__file__).parents[1] / "src")})
