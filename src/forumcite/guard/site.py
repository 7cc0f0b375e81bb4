"""Where a quote stands: its folded sentence split in three."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from forumcite.guard.reading import Reading


class Site(NamedTuple):
    """A quote at the positions `[start, end)` of a reading, with the rest of its sentence before and after it."""

    reading: Reading
    start: int
    end: int
    before: str
    quote: str
    after: str

    @classmethod
    def at(cls, reading: Reading, start: int, end: int) -> Site | None:
        """The site of the span `[start, end)` of the original, or None where nothing of it is left after folding."""
        first, last = reading.bounds(start, end)
        if first >= last:
            return None
        sentence_start, sentence_end = reading.sentence(first, last)
        simple = reading.simple
        return cls(reading, first, last, simple[sentence_start:first], simple[first:last], simple[last:sentence_end])

    def touches(self, position: int) -> bool:
        """Whether the characters around `position` touch in the original."""
        return self.reading.gap(position) == "" and not self.reading.view.text[position - 1 : position].isspace()

    def raw(self, position: int) -> str:
        """The character of the original behind `position`."""
        return self.reading.original[self.reading.view.starts[position]]
