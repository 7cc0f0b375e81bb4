"""A deed of one name told of another: word for word what the evidence says, but for the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import lexicon
from forumcite.guard.statement.alignment import tokens
from forumcite.guard.statement.scales import is_title
from forumcite.guard.statement.texts import Disagreement, bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.statement.alignment import Token
    from forumcite.guard.statement.texts import Evidence, Text

_LATIN_NAME = re.compile(r"\b[A-Z][a-zà-ɏ]+(?: [A-Z][a-zà-ɏ]+)*")
_JOINS = re.compile(r"and|or|,|&|和|与|及|以及|、|同|跟")


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
    before = evidence[: at + sentence.find(other)]
    first = before.rfind(name)
    return first < 0 or not _is_list(before[first + len(name) :])


# So many characters at most stand between two who are named together, with their titles.
_WITHIN_LIST = 40


def _is_list(between: str) -> bool:
    """Whether the words between two names only join them: a mark or a conjunction, and titles."""
    if len(between) > _WITHIN_LIST or not _JOINS.search(between):
        return False
    words = [token for token in tokens(between) if not _JOINS.fullmatch(token.text)]
    return all(
        _is_office(token) or (token.tag == "latin" and token.text[0].isupper()) for token in words[-1:]
    ) and not any(
        (token.tag.startswith("v") and not _is_office(token))
        or (token.tag == "latin" and token.text.islower() and not _is_office(token))
        for token in words
    )


def _is_office(token: Token) -> bool:
    return is_title(token.text) or token.text in lexicon.TITLE
