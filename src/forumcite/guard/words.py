"""Whether an edge lies inside a Chinese word or name.

Chinese is written without spaces, so this needs a dictionary: rjieba carries that of jieba inside its wheel (MIT). An
edge lies inside a word where the best division of the clause into dictionary words does not part there. What the
dictionary lacks shows in another way: characters that no word explains stand side by side, a name from another language
is spelt with few characters, a surname leads. Pairs that may part though the dictionary joins them (一|个, 位|于, 还|有)
are a closed class, listed here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types import ModuleType

# Characters on either side of the edge that the segmenter sees; a longer stretch changes nothing at the edge.
_WINDOW = 12
_HAN = re.compile("[一-鿿]+")

# --- pairs that may part -----------------------------------------------------------------------------------------

# A figure or pointer, and what it counts or points at: 一|个, 这|次, 第一|届.
_COUNTS = frozenset("一二两三四五六七八九十百千万亿零〇几数多半首第前每各某这那哪该另整单双余")
_COUNTED = frozenset(
    "个種种位次座名项場场部條条件年天月日周週张所屆届家款支只隻對对點点份段層层站队派篇批轮代股栋岁元吨桶分秒时米"
    "卷句棵间封片块架辆艘台根颗匹头口双套本门级度人者侧线号等步样遍回番阵事期集节课"
)
# What follows one of these may begin a quote though the two are often one word: 还|有, 才|能, 已|在.
_ADVERBS = frozenset("不没未还只正才已将总又即也都就却仅曾且再便更竟仍常均皆各亦并可会能应须要所及其与而因以据随自来之")
_VERBS_AFTER = frozenset("是在有能会要可为称将自此一人所不说看言其了从主如至着之已未得过值以叫")
# 位于, 称为 and their like part before 于 and 为; these do not.
_ONE_WITH_YU = frozenset(
    "因为 认为 以为 行为 成为 作为 关于 对于 由于 至于 等于 终于 过于 勇于 善于 敢于 乐于 易于 急于".split()
)
# Words of such characters that nobody cuts.
_WHOLE = frozenset(
    "一些 一定 一直 一般 一切 一样 一起 一旦 一致 一再 一带 一边 一半 一向 一律 一贯 一度 一流 多数 多样 多元 单位 单元 单一 双方 百姓 万一 十分 十足 "
    "首次 首都 首席 首相 首脑 首先 首要 前者 前面 前方 各级 各类 半年 半天 这样 那样 这些 那些 这里 那里 这边 那边 两岸 数字 数量 数目 数据 数学 多少 几乎 年代 "
    "人家 所以 或者 他们 我们 她们 它们 你们 人们 之间 其他 其它 其中 其实 可以 可能 可是 没有 所有 只有 只要 不过 不仅 不但 不断 不同 以来 以后 以前 过度 过去 "
    "过程 之后 之前 因此 因而 及其 与其 来自 还是 都会 将要 正值 不得 不能 不可 不会 不要".split()
)
# What a quote may well leave outside: 科学家|们, 上午|时, 北京|市.
_LOOSE_SUFFIXES = frozenset("们里中上下内外前后间时等的了着过得地之于为在个次年月日县区市镇村")
_RANKS = frozenset("市省县区镇乡村")

# --- what no dictionary word explains ----------------------------------------------------------------------------

# Characters that are words by themselves; every other one beside another that no word explains is part of one.
_FREE = frozenset(
    "的了着著过得地之于为以在到有是和与及或而但且则即就也都还又再很更最太较够各该此这那其某另全共只仅约近超逾当因如若从由向往对给把被将让使令叫称说据跟"
    "比至自同除按他她它我你您们谁人年月日号时点分秒岁个名位次座条项件种些几多少两一二三四五六七八九十百千万亿零〇半第每本上下中内外前后里间旁边不没未无"
    "非勿莫已曾正可能会应要须想来去出入起回开做作用看见打拿吃走住设建死生需遭受带含取获占共供成变升渐恐并仍便却才竟等吗呢吧啊呀嘛么所者亦均皆达距隔经"
    "凭靠沿朝趁替钱事话水火书车船投写读听喝跑问答请送买卖放坐站找选学教发交收付停派"
)
# Of these, one alone parts even from a character that no word explains.
_GRAMMAR = _FREE - frozenset(
    "达里所前后全莫外半占内间成出多少应当如须正可入起回开做作用看见打拿吃走住设建死生需遭受带含取获共供变升渐恐并仍便却才竟等距隔经凭靠沿朝趁替"
    "钱事话水火书车船投写读听喝跑问答请送买卖放坐站找选学教发交收付停派"
)
# Of these not even a given name is made.
NEVER_IN_NAMES = frozenset(
    "的了着著得之于为以在是和与及或而但且则也都还又再很更最太较这那其某只仅就被将让从由向往对给把他她它我你您们吗呢吧啊么不没未等"
)
# Complements that belong to the verb of one character before them: 吹|走, 派|到, 戴|上.
_COMPLEMENTS = frozenset("走掉上下回到往进出住开满成")
# They turn the noun behind them into another: 反|恐怖主义.
_PREFIXES = frozenset("反伪准亚抗防仿")
_DEGREES = frozenset("很较更最太极颇")
_MEASURABLE = frozenset("多少高低大小早晚重轻长短快慢")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾夏韦付邹熊孟秦邱尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵钱严覃戴莫孔汤敖温康施牛樊葛邢齐伍庞颜倪庄聂章鲁岳翟殷詹欧耿关焦俞左柳甘祝包宁符舒阮柯纪梅童凌毕裴霍涂苗翁冉骆蓝游辛靳管柴蒙鲍华喻祁蒲"
    "滕屈饶牟艾尤阳穆司卓古吉缪简车项连芦褚娄窦戚岑景柏宗瞿桂佟应臧闵苟邬边卞姬仇栾隋刁荣巫寇桑郎甄丛仲虞敬巩佘池查麻苑迟邝官封谈匡鞠惠荆冀郁胥储楚鄢谌奚"
    "皮粟冼蔺厉仝郜阚"
)
_DOUBLE_SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 司徒 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 独孤 南宫 东方 钟离 宇文 长孙 鲜于 闾丘 淳于 单于 太史 申屠 公羊 澹台 赫连 呼延 万俟 轩辕 "
    "濮阳 百里 东郭 西门 南门 拓跋 第五 梁丘 左丘 完颜 耶律 贺兰".split()
)
# Tags of the segmenter: people, places, organisations, other names; and idioms of four characters.
_IDIOM = "i"
_NAMES = frozenset(("nr", "ns", "nt", "nz", "nrt", "nrfg"))
# Characters with which names from other languages are spelt.
_SPELLING = frozenset(
    "阿埃艾爱安昂奥巴白拜班邦贝本比彼毕宾波伯博勃布策查茨达戴丹道德登邓迪蒂丁东杜顿多厄恩尔法范菲费芬丰佛夫弗福盖冈戈哥格葛根古瓜圭哈海汉赫黑亨胡华怀惠霍基吉加贾杰捷金京"
    "卡凯坎康考柯科可克肯孔库奎拉莱赖兰朗劳勒雷蕾累黎里理利莉立丽列林琳龙隆卢鲁路伦罗洛吕玛马迈麦曼芒毛梅美门蒙孟米密缅明摩莫默姆穆纳娜奈南内嫩妮尼涅宁纽农努诺女欧帕派潘庞佩彭皮平泼"
    "珀普奇齐恰钱强乔切琴丘让热仁日荣茹儒瑞若萨塞赛桑瑟森沙莎山舍申圣施什史士舒斯丝思松苏孙索塔泰坦汤唐陶特滕提汀廷通图土托瓦旺威韦维魏温文翁沃乌吴伍武西希锡悉夏香肖谢辛欣兴休许叙"
    "逊雅亚延扬杨耶叶伊依易因英永尤于约云赞泽曾扎詹张哲者珍朱祖佐兹孜帖木切讷谟芙缪啰耐薇婷戛卑"
)
# Characters that simplification merges with another, so that the dictionary no longer knows the word.
_ZHU = re.compile("(?<=[显卓昭土名编原专论译巨合])着|着(?=[名作述称])")
_SHORTEST_SPELT = 3
_LONGEST_NAME = 4
_DOTS = tuple("·•・‧")
_NAME_FOLLOWS = re.compile(r"[·•・‧]|\([A-Za-z]")
# What ends a name behind its own part: 玛雅|人, 加勒比|海.
_KINDS_OF_NAME = frozenset("人汗王侯族语裔河海湖岛山江郡州国堡塔城军杯会报党派教港湾")
# Endings that are no words.
_SUFFIXES = frozenset("者性化")


class _Edge(NamedTuple):
    """An edge at `at` in the clause around it; `left` and `right` are the dictionary words that meet there.

    `second` is the word before `left`, empty at the beginning of the clause. `opens` and `closes` are the signs that
    stand before and after the clause.
    """

    clause: str
    at: int
    second: str
    left: str
    right: str
    opens: str
    closes: str


def word_across(text: str, position: int, *, quote_follows: bool) -> str | None:
    """The word or name that an edge at `position` cuts in two, or None.

    Args:
        text: Simplified text around the edge.
        position: The edge, between two Han characters that touch.
        quote_follows: Whether the quote begins at the edge; else it ends there.

    Returns:
        The whole word, or as much of it as can be told.
    """
    text = _ZHU.sub("著", text).replace("干隆", "乾隆")
    before = re.search("[一-鿿]*$", text[max(0, position - _WINDOW) : position])
    after = _HAN.match(text[position : position + _WINDOW])
    if not before or not before[0] or not after:
        return None
    clause, at = before[0] + after[0], len(before[0])
    second, left, right = _beside(clause, at, model=False)
    if quote_follows and clause[at] == "们":
        return clause[at - 1 : at + 1]
    if not right:
        return left if _is_cut(left, _offset(clause, at, left), quote_follows=quote_follows) else None
    signs = text[: position - at][-1:], text[position - at + len(clause) :][:2]
    edge = _Edge(clause, at, second, left, right, *signs)
    return _modelled(edge) or _unexplained(edge) or _spelt(edge) or _surnamed(edge) or _bound(edge)


@cache
def _segmenter() -> ModuleType:
    import rjieba

    return rjieba  # type: ignore[no-any-return, unused-ignore] # typed in newer releases


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text, each with the segmenter's tag of its part of speech (those of ICTCLAS: n, v, nr, ns, nt)."""
    return [(str(word), str(tag)) for word, tag in _segmenter().tag(text)]


def is_listed(word: str) -> bool:
    """Whether the dictionary has the word, which the segmenter's model of characters may have guessed."""
    return bool(_segmenter().has_word(word))


def word_from(text: str, position: int) -> str:
    """The dictionary word that begins at `position` of a simplified text; empty where none does."""
    before = re.search("[一-鿿]*$", text[max(0, position - _WINDOW) : position])
    after = _HAN.match(text[position : position + _WINDOW])
    return _beside(before[0] + after[0], len(before[0]), model=False)[2] if before and before[0] and after else ""


def _beside(clause: str, at: int, *, model: bool) -> tuple[str, str, str]:
    """The two words before the edge and the one after it; the word across it and nothing after where there is one."""
    position, second, last = 0, "", ""
    for word in map(str, _segmenter().cut(clause, hmm=model)):
        if position == at:
            return second, last, word
        if position < at < position + len(word):
            return last, word, ""
        position, second, last = position + len(word), last, word
    return second, last, ""


def _offset(clause: str, at: int, word: str) -> int:
    """How many characters of the word across the edge stand before it."""
    return next(size for size in range(1, len(word)) if clause.startswith(word, at - size))


# --- a word of the dictionary across the edge --------------------------------------------------------------------


def _is_cut(word: str, at: int, *, quote_follows: bool) -> bool:
    left, right = word[:at], word[at:]
    known = _segmenter().has_word
    if len(word) == 2:
        return not _may_part(word, quote_follows=quote_follows)
    if left[-1] == "第" or _tag(word) == _IDIOM:
        return True
    if _COUNTS.issuperset(left) and (right[0] in _COUNTED or known(right)):
        return False
    spelt = left[-1] in _SPELLING and right[0] in _SPELLING and right[0] != "山" and _tag(word) in _NAMES
    if len(left) > 1 and known(left) and not spelt:
        if len(right) == 1:
            return quote_follows or right not in _LOOSE_SUFFIXES
        if known(right):
            return False
    if spelt or (len(word) <= _LONGEST_NAME and _tag(word) in _NAMES) or _parts_word(word, at):
        return True
    # Chinese words end in their head: 演员 may begin a quote of 女演员.
    return not (quote_follows and len(right) > 1 and known(right))


def _may_part(word: str, *, quote_follows: bool) -> bool:
    left, right = word[0], word[1]
    if left == "第" or word in _WHOLE or word in _ONE_WITH_YU:
        return False
    if left in _COUNTS and right in _COUNTED:
        return True
    return quote_follows and (right in "于为" or (left in _ADVERBS and right in _VERBS_AFTER))


def _parts_word(word: str, at: int) -> bool:
    """Whether the edge lies inside a shorter word of which the longer one is made: 科|学 in 科学家."""
    known = _segmenter().has_word
    return any(
        known(word[start:end])
        for start in range(at)
        for end in range(at + 1, len(word) + 1)
        if 1 < end - start < len(word)
    )


@lru_cache(maxsize=4096)
def _tag(word: str) -> str:
    words = tagged(word)
    return words[0][1] if len(words) == 1 else ""


# --- no word of the dictionary across the edge -------------------------------------------------------------------


def _modelled(edge: _Edge) -> str | None:
    """A word that only the segmenter's model of characters sees, where no character beside the edge is one by itself."""
    _, word, nothing = _beside(edge.clause, edge.at, model=True)
    if nothing or len(word) > _LONGEST_NAME:
        return None
    at = _offset(edge.clause, edge.at, word)
    return None if word[:at] in _FREE or word[at - 1] in _FREE or word[at] in _FREE else word


def _unexplained(edge: _Edge) -> str | None:
    """Two characters side by side that belong to no word, and are none."""
    pair = {edge.left, edge.right}
    if max(len(edge.left), len(edge.right)) > 1 or pair <= _FREE:
        return None
    word = edge.left + edge.right
    return word if not pair & _GRAMMAR or _segmenter().has_word(word) else None


def _spelt(edge: _Edge) -> str | None:
    """A name spelt by sound: three such characters that are not all in words of their own, or two beside a sign of it.

    Such signs are the dot between names (约|里奥 in 伊雷娜·约里奥) and the name in its own letters in brackets.
    """
    clause, start, end = edge.clause, edge.at, edge.at
    while start and clause[start - 1] in _SPELLING:
        start -= 1
    while end < len(clause) and clause[end] in _SPELLING:
        end += 1
    if not start < edge.at < end:
        return None
    if start == 0 and edge.opens in _DOTS and edge.right not in _FREE:
        return clause[start:end]
    if end == len(clause) and _NAME_FOLLOWS.match(edge.closes) and edge.left not in _FREE:
        return clause[start:end]
    apart = min(len(edge.left), len(edge.right)) == 1 and not {edge.left, edge.right} & _FREE
    return clause[start:end] if apart and end - start >= _SHORTEST_SPELT else None


def _surnamed(edge: _Edge) -> str | None:
    """A given name of two characters cut in two, the surname before it, 叶少|毅; or one behind a double surname."""
    if edge.left in _DOUBLE_SURNAMES and (
        (len(edge.right) == 1 and edge.right not in _GRAMMAR) or (len(edge.right) == 2 and _tag(edge.right) in _NAMES)
    ):
        return edge.left + edge.right
    name = edge.clause[max(0, edge.at - 2) : edge.at + 1]
    if len(name) < _LONGEST_NAME - 1 or name[0] not in _SURNAMES or NEVER_IN_NAMES & set(name[1:]):
        return None
    apart = (edge.second, edge.left) == (name[0], name[1])
    return name if len(edge.right) == 1 and (apart or (edge.left == name[:2] and _tag(edge.left) in _NAMES)) else None


def _bound(edge: _Edge) -> str | None:
    """What hangs together by its making: 很|好, 吹|走, 使用|者, 美国|人."""
    left, right = edge.left, edge.right
    if left in _PREFIXES:
        return left + right
    if len(right) != 1:
        return None
    verb = len(left) == 1 and left not in _FREE and right in _COMPLEMENTS and _tag(left) == "v"
    named = right in _KINDS_OF_NAME and len(left) > 1 and (_tag(left) in _NAMES or _SPELLING.issuperset(left))
    degree = left in _DEGREES or (left in "过够" and right in _MEASURABLE)
    return left + right if degree or verb or named or right in _SUFFIXES else None
