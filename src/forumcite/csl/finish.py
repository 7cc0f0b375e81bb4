"""The last pass over a rendered tree: quotation marks, turned formatting, and punctuation where pieces meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.csl.runs import AFFIX, CLOSE, OPEN, SLOT, STUCK, Font, Node, Run, Span

if TYPE_CHECKING:
    from forumcite.csl.locale import Locale

# What two marks become where two pieces meet; a pair that is not listed stays. The CSL test suite fixes the table in
# its cases punctuation_FullMonty*.
_MEET = {
    "::": ":", ":.": ":", ":!": "!", ":?": "?",
    "..": ".",
    ";:": ";", ";.": ";", ";;": ";", ";!": "!", ";?": "?",
    "!:": "!", "!.": "!", "!!": "!",
    "?:": "?", "?.": "?", "??": "?",
    ",,": ",",
    "  ": " ",
    "\N{NO-BREAK SPACE} ": "\N{NO-BREAK SPACE}", " \N{NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
    "，，": "，", "。。": "。", "：：": "：", "；；": "；", "、、": "、",
    "。.": "。", ".。": "。", "？.": "？", "！.": "！", "？。": "？", "！。": "！", ",，": "，", "，,": "，",
}  # fmt: skip
_ENDED = frozenset({". "})  # a full stop and its space do not stand twice in a row
_INTO_QUOTE = frozenset(".,!?")
_ENGLISH = ("“”", "‘’")
_ENDS = frozenset(".!?")
_OPPOSITES = {
    ("font-style", "italic"): ("font-style", "normal"),
    ("font-style", "oblique"): ("font-style", "normal"),
    ("font-weight", "bold"): ("font-weight", "normal"),
    ("font-variant", "small-caps"): ("font-variant", "normal"),
}
_NESTED = frozenset({"sup", "sub"})  # what says something new inside itself
_PLAIN = frozenset({"normal", "none", "baseline"})


def finish(tree: Span, locale: Locale, *, nest_brackets: bool = False) -> Span:
    """Set quotation marks and turned formatting, and tidy the punctuation, in place.

    Args:
        tree: A rendered cite, cluster or entry.
        locale: Whose quotation marks and `punctuation-in-quote` hold.
        nest_brackets: Turn a style's round brackets inside round brackets into square ones.

    Returns:
        The same tree.
    """
    _Settle(locale).span(tree, {}, 0)
    everything = list(tree.leaves())
    leaves = [leaf for leaf in everything if leaf.text]
    if nest_brackets:
        _nest_brackets(leaves)
    _merge(leaves)
    if locale.punctuation_in_quote:
        _move_into_quotes(everything)
    else:
        _drop_after_quotes(everything)
    _prune(tree)
    return tree


class _Settle:
    def __init__(self, locale: Locale) -> None:
        self.marks = [
            (locale.term("open-quote") or "“", locale.term("close-quote") or "”"),
            (locale.term("open-inner-quote") or "‘", locale.term("close-inner-quote") or "’"),
        ]

    def span(self, span: Span, font: dict[str, str], depth: int) -> None:
        if span.mark == "nodecor":
            span.font = tuple(_OPPOSITES[pair] for pair in font.items() if pair in _OPPOSITES)
        if span.font:
            if span.flip:
                span.font = tuple(_turn(pair, font) for pair in span.font)
            span.font = tuple(
                (key, value)
                for key, value in span.font
                if (font.get(key, value) != value if value in _PLAIN else font.get(key) != value or value in _NESTED)
            )
            font = {**font, **dict(span.font)}
        inner = depth + 1 if span.quoted else depth
        for child in span.children:
            if isinstance(child, Span):
                self.span(child, font, inner)
        if span.quoted and span.children:
            opening, closing = tuple(span.mark) if self._stays(span, depth) else self.marks[depth % 2]
            span.children.insert(0, Run(opening, OPEN))
            span.children += [Run("", SLOT), Run(closing, CLOSE)]

    def _stays(self, span: Span, depth: int) -> bool:
        """Whether marks stay as written: typographic ones outside others, and anywhere those of other languages."""
        if len(span.mark) != 2:
            return False
        return not depth or (span.mark not in _ENGLISH and (span.mark[0], span.mark[1]) not in self.marks)


def _turn(pair: tuple[str, str], font: dict[str, str]) -> tuple[str, str]:
    return _OPPOSITES.get(pair, pair) if font.get(pair[0]) == pair[1] else pair


def _nest_brackets(leaves: list[Run]) -> None:
    depth = 0
    for leaf in leaves:
        if leaf.role != AFFIX or not ("(" in leaf.text or ")" in leaf.text):
            continue
        letters = list(leaf.text)
        for i, letter in enumerate(letters):
            if letter == "(":
                depth += 1
                letters[i] = "(" if depth % 2 else "["
            elif letter == ")" and depth:
                letters[i] = ")" if depth % 2 else "]"
                depth -= 1
        leaf.text = "".join(letters)


def _merge(leaves: list[Run]) -> None:
    previous: Run | None = None
    for leaf in leaves:
        while previous and leaf.text and leaf.role != STUCK:
            met = _MEET.get(previous.text[-1] + leaf.text[0])
            if met is not None:
                previous.text = previous.text[:-1] + met
                leaf.text = leaf.text[1:]
            elif previous.text[-2:] in _ENDED and previous.text[-2] == leaf.text[0]:
                leaf.text = leaf.text[1:]
            else:
                break
        if leaf.text:
            previous = leaf


def _move_into_quotes(leaves: list[Run]) -> None:
    """Move marks that follow closing quotation marks before the first of them, into the slot that is kept there."""
    inside: Run | None = None
    slot: Run | None = None
    closed = False
    for leaf in leaves:
        if leaf.role == SLOT:
            slot = slot if closed else leaf
        elif leaf.role == CLOSE:
            closed = True
        elif leaf.text:
            if closed and slot and inside and leaf.role != STUCK:
                _move(leaf, slot, inside)
            if leaf.text:
                inside, slot, closed = leaf, None, False


def _move(leaf: Run, slot: Run, inside: Run) -> None:
    while leaf.text and leaf.text[0] in _INTO_QUOTE:
        last = slot if slot.text else inside
        met = _MEET.get(last.text[-1] + leaf.text[0])
        if met:
            last.text = last.text[:-1] + met
        else:
            slot.text += leaf.text[0]
        leaf.text = leaf.text[1:]


def _drop_after_quotes(leaves: list[Run]) -> None:
    """Leave out a full stop after a quotation that ends with a mark of its own: ‘Why?’ Not ‘Why?’."""
    inside, quoted = "", False
    for leaf in leaves:
        if leaf.role == CLOSE:
            quoted = True
        elif leaf.text and leaf.role != SLOT:
            if quoted and leaf.text[0] == "." and inside[-1:] in _ENDS and leaf.role != STUCK:
                leaf.text = leaf.text[1:]
            if leaf.text:
                inside, quoted = leaf.text, False


def _prune(span: Span) -> None:
    kept: list[Node] = []
    for child in span.children:
        if isinstance(child, Run):
            if child.text:
                kept.append(child)
        else:
            _prune(child)
            if child.children:
                kept.append(child)
    span.children = kept


def font_of(attrib: dict[str, str]) -> Font:
    """Return the formatting attributes of a style element, innermost first."""
    keys = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")
    return tuple((key, attrib[key]) for key in keys if key in attrib)
