"""Judge one quote against one text.

The order is that of docs/format.md: the recorded position first, then equality in the folded view, then parts between
marks of omission, then the nearest passage for a person to see. Nothing but an equality can pass, and the guard reads
the edges and the omissions of every equality.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from forumcite import match
from forumcite.guard import edges, edits, insertions, omissions, turns
from forumcite.guard.reading import lowered
from forumcite.locate import (
    BudgetSpentError,
    Place,
    SourceText,
    are_too_many,
    is_equal,
    lossy_place,
    nearest_damaged,
    nearest_passage,
    needed_folds,
    places,
)
from forumcite.messages import Message
from forumcite.patterns import lazy
from forumcite.text.characters import is_han
from forumcite.text.folds import FOLD_NAMES, fold
from forumcite.verdict import Cut, Edit, Gap, Judgement, Outcome, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD_OR_NUMBER = lazy(r"[^\W\d_㐀-鿿\uf900-\ufaff]+|[0-9]+(?:\.[0-9]+)?")
# A gap longer than this, in characters of the folded text, is a join of two passages rather than a dropped word.
_LONGEST_DROPPED_WORD = 6
# Far above any quotation, and low enough that folding, aligning and guarding stay a matter of seconds.
_LONGEST_QUOTE = 10_000
_MOST_PARTS = 100


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of a quote: its recorded place, to decide between several, the statement, and known names.

    The names are simplified and in lower case (`forumcite.guard.reading.lowered`).
    """

    start: int | None = None
    end: int | None = None
    prefix: str = ""
    suffix: str = ""
    statement: str = ""
    names: frozenset[str] = frozenset()


def judge(quote: str, source: SourceText, hint: Hint | None = None) -> Judgement:
    """Judge one quote against a source whose views are already made; see `forumcite.verify_quote`.

    The spans of the edits count from the beginning of the quote as given, white space at its edges included.
    """
    hint = hint or Hint()
    given, quote = quote, quote.strip()
    if given != quote:
        return _shifted(judge(quote, source, hint), given.index(quote) if quote else 0)
    if reason := _meaningless(quote):
        return Judgement(Verdict.UNCHECKED, reason=reason)
    if found := places(quote, source, hint.start):
        return _decide(quote, found, source, hint)
    return (
        _judge_omissions(quote, source, hint)
        or _judge_insertions(quote, source, hint)
        or _judge_difference(quote, source, hint)
    )


def _shifted(judged: Judgement, by: int) -> Judgement:
    """The judgement with the spans in the quote moved to where its words stand in what was given."""
    moved = tuple(
        replace(edit, quote_span=Span(edit.quote_span.start + by, edit.quote_span.end + by)) for edit in judged.edits
    )
    return replace(judged, edits=moved)


def _meaningless(quote: str) -> str | None:
    if not quote:
        return Message("the quote is empty")
    if len(quote) > _LONGEST_QUOTE:
        return Message(
            "the quote has {number} characters, more than the {limit} that are compared; quote less",
            number=len(quote),
            limit=_LONGEST_QUOTE,
        )
    folded = fold(quote).plain
    if _count_han(folded) >= 2 or _WORD_OR_NUMBER.search(folded):
        return None
    return Message("the quote is too short to mean anything: fewer than 2 Han characters, 1 word or 1 number")


def _count_han(text: str) -> int:
    return sum(map(is_han, text))


# --- the quote stands in the source ------------------------------------------------------------------------------


def _decide(quote: str, found: Sequence[Place], source: SourceText, hint: Hint) -> Judgement:
    """Which of the places is meant, and what its edges make of it."""
    whole = [place for place in found if not edges.breaks_token(source.whole_reading, place.start, place.end)] or list(
        found
    )
    meant = _recorded(whole, source, hint) or _in_context(whole, source, hint)
    judged = [_at_place(quote, place, source, hint) for place in meant]
    best = next((each for each in judged if each.verdict is Verdict.EXACT), judged[0])
    if len(judged) == 1:
        return best
    candidates = tuple(Span(each.start or 0, each.end or 0) for each in judged)
    outcomes = {each.verdict.outcome for each in judged}
    unseen = len(meant) == len(whole) and are_too_many(quote, source)
    if len(outcomes) > 1 or unseen or (_is_short(quote) and best.verdict is not Verdict.CLIPPED):
        return replace(best, verdict=Verdict.AMBIGUOUS, candidates=candidates, cuts=(), folds=())
    others = tuple(each for each in candidates if each != (best.start, best.end))
    return replace(best, candidates=others, notes=("quote-repeated",))


def _recorded(found: Sequence[Place], source: SourceText, hint: Hint) -> list[Place]:
    """The place at the recorded position: its span may differ only by characters that a fold drops."""
    if hint.start is None or hint.end is None:
        return []
    return [place for place in found if holds(place.start, place.end, hint.start, hint.end, source)]


def holds(start: int, end: int, recorded_start: int, recorded_end: int, source: SourceText) -> bool:
    """Whether a recorded span is that of a place, but for characters that a fold drops."""
    if recorded_end > len(source.original):
        return False
    position_of = source.view.position_of
    return (start, end) == (recorded_start, recorded_end) or (
        (position_of(start), position_of(end)) == (position_of(recorded_start), position_of(recorded_end))
    )


def _in_context(found: Sequence[Place], source: SourceText, hint: Hint) -> list[Place]:
    """The places next to which the prefix and the suffix stand; all of them where none has both."""
    if len(found) == 1 or not (hint.prefix or hint.suffix):
        return list(found)
    return [place for place in found if in_context(place.start, place.end, source, hint)] or list(found)


def in_context(start: int, end: int, source: SourceText, hint: Hint) -> bool:
    """Whether the recorded prefix and suffix, folded, stand next to a span."""
    before = _bare(source.view.text[: source.view.position_of(start)][-2 * len(hint.prefix) - 8 :])
    after = _bare(source.view.text[source.view.position_of(end) :][: 2 * len(hint.suffix) + 8])
    return before.endswith(_bare(fold(hint.prefix).text)) and after.startswith(_bare(fold(hint.suffix).text))


def _bare(folded: str) -> str:
    return folded.lower().replace(" ", "")


def _is_short(quote: str) -> bool:
    folded = fold(quote).plain
    return _count_han(folded) < 4 and len(_WORD_OR_NUMBER.findall(folded)) < 2


def _at_place(quote: str, place: Place, source: SourceText, hint: Hint) -> Judgement:
    text = source.original
    start, end = _literal_span(quote, place, text)
    found = edges.cuts(source.whole_reading, start, end, hint.statement, hint.names)
    matched = text[start:end]
    verdict = Verdict.EXACT if matched == quote else Verdict.NORMALIZED
    folds: tuple[str, ...] = ()
    if verdict is Verdict.NORMALIZED:
        folds = _folds_of(quote, matched, damaged=place.damaged)
    if _is_fault(found):
        verdict = Verdict.CLIPPED
    return Judgement(verdict, start, end, matched, folds, 1.0, cuts=found)


def _literal_span(quote: str, place: Place, text: str) -> tuple[int, int]:
    """The place, widened to the quote's own edges where the source has them literally: **so** in Markdown."""
    if text[place.start : place.end] != quote and (at := quote.find(text[place.start : place.end])) >= 0:
        start = place.start - at
        if start >= 0 and text.startswith(quote, start):
            return start, start + len(quote)
    return place.start, place.end


def _folds_of(quote: str, matched: str, *, damaged: bool) -> tuple[str, ...]:
    if damaged:
        return tuple(
            name
            for name in FOLD_NAMES
            if name == "damage"
            or name in fold(quote).fired
            or (name == "script" and _differs_in_script(quote, matched))
        )
    if is_equal(quote, matched):
        return needed_folds([(quote, matched)])
    # An enclosing pair, and the comma or stop at the end, are the quoting text's.
    inner, found = (text.strip("\"'“”‘’‚‟„″「」『』«»‹›〝〞〟＂`,.，。．、;； ") for text in (quote, matched))
    folds = needed_folds([(inner, found)]) if is_equal(inner, found) else ()
    return tuple(name for name in FOLD_NAMES if name == "quotes" or name in folds)


def _differs_in_script(quote: str, matched: str) -> bool:
    return any(character not in matched for character in fold(quote).plain)


def _is_fault(found: Sequence[Cut]) -> bool:
    return any(not cut.carried and not cut.note for cut in found)


# --- parts between marks of omission -----------------------------------------------------------------------------


def _judge_omissions(quote: str, source: SourceText, hint: Hint) -> Judgement | None:
    pieces = omissions.split(quote)
    parts = [quote[slice(*piece)] for piece in pieces]
    if len(parts) < 2:
        # A mark at an edge is dropped; what is left is judged as a quote without it.
        if not parts or parts[0].strip() == quote:
            return None
        return _shifted(judge(parts[0], source, hint), pieces[0][0])
    if len(parts) > _MOST_PARTS:
        reason = Message(
            "the quote has {number} parts, more than the {limit} that are compared; quote less",
            number=len(parts),
            limit=_MOST_PARTS,
        )
        return Judgement(Verdict.UNCHECKED, reason=reason)
    where = [places(part, source) for part in parts]
    if not all(where):
        return _judge_altered_parts(
            [(piece[0], part) for piece, part in zip(pieces, parts, strict=True)], where, source, hint
        )
    chain = _nearest_chain(where, hint)
    if chain is None:
        spans = tuple(Span(found[0].start, found[0].end) for found in where)
        return _of_parts(Verdict.SPLICED, parts, sorted(spans), source, hint)
    return _of_parts(Verdict.ELIDED, parts, chain, source, hint)


def _nearest_chain(where: Sequence[Sequence[Place]], hint: Hint) -> list[Span] | None:
    """One place for each part, in order, with the smallest extent; None where no such order exists."""
    best: list[Span] | None = None
    for first in where[0]:
        chain = [Span(first.start, first.end)]
        for found in where[1:]:
            following = next((place for place in found if place.start >= chain[-1].end), None)
            if following is None:
                break
            chain.append(Span(following.start, following.end))
        if len(chain) < len(where):
            continue
        if (chain[0].start, chain[-1].end) == (hint.start, hint.end):
            return chain
        if best is None or chain[-1].end - chain[0].start < best[-1].end - best[0].start:
            best = chain
    return best


def _of_parts(
    verdict: Verdict, parts: Sequence[str], spans: Sequence[Span], source: SourceText, hint: Hint
) -> Judgement:
    text = source.original
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    ordered = sorted(spans)
    gaps = tuple(
        Gap(one.end, other.start, text[one.end : other.start])
        for one, other in pairwise(ordered)
        if one.end < other.start
    )
    found = _cuts_of_parts(spans, source, hint)
    if verdict is Verdict.ELIDED:
        reading = source.whole_reading
        pairs_of_parts = [pair for pair in pairwise(ordered) if pair[0].end < pair[1].start]
        hidden = [each for pair in pairs_of_parts if (each := omissions.fault(reading, *pair, hint.statement))]
        found += tuple(cut for each in hidden for cut in each.cuts if cut not in found)
        if hidden or turns.change_of_speaker(reading, ordered):
            verdict = Verdict.SPLICED
        elif _is_fault(found):
            verdict = Verdict.CLIPPED
    pairs = [
        (part, text[slice(*span)])
        for part, span in zip(parts, spans, strict=True)
        if part.strip() != text[slice(*span)]
    ]
    pairs = [(part, passage) for part, passage in pairs if is_equal(part, passage)]
    return Judgement(
        verdict,
        start,
        end,
        text[start:end],
        needed_folds(pairs) if pairs else (),
        match.similarity(fold(" ".join(parts)).text, fold(text[start:end]).text),
        cuts=found,
        gaps=gaps,
        parts=tuple(spans),
    )


def _cuts_of_parts(spans: Sequence[Span], source: SourceText, hint: Hint) -> tuple[Cut, ...]:
    """The outer edges as of any quote; at the inner edges only cut figures and words, and what governs a part."""
    found: list[Cut] = []
    for index, span in enumerate(spans):
        for cut in edges.cuts(source.whole_reading, span.start, span.end, hint.statement, hint.names):
            outer = (cut.side == "before" and index == 0) or (cut.side == "after" and index == len(spans) - 1)
            if outer or cut.kind in ("number", "unit", "date", "word", "sign", "title", "approximation"):
                found.append(cut)
    return tuple(found)


def _judge_altered_parts(
    pieces: Sequence[tuple[int, str]],
    where: Sequence[Sequence[Place]],
    source: SourceText,
    hint: Hint,
) -> Judgement | None:
    """Some part stands nowhere: the differences of those that are near, else no judgement of parts."""
    spans: list[Span] = []
    found: list[edits.Difference] = []
    for (offset, part), known in zip(pieces, where, strict=True):
        near = (
            Span(known[0].start, known[0].end) if known else lossy_place(part, source) or nearest_passage(part, source)
        )
        if near is None:
            return None
        spans.append(near)
        if not known:
            passage = source.original[slice(*near)]
            found += [
                _moved(each, offset) for each in edits.differences(passage, part, offset=near.start, names=hint.names)
            ]
    parts = [part for _, part in pieces]
    in_order = spans == sorted(spans)
    judged = _of_parts(Verdict.ELIDED if in_order else Verdict.SPLICED, parts, spans, source, hint)
    if any(not each.minor for each in found):
        judged = replace(judged, verdict=Verdict.ALTERED)
    elif found and judged.verdict is Verdict.ELIDED:
        judged = replace(judged, verdict=Verdict.MINOR)
    return replace(judged, edits=tuple(each.edit for each in found))


def _moved(difference: edits.Difference, by: int) -> edits.Difference:
    """A difference of one part, its span counted in the whole quote."""
    span = difference.edit.quote_span
    return difference._replace(edit=replace(difference.edit, quote_span=Span(span.start + by, span.end + by)))


# --- the editor's insertions -------------------------------------------------------------------------------------


def _judge_insertions(quote: str, source: SourceText, hint: Hint) -> Judgement | None:
    """Words in square brackets that the source lacks are the editor's, if they state nothing of their own."""
    inserted = [mark for mark in insertions.insertions(quote) if mark[0] not in source.original]
    if not inserted:
        return None
    without = _without(quote, inserted, "")
    judged = judge(without, source, hint) if places(without, source) else None
    if judged is None:
        judged = _judge_omissions(_without(quote, inserted, "…"), source, hint)
        if judged is None or judged.verdict in (Verdict.ALTERED, Verdict.NOT_FOUND):
            return None
    places_of = _in_their_place(quote, inserted, judged, source)
    facts = [
        (mark, "word" if _PREFIX.match(quote, mark.start()) else _fact(mark[1], place))
        for mark, place in zip(inserted, places_of, strict=True)
    ]
    if any(kind for _, kind in facts):
        return replace(judged, verdict=Verdict.ALTERED, edits=_inserted(facts, judged))
    names = [(mark, "name") for mark in inserted if insertions.unknown_name(mark[1], source.original)]
    if names and judged.outcome is Outcome.PASS:
        return replace(judged, verdict=Verdict.MINOR, edits=_inserted(names, judged))
    folds = tuple(name for name in FOLD_NAMES if name in judged.folds or name == "insertion")
    verdict = Verdict.NORMALIZED if judged.verdict is Verdict.EXACT else judged.verdict
    return replace(judged, verdict=verdict, folds=folds)


# What is set before letters makes another word: [un]able, [S]he.
_PREFIX = re.compile(r"\[[A-Za-z-]{1,6}\][A-Za-z]")


def _without(quote: str, inserted: Sequence[re.Match[str]], put: str) -> str:
    pieces: list[str] = []
    position = 0
    for mark in inserted:
        pieces += (quote[position : mark.start()].rstrip() if not put else quote[position : mark.start()], put)
        position = mark.end()
    return "".join((*pieces, quote[position:])).strip()


def _inserted(facts: Iterable[tuple[re.Match[str], str | None]], judged: Judgement) -> tuple[Edit, ...]:
    """The edits for insertions of these kinds; the source has nothing in their place."""
    at = judged.start or 0
    return tuple(Edit("insert", mark[1], "", kind, Span(at, at), Span(*mark.span())) for mark, kind in facts if kind)


def _fact(words: str, in_place: str) -> str | None:
    """The kind of fact that inserted words state for the source words in their place; None where they only explain."""
    if insertions.stands_for_brackets(in_place):
        return "word"
    return "name" if insertions.replaces_name(words, in_place) else insertions.fact_in(words)


# So many characters before or behind a quote may be what an insertion at its edge stands for.
_IN_PLACE = 40


def _in_their_place(
    quote: str, inserted: Sequence[re.Match[str]], judged: Judgement, source: SourceText
) -> Iterator[str]:
    """For each insertion the source words that the quote leaves out there, as far as their clause goes."""
    text, start, end = source.original, judged.start or 0, judged.end or 0
    edges_of = [0, *(edge for mark in inserted for edge in mark.span()), len(quote)]
    pieces = [bool(quote[one:other].strip()) for one, other in zip(edges_of[::2], edges_of[1::2], strict=True)]
    apart = len(judged.parts) == sum(pieces)
    for at in range(len(inserted)):
        before, after = sum(pieces[: at + 1]), any(pieces[at + 1 :])
        if not before:
            yield _CLAUSE_BEFORE.search(text[max(0, start - _IN_PLACE) : start])[0]  # type: ignore[index] # matches always
        elif not after:
            yield _CLAUSE_AFTER.match(text[end : end + _IN_PLACE])[0]  # type: ignore[index] # matches always
        elif apart:
            yield text[judged.parts[before - 1].end : judged.parts[before].start]
        else:
            yield " ".join(gap.text for gap in judged.gaps)


_CLAUSE_BEFORE = re.compile(r"[^.!?。！？;；,，:：\n]*$")
_CLAUSE_AFTER = re.compile(r"[^.!?。！？;；,，:：\n]*")


# --- the quote stands nowhere ------------------------------------------------------------------------------------


def _judge_difference(quote: str, source: SourceText, hint: Hint) -> Judgement:
    """The nearest passage with what differs; only slips are minor, and nothing here passes."""
    # Half of a quote in a damaged block may stand elsewhere by chance, so the block comes first.
    if not (lossy := lossy_place(quote, source)) and (spliced := _judge_join(quote, source, hint)):
        return spliced
    try:
        near = (
            lossy or nearest_passage(quote, source) or nearest_damaged(quote, source) or _in_other_case(quote, source)
        )
    except BudgetSpentError:
        return Judgement(
            Verdict.UNCHECKED, reason=Message("the budget is spent: quote and source are too long to compare")
        )
    if near is None:
        return Judgement(Verdict.NOT_FOUND)
    passage = source.original[slice(*near)]
    found = edits.differences(passage, quote, offset=near.start, names=hint.names)
    if not found:
        return _at_place(quote, Place(*near, (near,)), source, hint)
    likeness = match.similarity(fold(quote).text, fold(passage).text)
    judged = Judgement(
        Verdict.ALTERED,
        near.start,
        near.end,
        passage,
        _folds_beside(quote, passage),
        likeness,
        edits=tuple(each.edit for each in found),
    )
    if not all(each.minor for each in found):
        return judged
    cuts = edges.cuts(source.whole_reading, near.start, near.end, hint.statement, hint.names)
    verdict = Verdict.CLIPPED if _is_fault(cuts) else Verdict.MINOR
    return replace(judged, verdict=verdict, cuts=cuts)


def _in_other_case(quote: str, source: SourceText) -> Span | None:
    """Where the quote stands but for the case of its letters, as in a heading set in capitals."""
    view, pattern = source.view, lowered(fold(quote).text)
    at = lowered(view.text).find(pattern)
    return Span(*view.span(at, at + len(pattern))) if at >= 0 and pattern else None


def _folds_beside(quote: str, passage: str) -> tuple[str, ...]:
    """The folds that made more of an altered quote equal: without one of them the two sides would be further apart."""
    from rapidfuzz.distance import Levenshtein

    fired = {*fold(quote).fired, *fold(passage).fired}
    apart = Levenshtein.distance(fold(quote).text, fold(passage).text)

    def apart_without(name: str) -> int:
        return Levenshtein.distance(fold(quote, without=(name,)).text, fold(passage, without=(name,)).text)

    return tuple(name for name in FOLD_NAMES if name in fired and apart_without(name) > apart)


def _judge_join(quote: str, source: SourceText, hint: Hint) -> Judgement | None:
    """A quote that is two stretches of the source joined without a mark."""
    view, pattern = source.view, fold(quote)
    if pattern.text.rstrip(".!;,") in view.text:
        return None  # only its end is the quote's own
    # At the seam a sentence may have lost or found its capital.
    text, body = lowered(view.text), lowered(pattern.text.rstrip(".!;,"))
    seam = None if body in text else _seam(body, pattern.plain, text)
    if seam is None:
        return None
    first, second = _stretches(body[: seam.start], body[seam.end :], text, max(4, len(body) // 8))
    if first < 0 or second < 0 or 0 <= second - first - seam.end <= _LONGEST_DROPPED_WORD:
        return None
    spans = [Span(*view.span(first, first + seam.start)), Span(*view.span(second, second + len(body) - seam.end))]
    quoted = [quote[slice(*pattern.span(0, seam.start))], quote[slice(*pattern.span(seam.end, len(pattern.text)))]]
    if spans[0].start > spans[1].start:
        spans.reverse()
        quoted.reverse()
    return _of_parts(Verdict.SPLICED, quoted, spans, source, hint)


def _seam(body: str, plain: str, text: str) -> Span | None:
    """Where a quote that is two stretches of the text passes from one to the other, a mark of the quote's own aside."""
    head, rest = _longest_prefix(body, text), len(body) - _longest_suffix(body, text)
    if rest > head:
        if body[head - 1 : head].isdigit() and body[rest : rest + 1].isdigit():
            return None  # the mark is of a figure
        return Span(head, rest) if head and rest < len(body) and body[head:rest].strip() in _SEAM_MARKS else None
    cut = next((at for at in range(max(rest, 1), min(head, len(body) - 1) + 1) if _is_boundary(plain, at)), None)
    return None if cut is None else Span(cut, cut)


_SEAM_MARKS = tuple(",.;:")


def _stretches(head: str, tail: str, text: str, least: int) -> tuple[int, int]:
    """Where the two stretches stand, as near to each other as they do; -1 where they are no passages of the text.

    A short one stands in many places: it must belong to the sentence of the other and begin or end a clause there.
    """
    if len(head) >= least and len(tail) >= least:
        first = text.find(head)
        end = first + len(head)
        return first, min(match.occurrences(tail, text, 50), key=lambda at: (at < end, abs(at - end)))
    if len(head) < least <= len(tail):
        second = text.find(tail)
        found = re.search(rf"(?:^|[^\w]){re.escape(head)}[^.!?;]*\Z", text[max(0, second - _SENTENCE) : second])
        first = second - len(found[0]) + found[0].index(head) if found and len(head.strip(", ")) > 1 else -1
        return first, second
    if len(tail) < least <= len(head):
        first = text.find(head)
        end = first + len(head)
        found = re.match(rf"[^.!?;]*?({re.escape(tail)})(?!\w)", text[end : end + _SENTENCE])
        return first, end + found.start(1) if found and len(tail.strip(", ")) > 1 else -1
    return -1, -1


# A sentence longer than this holds no clause that a person would leave out without a mark.
_SENTENCE = 400


def _is_boundary(text: str, at: int) -> bool:
    """Whether two passages may meet here: not inside a Latin word or a figure."""
    return not (text[at - 1 : at + 1].isascii() and text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())


def _longest_prefix(pattern: str, text: str) -> int:
    low, high = 0, len(pattern)
    while low < high:
        middle = (low + high + 1) // 2
        if pattern[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def _longest_suffix(pattern: str, text: str) -> int:
    return _longest_prefix(pattern[::-1], text[::-1])
