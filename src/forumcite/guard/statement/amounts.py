"""Figures of a statement: each stands in the evidence, with its unit, and of the same thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import quantities as figures
from forumcite.guard.statement.arithmetic import is_reckoned, is_sum
from forumcite.guard.statement.measures import is_converted, is_implied
from forumcite.guard.statement.opposites import about_the_same
from forumcite.guard.statement.texts import SURE, Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.quantities import Quantity
    from forumcite.guard.statement.texts import Clause, Evidence, Text

_TRIVIAL_ONE = re.compile("[期号级届季月日年等]")


def _is_ordinal(quantity: Quantity, text: Text) -> bool:
    """Which one, not how many: 一期, 第3届. Such a number belongs to a name."""
    after = text.low[quantity.start + len(quantity.value) :]
    return text.low[: quantity.start].endswith("第") or bool(re.match("[期届号季级]|(?:st|nd|rd|th)\\b", after))


def check_numbers(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Every figure of the statement stands in the evidence, with its sign; else it is another one, or unsupported."""
    have = shown.context.quantities
    values = {each.value for each in have} | {str(day.year) for day in shown.context.dates if day.year}
    for each in said.quantities:
        if each.value in values:
            continue
        if _is_ordinal(each, said) and each.value in {other.value for other in shown.given.quantities}:
            continue
        if is_trivial(each, said) or ":".join(each.value.split(":")[::-1]) in values:
            continue  # a score turned round is read with its verb
        if _IN_A_ROW.search(said.low[: each.start]):
            continue  # four years in a row are two in a row
        other = _counterpart(each, said, shown)
        candidates = [other] if other else [candidate for candidate in have if candidate.unit == each.unit]
        if any(is_implied(each, candidate) for candidate in candidates) or _is_worked_out(each, said, shown):
            continue
        theirs = words_of(shown.context, other) if other else ""
        contradicted = other is not None and not is_reckoned(each, shown)
        yield Disagreement("number", words_of(said, each), theirs if contradicted else "", contradicted)


_IN_A_ROW = re.compile(r"(?:连续|接连|一连)了?$|\b(?:straight|consecutive|successive|in a row) ?$")


def _is_worked_out(quantity: Quantity, said: Text, shown: Evidence) -> bool:
    """Whether a figure is one of the evidence's in another unit, or the sum of some."""
    have = shown.context.quantities
    return any(is_converted(quantity, other) for other in have) or is_sum(quantity, said, have)


def check_ordinals(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """第二个 is not 两个: which one, and how many."""
    for each in said.quantities:
        if _is_ordinal(each, said) or is_trivial(each, said) or each.value == "1":
            continue
        have = [other for other in shown.context.quantities if other.value == each.value]
        if have and all(_is_ordinal(other, shown.context) and other.unit == each.unit for other in have):
            yield Disagreement("number", words_of(said, each), f"第{words_of(shown.context, have[0])}")


def is_trivial(quantity: Quantity, said: Text) -> bool:
    """A one that counts nothing: 一个, 一系列, one of."""
    return quantity.value == "1" and not _TRIVIAL_ONE.match(said.low, quantity.start + 1)


def _counterpart(quantity: Quantity, said: Text, shown: Evidence) -> Quantity | None:
    """The figure of the same unit in a clause of the evidence that says the same, where the statement lacks it."""
    clause = said.clause_at(quantity.start).without(quantity.value)
    taken = {each.value for each in said.quantities}
    best, most = None, SURE
    for other in shown.context.quantities:
        if other.unit != quantity.unit or other.value in taken:
            continue
        covered = shown.context.clause_at(other.start).covers(clause)
        if covered >= _COUNTED and _counted(quantity, said) == _counted(other, shown.context) != "":
            covered += SURE - _COUNTED
        if covered >= most and len(clause.grams) > 1:
            best, most = other, covered
    return best


# As much of a clause is enough where the same thing is counted: 三名助手, 两名助手.
_COUNTED = 0.5


def _counted(quantity: Quantity, text: Text) -> str:
    """The two characters, or the word, right behind a figure and its unit."""
    behind = re.match(r"[㐀-鿿]{2}|[ -]?[a-z]{3,}", text.low[quantity.end :])
    return behind[0].strip(" -") if behind else ""


def words_of(text: Text, quantity: Quantity) -> str:
    """A figure with its unit, as the folded text has it."""
    return text.cased[quantity.start : quantity.end]


def beside(text: Text, quantity: Quantity) -> str:
    """A figure with the words around it that bound it."""
    start = max(0, quantity.start - (12 if text.cased[max(0, quantity.start - 2) : quantity.start].isascii() else 4))
    return text.cased[start : quantity.end + 2].strip(" ,.;")


def same_value(quantity: Quantity, shown: Evidence) -> list[Quantity]:
    """The same figure in the passages, else in their context."""
    for text in (shown.passages, shown.context):
        if found := [each for each in text.quantities if each.value == quantity.value]:
            return found
    return []


def check_units(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same figure with another unit of measure, or the count of another thing."""
    for each in said.quantities:
        have = same_value(each, shown)
        units = {other.unit for other in have}
        if not have or each.unit in units:
            continue
        if units | {each.unit} in figures.SHORT:
            continue
        if each.unit in figures.MEASURES and (wrong := units & figures.MEASURES) and wrong == units:
            yield Disagreement(
                "unit",
                words_of(said, each),
                words_of(shown.context, have[0]) if have[0] in shown.context.quantities else "",
            )
        counted = [other for other in shown.passages.quantities if other.unit == each.unit]
        if each.unit in _COUNTERS and counted and units <= _COUNTERS and "个" not in units | {each.unit}:
            yield Disagreement("number", words_of(said, each), words_of(shown.passages, counted[0]))


_COUNTERS = frozenset("人 起 座 件 项 家 台 次 户 所 种 条 辆 艘 例 宗 个".split())
_PER = re.compile(r"\b(?:a|an|per|each|every) (hour|day|week|month|year)\b")


_EVERY = re.compile(r"\b(?:every|each) (?:hour|day|week|month|year)\b")


def check_periods(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """So much a week is not so much a month."""
    have, one = (
        {match[1] for match in _PER.finditer(shown.passages.low)},
        {match[1] for match in _PER.finditer(said.low)},
    )
    if (
        have
        and one
        and not have & one
        and (said.quantities or (_EVERY.search(said.low) and about_the_same(said, shown)))
    ):
        yield Disagreement("unit", f"a {min(one)}", f"a {min(have)}")


def _goes_on(holder: Clause, where: Clause, rest: Clause) -> bool:
    """Whether the clause with the figure is this one, or goes on after it: with more of what is said, or to what."""
    goes_on = bool(rest.grams & holder.grams - where.grams) or _TO_WHAT.match(holder.text) is not None
    return holder == where or (holder.start - where.start - len(where.text) == 1 and goes_on)


# 减少了4.1万人,降至38.9万人: the second clause has the subject of the first.
_TO_WHAT = re.compile(r" ?(?:[升降增减涨跌调提]至|[达到跌升降涨]到|达|为|共|合计|(?:to|reaching|hitting)\b)")


def check_binding(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The figure stands in the evidence, but with another subject: the clause that says the same has another one."""
    text = shown.passages
    for each in said.quantities:
        holders = [other for other in text.quantities if (other.value, other.unit) == (each.value, each.unit)]
        if not holders or each.role:
            continue
        clause = said.clause_at(each.start)
        rest = clause.without(each.value)
        own = max(text.clause_at(other.start).covers(rest) for other in holders)
        for other in text.quantities:
            if other.unit != each.unit or other.value == each.value:
                continue
            where = text.clause_at(other.start)
            if any(_goes_on(text.clause_at(holder.start), where, rest) for holder in holders):
                continue
            if where.covers(rest) >= 0.75 and where.covers(rest) - own >= 0.4 and len(rest.grams) >= 3:
                yield Disagreement("number", beside(said, each), beside(text, other))
                break
