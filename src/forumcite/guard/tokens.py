"""Edges inside a token: a figure, a date, a unit, a Latin word, a Chinese word, a known name.

The tables say what may not be parted: what stands outside the quote, what stands inside, and the kind of the token.
"""

from __future__ import annotations

import re
import string
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import lexicon, words
from forumcite.guard.names import names_in
from forumcite.patterns import lazy
from forumcite.text.characters import is_han
from forumcite.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from forumcite.guard.site import Site

# Looked up in lexicon.UNIT_LATIN: an alternation of a hundred units takes longer to compile than all the rest.
_LATIN_UNIT = "(?P<unit>[a-z²³µ]{1,12})(?![a-z])"
_HAN_UNITS = "|".join(sorted(lexicon.UNIT_HAN, key=len, reverse=True))
_DIGITS = "零〇一二三四五六七八九十百千万亿两"
_FIGURE = "[0-9](?:[0-9.,]*[0-9])?"
# Behind a word that measures one alone is a figure too: 近一|成.
_MEASURED_END = (
    "(?:近|约|超过?|逾|达到?|仅|不足|不到|至少|至多|最多|(?:增长|下降|上升|减少|上涨|下跌|增加|降低)了?)"
    f"[{_DIGITS}几半]$"
)
# Days and months, years, and the goals of a match, in either kind of figure.
_DAY = "(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})"
_YEAR = "(?:[0-9]{4}|[零〇一二三四五六七八九]{4})"
_GOAL = "(?:[0-9]{1,3}|[零一二三四五六七八九十两]{1,3})"
_MONTH = "|".join([*lexicon.MONTHS, *(month[:3] for month in lexicon.MONTHS), "sept"])
# An Arabic figure, or one in Han characters that holds a unit of ten: 一百五十, but not the 一 of 统一.
_FIGURE_END = f"(?:[0-9]|[{_DIGITS}][十百千万亿][{_DIGITS}]*)$"


class _Parting(NamedTuple):
    """Two sides that make one token: `outside` has a group with what the quote leaves out."""

    outside: re.Pattern[str]
    inside: re.Pattern[str]
    kind: str
    touching: bool


def _parting(outside: str, inside: str, kind: str, *, touching: bool = False) -> _Parting:
    return _Parting(lazy(outside), lazy(inside), kind, touching)


# Left of the quote: the text before ends with `outside`, the quote begins with `inside`.
_LEFT = (
    _parting(r"([0-9][0-9.,]*)$", "[0-9]", "number", touching=True),
    _parting(r"([0-9],)$", "[0-9]{3}(?![0-9])", "number", touching=True),
    _parting(r"([0-9][.:/])$", "[0-9]", "number", touching=True),
    _parting("(?<=[0-9月日年%时度℃])([-~—])$", "[0-9]", "number"),
    _parting("(?<![0-9月日年%时度℃])([-~±+−])$", "[0-9]", "sign"),
    _parting("(零下|正?负)$", f"[{lexicon.NUMBER}]", "sign"),
    _parting("([<>≤≥=≈])$", "[0-9]", "comparison"),
    _parting("([$€£¥₩])$", "[0-9]", "unit"),
    _parting("(人民币|美元|港币|新台币|rmb|usd|eur|gbp)$", "[0-9]", "unit"),
    _parting(f"({_FIGURE})$", "[a-z]", "unit", touching=True),
    _parting(f"({_FIGURE})$", _LATIN_UNIT, "unit"),
    _parting(f"({_FIGURE})$", "[%‰℃°]", "number"),
    _parting(f"({_DAY}月)$", f"{_DAY}[日号](?![游千夜])", "date"),
    _parting(f"({_YEAR}年)$", f"{_DAY}月", "date"),
    _parting(f"({_GOAL}比)$", f"{_GOAL}(?![0-9{_DIGITS}年月])", "number"),
    _parting(f"([0-9{_DIGITS}][^,;:]{{0,3}}以上)$", f"[0-9{_DIGITS}][^,;:]{{0,9}}以下", "number"),
    _parting("([0-9]+)$", "[年月日号时](?![级报])", "date"),
    _parting(rf"([{lexicon.NUMBER}][年月日时岁%]?[至到])$", f"[{lexicon.NUMBER}]", "number"),
    _parting(f"([0-9{_DIGITS}])$", r"[余多](?![少数])", "number"),
    _parting("([0-9一二三四五六七八九十两]个?|个)$", "半(?:年|月|天|小时|个|日)", "number"),
)
# Right of the quote: the quote ends with `inside`, the text after begins with `outside`.
_RIGHT = (
    _parting(r"([0-9][0-9.,]*)", "[0-9]$", "number", touching=True),
    _parting(r"([.:/][0-9]+|,[0-9]{3}(?![0-9]))", "[0-9]$", "number", touching=True),
    _parting("([0-9]+)", r"[0-9]\.$", "number", touching=True),
    _parting("([万亿千百]+)(?!一|分|无|能)", "[0-9]$", "number"),
    _parting(r"([²³¹^])", "[0-9]$", "number"),
    _parting("([-~—至到][0-9]+)", "[0-9]$", "number"),
    _parting(f"(分之[{lexicon.NUMBER}]*)", f"[{lexicon.NUMBER}]$", "number"),
    _parting(rf" ?({_MONTH})(?![a-z])", "[0-9](?:st|nd|rd|th)?$", "date"),
    _parting(f"({_DAY}月(?:{_DAY}[日号])?)", f"(?:[0-9]|{_YEAR})年$", "date"),
    _parting(f"({_DAY}[日号](?![游千夜]))", f"{_DAY}月$", "date"),
    _parting(f"({_GOAL}(?![0-9{_DIGITS}年月万]))", f"{_GOAL}比$", "number"),
    _parting(f"(比{_GOAL}(?![0-9{_DIGITS}年月万]))", f"(?<![0-9{_DIGITS}]){_GOAL}$", "number"),
    _parting(f"([0-9{_DIGITS}][^,;:]{{0,9}}以下)", f"[0-9{_DIGITS}][^,;:]{{0,3}}以上$", "number"),
    _parting("([年月日])", _FIGURE_END, "date"),
    _parting(f"({_HAN_UNITS})", _MEASURED_END, "unit"),
    _parting(r"([%‰℃°]c?)", "[0-9]$", "unit"),
    _parting("([a-z]+)", "[0-9]$", "unit", touching=True),
    _parting(rf" ?-?({_LATIN_UNIT})", "[0-9]$", "unit"),
    _parting(f"({_HAN_UNITS}|号)", _FIGURE_END, "unit"),
    _parting("(点)", "(?:百分|千分|万分)$", "unit"),
    _parting("(公里|千米|厘米|米|里|克|瓦|升)", "[0-9](?:平方|立方|公|千|厘|毫|海)$", "unit"),
    _parting("([²³])", ".$", "unit", touching=True),
    _parting("('t)(?![a-z])", "[a-z]$", "negation"),
)


def broken(site: Site) -> Iterator[Cut]:
    """The figures, dates, units and Latin words that an edge of the quote cuts in two."""
    if site.before:
        touching = site.touches(site.start)
        for parting in _LEFT:
            inside = parting.inside.match(site.quote) if touching or not parting.touching else None
            if inside and _is_unit(inside) and (outside := parting.outside.search(site.before)):
                yield Cut("before", outside[1], parting.kind)
        if touching and (counted := _counted(site.before, site.quote, site.raw(site.start - 1))):
            yield Cut("before", counted[0], "word")
        if touching and (word := _word_before(site)):
            yield Cut("before", word, "word")
        run = re.search(rf"(?:[{_DIGITS}]|[0-9])+[点.]?$", site.before)
        if run and touching and re.match(f"[{_DIGITS[:-1]}]", site.quote) and _one_number(run[0] + site.quote):
            yield Cut("before", run[0], "number")
    if site.after:
        touching = site.touches(site.end)
        for parting in _RIGHT:
            outside = parting.outside.match(site.after) if touching or not parting.touching else None
            if outside and _is_unit(outside) and parting.inside.search(site.quote):
                yield Cut("after", outside[1], parting.kind)
        if touching and (counted := _counted(site.quote, site.after, site.raw(site.end))):
            yield Cut("after", counted[1], "word")
        if touching and (word := _word_after(site)):
            yield Cut("after", word, "word")
        run, rest = re.search(rf"[{_DIGITS}]+点?$", site.quote), re.match(f"[{_DIGITS}]+", site.after)
        if run and rest and touching and _one_number(run[0] + rest[0]):
            yield Cut("after", rest[0], "number")


# A figure and a word that a hyphen makes one: 24-|year-old, F|-16. A dash is none.
_COUNTED_LEFT = lazy("[0-9]-?$|[a-z]$")
_COUNTED_RIGHT = lazy("-?[a-z]+|-[0-9]+")


def _counted(left: str, right: str, sign: str) -> tuple[str, str] | None:
    """The two halves of a figure and a word joined by a hyphen, which is `sign`; None where they are not so joined."""
    one, other = _COUNTED_LEFT.search(left), _COUNTED_RIGHT.match(right)
    if not one or not other or ("-" in one[0]) == ("-" in other[0]) or sign not in "-‐‑":
        return None
    digits = one[0][0].isdigit(), other[0].strip("-")[0].isdigit()
    return (one[0], other[0]) if digits in ((True, False), (False, True)) else None


def _is_unit(match: re.Match[str]) -> bool:
    """Whether what the pattern took for a unit is one; true where it looks for none."""
    return "unit" not in match.re.groupindex or match["unit"] in lexicon.UNIT_LATIN


# What may stand inside a word; a dash between two names may not.
_HYPHENS = "-‐‑'’"


def _word_before(site: Site) -> str:
    """The part of a word, or of a compound with a hyphen, that the left edge of the quote cuts off; or nothing."""
    first, before = site.quote[0], site.before
    if letters := _letters_at_end(before):
        return letters if _is_letter(first) or first in string.digits else ""
    if before[-1] in "-'" and _is_letter(first) and site.raw(site.start - 1) in _HYPHENS:
        letters = _letters_at_end(before[:-1])
    return letters and letters + before[-1]


def _word_after(site: Site) -> str:
    """The same at the right edge; president-elect is cut as a title is."""
    after = site.after
    if not _is_letter(site.quote[-1]):
        return ""
    if after[0] != "-":
        return "".join(takewhile(lambda sign: _is_letter(sign) or sign in string.digits, after))
    if after.startswith(("-elect", "-designate")) or site.raw(site.end) not in _HYPHENS:
        return ""
    letters = "".join(takewhile(_is_letter, after[1:]))
    return letters and "-" + letters


def _letters_at_end(text: str) -> str:
    return "".join(takewhile(_is_letter, reversed(text)))[::-1]


def _is_letter(character: str) -> bool:
    """Whether a character is a letter of a script whose words spaces divide."""
    return (
        character.isalnum()
        and not character.isdecimal()
        and character not in "²³¹"
        and not is_han(character)
        and not "぀" <= character <= "ヿ"
    )


def _one_number(run: str) -> bool:
    """Whether a run of characters begins with one number that the edge would cut: 十二, 三百五, but not 统一一."""
    found = re.match(rf"[0-9{_DIGITS}点.]+", run)
    return (
        found is not None
        and len(found[0]) > 1
        and bool(re.search("[十百千万亿〇零点]|^[二三四五六七八九]{2}", found[0]))
    )


def broken_words(site: Site, names: Collection[str]) -> Iterator[Cut]:
    """Edges inside a Chinese word or a known name."""
    text = site.before + site.quote + site.after
    for side, edge, position in (
        ("before", len(site.before), site.start),
        ("after", len(site.before) + len(site.quote), site.end),
    ):
        if not 0 < edge < len(text):
            continue
        # The space between two English words stands before the right half, whichever half is quoted.
        if not site.touches(position) or text[edge].isspace():
            if found := _english_name_across(site, position):
                yield Cut(side, found[0 if side == "before" else 1], "name")
                continue
            if not site.touches(position):
                continue
        name = _name_across(text, edge, names) or _dotted_name(text, edge)
        if not name and (_raises_title(text, edge) if side == "before" else _closes_list(text, edge)):
            continue
        word = name or words.word_across(text, edge, quote_follows=side == "before") or _whole_name(text, edge)
        if word:
            yield Cut(side, _outside(text, edge, word, side), "name" if name else "word")


def _raises_title(text: str, edge: int) -> bool:
    """Whether the edge parts a title from what only raises it, though a dictionary joins the two: 常务|副市长."""
    if not lexicon.TITLE_NOTE.search(text, max(0, edge - 2), edge):
        return False
    return text[edge] == "副" or lexicon.TITLE_NOUN.match(text, edge) is not None


# A list, or one item of it before what tells that there are more; and the words that end in 等: 平等, 高等.
_ITEM_BEFORE_MORE = re.compile(rf"(?:[、和与及][{lexicon.HAN}A-Za-z0-9·]{{1,12}}|[{lexicon.HAN}])\Z")
_MORE = re.compile(rf"等(?:等|$|[,.;)]|[人国省市县区地处方类种项](?!级|位)|[{lexicon.NUMBER}])")
_WORD_IN_DENG = re.compile(r"[平同高上中下初劣优均对相何此差头特次]\Z")
_NO_MORE = re.compile("等(?:于|候|待|同|级|式|价|身|闲|号|距|额|比)")


def _closes_list(text: str, edge: int) -> bool:
    """Whether the edge parts a list from 等, though a dictionary, or the lack of one, joins them: 苹果、梨|等水果."""
    if (
        not text.startswith("等", edge)
        or _NO_MORE.match(text, edge)
        or _WORD_IN_DENG.search(text, max(0, edge - 2), edge)
    ):
        return False
    item = _ITEM_BEFORE_MORE.search(text, max(0, edge - 13), edge)
    return item is not None and (len(item[0]) > 1 or _MORE.match(text, edge) is not None)


# What comes first in names of places, and what stands inside names of people: no such name is told by its other half.
_HEADS_OF_NAMES = lazy(
    r"(?:^|[^A-Za-z'-])(?P<head>New|North|South|East|West|Northern|Southern|Eastern|Western|Saint|St\.?|San|Santa|Los|Las|"
    r"Great|United|Sri|Saudi|Costa|Puerto|Hong|Cape|Port|Fort|Mount|Lake|Rio|Sierra|Papua|El|Abu|Kuala|Addis|Buenos|Tel|Real|"
    r"Red|White|Black|Green|Blue|Ivory|"
    # With an article or a possessive before it, a van is a van.
    r"(?<=[a-z] )(?<![Tt]he )(?<! his )(?<! her )(?<! our )(?<! its )(?:van|von|de|del|della|der|bin|ibn|al))[ -]$"
)
# The same with a capital, behind a first name: Dick Van | Dyke, Robert De | Niro.
_PARTICLES = lazy(
    r"(?:^|[^A-Za-z'-])(?P<first>[A-Z][a-z'-]+) (?P<head>(?:[Vv]an|[Vv]on|[Dd]e|[Dd]el|[Dd]ella|[Dd]i|[Dd]a|[Dd]u|"
    r"[Tt]en|[Tt]er|Le|La|Al|Ben|St\.?)(?: (?:den|der|la|las|los))?)[ -]$"
)
_ORGANISATION = lazy(
    r"(?:[A-Z][A-Za-z'-]+ ){1,4}(?:Authority|Institute|Bank|University|College|Company|Corporation|Council|Group|"
    r"Agency|Association|Committee|Commission|Society|Party|Union|Foundation|Trust|Organi[sz]ation|Court|Service|Bureau|"
    r"Board|Fund|Museum|Hospital|Reserve|"
    r"United|Rovers|Wanderers|Sea|Ocean|Mountains|Islands|River|Bay|Desert|Peninsula|Canal|Street|Avenue|Square|Airport|Coast|Gulf|Strait|Island|County|Province|Prefecture|Times|Post|Journal|Tribune|Herald|Gazette|Prize|Cup|Award|International|League|Games|Bridge|Park|Palace|Cathedral|Castle|Republic|Emirates)\b"
    r"(?: (?:of|for) (?:the )?[A-Z][A-Za-z'-]+)?"
    r"|(?:Ministry|Department|University|Institute|Bank|Office|House|Court) (?:of|for) (?:the )?"
    r"[A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)*"
)
# Two names that make the name of a firm: Harrow | & Pell.
_FIRST_PARTNER = lazy(r"[A-Z][\w.'-]* ?(?:& ?)?$")
_SECOND_PARTNER = lazy(r"(?:& ?)?[A-Z][\w.'-]*")
_NOT_IN_NAMES = frozenset(
    "the a an in on at by for from of to and but or if when while as its his her their this that our my your no "
    "every each yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december mr mrs ms dr sir president minister mayor "
    "professor".split()
)


def _english_name_across(site: Site, position: int) -> tuple[str, str] | None:
    """The two halves of an English name of a place or an organisation that an edge between two words parts."""
    start = site.start - len(site.before)
    text = site.reading.view.text[start : site.end + len(site.after)]
    # The space beside the edge is outside the quote.
    left, right = text[: position - start], text[position - start :]
    left, right = left.rstrip() + " ", right.lstrip()
    one, other = _FIRST_PARTNER.search(left), _SECOND_PARTNER.match(right)
    if one and other and ("&" in one[0]) != ("&" in other[0]):
        return one[0], other[0]
    if not re.match("(?:[A-Z]|of |for )[a-z]*", right):
        return None
    following = re.match("[A-Z][a-z][A-Za-z'-]*", right)
    head = _HEADS_OF_NAMES.search(left) or _PARTICLES.search(left)
    if following and head and head.groupdict().get("first", "").lower() not in _NOT_IN_NAMES:
        return head["head"], following[0]
    for match in _ORGANISATION.finditer(left + right):
        begin = match.start()
        while (first := (left + right)[begin : match.end()].split(" ")[0]).lower() in _NOT_IN_NAMES:
            begin += len(first) + 1
        if begin < len(left) < match.end():
            return left[begin:].strip(), (left + right)[len(left) : match.end()]
    return None


# Names whose first character a segmenter lets go, since the rest is a name too.
_WHOLE_NAMES = ("内蒙古", "前苏联", "南苏丹", "北马其顿", "北爱尔兰")


def _whole_name(text: str, edge: int) -> str | None:
    return next((name for name in _WHOLE_NAMES if text[edge - 1 :].startswith(name)), None)


def _name_across(text: str, edge: int, names: Collection[str]) -> str | None:
    for name in names_in(text, frozenset(names)):
        at = text.find(name, max(0, edge - len(name) + 1), edge + len(name) - 1)
        # A longer word from the edge on has the end of the name by chance: 北京|大学生.
        if 0 <= at < edge < at + len(name) and at + len(name) - edge >= len(words.word_from(text, edge)):
            return name
    return None


def _dotted_name(text: str, edge: int) -> str | None:
    """A transliterated name cut at its dot: 安东|·契诃夫."""
    if edge < 2:
        return None
    around = text[edge - 2 : edge + 2]
    dot = around.find("·", 1)
    return around if len(around) == 4 and 0 < dot < 3 and is_han(around[dot - 1]) and is_han(around[dot + 1]) else None


def _outside(text: str, edge: int, word: str, side: str) -> str:
    """The part of a cut word that the quote leaves outside."""
    for inside in range(1, len(word)):
        if text[edge - inside : edge - inside + len(word)] == word:
            return word[:inside] if side == "before" else word[inside:]
    return word
