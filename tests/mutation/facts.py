"""Fact changes inside the quote: figures, dates, negation, names, words, order."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from mutation.corpus import HAN, Document, Passage, Word, cut, simplify
from mutation.kinds import Check, Draft, fact

if TYPE_CHECKING:
    from random import Random

NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\d:/]|[.,-]\d|[A-Za-z])")
HAN_DIGITS = "一二三四五六七八九"


def replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def one(pattern: str | re.Pattern[str], text: str, rng: Random) -> re.Match[str] | None:
    """One match, drawn among all."""
    matches = list(re.finditer(pattern, text))
    return rng.choice(matches) if matches else None


def other_digit(digit: str, rng: Random, *, zero: bool = True) -> str:
    return rng.choice([d for d in "0123456789" if d != digit and (zero or d != "0")])


def grouped(digits: str, like: str) -> str:
    """The digits with thousands separators where the original had them."""
    return f"{int(digits):,}" if "," in like else digits


def another_number(old: str, new: str) -> str | None:
    """`new`, where it is a well-formed number of another value."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.\d+)?", new.replace(",", "")):
        return None
    same = Decimal(new.replace(",", "")) == Decimal(old.replace(",", ""))
    return None if same else new


@fact("digit-changed", group="number")
def digit_changed(passage: Passage, rng: Random) -> str | None:
    found = one(NUMBER, passage.text, rng)
    if not found:
        return None
    old = found.group()
    at = rng.choice([i for i, c in enumerate(old) if c.isdigit()])
    new = another_number(old, old[:at] + other_digit(old[at], rng, zero=at > 0) + old[at + 1 :])
    return new and replaced(passage.text, found, new)


@fact("digit-dropped", group="number")
def digit_dropped(passage: Passage, rng: Random) -> str | None:
    found = one(NUMBER, passage.text, rng)
    if not found or "." in found.group() or len(found.group()) < 2:
        return None
    digits = found.group().replace(",", "")
    at = rng.randrange(len(digits))
    new = another_number(found.group(), grouped(digits[:at] + digits[at + 1 :], found.group()))
    return new and replaced(passage.text, found, new)


@fact("digit-added", group="number")
def digit_added(passage: Passage, rng: Random) -> str | None:
    found = one(NUMBER, passage.text, rng)
    if not found or "." in found.group():
        return None
    digits = found.group().replace(",", "")
    at = rng.randrange(1, len(digits) + 1)
    added = digits[:at] + rng.choice("0123456789") + digits[at:]
    new = another_number(found.group(), grouped(added, found.group()))
    return new and replaced(passage.text, found, new)


@fact("digits-swapped", group="number")
def digits_swapped(passage: Passage, rng: Random) -> str | None:
    found = one(NUMBER, passage.text, rng)
    if not found or len(found.group()) < 2:
        return None
    old = found.group()
    pairs = [i for i in range(len(old) - 1) if old[i : i + 2].isdigit() and old[i] != old[i + 1]]
    if not pairs:
        return None
    i = rng.choice(pairs)
    new = another_number(old, old[:i] + old[i + 1] + old[i] + old[i + 2 :])
    return new and replaced(passage.text, found, new)


@fact("decimal-dropped", group="number")
def decimal_dropped(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![\d.])[1-9]\d{0,3}\.\d{1,2}(?![\d.])", passage.text, rng)
    return replaced(passage.text, found, found.group().replace(".", "")) if found else None


@fact("decimal-moved", group="number")
def decimal_moved(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![\d.,])([1-9])(\d+)\.(\d+)(?![\d.])", passage.text, rng)
    return replaced(passage.text, found, f"{found[1]}.{found[2]}{found[3]}") if found else None


@fact("decimal-added", group="number")
def decimal_added(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![\w.,:/-])[1-9]\d{1,3}(?![\d:/.,年月日号號A-Za-z-])", passage.text, rng)
    if not found or found.group().endswith("00"):
        return None
    old = found.group()
    return replaced(passage.text, found, f"{old[0]}.{old[1:]}")


@fact("zeros-changed", group="number")
def zeros_changed(passage: Passage, rng: Random) -> str | None:
    """A power of ten lost or won: 18000 as 1800."""
    found = one(r"(?<![\w.,:/-])[1-9]\d*0(?:,000)*(?![\d:/.,A-Za-z-])", passage.text, rng)
    if not found:
        return None
    digits = found.group().replace(",", "")
    new = digits[:-1] if rng.random() < 0.5 else digits + "0"
    return replaced(passage.text, found, grouped(new, found.group()))


@fact("number-swapped-within", group="number")
def number_swapped_within(passage: Passage, rng: Random) -> str | None:
    """Two figures of one sentence exchanged."""
    found = list(NUMBER.finditer(passage.text))
    if len(found) < 2:
        return None
    a, b = sorted(rng.sample(found, 2), key=lambda m: m.start())
    if another_number(a.group(), b.group()) is None:
        return None
    text = passage.text
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


@fact("number-from-elsewhere", group="number")
def number_from_elsewhere(passage: Passage, rng: Random) -> str | None:
    """A figure of another sentence of the same document."""
    found, other = one(NUMBER, passage.text, rng), one(NUMBER, passage.doc.text, rng)
    if not found or not other or another_number(found.group(), other.group()) is None:
        return None
    return replaced(passage.text, found, other.group())


@fact("han-numeral-changed", group="number", langs="zh")
def han_numeral_changed(passage: Passage, rng: Random) -> str | None:
    units = "个名位年月日人次种座条艘支所家部岁度项届世代号年天层级万亿千百十分"
    found = one(rf"[{HAN_DIGITS}](?=[{HAN_DIGITS}十百千]*[{units}])", passage.simple, rng)
    if not found or (found.group() == "一" and "些" in passage.simple[found.end() : found.end() + 1]):
        return None
    new = rng.choice([d for d in HAN_DIGITS if d != found.group()])
    return passage.edit(*found.span(), new)


WORD_NUMBERS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
]


@fact("number-word-changed", group="number", langs="en")
def number_word_changed(passage: Passage, rng: Random) -> str | None:
    found = one(rf"(?i)\b({'|'.join(WORD_NUMBERS)})\b", passage.text, rng)
    if not found:
        return None
    new = rng.choice([w for w in WORD_NUMBERS if w != found.group().lower()])
    return replaced(passage.text, found, new.capitalize() if found.group()[0].isupper() else new)


@fact("fraction-changed", group="number")
def fraction_changed(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "en":
        words = ["half", "a third", "two-thirds", "a quarter", "three-quarters", "one-third"]
        found = one(
            r"(?i)\b(half|a third|two-thirds|a quarter|three-quarters|one-third|two thirds)\b", passage.text, rng
        )
        same = {"a third": "one-third", "one-third": "a third", "two thirds": "two-thirds"}
        taken = {found.group().lower(), same.get(found.group().lower(), "")} if found else set()
        return replaced(passage.text, found, rng.choice([w for w in words if w not in taken])) if found else None
    found = one(rf"([{HAN_DIGITS}百])分之([{HAN_DIGITS}])(?![{HAN_DIGITS}十百])", passage.simple, rng)
    if not found:
        return None
    new = rng.choice([d for d in HAN_DIGITS if d != found[2]])
    return passage.edit(*found.span(2), new)


@fact("ordinal-changed", group="number")
def ordinal_changed(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "en":
        words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "1st", "2nd", "3rd", "4th"]
        found = one(rf"(?i)\b({'|'.join(words)})\b", passage.text, rng)
        if not found:
            return None
        values = dict(zip(words, [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4], strict=True))
        old = found.group().lower()
        return replaced(passage.text, found, rng.choice([w for w in words if values[w] != values[old]]))
    found = one(rf"(?<=第)([{HAN_DIGITS}])(?![{HAN_DIGITS}十百千])|(?<=第)(\d)(?!\d)", passage.simple, rng)
    if not found:
        return None
    pool = HAN_DIGITS if found[1] else "123456789"
    return passage.edit(*found.span(), rng.choice([d for d in pool if d != found.group()]))


@fact("ordinal-mark-dropped", group="number", langs="zh")
def ordinal_mark_dropped(passage: Passage, rng: Random) -> str | None:
    found = one(rf"第(?=[{HAN_DIGITS}十\d])", passage.simple, rng)
    return passage.edit(*found.span(), "") if found else None


@fact("range-end-changed", group="number")
def range_end_changed(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![\d.-])(\d+)(\s?(?:[-–—~至到]|to|and)\s?)(\d+)(?![\d.-])", passage.text, rng)
    if not found:
        return None
    group = rng.choice([1, 3])
    old = found[group]
    new = another_number(old, old[:-1] + other_digit(old[-1], rng, zero=len(old) > 1))
    return new and passage.text[: found.start(group)] + new + passage.text[found.end(group) :]


@fact("range-end-dropped", group="number")
def range_end_dropped(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![\d.-])(\d+)(\s?[-–—~至到]\s?|\sto\s)(\d+)(?![\d.-])", passage.text, rng)
    return replaced(passage.text, found, found[rng.choice([1, 3])]) if found else None


@fact("day-changed", group="date")
def day_changed(passage: Passage, rng: Random) -> str | None:
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    pattern = (
        r"(?<!\d)([1-9]\d?)(?=[日号號])"
        if passage.lang == "zh"
        else rf"(?<=\s)(\d\d?)(?=\s(?:{months}))|(?<=ber\s)(\d\d?)(?=,|\s)|(?<=[yehl]\s)(\d\d?)(?=,\s\d{{4}})"
    )
    found = one(pattern, passage.text, rng)
    if not found or found.group().startswith("0"):
        return None
    return replaced(passage.text, found, str(rng.choice([d for d in range(1, 29) if str(d) != found.group()])))


@fact("month-changed", group="date", langs="zh")
def month_changed(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<!\d)([1-9]\d?)(?=月)", passage.text, rng)
    if not found:
        return None
    return replaced(passage.text, found, str(rng.choice([m for m in range(1, 13) if str(m) != found.group()])))


@fact("year-changed", group="date")
def year_changed(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![\d.,])(1[5-9]\d\d|20[0-2]\d)(?![\d.,]\d|\d)", passage.text, rng)
    return (
        replaced(passage.text, found, str(int(found.group()) + rng.choice([-10, -2, -1, 1, 2, 10, 100])))
        if found
        else None
    )


@fact("century-changed", group="date")
def century_changed(passage: Passage, rng: Random) -> str | None:
    pattern = r"\d+(?=世[纪紀])|\d0(?=年代)" if passage.lang == "zh" else r"\b\d\d(?=th[ -]century)|\b\d\d\d0(?=s\b)"
    found = one(pattern, passage.text, rng)
    if not found:
        return None
    step = 10 if found.group().endswith("0") and found.group() != "20" else 1
    return replaced(passage.text, found, str(int(found.group()) + rng.choice([-step, step])))


@fact("date-part-dropped", group="date", langs="zh")
def date_part_dropped(passage: Passage, rng: Random) -> str | None:
    """2011年10月18日 as 2011年18日 or 10月18日 for a date inside the quote."""
    found = one(r"(?<=.)(\d{4}年)(\d+月)(\d+日)?", passage.text, rng)
    if not found:
        return None
    return (
        replaced(passage.text, found, found[1] + (found[3] or ""))
        if found[3]
        else replaced(passage.text, found, found[1])
    )


# --- negation


NEGATED = {
    "是": "不是",
    "有": "没有",
    "会": "不会",
    "能": "不能",
    "可以": "不可以",
    "可": "不可",
    "将": "不将",
    "要": "不要",
}


@fact("negation-inserted", group="negation", langs="zh")
def negation_inserted(passage: Passage, rng: Random) -> str | None:
    places = [w for w in passage.words if w.pos in ("VERB", "AUX") and len(w.text) <= 2]
    places = [w for w in places if passage.simple[w.start - 1 : w.start] not in ("不", "没", "未", "无")]
    if not places:
        found = (
            one(r"(?<![不没未还只就或但])(?:是|有|能|会)(?![不没])", passage.simple, rng) if not passage.words else None
        )
        return passage.edit(*found.span(), NEGATED[found.group()]) if found else None
    word = rng.choice(places)
    simple = simplify(word.text)
    new = NEGATED.get(simple) or rng.choice(["不", "未", "没有", "并未", "从未"]) + simple
    return passage.edit(word.start, word.end, new)


@fact("negation-inserted-en", group="negation", langs="en")
def negation_inserted_en(passage: Passage, rng: Random) -> str | None:
    verb = (
        r"\b(is|was|are|were|has|have|had|can|could|will|would|should|may|might|must|did|does)\b(?!n't|’t| not| never)"
    )
    found = one(verb, passage.text, rng)
    if not found:
        return None
    word = found.group()
    options = [f"{word} not", f"{word} never"]
    options += [f"{word}n't"] if word not in ("can", "may", "will", "might", "must") else []
    return replaced(passage.text, found, rng.choice(options))


@fact("negation-deleted", group="negation", langs="zh")
def negation_deleted(passage: Passage, rng: Random) -> str | None:
    negators = {"不", "没", "没有", "未", "无", "非", "并非", "并未", "并不", "从未", "未曾", "绝不", "毫无"}
    places = [w for w in passage.words if simplify(w.text) in negators]
    if places:
        word = rng.choice(places)
        return passage.edit(word.start, word.end, "有" if simplify(word.text) in ("没有", "无", "毫无") else "")
    found = None if passage.words else one(r"(?:不|没有|未)(?=是|会|能|可|得|需|同意|曾|有)", passage.simple, rng)
    return passage.edit(*found.span(), "") if found else None


@fact("negation-deleted-en", group="negation", langs="en")
def negation_deleted_en(passage: Passage, rng: Random) -> str | None:
    pattern = r"\b(?:not|never|no)\s(?!only|longer than|\.)|(?<=can)not\b|\b(neither|none|nobody|nothing|cannot|nor)\b"
    found = one(pattern, passage.text, rng)
    if not found:
        return None
    word = found.group().strip()
    new = {
        "neither": "both",
        "none": "all",
        "nobody": "everybody",
        "nothing": "everything",
        "cannot": "can",
        "nor": "or",
    }
    return replaced(passage.text, found, new.get(word, ""))


@fact("contraction-flipped", group="negation", langs="en")
def contraction_flipped(passage: Passage, rng: Random) -> str | None:
    """Contractions resolved: didn't as did, won't as will."""
    found = one(r"\b(\w+)n['’]t\b", passage.text, rng)
    if not found:
        return None
    stem = {"ca": "can", "wo": "will", "sha": "shall"}.get(found[1].lower(), found[1])
    return replaced(passage.text, found, stem)


# --- names

LOOKALIKES = [
    "己已",
    "未末",
    "土士",
    "人入",
    "日曰",
    "戊戌",
    "大太",
    "干千",
    "王玉",
    "田由",
    "冶治",
    "锋峰",
    "陈阵",
    "析折",
    "拔拨",
    "侯候",
    "斌赋",
    "宫官",
    "晴睛",
    "辛幸",
    "刀力",
    "白自",
    "免兔",
    "史吏",
    "令今",
    "伟纬",
    "杨扬",
    "林材",
    "汤场",
    "昊吴",
    "晓哓",
    "延廷",
    "思恩",
    "哈哙",
    "亨享",
    "住佳",
    "洲州",
    "贝见",
    "雷霍",
    "西酉",
    "亚业",
    "徳德",
    "茨荻",
    "卡上",
    "基墓",
    "拉垃",
    "特持",
    "马鸟",
    "夫失",
    "尔你",
    "克兑",
    "历厉",
    "瓦互",
    "埃挨",
]
LOOKS = {a: b for pair in LOOKALIKES for a, b in ((pair[0], pair[1]), (pair[1], pair[0]))}
# Written variants of one word in many texts: no fair example of another name.
VARIANTS = {frozenset(pair) for pair in ("徳德", "帐账", "做作", "他它", "那哪", "于於", "占佔", "周週", "升昇")}


@functools.cache
def sounds() -> dict[str, str]:
    """Common characters by their first reading."""
    from pypinyin import Style, lazy_pinyin

    common = [chr(c) for c in range(0x4E00, 0x9FA6)]
    common = [c for c in common if in_gb2312(c) and simplify(c) == c]
    readings = lazy_pinyin(common, style=Style.TONE3)
    table: dict[str, str] = {}
    for char, reading in zip(common, readings, strict=False):
        table[reading] = table.get(reading, "") + char
    return {char: group for group in table.values() for char in group if len(group) > 1}


def in_gb2312(char: str) -> bool:
    """Whether it is one of the 3,755 common characters (level 1 of GB 2312)."""
    try:
        return char.encode("gb2312")[0] < 0xD8
    except UnicodeEncodeError:
        return False


def names(passage: Passage) -> list[Word]:
    return [w for w in passage.words if w.pos == "PROPN" and re.fullmatch(f"[{HAN}]{{2,}}|[A-Z][a-z]{{3,}}", w.text)]


@fact("name-homophone", group="name", langs="zh")
def name_homophone(passage: Passage, rng: Random) -> str | None:
    if not (found := names(passage)):
        return None
    word = rng.choice(found)
    at = rng.randrange(word.start, word.end)
    old = passage.simple[at]
    options = [c for c in sounds().get(old, "") if c != old and frozenset((c, old)) not in VARIANTS]
    return passage.edit(at, at + 1, rng.choice(options)) if options else None


@fact("name-lookalike", group="name", langs="zh")
def name_lookalike(passage: Passage, rng: Random) -> str | None:
    places = [i for w in names(passage) for i in range(w.start, w.end) if passage.simple[i] in LOOKS]
    places = [i for i in places if frozenset((passage.simple[i], LOOKS[passage.simple[i]])) not in VARIANTS]
    if not places:
        return None
    at = rng.choice(places)
    return passage.edit(at, at + 1, LOOKS[passage.simple[at]])


@fact("name-letter", group="name", langs="en")
def name_letter(passage: Passage, rng: Random) -> str | None:
    """One letter of a name, never one that is easily misread for the other."""
    found = names(passage) or [
        Word(m.start(), m.end(), m.group(), "PROPN", "")
        for m in re.finditer(r"(?<=[a-z] )[A-Z][a-z]{3,}", passage.text)
    ]
    if not found:
        return None
    word = rng.choice(found)
    at = rng.randrange(word.start + 1, word.end)
    vowels = {"a": "u", "o": "i", "i": "a", "u": "o", "y": "a", "t": "d", "d": "t", "n": "k", "r": "v", "s": "f"}
    old = passage.text[at]
    return passage.edit(at, at + 1, vowels[old]) if old in vowels else None


def names_elsewhere(doc: Document, but: str) -> list[str]:
    pattern = f"[{HAN}]{{2,}}|[A-Z][a-z]{{3,}}"
    found = {w.text for s in doc.sentences for w in s.words if w.pos == "PROPN" and re.fullmatch(pattern, w.text)}
    return sorted(name for name in found if name not in but and but not in name)


@fact("name-swapped", group="name")
def name_swapped(passage: Passage, rng: Random) -> str | None:
    """Another name of the same document."""
    if not (found := names(passage)):
        return None
    word = rng.choice(found)
    options = names_elsewhere(passage.doc, word.text)
    return passage.text[: word.start] + rng.choice(options) + passage.text[word.end :] if options else None


@fact("name-dropped", group="name")
def name_dropped(passage: Passage, rng: Random) -> str | None:
    if not (found := names(passage)):
        return None
    word = rng.choice(found)
    if word.start == 0 or word.end >= len(passage.text) - 2:
        return None
    return (passage.text[: word.start] + passage.text[word.end :]).replace("  ", " ")


@fact("name-character-dropped", group="name", langs="zh")
def name_character_dropped(passage: Passage, rng: Random) -> str | None:
    found = [w for w in names(passage) if len(w.text) >= 3]
    if not found:
        return None
    word = rng.choice(found)
    at = rng.randrange(word.start, word.end)
    return passage.text[:at] + passage.text[at + 1 :]


@fact("acronym-changed", group="name")
def acronym_changed(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])", passage.text, rng)
    if not found or found.group() in ("AD", "BC", "CE"):
        return None
    old = found.group()
    at = rng.randrange(len(old))
    new = rng.choice([c for c in "ABKMPRTX" if c != old[at]])
    return replaced(passage.text, found, old[:at] + new + old[at + 1 :])


ORGANISATIONS = [
    "大学",
    "公司",
    "学院",
    "协会",
    "委员会",
    "银行",
    "医院",
    "政府",
    "法院",
    "研究所",
    "军团",
    "出版社",
    "电视台",
    "集团",
    "俱乐部",
    "联盟",
    "党",
    "部",
]


@fact("organisation-kind-swapped", group="name")
def organisation_kind_swapped(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "zh":
        found = one("|".join(w for w in ORGANISATIONS if len(w) > 1), passage.simple, rng)
        options = [w for w in ORGANISATIONS if len(w) > 1 and found and w != found.group()]
        return passage.edit(*found.span(), rng.choice(options)) if found else None
    words = [
        "University",
        "Institute",
        "Company",
        "Council",
        "Ministry",
        "Bank",
        "Court",
        "Party",
        "Association",
        "College",
        "Committee",
        "Club",
    ]
    found = one(rf"\b({'|'.join(words)})\b", passage.text, rng)
    return replaced(passage.text, found, rng.choice([w for w in words if w != found.group()])) if found else None


@fact("names-exchanged", group="direction")
def names_exchanged(passage: Passage, rng: Random) -> str | None:
    """Subject and object, origin and goal: two names of one sentence in each other's place."""
    found = names(passage)
    pairs = [(a, b) for a in found for b in found if a.end < b.start and a.text not in b.text and b.text not in a.text]
    # In a list of names the order says nothing.
    pairs = [(a, b) for a, b in pairs if len(passage.text[a.end : b.start].strip("、和与與及,，and &·‧-—/")) >= 2]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    text = passage.text
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


@fact("nouns-exchanged", group="direction")
def nouns_exchanged(passage: Passage, rng: Random) -> str | None:
    found = [w for w in passage.words if w.pos == "NOUN" and len(w.text) >= 2]
    pairs = [(a, b) for a in found for b in found if a.end + 2 < b.start and a.lemma != b.lemma]
    pairs = [(a, b) for a, b in pairs if any(w.pos == "VERB" and a.end <= w.start < b.start for w in passage.words)]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    text = passage.text
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


# --- words and order


@functools.cache
def pool(doc: Document, pos: str) -> tuple[str, ...]:
    return tuple(sorted({w.text for s in doc.sentences for w in s.words if w.pos == pos and len(w.text) >= 2}))


@fact("word-replaced", group="word")
def word_replaced(passage: Passage, rng: Random) -> str | None:
    """A noun, verb or adjective by another of the same document."""
    found = [w for w in passage.words if w.pos in ("NOUN", "VERB", "ADJ") and len(w.text) >= 2]
    if not found:
        return None
    word = rng.choice(found)
    options = [w for w in pool(passage.doc, word.pos) if w.lower() != word.text.lower()]
    return passage.text[: word.start] + rng.choice(options) + passage.text[word.end :] if options else None


@fact("word-deleted", group="word")
def word_deleted(passage: Passage, rng: Random) -> str | None:
    found = [w for w in passage.words[1:-2] if w.pos in ("NOUN", "VERB", "ADJ", "ADV", "NUM") and len(w.text) >= 2]
    if not found:
        return None
    word = rng.choice(found)
    end = word.end + (passage.text[word.end : word.end + 1] == " ")
    return passage.text[: word.start] + passage.text[end:]


@fact("word-inserted", group="word")
def word_inserted(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "zh":
        found = [w for w in passage.words[1:] if w.pos in ("NOUN", "VERB")]
        adverbs, adjectives = ["迅速", "完全", "很快", "公然", "暗中"], ["重要", "主要", "部分", "优秀", "普通"]
    else:
        found = [w for w in passage.words[1:] if w.pos in ("NOUN", "VERB")]
        adverbs, adjectives = ["quickly", "secretly", "openly", "fully"], ["important", "early", "minor", "famous"]
    if not found:
        return None
    word = rng.choice(found)
    new = rng.choice(adverbs if word.pos == "VERB" else adjectives)
    return passage.edit(word.start, word.start, new if passage.lang == "zh" else f"{new} ")


@fact("character-replaced", group="word", langs="zh")
def character_replaced(passage: Passage, rng: Random) -> str | None:
    found = one(f"[{HAN}]", passage.simple, rng)
    if not found:
        return None
    new = rng.choice("天地人山水火木金土日月星云风雨电石田禾竹米衣车门口手足心目")
    if new == found.group() or new in "日月" or frozenset((new, found.group())) in VARIANTS:
        return None
    return passage.edit(*found.span(), new)


@fact("character-homophone", group="word", langs="zh")
def character_homophone(passage: Passage, rng: Random) -> str | None:
    found = one(f"[{HAN}]", passage.simple, rng)
    if not found or found.group() in "的地得他她它做作":
        return None
    options = [c for c in sounds().get(found.group(), "") if c not in found.group() + "的地得他她它做作"]
    options = [c for c in options if frozenset((c, found.group())) not in VARIANTS]
    return passage.edit(*found.span(), rng.choice(options)) if options else None


@fact("characters-swapped", group="word", langs="zh")
def characters_swapped(passage: Passage, rng: Random) -> str | None:
    found = one(f"([{HAN}])([{HAN}])", passage.text, rng)
    return replaced(passage.text, found, found[2] + found[1]) if found and found[1] != found[2] else None


@fact("word-misspelt", group="word", langs="en")
def word_misspelt(passage: Passage, rng: Random) -> str | None:
    """Two letters exchanged in a longer word: whatever it is, it is not clean."""
    found = one(r"(?<=[a-z])([a-z])([a-z])(?=[a-z]{2})", passage.text, rng)
    return replaced(passage.text, found, found[2] + found[1]) if found and found[1] != found[2] else None


TAILS = {
    "zh": [
        "，并获得一致好评。",
        "，引起了社会广泛关注。",
        "，这是历史上的第一次。",
        "，但最终以失败告终。",
        "，有关部门已介入调查。",
    ],
    "en": [
        ", which drew wide attention.",
        ", the first time in its history.",
        ", but the plan failed in the end.",
        " in accordance with applicable law.",
        ", according to the ministry.",
    ],
}


@fact("tail-added", group="word")
def tail_added(passage: Passage, rng: Random) -> str | None:
    return passage.text.rstrip('。.!?！？”"') + passage.edit(0, len(passage.text), rng.choice(TAILS[passage.lang]))


@fact("tail-replaced", group="word")
def tail_replaced(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "zh":
        kept = passage.text[: len(passage.text) * 2 // 3]
        return kept + passage.edit(0, len(passage.text), rng.choice(TAILS["zh"]).lstrip("，"))
    return " ".join(passage.text.split()[: -len(passage.text.split()) // 3]) + rng.choice(TAILS["en"])


@fact("krokai-tail", group="krokai", langs="en")
def krokai_tail(passage: Passage, rng: Random) -> str | None:
    """The last six words give way to a phrase of the trade."""
    words = passage.text.split()
    phrase = rng.choice(["in accordance with applicable law", "as provided by this section", "subject to prior notice"])
    return " ".join(words[:-6]) + f" {phrase}." if len(words) >= 12 else None


@fact("head-added", group="word")
def head_added(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "zh":
        head = rng.choice(["据官方统计，", "专家一致认为，", "早在上世纪末，", "出乎意料的是，"])
        return passage.edit(0, 0, head)
    head = rng.choice(["Experts agree that ", "Only in theory, ", "For the first time, ", "Officials denied that "])
    return head + passage.text[0].lower() + passage.text[1:]


@fact("clauses-reordered", group="order")
def clauses_reordered(passage: Passage, rng: Random) -> str | None:
    body = passage.text.rstrip("。.!?！？")
    mark = (
        "，" if passage.lang == "zh" and "，" in body else "," if "," in body and passage.doc.corpus != "fm2" else None
    )
    if mark is None or '"' in body or "“" in body or "「" in body:
        return None
    clauses = [c.strip() for c in re.split(r"，|,(?=\s?\D)", body)]
    if len(clauses) < 2 or any(len(c) < 5 for c in clauses):
        return None
    i = rng.randrange(len(clauses) - 1)
    clauses[i], clauses[i + 1] = clauses[i + 1], clauses[i]
    return (mark if passage.lang == "zh" else ", ").join(clauses) + passage.text[len(body) :]


@fact("clause-omitted-unmarked", group="splice", whole=True)
def clause_omitted_unmarked(passage: Passage, rng: Random) -> str | None:
    ends = [m.end() for m in re.finditer(r"，|,\s", passage.text)]
    if len(ends) < 2:
        return None
    i = rng.randrange(len(ends) - 1)
    return passage.text[: ends[i]] + passage.text[ends[i + 1] :] if ends[i + 1] - ends[i] >= 6 else None


def halves(passage: Passage) -> tuple[str, str] | None:
    """The first clause of the sentence, and the last clause of the next one in the same paragraph."""
    doc, i = passage.doc, passage.index
    if i + 1 >= len(doc.sentences) or doc.paragraphs[i] != doc.paragraphs[i + 1]:
        return None
    first = re.split(r"[，,；;]", doc.sentences[i].text)
    last = re.split(r"[，,；;]", doc.sentences[i + 1].text)
    if len(first) < 2 or len(last) < 2 or len(first[0]) < 8 or len(last[-1].strip()) < 8:
        return None
    return first[0], last[-1].strip()


@fact("sentences-stitched", group="splice", whole=True)
def sentences_stitched(passage: Passage, _: Random) -> str | None:
    """The head of one sentence and the tail of the next, joined without a mark of omission."""
    parts = halves(passage)
    return parts and parts[0] + ("，" if passage.lang == "zh" else ", ") + parts[1]


@fact("sentences-far-stitched", group="splice", whole=True)
def sentences_far_stitched(passage: Passage, rng: Random) -> str | None:
    """Two whole sentences that are not neighbours, as if they were."""
    doc, i = passage.doc, passage.index
    j = rng.randrange(len(doc.sentences))
    if abs(i - j) < 3 or not passage.literal or len(doc.sentences[i].text) < 12 or len(doc.sentences[j].text) < 12:
        return None
    return doc.sentences[i].text + (" " if passage.lang == "en" else "") + doc.sentences[j].text


@fact("wrong-address", group="krokai", whole=True)
def wrong_address(passage: Passage, rng: Random) -> Draft | None:
    """The right words, claimed of another source."""
    text = passage.doc.text
    others = [s for i, s in enumerate(passage.doc.sentences) if i != passage.index]
    if not passage.literal or passage.text in "".join(s.text for s in others):
        return None
    return Draft(passage.text, text.replace(passage.text, rng.choice(others).text))


@fact("krokai-splice", group="krokai", check=Check.NONE, whole=True)
def krokai_splice(passage: Passage, rng: Random) -> Draft | None:
    """A … B, where B stands in another source."""
    doc = passage.doc
    j = rng.randrange(len(doc.sentences))
    other = doc.sentences[j].text
    if j == passage.index or not passage.literal or min(len(other), len(passage.text)) < 12:
        return None
    text = doc.text.replace(other, "")
    return None if other in text else Draft(f"{passage.text.rstrip('。.')} … {other}", text)


@fact("krokai-cut-condition", group="krokai", check=Check.VERBATIM, whole=True)
def krokai_cut_condition(passage: Passage, _: Random) -> str | None:
    """Cut before a condition or an exception: «…, but do not include X»."""
    pattern = (
        r"，(?:除非|但不包括|但不含|但不得|但不能|但[没沒]有|除外)"
        if passage.lang == "zh"
        else r",? (?:but (?:does|do|did) not include|except|unless|provided that|but not)\b"
    )
    found = re.search(pattern, passage.text)
    if not found or passage.text[: found.start()].count("（") > passage.text[: found.start()].count("）"):
        return None
    part = cut(passage, 0, found.start())
    return part.text if part and len(part.text) >= 12 else None


# The other operators of krokai are kinds above; they are drawn again under its names, in English as there.
for operator, maker in (
    ("insert-operator", negation_inserted_en),
    ("drop-negation", negation_deleted_en),
    ("digit", digit_changed),
):
    fact(f"krokai-{operator}", group="krokai", langs="en")(maker)
