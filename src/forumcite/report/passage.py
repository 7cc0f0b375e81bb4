"""One quote in its context: the paragraph of the source around it, the quote marked under each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.messages import Message, term
from forumcite.report.escape import defuse
from forumcite.report.excerpt import shorten
from forumcite.report.style import PLAIN, Style, pad, width
from forumcite.verdict import Outcome, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.findings import Result

# Code points of context on each side, where the paragraph is longer.
_REACH = 300


def render(result: Result, text: str, style: Style = PLAIN, *, statement: str = "", speaker: str = "") -> str:
    """The claim, its quote, and the passage of the source `text` in its paragraph."""
    judgement = result.judgement
    sign, colour = {Outcome.PASS: ("✓", "green"), Outcome.REVIEW: ("?", "yellow"), Outcome.FAIL: ("✗", "red")}[
        result.outcome
    ]
    name = result.claim if not result.evidence else f"{result.claim} #{result.evidence + 1}"
    place = f"{style.show(result.location.file)}:{result.location.line}:{result.location.column}"
    verdict = style.say(term("verdict", result.verdict.value))
    headline = (f"{style.sign(sign)} {verdict}", colour), (style.show(name), "bold"), (place, "faint")
    lines = ["  ".join(style.paint(*part) for part in headline)]
    told = (
        (Message("statement"), statement),
        (Message("speaker"), speaker),
        (Message("quote"), result.quote),
        (Message("reason"), style.say(judgement.reason or "")),
    )
    lines += [f"    {_label(key, style)}{shorten(value, 4 * style.columns, style)}" for key, value in told if value]
    source = _label(Message("source"), style)
    if judgement.start is None or judgement.end is None or not text:
        nothing = Message("{source}: no passage was located", source=style.show(result.source))
        lines.append(f"    {source}{style.say(nothing)}")
        return "\n".join(map(defuse, lines)) + "\n"
    span = Span(judgement.start, judgement.end)
    lines.append(f"    {source}{style.paint(_where(result, span, style), 'faint')}")
    lines += ["", *_context(text, span, style)]
    return "\n".join(map(defuse, lines)) + "\n"


def _label(word: Message, style: Style) -> str:
    return pad(style.say(word), 10)


def _where(result: Result, span: Span, style: Style) -> str:
    offsets = f"[{span.start}{style.sign('–')}{span.end}]"
    if place := result.source_location:
        return f"{style.show(place.file)}:{place.line}:{place.column} {offsets}"
    return f"{style.show(result.source)} {offsets}"


def _context(text: str, span: Span, style: Style) -> Iterator[str]:
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH)
    stop = text.find("\n", span.end)
    stop = min(len(text) if stop < 0 else stop, span.end + _REACH)
    cut_before = start > 0 and text[start - 1] != "\n"
    cut_after = stop < len(text) and text[stop] != "\n"
    stop -= text[stop - 1] == "\r" and stop > span.end
    line = style.sign("…") if cut_before else ""
    used = width(line)
    carets = " " * used
    for position in range(start, stop):
        inside = span.start <= position < span.end
        shown = style.show(text[position])
        cells = width(shown)
        if used + cells > style.columns:
            yield from _line(line, carets, style)
            line, carets, used = "", "", 0
        line += style.paint(shown, "mark") if inside else shown
        carets += ("^" if inside else " ") * cells
        used += cells
    yield from _line(line + (style.sign("…") if cut_after else ""), carets, style)


def _line(line: str, carets: str, style: Style) -> Iterator[str]:
    # An indent of our own: no line may begin with words that a stranger wrote, see escape.line_start.
    bar = style.paint("|", "faint")
    yield f"    {bar} {line}"
    if carets.strip():
        yield f"    {bar} {style.paint(carets.rstrip(), 'red')}"
