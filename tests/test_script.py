"""Script variants: what is the same, what is not, and the list of merges that docs/matching.md gives."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumcite.text import script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).parents[1] / "docs/matching.md"
# Made equal by the union of all tables; each pair is an altered fact (issue of the class of variants).
CONFUSED = "联连 链炼 欠缺 予豫 辨辩 沪滤 艺芸 余馀 后候 己已 未末 士土 弁辨 缶罐 着者 徽微 账张 账帳"
SAME = "业業 发發 发髮 后後 里裏 里裡 干乾 干幹 台臺 台檯 台颱 炮砲 侄姪 布佈 为爲 为為 峰峯 秘祕 群羣 于於 云雲"
ALL_CHARACTERS = st.sampled_from(
    sorted({*script.simplified_forms(), *"".join(map("".join, script.simplified_forms().values()))})
)


def pairs(text: str) -> list[tuple[str, str]]:
    return [(pair[0], pair[1]) for pair in text.split()]


@pytest.mark.parametrize(("one", "other"), pairs(CONFUSED))
def test_characters_that_meet_only_by_way_of_others_are_two(one: str, other: str) -> None:
    assert not script.same(one, other)
    assert not script.same(other, one)
    assert other not in script.variants(one)


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_variants_are_the_same(one: str, other: str) -> None:
    assert script.same(one, other)
    assert script.same(other, one)
    assert other in script.variants(one)


@given(ALL_CHARACTERS, ALL_CHARACTERS)
def test_a_class_locates_whatever_is_the_same(one: str, other: str) -> None:
    table = script.classes()
    for variant in script.variants(one):
        assert one.translate(table) == variant.translate(table)
        assert script.same(one, variant)
    assert script.same(one, other) == script.same(other, one) == (other in script.variants(one))


def test_the_classes_are_idempotent_and_keep_the_length() -> None:
    table = script.classes()
    assert all(len(representative) == 1 for representative in table.values())
    assert all(ord(representative) not in table for representative in table.values())


def test_a_class_alone_would_decide_wrongly() -> None:
    """The reason for `same`: if this fails, the tables changed and the second look may no longer be needed."""
    table = script.classes()
    assert [pair for pair in pairs(CONFUSED) if pair[0].translate(table) == pair[1].translate(table)]


# --- the merges of the documentation -----------------------------------------------------------------------------


def in_gb2312(character: str) -> bool:
    """Whether simplified text has the character: it is in GB 2312."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def in_big5(character: str) -> bool:
    """Whether traditional text commonly has the character: it is among the 5,401 of the first level of Big5."""
    try:
        return 0xA440 <= int.from_bytes(character.encode("big5"), "big") <= 0xC67E
    except UnicodeEncodeError:
        return False


def merges(common: Callable[[str], bool]) -> Iterator[str]:
    characters = {*script.simplified_forms(), *"".join(map("".join, script.simplified_forms().values()))}
    for one in sorted(filter(common, characters)):
        yield from (one + other for other in sorted(script.variants(one)) if other > one and common(other))


@pytest.mark.parametrize(("title", "common"), [("In simplified text", in_gb2312), ("In traditional text", in_big5)])
def test_the_documentation_lists_every_merge(title: str, common: Callable[[str], bool]) -> None:
    block = re.search(rf"(?ms)^### {title}$.*?^```text\n(.*?)^```$", DOCS.read_text(encoding="utf-8"))
    assert block, f"no list below '### {title}' in {DOCS.name}"
    assert block[1].split() == list(merges(common))


def test_every_reviewed_variant_has_its_source_and_is_missing_in_the_tables() -> None:
    in_tables = {character for name in ("TSCharacters",) for character, _ in script._rows(name)}  # noqa: SLF001 - the raw table is the point
    for variant, (standard, origin) in script.REVIEWED_VARIANTS.items():
        assert len(variant) == len(standard) == 1
        assert "《" in origin
        assert variant not in in_tables or standard not in dict(script._rows("TSCharacters"))[variant]  # noqa: SLF001


# --- a foreign package of the same import name -------------------------------------------------------------------


def test_a_foreign_opencc_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "opencc").mkdir()
    (tmp_path / "opencc/__init__.py").write_text("")
    for name in [name for name in sys.modules if name.partition(".")[0] == "opencc"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(script.OpenCCError, match=r"is not opencc-python-reimplemented.*pip uninstall"):
        script.dictionary_folder()


def test_a_missing_opencc_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(script.OpenCCError, match="pip install opencc-python-reimplemented"):
        script.dictionary_folder()
