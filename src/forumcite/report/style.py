"""How text is drawn: colour or none, which signs the console can encode, how much is told, how wide a line is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from forumcite.report.escape import encodable, visible

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bold": "1", "faint": "2", "mark": "1;31"}
# Each sign, and what stands for it where the console cannot encode it (cp936, cp950 and cp1252 lack ✓).
_FALLBACKS = {
    "✓": "ok",
    "✗": "FAIL",
    "?": "?",
    "○": "open",
    "→": "->",
    "−": "-",
    "–": "-",
    "…": "...",
    "·": "-",
    "【": "[[",
    "】": "]]",
    "⏎": "<U+000A>",
}


@dataclass(frozen=True, slots=True)
class Style:
    """A way to draw text for a person.

    `verbosity` is −1 for the summary alone, 0 for what needs attention, 1 for passes and notes too.
    `columns` is the width that a passage is shortened to, in terminal cells.
    """

    colour: bool = False
    encoding: str = "utf-8"
    verbosity: int = 0
    columns: int = 88

    def paint(self, text: str, colour: str) -> str:
        """The text in a colour, where colours are wanted; no colour is the empty word."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour and colour and text else text

    def sign(self, sign: str) -> str:
        """The sign itself, or what stands for it on this console."""
        return sign if encodable(sign, self.encoding) else _FALLBACKS[sign]

    def show(self, text: str) -> str:
        """Untrusted text as one safe line; a line break in it is drawn as a sign."""
        lines = text.replace("\r\n", "\n").split("\n")
        return self.sign("⏎").join(visible(line, self.encoding) for line in lines)


PLAIN = Style()


def width(text: str) -> int:
    """The number of terminal cells that visible text takes: two for a Han character, none for a combining mark."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    cells = wcswidth(text)
    return cells if cells >= 0 else sum(map(_cells, text))


def _cells(character: str) -> int:
    # Only for text that wcwidth refuses as a whole, which visible text never is.
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, cells: int) -> str:
    """The text, filled with spaces to a number of terminal cells."""
    return text + " " * max(0, cells - width(text))
