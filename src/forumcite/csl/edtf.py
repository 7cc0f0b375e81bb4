"""Dates: CSL-JSON's `date-parts`, `raw` and `literal`, and EDTF, read into one shape."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from forumcite.csl.records import Record

SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_EDTF = re.compile(
    r"(?P<year>[-+]?\d{4}|Y-?\d{5,9}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX)(?:T[0-9:.]+(?:Z|[-+][0-9:]+)?)?)?)?(?P<mark>[?~%])?"
)
MAX_YEAR = 10**9


class DatePoint(NamedTuple):
    """A day, month or year; `month`, `day` and `season` are 0 where not known. A year below 0 is BC."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0


class Date(Record):
    """A date or range.

    Attributes:
        start: The date, or the first of the range; None where only `literal` is known.
        end: The last of the range, else None.
        open_end: The range has not ended.
        season: Words for a season that is no number, else empty.
        circa: The date is uncertain or approximate.
        literal: Words instead of a date.
    """

    __slots__ = ("circa", "end", "literal", "open_end", "season", "start")

    def __init__(
        self,
        start: DatePoint | None = None,
        end: DatePoint | None = None,
        *,
        open_end: bool = False,
        season: str = "",
        circa: bool = False,
        literal: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.open_end = open_end
        self.season = season
        self.circa = circa
        self.literal = literal


def read_date(value: Any) -> Date | None:
    """Read a CSL-JSON date, an EDTF string or any other; None where there is nothing in it."""
    if isinstance(value, Date):
        return value
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return parse_date(str(value))
    if not isinstance(value, dict):
        return None
    date = _from_parts(value.get("date-parts"))
    if date is None:
        raw = value.get("raw") or value.get("edtf") or value.get("date")
        date = parse_date(str(raw)) if raw else None
    if date is None and value.get("literal"):
        date = Date(literal=str(value["literal"]))
    if date is None:
        return None
    date.circa = date.circa or value.get("circa") not in (None, False, 0, "", "0", "false")
    _add_season(date, value.get("season"))
    return date


def _add_season(date: Date, season: Any) -> None:
    if season in (None, "") or date.start is None:
        return
    number = SEASONS.get(str(season).strip().lower(), 0)
    if str(season).strip().lstrip("0") in ("1", "2", "3", "4"):
        number = int(season)
    if number and not date.start.month:
        date.start = date.start._replace(season=number)
    elif not number and not date.start.month:
        date.season = str(season)


def _from_parts(parts: Any) -> Date | None:
    if not isinstance(parts, list) or not parts:
        return None
    if not isinstance(parts[0], list):
        parts = [parts]
    points = [point for entry in parts[:2] if (point := _point(entry))]
    if not points:
        return None
    date = Date(points[0])
    if len(parts) > 1:
        if len(points) > 1:
            date.end = points[1] if points[1] != points[0] else None
        else:
            date.open_end = True
    return date


def _point(entry: Any) -> DatePoint | None:
    numbers = []
    for part in entry if isinstance(entry, list) else [entry]:
        try:
            numbers.append(int(str(part).strip()))
        except ValueError:
            break
    if not numbers or abs(numbers[0]) >= MAX_YEAR or (numbers[0] == 0 and len(numbers) == 1):
        return None
    year, month, day = ([*numbers, 0, 0])[:3]
    season = 0
    if 13 <= month <= 24:
        season, month, day = (month - 13) % 4 + 1 if month < 21 else month - 20, 0, 0
    if not 0 <= month <= 12:
        month, day = 0, 0
    if not 0 <= day <= 31:
        day = 0
    return DatePoint(year, month, day, season)


def parse_date(text: str) -> Date | None:
    """Read an EDTF date (levels 0 and 1, without sets) or a common way of writing one.

    What cannot be read becomes a `literal`, never a guess.
    """
    text = text.strip()
    if not text:
        return None
    if (date := _edtf(text)) is not None:
        return date
    return _common(text) or Date(literal=text)


def _edtf(text: str) -> Date | None:
    first, slash, last = text.partition("/")
    start = _edtf_point(first)
    if start is None:
        return None
    date = Date(start[0], circa=start[1])
    if slash:
        if last in ("", ".."):
            date.open_end = True
            return date
        end = _edtf_point(last)
        if end is None:
            return None
        date.end = end[0]
        date.circa = date.circa or end[1]
    return date


def _edtf_point(text: str) -> tuple[DatePoint, bool] | None:
    match = _EDTF.fullmatch(text.strip())
    if not match:
        return None
    year_text = match["year"].lstrip("Y")
    circa = bool(match["mark"]) or "X" in year_text
    year = int(year_text.replace("X", "0"))
    month = int(match["month"]) if match["month"] and match["month"] != "XX" else 0
    day = int(match["day"]) if match["day"] and match["day"] != "XX" else 0
    if not _is_on_a_calendar(year, month, day):
        return None
    point = _point([year, month, day])
    return (point, circa) if point else None


def _is_on_a_calendar(year: int, month: int, day: int) -> bool:
    """Whether there is such a month (0 where not known, 21 to 24 for a season) and such a day in it."""
    if not month:
        return not day
    if 21 <= month <= 24:
        return not day
    lengths = (31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30)
    return month <= 12 and day <= (*lengths, 31, 31, 30, 31, 30, 31)[month - 1]


# Compiled when a date needs them, which few do.
_WORDY = (
    r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{3,4})",
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{3,4})",
    r"(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{3,4})",
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})(?:[-/.月](?P<day>\d{1,2})日?)?月?",
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
    r"(?P<year>-?\d{1,4})年?",
)


def _common(text: str) -> Date | None:
    circa = re.match(r"(?:circa|ca?\.)\s*|~", text, re.IGNORECASE)
    core = text[circa.end() :] if circa else text
    uncertain = core.endswith("?")
    core = core.rstrip("?").strip()
    pieces = re.split(r"\s*(?:--|–|/|\s-\s)\s*", core)
    if years := re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", core):
        pieces = [years[1], years[2]]
    points = [_wordy(core)] if _wordy(core) else [_wordy(piece) for piece in pieces]
    if not points or points[0] is None or len(points) > 2 or None in points:
        return None
    return Date(points[0], points[1] if len(points) > 1 else None, circa=bool(circa) or uncertain)


def _wordy(text: str) -> DatePoint | None:
    for pattern in _WORDY:
        match = re.fullmatch(pattern, text.strip())
        if match:
            parts = match.groupdict()
            month = parts.get("month") or ""
            if month and not month.isdigit():
                if month.lower() in SEASONS:
                    return DatePoint(int(parts["year"]), season=SEASONS[month.lower()])
                if month[:3].lower() not in _MONTHS:
                    continue
                month = str(_MONTHS.index(month[:3].lower()) + 1)
            if not _is_on_a_calendar(int(parts["year"]), int(month or 0), int(parts.get("day") or 0)):
                return None
            return _point([parts["year"], month or 0, parts.get("day") or 0])
    return None


# Writing


def write_date(date: Date) -> str:
    """Return a date in EDTF; its words where it has only these."""
    if date.start is None:
        return date.literal
    text = _written_point(date.start) + ("~" if date.circa else "")
    if date.end is not None:
        return f"{text}/{_written_point(date.end)}"
    return text + "/.." if date.open_end else text


def _written_point(point: DatePoint) -> str:
    year = f"{point.year:04d}" if point.year >= 0 else f"-{-point.year:04d}"
    if point.season:
        return f"{year}-{20 + point.season}"
    return year + (f"-{point.month:02d}" if point.month else "") + (f"-{point.day:02d}" if point.day else "")
