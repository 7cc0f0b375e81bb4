"""The edges of a quote in its sentence: what a cut leaves outside, and whether that changes what the quote says.

Each check reads the folded context left or right of the quote and yields the cut it sees. A cut is a fault unless it
is `carried` (the statement says it of the same thing) or a `note` (it loses nothing that matters).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import lexicon, words
from forumcite.guard.reading import Reading, lowered
from forumcite.text import script
from forumcite.text.folds import fold
from forumcite.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NUMBER_START = re.compile(rf"[$€£¥]?[{lexicon.NUMBER}]|{lexicon.NUMBER_WORDS}\b")
_ARABIC_END = re.compile(r"[0-9]$")
_HAN_NUMBER_END = re.compile(
    "[零〇一二三四五六七八九两][十百千万亿](?:[零〇一二三四五六七八九十百千万亿])*$|[0-9][十百千万亿]+$"
)
_UNITS = "|".join(sorted(lexicon.UNIT_HAN, key=len, reverse=True))
_QUANTITY_END = re.compile(
    rf"(?:[0-9]|[零〇一二三四五六七八九十百千万亿两])(?:\s?(?:%|‰|℃|°c?|{_UNITS}|号|级|[a-z²³/µ]{{1,12}}))?$"
)
# A figure and what it counts, up to four characters more: 0.28兆帕, 3个月.
_LOOSE_QUANTITY_END = re.compile(rf"(?:[0-9]|[零〇一二三四五六七八九十百千万亿两])[^\W\d_]{{0,4}}$")
_LIMITS_AFTER = re.compile("(?:以上|以下|以内|之内|左右|上下|有余|不到)")
_HAN_UNIT_START = re.compile(f"(?:{_UNITS}|号)")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


class _Site(NamedTuple):
    """Where a quote stands: its folded sentence split in three, and the reading with the positions."""

    reading: Reading
    start: int
    end: int
    before: str
    quote: str
    after: str


def cuts(reading: Reading, start: int, end: int, statement: str = "", names: Collection[str] = ()) -> tuple[Cut, ...]:
    """What the quote at `[start, end)` of the original leaves outside in its sentence.

    Args:
        reading: The guard's reading of the whole source.
        start: First code point of the quote in the original.
        end: One past its last.
        statement: The claim's statement, which may carry what was cut.
        names: Known names, simplified and in lower case, inside which no quote may begin or end.

    Returns:
        The cuts, those on the left first; each with its kind, the words left outside, and whether it is carried.
    """
    first, last = reading.bounds(start, end)
    if first >= last:
        return ()
    sentence_start, sentence_end = reading.sentence(first, last)
    simple = reading.simple
    site = _Site(reading, first, last, simple[sentence_start:first], simple[first:last], simple[last:sentence_end])
    found = [*_broken_tokens(site), *_broken_words(site, names), *_left(site), *_right(site)]
    unique = {(cut.side, cut.kind): cut for cut in reversed(found)}
    said = _said(statement)
    return tuple(_carried(cut, site, said) for cut in reversed(unique.values()))


def breaks_token(reading: Reading, start: int, end: int) -> bool:
    """Whether an edge of `[start, end)` lies inside a figure or a Latin word, so that it is no occurrence at all."""
    first, last = reading.bounds(start, end)
    simple = reading.simple
    site = _Site(reading, first, last, simple[max(0, first - 40) : first], simple[first:last], simple[last : last + 40])
    return any(cut.kind in ("number", "word") for cut in _broken_tokens(site))


# --- inside a token ----------------------------------------------------------------------------------------------


def _broken_tokens(site: _Site) -> Iterator[Cut]:
    yield from _broken_left(site)
    yield from _broken_right(site)


def _joined(site: _Site, position: int) -> bool:
    """Whether the characters around `position` touch in the original."""
    return site.reading.gap(position) == "" and not site.reading.view.text[position - 1 : position].isspace()


def _broken_left(site: _Site) -> Iterator[Cut]:
    before, quote = site.before, site.quote
    if not before:
        return
    touching = _joined(site, site.start)
    left, right = before[-1], quote[0]
    if right.isdigit():
        number = re.search(r"(?:[0-9][0-9.,]*|(?<![0-9])[.])$", before)
        if left.isdigit() and (touching or "," in quote[:2]):
            yield Cut("before", number[0] if number else left, "number")
        elif touching and left in ".,:/" and before[-2:-1].isdigit() and _raw(site, site.start - 1) in ".,:/．，：／":
            yield Cut("before", before[-2:], "number")
        elif left in "-~—±+−" and not _is_dash_between_words(before):
            kind = "number" if re.search(r"[0-9月日年%时度℃][-~—]$", before) else "sign"
            yield Cut("before", left, kind)
        elif left in "<>≤≥=≈~":
            yield Cut("before", left, "comparison")
        elif left in "$€£¥₩":
            yield Cut("before", left, "unit")
        elif match := re.search("(?:零下|负|正负)$", before):
            yield Cut("before", match[0], "sign")
        elif match := re.search(r"(?:us|hk|nt|a|c)\$?$|(?:人民币|美元|港币|新台币|rmb|usd|eur|gbp) ?$", before):
            yield Cut("before", match[0], "unit")
        elif left.isascii() and left.isalpha() and touching:
            yield Cut("before", re.search(r"[a-z]+$", before)[0], "word")  # type: ignore[index] # left is a letter
    elif _is_word(left) and _is_word(right) and touching:
        yield Cut("before", re.search(r"[^\W_]+$", before)[0], "word")  # type: ignore[index] # left is of a word
    elif left.isdigit() and right.isascii() and right.isalpha():
        unit = _WORD.match(quote)
        if touching or (unit and unit[0] in lexicon.UNIT_LATIN):
            yield Cut("before", re.search(r"[0-9.,]+$", before)[0], "unit")  # type: ignore[index] # left is a digit
    elif left.isdigit() and re.match("[%‰℃°]", right):
        yield Cut("before", re.search(r"[0-9.,]+$", before)[0], "number")  # type: ignore[index] # left is a digit
    elif (
        left in "-'"
        and _is_word(right)
        and _is_word(before[-2:-1])
        and _raw(site, site.start - 1) in "-‐‑'’"
        and touching
    ):
        prefix = re.search(r"[^\W_]+[-']$", before)
        yield Cut("before", prefix[0] if prefix else left, "word")
    if re.match(r"[0-9]{1,2}[日号]", quote) and re.search("[0-9]月$", before):
        yield Cut("before", re.search("[0-9]+月$", before)[0], "date")  # type: ignore[index] # just found
    elif re.match("[0-9]{1,2}月", quote) and (year := re.search("[0-9]{4}年$", before)):
        yield Cut("before", year[0], "date")
    elif re.match("[零〇一二三四五六七八九十百千万亿]", quote) and (
        run := re.search("(?:[零〇一二三四五六七八九十百千万亿两]|[0-9])+[点.]?$", before)
    ):
        if touching and _one_number(run[0] + quote):
            yield Cut("before", run[0], "number")
    elif re.match("[年月日号时](?![级报])", quote) and left.isdigit():
        yield Cut("before", re.search("[0-9]+$", before)[0], "date")  # type: ignore[index] # left is a digit
    elif re.match(r"[余多](?![少数])", quote) and _QUANTITY_END.search(before):
        yield Cut("before", before[-2:], "number")
    elif re.match("半(?:年|月|天|小时|个|日)", quote) and re.search("(?:[0-9一二三四五六七八九十两]个?|个)$", before):
        yield Cut("before", before[-2:], "number")
    if re.match(f"[{lexicon.NUMBER}]", quote) and (
        span := re.search(rf"[{lexicon.NUMBER}][年月日时岁%]?[至到]$", before)
    ):
        yield Cut("before", span[0], "number")
    if site.reading.view.cuts_at(site.start) and site.start:
        yield Cut("before", before[-1:], "number")


def _broken_right(site: _Site) -> Iterator[Cut]:
    after, quote = site.after, site.quote
    if not after:
        return
    touching = _joined(site, site.end)
    left, right = quote[-1], after[0]
    tail = re.search(r"[0-9][0-9.,]*$", quote)
    if left.isdigit():
        if right.isdigit() and touching:
            yield Cut("after", re.match(r"[0-9][0-9.,]*", after)[0], "number")  # type: ignore[index] # right is a digit
        elif (
            right in ".,:/"
            and after[1:2].isdigit()
            and touching
            and _joined(site, site.end + 1)
            and _raw(site, site.end) in ".,:/．，：／"
            and (right != "," or re.match(r",\d{3}(?!\d)", after))
        ):
            yield Cut("after", re.match(r"[.,:/][0-9]+", after)[0], "number")  # type: ignore[index] # just tested
        elif right in "%‰℃°" or re.match("[万亿千百](?!一|分|无|能)", after):
            yield Cut("after", re.match(r"[%‰℃°]c?|[万亿千百]+", after)[0], "number" if right in "万亿千百" else "unit")  # type: ignore[index] # just tested
        elif right in "²³¹" or right == "^":
            yield Cut("after", right, "number")
        elif re.match(r"[-~—至到][0-9]", after) and tail:
            yield Cut("after", re.match(r".[0-9]+", after)[0], "number")  # type: ignore[index] # just tested
        elif word := _WORD.match(after.lstrip()):
            if word[0] in _MONTH_NAMES:
                yield Cut("after", word[0], "date")
            elif touching or word[0] in lexicon.UNIT_LATIN:
                yield Cut("after", word[0], "unit")
        elif re.match(r"-[a-z]", after):
            yield Cut("after", re.match(r"-[a-z]+", after)[0], "unit")  # type: ignore[index] # just tested
    elif left == "." and right.isdigit() and touching and quote[-2:-1].isdigit() and _raw(site, site.end - 1) in ".．":
        yield Cut("after", re.match("[0-9]+", after)[0], "number")  # type: ignore[index] # right is a digit
    elif right in "²³" and touching:
        yield Cut("after", right, "unit")
    elif _is_word(left) and _is_word(right) and touching:
        yield Cut("after", re.match(r"[^\W_]+", after)[0], "word")  # type: ignore[index] # right is of a word
    elif right == "'" and re.match(r"'t\b", after):
        yield Cut("after", "'t", "negation")
    elif (
        right == "-"
        and _is_word(left)
        and _is_word(after[1:2])
        and _raw(site, site.end) in "-‐‑"
        and touching
        and _joined(site, site.end + 1)
    ):
        if not re.match(r"-(?:elect|designate)", after):
            yield Cut("after", re.match(r"-[^\W_]+", after)[0], "word")  # type: ignore[index] # just tested
    if re.search("[0-9]年$", quote) and (month := re.match(r"[0-9]{1,2}月(?:[0-9]{1,2}[日号])?", after)):
        yield Cut("after", month[0], "date")
    elif re.search("[0-9]月$", quote) and (day := re.match(r"[0-9]{1,2}[日号]", after)):
        yield Cut("after", day[0], "date")
    elif re.search("(?:百分|千分|万分)$", quote) and after[0] == "点":
        yield Cut("after", "点", "unit")
    elif re.search("(?:平方|立方|公|千|厘|毫|海)$", quote) and (
        unit := re.match("(?:公里|千米|厘米|米|里|克|瓦|升)", after)
    ):
        if re.search("[0-9](?:平方|立方|公|千|厘|毫|海)$", quote):
            yield Cut("after", unit[0], "unit")
    elif after.startswith("分之") and re.search(f"[{lexicon.NUMBER}]$", quote):
        yield Cut("after", re.match(f"分之[{lexicon.NUMBER}]*", after)[0], "number")  # type: ignore[index] # just tested
    elif (_ARABIC_END.search(quote) or _HAN_NUMBER_END.search(quote)) and (unit := _HAN_UNIT_START.match(after)):
        yield Cut("after", unit[0], "date" if unit[0] in "年月日" else "unit")
    elif (
        (run := re.search("[零〇一二三四五六七八九十百千万亿两]+点?$", quote))
        and re.match("[零〇一二三四五六七八九十百千万亿]", after)
        and touching
    ):
        rest = re.match("[零〇一二三四五六七八九十百千万亿两]+", after)[0]  # type: ignore[index] # just tested
        if _one_number(run[0] + rest):
            yield Cut("after", rest, "number")


def _broken_words(site: _Site, names: Collection[str]) -> Iterator[Cut]:
    """Edges inside a Chinese word or a known name."""
    text = site.before + site.quote + site.after
    for side, edge in (("before", len(site.before)), ("after", len(site.before) + len(site.quote))):
        if not 0 < edge < len(text) or not _joined(site, site.start if side == "before" else site.end):
            continue
        name = _name_across(text, edge, names)
        word = name or words.word_across(text, edge, quote_follows=side == "before")
        if word is None and side == "before" and text[edge - 1 : edge + 2] in _WHOLE_NAMES:
            word = text[edge - 1 : edge + 2]
        if word:
            yield Cut(side, _outside(text, edge, word, side), "name" if name else "word")


# Names whose first character a segmenter lets go, though the rest is another name.
_WHOLE_NAMES = frozenset(("内蒙古", "前苏联", "北爱尔兰"[:3], "南苏丹", "东帝汶", "北马其顿"[:3], "东德", "西德"))


def _name_across(text: str, edge: int, names: Collection[str]) -> str | None:
    for name in names:
        at = text.find(name, max(0, edge - len(name) + 1), edge + len(name) - 1)
        if at >= 0 and at < edge < at + len(name):
            return name
    return None


def _outside(text: str, edge: int, word: str, side: str) -> str:
    """The part of a cut word that the quote leaves outside."""
    for inside in range(1, len(word)):
        if text[edge - inside : edge - inside + len(word)] == word:
            return word[:inside] if side == "before" else word[inside:]
    return word


_MONTH_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)


def _one_number(run: str) -> bool:
    """Whether a run of characters begins with one number that the edge would cut: 十二, 三百五, but not 统一一."""
    found = re.match("[0-9零〇一二三四五六七八九十百千万亿两点.]+", run)
    return (
        found is not None
        and len(found[0]) > 1
        and bool(re.search("[十百千万亿〇零点]|^[二三四五六七八九]{2}", found[0]))
    )


def _is_dash_between_words(before: str) -> bool:
    return before[-1] == "—" and not re.search("[0-9年月日%]—$", before)


def _raw(site: _Site, position: int) -> str:
    return site.reading.original[site.reading.view.starts[position]]


def _is_word(character: str) -> bool:
    return (
        bool(character)
        and character.isalnum()
        and not re.match(f"[{lexicon.HAN}぀-ヿ]", character)
        and character not in "²³¹"
    )


# --- left of the quote -------------------------------------------------------------------------------------------


def _left(site: _Site) -> Iterator[Cut]:
    before, quote = site.before.rstrip(" \"'(《"), site.quote.lstrip("\"'(《 ")
    if not before or not quote:
        return
    if site.quote[0] in ",.;:!?、":
        before = ""
        return
    yield from _left_title(before, quote)
    yield from _left_figure(before, quote)
    yield from _left_negation(before, quote)
    yield from _governing(before, quote)
    if (match := re.search("除了?[^,.]{1,30}外,?$", before)) and re.search("均|都|全|所有|一律|皆|各|任何", quote):
        yield Cut("before", match[0].rstrip(","), "exception")
    elif match := re.search(r"\b(?:every\w*|all|nothing|nobody|none|no one|any\w*) (?:but|except)(?: for)?$", before):
        yield Cut("before", match[0], "exception")
    if match := lexicon.QUANTIFIER_BEFORE_ENGLISH.search(before):
        yield Cut("before", match[1], "quantifier")
    if match := lexicon.ATTEMPT.search(before):
        if not _inside_word(before, quote, match[0]):
            yield Cut("before", match[0], "modality", note=match[0] in lexicon.ATTEMPT_NOTE)
    elif match := lexicon.ATTEMPT_ENGLISH.search(before):
        note = lexicon.ATTEMPT_NOTE_ENGLISH.search(before) is not None
        yield Cut("before", match[0], "modality", note=note)
    if match := lexicon.NOTE_BEFORE.search(before):
        yield Cut("before", match[0], "adverb", note=True)


_WHOLE_WORDS = frozenset(
    "可能 可以 可见 可持 可再 可靠 会议 会员 会长 会见 会谈 会场 会上 会后 会同 会计 能力 能源 能够 能效 能耗 能量 要求 要素 要点 要闻 须知 "
    "需求 需要 应用 应对 应急 应该 应当 应邀 应届 应变 恐怖 恐慌 拟定 拟合 可行 可控 可贵 可怕 可信 可观".split()
)


def _inside_word(before: str, quote: str, word: str) -> bool:
    """Whether the matched word is only part of one that reaches into the quote or further left."""
    if len(word) > 1:
        return False
    earlier = before[-2:-1]
    return word + quote[:1] in _WHOLE_WORDS or (
        earlier + word
        in (
            "机会",
            "社会",
            "协会",
            "大会",
            "学会",
            "委会",
            "议会",
            "国会",
            "工会",
            "晚会",
            "宴会",
            "年会",
            "展会",
            "峰会",
            "开会",
            "省会",
            "都会",
            "商会",
            "联会",
            "理会",
            "体会",
            "功能",
            "性能",
            "职能",
            "智能",
            "技能",
            "效能",
            "产能",
            "节能",
            "潜能",
            "动能",
            "核能",
            "电能",
            "热能",
            "才能",
            "本能",
            "只能",
            "全能",
            "可能",
            "赋能",
            "储能",
            "新能",
            "重要",
            "主要",
            "需要",
            "只要",
            "纪要",
            "首要",
            "必要",
            "摘要",
            "提要",
            "概要",
            "想要",
            "将要",
            "还要",
            "许可",
            "认可",
            "宁可",
            "反应",
            "供应",
            "效应",
            "响应",
            "相应",
            "适应",
            "对应",
            "感应",
            "答应",
            "呼应",
            "回应",
            "理应",
            "必须",
            "无须",
            "模拟",
            "虚拟",
            "草拟",
            "惊恐",
            "唯恐",
        )
    )


def _left_title(before: str, quote: str) -> Iterator[Cut]:
    if (match := lexicon.TITLE_LOWERED.search(before)) and lexicon.TITLE_NOUN.match(quote):
        yield Cut("before", match[0], "title")
    elif (
        (match := re.search("[副原]$", before))
        and (lexicon.TITLE_NOUN.match(quote) or re.match("[秘理董院主总局司部会校省市县]", quote))
        and not re.search("(?:平原|草原|还原|高原|复原|中原|太原|病原|全副|名副)$", before)
    ):
        yield Cut("before", match[0], "title")
    elif match := lexicon.TITLE_LOWERED_ENGLISH.search(before):
        if lexicon.TITLE_NOUN_ENGLISH.match(quote) or match[1].strip(" -") in (
            "deputy",
            "former",
            "vice",
            "alleged",
            "so-called",
            "self-styled",
            "would-be",
        ):
            yield Cut("before", match[1], "title")
    elif (match := lexicon.TITLE_NOTE.search(before)) and (lexicon.TITLE_NOUN.match(quote) or quote.startswith("副")):
        yield Cut("before", match[0], "title", note=True)


def _left_figure(before: str, quote: str) -> Iterator[Cut]:
    if re.match(r"(?:few|little|number of|lot of|handful)\b", quote) and re.search(
        r"(?:^|[^a-z])a(?: small| large| great)?$", before
    ):
        yield Cut("before", "a", "quantifier")
    if not _NUMBER_START.match(quote):
        if match := re.search("之一(?:的)?$", before):
            yield Cut("before", match[0], "quantifier", note=True)
        return
    if match := lexicon.APPROXIMATION_BEFORE.search(before):
        word = match[1]
        if len(word) > 1 or word in "第超逾约负" or not re.match("一[个些种样般直起切定旦致体方面]", quote):
            kind = (
                "number" if word in "第前首头" else "comparison" if word in ("每", "平均", "人均") else "approximation"
            )
            yield Cut("before", word, kind, note=word in ("才", "上", "平均", "日均", "年均"))
    elif (match := lexicon.APPROXIMATION_BEFORE_ENGLISH.search(before)) and match[1] not in lexicon.RANGE_LEADS:
        yield Cut("before", match[1], "approximation")


def _left_negation(before: str, quote: str) -> Iterator[Cut]:
    if match := lexicon.QUESTION_BEFORE.search(before):
        yield Cut("before", match[0], "condition")
        return
    if (match := lexicon.NEGATORS_BEFORE.search(before)) and match[0] and not lexicon.NO_NEGATOR.search(before):
        yield Cut("before", match[0], "negation")
        return
    clause = re.split(r"[,;:()—]", before)[-1]
    if lexicon.NOT_NEGATING.search(clause):
        return
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", clause)
    skipped = 0
    for word in reversed(words):
        if word in lexicon.NEGATIVE_WORDS or word.endswith("n't"):
            yield Cut("before", word, "negation")
            return
        skipped += word not in lexicon.TRANSPARENT_WORDS
        if skipped > (1 if word in ("to", "be") else 0):
            return


# Conditions and hearsay govern what follows in their sentence, verbs of doubt what follows in their clause.
_CONDITIONS = re.compile(
    "如果|假如|假若|倘若|倘使|一旦|除非|只要(?!是)|万一|假设|假定|假使|设若|"
    '(?:^|[,;:"])(?:但|而|且|不过)?(?:要是|若(?!干|是)|如(?=遇|需|有|未|不|无|能|获|经)|倘)'
)
# Hearsay governs its own clause, the next one where a comma follows it directly, and what is joined to it by 并.
_HEARSAY = re.compile(
    "(?<![数依根占证凭])据[说称传](?!输|达|统|感|导|送|播)|相传|传说|传言|传闻|谣传|网传|盛传|误传|未经证实|有人[说称]|有网友称|网上流传|有消息称"
)
_DOUBTS = re.compile(
    "疑似|涉嫌|声称|谎称|自称|诡称|宣称|号称|(?<![是能可会])否认|驳斥|辟谣|假装|佯称|误以为|误认为|不认为|不相信|不承认|怀疑|质疑|谎报|诬称|妄称|"
    "并非|并不是|绝非|绝不是|没有证据|不意味着|不代表|不等于|试图|企图|妄图|力图|尝试(?=[^的,])|所谓|即使|即便|哪怕"
)
_CONDITIONS_ENGLISH = re.compile(
    r"\b(?:if|unless|provided that|providing that|assuming(?: that)?|supposing|suppose|in case|on condition that|in the event)\b"
)
_DOUBTS_ENGLISH = re.compile(
    r"\b(?:allegedly|reportedly|supposedly|purportedly|apparently|seemingly|rumou?red to|rumou?rs? that|allegations? (?:that|of)|alleg(?:es?|ed|ing)(?: that| to)?|claim(?:s|ed|ing)?(?: that)|den(?:y|ies|ied|ying)(?: (?:\w+ ){0,3}that)?|"
    r"(?<!no )(?<!without )doubt(?:s|ed|ful)?(?: (?:that|whether|if))?|"
    r"(?:not|n't|never|cannot|nor) (?:\w+ )?(?:prove|show|mean|say|believe|think|confirm|know|suggest|claim|argue|accept|agree|expect|establish|demonstrate)s?(?: (?:that|if|whether))?|no (?:proof|sign|indication|reason to believe)|"
    r"disput(?:es?|ed|ing)(?: (?:\w+ ){0,3}that)|no evidence(?: (?:that|of|for))?|myth that|pretend(?:s|ed|ing)?|hoax that|not true|untrue|isn't true|wasn't true|far from|"
    r"falsely|false (?:claims?|reports?|rumou?rs?)? ?that|whether|"
    r"never said|did not say|didn't say|does not mean|doesn't mean|reject(?:s|ed|ing)? (?:\w+ ){0,4}that|refut(?:es?|ed) (?:\w+ ){0,4}that)\b"
)
# An attempt or a wish governs the verb right after it, a few words at most.
_ATTEMPTS_ENGLISH = re.compile(
    r"\b(?:wish(?:es|ed)? (?:that|to)|(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|hop(?:es?|ed|ing)|fail(?:s|ed|ing)?|"
    r"refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|threaten(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|"
    r"want(?:s|ed|ing)?|unable|unlikely) to)(?: [a-z'-]+){0,2} ?$"
)
_TURN = re.compile(r"\W*(?:但|然而|不过|可是|却|but\b|however\b|yet\b|nevertheless\b|instead\b)")
# A condition still governs so many clauses further on; beyond them the sentence has moved on.
_REACH_OF_CONDITION = 3


def _governing(before: str, quote: str) -> Iterator[Cut]:
    """Conditions, hearsay, doubt and attempts that govern the quote from the left in its sentence."""
    if _TURN.match(quote):
        return
    for pattern in (_CONDITIONS, _CONDITIONS_ENGLISH):
        for match in pattern.finditer(before):
            if _still_governs(before, match) and not re.search(
                r"\b(?:as|even|what|ask(?:s|ed)?|wonder(?:s|ed)?|see)\s$", before[: match.start()]
            ):
                yield Cut("before", match[0].strip(' ,;:"'), "condition")
                return
    if re.search('(?:^|[,;:"])(?:也|就|但)?只有', before) and (only := before.rfind("只有")) >= 0:
        if "才" in (before[only:] + quote)[:60] and before[only:].count(",") <= 1:
            yield Cut("before", "只有", "condition")
            return
    if heard := next((found for found in _HEARSAY.finditer(before) if _reaches(before[found.end() :], quote)), None):
        yield Cut("before", heard[0], "condition")
        return
    clause = re.split("[,;:]", before)[-1]
    # Directly after the word a comma does not end its reach: 他否认，…
    last = re.split("[,;:]", before.rstrip(' ,;:"'))[-1].rstrip() if not clause.strip(' "') else ""
    for pattern in (_DOUBTS, _DOUBTS_ENGLISH):
        doubt = pattern.search(clause) or next(
            (found for found in pattern.finditer(last) if found.end() == len(last)), None
        )
        if doubt:
            yield Cut("before", doubt[0], "condition")
            return
    if attempt := _ATTEMPTS_ENGLISH.search(clause):
        yield Cut("before", attempt[0].strip(), "condition")
        return
    hearsay = re.match(
        r"\W*(?:allegedly|reportedly|supposedly|purportedly|apparently|rumou?r has it(?: that)?)(?=\W)", before
    )
    if hearsay and before.count(",") <= 1:
        yield Cut("before", hearsay[0].strip(' "'), "condition")


def _reaches(rest: str, quote: str) -> bool:
    """Whether hearsay reaches over `rest` to the quote."""
    rest = rest.lstrip(",")
    return not re.search("[,;:]", rest) or (
        rest.rstrip().endswith(",") and rest.count(",") == 1 and re.match("[并也还且]|而且|同时", quote) is not None
    )


def _still_governs(before: str, match: re.Match[str]) -> bool:
    rest = before[match.end() :]
    if rest.count(",") > _REACH_OF_CONDITION or _TURN_WITHIN.search(rest):
        return False
    # What was said in quotation marks governs nothing after they close.
    return not (before[: match.start() + 1].count('"') % 2 and '"' in rest)


_TURN_WITHIN = re.compile(r",(?:但|然而|不过|可是|but |however)|\)$")


# --- right of the quote ------------------------------------------------------------------------------------------


def _right(site: _Site) -> Iterator[Cut]:
    quote, after = site.quote.rstrip("\"'》)"), site.after
    if not after or not quote:
        return
    if quote[-1] in ".!?;":
        return
    bare = after.lstrip("\"'》)")
    if match := re.match("之一", bare):
        yield Cut("after", match[0], "quantifier")
    if lexicon.TITLE_NOUN.search(quote[-6:]) and quote[-1] in "席任长裁理监记统相臣员官授师编人使":
        if match := lexicon.TITLE_AFTER.match(bare):
            yield Cut("after", match[0], "title")
    if match := lexicon.TITLE_AFTER_ENGLISH.match(after):
        note = match[0].startswith("'s")
        yield Cut("after", match[0], "title", note=note)
    if _QUANTITY_END.search(quote):
        if (match := lexicon.APPROXIMATION_AFTER.match(bare)) and (
            match[0][0] != "多" or re.search(f"[{lexicon.NUMBER}个年月天岁次元人位名家]$", quote)
        ):
            yield Cut("after", match[0], "approximation")
        elif match := lexicon.APPROXIMATION_AFTER_ENGLISH.match(after):
            yield Cut("after", match[0].strip(), "approximation")
    elif _LOOSE_QUANTITY_END.search(quote) and (match := _LIMITS_AFTER.match(bare)):
        yield Cut("after", match[0], "approximation")
    if match := lexicon.DENIED_AFTER.match(after) or lexicon.DENIED_AFTER_ENGLISH.match(after):
        yield Cut("after", match[0], "negation" if "?" not in match[0] else "condition")
    elif match := lexicon.QUESTION_AFTER.match(after):
        yield Cut("after", match[0], "condition")
    elif match := lexicon.EXCEPTION_AFTER.match(after) or lexicon.EXCEPTION_AFTER_ENGLISH.match(after):
        if not _REPORTING_END.search(quote):
            yield Cut("after", match[0].strip(" ,"), "exception")
    elif match := lexicon.NOTE_AFTER.match(after):
        yield Cut("after", match[0], "enumeration", note=True)


# What follows is then the content of the report and no exception to it.
_REPORTING_END = re.compile(
    "(?:显示|指出|表示|强调|称|说|认为|介绍|透露|写道|补充|告诉[^,]{1,10}|发现|规定|said|says|added|shows?|showed|stated|"
    "noted|reported|explained)[,:]?$"
)


# --- carried -----------------------------------------------------------------------------------------------------


def _said(statement: str) -> str:
    """The statement as the guard reads it: folded, simplified, lower case, numerals made plain."""
    return lowered(script.simplified(fold(statement).plain)) if statement else ""


# Words that say the same, so that a statement may carry a cut in its own words.
_SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split("|"))
    for group in (
        "超|超过|超过了|突破|逾|余|多|以上|高于|more than|over|exceeding|累计超",
        "近|接近|将近|几乎|nearly|almost|close to",
        "约|约为|大约|左右|上下|大概|about|around|approximately|roughly|some|circa",
        "不足|不到|少于|低于|小于|less than|fewer than|under|below",
        "至少|不少于|不低于|at least|no less than|not less than|no fewer than|以上",
        "至多|最多|不超过|不高于|at most|up to|no more than|not more than|以下|以内|之内",
        "如果|假如|若|倘若|要是|一旦|只要|if|provided|provided that",
        "据说|据称|据传|传言|传闻|allegedly|reportedly|supposedly|rumours|rumors",
        "否认|deny|denied|denies",
        "除非|unless",
    )
)


def _carried(cut: Cut, site: _Site, said: str) -> Cut:
    """The cut, marked as carried where the statement says the same of the same thing."""
    if not said or cut.kind in ("word",):
        return cut
    word = cut.text.strip(" ,，-'\"")
    words = {word} | next((group for group in _SYNONYMS if word in group), frozenset())
    plain = lowered(fold(site.quote).plain)
    if cut.kind in ("condition", "exception"):
        carried = any(each in said for each in words if each)
    elif cut.side == "before":
        head = re.match(r"[0-9.,]+|[a-z]+|.{1,2}", plain.lstrip("$€£¥\"'(《"))
        carried = head is not None and any(_near(said, each, head[0]) for each in words if each)
    else:
        tail = re.search(r"[0-9.,]*[0-9][^0-9]{0,4}$|[a-z]+$|.{1,2}$", plain.rstrip("\"')》,."))
        carried = tail is not None and any(_near(said, each, tail[0]) for each in words if each)
    return replace(cut, carried=True) if carried else cut


def _near(said: str, word: str, anchor: str) -> bool:
    """Whether the statement says `word` of `anchor`: next to it, at most a few characters between."""
    word = lowered(fold(word).plain)
    for match in re.finditer(re.escape(anchor), said):
        if word in said[max(0, match.start() - len(word) - 6) : match.end() + len(word) + 6]:
            return True
    return False
