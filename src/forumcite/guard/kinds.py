"""The fact that an edit touches: number, unit, date, sign, negation, and so on, the most telling first.

An edit is a piece of a token as often as a whole one: 公 → 海 turns 公里 into 海里, and is a change of unit. So each side is
read in its context: the unit, date, word or name in which the piece stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import lexicon, names, quantities, words
from forumcite.patterns import lazy
from forumcite.text import script

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence


class Piece(NamedTuple):
    """One side of an edit: the characters `[start, end)` of a folded text, none where the other side inserts."""

    simple: str  # simplified, in lower case
    cased: str  # the same text with its own characters and capitals
    start: int
    end: int
    written: str = ""  # the piece as it stands in the original
    glued: str = ""  # Latin letters that touch it there on its left: the H of H100
    before_figure: bool = False  # whether a figure touches it there on its right

    @property
    def text(self) -> str:
        """The characters themselves, simplified and in lower case."""
        return self.simple[self.start : self.end]

    def is_across(self, start: int, end: int) -> bool:
        """Whether the piece shares a character with `[start, end)`, or is a place inside it."""
        return start < self.end and self.start < end if self.start < self.end else start < self.start < end


def kind_of(source: Piece, quote: Piece, known: Collection[str] = ()) -> str:
    """The kind of an edit that turns one piece into the other.

    Args:
        source: The piece of the passage.
        quote: The piece of the quote.
        known: Known names, simplified and in lower case.
    """
    source, quote = _spelt_out(source), _spelt_out(quote)
    sides: tuple[Piece, ...] = (source, quote)
    if _is_damaged(source, quote):
        sides = (quote,)  # what stands in a damaged block says nothing of its own
    same = bool(source.text) and source.text == quote.text
    return (
        _kind_of_figure(sides)
        or _kind_of_sign(sides)
        or (_kind_of_case(sides, known) if same else None)
        or _kind_of_measure(sides)
        or ("date" if any(map(_is_date, sides)) else None)
        or ("negation" if _is_denial(sides) else None)
        or _kind_of_name(sides, known)
        or _kind_of_word(sides)
        or _kind_of_letters(sides)
    )


def _kind_of_case(sides: Sequence[Piece], known: Collection[str]) -> str:
    """The kind of a change in the case of letters alone: mW and MW are two units, Polish and polish two words."""
    if all(map(_unit_across, sides)):
        return "unit"
    return "name" if _is_name(sides, known) else "letter"


# The folds make figures of the characters of some words that count nothing: 10分 of 十分, 1些 of 一些.
_COUNTS_NOTHING = frozenset(
    "十分 十足 一些 一定 一般 一样 一起 一直 一切 一致 一旦 一律 一向 一贯 一再 一度 一带 一边 一流 统一 唯一 万一 单一 同一 百姓 一部分 一体 一线".split()
)


def _spelt_out(side: Piece) -> Piece:
    """The piece with such a word as it is written."""
    word = script.simplified(side.written)
    if word not in _COUNTS_NOTHING:
        return side
    simple, cased = (text[: side.start] + word + text[side.end :] for text in (side.simple, side.cased))
    return side._replace(simple=simple, cased=cased, end=side.start + len(word))


# --- damage ------------------------------------------------------------------------------------------------------

# A question mark beside another sign, a second one, or a character that no decoder knows: 規?;瘧?yīng)用.
_DAMAGED = lazy(r"\?[^\w\s]|\?.+\?|\w\?\w*[a-z]|[\ufffd\ue000-\uf8ff]|\w[?\ufffd](?=\w)")


def _is_damaged(source: Piece, quote: Piece) -> bool:
    return "?" not in quote.text and bool(_DAMAGED.search(source.text))


# --- figures, signs, units ---------------------------------------------------------------------------------------

# 15 years are no date: what limits a duration stands beside it.
_DURATION_AFTER = lazy("年(?:有期|徒刑|以[上下内来前后]|[内后前来间多余]|左右|之[内后前])")
_DURATION_BEFORE = lazy("(?:约|近|超过?|逾|不足|至少|历时|长达|为期|用了|有|共)$|[0-9](?:至|到|-|~|—)$")
_MONTH = "|".join((*lexicon.MONTHS, *(month[:3] for month in lexicon.MONTHS)))
_PART_OF_DATE_BEFORE = lazy(rf"(?:周|星期|礼拜)$|(?<![a-z])(?:{_MONTH})\.? ?$")
_PART_OF_DATE_AFTER = lazy(
    rf"季度|世纪|年代|(?:st|nd|rd|th)?[ -]?(?:century|centuries)|(?:st|nd|rd|th)? ?(?:of )?(?:{_MONTH})(?![a-z])|s(?![a-z])"
)
_YEAR = lazy("(?:1[0-9]|20)[0-9]{2}")
_YEAR_BEFORE = lazy(r"(?<![a-z])(?:in|since|by|until|till|before|after|during|from|to|of|early|late|mid) ?-?$")
_YEAR_AFTER = lazy(r"\s*(?:$|[,.;:)]|and |to |but |when |it |he |she |they |the |a |as )")


def _kind_of_figure(sides: Sequence[Piece]) -> str | None:
    if not any(re.search("[0-9]", side.text) for side in sides):
        letters = all(side.before_figure and re.fullmatch("[A-Z]+-?", side.written) for side in sides)
        return "product" if letters and not all(map(_unit_across, sides)) else None
    figures = [re.findall("[0-9.]+", side.text) for side in sides]
    if len(sides) > 1 and figures[0] == figures[1]:
        return None  # the figure stays, and something beside it is another
    if all(side.glued.lower() == "q" and re.fullmatch("[1-4]", side.text) for side in sides):
        return "date"
    if any(_is_part_of_date(side) for side in sides):
        return "date"
    if all(_GENERATION.fullmatch(side.text + side.cased[side.end : side.end + 2]) for side in sides):
        return "product"
    # H100, GPT-4: a capital before the figure makes a designation of it.
    return "product" if all(re.search("[A-Z]", side.glued) for side in sides) else "number"


# A generation of mobile networks.
_GENERATION = lazy(r"[1-6]G(?:[^A-Za-z0-9]|$)")


def _is_part_of_date(side: Piece) -> bool:
    text, start, end = side.simple, side.start, side.end
    bounded = _DURATION_AFTER.match(text, end) or _DURATION_BEFORE.search(text[max(0, start - 4) : start])
    if bounded and text.startswith("年", end) and re.fullmatch("[0-9]{1,2}", side.text):
        return False
    before = text[max(0, start - _REACH) : start]
    if side.text and (_PART_OF_DATE_BEFORE.search(before) or _PART_OF_DATE_AFTER.match(text, end)):
        return True
    if _YEAR.fullmatch(side.text) and _YEAR_BEFORE.search(before) and _YEAR_AFTER.match(text, end):
        return True
    return (
        bool(re.search("[0-9年月]$", text[:start]) and re.match("[年月日]", text[end:]))
        or bool(re.search("[年月日]", text[start:end]))
        or bool(re.match("[年月日](?!均)", text[end : end + 2]) and re.search("[0-9]", text[start:end]))
    )


_SIGN_WORDS = lazy(
    r"零[上下]|正负|[正负](?=[0-9]|增长|值|数|面|号)|(?<=[为转])[正负](?![\w])|(?<![a-z])(?:minus|plus|negative|positive)(?![a-z])"
)


def _kind_of_sign(sides: Sequence[Piece]) -> str | None:
    for side in sides:
        beside = side.simple[side.end : side.end + 1].isdigit() or side.simple[side.start - 1 : side.start].isdigit()
        if beside and re.fullmatch("[-+±−]+", side.text):
            return "sign"
        if re.search("[<>≤≥=≈]", side.text):
            return "comparison"
        if any(side.is_across(*match.span()) for match in _SIGN_WORDS.finditer(*_around(side))):
            return "sign"
    return None


def _around(side: Piece) -> tuple[str, int, int]:
    """The text, and where in it to look for what may stand across the piece."""
    return side.simple, max(0, side.start - _REACH), side.end + _REACH


_REACH = 12
_HAN_MEASURES = "|".join(quantities.HAN_UNITS)
_UNIT_OF_FIGURE = lazy(
    rf"(?:(?<=[0-9每])[余多几]?|(?<=[几数][十百千万亿])|(?<=[十百千万亿][余多几])|(?<=[a-z]/))\s?(?P<unit>{_HAN_MEASURES}|[%‰℃℉°]c?|°[cf]|[a-zµμ]{{1,14}}(?:[²³]|-(?=[a-z]))?)"
)
_CURRENCY_SIGN = lazy(
    r"[$€£¥₩₹]|(?<![a-z])(?:(?:us|hk|nt|a|c|s)(?=\$)|(?:rmb|cny|usd|eur|gbp|jpy|hkd)(?=[$0-9]))|[²³µ]"
)
# Words that name a measure wherever they stand; the others are words of everyday use too: 米, 克, point.
_MEASURE_WORDS = frozenset(unit for unit in quantities.HAN_UNITS if len(unit) > 1) - frozenset(
    "个家 人次 个月 人民 星期 起来".split()
)
_LATIN_MEASURES = frozenset(
    unit
    for unit in (*lexicon.UNIT_LATIN, *(unit for unit in quantities.MEASURES_WRITTEN if unit.isascii()))
    if len(unit) > 3
) | frozenset(
    "yen won yuan mile inch acre knot barrel barrels tonne ton bushel bushels stone rupees rouble roubles".split()
) - frozenset("people point points knot cents second percentage foot feet degree degrees".split())
_PREFIXES_OF_UNITS = frozenset("千 兆 毫 微 厘 纳 公 平方 立方".split())
_CALENDAR_UNITS = frozenset("年 月 日 号".split())
_NUMBER_LATIN = frozenset(
    "zero half quarter quarters third thirds dozen dozens hundred hundreds thousand thousands million millions billion "
    "billions trillion double doubled triple tripled treble quadruple twice thrice once twofold threefold tenfold single "
    "halved one two three four five six seven eight nine ten first second".split()
)
_NUMBER_HAN = "零〇一二三四五六七八九十百千万亿两"
_COUNTED = lazy(rf"[{_NUMBER_HAN}]*(?:[余多几来]?(?:{_HAN_MEASURES})|[余多几])")


def _kind_of_measure(sides: Sequence[Piece]) -> str | None:
    units = [found for side in sides if (found := _unit_across(side))]
    if units:
        calendar = all(unit in _CALENDAR_UNITS for unit in units) and len(units) == len(sides)
        return "date" if calendar else "unit"
    if any(re.search("[%‰℃°$€£¥₩₹²³µ]", side.text) for side in sides):
        return "unit"
    standing = [side for side in sides if side.text]
    if any(side.text in _PREFIXES_OF_UNITS and side.simple[side.start - 1 : side.start].isdigit() for side in standing):
        return "unit"
    if standing and all(_names_measure(side) for side in standing):
        return "unit"
    if any(side.text in _NUMBER_LATIN for side in sides):
        return "number"
    spelt = [re.fullmatch(f"[{_NUMBER_HAN}半]+", side.text) for side in standing]
    counted = any(one and _COUNTED.match(side.simple, side.end) for one, side in zip(spelt, standing, strict=True))
    return "number" if spelt and (counted or (len(spelt) > 1 and all(spelt))) else None


def _unit_across(side: Piece) -> str | None:
    """The unit behind a figure, or the sign of a currency before one, in which the piece stands."""
    for match in _UNIT_OF_FIGURE.finditer(*_around(side)):
        unit = match["unit"]
        if side.simple[match.start() - 1 : match.start("unit")] == "每" and quantities.unit_of(unit) == unit:
            continue  # what only counts: 每个, 每位
        real = not unit[0].isascii() or quantities.is_unit(unit) or quantities.is_unit(unit.rstrip("-"))
        if real and side.is_across(*match.span("unit")):
            return unit
    for match in _CURRENCY_SIGN.finditer(*_around(side)):
        if side.text and side.is_across(*match.span()):
            return match[0]
    return None


def _names_measure(side: Piece) -> bool:
    """Whether the piece is, or stands in, the name of a measure, with or without a figure: miles, 海里."""
    if re.fullmatch("[a-z]+", side.text):
        return side.text in _LATIN_MEASURES
    return any(side.is_across(at, at + len(word)) for word, at in _standing(side, _MEASURE_WORDS))


def _standing(side: Piece, listed: Collection[str]) -> Iterator[tuple[str, int]]:
    """The listed words of Han characters across or around the piece, each with its place."""
    low, high = max(0, side.start - _REACH), side.end + _REACH
    window = side.simple[low:high]
    for word in listed:
        at = window.find(word)
        while at >= 0:
            yield word, at + low
            at = window.find(word, at + 1)


# --- dates -------------------------------------------------------------------------------------------------------

# With a capital: may is another word.
_CALENDAR = lazy(f"(?:{'|'.join(name.capitalize() for name in (*lexicon.MONTHS, *lexicon.WEEKDAYS))})s?")
_DATE_HAN = lazy(
    "[去今明前后当往上本次翌同来](?:年|日(?!本)|天|晚|夜|晨|早)(?![夜齐线])|昨[天日晚夜晨]|目前|日前|此前|此后|近日|近来|不日|即日|[上下]午|早上|早晨|清晨|凌晨|"
    "上午|中午|正午|傍晚|晚上|晚间|深夜|午夜|夜[间里晚]|白天|黎明|黄昏|[上下本这]个?(?:周|星期|礼拜|月|季度|世纪|学期|财年)|当[周月]|[上下前后]半[年月夜场]|"
    "[年月岁周季][初中末底尾](?!期)|(?:年|月|天|日|周|小时|分钟)[前后](?![期往面景续])|(?:世纪|年代|本世纪)[初中末]|[春夏秋冬](?:季|天|日(?!部)|末|初)|[今去明]?[春夏秋冬](?=[，,。.]|$)|"
    "(?:周|星期|礼拜)[一二三四五六日天末1-6]|[上中下]旬|[早中晚近后前同初]期|公元前?|[农公阴阳]历|[正腊]月|春节|元旦|中秋|端午|清明|除夕|"
    "[0-9一二三四]季度|(?:夏|商|周|秦|汉|晋|隋|唐|宋|元|明|清|民国)(?:朝|代|末|初)|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?"
)
_DATE_LATIN = frozenset(
    "yesterday today tomorrow tonight morning mornings afternoon afternoons evening evenings night nights noon midday "
    "midnight dawn dusk weekend weekends weekday weekdays spring summer autumn winter fortnight am pm a.m p.m ad bc bce "
    "early late earlier christmas easter annually yearly monthly weekly daily hourly quarterly".split()
)
_DATE_HEADS = lazy(
    r"(?<![a-z])(?P<which>last|this|next|previous|same|early|late|mid|earlier|later|past|coming|following) ?-?"
    r"(?:years?|weeks?|months?|quarters?|decades?|century|centuries|seasons?|spring|summer|autumn|winter|night|morning|evening|"
    rf"afternoon|{'|'.join(lexicon.MONTHS)}|{'|'.join(lexicon.WEEKDAYS)}|[0-9]{{4}})(?![a-z])"
)
_DATE_TAILS = lazy(
    r"(?:years?|weeks?|months?|days?|hours?|decades?) (?P<which>ago|earlier|later|hence|before|after)(?![a-z])"
)


def _is_date(side: Piece) -> bool:
    if any(_CALENDAR.fullmatch(word) for word in re.findall("[A-Za-z]+", side.written)):
        return True
    if set(re.findall("[a-z.]+", side.text)) & _DATE_LATIN:
        return True
    text, low, high = _around(side)
    if side.text and any(side.is_across(*match.span()) for match in _DATE_HAN.finditer(text, low, high)):
        return True
    # From the beginning of a word on, not from the midst of one.
    low = max(0, text.rfind(" ", 0, low + 1))
    return any(
        side.is_across(*match.span("which"))
        for pattern in (_DATE_HEADS, _DATE_TAILS)
        for match in pattern.finditer(text, low, high + _REACH)
    )


# --- negation ----------------------------------------------------------------------------------------------------

_NEGATION = frozenset(lexicon.NEGATION)
# A negator inside these words denies nothing: 不断, 非常, 未来, 特别.
_NO_DENIAL = (
    "不断 不仅 不但 不管 不论 不过 不禁 不妨 不愧 不惜 不少 不已 不时 不止 不锈 不动产 差不多 对不起 了不起 非常 非洲 非典 非凡 是非 除非 莫非 "
    "无非 无论 无数 无比 无疑 无限 无线 无锡 无锡市 无人机 无障碍 未来 未婚 别人 别墅 别致 特别 分别 区别 级别 类别 性别 个别 识别 差别 告别 派别 国别 辨别 "
    "莫斯科 莫大 避免 难免 以免 未免 免疫 免费 免税 免职 淹没 沉没 没收 没落 出没 吞没 埋没 是否 能否 可否 否则 勿忘 约莫".split()
)
_AFFIX = lazy(r"(?:un|in|im|il|ir|dis|non-?|anti-?|not-)(?P<stem>[a-z]{4,})")
# Here what looks like the prefix is none.
_NO_AFFIX = frozenset(
    "inside income inform informs informed indeed indoor indoors invest invests increase input inputs import imports "
    "imported impress impressed imparts impact impacts implant implants implore improve improved improves discover "
    "discovered discovers display displays displayed discharge discharged disclose disclosed discount discounts "
    "distribute distributed dispatch dispatched dispose disposed distress district until under unit united union "
    "intend intends intended intent intense intention inquire insure insured install installed instill inland inbound "
    "inborn inner inset intake invent irate illusion illustrate".split()
)
# Words that say the opposite without a negator in either. The sides are patterns over simplified text.
_POLAR = tuple(
    tuple(lazy(f"(?<![a-z])(?:{side})(?![a-z])" if side.isascii() else side) for side in pair)
    for pair in (
        ("合法|守法|依法", "违法|非法|犯法"),
        ("合规|按规", "违规"),
        ("合宪", "违宪"),
        ("履约|守约", "违约|毁约|爽约"),
        ("遵守|遵循|遵照|符合", "违反|违背|背离"),
        ("有效|生效", "失效|无效"),
        ("有罪", "无罪|免罪"),
        ("有", "无|没有|缺乏|缺少"),
        ("同意|支持|赞成|赞同|拥护|主张", "反对|抗议|抵制|反驳"),
        ("承认|证实|确认|肯定", "否认|否定|推翻|辟谣"),
        ("允许|准许|许可|批准|鼓励|支持", "禁止|禁绝|严禁|驳回|否决|拒绝|阻止"),
        ("通过|采纳|接受|答应", "否决|拒绝|回绝|谢绝"),
        ("成功|获胜|胜利|取胜|胜诉|及格|达成", "失败|落败|战败|败北|败诉|破裂"),
        ("胜", "败|负"),
        ("正确|准确|对", "错误|谬误|错"),
        ("真", "假|伪"),
        ("属实|真实", "不实|虚假|失实|虚构"),
        ("存在", "缺乏|消失"),
        ("开放|开通|开启|启动|恢复", "关闭|停止|中止|暂停|终止"),
        ("安全", "危险|不安全"),
        ("有利", "有害|不利"),
        ("必要|必需", "多余"),
        ("赢", "输"),
        ("是", "非"),
        (
            "accept(?:s|ed|ing)?|approv(?:e|es|ed|ing)|adopt(?:s|ed)?",
            "reject(?:s|ed|ing)?|declin(?:e|es|ed)|refus(?:e|es|ed)|veto(?:es|ed)?",
        ),
        (
            "allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|authori[sz]ed?",
            "ban(?:s|ned)?|forbids?|forbade|forbidden|prohibit(?:s|ed)?|bar(?:s|red)?|block(?:s|ed)?",
        ),
        (
            "support(?:s|ed|ing)?|back(?:s|ed)?|endors(?:e|es|ed)|favou?r(?:s|ed)?",
            "oppos(?:e|es|ed|ing)|reject(?:s|ed)?|condemn(?:s|ed)?|resist(?:s|ed)?",
        ),
        ("for|in favou?r of", "against"),
        ("with", "without"),
        (
            "admit(?:s|ted)?|confirm(?:s|ed)?|acknowledg(?:e|es|ed)",
            "den(?:y|ies|ied)|dismiss(?:es|ed)?|disput(?:e|es|ed)",
        ),
        ("succe(?:ed|eds|eded|ss)|success(?:ful)?|succeed(?:s|ed)?", "fail(?:s|ed|ure|ures)?"),
        ("true", "false|untrue"),
        ("right|correct|accurate", "wrong|mistaken"),
        ("guilty", "innocent"),
        ("pass(?:es|ed)?", "fail(?:s|ed)?"),
        ("includ(?:e|es|ed|ing)", "exclud(?:e|es|ed|ing)|except"),
        ("always|often|ever", "never|seldom|rarely"),
        ("yes", "no"),
        ("can", "cannot|can't"),
        ("win|wins|won", "lose|loses|lost"),
        (
            "begin|begins|began|start(?:s|ed)?|open(?:s|ed)?|resum(?:e|es|ed)",
            "end(?:s|ed)?|stop(?:s|ped)?|clos(?:e|es|ed)|halt(?:s|ed)?",
        ),
    )
)


def _is_denial(sides: Sequence[Piece]) -> bool:
    """Whether the edit puts in, takes out or swaps what denies, as a word of its own, an affix or an opposite."""
    if any(side.text.strip(" '") in _NEGATION for side in sides):
        return not all(_stands_in(side, _NO_DENIAL) for side in sides if side.text)
    if len(sides) < 2:
        return False
    one, other = (_without_article(side) for side in sides)
    if (
        _latin_words(one)
        and _latin_words(other)
        and (_is_denied(one.text, other.text) or _is_denied(other.text, one.text))
    ):
        return True
    if not (one.text and other.text):
        return False
    latin = re.search("[a-z]", one.text) is not None
    return any(
        (_finds(left, one) and _finds(right, other)) or (_finds(right, one) and _finds(left, other))
        for left, right in _POLAR
        if left.pattern.isascii() == latin
    )


def _without_article(side: Piece) -> Piece:
    """The piece without the article at its head, which follows the sound of the next word: a legal, an illegal."""
    article = re.match("(?:an?|the) ?(?=[a-z])", side.text) if re.match("(?:an?|the) ", side.text) else None
    return side._replace(start=side.start + article.end()) if article else side


def _stands_in(side: Piece, listed: Collection[str]) -> bool:
    return any(side.is_across(at, at + len(word)) for word, at in _standing(side, listed))


def _latin_words(side: Piece) -> bool:
    return bool(re.fullmatch("[a-z][a-z' -]*", side.text))


def _is_denied(word: str, denied: str) -> bool:
    """Whether the second is the first with what denies it: possible and impossible, careful and careless, do and don't."""
    if denied.endswith("n't") and not word.endswith("n't"):
        return True
    affixed = _AFFIX.fullmatch(denied)
    if affixed and denied not in _NO_AFFIX and affixed["stem"] == word:
        return True
    return denied.endswith("less") and len(denied) > 6 and word in (denied[:-4], f"{denied[:-4]}ful")


def _finds(pattern: re.Pattern[str], side: Piece) -> bool:
    return any(side.is_across(*match.span()) for match in pattern.finditer(*_around(side)))


# --- names -------------------------------------------------------------------------------------------------------


def _kind_of_name(sides: Sequence[Piece], known: Collection[str]) -> str | None:
    if _is_name(sides, known):
        return "name"
    if any(_in_spans(side, names.organisations) for side in sides):
        return "organisation"
    found = [set(_tags_across(side)) & (_TAGS_OF_NAMES | {"nt"}) for side in sides]
    # A name for a name; one character of a name may have been misread for what the dictionary does not have.
    whole = all(len(side.text) > 1 for side in sides)
    tags = set().union(*found)
    tags &= {"nt"} if whole and not all(found) else tags
    if all(side.text in _COMPASS for side in sides):
        tags &= {"ns", "nt"}  # 北京 is a place, 北向 is none
    if "nt" in tags or any(_ORGANISATION.match(side.simple, side.end) for side in sides[:1] if side.text):
        return "organisation"
    return "name" if tags & _TAGS_OF_NAMES else None


def _is_name(sides: Sequence[Piece], known: Collection[str]) -> bool:
    """Whether the edit is in a name that is known, or that an office beside it or 《》 around it makes one."""
    if any(_in_name(side, known) or _in_spans(side, _works) for side in sides):
        return True
    # What makes a name of one side only may be another word: 高兴地 is no name behind 主任, as 高兴的 is none.
    standing = [side for side in sides if side.text]
    return bool(standing) and all(_in_spans(side, names.titled) for side in standing)


def _works(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer("《[^《》,;.]{1,30}》", text):
        yield match.start() + 1, match.end() - 1


def _in_spans(side: Piece, find: Callable[[str], Iterator[tuple[int, int]]]) -> bool:
    """Whether the piece lies in one of the spans that are found in the text around it."""
    low = max(0, side.start - _LONGEST_NAME)
    near = side._replace(start=side.start - low, end=side.end - low)
    return any(near.is_across(*span) for span in find(side.simple[low : side.end + _LONGEST_NAME]))


_LONGEST_NAME = 40


def _in_name(side: Piece, known: Collection[str]) -> bool:
    text, start, end = side.simple, side.start, side.end
    for name in names.names_in(text, frozenset(known)):
        size = len(name)
        at = text.find(name, max(0, start - size), end + size)
        while at >= 0:
            if at < max(end, start + 1) and start < at + size:
                return True
            at = text.find(name, at + 1, end + size)
    return False


_ORGANISATION = lazy(
    "(?:公司|集团|大学|学院|研究院|研究所|协会|学会|联合会|委员会|银行|医院|法院|检察院|报社|电视台|出版社|基金会)"
)
_COMPASS = frozenset("东南西北")
# The segmenter's tags of people and places: 北京, 李明. Other names (nz) it sees in too many words.
_TAGS_OF_NAMES = frozenset(("nr", "ns", "nrt", "nrfg"))


def _tags_across(side: Piece) -> Iterator[str]:
    """The tags of the dictionary words of two characters and more in which the piece stands."""
    if not re.search(f"[{lexicon.HAN}]", side.text):
        return
    for start, end, tag in _words_around(side):
        word = side.simple[start:end]
        # The dictionary calls 天气晴好 a person, and everyday words of two characters that some are called by.
        person = not tag.startswith("nr") or names.may_be_person(word)
        if end - start > 1 and side.is_across(start, end) and words.is_listed(word) and person:
            yield tag


def _words_around(side: Piece) -> list[tuple[int, int, str]]:
    """The words of the clause around the piece, with their places and tags."""
    low, high = max(0, side.start - _REACH), side.end + _REACH
    before = re.search(f"[{lexicon.HAN}]*$", side.simple[low : side.start])
    first = side.start - len(before[0]) if before else side.start
    last = high
    if after := re.search(f"[^{lexicon.HAN}]", side.simple[side.end : high]):
        last = side.end + after.start()
    found, position = [], first
    for word, tag in _tagged(side.simple[first:last]):
        found.append((position, position + len(word), tag))
        position += len(word)
    return found


@lru_cache(maxsize=512)
def _tagged(clause: str) -> tuple[tuple[str, str], ...]:
    return tuple(words.tagged(clause))


# --- words -------------------------------------------------------------------------------------------------------

_DIRECTION = (
    "上升 下降 上涨 下跌 增长 减少 增加 缩减 提高 降低 提升 下调 上调 增至 减至 升至 降至 扩大 缩小 流入 流出 进口 出口 买入 卖出 买进 卖出 顺差 逆差 盈利 亏损 "
    "收入 支出 借入 借出 加快 放缓 加速 减速 之前 之后 以前 以后 前者 后者 东部 西部 南部 北部 东北 西北 东南 西南 左侧 右侧 上游 下游 升高 回升 回落 "
    "north south east west northern southern eastern western left right import imports imported export exports exported "
    "gain gained gains loss losses lost profit profits surplus deficit buy bought sell sold inflow outflow grew grow "
    "grows growing shrank shrink dropped drop drops declined decline declines climbed climb climbs gained slipped "
    "before after upstream downstream raised raise raises lowered cut cuts above below over under upward downward "
    "widened narrowed expanded accelerated slowed earlier later first last inside outside"
).split()
_DEGREES = frozenset("最更较仅")
_COMPARISON = "best worst better worse largest smallest highest lowest greatest fewest oldest newest youngest longest shortest biggest fastest slowest richest poorest earliest latest longer shorter older newer 不足 足够 至多 至少 超出 高达 不止 满 未满 逾 左右 minimum maximum maximal minimal equal twice".split()
_QUANTIFIER = "none nobody everyone everybody someone anybody everything something anything sole numerous 全国 全球 少量 大量 大批 多个 一部分 绝大多数 极少数 半数 大半".split()
_MODALITY = "cannot mustn't plans planned intends hopes expects expected promised 计划 打算 希望 预计 有望 承诺 愿意 准备 考虑 建议 要求 得以 不得不 只能".split()
_EXTRA = {"comparison": _COMPARISON, "quantifier": _QUANTIFIER, "direction": _DIRECTION, "modality": _MODALITY}
# Before a figure these compare; elsewhere they are another kind of word.
_BEFORE_FIGURE = frozenset(
    "some most about over under above below around up down just only few many much little".split()
)
_FIGURE_FOLLOWS = lazy(rf" ?(?:than |to |at )?[$€£¥]?(?:[0-9]|{lexicon.NUMBER_WORDS}(?![a-z]))")


def _table(kind: str, listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset((*listed, *_EXTRA.get(kind, ())))


_WORDS_OF = {kind: _table(kind, listed) for kind, listed in lexicon.KINDS}
_LONGEST = {kind: max(map(len, listed)) for kind, listed in _WORDS_OF.items()}
_LONGEST_HAN = {kind: max(len(word) for word in listed if not word.isascii()) for kind, listed in _WORDS_OF.items()}


class _Hit(NamedTuple):
    kind: str
    start: int
    end: int


def _kind_of_word(sides: Sequence[Piece]) -> str | None:
    """The kind of the listed words in which the pieces stand; a longer word says more than one inside it."""
    found = {hit.kind for side in sides if side.text for hit in _telling(side)}
    return next((kind for kind in _WORDS_OF if kind in found), None)


def _telling(side: Piece) -> Iterator[_Hit]:
    hits = [hit for kind in _WORDS_OF for hit in _hits(side, kind)]
    for hit in hits:
        longer = any(other.start <= hit.start and hit.end <= other.end and hit[1:] != other[1:] for other in hits)
        if not longer or side.simple[hit.start : hit.end] == side.text:
            yield hit


def _hits(side: Piece, kind: str) -> Iterator[_Hit]:
    text, listed = side.simple, _WORDS_OF[kind]
    longest = _LONGEST[kind] if re.search("[a-z]", side.text) else _LONGEST_HAN[kind]
    for start in range(max(0, side.start - longest + 1), side.end):
        for end in range(max(start, side.start) + 1, min(len(text), start + longest) + 1):
            if text[start:end] in listed and _is_own_word(side, kind, start, end):
                yield _Hit(kind, start, end)


def _is_own_word(side: Piece, kind: str, start: int, end: int) -> bool:
    """Whether the listed word at `[start, end)` is one here, and not a part of another."""
    text, word = side.simple, side.simple[start:end]
    if word[0].isascii():
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if (before.isascii() and before.isalpha() and word != "n't") or (
            after.isascii() and after.isalpha() and word[-1] not in "-'"
        ):
            return False
        if kind == "comparison" and word in _BEFORE_FIGURE:
            return bool(_FIGURE_FOLLOWS.match(text, end)) or text[:start].endswith("at ")
        return True
    if len(word) > 1:
        return True
    if kind == "comparison" and word == side.text and word in _DEGREES:
        return True
    if kind == "negation":
        return not any(at <= start and end <= at + len(masked) for masked, at in _standing(side, _NO_DENIAL))
    if kind == "title":
        return bool(lexicon.TITLE_NOUN.match(text, end)) or word == side.text == "副"
    if kind == "direction" and word not in "从自由至到往向":
        return not any(begin <= start and end <= finish and tag == "ns" for begin, finish, tag in _words_around(side))
    return any((begin, finish) == (start, end) for begin, finish, _ in _words_around(side))


def _kind_of_letters(sides: Sequence[Piece]) -> str:
    """What is left: signs, letters, a name in capitals, any other word."""
    if not any(character.isalnum() for side in sides for character in side.text):
        return "punctuation"
    written = [side.written for side in sides]
    if len(written) > 1 and written[0].lower() == written[1].lower():
        return "letter"
    capitals = [bool(re.fullmatch(r"[A-Z][\w'. -]*", each)) for each in written if each]
    if any(capitals) and any(names.in_english_organisation(side.cased, side.start, side.end) for side in sides):
        return "organisation"
    if any(capitals) and (_is_name_place(sides[0]) or (all(capitals) and _says(sides[0]))):
        return "name"
    return "word"


def _is_name_place(source: Piece) -> bool:
    """Whether a capital at this place is a name's: not the first word of a sentence."""
    before = source.cased[: source.start].rstrip()
    return bool(before) and before[-1] not in '.!?"'


def _says(source: Piece) -> bool:
    """Whether a person's name must stand here, since a verb of saying follows, behind another name or none."""
    following = (
        r" ?(?:[A-Z][a-z'-]+ )?(?:(?:said|says|told|added|warned|argued|wrote|announced|insisted|noted|replied)\b)"
    )
    return bool(re.match(following, source.cased[source.end :]))
