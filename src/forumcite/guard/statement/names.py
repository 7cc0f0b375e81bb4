"""Names and quoted terms of a statement, in the evidence or misspelt after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard.names import names_in
from forumcite.guard.speaker import is_person
from forumcite.guard.statement.proper import ending_only
from forumcite.guard.statement.texts import HAN, HONORIFICS, NOT_NAMES, Disagreement, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from forumcite.guard.statement.texts import Evidence, Text

_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][a-zß-ɏ]+(?:['’-]?[A-ZÀ-Þ]?[a-zß-ɏ]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“]) ?$")


def check_names(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """A name one character or a few letters away from one of the evidence, or one that the evidence lacks."""
    yield from _misspelt_han(said, shown)
    proper = [
        match
        for match in _CAPITALISED.finditer(said.cased)
        if match[0].lower() not in NOT_NAMES | HONORIFICS and not _begins_sentence(match, said.cased)
    ]
    have = set(re.findall(r"[a-z]+", plain(f"{shown.context.low} {shown.given.low}"))) if proper else set()
    for match in proper:
        name = plain(re.sub("['’]s$", "", match[0]))
        if all(part in have or _is_derived(part, have) for part in re.split("['’-]", name)):
            continue
        other = _misspelt(match, said, shown)
        yield Disagreement("name", match[0], other or "", contradicted=other is not None)
    for name in names_in(said.low, shown.known):
        # Only people's: an organisation has many short forms, 协会 for 中国互联网协会.
        if re.match(f"[{HAN}]", name) and is_person(name) and not shown.has(name):
            yield Disagreement("name", name, "", contradicted=False)


def _begins_sentence(match: re.Match[str], text: str) -> bool:
    """Whether a capital may be the sentence's: its first word, with no other capitalised word behind it."""
    if not _SENTENCE_START.search(text[: match.start()][-2:]):
        return False
    following = re.match(r" ([A-Z][a-z]+)", text[match.end() :])
    return not following


def _is_derived(name: str, have: Collection[str]) -> bool:
    """Whether a word of the evidence differs by the ending of a people or a plural only: American, America."""
    return any(ending_only(name, other) for other in have)


def _misspelt(match: re.Match[str], said: Text, shown: Evidence) -> str | None:
    """The name of the evidence that stands beside the same other name and differs by a letter or two."""
    from rapidfuzz.distance import Levenshtein

    before = re.search(r"([A-Z][a-z]+) $", said.cased[: match.start()])
    after = re.match(r"(?:['’]s)? ([A-Z][a-z]+)", said.cased[match.end() :])
    for other in _CAPITALISED.finditer(shown.context.cased):
        beside = (
            before and shown.context.cased[: other.start()].endswith(f"{before[1]} "),
            after and shown.context.cased[other.end() :].startswith(f" {after[1]}"),
        )
        if any(beside) and other[0].lower() not in HONORIFICS and 0 < Levenshtein.distance(match[0], other[0]) <= 2:
            return other[0]
    return None


def _misspelt_han(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    people = {name for name in shown.people if re.match(f"[{HAN}]", name)}
    people |= {
        name
        for name in names_in(shown.context.low, shown.known)
        if 2 < len(name) < 5 and re.match(f"[{HAN}]", name) and is_person(name)
    }
    for name in people:
        if len(name) < 3 or name in said.low:
            continue
        for at in range(len(said.low) - len(name) + 1):
            piece = said.low[at : at + len(name)]
            different = [k for k in range(len(name)) if piece[k] != name[k]]
            if len(different) == 1 and re.fullmatch(f"[{HAN}]+", piece) and not shown.has(piece):
                yield Disagreement("name", piece, name)


_AGENT = re.compile(
    "由(?P<who>[^,.;由]{2,30}?)(?P<did>承建|主办|承办|合办|共同协办|协办|主持|设计(?!院)|施工|开发|建造|发起|负责设计|负责)"
)


def check_agents(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """By whom: 由甲承建 where the evidence has 由乙承建."""
    have: dict[str, list[str]] = {}
    for match in _AGENT.finditer(shown.passages.low):
        have.setdefault(match["did"], []).append(match["who"])
    for match in _AGENT.finditer(said.low):
        others = have.get(match["did"], [])
        if others and not any(
            who.endswith(match["who"]) or match["who"].endswith(who) or match["who"] in who for who in others
        ):
            yield Disagreement("name", match[0], others[0])


_QUOTED = re.compile('"([^"]{2,60})"|《([^《》]{2,60})》')


def check_terms(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """What the statement puts in quotation marks stands in the evidence."""
    for match in _QUOTED.finditer(said.low):
        term = match[1] or match[2]
        if not shown.has(term):
            yield Disagreement("term", term, "", contradicted=False)
