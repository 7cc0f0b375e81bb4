"""The fold *script*: simplified, traditional and regional forms of a Han character, one for one.

The tables are those of opencc-python-reimplemented, read from its own dictionaries: TSCharacters, STCharacters, and
the TW and HK variants (JP is left out: 芸 is 艺 there). A class, the transitive closure of all rows, only locates:
it would make 联 and 连 equal. Whether two characters are the same is decided directly, see `same`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forumcite.messages import Message

_STANDARD = "《通用规范汉字表》 (State Council, 2013), appendix 1"
_FIRST_LIST = "《第一批异体字整理表》 (Ministry of Culture, 1955)"
_PRINTED = "《印刷通用汉字字形表》 (Ministry of Culture, 1965), old forms of print"
# Variants that the tables lack: character, its standard form, and where that stands. Regional names (義大利) do not
# belong here: they are other words.
REVIEWED_VARIANTS = {
    "砲": ("炮", _STANDARD),
    "礮": ("炮", _STANDARD),
    "姪": ("侄", _STANDARD),
    "遶": ("绕", _STANDARD),
    "舖": ("铺", _STANDARD),
    "逕": ("径", _STANDARD),
    "迳": ("径", _FIRST_LIST),
    "跼": ("局", _FIRST_LIST),
    "帋": ("纸", _FIRST_LIST),
    "喒": ("咱", _FIRST_LIST),
    "効": ("效", _FIRST_LIST),
    "塲": ("场", _FIRST_LIST),
    "犂": ("犁", _FIRST_LIST),
    "隣": ("邻", _FIRST_LIST),
    "鎻": ("锁", _FIRST_LIST),
    "畧": ("略", _FIRST_LIST),
    "窓": ("窗", _FIRST_LIST),
    "濶": ("阔", _FIRST_LIST),
    "皷": ("鼓", _FIRST_LIST),
    "冐": ("冒", _FIRST_LIST),
    "閙": ("闹", _FIRST_LIST),
    "罸": ("罚", _FIRST_LIST),
    "淸": ("清", _PRINTED),
    "靑": ("青", _PRINTED),
    "尙": ("尚", _PRINTED),
    "値": ("值", _PRINTED),
    "愼": ("慎", _PRINTED),
    "兪": ("俞", _PRINTED),
    "戸": ("户", _PRINTED),
}


class OpenCCError(RuntimeError):
    """The installed package `opencc` is not opencc-python-reimplemented."""


def dictionary_folder() -> Path:
    """The folder of the character tables.

    Raises:
        OpenCCError: `opencc` is missing, or another distribution owns the import name.
    """
    from importlib.util import find_spec

    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        raise OpenCCError(Message("opencc is not installed; run: pip install opencc-python-reimplemented"))
    folder = Path(spec.origin).parent / "dictionary"
    if not (folder / "TSCharacters.txt").is_file():
        raise OpenCCError(
            Message(
                "the package opencc at {parent} is not opencc-python-reimplemented; another distribution "
                "has the same import name; run: pip uninstall opencc opencc-python-reimplemented, then: "
                "pip install opencc-python-reimplemented",
                parent=folder.parent,
            )
        )
    return folder


@cache
def _rows(table: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rows of one OpenCC dictionary: a character, then the characters it may become."""
    text = (dictionary_folder() / f"{table}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return tuple((row[0], tuple(row[1].split())) for row in rows)


@cache
def simplified_forms() -> dict[str, frozenset[str]]:
    """For each character that has some, its simplified or standard forms, itself not included."""
    forms: dict[str, set[str]] = {}
    for character, simplified in _rows("TSCharacters"):
        forms.setdefault(character, set()).update(simplified)
    for character, traditional in _rows("STCharacters"):
        for variant in traditional:
            forms.setdefault(variant, set()).add(character)
    for table in ("TWVariants", "HKVariants"):
        for standard, regional in _rows(table):
            for variant in regional:
                forms.setdefault(variant, set()).update((standard, *forms.get(standard, ())))
    for variant, (standard, _) in REVIEWED_VARIANTS.items():
        forms.setdefault(variant, set()).add(standard)
    return {character: frozenset(found - {character}) for character, found in forms.items() if found != {character}}


def same(one: str, other: str) -> bool:
    """Whether two characters are variants: equal, or their simplified forms meet directly in the tables.

    Not transitive on purpose: 余 and 馀 both simplify 餘 but are two words.
    """
    if one == other:
        return True
    forms = simplified_forms()
    return not ({one} | forms.get(one, frozenset())).isdisjoint({other} | forms.get(other, frozenset()))


@cache
def classes() -> dict[int, str]:
    """A table for `str.translate` that maps each character to the representative of its class of variants."""
    parent: dict[str, str] = {}

    def find(character: str) -> str:
        while (above := parent.get(character, character)) != character:
            parent[character] = parent.get(above, above)
            character = above
        return character

    for character, forms in simplified_forms().items():
        for form in forms:
            # The smaller code point represents: the choice is arbitrary but must not depend on the order of rows.
            low, high = sorted((find(character), find(form)))
            parent[high] = low
    return {ord(character): find(character) for character in parent if find(character) != character}


def variants(character: str) -> tuple[str, ...]:
    """Every character that is the same as this one, itself first, in a stable order."""
    own = (character, *simplified_forms().get(character, ()))
    met = {other for form in own for other in (form, *_by_form().get(form, ()))}
    return (character, *sorted(met - {character}))


@cache
def _by_form() -> dict[str, list[str]]:
    """For each simplified form, the characters that have it."""
    having: dict[str, list[str]] = {}
    for character, forms in simplified_forms().items():
        for form in (character, *forms):
            having.setdefault(form, []).append(character)
    return having


@cache
def _simplification() -> dict[int, str]:
    table = {ord(character): forms[0] for character, forms in _rows("TSCharacters") if forms[0] != character}
    for regional in ("TWVariants", "HKVariants"):
        for standard, variants_of in _rows(regional):
            for variant in variants_of:
                table.setdefault(ord(variant), table.get(ord(standard), standard))
    # OpenCC's first choices for these are the other word; the lexicon needs the simplified spelling.
    return table | {ord("著"): "着", ord("乾"): "干", ord("於"): "于"}


def simplified(text: str) -> str:
    """The text character by character in simplified forms: for looking words up, never for deciding sameness."""
    return text.translate(_simplification())
