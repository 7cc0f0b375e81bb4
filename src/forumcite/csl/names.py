"""`<names>`: persons and institutions, et al., labels, substitution; and how many are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.csl.dress import Dress
from forumcite.csl.elements import Choose, Label, Renderable, TermText, compile_all
from forumcite.csl.name_options import NameForm, NameOptions, inherited_options
from forumcite.csl.persons import Person
from forumcite.csl.runs import Node, Run, Span, join
from forumcite.csl.scripts import has_east_asian, is_east_asian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.csl.context import Context
    from forumcite.csl.items import Name
    from forumcite.csl.style import Style
    from forumcite.csl.xmltree import Element


class EtAl:
    """`<et-al>`."""

    def __init__(self, element: Element | None) -> None:
        attrib = element.attrib if element else {}
        self.term = attrib.get("term", "et-al")
        self.dress = Dress(attrib)


class Names:
    """`<names>`.

    Inside a `<substitute>` it takes over what it does not say itself from the `<names>` around it: name and et al. each
    for itself; label, institution and attributes only where it has no children of these kinds at all.
    """

    def __init__(self, element: Element, style: Style, parent: Names | None = None) -> None:
        self.variables = element.attrib["variable"].split()
        name, et_al, label = (element.find(tag) for tag in ("name", "et-al", "label"))
        bare = parent if name is None and et_al is None and label is None else None
        self.name: NameForm = parent.name if parent and name is None else NameForm(name)
        self.et_al: EtAl = parent.et_al if parent and et_al is None else EtAl(et_al)
        self.label: Label | None = bare.label if bare else Label(label.attrib) if label else None
        self.label_first: bool = bare.label_first if bare else _stands_before(element, "label", "name")
        self.institution: bool = element.find("institution") is not None or bool(bare and bare.institution)
        self.attrib: dict[str, str] = {**bare.attrib, **element.attrib} if bare else element.attrib
        self.dress = Dress(self.attrib)
        self.own_options = inherited_options(element.attrib)
        self._options: dict[tuple[int, tuple[tuple[str, str], ...]], NameOptions] = {}
        substitute = element.find("substitute")
        self.substitute = compile_all(substitute.children, style, self) if substitute else []

    def options(self, cx: Context) -> NameOptions:
        """Return the name options in force: those of the area, of `<names>`, of `<name>`, of the sort key."""
        key = (id(cx.area), tuple(cx.key_options.items()))
        known = self._options.get(key)
        if known is None:
            known = NameOptions({**cx.area.name_options, **self.own_options, **self.name.attrib, **cx.key_options})
            self._options[key] = known
        return known

    def render(self, cx: Context) -> Span | None:
        """Render the names of the variables; where there are none, the first substitute that has something."""
        found = [(variable, people) for variable in self.variables if (people := cx.names(variable))]
        for variable in self.variables:
            cx.note(variable, filled=any(name == variable for name, _ in found))
        if not found:
            return self._substitute(cx)
        first = cx.names_shown == 0
        cx.names_shown += 1
        options = self.options(cx)
        if options.form == "count":
            return self._count(found, options, cx)
        blocks = [block for block in self._blocks(found, options, cx) if block.text()]
        if not blocks:
            return None
        if cx.hide_names and first:
            return None
        delimiter = self.attrib.get("delimiter", cx.area.names_delimiter)
        return self.dress.put_on(join([*blocks], delimiter), cx, mark="names")

    def _count(self, found: list[tuple[str, list[Name]]], options: NameOptions, cx: Context) -> Span | None:
        total = 0
        for _variable, people in found:
            shown, cut = _how_many(people, options, cx)
            total += shown if cut else len(people)
        return self.dress.put_on([Run(str(total))], cx)

    def _blocks(self, found: list[tuple[str, list[Name]]], options: NameOptions, cx: Context) -> list[Span]:
        both = dict(found)
        if set(both) == {"editor", "translator"} and both["editor"] == both["translator"]:
            merged = cx.locale.term("editortranslator", self.label.form) if self.label else None
            if merged:
                return [self._block("editor", both["editor"], options, cx, term="editortranslator")]
        return [self._block(variable, people, options, cx, term=variable) for variable, people in found]

    def _block(self, variable: str, people: list[Name], options: NameOptions, cx: Context, term: str) -> Span:
        listed = _NameList(self, variable, people, options, cx).render()
        if self.label is None or (cx.in_sort):
            return listed
        label = self.label.show(term, plural=len(people) > 1, cx=cx)
        if label is None:
            return listed
        return Span([label, listed] if self.label_first else [listed, label])

    def _substitute(self, cx: Context) -> Span | None:
        shown = cx.names_shown
        for element in _candidates(self.substitute, cx):
            node = self._try(element, cx)
            if node is None and cx.hide_names and cx.names_shown > shown:
                return None  # these are the names to hide; nothing takes their place
            if node is None:
                if isinstance(element, TermText) and cx.locale.term(element.term, element.form) == "":
                    return None  # an empty term is a substitute too
                continue
            if isinstance(element, Names) or any(span.mark == "names" for span in node.spans()):
                return node
            first = cx.names_shown == 0
            cx.names_shown += 1
            if cx.hide_names and first:
                return None
            return Span([Span([Span([node], mark="name")], mark="name-list")], mark="names" if first else "")
        return None

    @staticmethod
    def _try(element: Renderable, cx: Context) -> Span | None:
        """Render a substitute; what it used is not rendered again."""
        outer, called, filled = cx.used, cx.called, cx.filled
        cx.used = []
        node = element.render(cx)
        used, cx.used = cx.used, outer
        if node is None:
            cx.called, cx.filled = called or cx.called, filled
            return None
        cx.suppressed |= frozenset(used)
        if outer is not None:
            outer.extend(used)
        return node


def _candidates(elements: list[Renderable], cx: Context) -> Iterator[Renderable]:
    """Yield what may stand in for names, each element of a choice for itself."""
    for element in elements:
        if isinstance(element, Choose):
            yield from _candidates(element.chosen(cx), cx)
        else:
            yield element


def _stands_before(element: Element, first: str, second: str) -> bool:
    tags = [child.tag for child in element.children]
    return first in tags and second in tags and tags.index(first) < tags.index(second)


def _how_many(people: list[Name], options: NameOptions, cx: Context) -> tuple[int, bool]:
    """Return how many names are shown and whether "et al." follows."""
    minimum, first = options.minimum, options.first
    cite = cx.cite
    if cite is not None and cite.position > 0 and not cx.in_sort:
        minimum, first = options.subsequent_minimum, options.subsequent_first
    total = len(people)
    if not minimum or total < minimum or total <= first:
        return total, False
    shown = max(first, cx.expansion.names) if not cx.in_sort else first
    return (shown, True) if shown < total else (total, False)


class _NameList:
    """One list of names being rendered."""

    def __init__(self, names: Names, variable: str, people: list[Name], options: NameOptions, cx: Context) -> None:
        self.names = names
        self.variable = variable
        # BibTeX's `and others`: there are more names than the item has.
        self.more = len(people) > 1 and people[-1].literal == "others"
        self.people = people[:-1] if self.more else people
        self.options = options
        self.cx = cx

    def render(self) -> Span:
        shown, cut = _how_many(self.people, self.options, self.cx)
        inverted = [False] * shown
        nodes: list[Node] = []
        for i in range(shown):
            node, inverted[i] = self._one(i)
            nodes.append(node)
        if cut and self.options.last and 0 < shown < len(self.people) - 1:
            last, _ = self._one(len(self.people) - 1)
            children = self._list(nodes, [], last=last)
        elif cut or self.more:
            children = self._with_et_al(nodes, inverted)
        else:
            children = self._list(nodes, inverted)
        return Span(children, mark="name-list")

    def _one(self, position: int) -> tuple[Node, bool]:
        name = self.people[position]
        level = self.cx.expansion.givens.get((self.variable, position), 0)
        if self.cx.seen_names is not None:
            self.cx.seen_names.append((self.variable, position, name, self.options))
        sorted_ = (
            self.cx.in_sort
            or self.options.as_sort_order == "all"
            or (self.options.as_sort_order == "first" and position == 0)
        )
        person = Person(name, self.names.name, self.options, self.cx, level, institution=self.names.institution)
        nodes, inverted = person.render(sort_order=sorted_)
        who = " ".join(filter(None, (name.given, name.particle, name.family, name.suffix, name.literal)))
        return self.names.name.dress.put_on([Span(nodes, mark="name", who=who)], self.cx), inverted

    def _list(self, nodes: list[Node], inverted: list[bool], *, last: Node | None = None) -> list[Node]:
        options, cx = self.options, self.cx
        if last is not None:
            return [*join(nodes, options.delimiter), Run(options.delimiter + "… "), last]
        word = "" if cx.in_sort else self._and()
        if len(nodes) < 2 or not word:
            return join(nodes, options.delimiter)
        rule = "contextual" if all(name.literal for name in self.people) else options.after_last
        before_last = self._precedes(rule, len(nodes), inverted[-2])
        head = join(nodes[:-1], options.delimiter)
        glue = options.delimiter.rstrip() if before_last else ""
        space = "" if not before_last or options.delimiter.endswith(" ") is False else " "
        link = (glue + space if before_last else " ") + word + " "
        if not before_last and (is_east_asian(word[0]) or word[-1].isspace()):
            link = word
        return [*head, Run(link), nodes[-1]]

    def _and(self) -> str:
        if self.options.and_ == "text":
            return self.cx.locale.term("and") or ""
        return (self.cx.locale.term("and", "symbol") if self.options.and_ == "symbol" else "") or ""

    @staticmethod
    def _precedes(rule: str, count: int, inverted: bool) -> bool:  # noqa: FBT001 - private
        if rule == "contextual":
            return count > 2
        if rule == "after-inverted-name":
            return inverted
        return rule == "always"

    def _with_et_al(self, nodes: list[Node], inverted: list[bool]) -> list[Node]:
        term = self.cx.locale.term(self.names.et_al.term) or ""
        if self.cx.in_sort or not nodes or not term:
            return join(nodes, self.options.delimiter)
        count = len(nodes) + (1 if self.options.et_al_delimiter == "contextual" else 0)
        comma = self._precedes(self.options.et_al_delimiter, count, inverted[-1])
        glue = self.options.delimiter if comma else " "
        if not comma and (has_east_asian(term.strip()[:1]) and not term.startswith(" ")):
            glue = ""
        if self.names.et_al.dress.prefix:
            glue = self.options.delimiter if comma else ""
        return [*join(nodes, self.options.delimiter), Run(glue), self.names.et_al.dress.put_on([Run(term)], self.cx)]
