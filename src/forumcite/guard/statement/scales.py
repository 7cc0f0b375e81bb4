"""Words that exclude each other in one place of a sentence, as data.

A line of SCALES, with those indented below it, is one scale: groups of words that mean about the same, parted by |. In
one slot of two wordings, a word of one group against a word of another is another fact (all, some; 必须, 可以), while
two words of one group are not (could, might). A word that may mean two things stands in two groups, and then never
disagrees with either.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.statement.antonyms import CONTRARIES, REVERSALS
from forumcite.guard.statement.texts import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words of several words are joined by _.
SCALES = """
negation
不 | 得

modality
must shall have_to has_to had_to need_to needs_to obliged_to 必须 须 务必 必需 不得不 需要 需 | should ought 应 应该
  应当 理应 | may might can could able_to 可 可以 能 能够 得以
will would shall certainly definitely surely 将 会 将会 必将 必然 必定 一定 肯定 势必 已经 | may might could can
  possibly perhaps maybe probably likely 可能 或许 也许 恐怕 有望 或将
required compulsory mandatory 要求 强制 | allowed permitted optional 允许 准许 许可 | forbidden prohibited banned
  barred 禁止 严禁 不准 | recommended advised suggested 建议 推荐
was were did had 已 已经 曾 曾经 | will shall 将 将要 即将 将会 plans_to plan_to planned_to intends_to intend_to 计划
  打算 拟 准备
tried attempted sought 试图 企图 尝试 | managed succeeded 成功 已经
claimed claims alleged believed suggested suspected 声称 认为 怀疑 | proved proves proven knew knows confirmed
  convicted 证明 证实
considering considered proposed proposes suggested hoped 建议 提议 希望 考虑 | adopted decided approved introduced
  passed imposed 决定 采纳 出台

quantifier
all every each entire whole everyone everybody everything any 都 均 皆 所有 全部 全体 一切 每 每个 各 整个 全 任何 |
  some several certain any someone somebody something partial 部分 一些 1些 有些 某些 某 若干 | most majority 大多
  多数 大多数 大部分 绝大多数 | many numerous much several 许多 很多 大量 众多 不少 | few little minority 少数 少量
  个别 极少 很少 小部分 | none nobody nothing neither
both 双方 两者 | neither either | one 一方
always constantly invariably 总是 一直 1直 始终 永远 一贯 | often frequently usually regularly commonly generally
  normally 经常 时常 通常 往往 常常 常 | sometimes occasionally 有时 偶尔 | rarely seldom hardly scarcely 很少 极少 |
  never 从不 从未 | 一度 1度 一时 1时
once one_time 一次 一度 1次 1度 | twice | repeatedly again 多次 屡次 反复 再次 再度 | 首次 首度 第一次 第1次 | 第二次
  第2次
gradually slowly steadily 逐渐 逐步 渐渐 | suddenly abruptly 突然 忽然 骤然
completely entirely fully wholly totally 全部 完全 全面 彻底 | mostly mainly largely primarily chiefly predominantly
  主要 基本 基本上 大体 | partly partially 部分 局部 | only solely exclusively merely sole 仅 只 唯一 仅仅 只有 |
  also too likewise 也 亦
daily 每天 每日 | weekly 每周 | monthly 每月 | quarterly 每季 每季度 | annual annually yearly 每年
temporary temporarily 暂时 临时 | permanent permanently 永久 永远 长期
still 仍 仍然 依然 | no_longer 不再
initially originally 最初 起初 | finally eventually ultimately 最终 最后
alone 单独 独自 | together jointly 共同 联合
national nationwide 全国 | local 部分地区 局部地区

conjunction
and 和 与 及 以及 并 并且 | or 或 或者 | but_not rather_than 而非 而不是
because since due owing 因为 由于 因 | although though despite while whereas notwithstanding 虽然 尽管 虽 即使 | if
  when 如果 若 假如 倘若 当 | 为了
therefore so thus hence consequently 因此 所以 因而 | but however yet nevertheless 但 但是 然而 不过 可是 却
if when provided 如果 若 只要 | unless 除非 | even_if 即使 即便

comparison
over above exceeding more_than greater_than higher_than 超过 逾 超 高于 多于 大于 | under below less_than fewer_than
  lower_than 不足 不到 低于 少于 小于 | nearly almost approaching 接近 将近 | exactly precisely 正好 恰好
at_least 至少 最少 不少于 不低于 | at_most up_to 至多 最多 不超过 不多于
以上 | 以下
以内 | 以外
more | less fewer
higher | lower
larger bigger greater | smaller
older elder | younger
better | worse
longer | shorter
faster quicker | slower
earlier 更早 | later 更晚
largest biggest greatest 最大 | smallest 最小 | 较大
highest 最高 | lowest 最低 | 较高
best 最佳 最好 | worst 最差
most 最多 | least 最少
oldest | youngest
longest 最长 | shortest 最短
earliest 最早 | latest 最晚
最 | 较 更 比较
half | twice double doubled | triple tripled thrice | quadruple quadrupled
rise_by increased_by grew_by 增加了 | rise_to increased_to grew_to 增加到 增至

direction
increase rise rose risen grow grew grown climb growth 增加 增长 上升 上涨 提高 提升 升高 攀升 | decrease reduce fall
  fell fallen drop decline shrink shrank 减少 下降 下跌 降低 缩减 回落
raise 调高 上调 | lower 调低 下调
expand 扩大 扩张 | contract shrink 缩小 收缩
buy bought purchase 买 购买 买入 收购 | sell sold sale 卖 出售 卖出 售出
import 进口 输入 | export 出口 输出
join 加入 | leave left quit withdraw withdrew 退出 离开
enter 进入 | exit leave left 离开
arrive 到达 抵达 | depart leave left 离开 出发
support back favour favor approve 支持 赞成 拥护 同意 | oppose object reject 反对 否决 拒绝
accept uphold upheld 接受 接纳 | reject refuse decline overturn overturned quash 拒绝 谢绝
approve approved 批准 通过 | veto vetoed reject rejected refuse refused deny denied 否决 驳回 拒绝
ahead 领先 | behind 落后
grant granted 准予 | deny denied refuse refused reject rejected 驳回 拒绝
agree 同意 | refuse disagree 拒绝 反对
allow permit 允许 准许 | ban forbid prohibit forbade 禁止
win won beat defeat 战胜 击败 胜利 获胜 赢得 | lose lost lost_to 败给 失败 输给 落败
success succeed successful 成功 | failure fail failed unsuccessful 失败
open 开放 开启 开设 | close shut 关闭 封闭
create found establish 成立 建立 创立 设立 创建 | dissolve abolish disband 解散 废除 撤销
gain obtain receive get 获得 得到 取得 | lose lost 失去 丧失
receive 受到 | give gave given 给予
give gave given | receive received
strengthen 加强 增强 | weaken 削弱 减弱
admit confirm acknowledge 承认 证实 | deny denied 否认
employer | employee
teacher 老师 教师 | student pupil 学生
lend lent | borrow
born 出生 生于 | died dead 去世 逝世 卒于
alive living | dead
begin began begun start commence 开始 始于 起于 | end finish conclude 结束 止于 终于
love like | hate dislike
appear 出现 | disappear vanish 消失
agree | disagree
被 遭 | 把 将 使 令
多 | 少
上 | 下
public 公开 公共 | private secret 秘密 私人 私营
legal 合法 | illegal 非法
true 真实 属实 | false untrue 虚假 不实
safe 安全 | dangerous unsafe 危险
strong 强 | weak 弱
rich 富裕 | poor 贫穷 贫困
high 高 | low 低
large big great 大 大型 | small little 小 小型
long 长 | short 短
good 好 | bad poor 坏
new 新 | old 旧
young 年轻 | old elderly 年老
hot 热 | cold 冷
easy simple 简单 容易 | difficult hard complex complicated 复杂 困难
positive 正面 积极 | negative 负面 消极
major important main 重要 主要 | minor unimportant secondary 次要
guilty 有罪 | innocent 无罪
friend ally 朋友 盟友 | enemy foe 敌人
modern 现代 | ancient 古代
urban city 城市 | rural village 农村 乡村
active 主动 | passive 被动
favourable favorable 有利 | unfavourable unfavorable 不利
advantage 优点 优势 | disadvantage 缺点 劣势
affirm 肯定 | negate 否定
improve improved 好转 改善 | worsen worsened deteriorate 恶化 变差
expand expanded | shrink shrank shrunk contract contracted
convict convicted 定罪 | acquit acquitted 无罪释放
praise praised hail hailed 赞扬 称赞 表扬 | criticise criticised criticize criticized condemn condemned 批评 谴责
recover 康复 痊愈 | die died 死亡
survive survived 幸存 生还 | die died perish perished 死亡 遇难
hire hired 招聘 聘用 录用 | fire fired dismiss dismissed 解雇 解聘 辞退
tighten tightened 收紧 | loosen loosened ease eased relax relaxed 放松 放宽
surplus 盈余 顺差 | deficit 赤字 逆差
lengthen lengthened 延长 | shorten shortened 缩短
warming warmer 变暖 | cooling cooler 变冷
optimistic 乐观 | pessimistic 悲观
winner 胜者 赢家 | loser 败者 输家
buyer 买方 买家 | seller 卖方 卖家
lender | borrower
plaintiff 原告 | defendant 被告
arrested 逮捕 拘捕 | released freed 释放 获释
attack attacked 进攻 攻击 | defend defended 防守 防御
deposit 存款 | loan 贷款
appreciate appreciated 升值 | depreciate depreciated 贬值
lift lifted 解除 取消 | impose imposed 实施 施加
extend extended | end ended
advance advanced 晋级 入围 | eliminated 淘汰 出局 无缘
present | absent
male 男性 男 男子 | female 女性 女 女子
black 黑 黑色 | white 白 白色
domestic 国内 | foreign overseas abroad 国外 海外
upstream 上游 | downstream 下游
inside inner indoors 内 内部 里面 | outside outer outdoors 外 外部 外面
upper | lower
left 左 左侧 左边 | right 右 右侧 右边
more_and_more | less_and_less
majority 多数 | minority 少数
supply 供应 供给 | demand 需求
profit 盈利 利润 | loss 亏损
early 早期 初期 前期 | late 晚期 末期 后期 | middle mid 中期
from 从 | to into 到 至
with | without

number
half 一半 半数 1半 | third 3_rd 3_rds | quarter | fifth 5_th 5_ths | tenth 10_th
first 1_st | second 2_nd | third 3_rd | fourth 4_th | fifth 5_th | sixth 6_th | seventh 7_th | eighth 8_th | ninth
  9_th | tenth 10_th

date
过去 past previous 前 | 未来 今后 next coming
去年 last_year | 今年 this_year | 明年 next_year | 前年
yesterday 昨天 昨日 | today 今天 今日 | tomorrow 明天 明日
morning 上午 早上 早晨 清晨 a.m. am | afternoon 下午 p.m. pm | evening night 晚上 夜间 夜里 | noon 中午
spring 春 春季 春天 春节 | summer 夏 夏季 夏天 | autumn fall 秋 秋季 秋天 | winter 冬 冬季 冬天
bc bce 公元前 | ad ce 公元
上半年 | 下半年
monday 周一 周1 星期一 星期1 | tuesday 周二 周2 星期二 星期2 | wednesday 周三 周3 星期三 星期3 | thursday 周四 周4
  星期四 星期4 | friday 周五 周5 星期五 星期5 | saturday 周六 周6 星期六 星期6 | sunday 周日 星期日 星期天
january | february | march | april | may | june | july | august | september | october | november | december
before prior_to 之前 以前 此前 前 | after following 之后 以后 此后 后 | during 期间
until till | since 以来
previous previously 此前 上一 | next subsequently 此后 下一
earlier | later
first 1_st 最初 首先 | last 最后 | second 2_nd third 3_rd
先后 | 同时
century 世纪 | decade 年代

name
north northern 北 北部 北方 以北 北面 | south southern 南 南部 南方 以南 南面 | east eastern 东 东部 东方 以东 东面 |
  west western 西 西部 西方 以西 西面 | northeast northeastern 东北 | northwest northwestern 西北 | southeast
  southeastern 东南 | southwest southwestern 西南
he him his himself 他 | she her hers herself 她
father dad 父亲 爸爸 | mother mum 母亲 妈妈 | parents 父母 | son 儿子 | daughter 女儿 | brother 哥哥 弟弟 兄长 兄弟 |
  sister 姐姐 妹妹 姐妹 | wife 妻子 太太 夫人 | husband 丈夫 | uncle 叔叔 叔父 舅舅 舅父 伯父 | aunt 姑姑 阿姨 |
  nephew 侄子 外甥 | niece 侄女 | grandfather 祖父 爷爷 外祖父 | grandmother 祖母 奶奶 外祖母 | grandson 孙子 |
  granddaughter 孙女 | grandparents | cousin
哥哥 兄长 | 弟弟
姐姐 | 妹妹
祖父 爷爷 | 外祖父
叔父 | 舅父
man men boy boys | woman women girl girls
king 国王 | queen 女王 王后 | prince 王子 亲王 | princess 公主 | emperor 皇帝 | empress 皇后
actor 男演员 | actress 女演员
university 大学 | institute 研究所 研究院 | college academy 学院 | company corporation firm 公司 | association 协会 |
  council | ministry 部 | department | committee 委员会 | bank 银行 | hospital 医院 | court 法院 | club 俱乐部 |
  party 党 | government 政府 | army 军团 军队 | union league alliance 联盟 | publisher 出版社 | group 集团 | station
  电视台 电台 | commission | agency | foundation 基金会 | museum 博物馆 | school 学校 | church 教堂 教会

title
主 head chief principal | 助理 assistant deputy 副
sergeant 中士 | corporal 下士 | private 列兵
foreign 外交 | defence defense 国防 | finance 财政 | interior 内政 | health 卫生 | education 教育 | justice 司法 |
  transport 交通 | agriculture 农业 | environment 环境 | labour labor 劳动 | culture 文化
president 总统 | premier prime_minister 总理 首相 | minister 部长 大臣 | chairman chairwoman chairperson chair 主席
  董事长 | secretary 书记 | secretary-general 秘书长 | director | manager 经理 | 主任 | 局长 | 司长 | 厅长 | 处长 |
  科长 | 所长 | 校长 | 院长 | 会长 | 理事长 | 总裁 | 总经理 | 总监 | mayor 市长 | governor 省长 州长 | 县长 | 区长 |
  senator 参议员 | congressman 众议员 | 议员 | 委员 | judge 法官 | lawyer 律师 | ambassador 大使 | 公使 | member |
  coach 教练 | captain 队长 上尉 | lieutenant 中尉 | general 将军 | colonel 上校 | 中校 | 上将 | 中将 | 司令 | 参谋长
  | bishop 主教 | priest 神父 | cardinal | editor 编辑 主编 | author writer 作者 作家 | translator 译者 | producer
  制片人 制作人 | director 导演 | screenwriter 编剧 | professor 教授 | lecturer 讲师 | founder 创始人 | adviser
  advisor 顾问 | engineer 工程师 | 博士 | 硕士 | king 国王 | emperor 皇帝 | commander | dr | mr
"""


class Conflict(NamedTuple):
    """A word of the statement and one of the evidence that exclude each other, and the kind of fact."""

    kind: str
    statement: str
    evidence: str


class Placed(NamedTuple):
    """Words `[start, end)` of a run that stand on the scale `number`, in which groups, and the kind of fact."""

    word: str
    number: int
    kind: str
    groups: frozenset[int]
    start: int
    end: int


_Entries = dict[str, dict[int, tuple[str, frozenset[int]]]]


@cache
def _entries(table: str) -> _Entries:
    """The scales of each word: number, kind, and the word's groups there; English words stand by their stem too."""
    found: _Entries = {}
    kind = ""
    for number, line in enumerate(table.strip().replace("\n  ", " ").splitlines()):
        if "|" not in line:
            kind = line or kind
            continue
        for group, words in enumerate(line.split("|")):
            for word in words.split():
                for key in {word.replace("_", " "), stem(word) if word.isalpha() and word.isascii() else word}:
                    scales = found.setdefault(key, {})
                    groups = scales[number][1] if number in scales else frozenset()
                    scales[number] = (kind, groups | {group})
    return found


ALL = f"{SCALES}{CONTRARIES}{REVERSALS}"


def is_title(word: str) -> bool:
    """Whether a word is an office or a rank."""
    return any(kind == "title" for kind, _ in _entries(ALL).get(word, {}).values())


def is_antonym(word: str) -> bool:
    """Whether a word is one of the deeds and states that exclude each other."""
    return word in _entries(CONTRARIES) or word in _entries(REVERSALS)


def conflict(statement: Sequence[str], evidence: Sequence[str]) -> Conflict | None:
    """The first words of one slot that exclude each other, unless another word of it reconciles them."""
    mine, theirs = list(placed(statement)), list(placed(evidence))
    alike = [(one, other) for one in mine for other in theirs if one.number == other.number]
    same = {(one.word, other.word) for one, other in alike if one.groups & other.groups}
    for one, other in alike:
        if one.groups & other.groups or (one.word, other.word) in same:
            continue
        reconciled = any(each.number == one.number and each.groups & other.groups for each in mine) or any(
            each.number == one.number and each.groups & one.groups for each in theirs
        )
        if not reconciled:
            return Conflict(one.kind, one.word, other.word)
    return None


def placed(words: Sequence[str], table: str = ALL) -> Iterator[Placed]:
    """Each word, or run of up to three, that stands on a scale, with its groups there; the longest run first."""
    entries = _entries(table)
    taken = 0
    for start in range(len(words)):
        if start < taken:
            continue
        for size in (3, 2, 1):
            run = words[start : start + size]
            text = "".join(run) if run and not run[0].isascii() else " ".join(run)
            scales = dict(entries.get(text, {}))
            if size == 1 and text.isascii():
                scales = entries.get(stem(text), {}) | scales
            if len(run) == size and scales:
                for number, (kind, groups) in scales.items():
                    yield Placed(text, number, kind, groups, start, start + size)
                taken = start + size
                break
