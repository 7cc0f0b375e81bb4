"""A sentence of a statement set beside the sentence of the evidence that is worded most like it.

Where the two are close, every place in which they differ can be read: what stands on either side between words that are
the same. Where nothing is close, the statement is a paraphrase, and only the typed facts of the other modules count.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.reading import lowered
from forumcite.guard.statement.texts import HAN, STOP_HAN, STOP_WORDS, grams, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.statement.texts import Evidence, Text

SENTENCE = re.compile(r"(?:[^.!?;。\n]|\.(?=[0-9a-z])|(?<=\b[A-Z])\.|(?<=\b(?:St|Dr|Mr|Ms|Jr|No|vs))\.|(?<=\bMrs)\.)+")
# A space behind a full stop is folded away, so that only a space or a sign before the stop makes .5 a decimal.
_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)|(?P<latin>[A-Za-zÀ-ɏ]+)(?:['’](?P<clitic>t|s|re|ve|ll|d|m)\b)?"
    r"|(?:[0-9]+|(?<![^ $€£¥(])(?=\.[0-9]))(?:\.[0-9]+)?(?:[/:][0-9]+(?:\.[0-9]+)?)?|[%‰°℃$€£¥²³]"
)
# How much of a statement's sentence must stand in one of the evidence, from 0 to 1, for the two to be compared.
_LEAST_COVER = 0.4
# An operation of SequenceMatcher: `a[i:j]` becomes `b[k:m]`.
_Step = tuple[str, int, int, int, int]
_LOOSE = STOP_WORDS | STOP_HAN
_PARTICLES = frozenset("都 均 也 已 了 的 则 就 the a an also has have had did".split())
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

    @property
    def is_reordered(self) -> bool:
        """Whether some words of the statement's sentence stand in the evidence's, but elsewhere."""
        have = {token.key for token in self.evidence}
        return _weight([token for token in self.statement if token.key in have]) > self.matched

    def cover_but(self, slot: Slot) -> float:
        """How much of the statement's sentence but for a slot the evidence's has, in whatever order, from 0 to 1."""
        inside, have = {token.start for token in slot.statement}, {token.key for token in self.evidence}
        rest = [token for token in self.statement if token.start not in inside]
        # A word like 已 or «the» that only the statement has is no sign of another wording.
        rest = [token for token in rest if token.key in have or token.key not in _PARTICLES]
        return _weight([token for token in rest if token.key in have]) / _weight(rest) if rest else 0.0


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


# What only agrees with its subject: the team was, the teams were.
_ONE_FORM = {"were": "was", "are": "is", "has": "have", "does": "do"}
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
        yield Token(word, _ONE_FORM.get(low) or stem(low), "latin", start, start + len(word))


@lru_cache(maxsize=4096)
def _segmented(run: str) -> tuple[tuple[str, str], ...]:
    """The Han words of a run with their tags; kept, since claims share their evidence."""
    import rjieba  # loads its dictionary

    return tuple(rjieba.tag(run))


# A sentence of more words is a table; to align it would cost the square of its length.
LONGEST_SENTENCE = 300
# So many sentences of the evidence are set beside one of the statement, the likeliest first.
_MOST_SENTENCES = 3


def pairs(said: Text, shown: Evidence) -> list[Pair]:
    """Each sentence of the statement with the nearest of the evidence, where one is near and not the same."""
    theirs = {match[0]: match.start() for match in reversed(list(SENTENCE.finditer(shown.context.cased)))}
    about = {text: grams(lowered(text)) for text in theirs}
    found = []
    for match in SENTENCE.finditer(said.cased):
        if any(match[0] in text for text in theirs):
            continue
        wanted = grams(lowered(match[0]))
        shared = {text: len(wanted & have) for text, have in about.items()}
        likely = sorted(
            (text for text in theirs if shared[text] >= _LEAST_COVER * len(wanted)), key=lambda text: shared[text]
        )
        mine = tuple(tokens(match[0], match.start())) if likely else ()
        if len(mine) > LONGEST_SENTENCE:
            continue
        aligned = (_aligned(mine, tuple(tokens(text, theirs[text]))) for text in likely[-_MOST_SENTENCES:])
        best = max(aligned, key=lambda pair: pair.cover, default=None) if mine else None
        if best is not None and (best.is_reordered or (best.slots and best.cover >= _LEAST_COVER)):
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
        slot = Slot(tuple(mine[i:j]), tuple(theirs[k:m]), _before(mine, steps[:at]), _after(mine, steps[at + 1 :]))
        yield from _sides(slot)


# A gap in the evidence of so many words does not part the same words on its two sides.
_SMALL_GAP = 3


def _is_small(op: str, mine: Sequence[Token], theirs: int) -> bool:
    """Whether a step parts nothing: a few words more in the evidence, or a particle more in the statement."""
    if op == "insert":
        return theirs <= _SMALL_GAP
    return op == "delete" and all(token.key in _PARTICLES for token in mine)


def _before(mine: Sequence[Token], steps: Sequence[_Step]) -> tuple[Token, ...]:
    """The same words up to the end of the steps, over small gaps in the evidence."""
    start = end = steps[-1][2] if steps else 0
    for op, i, j, k, m in reversed(steps):
        if op != "equal" and not _is_small(op, mine[i:j], m - k):
            break
        start = i
    return tuple(mine[start:end])


def _after(mine: Sequence[Token], steps: Sequence[_Step]) -> tuple[Token, ...]:
    """The same words from the first of the steps on, over small gaps in the evidence."""
    start = end = steps[0][1] if steps else 0
    for op, i, j, k, m in steps:
        if op != "equal" and not _is_small(op, mine[i:j], m - k):
            break
        end = j
    return tuple(mine[start:end])


def _sides(slot: Slot) -> Iterator[Slot]:
    """A slot; where the evidence has more words in it, only those next to the same words on either side."""
    size = len(slot.statement)
    if not size or len(slot.evidence) <= size + 1:
        yield slot
        return
    yield slot._replace(evidence=slot.evidence[-size:], before=())
    yield slot._replace(evidence=slot.evidence[:size], after=())


def _reach(words: Sequence[Token], like: Sequence[Token]) -> int:
    """How many words, counted from the first, weigh at least as much as others do."""
    wanted, weight = _weight(like), 0
    for count, token in enumerate(words):
        if weight >= wanted:
            return count
        weight += token.weight
    return len(words)
