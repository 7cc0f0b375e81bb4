"""Pairs of opposites: rose and fell, above and below, must and may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard.statement.texts import Disagreement, grams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.statement.texts import Evidence, Text


def _opposites(kind: str, one: str, other: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    return kind, re.compile(one), re.compile(other)


_OPPOSITES = (
    _opposites(
        "direction",
        r"\b(?:rose|risen|rise|rising|grew|growth|increased?|increasing|went up|up from)\b"
        r"|\b(?:more|higher)\b(?!(?: [a-z]+){0,3} than\b)"
        r"|延长|扩大|多花|增长|上升|上涨|提高|提升|增加|增至|升至",
        r"\b(?:fell|fall|fallen|falling|dropped|drop|declined?|decreased?|decreasing|went down|down from|"
        r"below|cut)\b|\b(?:less|fewer|lower)\b(?!(?: [a-z]+){0,3} than\b)"
        r"|缩短|缩小|节省|下降|下跌|降低|降至|减少|少了",
    ),
    _opposites("direction", "延长", "缩短"),
    _opposites("direction", "扩大到", "缩小到"),
    _opposites(
        "comparison",
        r"\b(?:longer|larger|bigger|higher) than\b|高于|大于",
        r"\b(?:shorter|smaller|lower) than\b|低于|小于",
    ),
    _opposites("comparison", r"\babove\b", r"\bbelow\b"),
    _opposites(
        "negation",
        r"\b(?:admit(?:s|ted)?|confirm(?:s|ed)?)\b|承认|证实|属实",
        r"\b(?:den(?:y|ies|ied))\b|否认|不实|没有发现",
    ),
    _opposites("negation", "相信|确信", "怀疑"),
    _opposites("modality", r"\bmust\b|必须", r"\bmay\b(?! not)|可以"),
)
_NOT_MODAL = re.compile(r"\b(?:may|must|can) ?not\b|\bcannot\b|\b(?:in|by|since|last|next) may\b|不可以|不必")


def check_opposites(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Rose and fell, above and below, must and may: one on this side only, its opposite on that side only."""
    one, other = _NOT_MODAL.sub(" ", said.low), _NOT_MODAL.sub(" ", shown.passages.low)
    for kind, left, right in _OPPOSITES:
        for here, there in ((left, right), (right, left)):
            mine, theirs = here.search(one), there.search(other)
            if not (mine and theirs) or _is_denied(one, mine) != _is_denied(other, theirs):
                continue  # did not admit it, denied it
            if not there.search(one) and not here.search(other) and about_the_same(said, shown):
                yield Disagreement(kind, mine[0], theirs[0])


_DENIED = re.compile(r"(?:\b(?:not|never|nor)|n't)(?: [a-z]+)? ?$|(?:没有?|未能?|不(?!断)|从未|并非|尚未|拒绝)$")


def _is_denied(text: str, match: re.Match[str]) -> bool:
    return bool(_DENIED.search(text[: match.start()]))


def about_the_same(said: Text, shown: Evidence) -> bool:
    """Whether most of what the statement is about stands in the passages."""
    one, other = grams(said.low), grams(shown.passages.low)
    return bool(one) and len(one & other) / len(one) >= 0.6
