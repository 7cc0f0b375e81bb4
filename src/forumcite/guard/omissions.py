"""What an omission mark hides: the gap between two parts of a quote, and the editor's insertions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import lexicon

if TYPE_CHECKING:
    from forumcite.guard.reading import Reading

# Words or Han characters; measured on marked ellipses, see docs/matching.md.
LONGEST_GAP = 60

# An omission as people write it: bare or in brackets.
OMISSION = re.compile(
    r"\s*(?:[\[(（［〔【]\s*(?:…+|⋯+|\.\s?\.\s?\.(?:\s?\.)?|略|中略|下略|上略|前略|后略|後略|omitted|snip)\s*[\])）］〕】]|…+|⋯+|(?<!\.)\.{3,6}(?!\.)|(?<!\.)\. \. \.(?: \.)?)\s*"
)
_INSERTION = re.compile(r"[\[［【〔]([^\[\]［］【】〔〕]{1,80})[\]］】〕]")


def split(quote: str) -> list[tuple[int, int]]:
    """The parts of a quote between its marks of omission, as spans of the quote; a mark at an edge is dropped."""
    parts, position = [], 0
    for match in OMISSION.finditer(quote):
        parts.append((position, match.start()))
        position = match.end()
    parts.append((position, len(quote)))
    return [part for part in parts if quote[slice(*part)].strip(" \t\r\n,，、;；:：")]


def insertions(quote: str) -> list[re.Match[str]]:
    """The editor's bracketed words in a quote."""
    return list(_INSERTION.finditer(quote))


def is_harmless_insertion(words: str) -> bool:
    """Whether inserted words state no number, date, unit, negation or modality of their own."""
    from forumcite.guard.reading import lowered
    from forumcite.text import script

    simple = lowered(script.simplified(words))
    if lexicon.EDITORIAL_HIDES.search(simple) or re.search(r"[%‰$€£¥℃]", simple):
        return False
    if re.search(
        "[不未没无非否勿莫]|必须|应当|可能|可以|也许|或许|超过|不足|至少|至多|以上|以下|大约|将近",
        simple,
    ):
        return False
    critical = {*lexicon.NEGATION, *lexicon.MODALITY, *lexicon.COMPARISON, *lexicon.QUANTIFIER}
    return not any(
        word in critical or word.endswith("n't") or word in lexicon.UNIT_LATIN
        for word in re.findall(r"[a-z']+", simple)
    )


def fault(reading: Reading, start: int, end: int, part_end: int) -> str | None:
    """Why the gap `[start, end)` of the original may not be left out, or None where it hides nothing.

    Args:
        reading: The guard's reading of the source.
        start: First code point of the gap.
        end: One past its last, where the next part begins.
        part_end: Where that part ends.

    Returns:
        `paragraph`, `long`, `negation` (anything that denies, limits or turns what the parts say), `number` (what
        qualifies the figure that follows), `speaker` (the parts are attributed to two people), or None.
    """
    first, last = reading.bounds(start, end)
    if any(reading.breaks_paragraph(position) for position in range(first, last + 1)):
        return "paragraph"
    hidden = reading.simple[first:last]
    if _length(hidden) > LONGEST_GAP:
        return "long"
    # The character behind the gap is only looked at, so that 不断 cut in two is not read as 不.
    telling = lexicon.GAP_HIDES.search(reading.simple[first : last + 1])
    if (telling and telling.start() < len(hidden)) or lexicon.GAP_HIDES_ENGLISH.search(
        _without_may(reading, first, last)
    ):
        return "negation"
    if lexicon.GAP_DOUBTS.search(hidden) or lexicon.GAP_LIMITS.search(hidden):
        return "negation"
    if _CONDITION.search(hidden) and _CONSEQUENCE.match(reading.simple[last:]):
        return "negation"
    if _ends_figure(reading, first, last):
        return "number"
    after = reading.bounds(part_end, part_end)[0]
    one, other = _attributed(hidden), _attributed(reading.simple[after : after + 60])
    return "speaker" if one and other and one != other else None


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
# A closing quotation mark, then who said it.
_ATTRIBUTION = re.compile(
    f'"[,.]?(?:(?P<before>[{lexicon.HAN}]{{2,4}}?)(?:则|又|也|接着|随后)?(?:说|表示|指出|称|强调|认为|补充|介绍|回应|解释)'
    r"|(?:said|says|added|told|replied|argued|warned|noted|explained) (?P<after>[a-z'-]+(?: [a-z'-]+)?)"
    r"|(?P<name>[a-z'-]+(?: [a-z'-]+)?) (?:said|says|added|told|replied|argued|warned|noted|explained))"
)


def _attributed(text: str) -> str | None:
    match = _ATTRIBUTION.search(text)
    return next((name for name in match.groups() if name), None) if match else None


def _ends_figure(reading: Reading, first: int, last: int) -> bool:
    """Whether the gap ends in what qualifies the figure that follows it."""
    before, after = reading.simple[:last], reading.simple[last : last + 1]
    if not re.match(f"[{lexicon.NUMBER}$€£¥]", after) or first == last:
        return False
    match = lexicon.APPROXIMATION_BEFORE.search(before) or lexicon.APPROXIMATION_BEFORE_ENGLISH.search(before)
    return match is not None and match.end() - match.start() <= last - first


def _length(text: str) -> int:
    return len(re.findall(rf"[{lexicon.HAN}]|[^\W_{lexicon.HAN}]+", text))
