"""What an edit changed, in value where it is a figure: `18000 → 1800, −90 %`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from forumcite.messages import Message
from forumcite.report.excerpt import shorten

if TYPE_CHECKING:
    from forumcite.report.style import Style
    from forumcite.verdict import Edit

# One plain figure, grouped as people write it, with a word before it and its unit after it: 超18,000P. Anything else
# has no computed value.
_FIGURE = re.compile(
    r"[^\d.,+\-−]{0,8}(?P<number>[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,9})?)(?P<unit>[^\d.,]{0,12})"
)
_TEXT_COLUMNS = 40
# A relative change of a date means nothing.
_DATE_UNITS = ("年", "月", "日", "号", "號", "时", "時", "点", "點", "分")


def describe(edit: Edit, style: Style) -> str:
    """The edit for a person, read from the source to the quote."""
    quote, source = (shorten(text.strip() or text, _TEXT_COLUMNS, style) for text in (edit.quote, edit.source))
    if edit.op == "insert":
        return style.say(Message("{words} (not in the source)", words=quote))
    if edit.op == "delete":
        return style.say(Message("{words} (left out of the quote)", words=source))
    change = _change(edit, style)
    return f"{source} {style.sign('→')} {quote}" + (f", {change}" if change else "")


def _change(edit: Edit, style: Style) -> str:
    """The relative change between two figures of one unit, or the difference in points between two percentages."""
    before, after = _FIGURE.fullmatch(edit.source.strip()), _FIGURE.fullmatch(edit.quote.strip())
    if not before or not after:
        return ""
    unit = before["unit"].strip()
    if unit != after["unit"].strip() or edit.kind == "date" or unit[:1] in _DATE_UNITS:
        return ""
    old, new = _value(before["number"]), _value(after["number"])
    if old == new:
        return ""
    if unit in ("%", "％"):
        return style.say(Message("{number} percentage points", number=_signed(new - old, style)))
    return f"{_signed((new - old) / old * 100, style)} %" if old > 0 and new >= 0 else ""


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", "").replace("−", "-"))


def _signed(value: Decimal, style: Style) -> str:
    """The value with its sign, to three significant figures, without trailing zeros."""
    digits = max(0, 2 - value.adjusted())
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
    number = f"{abs(rounded):f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return (style.sign("−") if value < 0 else "+") + number
