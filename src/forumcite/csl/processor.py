"""The processor: items and a style become clusters of cites and a bibliography."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from forumcite.csl.clusters import assemble
from forumcite.csl.context import SUBSEQUENT, Cite, Context, Expansion
from forumcite.csl.dress import parse_affix
from forumcite.csl.elements import render_all
from forumcite.csl.errors import CslError
from forumcite.csl.finish import finish
from forumcite.csl.grouping import substitute_names
from forumcite.csl.items import Item
from forumcite.csl.positions import Citation, History
from forumcite.csl.records import Record
from forumcite.csl.runs import Span
from forumcite.csl.scripts import has_east_asian, has_han, has_latin
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forumcite.csl.items import Name
    from forumcite.csl.locale import Locale
    from forumcite.csl.name_options import NameOptions
    from forumcite.csl.style import Area, Layout, Style

FALLBACK_LANGUAGE = "en-US"


class Entry(Record):
    """An entry of a bibliography.

    Attributes:
        id: The item's id.
        runs: The entry as a tree; under `second-field-align` its children are a left margin and the rest.
        number: Its place in the bibliography, from 1.
    """

    __slots__ = ("id", "number", "runs")

    def __init__(self, id: str, runs: Span, number: int = 0) -> None:  # noqa: A002 - the field's name in CSL-JSON
        self.id = id
        self.runs = runs
        self.number = number


class Usage(NamedTuple):
    """What a style makes of an item.

    Attributes:
        printed: The item's variables that are printed.
        lacking: Variables that the style asks for, in a text or a condition, and that the item does not have.
        dropped: The item's variables that are not printed.
    """

    printed: frozenset[str]
    lacking: frozenset[str]
    dropped: frozenset[str]


class _State(Record):
    """What depends on all items together: their order, numbers and expansions."""

    __slots__ = ("expansions", "numbers", "order")

    def __init__(
        self,
        order: list[Item] | None = None,
        numbers: dict[str, int] | None = None,
        expansions: dict[str, Expansion] | None = None,
    ) -> None:
        self.order: list[Item] = order if order is not None else []
        self.numbers: dict[str, int] = numbers if numbers is not None else {}
        self.expansions: dict[str, Expansion] = expansions if expansions is not None else {}


class Processor:
    """Renders the citations and the bibliography of one document.

    Attributes:
        style: The style.
        language: The language of the document: that of the style, else the one asked for, else en-US.
    """

    def __init__(
        self,
        style: Style,
        items: Iterable[Mapping[str, Any] | Item],
        *,
        locale: str | None = None,
        per_item_locale: bool = False,
        sort_locale: str = "",
    ) -> None:
        """Take the items of a document in the order in which it cites them.

        Args:
            style: What `load_style` gave.
            items: CSL-JSON objects or `Item`s.
            locale: The language of the document; a style's own `default-locale` goes before it.
            per_item_locale: Render every item in its own language's terms, so that one bibliography holds
                "et al." and 等; where an item names no language, the script of its title decides.
            sort_locale: The language by whose rules the bibliography is sorted, such as `zh-u-co-stroke`; the style's
                own, else the document's, if not given.

        Raises:
            CslError: An item has no id.
        """
        self.style = style
        self.language = style.default_locale or locale or FALLBACK_LANGUAGE
        self.per_item_locale = per_item_locale
        self.sort_language = sort_locale or style.sort_locale or self.language
        self.items: dict[str, Item] = {}
        for data in items:
            item = data if isinstance(data, Item) else Item(data)
            self.items[item.id] = item

    # What the document shows

    def cite(self, cluster: Sequence[Cite | str | Mapping[str, Any]]) -> Span:
        """Return one cluster, its positions as the cites say.

        Args:
            cluster: Cites, item ids or CSL-JSON citation items.

        Raises:
            CslError: An id is not among the items.
        """
        cites = [self._cite(entry) for entry in cluster]
        tree = assemble(self, self._sorted(cites))
        return finish(tree, self.style.locale(self.language), nest_brackets=self.style.is_note)

    def citations(self, citations: Sequence[Citation]) -> list[Span]:
        """Return all clusters of a document in order, with first, subsequent and ibid worked out.

        Raises:
            CslError: An id is not among the items.
        """
        return [self.cite(citation.cites) for citation in self.place(citations)]

    def order(self) -> list[str]:
        """Return the ids of all items in the order of the bibliography."""
        return [item.id for item in self._state.order]

    def bibliography(self) -> list[Entry]:
        """Return the entries in the order of the style; an empty list where the style has no bibliography."""
        area = self.style.bibliography
        if area is None:
            return []
        entries = []
        previous: list[str] = []
        for item in self._state.order:
            tree = self._entry(item, area)
            if not tree.text():
                continue
            if "subsequent-author-substitute" in area.attrib:
                previous = substitute_names(tree, area.attrib, previous)
            locale = self.style.locale(self.language)
            entries.append(Entry(item.id, finish(tree, locale), self._state.numbers[item.id]))
        return entries

    def usage(self, id_: str) -> Usage:
        """Return which variables of an item the style prints, in a first citation and in the bibliography together.

        Raises:
            CslError: The id is not among the items.
        """
        cite = self._cite(id_)
        areas = [area for area in (self.style.citation, self.style.bibliography) if area]
        printed: set[str] = set()
        lacking: set[str] = set()
        for area in areas:
            cx, layout = self._context(self.items[id_], None if area.is_bibliography else cite, area)
            cx.number = self._state.numbers[id_]
            render_all(layout.elements, cx)
            printed |= cx.printed
            lacking |= cx.lacking
        item = self.items[id_]
        known = {*item.texts, *item.names, *item.dates}
        return Usage(frozenset(printed & known), frozenset(lacking - known), frozenset(known - printed))

    # Parts of the work, also for clusters.assemble

    def _cite(self, entry: Cite | str | Mapping[str, Any]) -> Cite:
        if isinstance(entry, str):
            entry = Cite(entry)
        elif not isinstance(entry, Cite):
            entry = read_cite(entry)
        if entry.id not in self.items:
            raise CslError(Message("there is no item {id!r}", id=entry.id))
        return entry

    def _sorted(self, cites: list[Cite]) -> list[Cite]:
        keys = self.style.citation.sort
        if not keys or len(cites) < 2:
            return cites
        from forumcite.csl.sorting import sort_by_keys

        return sort_by_keys(cites, keys, lambda cite: self._sort_values(self.items[cite.id], self.style.citation, cite))

    def _sort_values(self, item: Item, area: Area, cite: Cite | None = None) -> list[object | None]:
        from forumcite.csl.sorting import KeyReader

        values = []
        for key in area.sort:
            cx = Context(item, cite, self.style, area, self.style.locale(self.language))
            cx.number = self._numbers.get(item.id, 0)
            values.append(KeyReader(key, self.sort_language).value(cx))
        return values

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The order of citation, until the bibliography is sorted."""
        return {id_: number for number, id_ in enumerate(self.items, 1)}

    @cached_property
    def _state(self) -> _State:
        items = list(self.items.values())
        area = self.style.bibliography
        if area is not None and area.sort and len(items) > 1:
            from forumcite.csl.sorting import sort_by_keys

            items = sort_by_keys(items, area.sort, lambda item: self._sort_values(item, area))
        state = _State(items)
        state.numbers = {item.id: number for number, item in enumerate(items, 1)}
        self._numbers = dict(state.numbers)
        state.expansions = self._expansions(items)
        return state

    def _expansions(self, items: list[Item]) -> dict[str, Expansion]:
        if len(items) < 2:
            return {item.id: Expansion() for item in items}
        from forumcite.csl.disambiguation import Disambiguation

        return Disambiguation(self.style, items, self._probe).run()

    def _probe(self, item: Item, expansion: Expansion, seen: list[tuple[str, int, Name, NameOptions]] | None) -> str:
        """Return a cite's bare text, by which cites are compared."""
        cite = Cite(item.id, position=SUBSEQUENT)
        cx, layout = self._context(item, cite, self.style.citation)
        cx.expansion = expansion
        cx.probing = True
        cx.seen_names = seen
        return Span(render_all(layout.elements, cx)).text()

    def _context(self, item: Item, cite: Cite | None, area: Area) -> tuple[Context, Layout]:
        layout = area.layout(item.language)
        cx = Context(item, cite, self.style, area, self._locale(item, layout))
        return cx, layout

    def _locale(self, item: Item, layout: Layout) -> Locale:
        if layout.languages:
            return self.style.locale(layout.languages[0])
        if self.per_item_locale:
            return self.style.locale(item.language or script_language(item) or self.language)
        return self.style.locale(self.language)

    def context(self, cite: Cite) -> tuple[Context, Layout]:
        """Return a fresh context for a cite, and the layout it is rendered with."""
        item = self.items[cite.id]
        cx, layout = self._context(item, cite, self.style.citation)
        cx.number = self._state.numbers[item.id]
        cx.expansion = self._state.expansions[item.id]
        return cx, layout

    def _entry(self, item: Item, area: Area) -> Span:
        cx, layout = self._context(item, None, area)
        cx.number = self._state.numbers[item.id]
        known = self._state.expansions[item.id]
        # Names are as long as the area says, but who is told apart in the text is told apart here too.
        cx.expansion = known.replace(names=0)
        cx.capital_start = True
        nodes = render_all(layout.elements, cx)
        dress = layout.dress
        if dress.prefix and nodes:
            nodes = [*parse_affix(dress.prefix), *nodes]
        if dress.suffix and nodes:
            last = nodes[-1]
            if isinstance(last, Span) and last.display:
                last.children += parse_affix(dress.suffix)
            else:
                nodes = [*nodes, *parse_affix(dress.suffix)]
        if area.attrib.get("second-field-align") and len(nodes) > 1:
            nodes = [Span(nodes[:1], display="left-margin"), Span(nodes[1:], display="right-inline")]
        return Span(nodes, dress.font)

    def place(self, citations: Sequence[Citation]) -> list[Citation]:
        """Return the citations with position, near-note and first note of every cite worked out."""
        placed: list[Citation] = []
        distance = int(self.style.citation.attrib.get("near-note-distance", "5"))
        history = History(distance)
        for citation in citations:
            cites: list[Cite] = []
            for cite in self._sorted(citation.cites):
                cites.append(history.placed(cite, citation.note, cites))
            placed.append(Citation(cites, citation.note))
            history.add(placed[-1])
        return placed


def script_language(item: Item) -> str:
    """Return the language that the script of a title speaks for, where an item names none; empty where it tells none.

    Only terms such as "et al." hang on it, so that Latin letters may stand for English.
    """
    title = item.texts.get("title", "")
    if has_han(title):
        return "ja-JP" if any("\u3041" <= letter <= "\u30ff" for letter in title) else "zh-CN"
    if has_east_asian(title):
        return "ko-KR" if any("\uac00" <= letter <= "\ud7af" for letter in title) else "ja-JP"
    return "en-US" if has_latin(title) else ""


def read_cite(data: Mapping[str, Any]) -> Cite:
    """Read a CSL-JSON citation item.

    Raises:
        CslError: It has no id.
    """
    if "id" not in data:
        raise CslError(Message("a citation item has no id"))
    return Cite(
        id=str(data["id"]),
        locator=str(data.get("locator") or ""),
        label=str(data.get("label") or "page"),
        prefix=str(data.get("prefix") or ""),
        suffix=str(data.get("suffix") or ""),
        suppress_author=bool(data.get("suppress-author")),
        author_only=bool(data.get("author-only")),
        position=int(data.get("position") or 0),
        near_note=bool(data.get("near-note")),
        first_note=int(data.get("first-reference-note-number") or 0),
    )
