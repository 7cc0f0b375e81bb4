"""A deed of one name told of another: word for word what the evidence says, but for the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard.statement.alignment import tokens
from forumcite.guard.statement.texts import Disagreement, bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.statement.texts import Evidence, Text

_LATIN_NAME = re.compile(r"\b[A-Z][a-zà-ɏ]+(?: [A-Z][a-zà-ɏ]+)*")
_JOINED = re.compile(r"(?:and|or|,|&|和|与|及|以及|、|同|跟)\s*$")


def check_holders(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """甲 scored, where the passage names 甲 too and has, in the very words, that 乙 scored."""
    evidence = shown.passages.cased
    mine = _names(said.cased)
    theirs = _names(evidence) if mine else set()
    if len(theirs) < 2:
        return
    for sentence in (piece.strip() for piece in re.split(r"[.。!?;\n](?![0-9])", said.cased) if piece.strip()):
        present = {name for name in mine & theirs if name in sentence}
        if bare(sentence) in bare(evidence):
            continue
        for name in present:
            for other in theirs - mine:
                if _told_of(other, sentence.replace(name, other, 1), evidence, name):
                    yield Disagreement("name", name, other)


def _names(text: str) -> set[str]:
    """The people a text names: runs of capitalised words, and what the segmenter takes for one."""
    latin = {match[0] for match in _LATIN_NAME.finditer(text) if " " in match[0]}
    return latin | {token.text for token in tokens(text) if token.tag.startswith("nr") and len(token.text) > 1}


def _told_of(other: str, sentence: str, evidence: str, name: str) -> bool:
    """Whether a passage has a sentence of another name, alone and not together with the first."""
    at = evidence.find(sentence)
    if at < 0:
        return False
    before = evidence[: at + sentence.find(other)].rstrip()
    joined = _JOINED.search(before)
    return not (joined and before[: joined.start()].rstrip(" ,").endswith(name))
