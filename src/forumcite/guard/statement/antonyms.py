"""Deeds and states of the news that exclude each other, as data: by field, in both languages.

A line, with those indented below it, is one scale, as in `scales`: groups of words that mean about the same, parted by
|; words of several words are joined by _. A word stands here only where nothing can be both at once: who advanced did
not retreat in the same place and time. What is merely another degree (good, excellent) stands in no two groups.
"""

from __future__ import annotations

CONTRARIES = """
negation
合宪 constitutional | 违宪 unconstitutional
合法 lawful legal | 违法 非法 不法 unlawful illegal
有效 | 无效
认罪 pleaded_guilty | 不认罪 pleaded_not_guilty
采纳 采信 | 不予采信
起诉 indicted charged | 不起诉
armed 武装 | unarmed 非武装
有症状 symptomatic | 无症状 asymptomatic
有害 harmful | 无害 harmless
confirmed 确认 证实 坐实 | denied 否认 辟谣
属实 true 真实 | 不实 虚假 untrue false 失实
right correct 正确 | wrong incorrect mistaken 错误
able capable | unable incapable
likely | unlikely
aware | unaware
official 官方 | unofficial 非官方 民间
licensed 持证 | unlicensed 无证
manned | unmanned
safe 安全 | unsafe 危险
successful 成功 | unsuccessful 失败
guilty | innocent
intentional deliberate 故意 蓄意 | accidental unintentional 过失 意外 无意
有关 相关 | 无关
有罪 | 无罪

comparison
红色 red | 橙色 orange | 黄色 yellow | 蓝色 blue
最高 highest record_high | 最低 lowest record_low
最大 largest biggest | 最小 smallest
最多 most | 最少 fewest least
最早 earliest | 最晚 最迟 latest
最长 longest | 最短 shortest
最快 fastest quickest | 最慢 slowest
最强 strongest | 最弱 weakest
最好 最佳 best | 最差 最坏 worst
最老 最年长 oldest | 最年轻 youngest
最热 hottest warmest | 最冷 coldest coolest
最贵 dearest costliest | 最便宜 cheapest
最富 richest wealthiest | 最穷 poorest
上限 最高限额 maximum ceiling upper_limit | 下限 minimum floor lower_limit
超过 超出 高于 exceeded above | 低于 不足 未达 below
偏多 | 偏少
偏高 | 偏低
偏暖 | 偏冷

direction
增至 升至 涨至 增加到 上升到 提高到 | 减至 降至 跌至 减少到 下降到 降低到
上调 调升 调高 调涨 | 下调 调降 调低
维持不变 保持不变 unchanged | 上调 下调 调升 调降
提前 | 推迟 延后 延期 延迟 延至 推后 押后 postponed delayed
胜诉 | 败诉
维持原判 upheld | 改判 撤销原判 overturned quashed
死刑 | 无期徒刑 | 有期徒刑 | 缓刑 | 拘役
上升期 | 下降期
胜 | 负 | 平
3_读_通过 通过 表决_通过 批准 获准 adopted approved passed ratified | 否决 驳回 未获通过 搁置 rejected vetoed defeated
赞成 支持 拥护 主张 in_favour in_favor support supported favour favoured favor favored backed | 反对 抵制 opposed
  oppose against
当选 elected | 落选
允许 准许 许可 permit permitted allow allowed | 禁止 不准 严禁 ban banned prohibit prohibited forbid forbidden
eastbound 东行 | westbound 西行
inbound | outbound
顺时针 clockwise | 逆时针 anticlockwise counterclockwise
超速 | 限速
增长 增加 上升 grew increased rose | 减少 下降 decreased declined fell
上游 upstream | 下游 downstream
扩大 拉大 | 缩小 收窄
agreed 同意 答应 | refused disagreed 拒绝 不肯
accepted 接受 接纳 | rejected refused 拒绝 回绝 婉拒
voluntary 自愿 | compulsory forced 强制
direct 直接 | indirect 间接
temporary 临时 | permanent 永久
同比 year_on_year | 环比 month_on_month
地上 aboveground | 地下 underground
室内 indoor | 室外 户外 outdoor
stayed_open remained_open kept_open 照常开放 照常营业 | closed shut 关闭 停业 关停

date
this | next
今年 本年 this_year | 去年 last_year | 明年 来年 next_year | 前年 | 后年

number
once 1_time | twice 2_times | 3_times three_times | 4_times four_times | 5_times five_times | 6_times six_times |
  7_times seven_times | 8_times | 9_times | 10_times
"""

# A deed and the one that undoes it, or two sides of one deed: each may be told of the other.
REVERSALS = """
direction
停牌 | 复牌
涨停 | 跌停
跑赢 | 跑输
看涨 看多 利多 利好 bullish | 看跌 看空 利空 bearish
加息 升息 rate_rise rate_increase rate_hike | 降息 减息 rate_cut
增持 加仓 | 减持 减仓
买入 | 卖出 抛售
买家 买方 买主 buyer purchaser | 卖家 卖方 卖主 seller vendor
买下 购得 买进 收购 bought acquired purchased | 卖掉 卖出 售出 出售 卖给 sold
多头 | 空头
牛市 | 熊市
高开 | 低开
收涨 | 收跌
走高 走强 上行 | 走低 走弱 下行
反弹 回升 rebounded recovered | 回落 下挫 slumped plunged
飙升 暴涨 大涨 猛增 激增 surged soared jumped climbed | 暴跌 大跌 骤降 锐减 plunged slumped tumbled dropped plummeted
涨价 提价 | 降价 减价
扩张 | 收缩 萎缩
扭亏为盈 转盈 | 由盈转亏 转亏
盈利 获利 profit profitable | 亏损 亏本 loss unprofitable
增资 | 减资
增产 | 减产
增收 | 减收
增税 加税 tax_increase tax_rise | 减税 降税 tax_cut
入市 上市 listed | 退市 delisted
顺差 surplus | 逆差 deficit
供过于求 oversupply | 供不应求 shortage
升值 appreciated strengthened | 贬值 depreciated weakened
债权人 creditor | 债务人 debtor
贷方 | 借方
提速 加快 accelerated quickened sped_up | 减速 放缓 减慢 slowed decelerated
原告 plaintiff | 被告 defendant
上诉人 appellant | 被上诉人 appellee
获释 释放 freed released | 被捕 逮捕 拘捕 羁押 收押 jailed imprisoned detained arrested
立案 | 撤案 销案
可上诉 | 不得上诉
控方 检方 prosecution prosecutor | 辩方 辩护方 defence defense
加害人 加害者 | 被害人 受害人 受害者
进攻 来犯 | 防守 撤退
前进 推进 advanced | 后退 撤退 撤离 retreated withdrew
占领 攻占 夺取 攻陷 captured seized | 失守 撤出 lost
停火 停战 休战 ceasefire truce | 开火 开战 交火
宣战 | 投降 surrendered
战胜 击败 大胜 险胜 defeated beat | 败给 不敌 负于 落败 输给 lost_to
胜利 victory triumph | 失败 defeat
入伍 enlisted | 退伍 退役 discharged
结盟 盟友 盟国 ally allies | 敌对 敌人 敌国 enemy enemies
征兵 | 裁军
入境 | 出境 离境
入侵 invaded | 撤军 撤兵 withdrew
引爆 | 拆除
阳性 positive | 阴性 negative
良性 benign | 恶性 malignant
急性 acute | 慢性 chronic
感染 infected | 康复 治愈 痊愈 cured
确诊 confirmed | 排除 疑似 ruled_out suspected
住院 入院 hospitalised hospitalized admitted_to_hospital | 出院 discharged
生还 幸存 幸免 获救 rescued survived alive | 死亡 身亡 遇难 罹难 丧生 dead died killed perished
重伤 | 轻伤 | 无恙
好转 improved | 恶化 worsened deteriorated
可治愈 curable | 不治 不可治愈 incurable
传染 contagious | 非传染
禁食 fasting | 进食
晋级 出线 入围 advanced qualified | 淘汰 出局 无缘 eliminated knocked_out
夺冠 卫冕 冠军 champion winner | 亚军 runner-up | 季军
主场 at_home home | 客场 away
首发 | 替补 substitute
升级 promoted | 降级 relegated demoted
领先 leading ahead | 落后 trailing behind
开幕 | 闭幕
上半场 first_half | 下半场 second_half
主队 | 客队
金牌 gold | 银牌 silver | 铜牌 bronze
签约 | 解约
连胜 | 连败
赞成票 | 反对票 | 弃权票
上台 took_office | 下台 卸任 left_office
就任 上任 就职 任职 took_office | 卸任 离任 去职 辞职 resigned stepped_down
连任 re-elected | 落选
任命 委任 聘任 appointed named | 免职 罢免 撤职 革职 解职 解聘 dismissed sacked fired removed
执政党 | 反对党 在野党
执政 | 在野
多数派 | 少数派
左翼 left-wing | 右翼 right-wing
左派 leftist | 右派 rightist
公开 公布 published | 保密 隐瞒 withheld
解密 declassified | 保密 classified
建交 | 断交
签署 signed | 撕毁 退出 拒签
加入 joined | 退出 withdrew_from left
生效 took_effect came_into_force | 失效 废止 expired lapsed repealed
颁布 施行 实施 enacted | 废除 废止 撤销 repealed abolished
制裁 sanctioned | 解禁
解除 解封 lifted | 实施 封锁 封控 imposed
独立 independent | 附属
统一 united unified | 分裂 divided
中央 central | 地方
出发 启程 departed | 抵达 到达 arrived
起飞 took_off | 降落 着陆 landed
登机 boarded | 下机 disembarked
进站 | 出站
上行 northbound | 下行 southbound
通车 投运 开通 opened | 停运 封闭 停用 closed shut
恢复 复运 resumed | 中断 暂停 停运 停航 suspended halted
复工 | 停工
复课 | 停课
复产 | 停产
营业 开业 open opened | 停业 歇业 闭馆 关门 打烊 close closed shut
开馆 开放 open opened opening reopened | 闭馆 关闭 封闭 close closed shut shutting closing
准点 正点 准时 on_time punctual | 晚点 误点 延误 late delayed
单程 one-way | 往返 round-trip
拥堵 congested | 畅通
空载 空车 empty | 满载 full
起点 | 终点
入口 entrance | 出口 exit
升温 回暖 变暖 warmed warmer warming | 降温 转冷 变冷 cooled colder cooling
干旱 旱灾 drought dry | 洪涝 洪水 水灾 flood floods flooding wet
晴天 sunny | 雨天 rainy
涨潮 high_tide | 落潮 退潮 low_tide
日出 sunrise | 日落 sunset
结冰 froze frozen | 融化 解冻 melted thawed
上涨 | 消退 receded
加强 增强 strengthened intensified | 减弱 weakened
登陆 made_landfall | 离岸
顺风 tailwind | 逆风 headwind
advanced | retreated receded withdrew
wider widened | narrower narrowed
widen | narrow
doubled 翻番 翻倍 | halved 减半 腰斩
hired recruited 招聘 雇用 聘用 | dismissed 裁员 裁减 laid_off
won | lost
borrowed 借入 | lent 借出
imported 进口 | exported 出口
arrived | left departed
inhaled 吸入 | exhaled 呼出
admitted confessed acknowledged 承认 | denied 否认
praised hailed lauded welcomed 赞扬 称赞 肯定 欢迎 | condemned criticised criticized denounced 谴责 批评 抨击
paid | unpaid
married 已婚 | unmarried single 未婚
employed 就业 | unemployed 失业
known | unknown
named identified 实名 | unnamed anonymous unidentified 匿名
一致 unanimous | 分歧 divided
齐全 complete | 残缺 incomplete
收费 | 免费 free
公立 public 公办 state-run | 私立 private 民办 privately_run
国有 state-owned | 民营 私营 private privately_owned
国产 domestic | 进口 imported
全职 full-time | 兼职 part-time
有偿 | 无偿
城镇 城市 urban | 农村 乡村 rural
男性 男子 male men | 女性 女子 female women
已婚 | 未婚
父亲 father | 母亲 mother
兄弟 brother | 姐妹 sister
成年人 成人 adults | 未成年人 儿童 minors children
水下 underwater | 水上
海外 境外 overseas | 境内 国内
进口商 importer | 出口商 exporter
雇主 employer | 雇员 员工 employee
房东 landlord | 房客 租客 租户 tenant
师傅 | 徒弟
买卖 | 租赁
供应商 supplier | 客户 customer
母公司 parent_company | 子公司 subsidiary
正方 | 反方
甲方 | 乙方
上级 superior | 下级 subordinate
前者 former | 后者 latter

date
今日 今天 今晨 今晚 today tonight | 昨日 昨天 昨晚 昨夜 yesterday | 明日 明天 tomorrow
本月 this_month | 上月 上个月 last_month | 下月 下个月 next_month
本周 这周 this_week | 上周 last_week | 下周 next_week
本季度 this_quarter | 上季度 last_quarter | 下季度 next_quarter
本赛季 this_season | 上赛季 last_season | 下赛季 next_season
第1季度 1季度 首季 first_quarter 1_st_quarter | 第2季度 2季度 second_quarter 2_nd_quarter | 第3季度 3季度
  third_quarter 3_rd_quarter | 第4季度 4季度 fourth_quarter 4_th_quarter
上半年 first_half | 下半年 second_half
月初 | 月中 | 月底 月末
年初 | 年中 | 年底 年末 岁末
白天 daytime | 夜间 夜晚 night nighttime
凌晨 清晨 | 傍晚 黄昏
工作日 weekday weekdays | 周末 weekend weekends
首日 first_day | 次日 next_day
同日 | 次日

number
首次 首度 第1次 | 第2次 再度 | 第3次 | 第4次 | 第5次
冠军 榜首 首位 第1名 第1位 | 亚军 第2名 第2位 | 季军 第3名 第3位 | 第4名 第4位

title
主任医师 | 副主任医师 | 主治医师 | 护士长 | 护士 nurse | 药师 pharmacist | 医生 doctor
chief_executive chief_executive_officer ceo 首席执行官 | chief_financial_officer cfo 首席财务官 |
  chief_operating_officer coo 首席运营官 | chairman chairwoman 董事长
"""
