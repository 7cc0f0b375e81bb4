"""Offices: what lowers or ends one (deputy, former) is neither dropped nor added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard.statement.texts import Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.statement.texts import Evidence, Text

_OFFICE = (
    "市长助理|主席|主任|部长|司长|局长|厅长|处长|科长|所长|院长|校长|会长|理事长|秘书长|董事长|总裁|"
    "总经理|经理|总监|书记|市长|省长|县长|区长|"
    "州长|总统|总理|议长|总工程师|工程师|总编辑|主编|创始人"
)
_TITLED = re.compile(
    rf"(?P<rank>(?:常务|副|原是|原|前任?|曾[任是为]|曾担任|代理?|名誉|联合|候任)*)(?P<office>{_OFFICE})(?!单位)"
)
_OFFICE_ENGLISH = (
    "president|minister|secretary|director|chairman|chairwoman|chair|officer|mayor|governor|manager|professor|"
    "founder|editor|commissioner|engineer|treasurer|ambassador|(?:police|fire|army|"
    "navy|intelligence|security|party) chief|"
    "head coach|head teacher|headmaster|headmistress|superintendent|attorney general|secretary general|chief of staff"
)
_RANKS_ENGLISH = "deputy|vice|former|acting|interim|assistant|associate|outgoing|honorary|ex|co"
_TITLED_ENGLISH = re.compile(
    rf"\b(?P<rank>(?:(?:{_RANKS_ENGLISH})[ -])*)"
    rf"(?:chief |prime |executive |senior |general |present |current )*(?P<office>{_OFFICE_ENGLISH})\b"
)


def check_titles(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """副局长 made 局长, deputy or former dropped or added before the same office."""
    for pattern in (_TITLED, _TITLED_ENGLISH):
        have: dict[str, dict[str, str]] = {}
        for match in pattern.finditer(shown.context.low):
            have.setdefault(match["office"], {})[_rank(match["rank"])] = match[0]
        for match in pattern.finditer(said.low):
            ranks = have.get(match["office"])
            if ranks and _rank(match["rank"]) not in ranks:
                yield Disagreement("title", match[0], next(iter(ranks.values())))


_SAME_RANKS = (
    *(("常务", ""), ("前任", "前"), ("曾担任", "前"), ("曾任", "前"), ("曾是", "前"), ("曾为", "前")),
    *(("原是", "前"), ("原", "前"), ("代理", "代")),
    *(("ex", "former"), ("vice", "deputy"), ("interim", "acting")),
)


def _rank(words: str) -> str:
    """What lowers or ends an office, in one word for all that say the same; 常务 does neither."""
    plain = words.replace("-", " ").strip()
    for word, same in _SAME_RANKS:
        plain = plain.replace(word, same)
    return plain
