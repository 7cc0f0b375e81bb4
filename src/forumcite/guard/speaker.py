"""Whose words a passage holds, by the signs that the source itself gives.

Two kinds of sign are independent of each other: a caption (a line of office and name above the paragraph in which that
name recurs) and an attribution (a name with a reporting verb, before the words or after them; a pronoun stands for the
name that the text gave last). One sign can err: a caption does not govern an editorial paragraph, and the last name
before a sentence need not be its speaker. So only two that agree make another speaker certain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from forumcite.guard.names import caption_name, names_in, normal
from forumcite.patterns import lazy
from forumcite.text.characters import is_basic_han
from forumcite.verdict import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from forumcite.guard.reading import Reading

Standing = Literal["confirmed", "misattributed", "unconfirmed", "unknown"]

VERBS = (
    "指出|强调|表示|介绍|认为|呼吁|提出|分享|展示|聚焦|透露|坦言|直言|宣布|回忆|否认|承认|证实|回应|解释|补充|建议|提到|谈到|写道|告诉|"
    "主张|质疑|批评|警告|预计|预测|希望|要求|期待|担心|反驳|重申|声称|坚称|答复|说(?![法明服])|称(?![为号呼])"
)
ENGLISH_VERBS = (
    "said|says|saying|told|tells|added|adds|claimed|claims|denied|denies|argued|argues|warned|warns|noted|notes|explained|"
    "explains|insisted|insists|stated|states|alleged|alleges|asked|wrote|writes|declared|announced|recalled|admitted|"
    "suggested|believes|believed|stressed|called for|urged"
)
_AFTER_NAME = re.compile(rf"[^.;!?\"]{{0,14}}?(?:{VERBS})|[^.;!?\",:]{{0,12}}:\"")
_AFTER_NAME_ENGLISH = re.compile(rf",?(?:[^.;!?\",]{{0,40}},)? ?(?:also |later |then |has |had )?(?:{ENGLISH_VERBS})\b")
_BEFORE_NAME_ENGLISH = re.compile(
    rf"\b(?:{ENGLISH_VERBS}|according to) (?:(?:the |its |their |mr |ms |mrs |dr )?[a-z ]{{0,40}}(?:, ?)?)?$"
)
_PRONOUN = lazy(
    rf"(?<![其及])(?P<han>[她他])(?![们人])[^.;!?\"]{{0,10}}?(?:{VERBS})"
    rf"|\b(?:she|he) (?:also |later |then |has |had )?(?:{ENGLISH_VERBS})\b"
    rf"|\b(?:{ENGLISH_VERBS}) (?:she|he)\b"
)
_PRONOUN_START = re.compile(r"[\"“]?(?:据?[她他](?![们人])|(?:she|he)\b)")
_ANY_VERB = re.compile(f"(?:{VERBS})|\\b(?:{ENGLISH_VERBS})\\b")
_ORGANISATION_END = re.compile("(?:公司|集团|大学|学院|院|所|协会|学会|会|局|部|厅|委|中心|银行|平台|法|意见)$")
_PERSON_LATIN = re.compile(r"[a-zß-ɏ]+(?:[ '.-]+[a-zß-ɏ]+){0,4}\.?")
_ORGANISATION_WORDS = frozenset(
    "authority institute bank university college company corporation council group agency association committee "
    "commission society party union foundation trust power energy inc ltd plc ministry department office".split()
)
_ENDS_LINE = re.compile("[.!?。！？…:：;；][\"'”’」』）)]*$")
# A caption above governs no more paragraphs than this, even when pronouns carry it on.
_LONGEST_CHAIN = 6
# Of a very long line only the characters around a passage are read.
_STRETCH = 5_000


class Sign(NamedTuple):
    """One sign of whose words they are: `caption`, `attribution`, `continued`, `named`, `mention`; and the name.

    `continued` is the nearest attribution of an earlier sentence; `named` stands in the passage itself and `mention`
    beside it in its sentence, without a reporting verb: these three never prove that the words are another's.
    `start` is where the name stands, in code points of the source.
    """

    kind: str
    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the signs make of the speaker that a claim names.

    `standing` is `confirmed`, `misattributed` (a caption and an attribution agree on another and nothing names the
    claimed one), `unconfirmed` (one sign names another) or `unknown` (no sign). `speaker` is whom the text names, as
    names are compared, or None. `reported` says that the source gives the words in its own, outside quotation marks.
    """

    standing: Standing
    speaker: str | None = None
    signs: tuple[Sign, ...] = ()
    reported: bool = False


def attribution(
    reading: Reading, start: int, end: int, speaker: str | None = None, known: Collection[str] = ()
) -> Attribution:
    """Read the signs of whose words stand at `[start, end)` of the original; see `attributions`."""
    return attributions(reading, [Span(start, end)], speaker, known)[0]


def attributions(
    reading: Reading, passages: Iterable[Span], speaker: str | None = None, known: Collection[str] = ()
) -> list[Attribution]:
    """Read the signs of whose words each of the passages holds; those of one paragraph share its price.

    Args:
        reading: The guard's reading of the whole source.
        passages: The passages, in code points of the source.
        speaker: The speaker that the claim names, as written there; None where it names none.
        known: Known names, as `forumcite.guard.names` gives them; only what looks like a person's is used.

    Returns:
        For each passage the standing of the claimed speaker, and the signs behind it.
    """
    claimed = normal(speaker) if speaker else ""
    people = _people_among(frozenset(known), claimed)
    return [_attribution(Paragraph.around(reading, passage.start), passage, claimed, people) for passage in passages]


def _attribution(paragraph: Paragraph, passage: Span, claimed: str, people: frozenset[str]) -> Attribution:
    first, last = paragraph.reading.bounds(*passage)
    signs = [*_captions(paragraph, people), *_attributions(paragraph, first, last, people)]
    named = next(
        (sign.name for kind in ("attribution", "caption", "continued") for sign in signs if sign.kind == kind), None
    )
    reported = any(sign.kind in ("attribution", "continued") for sign in signs) and not _is_direct(
        paragraph, first, last
    )
    standing = _standing(claimed, signs) if claimed else "unknown"
    return Attribution(standing, named, tuple(signs), reported)


@lru_cache(maxsize=64)
def _people_among(known: frozenset[str], claimed: str) -> frozenset[str]:
    """The people among known names, and the claimed speaker; kept, as the quotes of a source ask for the same."""
    return frozenset(name for name in known if is_person(name)) | ({claimed} if claimed else set())


def is_person(name: str) -> bool:
    """Whether a known name has the shape of a person's: words, or two to four Han characters."""
    if _is_han_name(name):
        return not _ORGANISATION_END.search(name)
    return bool(_PERSON_LATIN.fullmatch(name)) and _ORGANISATION_WORDS.isdisjoint(name.split())


def _is_han_name(name: str) -> bool:
    """Whether a name is two to four Han characters, or longer with the dots of a name from another language."""
    parts = name.split("·")
    return all(map(is_basic_han, "".join(parts))) and (
        2 <= len(name) <= 4 if len(parts) == 1 else all(0 < len(part) <= 8 for part in parts)
    )


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: equal, or the shorter is the surname, or stands behind an office."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if short.isascii():
        return set(short.split()) <= set(long.split())
    return len(short) >= 2 and (long.endswith(short) or long.startswith(short))


def _standing(claimed: str, signs: list[Sign]) -> Standing:
    own = {sign.kind for sign in signs if same_person(claimed, sign.name)}
    others = [sign for sign in signs if not same_person(claimed, sign.name)]
    if "attribution" in own:
        return "confirmed"
    other_kinds = {sign.kind for sign in others} - {"mention", "named"}
    if "named" in own and not other_kinds:
        return "confirmed"
    if own & {"caption", "continued"}:
        return "unconfirmed" if "attribution" in other_kinds else "confirmed"
    if not other_kinds:
        return "unknown"
    agreed = [sign.name for sign in others if sign.kind == "attribution"]
    in_caption = [sign.name for sign in others if sign.kind == "caption"]
    if not own and any(same_person(one, other) for one in agreed for other in in_caption):
        return "misattributed"
    return "unconfirmed"


# --- paragraphs and captions -------------------------------------------------------------------------------------


class Paragraph(NamedTuple):
    """A paragraph of the original at `[start, end)`, and its reading."""

    reading: Reading
    start: int
    end: int

    @classmethod
    def around(cls, reading: Reading, offset: int) -> Paragraph:
        """The paragraph in which `offset` lies: its line, with the lines before it that end no sentence."""
        text = reading.original
        # No paragraph is longer than a stretch to either side; places near each other share theirs.
        stretch = offset // _STRETCH * _STRETCH
        least, most = max(0, stretch - _STRETCH), stretch + 2 * _STRETCH
        newline = text.rfind("\n", least, offset)
        start = newline + 1 if newline >= 0 else least
        while start > least and (above := _line_above(text, start)) and _runs_on(reading, above):
            start = above[0]
        end = text.find("\n", offset, most)
        return cls(reading, start, min(len(text), most) if end < 0 else end)

    @property
    def bounds(self) -> tuple[int, int]:
        """Its positions in the reading."""
        return self.reading.bounds(self.start, self.end)

    @property
    def simple(self) -> str:
        """Its text as the guard reads it."""
        return self.reading.simple[slice(*self.bounds)]

    def caption(self) -> tuple[str, int] | None:
        """The name in the caption right above, and where that line begins."""
        above = _text_above(self.reading.original, self.start)
        if above is None:
            return None
        name = _caption_at(self.reading, above)
        return (name, above[0]) if name else None

    def above(self) -> Paragraph | None:
        """The paragraph before this one."""
        line = _text_above(self.reading.original, self.start)
        return None if line is None else Paragraph.around(self.reading, line[0])


def _line_above(text: str, start: int) -> tuple[int, int] | None:
    """The line that ends right before `start`."""
    if start <= 0:
        return None
    return text.rfind("\n", 0, start - 1) + 1, start - 1


def _text_above(text: str, start: int) -> tuple[int, int] | None:
    """The nearest line above `start` that is not blank."""
    end, words = start, ""
    while end > 0 and not (words := text[max(0, end - _STRIDE) : end].rstrip()):
        end -= _STRIDE
    if not words:
        return None
    end = max(0, end - _STRIDE) + len(words)
    newline = text.find("\n", end, start)
    return text.rfind("\n", 0, end) + 1, newline if newline >= 0 else start - 1


# Blank lines above are skipped so many characters at a time: there may be a million.
_STRIDE = 4096


def _runs_on(reading: Reading, line: tuple[int, int]) -> bool:
    """Whether a line goes on in the next: it has text, ends no sentence, and is no caption."""
    words = reading.original[slice(*line)].strip()
    return bool(words) and not _ENDS_LINE.search(words) and _caption_at(reading, line) is None


def _caption_at(reading: Reading, line: tuple[int, int]) -> str | None:
    """The name of a caption that stands between paragraphs, None where the line is none."""
    if line[1] - line[0] > 400:
        return None
    above = _line_above(reading.original, line[0])
    words = reading.original[slice(*above)].strip() if above else ""
    if len(words) > 60 and not _ENDS_LINE.search(words):
        return None  # the second line of a wrapped sentence
    return caption_name(reading.simple[slice(*reading.bounds(*line))], reading.original[slice(*line)])


def _captions(paragraph: Paragraph, people: frozenset[str]) -> Iterator[Sign]:
    """The caption that governs: right above, or above paragraphs that the same name or a pronoun carries on."""
    carried = paragraph
    name = ""
    for _ in range(_LONGEST_CHAIN):
        simple = carried.simple
        begins_with_pronoun = bool(_PRONOUN_START.match(simple))
        if name and not (begins_with_pronoun or _occurs(name, simple, people)):
            return
        if caption := carried.caption():
            governs = _occurs(caption[0], carried.simple, people)
            if governs and (
                carried is paragraph or begins_with_pronoun or _all_carry(caption[0], carried, paragraph, people)
            ):
                yield Sign("caption", caption[0], caption[1])
            return
        above = carried.above()
        if above is None:
            return
        carried = above


def _all_carry(name: str, first: Paragraph, last: Paragraph, people: frozenset[str]) -> bool:
    """Whether every paragraph from below `first` down to `last` names the person or begins with a pronoun."""
    current: Paragraph | None = last
    while current is not None and current.start > first.start:
        simple = current.simple
        if not (_PRONOUN_START.match(simple) or _occurs(name, simple, people)):
            return False
        current = current.above()
    return True


def _occurs(name: str, simple: str, people: frozenset[str]) -> bool:
    return any(meant == name for _, _, meant in _mentions(simple, people if name in people else people | {name}))


# --- attributions ------------------------------------------------------------------------------------------------


class _Cue(NamedTuple):
    """A name, or a pronoun that stands for it, with a reporting verb, at `[start, end)` of the reading."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=256)
def _mentions(simple: str, people: frozenset[str]) -> tuple[tuple[int, int, str], ...]:
    """Where people are named, in order, by full name or by a surname that only one has; kept, as quotes share it."""
    forms, meant = _forms_of_names(people)
    found = []
    for form in names_in(simple, forms):
        pattern = rf"(?<![a-z]){re.escape(form)}(?![a-z])" if form.isascii() else re.escape(form)
        found += [(*match.span(), name) for match in re.finditer(pattern, simple) for name in meant[form]]
    return tuple(sorted(found))


@lru_cache(maxsize=64)
def _forms_of_names(people: frozenset[str]) -> tuple[frozenset[str], dict[str, list[str]]]:
    """The forms of names, and whom each means; kept, as every paragraph is searched for the same."""
    surnames: dict[str, list[str]] = {}
    for name in people:
        if name.isascii() and " " in name:
            surnames.setdefault(name.split(" ")[-1], []).append(name)
    meant = {name: [name] for name in people}
    for surname, found in surnames.items():
        if len(found) == 1 and len(surname) > 2:
            meant.setdefault(surname, []).append(found[0])
    return frozenset(meant), meant


@lru_cache(maxsize=256)
def _cues(paragraph: Paragraph, people: frozenset[str]) -> list[_Cue]:
    """The attributions of a paragraph in order, pronouns resolved to the name that the text gave last; kept, too."""
    offset, simple = paragraph.bounds[0], paragraph.simple
    mentions = _mentions(simple, people)
    found: list[_Cue] = []
    for start, end, name in mentions:
        after = _AFTER_NAME.match(simple, end) or _AFTER_NAME_ENGLISH.match(simple, end)
        following = bisect_left(mentions, (end,))
        if after and not (following < len(mentions) and mentions[following][0] < after.end()):
            found.append(_Cue(start, after.end(), name))
        elif before := _BEFORE_NAME_ENGLISH.search(simple, max(0, start - 60), start):
            found.append(_Cue(before.start(), end, name))
        elif _is_subject(simple, start) and _ANY_VERB.search(simple, end, _sentence_end(simple, end)):
            found.append(_Cue(start, end, name))
    for match in _PRONOUN.finditer(simple):
        meant = _antecedent(simple, match.start(), mentions, found)
        meant = meant or _last_named(paragraph.above(), people)
        if meant:
            found.append(_Cue(match.start(), match.end(), meant))
    return sorted(_Cue(cue.start + offset, cue.end + offset, cue.name) for cue in set(found))


def _is_subject(simple: str, start: int) -> bool:
    """Whether a name begins its sentence."""
    while start and simple[start - 1] in '" ':
        start -= 1
    return not start or simple[start - 1] in ".!?"


def _sentence_end(simple: str, start: int) -> int:
    match = re.compile("[.!?]").search(simple, start)
    return match.start() if match else len(simple)


def _antecedent(simple: str, position: int, mentions: Sequence[tuple[int, int, str]], cues: list[_Cue]) -> str | None:
    """The person whom a pronoun at `position` stands for: the last subject or speaker, else the last one named."""
    before = [mention for mention in mentions if mention[1] <= position]
    for start, _, name in reversed(before):
        if _is_subject(simple, start) or any(start == cue.start or cue.start <= start < cue.end for cue in cues):
            return name
    return before[-1][2] if before else None


def _last_named(above: Paragraph | None, people: frozenset[str]) -> str | None:
    """The speaker whom the paragraph above leaves a pronoun to continue."""
    if above is None or _caption_at(above.reading, (above.start, above.end)) is not None:
        return None
    simple = above.simple
    mentions = _mentions(simple, people)
    named = [
        (start, end, name)
        for start, end, name in mentions
        if _AFTER_NAME.match(simple, end) or _is_subject(simple, start) or _AFTER_NAME_ENGLISH.match(simple, end)
    ]
    return named[-1][2] if named else None


def _attributions(paragraph: Paragraph, first: int, last: int, people: frozenset[str]) -> Iterator[Sign]:
    """The attributions of the passage: those inside it, else the one after its quotation, else the nearest before."""
    starts, cues = paragraph.reading.view.starts, _cues(paragraph, people)
    chosen = [cue for cue in cues if first <= cue.start < last and (cue.end <= last or cue.start < first + 2)]
    sentence_start, sentence_end = paragraph.reading.sentence(first, last)
    speech = _speech_around(paragraph, first, last)
    kind = "attribution"
    if not chosen and speech:
        chosen = [cue for cue in cues if _follows(paragraph, speech[1], cue) and _closes(paragraph, cue)][:1]
        if not chosen:
            chosen = [cue for cue in cues if cue.end <= speech[0] + 1 and speech[0] - cue.end <= 3][-1:]
    if not chosen:
        within = [cue for cue in cues if sentence_start <= cue.start and cue.start < first]
        chosen = within[-1:]
    if not chosen:
        earlier = [cue for cue in cues if cue.start < first]
        chosen = earlier[-1:]
        kind = "attribution" if speech and chosen and _is_latin(paragraph) else "continued"
    for cue in chosen:
        yield Sign(kind, cue.name, starts[cue.start])
    reading = paragraph.reading
    for start, _, name in _mentions(reading.simple[sentence_start:sentence_end], people):
        position = sentence_start + start
        if not any(cue.name == name for cue in chosen):
            yield Sign("named" if first <= position < last else "mention", name, starts[position])


# An office and its organisation may stand between a quotation and the name of who said it.
_LONGEST_OFFICE = 16


def _follows(paragraph: Paragraph, end: int, cue: _Cue) -> bool:
    """Whether an attribution stands right behind a quotation that ends at `end`, an office before the name aside."""
    between = paragraph.reading.simple[end : cue.start]
    if cue.start < end or len(between) > _LONGEST_OFFICE:
        return False
    # Behind a full stop inside the marks a new sentence begins.
    goes_on = paragraph.reading.simple[max(0, end - 2) : end - 1] in (",", "!", "?")
    return len(between) <= 3 or (goes_on and bool(re.fullmatch(",?[㐀-鿿]+", between)))


def _is_latin(paragraph: Paragraph) -> bool:
    return not re.search("[㐀-鿿]", paragraph.simple)


def _closes(paragraph: Paragraph, cue: _Cue) -> bool:
    """Whether an attribution after a quotation closes it rather than opening the next: no colon follows."""
    return (
        paragraph.reading.simple[cue.end : cue.end + 1] != ":"
        and ':"' not in paragraph.reading.simple[cue.start : cue.end]
    )


# --- quotation marks ---------------------------------------------------------------------------------------------


def speeches(paragraph: Paragraph) -> list[tuple[int, int]]:
    """The quotations of a paragraph: from one double quotation mark to the next, as positions of the reading."""
    offset, simple = paragraph.bounds[0], paragraph.simple
    original, starts = paragraph.reading.original, paragraph.reading.view.starts
    spans, opened = [], None
    for match in re.finditer('"', simple):
        position = offset + match.start()
        mark = original[starts[position]]
        if opened is None and mark not in "”」』":
            opened = position
        elif opened is not None and mark in "“「『„":
            opened = position  # a quotation that goes on in the next paragraph is not closed at the end of its own
        elif opened is not None:
            spans.append((opened, position + 1))
            opened = None
    if opened is not None:
        spans.append((opened, offset + len(simple)))
    return spans


def _speech_around(paragraph: Paragraph, first: int, last: int) -> tuple[int, int] | None:
    """The quotation that holds the passage, quotation marks at its own edges aside."""
    simple = paragraph.reading.simple
    while first < last and simple[first] in '", ':
        first += 1
    while last > first and simple[last - 1] in '",. ':
        last -= 1
    return next((span for span in speeches(paragraph) if span[0] < first and last < span[1]), None)


def _is_direct(paragraph: Paragraph, first: int, last: int) -> bool:
    """Whether the passage stands in quotation marks, or holds quotations that make up most of it."""
    if _speech_around(paragraph, first, last):
        return True
    inside = sum(max(0, min(last, end) - max(first, start)) for start, end in speeches(paragraph))
    return inside * 2 > last - first
