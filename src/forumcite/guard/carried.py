"""Whether a claim's statement carries what a cut leaves outside: it says the same of the same thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forumcite.guard import lexicon
from forumcite.guard.reading import lowered
from forumcite.text import script
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from forumcite.guard.site import Site
    from forumcite.verdict import Cut


def said(statement: str) -> str:
    """The statement as the guard reads it: folded, simplified, lower case, numerals made plain."""
    return lowered(script.simplified(fold(statement).plain)) if statement else ""


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
        "如果|假如|若|倘若|要是|一旦|只要|if|provided|provided that",
        "据说|据称|据传|传言|传闻|allegedly|reportedly|supposedly|rumours|rumors",
        "否认|deny|denied|denies",
        "除非|unless",
        "原打算|打算|拟|原拟|计划|原计划|原定|有意|考虑|曾考虑",
    )
)


def marked(cut: Cut, site: Site, said: str) -> Cut:
    """The cut, marked as carried where the statement says the same of the same thing."""
    if not said or cut.kind == "word":
        return cut
    word = _AUXILIARY.sub("", cut.text.strip(" ,，-'\""))
    words = {word} | next((group for group in _SYNONYMS if word in group), frozenset())
    plain = lowered(fold(site.quote).plain)
    if cut.kind in ("condition", "exception"):
        carried = any(each in said for each in words if each) or _in_other_words(word, said)
    elif cut.side == "before":
        head = re.match(r"[0-9.,]+|[a-z]+|.{1,2}", plain.lstrip("$€£¥\"'(《"))
        carried = head is not None and any(_near(said, each, head[0]) for each in words if each)
    else:
        tail = re.search(r"[0-9.,]*[0-9][^0-9]{0,4}$|[a-z]+$|.{1,2}$", plain.rstrip("\"')》,."))
        carried = tail is not None and any(_near(said, each, tail[0]) for each in words if each)
    return replace(cut, carried=True) if carried or _over_object(word, said) else cut


def _near(said: str, word: str, anchor: str) -> bool:
    """Whether the statement says `word` of `anchor`: next to it, at most a few characters between."""
    word = lowered(fold(word).plain)
    for match in re.finditer(re.escape(anchor), said):
        if word in said[max(0, match.start() - len(word) - 6) : match.end() + len(word) + 6]:
            return True
    return False


# A statement that only tells the same things as facts carries no condition.
_CONDITIONAL = re.compile(
    r"(?<![a-z])(?:if|unless|were|had|should|without|once|until|where|when|provided|in case|but for)\b|"
    "如|若|倘|凡|[的者],|的话|一旦|只要|除非|未经|情形|情况下|时"
)
_ENOUGH = 0.6


def _in_other_words(condition: str, said: str) -> bool:
    """Whether the statement tells a whole condition in other words: most of its words, under a condition."""
    parts = re.findall(f"(?![的者如凡因])[{lexicon.HAN}]", condition) or [
        word[:5] for word in re.findall("[a-z]{4,}", condition)
    ]
    found = sum(part in said for part in parts)
    return len(parts) > 2 and found >= _ENOUGH * len(parts) and _CONDITIONAL.search(said) is not None


# had | planned to: the verb is what a statement repeats.
_AUXILIARY = re.compile(r"^(?:(?:had|has|have|was|were|is|are|been|once|originally|initially) )+(?=[a-z])")
_SHORTEST_VERB = 5


def _over_object(phrase: str, said: str) -> bool:
    """Whether the statement has the first and last word of a phrase with an object: acquit … of."""
    parts = phrase.split(" ")
    stem, last = parts[0][:_SHORTEST_VERB], parts[-1]
    return (
        len(parts) > 2
        and len(stem) == _SHORTEST_VERB
        and re.search(rf"(?<![a-z]){re.escape(stem)}[a-z]*\b[^,;:.]*\b{re.escape(last)}\b", said) is not None
    )
