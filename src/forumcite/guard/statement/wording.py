"""A statement in almost the words of its evidence: what differs between the same words, read fact by fact.

A slot is a place in which two close wordings differ (`alignment`). In it a figure against another figure, a name against
another name, a unit against another unit, or a word against one that excludes it (`scales`) is another fact; so is a
negation, a rank (deputy, former) or a «one of» that stands on one side only. Any other difference is wording.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from forumcite.guard import lexicon
from forumcite.guard import quantities as figures
from forumcite.guard.statement.alignment import pairs
from forumcite.guard.statement.amounts import is_implied
from forumcite.guard.statement.proper import are_other_names, common_ends, is_name
from forumcite.guard.statement.scales import Conflict, conflict
from forumcite.guard.statement.texts import Disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forumcite.guard.statement.alignment import Pair, Slot, Token
    from forumcite.guard.statement.texts import Evidence, Text

# How much of a statement's sentence, but for the slot, must stand in the evidence's before the slot is read.
_CLOSE = 0.85
# The same for figures, which are hardly ever put in other words.
_CLOSE_FIGURES = 0.65


def check_wording(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The facts that differ between a statement and the nearest sentence of its evidence."""
    for pair in pairs(said, shown):
        turned = sum(_is_turned(slot) for slot in pair.slots)
        for slot in pair.slots:
            # What is denied of one may be said of another: not in Shanghai, but in Beijing.
            rules = _RULES if turned == _is_turned(slot) and slot.is_anchored else ()
            for rule, least in rules:
                if pair.cover_but(slot) >= least:
                    yield from rule(slot, pair, said, shown)
        yield from _exchanged(pair)


def _is_turned(slot: Slot) -> bool:
    """Whether a slot has a negator on one side only."""
    return any(word in _NEGATORS for word in _words(slot.statement)) != any(
        word in _NEGATORS for word in _words(slot.evidence)
    )


def _words(tokens: Sequence[Token]) -> list[str]:
    """The words of a slot in lower case; a contracted not is one."""
    return [token.key if token.text == "n't" else token.text.lower() for token in tokens]


def _is_compact(slot: Slot, mine: int, theirs: int | None = None) -> bool:
    """Whether a slot holds hardly more than the words of a fact, at most one on each side: else it is another wording."""
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
    if found and (_is_turned(slot) or (found.kind == "modality" and slot.after and slot.after[0].key == "not")):
        return  # does not like, dislikes; may not, must not
    # Where the other word stands in another slot, the two may only be in another order.
    others = [each for each in pair.slots if each is not slot]
    if found and not any(
        found.evidence in _words(each.statement) or found.statement in _words(each.evidence) for each in others
    ):
        yield Disagreement(found.kind, _shown(slot.statement, said), _shown(slot.evidence, shown.context))


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
_NEGATING_HAN = re.compile("^(?:并未|并不|并非|从未|从不|未曾|毫无|绝不|没有|不|没|未|无|非)(?!常$|来$|论$|数$)(?=.)")
_NEGATING_LATIN = re.compile("^(?:un|in|im|il|ir|dis|non)(?=[a-z]{3})")
# What comes and goes with a negation, or means nothing beside it.
_SUPPORT = frozenset("do did does be been any a an the ever yet 有 是 的 了 过 曾 已 会".split())
_ONLY = frozenset("only just merely necessarily 仅 只 但 仅仅 只是".split())


def _negated(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same words with an odd number of negators more on one side."""
    if slot.after and slot.after[0].key in _ONLY:
        return
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
        plain.append(token.key)
        pattern = _NEGATING_LATIN if token.tag == "latin" else _NEGATING_HAN
        stripped = pattern.sub("", token.key)
        affixes += stripped != token.key
        bare.append(stripped)
    found = [(_essential(plain), count)]
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
    moved = one.text in _elsewhere(pair.evidence, slot.evidence)
    if moved and other.text not in _elsewhere(pair.statement, slot.statement):
        return
    quantity = next((each for each in said.quantities if each.start <= one.start < each.end), None)
    counterpart = next((each for each in shown.context.quantities if each.start <= other.start < each.end), None)
    if quantity and counterpart and (is_implied(quantity, counterpart) or _is_about(quantity, counterpart)):
        return
    kind = "number" if quantity else "date"
    yield Disagreement(kind, _shown(slot.statement, said), _shown(slot.evidence, shown.context))


def _is_about(quantity: figures.Quantity, other: figures.Quantity) -> bool:
    """Whether a rounded figure, given as one, is within a tenth of the evidence's."""
    if quantity.bound not in ("about", "near") or not all(
        re.fullmatch("[0-9.]+", each.value) for each in (quantity, other)
    ):
        return False
    one, two = Decimal(quantity.value), Decimal(other.value)
    return abs(one - two) * 10 <= two


def _other_unit(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same figure with another unit of measure, or another currency."""
    if not (slot.statement and slot.evidence):
        return
    one, other = slot.statement[0].text, slot.evidence[0].text
    behind = bool(slot.before) and slot.before[-1].text[0].isdigit()
    before = bool(slot.after) and slot.after[0].text[0].isdigit() and {one, other} <= set("$€£¥")
    if not (behind or before) or not (figures.is_unit(one) and figures.is_unit(other)):
        return
    if (
        figures.unit_of(one) != figures.unit_of(other)
        and {figures.unit_of(one), figures.unit_of(other)} & figures.MEASURES
    ):
        yield Disagreement("unit", _shown(slot.statement, said), _shown(slot.evidence, shown.context))


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
_OFFICE_HAN = re.compile("[长员师官席统理相书使任裁帅令监王帝授士]$|董事|主编|编辑|顾问|创始人|代表|记者")


def _other_rank(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same office with and without what lowers or ends it."""
    mine, theirs = _unranked(slot.statement), _unranked(slot.evidence)
    if mine[0] != theirs[0] or mine[1] == theirs[1]:
        return
    office = mine[0][0] if mine[0] else slot.after[0].text.lower() if slot.after else ""
    if _OFFICE_HAN.search(office) or office in lexicon.TITLE or re.search("(?:er|or|man|king|queen)$", office):
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


def _one_of(slot: Slot, pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
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


def _unhedged(slot: Slot, _pair: Pair, said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """What the evidence gives as likely, reported or almost so, told without that word."""
    if slot.statement or len(slot.evidence) != 1 or not slot.after:
        return
    word = _words(slot.evidence)[0]
    if word in _HEDGES or word in _ALMOST:
        kind = "modality" if word in _HEDGES else "bound"
        yield Disagreement(kind, _shown(slot.after[:2], said), _shown(slot.evidence, shown.context))


# --- two in each other's place -----------------------------------------------------------------------------------

_LISTING = frozenset("and or 和 与 及 以及 或 同 跟".split())
_LONGEST_EXCHANGED = 5


def _exchanged(pair: Pair) -> Iterator[Disagreement]:
    """Two names, or two nouns around a verb, in each other's place and nothing else changed."""
    size = len(pair.statement)
    mine = [token.key for token in pair.statement]
    for start in range(len(pair.evidence) - size + 1):
        window = pair.evidence[start : start + size]
        theirs = [token.key for token in window]
        if theirs == mine or Counter(theirs) != Counter(mine):
            continue
        first = next(i for i in range(size) if mine[i] != theirs[i])
        last = next(i for i in range(size, 0, -1) if mine[i - 1] != theirs[i - 1])
        if found := _swapped(pair.statement[first:last], theirs[first:last]):
            yield Disagreement("direction", *found)
        return


def _swapped(mine: Sequence[Token], theirs: list[str]) -> tuple[str, str] | None:
    """The two that changed places, as the statement and as the evidence has them in order."""
    keys = [token.key for token in mine]
    for one in range(1, min(_LONGEST_EXCHANGED, len(keys) - 2) + 1):
        for other in range(1, min(_LONGEST_EXCHANGED, len(keys) - one - 1) + 1):
            left, between, right = keys[:one], keys[one:-other], keys[-other:]
            if theirs != right + between + left or set(between) <= _LISTING:
                continue
            sides = mine[:one], mine[-other:]
            if all(is_name(side) for side in sides) or (
                all(side[-1].tag == "n" for side in sides)
                and any(token.tag.startswith("v") for token in mine[one:-other])
            ):
                names = [" ".join(token.text for token in side) for side in sides]
                return f"{names[0]} … {names[1]}", f"{names[1]} … {names[0]}"
    return None


_RULES: tuple[tuple[Callable[[Slot, Pair, Text, Evidence], Iterator[Disagreement]], float], ...] = (
    (_excluded, _CLOSE),
    (_negated, _CLOSE),
    (_other_figure, _CLOSE_FIGURES),
    (_other_unit, _CLOSE_FIGURES),
    (_other_name, _CLOSE),
    (_other_rank, _CLOSE),
    (_one_of, _CLOSE),
    (_unhedged, _CLOSE),
)
