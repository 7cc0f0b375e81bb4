"""Ranges and alternatives of figures and dates, and the eras of years, that an edge of a quote parts.

Half a range is another figure: from 1797 | to 1801, 4月 | 至12月. So is a year without its era: 3300 | BC, 民国 | 6年. A
range is told by figures of the same sort on both sides of its joiner; a rise by 3 | to 2,814 joins figures of two sorts.
"""

from __future__ import annotations

from typing import NamedTuple

from forumcite.guard import lexicon
from forumcite.patterns import lazy

# Of the text on either side of an edge so much is read, in characters.
_REACH = 40


class Halves(NamedTuple):
    """What stands left of the edge, and right of it."""

    left: str
    right: str


def parted(left: str, right: str) -> Halves | None:
    """The two halves of a range or an alternative that an edge parts, or None; the edge may lie beside its joiner."""
    text = f"{left[-_REACH:]}|{right[:_REACH]}"
    for pattern in _RANGES if text.isascii() else (*_RANGES, *_CHINESE_RANGES):
        for match in pattern.finditer(text):
            if pattern is not _FIGURES or not _CHANGE.search(text[: match.start()]):
                one, _, other = match[0].partition("|")
                return Halves(one.strip(), other.strip())
    return None


# --- English -----------------------------------------------------------------------------------------------------


def _joined(words: str) -> str:
    """A joiner with the edge, which is written as a bar, on either side."""
    return rf"(?: ?\| ?(?:{words}) ?| ?(?:{words}) ?\| ?)"


_JOINERS = "to|until|till|through|or|[-~—]"
_MONTHS = "|".join([*lexicon.MONTHS, *(f"{month[:3]}\\.?" for month in lexicon.MONTHS if month != "may")])
_WEEKDAYS = "|".join(lexicon.WEEKDAYS)
_DAY = "[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = "(?:1[0-9]{3}|20[0-9]{2})"
_PART = "(?:(?:early|mid|late)[- ])?"
_AMOUNT = r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?"
_FIGURES = lazy(rf"(?<![0-9.,/:$€£-])(?!{_YEAR}){_AMOUNT}{_joined('to|or')}(?!{_YEAR}){_AMOUNT}(?![0-9.,:/]*[0-9])")
# By how much and up to what: two sorts of figures.
_CHANGE = lazy(
    r"(?:\bby|\bup|\bdown|ro?i?se[sn]?|f[ae]ll[a-z]*|fell|gain[a-z]*|lost|los[et][a-z]*|add[a-z]*|dropp?[a-z]*|slipp?[a-z]*|climb[a-z]*|"
    r"increas[a-z]*|decreas[a-z]*|grow[a-z]*|grew|jump[a-z]*|[a-z]*won|s[oe]ld|sell|g[ai]ve[a-z]*) ?$"
)
_FIGURE_OR_WORD = rf"(?:[0-9]|(?:{_MONTHS}|{_WEEKDAYS}|{lexicon.NUMBER_WORDS})(?![a-z]))"
_RANGES = (
    lazy(
        rf"(?<![a-z])(?:{_MONTHS})(?: ?{_DAY})?(?:,? ?{_YEAR})?{_joined(_JOINERS)}"
        rf"{_PART}(?:{_DAY} ?(?:of )?)?(?:{_MONTHS})(?![a-z])"
    ),
    lazy(rf"(?<![a-z])(?:{_WEEKDAYS}){_joined(_JOINERS)}(?:{_WEEKDAYS})(?![a-z])"),
    lazy(rf"(?<![0-9.,/:$€£]){_YEAR}{_joined(_JOINERS)}{_PART}{_YEAR}(?![0-9,]*[0-9])"),
    lazy(
        rf"(?<![a-z])(?:from|between|aged?|ages) ?[$€£]?{_AMOUNT} ?(?:%|(?! ?(?:to|or)\b)[a-z]+)?"
        rf"{_joined('to|or|[-~—]')}[$€£]?{_AMOUNT}"
    ),
    lazy(rf"(?<![a-z])(?:{lexicon.NUMBER_WORDS})(?![a-z]){_joined('to|or')}(?:{lexicon.NUMBER_WORDS})(?![a-z])"),
    lazy(
        rf"(?<![a-z])(?:between|both(?: in| on)?) ?(?=[^|]*?{_FIGURE_OR_WORD})(?:(?! and )[^,;:|]){{1,25}}"
        rf"(?:\| ?and ?| ?and ?\| ?)(?:about |the |early |late )?[$€£]?{_FIGURE_OR_WORD}"
    ),
    _FIGURES,
)

# --- Chinese -----------------------------------------------------------------------------------------------------

_HAN_DIGITS = "零〇一二三四五六七八九十百千万亿两"
_COUNT = f"[0-9{_HAN_DIGITS}][0-9.,{_HAN_DIGITS}]*"
_TO = r"(?:\|[至到—~或-]|[至到—~或-]\|)"
_CHINESE_RANGES = (
    # 他在5日|到10个城市 goes somewhere: the unit behind must be one of a date too.
    lazy(rf"{_COUNT}[年月日号](?:\|[至到—~-]|[至到—~-]\|)(?:{_COUNT}年)?(?:{_COUNT}月)?{_COUNT}[年月日号](?![级])"),
    lazy(rf"{_COUNT}(?P<unit>[{lexicon.HAN}]{{1,3}}|%|℃|°c?){_TO}{_COUNT}(?P=unit)"),
    lazy(rf"[0-9]{_TO}[0-9]"),
    lazy(r"(?<![之统唯万第同其])[一二三四五六七八九十两]{1,3}(?:\|[至~]|[至~]\|)[一二三四五六七八九十]"),
    lazy(
        rf"(?:介[于乎]|在)[^,;:|]{{0,6}}?{_COUNT}[^,;:|和与]{{0,6}}(?:\|[和与至到]|[和与至到]\|)[^,;:|]{{0,3}}?{_COUNT}[^,;:|]{{0,8}}?间"
    ),
)

# --- eras --------------------------------------------------------------------------------------------------------

_ERA_BEHIND = lazy(r" ?([Bb]\.? ?[Cc]\.?(?: ?[Ee]\b)?|BCE|AD|A\.D\.?|CE|C\.E\.?)(?![A-Za-z])")
_DATED = lazy(r"(?:[0-9]|(?<![a-z])(?:century|centuries|millennium|millennia))$")
_ERA_AHEAD = lazy(r"(?:^|[^A-Za-z])(AD|A\.D\.?|BC) ?$")
# A year of four figures needs no era.
_EARLY_YEAR = lazy(r"[0-9]{1,3}(?![0-9,.])")
# The names under which China, Taiwan and Japan count years; 乾 is simplified to 干.
_ERA_NAMES = (
    "民国 洪武 建文 永乐 洪熙 宣德 正统 景泰 天顺 成化 弘治 正德 嘉靖 隆庆 万历 泰昌 天启 崇祯 弘光 "
    "隆武 永历 天命 天聪 崇德 顺治 康熙 雍正 干隆 嘉庆 道光 咸丰 同治 光绪 宣统 康德 武德 贞观 永徽 "
    "显庆 开元 天宝 至德 干元 大历 贞元 元和 长庆 大和 开成 会昌 大中 咸通 干符 中和 光启 天祐 建隆 "
    "干德 开宝 太平兴国 淳化 至道 咸平 景德 祥符 大中祥符 天禧 天圣 庆历 皇祐 至和 嘉祐 治平 熙宁 "
    "元丰 元祐 绍圣 崇宁 大观 政和 宣和 靖康 建炎 绍兴 隆兴 干道 淳熙 庆元 嘉泰 开禧 嘉定 宝庆 绍定 "
    "端平 淳祐 宝祐 景定 咸淳 至元 大德 至大 延祐 至治 泰定 至正 建安 黄初 太和 青龙 正始 嘉平 泰始 "
    "太康 永嘉 建武 永平 建初 元封 元鼎 元狩 太初 建元 开皇 大业 明治 大正 昭和 平成 令和 庆应 文久 "
    "安政 嘉永 弘化 天保 文政 文化 宽政 天明 安永 明和 宝历 享保 元禄 贞享 宽文 宽永 元和 庆长 文禄 "
    "天正 永禄 应仁 文永 弘安"
).split()
_ERA_NAMED = lazy(f"(?:{'|'.join(sorted(set(_ERA_NAMES), key=len, reverse=True))})$")
_ERA_YEAR = lazy(f"(?:[0-9]{{1,2}}|元|[{_HAN_DIGITS}廿卅]{{1,4}}) ?年(?![级代来间前后多余])")
_REPUBLIC_YEAR = lazy(f"(?:[0-9]{{1,3}}|元|[{_HAN_DIGITS}廿卅]{{1,6}}) ?年(?![级代来间前后多余])")
_CALENDAR = lazy("(?:农历|阴历|旧历|夏历|回历|佛历|儒略历|皇纪|檀纪)(?:的)?$")
_CALENDAR_DATE = lazy(f"(?:[0-9{_HAN_DIGITS}正元冬腊闰]{{1,4}}[年月]|初)")
_COMMON_ERA = lazy("(?:公元|西元)$")
_COMMON_YEAR = lazy(f"(?:[0-9]{{1,3}}|[{_HAN_DIGITS}]{{1,3}}) ?(?:年|世纪)")


def era_behind(quote: str, cased: str) -> str | None:
    """The era right behind a quote that ends with a year; `cased` is what follows it, in its own case."""
    match = _ERA_BEHIND.match(cased)
    return match[1] if match and not match[1].islower() and _DATED.search(quote) else None


def era_ahead(before: str, quote: str, cased: str) -> str | None:
    """The era, or the calendar, right before a quote that begins with a year or a date."""
    if (match := _ERA_AHEAD.search(cased)) and _EARLY_YEAR.match(quote):
        return match[1]
    if match := _ERA_NAMED.search(before):
        year = _REPUBLIC_YEAR if match[0] == "民国" else _ERA_YEAR
        return match[0] if year.match(quote) else None
    if (match := _CALENDAR.search(before)) and _CALENDAR_DATE.match(quote):
        return match[0]
    match = _COMMON_ERA.search(before)
    return match[0] if match and _COMMON_YEAR.match(quote) else None
