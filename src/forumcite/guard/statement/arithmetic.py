"""Whether a figure or a date of a statement can be worked out from those of the evidence.

Whoever reads "fell by 4.1 to 38.9" may say that it was 43 before, and "delivered six days later" gives a date. Such a
figure stands nowhere in the evidence, but it is no other value either: it is told as unsupported, not as contradicted.
(Of the claims of Fool Me Twice 63 % have a figure that takes arithmetic.)
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING

from forumcite.guard.statement.measures import PLAIN, is_rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.quantities import Day, Quantity
    from forumcite.guard.statement.texts import Evidence, Text

_TOTAL = re.compile(
    r"合计|总计|共计|总共|一共|(?<![公中])共(?=有?[0-9])|累计|\b(?:total|altogether|combined|together|in all)\b"
)
# More figures in a row than these are hardly ever added up, and reach any total by chance.
_MOST_ADDED = 8


def is_sum(quantity: Quantity, said: Text, have: Sequence[Quantity]) -> bool:
    """Whether a figure that the statement calls a total is what two or more of the evidence's in a row add up to."""
    if not _TOTAL.search(said.low) or not PLAIN.fullmatch(quantity.value):
        return False
    values = _values(have, quantity.unit)
    wanted = Decimal(quantity.value)
    return any(
        sum(values[start:end]) == wanted
        for start in range(len(values))
        for end in range(start + 2, min(len(values), start + _MOST_ADDED) + 1)
    )


def _values(have: Sequence[Quantity], unit: str) -> list[Decimal]:
    return [Decimal(each.value) for each in have if each.unit == unit and PLAIN.fullmatch(each.value)]


# --- one figure from two others ----------------------------------------------------------------------------------

# More figures than these reach any value by chance, one way or another.
_MOST_COMBINED = 24
# Figures of one digit are sums and differences of others by chance.
_LEAST_DIGITS = 2
_MULTIPLES = re.compile(
    r"\b(?:half|halves|halv(?:ed|ing)|doubl(?:e[ds]?|ing)|twice|tripl(?:e[ds]?|ing)|treb(?:led|les?))\b|[0-9一]半|减半|翻[1-9一两]?番|倍"
)
_FACTORS = (Decimal(2), Decimal("0.5"), Decimal(3))


def is_reckoned(quantity: Quantity, shown: Evidence) -> bool:
    """Whether a figure is the sum, difference, share or multiple of figures of the evidence, or the rest of a whole."""
    have = shown.context.quantities
    if not PLAIN.fullmatch(quantity.value) or len(have) > _MOST_COMBINED:
        return False
    wanted = Decimal(quantity.value)
    results = _results(quantity, have)
    if _MULTIPLES.search(shown.context.low):
        results += [value * factor for value in _values(have, quantity.unit) for factor in _FACTORS]
    about = quantity.bound in ("about", "near")
    return any(wanted == each or (about and is_rounded(wanted, each)) for each in results)


def _results(quantity: Quantity, have: Sequence[Quantity]) -> list[Decimal]:
    values = sorted(set(_values(have, quantity.unit)))
    found: list[Decimal] = []
    if len(re.sub("[^0-9]", "", quantity.value).strip("0")) >= _LEAST_DIGITS:
        found += [result for one, two in permutations(values, 2) for result in (one + two, one - two)]
    if quantity.unit == "%":
        found += [100 - value for value in values]
        if not values:
            found += _shares(have, places=_places(quantity.value))
    return found


_SPANS = {"year": 1, "years": 1, "decade": 10, "decades": 10}


def _years(shown: Evidence) -> Iterator[int]:
    """Each year of the evidence, so many years earlier or later as it says: by 2040, a decade earlier."""
    spans = [
        _SPANS[each.unit] * int(each.value)
        for each in shown.context.quantities
        if each.unit in _SPANS and each.value.isdigit()
    ]
    spans += [_SPANS[match[1]] for match in _ONE_SPAN.finditer(shown.context.low)]
    years = {day.year for day in shown.context.dates if day.year}
    return (year + sign * span for year in years for span in spans for sign in (1, -1))


def is_reckoned_year(value: str, shown: Evidence) -> bool:
    """Whether a year is one of the evidence's and as many years or decades earlier or later as it says."""
    return value.isdigit() and int(value) in set(_years(shown))


_ONE_SPAN = re.compile(r"\b(?:a|one|the previous|the following|the next|the) (year|decade)\b")


def _places(value: str) -> int:
    """How many digits stand behind the point."""
    return len(value.partition(".")[2])


def _shares(have: Sequence[Quantity], *, places: int) -> Iterator[Decimal]:
    """Each figure as a share of each greater one, in per cent, and what it leaves of it."""
    counts = sorted({Decimal(each.value) for each in have if PLAIN.fullmatch(each.value) and Decimal(each.value) > 0})
    for at, part in enumerate(counts):
        for whole in counts[at + 1 :]:
            share = round(100 * part / whole, places)
            yield from (share, 100 - share)


# --- one date from another ---------------------------------------------------------------------------------------

_LENGTHS = {"day": 1, "week": 7}


def is_reckoned_day(day: Day, shown: Evidence) -> bool:
    """Whether a date lies as many days or weeks before or after one of the evidence as a figure there says."""
    lengths = {
        int(each.value) * _LENGTHS[each.unit]
        for each in shown.context.quantities
        if each.unit in _LENGTHS and each.value.isdigit()
    }
    return any(abs(apart) in lengths for other in shown.context.dates for apart in _days_between(day, other))


def _days_between(one: Day, other: Day) -> Iterator[int]:
    """The days from one date to another, if both have a month and a day; in the same year where one has none."""
    year = one.year or other.year or _SOME_YEAR
    if one.month and one.day and other.month and other.day:
        try:
            yield (
                dt.date(other.year or year, other.month, other.day) - dt.date(one.year or year, one.month, one.day)
            ).days
        except ValueError:
            return  # 31 February


# A leap year, so that 29 February is a day.
_SOME_YEAR = 2000
