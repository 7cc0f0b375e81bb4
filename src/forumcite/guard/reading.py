"""A text as the guard reads it: folded but for its numerals, simplified, in lower case, with offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from forumcite.text import script
from forumcite.text.folds import LATE_FOLDS, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forumcite.text.view import View

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st no vs prof gen gov sen rep jr sr inc ltd co corp dept est approx jan feb mar apr jun jul aug sep "
    "sept oct nov dec mt ft capt col sgt rev hon messrs fig vol pp al".split()
)
_TERMINAL = ".!?…"
_MAY_END = re.compile(r"[.!?…;]")
_LINE_BREAK = re.compile(r"\n")
_FARTHEST = 400  # how far from a span a sentence is followed; beyond, the text has no sentences


@dataclass(frozen=True, eq=False)
class Reading:
    """The guard's reading of a text; each is equal to itself alone, so that what is made of it can be kept.

    `simple` runs parallel to `view.plain`, character for character.
    """

    original: str
    view: View

    @classmethod
    def of(cls, text: str) -> Reading:
        """Read a text; numbers stay as they are written, since 之一 must not become 之1 here."""
        return cls(text, fold(text, without=LATE_FOLDS))

    @cached_property
    def simple(self) -> str:
        """The folded text in simplified characters and lower case."""
        return lowered(script.simplified(self.view.text))

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """The positions in this reading of a span of the text."""
        return self.view.position_of(start), self.view.position_of(end)

    def between(self, start: int, end: int) -> str:
        """The original behind the positions `[start, end)`."""
        return self.original[self.view.starts[start] : self.view.ends[end - 1]] if start < end else ""

    def gap(self, position: int) -> str:
        """What the folds dropped between the characters at `position - 1` and `position` of the original."""
        if not 0 < position < len(self.view.text):
            return ""
        return self.original[self.view.ends[position - 1] : self.view.starts[position]]

    def breaks_paragraph(self, position: int) -> bool:
        """Whether a paragraph ends before `position`: a blank line, or a line that ends its sentence."""
        dropped = self.gap(position)
        if "\n" not in dropped and self.view.text[position - 1 : position] == " ":
            span = self.view.starts[position - 1], self.view.ends[position - 1]
            dropped = self.original[span[0] : span[1]]
            position -= 1
        if "\n" not in dropped:
            return False
        return dropped.count("\n") > 1 or self.view.text[position - 1] in _TERMINAL + '":;|'

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The positions of the sentence, or sentences, around `[start, end)`."""
        marks = self._marks
        farthest = min(end + _FARTHEST, len(self.simple))
        before = range(bisect_left(marks, start) - 1, bisect_left(marks, start - _FARTHEST) - 1, -1)
        first = next((marks[at] + 1 for at in before if self._ends_sentence(marks[at])), max(start - _FARTHEST, 0))
        if start < end and self._ends_sentence(end - 1):
            return first, end
        after = range(bisect_left(marks, end), bisect_left(marks, farthest))
        return first, next((marks[at] + 1 for at in after if self._ends_sentence(marks[at])), farthest)

    @cached_property
    def _marks(self) -> Sequence[int]:
        """The positions at which a sentence may end, ascending."""
        marks = {match.start() for match in _MAY_END.finditer(self.simple)}
        for line_break in _LINE_BREAK.finditer(self.original):
            # A break lies in a gap between two characters, or is folded into the space that stands for it.
            at = self.view.position_of(line_break.start())
            marks.update(range(max(0, at - 2), min(at + 1, len(self.simple))))
        return sorted(marks)

    def _ends_sentence(self, position: int) -> bool:
        """Whether the character at `position` is the last of its sentence."""
        character = self.simple[position]
        if self.breaks_paragraph(position + 1):
            return True
        if character not in _TERMINAL + ";":
            return False
        if character != ".":
            return True
        if self.original[self.view.starts[position]] in "。｡":
            return True
        after = self.simple[position + 1 : position + 2]
        # Within a number or a word the stop ends nothing: 1.8, example.org, U.S.
        if (
            after
            and self.view.starts[position + 1] == self.view.ends[position]
            and (after.isalnum() and after.isascii())
        ):
            return False
        # Behind a figure a letter abbreviates nothing: the 1970s.
        word = re.search(r"[0-9]?[a-z]+\Z", self.simple[max(0, position - 8) : position])
        return not (word and (word[0] in _ABBREVIATIONS or (len(word[0]) == 1 and word[0].isalpha())))


def lowered(text: str) -> str:
    """Lower case that keeps the length: İ becomes two characters in full lower case, and offsets would shift."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
