"""Disambiguation: names, given names, the `disambiguate` condition and year suffixes, for cites that look alike.

Rule: CSL 1.0.2 specification, "Disambiguation". Items that look alike are split class by class, each step rendering
every item of a class once, so the work grows with the number of items and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from forumcite.csl.context import Expansion
from forumcite.csl.name_options import ALL
from forumcite.csl.persons import initials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forumcite.csl.items import Item, Name
    from forumcite.csl.name_options import NameOptions
    from forumcite.csl.style import Style

Seen: TypeAlias = "list[tuple[str, int, Name, NameOptions]]"
Probe: TypeAlias = "Callable[[Item, Expansion, Seen | None], str]"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def year_suffix(number: int) -> str:
    """Return the suffix of the nth item (from 0): a … z, aa, ab …."""
    suffix = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        suffix = _LETTERS[rest] + suffix
    return suffix


class Disambiguation:
    """Works out the expansions of all items of a document.

    Attributes:
        expansions: What each item's cites show more than they would alone, by item id.
    """

    def __init__(self, style: Style, items: list[Item], probe: Probe) -> None:
        attrib = style.citation.attrib
        self.style = style
        self.items = items
        self.probe = probe
        self.add_names = attrib.get("disambiguate-add-names") == "true"
        self.add_givens = attrib.get("disambiguate-add-givenname") == "true"
        self.rule = attrib.get("givenname-disambiguation-rule", "by-cite")
        self.add_suffix = attrib.get("disambiguate-add-year-suffix") == "true"
        self.expansions = {item.id: Expansion() for item in items}
        self.potential: dict[str, dict[tuple[str, int], int]] = {}  # given names, were all names shown

    def run(self) -> dict[str, Expansion]:
        """Work out the expansions."""
        steps = self._steps()
        if not steps and not (self.add_givens and self.rule != "by-cite"):
            return self.expansions
        everywhere = self.add_givens and self.rule != "by-cite"
        if everywhere:
            self.potential = self._levels(shown_only=False) if self.add_names else {}
            self._set_givens(self._levels(shown_only=True))
        for group in self._alike(self.items):
            self._resolve(group, steps)
        if everywhere and self.add_names:
            self._set_givens(self._levels(shown_only=True))
        return self.expansions

    def _steps(self) -> list[Callable[[list[Item]], list[list[Item]]]]:
        steps: list[Callable[[list[Item]], list[list[Item]]]] = []
        if self.add_names:
            steps.append(self._more_names)
        if self.add_givens and self.rule == "by-cite":
            steps.append(self._more_givens)
        if self.style.disambiguate_tests:
            steps.append(self._condition)
        if self.add_suffix:
            steps.append(self._suffixes)
        return steps

    def _resolve(self, group: list[Item], steps: list[Callable[[list[Item]], list[list[Item]]]]) -> None:
        classes = [group]
        for step in steps:
            classes = [rest for items in classes for rest in step(items) if len(rest) > 1]

    def _alike(self, items: Iterable[Item]) -> list[list[Item]]:
        """Return the classes of items whose cites look the same, those of one item left out."""
        return [group for group in self._split(items, lambda item: self.expansions[item.id]) if len(group) > 1]

    def _split(self, items: Iterable[Item], expansion: Callable[[Item], Expansion]) -> list[list[Item]]:
        classes: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            classes[self.probe(item, expansion(item), None)].append(item)
        return list(classes.values())

    # Given names wherever a family name is borne by several: the rules other than by-cite.

    def _set_givens(self, levels: dict[str, dict[tuple[str, int], int]]) -> None:
        for item in self.items:
            self.expansions[item.id].givens = levels.get(item.id, {})

    def _levels(self, *, shown_only: bool) -> dict[str, dict[tuple[str, int], int]]:
        """Return how much of each given name is needed, by item and place; of the names shown or of all."""
        bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        found: list[tuple[Item, str, int, Name, NameOptions]] = []
        for item in self.items:
            seen: Seen = []
            self.probe(item, self.expansions[item.id] if shown_only else self._with_names(item, ALL), seen)
            for i, (variable, position, name, options) in enumerate(seen):
                if self.rule.startswith("primary-name") and i:
                    break
                if name.family:
                    found.append((item, variable, position, name, options))
                    bearers[_family_key(name)].add(_given_key(name))
        levels: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
        for item, variable, position, name, options in found:
            level = self._level(name, bearers[_family_key(name)], options)
            if level:
                levels[item.id][variable, position] = level
        return levels

    def _level(self, name: Name, bearers: set[tuple[str, str]], options: NameOptions) -> int:
        if len(bearers) < 2:
            return 0
        own = _given_key(name)
        if options.initialize_with is not None and options.initialize:
            own_initials = initials(own[0], options.initialize_with)
            alike = sum(initials(given, options.initialize_with) == own_initials for given, _ in bearers)
            if alike == 1:
                return 1
            if self.rule.endswith("with-initials"):
                return 1 if len({initials(given, options.initialize_with) for given, _ in bearers}) > 1 else 0
        elif self.rule.endswith("with-initials") and options.initialize_with is None:
            return 0
        return 2

    # Steps by class. Each takes a class of items that look alike and returns what is left of it, class by class.

    def _more_names(self, items: list[Item]) -> list[list[Item]]:
        longest = max((len(people) for item in items for people in item.names.values()), default=0)
        best = dict.fromkeys((item.id for item in items), 0)
        classes, finished = [items], []
        for count in range(1, longest + 1):
            following: list[list[Item]] = []
            for group in classes:
                if len({_names_signature(item, count) for item in group}) < 2:
                    following.append(group)
                    continue
                parts = self._split(group, lambda item, n=count: self._with_names(item, n))  # type: ignore[misc] # a bound loop variable
                if len(parts) > 1:
                    best.update((item.id, count) for item in group)
                following += parts
            classes = [group for group in following if len(group) > 1]
        for item in items:
            self.expansions[item.id] = self._with_names(item, best[item.id])
        finished += self._alike(items)
        return finished

    def _with_names(self, item: Item, count: int) -> Expansion:
        expansion = self.expansions[item.id].copy()
        expansion.names = count
        expansion.givens = {**expansion.givens, **self.potential.get(item.id, {})}
        return expansion

    def _more_givens(self, items: list[Item]) -> list[list[Item]]:
        seen: list[tuple[str, int, Name, NameOptions]] = []
        everything = self._with_names(items[0], ALL) if self.add_names else self.expansions[items[0].id]
        self.probe(items[0], everything, seen)
        places = list(dict.fromkeys((variable, position) for variable, position, _, _ in seen))
        classes = [items]
        initialized = {place[:2] for place in seen if place[3].initialize_with is not None}
        for place in places:
            for level in (1, 2) if place in initialized else (2,):
                classes = [part for group in classes for part in self._try_given(group, place, level)]
        return classes

    def _try_given(self, group: list[Item], place: tuple[str, int], level: int) -> list[list[Item]]:
        if len(group) < 2 or len({_name_at(item, place) for item in group}) < 2:
            return [group]
        raised = {item.id: self.expansions[item.id].copy() for item in group}
        for expansion in raised.values():
            expansion.givens[place] = level
            if self.add_names:
                expansion.names = max(expansion.names, place[1] + 1)
        parts = self._split(group, lambda item: raised[item.id])
        if len(parts) > 1:
            self.expansions.update(raised)
        return parts

    def _condition(self, items: list[Item]) -> list[list[Item]]:
        classes = [items]
        for level in range(1, self.style.disambiguate_tests + 1):
            classes = [part for group in classes for part in self._try_condition(group, level)]
        return classes

    def _try_condition(self, group: list[Item], level: int) -> list[list[Item]]:
        if len(group) < 2:
            return [group]
        raised = {item.id: self.expansions[item.id].copy() for item in group}
        for expansion in raised.values():
            expansion.condition = level
        parts = self._split(group, lambda item: raised[item.id])
        if len(parts) > 1:
            self.expansions.update(raised)
        return parts

    def _suffixes(self, items: list[Item]) -> list[list[Item]]:
        for number, item in enumerate(items):
            self.expansions[item.id].year_suffix = year_suffix(number)
        return []


def _family_key(name: Name) -> str:
    return f"{name.particle} {name.family}"


def _given_key(name: Name) -> tuple[str, str]:
    return name.given, f"{name.dropping} {name.suffix}"


def _names_signature(item: Item, count: int) -> tuple[object, ...]:
    return tuple(
        (variable, len(people) <= count, tuple((name.family, name.given, name.literal) for name in people[:count]))
        for variable, people in item.names.items()
    )


def _name_at(item: Item, place: tuple[str, int]) -> tuple[str, str]:
    people = item.names.get(place[0], [])
    return _given_key(people[place[1]]) if place[1] < len(people) else ("", "")
