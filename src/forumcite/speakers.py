"""Join the judgement of a quote with the signs of whose words it is: which place is meant, and who says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from forumcite.guard import turns
from forumcite.guard.speaker import attribution, attributions, same_person
from forumcite.judge import judge
from forumcite.text.folds import fold
from forumcite.verdict import Judgement, Outcome, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from forumcite.guard.speaker import Attribution
    from forumcite.judge import Hint
    from forumcite.locate import SourceText


def with_speaker(
    quote: str, judgement: Judgement, source: SourceText, hint: Hint, speaker: str | None, known: Collection[str]
) -> tuple[Judgement, Attribution | None]:
    """A judgement as the speaker's signs leave it.

    Where a quote stands in several places, the named speaker decides between them; without one, places of different
    speakers are ambiguous. Parts of two speakers are spliced. What two kinds of sign give to another is misattributed.

    Args:
        quote: The quote as given.
        judgement: The judgement without regard to speakers.
        source: The source, with its views.
        hint: What is recorded of the place.
        speaker: The speaker that the claim names, if any.
        known: Known names, as `forumcite.guard.names` gives them.

    Returns:
        The judgement, and the attribution of the passage, or None where nothing was located.
    """
    if judgement.start is None or judgement.end is None or judgement.verdict in (Verdict.NOT_FOUND, Verdict.UNCHECKED):
        return judgement, None
    if judgement.candidates:
        judgement = _decided(quote, judgement, source, hint, speaker, known)
    if judgement.start is None or judgement.end is None:
        return judgement, None
    spans = judgement.parts or (Span(judgement.start, judgement.end),)
    signs = [attribution(source.whole_reading, span.start, span.end, speaker, known) for span in spans]
    if judgement.verdict is Verdict.ELIDED and _are_several({name for each in signs for name in _certain(each)}):
        return replace(judgement, verdict=Verdict.SPLICED), signs[0]
    if speaker and judgement.outcome is Outcome.PASS and turns.runs_over_change(source.whole_reading, spans[0]):
        return replace(judgement, verdict=Verdict.SPLICED), signs[0]
    worst = min(signs, key=lambda each: _ORDER.index(each.standing))
    if worst.standing == "misattributed" and (judgement.outcome is Outcome.PASS or judgement.verdict is Verdict.MINOR):
        judgement = replace(judgement, verdict=Verdict.MISATTRIBUTED)
    return judgement, worst


_ORDER = ("misattributed", "unconfirmed", "unknown", "confirmed")


def _certain(signs: Attribution) -> set[str]:
    """Whom a reporting verb in the sentence names."""
    return {sign.name for sign in signs.signs if sign.kind == "attribution"}


def _are_several(names: set[str]) -> bool:
    """Whether names are of more than one person: a surname may stand for the whole name."""
    return any(not same_person(one, other) for one, other in combinations(sorted(names), 2))


def _decided(
    quote: str, judgement: Judgement, source: SourceText, hint: Hint, speaker: str | None, known: Collection[str]
) -> Judgement:
    """The place of the named speaker among several; ambiguous where several speak and none is named."""
    first = Span(judgement.start or 0, judgement.end or 0)
    spans = sorted({first, *judgement.candidates})
    signs = dict(zip(spans, attributions(source.whole_reading, spans, speaker, known), strict=True))
    if not speaker:
        if len({each.speaker for each in signs.values() if each.speaker}) > 1:
            return replace(judgement, verdict=Verdict.AMBIGUOUS, candidates=tuple(spans), notes=(), cuts=(), folds=())
        return judgement
    own = [span for span in spans if signs[span].standing == "confirmed"]
    if not own or len(own) == len(spans):
        return judgement
    if len(own) == 1:
        return judge(quote, source, replace(hint, start=own[0].start, end=own[0].end))
    if first not in own:
        return replace(judge(quote, source, replace(hint, start=own[0].start, end=own[0].end)), notes=judgement.notes)
    return judgement


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom a source seems to quote: the name as the source writes it, and the kinds of sign that name it.

    `certain` says that two kinds of sign agree and none names another; one sign alone is a guess for a person.
    """

    name: str
    signs: tuple[str, ...]
    certain: bool


# The signs that say whose words they are; a name that is merely near says nothing.
_TELLING = ("caption", "attribution", "continued")


def proposed_speaker(source: SourceText, span: Span, known: Collection[str]) -> Proposal | None:
    """The speaker that the signs around a passage name, or None where none or several are named.

    Args:
        source: The source, with its views.
        span: The passage, in code points of the source.
        known: Known names, as `forumcite.guard.names` gives them.
    """
    reading = source.whole_reading
    signs = [sign for sign in attribution(reading, *span, None, known).signs if sign.kind in _TELLING]
    names = {sign.name for sign in signs}
    at = reading.simple.find(next(iter(names))) if len(names) == 1 else -1
    if at < 0:
        return None
    written = reading.between(at, at + len(signs[0].name))
    kinds = tuple(dict.fromkeys(sign.kind for sign in signs))
    return Proposal(written, kinds, certain=len(kinds) > 1)


_QUOTED = re.compile('"([^"]+)"')
_LEAST_QUOTED = 6


def given_as_own_words(quote: str, statement: str | None, passage: str) -> bool:
    """Whether a claim puts in quotation marks what the source reports without them.

    Args:
        quote: The quote.
        statement: The claim's statement, if any.
        passage: The passage as the source has it.
    """
    inside = {_bare(words) for words in _QUOTED.findall(fold(passage).plain)}
    for words in _QUOTED.findall(fold(statement or "").plain):
        bare = _bare(words)
        if len(bare) >= _LEAST_QUOTED and bare in _bare(fold(quote).plain) and not any(bare in each for each in inside):
            return True
    return False


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
