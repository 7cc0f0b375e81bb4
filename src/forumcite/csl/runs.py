"""The result of rendering: a tree of formatted runs of text, and the tools to walk it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = "Run | Span"
Font: TypeAlias = tuple[tuple[str, str], ...]

OPEN, CLOSE = "open-quote", "close-quote"
STUCK, AFFIX, SLOT = "stuck", "affix", "slot"


class Run:
    """A piece of text, the leaf of the tree.

    Attributes:
        text: The text, unescaped.
        role: Empty, or `open-quote` / `close-quote` for a quotation mark that the processor set, `stuck` for text
            whose first mark must stay where the author of the field put it, `affix` for the style's own text, or
            `slot` for marks moved inside a closing quotation mark.
    """

    __slots__ = ("role", "text")

    def __init__(self, text: str, role: str = "") -> None:
        self.text = text
        self.role = role

    def __repr__(self) -> str:
        return f"Run({self.text!r}{', ' + self.role if self.role else ''})"


class Span:
    """Runs with common formatting.

    Attributes:
        children: Runs and spans, in order.
        font: Pairs such as `("font-style", "italic")`, outermost last.
        quoted: The span stands in quotation marks (until `finish` sets them as runs).
        flip: The formatting comes from a field, so it turns over inside the same formatting (*A* Homo *study*).
        display: `block`, `left-margin`, `right-inline` or `indent`; else empty.
        href: Where the text links to; else empty.
        mark: What the span is, for those who look for it later: `names`, `name`, `year-suffix`, `nocase`,
            `number`; of a quotation in a field, the two marks as written; else empty.
        who: Of a span marked `name`, the whole name, also what initials hide; else empty.
    """

    __slots__ = ("children", "display", "flip", "font", "href", "mark", "quoted", "who")

    def __init__(
        self,
        children: list[Node],
        font: Font = (),
        *,
        quoted: bool = False,
        flip: bool = False,
        display: str = "",
        href: str = "",
        mark: str = "",
        who: str = "",
    ) -> None:
        self.children = children
        self.font = font
        self.quoted = quoted
        self.flip = flip
        self.display = display
        self.href = href
        self.mark = mark
        self.who = who

    def __repr__(self) -> str:
        names = ("font", "quoted", "flip", "display", "href", "mark")
        shown = "".join(f", {name}={getattr(self, name)!r}" for name in names if getattr(self, name))
        return f"Span({self.children!r}{shown})"

    def leaves(self) -> list[Run]:
        """Return the runs below this span, in order."""
        found: list[Run] = []
        _gather(self, found)
        return found

    def spans(self) -> Iterator[Span]:
        """Yield this span and all spans below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Span):
                yield from child.spans()

    def text(self) -> str:
        """Return the bare text."""
        return "".join([leaf.text for leaf in self.leaves()])


def _gather(span: Span, found: list[Run]) -> None:
    for child in span.children:
        if isinstance(child, Run):
            found.append(child)
        else:
            _gather(child, found)


Runs: TypeAlias = Span


def join(parts: list[Node], delimiter: str) -> list[Node]:
    """Put the delimiter between the parts."""
    if not delimiter or len(parts) < 2:
        return list(parts)
    joined: list[Node] = [parts[0]]
    for part in parts[1:]:
        joined.append(Run(delimiter))
        joined.append(part)
    return joined


def copy(node: Span) -> Span:
    """Return a deep copy, so that one rendering can be finished in several surroundings."""
    children: list[Node] = [
        Run(child.text, child.role) if isinstance(child, Run) else copy(child) for child in node.children
    ]
    return Span(
        children,
        node.font,
        quoted=node.quoted,
        flip=node.flip,
        display=node.display,
        href=node.href,
        mark=node.mark,
        who=node.who,
    )
