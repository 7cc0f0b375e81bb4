"""What stands beside a figure: a bound (over, at most), a multiple, by or to, from and to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import quantities as figures
from forumcite.guard.statement.amounts import beside, is_trivial, same_value
from forumcite.guard.statement.measures import is_implied
from forumcite.guard.statement.negation import NEGATOR
from forumcite.guard.statement.texts import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.quantities import Quantity
    from forumcite.guard.statement.texts import Evidence, Text


def check_bounds(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Over, at most, about: turned, dropped or added beside the same figure."""
    for each in said.quantities:
        have = [
            other
            for other in same_value(each, shown)
            if other.unit == each.unit or _may_count_the_same(each, other, said, shown)
        ]
        if not have or is_trivial(each, said) or _is_year(each):
            continue
        sides = {figures.SIDE.get(other.bound, "") for other in have}
        side = figures.SIDE.get(each.bound, "")
        if _EVERY.search(said.low[: each.start][-6:]) and "" not in {other.bound for other in have}:
            continue  # every four hours, no longer than four hours
        if any(_is_limit(text.low, figure) for text, figure in ((said, each), *_placed(have, shown))):
            continue  # the limit is five, no more than five
        if side in sides or ("" in sides and (side == "exact" or _holds(each))):
            continue
        evidence = have[0]
        text = shown.passages if evidence in shown.passages.quantities else shown.context
        if side == "up" and _PASSED.search(text.low[: evidence.start][-16:]):
            continue
        if _is_of_another(each, evidence, said, text):
            continue
        if _is_denied(said.clause_at(each.start).text) != _is_denied(text.clause_at(evidence.start).text):
            continue  # under 12 not admitted, 12 and over admitted
        yield Disagreement("bound", beside(said, each), beside(text, evidence))


# A noun that says of the figure behind it that it is a bound.
_LIMIT = re.compile(r"[上下]限|限[额度量值速高重]|门槛|底线|\b(?:limit|cap|ceiling|maximum|minimum|floor|threshold)\b")
_BESIDE_FIGURE = 30


def _is_limit(low: str, quantity: Quantity) -> bool:
    """Whether a noun in the clause before a figure says that it is the bound of something."""
    before = re.split("[,;]", low[max(0, quantity.start - _BESIDE_FIGURE) : quantity.start])[-1]
    return _LIMIT.search(before) is not None


def _placed(have: list[Quantity], shown: Evidence) -> list[tuple[Text, Quantity]]:
    """Figures of the evidence, each with the text in which it stands."""
    return [(shown.passages if each in shown.passages.quantities else shown.context, each) for each in have]


_PASSED = re.compile(r"\b(?:pass|top|surpass|cross|exceed|beat)(?:e[sd]|ped|s)? ?$|\bbeyond ?$|[突冲]破了?$")
_BOUNDING = re.compile(
    r"\b(?:no|not) (?:quite|less|more|fewer|later|longer|higher|greater|lower|shorter)\b"
    "|不(?:超过|足|到|高于|低于|少于|多于|大于|小于|得超过)|未(?:满|达到?|超过)"
)


def _holds(quantity: Quantity) -> bool:
    """Whether a bound holds of the very figure: about, or at least 37 where it is 37; 1.2万 may itself be rounded."""
    rounded = quantity.value.endswith("0") or "." in quantity.value
    return quantity.bound == "about" or (quantity.bound in ("least", "most") and not rounded)


_EVERY = re.compile("每隔?$|every ?$")


def _is_of_another(quantity: Quantity, found: Quantity, said: Text, text: Text) -> bool:
    """Whether a figure that makes the statement's true stands in a clause nearer to it than the equal one's."""
    clause = said.clause_at(quantity.start)
    near = text.clause_at(found.start).covers(clause)
    return any(
        other.unit == quantity.unit
        and is_implied(quantity, other)
        and text.clause_at(other.start).covers(clause) > near
        for other in text.quantities
    )


def _is_denied(clause: str) -> bool:
    """Whether a clause denies anything but by its bounds."""
    return bool(NEGATOR.search(_BOUNDING.sub(" ", clause)))


# How much two clauses must share before figures with two words behind them are taken for one.
_AKIN = 0.3


def _may_count_the_same(quantity: Quantity, other: Quantity, said: Text, shown: Evidence) -> bool:
    """Whether two equal figures with different words behind them may be one: no measures, in akin clauses."""
    if quantity.unit in figures.MEASURES or other.unit in figures.MEASURES:
        return False
    text = shown.passages if other in shown.passages.quantities else shown.context
    return said.clause_at(quantity.start).overlap(text.clause_at(other.start)) >= _AKIN


def _is_year(quantity: Quantity) -> bool:
    """Whether a bare figure is rather a year, which a time may run up to: up to 1492."""
    return not quantity.unit and bool(re.fullmatch("1[0-9]{3}", quantity.value))


_MULTIPLE = re.compile(
    r"\b(twice|doubled?|doubles|tripled?|trebled?|quadrupled?|half|all|every)\b|(翻[1-9一两]?番|一半|半数|全部|所有)"
)
_BESIDE = (
    (
        "near",
        re.compile(r"\b(?:nearly|almost|not(?: quite)?|just under) (?:of )?(?:the )?$|(?:几乎|近|将近|接近|不到)$"),
    ),
    ("over", re.compile(r"\b(?:more than|over|well over) (?:of )?(?:the )?$|(?:超过|超|逾)$")),
)


# How much two clauses must share before a multiple in one is taken for that in the other.
_SAME_MATTER = 0.5


def check_multiples(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Nearly twice is not twice, almost all is not all, and more than doubled is not almost doubled."""
    for match in _MULTIPLE.finditer(said.low):
        side, clause = _beside_multiple(said.low, match.start()), said.clause_at(match.start())
        sides = {
            _beside_multiple(shown.passages.low, other.start())
            for other in _MULTIPLE.finditer(shown.passages.low)
            if _multiple(other) == _multiple(match)
            and shown.passages.clause_at(other.start()).overlap(clause) >= _SAME_MATTER
        }
        if sides and side not in sides and (len(sides) == 1 or "" not in sides):
            other = next(iter(sides))
            yield Disagreement("bound", f"{side} {match[0]}".strip(), f"{other} {match[0]}".strip())


def _multiple(match: re.Match[str]) -> str:
    return {"twice": "double", "全部": "所有", "半数": "一半"}.get(
        match[0], match[0].removesuffix("d").removesuffix("s")
    )


def _beside_multiple(low: str, start: int) -> str:
    return next((side for side, pattern in _BESIDE if pattern.search(low[max(0, start - 16) : start])), "")


def check_roles(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """增至52万吨 is not 增加了52万吨."""
    for each in said.quantities:
        roles = {other.role for other in same_value(each, shown)}
        if each.role and roles and "" not in roles and each.role not in roles:
            yield Disagreement("number", beside(said, each), "")


_RANGE = re.compile(
    r"(?:\bfrom ?|由|从|自)[^,;.]{0,6}?(?P<one>[0-9]+(?:\.[0-9]+)?)"
    r"(?P<between>[^0-9;]{1,16}?)(?:\bto ?|至|到)[^0-9;,]{0,8}?(?P<other>[0-9]+(?:\.[0-9]+)?)"
)


_SCORE = re.compile(r"(?<![0-9.-])([0-9]{1,3})[-:]([0-9]{1,3})(?![0-9.:-])")


_LOSING = re.compile(r"\b(?:lost|loses?|beaten|defeated by|losing)\b|不敌|负于|败[给于北]|输给|落败|失利|告负|[惜遭]败")


def check_scores(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """97-64 is not 64-97, nor 3:2 2:3."""
    have = {(match[1], match[2]) for match in _SCORE.finditer(shown.context.low)}
    if bool(_LOSING.search(said.low)) != bool(_LOSING.search(shown.context.low)):
        return  # lost 1-3 where the other won 3-1
    for match in _SCORE.finditer(said.low):
        pair = match[1], match[2]
        if pair not in have and pair[::-1] in have:
            yield Disagreement("number", match[0], "-".join(pair[::-1]))


_TIMES_AS = re.compile(r"(?:是|为|相当于|达).{1,16}?的(?P<times>[0-9.]+)倍")
_TIMES_MORE = re.compile(r"比.{1,16}?[快多高大长重增贵]出?(?:加|了)*(?P<times>[0-9.]+)倍")


def check_times(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Eight times as much is not eight times more."""
    for mine, theirs in ((_TIMES_AS, _TIMES_MORE), (_TIMES_MORE, _TIMES_AS)):
        have = {match["times"]: match[0] for match in theirs.finditer(shown.passages.low)}
        for match in mine.finditer(said.low):
            if match["times"] in have and not mine.search(shown.passages.low):
                yield Disagreement("number", match[0], have[match["times"]])


def check_ranges(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """From A to B is not from B to A."""
    have = {(match["one"], match["other"]) for match in _RANGE.finditer(shown.context.low)}
    for match in _RANGE.finditer(said.low):
        pair = (match["one"], match["other"])
        if pair not in have and pair[::-1] in have:
            yield Disagreement("direction", match[0], "→".join(pair[::-1]))
