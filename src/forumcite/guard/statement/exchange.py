"""Two names, or two nouns around a verb, in each other's place: A sued B, B sued A."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from forumcite.guard.statement.proper import is_name
from forumcite.guard.statement.texts import Disagreement
from forumcite.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.statement.alignment import Pair, Token
    from forumcite.guard.statement.texts import Evidence, Text

_LISTING = frozenset("and or 和 与 及 以及 或 同 跟".split())
# What holds in both directions.
_MUTUAL = re.compile(
    "^(?:met|meets?|married|marries|resembles?|borders?|equals?|is|was|are|were|be|been|became)$"
    "|结婚|会面|见面|会谈|会晤|合作|相邻|毗邻|相同|^(?:是|为|即|成为|等于|叫|称)$"
)
# With these a noun before the verb may be what it is done to: 汽车生产工厂 produces cars.
_COMPOUNDING = frozenset(
    "生产 销售 研究 管理 服务 加工 制造 设计 运输 投资 经营 开发 建设 维修 采购 "
    "供应 出口 进口 检测 治理 保护 教育 培训".split()
)
_LONGEST_NAME = 5
_LONGEST_BETWEEN = 4


def exchanged(pair: Pair) -> Iterator[Disagreement]:
    """The first two that stand in each other's place in two close wordings.

    Either they stand around the same few words, A sued B and B sued A; or they are all that differs between two
    sentences of the same words.
    """
    if not pair.is_reordered:
        return
    mine, evidence = ([token for token in side if token.key not in _ALSO] for side in (pair.statement, pair.evidence))
    theirs = _keys(evidence)
    found = _around_a_verb(mine, theirs) or _all_that_differs(mine, theirs)
    if found:
        left, right = (" ".join(token.text for token in side) for side in found)
        yield Disagreement("direction", f"{left} … {right}", f"{right} … {left}")


_ALSO = frozenset("also 也 亦".split())
_Two = tuple["Sequence[Token]", "Sequence[Token]"]


def _around_a_verb(words: Sequence[Token], theirs: list[str]) -> _Two | None:
    whole = _run(theirs)
    for start in range(1, len(words) - 1):
        for end in range(start + 1, min(start + _LONGEST_BETWEEN, len(words) - 1) + 1):
            if _run(_keys(words[start:end])) not in whole:
                break  # nor does any longer run stand there
            if _relates(words[start:end]) and (found := _turned_round(words, start, end, whole)):
                return found
    return None


# Of two that such words part, one is meant and the other is not.
_CONTRAST = frozenset(("rather than", "instead of", "but not"))
_CONTRAST_HAN = lazy("(?P<one>[㐀-鿿]{2,8}?),?(?:而非|而不是)(?P<other>[㐀-鿿]{2,8})")
_TOWARDS = frozenset("向 给 对 从 由 比 被 把 to from by than".split())


def _relates(between: Sequence[Token]) -> bool:
    """Whether words between two names say what one does to the other; a longer stretch is a sentence of its own."""
    words = [token.text.lower() for token in between]
    mutual = len(words) <= _LONGEST_BETWEEN and any(map(_MUTUAL.search, words))
    return not set(words) <= _LISTING and not mutual


def _is_deed(words: Sequence[Token]) -> bool:
    """Whether words hold a verb that does something to what follows it."""
    return any(token.tag.startswith("v") and token.text not in _COMPOUNDING for token in words)


def _turned_round(words: Sequence[Token], start: int, end: int, theirs: str) -> _Two | None:
    """What stands on the two sides of `words[start:end]`, where the evidence has it the other way round only."""
    middle = _keys(words[start:end])
    contrast = " ".join(token.text.lower() for token in words[start:end]) in _CONTRAST
    verb = _is_deed(words[start:end]) or any(token.text in _TOWARDS for token in words[start:end])
    lefts = [words[start - size : start] for size in range(1, min(_LONGEST_NAME, start) + 1)]
    rights = [words[end : end + size] for size in range(1, min(_LONGEST_NAME, len(words) - end) + 1)]
    lefts = [left for left in lefts if _run(middle + _keys(left)) in theirs]
    rights = [right for right in rights if lefts and _run(_keys(right) + middle) in theirs]
    for left in lefts:
        for right in rights:
            turned, same = _keys(right) + middle + _keys(left), _keys(left) + middle + _keys(right)
            if _run(turned) not in theirs or _run(same) in theirs:
                continue
            if contrast or all(map(is_name, (left, right))) or (verb and all(map(_is_noun, (left, right)))):
                return left, right
    return None


def _keys(words: Sequence[Token]) -> list[str]:
    return [token.key for token in words]


def _is_noun(words: Sequence[Token]) -> bool:
    """Whether Han words may be a noun, such as 该省: of two characters, none of them joins, and not all point."""
    if any(token.tag in ("latin", "figure") for token in words) or words[-1].tag == "f":
        return False
    tags = {token.tag[:1] for token in words}
    return sum(token.weight for token in words) > 1 and bool(tags - {"r"}) and tags.isdisjoint("pcudm")


def _run(keys: Sequence[str]) -> str:
    """Words as one text, in which a shorter run of words is found as it stands."""
    return f"|{'|'.join(keys)}|"


def _all_that_differs(words: Sequence[Token], theirs: list[str]) -> _Two | None:
    """Two that changed places with whatever stands between them, in a stretch of the evidence of the same words."""
    size, mine = len(words), [token.key for token in words]
    counts = Counter(mine)
    for start in range(len(theirs) - size + 1):
        window = theirs[start : start + size]
        if window == mine or Counter(window) != counts:
            continue
        first = next(i for i in range(size) if mine[i] != window[i])
        last = next(i for i in range(size, 0, -1) if mine[i - 1] != window[i - 1])
        return _swapped(words[first:last], window[first:last])
    return None


def _swapped(mine: Sequence[Token], theirs: list[str]) -> _Two | None:
    keys = [token.key for token in mine]
    for one in range(1, min(_LONGEST_NAME, len(keys) - 2) + 1):
        for other in range(1, min(_LONGEST_NAME, len(keys) - one - 1) + 1):
            left, between, right = keys[:one], keys[one:-other], keys[-other:]
            if theirs != right + between + left or not _relates(mine[one:-other]):
                continue
            sides = mine[:one], mine[-other:]
            verb = _is_deed(mine[one:-other])
            if all(map(is_name, sides)) or (verb and all(map(_is_noun, sides))):
                return sides
    return None


def check_contrasts(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """甲而非乙 is not 乙而非甲."""
    for mine in _CONTRAST_HAN.finditer(said.low) if "而" in said.low else ():
        for theirs in _CONTRAST_HAN.finditer(shown.context.low):
            one, other = _joint(mine["one"], theirs["other"]), _joint(theirs["one"], mine["other"])
            if one and other and one != other:
                yield Disagreement("direction", mine[0], theirs[0])


def _joint(ending: str, beginning: str) -> str:
    """The longest end of one text, of two characters at least, that the other begins with."""
    most = min(len(ending), len(beginning))
    return next((beginning[:size] for size in range(most, 1, -1) if ending.endswith(beginning[:size])), "")
