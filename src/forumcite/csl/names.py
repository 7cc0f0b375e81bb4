"""`<names>`: persons and institutions, et al., labels, substitution; and how much of a name is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.elements import Dress, Label, Renderable, TermText, compile_all
from forumcite.csl.finish import font_of
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Node, Run, Span, join
from forumcite.csl.scripts import has_east_asian, has_latin, has_western, is_east_asian
from forumcite.csl.textcase import apply_text_case

if TYPE_CHECKING:
    from forumcite.csl.context import Context
    from forumcite.csl.items import Name
    from forumcite.csl.style import Style
    from forumcite.csl.xmltree import Element

ALL = 10**6  # more names than any list has
# Languages whose speakers keep the family name in front also in Latin letters.
_FAMILY_FIRST = ("zh", "ja")


class NameOptions:
    """The options of `<name>`, with those inherited from `<style>`, `<citation>`, `<bibliography>` and `<names>`."""

    __slots__ = (
        "after_last",
        "and_",
        "as_sort_order",
        "delimiter",
        "et_al_delimiter",
        "first",
        "form",
        "hyphen",
        "initialize",
        "initialize_with",
        "last",
        "minimum",
        "sort_separator",
        "subsequent_first",
        "subsequent_minimum",
    )

    def __init__(self, attrib: dict[str, str]) -> None:
        self.and_ = attrib.get("and", "")
        self.delimiter = attrib.get("delimiter", ", ")
        self.after_last = attrib.get("delimiter-precedes-last", "contextual")
        self.et_al_delimiter = attrib.get("delimiter-precedes-et-al", "contextual")
        self.minimum = _count(attrib, "et-al-min", 0)
        self.first = _count(attrib, "et-al-use-first", ALL)
        self.last = attrib.get("et-al-use-last") == "true"
        self.subsequent_minimum = _count(attrib, "et-al-subsequent-min", self.minimum)
        self.subsequent_first = _count(attrib, "et-al-subsequent-use-first", self.first)
        self.form = attrib.get("form", "long")
        self.initialize = attrib.get("initialize", "true") == "true"
        self.initialize_with = attrib.get("initialize-with")
        self.hyphen = attrib.get("initialize-with-hyphen", "true") == "true"
        self.as_sort_order = attrib.get("name-as-sort-order", "")
        self.sort_separator = attrib.get("sort-separator", ", ")


def _count(attrib: dict[str, str], key: str, default: int) -> int:
    try:
        return int(attrib.get(key, ""))
    except ValueError:
        return default


# Name options as they are called above `<name>`: CSL 1.0.2 specification, "Inheritable Name Options".
_INHERITED_NAMES = """
and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first et-al-use-last
et-al-subsequent-min et-al-subsequent-use-first initialize initialize-with initialize-with-hyphen
name-as-sort-order sort-separator
"""
_INHERITED = _INHERITED_NAMES.split()


def inherited_options(attrib: dict[str, str]) -> dict[str, str]:
    """Return the name options that an element above `<name>` sets, under the names that `<name>` uses."""
    options = {key: attrib[key] for key in _INHERITED if key in attrib}
    if "name-form" in attrib:
        options["form"] = attrib["name-form"]
    if "name-delimiter" in attrib:
        options["delimiter"] = attrib["name-delimiter"]
    return options


class NamePart:
    """`<name-part>`: formatting, case and affixes of the family or the given names."""

    __slots__ = ("case", "dress", "font", "prefix", "suffix")

    def __init__(self, attrib: dict[str, str]) -> None:
        self.font = font_of(attrib)
        self.case = attrib.get("text-case", "")
        self.prefix = attrib.get("prefix", "")
        self.suffix = attrib.get("suffix", "")


_PLAIN = NamePart({})


class NameForm:
    """`<name>` with its parts."""

    def __init__(self, element: Element | None) -> None:
        self.attrib: dict[str, str] = element.attrib if element else {}
        self.dress = Dress(self.attrib)
        parts = element.findall("name-part") if element else []
        forms = {part.attrib.get("name", ""): NamePart(part.attrib) for part in parts}
        self.family = forms.get("family", _PLAIN)
        self.given = forms.get("given", _PLAIN)


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
        for element in self.substitute:
            node = self._try(element, cx)
            if node is None:
                if isinstance(element, TermText) and cx.locale.term(element.term, element.form) == "":
                    return None  # an empty term is a substitute too
                continue
            cx.called = cx.filled = True
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
        return self.names.name.dress.put_on(children, self.cx, mark="name-list")

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
        person = _Person(name, self.names, self.options, self.cx, level)
        nodes, inverted = person.render(sort_order=sorted_)
        return Span(nodes, mark="name"), inverted

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


class _Person:
    """One name being rendered."""

    def __init__(self, name: Name, names: Names, options: NameOptions, cx: Context, level: int) -> None:
        self.name = name
        self.form = names.name
        self.institution = names.institution
        self.options = options
        self.cx = cx
        self.level = level

    def render(self, *, sort_order: bool) -> tuple[list[Node], bool]:
        """Return the name's nodes and whether the family name stands first because of the order asked for."""
        name = self.name
        if name.literal:
            part = _PLAIN if self.institution else self.form.family
            return self._part([name.literal], part, affix=True), False
        if not has_western(name.family + name.given) or (name.static and not has_latin(name.family + name.given)):
            return self._eastern(), False
        if self.options.form == "short" and not self.level:
            return self._part([name.particle, name.family], self.form.family, affix=True), False
        if name.static or self.cx.item.language[:2] in _FAMILY_FIRST:
            return self._join(
                " ", self._family([name.particle, name.family]), self._given([self._shown_given(), name.dropping])
            ), False
        if not name.given and not name.dropping and not name.suffix and not sort_order:
            return self._family([name.particle, name.family]), False
        return (self._inverted(), True) if sort_order else (self._straight(), False)

    def _eastern(self) -> list[Node]:
        family = self._family([self.name.particle + self.name.family])
        if self.options.form == "short" and not self.level:
            return family
        separator = ""
        if self.name.given and not has_east_asian(self.name.family + self.name.given):
            separator = " "
        return self._join(separator, family, self._given([self.name.given]))

    def _straight(self) -> list[Node]:
        name = self.name
        if self.form.family.prefix or self.form.family.suffix:
            given = self._given([self._shown_given()])
            return self._join(" ", given, self._family([name.dropping, name.particle, name.family, self._suffix()]))
        given = self._given([self._shown_given(), name.dropping])
        family = self._family([name.particle, name.family])
        nodes = self._join(" ", given, family)
        if name.suffix:
            nodes.append(Run((", " if name.comma_suffix else " ") + self._suffix()))
        return nodes

    def _inverted(self) -> list[Node]:
        name = self.name
        demote = self.cx.style.demote_particle
        behind = demote == "display-and-sort" or (demote == "sort-only" and self.cx.in_sort)
        family = self._family([name.family] if behind else [name.particle, name.family])
        given = self._given([self._shown_given(), name.dropping, name.particle if behind else ""])
        nodes = family
        separator = self.options.sort_separator
        if given:
            nodes = [*nodes, Run(separator), *given]
        if name.suffix:
            nodes = [*nodes, Run(separator), Run(self._suffix())]
        return nodes

    @staticmethod
    def _join(separator: str, first: list[Node], second: list[Node]) -> list[Node]:
        if not first or not second:
            return first or second
        tail = next(
            iter(reversed([leaf for node in first for leaf in ((node,) if isinstance(node, Run) else node.leaves())]))
        )
        if tail.text.endswith((" ", "'", "’", "-", "\N{NO-BREAK SPACE}")):
            separator = ""
        return [*first, Run(separator), *second] if separator else [*first, *second]

    def _family(self, words: list[str]) -> list[Node]:
        return self._part(words, self.form.family, affix=True)

    def _given(self, words: list[str]) -> list[Node]:
        return self._part(words, self.form.given, affix=True)

    def _part(self, words: list[str], part: NamePart, *, affix: bool) -> list[Node]:
        text = ""
        for word in words:
            if word:
                text += ("" if not text or text.endswith(("'", "’", "-", " ", "\N{NO-BREAK SPACE}")) else " ") + word
        if not text:
            return []
        nodes = parse_rich(text)
        if part.case:
            apply_text_case(nodes, part.case)
        if part.font:
            nodes = [Span(nodes, part.font)]
        if affix and part.prefix:
            nodes = [Run(part.prefix), *nodes]
        if affix and part.suffix:
            nodes = [*nodes, Run(part.suffix)]
        return nodes

    def _suffix(self) -> str:
        """Return "Jr." without its period where initials have none."""
        mark = self.options.initialize_with
        return self.name.suffix.rstrip(".") if mark is not None and "." not in mark else self.name.suffix

    def _shown_given(self) -> str:
        options, given = self.options, self.name.given
        if options.initialize_with is None or self.level == 2:
            return given
        if "<" in given:
            return re.sub(r"([\s\-]*)([^<>\s\-][^<>]*)(?=<|$)", self._marked_up, given)
        return initials(given, options.initialize_with, initialize=options.initialize, hyphen=options.hyphen)

    def _marked_up(self, match: re.Match[str]) -> str:
        """Return a piece of given names between tags as initials."""
        options = self.options
        return match[1] + initials(
            match[2], options.initialize_with or "", initialize=options.initialize, hyphen=options.hyphen
        )


def initials(given: str, mark: str, *, initialize: bool = True, hyphen: bool = True) -> str:
    """Return given names as initials.

    Args:
        given: "Jean-Luc Marie", "J.-L. M.", "Ph. H.".
        mark: What follows an initial: `initialize-with`.
        initialize: False leaves full names as they are and only sets the initials among them.
        hyphen: Whether the hyphen of a double name stays.

    Returns:
        The initials, without the mark's space at the end.
    """
    words = re.split(r"(\s+|[-‐‑])", re.sub(r"\.(?=[^\s\-.])", ". ", given.strip()))
    out = ""
    for i in range(0, len(words), 2):
        word, joint = words[i], words[i - 1] if i else ""
        if not word:
            continue
        out = _add_initial(out, word, mark, joint.strip() if hyphen else "", initialize=initialize)
    return re.sub(r"\s+", " ", out).strip() if mark.strip() or mark == "" else out.strip()


def _add_initial(out: str, word: str, mark: str, joint: str, *, initialize: bool) -> str:
    bare = word.rstrip(".")
    is_initial = len(bare) == 1 or (word.endswith(".") and bare[:1].isupper())
    if word == word.lower() and bare[:1].isalpha() and not is_initial and not joint:
        return f"{out.rstrip()} {word} "
    if not initialize and not (is_initial and (word.endswith(".") or len(bare) == 1)):
        glue = joint or (" " if out and not out.endswith(" ") else "")
        return f"{out.rstrip() if joint else out}{glue}{word} "
    letter = bare if word.endswith(".") and 1 < len(bare) <= 3 else _first_letter(bare)
    if joint:
        return f"{out.rstrip()}{joint}{letter}{mark}"
    if out.endswith((" ", mark or "\x00")) or not out or not mark:
        return f"{out}{letter}{mark}"
    return f"{out} {letter}{mark}"


def _first_letter(word: str) -> str:
    match = re.match(r"[^\W\d_][\u0300-\u036f]*", word)
    return match.group() if match else word[:1]
