"""Whether an edge lies inside a Chinese word or name.

Chinese is written without spaces, so this needs a dictionary: rjieba carries that of jieba inside its wheel (MIT). A
segmenter also joins what may well stand apart (位于, 一种, 女演员), so an edge counts as inside a word only where what is
left of the word could not stand at that edge: Chinese words end in their head, so that 演员 may begin a quote of 女演员,
but 添加 may not end one of 添加剂.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

# Characters on either side of the edge that the segmenter sees; a longer stretch changes nothing at the edge.
_WINDOW = 12
_HAN = re.compile("[一-鿿]+")
# Characters that are words of their own often enough that a cut beside them is no cut inside a word.
_FREE = frozenset(
    "的了着过得地之于为以在与和及或而但并且则即被把将向往由从对就也都还又再很更最太不未没无非已曾正可能会要应须是有位种个名座家条项次年月日"
    "号时分点里中上下内外前后间旁边处第几数多少来去到出入起回开等每各该此这那其某本全总共只仅约近超逾当因如若请让使令给叫称说道"
)
# Suffixes of place, time and kind that a quote may well leave outside: 北京|市, 上午|时.
_LOOSE_SUFFIX = frozenset("们里中上下内外前后间时等县区市镇村")
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿第几半周]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤敖温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敬巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳"
    "谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母"
)


@cache
def _segmenter() -> ModuleType:
    import rjieba

    return rjieba  # type: ignore[no-any-return, unused-ignore] # typed in newer releases


def word_across(text: str, position: int, *, quote_follows: bool) -> str | None:
    """The word or name that an edge at `position` cuts in two, or None.

    Args:
        text: Simplified text around the edge.
        position: The edge, between two Han characters that touch.
        quote_follows: Whether the quote begins at the edge; else it ends there.

    Returns:
        The whole word.
    """
    start, end = max(0, position - _WINDOW), position + _WINDOW
    before = re.search("[一-鿿]*$", text[start:position])
    after = _HAN.match(text[position:end])
    if not before or not before[0] or not after:
        return None
    stretch, edge = before[0] + after[0], len(before[0])
    for names in (False, True):
        at = 0
        for word in _segmenter().cut(stretch, names):
            if at < edge < at + len(word):
                cut = _is_name(word) if names else _is_cut(word, edge - at, quote_follows=quote_follows)
                if cut:
                    return str(word)
            at += len(word)
    return None


def _is_cut(word: str, at: int, *, quote_follows: bool) -> bool:
    left, right = word[:at], word[at:]
    if _NUMERAL.search(word) or (len(word) <= 3 and (left in _FREE or right in _FREE)):
        return False
    known = _segmenter().has_word
    if quote_follows:
        return not (len(right) > 1 and known(right))
    if not (len(left) > 1 and known(left)):
        return True
    return len(right) == 1 and right not in _LOOSE_SUFFIX and right not in _FREE


def _is_name(word: str) -> bool:
    """A person's name that only the segmenter's model sees: a surname and one or two characters, no known word."""
    known = _segmenter().has_word
    return len(word) == 3 and word[0] in _SURNAMES and not known(word) and not known(word[1:]) and not known(word[:2])
