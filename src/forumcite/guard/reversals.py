"""Verbs left of a quote that take back what it says: plans given up, refusals, preventions, mistakes, what is unproved.

Beside the words of `lexicon` that deny or doubt, these reach over an object or an adverb to a quote in the same clause,
and the form of the quote tells whether it is what they govern.
"""

from __future__ import annotations

import re

from forumcite.guard import words
from forumcite.patterns import lazy

_CLAUSE = lazy("[,;:]")
_LATIN = lazy("[a-z]")
# What ends a plan's hold on what follows in its clause: it was the attribute of a noun.
_GAP = "[^,;:的]"

# --- plans -------------------------------------------------------------------------------------------------------

# Meant once, and then not done: the reader of the quote alone takes it for done.
_MEANT = lazy(
    f"(?P<verb>(?:原|原本|原先|原来|本|本来|曾|曾经|一度|早前|此前|当初|最初)(?:一度|曾|已)?(?:打算|计划|定于|定|拟|想要?|有意|准备|预计|预定|希望|期望|指望|考虑过?|设想|酝酿|商议)){_GAP}{{0,16}}$"
)
_MEANT_NOUN = lazy("[的是了而并和与过到等]|计划|目标|方案|时间|日期|日程|任务|地点|议程|行程|人选|价格|路线")
# Meant for the time to come; an adverb of time or place may stand between.
_INTENDED = lazy(
    "(?P<verb>(?<![虚模草])拟(?!定|合|订|人|议)|打算|有意|考虑)(?:(?:[自从于在由至到]|[今明后本下年月][年月周季天]?)[^,;:的是]{0,10}?(?:起|内|前|后|底|初|年|月|日|天|期间|中))?$"
)
_MEANT_ENGLISH = lazy(
    r"(?<![a-z])(?P<verb>(?:had|have|has|once|originally|initially) (?:\w+ly )?(?:planned|hoped|intended|meant|wanted|wished|expected|been (?:expected|set|scheduled|meant|supposed|intended)) to|"
    r"(?:was|were|is|are|been) (?:\w+ly )?(?:scheduled|meant|slated|intended|poised|tipped|destined) to|(?:was|were) (?:once |originally )?to have|would (?:once )?have)(?: (?:be|have|also|soon|then|been))?$"
)
# Due to weather tells a cause; due to open tells a plan.
_DUE = lazy(r"(?<![a-z])(?P<verb>(?:was|were|is|are|been) (?:\w+ly )?due to)(?: be)?$")
_DONE_WHEN_DUE = lazy(
    r"(?:open|start|begin|end|close|finish|meet|sign|speak|appear|take|hold|visit|leave|return|arrive|retire|expire|publish|report|make|launch|step|go|come|face|play|run|join|give|receive|pay|complete|move|"
    r"testify|stand|vote|decide|announce|release|become|be|[a-z]+ed)\b"
)
_THOUGHT_OF = lazy(
    r"(?<![a-z])(?P<verb>consider(?:s|ed|ing)?|contemplat(?:es?|ed|ing)|mull(?:s|ed|ing)?(?: over)?|weigh(?:s|ed|ing)?(?: up)?|"
    r"(?:toy|flirt)(?:s|ed|ing)? with(?: the (?:idea|thought) of)?|(?:thought|thinking|thinks?|talk(?:s|ed|ing)?) (?:about|of)|(?:c[ao]mes?|coming|got) (?:very |perilously |dangerously )?close to)(?: \w+ly)?$"
)
_PASSIVE = lazy(r"(?:(?<![a-z])(?:is|are|was|were|be|been|being)|'s|'re)(?: [a-z]+)? $")
_GERUND = lazy(
    r"(?:not )?(?:\w+ly )?(?!(?:nothing|something|anything|everything|during|king|spring|morning|evening|building(?! (?:an?|the|new|more|another|its|their|his|her|up)\b)|string|wing|ring|thing)\b)[a-z]{2,}ing\b"
)

# --- refusals and preventions ------------------------------------------------------------------------------------

# With the noun behind the quote they refuse what it says.
_REFUSED = lazy(
    "(?P<verb>否决|驳回|回绝|婉拒|拒绝|推翻|叫停|搁置|废除|撤回|取消|打消|放弃|不同意|反对|撤销|中止|终止|不批准|不接受)了?[^,;:]{0,14}$"
)
_PROPOSAL = lazy(
    "的?(?:申请|请求|提案|提议|动议|议案|计划|建议|要求|方案|决定|打算|念头|想法|主张|法案|草案|上诉|邀请)"
)
_PREVENTED = lazy(
    f"(?<![为了以能法未不没])(?P<verb>禁止|严禁|阻止|防止|避免|制止|劝阻|不准|不许|不让|不允许|以免|免得|省得|杜绝|阻挠)(?P<object>{_GAP}{{1,8}})$"
)
_REFUSED_ENGLISH = lazy(
    r"(?<![a-z])(?P<verb>(?:reject|veto|den(?:y|i)|refus|dismiss|block|scrap|shelv|cancell?|abandon|dropp?|quash|overturn|oppos|withdr[ae]w|rebuff|spurn|scupper|defeat)(?:e?s|ed|e|ing|n)?|"
    r"(?:turn|vot)(?:s|es|ed|ing) (?:down|against)|thr[eo]w(?:s|n)? out|(?:vot|argu|decid|rul|advis|warn|campaign|lobb(?:i|y))(?:es?|s|ed|ing)? against|rul(?:es?|ed|ing) out) "
    r"(?:[\w'-]+ ){0,5}?(?:bids?|plans?|proposals?|requests?|motions?|applications?|calls?|suggestions?|ideas?|offers?|moves?|bills?|amendments?|petitions?|pleas?|demands?|appeals?|attempts?|claims?|reports?) (?:to|that|for|of)$"
)
# They govern a gerund, over an object: kept the ship from | leaving.
_KEPT_FROM = lazy(
    r"(?<![a-z])(?P<verb>(?:bann?|barr?|prohibit|prevent|keep|kept|stopp?|deter(?:r|s)?|dissuad|discourag|disqualif|exclud|exempt|excus|refrain|abstain|desist|shr[aiu]nk|restrain|block|save|spare|forb[aio])[a-z]*"
    r"(?: [\w.'-]+){0,6} from|(?:talk|argu)(?:s|ed|ing)?(?: [\w.'-]+){0,5} out of|(?:c[ao]mes?|coming|sp[eo]a?ks?|spoke) out against|(?:warn|advis|argu|decid|vot|campaign|rul|lobb)[a-z]*(?: [\w.'-]+){0,3} against|oppos(?:es?|ed|ing)|"
    r"rul(?:es?|ed|ing) out|instead of|rather than|as opposed to|in lieu of|other than|short of|anything but)(?: ever)?$"
)
# What nobody did, or is only charged with: acquitted … of |, accused … of |.
_CHARGE = lazy(
    r"(?<![a-z])(?P<verb>(?:acquit|exonerat|absolv|accus|suspect|clear|innocent|not guilty)[a-z]*(?: [\w.'-]+){0,6} of|on suspicion of|on (?:a )?charges? of|"
    r"charg(?:e[sd]?|ing)(?: [\w.'-]+){0,5} with)(?: having)?$"
)
_CRIME = lazy(
    r"(?:\w+ly )?(?:(?P<gerund>[a-z]{3,}ing)\b|(?:(?:any|all|the|a|an|attempted|aggravated|mass|first-degree|tax|war) )*(?:murder|manslaughter|theft|fraud|assault|arson|rape|robbery|burglary|treason|espionage|perjury|bribery|corruption|"
    r"conspiracy|negligence|wrongdoing|misconduct|cheating|complicity|embezzlement|forgery|libel|kidnapping|smuggling|evasion|crimes?|all charges|plagiarism|contempt)\b)"
)
# Beside a crime somebody may be charged with a duty: charged with overseeing the reform.
_DEED = lazy(
    r"possess|kill|murder|steal|assault|attack|conspir|brib|smuggl|traffic|defraud|obstruct|rap|robb|shoot|stabb|poison|embezzl|launder|forg|falsif|incit|abet|leak|spy|driv|commit|caus|endanger|deceiv|cheat|"
    r"evad|insult|resist|harass|stalk|kidnap|abduct|mislead|sett|plott|violat|breach|break|burn|bomb|blackmail|threaten|strik|hitt|hoard|hid|sell|deal|trespass|lying|perver|tamper|imped|disturb"
)
_SHORT_OF = lazy(
    r"(?<![a-z])(?P<verb>(?:stop(?:s|ped|ping)?|f[ae]ll(?:s|en|ing)?|c[ao]mes?(?: up)?|pull(?:s|ed)? up) (?:just |well |far |a little |somewhat )?short of|(?:is|was|are|were) (?:just|well|far|a little|somewhat) short of|narrowly (?:avoid|escap|miss|fail|lost|los)[a-z]*)$"
)

_DENIED = lazy(
    r"(?<![a-z])(?:not|never|nothing|little|cannot|without|nor|(?:fail(?:s|ed|ing)?|unable|powerless) to|n't|(?:do|does|did|is|are|was|were|would|could|can|will)n't)(?: to)?(?: be| [a-z]+ly)? $"
)

# --- mistakes and what is unproved -------------------------------------------------------------------------------

_MISTAKEN = lazy(
    "(?P<verb>误(?:作|认作?为?|读作?为?|解[作为成]|当[作成]?|称[作为]?|译[作为成]|记[作为成]|判[作为]|断为|写[作为成]|列为|标为|归为|会为|报[作为]|植为|信(?!息)|指)|错(?:当|认|看|听|写|读|译|解|判)[作成为]|[错误][把将][^,;:]{1,10}(?:当[作成]|[看认]作|[看写读]成|认为))$"
)
_MISTAKEN_ENGLISH = lazy(
    r"(?<![a-z])(?P<verb>mis(?:read|took|taken|identif|interpret|constru|label|describ|report|translat|diagnos|heard|quot|understood|attribut|classif|represent|cast|dat)[a-z]*(?: [\w'-]+){0,4}? (?:as|for|with|to be)|"
    r"(?:mistak(?:es?|en|ing)|mistook)(?: [\w'-]+){0,4}? for|confus(?:es?|ed|ing)(?: [\w'-]+){0,4}? (?:with|for)|"
    r"(?:pos(?:es?|ed|ing)|masquerad(?:es?|ed|ing)) as|(?:disguis(?:es?|ed|ing)|pass(?:es|ed|ing)?(?: \w+){0,3} off|dressed up)(?: [\w'-]+){0,4}? as|impersonat(?:es?|ed|ing)|purport(?:s|ed|ing)? to be)$"
)
_UNPROVED = lazy(
    f"(?P<verb>不足以(?:证明|说明|表明|支持|认定|断定|证实|得出|推断|佐证|解释)|(?:尚)?(?:不|未|难以|无法|不能|没有?)(?:能)?(?:足以)?(?:推断|推论|得出(?![租售境借版入席])|看出|排除(?![障故]))|看不出|瞧不出){_GAP}{{0,12}}$"
)
_UNPROVED_ENGLISH = lazy(
    r"(?<![a-z])(?P<verb>(?:not|n't|cannot|never|nor|refus(?:es?|ed|ing) to|declin(?:es?|ed|ing) to)(?: be| yet| been)? (?:rul(?:e|ed|ing) out|exclud(?:e|ed)|discount(?:ed)?|rule it out)(?: (?:the (?:possibility|idea|prospect|chance) )?(?:that|of))?|"
    r"(?:too (?:early|soon)|impossible|premature|difficult|hard) to (?:tell|know|judge|say|determine)(?: (?:if|whether|that))?|insufficient (?:evidence|proof|grounds)(?: (?:that|to (?:show|prove|conclude|say)(?: that)?|of|for)))(?:(?<=that|ther) (?:[\w'-]+ ?){1,8})?$"
)
# It says by itself that nothing is certain.
_POSSIBILITY = lazy(r"(?:the|any|a) (?:possibility|prospect|idea|chance|likelihood)\b")
# A first word that the same sentence takes back.
_FIRST = lazy(r"(?<![a-z])(?P<verb>initially|at first|originally|first|起初|最初|一开始|先是|起先)$")
_STATED = (
    r"(?<![a-z])(?:blam(?:e[sd]?|ing)|sa(?:id|ys?)|claim(?:s|ed)?|attribut(?:es?|ed)|identif(?:y|ied|ies)|announc(?:es?|ed)|confess(?:es|ed)?|admit(?:s|ted)?|report(?:s|ed)?|"
    r"confirm(?:s|ed)?|insist(?:s|ed)?|den(?:y|ied|ies)|stat(?:es?|ed)|estimat(?:es?|ed)|accus(?:es?|ed)|testif(?:y|ied)|told|declar(?:es?|ed)|promis(?:es?|ed)|pledg(?:es?|ed)|agreed)\b|"
    "称|说|宣布|承认|认定|归咎|归因|供认|指认|证实|表示|声明|报告|承诺|答应|同意|作证|指证"
)
_STATEMENT = lazy(_STATED)
_RETRACTED = lazy(
    r",? ?(?:but|and|only to|before|though|although|then|later)(?: (?:he|she|they|it|the \w+|has|have|had|then|later|soon|afterwards|since|shortly after|\w+ly)){0,4} "
    r"(?P<verb>withdr[ae]w(?:n|ing|s)? (?:it|them|(?:the|his|her|its|their|that|this|those) (?:\w+ )?(?:statement|claim|remark|charge|accusation|allegation|confession|testimony|comment|report|"
    r"announcement|offer|pledge|promise|complaint|account|story|word|assertion)s?)|retract(?:s|ed|ing)?|recant(?:s|ed|ing)?|backtrack(?:s|ed|ing)?|disavow(?:s|ed|ing)?|t(?:ook|ake|aking) (?:it |that |them |this )?back|walk(?:s|ed|ing) (?:it |that )?back|"
    r"revers(?:ed|ing) (?:him|her|it|them)sel(?:f|ves)|correct(?:ed|ing) (?:him|her|it|them)sel(?:f|ves)|chang(?:ed|ing) (?:his|her|its|their) (?:mind|story|account|tune)|reneg(?:ed|ing))\b|"
    ",?(?:但|不过|然而)?(?:[^,.;]{0,6}?)(?:后|后来|随后|其后|旋即|不久|之后|事后|又|再|次日|当晚|很快)+(?:又|便|即|将[^,.;]{1,6}|予以)?(?P<taken>撤回|收回|改口|更正|推翻|翻供|反悔|撤销|否认)"
)
_LATER = lazy(r"(?<![a-z])(?:but|then|later|until|before)\b|但|后来|随后")

# --- comparison --------------------------------------------------------------------------------------------------

# The degree is what was denied: 没有预想的|那么严重.
_DEGREE = lazy("(?:[那这][么幺样]|如此)(?![的做说一,])")
_COMPARED = lazy("(?P<verb>没有?|不如|不像|不比|不及|未|并非|并不|不是)(?!想到|料到)(?P<standard>[^,;:]{1,14})$")


def ahead(before: str, quote: str, after: str) -> tuple[str, str] | None:
    """The words left of the quote that take back what it says, and the kind of cut that leaves them outside; or None."""
    clause = _CLAUSE.split(before)[-1]
    found = None if clause.isascii() else _chinese(clause, quote, after)
    if not found and _LATIN.search(clause):
        found = _english(clause, quote)
    return found or _first_word(before, quote, after)


def behind(quote: str, after: str) -> str | None:
    """The words right of a statement that say it was withdrawn, or None."""
    match = _RETRACTED.match(after)
    if not match or not _STATEMENT.search(_CLAUSE.split(quote)[-1]):
        return None
    return match["verb"] or match["taken"]


def _chinese(clause: str, quote: str, after: str) -> tuple[str, str] | None:
    # 原定目标 is a thing that was set, and no deed.
    if (match := _MEANT.search(clause)) and not _MEANT_NOUN.match(clause[match.end("verb") :] + quote):
        return match["verb"], "condition"
    if (match := _INTENDED.search(clause)) and not _MEANT_NOUN.match(quote):
        return match["verb"], "modality"
    if (match := _REFUSED.search(clause)) and _PROPOSAL.match(after) and _has_verb(quote):
        return match["verb"], "negation"
    if (match := _PREVENTED.search(clause)) and not _has_verb(match["object"]) and _begins_with_verb(quote):
        return match["verb"], "negation"
    if (match := _MISTAKEN.search(clause) or _UNPROVED.search(clause)) and quote[0] not in "的了":
        return match["verb"], "condition"
    if not _DEGREE.match(quote) or not (match := _COMPARED.search(clause)):
        return None
    # Its standard is a thing, or a clause that 的 makes one: 没有人反对|这样改 compares nothing.
    thing = match["standard"].endswith("的") or not _has_verb(match["standard"])
    return (match["verb"], "negation") if thing else None


def _english(clause: str, quote: str) -> tuple[str, str] | None:
    if match := _MEANT_ENGLISH.search(clause) or (_DUE.search(clause) if _DONE_WHEN_DUE.match(quote) else None):
        return match["verb"], "modality"
    if match := _REFUSED_ENGLISH.search(clause) or _unless_denied(_SHORT_OF, clause):
        return match["verb"], "negation"
    if (match := _CHARGE.search(clause)) and (crime := _CRIME.match(quote)):
        duty = match["verb"].endswith("with") and crime["gerund"] and not _DEED.match(crime["gerund"])
        return None if duty else (match["verb"], "condition")
    if match := _unless_denied(_MISTAKEN_ENGLISH, clause):
        return match["verb"], "condition"
    if (match := _UNPROVED_ENGLISH.search(clause)) and not _POSSIBILITY.match(quote):
        return match["verb"], "condition"
    if not _GERUND.match(quote):
        return None
    if match := _unless_denied(_KEPT_FROM, clause):
        return match["verb"], "negation"
    match = _THOUGHT_OF.search(clause)
    return (match["verb"], "modality") if match and not _PASSIVE.search(clause[: match.start()]) else None


def _unless_denied(pattern: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """A match that no negator turns into its contrary: did not stop him from | singing, nothing short of | a miracle."""
    match = pattern.search(clause)
    return None if match and _DENIED.search(clause[: match.start()]) else match


def _first_word(before: str, quote: str, after: str) -> tuple[str, str] | None:
    """What was said at first, where the sentence says what came of it."""
    match = _FIRST.search(before)
    return (match["verb"], "condition") if match and _STATEMENT.match(quote) and _LATER.search(quote + after) else None


def _has_verb(text: str) -> bool:
    return any(tag in ("v", "vn") for _, tag in words.tagged(text))


def _begins_with_verb(quote: str) -> bool:
    head = re.match("[^,;: ]{1,12}", quote)
    return head is not None and words.tagged(head[0])[0][1] in ("v", "vd", "vn", "d")
