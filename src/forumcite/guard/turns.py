"""Whether the parts of a quote are of two speakers: the turns of a conversation as the text itself marks them.

No name need be known. A turn is a quotation with who said it before or after it, a sentence of reported speech, or
what stands behind the label of a dialogue (甲：, Q:). Only two attributions that differ prove a change: another name,
another office, a pronoun of the other gender, another label. A pronoun goes on with the one who spoke last.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import lexicon
from forumcite.guard.names import starts_with_surname
from forumcite.guard.speaker import ENGLISH_VERBS, VERBS, Paragraph, same_person, speeches
from forumcite.guard.words import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.reading import Reading
    from forumcite.verdict import Span


class Voice(NamedTuple):
    """Who speaks, and where the text says so: `[start, end)` of the reading.

    `name` is a person's or a label, `office` any other description; `gender` is `m` or `f` where a pronoun or a form of
    address tells it. All are empty where the text leaves it to what came before.
    """

    start: int
    end: int
    name: str = ""
    office: str = ""
    gender: str = ""


def change_of_speaker(reading: Reading, parts: Sequence[Span]) -> bool:
    """Whether two of the parts, in the order of the text, are of two speakers and the parts do not say so.

    Args:
        reading: The guard's reading of the whole source.
        parts: The parts of a quote, all of one paragraph, in code points of the source.
    """
    conversation = _Conversation.around(reading, parts[0].start, parts[-1].end)
    spans = [reading.bounds(*part) for part in parts]
    voices = [voice for span in spans if (voice := conversation.voice_of(*span))]
    return any(
        _differ(one, other) and not any(first <= other.start and other.end <= last for first, last in spans)
        for one, other in pairwise(voices)
    )


def runs_over_change(reading: Reading, passage: Span) -> bool:
    """Whether a passage without an omission holds the words of two speakers, so that it cannot be one person's."""
    conversation = _Conversation.around(reading, passage.start, passage.end)
    first, last = reading.bounds(*passage)
    voices = [voice for span in conversation.turns_in(first, last) if (voice := conversation.voice_of(*span))]
    return any(_differ(one, other) for one, other in pairwise(voices))


class _Conversation(NamedTuple):
    """A paragraph with its quotations, who says each, and the labels of a dialogue in it."""

    reading: Reading
    start: int
    end: int
    speeches: tuple[tuple[int, int], ...]
    speakers: tuple[Voice | None, ...]
    labels: tuple[Voice, ...]

    @classmethod
    def around(cls, reading: Reading, start: int, end: int) -> _Conversation:
        """The conversation in the lines around `[start, end)` of the original."""
        paragraph = Paragraph.around(reading, start)
        line_end = reading.original.find("\n", end)
        paragraph = paragraph._replace(end=len(reading.original) if line_end < 0 else max(line_end, paragraph.end))
        first, last = paragraph.bounds
        found = tuple(speeches(paragraph))
        return cls(
            reading, first, last, found, tuple(_speakers(reading, first, last, found)), _labels(reading, first, last)
        )

    def voice_of(self, first: int, last: int) -> Voice | None:
        """Whose words stand at `[first, last)`, as far as the text says."""
        if len({label.name for label in self.labels}) > 1:
            return next((label for label in reversed(self.labels) if label.start <= first + 1), None)
        first, last = self._without_marks(first, last)
        for (opened, closed), voice in zip(self.speeches, self.speakers, strict=True):
            if opened <= first and last <= closed:
                return voice
        return _reported(self.reading, first, last)

    def turns_in(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The stretches of `[first, last)` that a quotation or a label holds."""
        if len({label.name for label in self.labels}) > 1:
            starts = [first, *(label.end for label in self.labels if first < label.start < last)]
            yield from ((start, end) for start, end in pairwise((*starts, last)))
            return
        for opened, closed in self.speeches:
            start, end = max(first, opened + 1), min(last, closed - 1)
            if end - start > 1:
                yield start, end

    def _without_marks(self, first: int, last: int) -> tuple[int, int]:
        simple = self.reading.simple
        while first < last - 1 and simple[first] in '", ':
            first += 1
        while last > first + 1 and simple[last - 1] in '",. ':
            last -= 1
        return first, last


def _differ(one: Voice, other: Voice) -> bool:
    """Whether two voices are certainly two people's."""
    if _ANOTHER.match(other.office):
        return True
    if one.gender and other.gender and one.gender != other.gender:
        return True
    if one.name and other.name:
        return not same_person(one.name, other.name)
    if one.name or other.name or not (_is_person(one.office) and _is_person(other.office)):
        return False
    return one.office not in other.office and other.office not in one.office


def _is_person(office: str) -> bool:
    """Whether a description is a person's: a book and its author may be one voice."""
    return any(pattern.search(office) for pattern in (lexicon.TITLE_NOUN, lexicon.TITLE_NOUN_ENGLISH, _PERSON))


_PERSON = re.compile(
    "村民|居民|市民|家长|学生|老师|患者|乘客|游客|员工|工人|司机|店主|业主|网友|男子|女子|"
    r"(?<![a-z])(?:residents?|neighbou?rs?|parents?|mother|father|pupils?|students?|farmers?|passengers?|drivers?|"
    r"workers?|activists?|analysts?|economists?|scientists?|researchers?|witness(?:es)?|m[ae]n|wom[ae]n)(?![a-z])"
)


_ANOTHER = re.compile("另一|另外|another |other |a second ")


# --- who says a quotation ----------------------------------------------------------------------------------------

_HAN_SAYS = f"(?:{VERBS}|回答|追问|反问|问|答|喊|道(?![路理德歉]))(?:道|说)?"
_ENGLISH_SAYS = (
    rf"(?:{ENGLISH_VERBS}|replied|answered|continued|concluded|responded|remarked|observed|commented|countered|"
    "cried|shouted)"
)
_ADVERB = r"(?:(?:also|later|then|has|had|[a-z]+ly) )?"
_WHO = f"[{lexicon.HAN}·]{{0,18}}?"
_WHO_ENGLISH = r"[a-z][a-z.'-]*(?: [a-z][a-z.'-]*){0,6}?"
_BEHIND = (
    re.compile(rf"[,.]?(?P<who>{_WHO}){_HAN_SAYS}(?=[,.:;!?\"]|$|[^,.;:\"]{{0,8}}[.:])"),
    re.compile(rf"[,.]? ?{_ENGLISH_SAYS} (?P<who>{_WHO_ENGLISH})(?=[,.;:\"]| (?:on|in|at|after|during|as|to)\b|$)"),
    re.compile(rf"[,.]? ?(?P<who>{_WHO_ENGLISH})(?:,[^,.;\"]{{1,40}}, ?| ){_ADVERB}{_ENGLISH_SAYS}(?![a-z])"),
)
_AHEAD = (
    re.compile(rf"(?:^|,)(?P<who>{_WHO}){_HAN_SAYS}[^,.;:\"]{{0,12}}[:,]?$"),
    re.compile(
        rf"(?:^|, ?)(?P<who>{_WHO_ENGLISH})(?:,[^,.;\"]{{1,40}}, ?| ){_ADVERB}{_ENGLISH_SAYS}(?: [a-z]+){{0,4}}[,:]? ?$"
    ),
    re.compile(rf"(?:^|, ?)(?:according to|in the words of) (?P<who>{_WHO_ENGLISH})[,:]? ?$"),
    re.compile(rf"(?:^|,)(?P<who>{_WHO}):$"),
    re.compile(rf"^(?P<who>{_WHO_ENGLISH}): ?$"),
)


def _speakers(reading: Reading, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Iterator[Voice | None]:
    """Who says each quotation: named before it, else behind it, else whoever said the one before."""
    last: Voice | None = None
    previous = start
    for index, (opened, closed) in enumerate(spans):
        following = spans[index + 1][0] if index + 1 < len(spans) else end
        ahead, behind = _ahead(reading, previous, opened), _behind(reading, closed, following)
        if index and ahead is None and _goes_on_between(reading, previous, opened):
            # “…，” said A, “…”: what stands between belongs to both.
            ahead = last
        voice = ahead or behind
        if voice is not None:
            last = _resolved(reading, voice, last, previous)
        elif index and previous == opened and reading.simple[previous - 2 : previous - 1] in tuple(".!?"):
            last = None  # one quotation right behind another is an answer
        yield last
        previous = closed


def _goes_on_between(reading: Reading, start: int, end: int) -> bool:
    between = reading.simple[start:end].rstrip()
    return between.endswith(",") and not re.search("[.!?;]", between[:-1])


def _ahead(reading: Reading, start: int, end: int) -> Voice | None:
    """The attribution right before a quotation, in the last sentence before it."""
    text = reading.simple[start:end]
    at = max((match.end() for match in re.finditer(r"[.!?;]", text)), default=0)
    sentence = text[at:]
    shift = start + at + len(sentence) - len(sentence.lstrip())
    for pattern in _AHEAD:
        if match := pattern.search(sentence.lstrip()):
            return _voice(reading, shift + match.start("who"), shift + match.end("who"), shift + match.end())
    return None


def _behind(reading: Reading, start: int, end: int) -> Voice | None:
    """The attribution right behind a quotation, unless it leads to the next one."""
    text = reading.simple[start:end]
    sentence = re.split(r"(?<=[.!?;])", text.lstrip(",. "))[0]
    leads = text.rstrip().endswith(":") and not re.search("[.!?;]", text.strip().lstrip(",. "))
    if leads and reading.simple[start - 2 : start - 1] not in (",", "!", "?"):
        return None
    shift = start + len(text) - len(text.lstrip(",. "))
    for pattern in _BEHIND:
        if match := pattern.match(sentence):
            return _voice(reading, shift + match.start("who"), shift + match.end("who"), shift + match.end())
    return None


def _resolved(reading: Reading, voice: Voice, last: Voice | None, since: int) -> Voice:
    """The voice, with the name that a pronoun stands for: whoever was named since, else whoever spoke last."""
    if voice.name or voice.office:
        return voice
    named = _subject_between(reading, since, voice.start)
    if named:
        return voice._replace(name=named)
    if last is None:
        return voice
    return voice._replace(name=last.name, office=last.office, gender=voice.gender or last.gender)


def _subject_between(reading: Reading, start: int, end: int) -> str:
    """The person who is the subject of the last sentence between a quotation and the pronoun behind it."""
    simple, plain = reading.simple, reading.view.plain
    for match in reversed([*re.finditer(r"[^.!?;]+[.!?;]", simple[start:end])]):
        at = start + match.start() + len(match[0]) - len(match[0].lstrip('", '))
        name = re.match(r"[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)*(?= [a-z]+)", plain[at:end])
        if name and name[0].split()[0].lower() not in _NO_NAMES:
            return name[0].lower()
        head = tagged(simple[at : at + 8])[:1] if re.match(f"[{lexicon.HAN}]", simple[at : at + 1]) else []
        if head and head[0][1].startswith("nr"):
            return head[0][0]
    return ""


# --- names, offices and pronouns ---------------------------------------------------------------------------------

_HAN_PRONOUN = re.compile("(?:[^他她]{0,6}[,对])?(?P<who>[他她])(?![们的])")
_ENGLISH_PRONOUN = re.compile(r"(?P<who>he|she)$")
_GENDERS = {
    "他": "m",
    "她": "f",
    "he": "m",
    "she": "f",
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
}
_LEADING = re.compile("^(?:但|而|不过|对此|据|与此同时|随后|接着|同时|最后|此外|另外,?|其中)*")
# Behind who speaks stand how, when and to whom.
_MANNER = re.compile(
    "(?:还|又|也|则|再|并|就|对(?![外])|在|于|向|接着|随后|同时|继续|进一步|今[天年日]|昨[天日]|当[天日场]|明确|曾|已|便|告诉|接受|笑着|坦率|公开).*$"
)
_NO_NAMES = frozenset(
    "the a an this that these those it its he she they we i you his her their our my in on at by for from of to and "
    "but or if when while as after before then there later another other both what who asked according".split()
)
_ENGLISH_TITLES = (
    frozenset(word for word in lexicon.TITLE if word.isascii()) | set(_GENDERS) | {"dr", "prof", "captain", "inspector"}
)


def _voice(reading: Reading, start: int, end: int, cue_end: int) -> Voice:
    """Who is meant by the words at `[start, end)`."""
    words = reading.simple[start:end].strip()
    if re.search("[a-z]", words) and not re.search(f"[{lexicon.HAN}]", words):
        return _english_voice(reading, start, end, cue_end)
    who = _LEADING.sub("", words)
    if pronoun := _HAN_PRONOUN.match(who):
        return Voice(start, cue_end, gender=_GENDERS[pronoun["who"]])
    gender = "f" if re.search("女士|小姐|太太", who) else "m" if "先生" in who else ""
    dotted = re.search(f"[{lexicon.HAN}]+(?:·[{lexicon.HAN}]+)+", _MANNER.sub("", who))
    name = dotted[0] if dotted else ""
    name = name or next((word for word, tag in tagged(who) if tag.startswith("nr") and len(word) > 1), "")
    who = _MANNER.sub("", who)
    if not name and 2 <= len(who) <= 3 and starts_with_surname(who) and not lexicon.TITLE_NOUN.search(who):
        name = who
    return Voice(start, cue_end, name, "" if name else who, gender)


def _english_voice(reading: Reading, start: int, end: int, cue_end: int) -> Voice:
    words = re.findall(r"[A-Za-z'-]+", reading.view.plain[start:end])
    low = [word.lower() for word in words]
    gender = next((_GENDERS[word] for word in low if word in _GENDERS), "")
    if low and low[-1] in ("he", "she"):
        return Voice(start, cue_end, gender=gender)
    name = _name_of(words)
    if not name and (apposition := re.match(r",([^,.;\"]{1,40}),", reading.view.plain[end:cue_end])):
        name = _name_of(re.findall(r"[A-Za-z'-]+", apposition[1]))  # his rival, Jane Fox, said
    office = " ".join(word for word in low if word not in ("the", "a", "an", "then", "and", "but"))
    return Voice(start, cue_end, name, "" if name else office, gender)


def _name_of(words: Sequence[str]) -> str:
    return " ".join(
        word.lower()
        for word in words
        if word[0].isupper() and word.lower() not in _NO_NAMES and word.lower() not in _ENGLISH_TITLES
    )


# --- reported speech ---------------------------------------------------------------------------------------------

_REPORTS = (
    re.compile(rf"(?:[^,.;:\"]{{0,16}},)?(?P<who>{_WHO}){_HAN_SAYS}[^,.;:\"]{{0,8}}[,:]"),
    re.compile(rf"(?P<who>{_WHO_ENGLISH}) {_ADVERB}{_ENGLISH_SAYS}(?![a-z])"),
)
_REPORTS_BEHIND = (
    re.compile(rf",(?P<who>{_WHO}){_HAN_SAYS}(?=[.;]|$)"),
    re.compile(rf", ?{_ENGLISH_SAYS} (?P<who>{_WHO_ENGLISH})(?=[,.;]|$)"),
    re.compile(rf", ?(?P<who>{_WHO_ENGLISH}) {_ADVERB}{_ENGLISH_SAYS}(?=[,.;]|$)"),
)


def _reported(reading: Reading, first: int, last: int) -> Voice | None:
    """Who says, in the sentence of `[first, last)`, what the text reports without quotation marks."""
    start, end = reading.sentence(first, first + 1)
    start += len(reading.simple[start:end]) - len(reading.simple[start:end].lstrip('" '))
    for pattern in _REPORTS:
        if (match := pattern.match(reading.simple, start, max(last, start))) and '"' not in match[0]:
            return _named(_voice(reading, match.start("who"), match.end("who"), match.end()))
    for pattern in _REPORTS_BEHIND:
        if match := pattern.match(reading.simple, last, max(last, end)):
            return _named(_voice(reading, match.start("who"), match.end("who"), match.end()))
    return None


def _named(voice: Voice) -> Voice | None:
    """The voice, where it is a person's or a pronoun: reports say too and hold no conversation."""
    return voice if voice.name or voice.gender else None


# --- labels ------------------------------------------------------------------------------------------------------

_LABEL = re.compile(rf"(?P<who>[{lexicon.HAN}·]{{1,8}}|[a-z][a-z.' -]{{0,30}}?)(?:\([^()]{{1,20}}\))?: ?(?=[^\s\"])")
_ROLES = frozenset(
    "问 答 记者 主持人 嘉宾 甲 乙 丙 丁 男 女 学生 老师 患者 医生 法官 律师 证人 原告 被告 采访者 受访者 观众 网友 "
    "发言人 q a question answer interviewer reporter host moderator judge counsel witness man woman student teacher "
    "speaker prosecutor defendant".split()
)
# They head an entry of a list: Time: noon.
_NO_LABELS = frozenset(
    "time date place location venue price cost note notes source sources result results conclusion method methods "
    "background objective objectives warning tip example contact phone email address subject title author summary "
    "update correction".split()
)


def _labels(reading: Reading, start: int, end: int) -> tuple[Voice, ...]:
    """The labels of a dialogue at the beginnings of sentences and lines."""
    simple = reading.simple
    starts = {start, *(start + match.end() for match in re.finditer(r'[.!?]"? ?', simple[start:end]))}
    for line_break in (
        re.finditer("\n", reading.original[reading.view.starts[start] : reading.view.ends[end - 1]])
        if start < end
        else ()
    ):
        starts.add(reading.view.position_of(reading.view.starts[start] + line_break.end()))
    found: list[Voice] = []
    for at in sorted(starts):
        match = _LABEL.match(simple, at, end)
        if match and _is_label(reading, match["who"], at):
            found.append(Voice(at, match.end(), name=match["who"].strip()))
    return tuple(found)


def _is_label(reading: Reading, who: str, at: int) -> bool:
    """Whether the words before a colon name who speaks, not what is told."""
    if who in _ROLES:
        return True
    if re.search(f"[{lexicon.HAN}]", who):
        return [tag[:2] for _, tag in tagged(who)] == ["nr"] or any(
            match.end() == len(who) for match in lexicon.TITLE_NOUN.finditer(who)
        )
    words = reading.view.plain[at : at + len(who)].split()
    # Who speaks begins a sentence; an entry of a list need not: Fare: nine pounds.
    speaks = re.match(r"[^A-Za-z0-9]*[A-Z]", reading.view.plain[at + len(who) :]) is not None
    return speaks and who not in _NO_LABELS and len(words) <= 3 and all(word[:1].isupper() for word in words)
