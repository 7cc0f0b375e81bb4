"""What is a name in a slot of two wordings, and when two of them are two names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard.statement.alignment import tokens
from forumcite.guard.statement.scales import is_title
from forumcite.guard.statement.texts import HONORIFICS, NOT_NAMES, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forumcite.guard.statement.alignment import Pair, Slot, Token
from forumcite.guard.statement.texts import Evidence

_NAME_TAGS = ("nr", "ns", "nt", "nz")
_PRONOUNS = frozenset("他 她 它 他们 她们 它们 其 该 此 这 那 我 我们 自己 本人 两人 双方 前者 后者".split())
# Two names of one country, place or person, which a statement may well exchange; the last ones differ by region.
_ALIASES = (
    "us usa america american states 美国 美",
    "uk britain british england english kingdom 英国 英",
    "russia russian soviet ussr 俄罗斯 俄国 苏联",
    "netherlands dutch holland 荷兰",
    "china chinese prc 中国 我国 中华人民共和国 大陆",
    "taiwan 台湾 中华民国",
    "eu europe european 欧盟 欧洲",
    "germany german 德国",
    "france french 法国",
    "un nations 联合国",
    "韩国 南韩 大韩民国",
    "朝鲜 北韩",
    "ny york 纽约",
    "xmas christmas",
    "la angeles 洛杉矶",
    "dc washington 华盛顿 华府",
    "beijing peking 北京 京",
    "vietnam vietnamese 越南",
    "意大利 义大利",
    "新西兰 纽西兰",
    "悉尼 雪梨",
    "沙特 沙乌地",
    "奥巴马 欧巴马",
    "特朗普 川普",
    "布什 布希",
    "里根 雷根",
    "肯尼迪 甘迺迪",
    "撒切尔 柴契尔",
    "戛纳 坎城",
    "克罗地亚 克罗埃西亚",
    "老挝 寮国",
)
_GROUP_OF = {name: number for number, names in enumerate(_ALIASES) for name in names.split()}


def is_name(words: Sequence[Token]) -> bool:
    """Whether a run of words is a name throughout: capitalised, or tagged as one by the segmenter."""
    return bool(words) and all(map(_is_proper, words))


def _is_proper(token: Token) -> bool:
    if token.tag == "latin":
        low = token.text.lower()
        return _is_acronym(token) or (token.text[0].isupper() and low not in NOT_NAMES and low not in HONORIFICS)
    return token.tag.startswith(_NAME_TAGS) and token.text not in _PRONOUNS


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isascii() and token.text.isupper()


def are_other_names(slot: Slot, pair: Pair, shown: Evidence) -> bool:
    """Whether a slot has one name in the statement and another in the evidence."""
    mine, theirs = slot.statement, slot.evidence
    if not (mine and theirs):
        return False
    if all(token.tag == "latin" for token in (*mine, *theirs)):
        return _other_latin(slot, pair, shown)
    return _other_han(slot, pair, shown)


def _other_latin(slot: Slot, pair: Pair, shown: Evidence) -> bool:
    """A capitalised word that the evidence lacks, against one that the statement lacks."""
    mine = [token for token in slot.statement if _is_proper(token) and not shown.has_word(token.text)]
    if any(map(_is_acronym, (*mine, *slot.evidence))) and _is_spelled_out(mine, slot, pair):
        return False
    theirs = [token for token in slot.evidence if _is_proper(token)]
    # A capital at the beginning of a sentence may be the sentence's.
    if not mine or not theirs or not (slot.before or _is_acronym(slot.statement[0])) or _are_same(mine, theirs):
        return False
    if any(_is_slip(plain(one.text), plain(other.text)) for one in mine for other in theirs):
        return True
    everywhere = {plain(token.text) for token in pair.statement}
    rest = [token for token in (*slot.statement, *slot.evidence) if not _is_proper(token)]
    return len(rest) <= 1 and any(plain(token.text) not in everywhere for token in theirs)


def _is_spelled_out(mine: Sequence[Token], slot: Slot, pair: Pair) -> bool:
    """Whether an acronym on one side stands for capitalised words in a row of the other sentence: WHO."""
    sides = ((mine, pair.evidence), (slot.evidence, pair.statement))
    return any(
        _is_acronym(token) and token.text in "".join(word.text[0] for word in sentence if word.text[0].isupper())
        for words, sentence in sides
        for token in words
    )


def _is_slip(one: str, other: str) -> bool:
    """Whether two words of at least four letters are one or two letters apart."""
    from rapidfuzz.distance import Levenshtein

    return min(len(one), len(other)) > 3 and Levenshtein.distance(one, other) <= (1 if len(one) < 6 else 2)


def _other_han(slot: Slot, pair: Pair, shown: Evidence) -> bool:
    """A Han name against other characters that the evidence lacks."""
    start, end = common_ends(slot)
    mine, theirs = _inside(slot.statement, start, end), _inside(slot.evidence, start, end)
    one, other = _joined(mine), _joined(theirs)
    if not one or not other or one in _PRONOUNS or shown.has(one.lower()):
        return False
    if _GROUP_OF.get(one, -1) == _GROUP_OF.get(other, -2):
        return False
    changed = len(_joined(slot.statement)) - start - end, len(_joined(slot.evidence)) - start - end
    if changed == (1, 1):
        return (
            _is_titled(slot)
            or (start == 0 and _ends_name(slot.before))
            or any(_is_proper(token) or _begins_with_name(token.text) for token in theirs)
        )
    if one in other or other in one or other in _joined(pair.statement):
        return False  # a short form of the name, or the name in another place
    # A segmenter cuts foreign names it does not know into single characters.
    return is_name(mine) and any(map(_is_proper, theirs)) and all(_is_proper(t) or len(t.text) == 1 for t in theirs)


def _is_titled(slot: Slot) -> bool:
    """Whether both sides are names of three characters behind a title, unknown to the segmenter: 教授高志民."""
    if not slot.before or not is_title(slot.before[-1].text):
        return False
    one, other = slot.statement, slot.evidence
    unknown = all(len(side) > 1 or is_name(side) for side in (one, other))
    return unknown and len(_joined(one)) == len(_joined(other)) == 3 and one[0].text[0] == other[0].text[0]


def _ends_name(before: Sequence[Token]) -> bool:
    """Whether a title and the first two characters of a name stand before, so that the third follows: 律师郭子建为."""
    return len(before) > 1 and is_title(before[-2].text) and before[-1].tag == "nr" and len(before[-1].text) == 2


def common_ends(slot: Slot) -> tuple[int, int]:
    """How many characters both sides of a slot have in common at the beginning, and at the end."""
    one, other = _joined(slot.statement), _joined(slot.evidence)
    most = min(len(one), len(other))
    start = next((k for k in range(most) if one[k] != other[k]), most)
    end = next((k for k in range(most - start) if one[-1 - k] != other[-1 - k]), most - start)
    return start, end


def _joined(words: Sequence[Token]) -> str:
    return "".join(token.text for token in words)


def _inside(words: Sequence[Token], start: int, end: int) -> list[Token]:
    """The words of a side that reach between its first `start` and its last `end` characters."""
    found, at, last = [], 0, len(_joined(words)) - end
    for token in words:
        if at + len(token.text) > start and at < last:
            found.append(token)
        at += len(token.text)
    return found


def _begins_with_name(word: str) -> bool:
    """Whether a longer word begins with a name: 欧洲人, 日本天皇."""
    return any(is_name(list(tokens(word[:size]))) for size in (2, 3) if len(word) > size)


def _are_same(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether two runs of capitalised words may name one: initials, an acronym, a people and its country."""
    one, other = [plain(token.text) for token in mine], [plain(token.text) for token in theirs]
    if "".join(word[0] for word in one) in other or "".join(word[0] for word in other) in one:
        return True
    groups = {_GROUP_OF[word] for word in one if word in _GROUP_OF}
    if groups & {_GROUP_OF[word] for word in other if word in _GROUP_OF}:
        return True
    return any(re.match(re.escape(a[:3]), b) and len(a) > 2 and ending_only(a, b) for a in one for b in other)


def ending_only(one: str, other: str) -> bool:
    """Whether two names differ by the ending of a people or a plural only: American, America."""
    size = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    endings = one[size:], other[size:]
    if all(len(ending) == 1 for ending in endings):
        return False  # Solano and Solani are two
    return size >= 3 and set(endings) <= _ENDINGS


# Endings of peoples, adjectives and plurals.
_ENDINGS = frozenset(
    ("", "s", "n", "an", "ans", "ian", "ians", "ish", "ese", "i", "ic", "y", "ia", "e", "es", "o", "a", "ns", "land")
)
