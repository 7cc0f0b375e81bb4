"""A sentence read as clauses of words: who stands before a word, what behind it, and what another sentence has of it.

For statements that put the words of their evidence in another order, where no slot of two wordings can be read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.statement.alignment import SENTENCE, tokens
from forumcite.guard.statement.proper import is_name
from forumcite.guard.statement.texts import STOP_HAN, STOP_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forumcite.guard.statement.alignment import Token
    from forumcite.guard.statement.texts import Evidence, Text

_MARK = re.compile("[,;:—().]")
# What begins another clause inside a stretch without marks.
_JOINING = frozenset("and but while whereas although though yet 而 但 但是 并 并且 且 而且".split())
# The forms of frequent verbs that no ending tells.
_FORMS = (
    "give gave given|sell sold|buy bought|win won|lose lost|go went gone|come came|take took taken|make made|get got|"
    "send sent|spend spent|say said|rise rose risen|fall fell fallen|grow grew grown|begin began begun|know knew known|"
    "see saw seen|write wrote written|choose chose chosen|break broke broken|speak spoke spoken|drive drove driven|"
    "throw threw thrown|draw drew drawn|shoot shot|strike struck|beat beaten|find found|hold held|keep kept|leave left|"
    "lead led|meet met|pay paid|build built|bring brought|catch caught|teach taught|fight fought|lend lent|steal stole "
    "stolen|sue sued|own owned|accuse accused|name named|use used|die died dying|sink sank sunk|own owns"
)
_BASE = {form: words.split()[0] for words in _FORMS.split("|") for form in words.split()}
NEGATORS = frozenset(
    "not no never nor neither none nobody nothing without cannot hardly barely rarely 不 没 "
    "没有 未 无 非 并非 并未 并不 "
    "从未 未曾 毫无 绝不 决不 不会 不能 不是 无人 尚未 未能 不得 别 勿 并没有".split()
)
DENYING = frozenset(
    "deny refuse fail lack reject avoid rule false untrue wrong doubt dispute 否认 "
    "拒绝 不实 驳斥 排除 避免 反驳 质疑".split()
)
HEDGES = frozenset(
    "if unless would could may might should whether until before yet only almost nearly plan expect hope try likely "
    "possible possibly perhaps allegedly reportedly claim suspect instead rather except 如果 若 "
    "除非 可能 或 或许 计划 预计 "
    "拟 有望 希望 直到 才 仅 只 几乎 是否 涉嫌 据说 除 除了 以外 之外 原 曾".split()
)


class Word(NamedTuple):
    """A word of a sentence: what it is compared by, its token, and the number of the clause in which it stands."""

    key: str
    token: Token
    clause: int

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself."""
        return self.key not in _LIGHT

    @property
    def is_figure(self) -> bool:
        """Whether it is a number."""
        return self.token.text[0].isdecimal()

    @property
    def is_name(self) -> bool:
        """Whether it is a name by its capital or by the segmenter."""
        return is_name([self.token])


_LIGHT = (
    STOP_WORDS
    | STOP_HAN
    | {stem(word) for word in STOP_WORDS}
    | frozenset(
        "were been being am does did n't 了 的 个 名 人 则 也 都 已 已经 "
        "共 约 达 称 表示 about some also accord".split()
    )
)

Sentence = tuple[Word, ...]


# Longer stretches without a full stop are lists or tables, and to set them side by side takes long.
_LONGEST_STATEMENT, _LONGEST_EVIDENCE = 120, 400
# Of what a sentence of the statement says, this much must stand in one of the evidence for the two to be read.
_LEAST_SHARED = 0.5
# More pairs than these come of texts that repeat themselves.
_MOST_PAIRS = 2000


def sentence_pairs(said: Text, shown: Evidence) -> tuple[tuple[Sentence, Sentence], ...]:
    """Each sentence of the statement with each of the evidence that has half of its words."""
    return _sentence_pairs(said.cased, shown.context.cased)


# Kept, since every check of one statement asks for them.
@lru_cache(maxsize=16)
def _sentence_pairs(said: str, shown: str) -> tuple[tuple[Sentence, Sentence], ...]:
    theirs = [(each, frozenset(keys(each))) for each in _sentences(shown) if len(each) <= _LONGEST_EVIDENCE]
    found = []
    for mine in _sentences(said):
        wanted = keys(content(mine))
        if wanted and len(mine) <= _LONGEST_STATEMENT:
            least = _LEAST_SHARED * len(wanted)
            found += [(mine, each) for each, have in theirs if sum(key in have for key in wanted) >= least]
    return tuple(found[:_MOST_PAIRS])


def _sentences(text: str) -> list[Sentence]:
    return [found for match in SENTENCE.finditer(text.replace(";", ",")) if (found := _words(match[0]))]


def _words(sentence: str) -> Sentence:
    found: list[Word] = []
    clause, end = 0, 0
    read = list(tokens(sentence))
    for at, token in enumerate(read):
        low = token.text.lower()
        clause += bool(_MARK.search(sentence[end : token.start])) or (low in _JOINING and not _joins_two(read, at))
        key = _BASE.get(low) or _BASE.get(token.key, token.key)
        found.append(Word(key if key == token.key else stem(key), token, clause))
        end = token.end
    return tuple(found)


def _joins_two(read: Sequence[Token], at: int) -> bool:
    """Whether a word joins two figures or two names: between 2010 and 2020."""
    beside = [*read[max(at - 1, 0) : at], *read[at + 1 : at + 2]]
    return len(beside) == 2 and (
        all(each.text[0].isdigit() for each in beside) or all(is_name([each]) for each in beside)
    )


def keys(words: Iterable[Word]) -> list[str]:
    """What words are compared by."""
    return [word.key for word in words]


def content(words: Iterable[Word]) -> list[Word]:
    """The words that say something by themselves."""
    return [word for word in words if word.is_content]


def has_any(words: Iterable[Word], wanted: frozenset[str]) -> bool:
    """Whether one of the words, or its root, is wanted."""
    return any((word.key in wanted or word.token.text.lower() in wanted) and word.token.text != "May" for word in words)


def stands_in(words: Sequence[Word], sentence: Sequence[Word]) -> bool:
    """Whether all that some words say stands in a sentence, in whatever order."""
    have = set(keys(sentence))
    return all(word.key in have for word in content(words))
