"""One name as a style shows it: the order of its parts, particles, initials."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.name_options import PLAIN_PART
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Node, Run, Span
from forumcite.csl.scripts import has_east_asian, has_latin, has_western
from forumcite.csl.textcase import apply_text_case

if TYPE_CHECKING:
    from forumcite.csl.context import Context
    from forumcite.csl.items import Name
    from forumcite.csl.name_options import NameForm, NameOptions, NamePart

# Languages whose speakers keep the family name in front also in Latin letters.
_FAMILY_FIRST = ("zh", "ja")


class Person:
    """One name being rendered."""

    def __init__(
        self, name: Name, form: NameForm, options: NameOptions, cx: Context, level: int, *, institution: bool
    ) -> None:
        """Take a name.

        Args:
            name: The name.
            form: The style's `<name>`.
            options: The options in force.
            cx: The context.
            level: How much of the given name disambiguation asks for: 1 initials, 2 all, 0 what the style says.
            institution: Whether institutions look otherwise than family names (CSL-M).
        """
        self.name = name
        self.form = form
        self.institution = institution
        self.options = options
        self.cx = cx
        self.level = level

    def render(self, *, sort_order: bool) -> tuple[list[Node], bool]:
        """Return the name's nodes and whether the family name stands first because of the order asked for."""
        name = self.name
        if name.literal:
            part = PLAIN_PART if self.institution else self.form.family
            return self._part([name.literal], part, affix=True), False
        if not has_western(name.family + name.given) or (name.static and not has_latin(name.family + name.given)):
            return self._eastern(), sort_order
        if self.options.form == "short" and not self.level:
            words = [name.particle, name.family]
            if self.cx.in_sort and self._demotes():
                words.reverse()
            return self._family(words), False
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
        behind = self._demotes()
        family = self._family([name.family] if behind else [name.particle, name.family])
        given = self._given([self._shown_given(), name.dropping], demoted=name.particle if behind else "")
        nodes = family
        separator = self.options.sort_separator
        if given:
            nodes = [*nodes, Run(separator), *given]
        if name.suffix:
            nodes = [*nodes, Run(separator), Run(self._suffix())]
        return nodes

    def _demotes(self) -> bool:
        """Whether the particle "van" goes behind where the family name comes first."""
        demote = self.cx.style.demote_particle
        return demote == "display-and-sort" or (demote == "sort-only" and self.cx.in_sort)

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

    def _given(self, words: list[str], demoted: str = "") -> list[Node]:
        """Return the given names; a particle demoted behind them keeps the text case of the family name."""
        return self._part([*words, demoted], self.form.given, affix=True, demoted=demoted)

    def _part(self, words: list[str], part: NamePart, *, affix: bool, demoted: str = "") -> list[Node]:
        text = ""
        nodes: list[Node] = []
        for word in filter(None, words):
            glue = "" if not text or text.endswith(("'", "’", "-", " ", "\N{NO-BREAK SPACE}")) else " "
            text += glue + word
            parsed = parse_rich(word)
            case = self.form.family.case if word is demoted else part.case
            if case:
                apply_text_case(parsed, case, self.cx.language)
            nodes += [Run(glue), *parsed] if glue else parsed
        if not text:
            return []
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
        if not word or (initialize and joint.strip() and _is_dropped(words[i - 2], word)):
            continue
        out = _add_initial(out, word, mark, joint.strip() if hyphen else "", initialize=initialize)
    return re.sub(r"\s+", " ", out).strip() if mark.strip() or mark == "" else out.strip()


def _is_dropped(before: str, word: str) -> bool:
    """Whether the second half of a double name has no initial of its own: Ji-woo is J."""
    return word.islower() and not word.endswith(".") and before[:1].isupper()


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
