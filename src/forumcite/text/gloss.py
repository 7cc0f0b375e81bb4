"""The fold *gloss*: readings written beside Han characters, in brackets, as ruby, or bare.

A bracket goes only when its content is a reading of the characters before it, in pinyin (tone marks, tone numbers or
none, composed or decomposed) or bopomofo. The readings are those of pypinyin's dictionary, compared without tones:
machines gloss a default reading (應(yīng) in 应用), and sandhi changes tones. 方法(bu)对 stays: bu is no reading of 法.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from forumcite.patterns import lazy
from forumcite.text.characters import is_han
from forumcite.text.view import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = "㐀-䶿一-鿿\uf900-\ufaff𠀀-𳑿〇"
_LETTERS = "A-Za-z\u00c0-\u024f\u0251\u0261\u1e00-\u1eff\u0300-\u036f"
_BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
# Tone marks of bopomofo: ˊ ˇ ˋ ˙ and the first tone's macron.
_BRACKETED = lazy(
    rf"(?:[(（\[［〔【]|(?P<slash>/))([{_LETTERS}\s'’·:-]{{1,60}}[1-5]?(?:[{_LETTERS}\s'’:1-5-]{{0,60}})"
    rf"|[{_BOPOMOFO}\u02c7\u02ca\u02cb\u02d9\u00af\s]{{1,40}})(?(slash)/|[)）\]］〕】])"
)
_RUBY = lazy(r"<r[tp]\b[^<>]{0,99}>[^<>]{0,60}</r[tp]>|</?(?:ruby|rb|rtc|rt|rp)\b[^<>]{0,99}>", re.IGNORECASE)
# A bare reading must carry a tone mark and stand free of other letters: 產chǎn業yè, but not 用vim or 产chan.
# Set off by a space it may be of several words, guó jiā.
_BARE = lazy(
    rf"(?<=[{HAN}])(?:([{_LETTERS}'’]{{1,40}})(?![{_LETTERS}0-9])"
    rf"|[ \u00a0]([{_LETTERS}'’]{{1,40}}(?: [{_LETTERS}'’]{{1,8}}){{0,7}})(?![{_LETTERS}0-9]))"
)
TONE_MARKS = (
    "\u0101\u00e1\u01ce\u00e0\u0113\u00e9\u011b\u00e8\u012b\u00ed\u01d0\u00ec"
    "\u014d\u00f3\u01d2\u00f2\u016b\u00fa\u01d4\u00f9\u01d6\u01d8\u01da\u01dc\u0144\u0148\u01f9"
    "\u0300\u0301\u0304\u030c"
)
_TONE_MARKED = frozenset(TONE_MARKS)
_MARKS = lazy("[\u0300-\u036f]")

_INITIALS = dict(
    zip(
        "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ",
        "b p m f d t n l g k h j q x zh ch sh r z c s".split(),
        strict=True,
    )
)
_FINALS = dict(
    zip(
        "ㄚ ㄛ ㄜ ㄝ ㄞ ㄟ ㄠ ㄡ ㄢ ㄣ ㄤ ㄥ ㄦ ㄧ ㄧㄚ ㄧㄛ ㄧㄝ ㄧㄞ ㄧㄠ ㄧㄡ ㄧㄢ ㄧㄣ ㄧㄤ ㄧㄥ "
        "ㄨ ㄨㄚ ㄨㄛ ㄨㄞ ㄨㄟ ㄨㄢ ㄨㄣ ㄨㄤ ㄨㄥ ㄩ ㄩㄝ ㄩㄢ ㄩㄣ ㄩㄥ".split(),
        "a o e e ai ei ao ou an en ang eng er i ia io ie iai iao iu ian in iang ing u ua uo uai ui uan un "
        "uang ong v ve van vn iong".split(),
        strict=True,
    )
)
_ALONE = {
    "i": "yi",
    "in": "yin",
    "ing": "ying",
    "iu": "you",
    "u": "wu",
    "ui": "wei",
    "un": "wen",
    "ong": "weng",
    "v": "yu",
    "ve": "yue",
    "van": "yuan",
    "vn": "yun",
    "iong": "yong",
}


def gloss_replacements(text: str) -> Iterator[Replacement]:
    """Bracketed readings, joined to the character before them: its span then covers its gloss."""
    for match in _BRACKETED.finditer(text):
        end = match.start()
        while end and text[end - 1].isspace():
            end -= 1
        if end and is_han(text[end - 1]) and is_reading(match[2], text[max(0, end - 12) : end]):
            yield Replacement(end - 1, match.end(), text[end - 1])


def bare_replacements(text: str) -> Iterator[Replacement]:
    """Readings without brackets, as ruby leaves them when its markup is lost; only with a tone mark."""
    for match in _BARE.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        content = match[1] or match[2]
        # What stands free of the character may go on with a foreign word: 高 gāo IT 部门.
        for reading in dict.fromkeys((content, content.split(" ")[0])):
            if not _TONE_MARKED.isdisjoint(reading) and is_reading(reading, before):
                end = match.start() + (0 if match[1] else 1) + len(reading)
                yield Replacement(match.start() - 1, end, text[match.start() - 1])
                break


def ruby_replacements(text: str) -> Iterator[Replacement]:
    """Ruby markup and the readings in it, joined to the character before them."""
    end = 0
    for match in _RUBY.finditer(text):
        start = match.start()
        if start > end and match[0][:3].lower() in ("<rt", "<rp"):
            yield Replacement(start - 1, match.end(), text[start - 1])
        else:
            yield Replacement(start, match.end(), "")
        end = match.end()


def is_reading(content: str, before: str) -> bool:
    """Whether `content` reads the last characters of `before`, one syllable each, tones aside.

    `content` is pinyin or bopomofo as found in a bracket; `before` ends with the characters it may belong to.
    """
    plain = _plain_pinyin(content)
    return bool(plain) and _reads(plain, before)


@lru_cache(maxsize=4096)
def _plain_pinyin(content: str) -> str:
    """The letters of a reading: lower case, ü as v, without tones, spaces and apostrophes."""
    if re.search(f"[{_BOPOMOFO}]", content):
        return _from_bopomofo(content)
    letters = unicodedata.normalize("NFD", content.replace("ɡ", "g").replace("ɑ", "a")).lower()
    letters = _MARKS.sub("", letters.replace("u\u0308", "v").replace("u:", "v"))
    return re.sub(r"[\s'’·1-5-]", "", letters)


def _from_bopomofo(content: str) -> str:
    """Bopomofo as plain pinyin, or the empty string where it is none."""
    syllables = re.findall(r"([ㄅ-ㄙ]?)([ㄚ-ㄦㄧㄨㄩ]*)", re.sub(r"[\u02c7\u02ca\u02cb\u02d9\u00af]", " ", content))
    plain = []
    for initial, final in syllables:
        if not initial and not final:
            continue
        if final and final not in _FINALS:
            return ""
        sound = _FINALS.get(final, "i")
        start = _INITIALS.get(initial, "")
        if not start:
            sound = _ALONE.get(sound, "y" + sound[1:] if sound[0] == "i" and len(sound) > 1 else sound)
            sound = "w" + sound[1:] if sound[0] == "u" and len(sound) > 1 else sound
        elif start in ("j", "q", "x"):
            sound = sound.replace("v", "u")
        plain.append(start + sound)
    return "".join(plain)


def _reads(plain: str, before: str) -> bool:
    if not before:
        return False
    for reading in _readings(before[-1]):
        if plain == reading:
            return True
        if plain.endswith(reading) and _reads(plain[: -len(reading)], before[:-1]):
            return True
    # 儿 after another character may be written as a bare r: 哪儿(nǎr).
    return before[-1] in "儿兒" and plain.endswith("r") and _reads(plain[:-1], before[:-1])


@cache
def _readings(character: str) -> frozenset[str]:
    """The readings of a character and of its variants, without tones."""
    from forumcite.text import script

    table = _pinyin_table()
    found = {
        _plain_pinyin(reading)
        for variant in script.variants(character)
        for reading in table.get(str(ord(variant)), "").split(",")
        if reading
    }
    # Both spellings of ü are met after l and n: 绿(lü) and 绿(lv).
    return frozenset(found | {reading.replace("v", "u") for reading in found if reading[:1] in "nl" and "v" in reading})


def marked_readings(character: str) -> tuple[str, ...]:
    """The readings of a character with their tone marks, the commonest first, of its variants too."""
    from forumcite.text import script

    table = _pinyin_table()
    found: dict[str, None] = {}
    for variant in script.variants(character):
        found.update(dict.fromkeys(filter(None, table.get(str(ord(variant)), "").split(","))))
    return tuple(found)


@cache
def _pinyin_table() -> dict[str, str]:
    """The dictionary of single characters that pypinyin ships.

    Read as a file where it is one: importing pypinyin loads its phrases too, ten times the time.
    """
    import json
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("pypinyin")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "pinyin_dict.json"
        if path.is_file():
            table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
            return table
    from pypinyin.constants import PINYIN_DICT

    return {str(code): readings for code, readings in PINYIN_DICT.items()}
