"""A statement in almost the words of its evidence: what differs between the same words, read fact by fact.

A slot is a place in which two close wordings differ (`alignment`). In it a figure against another figure, a name
against another name, a unit against another unit, or a word against one that excludes it (`scales`) is another fact; so
is a negation, a rank (deputy, former) or a «one of» that stands on one side only. Any other difference is wording.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import lexicon
from forumcite.guard import quantities as figures
from forumcite.guard.statement.alignment import pairs
from forumcite.guard.statement.arithmetic import is_reckoned, is_reckoned_day, is_reckoned_year, is_sum
from forumcite.guard.statement.closeness import CLOSE_BUT
from forumcite.guard.statement.conditions import SAID_HEDGE
from forumcite.guard.statement.exchange import exchanged
from forumcite.guard.statement.measures import is_implied
from forumcite.guard.statement.proper import are_other_names, common_ends
from forumcite.guard.statement.scales import Conflict, conflict, is_antonym, is_title
from forumcite.guard.statement.texts import Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forumcite.guard.quantities import Quantity
    from forumcite.guard.statement.alignment import Pair, Slot, Token
    from forumcite.guard.statement.texts import Evidence, Text

# How much of a statement's sentence, but for the slot, must stand in the evidence's before the slot is read.
_CLOSE = CLOSE_BUT
# The same for figures, which are hardly ever put in other words.
_CLOSE_FIGURES = 0.65
# The same for what stands between an organisation and a name.
_HALF = 0.5


def check_wording(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The facts that differ between a statement and the nearest sentence of its evidence."""
    for pair in pairs(said, shown):
        turned = sum(_is_turned(slot) for slot in pair.slots)
        for slot in pair.slots:
            # What is denied of one may be said of another: not in Shanghai, but in Beijing.
            rules = _RULES if turned == _is_turned(slot) else _TITLE_RULES
            rules = rules if slot.is_anchored else ()
            cover = pair.cover_but(slot) if rules else 0.0
            for rule, least in rules:
                if cover >= least:
                    yield from rule(slot, pair, said, shown)
        yield from exchanged(pair)


def _is_turned(slot: Slot, *, denying: bool = True) -> bool:
    """Whether a slot has a negator, or else a word of denying, on one side only."""
    turning = _NEGATORS | _DENYING if denying else _NEGATORS
    return turning.isdisjoint(_words(slot.statement)) != turning.isdisjoint(_words(slot.evidence))


def _words(tokens: Sequence[Token]) -> list[str]:
    """The words of a slot in lower case; a contracted not is one."""
    return [token.key if token.text == "n't" else token.text.lower() for token in tokens]


def _is_compact(slot: Slot, mine: int, theirs: int | None = None) -> bool:
    """Whether a slot holds at most one more word a side than those of a fact: else it is another wording."""
    return len(slot.statement) <= mine + 1 and len(slot.evidence) <= (theirs or mine) + 1


def _shown(tokens: Sequence[Token], text: Text) -> str:
    return text.cased[tokens[0].start : tokens[-1].end] if tokens else ""


def _elsewhere(tokens: Sequence[Token], slot: Sequence[Token]) -> set[str]:
    """The words of a sentence outside a slot."""
    inside = {token.start for token in slot}
    return set(_words([token for token in tokens if token.start not in inside]))


# --- words that exclude each other -------------------------------------------------------------------------------


def _excluded(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """All against some, must against may, rose against fell."""
    found = conflict(_words(slot.statement), _words(slot.evidence))
    if found and not _is_compact(slot, len(found.statement.split()), len(found.evidence.split())):
        return
    found = found or _conflict_inside(slot)
    if found and (
        _is_turned(slot, denying=False) or (found.kind == "modality" and slot.after and slot.after[0].key == "not")
    ):
        return  # does not like, dislikes; may not, must not
    # Of a sentence with two sides, acquitted of one deed and convicted of another, the slot may show the wrong one.
    if found and is_antonym(found.statement) and found.statement in _elsewhere(pair.evidence, slot.evidence):
        return
    # Where the other word stands in another slot, the two may only be in another order.
    others = [each for each in pair.slots if each is not slot]
    if found and not any(
        found.evidence in _words(each.statement) or found.statement in _words(each.evidence) for each in others
    ):
        yield Disagreement(found.kind, _shown(slot.statement, said), _shown(slot.evidence, shown.context))


def _excluded_title(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """One office against another."""
    yield from (each for each in _excluded(slot, pair, said, shown) if each.kind == "title")


def _conflict_inside(slot: Slot) -> Conflict | None:
    """The same of Han words that a segmenter joins with others: 北大门, 南大门; 商学院, 商委员会."""
    one, other = ("".join(token.text for token in side) for side in (slot.statement, slot.evidence))
    if not one or not other or one.isascii() or other.isascii():
        return None
    start, end = common_ends(slot)
    for left, right in ((start, 0), (0, end), (start, end)):
        found = conflict([one[left : len(one) - right]], [other[left : len(other) - right]])
        if found:
            return found
    return None


# --- negation ----------------------------------------------------------------------------------------------------

_NEGATORS = frozenset("not no never nor non 不 没 没有 未 无 非 并非 并未 并不 从未 未曾 毫无 绝不 决不".split())
_DENYING = frozenset("deny denies denied refuse refuses refused fail fails failed lack lacks lacked 否认 拒绝".split())
_NEGATING_HAN = re.compile("^(?:并未|并不|并非|从未|从不|未曾|毫无|绝不|没有|不|没|未|无|非)(?!常$|来$|论$|数$)(?=.)")
_NEGATING_LATIN = re.compile("^(?:un|in|im|il|ir|dis|non)(?=[a-z]{3})")
# What comes and goes with a negation, or means nothing beside it.
_SUPPORT = frozenset("do did does be been any a an the ever yet 有 是 的 了 过 曾 已 会".split())
_BUT = frozenset("but until before".split())
_ONLY = frozenset("only just merely necessarily 仅 只 但 仅仅 只是".split())


def _negated(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same words with an odd number of negators more on one side."""
    if slot.after and slot.after[0].key in _ONLY:
        return
    if not _BUT.isdisjoint(_words(pair.evidence)) and "not" in _words(slot.evidence):
        return  # not by fire but by water; not until May
    mine, theirs = _denied(slot.statement), _denied(slot.evidence)
    for one, count in mine:
        for other, others in theirs:
            if one == other and (count + others) % 2:
                yield Disagreement("negation", _shown(slot.statement, said), _shown(slot.evidence, shown.context))
                return


def _denied(tokens: Sequence[Token]) -> list[tuple[tuple[str, ...], int]]:
    """The words of a slot without their negators, and how many these were; with affixes taken for negators and not."""
    plain, bare, count, affixes = [], [], 0, 0
    for token in tokens:
        word = token.text.lower() if token.text != "n't" else "not"
        if word in _NEGATORS:
            count += 1
            continue
        if word in _SUPPORT:
            continue
        plain.append(token.key)
        pattern = _NEGATING_LATIN if token.tag == "latin" else _NEGATING_HAN
        stripped = pattern.sub("", token.key)
        affixes += stripped != token.key
        bare.append(stripped)
    found = [(tuple(plain), count)]
    return [*found, (_essential(bare), count + affixes)] if affixes else found


def _essential(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SUPPORT)


# --- figures and units -------------------------------------------------------------------------------------------


def _other_figure(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """One figure against another."""
    mine = [token for token in slot.statement if token.text[0].isdigit()]
    theirs = [token for token in slot.evidence if token.text[0].isdigit()]
    if len(mine) != 1 or len(theirs) != 1 or mine[0].text == theirs[0].text or not _is_compact(slot, 1):
        return
    one, other = mine[0], theirs[0]
    # The figure may be the evidence's own, of something else; only where both changed places is it the other's.
    moved = one.text in _elsewhere(pair.evidence, slot.evidence) or one.text in _values(shown)
    if moved and other.text not in _elsewhere(pair.statement, slot.statement):
        return
    quantity = next((each for each in said.quantities if each.start <= one.start < each.end), None)
    if _says_less(slot, one, other) or _follows(one, other, quantity, said, shown):
        return
    weekday = bool(slot.before) and slot.before[-1].text in ("星期", "周", "礼拜")
    kind = "number" if quantity and not weekday else "date"
    yield Disagreement(kind, _shown(slot.statement, said), _shown(slot.evidence, shown.context))


_IN_A_ROW = ("连续", "接连", "一连")


def _says_less(slot: Slot, one: Token, other: Token) -> bool:
    """Whether the other figure takes in this one: a score turned round with its verb; two years in a row, of four."""
    if ":" in one.text:
        return one.text.split(":")[::-1] == other.text.split(":")
    in_a_row = bool(slot.before) and slot.before[-1].text in _IN_A_ROW
    return in_a_row and one.text.isdigit() and other.text.isdigit() and int(one.text) < int(other.text)


def _follows(one: Token, other: Token, quantity: Quantity | None, said: Text, shown: Evidence) -> bool:
    """Whether a figure or date can be had from the evidence: rounded, in another unit, or worked out."""
    if quantity is None:
        day = next((each for each in said.dates if each.start <= one.start < each.end), None)
        return is_reckoned_year(one.text, shown) or (day is not None and is_reckoned_day(day, shown))
    counterpart = next((each for each in shown.context.quantities if each.start <= other.start < each.end), None)
    if counterpart and is_implied(quantity, counterpart):
        return True
    return is_sum(quantity, said, shown.context.quantities) or is_reckoned(quantity, shown)


def _values(shown: Evidence) -> set[str]:
    """The figures of the whole evidence."""
    return {each.value for each in shown.context.quantities}


# 20度 is a temperature, or kilowatt hours.
_DEGREES = frozenset("度 摄氏度 ℃ °".split())
_MAGNITUDES = frozenset("hundred thousand million billion trillion 百 千 万 亿".split())


def _other_unit(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same figure with another unit of measure, or another currency."""
    if not (slot.statement and slot.evidence):
        return
    one, other = _unit(slot.statement), _unit(slot.evidence)
    figure = next((token.text for token in reversed(slot.before) if token.text.lower() not in _MAGNITUDES), "")
    behind = figure[:1].isdigit()
    before = bool(slot.after) and slot.after[0].text[0].isdigit() and {one, other} <= set("$€£¥")
    if not (behind or before) or not (figures.is_unit(one) and figures.is_unit(other)):
        return
    units = {figures.unit_of(one), figures.unit_of(other)}
    if len(units) > 1 and units not in figures.SHORT and units & figures.MEASURES and not {one, other} <= _DEGREES:
        yield Disagreement("unit", _shown(slot.statement, said), _shown(slot.evidence, shown.context))


def _unit(words: Sequence[Token]) -> str:
    """The first word of a side; 个 is no unit without what it counts: 个百分点, 个月, but 四个半小时."""
    return "".join(token.text for token in words[:2]) if words[0].text == "个" else words[0].text


def _by_or_to(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """By so much is not to so much."""
    sides = {tuple(_words(slot.statement)), tuple(_words(slot.evidence))}
    if sides == {("by",), ("to",)} and slot.before and slot.after and slot.after[0].tag == "figure":
        mine = (*slot.statement, slot.after[0])
        yield Disagreement("direction", _shown(mine, said), _shown(slot.evidence, shown.context))


# --- names and ranks ---------------------------------------------------------------------------------------------


def _other_name(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """One name against another."""
    if are_other_names(slot, pair, shown):
        yield Disagreement("name", _shown(slot.statement, said), _shown(slot.evidence, shown.context))


_RANKS = frozenset(
    "deputy vice former acting interim assistant associate honorary co ex under junior senior emeritus "
    "副 前 原 代 代理 名誉 常务副 候补 候任 助理".split()
)
_RANK_HAN = re.compile("^(?:常务副|副|前|原|代理|代|名誉|候补|候任)(?=..)")
_OFFICE_LATIN = re.compile("[a-z](?:er|or|man|king|queen)$")
_OFFICE_HAN = re.compile(
    "[长员师官席统理相书使裁帅令监王帝授士]$|主任$|董事|主编|编辑|顾问|创始人|代表|记者|发言人|负责人"
)


def _other_rank(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same office with and without what lowers or ends it."""
    mine, theirs = _unranked(slot.statement), _unranked(slot.evidence)
    if mine[0] != theirs[0] or mine[1] == theirs[1]:
        return
    # An office may be of several words: harbour master.
    offices = mine[0][:1] or _words(slot.after[:2])
    if any(
        is_title(word) or _OFFICE_HAN.search(word) or _OFFICE_LATIN.search(word) or word in lexicon.TITLE
        for word in offices
    ):
        yield Disagreement("title", _shown(slot.statement, said), _shown(slot.evidence, shown.context))


def _other_office(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Another office right before the same name."""
    one, other = _words(slot.statement), _words(slot.evidence)
    if len(one) == len(other) == 1 and slot.after and not shown.has(one[0]):
        named = slot.after[0].tag.startswith("nr") or (slot.after[0].tag == "latin" and slot.after[0].text[0].isupper())
        offices = all(_OFFICE_HAN.search(word) or word in lexicon.TITLE for word in (one[0], other[0]))
        if named and offices and one[0] not in other[0] and other[0] not in one[0]:
            yield Disagreement("title", _shown(slot.statement, said), _shown(slot.evidence, shown.context))


def _unranked(tokens: Sequence[Token]) -> tuple[list[str], list[str]]:
    """The words of a slot without ranks, and the ranks."""
    words, ranks = [], []
    for word in _words(tokens):
        if word in _RANKS:
            ranks.append(word)
        elif match := _RANK_HAN.match(word):
            ranks.append(match[0])
            words.append(word[match.end() :])
        else:
            words.append(word)
    return words, ranks


# --- what only the evidence has ----------------------------------------------------------------------------------

_ONE_OF = re.compile("(?:one|1|some|part|most|many|several|few) of|among|之1|之一|其中")


def _one_of(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """One of them, told as the whole or the only one."""
    if len(slot.statement) > 1:
        return
    theirs, mine = " ".join(_words(slot.evidence)), " ".join(_words(slot.statement))
    if _ONE_OF.fullmatch(theirs.replace("之 1", "之1").removesuffix(" the")) and mine in (
        "",
        "all of",
        "only",
        "the only",
        "the",
    ):
        yield Disagreement(
            "quantifier", _shown(slot.statement or slot.after[:2], said), _shown(slot.evidence, shown.context)
        )


_HEDGES = frozenset(
    "allegedly reportedly possibly probably perhaps maybe likely supposedly seemingly apparently purportedly "
    "据说 据称 据传 似乎 可能 也许 或许 大概 疑似 相传 传说 估计 预计 恐怕 有望".split()
)
_ALMOST = frozenset("almost nearly virtually practically 几乎 将近 接近 差不多 近乎".split())


def _unhedged(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """What the evidence gives as likely, reported or almost so, told without that word."""
    if slot.statement or len(slot.evidence) != 1 or not slot.after:
        return
    word = _words(slot.evidence)[0]
    hedged = word in _HEDGES and not SAID_HEDGE.search(said.low)
    rounded = word in _ALMOST and _ALMOST.isdisjoint(_words(pair.statement))
    if (hedged and _HEDGES.isdisjoint(_words(pair.statement))) or rounded:
        kind = "modality" if hedged else "bound"
        yield Disagreement(kind, _shown(slot.after[:2], said), _shown(slot.evidence, shown.context))


_RULES: tuple[tuple[Callable[[Slot, Pair, Text, Evidence], Iterator[Disagreement]], float], ...] = (
    (_excluded, _CLOSE),
    (_negated, _CLOSE),
    (_other_figure, _CLOSE_FIGURES),
    (_other_unit, _CLOSE_FIGURES),
    (_by_or_to, _CLOSE),
    (_other_name, _CLOSE),
    (_other_rank, _CLOSE),
    (_other_office, _HALF),
    (_one_of, _CLOSE),
    (_unhedged, _CLOSE),
)
# An office is the same whatever is denied elsewhere in the sentence.
_TITLE_RULES = ((_excluded_title, _CLOSE), (_other_rank, _CLOSE), (_other_office, _HALF))
