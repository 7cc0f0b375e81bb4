"""Conditions that no conjunction marks, left of a quote that tells what follows from them.

A rule names its case and ends it with 的 or 者 (逾期不改正的，处…); 如 is a conjunction only at the head of a clause with a
consequence behind it; English turns subject and verb around (Had he known, he would …), or says without what, or once
what, something would be so. Each is told by both sides: the form of the condition outside and the form of a consequence
in the quote, since either alone is also something else (在北京召开的， or Had dinner).
"""

from __future__ import annotations

import re

from forumcite.guard import words
from forumcite.patterns import lazy

# --- Chinese -----------------------------------------------------------------------------------------------------

# What may, must or will be done.
_MODAL = (
    "将(?![军领士帅])|则|就|可(?![见是观靠笑惜])|应(?![邀用对急届声有])|须|要(?![求闻点素职])|会(?![议员长见谈场])|便(?!利)|即(?![使便])|方(?=[可能得])|才(?![能华艺]的)|"
    "得(?![到知出以意票分])|能(?![源力量])|必(?:须|将|定)|不(?:得|能|可|予|应|再|会)|一律|均|都|有权|无权|无须|无需|免予?|视为|按(?!摩|键|揉)|依(?:法|照|规)|参照|适用"
)
# What the law lays on somebody.
_PENALTY = (
    "处(?![理于长境事])|并处|科(?=处|以|新)|[加补]收|收取|没入|责令|给予|予以|不予|追究|从[轻重严]|减轻|加重|免[除予]|没收|吊销|撤销|撤回|取消|废止|开除|辞退|解聘|终止|解除|罚款|警告|拘留|扣[除减]|"
    "由[^,;:]{2,24}?(?:责令|处|给予|没收|吊销|追究|承担|负责|依法|予以|决定|撤销|警告|罚款|收回|赔偿|取消|处理|补办|补正)|(?:其|该)[^,;:]{0,8}?(?:无效|作废|应|可|不|须|由)|无效|作废|退还|补[交缴办]|赔偿|承担"
)
_CONSEQUENCE = lazy(f"(?:{_MODAL}|{_PENALTY})")
# Behind 的 less is one: 他带来的，都是新书 speaks of what he brought.
_RULED_CONSEQUENCE = lazy(
    "(?:可(?![见是观靠笑惜])|应(?![邀用对急届声有])|须|必须|不(?:得|能|可|予|应|再)|得(?![到知出以意票分])|将(?![军领士帅])|一律|有权|无权|无须|无需|"
    f"视为|按(?!摩|键|揉)|依(?:法|照|规)|参照|适用|则(?!是)|免予?|{_PENALTY})"
)
_WITH_SUBJECT = lazy(
    f"(?:{_MODAL}|{_PENALTY})|[^,;:]{{1,6}}?(?:将(?![军领士帅])|(?<![许认不宁])可(?![见是观靠笑惜口爱怜])|应(?:当|该|予)|须|必须|不(?:得|能|可|予|会|再)|会(?![议员长见谈场])|有权|无权|{_PENALTY})"
)
_RULED_SUBJECT = lazy(f"{_RULED_CONSEQUENCE.pattern}|[^,;:]{{1,6}}?(?:不予|不得|应当|应予|必须)")
_LEGAL_CONSEQUENCE = lazy(f"(?:应(?![邀用对急届声有])|得(?![到知出以意票分])|不得|视为|依|{_PENALTY})")
# The case of a rule. With 是 the clause says of what is known how it was: 大会是在北京召开的.
_CASE = lazy("(?:^|[,;:])(?P<case>[^,;:]{2,60}(?<![目标有似别真])的),")
_CASE_OF_PERSON = lazy(
    "(?:^|[,;:])(?P<case>[^,;:]*(?:违反|未|不|逾|超过|情节|经|犯|受|无|届满|怠于|拒)[^,;:]{1,40}(?<![记学作读患])者),"
)
_COPULA = lazy("(?<![但凡要若如或])是|属于|所[^,;:]{1,4}$|为了?(?=[^,;:]{0,30}所)")
# 如 of likeness and example is no condition: 如图, 如他所说, 如北京等. An example follows a clause, a condition what somebody says.
_IF = lazy(
    '(?:^|[;:"]|[,;:](?:但|而|且|不过)|(?:[称说道]|规定|指出|表示|强调|认为|提醒|警告|约定|明确|要求|宣布),)(?P<case>如(?![何果今同此意期实愿下上约常数图表是其前火鱼]|一[日般])[^,;:、]{2,40}),'
)
_LIKENESS = lazy(
    "所[述示说言料指见述知愿]|一样|一般|[那这]般|[那这]样|等$|之[类流]$|似的$|表示|指出|写道|[说称]$|认为|强调|介绍|显示|提[到及]|描述|宣布|预[测料]"
)
_WHOEVER = lazy("(?:^|[,;:])(?P<case>凡(?![人间士客高尔事]|此种)[^,;:]{2,40}),?")
# 就 draws the consequence of a lack or an excess: 成效不彰就应该叫停.
_DRAWN = lazy("(?:也|那|这)?(?:就|便|则)(?:应|该|必须|须|可|得|会|能|要|将|不|无法|没|难|只能|一定)")
_LACK = lazy(
    "(?:不(?![断仅但过管论少同久禁妨愧惜凡乏时光单独])|没(?![收落])|未(?!来)|无(?![论疑线数锡])|超过|低于|高于|违反|逾期)"
)
_REASON = lazy("因|由于|既然|虽|尽管|鉴于|考虑到|以来|随着|本来|原来|从来|一向|向来")
# Without leave nothing of the kind is allowed.
_WITHOUT_LEAVE = lazy("(?:^|[,;:])(?P<case>(?:未经|非经|不经|未获|未取得)[^,;:]{1,20}),?$")
_FORBIDDEN = lazy("^[^,;:]{0,16}?(?:不得|不能|不可|禁止|严禁|不许|不准)")
# Whenever: not 遇到, which tells what happened.
_WHENEVER = lazy("(?:^|[,;:])(?P<case>(?:每逢|逢|遇有|如遇|遇(?![到见上难害袭险]))[^,;:]{1,12}),$")
_INSTEAD = lazy(
    "(?![^,;:]*了)[^,;:]{0,6}?(?:顺延|改|取消|停|暂停|延期|推迟|另行|则|将(?![军领士])|可(?![见是])|应(?!邀)|须|就)"
)
_ELSE = lazy(r"(?:^|[,;: ])(?P<case>否则|不然(?:的话)?|要不然),?$")

# Which consequences may have a subject of their own, right behind the condition.
_OF_ANY_SUBJECT = {_IF: _WITH_SUBJECT, _CASE: _RULED_SUBJECT}

_LATIN = lazy("[a-z]")


def unmarked(before: str, quote: str, after: str) -> str | None:
    """The condition left of the quote that governs it though no conjunction says so, or None."""
    found = None if before.isascii() else _case(before, quote) or _drawn(before, quote)
    return found or (_english(before, quote, after) if _LATIN.search(before) else None)


def _case(before: str, quote: str) -> str | None:
    """A case that a Chinese sentence lays down, or what else must be so first."""
    for pattern, consequence in (
        (_CASE, _RULED_CONSEQUENCE),
        (_CASE_OF_PERSON, _LEGAL_CONSEQUENCE),
        (_IF, _CONSEQUENCE),
        (_WHOEVER, _CONSEQUENCE),
    ):
        for match in pattern.finditer(before):
            rest = before[match.end() :]
            # Behind the first consequence a further one must be quoted for the case to reach so far.
            if pattern in _OF_ANY_SUBJECT and not rest:
                told = _OF_ANY_SUBJECT[pattern].match(quote)
            else:
                told = consequence.match(rest + quote) and consequence.match(quote)
            if not told:
                continue
            case = match["case"]
            if pattern is _IF and (_LIKENESS.search(case) or not _has_verb(case[1:])):
                continue
            if not _COPULA.search(case) and not _REASON.match(case):
                return case
            if pattern is _CASE and case.startswith("因") and not _COPULA.search(case):
                return case
    for pattern, consequence in ((_WITHOUT_LEAVE, _FORBIDDEN), (_WHENEVER, _INSTEAD)):
        if (found := pattern.search(before)) and consequence.match(quote):
            return found["case"]
    found = _ELSE.search(before)
    return found["case"] if found else None


def _has_verb(clause: str) -> bool:
    return any(tag in ("v", "vd", "vg") for _, tag in words.tagged(clause))


def _drawn(before: str, quote: str) -> str | None:
    if not _DRAWN.match(quote):
        return None
    clause = re.split("[,;:]", before.rstrip(","))[-1]
    return clause if len(clause) > 2 and _LACK.search(clause) and not _REASON.search(clause) else None


# --- English -----------------------------------------------------------------------------------------------------

# Where a clause begins: a sentence, or a report of one.
_HEAD = r"(?:^\W*|[;:] |\"|(?<![a-z])(?:said|says|added|warned),? )"
# Behind a conjunction only a pronoun shows that the subject follows: came and were tired.
_JOINED = r"(?:(?<![a-z])(?:and|but|that|because|yet|so),? (?=[a-z]+ (?:i|he|she|it|they|we|you|there)\b))"
# The subject follows the verb; had with an object is no condition: Had dinner.
_INVERTED = lazy(
    rf"(?:{_HEAD}|{_JOINED})(?P<case>(?:had (?:(?:i|he|she|it|they|we|you|there)\b|(?![a-z]+(?:ed|en)\b|(?:been|not|never|made|done|come|gone|lost|held|met|led|left|built|won|become|to)\b)(?=[^,;:?]* (?:been|not|never|seen|[a-z]+ed|[a-z]+(?:wn|ken|ven|ten|sen|den)|"
    r"made|done|come|gone|lost|held|told|found|met|led|put|kept|left|felt|spent|sent|built|won|paid|had)\b))|"
    r"were (?!not\b|also\b|among\b|still\b)|should (?!not\b|also\b|be\b|have\b|never\b))[^;:?]*?),"
)
_WOULD = lazy(r"(?<![a-z])(?:would|could|might|should)\b|'d\b|n't have\b")
_WILL = lazy(r"(?<![a-z])(?:will|shall|may|must|can|is to|are to|would|could|might|should|cannot|won't|can't)\b|'ll\b")
_RULED = lazy(r"(?<![a-z])(?:shall|may|must)\b")
# Not an otherwise healthy man, nor otherwise known as.
_ELSE_ENGLISH = lazy(r"(?:^|[,;:]|(?<![a-z])or)\W*(?P<case>otherwise|or else),?$")
# A phrase at the head of the sentence that says without what, or after what, and which verb the consequence needs.
_FRONTED = (
    (_ELSE_ENGLISH, _WILL),
    (
        lazy(
            rf"{_HEAD}(?P<case>(?:without (?!doubt|question|fail\b|exception|delay|warning|notice|further)|but for\b|absent|failing|short of|in the absence of)[^;:?]*?),"
        ),
        _WILL,
    ),
    (
        lazy(rf"{_HEAD}(?P<case>(?:with|given) (?:more(?! than)|fewer|less|better|another|enough)\b[^;:?]*?),"),
        _WOULD,
    ),
    (
        # Once the capital, the town … says what was: a clause has its verb.
        lazy(
            r"^\W*(?P<case>(?:once (?=[^,]* (?:is|are|has|have)\b)|as soon as |when and if |if and when |until (?!now|then|recently|the [0-9]|[0-9]|(?:the )?(?:late|early|mid))|only (?:after|when|if|once) )[^;:?]*?),"
        ),
        lazy(r"(?<![a-z])(?:will|shall|must|may|can|cannot|won't|can't)\b|'ll\b"),
    ),
    (
        lazy(r"^\W*(?P<case>where (?:the|an?|any|no|it|there|such|two or more) [^;:?]*?),"),
        _RULED,
    ),
)


def _english(before: str, quote: str, after: str) -> str | None:
    """An inverted conditional, or a fronted phrase with the force of one."""
    if "?" in quote + after:
        return None
    for match in _INVERTED.finditer(before):
        if match["case"].startswith("should you ") and before.endswith(","):
            return match["case"]
        form = _WILL if match["case"].startswith("should") else _WOULD
        if form.search(_main(before[match.end() :], quote)):
            return match["case"]
    for pattern, form in _FRONTED:
        if (found := pattern.search(before)) and form.search(_main(before[found.end() :], quote)):
            return found["case"]
    return None


def _main(rest: str, quote: str) -> str:
    """The clause that the quote begins or goes on with, with what stands of it before the quote."""
    return re.split("[,;:]", rest)[-1] + " " + re.split("[,;:]", quote)[0]
