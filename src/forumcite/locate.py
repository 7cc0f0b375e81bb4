"""Find a quote in a source: every place where it stands, folded, and the span of the original behind it.

A place is an equality, never a likeness. What only resembles the quote is found by `nearest_passage`, for a person to
see the difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite import match
from forumcite.guard import lexicon
from forumcite.guard.edits import tokens
from forumcite.guard.reading import Reading
from forumcite.text import damage, script
from forumcite.text.folds import FOLD_NAMES, fold, folded_on, footnotes, has_broken_words
from forumcite.verdict import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.edits import Token
    from forumcite.text.view import View

# German „…“ and the made marks ``…'' among them; behind them the stop of the text that quotes.
_ENCLOSING = re.compile(
    r"""\A(?:``|''|["'“‘「『«»‹›〝＂„‚‟″])(?P<inner>.+?)(?:''|["'”’」』»«›‹〞〟＂“‘″])(?P<after>[.。．,，;；]?)\Z""",
    re.DOTALL,
)
# At the very end of a quote a comma or semicolon is the quoting text's, and stands for the stop of the source.
_COMMAS = ",，、;；"
_CLOSING = "\"'”’」』»）)]］》〉%"
# American style sets the comma before a closing mark.
_COMMA_INSIDE = re.compile('(?<=\\w)[,，]["”’»」』]\\Z')
_END_MARK = re.compile(r"[\s\"'”’」』»]{0,3}(?:[.,](?![0-9])|[，。．、;；︒﹒])")
_PUNCTUATION = " \t\r\n,.;:，。；：、"
# Each place costs a look at its edges and at the text between them: so fewer where the quote is very long. A quote that
# stands more often passes nowhere but at its recorded place, since the others were not looked at.
_MOST_PLACES = 10_000
_MOST_AT_PLACES = 500_000  # characters
# A passage further away than this, in errors per character of the quote, is another passage: unrelated text of the
# same kind was never nearer than 0.28, and an altered quote must still be shown beside its source.
NEAREST_RATE = 0.45


@dataclass(frozen=True)
class SourceText:
    """A source with its views, made once."""

    original: str

    @cached_property
    def view(self) -> View:
        """The folded view."""
        return folded_on(self.whole_reading.view)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The folded view, and the one that reads broken words the other way where there are any."""
        if has_broken_words(self.original):
            return self.view, fold(self.original, breaks="joined")
        return (self.view,)

    @cached_property
    def written(self) -> View:
        """The view with numerals and dates as they are written, in which a quote may cut a date in two."""
        return folded_on(self.whole_reading.view, without=("numerals",))

    @cached_property
    def whole_reading(self) -> Reading:
        """The whole text as the guard reads it."""
        return Reading.of(self.original)

    @cached_property
    def with_unknown(self) -> str:
        """The original with one sign for every character that a decoder did not know."""
        return self.original.translate(damage.UNKNOWN)

    @cached_property
    def suspects(self) -> tuple[int, ...]:
        """Where damaged blocks may begin, in code points of the original."""
        return tuple(damage.suspects(self.original))


@lru_cache(maxsize=16)
def source_text(text: str) -> SourceText:
    """The source with its views; the last few are kept, since many quotes are checked against one text."""
    return SourceText(text)


class Place(NamedTuple):
    """One place where a quote stands: its extent, and the spans of its parts where it has omissions."""

    start: int
    end: int
    parts: tuple[Span, ...]
    damaged: bool = False


def places(quote: str, source: SourceText, recorded: int | None = None) -> list[Place]:
    """The places where the quote equals the source after all folds, in the order of the text.

    At most 10,000 from the beginning, fewer of a quote of many characters, and that at `recorded`, the code
    point where the quote is said to begin. Damaged blocks are looked at only where the quote stands nowhere else.
    """
    return (
        _equal_places(quote, source, recorded)
        or _enclosed_places(quote, source, recorded)
        or _places_but_for_end(quote, source, recorded)
        or _whole_damaged_places(quote, source)
    )


def _whole_damaged_places(quote: str, source: SourceText) -> list[Place]:
    """Of several explanations of one damaged block the longest: a shorter one ends inside it."""
    ends: dict[int, int] = {}
    for start, end in _damaged_places(quote, source):
        ends[start] = max(end, ends.get(start, 0))
    return sorted(Place(start, end, (Span(start, end),), damaged=True) for start, end in ends.items())


def _equal_places(quote: str, source: SourceText, recorded: int | None) -> list[Place]:
    found = {
        span: Place(*span, (span,))
        for form in _forms(quote)
        for view in source.views
        for span in _occurrences(form, view, source, quote, recorded)
    }
    if not found:
        form = fold(quote, without=("numerals",))
        found = {span: Place(*span, (span,)) for span in _occurrences(form, source.written, source, quote, recorded)}
    return sorted(found.values())


def _enclosed_places(quote: str, source: SourceText, recorded: int | None) -> list[Place]:
    """The places of what an enclosing pair of marks holds, which the source lacks."""
    enclosed = _ENCLOSING.match(quote)
    if not enclosed:
        return []
    inner, after = enclosed["inner"], enclosed["after"]
    # American style sets its own comma inside the marks.
    return (
        (_equal_places(inner + after, source, recorded) if after else [])
        or places(inner, source, recorded)
        or (_equal_places(inner[:-1], source, recorded) if inner[-1] in ",，" and len(inner) > 1 else [])
    )


def _places_but_for_end(quote: str, source: SourceText, recorded: int | None) -> list[Place]:
    """The places of a quote that ends in a comma where the source has its stop, as American style sets it.

    The mark stays outside: what follows it is at the edge of the quote, for the guard to read. A stop where the source
    goes on is no such thing: it invents the end of a sentence.
    """
    words = quote[:-1].rstrip()
    if _COMMA_INSIDE.search(quote):
        words = quote[:-2] + quote[-1]
    elif quote[-1:] not in _COMMAS or not words or not (words[-1].isalnum() or words[-1] in _CLOSING):
        return []
    return [
        place
        for place in _equal_places(words, source, recorded)
        # The stop of a month, 7 July., belongs to the date.
        if _END_MARK.match(source.original, place.end) or source.original[place.end - 1] == "."
    ]


def _most_places(pattern: str) -> int:
    return min(_MOST_PLACES, max(2, _MOST_AT_PLACES // len(pattern)))


def are_too_many(quote: str, source: SourceText) -> bool:
    """Whether a quote stands in more places than `places` lists, so that some were not looked at."""
    pattern = fold(quote).text
    return len(pattern) > 0 and source.view.text.count(pattern) > _most_places(pattern)


def _forms(quote: str) -> Iterator[View]:
    """The views of a quote: line breaks read both ways, its first letter in either case."""
    for breaks in ("usual", "joined") if has_broken_words(quote) else ("usual",):
        view = fold(quote, breaks=breaks)
        yield view
        first = re.match(r'[("\'\[]{0,2}([^\W\d_](?=[a-z]+)|[Aa](?= [A-Za-z]))', view.plain)
        if first and first[1].isascii():
            at = first.start(1)
            swapped = view.plain[:at] + view.plain[at].swapcase() + view.plain[at + 1 :]
            yield replace(view, text=swapped.translate(script.classes()), plain=swapped)


def _occurrences(form: View, view: View, source: SourceText, quote: str, recorded: int | None) -> Iterator[Span]:
    pattern = form.text
    if not pattern:
        return
    marks = [quote[mark.start : mark.end] for mark in footnotes(quote)]
    most = _most_places(pattern)
    positions = [*match.occurrences(pattern, view.text, most)]
    if len(positions) == most and recorded is not None and recorded < len(source.original):
        # Beyond the last one that is listed, the record itself says where to look.
        at = view.position_of(recorded)
        if at > positions[-1] and view.text.startswith(pattern, at):
            positions.append(at)
    for position in positions:
        end = position + len(pattern)
        if view.cuts_at(position) or view.cuts_at(end) or not _decided(form.plain, view.plain[position:end]):
            continue
        span = Span(*view.span(position, end))
        if (
            marks
            and marks
            != [
                source.original[span.start : span.end + 8][m.start : m.end]
                for m in footnotes(source.original[span.start : span.end + 8])
            ][: len(marks)]
        ):
            continue
        yield span


def _decided(quote: str, passage: str) -> bool:
    """Whether two texts that agree in classes of variants agree character by character."""
    return quote == passage or all(
        one == other or script.same(one, other) for one, other in zip(quote, passage, strict=True)
    )


@lru_cache(maxsize=64)
def is_equal(quote: str, passage: str, without: tuple[str, ...] = ()) -> bool:
    """Whether a quote and a passage are equal after the folds, those in `without` left out.

    Kept, because the places of one quote mostly hold the same words.
    """
    for breaks in ("usual", "joined"):
        one, other = fold(quote, without=without, breaks=breaks), fold(passage, without=without, breaks="usual")
        for right in (
            (other, fold(passage, without=without, breaks="joined")) if has_broken_words(passage) else (other,)
        ):
            if one.text == right.text and _decided(one.plain, right.plain):
                return True
        if not has_broken_words(quote):
            break
    return False


def needed_folds(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The folds without which quote and passage would differ in one of the pairs, in run order.

    Folds are left out one after another, as long as every pair stays equal; what remains is needed. Two folds that
    could stand for each other are so never both reported, and never both dropped.
    """
    return _needed_folds(tuple(pairs))


@lru_cache(maxsize=64)
def _needed_folds(pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    fired = {name for pair in pairs for text in pair for name in fold(text).fired}
    dropped = [name for name in FOLD_NAMES if name not in fired]
    for name in [name for name in FOLD_NAMES if name in fired]:
        if all(is_equal(quote, passage, (*dropped, name)) for quote, passage in pairs):
            dropped.append(name)
    return tuple(name for name in FOLD_NAMES if name not in dropped)


# --- damaged blocks ----------------------------------------------------------------------------------------------


def _damaged_places(quote: str, source: SourceText) -> Iterator[Span]:
    """Places where part of the quote stands in a damaged block that the damage explains (see text.damage)."""
    if not source.suspects:
        return
    for clean, view in ((fold(quote), source.view), (fold(quote, without=("numerals",)), source.written)):
        yield from _explained(clean.plain, view, source)


def _explained(clean: str, view: View, source: SourceText) -> Iterator[Span]:
    text, classes = source.original, script.classes()
    coarse = clean.translate(classes)
    # How much of the quote may stand clean before the damage: none, or up to a character that stands there.
    ends: dict[str, list[int]] = {}
    for taken, character in enumerate(coarse[:-1], 1):
        ends.setdefault(character, []).append(taken)
    for suspect in source.suspects:
        at = view.position_of(suspect)
        for taken in (0, *ends.get(view.text[at - 1 : at], ())):
            if taken > at or not view.text.startswith(coarse[:taken], at - taken):
                continue
            if not _decided(clean[:taken], view.plain[at - taken : at]):
                continue
            for explanation in damage.explain_shifted(
                text[suspect : suspect + 160], clean[taken:], clean[max(0, taken - 1) : taken]
            ):
                rest = clean[taken + explanation.quoted :]
                after = view.position_of(suspect + explanation.length)
                end = after + len(rest)
                if rest.translate(classes) == view.text[after:end] and _decided(rest, view.plain[after:end]):
                    first = view.starts[at - taken] if taken else suspect
                    yield Span(first, view.ends[end - 1] if rest else suspect + explanation.length)


def lossy_place(quote: str, source: SourceText) -> Span | None:
    """Where the quote stands in UTF-8 read as GBK that lost bytes: near enough to show, too little to pass."""
    if not source.suspects:
        return None
    text = source.with_unknown
    for form in damage.lost_forms(quote):
        at = text.find(form.core)
        if at >= int(form.head):
            return Span(at - form.head, min(len(text), at + len(form.core) + form.tail))
    return None


# --- the nearest passage -----------------------------------------------------------------------------------------


def nearest_passage(quote: str, source: SourceText) -> Span | None:
    """The passage that resembles the quote most, whole figures and words, or None where none is near."""
    view, pattern = source.view, fold(quote).text
    if len(pattern) * len(view.text) > match.WORK_LIMIT:
        raise BudgetSpentError
    found = match.nearest(pattern, view.text, NEAREST_RATE)
    if found is None or found.start >= found.end:
        return None
    start, end = found.start, found.end
    while start > 0 and (view.cuts_at(start) or _inside_token(view.plain, start)):
        start -= 1
    while end < len(view.plain) and (view.cuts_at(end) or _inside_token(view.plain, end)):
        end += 1
    start = _from_first_word(pattern, view.text, start)
    end = _to_last_word(pattern, view.text, end)
    start, end = _with_answering_tokens(fold(quote), view, start, end)
    # White space and stops that only the window brought in are no part of the passage.
    while start < end and view.plain[start] in _PUNCTUATION and pattern[:1] != view.text[start]:
        start += 1
    while (
        end > start
        and view.plain[end - 1] in _PUNCTUATION
        and pattern[-1:] != view.text[end - 1]
        and pattern[-1:].isalnum()
    ):
        end -= 1
    return Span(*view.span(start, end))


def _from_first_word(pattern: str, text: str, start: int) -> int:
    """The start of the passage, moved to the quote's first words where they stand just before it.

    A word that the quote leaves out costs as much as its first word put for another: As [the] waters rose.
    """
    before = text[:start].rstrip(" ")
    for count in (3, 2, 1):
        first = re.match(rf"(?:[A-Za-z']+ ){{{count}}}", pattern)
        if first and not text.startswith(first[0], start) and before.endswith(first[0].rstrip()):
            at = len(before) - len(first[0].rstrip())
            return start if text[at - 1 : at].isalnum() else at
    return start


def _to_last_word(pattern: str, text: str, end: int) -> int:
    """The end of the passage, moved to the quote's last words where they stand just behind it."""
    after = text[end:].removeprefix(" ")
    for count in (3, 2, 1):
        last = re.search(rf"(?: [A-Za-z']+){{{count}}}(?=[.,;!?]?\Z)", pattern)
        if last and not text[:end].endswith(last[0]) and after.startswith(last[0].lstrip()):
            at = len(text) - len(after) + len(last[0]) - 1
            return end if text[at : at + 1].isalnum() else at
    return end


# How many tokens beyond the ends of the nearest passage may answer the first and last ones of the quote.
_MOST_ANSWERING = 6
_UNIT_AFTER = re.compile(f" ?(?:{'|'.join(map(re.escape, lexicon.UNIT_HAN_TUPLE))}|[A-Za-z]{{1,12}}[²³]?|[%‰℃°])")
_FIGURE_END = re.compile(r"[0-9](?:\.[0-9]+)?\Z")


def _with_answering_tokens(quote: View, view: View, start: int, end: int) -> tuple[int, int]:
    """The passage with the tokens beside it that answer the quote's, so that its ends replace instead of dropping.

    By characters 1800吨 is as near to 18000 as to 18000吨; by tokens one figure is changed and the unit is kept.
    """
    said = [quote.text[token.start : token.end] for token in tokens(quote.plain)]
    stands = [view.text[start + token.start : start + token.end] for token in tokens(view.plain[start:end])]
    if stands[-1:] != said[-1:]:
        after = _tokens_in(view, end, end + _MOST_ANSWERING * _LONGEST_BLOCK)[:_MOST_ANSWERING]
        whole = [0, *(count for count, token in enumerate(after, 1) if not _parts(view, token.end))]
        more = [view.text[token.start : token.end] for token in after]
        taken = min(whole, key=lambda count: match.distance([*stands, *more[:count]], said))
        stands += more[:taken]
        end = after[taken - 1].end if taken else end
    if _FIGURE_END.search(view.plain[start:end]) and not _FIGURE_END.search(quote.plain):
        unit = _UNIT_AFTER.match(view.plain, end)
        end = unit.end() if unit and not _parts(view, unit.end()) else end
    if stands[:1] != said[:1]:
        before = _tokens_in(view, start - _MOST_ANSWERING * _LONGEST_BLOCK, start)[: -_MOST_ANSWERING - 1 : -1]
        whole = [0, *(count for count, token in enumerate(before, 1) if not _parts(view, token.start))]
        more = [view.text[token.start : token.end] for token in before]
        taken = min(whole, key=lambda count: match.distance([*more[:count][::-1], *stands], said))
        start = before[taken - 1].start if taken else start
    return start, end


def _tokens_in(view: View, start: int, end: int) -> list[Token]:
    start = max(0, start)
    return [token._replace(start=start + token.start, end=start + token.end) for token in tokens(view.plain[start:end])]


def _parts(view: View, position: int) -> bool:
    """Whether no passage may begin or end at this position of the folded text."""
    return 0 < position < len(view.plain) and (view.cuts_at(position) or _inside_token(view.plain, position))


# A damaged block is at most so many characters of the folded source long.
_LONGEST_BLOCK = 16


def nearest_damaged(quote: str, source: SourceText) -> Span | None:
    """The passage around a damaged block whose clean sides agree with two fifths of the quote, or None.

    Such a passage resembles nothing: what stands in the block is wrong in every character.
    """
    view, pattern = source.view, fold(quote).text
    best: tuple[int, Span] | None = None
    for suspect in source.suspects:
        at = view.position_of(suspect)
        head = next(
            (size for size in range(min(at, len(pattern) - 1), 0, -1) if view.text[at - size : at] == pattern[:size]), 0
        )
        if not head:
            continue
        for after in range(at + 1, min(at + _LONGEST_BLOCK, len(view.text))):
            tail = next(
                (size for size in range(len(pattern) - head, 0, -1) if view.text.startswith(pattern[-size:], after)), 0
            )
            if tail and (head + tail) * 5 >= len(pattern) * 2 and (best is None or head + tail > best[0]):
                best = head + tail, Span(*view.span(at - head, after + tail))
    return best[1] if best else None


class BudgetSpentError(Exception):
    """The quote and the source are too long for an approximate search within the work limit."""


def _inside_token(text: str, position: int) -> bool:
    left, right = text[position - 1], text[position]
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return left.isdigit() == right.isdigit()
    return (left == "." and right.isdigit() and text[position - 2 : position - 1].isdigit()) or (
        right == "." and left.isdigit() and text[position + 1 : position + 2].isdigit()
    )
