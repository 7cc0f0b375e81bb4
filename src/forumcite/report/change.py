"""What an edit changed, in value where it is a figure: `18000 → 1800, −90 %`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, NamedTuple

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


# Behind a figure, what makes a difference in points of it; before it, what makes a place or a score.
_POINTS = re.compile(r"个?百分点|個?百分點| ?percentage points?")
_DEGREES = re.compile(r" ?(?:℃|℉|°|摄氏度|攝氏度|度|degrees)")
_BELOW_ZERO = re.compile(r"(?:零下|负|負|minus |[-−－])\Z")
_NO_AMOUNT = re.compile(r"(?:第|[0-9][:：])\Z")


class Written(NamedTuple):
    """An edit as its two texts have it: the words on both sides, and what stands around them in the quote."""

    source: str
    quote: str
    before: str = ""
    after: str = ""


def describe(edit: Edit, style: Style, written: Written | None = None) -> str:
    """The edit for a person, read from the source to the quote.

    Args:
        edit: The edit, whose texts are folded.
        style: How to show it.
        written: The same as it is written, if that is known; 30亿 is easier read than 3000000000.
    """
    written = written or Written(edit.source, edit.quote)
    quote, source = (shorten(text.strip() or text, _TEXT_COLUMNS, style) for text in (written.quote, written.source))
    if edit.op == "insert":
        return style.say(Message("{words} (not in the source)", words=quote))
    if edit.op == "delete":
        return style.say(Message("{words} (left out of the quote)", words=source))
    change = _change(edit, written, style)
    return f"{source} {style.sign('→')} {quote}" + (f", {change}" if change else "")


def _change(edit: Edit, written: Written, style: Style) -> str:
    """The relative change between two figures of one unit, or the difference in points between two percentages."""
    before, after = _FIGURE.fullmatch(edit.source.strip()), _FIGURE.fullmatch(edit.quote.strip())
    if not before or not after or _NO_AMOUNT.search(written.before):
        return ""
    unit = before["unit"].strip()
    if unit != after["unit"].strip() or edit.kind == "date" or unit[:1] in _DATE_UNITS:
        return ""
    old, new = _value(before["number"]), _value(after["number"])
    if _BELOW_ZERO.search(written.before):
        old, new = -old, -new
    if old == new:
        return ""
    if unit in ("%", "％") or _POINTS.match(unit or written.after):
        return style.say(Message("{number} percentage points", number=_signed(new - old, style)))
    if old <= 0 or new < 0 or _DEGREES.match(unit or written.after):
        return _signed(new - old, style)  # a share of a temperature, or of less than nothing, says nothing
    return f"{_signed((new - old) / old * 100, style)} %"


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", "").replace("−", "-"))


def _signed(value: Decimal, style: Style) -> str:
    """The value with its sign, to three significant figures, without trailing zeros."""
    digits = max(0, 2 - value.adjusted())
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
    number = f"{abs(rounded):f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return (style.sign("−") if value < 0 else "+") + number
