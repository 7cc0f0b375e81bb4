"""What an omission mark hides: the gap between two parts of a quote."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import edges, lexicon
from forumcite.guard.site import Site
from forumcite.guard.words import tagged
from forumcite.text.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.reading import Reading
    from forumcite.verdict import Cut, Span

# Words or Han characters; docs/matching.md, section "What an omission hides".
LONGEST_GAP = 60

# An omission as people write it: bare or in brackets.
OMISSION = re.compile(
    r"\s*(?:[\[(（［〔【]\s*(?:…+|⋯+|\.\s?\.\s?\.(?:\s?\.)?|略|中略|下略|上略|前略|后略|後略|omitted|snip)\s*[\])）］〕】]|…+|⋯+|(?<!\.)\.{3,6}(?!\.)|(?<!\.)\. \. \.(?: \.)?)\s*"
)


class Hidden(NamedTuple):
    """Why a gap may not be left out, and the words beside the parts that it hides.

    `kind` is `paragraph`, `long`, `negation` (what denies, turns, doubts or makes conditional), `limit` (how many, how
    far, or a mere attempt), `edge` (a cut that would be a fault at the edge of any quote) or `subject` (whose deed it is).
    """

    kind: str
    cuts: tuple[Cut, ...] = ()


def split(quote: str) -> list[tuple[int, int]]:
    """The parts of a quote between its marks of omission, as spans of the quote; a mark at an edge is dropped."""
    parts, position = [], 0
    for match in OMISSION.finditer(quote):
        parts.append((position, match.start()))
        position = match.end()
    parts.append((position, len(quote)))
    return [part for part in parts if quote[slice(*part)].strip(" \t\r\n,，、;；:：")]


def fault(reading: Reading, one: Span, other: Span, statement: str = "") -> Hidden | None:
    """What forbids to leave out the gap between two parts of a quote, or None where it hides nothing.

    Args:
        reading: The guard's reading of the source.
        one: The part before the gap, in code points of the original.
        other: The part behind it.
        statement: The claim's statement, which may say what the gap leaves out.
    """
    first, last = reading.bounds(one.end, other.start)
    if any(reading.breaks_paragraph(position) for position in range(first, last + 1)):
        return Hidden("paragraph")
    hidden = reading.simple[first:last]
    if _length(hidden) > LONGEST_GAP:
        return Hidden("long")
    if _hides(reading, first, last) or _hedges(reading, first, last):
        return Hidden("negation")
    if lexicon.GAP_LIMITS.search(hidden) or lexicon.GAP_SHARES.search(hidden):
        return Hidden("limit")
    if _before_or_after(reading, first, last):
        return Hidden("limit")
    if (attempt := lexicon.GAP_ATTEMPTS.search(hidden)) and not lexicon.NO_ATTEMPT.search(hidden[: attempt.start()]):
        return Hidden("limit")
    if cuts := tuple(_cuts_in(reading, one, other, statement)):
        return Hidden("edge", cuts)
    if _CONDITION.search(hidden) and _CONSEQUENCE.match(reading.simple[last:]):
        return Hidden("negation")
    lost = _loses_subject(reading, one, other) or _changes_subject(reading, one, other)
    return Hidden("subject") if lost else None


# Right behind the first part it tells when, not of what: 出生|前|死于; before a name it lowers: 清朝的|前|外蒙古.
_TURNED_TIME = re.compile("(?:[之以]?[前后])(?=[,;:]|$)|[之以][前后]")


def _before_or_after(reading: Reading, first: int, last: int) -> bool:
    """Whether the gap begins with a word that turns the time before it into another, or is nothing else."""
    # Behind a mark it begins a clause of its own: 以来，之后…
    own = reading.simple[first - 1 : first] in _MARKS
    return not own and _TURNED_TIME.match(reading.simple[first:last]) is not None


_CONTRAST = re.compile(
    "[,;](?:而|同时|其中|另外|此外)(?P<subject>[^,;:.!?]{2,30})[^.!?;]*,(?:后来|随后|最后|最终|之后|于是)?$"
)
_SAME_SUBJECT = re.compile("[且是在于将被对为把从以由向同]|后来|并")
_STARTS_CLAUSE = ("v", "d", "vd")
_GOES_ON_ALSO = ("并", "会", "也", "还", "会以", "被", "由", "将")
_EXISTS = ("有", "据", "没有", "比如", "例如", "包括")
_NEW_SENTENCE = re.compile(
    r"^[^.!?;]*[^.!?;\s][.!?;][\"' ]*(?P<subject>[^.!?;]+)$|^[.!?;][\"' ]*(?P<at_once>[^.!?;]+)$"
)
_SAME_PERSON = re.compile(
    r"^(?:(?:and|but|then|later|also|so|in [0-9]+,?) ?)*(?:he|she|it|they|we|i|you|who|which)\b|[他她它其我您你]"
)
_PREDICATE_ENGLISH = re.compile(
    r" ?(?:(?:also|then|later|never|not|[a-z]+ly) )?(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|became|"
    r"went|came|made|took|gave|said|won|lost|wrote|began|left|led|held|met|fell|rose|grew|[a-z]{2,}ed)\b"
)


def _changes_subject(reading: Reading, one: Span, other: Span) -> bool:
    """Whether the second part is told of another subject, which the gap hides.

    Either the gap opens a clause in contrast (，而其北部区域…，) on which the second part goes on, or it crosses into another
    sentence and ends in the subject of the second part.
    """
    first, last = reading.bounds(one.end, other.start)
    hidden, follows = reading.simple[first:last].strip(), reading.simple[last : last + 12]
    han = bool(follows) and is_han(follows[0])
    goes_on = (
        _goes_on(follows)
        if han
        else _PREDICATE_ENGLISH.match(follows + reading.simple[last + 12 : last + 30]) is not None
    )
    if not goes_on:
        return False
    if han and (contrast := _CONTRAST.match(hidden)) and not _SAME_SUBJECT.match(contrast["subject"]):
        words = tagged(contrast["subject"])
        return words[0][1].startswith(("n", "r")) or any(tag == "n" for _, tag in words[:3])
    crossed = _NEW_SENTENCE.match(hidden)
    subject = crossed and (crossed["subject"] or "")
    return bool(subject) and not hidden.endswith(",") and _SAME_PERSON.search(subject or "") is None


def _goes_on(follows: str) -> bool:
    """Whether Chinese words go on with a predicate whose subject stands before them."""
    word, tag = tagged(follows)[0]
    return (tag in _STARTS_CLAUSE or word in _GOES_ON_ALSO) and word not in _EXISTS


def _hides(reading: Reading, first: int, last: int) -> bool:
    """Whether the gap denies, excepts, turns or makes conditional."""
    # The character behind the gap is only looked at, so that 不断 cut in two is not read as 不.
    telling = lexicon.GAP_HIDES.search(reading.simple[first : last + 1])
    if telling and telling.start() < last - first:
        return True
    return lexicon.GAP_HIDES_ENGLISH.search(reading.simple[first:last]) is not None


def _hedges(reading: Reading, first: int, last: int) -> bool:
    """Whether the gap makes less certain what the parts say: a hedge that is not in a clause of its own."""
    hidden = _without_may(reading, first, last)
    around = reading.simple[max(0, first - 1) : first], reading.simple[last : last + 1]
    return any(not _in_own_clause(hidden, match, *around) for match in lexicon.GAP_HEDGES.finditer(hidden))


def _in_own_clause(hidden: str, match: re.Match[str], before: str, after: str) -> bool:
    """Whether a hedge stands in a clause that the gap leaves out as a whole, and that says something of its own."""
    marks = [found.start() for found in re.finditer("[,;:()—.!?]", hidden)]
    left = max((mark for mark in marks if mark < match.start()), default=None)
    right = min((mark for mark in marks if mark >= match.end()), default=None)
    if (left is None and before not in _MARKS) or (right is None and after not in _MARKS):
        return False
    clause = hidden[0 if left is None else left + 1 : right]
    rest = clause.replace(match[0], "", 1)
    if right is not None and hidden[right] in ".!?" and len(rest) > _LEAST_OWN:
        return lexicon.POINTS_BACK.match(clause) is None
    if re.search(f"[{lexicon.HAN}]", clause):
        own = len(re.findall(f"[{lexicon.HAN}]", rest)) >= _LEAST_OWN
        return own and not lexicon.NO_OWN_CLAUSE.search(clause)
    in_brackets = left is not None and hidden[left] == "(" and len(rest.split()) > 1
    return in_brackets or lexicon.OWN_CLAUSE_ENGLISH.match(clause) is not None


_MARKS = tuple(",;:()—.!?")
_LEAST_OWN = 4


def _cuts_in(reading: Reading, one: Span, other: Span, statement: str) -> Iterator[Cut]:
    """What the gap leaves out beside either part and would be a fault at the edge of a quote."""
    before, behind = Site.at(reading, one.start, one.end), Site.at(reading, other.start, other.end)
    if before is None or behind is None:
        return
    # Words of the other part are no cut: they stand in the quote.
    before = before._replace(before="", after=before.after[: max(0, behind.start - before.end)])
    # Of the gap only what lies in the sentence of the part behind it; May is a month there.
    hidden = _without_may(reading, before.end, behind.start)
    behind = behind._replace(before=hidden[-len(behind.before) :].lstrip() if behind.before else "", after="")
    for site in (before, behind):
        for cut in edges.cuts_beside(site, statement):
            # 甚少（直到现代）…才频繁: both parts stand in the quote, and the change with them.
            if cut.kind == "exception" and cut.text.startswith("直"):
                continue
            if not cut.carried and (not cut.note or _is_modal(cut, site)):
                yield replace(cut, note=False)


def _is_modal(cut: Cut, site: Site) -> bool:
    """Whether a verb of wish, duty or plan stands between its subject and what is only wished: harmless at an edge."""
    if cut.kind != "modality" or lexicon.NO_ATTEMPT.search(site.before.removesuffix(cut.text)):
        return False
    return len(cut.text) > 1 or tagged(site.before)[-1][0] == cut.text


# A noun phrase of which only the possessor is left: 张伟|的妻子|获奖. Places and times lend no deed to another.
_POSSESSOR = ("nr", "nz", "nt", "n", "r")
_NO_POSSESSOR = ("ns", "nd")
_PREDICATE = ("v", "d", "p", "c")


def _loses_subject(reading: Reading, one: Span, other: Span) -> bool:
    """Whether the gap takes away whose deed it is: the head of the subject, or another who may have done it."""
    first, last = reading.bounds(one.end, other.start)
    hidden = reading.simple[first:last]
    if lexicon.GAP_POSSESSIVE.match(hidden) or lexicon.GAP_ALTERNATIVE.match(hidden):
        return True
    if not re.fullmatch(f"的[{lexicon.HAN}]+", hidden):
        return False
    start = reading.bounds(one.start, one.start)[0]
    owner = tagged(reading.simple[max(start, first - 12) : first])
    head, follows = tagged(hidden[1:]), tagged(reading.simple[last : last + 8])
    return (
        bool(owner and head and follows)
        and owner[-1][1].startswith(_POSSESSOR)
        and not owner[-1][1].startswith(_NO_POSSESSOR)
        and any(tag.startswith("n") for _, tag in head)
        and follows[0][1].startswith(_PREDICATE)
    )


# With a capital within a sentence it is the month.
_MAY = re.compile(r"(?<=[a-z0-9,;] )May\b")


def _without_may(reading: Reading, first: int, last: int) -> str:
    months = [match.start() for match in _MAY.finditer(reading.view.text, max(0, first - 2), last)]
    hidden = reading.simple[first:last]
    for at in months:
        hidden = hidden[: at - first] + "..." + hidden[at - first + 3 :]
    return hidden


# 如 means if where the consequence follows at once; else it may give an example.
_CONDITION = re.compile("(?:^|,)(?:如|若|倘|凡|经)[^,.;]{1,20},?$")
_CONSEQUENCE = re.compile(",?(?:将|则|就|可|应|须|要|会|便|即|方|才)")


def _length(text: str) -> int:
    """How many Han characters and other words a text has."""
    runs = groupby(text, lambda sign: "han" if is_han(sign) else "word" if sign.isalnum() else "")
    return sum(len(list(run)) if kind == "han" else kind == "word" for kind, run in runs)
