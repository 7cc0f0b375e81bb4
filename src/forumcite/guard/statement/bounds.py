"""What stands beside a figure: a bound (over, at most), a multiple, by or to, from and to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import quantities as figures
from forumcite.guard.statement.amounts import beside, is_trivial, same_value
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
            if other.unit == each.unit or not (other.unit in figures.MEASURES and each.unit in figures.MEASURES)
        ]
        if not have or is_trivial(each, said) or _is_year(each):
            continue
        sides = {figures.SIDE.get(other.bound, "") for other in have}
        side = figures.SIDE.get(each.bound, "")
        if side in sides or (side == "exact" and "" in sides):
            continue
        evidence = have[0]
        text = shown.passages if evidence in shown.passages.quantities else shown.context
        yield Disagreement("bound", beside(said, each), beside(text, evidence))


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


def check_multiples(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Nearly twice is not twice, almost all is not all, and more than doubled is not almost doubled."""
    have: dict[str, set[str]] = {}
    for match in _MULTIPLE.finditer(shown.passages.low):
        have.setdefault(_multiple(match), set()).add(_beside_multiple(shown.passages.low, match.start()))
    for match in _MULTIPLE.finditer(said.low):
        sides = have.get(_multiple(match))
        side = _beside_multiple(said.low, match.start())
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


def check_ranges(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """From A to B is not from B to A."""
    have = {(match["one"], match["other"]) for match in _RANGE.finditer(shown.context.low)}
    for match in _RANGE.finditer(said.low):
        pair = (match["one"], match["other"])
        if pair not in have and pair[::-1] in have:
            yield Disagreement("direction", match[0], "→".join(pair[::-1]))
