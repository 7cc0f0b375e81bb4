"""What no variable of CSL can hold and a manual asks for, put into a rendered citation or entry.

An addition names the words of the rendering behind which it stands. Formatting and quotation marks that end with these
words end before the addition, and a mark that the style moved inside the quotation marks goes behind it:
“Title.” becomes “Title” [translation].
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forumcite.csl.runs import CLOSE, Node, Run, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLOSING = "”’»」』"
_ANY_MARK = "“”‘’\"'"


class Addition(NamedTuple):
    """Words behind other words.

    Attributes:
        behind: The words of the rendering.
        nodes: What stands behind them.
    """

    behind: str
    nodes: tuple[Node, ...]


def add_behind(tree: Span, addition: Addition) -> bool:
    """Put an addition behind the first place where its words stand.

    Returns:
        Whether they stand in the tree.
    """
    leaves = list(tree.leaves())
    text = "".join(leaf.text for leaf in leaves)
    found = re.search(_pattern(addition.behind), text, re.IGNORECASE) if addition.behind else None
    if not found:
        return False
    end = found.end()
    moved = re.match(rf"([.,])(?=[{_CLOSING}])", text[end:])
    if moved:
        _cut(leaves, end, end + 1)
        text = text[:end] + text[end + 1 :]
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    _insert(tree, end, [*addition.nodes, *([Run(moved[1])] if moved else [])])
    return True


def _pattern(words: str) -> str:
    """The words in any case, and with any quotation marks, which turn inside others."""
    return "".join(f"[{_ANY_MARK}]" if sign in _ANY_MARK else re.escape(sign) for sign in words)


def replace_code(tree: Span, code: str) -> bool:
    """Write another code of a type where GB/T 7714 prints one: [M/OL] becomes [G/OL].

    Returns:
        Whether there is one.
    """
    for leaf in tree.leaves():
        # The code may stand in a run of its own, so the bracket before it is looked for in the whole text.
        if re.fullmatch(r"[A-Z]{1,2}", leaf.text) and _stands_in_brackets(tree, leaf):
            leaf.text = code
            return True
        found = re.search(r"(?<=\[)[A-Z]{1,2}(?=[]/])", leaf.text)
        if found:
            leaf.text = leaf.text[: found.start()] + code + leaf.text[found.end() :]
            return True
    return False


def _stands_in_brackets(tree: Span, wanted: Run) -> bool:
    before, after, seen = "", "", False
    for leaf in tree.leaves():
        if leaf is wanted:
            seen = True
        elif seen:
            after += leaf.text
        else:
            before += leaf.text
    return before.endswith("[") and after.startswith(("]", "/"))


def _cut(leaves: Sequence[Run], start: int, end: int) -> None:
    at = 0
    for leaf in leaves:
        size = len(leaf.text)
        leaf.text = leaf.text[: max(start - at, 0)] + leaf.text[max(end - at, 0) :]
        at += size


def _insert(span: Span, at: int, nodes: list[Node]) -> None:
    """Insert nodes at a place in a span's text, as high in the tree as it ends a piece there."""
    position = 0
    for index, child in enumerate(span.children):
        size = len(child.text) if isinstance(child, Run) else len(child.text())
        last = position + size
        if at == last and not _goes_on(span.children[index + 1 :]):
            span.children[index + 1 : index + 1] = nodes
            return
        if at < last:
            if isinstance(child, Span):
                _insert(child, at - position, nodes)
            else:
                before, after = child.text[: at - position], child.text[at - position :]
                span.children[index : index + 1] = [Run(before, child.role), *nodes, Run(after, child.role)]
            return
        position = last
    span.children += nodes


def _goes_on(rest: Sequence[Node]) -> bool:
    """Whether a closing quotation mark, which belongs to what stands before, is next."""
    following = next((leaf for node in rest for leaf in ((node,) if isinstance(node, Run) else node.leaves())), None)
    return following is not None and following.role == CLOSE and not following.text
