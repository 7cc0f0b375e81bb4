"""The figures and dates of a text: value, unit, and what stands beside them (超, at most, 以上, about).

Read from the folded text, in which a number has one spelling: 一百五十, 150 and one hundred and fifty are one value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from forumcite.guard import lexicon

# Spellings of one unit; what is missing here is its own spelling.
_UNITS = {
    spelling: unit
    for unit, spellings in {
        "%": "% percent per-cent",
        "‰": "‰",
        "pp": "个百分点 百分点 percentage-points percentage-point",
        "bp": "bp bps basis-points basis-point 基点 个基点",
        "km": "km 公里 千米 kilometre kilometres kilometer kilometers",
        "m": "m 米 metre metres meter meters",
        "cm": "cm 厘米 centimetre centimetres",
        "mm": "mm 毫米 millimetre millimetres millimeter millimeters",
        "nautical mile": "nmi 海里",
        "mph": "mph miles-per-hour miles-an-hour 英里每小时",
        "km/h": "kph km-h kilometres-per-hour kilometers-per-hour kilometres-an-hour kilometers-an-hour 公里每小时",
        "mile": "mile miles 英里",
        "foot": "foot feet ft 英尺",
        "inch": "inch inches 英寸",
        "ha": "ha 公顷 hectare hectares",
        "acre": "acre acres 英亩",
        "亩": "亩 mu",
        "km²": "km² 平方公里 平方千米 square-kilometres square-kilometers",
        "m²": "m² 平方米 square-metres square-meters",
        "m³": "m³ 立方米 cubic-metres cubic-meters",
        "kg": "kg 公斤 千克 kilogram kilograms",
        "g": "g 克 gram grams",
        "mg": "mg 毫克 milligram milligrams",
        "µg": "µg μg mcg 微克 microgram micrograms",
        "lb": "lb lbs 磅",
        "oz": "oz ounce ounces 盎司",
        "t": "t 吨 tonne tonnes ton tons",
        "l": "l L 升 litre litres liter liters",
        "ml": "ml mL 毫升 millilitre millilitres milliliter milliliters",
        "gallon": "gallon gallons 加仑",
        "°C": "°C ℃ 摄氏度",
        "°F": "°F ℉ 华氏度",
        "hour": "h hour hours 小时",
        "second": "seconds 秒 秒钟",
        "minute": "minute minutes 分钟",
        "day": "day days 天 日",
        "week": "week weeks 周 星期",
        "month": "month months 个月 月",
        "year": "year years 年 周年",
        "knot": "knot knots 节",
        "W": "W 瓦 watt watts",
        "kW": "kW 千瓦 kilowatt kilowatts",
        "MW": "MW 兆瓦 megawatt megawatts",
        "mW": "mW 毫瓦 milliwatt milliwatts",
        "GW": "GW gigawatt gigawatts",
        "kWh": "kWh 千瓦时 度",
        "MWh": "MWh",
        "GWh": "GWh",
        **{f"{size}{unit}": f"{size}{unit}" for size in "kKMGTP" for unit in "bB"},
        "Pa": "Pa 帕",
        "kPa": "kPa 千帕",
        "MPa": "MPa 兆帕",
        "CNY": "元 人民币 yuan CNY RMB",
        "USD": "$ 美元 dollars USD",
        "EUR": "€ 欧元 euros EUR",
        "GBP": "£ 英镑 pounds GBP",
        "JPY": "日元 JPY yen",
        "HKD": "港元 港币 HKD",
        "TWD": "台币 新台币 TWD",
        "KRW": "韩元 KRW won",
        "INR": "卢比 rupees INR",
        "times": "times 倍",
        "tenths": "成",
    }.items()
    for spelling in spellings.split()
}
MEASURES = frozenset(_UNITS.values())
MEASURES_WRITTEN = frozenset(_UNITS)
# 度 is short for either of the first two; a speed may leave its hour to the words before it: 时速120公里.
SHORT = ({"kWh", "°C"}, {"km", "km/h"}, {"mile", "mph"})
_NO_UNITS = frozenset(
    "a an the of to in on at by for from with as and or but is are was were than less more fewer am pm".split()
)
_PEOPLE = frozenset("人 名 位 people persons".split())
# Longer ones first, as an alternation needs them.
HAN_UNITS = tuple(
    sorted({*lexicon.UNIT_HAN, *(unit for unit in _UNITS if not unit.isascii())}, key=lambda unit: (-len(unit), unit))
)
_HAN_UNITS = "|".join(HAN_UNITS)
_NUMBER = re.compile(
    r"(?P<currency>[$€£¥])?(?P<value>[0-9]+(?:\.[0-9]+)?(?:/[0-9]+|:[0-9]+(?:\.[0-9]+)?)?)"
    rf"(?P<more>[余多](?=[^少数次年]))?(?P<unit>{_HAN_UNITS}|起|例|宗|[%‰℃℉]|°[CF]"
    r"| ?(?:(?:percentage|basis) points?|per cent|km/h"
    r"|(?:miles|kilomet(?:re|er)s) (?:per|an) hour|(?:square|cubic) [a-z]+|[A-Za-zµ]+[²³]?))?"
)
_DATE = re.compile(
    r"(?P<year>[12][0-9]{3})年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?)?"
    r"|(?<![0-9.])(?P<month2>[0-9]{1,2})月(?!份额)(?:(?P<day2>[0-9]{1,2})[日号])?|(?<![0-9.])(?P<day3>[0-9]{1,2})[日号](?![均期元])"
)
_BARE_YEAR = re.compile(r"(?<![0-9.£$€¥:/])(?:19|20)[0-9]{2}(?![0-9.%:/]|,[0-9])(?![A-Za-z²³°元万亿人个吨米])")
# 点 alone may count points; behind a part of the day it is the hour.
_CLOCK = re.compile(
    "(?P<part>上午|早上|早晨|清早|凌晨|清晨|[今明昨]早|[今明昨当次]晨|中午|正午|下午|傍晚|晚上|夜间|夜里|深夜|[今明昨当次]晚|晚间|晚)?"
    "(?<![0-9.:])(?P<hour>[0-9]{1,2})(?:时(?![间期段代速])(?:(?P<minute>[0-9]{1,2})分?|(?P<half>半)|整)?"
    "|点(?:(?P<minutes>[0-9]{1,2})分|(?P<halves>半)|整)|(?(part)(?::(?P<digits>[0-5][0-9])(?![0-9:])|点)|(?!)))"
    "|(?<![0-9.:])(?P<twelve>[0-9]{1,2})(?::(?P<past>[0-5][0-9]))? ?(?P<noon>[ap])\\.?m\\b"
)
_AFTER_NOON = re.compile("午后|下午|晚|夜|p")
_TWELVE = 12
_TWO = re.compile("两(?=[起例宗名位个家座台辆艘架条件次户所种类篇部张只头届场口匹股点人天年周])")
# The folds drop the space between a figure, or a date, and a word; CO2 and 5G stay whole.
_SEAM = re.compile("(?<=[0-9日月年%°²³])(?=[A-Za-z]{2})|(?<=[a-z])(?=[0-9$€£¥])")
_MONTHS = "January February March April June July August September October November December".split()
_BARE_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)}|(?<=in )May|(?<=by )May|(?<=since )May)\b", re.IGNORECASE)

# What a bound says: whether the value lies above or below, at most or about. Longer words first.
_BEFORE = tuple(
    (bound, re.compile(pattern))
    for bound, pattern in (
        ("most", "(?:不超过|不高于|不多于|不大于|至多|最多|不得超过)$"),
        ("least", "(?:不低于|不少于|不小于|至少|最少|起码)$"),
        ("less", "(?:不足|不到|低于|少于|小于|未达到?|达不到|未满)$"),
        ("more", "(?:超过了?|超出|超|逾|高于|多于|大于|突破)$"),
        ("near", "(?:将近|接近|(?<!最)近|几乎)$"),
        (
            "about",
            "(?:约[为有是达共]?|大约有?|大概有?|大致)$|(?<![条合纽预节契签公之])约(?![定束会谈请见])[㐀-鿿]{1,5}$",
        ),
        ("most", r"\b(?:(?:no|not) (?:more|longer|later|higher|greater) than|at most|up to|a maximum of|within) ?$"),
        ("most", r"\b(?:capped at|limited to) ?$"),
        ("least", r"\b(?:(?:no|not) (?:less|fewer|lower|shorter) than|at least|a minimum of) ?$"),
        ("more", r"\b(?:(?:more|longer|greater|higher) than|over|above|exceed(?:s|ed|ing)?|in excess of) ?$"),
        ("less", r"\b(?:(?:less|fewer|lower|shorter) than|under|below) ?$"),
        ("near", r"\b(?:nearly|almost|just under|close to|approaching) ?$"),
        ("about", r"\b(?:about|around|approximately|roughly|some|circa|an estimated) ?$"),
        ("exact", r"\b(?:exactly|precisely) ?$|(?:正好|恰好|刚好|整整)$"),
    )
)
_AFTER = tuple(
    (bound, re.compile(pattern))
    for bound, pattern in (
        ("least", "及?以上| or (?:more|over|above)\\b"),
        ("most", "及?以下|以内|之内|内(?![部外地科陆])| or (?:less|fewer|under|below)\\b"),
        ("least", " (?:[a-z]+ )?at least\\b"),
        ("most", " (?:[a-z]+ )?at most\\b"),
        ("about", "左右|上下| or (?:so|thereabouts)\\b"),
        ("more", "有余"),
    )
)
_NEGATED = re.compile(r"\b(?:no|not|never|cannot)\b[a-z ]{0,25}$|n't [a-z ]{0,20}$")
_FLIPPED = {"more": "most", "less": "least"}
SIDE = {"more": "up", "least": "up", "less": "down", "most": "down", "near": "down", "about": "about", "exact": "exact"}
_BY = re.compile(
    r"(?:增加|减少|下降|上升|增长|提高|降低|缩短|延长|上涨|下跌|节省)了?(?:约|近|超过?|原来的)?$|(?:升|降|增|减|涨|跌)了(?:约|近|超过?|原来的)?$"
    r"|\b(?:rose|fell|dropped|increased|decreased|grew|declined|cut) by(?: about| nearly)? ?$"
)
_TO = re.compile(
    r"(?:增加|减少|下降|上升|增长|提高|提升|降低|缩短|延长|上涨|下跌|升|降|增|减|涨|跌|扩大)[至到](?:约|近|超过?|原来的)?$"
    r"|\b(?:rose|fell|dropped|increased|decreased|grew|declined|cut) to(?: about| nearly)? ?$"
)


class Quantity(NamedTuple):
    """A figure at `[start, end)` of the prepared text.

    `value` is its plain spelling, with the sign; `unit` one spelling for all of a unit; `bound` what stands beside it
    (`more`, `less`, `least`, `most`, `near`, `about`, `exact` or empty); `role` is `by` or `to` after a verb of change.
    """

    value: str
    unit: str
    bound: str
    role: str
    start: int
    end: int


class Day(NamedTuple):
    """A date or a part of one; what it does not give is 0."""

    year: int
    month: int
    day: int
    start: int
    end: int


def unit_of(word: str) -> str:
    """The one spelling of a unit; what is no unit is itself."""
    if word in _PEOPLE:
        return "人"
    return _UNITS.get(word) or _UNITS.get(word.lower() if len(word) > 4 else word, word)


def is_unit(word: str) -> bool:
    """Whether a word is a unit of measure, or counts things."""
    return word in _UNITS or word.lower() in lexicon.UNIT_LATIN or word in lexicon.UNIT_HAN


def prepared(text: str) -> str:
    """The folded text, ready to be read: 两起 as 2起, times by 24 hours, and a space back between figure and word."""
    return _SEAM.sub(" ", _TWO.sub("2", _CLOCK.sub(_by_24_hours, text)))


def _by_24_hours(match: re.Match[str]) -> str:
    """A time of day by the clock of 24 hours, the part of the day kept: 下午6点 as 下午18:00."""
    part = match["part"] or match["noon"] or ""
    hour = int(match["hour"] or match["twelve"])
    minute = match["minute"] or match["minutes"] or match["digits"] or match["past"] or "00"
    minute = "30" if match["half"] or match["halves"] else minute.zfill(2)
    if (hour < _TWELVE and _AFTER_NOON.search(part)) or (part in ("中午", "正午") and hour < 3):
        hour += _TWELVE
    elif hour == _TWELVE and part in ("a", "凌晨"):
        hour = 0
    return f"{match['part'] or ''}{hour}:{minute}{' ' + part + 'm' if match['noon'] else ''}"


def dates(text: str) -> list[Day]:
    """The dates of a prepared text; the day after a range takes the month before it."""
    found: list[Day] = []
    for match in _DATE.finditer(text):
        year, month = int(match["year"] or 0), int(match["month"] or match["month2"] or 0)
        day = int(match["day"] or match["day2"] or match["day3"] or 0)
        if not month and day and found and match.start() - found[-1].end <= 2:
            month = found[-1].month
        found.append(Day(year, month, day, *match.span()))
    taken = [(each.start, each.end) for each in found]
    found += [
        Day(int(match[0]), 0, 0, *match.span())
        for match in _BARE_YEAR.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    for match in _BARE_MONTH.finditer(text):
        name = match[0].capitalize()
        month = 5 if name == "May" else _MONTHS.index(name) + 1 + (_MONTHS.index(name) >= 4)
        found.append(Day(0, month, 0, *match.span()))
    return sorted(found, key=lambda each: each.start)


def quantities(text: str) -> list[Quantity]:
    """The figures of a prepared text that are no dates, in order."""
    taken = [(each.start, each.end) for each in dates(text)]
    low = text.lower() if len(text.lower()) == len(text) else text
    found = []
    for match in _NUMBER.finditer(text):
        if any(start < match.end("value") and match.start("value") < end for start, end in taken):
            continue
        if text[: match.start()][-1:].isalpha() and text[: match.start()][-1:].isascii():
            continue  # part of a name: CO2, GB7714
        unit = _unit(match)
        bound = _bound(low, match.start(), match.end(), more=match["more"])
        before = low[max(0, match.start() - 40) : match.start()]
        role = "by" if _BY.search(before) else "to" if _TO.search(before) else ""
        found.append(
            Quantity(
                _sign(text, match.start()) + _leading(text, match) + match["value"],
                unit,
                bound,
                role,
                match.start(),
                match.end(),
            )
        )
    return found


def _unit(match: re.Match[str]) -> str:
    if match["currency"]:
        return _UNITS.get(match["currency"], match["currency"])
    unit = (match["unit"] or "").strip().replace(" ", "-").replace("/", "-")
    if unit in _PEOPLE:
        return "人"
    if unit in _NO_UNITS:
        return ""
    return _UNITS.get(unit) or _UNITS.get(unit.lower() if len(unit) > 4 else unit, unit)


def _leading(text: str, match: re.Match[str]) -> str:
    """The zero that .5 leaves out."""
    return "0." if re.search(r"(?:^|[ (£$€])\.\Z", text[: match.start()][-2:]) else ""


_BEFORE_SIGN = re.compile(r"\b(?:to|at|of|was|is|were|from|by|hit|between|reached|about|below)-$")


def _sign(text: str, start: int) -> str:
    before = text[max(0, start - 8) : start]
    if re.search("(?:零下|负|minus ?)$", before):
        return "-"
    if not before.endswith("-") or re.search(r"[0-9A-Z月日年%]-$", before):
        return ""
    # Behind any other word a hyphen joins: mid-80s. The folds drop the space that would tell.
    return "" if re.search("[a-z]-$", before) and not _BEFORE_SIGN.search(before) else "-"


def _bound(low: str, start: int, end: int, *, more: str | None) -> str:
    after = low[end : end + 20]
    for bound, pattern in _AFTER:
        if pattern.match(after):
            return bound
    before = re.sub("[$€£¥]$|(?:零下|负)$|(?<=[ a-z])-$", "", low[max(0, start - 60) : start])
    before = before[re.search(r"[^,.;:!?]*$", before).start() :]  # type: ignore[union-attr] # matches always
    for bound, pattern in _BEFORE:
        if match := pattern.search(before):
            if bound in _FLIPPED and _NEGATED.search(before[: match.start()]):
                return _FLIPPED[bound]
            return bound
    return "more" if more else ""
