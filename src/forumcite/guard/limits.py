"""Limits beside a quote: what stands right behind it or right before it and makes its statement hold for less.

A limit is told by its own form and, where that form has another use, by the quote: `without consent` takes back a
prohibition, but tells no more than how somebody left.
"""

from __future__ import annotations

import re

from forumcite.guard import lexicon, words
from forumcite.patterns import lazy

# --- behind the quote --------------------------------------------------------------------------------------------

_LATIN = lazy("[a-z]")
_END = r"(?=[.,;:)\"']|$)"
# At the end of its clause it limits what stands before it; a comma or another word behind it begins a new thought.
_ONLY = lazy(rf" ?(?:only|solely|exclusively){_END}")
# It limits when, where or for whom something may be; behind an object it takes nothing back that the quote says.
_MAY_BE_LIMITED = lazy(
    r"(?<![a-z])(?:may|can|shall|must|will|should|is|are|on|in|at|for|from|by|with|during|through|after|before|between|until|under|among|within|outside|inside|beyond|near|via|upon|to) [a-z]"
)
_BY_ITSELF = lazy(r"(?<![a-z])(?:be|is|are|was|were|been|if|left|live[sd]?|alive|stands?|home|let|leave|go|went)$")
_LESS = lazy(
    r",? ?(?P<limit>(?:(?:minus|net of|exclusive of) an?\b|(?:less|minus|net of|exclusive of) (?:the|any|its|their|his|her|all|applicable|costs?|fees?|tax(?:es)?|deductions?|expenses|charges|discounts?|interest|an? (?:[a-z]+ )?(?:fee|charge|deduction|discount|tax|commission))\b)|"
    rf"(?:before|after|excluding|plus) (?:tax(?:es|ation)?|deductions|vat|interest|costs|expenses|fees|inflation|adjustments?){_END})"
)
# What is left out of the account.
_NOT_COUNTED = lazy(
    r",? ?\(?(?P<limit>(?:not|without) (?:counting|including|taking into account)|with the exclusion|"
    r"with (?:few|some|one|two|three|rare|certain|several|a few|notable|minor) exceptions?|to the exclusion|otherwise than|(?<!,)(?<!, )but for|bar (?!none)(?:one|two|three|the|a few))\b"
)
# Of a sum or a rank; of a deed it says how it was done: drove on, disregarding the sign.
_LEFT_ASIDE = lazy(
    r",? ?\(?(?P<limit>leaving (?:aside|out)|disregarding|discounting|setting aside|omitting|ignoring)\b"
)
_RANKED = lazy(
    r"[0-9]|(?<![a-z])(?:most|least|first|last|only|total|sum|all|every|no|none|never|always|average|[a-z]{2,}est|"
    + lexicon.NUMBER_WORDS
    + r")\b"
)
_SAVE = lazy(
    r"(?P<comma>,?) ?(?P<limit>save (?:in|for|where|when|as|that|by|with|on|under|to the extent|insofar|only))\b"
)
# How far the whole statement holds.
_EXTENT = lazy(
    rf",? ?(?P<limit>for the most part|by and large|on the whole|in the main|as a rule|to (?:some|a certain|a limited|a lesser|a large|a great) (?:extent|degree)|to a degree|"
    rf"up to a point|more or less|in a sense|in part|on average|or so|if that|at the (?:very )?(?:most|least|latest|earliest)|for the time being|for the moment|"
    rf"until further notice|on a trial basis|in name|give or take [^,.;]{{1,20}}){_END}"
)
_NO_MORE = lazy(
    rf",?[\"']? ?(?P<limit>(?:and |but )?(?:nothing (?:more|else)|no(?:thing)? more than that|nothing of the kind|no further)){_END}"
)
# Each denial may be taken back, or be no more than one of a degree: no entry | without a pass, did not rise | as fast as.
_DENIAL = lazy(
    r"(?<![a-z])(?:no|not|never|nobody|none|nothing|cannot|neither|nor|no-one|forbidden|prohibited|barred|illegal|unlawful)\b|n't\b"
)
_NO_DENIAL = lazy(r"(?<![a-z])(?:not only|no doubt|no longer|whether or not|or not|no later than|no matter)\b")
_BARRED_BUT = lazy(
    r" ?(?P<limit>without\b|other than\b|otherwise\b|before (?:the|he|she|it|they)\b.{0,40}\b(?:approv|consent|agree|sign)|until (?:the|he|she|it|they|after|all|it)\b|"
    r"(?:in |by )?(?:any |much |significantly |noticeably |markedly |appreciably |measurably |substantially |a (?:lot|great deal) )?"
    r"(?:better|worse|more|less|further|faster|higher|lower|longer|sooner|earlier|later|[a-z]{3,8}(?<!oth|ath|int|umb|emb|ist)er)(?: [a-z]+)? than\b|"
    r"(?:quite |nearly |half |anything like |anywhere near )?as (?:well(?= as (?:expected|hoped|planned|predicted|feared|usual|before|last|it|he|she|they|we))|(?!well|soon|long|far)[a-z]+) as\b|"
    r"(?:quickly|fast|far|well|much|long|[a-z]+ly) enough\b|enough(?: [a-z]+)? (?:to|for)\b|any (?:longer|more)\b|anymore\b|to the (?:extent|degree|point)\b|solely\b|merely\b|just because\b|simply because\b)"
)
# Of whom a finding holds: no benefit | in patients over 65.
_GROUP = lazy(
    r",? ?(?P<limit>(?:in|among|amongst|for) (?:the |those |most |some |many )?(?:[a-z-]+ )?(?:patients|people|adults|children|women|men|those|mice|rats|animals|monkeys|"
    r"participants|volunteers|infants|babies|boys|girls|smokers|non-smokers|users|workers|employees|pupils|students|households|families|companies|firms|users|drivers|voters|"
    r"pensioners|residents|visitors|travellers|travelers|passengers|customers|members|applicants|buyers|tenants|homes|cases|cells|tests) "
    r"(?:who|with|without|over|under|aged|older|younger|above|below|whose|taking|earning|born|suffering|on|from|of|in their|that)(?![a-z])|"
    r"(?:in|among|for) (?:[a-z-]+ )?(?:under|over)-?[0-9]+s\b)"
)
_UNIVERSAL = lazy(r"(?<![a-z])(?:all|every|always|everyone|everybody|any|entirely|completely|both|each)\b")
_EFFECT = lazy(
    r"(?<![a-z])(?:(?:drugs?|tablets?|pills?|vaccines?|jabs?|treatments?|medicines?|therap(?:y|ies)|remed(?:y|ies)|creams?|gels?|drops|sprays?|diets?|implants?|devices?|drills?|schemes?|programmes?|programs?|tests?|methods?|techniques?|it|they)(?: [a-z]+){0,3} work(?:s|ed)?|"
    r"(?:is|are|was|were|be|proved|proves) (?:[a-z]+ly )?(?:safe|effective|harmless|ineffective|dangerous|free|compulsory|mandatory|available)|(?:prevent|protect|cur)(?:e|es|ed|s)?)\b"
)
# Leave, payment or notice behind what may be done.
_ON_TERMS = lazy(
    r",? ?(?P<limit>(?:with|on|upon|by|subject to|against|in return for|at) (?:(?:(?:the|his|her|its|their|an?|our|your|my)|(?:the )?[a-z]+'s?) )?(?:(?:prior|written|express|special|additional|extra|full|further) )*"
    r"(?:consent|permission|approval|authori[sz]ation|agreement|request|application|payment|presentation|production|appointment|arrangement|invitation|permit|licen[cs]e|discretion|proof|cost|charge)\b|"
    r"(?:where|when|wherever|whenever) (?:possible|practicable|available|appropriate|necessary|needed|required|permitted|applicable|agreed|feasible|reasonable)\b)"
)
_ALLOWED = lazy(
    r"(?<![a-z])(?:may|can|shall|must|(?:is|are|be) (?:[a-z]+ly )?(?:allowed|permitted|available|entitled|open|issued|sold|provided|refunded|granted|given|supplied|returned|admitted|accepted|offered|shown|cancelled|changed|used))\b"
)
# Nothing more than that, or for nobody else.
_LIMIT_BEHIND = lazy(
    "(?P<limit>,?(?:仅此而已|仅此|而已|罢了|别无其他)(?=[,.;!\"'》)]|$)|"
    ",?(?:且|并|均|都)?(?:[仅只](?:供|适用|面向|对[^,.;]{1,8}(?:开放|有效))))"
)
# What is not in the sum.
_NOT_IN_SUM = lazy(
    "[,(]?(?P<limit>(?:均|皆|都|尚|还)?(?:不(?:含|包括|包含|计(?![较划])|算)|未(?:含|包括|计入|计算)|扣除|剔除))"
)
_SUM = lazy(f"[{lexicon.NUMBER}][^,;:]{{0,4}}$")


# What follows then belongs to the next clause: but no beards, and | as a rule …
_GOES_ON = lazy(r"(?:^|[^a-z])(?:and|but|or|that|because|while)$")


def behind(quote: str, after: str) -> str | None:
    """What stands right behind the quote and limits it, or None."""
    clause = re.split("[,;:]", quote)[-1]
    if _LATIN.search(after) and (found := _behind_english(clause, after)):
        return found
    if after.isascii():
        return None
    if (match := _LIMIT_BEHIND.match(after)) or (_SUM.search(clause) and (match := _NOT_IN_SUM.match(after))):
        return match["limit"].strip(",")
    return None


def _behind_english(clause: str, after: str) -> str | None:
    if _GOES_ON.search(clause):
        return None
    if match := _LESS.match(after) or _NOT_COUNTED.match(after) or _EXTENT.match(after) or _NO_MORE.match(after):
        return match["limit"]
    if (match := _ONLY.match(after)) and _MAY_BE_LIMITED.search(clause) and not _BY_ITSELF.search(clause):
        return match[0].strip()
    if (match := _LEFT_ASIDE.match(after)) and _RANKED.search(clause):
        return match["limit"]
    denied = _DENIAL.search(clause) is not None and not _NO_DENIAL.search(clause)
    sweeping = denied or _UNIVERSAL.search(clause) is not None
    # Without a comma it may be the verb: helps families | save for a house.
    if (match := _SAVE.match(after)) and (match["comma"] or sweeping):
        return match["limit"]
    if denied and (match := _BARRED_BUT.match(after)):
        return match["limit"]
    if (match := _GROUP.match(after)) and (sweeping or _EFFECT.search(clause)):
        return match["limit"]
    if (match := _ON_TERMS.match(after)) and _ALLOWED.search(clause):
        return match["limit"]
    return None


# --- before the quote --------------------------------------------------------------------------------------------

# How rarely it is so.
_RARELY = lazy("(?:很少|极少|甚少|鲜少|鲜有|罕有|(?<![至或最减缺多])少有|难得|偶有|绝少|几乎没有?)$")
# Of whom a rule holds, by a figure: 十八岁以下的|观众免费入场.
_BOUND = lazy(f"(?P<limit>[{lexicon.NUMBER}][^,;:的]{{0,4}}?(?:及其?)?(?:以上|以下|以内|之内|以外))的?$")
# How soon at best, or how late at worst.
_SOONEST = lazy("(?P<limit>最(?:快|早|迟|晚)(?:也|仍|还)?[要得需须可将能会]?(?:等?到|在|于|至)?)$")
_SOONEST_ENGLISH = lazy(
    r"(?<![a-z])(?P<limit>(?:as|no|not) (?:early|late|soon|recently|far back|earlier|later|sooner) (?:as|than)|not (?:before|until|till)|at the (?:earliest|latest)|no longer ago than)$"
)
_TIME = lazy(
    f"(?:[{lexicon.NUMBER}]|[今明后次当翌去前]年|[本下上这]个?[周月季]|年[底中初末内]|月[底中初末]|[春夏秋冬]|上半年|下半年|第|周[一二三四五六日末]|星期|明天|后天|"
    rf"(?:next|this|last|early|late|mid|the (?=[0-9]|end|middle|beginning|start|spring|summer|autumn|winter|following|next|{lexicon.NUMBER_WORDS})|{'|'.join((*lexicon.MONTHS, *lexicon.WEEKDAYS))}|spring|summer|autumn|winter|tomorrow|{lexicon.NUMBER_WORDS})\b)"
)
# Almost, and by how much not: came within | a second of the record.
_WITHIN = lazy(
    r"(?<![a-z])(?P<limit>(?:c[ao]mes?|coming|got|gets?|getting|brought|brings?|moved|pulled|edged|rallied|f[ae]lls?|fallen|finish(?:es|ed)?|pass(?:es|ed)?) (?:to )?within)$"
)
_LESS_BEFORE = lazy(
    r"(?<![a-z])(?<!no )(?<!the )(?<!at )(?<!not )(?<!or )(?P<limit>less|least|insufficiently|not so|not as)$"
)
# Exceptions at the head of the sentence; a clause that explains them is still theirs. Apart from may also add: apart from painting, he taught.
_EXCEPT = lazy(
    r"(?:^|[;:])\W*(?P<limit>(?:except|excepting|excluding|not counting|not including|leaving aside|save (?:for|in|on|when|where)|with (?:few|some|one|two|three|rare|certain|several|a few|the) exceptions?(?: of)?)\b)[^;:]*,$"
)
_EXPLAINS = lazy(r"(?:when|which|who|whose|where|and|or|while)\b")
_EXCEPT_OR_BESIDE = lazy(r"(?:^|[;:])\W*(?P<limit>(?:apart|aside) from|other than)\b[^;:]*,$")


def ahead(before: str, quote: str) -> tuple[str, str] | None:
    """What stands right before the quote and limits it, and the kind of cut that leaves it outside; or None."""
    if not before.isascii() and (limit := _ahead_chinese(before, quote)):
        return limit, "quantifier"
    if not _LATIN.search(before):
        return None
    if limit := _ahead_english(before, quote):
        return limit, "quantifier"
    return (limit, "exception") if (limit := _fronted(before, quote)) else None


def _ahead_chinese(before: str, quote: str) -> str | None:
    if match := _RARELY.search(before):
        return match[0]
    if (match := _BOUND.search(before)) and _begins_with_noun(quote):
        return match["limit"]
    match = _SOONEST.search(before)
    return match["limit"] if match and _TIME.match(quote) else None


def _ahead_english(before: str, quote: str) -> str | None:
    if (match := _SOONEST_ENGLISH.search(before)) and _TIME.match(quote):
        return match["limit"]
    if (match := _WITHIN.search(before)) and re.match(r"[^,;:]{1,40}? of\b", quote):
        return match["limit"]
    if (match := _LESS_BEFORE.search(before)) and not quote.startswith("than"):
        return match["limit"]
    return None


def _fronted(before: str, quote: str) -> str | None:
    """An exception at the head of the sentence."""
    if _EXPLAINS.match(quote):
        return None
    if match := _EXCEPT.search(before):
        return match["limit"]
    if (match := _EXCEPT_OR_BESIDE.search(before)) and (_UNIVERSAL.search(quote) or _DENIAL.search(quote)):
        return match["limit"]
    return None


def _begins_with_noun(quote: str) -> bool:
    head = re.match("[^,;: ]{1,12}", quote)
    return head is not None and words.tagged(head[0])[0][1] in ("n", "nr", "ns", "nt", "nz")
