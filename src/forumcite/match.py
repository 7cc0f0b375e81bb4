"""Find a string in a string: every exact occurrence, or the nearest passage with exact ends.

Strings only; nothing here knows of folds or claims. The approximate search is Myers' bit-parallel algorithm
(G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", J. ACM 46(3),
1999) on Python's unbounded integers, so that a pattern of any length is one word. On long texts rapidfuzz finds the
window first: its `partial_ratio_alignment` finds the place, but its window has the length of the needle, so that the
ends are wrong on four of five edited quotes (docs/decisions.md); Myers gives the ends.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Up to here the whole text is searched exactly; measured, 20,000 characters take about 10 ms.
_WHOLE_TEXT = 20_000
# Work bound of the approximate search, in pattern length × text length; about two seconds.
WORK_LIMIT = 2_000_000_000


class Match(NamedTuple):
    """A passage `text[start:end]` at edit distance `errors` from the pattern; code points, half-open."""

    start: int
    end: int
    errors: int


class Step(NamedTuple):
    """One step that turns `source[i:j]` into `quote[k:l]`: `replace`, `insert` or `delete` (as in rapidfuzz)."""

    op: str
    source_start: int
    source_end: int
    quote_start: int
    quote_end: int


def occurrences(pattern: str, text: str, limit: int = 1000) -> Iterator[int]:
    """The starts of all occurrences, overlapping ones included, at most `limit`."""
    position = text.find(pattern)
    while position >= 0 and limit > 0:
        yield position
        limit -= 1
        position = text.find(pattern, position + 1)


def best_matches(pattern: str, text: str, maximum: int) -> list[Match]:
    """All passages at the smallest edit distance from the pattern, if that is at most `maximum`.

    Of the starts that belong to one end, the one whose length is nearest the pattern's is given, then the leftmost.
    """
    return list(_best(pattern, text, maximum))


def _best(pattern: str, text: str, maximum: int) -> Iterator[Match]:
    """The same one by one, by their ends; each costs a search backwards."""
    if not pattern:
        return
    distances = _end_distances(pattern, text)
    smallest = min(distances)
    if smallest > maximum:
        return
    for end, distance in enumerate(distances):
        if distance == smallest:
            yield Match(_start_of(pattern, text, end, distance), end, distance)


# Of more passages at the same distance than these, which only a text that repeats itself has, the first are compared.
_MOST_TIES = 100


def nearest(pattern: str, text: str, maximum_rate: float) -> Match | None:
    """The passage nearest to the pattern, or None where none is within `maximum_rate` errors per character.

    Ties go to the length nearest the pattern's (so that a replaced end is replaced, not dropped), then to the left.
    """
    maximum = int(len(pattern) * maximum_rate)
    begin, finish = 0, len(text)
    if len(text) > _WHOLE_TEXT:
        window = _window(pattern, text)
        if window is None:
            return None
        begin, finish = window
    best = min(
        islice(_best(pattern, text[begin:finish], maximum), _MOST_TIES),
        key=lambda match: (abs(match.end - match.start - len(pattern)), match.start),
        default=None,
    )
    if best is None:
        return None
    return Match(best.start + begin, best.end + begin, best.errors)


def steps(source: Sequence[str], quote: Sequence[str]) -> list[Step]:
    """The edits that turn one sequence of tokens into another, fewest first, unchanged stretches left out."""
    from rapidfuzz.distance import Levenshtein

    return [
        Step(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(source, quote)
        if op.tag != "equal"
    ]


def distance(source: Sequence[str], quote: Sequence[str]) -> int:
    """How many tokens must be put in, left out or replaced to turn one sequence into the other."""
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(source, quote))


def similarity(one: str, other: str) -> float:
    """1 − edit distance ÷ longer length; 1.0 for two empty strings."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(one, other))


# Pieces of the pattern that must stand literally in the text for a place to be looked at.
_SEED = 8
# Above this length only seeds locate: rapidfuzz's alignment takes minutes on patterns of tens of thousands.
_LONGEST_ALIGNED = 400


def _window(pattern: str, text: str) -> tuple[int, int] | None:
    """Where in a long text the pattern most likely stands, with a margin for insertions."""
    margin = len(pattern) // 2 + 16
    start = _seeded(pattern, text)
    if start is None and len(pattern) <= _LONGEST_ALIGNED:
        from rapidfuzz.fuzz import partial_ratio_alignment

        found = partial_ratio_alignment(pattern, text, score_cutoff=40)
        start = found.dest_start if found else None
    if start is None:
        return None
    return max(0, start - margin), min(len(text), start + len(pattern) + margin)


def _seeded(pattern: str, text: str) -> int | None:
    """The start on which most literal pieces of the pattern agree, give or take what was inserted between them."""
    votes: dict[int, list[int]] = {}
    slack = max(_SEED, len(pattern) // 8)
    for offset in range(0, len(pattern) - _SEED + 1, _SEED):
        for position in occurrences(pattern[offset : offset + _SEED], text, 50):
            votes.setdefault((position - offset) // slack, []).append(position - offset)
    if not votes:
        return None
    best = max(votes, key=lambda bucket: (len(votes[bucket]) + len(votes.get(bucket + 1, ())), -bucket))
    return min(votes[best])


def _end_distances(pattern: str, text: str, *, carry: int = 0) -> list[int]:
    """For each end in the text, from 0, the smallest distance of a passage that ends there from the pattern.

    With `carry` 1 the passage must begin where the text does: the bit makes the first row grow.
    """
    length = len(pattern)
    everything, last = (1 << length) - 1, 1 << (length - 1)
    places: dict[str, int] = {}
    for index, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << index
    positive, negative, score = everything, 0, length
    distances = [score]
    for character in text:
        equal = places.get(character, 0)
        vertical = equal | negative
        horizontal = (((equal & positive) + positive) ^ positive) | equal
        increase = negative | (everything & ~(horizontal | positive))
        decrease = positive & horizontal
        if increase & last:
            score += 1
        elif decrease & last:
            score -= 1
        increase = ((increase << 1) | carry) & everything
        decrease = (decrease << 1) & everything
        positive = decrease | (everything & ~(vertical | increase))
        negative = increase & vertical
        distances.append(score)
    return distances


def _start_of(pattern: str, text: str, end: int, distance: int) -> int:
    """The start of a passage that ends at `end` with this distance: the same search, backwards."""
    reach = min(end, len(pattern) + distance)
    backwards = _end_distances(pattern[::-1], text[end - reach : end][::-1], carry=1)
    lengths = [length for length, errors in enumerate(backwards) if errors == distance]
    return end - min(lengths, key=lambda length: (abs(length - len(pattern)), -length))
