"""The folds, in run order. Each is a named, offset-keeping pass; docs/matching.md says what each never does.

A fold is a tuple of steps; a step yields replacements against the text it is given. A new fold is a few lines here
and an entry in FOLDS. Nothing here compares two texts: equality after all folds is decided in `forumcite.verify`.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from forumcite.patterns import lazy
from forumcite.text import damage, gloss, markup, numerals, script
from forumcite.text.characters import is_cjk, is_han
from forumcite.text.view import Replacement, View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    Step = Callable[[str], Iterator[Replacement]]

_HAN = gloss.HAN
# Characters between which white space means nothing: Han, kana, bopomofo and their punctuation.
_CJK = (
    _HAN
    + "\u2e80-\u2fdf\u3001-\u3006\u3008-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\uf900-\ufaff"
    + "\ufe30-\ufe4f\uff01-\uff60"
)


# --- marks ------------------------------------------------------------------------------------------------------

_ENTITY = lazy(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INVISIBLE = lazy(
    "\u00ad[ \t]*\r?\n[ \t]*|"
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
)
_NOTE_LABEL = (
    r"(?:[0-9０-９]{1,3}(?:\s?[,–-]\s?[0-9]{1,3})*|[a-z](?=[^A-Za-z][^A-Za-z]|.\Z)"
    r"|(?:注|註|note |n )\s?[0-9]{0,3}|citation needed|來源請求|来源请求)"
)
# A page number stands behind the mark in Wikipedia: [7]:23.
_NOTE_PAGE = r"(?::[0-9]{1,4}(?:[-–][0-9]{1,4})?(?![0-9:]|\.[0-9]))?"
# The patterns begin with the mark and look back past it: a look-behind in front would be tried at every character.
_FOOTNOTE = lazy(
    rf"[\[［〔【](?<=[^\W\d_].|[。，、；：！？.,;:!?”’」』）)\]］〕】\"'%].)"
    rf"{_NOTE_LABEL}[\]］〕】]{_NOTE_PAGE}(?![0-9(号號])"
    r"|[\[［〔【](?<=[0-9].)[0-9０-９]{1,3}[\]］〕】](?=[\s。，、；：,.;:)）]|\Z)"
)
_SUPERSCRIPT = lazy(
    rf"[¹²³⁰⁴-⁹](?:(?<=[{_HAN}。，、；：！？.,;:!?”’」』）)\"'].)[¹²³⁰⁴-⁹]{{0,2}}"
    r"|(?<=[A-Za-z\u00c0-\u024f][a-z\u00df-\u024f]{3}.)[¹²³⁰⁴-⁹]{0,2}(?=[\s.,;:)]|$))"
)
# A circled figure before a stop, behind a word; behind 图 or 第 it is the word's own.
_CIRCLED = lazy(
    rf"[①-⑳](?<=[{_HAN}A-Za-z”’」』）)].)(?<![图圖表式例注註第条條款項项步題题點点].)[①-⑳]?(?=[，。、；：！？,.;:!?])"
)
# Behind a word or a stop a dagger refers to a note.
_DAGGER = lazy(rf"[†‡](?<=[{_HAN}A-Za-z。，；：.,;:”\"].)(?![0-9])")
_SQUARED_UNITS = lazy(
    r"(?:met(?:er|re)s?|inch(?:es)?|miles?|yards?|pixels?|acres?|feet|foot|seconds?|hours?|volts?|watts?|amps?|grams?|hertz)"
    rf"[¹²³⁰⁴-⁹]|[0-9０-９{numerals.CHARACTERS}][千公厘釐分毫英海]?[米里尺寸码碼克秒][²³]"
)
# The marks of notes, and where each of them is one.
_NOTE_MARKS = {
    frozenset("[［〔【"): _FOOTNOTE,
    frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"): _CIRCLED,
    frozenset("†‡"): _DAGGER,
    frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹"): _SUPERSCRIPT,
}
_EMPHASIS = lazy(
    r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*\\])\1(?:(?![\w*])|(?=["
    + _CJK
    + r"]))|(?<![\w*\\])(\*{2,3})(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*\\])\3"
    r"|(?<=[" + _CJK + r"])(\*{1,3})(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*\\])\5(?!\*)"
    r"|(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,500}?)(?<=[^\s_\\])\7(?!\w)"
    r"|(?<![`\w])(`{1,2})(?=[^\s`])([^`\n]{1,500}?)(?<=[^\s`])\9(?![`\w])"
    r"|(?<=[A-Za-z0-9])(\*{2,3})(?=[" + _CJK + r"])([^*\n]{1,500}?)(?<=[^\s*\\])\11(?!\*)"
)


_EMPHASIS_MARKS = lazy(r"[*_`](?:(?<=\*)\**|(?<=_)_*|(?<=`)`*)")


def _entities(text: str) -> Iterator[Replacement]:
    for match in _ENTITY.finditer(text):
        decoded = html.unescape(match[0])
        if decoded != match[0]:
            yield Replacement(match.start(), match.end(), decoded)


def _invisible(text: str) -> Iterator[Replacement]:
    for match in _INVISIBLE.finditer(text):
        yield Replacement(match.start(), match.end(), "")


def footnotes(text: str) -> Iterator[Replacement]:
    """Reference marks: [1], [注2], ① before a stop, ¹ after a Han character, a word or a stop; never an exponent."""
    found = [
        Replacement(match.start(), match.end(), "")
        for signs, pattern in _NOTE_MARKS.items()
        if not signs.isdisjoint(text)
        for match in pattern.finditer(text)
        if pattern is not _SUPERSCRIPT or not _SQUARED_UNITS.search(text[max(0, match.start() - 8) : match.end()])
    ]
    yield from sorted(found)


# [t]he and [T]he: the editor says that the letter had the other case.
_BRACKETED_INITIAL = lazy(r"\[(?<![A-Za-z0-9]\[)([A-Za-z])\](?=[a-z]|(?<=\A\[[Aa]\]) [a-z])")


def _bracketed_initial(text: str) -> Iterator[Replacement]:
    """[T]he as the: here, for once *space* has run, re[s]ign and and [i]t look alike."""
    for match in _BRACKETED_INITIAL.finditer(text):
        yield Replacement(match.start(), match.end(), match[1].lower())


def _emphasis(text: str) -> Iterator[Replacement]:
    end = 0
    for run in _EMPHASIS_MARKS.finditer(text):
        match = _EMPHASIS.match(text, run.start()) if run.start() >= end else None
        if match:
            mark = next(group for group in match.group(1, 3, 5, 7, 9, 11) if group)
            end = match.end()
            yield Replacement(match.start(), match.start() + len(mark), "")
            yield Replacement(end - len(mark), end, "")


# --- composition ------------------------------------------------------------------------------------------------

# Unicode, EquivalentUnifiedIdeograph: the radicals of the supplement that text extraction puts for characters.
_RADICALS = dict(
    zip(
        "⺀⺁⺄⺅⺆⺇⺈⺉⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺴⺶⺷⺸⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻱⻲⻳",
        "冫厂乙亻冂几刀刂㔾小小兀尣尢尣巳幺彑忄心扌攵旡日月歺母民氵氺灬爪爫丬牛犭王疋目示礻竹糸纟罓罒罒羊羊羋耂聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶邑钅長镸长门阜阝青韦页风飞食饣食饣马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜亀龟",
        strict=True,
    )
)
_LIGATURES = lazy("[\ufb00-\ufb06\u0132\u0133\u01c4-\u01cc]")
_VARIATION = lazy("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


@cache
def _radical_table() -> dict[int, str]:
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    return kangxi | {ord(radical): character for radical, character in _RADICALS.items()}


def _compose(text: str) -> Iterator[Replacement]:
    """NFC, cluster by cluster, so that each composed character knows its span."""
    if unicodedata.is_normalized("NFC", text):
        return
    position = 0
    while position < len(text):
        end, last = position + 1, min(len(text), position + _LONGEST_CLUSTER)
        while end < last and _continues(text, position, end):
            end += 1
        composed = unicodedata.normalize("NFC", text[position:end])
        if composed != text[position:end]:
            yield Replacement(position, end, composed)
        position = end


# No writing puts more marks on a letter than 30 (UAX #15, Stream-Safe Text Format), and to order n of them costs n².
_LONGEST_CLUSTER = 32


def _continues(text: str, first: int, at: int) -> bool:
    """Whether the character at `at` belongs to the cluster that begins at `first`."""
    character = text[at]
    if character.isascii():
        return False
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mc", "Mn"):
        return True
    # Conjoining jamo compose with what stands before them though their combining class is 0.
    return "\u1160" <= character <= "\u11ff" and len(unicodedata.normalize("NFC", text[first : at + 1])) == 1


def _variation(text: str) -> Iterator[Replacement]:
    for match in _VARIATION.finditer(text, 1):
        yield Replacement(match.start() - 1, match.end(), text[match.start() - 1])


def _radicals(text: str) -> Iterator[Replacement]:
    table = _radical_table()
    for match in re.finditer("[\u2e80-\u2fd5]", text):
        if (character := table.get(ord(match[0]))) is not None:
            yield Replacement(match.start(), match.end(), character)


def _ligatures(text: str) -> Iterator[Replacement]:
    for match in _LIGATURES.finditer(text):
        yield Replacement(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))


# --- width ------------------------------------------------------------------------------------------------------

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0xFFE0: "¢",
    0xFFE1: "£",
    0xFFE2: "¬",
    0xFFE5: "¥",
    0xFFE6: "₩",
    0xFF61: "。",
    0xFF62: "「",
    0xFF63: "」",
    0xFF64: "、",
    0xFF65: "・",
    0x2236: ":",
}
# Between half-width figures a full-width comma separates two numbers, and a full stop two sentences: no decimals.
_KEPT = lazy(r"(?<=[0-9])[，。](?=[0-9])")
_STOP = lazy("[。｡](?:(?<![0-9０-９].)|(?![0-9０-９]))")
# Vertical and small forms whose plain sign a later step must still see as full-width.
_VERTICAL = {"\ufe10": "，", "\ufe12": "。", "\ufe50": "，"}
_ORDINAL_ENDING = lazy("[ˢⁿʳᵗ](?<=[0-9].)(?:(?<=ˢ)ᵗ|(?<=[ⁿʳ])ᵈ|(?<=ᵗ)ʰ)(?![\\wᵃ-ᶻ])")
_COMPATIBLE = lazy(
    "[\ufe10-\ufe19\ufe30-\ufe44\ufe47-\ufe52\ufe54-\ufe66\ufe68-\ufe6b\uff66-\uff9f\u2160-\u217f\u3371-\u33df\u32cc-\u32cf\u2100-\u2101\u2103\u2105\u2109\u212a\u212b\u2126\u00b5\u2116"
    "\u2102\u210a-\u210e\u2110-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2131\u2133\u2134"
    "\U0001d400-\U0001d7ff]+"
)
_POWERS = {"2": "²", "3": "³"}


def _width(text: str) -> Iterator[Replacement]:
    kept = {match.start() for match in _KEPT.finditer(text)}
    for match in re.finditer("[\u2236\uff01-\uff65\uffe0-\uffe6]", text):
        if match.start() not in kept and (narrow := _FULL_WIDTH.get(ord(match[0]))) is not None:
            yield Replacement(match.start(), match.end(), narrow)


# The characters that transliterate foreign names, after the tables of 《世界人名翻译大辞典》 (Xinhua, 2007).
_OF_NAMES = (
    "阿埃艾爱愛安昂奥奧巴白拜班邦包保鲍鮑贝貝本比彼宾賓波伯勃博布查达達戴丹道德登邓鄧迪蒂丁杜顿頓多厄恩尔爾法凡范菲费費芬丰豐夫"
    "弗佛福富盖蓋甘冈岡高戈哥格古瓜圭哈汉漢豪赫亨洪胡华華惠霍基吉季加贾賈简簡杰傑金卡凯凱坎康考科克肯孔库庫奎拉莱萊赖賴兰蘭朗劳勞勒雷里"
    "裡利莉得柴可钦欽捷涅契丽麗连連廉列林琳留卢盧鲁魯伦倫罗羅洛马馬玛瑪迈邁麦麥曼芒毛梅门門蒙米密明莫墨默姆穆纳納娜奈南瑙内內尼妮年宁寧纽紐农農努诺諾"
    "欧歐帕派潘庞龐佩彭皮平泼潑珀普奇齐齊恰乔喬切琴丘让讓热熱仁日荣榮瑞若萨薩塞赛賽桑瑟森沙山尚舍申圣聖什史士舒朔司丝絲斯思松苏蘇索"
    "所塔泰坦汤湯唐特滕提田廷图圖土托瓦万萬旺威韦韋维維魏温溫文翁沃乌烏武西希锡錫夏香肖谢謝欣辛休雅亚亞扬揚尧堯耶叶葉伊因英尤雨约約"
    "泽澤曾扎詹珍芝朱茲兹宗佐"
)
# 吉米．卡特: a full stop in the middle of a name; two such characters on both sides, for 。 is written so as well.
_STOP_IN_NAME = lazy(rf"[．.﹒](?<=[{_OF_NAMES}]{{2}}.)(?=[{_OF_NAMES}]{{2}})")


def _stops_in_names(text: str) -> Iterator[Replacement]:
    """A full stop that parts a foreign name, as the name dot that it stands for; 。 ends a sentence."""
    for match in _STOP_IN_NAME.finditer(text):
        yield Replacement(match.start(), match.end(), "·")


def _stops(text: str) -> Iterator[Replacement]:
    for match in _STOP.finditer(text):
        yield Replacement(match.start(), match.end(), ".")


def _voiced_kana(text: str) -> Iterator[Replacement]:
    """Half-width kana with their voicing marks, two characters that are one: ｶﾞ."""
    for match in re.finditer("[\uff66-\uff9d][\uff9e\uff9f]", text):
        composed = unicodedata.normalize("NFKC", match[0])
        if len(composed) == 1:
            yield Replacement(match.start(), match.end(), composed)


def _compatible(text: str) -> Iterator[Replacement]:
    """Presentation forms and square units, ㎡ as m²: NFKC would make it m2, another figure."""
    for match in _COMPATIBLE.finditer(text):
        for offset, character in enumerate(match[0]):
            plain = _VERTICAL.get(character) or unicodedata.normalize("NFKC", character)
            decomposed = unicodedata.decomposition(character)
            if "\u3371" <= character <= "\u33df" and decomposed.endswith(("0032", "0033", "00B2", "00B3")):
                plain = plain[:-1] + _POWERS[plain[-1]]
            if plain != character:
                yield Replacement(match.start() + offset, match.start() + offset + 1, plain.replace("∕", "/"))


# A subscript behind a letter or a bracket counts atoms, H₂O; before a figure it is the base of log₂8.
_SUBSCRIPTS = lazy(r"[₀-₉](?<=[A-Za-z)].)[₀-₉]*(?![0-9₀-₉])")
_CIRCLED_NUMBER = lazy("[①-⑳](?<![0-9①-⑳].)(?=[号號期级級类類组組])")


def _plain_digits(text: str) -> Iterator[Replacement]:
    """CO₂ as CO2, ①号 as 1号 and 19ᵗʰ as 19th; exponents stay, for 10² is not 102."""
    found = [
        Replacement(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))
        for pattern in (_SUBSCRIPTS, _CIRCLED_NUMBER, _ORDINAL_ENDING)
        for match in pattern.finditer(text)
    ]
    yield from sorted(found)


# --- quotes, dots, dashes ---------------------------------------------------------------------------------------

_DOUBLE = '“”„‟«»「」『』〝〞〟＂"'
_SINGLE = "‘’‚‛‹›'`´\u02bc\u02bb"
_QUOTES = lazy(f"[{_DOUBLE}{_SINGLE}′]")
_DECADE = lazy(r"(?<=[0-9]0)['’](?=s(?![A-Za-z]))")
# A prime is an apostrophe in don′t, but not in 3′ or f′g.
_APOSTROPHE = lazy(
    "[‘’‛'`´\u02bc\u02bb](?<=[^\\W_].)(?=[^\\W_])|′(?:(?<=[^\\W\\d_]{2}.)(?=[^\\W\\d_])|(?<=[^\\W\\d_].)(?=[^\\W\\d_]{2}))"
)
# Marks made of two signs or of primes, in pairs: behind a figure they are inches.
_MADE_MARKS = lazy(r"(``|''|‘‘|″)(?=[^\s'`])([^\n`″]{1,600}?)(?<=[^\s`])(''|’’|″)(?!['’A-Za-z0-9])")
_ELLIPSIS = lazy(r"[…⋯‥.。](?:(?<=[…⋯‥])[…⋯‥]*|(?<=\.)(?:\.{2,}|(?: \.){2,})|(?<=。)。{2,})(?:[…⋯‥]|\.{3,}|。{3,})*")
_TITLE_BRACKETS = str.maketrans("〈〉⟨⟩", "《》《》")
# The stops of initials, U.S. and p.m., and of a title before a name, Mr. Smith: house styles differ. A digit beside
# them, and what may end a sentence, keeps its stop.
_INITIALS = lazy(r"\.(?<=(?<![A-Za-z0-9])(?<![A-Za-z0-9]\.)[A-Za-z]\.)(?:[A-Za-z]\.)+(?![A-Za-z0-9.])")
_TITLES = "Mr Mrs Ms Mx Messrs Dr Prof St Gov Sen Rep Pres Gen Maj Lt Col Capt Cmdr Adm Sgt Cpl Rev Fr Hon".split()
_SPACE_OF_TITLE = r"\s{0,3}"  # *space* has not run yet
_TITLE_STOP = lazy(
    rf"\.(?:(?={_SPACE_OF_TITLE}[A-Z][a-z.'])(?:{'|'.join(rf'(?<=(?<![A-Za-z0-9]){title}.)' for title in _TITLES)})"
    rf"|(?=,|{_SPACE_OF_TITLE}[a-z(])(?<=\s[JS]r.))"
)
# No. 5, as an abbreviation always No: without its stop, "no 5" denies.
_NUMBER_STOP = lazy(rf"[Nn](?<![A-Za-z0-9].)o\.(?={_SPACE_OF_TITLE}[0-9])")
# William T. Sherman and T. S. Eliot: one capital, or several, inside a name. A sentence that ends in one, plan B. The
# port, goes on with a word that begins sentences.
_BEGINS_SENTENCES = (
    "The|This|That|These|Those|There|Then|Thus|Though|They|Their|Its?|He|She|We|You|Our|His|Her|My|Your|And?|As|At|After"
    "|Although|Also|All|Any|Before|Both|But|By|Because|Despite|During|Each|Even|Every|For|From|Here|How|However|If|In"
    "|Into|Instead|Is|Are|Was|Were|Let|Many|Meanwhile|Most|Moreover|Nor?|Not|Now|On|Once|One|Only|Or|Other|Others|Over"
    "|Since|So|Some|Such|To|Today|Under|Until|Upon|What|When|Where|Whether|Which|While|Who|Whose|Why|With|Without|Yet"
)
_INITIAL_IN_NAME = lazy(
    r"[A-Z](?=[.\s])(?<![^\s\"'(,].)(?:\.?\s{1,5}[A-Z](?![A-Za-z0-9'])|\.[A-Z](?![A-Za-z0-9'])){0,3}\.?"
    rf"(?=\s{{1,5}}(?!(?:{_BEGINS_SENTENCES})\b)[A-Z][a-z'])"
)
_NAME_DOTS = lazy("[·・‧•∙⋅･ᐧ]")
_DASH = lazy("[—―─⸺⸻–‒−-](?:(?<=[—―─⸺⸻])[—―─⸺⸻]*|(?<=-)-*|)")
_BESIDE_DASH = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SHORT_DASH = lazy("[‐‑‒–−﹣⁃]")
_WAVES = lazy("[〜∼˜]")


def _made_marks(text: str) -> Iterator[Replacement]:
    """``such'' and ″such″ marks; 5' 10'' and 3″ are measures."""
    match = _MADE_MARKS.search(text)
    while match:
        before, position = text[match.start() - 1 : match.start()], match.end()
        if re.match("[A-Za-z0-9'’`]", before):
            position = match.end(1)
        else:
            yield from (Replacement(*match.span(group), '"') for group in (1, 3))
        match = _MADE_MARKS.search(text, position)


def _quotes(text: str) -> Iterator[Replacement]:
    apostrophes = {match.start() for match in _APOSTROPHE.finditer(text)}
    for match in _QUOTES.finditer(text):
        at = match.start()
        if match[0] == "′" and (at not in apostrophes or is_han(text[at - 1]) or is_han(text[at + 1])):
            continue
        plain = "'" if at in apostrophes and not (is_han(text[at - 1]) or is_han(text[at + 1])) else '"'
        if plain != match[0]:
            yield Replacement(match.start(), match.end(), plain)


def _dots(text: str) -> Iterator[Replacement]:
    found = [Replacement(match.start(), match.end(), "…") for match in _ELLIPSIS.finditer(text) if match[0] != "…"]
    found += [Replacement(match.start(), match.end(), "·") for match in _NAME_DOTS.finditer(text) if match[0] != "·"]
    yield from sorted(found)


def _decades(text: str) -> Iterator[Replacement]:
    """The 1990's and the 1990s."""
    for match in _DECADE.finditer(text):
        yield Replacement(match.start(), match.end(), "")


def _initials(text: str) -> Iterator[Replacement]:
    found = [
        Replacement(at, at + 1, "") for match in _INITIALS.finditer(text) for at in range(match.start(), match.end(), 2)
    ]
    found += [Replacement(*match.span(), "") for match in _TITLE_STOP.finditer(text)]
    found += [Replacement(*match.span(), "No") for match in _NUMBER_STOP.finditer(text)]
    yield from sorted(found)


def _initials_in_names(text: str) -> Iterator[Replacement]:
    """T. S. Eliot and T S Eliot as TS Eliot, William T. Sherman as William T Sherman."""
    for match in _INITIAL_IN_NAME.finditer(text):
        for mark in re.finditer(r"[.\s]+", match[0]):
            yield Replacement(match.start() + mark.start(), match.start() + mark.end(), "")


def _title_brackets(text: str) -> Iterator[Replacement]:
    """The titles of works: 〈 〉 for parts and 《 》 for wholes in one place, 《 》 for both in another."""
    for match in re.finditer("[〈〉⟨⟩]", text):
        yield Replacement(match.start(), match.end(), match[0].translate(_TITLE_BRACKETS))


# No sign of comparison: it stands in a pair, around words and between words, and joins no sentence parts.
_ANGLES = lazy(r"(?:<(?![\s=<>])([^<>\n,;.。，；、]{1,40})(?<![\s=-])>|‹(?!\s)([^‹›\n]{1,40})(?<!\s)›)(?![A-Za-z0-9=])")


def _title_angles(text: str) -> Iterator[Replacement]:
    """＜ ＞ and ‹ › around the title of a work in Chinese, once *width* has made < > of all such."""
    for match in _ANGLES.finditer(text):
        title = match[1] or match[2]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if re.match("[A-Za-z0-9=]", before) or title[0].isdigit() or title[-1].isdigit() or "且" in title:
            continue
        if re.search(f"[{_HAN}]", title) or re.match(f"[{_HAN}]", before) or re.match(f"[{_HAN}]", after):
            yield Replacement(match.start(), match.start() + 1, "《")
            yield Replacement(match.end() - 1, match.end(), "》")


def _long_dashes(text: str) -> Iterator[Replacement]:
    """Dashes between phrases, with the space around them; a short one only where space stands on both sides."""
    start = end = 0
    # Dashes that touch are one, however they are made: ——-- is no two.
    for one, other in chain(_dashes(text), [(len(text) + 1, 0)]):
        if one == end and end > start:
            end = other
            continue
        if end > start and text[start:end] != "—":
            yield Replacement(start, end, "—")
        start, end = one, other


def _dashes(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _DASH.finditer(text):
        start, end = match.span()
        while start > begin and text[start - 1] in _BESIDE_DASH:
            start -= 1
        while end < len(text) and text[end] in _BESIDE_DASH:
            end += 1
        if match[0] == "–" and text[start - 1 : start] == "\n" and _goes_on(text, start):
            start = len(text[:start].rstrip())
        if match[0] in "–—" and text[end : end + 1] in ("\n", "\r"):
            end = _line_begins(text, end)
        left, right = text[start - 1 : start], text[end : end + 1]
        if match[0] in "-–‒−" and not (match[0] in "-–" and left and right and is_han(left) and is_han(right)):
            # Nobody writes a compound with a space to one side of its en dash.
            spaces = (start < match.start()) + (end > match.end())
            if spaces < (1 if match[0] == "–" and left.isalpha() and right.isalpha() else 2):
                continue
            if not (left.strip() and right.strip()):
                continue
            if left.isdigit() and right.isdigit():
                continue
        yield start, end
        begin = end


def _goes_on(text: str, line: int) -> bool:
    """Whether the line before ends inside a sentence: behind its end, or a heading's, a dash begins an item."""
    return re.search(r"[a-z,][ \t]*\r?\n[ \t]*\Z", text[max(0, line - 8) : line]) is not None


_NEXT_LINE = lazy(r"\r?\n[ \t]*(?=[^\s])")


def _line_begins(text: str, at: int) -> int:
    """Where the next line begins behind a dash at the end of one; `at` itself where a blank line follows."""
    following = _NEXT_LINE.match(text, at)
    return following.end() if following else at


# In cost–benefit the short dash joins and in "the port–once small–grew" it parts: both are read, as broken words are.
_TIGHT_DASH = lazy("–(?<=[A-Za-z,)]–)(?=[A-Za-z(])")


def _tight_dashes(text: str) -> Iterator[Replacement]:
    for match in _TIGHT_DASH.finditer(text):
        yield Replacement(match.start(), match.end(), "—")


def _short_dashes(text: str) -> Iterator[Replacement]:
    found = [Replacement(match.start(), match.end(), "-") for match in _SHORT_DASH.finditer(text)]
    found += [Replacement(match.start(), match.end(), "~") for match in _WAVES.finditer(text)]
    yield from sorted(found)


# --- hyphenation and space --------------------------------------------------------------------------------------

_HYPHENATION = lazy(r"(?<=[A-Za-z])[-‐][ \t]*\r?\n\s*(?=[a-z])")
# The same where marks of quotation in mail still stand before the rest.
_BROKEN_WORD = lazy(r"(?<=[A-Za-z])[-‐][ \t]*\r?\n[\s>]*(?=[a-z])")
_NUMBER_END = f"[0-9{numerals.CHARACTERS}]"
_BREAK = lazy(
    rf"(?<=[A-Za-z0-9{numerals.CHARACTERS}])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[A-Za-z0-9{numerals.CHARACTERS}])"
)
# One space between two Latin letters stays as it is; in English nearly all are such, and are not even looked at.
_WHITE_SPACE = "\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029" + _BESIDE_DASH
_SPACE = lazy(r"\s(?:(?<![A-Za-z].)|(?<! )|(?![A-Za-z]))\s*")
_THIN = "\u00a0\u2009\u202f"


def _hyphenation(text: str) -> Iterator[Replacement]:
    for match in _HYPHENATION.finditer(text):
        yield Replacement(match.start(), match.end(), "")


def _kept_hyphens(text: str) -> Iterator[Replacement]:
    for match in _HYPHENATION.finditer(text):
        yield Replacement(match.start(), match.end(), "-")


def _joined_breaks(text: str) -> Iterator[Replacement]:
    """A line break inside a figure or a Latin word of Chinese text, as wrapping at a fixed width makes."""
    for match in _BREAK.finditer(text):
        line_before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        line_end = text.find("\n", match.end())
        line_after = text[match.end() : line_end if line_end >= 0 else len(text)]
        multiplied = text[match.start() - 1].isdigit() and text[match.end()] in "万萬亿億"
        if (multiplied or any(map(is_han, line_before))) and any(map(is_han, line_after)):
            yield Replacement(match.start(), match.end(), "")


def _space(text: str) -> Iterator[Replacement]:
    """White space that means nothing goes, what separates two words or two figures becomes one space."""
    for match in _SPACE.finditer(text):
        kept = " " if _separates(text, match.start(), match.end()) else ""
        if kept != match[0]:
            yield Replacement(match.start(), match.end(), kept)


def _separates(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if not left or not right:
        return False
    if "\n" in text[start:end] and re.match(_NUMBER_END, left) and re.match(_NUMBER_END, right):
        return True  # two numbers on two lines are not one
    one, other = _kind(left), _kind(right)
    if one == "digit" and other == "digit":
        return not (
            text[start:end] in _THIN
            and re.search(r"(?<!\d)\d{1,3}\Z", text[:start][-4:])
            and re.match(r"\d{3}(?!\d)", text[end : end + 4])
        )
    if one == "letter" and other == "letter":
        return True
    # 1. 8 is not 1.8, and 1, 234 is not 1,234.
    if one == "digit" and right in ".,:/-" and text[end + 1 : end + 2].isdigit():
        return True
    if left not in ".,:/-":
        return False
    # Nor is 1833. Fifty 1833.50, once the word is a figure.
    figure = text[start - 2 : start - 1].isdigit() or numerals.ends_in_word(text, start - 1)
    return figure and (other == "digit" or (other == "letter" and numerals.begins_with_word(text, end)))


def _kind(character: str) -> str:
    if character.isdigit() and character.isascii():
        return "digit"
    if character.isalpha() and not is_cjk(character):
        return "letter"
    return "other"


# --- initial ----------------------------------------------------------------------------------------------------

_INITIAL = lazy(r"(?:\A|(?<=[.!?:…—\"]))[\"'(\[]{0,2}(?:([A-Z])(?=[a-z]+(?![A-Za-z]))|(A)(?= [A-Za-z]| ?[0-9]))")


def _initial(text: str) -> Iterator[Replacement]:
    """The capital that begins the text or a sentence; not of acronyms and units, whose case means something."""
    for match in _INITIAL.finditer(text):
        start, end = match.span(match.lastindex or 0)
        yield Replacement(start, end, text[start:end].lower())


# --- the list ---------------------------------------------------------------------------------------------------


class Fold(NamedTuple):
    """One named fold: its steps run in order, each on what the one before left."""

    name: str
    steps: tuple[Step, ...]


FOLDS: tuple[Fold, ...] = (
    Fold(
        "damage",
        (damage.latin_replacements, damage.lost_replacements, damage.mac_replacements, damage.gbk_replacements),
    ),
    Fold(
        "marks",
        (
            markup.json_escapes,
            _entities,
            markup.comments,
            markup.tags,
            markup.images,
            markup.links,
            markup.quoted_lines,
            markup.bullets,
            _invisible,
            _emphasis,
            footnotes,
            _bracketed_initial,
            markup.escapes,
        ),
    ),
    Fold("composition", (_compose, _variation, _radicals, _ligatures)),
    Fold("width", (_voiced_kana, _compatible, _stops_in_names, _width, _stops, _plain_digits)),
    Fold("gloss", (gloss.ruby_replacements, gloss.gloss_replacements, gloss.bare_replacements)),
    Fold("quotes", (_decades, _title_angles, _made_marks, _quotes, _title_brackets)),
    Fold("dots", (_dots, _initials, _initials_in_names)),
    Fold("hyphenation", (_hyphenation,)),
    Fold("dashes", (_long_dashes, _short_dashes)),
    Fold("space", (_space,)),
    Fold(
        "numerals",
        (
            numerals.date_replacements,
            numerals.vulgar_replacements,
            numerals.clock_replacements,
            numerals.fraction_word_replacements,
            numerals.ordinal_replacements,
            numerals.scale_replacements,
            numerals.word_replacements,
            numerals.percent_replacements,
            numerals.number_replacements,
            numerals.fraction_replacements,
            numerals.padding_replacements,
            numerals.range_replacements,
            numerals.meridiem_replacements,
            numerals.sign_replacements,
            _space,
        ),
    ),
    Fold("initial", (_initial,)),
)


def _between(*ranges: str) -> str:
    """Every character of the ranges, each given by its first and its last character."""
    return "".join(chr(code) for each in ranges for code in range(ord(each[0]), ord(each[1]) + 1))


# The characters without one of which a step finds nothing: most steps have nothing to do in most texts, and a look at
# the characters of a text costs less than a search for each. A step that is not here always runs.
_NEEDED: dict[Step, frozenset[str]] = {
    step: frozenset(characters)
    for step, characters in (
        (damage.latin_replacements, _between("\u00c2\u00f4")),
        (damage.gbk_replacements, damage.GBK_LEADS),
        (_entities, "&"),
        (markup.json_escapes, "\\"),
        (markup.comments, "<"),
        (markup.tags, "<"),
        (markup.images, "!"),
        (markup.links, "[<'"),
        (markup.quoted_lines, ">"),
        (markup.bullets, "\n"),
        (markup.escapes, "\\"),
        (damage.lost_replacements, "â"),
        (damage.mac_replacements, "‚√"),
        (_stops_in_names, ".．﹒"),
        (_title_angles, "<‹"),
        (_made_marks, "`'‘″"),
        (_bracketed_initial, "["),
        (
            _invisible,
            "\u00ad\u034f\u061c\u115f\u180e\ufeff"
            + _between("\u200b\u200f", "\u202a\u202e", "\u2060\u2064", "\u2066\u206f"),
        ),
        (_emphasis, "*_`"),
        (footnotes, frozenset[str]().union(*_NOTE_MARKS)),
        (_variation, _between("\ufe00\ufe0f", "\U000e0100\U000e01ef")),
        (_radicals, _between("\u2e80\u2fd5")),
        (_ligatures, "\u0132\u0133" + _between("\ufb00\ufb06", "\u01c4\u01cc")),
        (_width, "\u2236" + _between("\uff01\uff65", "\uffe0\uffe6")),
        (_stops, "。｡"),
        (_voiced_kana, "\uff9e\uff9f"),
        (
            _compatible,
            "\u00b5"
            + _between("\u2100\u2134", "\ufe10\ufe19", "\ufe30\ufe6b", "\uff66\uff9f", "\u2160\u217f", "\u3371\u33df")
            + _between("\u32cc\u32cf", "\U0001d400\U0001d7ff"),
        ),
        (_plain_digits, "₀₁₂₃₄₅₆₇₈₉ᵗᵈʰ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        (gloss.ruby_replacements, "<"),
        (gloss.gloss_replacements, "([（［〔【/"),
        (gloss.bare_replacements, gloss.TONE_MARKS),
        (_decades, "'’"),
        (_quotes, _DOUBLE + _SINGLE + "′"),
        (_title_brackets, "〈〉⟨⟩"),
        (_dots, "…⋯‥.。·・‧•∙⋅･ᐧ"),
        (_initials, "."),
        (_initials_in_names, string.ascii_uppercase),
        (_hyphenation, "-‐"),
        (_long_dashes, "—―─⸺⸻–‒−-"),
        (_short_dashes, "‐‑‒–−﹣⁃〜∼˜"),
        (_space, _WHITE_SPACE),
        (numerals.date_replacements, string.digits),
        (numerals.vulgar_replacements, "½¼¾⅓⅔"),
        (numerals.clock_replacements, "点點时時"),
        (numerals.fraction_word_replacements, "fhqtFHQT"),
        (numerals.meridiem_replacements, "M"),
        (numerals.sign_replacements, string.digits),
        (numerals.ordinal_replacements, string.ascii_letters),
        (numerals.scale_replacements, string.digits),
        (numerals.word_replacements, string.ascii_letters),
        (numerals.percent_replacements, "cC"),
        (numerals.number_replacements, numerals.CHARACTERS + ","),
        (numerals.fraction_replacements, "分"),
        (numerals.padding_replacements, "0月点點"),
        (numerals.range_replacements, "—-~至到比"),
        (_initial, string.ascii_uppercase),
    )
}

_TELLING = frozenset[str]().union(*_NEEDED.values())

# Line breaks read the other way: a hyphen before a break belongs to the word, a break inside a figure or a Latin
# word of Chinese text joins. Which reading is right cannot be seen in the text, so both are tried.
_ALTERNATIVE = {
    "hyphenation": Fold("hyphenation", (_kept_hyphens, _joined_breaks)),
    "dashes": Fold("dashes", (_tight_dashes, _long_dashes, _short_dashes)),
}

# `script` runs last and keeps the length; `insertion` is not a pass over text but an editor's [bracket] in a quote.
FOLD_NAMES: tuple[str, ...] = (*(fold.name for fold in FOLDS), "script", "insertion")


def fold(text: str, *, without: Collection[str] = (), breaks: str = "usual") -> View:
    """The folded view of a text.

    Args:
        text: The original; offsets of the view count its code points.
        without: Names of folds to leave out, to find out which are needed.
        breaks: `usual`, or `joined` to read line breaks inside words the other way.

    Returns:
        A view whose `text` is in classes of script variants, to locate, and whose `plain` decides.
    """
    left_out = frozenset(without)
    return _remembered(text, left_out, breaks) if len(text) <= _SHORT else _folded(text, left_out, breaks)


# A quote and its passage are folded again and again, with one fold left out after another; a source is folded once.
_SHORT = 4_000


# The guard reads a text before these; they are the last, so that its reading can be folded on to the whole view.
LATE_FOLDS: tuple[str, ...] = ("numerals", "initial", "script")


def folded_on(view: View, *, without: Collection[str] = ()) -> View:
    """The view that `fold` gives, made from one folded without LATE_FOLDS instead of from the beginning.

    Args:
        view: The view of a text after all folds but LATE_FOLDS.
        without: Which of LATE_FOLDS to leave out.
    """
    early = frozenset(FOLD_NAMES).difference(LATE_FOLDS)
    return _passed(view, early.union(without), "usual")


def _folded(text: str, without: frozenset[str], breaks: str) -> View:
    return _passed(View.of(text), without, breaks, spaced="space" in without)


def _passed(view: View, without: frozenset[str], breaks: str, *, spaced: bool = False) -> View:
    """The view after the folds that are not left out; `spaced` leaves the space that numerals set free as well."""
    # What a step takes away stays in here: it costs a look at most, and nothing is missed.
    characters = set(_TELLING.intersection(view.text))
    for each in FOLDS:
        if each.name in without:
            continue
        steps = _ALTERNATIVE.get(each.name, each).steps if breaks == "joined" else each.steps
        for step in steps:
            if (spaced and step is _space) or (step in _NEEDED and characters.isdisjoint(_NEEDED[step])):
                continue
            if replacements := list(step(view.text)):
                view = view.replaced(each.name, replacements)
                characters.update(*(made.text for made in replacements))
    if "script" not in without:
        view = view.located_by("script", view.text.translate(script.classes()))
    return view


_remembered = lru_cache(maxsize=2048)(_folded)


def has_broken_words(text: str) -> bool:
    """Whether a text has line breaks, or dashes without space, that `breaks="joined"` would read in another way."""
    if "–" in text and _TIGHT_DASH.search(text) is not None:
        return True
    return "\n" in text and (_BROKEN_WORD.search(text) is not None or next(_joined_breaks(text), None) is not None)
