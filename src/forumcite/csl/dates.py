"""`<date>`: dates and ranges in the locale's format or the style's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.dress import Dress
from forumcite.csl.runs import Node, Run, Span, join

if TYPE_CHECKING:
    from forumcite.csl.context import Context
    from forumcite.csl.edtf import Date, DatePoint
    from forumcite.csl.locale import Locale
    from forumcite.csl.style import Style
    from forumcite.csl.xmltree import Element

_WORD = re.compile(r"\w")
_SIZES = ("year", "month", "day")
_BY_SIZE = ("zh", "ja", "ko")  # languages that write year, month and day in this order, each with its word
_SHOWN = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": _SIZES}


class Part:
    """`<date-part>`: how year, month or day look."""

    __slots__ = ("dress", "form", "name", "range_delimiter")

    def __init__(self, attrib: dict[str, str]) -> None:
        self.name = attrib.get("name", "")
        self.form = attrib.get("form", "")
        self.range_delimiter = attrib.get("range-delimiter") or "–"
        self.dress = Dress(attrib)


class DateText:
    """`<date>`."""

    def __init__(self, element: Element, style: Style) -> None:
        self.style = style
        self.variable = element.attrib["variable"]
        self.form = element.attrib.get("form", "")
        self.shown = _SHOWN.get(element.attrib.get("date-parts", "year-month-day"), _SIZES)
        self.delimiter = element.attrib.get("delimiter", "")
        self.dress = Dress(element.attrib)
        self.own = {child.attrib.get("name", ""): child.attrib for child in element.findall("date-part")}
        self._parts: dict[int, tuple[list[Part], str]] = {}

    def render(self, cx: Context) -> Span | None:
        """Render the date, nothing where the item has none."""
        hidden = self.variable in cx.suppressed or (cx.probing and self.variable == "accessed")
        date = None if hidden else cx.item.dates.get(self.variable)
        if date is None:
            cx.note(self.variable, filled=False)
            return None
        if date.start is None and not self.form and self.own and "year" not in self.own:
            return None  # words in place of a date stand where the year does, once
        if date.start is None:
            nodes: list[Node] = [Run(date.literal)]
            nodes += self._suffix(cx)
            cx.note(self.variable, filled=True)
            return self.dress.put_on(nodes, cx)
        parts, delimiter = self.parts(cx.locale)
        nodes = self._range(date, parts, delimiter, cx) if not cx.in_sort else self._sortable(date, parts)
        cx.note(self.variable, filled=bool(nodes))
        if cx.in_sort:
            return Span(nodes) if nodes else None
        return self.dress.put_on(nodes, cx) if nodes else None

    def parts(self, locale: Locale) -> tuple[list[Part], str]:
        """Return the parts in order and their delimiter, for a localized date those of the locale."""
        known = self._parts.get(id(locale))
        if known is None:
            known = self._find_parts(locale)
            self._parts[id(locale)] = known
        return known

    def _find_parts(self, locale: Locale) -> tuple[list[Part], str]:
        if not self.form and not self._is_foreign(locale):
            return [Part(attrib) for attrib in self.own.values()], self.delimiter
        form, wanted = (self.form, self.shown) if self.form else ("text", tuple(self.own))
        format_ = locale.date(form)
        if format_ is None:
            return [], ""
        parts = []
        for child in format_.findall("date-part"):
            name = child.attrib.get("name", "")
            if name in wanted:
                kept = self.own.get(name, {}) if self.form else {}
                extra = {key: value for key, value in kept.items() if key not in ("prefix", "suffix")}
                parts.append(Part({**child.attrib, **extra}))
        return parts, format_.attrib.get("delimiter", "")

    def _is_foreign(self, locale: Locale) -> bool:
        """Whether a date written out for another language would come out as "2025, 十二月 6".

        Where a style that is not made for Chinese, Japanese or Korean names the month in words, the order and the words
        of these languages go before its own: 2025年12月6日.
        """
        language = locale.language[:2]
        if language not in _BY_SIZE or self.style.default_locale[:2] in _BY_SIZE:
            return False
        month = self.own.get("month")
        return month is not None and not month.get("form", "").startswith("numeric") and locale.date("text") is not None

    def _range(self, date: Date, parts: list[Part], delimiter: str, cx: Context) -> list[Node]:
        start = date.start
        assert start is not None  # noqa: S101 - the caller has looked
        if date.end is None:
            nodes = self._pieces(start, parts, date, cx)
            if date.open_end and nodes:
                nodes.append(Run(parts[0].range_delimiter))
                return join(nodes[:-1], delimiter) + nodes[-1:]
            return join(nodes, delimiter)
        apart = self._apart(start, date.end, parts)
        if not apart:
            return join(self._pieces(start, parts, date, cx), delimiter)
        positions = [i for i, part in enumerate(parts) if part.name in apart]
        first, last = positions[0], positions[-1] + 1
        head = self._pieces(start, parts[:first], date, cx)
        left = self._pieces(start, parts[first:last], date, cx, trim="suffix")
        right = self._pieces(date.end, parts[first:last], date, cx, trim="prefix", last=last == len(parts))
        tail = self._pieces(start, parts[last:], date, cx)
        sign = next(part.range_delimiter for size in _SIZES for part in parts if part.name == size and size in apart)
        middle: Node = Span([*join(left, delimiter), Run(sign), *join(right, delimiter)])
        return join([*head, middle, *tail], delimiter)

    @staticmethod
    def _apart(start: DatePoint, end: DatePoint, parts: list[Part]) -> tuple[str, ...]:
        """Return which parts have to be shown twice: the largest that differs and all smaller ones."""
        shown = {part.name for part in parts}
        values = ((start.year, end.year), ((start.month, start.season), (end.month, end.season)), (start.day, end.day))
        for i, (name, (first, last)) in enumerate(zip(_SIZES, values, strict=True)):
            if first != last and name in shown:
                return _SIZES[i:]
            if first != last:
                return ()
        return ()

    def _pieces(
        self, point: DatePoint, parts: list[Part], date: Date, cx: Context, *, trim: str = "", last: bool = True
    ) -> list[Node]:
        shown = [(part, text) for part in parts if (text := self._part(point, part, date, cx))]
        nodes: list[Node] = []
        for i, (part, text) in enumerate(shown):
            content: list[Node] = [Run(text)]
            if part.name == "year" and last and trim != "suffix":
                content += self._suffix(cx)
            dress = _bare(part.dress) if part.name == "month" and not point.month else part.dress
            span = dress.put_on(content, cx)
            # At the dash of a range, "May 4, – 6" loses its comma; 5月4日—6日 keeps its 日.
            if trim == "prefix" and i == 0 and part.dress.prefix and not _WORD.search(part.dress.prefix):
                span.children = span.children[1:]
            if trim == "suffix" and i == len(shown) - 1 and part.dress.suffix and not _WORD.search(part.dress.suffix):
                span.children = span.children[:-1]
            nodes.append(span)
        return nodes

    def _suffix(self, cx: Context) -> list[Node]:
        if cx.suffix_done or not cx.expansion.year_suffix or self.style.prints_year_suffix:
            return []
        cx.suffix_done = True
        return [Span([Run(cx.expansion.year_suffix)], mark="year-suffix")]

    def _part(self, point: DatePoint, part: Part, date: Date, cx: Context) -> str:
        if part.name == "year":
            return _year(point.year, part.form, cx.locale)
        if part.name == "month":
            if not point.month:
                return self._season(point, date, cx)
            return _month(point.month, part.form, cx.locale)
        return _day(point, part.form, cx.locale) if point.day else ""

    @staticmethod
    def _season(point: DatePoint, date: Date, cx: Context) -> str:
        if point.season:
            return cx.locale.term(f"season-{point.season:02d}") or ""
        return date.season

    @staticmethod
    def _sortable(date: Date, parts: list[Part]) -> list[Node]:
        shown = {part.name for part in parts}
        text = "/".join(sort_text(point, shown) for point in (date.start, date.end) if point)
        return [Run(text)]


def _bare(dress: Dress) -> Dress:
    """Return the dress for a season in place of a month: without the word for month (春, not 春月)."""
    if not _WORD.search(dress.prefix + dress.suffix):
        return dress
    return dress.bare()


def sort_text(point: DatePoint, shown: set[str]) -> str:
    """Return a date so that the order of strings is the order of time; years BC before all others."""
    year = f"1{point.year:09d}" if point.year >= 0 else f"0{10**9 + point.year:09d}"
    month = point.month or point.season * 3
    return (
        (year if "year" in shown else "")
        + (f"{month:02d}" if "month" in shown else "")
        + (f"{point.day:02d}" if "day" in shown else "")
    )


def _year(year: int, form: str, locale: Locale) -> str:
    if year < 0:
        return _with_era(-year, locale.term("bc") or " BC")
    if form == "short" and year >= 1000:
        return f"{year % 100:02d}"
    if 0 < year < 1000:
        return _with_era(year, locale.term("ad") or "")
    return str(year) if year else ""


def _with_era(year: int, era: str) -> str:
    return f"{year} {era}" if era[:1].isascii() and era[:1].isalpha() else f"{year}{era}"


def _month(month: int, form: str, locale: Locale) -> str:
    if form == "numeric":
        return str(month)
    if form == "numeric-leading-zeros":
        return f"{month:02d}"
    return locale.term(f"month-{month:02d}", form or "long") or str(month)


def _day(point: DatePoint, form: str, locale: Locale) -> str:
    if form == "numeric-leading-zeros":
        return f"{point.day:02d}"
    if form == "ordinal" and (point.day == 1 or not locale.limit_day_ordinals):
        gender = locale.gender(f"month-{point.month:02d}")
        return locale.ordinal(point.day, gender)
    return str(point.day)
