"""The markup that CSL-JSON fields may hold: `<i>`, `<b>`, `<sc>`, `<sup>`, `<sub>`, spans, and quotation marks.

A field's quotation marks become quoted spans, so that the processor can set the marks that the place asks for; marks
that are typographic already stay as they are unless they stand inside others. An apostrophe becomes ’. Markup that is
not closed, or not known, is text.
"""

from __future__ import annotations

import re

from forumcite.csl.runs import STUCK, Font, Node, Run, Span

MAX_MARKUP = 20_000  # characters; a longer field is not looked through for markup
_SPECIAL = re.compile(r"[<\"'“”‘’«»„‚‹›]")
_TOKEN = re.compile(r"<[^<>]{1,60}>|[\"'“”‘’«»„‚‹›]")
_TAGS: dict[str, tuple[Font, str]] = {
    "i": ((("font-style", "italic"),), ""),
    "b": ((("font-weight", "bold"),), ""),
    "sc": ((("font-variant", "small-caps"),), ""),
    "sup": ((("vertical-align", "sup"),), ""),
    "sub": ((("vertical-align", "sub"),), ""),
    "u": ((("text-decoration", "underline"),), ""),
}
_SPAN = re.compile(r"<span\s+(style|class)\s*=\s*[\"']\s*([^\"']*?);?\s*[\"']\s*>")
_CLOSERS = {"“": "”", "‘": "’", "«": "»", "„": "“”", "‚": "‘’", "‹": "›", '"': '"', "'": "'"}


def parse_rich(text: str) -> list[Node]:
    """Parse a field into runs and spans; one that is very long is taken as it is."""
    if not _SPECIAL.search(text) or len(text) > MAX_MARKUP:
        return [Run(text)] if text else []
    return _Parser(text).parse()


class _Open:
    """A tag or mark that waits for its end, with what stands before it in its parent."""

    __slots__ = ("children", "font", "literal", "mark", "quote", "tag")

    def __init__(self, tag: str, literal: str, font: Font = (), mark: str = "", quote: str = "") -> None:
        self.tag = tag
        self.literal = literal
        self.font = font
        self.mark = mark
        self.quote = quote
        self.children: list[Node] = []


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.stack = [_Open("", "")]
        self.after_quote = False

    def parse(self) -> list[Node]:
        position = 0
        for match in _TOKEN.finditer(self.text):
            self._add_text(self.text[position : match.start()])
            piece = match.group()
            if piece[0] == "<" and len(piece) > 1:
                self._tag(piece)
            else:
                self._mark(piece, match.start())
            position = match.end()
        self._add_text(self.text[position:])
        while len(self.stack) > 1:
            self._abandon()
        return self.stack[0].children

    def _add_text(self, text: str) -> None:
        if not text:
            return
        children = self.stack[-1].children
        if children and isinstance(children[-1], Run):
            children[-1].text += text
        else:
            children.append(Run(text, STUCK if self.after_quote else ""))
        self.after_quote = False

    def _tag(self, piece: str) -> None:
        name = piece[1:-1].strip().lower()
        if name.startswith("/"):
            self._end_tag(name[1:].strip(), piece)
            return
        opened = _opening(name, piece)
        if opened is None:
            self._add_text(piece)
        else:
            self.stack.append(opened)

    def _end_tag(self, name: str, piece: str) -> None:
        if not any(frame.tag == name for frame in self.stack[1:]):
            self._add_text(piece)
            return
        while self.stack[-1].tag != name:
            self._abandon()
        frame = self.stack.pop()
        self.stack[-1].children.append(Span(frame.children, frame.font, flip=True, mark=frame.mark))

    def _mark(self, piece: str, position: int) -> None:
        before = self._neighbour(position, -1)
        after = self._neighbour(position, +1)
        open_frame = next((frame for frame in reversed(self.stack) if frame.quote and piece in frame.quote), None)
        if open_frame is not None and self._may_close(piece, before, after):
            self._close_quote(open_frame, piece)
        elif self._may_open(piece, before, after) and self._has_closer(piece, position):
            self.stack.append(_Open("", piece, quote=_CLOSERS[piece]))
        else:
            self._add_text("’" if piece in "'‘’" and piece != "‘" else piece)

    def _neighbour(self, position: int, step: int) -> str:
        """Return the character beside the mark, tags skipped; a space at the edge."""
        i = position + step
        while 0 <= i < len(self.text):
            if step > 0 and self.text[i] == "<" and (tag := _TOKEN.match(self.text, i)) and len(tag.group()) > 1:
                i = tag.end()
            elif (
                step < 0
                and self.text[i] == ">"
                and (start := self.text.rfind("<", 0, i)) >= 0
                and _TOKEN.fullmatch(self.text, start, i + 1)
            ):
                i = start - 1
            else:
                return self.text[i]
        return " "

    @staticmethod
    def _may_close(piece: str, before: str, after: str) -> bool:
        if piece in "'’":
            return not after.isalnum() and not before.isspace()
        return piece != '"' or not before.isspace()

    @staticmethod
    def _may_open(piece: str, before: str, after: str) -> bool:
        if piece not in _CLOSERS or after.isspace():
            return False
        return piece not in "\"'" or not before.isalnum()

    def _has_closer(self, piece: str, position: int) -> bool:
        """Whether a mark that may close this one follows."""
        for match in _TOKEN.finditer(self.text, position + 1):
            mark = match.group()
            if mark in _CLOSERS[piece] and self._may_close(
                mark, self._neighbour(match.start(), -1), self._neighbour(match.start(), +1)
            ):
                return match.start() > position + 1
        return False

    def _close_quote(self, frame: _Open, piece: str) -> None:
        while self.stack[-1] is not frame:
            self._abandon()
        self.stack.pop()
        written = frame.literal + piece if frame.literal not in "\"'" else ""
        self.stack[-1].children.append(Span(frame.children, quoted=True, flip=True, mark=written))
        self.after_quote = True

    def _abandon(self) -> None:
        """Turn what was never closed back into text."""
        frame = self.stack.pop()
        self._add_text("’" if frame.literal == "'" else frame.literal)
        self.stack[-1].children.extend(frame.children)


def _opening(name: str, piece: str) -> _Open | None:
    if name in _TAGS:
        font, mark = _TAGS[name]
        return _Open(name, piece, font, mark)
    if match := _SPAN.fullmatch(piece):
        kind, value = match.groups()
        if kind == "class":
            return _Open("span", piece, mark=value if value in ("nocase", "nodecor") else "")
        key, _, setting = value.partition(":")
        return _Open("span", piece, ((key.strip(), setting.strip()),))
    return _Open("span", piece) if name == "span" else None
