"""One passage on one line, shortened around what matters, with carets under it that are right under wide characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forumcite.report.style import pad, width
from forumcite.verdict import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forumcite.report.style import Style

# A passage with more differences than this shows the first ones and an ellipsis; the list below it has the rest.
_MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A run of visible text; `colour` is empty for plain text, `marked` puts carets under it."""

    text: str
    colour: str = ""
    marked: bool = False


def excerpt(text: str, focus: Span, marks: Sequence[Span], style: Style) -> list[Token]:
    """The part `focus` of a text as tokens, at most about `style.columns` wide, every mark or its edges kept.

    Spans count code points of `text`. Empty marks only keep the text around them.
    """
    marks = sorted(Span(max(m.start, focus.start), min(m.end, focus.end)) for m in marks)
    marks = [mark for mark in marks if mark.start <= mark.end]
    kept = [focus] if _fits(text, focus, style) else _shorten(text, focus, marks, style)
    tokens: list[Token] = []
    ellipsis = Token(style.sign("…"), "faint")
    for number, part in enumerate(kept):
        if number or part.start > focus.start:
            tokens.append(ellipsis)
        tokens += _marked(text, part, marks, style)
    if kept[-1].end < focus.end:
        tokens.append(ellipsis)
    return tokens


def shorten(text: str, columns: int, style: Style) -> str:
    """Untrusted text as visible text of at most about `columns` cells, its middle left out."""
    if len(text) <= columns and width(shown := style.show(text)) <= columns:
        return shown
    half = columns // 2
    start = _grow(text, 0, len(text), half, style)
    end = len(text) - _grow(text, len(text), 0, half, style)
    return style.show(text[:start]) + style.sign("…") + style.show(text[end:]) if start < end else style.show(text)


def _fits(text: str, part: Span, style: Style) -> bool:
    if part.end - part.start > style.columns:
        return False
    return width(style.show(text[part.start : part.end])) <= style.columns


def _shorten(text: str, focus: Span, marks: Sequence[Span], style: Style) -> list[Span]:
    """Parts of the focus: around each mark, or its two ends where nothing is marked."""
    places = _edges(marks, style.columns)[:_MOST_PLACES]
    if not places:
        places = [Span(focus.start, focus.start), Span(focus.end, focus.end)]
    room = max(12, style.columns // (2 * len(places)))
    parts = [
        Span(
            place.start - _grow(text, place.start, focus.start, room, style),
            place.end + _grow(text, place.end, focus.end, room, style),
        )
        for place in places
    ]
    return _merge(parts)


def _edges(marks: Iterable[Span], columns: int) -> list[Span]:
    """The marks, a very long one replaced by its two ends."""
    places: list[Span] = []
    for mark in marks:
        if mark.end - mark.start <= columns // 2:
            places.append(mark)
        else:
            edge = columns // 6
            places += [Span(mark.start, mark.start + edge), Span(mark.end - edge, mark.end)]
    return places


def _grow(text: str, start: int, limit: int, columns: int, style: Style) -> int:
    """How many code points from `start` towards `limit` (exclusive) fit in a number of cells."""
    step = 1 if limit >= start else -1
    used = count = 0
    position = start
    while position != limit:
        character = text[position if step > 0 else position - 1]
        # A combining mark counts as one, so a pile of them is bounded too.
        used += max(1, width(style.show(character)))
        if used > columns:
            break
        position += step
        count += 1
    return count


def _merge(parts: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for part in sorted(parts):
        if merged and part.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, part.end))
        else:
            merged.append(part)
    return merged


def _marked(text: str, part: Span, marks: Iterable[Span], style: Style) -> list[Token]:
    """The part as plain and marked tokens."""
    tokens: list[Token] = []
    position = part.start
    for mark in marks:
        start, end = max(mark.start, position), min(mark.end, part.end)
        if start >= end:
            continue
        tokens.append(Token(style.show(text[position:start])))
        tokens.append(Token(style.show(text[start:end]), "mark", marked=True))
        position = end
    tokens.append(Token(style.show(text[position : part.end])))
    return [token for token in tokens if token.text]


def draw(label: str, tokens: Sequence[Token], style: Style) -> list[str]:
    """The labelled line of tokens, and under it, where something is marked, the line of carets."""
    lines = [(label + "".join(style.paint(token.text, token.colour) for token in tokens)).rstrip()]
    if any(token.marked for token in tokens):
        carets = " " * width(label) + "".join(_caret(token) for token in tokens)
        lines.append(style.paint(carets.rstrip(), "red"))
    return lines


def _caret(token: Token) -> str:
    cells = width(token.text)
    # A lone combining mark takes no cell; its caret stands under the character that bears it, or after it.
    return "^" * max(1, cells) if token.marked else pad("", cells)
