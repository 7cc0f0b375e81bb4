"""What a figure counts: the same figure told of what the evidence gives another for.

In «31 were rated good, 12 adequate» each count has what is told of it; so has a part of a whole (two of the five), the
subject of a figure (Brazil sold 2 million, Argentina sold 1), and how often or in which row a thing happened. Only a
statement all of whose words stand in one sentence of the evidence is read, and none with a negation.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import quantities as figures
from forumcite.guard.statement.frames import NEGATORS, content, has_any, keys, sentence_pairs, stands_in
from forumcite.guard.statement.texts import HAN, Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forumcite.guard.statement.frames import Sentence, Word
    from forumcite.guard.statement.texts import Evidence, Text

_NONE = frozenset("none nobody 无人 无1人".split())
_REST = frozenset("rest remainder 其余 剩余".split())
_CURRENCY = frozenset("$€£¥")
_EACH = frozenset("each every respective 各 每 分别".split())


def check_counts(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """A figure told of what the evidence gives another figure for."""
    for mine, theirs in sentence_pairs(said, shown):
        if not has_any(mine, NEGATORS | _EACH):
            for rule in _RULES:
                yield from rule(mine, theirs)
    yield from _ranges(said, shown)
    yield from _wholes(said, shown)
    yield from _steps(said, shown)


# --- what is told of a count -------------------------------------------------------------------------------------


class _Count(NamedTuple):
    """A figure, or a word like none, at a place, its unit, and the words behind it that are told of it."""

    word: Word
    at: int
    unit: str
    told: tuple[str, ...]


def _counts(sentence: Sentence) -> list[_Count]:
    places = [at for at, word in enumerate(sentence) if word.is_figure or word.key in _NONE | _REST]
    found = []
    for at, following in zip(places, [*places[1:], len(sentence)], strict=False):
        rest = [word for word in sentence[at + 1 : following] if word.clause == sentence[at].clause]
        found.append(_Count(sentence[at], at, _unit(sentence, at), tuple(keys(content(rest)))))
    return found


def _unit(sentence: Sentence, at: int) -> str:
    if at and sentence[at - 1].key in _CURRENCY:
        return sentence[at - 1].key
    behind = sentence[at + 1].token.text.lower() if at + 1 < len(sentence) else ""
    return str(figures.unit_of(behind)) if behind and figures.is_unit(behind) else ""


def _other_count(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """Thirty-one were adequate, where the evidence has: 31 were good, 12 adequate."""
    if not stands_in(mine, theirs) or has_any(mine, _SOME):
        return
    have, said, others = Counter(keys(theirs)), set(keys(mine)), _counts(theirs)
    for one in _counts(mine):
        own = next((each for each in others if each.word.key == one.word.key), None)
        if own is None or have[one.word.key] != 1 or not own.told:
            continue
        for other in others:
            apart = other.word.clause != own.word.clause and other.word.key not in said
            compared = any(word.key in _THAN for word in theirs[other.at :] if word.clause == other.word.clause)
            if apart and not compared and _is_alike(own, other) and _told_instead(one, own, other, said, have):
                yield Disagreement("number", f"{one.word.token.text} … {one.told[-1]}", _shown(own))


# A part of what is counted may be meant: 30 goals, some of them at home.
_SOME = frozenset("some several many few includ among partly most 其中 部分 包括 一些 1些".split())
# 20 million, 5 million more than was asked: what the second is compared with is told of the first too.
_THAN = frozenset("than more less fewer higher lower longer shorter above below over 比 多 少 高 低 高于 低于".split())


def _is_alike(one: _Count, other: _Count) -> bool:
    return other.word.key in _NONE | _REST or one.unit == other.unit


def _shown(count: _Count) -> str:
    return f"{count.word.token.text} … {count.told[-1]}"


def _told_instead(one: _Count, own: _Count, other: _Count, said: set[str], have: Counter[str]) -> bool:
    """Whether the statement tells of a count what belongs to another, and nothing of its own."""
    tail = set(own.told[-max(len(other.told), 1) :]) - set(other.told)
    belongs = {word for word in other.told if word not in own.told and have[word] == 1}
    return bool(tail and belongs & set(one.told)) and not tail & said


# --- who has a figure --------------------------------------------------------------------------------------------


def _other_subject(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """Argentina sold 2 million, where the evidence has: Brazil sold 2 million, Argentina 1."""
    first = content(mine)[:2]
    counts = Counter(keys(theirs))
    if len(first) < 2 or first[0].is_figure or not stands_in(mine, theirs) or counts[first[0].key] != 1:
        return
    said, others = set(keys(mine)), _counts(theirs)
    for one in _counts(mine):
        own = next((each for each in others if each.word.key == one.word.key), None)
        if own is None or counts[one.word.key] != 1:
            continue
        clause = content(word for word in theirs if word.clause == own.word.clause)
        subject = clause[0] if clause else None
        if (
            subject is None
            or subject.key in said
            or subject.key in first[0].key
            or first[0].key in subject.key
            or subject.is_figure
            or keys(clause)[1:2] != [first[1].key]
        ):
            continue
        for other in others:
            place = [word.key for word in theirs if word.clause == other.word.clause]
            apart = other.word.clause != own.word.clause and other.word.key not in said
            if apart and first[0].key in place and _is_alike(own, other):
                yield Disagreement("name", first[0].token.text, subject.token.text)


def _other_pair(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """Injured three, where the evidence has: killed three and injured 12."""
    ours = list(_pairs(mine))
    others = list(_pairs(theirs)) if ours and stands_in(mine, theirs) else []
    said, counts = set(keys(mine)), Counter(keys(theirs))
    for verb, figure in ours:
        own = [each for each in others if each[0].key == verb.key]
        owner = [each for each in others if each[1].key == figure.key]
        if len(own) != 1 or len(owner) != 1 or own[0][1].key in said or owner[0][0].key in said:
            continue
        if counts[verb.key] == counts[figure.key] == 1 and own[0][0].clause != owner[0][0].clause:
            shown = f"{own[0][0].token.text} {own[0][1].token.text}"
            yield Disagreement("number", f"{verb.token.text} {figure.token.text}", shown)


def _pairs(sentence: Sentence) -> Iterator[tuple[Word, Word]]:
    """Each word that says something and the figure right behind it."""
    for verb, figure in pairwise(sentence):
        if figure.is_figure and figure.token.text not in _SIGNS and _is_deed(verb):
            yield verb, figure


def _is_deed(word: Word) -> bool:
    """Whether a word may be a verb."""
    return word.is_content and not word.is_figure and (word.token.tag == "latin" or word.token.tag.startswith("v"))


_SIGNS = frozenset("%‰°")
_ADVERBS = frozenset("同比 环比 约 再 又 累计 实际 均 就 分别".split())


def _other_triple(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """总额增长12.5%, where the evidence has: 总额增长5.5%, 收入增长12.5%."""
    ours = list(_triples(mine))
    others = list(_triples(theirs)) if ours else []
    if not stands_in(mine, theirs):
        return
    said = set(keys(mine))
    for subject, verb, figure in ours:
        own = [each for each in others if each[:2] == (subject, verb)]
        owner = [each for each in others if each[1:] == (verb, figure)]
        if len(own) == len(owner) == 1 and own[0][2] != figure and own[0][2] not in said and owner[0][0] not in said:
            yield Disagreement("number", f"{subject}{verb}{figure}", f"{subject}{verb}{own[0][2]}")


def _triples(sentence: Sentence) -> Iterator[tuple[str, str, str]]:
    """What stands right before a verb that a figure follows, adverbs aside."""
    words = [word for word in sentence if word.key not in _ADVERBS and (word.is_content or word.is_figure)]
    for subject, verb, figure in zip(words, words[1:], words[2:], strict=False):
        together = subject.clause == verb.clause == figure.clause
        if together and figure.is_figure and not subject.is_figure and not verb.is_figure:
            yield subject.key, verb.key, figure.key


# --- part and whole ----------------------------------------------------------------------------------------------

_ALL = frozenset("all every everyone everybody entire 全部 全体 所有 都 均 全".split())
_PARTIAL = frozenset(
    "most some half several few many partly 大多 大多数 多数 大部分 部分 1半 半数 少数 一些 有些".split()
)


class _Part(NamedTuple):
    """So many of so many: the figures at their places."""

    part: int
    whole: int


def _parts(sentence: Sentence) -> Iterator[_Part]:
    places = [at for at, word in enumerate(sentence) if word.is_figure]
    for at, following in pairwise(places):
        between = keys(sentence[at + 1 : following])
        if between[:1] == ["of"] and len(between) <= 4:
            yield _Part(at, following)
    for at in places:
        clause = [word.key for word in sentence if word.clause == sentence[at].clause]
        opened = clause[0] == "of" or (clause[-1] in ("中", "里") and len(clause) <= 8)
        for part in places if opened else ():
            if sentence[part].clause > sentence[at].clause:
                yield _Part(part, at)


def _other_part(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """All five were suspended, or three of the five, where the evidence has: two of the five were suspended."""
    said = set(keys(mine))
    counts = Counter(keys(theirs))
    ours = list(_parts(mine))
    parts = list(_parts(theirs)) if ours or stands_in(_without_all(mine), theirs) else []
    for part in parts:
        few, whole = theirs[part.part], theirs[part.whole]
        if few.key == whole.key or whole.key not in said or few.key in said:
            continue
        told = _told_of(part, theirs)
        claimed = _claimed(mine, ours, whole.key)
        if claimed is None or not told or not stands_in(_without_all(mine), (*theirs, *mine[claimed : claimed + 1])):
            continue
        predicate = _told_behind(mine, claimed)
        if predicate and told & predicate and all(counts[word] == 1 for word in told & predicate):
            yield Disagreement("quantifier", mine[claimed].token.text, f"{few.token.text} … {whole.token.text}")


def _without_all(sentence: Sentence) -> list[Word]:
    return [word for word in sentence if word.key not in _ALL and not word.is_figure]


def _told_of(part: _Part, sentence: Sentence) -> set[str]:
    """What is told of a part: the verb before it or the words behind it, up to the next figure."""
    last = max(part.part, part.whole) if part.whole - part.part in range(1, 6) else part.part
    following = next((at for at in range(last + 1, len(sentence)) if sentence[at].is_figure), len(sentence))
    behind = [word for word in sentence[last + 1 : following] if word.clause == sentence[last].clause]
    before = [word for word in sentence[: part.part] if word.clause == sentence[part.part].clause]
    verb = content(before)[-1:] if not any(word.key in _BE for word in behind) and last != part.part else []
    be = max((at for at, word in enumerate(behind) if word.key in _BE), default=None)
    told = content(behind)[-1:] if be is None else content(behind[be:])
    return set(keys(told)) | {word.key for word in verb}


_BE = frozenset(("was", "is", "be", "been", "has", "had", "have"))


def _claimed(sentence: Sentence, parts: Sequence[_Part], whole: str) -> int | None:
    """Where the statement speaks of all of the whole, or of another part of it."""
    part = next((each.part for each in parts if sentence[each.whole].key == whole), None)
    if part is not None:
        return part
    at = next(at for at, word in enumerate(sentence) if word.key == whole)
    before = at and sentence[at - 1].key in _ALL
    behind = [word.key for word in sentence[at + 1 : at + 5]]
    return at - 1 if before else next((at + 1 + n for n, key in enumerate(behind) if key in ("都", "均", "全部")), None)


def _told_behind(sentence: Sentence, at: int) -> set[str]:
    clause = [word for word in sentence if word.clause == sentence[at].clause]
    return set(keys(content(clause)[-1:])) | set(keys(content(word for word in sentence[:at])[-1:]))


def _made_all(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """All of it was bottles, where the evidence has: most of it bottles."""
    whole = next((at for at, word in enumerate(mine) if word.key in _ALL), None)
    if whole is None or has_any(mine, _PARTIAL) or not stands_in(_without_all(mine), theirs):
        return
    last = content(word for word in mine[whole:] if word.clause == mine[whole].clause)[-1:]
    for at, word in enumerate(theirs):
        if last and word.key == last[0].key and keys(theirs).count(word.key) == 1:
            clause = [each for each in theirs[:at] if each.clause == word.clause]
            of_it = [
                n for n, each in enumerate(clause) if each.key in _PARTIAL and keys(clause[n + 1 : n + 2]) == ["of"]
            ]
            if of_it and not has_any(clause, NEGATORS | _ALL):
                partial = clause[of_it[-1]]
                yield Disagreement("quantifier", mine[whole].token.text, partial.token.text)


# --- how often, and the how-manieth ------------------------------------------------------------------------------

_ENDINGS = frozenset(("st", "nd", "rd", "th"))


def _other_ordinal(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """The third time in a row, where the evidence has the fifth time."""
    ours, others = _ordinals(mine), _ordinals(theirs)
    if len(ours) != 1 or len(others) != 1 or ours[0][1] != others[0][1] or ours[0][0] == others[0][0]:
        return
    (figure, _, at), (other, _, there) = ours[0], others[0]
    rest = [word for word in mine if word not in mine[at : at + 2]]
    near = {word.key for word in theirs if word.clause == theirs[there].clause}
    dated = [word for word in rest if word.is_figure]
    if stands_in(rest, theirs) and len(content(rest)) > 2 and all(word.key in near for word in dated[1:]):
        yield Disagreement("number", figure, other)


def _ordinals(sentence: Sentence) -> list[tuple[str, str, int]]:
    """The how-manieth what: figure, the word it stands before, and its place."""
    return [
        (f"{word.token.text} {sentence[at + 1].token.text}", sentence[at + 2].key, at)
        for at, word in enumerate(sentence[:-2])
        if word.is_figure and sentence[at + 1].token.text in _ENDINGS
    ]


def _longer_row(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """连续五年, where the evidence has 连续三年; a shorter row is part of a longer one."""
    ours, others = _rows(mine), _rows(theirs)
    if len(ours) == len(others) == 1 and ours[0][1:] == others[0][1:] and float(ours[0][0]) > float(others[0][0]):
        rest = [word for word in mine if word.token.text != ours[0][0]]
        have = "".join(word.token.text for word in theirs)
        if all(word.token.text in have for word in content(rest)):
            yield Disagreement("number", "连续" + "".join(ours[0]), "连续" + "".join(others[0]))


def _rows(sentence: Sentence) -> list[tuple[str, str]]:
    return [
        (figure.token.text, unit.token.text)
        for row, figure, unit in zip(sentence, sentence[1:], sentence[2:], strict=False)
        if row.key in ("连续", "接连") and re.fullmatch("[0-9]+", figure.token.text)
    ]


_RULES: tuple[Callable[[Sentence, Sentence], Iterator[Disagreement]], ...] = (
    _other_count,
    _other_subject,
    _other_pair,
    _other_triple,
    _other_part,
    _made_all,
    _other_ordinal,
    _longer_row,
)

# --- figures read by the words right beside them -----------------------------------------------------------------

_MONTHS = re.compile(r"(?<![0-9.])([0-9]{1,2})(?:月)?-([0-9]{1,2})月")


def _ranges(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """1至3月, where all else is the same and the evidence has 1至2月."""
    mine, theirs = _MONTHS.findall(said.low), _MONTHS.findall(shown.context.low)
    if len(mine) == len(set(theirs)) == 1 and mine[0] != theirs[0] and mine[0][0] == theirs[0][0]:
        rest, have = _MONTHS.sub(" ", said.low), shown.context.low
        if all(piece in have for piece in re.findall(f"[{HAN}]{{2}}|[0-9.]+", rest)):
            yield Disagreement("date", "-".join(mine[0]), "-".join(theirs[0]))


_PLAIN = r"[0-9]+(?:\.[0-9]+)?"
_SHARE = re.compile(
    rf"(?P<part>{_PLAIN})[^0-9,;.]{{0,8}},?(?:占|相当于)(?P<whole>(?:总|全部)[{HAN}]{{1,6}}?)的(?P<share>{_PLAIN})%"
    rf"|(?P<part_en>{_PLAIN})[^0-9.;]{{0,20}},? ?(?:or|about|which is|"
    rf"equal to) (?P<share_en>{_PLAIN}) ?(?:%|percent|per cent) "
    r"of (?:the|its|their|all) (?P<whole_en>total [a-z]+)"
)


_COMES_TO = "(?:额|量|数|was|is|of|约|为|达|是|共|about|some|reached|came to|[ :$€£¥])*"


def _wholes(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """总投资46亿元, where the evidence has that 46亿元 is 58% of it."""
    for match in _SHARE.finditer(shown.context.low):
        part, whole = match["part"] or match["part_en"], match["whole"] or match["whole_en"]
        told = rf"{re.escape(whole)}{_COMES_TO}{re.escape(part)}(?![0-9.])"
        if float(match["share"] or match["share_en"]) < 100 and (mine := re.search(told, said.low)):
            yield Disagreement("number", mine[0], match[0])


_CHANGE = (
    r"\b(?:cut|cuts|fell|fallen|fall|falls|drop|dropped|drops|declined|decreased|reduced|shrank|shrunk|lowered|rose|"
    r"risen|rise|rises|grew|grown|increased|raised|climbed|jumped)\b[^,;.]{0,40}?"
)
_FIGURE = r"[$€£¥]?(?P<figure>[0-9]+(?:\.[0-9]+)?)(?![0-9])"
_BY, _TO = re.compile(rf"{_CHANGE} by {_FIGURE}"), re.compile(rf"{_CHANGE} to {_FIGURE}")
_HALVED = re.compile(r"\b(?:halv|half|doubl|twice|trebl|tripl|quarter|third|zero|nothing|from)|减半|翻")
_CHANGE_HAN = "上调|下调|提高|降低|增加|减少|上涨|下跌|下降|上升|调高|调低"
_STEP_HAN = re.compile(rf"(?P<verb>{_CHANGE_HAN})了?(?P<figure>[0-9]+(?:\.[0-9]+)?)(?P<unit>[{HAN}%])")


def _steps(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """By so much, where the evidence has that it came to so much, or the other way round."""
    have = shown.context.low
    if _HALVED.search(have) or _HALVED.search(said.low):
        return
    for mine, theirs in ((_BY, "to"), (_TO, "by")):
        for match in mine.finditer(said.low):
            if re.fullmatch("(?:19|20)[0-9]{2}", match["figure"]):
                continue  # by 2030
            figure = re.escape(match["figure"])
            other = re.search(rf"\b{theirs} [$€£¥]?{figure}(?![0-9.])", have)
            if theirs == "by":
                other = other or re.search(
                    rf"(?<![0-9.]){figure} ?(?:%|percent|per cent)? (?:fewer|more|less|lower|higher) than", have
                )
            own = rf"\b{'by' if theirs == 'to' else 'to'} [$€£¥]?{figure}(?![0-9.])"
            if other and not re.search(own, have):
                yield Disagreement("direction", match[0], other[0])
    for match in _STEP_HAN.finditer(said.low):
        figure, unit = re.escape(match["figure"]), match["unit"]
        came = re.search(rf"后[^,;.]{{0,12}}(?:为|至|到|达)[^,;.0-9]{{0,6}}{figure}{unit}", have)
        step = re.search(rf"(?:{_CHANGE_HAN})了?(?!{figure}{unit})[0-9]+(?:\.[0-9]+)?{unit}", have)
        if came and step and not re.search(rf"(?:{_CHANGE_HAN})了?{figure}{unit}", have):
            yield Disagreement("direction", match[0], came[0])
