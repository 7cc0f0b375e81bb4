"""Claims of one run against each other: one property with two values, one quote with two speakers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import quantities as figures
from forumcite.guard.names import normal
from forumcite.guard.reading import lowered
from forumcite.guard.speaker import same_person
from forumcite.guard.statement import measures
from forumcite.messages import Message
from forumcite.text import script
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from forumcite.findings import Location
    from forumcite.model import About, Claim, Evidence


class Stated(NamedTuple):
    """A claim as it is compared: its id, its content, its place."""

    id: str
    claim: Claim
    location: Location


class Conflict(NamedTuple):
    """Two claims that cannot both be right: the later one, the earlier one, and what they do not agree on."""

    claim: Stated
    other: Stated
    message: str


def conflicts(claims: Iterable[Stated]) -> tuple[Conflict, ...]:
    """The conflicts between claims, in the order of the later claim; each claim is set against the first of its group.

    Claims conflict where they give one subject and property (`about`), at one date, different values in one unit or in
    two units of one dimension, or where they give one quote different speakers. Values that cannot be compared with
    certainty (a unit of another dimension, another bound, a unit on one side only, the same but for rounding) are left
    alone, and so is a quote that two recorded positions tell apart.
    """
    listed = list(claims)
    return (*_values(listed), *_speakers(listed))


def _values(claims: list[Stated]) -> Iterator[Conflict]:
    first: dict[Hashable, tuple[Stated, About]] = {}
    for stated in claims:
        about = stated.claim.about
        if about is None or not (about.subject and about.property and about.value):
            continue
        # A unit is part of the question: 18,000 P and 9 clusters are no two answers to one.
        value = _value(about)
        key = (_canonical(about.subject), _canonical(about.property), _canonical(about.as_of or ""), value.question)
        other, before = first.setdefault(key, (stated, about))
        if not _agree(value, _value(before)):
            what = [about.subject, about.property]
            yield Conflict(
                stated,
                other,
                Message(
                    "{what}: “{about}” in {id}, “{before}” in {other}",
                    what=what,
                    about=_shown(about),
                    id=stated.id,
                    before=_shown(before),
                    other=other.id,
                ),
            )


def _shown(about: About) -> str:
    return f"{about.value} {about.unit}" if about.unit else about.value or ""


class _Value(NamedTuple):
    """A value of a claim: numbers in one spelling, the unit they are given in, and what they answer.

    `question` is the smallest unit of the dimension and the bound: 17,000 t and 17 kg are two answers to one, 17,000 t
    and 17 km are not.
    """

    number: str
    unit: str
    question: str


def _value(about: About) -> _Value:
    """The value of a claim; what is no plain quantity stands for itself."""
    text = figures.prepared(script.simplified(fold(f"{about.value} {about.unit or ''}".strip()).plain))
    found = figures.quantities(text)
    if len(found) != 1:
        return _Value(_canonical(text), "", "")
    number, unit = found[0].value, found[0].unit
    measured = measures.in_smallest(number, unit)
    # A bound (超, about) may agree with a plain value, so bounded values only meet their like.
    rest = _canonical(text[: found[0].start] + "#" + text[found[0].end :])
    return _Value(number, unit, f"{measured[1] if measured else unit} {rest}")


def _agree(one: _Value, other: _Value) -> bool:
    """Whether two answers to one question are the same, converted to one unit and, across units, rounded."""
    mine, theirs = (measures.in_smallest(each.number, each.unit) for each in (one, other))
    if one.unit == other.unit or mine is None or theirs is None:
        return one.number == other.number
    return measures.is_same_but_rounded(mine[0], theirs[0]) or measures.is_same_but_rounded(theirs[0], mine[0])


def _canonical(text: str) -> str:
    folded = lowered(script.simplified(fold(text).plain))
    return re.sub(r"\s", "", folded)


def _speakers(claims: list[Stated]) -> Iterator[Conflict]:
    first: dict[str, list[tuple[Stated, Evidence, str]]] = {}
    for stated in claims:
        if not stated.claim.speaker:
            continue
        speaker = normal(stated.claim.speaker)
        for evidence in stated.claim.evidence:
            key = re.sub(r"[\W_]", "", _canonical(evidence.quote))
            if evidence.relation != "supports" or not _is_telling(evidence.quote, key):
                continue
            seen = first.setdefault(key, [])
            for other, before, named in seen:
                if other.id != stated.id and not same_person(speaker, named) and not _apart(evidence, before):
                    names = (stated.claim.speaker, other.claim.speaker)
                    yield Conflict(
                        stated,
                        other,
                        Message(
                            "the same quote is {speaker}'s in {id} and {another}'s in {other}",
                            speaker=names[0],
                            id=stated.id,
                            another=names[1],
                            other=other.id,
                        ),
                    )
                    break
            if len(seen) < _LONGEST_GROUP:
                seen.append((stated, evidence, speaker))


# Claims with one and the same quote are compared with this many of them at most.
_LONGEST_GROUP = 20


def _is_telling(quote: str, key: str) -> bool:
    """Whether a quote is long enough to be one person's words: two may well say the same four words."""
    han = sum("㐀" <= character <= "鿿" for character in key)
    return han >= 4 or len(re.findall(r"[^\W\d_]+", quote)) >= 4


def _apart(one: Evidence, other: Evidence) -> bool:
    """Whether recorded positions, or context, in one source tell two occurrences apart."""
    if one.source != other.source:
        return False
    if one.start is not None and other.start is not None:
        return one.start != other.start
    return (one.prefix, one.suffix) != (other.prefix, other.suffix)
