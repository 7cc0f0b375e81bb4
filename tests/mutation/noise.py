"""Harmless noise: what copying, converting, glossing, typesetting and damaged encodings do to a true quote.

Most kinds are a change of text, `(text, lang, rng) -> text or None`, put on one side: the quote, the passage as it
stands in the source, its paragraph, or the whole source.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Callable
from random import Random

from mutation.corpus import HAN, Document, Passage, convert, simplify
from mutation.fairness import words_of
from mutation.kinds import KINDS, Check, Draft, Truth, fact, harmless

Change = Callable[[str, str, Random], str | None]
CHANGES: dict[str, tuple[Change, tuple[str, ...], str]] = {}
IS_HAN = re.compile(f"[{HAN}]")


def noise(
    name: str, *, side: str, langs: str = "zh en", group: str = "noise", minor: bool = False
) -> Callable[[Change], Change]:
    """Register a change of text; `side` names quote, passage, paragraph or source: one is drawn for each case."""
    sides = tuple(side.split())

    def decorate(change: Change) -> Change:
        CHANGES[name] = (change, sides, langs)
        make = functools.partial(put, change=change, sides=sides)
        harmless(name, group=group, langs=langs, minor=minor)(make)
        return change

    return decorate


def put(passage: Passage, rng: Random, *, change: Change, sides: tuple[str, ...]) -> Draft | None:
    """Put a change on one side of a true quote."""
    side = rng.choice(sides)
    if side == "quote":
        quote = change(passage.text, passage.lang, rng)
        return Draft(quote) if quote and quote != passage.text else None
    if not passage.literal:
        return None
    if side == "passage":
        new = change(passage.text, passage.lang, rng)
        return Draft(passage.text, passage.plant(new)) if new and new != passage.text else None
    text = passage.doc.text
    a, b = 0, len(text)
    if side == "paragraph":
        a, b = text.rfind("\n", 0, passage.start) + 1, text.find("\n", passage.start)
        b = b if b >= 0 else len(text)
    new = change(text[a:b], passage.lang, rng)
    if not new:
        return None
    text = text[:a] + new + text[b:]
    # A change that left this passage alone would test nothing.
    return Draft(passage.text, text) if passage.text not in text else None


def sprinkle(text: str, places: list[int], mark: str, rng: Random) -> str | None:
    """`mark` inserted at one or more of the places."""
    if not places:
        return None
    chosen = sorted(rng.sample(places, rng.randint(1, min(4, len(places)))), reverse=True)
    for at in chosen:
        text = text[:at] + mark + text[at:]
    return text


def between(pattern: str, text: str) -> list[int]:
    return [m.end() for m in re.finditer(pattern, text) if 0 < m.end() < len(text)]


# --- the quote as it stands


@harmless("verbatim", group="plain")
def verbatim(passage: Passage, rng: Random) -> str | None:
    del rng
    return passage.text if passage.literal else None


@harmless("clean-of-glossed-article", group="gloss", langs="zh")
def clean_of_glossed(passage: Passage, rng: Random) -> str | None:
    """The forum article as people write it, against its raw text."""
    del rng
    return passage.text if passage.doc.corpus.startswith("article") else None


@harmless("final-mark-dropped", group="punctuation")
def final_mark_dropped(passage: Passage, rng: Random) -> str | None:
    del rng
    text = passage.text.rstrip("。.")
    return text if text != passage.text and not re.search(r"\b[A-Z][a-z]?$", text) else None


# --- script


for _config in ("s2t", "s2tw", "s2hk", "t2s"):

    def _converted(text: str, lang: str, rng: Random, config: str = _config) -> str | None:
        del lang, rng
        # A text is converted from the script that it is written in: s2t over traditional text is nobody's habit.
        traditional = simplify(text) != text
        return convert(text, config) if traditional == (config == "t2s") else None

    noise(f"script-{_config}", side="quote passage source", langs="zh", group="script")(_converted)


def counterpart(doc: Document, index: int, corpora: dict[str, tuple[Document, ...]]) -> str | None:
    """The same sentence in the other script, as people checked it (GSD and GSDSimp share their sentence ids)."""
    other = {"gsd": "gsdsimp", "gsdsimp": "gsd"}.get(doc.corpus)
    number = int(doc.name.rsplit("-", 1)[-1]) if other else 0
    if not other or number >= len(corpora[other]) or index >= len(corpora[other][number].sentences):
        return None
    sentence = corpora[other][number].sentences[index]
    return sentence.text if sentence.key == doc.sentences[index].key else None


@harmless("script-human", group="script", langs="zh", whole=True)
def script_human(passage: Passage, rng: Random) -> str | None:
    del rng
    from mutation.build import corpora

    return counterpart(passage.doc, passage.index, corpora())


@noise("variant-characters", side="quote", langs="zh", group="script")
def variant_characters(text: str, lang: str, rng: Random) -> str | None:
    """Written variants of one character that regions differ in."""
    del lang
    variants = {
        "裏": "裡",
        "裡": "裏",
        "臺": "台",
        "為": "爲",
        "爲": "為",
        "峰": "峯",
        "群": "羣",
        "啟": "啓",
        "眾": "衆",
        "線": "綫",
        "產": "産",
        "衛": "衞",
    }
    places = [i for i, c in enumerate(text) if c in variants]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + variants[text[at]] + text[at + 1 :]


# --- glosses


@functools.cache
def readings(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(char, style=Style.TONE, heteronym=True)[0])


TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in plain if c not in TONES))


def numbered(reading: str) -> str:
    tone = [TONES[c] for c in unicodedata.normalize("NFD", reading) if c in TONES]
    return toneless(reading) + (tone[0] if tone else "5")


def gloss(text: str, rng: Random, shape: Callable[[str], str], *, ratio: float = 0.12) -> str | None:
    """Gloss every occurrence of some characters, as pages of this family do."""
    chars = sorted(set(IS_HAN.findall(text)))
    chosen = {c for c in chars if rng.random() < ratio}
    if not chosen:
        return None

    def glossed(char: str) -> str:
        reading = readings(char)[0]
        return char + shape(reading) if char in chosen and reading != char else char

    return "".join(glossed(c) if IS_HAN.match(c) else c for c in text)


GLOSS_SHAPES: dict[str, Callable[[str], str]] = {
    "marks-half": lambda r: f"({r})",
    "marks-full": lambda r: f"（{r}）",
    "numbers": lambda r: f"({numbered(r)})",
    "toneless": lambda r: f"({toneless(r)})",
    "decomposed": lambda r: f"({unicodedata.normalize('NFD', r)})",
}
for _name, _shape in GLOSS_SHAPES.items():

    def _glossed(text: str, lang: str, rng: Random, shape: Callable[[str], str] = _shape) -> str | None:
        del lang
        return gloss(text, rng, shape)

    noise(f"gloss-{_name}", side="source passage", langs="zh", group="gloss")(_glossed)
    noise(f"gloss-kept-{_name}", side="quote", langs="zh", group="gloss")(_glossed)


@noise("ruby", side="source passage", langs="zh", group="gloss")
def ruby(text: str, lang: str, rng: Random) -> str | None:
    del lang
    shapes = ["<rp>(</rp><rt>{}</rt><rp>)</rp>", "<rt>{}</rt>"]
    shape = rng.choice(shapes)
    glossed = gloss(text, rng, lambda r: "\x00" + r + "\x01", ratio=0.06)
    if glossed is None:
        return None
    return re.sub("(.)\x00(.+?)\x01", lambda m: f"<ruby>{m[1]}{shape.format(m[2])}</ruby>", glossed)


@harmless("gloss-in-both", group="gloss", langs="zh")
def gloss_in_both(passage: Passage, rng: Random) -> Draft | None:
    """A glossed source, and a quote that keeps other glosses."""
    if not passage.literal:
        return None
    text = gloss(passage.doc.text, rng, GLOSS_SHAPES["marks-half"])
    quote = gloss(passage.text, rng, GLOSS_SHAPES[rng.choice(sorted(GLOSS_SHAPES))])
    return Draft(quote, text) if text and quote else None


# --- width, punctuation, spaces


@noise("full-width", side="quote passage", group="width")
def full_width(text: str, lang: str, rng: Random) -> str | None:
    """ASCII letters and digits (in Chinese text) or everything (in English) in full width."""
    del rng
    pattern = "[0-9A-Za-z%+]" if lang == "zh" else "[!-~ ]"
    return re.sub(pattern, lambda m: "\u3000" if m.group() == " " else chr(ord(m.group()) + 0xFEE0), text)


HALF = str.maketrans("，；：（）！？", ",;:()!?")


@noise("half-width-punctuation", side="quote passage source", langs="zh", group="width")
def half_width_punctuation(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    return text.translate(HALF)


QUOTES = [("“", "”"), ('"', '"'), ("「", "」"), ("『", "』"), ("«", "»"), ("‘", "’"), ("„", "“")]


@noise("quotation-marks", side="quote passage", group="punctuation")
def quotation_marks(text: str, lang: str, rng: Random) -> str | None:
    found = re.findall(r"[“「『\"]([^“”「」『』\"]+)[”」』\"]", text)
    if not found or text.count('"') % 2:
        return None
    left, right = rng.choice(QUOTES[: 4 if lang == "zh" else 2])
    return re.sub(r"[“「『\"]([^“”「」『』\"]+)[”」』\"]", lambda m: left + m[1] + right, text)


@noise("apostrophes", side="quote passage", langs="en", group="punctuation")
def apostrophes(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    return text.translate({ord("'"): "’", ord("’"): "'"})


@noise("enclosing-marks", side="quote", group="punctuation")
def enclosing_marks(text: str, lang: str, rng: Random) -> str | None:
    if re.search(r"[“”「」『』\"«»]", text):
        return None
    left, right = rng.choice(QUOTES[:3] if lang == "zh" else QUOTES[:2])
    return left + text + right


@noise("dash-forms", side="quote passage", group="punctuation")
def dash_forms(text: str, lang: str, rng: Random) -> str | None:
    if lang == "zh":
        return re.sub("——|—|－－|──", lambda _: rng.choice(["——", "—", "──", "--"]), text)
    text = re.sub(r"\s?—\s?|\s–\s|\s--?\s", lambda _: rng.choice([" – ", "—", " — ", " -- "]), text)
    return re.sub(r"(?<=\d)[-–](?=\d)", lambda _: rng.choice("-–"), text)


@noise("hyphen-forms", side="quote passage", langs="en", group="punctuation")
def hyphen_forms(text: str, lang: str, rng: Random) -> str | None:
    """The typographic hyphens U+2010 and U+2011 for the ASCII one."""
    del lang
    return re.sub(r"(?<=[a-z])-(?=[a-z])", lambda _: rng.choice("‐‑"), text)


@noise("name-dots", side="quote passage", langs="zh", group="punctuation")
def name_dots(text: str, lang: str, rng: Random) -> str | None:
    del lang
    return re.sub("[·‧・•]", lambda _: rng.choice("·‧・•"), text)


@noise("spaces-han-latin", side="quote passage source", langs="zh", group="space")
def spaces_han_latin(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    return re.sub(rf"(?<=[{HAN}])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[{HAN}])", " ", text)


@noise("spaces-between-han", side="quote passage", langs="zh", group="space")
def spaces_between_han(text: str, lang: str, rng: Random) -> str | None:
    """Stray spaces inside Chinese text, or letter-spacing throughout."""
    del lang
    places = between(f"[{HAN}](?=[{HAN}])", text)
    if rng.random() < 0.2:
        return re.sub(f"(?<=[{HAN}])(?=[{HAN}])", " ", text)
    return sprinkle(text, places, rng.choice([" ", "\u3000"]), rng)


@noise("spaces-doubled", side="quote passage source", langs="en", group="space")
def spaces_doubled(text: str, lang: str, rng: Random) -> str | None:
    del lang
    return re.sub(r"(?<=\S) (?=\S)", lambda _: rng.choice([" ", "  ", "\t"]), text)


@noise("edge-space", side="quote", group="space")
def edge_space(text: str, lang: str, rng: Random) -> str | None:
    del lang
    return rng.choice([" ", "\n", "\u3000", "\ufeff", "\xa0"]) + text + rng.choice(["", " ", "\n", "\u3000"])


@noise("spaces-special", side="quote passage source", group="space")
def spaces_special(text: str, lang: str, rng: Random) -> str | None:
    """No-break, thin, narrow and ideographic spaces for plain ones, or beside Latin in Chinese."""
    space = rng.choice(["\xa0", "\u2009", "\u202f", "\u2002"])
    if lang == "en":
        return re.sub(r"(?<=\S) (?=\S)", lambda m: space if rng.random() < 0.4 else m.group(), text)
    return sprinkle(text, between(rf"[{HAN}](?=[0-9A-Za-z])|[0-9A-Za-z](?=[{HAN}])", text), space, rng)


def wrapped(text: str, lang: str, width: int, newline: str) -> str:
    """Every paragraph in lines of about `width`, broken between words or between Han characters."""

    def wrap(line: str) -> str:
        pieces = (
            re.findall(rf"[{HAN}]|\S" if lang == "zh" else r"\S+\s?", line)
            if lang == "en"
            else re.findall(r"[0-9A-Za-z.,%+-]+|.", line)
        )
        lines, current = [], ""
        for piece in pieces:
            if len(current) + len(piece) > width and piece not in "，。；、！？”」）":
                lines.append(current.rstrip())
                current = ""
            current += piece
        return newline.join([*lines, current])

    return "\n".join(wrap(line) for line in text.split("\n"))


@noise("line-wraps", side="quote passage source", group="space")
def line_wraps(text: str, lang: str, rng: Random) -> str | None:
    return wrapped(
        text, lang, rng.randint(12, 30) if lang == "zh" else rng.randint(30, 70), rng.choice(["\n", "\r\n", "\n  "])
    )


@noise("hard-hyphenation", side="passage source quote", langs="en", group="space")
def hard_hyphenation(text: str, lang: str, rng: Random) -> str | None:
    del lang
    places = between(r"\b[a-z]{3,5}(?=[a-z]{3,}\b)", text)
    places = [p for p in places if not re.search(r"-[a-z]*$", text[:p]) and not re.match("[a-z]*-", text[p:])]
    return sprinkle(text, places, "-\n", rng) if len(text) < 400 else _hyphenate_all(text, rng)


def _hyphenate_all(text: str, rng: Random) -> str:
    return re.sub(
        r"(?<![-\w])([a-z]{3,5})([a-z]{3,})(?![-\w])",
        lambda m: f"{m[1]}-\n{m[2]}" if rng.random() < 0.15 else m[0],
        text,
    )


ZERO_WIDTH = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f"]


@noise("zero-width", side="quote passage", group="invisible")
def zero_width(text: str, lang: str, rng: Random) -> str | None:
    del lang
    return sprinkle(text, list(range(1, len(text))), rng.choice(ZERO_WIDTH), rng)


@noise("soft-hyphens", side="quote passage source", group="invisible")
def soft_hyphens(text: str, lang: str, rng: Random) -> str | None:
    if lang == "zh":
        return sprinkle(text, between(f"[{HAN}](?=[{HAN}])", text), "\xad", rng)
    return re.sub(r"\b([A-Za-z]{3})([a-z]{3,})", lambda m: f"{m[1]}\xad{m[2]}" if rng.random() < 0.5 else m[0], text)


@noise("variation-selectors", side="quote passage", langs="zh", group="invisible")
def variation_selectors(text: str, lang: str, rng: Random) -> str | None:
    del lang
    return sprinkle(text, between(f"[{HAN}]", text), rng.choice(["\ufe00", "\U000e0100"]), rng)


# --- marks of the page


@noise("html-entities", side="quote passage", group="marks")
def html_entities(text: str, lang: str, rng: Random) -> str | None:
    named = {
        "“": "&ldquo;",
        "”": "&rdquo;",
        "—": "&mdash;",
        "–": "&ndash;",
        "·": "&middot;",
        "é": "&eacute;",
        "’": "&rsquo;",
    }
    escaped = "".join(named.get(c, c) for c in html.escape(text))
    if lang == "en" and rng.random() < 0.5:
        escaped = re.sub(r"(?<=\S) (?=\S)", lambda m: "&nbsp;" if rng.random() < 0.2 else m[0], escaped)
    if escaped == text:
        places = [i for i, c in enumerate(text) if not c.isspace()]
        for at in sorted(rng.sample(places, 2), reverse=True):
            escaped = escaped[:at] + rng.choice([f"&#{ord(text[at])};", f"&#x{ord(text[at]):x};"]) + escaped[at + 1 :]
    return escaped


def stretch(text: str, lang: str, rng: Random) -> tuple[int, int] | None:
    """A few words or characters inside the text."""
    if lang == "zh":
        found = [m.span() for m in re.finditer(rf"(?<!\d)(?<!\d[{HAN}])[{HAN}]{{2,6}}", text)]
    else:
        found = [m.span() for m in re.finditer(r"\b[A-Za-z]{3,}(?: [A-Za-z]{3,})?\b", text)]
    return rng.choice(found) if found else None


@noise("markdown-emphasis", side="quote passage", group="marks")
def markdown_emphasis(text: str, lang: str, rng: Random) -> str | None:
    span = stretch(text, lang, rng)
    if not span or re.search(r"[*_`]", text):
        return None
    mark = rng.choice(["**", "*", "***"] + (["__", "_"] if lang == "en" else []))
    a, b = span
    return f"{text[:a]}{mark}{text[a:b]}{mark}{text[b:]}"


@noise("footnote-marks", side="passage", group="marks")
def footnote_marks(text: str, lang: str, rng: Random) -> str | None:
    """A reference mark of the page behind a word or a clause, never right behind a figure."""
    number = rng.randint(1, 40)
    shapes = [
        f"[{number}]",
        f"[{number}]",
        "①",
        "¹",
        "²",
        f"[注{number % 9 + 1}]" if lang == "zh" else f"[note {number % 9 + 1}]",
    ]
    # Behind a unit a raised figure would be another unit.
    places = between(
        rf"(?![米里尺度])[{HAN}](?=[，。；])" if lang == "zh" else r"[a-z]{4}(?=[,.;]\s)|[a-z]{4}[,.;](?= )", text
    )
    places = [p for p in places if not re.search(r"\d\S{0,3}$", text[:p])]
    return sprinkle(text, places[:3], rng.choice(shapes), rng)


# --- composition


@noise("decomposed", side="quote passage", langs="en", group="composition")
def decomposed(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    return unicodedata.normalize("NFD", text)


@functools.cache
def compatibility() -> dict[str, list[str]]:
    """Compatibility ideographs and Kangxi radicals by the plain character that they stand for."""
    table: dict[str, list[str]] = {}
    for code in [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF), *range(0x2F800, 0x2FA1E)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table.setdefault(plain, []).append(chr(code))
    return table


@noise("compatibility-ideographs", side="quote passage", langs="zh", group="composition")
def compatibility_ideographs(text: str, lang: str, rng: Random) -> str | None:
    del lang
    table = compatibility()
    return "".join(rng.choice(table[c]) if c in table and rng.random() < 0.6 else c for c in text)


@noise("ligatures", side="quote passage source", langs="en", group="composition")
def ligatures(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    for plain, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = text.replace(plain, ligature)
    return text


# --- numerals


def han_number(n: int) -> str:
    """A whole number below 10^8 in Chinese numerals, as it is read out."""
    digits = "零一二三四五六七八九"
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        tail = "" if not low else ("零" if low < 1000 else "") + han_number(low)
        return han_number(high) + "万" + (tail if not (10 <= low < 20) else "零一" + tail.lstrip("零"))
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return re.sub("^一十", "十", out) or digits[0]


COUNTED = "(?=(?:个|人|名|位|种|座|条|月|日|号|岁|公里|米|次|家|所|间|周年|天|部|场|年(?!代)|万|亿))"


@noise("numerals-to-han", side="quote", langs="zh", group="numerals")
def numerals_to_han(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    simple = simplify(text)
    found = list(re.finditer(rf"(?<![\d.,:/~–到至-])[1-9]\d{{0,6}}{COUNTED}", simple))
    for m in reversed(found):
        year = re.match("年", simple[m.end() :])
        if year and len(m.group()) == 4:
            new = "".join("〇一二三四五六七八九"[int(d)] for d in m.group())
        elif m.group() == "2" and not re.match("[月日号]", simple[m.end() :]):
            continue  # 2个 is read 两个
        elif year and len(m.group()) == 3:
            continue  # 200年 may be a year or a span of years
        else:
            new = han_number(int(m.group()))
        text = text[: m.start()] + new + text[m.end() :]
    return text


def arabic(numeral: str) -> int | None:
    """The value of a plain Chinese numeral below ten thousand, or None where it is not one."""
    for n in range(1, 10_000):
        if han_number(n) == numeral:
            return n
    return None


arabic_cached = functools.cache(arabic)


@noise("numerals-to-arabic", side="quote", langs="zh", group="numerals")
def numerals_to_arabic(text: str, lang: str, rng: Random) -> str | None:
    del lang
    simple = simplify(text)
    digits = "一二三四五六七八九十百千零"
    counted = rf"(?<![几数多〇分约{digits}])[{digits}]{{2,7}}(?=[个名位月日人种座条岁次家年])"
    pattern = rf"{counted}|(?<=第)[{digits}]{{1,3}}(?=[个名位届次任])"
    found = [m for m in re.finditer(pattern, simple) if arabic_cached(m.group())]
    if not found:
        return None
    m = rng.choice(found)
    return text[: m.start()] + str(arabic_cached(m.group())) + text[m.end() :]


@noise("thousands-separators", side="quote", group="numerals")
def thousands_separators(text: str, lang: str, rng: Random) -> str | None:
    """18000 as 18,000 and the other way round; years and codes are left alone."""
    del rng
    if re.search(r"\d,\d{3}(?!\d)", text):
        return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    guard = (
        r"(?=\s*(?:[人名个個元米公万萬亿億吨噸户戶平年家只頭头台本册冊件棟栋英座條条]|$))"
        if lang == "zh"
        else r"(?=\s[a-z])"
    )
    pattern = rf"(?<![\d.,A-Za-z$])[1-9]\d{{4,}}(?![\d.,]){guard}"
    return re.sub(pattern, lambda m: f"{int(m.group()):,}", text)


@noise("magnitude-han", side="quote", langs="zh", group="numerals")
def magnitude_han(text: str, lang: str, rng: Random) -> str | None:
    """1.8万 as 18000, 18000 as 1.8万."""
    del lang, rng
    simple = simplify(text)
    found = re.search(r"(?<![\d.,])([1-9]\d{0,3})(?:\.(\d{1,4}))?万(?=[人元名个户平公册吨多余美辆座亩，。])", simple)
    if found:
        value = int(found[1]) * 10_000 + int((found[2] or "0").ljust(4, "0"))
        return text[: found.start()] + str(value) + text[found.end() :]
    found = re.search(r"(?<![\d.,])[1-9]\d{2,5}00(?=[人元名个户平公册吨多余美辆座亩])", simple)
    if not found or int(found.group()) < 10_000:
        return None
    short = f"{int(found.group()) / 10_000:f}".rstrip("0").rstrip(".")
    return text[: found.start()] + short + ("萬" if simple != text else "万") + text[found.end() :]


@noise("percent-han", side="quote", langs="zh", group="numerals")
def percent_han(text: str, lang: str, rng: Random) -> str | None:
    """75% as 百分之七十五."""
    del lang, rng
    found = re.search(r"(?<![\d.,~-])(\d{1,2})(?:\.(\d{1,2}))?[%％]", text)
    if not found or not int(found[1]):
        return None
    number = han_number(int(found[1])) if int(found[1]) else "零"
    if found[2]:
        number += "點" if simplify(text) != text else "点"
        number += "".join("零一二三四五六七八九"[int(d)] for d in found[2])
    return text[: found.start()] + "百分之" + number + text[found.end() :]


@noise("percent-word", side="quote", langs="en", group="numerals")
def percent_word(text: str, lang: str, rng: Random) -> str | None:
    """5% as 5 percent and 5 per cent, and back."""
    del lang
    if re.search(r"\d%", text):
        return re.sub(r"(?<=\d)%", rng.choice([" percent", " per cent"]), text)
    return re.sub(r"(?<=\d) (?:percent|per cent)\b", "%", text)


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@noise("english-dates", side="quote", langs="en", group="numerals")
def english_dates(text: str, lang: str, rng: Random) -> str | None:
    """12 March 2015 as March 12, 2015 and the other way round."""
    del lang, rng
    months = "|".join(MONTHS)
    new = re.sub(rf"\b(\d{{1,2}}) ({months}) (\d{{4}})\b", r"\2 \1, \3", text)
    if new != text:
        return new
    return re.sub(rf"\b({months}) (\d{{1,2}}), (\d{{4}})\b", r"\2 \1 \3", text)


# --- omission, case


@harmless("ellipsis-harmless", group="omission", whole=True)
def ellipsis_harmless(passage: Passage, rng: Random) -> str | None:
    """An inner clause left out, with its mark, that denies, limits and contrasts nothing."""
    from mutation.edges import elide

    made = elide(passage, rng, hides=False)
    return made[0] if made and len(made[1]) <= (24 if passage.lang == "zh" else 70) else None


@noise("ellipsis-at-edge", side="quote", group="omission")
def ellipsis_at_edge(text: str, lang: str, rng: Random) -> str | None:
    mark = rng.choice(["……", "…"] if lang == "zh" else ["… ", "... "])
    return mark + text if rng.random() < 0.5 else text.rstrip("。.") + mark.strip()


@noise("sentence-initial-case", side="quote", langs="en", group="case")
def sentence_initial_case(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    if re.match(r"(?:The|A|An|In|On|At|It|He|She|They|This|These|After|Many|Some|As|By|When|There|Its|His|Her) ", text):
        return text[0].lower() + text[1:]
    return text[0].upper() + text[1:] if re.match(r"[a-z]{2,} ", text) else None


# --- minor by nature


@noise("word-case", side="quote", langs="en", group="minor", minor=True)
def word_case(text: str, lang: str, rng: Random) -> str | None:
    del lang
    names = r"(?:will|mark|bill|march|rose|hope|grace|degrees|miles|moon|earth)\b"
    places = [m.start() for m in re.finditer(rf"(?<= )(?!{names})[a-z](?=[a-z]{{3,}} )", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + text[at].upper() + text[at + 1 :]


@noise("articles", side="quote", langs="en", group="minor", minor=True)
def articles(text: str, lang: str, rng: Random) -> str | None:
    del lang
    # Before a superlative, an ordinal or «only» the article says that there is one.
    single = r"(?:only|first|second|third|other|most|least|last|next|same|sole|\w+est)\b"
    found = list(re.finditer(rf"(?<= )(?<!ll )(?<!oth )the (?!{single})(?=[a-z])", text))
    if not found:
        return None
    m = rng.choice(found)
    return text[: m.start()] + text[m.end() :]


@noise("hyphen-space", side="quote", langs="en", group="minor", minor=True)
def hyphen_space(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    # A prefix or a number needs its hyphen.
    bound = r"\b(?:non|anti|pre|semi|self|one|two|three|four|five|six|seven|eight|nine|ten|half|third)"
    found = [
        m for m in re.finditer(r"(?<=[a-z]{3})-(?=[a-z]{3})", text) if not re.search(f"(?i){bound}$", text[: m.start()])
    ]
    return text[: found[0].start()] + " " + text[found[0].end() :] if found else None


@harmless("de-particles", group="minor", langs="zh", minor=True)
def de_particles(passage: Passage, rng: Random) -> str | None:
    """的, 地 and 得 confused, where one of them is a particle."""
    found = [w for w in passage.words if w.text in "的地得" and w.pos in ("PART", "SCONJ", "ADP")]
    found = [w for w in found if w.start > 0 and w.end < len(passage.text) - 1]
    if not found:
        return None
    word = rng.choice(found)
    return passage.edit(word.start, word.end, "的" if word.text != "的" else rng.choice("地得"))


@noise("ocr-digits", side="quote passage", group="ocr", minor=True)
def ocr_digits(text: str, lang: str, rng: Random) -> str | None:
    """O for 0, l for 1, S for 5 in a figure that keeps true digits."""
    del lang
    looks = {"0": "Oo", "1": "lI", "5": "S", "8": "B", "6": "b"}
    found = [m for m in re.finditer(r"(?<![\w.,])\d{3,}(?![\w.,])", text) if set(m.group()) & set(looks)]
    found += [m for m in re.finditer(rf"(?<=[{HAN}])\d{{3,}}(?=[{HAN}])", text) if set(m.group()) & set(looks)]
    if not found:
        return None
    m = rng.choice(found)
    at = m.start() + rng.choice([i for i, c in enumerate(m.group()) if c in looks])
    return text[:at] + rng.choice(looks[text[at]]) + text[at + 1 :]


@noise("ocr-letters", side="quote passage", langs="en", group="ocr", minor=True)
def ocr_letters(text: str, lang: str, rng: Random) -> str | None:
    """Misread letters: rn for m, 1 for l, 0 for o, cl for d in a longer word in lower case."""
    del lang
    looks = {"m": "rn", "l": "1", "o": "0", "d": "cl", "w": "vv"}
    # Names are left alone: in them a letter is the fact.
    words = list(re.finditer(r"(?<![\w'’-])[a-z]{6,}(?![\w'’-])", text))
    found = [x for m in words for x in re.finditer("[mlodw]", text) if m.start() + 1 < x.start() < m.end() - 2]
    if not found:
        return None
    m = rng.choice(found)
    return text[: m.start()] + looks[m.group()] + text[m.end() :]


@harmless("sentence-end-invented", group="minor", minor=True, whole=True)
def sentence_end_invented(passage: Passage, rng: Random) -> str | None:
    """A quote cut at a comma that closes with a full stop of its own."""
    from mutation.corpus import GOVERNS

    mark = "，" if passage.lang == "zh" else ", "
    ends = [m.start() for m in re.finditer(mark, passage.text)]
    ends = [e for e in ends if e > (10 if passage.lang == "zh" else 35) and not GOVERNS.search(passage.text[e:])]
    if not ends or re.search(r"[“「『\"（(《]", passage.text):
        return None
    return passage.text[: rng.choice(ends)] + ("。" if passage.lang == "zh" else ".")


# --- damaged encodings


def as_cp1252(data: bytes) -> str:
    """As browsers and editors read it: the five bytes that the code page lacks become control characters."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


@noise("utf8-as-cp1252", side="paragraph source", group="damage")
def utf8_as_cp1252(text: str, lang: str, rng: Random) -> str | None:
    del lang, rng
    return as_cp1252(text.encode()) if not text.isascii() else None


@noise("utf8-as-cp1252-curly", side="paragraph", langs="en", group="damage")
def utf8_as_cp1252_curly(text: str, lang: str, rng: Random) -> str | None:
    """English whose apostrophes and quotation marks were typographic before the damage: itâ€™s."""
    del lang, rng
    curly = re.sub(r"(?<=\w)'(?=\w)", "’", re.sub(r'"([^"]+)"', "“\\1”", text))
    return as_cp1252(curly.encode()) if not curly.isascii() else None


@noise("utf8-as-gbk", side="passage", langs="zh", group="damage")
def utf8_as_gbk(text: str, lang: str, rng: Random) -> str | None:
    """Only where every byte finds its pair, so that nothing is lost."""
    del lang, rng
    try:
        return text.encode().decode("gbk")
    except UnicodeDecodeError:
        return None


@noise("utf8-as-gbk-lossy", side="passage", langs="zh", group="damage", minor=True)
def utf8_as_gbk_lossy(text: str, lang: str, rng: Random) -> str | None:
    """The same with one or two bytes lost to a replacement mark."""
    del lang
    damaged = text.encode().decode("gbk", "replace")
    if not 1 <= damaged.count("\ufffd") <= 2 or len(text) < 16:
        return None
    return damaged.replace("\ufffd", rng.choice(["\ufffd", "?"]))


def one_byte_late(chars: str, after: str) -> str | None:
    """GBK read one byte out of step over three characters before a bracket, as the forum article has it.

    The first byte stands alone and becomes `?`; the pairs that follow are misread; the last byte swallows the
    bracket and becomes `?`; full-width signs among them are folded to ASCII.
    """
    try:
        data = chars.encode("gbk")
    except UnicodeEncodeError:
        return None
    # A last byte in ASCII, as 時 has, would stay a letter and leave the bracket alone.
    if len(data) != 2 * len(chars) or after != "(" or data[-1] < 0x80:
        return None
    try:
        middle = data[1:-1].decode("gbk")
    except UnicodeDecodeError:
        return None
    if any(unicodedata.category(c) in ("Co", "Cn", "Cc") for c in middle):
        return None
    return "?" + middle.translate(HALF) + "?"


@harmless("gbk-one-byte-late", group="damage", langs="zh")
def gbk_one_byte_late(passage: Passage, rng: Random) -> Draft | None:
    """A glossed source with one damaged spot of three characters, quoted clean in either script."""
    if not passage.literal:
        return None
    glossed = gloss(passage.text, rng, GLOSS_SHAPES["marks-half"], ratio=0.25)
    if not glossed:
        return None
    spots = [m for m in re.finditer(rf"([{HAN}]{{3}})\((?=[^)]+\))", glossed) if one_byte_late(m[1], "(")]
    if not spots:
        return None
    m = rng.choice(spots)
    damaged = glossed[: m.start()] + str(one_byte_late(m[1], "(")) + glossed[m.end() :]
    quote = passage.text if rng.random() < 0.5 else convert(passage.text, "t2s" if passage.doc.hant else "s2t")
    return Draft(quote, passage.plant(damaged))


# --- several at once

COMBINED = {
    "zh": [
        "half-width-punctuation",
        "spaces-han-latin",
        "line-wraps",
        "gloss-marks-half",
        "zero-width",
        "script-t2s",
        "script-s2t",
        "compatibility-ideographs",
    ],
    "en": [
        "line-wraps",
        "ligatures",
        "apostrophes",
        "soft-hyphens",
        "spaces-special",
        "zero-width",
        "hard-hyphenation",
    ],
}


def changed(name: str, text: str, lang: str, rng: Random) -> str | None:
    return CHANGES[name][0](text, lang, rng) if name in CHANGES else None


@harmless("combined", group="combined")
def combined(passage: Passage, rng: Random) -> Draft | None:
    """One noise on the quote and another on the source."""
    if not passage.literal:
        return None
    names = COMBINED[passage.lang]
    on_quote, on_source = rng.sample(names, 2)
    quote = changed(on_quote, passage.text, passage.lang, rng)
    source = changed(on_source, passage.text, passage.lang, rng)
    if not quote or not source or passage.text in (quote, source):
        return None
    return Draft(quote, passage.plant(source))


@harmless("combined-three", group="combined", langs="zh")
def combined_three(passage: Passage, rng: Random) -> Draft | None:
    """The other script, glosses in the source and half-width punctuation, as in the forum article."""
    if not passage.literal:
        return None
    source = gloss(passage.text, rng, GLOSS_SHAPES[rng.choice(["marks-half", "marks-full"])], ratio=0.3)
    quote = convert(passage.text, "t2s" if passage.doc.hant else rng.choice(["s2t", "s2tw", "s2hk"]))
    return Draft(quote, passage.plant(source.translate(HALF))) if source and quote != passage.text else None


# --- a changed fact under noise must not pass either


def under(change: str, where: str) -> Callable[[Passage, Random], Draft | None]:
    """A maker of fact changes in a noisy source, or with a noisy quote."""

    def make(passage: Passage, rng: Random) -> Draft | None:
        kinds = [k for k in KINDS.values() if k.truth is Truth.FACT and k.check is Check.ALTERED]
        kinds = [k for k in kinds if passage.lang in k.langs and k.group in UNDER_NOISE and k.name not in CARRIED]
        made = rng.choice(kinds).make(passage, rng)
        if not isinstance(made, str) or not passage.literal or words_of(made) in words_of(passage.doc.text):
            return None
        noisy = changed(change, made if where == "quote" else passage.text, passage.lang, rng)
        if noisy is None:
            return None
        return Draft(noisy) if where == "quote" else Draft(made, passage.plant(noisy))

    return make


UNDER_NOISE = {"number", "date", "unit", "negation", "comparison", "name", "title", "modality"}
CARRIED = {"sign-dropped", "sign-added", "wrong-address"}
for _change, _where, _langs in (
    ("gloss-marks-half", "passage", "zh"),
    ("gloss-numbers", "passage", "zh"),
    ("script-t2s", "quote", "zh"),
    ("script-s2tw", "quote", "zh"),
    ("half-width-punctuation", "quote", "zh"),
    ("line-wraps", "passage", "zh en"),
    ("zero-width", "quote", "zh en"),
    ("ligatures", "passage", "en"),
    ("spaces-special", "quote", "zh en"),
    ("hard-hyphenation", "passage", "en"),
    ("utf8-as-gbk-lossy", "passage", "zh"),
    ("utf8-as-cp1252", "passage", "zh en"),
    ("full-width", "quote", "zh en"),
    ("footnote-marks", "passage", "zh en"),
):
    fact(f"fact-under-{_change}", group="fact-under-noise", langs=_langs)(under(_change, _where))


@fact("fact-under-byte-damage", group="fact-under-noise", langs="zh")
def fact_under_byte_damage(passage: Passage, rng: Random) -> Draft | None:
    """One character of the damaged spot claimed as another: the bytes that remain say no."""
    if not passage.literal:
        return None
    glossed = gloss(passage.text, rng, GLOSS_SHAPES["marks-half"], ratio=0.25)
    spots = list(re.finditer(rf"([{HAN}]{{3}})\((?=[^)]+\))", glossed or ""))
    spots = [m for m in spots if one_byte_late(m[1], "(") and passage.text.count(m[1]) == 1]
    if not glossed or not spots:
        return None
    m = rng.choice(spots)
    other = rng.choice([c for c in "天地人山水火木金土田禾竹米衣車門口手足" if c not in m[1]])
    quote = passage.text.replace(m[1], m[1][0] + other + m[1][2])
    return Draft(quote, passage.plant(glossed[: m.start()] + str(one_byte_late(m[1], "(")) + glossed[m.end() :]))
