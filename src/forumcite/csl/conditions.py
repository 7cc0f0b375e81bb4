"""The tests of `<if>` and `<else-if>`, those of CSL-M among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from forumcite.csl.errors import CslError
from forumcite.csl.numbers import is_numeric
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from forumcite.csl.context import Context
    from forumcite.csl.xmltree import Element

Test: TypeAlias = "Callable[[Context, str], bool]"


class Condition:
    """The tests of `if` or `else-if`, each value of each attribute one test, and how many must hold.

    In CSL-M the tests may also stand in `<conditions>` with `<condition>` elements below.
    """

    __slots__ = ("match", "parts", "tests")

    def __init__(self, element: Element, file: str) -> None:
        inner = element.find("conditions")
        self.parts = [Condition(part, file) for part in inner.findall("condition")] if inner else []
        self.match = (inner or element).attrib.get("match", "all")
        self.tests: list[tuple[Test, str]] = []
        for key, values in element.attrib.items():
            if key == "match":
                continue
            if key in _UNSUPPORTED:
                self.tests.append((_never, key))
                continue
            test = _TESTS.get(key)
            if test is None:
                raise CslError(Message("unknown condition {key!r}", key=key), file=file, line=element.line)
            # A work has one type, so that several in one attribute can only be alternatives, whatever `match` says.
            self.tests.extend((test, value) for value in ([values] if key == "type" else values.split()))

    def holds(self, cx: Context) -> bool:
        """Whether the branch is taken. Every test is made, since tests note what the item lacks."""
        results = [test(cx, value) for test, value in self.tests]
        if self.parts:
            results += [part.holds(cx) for part in self.parts]
        if self.match == "any":
            return True in results
        if self.match == "none":
            return True not in results
        return False not in results


def _never(_cx: Context, _value: str) -> bool:
    return False


def _test_type(cx: Context, value: str) -> bool:
    return cx.item.type in value.split()


def _test_variable(cx: Context, value: str) -> bool:
    if cx.has(value):
        return True
    cx.lacking.add(value)
    return False


def _test_numeric(cx: Context, value: str) -> bool:
    text = cx.look(value)
    return bool(text) and is_numeric(text)


def _test_uncertain(cx: Context, value: str) -> bool:
    date = cx.item.dates.get(value)
    return bool(date and date.circa)


def _test_locator(cx: Context, value: str) -> bool:
    if cx.cite is None or not cx.cite.locator:
        return False
    label = (cx.cite.label or "page").replace(" ", "-")
    return label == value.replace(" ", "-")


def _test_position(cx: Context, value: str) -> bool:
    cite = cx.cite
    if cite is None or cx.area.is_bibliography:
        return False
    if value == "near-note":
        return cite.near_note
    wanted = ("first", "subsequent", "ibid", "ibid-with-locator").index(value) if value in _POSITIONS else -1
    return cite.position == 0 if wanted == 0 else 0 < wanted <= cite.position


_POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")


def _test_disambiguate(cx: Context, value: str) -> bool:
    cx.conditions_seen += 1
    return (cx.conditions_seen <= cx.expansion.condition) is (value == "true")


def _test_has_day(cx: Context, value: str) -> bool:
    date = cx.item.dates.get(value)
    return bool(date and date.start and date.start.day)


def _test_context(cx: Context, value: str) -> bool:
    return cx.area.is_bibliography is (value == "bibliography")


def _test_only(cx: Context, value: str, *, month: bool) -> bool:
    """Whether a date has a year alone, or a month or season but no day (CSL-M)."""
    date = cx.item.dates.get(value)
    point = date.start if date else None
    return point is not None and not point.day and bool(point.month or point.season) is month


def _test_month(cx: Context, value: str) -> bool:
    date = cx.item.dates.get(value)
    return bool(date and date.start and (date.start.month or date.start.season))


def _test_locale(cx: Context, value: str) -> bool:
    return cx.language.lower().split("-")[0] == value.lower().split("-")[0]


def _test_genre(cx: Context, value: str) -> bool:
    return cx.look("genre").lower().replace(" ", "-") == value.lower()


def _test_multiple(cx: Context, value: str) -> bool:
    return len(cx.item.names.get(value, [])) > 1 or (" " in cx.look(value).strip())


# Conditions of CSL-M for what this processor does not have, such as parallel citations of cases: they never hold.
_UNSUPPORTED = frozenset(
    """alternative alternative-variable authority cite-form container-multiple container-subsequent country court-class
    current subgroup-count-above is-parallel jurisdiction jurisdiction-depth locator-position page subjurisdictions
    suppress-trailing-punctuation term-form track-containers year-as-volume""".split()
)
_TESTS: dict[str, Test] = {
    "has-year-only": lambda cx, value: _test_only(cx, value, month=False),
    "has-month-or-season-only": lambda cx, value: _test_only(cx, value, month=True),
    "has-to-month-or-season": _test_month,
    "locale": _test_locale,
    "genre": _test_genre,
    "is-multiple": _test_multiple,
    "is-plural": _test_multiple,
    "type": _test_type,
    "variable": _test_variable,
    "is-numeric": _test_numeric,
    "is-uncertain-date": _test_uncertain,
    "locator": _test_locator,
    "position": _test_position,
    "disambiguate": _test_disambiguate,
    "has-day": _test_has_day,
    "context": _test_context,
}
