"""A sentence of a statement set beside the sentence of the evidence that is worded most like it.

Where the two are close, every place in which they differ can be read: what stands on either side between words that are
the same. Where nothing is close, the statement is a paraphrase, and only the typed facts of the other modules count.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.statement.texts import HAN, STOP_HAN, STOP_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.statement.texts import Evidence, Text

_SENTENCE = re.compile(
    r"(?:[^.!?;。\n]|\.(?=[0-9a-z])|(?<=\b[A-Z])\.|(?<=\b[MDS]r)\.|(?<=\b(?:St|Dr|Mr|Ms|No|vs))\.|(?<=\bMrs)\.)+"
)
_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<latin>[A-Za-zÀ-ɏ]+)(?:['’](?P<clitic>t|s|re|ve|ll|d|m)\b)?"
    r"|(?:[0-9]+|(?<![0-9])(?=\.[0-9]))(?:\.[0-9]+)?(?:[/:][0-9]+(?:\.[0-9]+)?)?|[%‰°℃$€£¥²³]"
)
# How much of a statement's sentence must stand in order in one of the evidence, from 0 to 1, for the two to be compared.
_LEAST_COVER = 0.4
# An operation of SequenceMatcher: `a[i:j]` becomes `b[k:m]`.
_Step = tuple[str, int, int, int, int]
_LOOSE = STOP_WORDS | STOP_HAN
# More words on one side of a slot than this are another way of saying it.
_LONGEST_SLOT = 6


class Token(NamedTuple):
    """A word, number or sign at `[start, end)` of the folded text; `key` is what it is compared by, `tag` its sort.

    `tag` is that of the segmenter for Han words (nr: person, ns: place, nt: organisation, nz: other name), `latin` or
    `figure` else.
    """

    text: str
    key: str
    tag: str
    start: int
    end: int

    @property
    def weight(self) -> int:
        """How much it counts: as many as a Han word has characters, two for any other."""
        return len(self.text) if self.tag not in ("latin", "figure") else 2


class Slot(NamedTuple):
    """A place in which two wordings differ: the words of the statement and of the evidence; either may be empty.

    `before` and `after` are the same words on its sides, empty where it stands at the edge of both sentences.
    """

    statement: tuple[Token, ...]
    evidence: tuple[Token, ...]
    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def is_anchored(self) -> bool:
        """Whether the same words beside it say something: in both wordings, «in» stands before much."""
        near = (*self.before[-3:], *self.after[:3])
        content = sum(token.key not in _LOOSE for token in near)
        return content >= (1 if (self.before and self.after) or len(near) > 2 else 2)


class Pair(NamedTuple):
    """Two sentences, the slots in which they differ, and the weight of the statement's words that stand in both."""

    statement: tuple[Token, ...]
    evidence: tuple[Token, ...]
    slots: tuple[Slot, ...]
    matched: int

    @property
    def cover(self) -> float:
        """How much of the statement's sentence stands in the evidence's, from 0 to 1."""
        return self.matched / _weight(self.statement)

    def cover_but(self, slot: Slot) -> float:
        """The same without what the statement has in a slot: how close all the rest is."""
        rest = _weight(self.statement) - _weight(slot.statement)
        return self.matched / rest if rest else 0.0


def _weight(words: Sequence[Token]) -> int:
    return sum(token.weight for token in words)


def tokens(text: str, offset: int = 0) -> Iterator[Token]:
    """The words of a folded text, contractions taken apart: didn't is did and not."""
    for match in _TOKEN.finditer(text):
        start = offset + match.start()
        if match["han"]:
            at = start
            for word, tag in _segmented(match["han"]):
                yield Token(word, word, tag, at, at + len(word))
                at += len(word)
        elif match["latin"]:
            yield from _latin(match, start)
        else:
            figure = f"0{match[0]}" if match[0][0] == "." else match[0]
            yield Token(figure, figure, "figure", start, start + len(match[0]))


_CONTRACTED = {"won": "will", "ca": "can", "shan": "shall"}


def _latin(match: re.Match[str], start: int) -> Iterator[Token]:
    word, low = match["latin"], match["latin"].lower()
    if match["clitic"] == "t" and low.endswith("n") and len(low) > 2:
        base = low[:-1] if low not in _CONTRACTED else low
        base = _CONTRACTED.get(base, base)
        yield Token(word[:-1], stem(base), "latin", start, start + len(word) - 1)
        yield Token("n't", "not", "latin", start + len(word) - 1, start + len(match[0]))
    elif low == "cannot":
        yield Token(word[:3], "can", "latin", start, start + 3)
        yield Token(word[3:], "not", "latin", start + 3, start + 6)
    else:
        yield Token(word, stem(low), "latin", start, start + len(word))


def _segmented(run: str) -> list[tuple[str, str]]:
    """The Han words of a run with their tags."""
    import rjieba  # loads its dictionary

    return [(str(word), str(tag)) for word, tag in rjieba.tag(run)]


def sentences(text: Text) -> list[tuple[Token, ...]]:
    """The sentences of a text as tokens."""
    found = (tuple(tokens(match[0], match.start())) for match in _SENTENCE.finditer(text.cased))
    return [each for each in found if each]


def pairs(said: Text, shown: Evidence) -> list[Pair]:
    """Each sentence of the statement with the nearest of the evidence, where one is near."""
    theirs = dict.fromkeys(sentences(shown.context))
    found = []
    for mine in sentences(said):
        best = max((_aligned(mine, other) for other in theirs), key=lambda pair: pair.cover, default=None)
        if best is not None and best.cover >= _LEAST_COVER and best.slots:
            found.append(best)
    return found


def _aligned(mine: tuple[Token, ...], theirs: tuple[Token, ...]) -> Pair:
    one, other = [token.key for token in mine], [token.key for token in theirs]
    shared = set(other)
    if _weight([token for token in mine if token.key in shared]) < _LEAST_COVER * _weight(mine):
        return Pair(mine, theirs, (), 0)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    matched = sum(_weight(mine[i:j]) for op, i, j, _, _ in steps if op == "equal")
    return Pair(mine, theirs, tuple(_slots(mine, theirs, steps)), matched)


def _slots(mine: Sequence[Token], theirs: Sequence[Token], steps: Sequence[_Step]) -> Iterator[Slot]:
    for at, (op, i, j, start, end) in enumerate(steps):
        if op == "equal":
            continue
        first, last = at == 0, at == len(steps) - 1
        # At the edges the evidence may go on as long as it likes: only what stands next to the same words is meant.
        k = end - _reach(theirs[start:end][::-1], mine[i:j]) if first and j > i else start
        m = start + _reach(theirs[start:end], mine[i:j]) if last and j > i else end
        if max(j - i, m - k) > _LONGEST_SLOT or (first and last) or (i == j and (first or last)):
            continue
        before = () if first else mine[steps[at - 1][1] : steps[at - 1][2]]
        after = () if last else mine[steps[at + 1][1] : steps[at + 1][2]]
        yield Slot(tuple(mine[i:j]), tuple(theirs[k:m]), tuple(before), tuple(after))


def _reach(words: Sequence[Token], like: Sequence[Token]) -> int:
    """How many words, counted from the first, weigh at least as much as others do."""
    wanted, weight = _weight(like), 0
    for count, token in enumerate(words):
        if weight >= wanted:
            return count
        weight += token.weight
    return len(words)
