"""Whether a statement carries what a cut left outside: says the same word of the same thing.

超 is carried where the statement says it, or a word for it, of the same figure; a negator, where it denies the same
verb; a condition, where the statement has its words too. A word inside another one is not that word: 近 in 最近, if in
significant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import lexicon
from forumcite.guard.reading import lowered
from forumcite.guard.words import tagged
from forumcite.text import script
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.site import Site
    from forumcite.verdict import Cut

# Words that say the same, so that a statement may carry a cut in its own words.
_SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split("|"))
    for group in (
        "超|超过|超过了|突破|逾|余|多|以上|高于|more than|over|exceeding|累计超",
        "近|接近|将近|几乎|nearly|almost|close to",
        "约|约为|大约|左右|上下|大概|about|around|approximately|roughly|some|circa",
        "不足|不到|少于|低于|小于|less than|fewer than|under|below",
        "至少|不少于|不低于|at least|no less than|not less than|no fewer than|以上",
        "至多|最多|不超过|不高于|at most|up to|no more than|not more than|以下|以内|之内",
        "没|没有|未|并未|并没有|尚未|还没|还没有|未曾",
        "不|并不",
        "not|n't",
        "如果|假如|若|倘若|要是|一旦|只要|if|provided|provided that",
        "据说|据称|据传|传言|传闻|allegedly|reportedly|supposedly|rumours|rumors",
        "否认|deny|denied|denies",
        "除非|unless",
        "原打算|打算|拟|原拟|计划|原计划|原定|有意|考虑|曾考虑|本想|原想",
    )
)
# had | planned to: the verb is what a statement repeats.
_AUXILIARY = re.compile(r"^(?:(?:had|has|have|was|were|is|are|been|once|originally|initially) )+(?=[a-z]+ to$)")
# With one of these a statement has the condition that no conjunction marks in the source.
_IF = ("if", "unless", "without", "when", "once", "until", "如果", "如", "若", "的话", "未经", "一旦")
_UNMARKED = re.compile(
    "^(?:如|凡|因|[未非不]经|每?逢|遇)|[的者]$|"
    "^(?:had|were|should|without|but for|absent|failing|short of|in the absence|with|given|"
    "once|as soon as|until|where) "
)
_SPACED = re.compile(r"[a-z]")
# The point of 14.9% ends nothing.
_CLAUSE_END = re.compile(r"[,;!?]|(?<![0-9])\.|\.(?![0-9])")
_SENTENCE_END = re.compile(r"[!?]|(?<![0-9])\.|\.(?![0-9])")
_DENIED = re.compile(r"(?:不是|并非|绝非|而非|不属|(?:\bnot|n't|\bno|\bnever)(?: an?| the)? ?)$")
# Words between a word and what it is said of, in characters.
_NEAR = 6
# So much of what a condition says must stand in the statement, from 0 to 1.
_COVERED = 0.6
# So much of what the quote says must stand in the sentence of the statement that carries its condition, from 0 to 1.
_AKIN = 0.4


class Said(NamedTuple):
    """A statement as the guard reads it, and the positions at which a word begins or ends in it."""

    text: str
    bounds: frozenset[int]


@lru_cache(maxsize=256)
def said(statement: str) -> Said:
    """The statement folded, simplified, in lower case, with the bounds of its words."""
    text = lowered(script.simplified(fold(statement).plain)) if statement else ""
    bounds, at = {0, len(text)}, 0
    for word, _ in tagged(text):
        at = text.find(word, at)
        bounds |= {at, at + len(word)}
        at += len(word)
    return Said(text, frozenset(bounds))


def carried(cut: Cut, site: Site, statement: Said) -> Cut:
    """The cut, marked as carried where the statement says the same of the same thing."""
    if not statement.text or cut.kind == "word":
        return cut
    word = _AUXILIARY.sub("", cut.text.strip(" ,，-'\""))
    words = [each for each in ({word} | next((group for group in _SYNONYMS if word in group), frozenset())) if each]
    governs = cut.kind in ("condition", "exception")
    if governs and _is_clause(cut):
        words += [*_IF, word[:2]] if not word.isascii() else _IF
    holds = _tells(statement, words, cut, site) if governs else _near(statement, words, _anchor(cut, site))
    return replace(cut, carried=True) if holds else cut


def _anchor(cut: Cut, site: Site) -> str:
    """The words of the quote next to the cut: a figure, a Latin word, or two characters."""
    plain = lowered(fold(site.quote).plain)
    if cut.side == "before":
        found = re.match(r"[0-9.,]+|[a-z]+|.{1,2}", plain.lstrip("$€£¥\"'(《"))
    else:
        found = re.search(r"[0-9.,]*[0-9][^0-9]{0,4}$|[a-z]+$|.{1,2}$", plain.rstrip("\"')》,."))
    return found[0] if found else ""


def _near(statement: Said, words: list[str], anchor: str) -> bool:
    """Whether the statement says one of the words of the anchor: next to it, in the same clause."""
    for at in _anchors(statement, anchor):
        for word in words:
            reach = len(word) + _NEAR
            for found in _occurrences(statement, word):
                between = statement.text[min(at, found) : max(at + len(anchor), found + len(word))]
                if abs(found - at) <= max(reach, len(anchor) + _NEAR) and not _parted(between):
                    return True
    return False


def _parted(between: str) -> bool:
    """Whether a clause ends within these words, not at their edges."""
    return any(0 < match.start() < len(between) - 1 for match in _CLAUSE_END.finditer(between))


def _anchors(statement: Said, anchor: str) -> Iterator[int]:
    """Where the anchor stands; the folds drop the space between a word and a figure."""
    if anchor:
        before = r"(?<![0-9])(?<![0-9]\.)" if anchor[0].isdigit() else "(?<![a-z])" if anchor[0].isascii() else ""
        after = r"(?![0-9]|\.[0-9])" if anchor[-1].isdigit() else ""
        yield from (match.start() for match in re.finditer(before + re.escape(anchor) + after, statement.text))


def _occurrences(statement: Said, word: str) -> Iterator[int]:
    """Where the word stands in the statement as a word, or as several."""
    word = lowered(fold(word).plain)
    at = statement.text.find(word)
    while at >= 0:
        end = at + len(word)
        if _begins(statement, at) and (len(word) > 1 or end in statement.bounds) and _ends(statement, end):
            yield at
        at = statement.text.find(word, at + 1)


def _begins(statement: Said, at: int) -> bool:
    return at in statement.bounds or not statement.text[at - 1 : at + 1].isalpha()


def _ends(statement: Said, end: int) -> bool:
    """A Latin word ends where its letters do; a Han word may go on: 超过了."""
    around = statement.text[end - 1 : end + 1]
    return not (len(around) == 2 and all(_SPACED.match(letter) for letter in around))


# --- what governs the quote --------------------------------------------------------------------------------------


def _content(cut: Cut, site: Site) -> frozenset[str]:
    """What a condition or an exception says beside its own word: the characters and words of its clause."""
    if cut.side == "before":
        text = site.before[max(0, site.before.rfind(cut.text)) :]
    else:
        at = max(0, site.after.find(cut.text))
        text = re.match(r"\W*[^,;.!?]*", site.after[at:])[0]  # type: ignore[index] # matches always
    return _about(text if _is_clause(cut) else text.replace(cut.text, " ", 1))


def _is_clause(cut: Cut) -> bool:
    """Whether the cut holds a whole condition, which no conjunction marks, and not only its conjunction."""
    return cut.kind == "condition" and len(cut.text) > 4 and _UNMARKED.search(cut.text) is not None


_EMPTY = frozenset("the a an of to in on at is are was were be that it he she they we will would".split())


def _about(text: str) -> frozenset[str]:
    han = set(re.findall(f"[{lexicon.HAN}]", text)) - set("的了是在于和与及之为就则都也会要将人们他她它其这那")
    latin = set(re.findall(r"[a-z]{3,}|[0-9]+", text)) - _EMPTY
    return frozenset(han | latin)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence of a statement in which a position lies."""
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    start = max((end + 1 for end in ends if end < at), default=0)
    return start, min((end for end in ends if end >= at), default=len(text))


def _tells(statement: Said, words: list[str], cut: Cut, site: Site) -> bool:
    """Whether the statement has the word, undenied, in a sentence about the quote, and what the condition says."""
    content, quote = _content(cut, site), _about(lowered(fold(site.quote).plain))
    if len(content & _about(statement.text)) < _COVERED * len(content):
        return False
    for word in words:
        for at in _occurrences(statement, word):
            start, end = _sentence(statement.text, at)
            about = _about(statement.text[start:end])
            if len(quote & about) >= _AKIN * len(quote) and not _DENIED.search(statement.text[start:at].rstrip() + " "):
                return True
    return False
