"""Sorting: collation keys for strings, Chinese by pinyin with surnames read as surnames, and sort keys of items."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from forumcite.csl.dates import sort_text
from forumcite.csl.elements import render_group
from forumcite.csl.names import Names
from forumcite.csl.numbers import NUMBER_VARIABLES
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Span
from forumcite.csl.scripts import has_han, is_han
from forumcite.csl.xmltree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forumcite.csl.context import Context
    from forumcite.csl.style import SortKey

Collation: TypeAlias = tuple[tuple[tuple[float, str], ...], str, str] | tuple[bytes]
# How a language tag asks for strokes: BCP 47, and as styles for citeproc-js write it.
_STROKES_ASKED = re.compile(r"co-stroke|collation=stroke")
# Strokes of the commonest surnames' characters: they decide where two have the same reading (扬, 杨).
_BY_STROKES = {
    2: "丁卜刁",
    3: "于万马干山习卫",
    4: "王方孔毛文尹牛尤车韦戈巴仇支元水井云贝区邓卞计乌丰",
    5: "石田白叶史冯龙包左申甘司皮平古宁卢乐冉厉边丘付艾兰印东",
    6: "刘任朱江许孙吕关向齐毕牟庄仲伍成扬阮邢安汤纪华曲米祁阳闫全朴乔伊师匡危权池",
    7: "李吴何宋张陈杜苏杨余沈汪严佟邱邵邹岑芦谷辛连来狄时花冷劳利佘况沙应巫贡",
    8: "林周郑罗金孟武易范欧庞岳季尚宗房苗明杭单屈练和茅郎郁",
    9: "赵胡施洪姚段侯祝柳姜俞柯查柏娄项胥宣费贺钟骆郝荣洛南荀相",
    10: "徐郭高唐夏袁钱秦贾顾倪陶莫耿翁殷聂栾柴桂凌班敖索晏席诸桑浦涂祖党",
    11: "黄梁曹萧龚章梅盛康崔屠尉商麻常鹿阎隋符宿戚",
    12: "董程傅曾彭谢韩蒋鲁葛温舒童喻焦覃景游湛储湖",
    13: "雷路靳詹蒲鲍廉蓝解楚赖裘虞窦褚蒙满",
    14: "蔡谭熊廖管翟裴臧缪",
    15: "潘黎樊滕颜",
    16: "薛穆燕冀霍",
    17: "戴魏鞠",
    18: "瞿",
}  # fmt: skip
_STROKES = {letter: count for count, letters in _BY_STROKES.items() for letter in letters}
T = TypeVar("T")

_DIGITS = re.compile(r"\d+")
# Letters without a decomposition, by the letters they are filed under.
_FILED_UNDER = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ı": "i", "ð": "d"}
)
# Surnames whose reading as a name differs from the character's usual one (现代汉语词典, entries marked 姓).
_SURNAMES = {
    "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "單于": "chan2 yu2", "单于": "chan2 yu2", "澹台": "tan2 tai2",
    "万俟": "mo4 qi2", "曾": "zeng1", "单": "shan4", "單": "shan4", "仇": "qiu2", "解": "xie4", "任": "ren2",
    "查": "zha1", "区": "ou1", "區": "ou1", "朴": "piao2", "盖": "ge3", "蓋": "ge3", "乐": "yue4", "樂": "yue4",
    "召": "shao4", "覃": "qin2", "缪": "miao4", "繆": "miao4", "冼": "xian3", "纪": "ji3", "紀": "ji3", "华": "hua4",
    "華": "hua4", "宁": "ning4", "过": "guo1", "過": "guo1", "哈": "ha3", "燕": "yan1", "应": "ying1", "應": "ying1",
    "於": "yu1", "那": "na1", "折": "she2", "黑": "he4", "员": "yun4", "員": "yun4", "繁": "po2", "秘": "bi4",
    "种": "chong2", "翟": "zhai2", "祭": "zhai4", "柏": "bai3", "车": "che1", "車": "che1", "都": "du1", "费": "fei4",
    "葛": "ge3", "干": "gan1", "隗": "kui2", "莘": "shen1", "盛": "sheng4", "沈": "shen3", "石": "shi2", "相": "xiang4",
    "牟": "mu4", "曲": "qu1", "万": "wan4", "萬": "wan4", "逄": "pang2", "郇": "xun2", "尉": "wei4", "宿": "su4",
}  # fmt: skip


@lru_cache(maxsize=16384)
def collate(text: str, language: str = "en") -> Collation:
    """Return a key by which strings sort as a reader of the language expects.

    Letters compare without accents, case and punctuation first, then by accents, then lowercase before uppercase;
    spaces come before digits, digits before letters, Han after all. Under a Chinese language Han characters come before
    other letters and sort by pinyin, the first read as a surname; under one such as `zh-u-co-stroke` by strokes, if
    ICU is there.
    """
    if asks_for_strokes(language) and (collator := _icu(language)):
        return (collator.getSortKey(text),)
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_FILED_UNDER))
    chinese = language.lower().startswith("zh")
    readings = iter(pinyin(text)) if chinese and has_han(text) else iter(())
    han_rank = 2.5 if chinese else 4  # in Chinese, Han stands before other letters
    primary: list[tuple[float, str]] = []
    accents = ""
    for letter in folded:
        if unicodedata.combining(letter):
            accents += letter
        elif is_han(letter):
            primary.append((han_rank, next(readings, "") + _within_syllable(letter) if chinese else letter))
        elif letter.isspace() or letter.isalnum():
            primary.append((_rank(letter), letter))
    return tuple(primary), accents, text.swapcase()


def asks_for_strokes(language: str) -> bool:
    """Whether a language tag asks for Chinese by strokes."""
    return bool(_STROKES_ASKED.search(language))


def has_strokes() -> bool:
    """Whether characters can be sorted by strokes: the package PyICU is installed."""
    return _icu("zh-u-co-stroke") is not None


@cache
def _icu(language: str) -> Any:
    """ICU's collator, whose strokes are those of Unicode's CLDR; None where PyICU is not installed."""
    try:
        import icu  # type: ignore[import-not-found, import-untyped, unused-ignore] # optional, and without types
    except ImportError:
        return None
    return icu.Collator.createInstance(icu.Locale(language))


def _within_syllable(letter: str) -> str:
    """Return what orders characters of one reading: the strokes of a surname, else the place in GB 2312."""
    strokes = f"{_STROKES.get(letter, 99):02d}"
    try:
        return strokes + letter.encode("gb2312").hex()
    except UnicodeEncodeError:
        return strokes + "z" + letter


def _rank(letter: str) -> int:
    if letter.isspace():
        return 0
    return 2 if letter.isdigit() else 3


def pinyin(text: str) -> list[str]:
    """Return the reading of each Han character, with tone numbers; the first is read as a surname."""
    from pypinyin import Style, lazy_pinyin

    han = "".join(filter(is_han, text))
    readings = lazy_pinyin(han, style=Style.TONE3, neutral_tone_with_five=True, errors=_each)  # type: ignore[arg-type] # a list is allowed
    surname = (_SURNAMES.get(han[:2]) or _SURNAMES.get(han[:1]) or "").split()
    return [*surname, *readings[len(surname) :]]


def _each(letters: str) -> list[str]:
    """Return characters that pypinyin cannot read one by one, so that readings and characters stay in step."""
    return list(letters)


class KeyReader:
    """Computes what one `<key>` makes of an item."""

    def __init__(self, key: SortKey, language: str) -> None:
        self.key = key
        self.language = language

    def value(self, cx: Context) -> object | None:
        """Return something that compares with the values of other items; None where the item has nothing."""
        cx.in_sort = True
        cx.key_options = {**self.key.options}
        if self.key.macro:
            return self._macro(cx)
        variable = self.key.variable
        if variable == "citation-number":
            return cx.number
        if variable in cx.item.names:
            return self._names(cx, variable)
        if variable in cx.item.dates:
            date = cx.item.dates[variable]
            points = [sort_text(point, {"year", "month", "day"}) for point in (date.start, date.end) if point]
            return collate("/".join(points) or date.literal)
        text = cx.text(variable)
        if not text:
            return None
        if variable in NUMBER_VARIABLES:
            return collate(_padded(text), self.language)
        return collate(Span(parse_rich(text)).text(), self.language)

    def _names(self, cx: Context, variable: str) -> object | None:
        cx.key_options = {"form": "long", "name-as-sort-order": "all", **cx.key_options}
        names = Names(Element("names", {"variable": variable}, self.key.line), cx.style)
        span = names.render(cx)
        return collate(span.text(), self.language) if span else None

    def _macro(self, cx: Context) -> object | None:
        cx.key_options = {"name-as-sort-order": "all", **cx.key_options}
        nodes = render_group(cx.style.macro(self.key.macro, self.key.line), cx)
        text = Span(nodes).text()
        return collate(_padded(text), self.language) if text else None


def _padded(text: str) -> str:
    """Widen the numbers in a text, so that 9 sorts before 10."""
    return _DIGITS.sub(lambda match: match.group().zfill(11), text)


def sort_by_keys(
    entries: Sequence[T], keys: Sequence[SortKey], values: Callable[[T], Sequence[object | None]]
) -> list[T]:
    """Sort by several keys, each up or down, stable; an empty value goes last in either direction."""
    table = [(entry, values(entry)) for entry in entries]
    for i in range(len(keys) - 1, -1, -1):
        filled = [row for row in table if row[1][i] is not None]
        empty = [row for row in table if row[1][i] is None]
        filled.sort(key=lambda row: row[1][i], reverse=keys[i].descending)  # type: ignore[arg-type, return-value] # values of one key compare
        table = filled + empty
    return [entry for entry, _ in table]
