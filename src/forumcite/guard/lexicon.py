"""The words that carry facts, as data: one table a kind, Chinese in simplified characters, English in lower case.

A text is looked up after `forumcite.text.script.simplified`, so that 無 and 无 are one entry. The lists are short on
purpose: a word stands here because losing, adding or changing it changes what a sentence claims.
"""

from __future__ import annotations

import re

NUMBER = "0-9零〇一二三四五六七八九十百千万亿两半"
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
HAN = "㐀-䶿一-鿿\uf900-\ufaff𠀀-𳑿〇"

# --- kinds of edit, most telling first ---------------------------------------------------------------------------

NEGATION = (
    "并没有 并非 并不 不是 没有 从未 从不 尚未 绝不 决不 绝非 不再 不能 不会 不得 不可 不应 不必 不许 无法 无需 未能 未曾 未必 "
    "拒绝 否认 禁止 严禁 切勿 不 未 没 无 非 否 勿 莫 别 免 "
    "not no never neither nor none nothing nobody nowhere without cannot can't won't don't doesn't didn't isn't aren't "
    "wasn't weren't hasn't haven't hadn't wouldn't shouldn't couldn't mustn't needn't n't hardly barely scarcely rarely "
    "seldom unlikely unable denied denies deny refused refuses refuse failed fails fail lacks lack"
).split()
COMPARISON = (
    "不超过 不低于 不少于 不多于 不高于 不足 不到 超过 低于 高于 少于 多于 大于 小于 达到 至少 至多 最多 最少 以上 以下 以内 之内 之上 之下 "
    "超 逾 近 约 余 多 左右 上下 大约 将近 接近 约为 左近 几乎 仅 只 才 最 更 较 比 "
    "more less fewer over under above below least most exceed exceeds exceeded exceeding nearly almost about around "
    "approximately roughly some only just than up down higher lower greater smaller bigger larger"
).split()
MODALITY = (
    "必须 应当 应该 可以 可能 能够 需要 也许 或许 恐怕 似乎 大概 一定 必然 必定 务必 必将 将会 会 将 应 须 需 可 能 要 必 拟 "
    "must shall should may might can could will would ought possibly perhaps maybe probably certainly definitely "
    "likely need needs required allowed permitted"
).split()
QUANTIFIER = (
    "所有 全部 全体 一切 任何 每个 各个 部分 一些 有些 少数 多数 大多数 大部分 个别 许多 很多 不少 几个 之一 唯一 全 都 各 每 均 皆 总 "
    "all every each any some many most few several both either half part partly wholly entirely completely only one "
    "much little whole"
).split()
CONJUNCTION = (
    "因为 由于 因此 所以 虽然 尽管 但是 但 然而 不过 而是 而非 而不是 如果 若 假如 除非 只要 只有 或者 或 和 与 及 以及 并且 并 而 且 "
    "and or but if unless because although though whereas while except until since so therefore"
).split()
TITLE = (
    "副 原 前 代 代理 名誉 常务 联合 执行 首席 主席 主任 部长 司长 局长 处长 科长 所长 院长 校长 会长 理事长 秘书长 董事长 总裁 总经理 经理 "
    "总监 书记 市长 省长 县长 区长 镇长 州长 总统 总理 首相 大臣 议长 议员 法官 教授 研究员 工程师 专家 顾问 委员 主编 总编辑 总编 记者 发言人 "
    "创始人 院士 博士 主管 助理 "
    "deputy vice former acting interim assistant associate ex- president minister secretary director chairman "
    "chairwoman chair chief officer mayor governor senator manager head professor doctor judge spokesman spokeswoman "
    "spokesperson founder co-founder editor commissioner engineer treasurer ambassador general"
).split()
UNIT_HAN = (
    "个百分点 百分点 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 微米 纳米 公斤 千克 毫克 公顷 千瓦时 兆瓦 千瓦 万千瓦 摄氏度 华氏度 "
    "美元 欧元 英镑 日元 港元 台币 人民币 元 角 分 米 里 克 斤 吨 升 亩 度 秒 小时 分钟 天 日 周 月 年 岁 世纪 倍 成 折 层 级 项 "
    "人 人次 名 位 个 家 座 台 辆 艘 架 条 件 次 户 所 种 类 篇 部 张 只 头 届 场 口 匹 股 点"
).split()
UNIT_LATIN = frozenset(
    "km m cm mm µm nm kg g mg t l ml s ms h hz khz mhz ghz kw mw gw tw w kwh mwh gwh v a ma kb mb gb tb pb p k c f pa "
    "kpa mpa ppm ppb km² m² cm² km³ m³ eur usd gbp rmb cny knots knot miles mile metres metre meters meter feet foot "
    "inches inch yards yard acres acre hectares hectare litres litre liters liter gallons gallon tonnes tonne tons ton "
    "kilometres kilometre kilometers kilometer kilograms kilogram grams gram pounds pound ounces ounce degrees degree "
    "celsius fahrenheit percent percentage per cent points point seconds second minutes minute hours hour days day "
    "weeks week months month years year decades decade dollars dollar euros euro franc francs krona kronor krone kroner rupee rupees peso pesos lira rouble roubles ruble rubles yen yuan cents megawatts megawatt "
    "kilowatts kilowatt gigawatts gigawatt watts watt people million billion trillion thousand hundred dozen".split()
)
DIRECTION = "从 自 由 至 到 往 向 东 南 西 北 上 下 左 右 升 降 增 减 涨 跌 from to into rise rose rising fall fell falling increase decrease increased decreased up down".split()

KINDS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (kind, tuple(sorted(words, key=len, reverse=True)))
    for kind, words in (
        ("negation", NEGATION),
        ("modality", MODALITY),
        ("comparison", COMPARISON),
        ("quantifier", QUANTIFIER),
        ("conjunction", CONJUNCTION),
        ("title", TITLE),
        ("direction", DIRECTION),
    )
)

NUMBER_WORDS = (
    "(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|half|a (?:dozen|hundred|thousand|million|billion|"
    "third|quarter|half)|dozens?|an? (?:hour|week|month|year|decade|century))"
)

# --- edges, left of the quote ------------------------------------------------------------------------------------

# Words that end in a negator but deny nothing, and place names.
NO_NEGATOR = re.compile(
    "(?:[东南西北中亚是除莫若无]非|[淹出埋沉吞覆隐泯]没|[有虚全绝南]无|[辛己丁乙癸]未|[特区分识性级离送饯告惜国类个差]别)$"
    "|(?:要|可|差|岂|了|好|毫|何|免)不$|(?:以|避|罢|难|不|减|未)免$"
)
NEGATORS_BEFORE = re.compile(
    "(?:(?:并|从|尚|绝|决|毫|均|都|也|还|又|再|仍|既|亦|且|则|就|却|而|是|若|而)?"
    "(?:不(?:是|会|能|能够|可|可能|得|应|应该|应当|必|须|宜|宜再|再|曾|愿|愿意|肯|想|要|需要|需|准|许|允许|支持|同意|认为|相信|打算|计划|敢|该|太|很|够|足以|用|至于)?"
    "|没(?:有|能|能够|有能)?|未(?:能|曾|有|必|尝|予|经|获)?|无(?:法|需|须|意|力|权|从|缘|望|助于)?|非|否|勿|莫|别|甭|毋"
    "|难以|难于|拒绝|拒不|否认|避免|防止|禁止|严禁|停止|放弃|杜绝|谢绝|反对|缺乏|不曾|并非|绝非|不是))$"
)
QUESTION_BEFORE = re.compile("(?:是否|能否|可否|会否|有没有|是不是|能不能|要不要|会不会|可不可以|应否|与否)$")
NEGATIVE_WORDS = frozenset(
    "not no never neither nor none nothing nobody without cannot hardly barely scarcely rarely seldom "
    "unlikely unable prohibit prohibits prohibited forbid forbids forbade forbidden ban bans banned denied denies deny denying refused refuses refuse failed fails fail neither refute refuted "
    "refutes reject rejected rejects prevents prevented prevent avoid avoided avoids stopped lack lacks lacked".split()
)
# Between a negator and the quote these may stand without freeing the quote from it.
TRANSPARENT_WORDS = frozenset(
    "be been being yet to the a an any also ever so very all only that it he she they we i is are was were has have had "
    "do does did will would can could shall should may might must in of at for on actually really fully always "
    "necessarily everyone everybody every each even then there simply merely currently still quite being longer".split()
)
NOT_NEGATING = re.compile(
    r"(?:not only|not just|not merely|no doubt|not least|nothing but|no fewer than|no less than|no later than)\b[^,;]*$"
)

APPROXIMATION_BEFORE = re.compile(
    "((?:不超过|不低于|不少于|不高于|不多于|超过了?|超|突破|逾|近|约为?|大约|将近|接近|不足|不到|少于|多于|低于|高于|大于|小于|至少|至多|最多|最少|最高|最低|上|"
    "几乎|差不多|大概|大致|左右|平均|人均|日均|年均|第|每|仅|只有|只|才|零下|负|达不到|未达|起码|高达|累计超|(?<![之以年月日天目此从提空])前|首|头))(?:有|为|是|达|共|了)?$"
)
APPROXIMATION_BEFORE_ENGLISH = re.compile(
    r"(?:^|[^a-z])((?:no |not )?(?:more|less|fewer|greater|higher|lower|better|worse) than|at least|at most|up to|as (?:many|much|few|little) as|over|under|above|below|nearly|"
    r"almost|about|around|approximately|roughly|some|close to|just over|just under|well over|exceeding|circa|only|just|merely|a mere|minus|an average of|a maximum of|a minimum of|"
    r"an estimated|estimated at|between|from|one in|out of|every|per|before|after|until|till|since|by|within)$"
)
RANGE_LEADS = frozenset("between from before after until till since by within per every".split())
APPROXIMATION_AFTER = re.compile(
    "(?:余|多(?!少|数|年来|次|项|元化|方|种|样|层|维|功能)|几(?=[岁年个天名人万十块元公])|以上|以下|以内|之内|之上|之下|左右|上下|有余|不到|来(?:个|名|人|岁|年|天)|开外|许(?![可多诺愿])|出头|为上限|为下限)"
)
APPROXIMATION_AFTER_ENGLISH = re.compile(
    r"\s?(?:or (?:more|less|so|fewer|over|under|above|below|thereabouts)\b|and (?:over|above|under|up|more)\b|-?odd\b|-plus\b|\+|at (?:least|most)\b|plus\b)"
)
QUANTIFIER_BEFORE_ENGLISH = re.compile(
    r"(?:^|[^a-z])((?:one|some|many|most|several|few|a few|two|three|half|part|parts|none|neither|either|any|much|all but one|two thirds|a third|a quarter|"
    r"a (?:small |large |tiny )?(?:part|number|share|fraction|handful|minority|majority|couple|dozen)|among) of(?: the| its| our| their| his| her| these| those)?|among(?: the)?)$"
)

TITLE_LOWERED = re.compile(
    "(?:(?P<short>[副原前代准])|常务副|前任|代理|名誉|联合|候任|候补|时任|已故|助理|执行副|拟任|临时|见习|兼职|退休|"
    "署理|署任|署|暂代|暂任|代行|(?:卸任|离任|落选|下野)的?|退役|前前任|挂名|挂职|实习|试用|冒牌|假冒|伪|自封的?|自命的?|自诩的?|名义上的?|"
    "(?:已|被)(?:离职|辞职|免职|罢免|撤职|解职|停职)的?)$"
)
# Words that end in a character which lowers a title, and measures of time and order before 前 and 代: 三年前, 第二代.
NO_TITLE_LOWERED = re.compile(
    "(?:[平草还高复中太病荒雪冻燎]原|[全名]副|[年月日天时周期届会赛战任此之以从目当提午生跟面门楼台车床眼身事产婚饭]前|"
    "[一二三四五六七八九十两几历各世朝时古近现当后取替交年上下这那]代|[批标水不获核基精对瞄]准)$"
)
TITLE_NOUN = re.compile(
    "(?:总|首席|执行|高级|常务|省|市|县|区|镇|党组|党委)?(?:主席|主任|部长|司长|局长|厅长|处长|科长|所长|院长|校长|会长|理事长|秘书长|董事长|总裁|总经理|经理|总监|书记|市长|省长|县长|"
    "区长|镇长|乡长|村长|州长|行政长官|长官|总指挥|指挥官|博士|委员(?!会)|将军|[上中少]将|[上中少]校|院士|医生|医师|护士|律师|会计师|记者|编辑|主教练|教师|导师|讲师|主帅|总统|总理|首相|大臣|议长|议员|法官|检察长|[财法技总教学研][务术发]长|(?:执行|营运|运营|资讯|策略|行销|人资|护理|产品|信息|创意|审计|检察总|参谋总|警|探)长|总教练|助教|专员|特首|教授|研究员|工程师|主编|总编辑|总编|发言人|创始人|馆长|站长|台长|社长|行长|队长|组长|团长|司令|参谋长|"
    "干事长|署长|厂长|主管|总管|监事|理事|总管|国务卿|大使|领事|班长|园长|舰长|船长|机长|董事|主播|裁判长|教练|合伙人|发起人|主持人|省委书记|市委书记)"
)
TITLE_AFTER = re.compile(
    "(?:助理|助手|候选人|候选|参选人|竞选人|候任人|落选人|热门人选|人选|提名人|当选人|夫人|遗孀|秘书(?!长)|办公室|特使|代表|顾问|接班人|继任人|"
    "之[子女妻夫父母弟兄妹姐侄婿])"
)
TITLE_LOWERED_ENGLISH = re.compile(
    r"(?:^|[^a-z])((?:deputy|vice|former|acting|interim|assistant|associate|ex|co|then|late|outgoing|honorary|one-?time|ousted|would-be|retired|junior|self-(?:styled|proclaimed|appointed|declared|described|professed)|so-called|alleged|"
    r"aspiring|shadow|sometime|unofficial|lapsed|erstwhile|trainee|apprentice|student|probationary|novice|titular|nominal|de facto|caretaker|provisional|temporary|substitute|"
    r"stand-in|pro tem|deposed|dismissed|sacked|suspended|defrocked|disbarred|defeated|unsuccessful|failed|presumptive|prospective|potential|"
    r"suspected|presumed|supposed|purported|putative|ostensible|reputed|fake|bogus|mock|sham|pretend|pseudo|quasi)[ -]?)$"
)
TITLE_NOUN_ENGLISH = re.compile(
    r"(?:prime |chief |senior |executive |first |general |deputy |vice |harbour |port |finance |town |city )*(?:president|minister|secretary|director|chair(?:man|woman|person)?|officer|mayor|governor|"
    r"senator|manager|head|professor|judge|spokes(?:man|woman|person)|founder|editor|commissioner|engineer|treasurer|"
    r"ambassador|premier|chancellor|dean|principal|inspector|sheriff|marshal|owner|partner|member|leader|councill?or|clerk|"
    r"superintendent|controller|auditor|curator|coach|captain|chief|consultant|general|master|harbou?rmaster|surgeon|warden|prosecutor|lawyer|attorney|architect|teacher|pilot|champion|"
    r"nurse|librarian|doctor|physician|midwife|journalist|reporter|solicitor|barrister|electrician|plumber|mechanic|accountant|lecturer|priest|detective|king\b|queen\b|candidate|contender|applicant|nominee|challenger|contestant|justice\b(?! (?:is|was|for|and|has|will|had|would|in)\b))"
)
TITLE_AFTER_ENGLISH = re.compile(
    r"(?:-elect|-apparent|-designate|-in-waiting| elect\b| designate\b| emerit(?:us|a)\b| nominee\b| candidate\b|'s (?:assistant|deputy|aide|office|wife|husband|spokes\w+))"
)
TITLE_NOTE = re.compile("(?:常务|高级|资深|首席|执行|专职)$")

# A figure and the word behind it touch once folded (2050unless), so that no \b stands at the head of a pattern.
# Conditions and hearsay govern what follows in their sentence, verbs of doubt what follows in their clause.
CONDITIONS = re.compile(
    "如果|假如|假若|倘若|倘使|一旦|除非|只要(?!是)|万一|假设|假定|假使|设若|"
    '(?:^|[,;:"])(?:但|而|且|不过)?(?:要是|若(?!干|是)|如(?=遇|需|有|未|不|无|能|获|经)|倘)'
)
# Hearsay governs its own clause, the next one where a comma follows it directly, and what is joined to it by 并.
HEARSAY = re.compile(
    "(?<![数依根占证凭])据[说称传闻](?!输|达|统|感|导|送|播)|相传|传说|传言|传闻|风闻|听闻|(?<![未没])听说(?![读写课过])|耳闻|道听途说|小道消息|谣传|网传|盛传|误传|据(?:民间|坊间|当地)?(?:说法|推测|推断|猜测)|未经证实(?:的[^,.;]{1,4})?|(?:有人|有些人|一些人|某些人|部分人|有观点|有说法|有网友|批评者|反对者|批评人士|反对人士|坊间)(?:[说称]|认为|相信|指责|声称|断言)|"
    "(?:有人|网友|网民|外界|坊间|市场|街坊|舆论)(?:纷纷|普遍)?(?:猜|疑|臆测|揣测|推测|怀疑|流传|盛传|风传)(?:测|想)?|(?<![没所享拥具持])有传(?![统承播染记奇达单])(?:言|闻)?(?:称|说)?|谣言[说称]|"
    "未获证实|无法核实|有网友称|网上流传|有消息称"
)
DOUBTS = re.compile(
    "疑似|涉嫌|[被遭](?:控(?![股制])|指控|诉(?!讼)|疑)|声称|谎称|自称|诡称|宣称|号称|(?<![是能可会])否认|驳斥|辟谣|假装|佯称|误以为|误认为|不认为|不相信|(?<![得能可])不承认|反驳|怀疑|质疑|谎报|诬称|妄称|"
    "并非|并不是|绝非|绝不是|没有证据|不意味着|不代表|不等于|试图|企图|妄图|力图|尝试(?=[^的,])|所谓|即使|即便|哪怕|"
    "以为(?!然|荣|傲|主|生|中心|基础|据|由|例|限|名|单位)|担心|担忧|生怕|唯恐|幻想|猜测|假想|不信|无人相信|没有?人(?:能够?|可以|敢|会)?(?:相信|认为|证明|证实|确定|保证|断言|肯定)|很难说|难说|谈不上|说不上|算不上|不敢说|不至于|"
    "未见得|不见得|差一?点|排除(?:了|掉)?(?!障|故|干|险|万)|(?:无法|不能|难以|未能?|尚未|没有?)(?:得到)?(?:确认|证实|证明|确定|断定|肯定|判断|认定|核实)|(?:没有?|无|毫无)(?:任何)?(?:迹象|证据|理由|根据|数据|线索)(?:表明|显示|证明|说明|认为|相信|支持)?|与其说?|不清楚|不(?:太)?确定|不肯定|"
    "(?:从)?(?:理论|纸面|名义|账面)上(?![个世半下])(?:讲|说|看|来说|来讲|来看)?|(?:^|[,;:])从?表面上?(?:看|来看|看来|上)|"
    "(?:^|,)(?:网|误|谣)?(?:传|疑)(?=,?$)|险些|扬言|威胁(?:要|说)|妄言|佯装|诈称|误传|谣传"
)
CONDITIONS_ENGLISH = re.compile(
    r"(?<![a-z])(?:if(?! (?:anything|nothing else|possible|necessary|needed|so|not|any|ever|at all)\b)|unless|lest|provided that|providing that|assuming(?: that)?|supposing|suppose|in case|on condition that|in the event)\b"
)
DOUBTS_ENGLISH = re.compile(
    r"(?<![a-z])(?:allegedly|reportedly|supposedly|purportedly|apparently|seemingly|ostensibly|nominally|"
    r"it (?:is|was|has been) (?:\w+ )?(?:claimed|said|alleged|rumou?red|believed|thought|assumed|suspected|feared|supposed|suggested|mooted)(?: that)?|it (?:seems|seemed|appears|appeared)(?: that)?|"
    r"(?:is|are|was|were|been|be) (?:\w+ )?(?:said|believed|thought|alleged|reputed|presumed|assumed|feared|suspected|supposed|rumou?red) to|"
    r"(?:critics|opponents|sceptics|skeptics|detractors|some(?: people| observers| critics| scholars| experts)?|many people) (?:\w+ )?(?:say|said|claim|claimed|argue|argued|allege|alleged|contend|contended|believe|believed|think|thought|suggest|suggested|complain|complained)(?: that)?|"
    r"(?:legend|rumou?r|gossip|folklore|tradition) has it(?: that)?|(?:unconfirmed|unverified|unsubstantiated|uncorroborated|conflicting) (?:\w+ )?(?:reports?|accounts?|claims?|rumou?rs?|sources?|posts?)|rumou?red to|rumou?rs? that|allegations? (?:that|of)|alleg(?:es?|ed|ing)(?: that| to)?|claim(?:s|ed|ing)?(?: that)|den(?:y|ies|ied|ying)(?: (?:\w+ ){0,3}that)?|"
    r"(?<!no )(?<!without )(?<!little )(?<!never )doubt(?:s|ed|ful)?(?: (?:that|whether|if))?|"
    r"(?:not|n't|never|cannot|nor) (?:\w+ )?(?:prove|show|mean|say|believe|think|confirm|know|suggest|claim|argue|accept|agree|expect|establish|demonstrate)s?(?: (?:that|if|whether))?|no (?:proof|sign|indication|reason to believe)|"
    r"disput(?:es?|ed|ing)(?: (?:\w+ ){0,3}that)|no evidence(?: (?:that|of|for))?|myth that|pretend(?:s|ed|ing)?|hoax that|not true|untrue|isn't true|wasn't true|far from|"
    r"falsely|false (?:claims?|reports?|rumou?rs?)? ?that|whether|"
    r"(?:mistake|error|wrong|nonsense|absurd|premature|misleading|inaccurate|unfair|folly|too early|difficult|hard) to (?:say|claim|suggest|think|believe|assume|"
    r"conclude|argue|imagine|pretend)(?: that)?|stop(?:s|ped|ping)? short of (?:\w+ing)(?: that)?|"
    r"(?:nobody|no one|none|few|hardly anyone|hardly anybody|scarcely anyone) (?:\w+ ){0,3}?(?:believe|think|expect|say|claim|suggest|accept|argue)[sd]?(?: that)?|"
    r"(?:fiction|illusion|misconception|fallacy|fears?|hopes?|belief|notion|idea|suggestions?|speculation|assumption|theory|accusations?|possibility|prospect|risk|danger|chance|"
    r"lie|pretence|pretense|impression|suspicions?|worr(?:y|ies)) that|(?:fear|hop|worri|suspect|assum|imagin|dream|wonder|pretend|guess|speculat|gambl|bet)(?:s|es|ed|ing|d)?(?: that| whether| if)|"
    r"as (?:if|though)|for fear|in the hope|nothing to suggest|nor is it true|by no means|"
    r"(?:wrongly|falsely|mistakenly|erroneously|incorrectly) (?:\w+ )?(?:that)?|"
    r"never said|did not say|didn't say|does not mean|doesn't mean|reject(?:s|ed|ing)? (?:\w+ ){0,4}that|refut(?:es?|ed) (?:\w+ ){0,4}that)\b"
)
# Before a clause of its own what is so in theory is not said to be so; after a verb it is a place: wrote on paper.
IN_THEORY = re.compile(
    r"(?:^|[,;:])\W*(?:in theory|theoretically|on paper|in principle|at first sight|on the face of it),?(?=\W|$)"
)
# A claim reported with distance, where what is claimed follows at once: the seller claims | the car is new.
CLAIMED = re.compile(
    r"(?<![a-z])(?:claims?|claimed|alleges?|alleged|rumou?rs?|speculation|fears?|suspicions?|allegations?|would have (?:us|you|me) believe)$"
)
CLAUSE_START = re.compile(r"(?:the|an?|he|she|it|they|we|i|you|his|her|its|their|our|this|that|these|those|there|no)\b")
CHARGED = re.compile("(?:指责|指控|控诉|看起来|看上去)$")
# A leave or a premise is a condition of what may or will be; of what was done it is a fact: 经批准，大会召开.
LEAVE_BEFORE = re.compile(
    "(?:^|[,;:])(?:经|须经|获|征得|在)[^,;]{1,20}(?:批准|同意|许可|核准|前提下|条件下|情况下)(?:后|之后)?,?$"
)
LEAVING = re.compile("可(?![见是观靠])|方可|才能|将|会(?![议员长见谈场])")
CONDITION_FRONTED_ENGLISH = re.compile(
    r"^\W*(?:subject to|as long as(?! an? )|so long as|depending (?:up)?on|pending|barring|"
    r"provided (?:the|an?|it|he|she|they|we|you|no|there|this|that|its|their|both|all))\b"
)
# What makes less of the words right behind it: how many, how far, how often. 主要 and 基本 only before a verb.
SCOPE_BEFORE = re.compile(
    "(?:(?<![第组各这那该此两三四五六七八九十0-9])(?:绝大|极小|极少|大|小|一小|一大|少|一)?部分(?:[^,]{0,3}的)?|(?<![第组各这那该此两三四五六七八九十0-9])(?:绝大|大)?多数(?:的)?|大多|(?:极)?少数(?!民族)|极?个别|某些|有些|"
    "[近过]?半数的?|(?:不到|不足|近|约)?(?:一半|[二三四五六七八九十]分之[一二三四五六七八九])的?|(?<!不)仅(?:限|有)?|只限|(?<![不船舰一二两三四五六七八九十几0-9])(?:只(?:有)?|(?<![,;:])只是)|基本上|大体上|大致上?|至多|最多|顶多|局部|多半|若干|(?:(?<=[,;:])|(?<![^ ]))有的|通常|往往|偶尔|有时|暂时|原则上|"
    # 只在周末|开放: what it limits lies between.
    "(?<![不船舰一二两三四五六七八九十几0-9])[只仅](?:在|对|向|于|从|凭|为|由|适用|面向|供|针对|用于|涉及|包括|覆盖|允许|接受)[^,;:的是有]{0,8})$"
)
SCOPE_BEFORE_VERB = re.compile("(?:主要|基本|(?<![差不许很最更这那众诸过])多)$")
SCOPED_VERB = re.compile(
    "是|由|在(?![校职线编])|为了?|靠|发生|出现|见于|产于|属于|居住|来自|因(?![素子])|用于|用来|面向|针对|通过|依靠|集中|分布|从事|包括|涉及|取决|供(?![应货给方求])|受(?![众害益访体灾托])|对(?![象手策口])|以|从(?!业)|源于|得益|归|采用|"
    "(?:生产|出口|进口|销售|种植)(?!基地|企业|[国线商者地区厂力]|市场|方式|环节|设备|要素|资料|成本|工艺|过程|渠道|产品|作物|目的)|完成|实现|建成|消除|恢复|形成|结束|稳定|符合|满足|解决|达到|一致|相同|持平|吻合|掌握|正常|确定|停止"
)
SCOPE_BEFORE_ENGLISH = re.compile(
    r"(?:^|[^a-z-])(?<!not )(mainly|mostly|partly|partially|largely|chiefly|primarily|exclusively|purely|virtually|practically|temporarily|occasionally|sometimes|"
    r"usually|generally|typically|in part|for the most part|at times|in (?:some|rare|many|most|certain|a few|isolated) (?:cases|places|areas|instances|respects|parts),?|"
    r"hardly any|scarcely any|barely any|(?:fewer|less) than half|half (?:of )?(?:the|its|their|our|his|her|all)|a (?:small |tiny )?(?:handful|minority|fraction) of|"
    r"(?<![a-z,;:] )only (?:on|in|at|for|from|by|with|during|through|after|to) [^,;:]{1,25})$"
)
# A share of what the quote begins with: half | the play, most | of the season.
HALF_BEFORE = re.compile(
    r"(?<![a-z])(?<!first )(?<!second )(?<!latter )(?<!other )(half|a third|a quarter|two thirds|two-thirds|three quarters|three-quarters)$"
)
HALVED = re.compile(
    r"(?:of |the |its |their |his |her |our |my |all |an? (?!century ago)|as |that |this |those |these )"
)
SHARE_BEFORE = re.compile(
    r"(?<![a-z])(?<!first )(?<!second )(?<!third )(?<!latter )(?<!last )(?<!the )(?<!other )(?<!this )(?<!that )(most|many|some|several|few|much|half|none|part|parts|one|any|each|either|neither|all|two|three|a number|a majority|a minority)$"
)
SHARED = re.compile(r"of (?:the|its|their|his|her|our|my|these|those|this|them|us)(?![a-z])")
# Of a whole clause's subject only: some | teachers oppose it; elsewhere some is an article.
SCOPE_OF_SUBJECT = re.compile(
    r"(?:^|[,;:\"] ?|(?<![a-z])(?:that|and|but|said|while|because|although|with) )((?:just |only |even )?(?:some|a few|few|most|certain|many|several|numerous)|only)$"
)
# Governs only what follows in its own clause.
ATTEMPT = re.compile(
    "(?:试图|企图|尝试|力图|妄图|意图|打算|计划|拟|有意|准备|希望|期望|渴望|争取|力争|有望|有可能|可能|或许|也许|或将|恐怕|恐将|恐|似乎|好像|仿佛|看似|大概|未必|差点|险些|几乎|本来|原本|本应|本该|曾想|"
    "承诺|建议|要求|允许|考虑|设想|预计|预期|预测|估计|推测|猜测|想要|打算要|应当|应该|必须|可以|可|应|须|需|会|能|能够|要|愿|愿意|敢于|旨在)$"
)
ATTEMPT_NOTE = frozenset(
    "承诺 建议 要求 旨在 应当 应该 必须 可以 可 应 须 需 会 能 能够 要 愿 愿意 敢于 准备 希望 预计 预期 计划 拟 考虑 设想 打算 允许".split()
)
# Of these, what they lay on somebody, foresee or allow is not said to be so, where a clause follows: 必须|废除法案.
DUTY = frozenset("建议 要求 应当 应该 必须 希望 预计 预期 允许".split())
ATTEMPT_ENGLISH = re.compile(
    r"(?<![a-z])(?:tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to|hop(?:es?|ed|ing) to|want(?:s|ed)? to|plan(?:s|ned|ning)? to|intend(?:s|ed)? to|seek(?:s|ing)? to|sought to|aim(?:s|ed)? to|fail(?:s|ed|ing)? to|"
    r"refus(?:es?|ed|ing) to|declin(?:es?|ed|ing) to|threaten(?:s|ed)? to|promis(?:es?|ed) to|agreed to|unable to|unlikely to|yet to|about to|used to|supposed to|expected to|likely to|appear(?:s|ed)? to|seem(?:s|ed)? to|"
    r"(?:is|are|was|were|been|be|being|[a-z]'s|'re) (?:[a-z]+ly )?(?:required|obliged|ordered|told|asked|urged|instructed|advised|encouraged|allowed|permitted|entitled|free|invited|projected|forecast|predicted|set|bound) to|"
    r"(?:requir|order|urg|ask|instruct|advis|encourag|invit|tell|told|expect)(?:e[sd]?|s|ed|ing)? (?!for )(?:[\w'-]+ ){1,4}to|"
    r"may|might|could|would|should|must|can|shall|perhaps|possibly|maybe|probably|almost|nearly|partly|hardly|scarcely)(?: (?:be|have|also|well|not|now|soon|still|have been|only|just))?$"
)
ATTEMPT_NOTE_ENGLISH = re.compile(
    r"(?<![a-z])(?:must|can|shall|agreed to|promised to|promises to)(?: (?:be|have|also|well|now|soon|still))?$"
)
NOTE_BEFORE = re.compile("(?:将|常务|正|已|已经|曾|也|还|都|均|就|则|再|又|更|并)$")

# Words that begin with a modal character, and words that end with one: in them it is no modal.
BEGINS_WITH_MODAL = frozenset(
    "可以 可见 可持 可再 可靠 会议 会员 会长 会见 会谈 会场 会上 会后 会同 会计 能力 能源 能够 能效 能耗 能量 要求 要素 要点 要闻 须知 "
    "需求 需要 应用 应对 应急 应该 应当 应邀 应届 应变 恐怖 恐慌 拟定 拟合 可行 可控 可贵 可怕 可信 可观 可能".split()
)
ENDS_IN_MODAL = frozenset(
    "机会 社会 协会 大会 学会 委会 议会 国会 工会 晚会 宴会 年会 展会 峰会 开会 省会 都会 商会 联会 理会 体会 功能 性能 职能 智能 技能 效能 "
    "产能 节能 潜能 动能 核能 电能 热能 才能 本能 只能 全能 可能 赋能 储能 新能 重要 主要 需要 只要 纪要 首要 必要 摘要 提要 概要 想要 将要 "
    "还要 许可 认可 宁可 反应 供应 效应 响应 相应 适应 对应 感应 答应 呼应 回应 理应 必须 无须 模拟 虚拟 草拟 惊恐 唯恐".split()
)

# --- edges, right of the quote -----------------------------------------------------------------------------------

# What makes a supposition of the clause before it: 公司倒闭|的传言.
SUPPOSED_AFTER = re.compile(
    "的?(?:消息|说法|报道|传言|指控)(?:尚|仍|还|并|目前)*(?:缺乏|没有|毫无|并无|无)[^,.;]{0,4}(?:证据|根据|依据)|"
    "的?(?:消息|说法|报道)?,?(?:一事)?(?:但|不过|然而)?(?:此事|这|此|该消息)?(?:尚|仍|还|并)?(?:未经|未获|未得到|未能得?到?|没有得到|有待|尚待|无法|难以)[^,.;]{0,4}(?:证实|核实|确认|考证|查证)|"
    "一事,?(?:尚|并|仍|还|目前)*(?:无|没有|缺乏|查无)[^,.;]{0,4}(?:证据|实据|定论)|,(?:但|不过|然而)?[^,.;不未没无]{0,8}(?:存疑|表示怀疑|尚有争议|存在争议)|,?(?:尚无定论|真伪难辨|真假难辨|真假不明)|"
    ",(?:有)?(?:人|网友|坊间|传闻|传言|谣言|谣传|网传|据说|据传|据称)(?:如此)?(?:这么)?(?:称|说|认为)?(?=[.!;]|$)|"
    "的(?:传言|谣言|传闻|谣传|指控|猜测|猜想|怀疑|质疑|幻想|假设|假象|误解|错觉|可能性|可能(?!是)|嫌疑|威胁|企图|图谋|风险|危险)"
)
DENIED_AFTER = re.compile(
    ",(?:但|然而|不过|可是|而|却)?(?:这|此|其实|事实上?|实际上|情况|事情)?(?:也|却|并|又)?(?:不(?:全|都|尽|完全|一定|总)(?:是|属|为)?(?:事实|真实|属实|真的|真相|正确|准确|对|如此|这样)|不尽然|不然|并非如此|不是这样)|"
    "[\"'》]?[，,]?(?:的)?(?:说法|消息|传闻|传言|报道|言论|结论|指控|观点|谣言)[^.;]{0,24}(?:否认|驳斥|辟谣|澄清|不实|不属实|谣言|没有根据|毫无根据|不准确|虚假)|"
    "[\"'》]?[，,]?(?:的)?(?:这一|该|此|这种|上述|的|这|那)?(?:说法|消息|传闻|报道|言论|结论|指控|观点)?(?:是|属|系|纯属|实属|均|都|其实|实际上|被证实|被证明)?(?:为|是)?(?:并不属实|并不是事实|并不准确|并没有发生|并未发生|不实|不属实|不真实|谣言|虚假|假的|错误的|错误|不正确|谎言|误传|误导|不成立|无稽之谈|子虚乌有|并非事实|不是事实|非事实|站不住脚|不可能|不对)"
)
QUESTION_AFTER = re.compile("[\"'》]?了?(?:吗|[么幺]|嘛|呢|与否|[?？])")
DENIED_AFTER_ENGLISH = re.compile(
    r",? ?(?:but|though|although|yet) (?:(?:this|that|it|which) (?:(?:is|was)(?:n't| not) (?:entirely |wholly |completely |strictly |quite |always |altogether )?(?:true|accurate|correct|the (?:whole truth|case))|(?:is|was) (?:false|untrue|wrong|inaccurate|incorrect))|(?:not all|none|only (?:part|some|half)) of (?:it|this|that) (?:is|was) (?:true|accurate|correct))\b|"
    r"[\"']?,?\s?(?:(?:that |which |this |the (?:claim|report|rumou?r|statement|allegation)s? )?(?:is|was|are|were|has been|have been|proved|turned out to be|were all|is simply|is quite)"
    r" ?(?:entirely |completely |simply |plainly |utterly )?(?:false|untrue|not true|wrong|incorrect|inaccurate|a lie|a myth|a hoax|baseless|unfounded|denied|disputed|fabricated|nonsense|misleading|not the case|no longer true|anything but true)|"
    r",\s?(?:or )?(?:so|as) [^,.;]{1,30}?(?:say|says|said|claims?|claimed|alleges?|alleged|believes?|insists?|would have it|goes|has it)\b|"
    r",?\s?according to (?:unconfirmed|unverified|unsubstantiated|uncorroborated|anonymous|conflicting|rumou?rs?|legend|gossip|some|his critics|her critics|critics)\b|"
    r",\s?(?:critics|opponents|sceptics|skeptics|detractors|some) (?:say|said|claim|claimed|argue|argued|allege|alleged|believe|think|complain)\b|,\s?(?:rumou?r|legend|gossip) has it\b|"
    r",? (?:supposedly|allegedly|purportedly|reportedly|apparently|it is (?:said|claimed|alleged|rumou?red))\b|"
    r",\s?(?!but|and|while|though|which|who|if|as )[^,.;]{1,40}? (?:falsely )?(?:claims?|claimed|alleges?|alleged|insists?|insisted)\b|\?|or not\b|,\s?(?:he|she|they|it) denied)"
)
EXCEPTION_AFTER = re.compile(
    "\\([^()]{1,60}除外|[,;(（]?[^,.;()]{1,18}(?:除外|例外|不在此列|不在其列|不在此限|不适用)|"
    "[\"'）)]?[，,、；;]?(?:除(?!夕|此之外|了这|尘|法|名|号|外|恶|旧|草|掉|去|以)|唯独|"
    "但(?:是)?(?:不(?:包括|含|适用|限|得|能|可|应|允许|及于|涉及|影响|代表|意味着|等于|超过|低于)|须|需|必须|应当?|除|仅限|只限|限于|只对|仅对|只适用|仅适用|禁止|另有|前提|要求)|"
    "(?:然而|不过|可是)(?:不(?:包括|含|适用|限|得)|须|需|必须|除|仅限|只限)|"
    "[^\\w\\s.;]{0,3}(?:如果|假如|倘若|要是|若(?!干|是)|只要)[^,;.]{1,30}(?:[.!]|$)|"
    "[,(]?限(?=[0-9一二两三四五六七八九十每本])|"
    ",?(?:但|并|须|需|应|均)?以[^,.;]{1,14}为(?:前提|条件|限|上限|准)|"
    "但[^,.;]{1,8}?(?:仅限|只限|限(?=[0-9一二两三四五六七八九十每于])|不得|至多|最多|不超过)|"
    ",?(?:具体[^,.;]{0,4}|还|仍)?(?:要|需|须)?(?:视|看)[^,.;]{1,20}而定|,?(?:将|还|仍|要)?取决于|"
    ",?(?:尚|仍|还)?(?:有待|待|须|需)(?:要)?(?:经|获|得到|报|由)?[^,.;]{1,20}?(?:批准|同意|审批|通过|核准|许可|认可)|"
    "只限|仅限|例外|者?除外|以外|之外|外(?=[，,。.])|(?:的)?情况除外|前提是|条件是(?![^,.;]{1,30}的(?:[.,;]|$)))"
)
EXCEPTION_AFTER_ENGLISH = re.compile(
    r"[,;(]?\s?[^,.;()]{1,40} (?:excepted|excluded|being the exception)\b|"
    r"[\"')]?[,;]?\s?(?:except|excluding|unless|other than|apart from|aside from|with the exception|barring|only if|only when|as long as|so long as|provided|"
    r"on condition|subject to|in the event (?:of|that)|in (?:most|some|many|certain|rare|a few) (?:cases|places|areas|instances|respects)|"
    r"(?:though|although|but) (?:this|that|it|the \w+|none of this|no \w+) (?:\w+ ){0,3}(?:not|never|yet to) (?:\w+ ){0,2}(?:verified|confirmed|proved|proven|established|substantiated|corroborated)\b|"
    r"(?:though|although|but) (?:this|that|it|the \w+) (?:is|was|remains|remained) (?:\w+ )?(?:unconfirmed|unverified|unproven|disputed|contested|doubtful|unclear|in doubt)(?=[.,;)]|$)|assuming\b|supposing\b|pending\b|contingent (?:up)?on|conditional (?:up)?on|in principle\b|in name only|(?:weather|time|health|funds|money|circumstances) permitting(?=[.,;)]|$)|all being well(?=[.,;)]|$)|god willing(?=[.,;)]|$)|"
    r"(?<!, )(?<!,)(?:only|solely|exclusively|mainly|mostly|partly|primarily|chiefly|largely) (?:on|in|at|for|from|by|with|during|through|after|before|between|until|under|where|when|among|within|to(?! (?:find|be|have|see|discover|learn|lose)\b))\b|"
    r"(?:should|were) (?:the|an?|it|he|she|they|we|you|any\w*|no|this|that|these|those|one|two|three) |(?:if|when),? ?and only (?:if|when)\b|"
    r"if(?! (?:only|at all|any|not|ever|possible|necessary|so|anything|you will|need be)\b)|"
    r"but (?:not|(?:do|does|did|is|are|was|were|will|shall|may|must|has|have|had|can|could|would|should) (?:not|never)|only|except|excluding|never|cannot|can't|(?:do|does|did|is|are|was|were|will|wo|ca|has|have)n't)\b|"
    r"though not|although not|albeit not|at (?:worst|best|the latest|the earliest)\b|at least (?:for|so far|until|in|on|officially|publicly)\b|"
    r"(?:on|in|at|for|to|by|from|with|outside|inside|during|after|before|between|until|under|within|near) [^,.;]{1,25} (?:only|alone)\b|in theory\b|on paper\b|for now\b|with (?:more|fewer|less|at least|at most|over|under) )"
)
NOTE_AFTER = re.compile("[，,]?(?:等|等等)")

# What is to come comes only once this has; with no such verb the words tell of a time: he moved once the war was over.
AWAITED_AFTER_ENGLISH = re.compile(r",? ?(once|as soon as|when and if)\b")
AWAITING = re.compile(r"(?<![a-z])(?:will|would|shall|should|may|might|can|could|is to|are to|plans? to)\b|'ll\b")
DEPENDING_AFTER_ENGLISH = re.compile(r",? ?depending (?:up)?on\b")
VARYING = re.compile(r"(?<![a-z])(?:var(?:y|ies|ied)|differ(?:s|ed)?|chang(?:e|es|ed)|rang(?:e|es|ed))(?![a-z])")

# --- omissions ---------------------------------------------------------------------------------------------------

# What denies, excepts, turns or makes conditional, wherever in the gap it stands.
GAP_HIDES = re.compile(
    "(?<![是能可会应与要离])不(?![断仅但过管论少同久止禁妨愧失惜凡乏时光只单独辞])|没有|没(?![收落])|未(?![来])|(?<![东南西北中亚是除莫])非(?!常|洲|典|营利|遗)|无(?![论疑线锡数私比穷限量形轨声偿]|人[机驾售值])|否认|否则|拒绝|"
    "但|然而|不过|可是|却|除非|除了|除外|以外|之外|如果|假如|倘若|若(?!干)|一旦|只有|只要|禁止|取消|反对|停止|仅|只|虽|尽管|而是|而非|并非|避免|防止|"
    "理论上|名义上|表面上|原则上|(?:前提|条件|情况)下|凭(?=[^借着])[^,;:]{1,8}(?:可|才|方)?$|很少|极少|鲜有|罕有|罕见|偶尔"
)
GAP_HIDES_ENGLISH = re.compile(
    r"(?<![a-z])(?:not|no|never|neither|nor|none|nothing|without|cannot|\w+n't|but|however|although|though|except|unless|if|whether|"
    r"only|hardly|barely|rarely|denied|denies|deny|refused|failed|fails|yet|despite|instead|rather|until|while|whereas|unlike|opposed?|against|excluding|unlikely|false|untrue|"
    r"theoretically|in theory|on paper|provided|providing|subject to|as long as|so long as|assuming|pending|depending on|seldom|scarcely|"
    r"in (?:some|rare|certain|isolated|a few) (?:cases|places|instances))(?![a-z])"
)
# What makes less certain. In a clause of its own, left out as a whole, it says so of that clause alone.
GAP_HEDGES = re.compile(
    "据[说称传]|传闻|传言|相传|可能|也许|或许|试图|疑似|涉嫌|被指(?!定|派|导|示)|被控|自称|声称|号称|谎称|宣称|所谓|"
    r"(?<![a-z])(?:allegedly|reportedly|supposedly|purportedly|apparently|seemingly|ostensibly|nominally|may|might|could|would|nearly|almost|doubts?|"
    r"(?:said|believed|thought|alleged|reputed|presumed|feared|suspected|supposed|rumou?red|claimed|expected|likely|seems?|seemed|appears?|appeared) to|(?:accused|suspected|acquitted|cleared) of|charged with)(?![a-z])"
)
# The clause of its own: a relative one, or one that the hedge itself opens and that goes on; Chinese ones need a few words.
OWN_CLAUSE_ENGLISH = re.compile(rf"\W*(?:who|whom|whose|which|where|{GAP_HEDGES.pattern}) (?!say|argue|claim)[a-z]")
# A sentence or a last clause left out speaks of itself, unless it points back: it may be false.
POINTS_BACK = re.compile(
    r"\W*(?:and |or |but )?(?:it|this|that|these|those|which|so)(?![a-z])|[,;:]?(?:但|而)?[这此该其]"
)
NO_OWN_CLAUSE = re.compile("(?:[说称]|认为|表示|看来|来看|来说|来讲|推测|估计)$")
# They limit what stands close behind the gap in its clause; further off they speak of what was left out. Whatever
# is known to limit at an edge is known here.
GAP_LIMITS = re.compile(
    f"(?:{SCOPE_BEFORE.pattern.removesuffix('$')}|至少|个别|主要(?![的人负领])|基本(?![的法建层金])|大体|局部|企图)[^,;:.!?]{{0,8}}$|"
    rf"(?:{SCOPE_BEFORE_ENGLISH.pattern.removesuffix('$')}|(?<![a-z])(?:briefly|at most|at least|up to|(?<!first )(?<!second )(?<!other )(?<!latter )half|a third|a quarter|each of|one of|(?:some|many|most|several|few|half|parts?|none|any|much) of))(?: [a-z'-]+){{0,3}} ?$|"
    r"(?:^ ?|[,;:] ?|(?<![a-z])(?:that|said|says) )(?:some|a few|few|most|certain|several|many)(?: [a-z'-]+){0,2} ?$"
)
# So much of a whole, whose name goes on behind the gap: 全市20%的|住房, 三十家中有十二家|通过, twelve of the|farms.
GAP_SHARES = re.compile(
    f"(?:[0-9.]+[%‰]|百分之[{NUMBER}点]+|[{NUMBER}]成)(?:以上|以下|左右|多)?的?[^,;:.!?]{{0,3}}$|"
    f"中的?,?(?:只|仅|约|近|共|就)?有?[{NUMBER}]+[多余]?[家个名人座户所位项种辆套台条件艘][^,;:.!?]{{0,4}}$|"
    rf"(?:[0-9.,]*[0-9]|(?<![a-z])(?:{NUMBER_WORDS}))(?: ?%| per ?cent)? of(?: (?:the|its|their|these|those|our|his|her|all)(?: [a-z'-]+){{0,3}})? ?$|"
    r"(?:%|per ?cent) of(?: [a-z'-]+){1,3} ?$"
)
# Someone wants, plans or is told what stands behind the gap, and the one who does stands right before it.
GAP_ATTEMPTS = re.compile(
    "^(?:也|还|正|一直|曾|早已|近日|今年|明年|昨日|本来|原本|目前)*(?:试图|企图|妄图|意图|打算|计划|拟(?![定合人态音议])|有意|准备|希望|期望|渴望|争取|力争|有望|承诺|建议|要求|考虑|设想|预计|预期|预测|"
    "估计|推测|猜测|想要|应当|应该|必须)(?![中书表案])[^,;:.!?的后]{0,10}$"
)
# Behind a preposition the same word is a noun: 按客户要求|更换.
NO_ATTEMPT = re.compile(
    "(?:按照?|根据|依据?|遵照|响应|符合|满足|达到|经|受|以|[的该此项份]|制定|这一|(?:^|[,;:])应)[^,;:]{0,12}$"
)
# The gap begins in the midst of a noun phrase: Tom|'s wife|won; or offers a choice: the firm|or its owner|will pay.
GAP_POSSESSIVE = re.compile("^'s(?![a-z])")
GAP_ALTERNATIVE = re.compile(r"^,? ?(?:或者?(?!许|多或少|将|是)|or(?![a-z]))[^,;:.]*$")
EDITORIAL_HIDES = re.compile(
    f"[0-9]|[{NUMBER.replace('0-9', '').replace('半', '')}](?:年|月|日|个|名|位|元|人|次|成|倍|%)"
)
UNIT_HAN_TUPLE = tuple(sorted(UNIT_HAN, key=len, reverse=True))
