"""The same thing with the opposite told of it, in whatever order the two wordings are.

All that the statement says but for one word stands in one sentence of the evidence; in place of that word stands one
that excludes it (`antonyms`), or the word with a negation, beside the same subject. Nothing is said where either side
is hedged, where a time or a name before the word stands in another clause, or where both opposites occur.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import lexicon
from forumcite.guard.statement.antonyms import CONTRARIES, REVERSALS
from forumcite.guard.statement.frames import DENYING, HEDGES, NEGATORS, content, has_any, keys, sentence_pairs
from forumcite.guard.statement.scales import placed
from forumcite.guard.statement.texts import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.statement.frames import Sentence, Word
    from forumcite.guard.statement.texts import Evidence, Text

_TIMES = frozenset((*lexicon.MONTHS, *lexicon.WEEKDAYS, "year", "month", "week", "今年", "去年", "明年", "月", "年"))
_BE = frozenset("is was be been being stay stayed remain remained left".split())
_RELATIVE = frozenset(("who", "which", "that"))
_OF = frozenset(("of", "in", "at", "on", "for"))


class _Opposed(NamedTuple):
    """A word of the statement and one of the evidence that exclude each other, by their places."""

    kind: str
    mine: tuple[int, int]
    theirs: tuple[int, int]
    reversal: bool = False


def check_predicates(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The airport was closed, where the evidence has that it stayed open."""
    for mine, theirs in sentence_pairs(said, shown):
        for found in (*_contraries(mine, theirs), *_affixed(mine, theirs), *_denied(mine, theirs)):
            if _told_of_the_same(found, mine, theirs):
                yield Disagreement(found.kind, _shown(mine, found.mine), _shown(theirs, found.theirs))


def _shown(sentence: Sentence, place: tuple[int, int]) -> str:
    return " ".join(word.token.text for word in sentence[place[0] : place[1]])


def _low(sentence: Sentence) -> list[str]:
    """The words in lower case; names inside a sentence are none: the Blue Party."""
    return [
        word.token.text.lower() if at == 0 or not (word.token.text[0].isupper()) else ""
        for at, word in enumerate(sentence)
    ]


def _contraries(mine: Sentence, theirs: Sentence) -> Iterator[_Opposed]:
    """Words that exclude each other, where neither side has the other's."""
    for table in (CONTRARIES, REVERSALS):
        yield from _contraries_of(table, mine, theirs)


def _contraries_of(table: str, mine: Sentence, theirs: Sentence) -> Iterator[_Opposed]:
    ours = list(placed(_low(mine), table))
    others = list(placed(_low(theirs), table)) if ours else []
    for one in ours:
        for other in others:
            if one.number != other.number or one.groups & other.groups:
                continue
            here = {group for each in ours if each.number == one.number for group in each.groups}
            there = {group for each in others if each.number == one.number for group in each.groups}
            if not here & there:
                yield _Opposed(one.kind, (one.start, one.end), (other.start, other.end), table == REVERSALS)


_AFFIX = re.compile("^(?:un|non|ir(?=r)|il(?=l))(?=[a-z]{4})")


def _affixed(mine: Sentence, theirs: Sentence) -> Iterator[_Opposed]:
    """Armed and unarmed."""
    one, other = keys(mine), keys(theirs)
    for sides, turned in (((one, other), False), ((other, one), True)):
        for at, key in enumerate(sides[0]):
            bare = _AFFIX.sub("", key)
            if bare != key and bare in sides[1] and bare not in sides[0] and key not in sides[1]:
                places = (at, at + 1), (sides[1].index(bare), sides[1].index(bare) + 1)
                yield _Opposed("negation", *(places[::-1] if turned else places))


def _denied(mine: Sentence, theirs: Sentence) -> Iterator[_Opposed]:
    """Was damaged, where the evidence has was not damaged, and nothing that limits it."""
    if has_any(mine, NEGATORS):
        return
    have = keys(theirs)
    for at, word in enumerate(mine):
        if word.token.tag != "latin" or not word.is_content or have.count(word.key) != 1:
            continue
        there = have.index(word.key)
        negated = (
            there > 1 and have[there - 1] == "not" and have[there - 2] in _BE | {"do", "did", "does", "has", "had"}
        )
        rest = [each for each in theirs[there + 1 :] if each.clause == theirs[there].clause]
        if negated and all(each.key in keys(mine) for each in content(rest)) and not has_any(theirs[there:], _BUT):
            yield _Opposed("negation", (at, at + 1), (there - 1, there + 1))


_BUT = frozenset("but rather instead until before because yet only just merely".split())


def _told_of_the_same(found: _Opposed, mine: Sentence, theirs: Sentence) -> bool:
    """Whether both words stand beside the same subject, and nothing else keeps the two apart."""
    start, end = found.mine
    clause = [word for word in theirs if word.clause == theirs[found.theirs[0]].clause]
    rest = content((*mine[:start], *mine[end:]))
    outside = [word for word in (*mine, *clause) if word not in (*mine[start:end], *theirs[slice(*found.theirs)])]
    if has_any(outside, NEGATORS | DENYING | HEDGES) or has_any(_without(theirs, found.theirs), DENYING):
        return False
    have, near = set(keys(theirs)), set(keys((*clause, *_opening(theirs))))
    if not rest or not all(word.key in have or word.key in _AFTER for word in rest):
        return False
    if found.reversal:
        # What was lifted had been imposed, at another time: here all must be told in one clause.
        rest = content((*mine[_reported(mine, start) : start], *mine[end:]))
        first = (
            not content(mine[_reported(mine, start) : start])
            and content(clause)[:1] == content(theirs[found.theirs[0] :])[:1]
        )
        begins = first and bool(_follows(mine, end) & _follows(theirs, found.theirs[1]))
        return all(word.key in near for word in rest) and (begins or _same_neighbour(found, mine, theirs))
    named = [word for word in mine[1:start] if word.is_name]
    if found.kind == "comparison" and _follows(mine, end) & _follows(theirs, found.theirs[1]):
        return all(word.key in near for word in named)
    tied = [word for word in rest if _is_time(word) or (word in mine[:start] and word.is_figure)]
    return all(word.key in near for word in (*named, *tied)) and _same_neighbour(found, mine, theirs)


_OPENING = frozenset("in on at since during by dur from between".split())


def _opening(sentence: Sentence) -> Sequence[Word]:
    """A short clause of time or place that begins a sentence and holds for the rest: in August."""
    first = [word for word in sentence if word.clause == 0]
    return first if first and first[0].key in _OPENING and len(first) <= _SHORT else ()


_SHORT = 5
_REPORTING = frozenset(
    "say rul find report announc stat tell show 认为 表示 说 称 指出 宣布 认定 裁定 透露 介绍 强调 显示 发现".split()
)


def _reported(sentence: Sentence, end: int) -> int:
    """Where what is reported begins: behind the last verb of saying before a place."""
    return max((at + 1 for at, word in enumerate(sentence[:end]) if word.key in _REPORTING), default=0)


_AFTER = frozenset(("after", "dur", "follow"))


def _follows(sentence: Sentence, end: int) -> set[str]:
    """The next word, where it says something."""
    return {word.key for word in sentence[end : end + 1] if word.is_content}


def _without(sentence: Sentence, place: tuple[int, int]) -> Sequence[Word]:
    return (*sentence[: place[0]], *sentence[place[1] :])


def _is_time(word: Word) -> bool:
    return word.is_figure or word.token.tag == "t" or word.token.text.lower() in _TIMES


def _same_neighbour(found: _Opposed, mine: Sentence, theirs: Sentence) -> bool:
    """Whether the same thing stands before both words."""
    if found.kind == "negation" and theirs[found.theirs[0]].key == "not":
        found = found._replace(theirs=(found.theirs[0] - 1, found.theirs[1]))
    return bool(_subjects(mine, found.mine[0]) & _subjects(theirs, found.theirs[0]))


def _subjects(sentence: Sentence, before: int) -> set[str]:
    """What may be the subject of the word at a place: the nearest word before it, or the one that «of» depends on."""
    clause = sentence[before].clause
    while before and sentence[before - 1].key in _BE | _RELATIVE:
        before -= 1
        clause = sentence[before].clause
    here = [word for word in sentence[:before] if word.clause == clause]
    if not content(here):
        # The library, in the third wing, was not damaged; the protester, who was unarmed.
        step = 2 if sentence[before].key not in _RELATIVE and clause > 1 else 1
        here = [word for word in sentence[:before] if word.clause == clause - step]
    found = {word.key for word in content(here)[-1:]}
    for at, word in enumerate(here[1:], start=1):
        if word.key in _OF:
            found |= {each.key for each in content(here[:at])[-1:]}
            break
    return found
