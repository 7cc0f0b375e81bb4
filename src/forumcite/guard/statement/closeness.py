"""Whether a statement is worded so much like its evidence that a difference between them is certain to be one.

Who tells a passage in words of their own changes more than one thing at once: another side of a comparison, another
time, another part of a whole. Over so many changes nobody can say without understanding that one of them is false, so
a difference is then told as a warning. Where the wording is the same but for the difference, it is a contradiction.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.statement.alignment import LONGEST_SENTENCE, SENTENCE, tokens
from forumcite.guard.statement.texts import STOP_HAN, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forumcite.guard.statement.alignment import Token
    from forumcite.guard.statement.texts import Evidence, Text

# So much of a statement's sentence must stand in one sentence of the evidence, in the same order. In 439 true and 230
# false statements written by hand, on the first run, 39 true ones had a difference and 8 of them reached this; of 159
# false ones that had one, 139 did.
CLOSE = 0.65
# Or so much of it but for the words that differ, which are much of a short sentence.
CLOSE_BUT = 0.85
# Or nearly all of that in whatever order: the same words, put otherwise.
_SAME_WORDS = 0.95


class _Beside(NamedTuple):
    """Where the words of the statement's sentence begin that one of the evidence has: in the same order, and at all."""

    in_order: frozenset[int]
    present: frozenset[int]


class _Read(NamedTuple):
    """A sentence of the statement, beside each of the evidence."""

    text: str
    words: tuple[Token, ...]
    beside: tuple[_Beside, ...]


class Closeness:
    """The sentences of a statement set beside those of its evidence, once for all differences."""

    def __init__(self, said: Text, shown: Evidence) -> None:
        self._said = said
        self._shown = shown

    def holds(self, words: str) -> bool:
        """Whether the sentence of the statement with these words is close to one of the evidence.

        Args:
            words: Folded words of the statement; where no single sentence has them, every sentence is tried.
        """
        found = [read for read in self._sentences if words in read.text] or self._sentences
        return any(_is_close(read, words) for read in found)

    @cached_property
    def _sentences(self) -> list[_Read]:
        theirs = [[token.key for token in tokens(match[0])] for match in SENTENCE.finditer(self._shown.context.cased)]
        theirs = [keys for keys in theirs if keys and len(keys) <= LONGEST_SENTENCE]
        found = []
        for match in SENTENCE.finditer(self._said.cased):
            mine = tuple(tokens(match[0]))
            if mine and len(mine) <= LONGEST_SENTENCE:
                found.append(_Read(match[0], mine, tuple(_beside(mine, keys) for keys in theirs)))
        return found


def _beside(mine: Sequence[Token], theirs: list[str]) -> _Beside:
    blocks = SequenceMatcher(None, [token.key for token in mine], theirs, autojunk=False).get_matching_blocks()
    have, run = set(theirs), "".join(theirs)
    return _Beside(
        frozenset(token.start for block in blocks for token in mine[block.a : block.a + block.size]),
        # The segmenter may part the same characters otherwise.
        frozenset(token.start for token in mine if token.key in have or (len(token.key) > 1 and token.key in run)),
    )


def _is_close(read: _Read, words: str) -> bool:
    at = read.text.find(words)
    rest = [token for token in read.words if not at <= token.start < at + len(words)]
    telling = [token for token in rest if token.key not in _EMPTY]
    return any(
        _share(read.words, beside.in_order) >= CLOSE
        or _share(rest, beside.in_order) >= CLOSE_BUT
        or (len(telling) >= _ENOUGH and _share(telling, beside.present) >= _SAME_WORDS)
        for beside in read.beside
    )


# Words that may come and go when a sentence is put otherwise; and so many others that they are no chance.
_EMPTY = STOP_WORDS | STOP_HAN | frozenset("超过 超 逾 约 近 over about nearly more than".split())
_ENOUGH = 3


def _share(words: Sequence[Token], shared: frozenset[int]) -> float:
    """How much of some words is shared, by weight, from 0 to 1; 0 of none."""
    total = sum(token.weight for token in words)
    return sum(token.weight for token in words if token.start in shared) / total if total else 0.0
