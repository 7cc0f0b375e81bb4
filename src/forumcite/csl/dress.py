"""What any element of a style can ask for: affixes, formatting, quotation marks, text case, display."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.finish import font_of
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import AFFIX, Node, Run, Span
from forumcite.csl.textcase import apply_text_case

if TYPE_CHECKING:
    from forumcite.csl.context import Context

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")


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

    def bare(self) -> Dress:
        """Return the same without affixes."""
        plain = object.__new__(Dress)
        for name in self.__slots__:
            setattr(plain, name, getattr(self, name))
        plain.prefix = plain.suffix = ""
        return plain

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
    return parse_rich(text) if "<" in text else [Run(curly(text), AFFIX)]


def curly(text: str) -> str:
    """Return a style's or locale's own text with typographic apostrophes (à l’adresse)."""
    return _APOSTROPHE.sub("’", text) if "'" in text else text
