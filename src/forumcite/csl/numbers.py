"""Numbers as bibliographies have them: `2`, `2nd`, `12–14`, `3, 5 & 7`, `Vol. 2`; page ranges; roman numerals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forumcite.csl.locale import Locale

_NUMBER_VARIABLES = """
chapter-number citation-number collection-number edition first-reference-note-number issue locator number
number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version
volume
"""
NUMBER_VARIABLES = frozenset(_NUMBER_VARIABLES.split())
# A number is digits with letters before or after, at least one digit: CSL 1.0.2 specification, "is-numeric".
_ONE = re.compile(r"[A-Za-z]{0,4}\d+[A-Za-z]*\Z")
_PLAIN = re.compile(r"([A-Za-z]{0,2})\d+[A-Za-z]?\Z")
_DECIMAL = re.compile(r"\d+(?:\.\d+)+\Z")
_NEXT = re.compile(r"[A-Za-z]{0,5}\s?\d")
_ROMAN_ONE = re.compile(r"[ivxlcdm]+\Z", re.IGNORECASE)
_SPLIT = re.compile(r"(\s*(?:,?\s*(?:&|\band\b|\bet\b)|\\?[-–—]|,|;)\s*)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
MAX_ROMAN = 3999
MAX_NUMBER = 400  # characters; what is longer is no number, and not searched for one


def is_numeric(value: str) -> bool:
    """Whether a field is a number, or several joined by hyphen, comma or ampersand."""
    if len(value) > MAX_NUMBER:
        return False
    first, *others = _SPLIT.split(value.strip())[::2]
    return bool(_ONE.match(first.strip().strip('"'))) and all(_NEXT.match(piece.strip()) for piece in others)


@lru_cache(maxsize=4096)
def split_number(value: str, ampersand: str = "&", dash: str = "–") -> tuple[tuple[str, str], ...]:
    r"""Split a numeric field at its separators.

    A hyphen between two plain or roman numbers becomes the dash of a range; any other, as in a report number or where
    several follow each other, stays. `\\-` is a plain hyphen in any case.
    """
    if len(value) > MAX_NUMBER:
        return ((value.strip(), ""),)
    pieces = _SPLIT.split(value.strip())
    numbers = [piece.strip() for piece in pieces[::2]]
    marks = [piece.strip() for piece in pieces[1::2]]
    parts = []
    for i, mark in enumerate(marks):
        chained = marks[max(0, i - 1) : i + 2].count("-") > 1
        ranged = not chained and _is_range(numbers[i], numbers[i + 1])
        parts.append((numbers[i], _separator(mark, ranged=ranged, dash=dash, ampersand=ampersand)))
    return (*parts, (numbers[-1], ""))


def _is_range(first: str, second: str) -> bool:
    """Whether a hyphen between two numbers can mean "to": 12-14, 3a-3c, S1-S9, xi-xv, and not A-12 or A70-18."""
    left, right = _PLAIN.match(first), _PLAIN.match(second)
    if left and right:
        return left[1] == right[1]
    return bool(_ROMAN_ONE.match(first) and _ROMAN_ONE.match(second))


def _separator(bare: str, *, ranged: bool, dash: str, ampersand: str) -> str:
    if bare in ("-", "–", "—"):
        return dash if ranged and bare == "-" else bare
    if bare == "\\-":
        return "-"
    if bare in (",", ";"):
        return bare + " "
    return f" {ampersand if bare == '&' else bare} " if bare else ""


def is_plural(value: str, variable: str = "") -> bool:
    """Whether a label for this value is in the plural.

    Rule: CSL 1.0.2 specification, "Label": several numbers; `number-of-…` variables are plural from 2 on.
    """
    if variable.startswith("number-of-"):
        digits = re.match(r"\d+", value.strip())
        return digits is not None and int(digits.group()) != 1
    if len(value) > MAX_NUMBER:
        return False
    pieces = _SPLIT.split(value.strip())
    if len(pieces) < 3:
        return False
    if "\\-" in value and len(pieces) == 3:
        return False
    first, second = pieces[0].strip(), pieces[2].strip()
    if _ROMAN_ONE.match(first):
        return bool(_ROMAN_ONE.match(second))
    if variable in ("page", "locator") and _DECIMAL.match(first):
        return bool(_DECIMAL.match(second))
    return bool(_ONE.match(first)) and bool(_NEXT.match(second))


def roman(number: int) -> str:
    """Return the number in lowercase roman numerals; the digits where there are none (0, above 3999)."""
    if not 0 < number <= MAX_ROMAN:
        return str(number)
    out = ""
    for value, numeral in _ROMAN:
        while number >= value:
            out += numeral
            number -= value
    return out


def format_number(value: str, form: str, locale: Locale, variable: str) -> str:
    """Return a numeric field in one of the forms `numeric`, `ordinal`, `long-ordinal`, `roman`."""
    out = []
    for text, separator in split_number(value, dash=locale.range_sign):
        out.append(_form(text, form, locale, variable) + separator)
    return "".join(out)


def _form(text: str, form: str, locale: Locale, variable: str) -> str:
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        return text
    if form == "roman":
        return roman(int(text))
    if form == "ordinal":
        return locale.ordinal(int(text), locale.gender(variable))
    if form == "long-ordinal":
        return locale.long_ordinal(int(text), locale.gender(variable))
    return text


_RANGE = re.compile(r"([^\s,;&\-–]+)\s*(?<!\\)(?:-{1,3}|–)\s*([^\s,;&\-–]+)")
_PAGE = re.compile(r"(.*?)(\d+)([a-z]?)\Z", re.IGNORECASE)


def page_range(value: str, form: str, delimiter: str) -> str:
    """Return page numbers with their ranges in the style's `page-range-format`.

    Rule: CSL 1.0.2 specification, appendix "Page Range Formats". Only numbers with the same prefix, or none, make a
    range (`N110-N115`); a hyphen between others stays (`110-N6`).

    Args:
        value: Such as `321-328, 330`.
        form: `expanded`, `minimal`, `minimal-two`, `chicago`, `chicago-15`, `chicago-16`, or empty (as written).
        delimiter: What stands in the range, the locale's `page-range-delimiter`.
    """
    if len(value) > MAX_NUMBER or not ("-" in value or "–" in value):
        return value
    ranged = _RANGE.sub(lambda match: _range(match[1], match[2], form, delimiter), value)
    return ranged.replace("\\-", "-")


def _range(first: str, second: str, form: str, delimiter: str) -> str:
    left, right = _PAGE.match(first), _PAGE.match(second)
    if not left or not right:
        roman_ = _ROMAN_ONE.match(first) and _ROMAN_ONE.match(second)
        return f"{first}{delimiter if roman_ else '-'}{second}"
    if left[1] != right[1]:
        return f"{first}-{second}"
    if not form or left[3] or right[3] or len(left[2]) < len(right[2]) or int(left[2]) >= _completed(left[2], right[2]):
        return f"{first}{delimiter}{second}"
    full = str(_completed(left[2], right[2])).zfill(len(left[2]))
    if form == "expanded":
        return f"{first}{delimiter}{right[1]}{full}"
    return f"{first}{delimiter}{_SHORTEN.get(form, _as_is)(left[2], full)}"


def _completed(first: str, second: str) -> int:
    """Return the second number of a range such as 321-8 in full."""
    return int(first[: len(first) - len(second)] + second) if len(second) <= len(first) else int(second)


def _as_is(_first: str, second: str) -> str:
    return second


def _minimal(first: str, second: str, keep: int = 1) -> str:
    if len(first) != len(second):
        return second
    i = 0
    while i < len(second) - keep and first[i] == second[i]:
        i += 1
    return second[i:]


def _minimal_two(first: str, second: str) -> str:
    return _minimal(first, second, 2)


def _chicago15(first: str, second: str) -> str:
    number = int(first)
    if len(first) < 3 or number % 100 == 0:
        return second
    if number % 100 < 10:
        return _minimal(first, second)
    if len(first) == 4 and len(second) == 4:
        changed = sum(a != b for a, b in zip(first, second, strict=True))
        if changed >= 3 or first[:2] != second[:2]:
            return second
    return _minimal(first, second, 2)


def _chicago16(first: str, second: str) -> str:
    number = int(first)
    if len(first) < 3 or number % 100 == 0:
        return second
    if number % 100 < 10:
        return _minimal(first, second)
    return _minimal(first, second, 2)


_SHORTEN = {
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": _chicago15,
    "chicago-15": _chicago15,
    "chicago-16": _chicago16,
}
