"""What a person who writes claims is offered: the places of a quote, what tells them apart, a passage, an id.

Nothing here reads or writes a file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import count, islice
from typing import TYPE_CHECKING

from forumcite.acceptance import ACCEPTABLE, NEVER_ACCEPTED
from forumcite.guard import omissions
from forumcite.guard.names import known_names
from forumcite.judge import Hint, in_context
from forumcite.locate import places, source_text
from forumcite.messages import Message, term
from forumcite.speakers import proposed_speaker
from forumcite.text.folds import fold
from forumcite.verdict import Judgement, Outcome, Span, Verdict
from forumcite.verify import verify_quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from forumcite.speakers import Proposal

_LONGEST_CONTEXT = 200
LONGEST_PASSAGE = 2000
"""In code points: between an opening and a closing further apart than this stands more than a quote."""
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """The places that a quote may mean, in the order of the text, and what is said of it without any position."""

    judgement: Judgement
    places: tuple[Span, ...]


def choices(
    quote: str, text: str, statement: str = "", speaker: str | None = None, names: Collection[str] = ()
) -> Choice:
    """Every place that may be meant, whatever position or context is recorded; none where the quote stands nowhere."""
    judged = verify_quote(quote, text, statement=statement, speaker=speaker, names=names)
    if judged.start is None or judged.end is None or judged.verdict in (Verdict.ALTERED, Verdict.MINOR):
        return Choice(judged, ())
    return Choice(judged, tuple(sorted({Span(judged.start, judged.end), *judged.candidates})))


def unique_context(text: str, meant: Span, others: Collection[Span]) -> dict[str, str]:
    """The shortest prefix, suffix or both that stand at one place and at none of the others.

    Latin words are not cut. Empty where there are no others, or where no context of 200 code points tells them apart.
    """
    others = [span for span in others if span != meant]
    if not others:
        return {}
    for length in range(2, _LONGEST_CONTEXT + 1):
        prefix, suffix = _prefix(text, meant.start, length), _suffix(text, meant.end, length)
        for context in ({"prefix": prefix}, {"suffix": suffix}, {"prefix": prefix, "suffix": suffix}):
            if all(word.strip() for word in context.values()) and _decides(context, text, meant, others):
                return context
    return {}


def fresh_context(text: str, meant: Span, keys: Collection[str]) -> dict[str, str]:
    """Short context on the sides named, in place of one that is recorded and stands elsewhere."""
    made: dict[str, str] = {}
    for key in keys:
        for length in range(4, _LONGEST_CONTEXT + 1):
            words = _prefix(text, meant.start, length) if key == "prefix" else _suffix(text, meant.end, length)
            if words.strip() and _decides({key: words}, text, meant, ()):
                made[key] = words
                break
    return made


def _decides(context: dict[str, str], text: str, meant: Span, others: Sequence[Span] | tuple[()]) -> bool:
    source = source_text(text)
    hint = Hint(prefix=context.get("prefix", ""), suffix=context.get("suffix", ""))
    return in_context(*meant, source, hint) and not any(in_context(*other, source, hint) for other in others)


def _prefix(text: str, start: int, length: int) -> str:
    first = max(0, start - length)
    while first > 0 and _is_latin(text[first - 1 : first + 1]):
        first -= 1
    return text[first:start].lstrip()


def _suffix(text: str, end: int, length: int) -> str:
    last = min(len(text), end + length)
    while last < len(text) and _is_latin(text[last - 1 : last + 1]):
        last += 1
    return text[end:last].rstrip()


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


# -- a new quote --------------------------------------------------------------------------------------------------


def passages(words: str, text: str) -> list[Span]:
    """The passages from an opening to a closing: `opening … closing`; the shortest from each opening, in order.

    Empty where the words hold no mark of omission, or where one of them stands nowhere.
    """
    parts = [words[slice(*piece)] for piece in omissions.split(words)]
    if len(parts) < 2:
        return []
    source = source_text(text)
    openings, closings = places(parts[0], source), places(parts[-1], source)
    between = [places(part, source) for part in parts[1:-1]]
    if not all(between):
        return []
    found: dict[int, Span] = {}
    for opening in openings:
        end = opening.end
        for inner in between:
            end = next((place.end for place in inner if place.start >= end), len(text) + 1)
        closing = next((place for place in closings if place.start >= end), None)
        if closing is not None and closing.end - opening.start <= LONGEST_PASSAGE:
            # Of two openings before one closing the nearer one is meant.
            found[closing.end] = Span(opening.start, closing.end)
    return sorted(found.values())


def check(
    quote: str,
    text: str,
    place: Span,
    context: Mapping[str, str],
    *,
    statement: str = "",
    speaker: str | None = None,
    names: Collection[str] = (),
) -> Judgement:
    """The judgement on a quote as it is going to be recorded."""
    told = {"prefix": context.get("prefix", ""), "suffix": context.get("suffix", ""), "statement": statement}
    return verify_quote(quote, text, start=place.start, end=place.end, speaker=speaker, names=names, **told)


def speaker_at(
    text: str, place: Span, *, speakers: Collection[str | None] = (), names: Collection[str] = ()
) -> Proposal | None:
    """Whom a source seems to quote at a place, known by its own captions, by other claims and by the project's list."""
    source = source_text(text)
    known = known_names([source.whole_reading], speakers=speakers, listed=names)
    return proposed_speaker(source, place, known)


# -- ids ----------------------------------------------------------------------------------------------------------


def propose_id(words: str, taken: Collection[str]) -> str:
    """An id made of the first letters and digits of some words, which no other claim or source has."""
    folded = unicodedata.normalize("NFC", fold(words).plain).lower()
    runs = re.findall(r"[^\W_]+", folded)
    stem = ""
    for run in runs:
        if stem and len(stem) + len(run) >= _LONGEST_ID:
            break
        stem = f"{stem}-{run}" if stem else run[:_LONGEST_ID]
    stem = "".join(sign for sign in stem if sign == "-" or unicodedata.category(sign)[0] == "L" or sign.isdecimal())
    return next(name for name in _numbered(stem.strip("-") or "claim") if name not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in islice(count(2), 1_000_000))


# -- acceptance ---------------------------------------------------------------------------------------------------


def unacceptable(judgement: Judgement) -> str | None:
    """Why a person may not accept a verdict, with what to do instead; None where they may (docs/format.md, Accept)."""
    if judgement.outcome is Outcome.PASS:
        return Message("it passes and needs no acceptance")
    if judgement.verdict is Verdict.AMBIGUOUS:
        return Message("it stands in several places: settle it with `pin`")
    if judgement.verdict not in ACCEPTABLE:
        return Message(
            "a quote that is {verdict} can never be accepted: correct it or its source",
            verdict=term("verdict", judgement.verdict.value),
        )
    touched = next((edit for edit in judgement.edits if edit.kind in NEVER_ACCEPTED), None)
    if judgement.verdict is Verdict.ALTERED and touched is not None:
        return Message(
            "it alters a {kind}, which nobody may accept: quote the source's words", kind=term("kind", touched.kind)
        )
    return None
