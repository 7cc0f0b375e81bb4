"""The rendering elements of a style: text, number, label, group, choose, and how attributes become objects.

Every element is compiled once into an object whose `render` returns a span or None. A macro is compiled when it is
first called and shared by all its callers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from forumcite.csl.errors import CslError
from forumcite.csl.finish import font_of
from forumcite.csl.numbers import NUMBER_VARIABLES, format_number, is_numeric, is_plural, split_number
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import AFFIX, Node, Run, Span, join
from forumcite.csl.scripts import has_east_asian, has_latin
from forumcite.csl.textcase import apply_text_case
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


class Dress:
    """Affixes, formatting, quotation marks, text case and display of an element."""

    __slots__ = ("case", "display", "font", "prefix", "quoted", "strip", "suffix")

    def __init__(self, attrib: dict[str, str]) -> None:
        self.prefix = attrib.get("prefix", "")
        self.suffix = attrib.get("suffix", "")
        self.font = font_of(attrib)
        self.quoted = attrib.get("quotes") == "true"
        self.display = attrib.get("display", "")
        self.case = attrib.get("text-case", "")
        self.strip = attrib.get("strip-periods") == "true"

    def put_on(
        self,
        nodes: list[Node],
        cx: Context | None = None,
        *,
        mark: str = "",
        href: str = "",
        language: str = "",
        upright: bool = False,
    ) -> Span:
        """Return the nodes as one span with everything that the element asks for.

        Args:
            nodes: The content.
            cx: The context; without it no text case is applied.
            mark: What the span is, see `Span`.
            href: Where it links to.
            language: The language of the text where it is not that of the item.
            upright: Leave italics out.
        """
        if self.strip:
            for node in nodes:
                for leaf in (node,) if isinstance(node, Run) else node.leaves():
                    leaf.text = leaf.text.replace(".", "")
        if cx is not None:
            cx.started = True
        if self.case and cx is not None:
            apply_text_case(nodes, self.case, language or cx.language)
        font = tuple(pair for pair in self.font if pair[0] != "font-style") if upright else self.font
        inner = Span(nodes, font, quoted=self.quoted and not font, mark=mark, href=href)
        if self.quoted and font:
            inner = Span([inner], quoted=True)
        if not (self.prefix or self.suffix or self.display):
            return inner
        children: list[Node] = [inner]
        if self.prefix:
            children = [*parse_affix(self.prefix), *children]
        if self.suffix:
            children = [*children, *parse_affix(self.suffix)]
        return Span(children, display=self.display)


def parse_affix(text: str) -> list[Node]:
    """Return an affix as runs; styles may write typographic markup and straight quotes in them."""
    return parse_rich(text) if "<" in text else [Run(text, AFFIX)]


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
        if cx.capital_start and not cx.started:
            text = text[0].upper() + text[1:]
        return self.dress.put_on([Run(text)], cx, language=cx.locale.language)


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
            shown = _locator_text(text, cx, variable) if variable in _PAGES else _numeric_text(text, cx)
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


def _numeric_text(text: str, cx: Context) -> str:
    return "".join(part + separator for part, separator in split_number(text, cx.locale.term("and", "symbol") or "&"))


def _fill_slot(variable: str, text: str, cx: Context) -> bool:
    """Put a number into the label that waits for it; whether there was one."""
    run = cx.slots.pop(variable, None)
    if run is None:
        return False
    run.text = run.text.replace(SLOT, text)
    return True


def _locator_text(text: str, cx: Context, variable: str) -> str:
    if variable == "locator" and cx.cite and cx.cite.label not in ("page", ""):
        return _numeric_text(text, cx)
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
        if is_numeric(text):
            shown = format_number(text, self.form, cx.locale, self.variable)
        elif self.variable in _PAGES:
            shown = cx.page_range(text)
        else:
            shown = _numeric_text(text, cx)
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
        return self.show(term, plural=is_plural(value, self.variable), cx=cx, slot=self.variable)

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
        return self.dress.put_on([run], cx, language=cx.locale.language)


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


class Condition:
    """The tests of `if` or `else-if`, each value of each attribute one test, and how many must hold.

    In CSL-M the tests may also stand in `<conditions>` with `<condition>` elements below.
    """

    __slots__ = ("match", "parts", "tests")

    def __init__(self, element: Element, file: str) -> None:
        inner = element.find("conditions")
        self.parts = [Condition(part, file) for part in inner.findall("condition")] if inner else []
        self.match = (inner or element).attrib.get("match", "all")
        self.tests: list[tuple[str, str]] = []
        for key, values in element.attrib.items():
            if key == "match":
                continue
            if key in _UNSUPPORTED:
                self.tests.append(("never", key))
                continue
            if key not in _TESTS:
                raise CslError(Message("unknown condition {key!r}", key=key), file=file, line=element.line)
            self.tests.extend((key, value) for value in values.split())

    def holds(self, cx: Context) -> bool:
        """Whether the branch is taken."""
        results = (
            *(_TESTS[key](cx, value) for key, value in self.tests),
            *(part.holds(cx) for part in self.parts),
        )
        if self.match == "any":
            return any(results)
        if self.match == "none":
            return not any(results)
        return all(results)


def _test_type(cx: Context, value: str) -> bool:
    return cx.item.type == value


def _test_variable(cx: Context, value: str) -> bool:
    if cx.has(value):
        return True
    cx.lacking.add(value)
    return False


def _test_numeric(cx: Context, value: str) -> bool:
    text = cx.look(value)
    return bool(text) and is_numeric(text)


def _test_uncertain(cx: Context, value: str) -> bool:
    date = cx.item.dates.get(value)
    return bool(date and date.circa)


def _test_locator(cx: Context, value: str) -> bool:
    if cx.cite is None or not cx.cite.locator:
        return False
    label = (cx.cite.label or "page").replace(" ", "-")
    return label == value.replace(" ", "-")


def _test_position(cx: Context, value: str) -> bool:
    cite = cx.cite
    if cite is None or cx.area.is_bibliography:
        return False
    if value == "near-note":
        return cite.near_note
    wanted = ("first", "subsequent", "ibid", "ibid-with-locator").index(value) if value in _POSITIONS else -1
    return cite.position == 0 if wanted == 0 else 0 < wanted <= cite.position


_POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")


def _test_disambiguate(cx: Context, value: str) -> bool:
    cx.conditions_seen += 1
    return (cx.conditions_seen <= cx.expansion.condition) is (value == "true")


def _test_has_day(cx: Context, value: str) -> bool:
    date = cx.item.dates.get(value)
    return bool(date and date.start and date.start.day)


def _test_context(cx: Context, value: str) -> bool:
    return cx.area.is_bibliography is (value == "bibliography")


def _test_only(cx: Context, value: str, *, month: bool) -> bool:
    """Whether a date has a year alone, or a month or season but no day (CSL-M)."""
    date = cx.item.dates.get(value)
    point = date.start if date else None
    return point is not None and not point.day and bool(point.month or point.season) is month


def _test_month(cx: Context, value: str) -> bool:
    date = cx.item.dates.get(value)
    return bool(date and date.start and (date.start.month or date.start.season))


def _test_locale(cx: Context, value: str) -> bool:
    return cx.language.lower().split("-")[0] == value.lower().split("-")[0]


def _test_genre(cx: Context, value: str) -> bool:
    return cx.look("genre").lower().replace(" ", "-") == value.lower()


def _test_multiple(cx: Context, value: str) -> bool:
    return len(cx.item.names.get(value, [])) > 1 or (" " in cx.look(value).strip())


# Conditions of CSL-M for what this processor does not have, such as parallel citations of cases: they never hold.
_UNSUPPORTED = frozenset(
    """alternative alternative-variable authority cite-form container-multiple container-subsequent country court-class
    current subgroup-count-above is-parallel jurisdiction jurisdiction-depth locator-position page subjurisdictions
    suppress-trailing-punctuation term-form track-containers year-as-volume""".split()
)
_TESTS = {
    "never": lambda _cx, _value: False,
    "has-year-only": lambda cx, value: _test_only(cx, value, month=False),
    "has-month-or-season-only": lambda cx, value: _test_only(cx, value, month=True),
    "has-to-month-or-season": _test_month,
    "locale": _test_locale,
    "genre": _test_genre,
    "is-multiple": _test_multiple,
    "is-plural": _test_multiple,
    "type": _test_type,
    "variable": _test_variable,
    "is-numeric": _test_numeric,
    "is-uncertain-date": _test_uncertain,
    "locator": _test_locator,
    "position": _test_position,
    "disambiguate": _test_disambiguate,
    "has-day": _test_has_day,
    "context": _test_context,
}


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
