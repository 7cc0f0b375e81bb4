"""A view: folded text that knows, for each of its characters, the span of the original.

A fold only yields edits (start, end, replacement) against the text it is given; the bookkeeping of offsets stands
here, once. The idea is that of the alignments in Hugging Face tokenizers' NormalizedString; see docs/decisions.md.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Replacement(NamedTuple):
    """Put `text` in place of `[start, end)`; offsets count code points of the text that the fold was given."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """Folded text with the span of the original behind each character.

    `text[i]` stands for `[starts[i], ends[i])` of the original, in code points, half-open. `starts` never decreases,
    and neither does `ends`. Characters that one replacement made together share one span: such a span cannot be cut.
    `plain` is the text before the last fold, *script*, which keeps the length: `text` locates, `plain` decides.
    `fired` names the folds that changed something, in run order.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    plain: str
    fired: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> View:
        """The view of a text that nothing has folded yet."""
        return cls(text, range(len(text)), range(1, len(text) + 1), text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original behind `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def cuts_at(self, position: int) -> bool:
        """Whether an edge at `position` would cut characters that share one span of the original."""
        return (
            0 < position < len(self.text)
            and self.starts[position - 1] == self.starts[position]
            and self.ends[position - 1] == self.ends[position]
        )

    def position_of(self, offset: int) -> int:
        """The first position whose character begins at or after `offset` of the original."""
        return bisect_left(self.starts, offset)

    def replaced(self, name: str, replacements: Iterable[Replacement]) -> View:
        """This view after one pass of the fold `name`; the replacements are in order and do not overlap."""
        replacements = list(replacements)
        if all(len(text) == end - start for start, end, text in replacements):
            return self._rewritten(name, replacements)
        pieces: list[str] = []
        starts: array[int] = array("q")
        ends: array[int] = array("q")
        position = 0
        for start, end, text in replacements:
            pieces += (self.text[position:start], text)
            starts.extend(self.starts[position:start])
            ends.extend(self.ends[position:start])
            if text and len(text) == end - start:
                starts.extend(self.starts[start:end])
                ends.extend(self.ends[start:end])
            elif text:
                starts.extend([self.starts[start]] * len(text))
                ends.extend([self.ends[end - 1]] * len(text))
            position = end
        pieces.append(self.text[position:])
        starts.extend(self.starts[position:])
        ends.extend(self.ends[position:])
        text = "".join(pieces)
        return View(text, starts, ends, text, self._with(name))

    def _rewritten(self, name: str, replacements: Sequence[Replacement]) -> View:
        """This view after replacements that keep the length, so that all offsets stay."""
        pieces: list[str] = []
        position = 0
        for start, end, text in replacements:
            pieces += (self.text[position:start], text)
            position = end
        if not pieces:
            return self
        text = "".join((*pieces, self.text[position:]))
        return View(text, self.starts, self.ends, text, self._with(name))

    def translated(self, name: str, text: str) -> View:
        """This view after a pass that keeps the length, so that all offsets stay."""
        if text == self.text:
            return self
        return View(text, self.starts, self.ends, text, self._with(name))

    def located_by(self, name: str, text: str) -> View:
        """This view with a coarser `text` to locate in; `plain` stays as it is, to decide."""
        if text == self.text:
            return self
        return View(text, self.starts, self.ends, self.text, self._with(name))

    def _with(self, name: str) -> tuple[str, ...]:
        return self.fired if name in self.fired else (*self.fired, name)
