"""Whether one figure says no more than another: in another unit, rounded, or bounded more weakly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from forumcite.guard import quantities as figures

if TYPE_CHECKING:
    from forumcite.guard.quantities import Quantity

# Units of one dimension, each in terms of its smallest here. Months and years are left out: their lengths vary.
_DIMENSIONS = (
    {"minute": 1, "hour": 60, "day": 1440, "week": 10080},
    {"mm": 1, "cm": 10, "m": 1000, "km": 1_000_000},
    {"m²": 1, "ha": 10_000, "km²": 1_000_000},
    {"mg": 1, "g": 1000, "kg": 1_000_000, "t": 1_000_000_000},
    {"ml": 1, "l": 1000, "m³": 1_000_000},
    {"bp": 1, "pp": 100},
    {"‰": 1, "%": 10, "tenths": 100},
    {"mW": 1, "W": 1000, "kW": 1_000_000, "MW": 1_000_000_000, "GW": 1_000_000_000_000},
    {"kWh": 1, "MWh": 1000, "GWh": 1_000_000},
    {"Pa": 1, "kPa": 1000, "MPa": 1_000_000},
)
PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def is_implied(quantity: Quantity, other: Quantity) -> bool:
    """Whether a figure of the evidence makes the statement's true: it lies where the bound says, or is rounded to it.

    181,674 is less than a million, 72 hours are three days, and 12,043 is about 12,000.
    """
    pair = _in_one_unit(quantity, other)
    if pair is None:
        return False
    mine, theirs = pair
    side = figures.SIDE.get(quantity.bound, "")
    if mine == theirs:
        return quantity.unit != other.unit and side in ("", figures.SIDE.get(other.bound, ""))
    if quantity.bound == "near" and theirs < mine * _NEAR:
        return False
    if side in ("up", "down") and not other.bound:
        return (theirs > mine) == (side == "up")
    return quantity.bound in ("about", "near") and is_rounded(mine, theirs)


# Nobody calls 980 metres nearly two kilometres: a figure is near from this share of it on.
_NEAR = Decimal("0.7")


def is_converted(quantity: Quantity, other: Quantity) -> bool:
    """Whether two figures are one amount in two units."""
    pair = _in_one_unit(quantity, other)
    return pair is not None and quantity.unit != other.unit and pair[0] == pair[1]


def in_smallest(value: str, unit: str) -> tuple[Decimal, str] | None:
    """A value in the smallest unit of its dimension, and that unit; None where it is no plain number of a measure."""
    sizes = next((sizes for sizes in _DIMENSIONS if unit in sizes), None)
    if sizes is None or not PLAIN.fullmatch(value):
        return None
    return Decimal(value) * sizes[unit], next(iter(sizes))


def is_same_but_rounded(one: Decimal, other: Decimal) -> bool:
    """Whether the one is the other with fewer digits, within half of its last and a twentieth: 1.2 from 1.234."""
    last = Decimal((0, (1,), int(one.normalize().as_tuple().exponent)))
    return abs(one - other) <= min(last, abs(other) / 10) / 2


def _in_one_unit(quantity: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Both values in the same unit; where neither unit can be turned into the other, as they are if it is the same."""
    if not (PLAIN.fullmatch(quantity.value) and PLAIN.fullmatch(other.value)):
        return None
    one, two = Decimal(quantity.value), Decimal(other.value)
    if (quantity.unit in _PARTS) != (other.unit in _PARTS) and "%" in (quantity.unit, other.unit):
        return _in_percent(quantity), _in_percent(other)
    for sizes in _DIMENSIONS:
        if quantity.unit in sizes and other.unit in sizes:
            return one * sizes[quantity.unit], two * sizes[other.unit]
    measured = quantity.unit != other.unit and {quantity.unit, other.unit} <= figures.MEASURES
    return None if measured else (one, two)


_PARTS = {"thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10, "sixths": 6, "eighths": 8}


def _in_percent(quantity: Quantity) -> Decimal:
    """A number of parts as the nearest whole per cent; per cent as they are."""
    parts = _PARTS.get(quantity.unit)
    value = Decimal(quantity.value)
    return (value * 100 / parts).to_integral_value() if parts else value


def is_rounded(mine: Decimal, theirs: Decimal) -> bool:
    """Whether a figure is another one with fewer digits, within half of its last or a twentieth: 50 from 49.8."""
    rounded, precise = (each.normalize().as_tuple() for each in (mine, theirs))
    if len(rounded.digits) >= len(precise.digits):
        return False
    last = Decimal((0, (1,), int(rounded.exponent)))
    return abs(mine - theirs) <= max(last / 2, abs(theirs) / 20)
