"""How text is drawn: colour or none, which signs the console can encode, how much is told, how wide a line is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from forumcite.messages import ENGLISH, translated
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
    `columns` is the width that a passage is shortened to, in terminal cells. `language` is one of messages.LANGUAGES.
    """

    colour: bool = False
    encoding: str = "utf-8"
    verbosity: int = 0
    columns: int = 88
    language: str = ENGLISH

    def say(self, text: str) -> str:
        """A message in the language of this style; its values are not made safe to print, see `show`."""
        return translated(text, self.language)

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


# Where a line may end: behind spaces, and between wide characters but for the marks that may not begin or end a line
# (https://www.w3.org/TR/clreq/, prohibition rules for line start and line end).
_WIDE = "\u2e80-\u2fff\u3003-\u3007\u3012-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_OPENING, _CLOSING = "（《〈「『【〔“‘", "，。、；：！？…—）》〉」』】〕”’"
# A text, which `re` compiles when it is first used: that takes longer than most commands.
_BREAK = rf"(?<=[{_WIDE}{_CLOSING}])(?=[{_WIDE}{_OPENING}])|(?<=[，。、；：！？])(?=[^\s{_CLOSING}])|(?<=\s)(?=\S)"


def wrap(text: str, columns: int) -> list[str]:
    """The lines of a paragraph, each of at most `columns` cells where nothing that may not be parted is wider."""
    lines = [""]
    for piece in re.split(_BREAK, text.strip()):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def pad(text: str, cells: int) -> str:
    """The text, filled with spaces to a number of terminal cells."""
    return text + " " * max(0, cells - width(text))
