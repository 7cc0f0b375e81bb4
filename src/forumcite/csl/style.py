"""A style: its options, its two areas, its macros, and the locales it is rendered with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.dress import Dress
from forumcite.csl.elements import Renderable, compile_all
from forumcite.csl.errors import CslError
from forumcite.csl.locale import Locale, LocaleData, locale_chain
from forumcite.csl.name_options import inherited_options
from forumcite.csl.xmltree import parse_xml
from forumcite.messages import Message

if TYPE_CHECKING:
    from forumcite.csl.xmltree import Element


class SortKey:
    """`<key>`: a variable or macro to sort by."""

    def __init__(self, element: Element, style: Style) -> None:
        attrib = element.attrib
        self.variable = attrib.get("variable", "")
        self.macro = attrib.get("macro", "")
        self.line = element.line
        if not self.variable and not self.macro:
            raise CslError(Message("<key> needs a variable or a macro"), file=style.file, line=element.line)
        self.descending = attrib.get("sort") == "descending"
        self.options: dict[str, str] = {}
        for key, option in (
            ("names-min", "et-al-min"),
            ("names-use-first", "et-al-use-first"),
            ("names-use-last", "et-al-use-last"),
        ):
            if key in attrib:
                self.options[option] = attrib[key]


class Layout:
    """`<layout>`, and for CSL-M the languages it is for."""

    def __init__(self, element: Element, style: Style) -> None:
        self.languages = element.attrib.get("locale", "").lower().split()
        self.delimiter = element.attrib.get("delimiter", "")
        self.dress = Dress(element.attrib)
        self._element = element
        self._style = style
        self._elements: list[Renderable] | None = None

    @property
    def elements(self) -> list[Renderable]:
        """The rendering elements, compiled at first use."""
        if self._elements is None:
            self._elements = compile_all(self._element.children, self._style)
        return self._elements


class Area:
    """`<citation>` or `<bibliography>`."""

    def __init__(self, element: Element, style: Style, root: Element) -> None:
        self.is_bibliography = element.tag == "bibliography"
        self.attrib = element.attrib
        self.name_options = {**inherited_options(root.attrib), **inherited_options(element.attrib)}
        self.names_delimiter = element.attrib.get("names-delimiter", root.attrib.get("names-delimiter", ""))
        sort = element.find("sort")
        self.sort = [SortKey(key, style) for key in sort.findall("key")] if sort else []
        layouts = element.findall("layout")
        if not layouts:
            raise CslError(Message("<{tag}> has no <layout>", tag=element.tag), file=style.file, line=element.line)
        self.layouts = [Layout(layout, style) for layout in layouts]
        self.default = next((layout for layout in self.layouts if not layout.languages), self.layouts[-1])

    def layout(self, language: str) -> Layout:
        """Return the layout for an item's language (CSL-M), else the one without a language."""
        wanted = language.lower()
        if wanted and len(self.layouts) > 1:
            base = wanted.split("-")[0]
            for code in (wanted, base):
                for layout in self.layouts:
                    if code in layout.languages:
                        return layout
            for layout in self.layouts:
                if any(name.split("-")[0] == base for name in layout.languages):
                    return layout
        return self.default


class Style:
    """A CSL style, compiled.

    Attributes:
        file: Its path or id, for messages.
        id: The `id` it gives itself.
        title: Its title.
        is_note: Whether citations stand in notes.
        default_locale: Its `default-locale`, else empty.
        citation: How citations are rendered.
        bibliography: How entries are rendered; None where the style has none.
    """

    def __init__(self, root: Element, file: str) -> None:
        if root.tag != "style":
            raise CslError(Message("the root element is <{tag}>, not <style>", tag=root.tag), file=file, line=root.line)
        self.file = file
        info = root.find("info")
        self.id = _text_of(info, "id")
        self.title = _text_of(info, "title")
        self.rights = _text_of(info, "rights")
        self.citation_format = next(
            (
                child.attrib["citation-format"]
                for child in (info.children if info else [])
                if "citation-format" in child.attrib
            ),
            "",
        )
        self.parent = next(
            (
                link.attrib.get("href", "")
                for link in (info.findall("link") if info else [])
                if link.attrib.get("rel") == "independent-parent"
            ),
            "",
        )
        self.is_note = root.attrib.get("class") == "note"
        self.default_locale = root.attrib.get("default-locale", "")
        self.sort_locale = root.attrib.get("default-locale-sort", "")
        self.page_range_format = root.attrib.get("page-range-format", "")
        self.demote_particle = root.attrib.get("demote-non-dropping-particle", "display-and-sort")
        self._sources = {macro.attrib.get("name", ""): macro for macro in root.findall("macro")}
        self._macros: dict[str, list[Renderable]] = {}
        self._check_macros(root)
        self._own_locales = [LocaleData(element) for element in root.findall("locale")]
        self._locales: dict[str, Locale] = {}
        self._scan(root)
        citation = root.find("citation")
        if citation is None:
            raise CslError(Message("the style has no <citation>"), file=file, line=root.line)
        self.citation = Area(citation, self, root)
        bibliography = root.find("bibliography")
        self.bibliography = Area(bibliography, self, root) if bibliography else None

    def _scan(self, root: Element) -> None:
        self.prints_year_suffix = False
        self.disambiguate_tests = 0
        for element in root.walk():
            if element.tag == "text" and element.attrib.get("variable") in ("year-suffix", "citation-label"):
                self.prints_year_suffix = True
            elif element.tag in ("if", "else-if") and "disambiguate" in element.attrib:
                self.disambiguate_tests += 1

    def macro(self, name: str, line: int = 0) -> list[Renderable]:
        """Return a macro's elements, compiled at its first call.

        Raises:
            CslError: There is no such macro.
        """
        if name not in self._macros:
            if name not in self._sources:
                raise CslError(Message("there is no macro {name!r}", name=name), file=self.file, line=line)
            self._macros[name] = compile_all(self._sources[name].children, self)
        return self._macros[name]

    def _check_macros(self, root: Element) -> None:
        """Refuse calls of macros that do not exist, and macros that call themselves."""
        calls = {name: _calls(element) for name, element in self._sources.items()}
        for element in root.walk():
            name = element.attrib.get("macro")
            if name is not None and element.tag in ("text", "key") and name not in calls:
                raise CslError(Message("there is no macro {name!r}", name=name), file=self.file, line=element.line)
        done: set[str] = set()
        for start in calls:
            self._check_cycle(start, calls, done)

    def _check_cycle(self, start: str, calls: dict[str, list[tuple[str, int]]], done: set[str]) -> None:
        path: list[str] = []
        stack: list[tuple[str, int, bool]] = [(start, 0, False)]
        while stack:
            name, line, leaving = stack.pop()
            if leaving:
                path.remove(name)
                done.add(name)
                continue
            if name in path:
                chain = " → ".join([*path[path.index(name) :], name])
                raise CslError(
                    Message("the macros call each other in a circle: {chain}", chain=chain), file=self.file, line=line
                )
            if name in done:
                continue
            path.append(name)
            stack.append((name, line, True))
            stack.extend((called, where, False) for called, where in calls[name])

    def locale(self, language: str) -> Locale:
        """Return the locale for a language, with the style's own terms in front."""
        if language not in self._locales:
            self._locales[language] = locale_chain(language, self._own_locales)
        return self._locales[language]


def _calls(macro: Element) -> list[tuple[str, int]]:
    return [
        (element.attrib["macro"], element.line)
        for element in macro.walk()
        if element.tag == "text" and "macro" in element.attrib
    ]


def _text_of(info: Element | None, tag: str) -> str:
    element = info.find(tag) if info else None
    return re.sub(r"\s+", " ", element.text).strip() if element else ""


def read_style(data: bytes, file: str) -> Style:
    """Parse and compile a style.

    Args:
        data: The bytes of a `.csl` file.
        file: Its path or id, for messages.

    Raises:
        CslError: It is not a usable CSL style; the message names file and line.
    """
    return Style(parse_xml(data, file), file)
