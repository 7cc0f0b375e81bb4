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
# Characters that often are words of their own in front of another, or behind one: a cut beside them is no cut inside a
# word (不|太可能, 该|公司, 位|于, 称|为), though segmenters join many such pairs.
_LOOSE_BEFORE = frozenset(
    "不未没无已曾正可能会要应须将被把在从由向往对和与及或而但并且则即就也都还又再很更最太每各该此这那其某全总共只仅约近超逾当因如若请让使令给叫称说"
    "新老大小多少前后本是有来去到出"
)
_LOOSE_BEHIND = frozenset(
    "的了着过得地之于为以在到出有是个种名座条项次年月日号时点里中上下内外间旁边处来去起回开成住入们等"
)
# Suffixes of place, time and kind that a quote may well leave outside: 北京|市, 上午|时.
_LOOSE_SUFFIX = frozenset("们里中上下内外前后间时等县区市镇村") | _LOOSE_BEHIND
# Words of such characters that nobody cuts.
_WHOLE = frozenset(
    "因为 所以 如果 虽然 但是 而且 并且 时间 时候 时代 时期 现在 已经 还是 或者 他们 我们 她们 它们 你们 人们 之间 其他 其它 其中 其实 关于 对于 由于 拥有 能够 "
    "能力 能源 可以 可能 可是 应该 应对 应用 需要 没有 所有 只有 只要 通过 经过 超过 不过 不仅 不但 不断 不同 出现 出来 出版 出售 本来 本人 本身 作为 成为 认为 "
    "成立 成果 开始 开发 开展 开放 同时 当时 当然 当地 以及 以来 以后 以前 至于 等于 过度 过去 过程 得到 地区 地方 地位 地下 地铁 之后 之前 后来 前后 在内 中国 "
    "中心 中间 中央 中学 国内 国外 内容 内部 外部 外国 上海 上市 下降 下午 上午 日本 日报 月球 年代 年度 座谈 条件 条例 条约 次数 项目 个人 个体 种类 种子 有关 有效 "
    "有限 是否 大学 大会 大量 大约 小学 小说 老师 老人 新闻 全国 全球 总统 总理 总部 某些 这些 那些 这样 那样 各种 各地 每个 更加 最近 最后 最高 很多 要求 要素 "
    "会议 会员 须知 正式 正常 正在 未来 无论 无法 将军 将来 把握 被告 从事 从而 在线 向量 往往 对话 对手 对象 和平 与会 及时 或许 但凡 即将 就业 都市 也许 再次 "
    "来自 去世 去年 回到 起来 起源 说明 说法 处理 边界 旁边 间接 间隔 里程 点击 号码 位置 名字 名称 家庭 家人 住宅 住房 入口 入学".split()
)
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿第几半周]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤敖温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敬巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳"
    "谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母"
)


# Characters with which names from other languages are spelt; three in a row that no dictionary word explains are one.
_SPELLING = frozenset(
    "阿埃艾爱安昂奥巴白拜班邦贝本比彼毕宾波伯博勃布策查茨达戴丹道德登邓迪蒂丁东杜顿多厄恩尔法范菲费芬丰佛夫弗福盖冈戈哥格葛根古瓜圭哈海汉赫黑亨胡华怀惠霍基吉加贾杰捷金京"
    "卡凯坎康考柯科可克肯孔库奎拉莱赖兰朗劳勒雷蕾累黎里理利莉立丽列林琳龙隆卢鲁路伦罗洛吕玛马迈麦曼芒毛梅美门蒙孟米密缅明摩莫默姆穆纳娜奈南内嫩妮尼涅宁纽农努诺女欧帕派潘庞佩彭皮平泼"
    "珀普奇齐恰钱强乔切琴丘让热仁日荣茹儒瑞若萨塞赛桑瑟森沙莎山舍申圣施什史士舒斯丝思松苏孙索塔泰坦汤唐陶特滕提汀廷通图土托瓦旺威韦维魏温文翁沃乌吴伍武西希锡悉夏香肖谢辛欣兴休许叙"
    "逊雅亚延扬杨耶叶伊依易因英永尤于约云赞泽曾扎詹张哲者珍朱祖佐兹孜帖木切"
)


def _spelt_name(stretch: str, edge: int) -> str | None:
    """A name spelt by sound across the edge: at least three such characters, none a dictionary word's."""
    pieces, at = [], 0
    for word in _segmenter().cut(stretch, hmm=False):
        pieces.append((at, str(word)))
        at += len(word)
    run, start = "", 0
    for position, word in [*pieces, (at, "。")]:
        # Two-character pieces of a longer name may look like words: 卡洛|斯.
        if all(character in _SPELLING for character in word) and len(word) <= 2:
            start = start if run else position
            run += word
            continue
        if len(run) >= 3 and start < edge < start + len(run) and _is_spelling(run):
            return run
        run = ""
    return None


def _is_spelling(run: str) -> bool:
    singles = sum(len(word) == 1 for word in _segmenter().cut(run, hmm=False))
    return singles >= 2 and singles * 2 >= len(run)


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
        for word in _segmenter().cut(stretch, hmm=names):
            if at < edge < at + len(word):
                cut = _is_name(word) if names else _is_cut(word, edge - at, quote_follows=quote_follows)
                if cut:
                    return str(word)
            at += len(word)
    return _spelt_name(stretch, edge)


def _is_cut(word: str, at: int, *, quote_follows: bool) -> bool:
    left, right = word[:at], word[at:]
    if word in _WHOLE or (quote_follows and right[0] == "们"):
        return True
    if _NUMERAL.search(word) or (len(word) <= 3 and (left in _LOOSE_BEFORE or right in _LOOSE_BEHIND)):
        return False
    known = _segmenter().has_word
    if quote_follows:
        return not (len(right) > 1 and known(right))
    if not (len(left) > 1 and known(left)):
        return True
    return len(right) == 1 and right not in _LOOSE_SUFFIX


def _is_name(word: str) -> bool:
    """A person's name that only the segmenter's model sees: a surname and one or two characters, no known word."""
    known = _segmenter().has_word
    return len(word) == 3 and word[0] in _SURNAMES and not known(word) and not known(word[1:]) and not known(word[:2])
