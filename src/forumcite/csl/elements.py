"""The rendering elements of a style: text, number, label, group, choose, and how attributes become objects.

Every element is compiled once into an object whose `render` returns a span or None. A macro is compiled when it is
first called and shared by all its callers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from forumcite.csl.conditions import Condition
from forumcite.csl.dress import Dress, curly
from forumcite.csl.errors import CslError
from forumcite.csl.numbers import NUMBER_VARIABLES, format_number, is_numeric, is_plural, split_number
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Node, Run, Span, join
from forumcite.csl.scripts import has_east_asian, has_latin
from forumcite.messages import Message

if TYPE_CHECKING:
    from forumcite.csl.context import Context
    from forumcite.csl.names import Names
    from forumcite.csl.style import Style
    from forumcite.csl.xmltree import Element

# Variables that are addresses: printed as they are, and linked.
LINKS = {
    "URL": "",
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
_EAST_ASIAN_LANGUAGES = ("zh", "ja", "ko")
MAX_MACRO_CALLS = 20_000  # for one cite or entry; the longest official style makes some hundred
SLOT = "%s"  # CSL-M: where the number stands in a label such as 第%s卷
_PAGES = ("page", "locator")


class Renderable(Protocol):
    """What can stand in a layout, group, macro or branch."""

    def render(self, cx: Context) -> Span | None:
        """Render for the item of the context; None where there is nothing to show."""


def render_all(elements: list[Renderable], cx: Context) -> list[Node]:
    """Render elements in order, the empty ones left out."""
    rendered: list[Node] = []
    for element in elements:
        if isinstance(element, Choose):
            rendered += render_all(element.chosen(cx), cx)
            continue
        node = element.render(cx)
        if node is not None:
            rendered.append(node)
    return rendered


class Value:
    """`<text value="…">`: fixed text."""

    def __init__(self, attrib: dict[str, str]) -> None:
        self.value = attrib["value"]
        self.dress = Dress(attrib)

    def render(self, cx: Context) -> Span | None:
        """Render the text."""
        return self.dress.put_on(parse_rich(self.value), cx, language=cx.locale.language) if self.value else None


class TermText:
    """`<text term="…">`: a term of the locale."""

    def __init__(self, attrib: dict[str, str]) -> None:
        self.term = attrib["term"]
        self.form = attrib.get("form", "long")
        self.plural = attrib.get("plural") == "true"
        self.dress = Dress(attrib)

    def render(self, cx: Context) -> Span | None:
        """Render the term."""
        text = cx.locale.term(self.term, self.form, plural=self.plural)
        if not text:
            return None
        if cx.capital_start and not cx.started and (text == text.lower() or not cx.area.is_bibliography):
            text = text[0].upper() + text[1:]
        return self.dress.put_on([Run(curly(text))], cx, language=_term_language(self.dress, cx))


def _term_language(dress: Dress, cx: Context) -> str:
    """Return the language by whose rules a term changes case; `title` is for English titles, but works on any term."""
    return "en" if dress.case == "title" else cx.locale.language


class Variable:
    """`<text variable="…">`: a text or number variable as it stands."""

    def __init__(self, attrib: dict[str, str]) -> None:
        self.variable = attrib["variable"]
        self.form = attrib.get("form", "")
        self.dress = Dress(attrib)

    def render(self, cx: Context) -> Span | None:
        """Render the variable."""
        text = cx.text(self.variable, self.form)
        if not text:
            return None
        variable = self.variable
        if variable == "year-suffix":
            cx.suffix_done = True
            return self.dress.put_on([Run(text)], cx, mark="year-suffix")
        if variable == "citation-number":
            return self.dress.put_on([Run(text)], cx, mark="citation-number")
        if variable in NUMBER_VARIABLES:
            shown = _locator_text(text, cx, variable) if variable in _PAGES else _numeric_text(text, cx, variable)
            if _fill_slot(variable, shown, cx):
                return None
            return self.dress.put_on(parse_rich(shown) if _has_markup(shown) else [Run(shown)], cx)
        if variable in LINKS:
            href = text if "://" in text else LINKS[variable] + text
            return self.dress.put_on([Run(text)], cx, href=href)
        # A text in Latin letters of a work in Chinese is not in the work's language, but a translation or the like.
        foreign = cx.language[:2] in _EAST_ASIAN_LANGUAGES and not has_east_asian(text)
        language = cx.locale.language if foreign else ""
        return self.dress.put_on(parse_rich(text), cx, language=language, upright=_has_no_italics(text))


def _has_markup(text: str) -> bool:
    return "<" in text or '"' in text


def _has_no_italics(text: str) -> bool:
    """Whether a text is Chinese, Japanese or Korean alone, which is not set in italics."""
    return has_east_asian(text) and not has_latin(text) and not any(map(str.isdigit, text))


def _numeric_text(text: str, cx: Context, variable: str) -> str:
    if _is_docket(variable, cx):
        return text
    ampersand = cx.locale.term("and", "symbol") or "&"
    return "".join(part + separator for part, separator in split_number(text, ampersand, cx.locale.range_sign))


def _is_docket(variable: str, cx: Context) -> bool:
    """Whether a number is that of a case before a court, which is never a range: No. 70-18."""
    return variable == "number" and cx.item.type == "legal_case"


def _fill_slot(variable: str, text: str, cx: Context) -> bool:
    """Put a number into the label that waits for it; whether there was one."""
    run = cx.slots.pop(variable, None)
    if run is None:
        return False
    run.text = run.text.replace(SLOT, text)
    return True


def _locator_text(text: str, cx: Context, variable: str) -> str:
    if variable == "locator" and cx.cite and cx.cite.label not in ("page", ""):
        return _numeric_text(text, cx, variable)
    return cx.page_range(text)


class MacroText:
    """`<text macro="…">`: the macro's elements, which count as a group."""

    def __init__(self, attrib: dict[str, str], style: Style, line: int) -> None:
        self.name = attrib["macro"]
        self.style = style
        self.line = line
        self.dress = Dress(attrib)
        self.elements: list[Renderable] | None = None

    def render(self, cx: Context) -> Span | None:
        """Render the macro."""
        cx.macro_calls += 1
        if cx.macro_calls > MAX_MACRO_CALLS:
            raise CslError(
                Message("too much to render: the macros call each other too often"),
                file=self.style.file,
                line=self.line,
            )
        if self.elements is None:
            self.elements = self.style.macro(self.name, self.line)
        nodes = render_group(self.elements, cx)
        return self.dress.put_on(nodes, cx) if nodes else None


def render_group(elements: list[Renderable], cx: Context) -> list[Node]:
    """Render elements under the rule of groups: variables called and all of them empty, so nothing is shown.

    Rule: CSL 1.0.2 specification, "Group": to the group around it, a group or macro that shows something is a variable
    that is filled.
    """
    called, filled = cx.called, cx.filled
    cx.called = cx.filled = False
    nodes = render_all(elements, cx)
    if cx.called and not cx.filled:
        nodes = []
    cx.called, cx.filled = called or cx.called or bool(nodes), filled or bool(nodes)
    return nodes


class Group:
    """`<group>`: elements with a delimiter between them."""

    def __init__(self, attrib: dict[str, str], elements: list[Renderable]) -> None:
        self.delimiter = attrib.get("delimiter", "")
        self.elements = elements
        self.dress = Dress(attrib)

    def render(self, cx: Context) -> Span | None:
        """Render the group."""
        nodes = render_group(self.elements, cx)
        return self.dress.put_on(join(nodes, self.delimiter), cx) if nodes else None


class Number:
    """`<number>`: a number variable as digits, ordinal, long ordinal or roman."""

    def __init__(self, attrib: dict[str, str]) -> None:
        self.variable = attrib["variable"]
        self.form = attrib.get("form", "numeric")
        self.dress = Dress(attrib)

    def render(self, cx: Context) -> Span | None:
        """Render the number."""
        text = cx.text(self.variable)
        if not text:
            return None
        if is_numeric(text) and not _is_docket(self.variable, cx):
            shown = format_number(text, self.form, cx.locale, self.variable)
        elif self.variable in _PAGES:
            shown = cx.page_range(text)
        else:
            shown = _numeric_text(text, cx, self.variable)
        return None if _fill_slot(self.variable, shown, cx) else self.dress.put_on([Run(shown)], cx)


class Label:
    """`<label>`: the term of a number variable, in the plural where its value is."""

    def __init__(self, attrib: dict[str, str]) -> None:
        self.variable = attrib.get("variable", "")
        self.form = attrib.get("form", "long")
        self.plural = attrib.get("plural", "contextual")
        self.dress = Dress(attrib)

    def render(self, cx: Context) -> Span | None:
        """Render the label, nothing where the variable is empty."""
        value = "" if self.variable in cx.suppressed else cx.look(self.variable)
        if not value:
            return None
        term = self.variable
        if term == "locator":
            term = cx.cite.label if cx.cite and cx.cite.label else "page"
            term = "sub-verbo" if term == "sub verbo" else term
        plural = is_plural(value, self.variable) and not _is_docket(self.variable, cx)
        return self.show(term, plural=plural, cx=cx, slot=self.variable)

    def show(self, term: str, *, plural: bool, cx: Context, slot: str = "") -> Span | None:
        """Render a term in this label's form."""
        if self.plural != "contextual":
            plural = self.plural == "always"
        text = cx.locale.term(term, self.form, plural=plural)
        if not text:
            return None
        run = Run(text)
        if slot and SLOT in text:
            cx.slots[slot] = run
        return self.dress.put_on([run], cx, language=_term_language(self.dress, cx))


class Choose:
    """`<choose>`: the first branch whose conditions hold."""

    def __init__(self, branches: list[tuple[Condition | None, list[Renderable]]]) -> None:
        self.branches = branches

    def render(self, cx: Context) -> Span | None:
        """Render the branch; its elements count as elements of what surrounds the choice."""
        nodes = render_all(self.chosen(cx), cx)
        return Span(nodes) if nodes else None

    def chosen(self, cx: Context) -> list[Renderable]:
        """Return the elements of the branch that holds."""
        for condition, elements in self.branches:
            if condition is None or condition.holds(cx):
                return elements
        return []


def compile_all(elements: list[Element], style: Style, parent: Names | None = None) -> list[Renderable]:
    """Compile the children of an element; `parent` is the `<names>` in whose `<substitute>` they stand."""
    return [compile_one(element, style, parent) for element in elements]


def compile_one(element: Element, style: Style, parent: Names | None = None) -> Renderable:
    """Compile an element.

    Raises:
        CslError: It is not a rendering element, or lacks an attribute.
    """
    compiler = _COMPILERS.get(element.tag)
    if compiler is None:
        raise CslError(Message("<{tag}> cannot stand here", tag=element.tag), file=style.file, line=element.line)
    try:
        return compiler(element, style, parent)
    except KeyError as error:
        raise CslError(
            Message("<{tag}> lacks the attribute {error}", tag=element.tag, error=error),
            file=style.file,
            line=element.line,
        ) from None


def _compile_text(element: Element, style: Style, _parent: Names | None) -> Renderable:
    attrib = element.attrib
    if "macro" in attrib:
        return MacroText(attrib, style, element.line)
    if "term" in attrib:
        return TermText(attrib)
    if "value" in attrib:
        return Value(attrib)
    return Variable(attrib)


def _compile_choose(element: Element, style: Style, parent: Names | None) -> Renderable:
    branches: list[tuple[Condition | None, list[Renderable]]] = []
    for child in element.children:
        if child.tag not in ("if", "else-if", "else"):
            raise CslError(Message("<{tag}> cannot stand in <choose>", tag=child.tag), file=style.file, line=child.line)
        condition = Condition(child, style.file) if child.tag != "else" else None
        elements = [part for part in child.children if part.tag != "conditions"]
        branches.append((condition, compile_all(elements, style, parent)))
    return Choose(branches)


def _compile_names(element: Element, style: Style, parent: Names | None) -> Renderable:
    from forumcite.csl.names import Names

    return Names(element, style, parent)


def _compile_date(element: Element, style: Style, _parent: Names | None) -> Renderable:
    from forumcite.csl.dates import DateText

    return DateText(element, style)


_COMPILERS = {
    "text": _compile_text,
    "number": lambda element, _style, _parent: Number(element.attrib),
    "label": lambda element, _style, _parent: Label(element.attrib),
    "group": lambda element, style, parent: Group(element.attrib, compile_all(element.children, style, parent)),
    "choose": _compile_choose,
    "names": _compile_names,
    "date": _compile_date,
}
