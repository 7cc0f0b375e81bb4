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


_MULTIPLE = re.compile(r"\b(twice|double|triple|half|all|every)\b")
_NEARLY = re.compile(r"\b(?:nearly|almost|not) (?:of )?(?:the )?$")


def check_multiples(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Nearly twice is not twice, almost all is not all."""
    groups = {"twice": "double"}
    have: dict[str, set[bool]] = {}
    for match in _MULTIPLE.finditer(shown.passages.low):
        word = groups.get(match[1], match[1])
        have.setdefault(word, set()).add(bool(_NEARLY.search(shown.passages.low[: match.start()][-12:])))
    for match in _MULTIPLE.finditer(said.low):
        word = groups.get(match[1], match[1])
        near = bool(_NEARLY.search(said.low[: match.start()][-12:]))
        if have.get(word) == {not near}:
            yield Disagreement("bound", match[0], f"nearly {match[0]}" if not near else match[0])


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
