"""A cluster of cites: grouping, collapsing, delimiters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.csl.dress import parse_affix
from forumcite.csl.elements import render_all
from forumcite.csl.records import Record
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Node, Run, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forumcite.csl.context import Cite
    from forumcite.csl.processor import Processor


# A prefix that opens with one of these needs no delimiter before it.
_OWN_DELIMITERS = (",", ";", ".", ":", "!", "?", "，", "；", "。", "：")


NOTHING_PRINTED = "[CSL STYLE ERROR: reference with no printed form.]"  # the words that citation processors share


class _Shown(Record):
    """A rendered cite, what it is compared by, and what stands between it and the next."""

    __slots__ = ("after", "cite", "names", "node", "number", "suffix")

    def __init__(self, cite: Cite, node: Span, names: str, number: int, suffix: str, after: str | None = None) -> None:
        self.cite = cite
        self.node = node
        self.names = names
        self.number = number
        self.suffix = suffix
        self.after = after


def assemble(processor: Processor, cites: Sequence[Cite]) -> Span:
    """Return the cluster as a tree that is not finished yet."""
    area = processor.style.citation
    collapse = area.attrib.get("collapse", "")
    shown = _with_text([_show(processor, cite, opens=not i) for i, cite in enumerate(cites)])
    layout = processor.context(cites[0])[1] if cites else area.default
    delimiter = layout.delimiter
    grouping = collapse.startswith("year") or "cite-group-delimiter" in area.attrib
    if grouping:
        shown = _grouped(shown)
    if collapse == "citation-number":
        shown = _number_ranges(shown, processor)
    elif grouping:
        _Years(processor, collapse, delimiter).collapse(shown)
    nodes: list[Node] = []
    for i, entry in enumerate(shown):
        if entry.node.children:
            nodes.append(entry.node)
            if i + 1 < len(shown) and not shown[i + 1].cite.prefix.startswith(_OWN_DELIMITERS):
                between = delimiter if entry.after is None else entry.after
                nodes.append(Run(between))
    dress = layout.dress
    return Span([*parse_affix(dress.prefix), *nodes, *parse_affix(dress.suffix)], dress.font)


def _with_text(shown: list[_Shown]) -> list[_Shown]:
    """Leave out the cites of which the style prints nothing; a cluster of such cites says so."""
    kept = [entry for entry in shown if entry.node.text().strip()]
    if shown and not kept:
        kept = [shown[0].replace(node=Span([Run(NOTHING_PRINTED)]))]
    return kept


def _show(processor: Processor, cite: Cite, *, hide_names: bool = False, opens: bool = False) -> _Shown:
    cx, layout = processor.context(cite)
    before = cite.prefix.rstrip(" \"'”’")
    cx.capital_start = processor.style.is_note and (before.endswith((".", "!", "?")) if before else opens)
    cx.hide_names = hide_names or cite.suppress_author
    nodes = render_all(layout.elements, cx)
    tree = Span(nodes)
    names = next((span for span in tree.spans() if span.mark == "names"), None)
    name_text = names.text() if names else ""
    if cite.author_only:
        nodes = [names] if names else []
    if nodes:
        nodes = [*parse_rich(cite.prefix), *nodes, *parse_rich(cite.suffix)]
    return _Shown(cite, Span(nodes), name_text, cx.number, cx.expansion.year_suffix)


def _grouped(shown: list[_Shown]) -> list[_Shown]:
    """Bring cites with the same names together, at the place of the first."""
    groups: dict[object, list[_Shown]] = {}
    for i, entry in enumerate(shown):
        groups.setdefault(entry.names or bool(entry.suffix) or (i,), []).append(entry)
    return [entry for group in groups.values() for entry in group]


def _number_ranges(shown: list[_Shown], processor: Processor) -> list[_Shown]:
    """Collapse three and more consecutive numbers to a range."""
    attrib = processor.style.citation.attrib
    sign = processor.style.locale(processor.language).term("citation-range-delimiter") or "–"
    kept: list[_Shown] = []
    i = 0
    while i < len(shown):
        j = i
        while j + 1 < len(shown) and _consecutive(shown[j], shown[j + 1]):
            j += 1
        if j - i >= 2:
            shown[i].after = sign
            shown[j].after = attrib.get("after-collapse-delimiter")
            kept += [shown[i], shown[j]]
        else:
            kept += shown[i : j + 1]
        i = j + 1
    return kept


def _consecutive(first: _Shown, second: _Shown) -> bool:
    plain = not any(
        (first.cite.locator, first.cite.suffix, second.cite.locator, second.cite.prefix, second.cite.suffix)
    )
    return plain and second.number == first.number + 1 and not first.cite.prefix


class _Years:
    """Collapses cites of the same names to their years, or of the same year to their suffixes."""

    def __init__(self, processor: Processor, collapse: str, delimiter: str) -> None:
        attrib = processor.style.citation.attrib
        self.processor = processor
        self.collapsing = collapse
        self.delimiter = delimiter
        self.within = attrib.get("cite-group-delimiter", ", " if collapse == "year" else delimiter)
        self.between_suffixes = attrib.get("year-suffix-delimiter", self.within)
        self.after_collapse = attrib.get("after-collapse-delimiter")

    def collapse(self, shown: list[_Shown]) -> None:
        """Collapse in place."""
        start = 0
        while start < len(shown):
            end = start + 1
            while end < len(shown) and shown[end].names == shown[start].names:
                end += 1
            if end - start > 1:
                self._group(shown, start, end)
            # The cite that opens a cluster counts as collapsed (CSL test suite, collapse_ChicagoAfterCollapse).
            if self.after_collapse is not None and (end - start > 1 or not start):
                shown[end - 1].after = self.after_collapse
            start = end

    def _group(self, shown: list[_Shown], start: int, end: int) -> None:
        for i in range(start, end - 1):
            shown[i].after = self.within
        if not self.collapsing:
            return
        for i in range(start + 1, end):
            shown[i].node = _show(self.processor, shown[i].cite, hide_names=True).node
            if self.after_collapse is not None and shown[i - 1].cite.locator:
                shown[i - 1].after = self.after_collapse
        if self.collapsing.startswith("year-suffix"):
            self._suffixes(shown, start, end)

    def _suffixes(self, shown: list[_Shown], start: int, end: int) -> None:
        years = [self._year(entry.cite) for entry in shown[start:end]]
        i = start
        while i < end:
            j = i + 1
            while (
                j < end
                and shown[j].suffix
                and shown[i].suffix
                and years[j - start] == years[i - start]
                and not shown[j - 1].cite.locator
                and not shown[j].cite.prefix
            ):
                j += 1
            if j - i > 1:
                self._same_year(shown, i, j)
            i = j

    def _year(self, cite: Cite) -> str:
        """Return what a cite shows without names, suffix and locator."""
        cx, layout = self.processor.context(cite.replace(locator=""))
        cx.hide_names = True
        cx.expansion = cx.expansion.replace(year_suffix="")
        return Span(render_all(layout.elements, cx)).text()

    def _same_year(self, shown: list[_Shown], start: int, end: int) -> None:
        ranged = self.collapsing == "year-suffix-ranged"
        for i in range(start, end):
            shown[i].after = self.between_suffixes if i + 1 < end else shown[i].after
            if i > start:
                locator = shown[i].cite.locator or shown[i].cite.suffix
                if not locator:
                    shown[i].node = Span([Run(shown[i].suffix)])
        if ranged:
            self._ranges(shown, start, end)

    @staticmethod
    def _ranges(shown: list[_Shown], start: int, end: int) -> None:
        i = start
        while i < end:
            j = i
            while j + 1 < end and len(shown[j].suffix) == 1 and ord(shown[j + 1].suffix[0]) == ord(shown[j].suffix) + 1:
                j += 1
            if j - i >= 2:
                for k in range(i + 1, j):
                    shown[k].node = Span([])
                    shown[k].after = ""
                shown[i].after = "–"
            i = j + 1
