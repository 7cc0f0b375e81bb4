"""The fold *numerals*: the same number, written in another way.

150余 = 一百五十余, 1.8万 = 18000, 75% = 百分之七十五, 2025年 = 二〇二五年, five million = 5,000,000. The grammar
is strict: what is ambiguous (三五, 几十, 一万八) stays as it is, on both sides. A number never changes its value:
1.8 is not 18.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from forumcite.patterns import lazy
from forumcite.text.view import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹弌", "二贰貳弍", "三叁參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_DIGITS["两"] = _DIGITS["兩"] = 2
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FINANCIAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟")
CHARACTERS = "".join({**_DIGITS, **_SMALL, **_LARGE})
# A comma belongs to a figure only before three digits: 300万,2025年 is two.
_RUN = lazy(rf"[0-9{CHARACTERS}](?:[0-9{CHARACTERS}]|[.点點](?=[0-9{CHARACTERS}])|,(?=[0-9]{{3}}(?![0-9])))*")
# A multiplier that begins a unit is none: 3千克, 2千瓦, 百帕. Lengths are written either way: 3千米 are 3000米,
# as 二百米 are 200, but 3千米² are no 3000米².
_UNIT_AFTER = lazy("千(?:[克瓦卡帕赫伏焦安欧歐噸吨]|米[²³])|百帕")
_HAN_NUMBER = lazy(rf"[{CHARACTERS}]+\Z")
_MIXED = lazy(rf"(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)([{''.join({**_SMALL, **_LARGE})}]*)")
# After 两 alone a measure word must follow, else it is 两岸 or a weight.
_MEASURES = (
    "个個位家年天次人项項种種条條名类類点點倍周週月件份座所届屆张張支部大款台艘歲岁名只隻本辆輛架幢栋棟间間匹颗顆棵株朵片块塊段篇首册冊场場"
    "级級层層圈回轮輪组組批期代票秒米吨噸公小"
)
_PARTS = {"百": "%", "千": "‰"}
_PART = lazy(rf"([百千])分之([0-9{CHARACTERS}](?:[0-9{CHARACTERS}]|[.点點](?=[0-9{CHARACTERS}]))*)")
_FRACTION = lazy(r"(?<![0-9.])([1-9]\d*)分之([1-9]\d*)(?!\d|\.\d)")


def _one_of(words: Iterable[str], behind: str = "") -> str:
    """A pattern for whole English words in any case, not behind a letter, a digit or one of `behind`.

    It begins with the class of their first letters: a look-behind in front would be tried at every character.
    """
    endings: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        endings.setdefault(word[0].lower(), []).append(word[1:])
    branches = (f"(?<=[{first}{first.upper()}])(?i:{'|'.join(rest)})" for first, rest in endings.items())
    letters = "".join((*endings, *(first.upper() for first in endings)))
    return f"[{letters}](?<![A-Za-z0-9{behind}].)(?:{'|'.join(branches)})"


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_NUMBER_WORDS = (*_WORDS, "hundred", *_SCALES)
_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_A = f"a(?= (?:hundred|{'|'.join(_SCALES)}))"
_WORD_RUN = lazy(
    rf"{_one_of((*_NUMBER_WORDS, _A))}"
    rf"(?i:(?:[ -]|[ ]and[ ])(?:{_WORD}))*(?![A-Za-z0-9])"
)
_WORD_HERE = lazy(rf"(?:{_WORD})(?![A-Za-z0-9])", re.IGNORECASE)
_WORD_AT_END = lazy(rf"(?<![A-Za-z0-9])(?:{_WORD})\Z", re.IGNORECASE)
_LONGEST_WORD = 12
# Where a currency stands before the figure, a letter behind it is its scale; bn and tn are nothing else anywhere. A
# letter may stand before the figure: *space* has run, and "about 5 million" is about5million.
_ABBREVIATED_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_SCALED = lazy(
    r"(?P<digits>[0-9](?<![0-9].)(?<![0-9][.,].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)(?:\.[0-9]+)?)"
    rf"(?:[ -]?(?P<scale>(?i:{'|'.join(_SCALES)}))| ?(?P<short>[Bb]n|[Tt]n|[Mm]n|[KkMmB]))(?![A-Za-z0-9])"
)
_CURRENCY_BEFORE = lazy(r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|RMB|CNY|HKD|NTD|JPY)) ?\Z")
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_ORDINAL_WORDS = (
    {word: value for value, word in enumerate(_ORDINALS) if value}
    | {f"{word[:-1]}ieth": _WORDS[word] for word in _TENS}
    | {f"{tens}-{word}": _WORDS[tens] + value for tens in _TENS for value, word in enumerate(_ORDINALS[:10]) if value}
)
# *space* has run: "the first 10" is the first10.
_ORDINAL = lazy(rf"{_one_of(_ORDINAL_WORDS, '-')}(?![A-Za-z])")
_PARTS_OF_ONE = {"half": 2, "quarter": 4, "fourth": 4} | {
    word: value for value, word in enumerate(_ORDINALS[:11]) if value == 3 or value > 4
}
# One third party is no third of a party: the plural, a hyphen or "of" makes the fraction.
_STEMS = "(?:four|fif|six|seven|eigh|nin|ten)"
_FRACTION_WORDS = lazy(
    rf"{_one_of(_ONES[1:10], '-')}(?:-(?i:half|quarters?|thirds?|{_STEMS}ths?)"
    rf"| (?i:(?:thirds|{_STEMS}ths)|(?:half|quarters?|third|{_STEMS}th)(?= of )))"
    r"(?![A-Za-z0-9-])"
)
_MERIDIEM = lazy("[AP]M(?<=[0-9]..)(?![A-Za-z])")
# Number 5, No. 5 and Nº 5; *dots* has left No of the second.
_NUMBER_SIGN = lazy(r"umber(?<=[Nn]umber)(?<![A-Za-z]number)(?<![A-Za-z]Number) ?(?=[0-9])|[º°](?<=N.)(?=[0-9])")
_CURRENCY_WORD = lazy("(?:dollar|euro)s?(?![A-Za-z-])")
_AMOUNT = lazy(r"(?<![0-9$€/:-])(?<![0-9][.,'])(?P<value>[0-9]+(?:\.[0-9]+)?)(?: ?(?P<country>US|U\.S\.))? ?\Z")
_LONGEST_AMOUNT = 30
_APOSTROPHES = lazy(r"[0-9](?<![0-9].)(?<![0-9][.,'].)[0-9]{0,2}(?:'[0-9]{3})+(?:\.[0-9]+)?(?![0-9'\"])")
_PERCENT = lazy(r"(?<=\d) ?per ?cent(?![A-Za-z])", re.IGNORECASE)
_ARABIC = lazy(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d]|,\d)")

_CLOCK = lazy(
    rf"[点點时時](?:(?P<minute>[0-9]{{1,2}}|[{CHARACTERS}]{{1,3}})分(?![之钟鐘])|(?P<half>半)(?![{CHARACTERS}个個天年]))"
)
_CLOCK_HOUR = lazy(rf"(?<![0-9.,:{CHARACTERS}第])(?:[0-9]{{1,2}}|[{CHARACTERS}]{{1,3}})\Z")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "January Jan",
            "February Feb",
            "March Mar",
            "April Apr",
            "May",
            "June Jun",
            "July Jul",
            "August Aug",
            "September Sept Sep",
            "October Oct",
            "November Nov",
            "December Dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_MONTH_NAME = lazy(
    rf"[{''.join(sorted({name[0] for name in _MONTHS}))}](?:(?<![A-Za-z].)|(?P<ordinal>(?<=[0-9](?:st|nd|rd|th).)))(?:"
    + "|".join(rf"(?<={name[0]}){name[1:]}" for name in sorted(_MONTHS, key=len, reverse=True))
    + ")"
)
_MONTH_FIRST = (
    lazy(rf"(?P<month>{_MONTH})\.? ?{_DAY}(?!\d)(?:,? ?{_YEAR})?(?![\d:%]|[.,]\d)"),
    lazy(rf"(?P<month>{_MONTH})\.?,? ?{_YEAR}"),
)
_BEFORE_MONTH = lazy(rf"(?<![\d:])(?<!\d[.,])(?:the ?)?{_DAY} ?(?:of ?)?\Z")
_DAY_FIRST = lazy(rf"(?P<month>{_MONTH})(?![a-z])\.?(?:,? ?{_YEAR})?")
_ISO_DATE = lazy(
    r"(?P<year>[12](?<![\d/-].)(?<!\d\..)\d{3})(?P<separator>[-/.])(?P<month>[01]?\d)(?P=separator)"
    r"(?P<day>[0-3]?\d)(?![\d/-]|\.\d)"
)
# One of a pair, 1867-08-05 - 1939-01-13, once *space* has run: the other is such a date, a year, or written in words.
_ISO_PAIR = (
    lazy(
        r"(?P<year>[12](?<![\d/-].)(?<!\d\..)\d{3})-(?P<month>[01]\d)-(?P<day>[0-3]\d)"
        rf"(?=-(?:[12]\d{{3}}(?![\d])|(?:[0-3]?\d ?)?(?:{_MONTH})))"
    ),
    lazy(
        r"(?P<year>[12](?<=-.)(?:(?<=[^\d/-]\d{4}-.)|(?<=-[01]\d-[0-3]\d-.)|(?<=[日月年]-.))\d{3})"
        r"-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d/]|\.\d)"
    ),
)
_ZERO_PADDED = lazy(r"0(?<![\d.,:].)(?P<digit>[1-9])(?=[月日号號时時分]|:[0-5]\d(?![\d:]))|月(?P<day>\d{1,2}[号號])")
_MONTH_AFTER = lazy(rf" ?(?:{_MONTH})")
# 点 is the hour only behind a part of the day: 9点 may be nine points.
_HOUR = lazy(r"[点點](?<=\d.)(?![\d半钟鐘])")
_PART_OF_DAY = lazy(r"(?:[上下]午|[凌清]晨|中午|正午|傍晚|深夜|早上|早晨|晚上|晚间|晚間|[早晚])\d{1,2}\Z")
_VULGAR = {"½": "5", "¼": "25", "¾": "75"}
_VULGAR_FRACTION = lazy("[½¼¾⅓⅔](?:(?<=[0-9][½¼¾])(?P<behind>)|(?<![0-9].))(?![0-9])")
_RANGE = lazy(r"(?<=[0-9月日年时時点點%‰℃度])(?:—|-|~|至|到)(?=[0-9])")
_RATIO = lazy(r"(?<=\d)比(?=\d)")


def number_replacements(text: str) -> Iterator[Replacement]:
    """Numbers in Han characters, with multipliers, and per cent, as plain decimals."""
    end = 0
    for match in _RUN.finditer(text):
        if match.start() < end:
            continue
        start, stop = match.span()
        part = _PART.match(text, start)
        if part and text[start] in _PARTS:
            value = Decimal(100) if part[2] == "百" and part[1] == "百" else han_value(part[2])
            if value is not None:
                yield Replacement(start, part.end(), _plain(value) + _PARTS[part[1]])
                end = part.end()
                continue
        if stop - start > 1 and _UNIT_AFTER.match(text, stop - 1):
            stop -= 1
        run = text[start:stop]
        if not run.isascii() and _MONTH_AFTER.match(text, stop):
            continue  # 三December is no date
        if (
            canonical := _canonical(run, text[stop : stop + 1], text[start - 1 : start])
        ) is not None and canonical != run:
            yield Replacement(start, stop, canonical)
        end = stop


def _canonical(run: str, after: str, before: str) -> str | None:
    """The plain decimal of a whole run of number characters, or None where it is ambiguous or already plain."""
    if run.isascii():
        return run.replace(",", "") if _ARABIC.fullmatch(run) else None
    if (after and after in "几幾") or (before and before in "几幾数數"):
        return None
    if _HAN_NUMBER.match(run) and all(character in _DIGITS for character in run) and len(run) > 1:
        # Digits read out one by one are a year or hold a zero; 三五 may be "three to five".
        if (after == "年" and (len(run) == 4 or before in ("国", "國"))) or (len(run) >= 3 and "〇" in run):
            return "".join(str(_DIGITS[character]) for character in run)
        return None
    if len(run) == 1:
        if run in "两兩":
            return "2" if after and after in _MEASURES else None
        if run in _FINANCIAL or run in "零〇" or (run not in _DIGITS and run != "十"):
            return None
        return str(_DIGITS[run]) if run in _DIGITS else "10"
    value = han_value(run) if not any(character.isdigit() and character.isascii() for character in run) else _mixed(run)
    if value is None or (("点" in run or "點" in run) and (not after or after in "分十刻钟鐘整半")):
        return None
    return _plain(value)


def _mixed(run: str) -> Decimal | None:
    """The value of digits with multipliers, 1.8万, 1万8千, 5百万; None where the grammar refuses."""
    total, last, position = Decimal(0), None, 0
    while position < len(run):
        match = _MIXED.match(run, position)
        if match is None or not match[2]:
            return None
        scale = 1
        for character in match[2]:
            scale *= _SMALL.get(character) or _LARGE[character]
        if last is not None and scale * 10 > last:
            return None
        value = Decimal(match[1].replace(",", ""))
        if last is not None and value * scale >= last:
            return None
        total, last, position = total + value * scale, scale, match.end()
    return total


def han_value(run: str) -> Decimal | None:
    """The value of a number in Han characters, or None where the strict grammar refuses it.

    Accepts 一百五十, 十五, 一千零五, 三万五千, 三点五, and plain decimals as they are; refuses 一万八 (18,000 or
    10,008), 三五 and whatever starts with a unit other than 十.
    """
    if re.fullmatch(r"\d+(?:\.\d+)?", run):
        return Decimal(run)
    whole, point, fraction = run.replace("點", "点").partition("点")
    if point:
        value = _integer(whole)
        scale = 1
        while fraction and fraction[-1] in _LARGE:
            scale, fraction = scale * _LARGE[fraction[-1]], fraction[:-1]
        if value is None or not fraction or any(character not in _DIGITS for character in fraction):
            return None
        return Decimal(f"{value}." + "".join(str(_DIGITS[character]) for character in fraction)) * scale
    value = _integer(run)
    return None if value is None else Decimal(value)


def _integer(run: str) -> int | None:
    """A whole number by sections of 亿 and 万; each must be smaller than the one before."""
    for scale in (10**8, 10**4):
        at = max((run.rfind(character) for character, size in _LARGE.items() if size == scale), default=-1)
        if at > 0:
            above = _integer(run[:at]) if scale == 10**8 else _section(run[:at])
            rest = run[at + 1 :].removeprefix("零").removeprefix("〇")
            zero = len(rest) < len(run) - at - 1
            if not rest:
                return None if above is None or zero else above * scale
            below = _integer(rest) if scale == 10**8 else _section(rest)
            # Without a zero the next place must follow at once: 一万八 is not 10,008; with one it must not.
            if above is None or below is None or zero != (below < scale // 10):
                return None
            return above * scale + below
        if at == 0:
            return None
    return _section(run)


def _section(run: str) -> int | None:
    """A number below 10,000: digits and 千 百 十 in falling order, a zero for each gap."""
    total, digit, last, zero = 0, None, 10**4, False
    for index, character in enumerate(run):
        if character in "零〇":
            if digit is not None or zero or (index == 0 and len(run) > 1):
                return None
            if len(run) == 1:
                return 0
            zero = True
        elif character in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[character]
        elif character in _SMALL:
            scale = _SMALL[character]
            if digit is None:
                if scale != 10 or index != 0:
                    return None
                digit = 1
            if scale >= last or (total and scale * 10 < last and not zero):
                return None
            total, last, digit, zero = total + digit * scale, scale, None, False
        else:
            return None
    if digit is not None:
        if total and last > 10 and not zero:
            return None
        if not total and len(run) > 1:
            return None
        return total + digit
    return None if zero else total


def begins_with_word(text: str, at: int) -> bool:
    """Whether an English number word begins at a position of the text."""
    return _WORD_HERE.match(text, at) is not None


def ends_in_word(text: str, at: int) -> bool:
    """Whether an English number word ends at a position of the text."""
    return _WORD_AT_END.search(text[max(0, at - _LONGEST_WORD) : at]) is not None


def word_replacements(text: str) -> Iterator[Replacement]:
    """English number words: five million, twenty-five, a hundred."""
    for match in _WORD_RUN.finditer(text):
        value = _word_value(re.split(r"[ -]", match[0].lower()))
        if value is not None:
            yield Replacement(match.start(), match.end(), _plain(value))


def scale_replacements(text: str) -> Iterator[Replacement]:
    """Figures with a scale, 5 million, $2.4bn, £3m, 5bn, and the apostrophes of 23'500."""
    found = []
    for match in _SCALED.finditer(text):
        digits = Decimal(match["digits"].replace(",", ""))
        if match["scale"]:
            found.append(Replacement(*match.span(), _plain(digits * _SCALES[match["scale"].lower()])))
            continue
        scale, before = match["short"].lower(), text[max(0, match.start() - 5) : match.start()]
        if _CURRENCY_BEFORE.search(before) or (scale in ("bn", "tn") and not before[-1:].isalnum()):
            found.append(Replacement(*match.span(), _plain(digits * _ABBREVIATED_SCALES[scale])))
    found += [Replacement(*match.span(), match[0].replace("'", "")) for match in _APOSTROPHES.finditer(text)]
    yield from sorted(found)


def ordinal_replacements(text: str) -> Iterator[Replacement]:
    """English ordinals in words: first → 1st, twenty-first → 21st. `second` may be the unit; it is so on both sides."""
    for match in _ORDINAL.finditer(text):
        value = _ORDINAL_WORDS[match[0].lower()]
        ending = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        yield Replacement(match.start(), match.end(), f"{value}{ending}")


def _word_value(words: list[str]) -> Decimal | None:
    """The value of English number words, or None where they are no single number (nineteen eighty-four)."""
    total, section, last, previous = 0, 0, 10**15, ""
    for index, word in enumerate(words):
        if word == "a":
            section = 1
        elif word == "and":
            # British: a thousand and eight; but a thousand and two hundred may be two numbers.
            if previous != "hundred" and not (previous in _SCALES and _is_below_hundred(words[index + 1 :])):
                return None
        elif word in _SCALES:
            if not section or _SCALES[word] >= last:
                return None
            last = _SCALES[word]
            total, section = total + section * last, 0
        elif word == "hundred":
            if not 0 < section < 10:
                return None
            section *= 100
        elif _WORDS[word] >= 20:
            if section % 100:
                return None
            section += _WORDS[word]
        else:
            value = _WORDS[word]
            if (
                section % 10
                or (section % 100 and (value >= 10 or section % 100 < 20))
                or (value == 0 and len(words) > 1)
            ):
                return None
            section += value
        previous = word
    return None if previous == "and" else Decimal(total + section)


def _is_below_hundred(words: list[str]) -> bool:
    return bool(words) and all(word in _WORDS for word in words)


def fraction_word_replacements(text: str) -> Iterator[Replacement]:
    """Fractions in English words: two-thirds = two thirds, one-half and one half of = 1/2."""
    for match in _FRACTION_WORDS.finditer(text):
        if ends_in_word(text, match.start() - 1):
            continue
        above, below = re.split("[ -]", match[0].lower())
        if below.endswith("s"):  # the guard counts thirds, as it counts metres
            if "-" in match[0]:
                yield Replacement(match.start(), match.end(), match[0].replace("-", " "))
            continue
        parts = _PARTS_OF_ONE[below] if below in _PARTS_OF_ONE else _PARTS_OF_ONE[below.removesuffix("s")]
        yield Replacement(match.start(), match.end(), f"{_WORDS[above]}/{parts}")


def meridiem_replacements(text: str) -> Iterator[Replacement]:
    """5 PM = 5 pm."""
    for match in _MERIDIEM.finditer(text):
        yield Replacement(match.start(), match.end(), match[0].lower())


def sign_replacements(text: str) -> Iterator[Replacement]:
    """Signs that stand for a word beside a figure: number 5 = No 5, 5000000 dollars = $5000000."""
    found = [Replacement(match.start() - 1, match.end(), "No") for match in _NUMBER_SIGN.finditer(text)]
    for match in _CURRENCY_WORD.finditer(text):
        amount = _AMOUNT.search(text, max(0, match.start() - _LONGEST_AMOUNT), match.start())
        sign = "$" if match[0].startswith("dollar") else "€"
        if amount and (sign == "$" or not amount["country"]):
            # *space* left none between a word and the figure that stood first.
            apart = " " if amount["country"] and text[amount.start() - 1 : amount.start()].isalpha() else ""
            country = "US" if amount["country"] else ""
            found.append(Replacement(amount.start(), match.end(), apart + country + sign + amount["value"]))
    yield from sorted(found)


def percent_replacements(text: str) -> Iterator[Replacement]:
    """75 per cent, 75 percent → 75%; percentage points are something else and stay."""
    for match in _PERCENT.finditer(text):
        yield Replacement(match.start(), match.end(), "%")


def fraction_replacements(text: str) -> Iterator[Replacement]:
    """3分之1 (after the numerals are plain) → 1/3."""
    for match in _FRACTION.finditer(text):
        if match[1] != "10000":
            yield Replacement(match.start(), match.end(), f"{match[2]}/{match[1]}")


def vulgar_replacements(text: str) -> Iterator[Replacement]:
    """3½ → 3.5, ½ → 1/2."""
    for match in _VULGAR_FRACTION.finditer(text):
        if match["behind"] is not None:
            yield Replacement(match.start(), match.end(), f".{_VULGAR[match[0]]}")
        else:
            yield Replacement(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]).replace("⁄", "/"))


def date_replacements(text: str) -> Iterator[Replacement]:
    """Dates: December 2, 2025 = 2 December 2025 = 2025-12-02 = 2025年12月2日; 12月02日 = 12月2日. 1/2/2025 stays."""
    end = 0
    for replacement in sorted(_dates(text), key=lambda item: (item.start, -item.end)):
        if replacement.start >= end:
            yield replacement
            end = replacement.end


def _dates(text: str) -> Iterator[Replacement]:
    for name in _MONTH_NAME.finditer(text):
        for pattern in () if name["ordinal"] is not None else _MONTH_FIRST:
            if match := pattern.match(text, name.start()):
                yield from _date(match.start(), match.end(), match.groupdict())
        before = _BEFORE_MONTH.search(text, max(0, name.start() - 12), name.start())
        if before and (match := _DAY_FIRST.match(text, name.start())):
            yield from _date(before.start(), match.end(), before.groupdict() | match.groupdict())
    for pattern in (_ISO_DATE, *(_ISO_PAIR if "-" in text else ())):
        for match in pattern.finditer(text):
            yield from _date(match.start(), match.end(), match.groupdict())


def _date(start: int, end: int, parts: dict[str, str]) -> Iterator[Replacement]:
    month = _MONTHS.get(parts["month"]) or int(parts["month"])
    day = int(parts["day"]) if parts.get("day") else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return
    year = f"{parts['year']}年" if parts.get("year") else ""
    yield Replacement(start, end, f"{year}{month}月" + (f"{day}日" if day else ""))


def clock_replacements(text: str) -> Iterator[Replacement]:
    """Times of day: 十二点三十分, 12时30分 and 十二点半 = 12:30. 九点三十 without 分 may be a decimal, and stays."""
    for match in _CLOCK.finditer(text):
        before = _CLOCK_HOUR.search(text, max(0, match.start() - 3), match.start())
        hour = han_value(before[0]) if before else None
        minute = Decimal(30) if match["half"] else han_value(match["minute"].lstrip("零〇0") or "零")
        if before and hour is not None and minute is not None and hour <= 24 and minute < 60:
            yield Replacement(before.start(), match.end(), f"{hour}:{int(minute):02d}")


def padding_replacements(text: str) -> Iterator[Replacement]:
    """The zero of 06日 and 09:05, the spoken 号 of 12月2号 and 点 of 上午9点."""
    found = [
        Replacement(*match.span(), match["digit"])
        if match["digit"]
        else Replacement(*match.span("day"), f"{int(match['day'][:-1])}日")
        for match in _ZERO_PADDED.finditer(text)
    ]
    found += [
        Replacement(*match.span(), "时")
        for match in _HOUR.finditer(text)
        if _PART_OF_DAY.search(text, max(0, match.start() - 5), match.start())
    ]
    yield from sorted(found)


def range_replacements(text: str) -> Iterator[Replacement]:
    """The words and signs of a range between figures, 1日至3日 = 1日—3日, and 3比2 = 3:2."""
    found = [Replacement(match.start(), match.end(), "-") for match in _RANGE.finditer(text)]
    found += [Replacement(match.start(), match.end(), ":") for match in _RATIO.finditer(text)]
    yield from sorted(found)


def _plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros that a multiplication left behind."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
