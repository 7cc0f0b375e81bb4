"""An exception, a condition or a plan told as general, certain or done; a cause that the evidence denies.

Only where the statement has no words but those of the clause that is limited: all homes but some, told as all homes.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from forumcite.guard.statement.frames import HEDGES, NEGATORS, content, has_any, keys, sentence_pairs, stands_in
from forumcite.guard.statement.negation import NEGATOR
from forumcite.guard.statement.texts import HAN, Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forumcite.guard.statement.frames import Sentence, Word
    from forumcite.guard.statement.texts import Evidence, Text

_EXCEPT = re.compile(
    r"\b(?:except|excluding|apart from|other than)(?: for| on| in| those in| those)? (?P<en>[a-z]+(?: [a-z]+)?)"
    rf"|除了?(?P<han>[{HAN}0-9]{{2,10}}?)(?:以外|之外|外)(?!.{{0,12}}(?:还|也|又))"
)
_INCLUDED = re.compile(
    r"\bincluding (?P<en>[a-z]+(?: [a-z]+)?)|\b(?P<before>[a-z]+) included\b"
    rf"|(?:包括|包含|连同)(?P<han>[{HAN}0-9]{{2,10}}?)(?:在内|,|$)"
)
_UNIVERSAL = frozenset("all every everyone everybody daily always 所有 全部 全体 一律 每天 每日".split())
_NARROW = frozenset("other rest most many some almost nearly 其他 其余 多数 大多数 大部分 部分 一般".split())


def check_exceptions(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """All, where the evidence excepts some; will, where it says unless; has, where it says will."""
    yield from _included(said, shown)
    yield from _causes(said, shown)
    for mine, theirs in sentence_pairs(said, shown):
        yield from _unexcepted(mine, theirs)
        yield from _unconditional(mine, theirs)
        yield from _done(mine, theirs)


def _included(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Mondays included, where the evidence has: except Mondays."""
    for mine in _INCLUDED.finditer(said.low):
        included = mine["en"] or mine["before"] or mine["han"]
        for theirs in _EXCEPT.finditer(shown.context.low):
            excepted = theirs["en"] or theirs["han"]
            if included == excepted or excepted.split()[0] == included.split()[0]:
                yield Disagreement("condition", mine[0], theirs[0])


_EXCEPTING = ("except", "exclud", "除")


def _unexcepted(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """All of them, where the evidence has: all but some."""
    universal = next((word for word in mine if word.key in _UNIVERSAL), None)
    if universal is None or has_any(mine, _NARROW | NEGATORS | HEDGES):
        return
    for at, word in enumerate(theirs):
        if not word.key.startswith(_EXCEPTING) or has_any(theirs[:at], NEGATORS):
            continue
        excepted = [each for each in theirs[at:] if each.clause == word.clause]
        limited = [each for each in theirs if each not in excepted]
        closed = word.token.tag == "latin" or excepted[-1].token.text.endswith("外")
        additive = has_any(limited, frozenset(("还", "也", "又", "亦")))
        if closed and not additive and keys(limited).count(universal.key) == 1 and stands_in(mine, limited):
            yield Disagreement("condition", universal.token.text, word.token.text)


_CERTAIN = frozenset("will must shall 将 必须 会".split())


def _unconditional(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """It will close, where the evidence has: it will close unless a buyer is found."""
    if not has_any(mine, _CERTAIN) or has_any(mine, HEDGES) or len(content(mine)) < _LEAST:
        return
    at = next((at for at, word in enumerate(theirs) if word.token.text == "unless" and at), None)
    if at is not None and stands_in(mine, theirs[:at]) and has_any(theirs[:at], _CERTAIN):
        yield Disagreement("condition", " ".join(word.token.text for word in content(mine)[-2:]), "unless")


_LEAST = 3

_PLANNED = frozenset("will plan intend expect hope aim due propos 将 计划 预计 拟 有望 打算 即将 力争".split())
# 按计划建成, 比预计提前建成: it was done.
_AS_PLANNED = frozenset("按 按照 比 较 如期 提前 超 根据 依照 的 原".split())
_HAVE = frozenset(("has", "have", "had"))


def _done(mine: Sentence, theirs: Sentence) -> Iterator[Disagreement]:
    """It has closed, where the evidence has that it will close."""
    if has_any(mine, HEDGES | NEGATORS | _PLANNED):
        return
    verb = _done_verb(mine)
    counts = Counter(keys(theirs))
    if verb is None or counts[verb.key] != 1 or not stands_in([word for word in mine if word.key not in _DONE], theirs):
        return
    at = next(at for at, word in enumerate(theirs) if word.key == verb.key)
    before = [word for word in theirs[:at] if word.clause == theirs[at].clause]
    if verb.token.tag == "latin":
        before = [word for word in before[-3:] if word.is_content or word.key in ("to", "will")]
        planned = keys(before)[-1:] == ["will"] or (keys(before)[-1:] == ["to"] and has_any(before, _PLANNED))
    else:
        # 将 may also only mark what something is done to: 将水位降至2米.
        far, near = before[:-1], before[-1:]
        planned = has_any(far, _PLANNED - {"将"}) or has_any(near, _PLANNED)
        planned = planned and not has_any(before, _DONE | _AS_PLANNED)
    if planned and not has_any(before, NEGATORS):
        yield Disagreement(
            "modality", verb.token.text, " ".join(word.token.text for word in (*before[-2:], theirs[at]))
        )


_DONE = frozenset("已 已经 已于 业已 均已 都已".split())


def _done_verb(sentence: Sentence) -> Word | None:
    """The verb of what a sentence gives as done: behind has, or the last one behind 已."""
    for at, word in enumerate(sentence[:-1]):
        if word.token.text.lower() in _HAVE and sentence[at + 1].is_content:
            return sentence[at + 1] if sentence[at + 1].token.text.lower().endswith(("ed", "n", "t", "d")) else None
        if word.key in _DONE:
            clause: Sequence[Word] = [each for each in sentence[at + 1 :] if each.clause == word.clause]
            return next((each for each in reversed(clause) if each.token.tag.startswith("v")), None)
    return None


_UNRELATED = re.compile(
    rf"[与和跟同](?P<han>[{HAN}0-9]{{2,10}}?)(?:并)?(?:无关|没有关系|没有关联|没有联系)"
    r"|(?:\bunrelated to|\bnot (?:[a-z]+ )?(?:related|linked|connected|due|"
    r"attributable|owing) to|\bnot (?:been )?caused by|"
    r"\bnothing to do with|\bno (?:link|connection) (?:to|with)|\bnot because of) (?:the |a |an |his |her |its )?"
    r"(?P<en>[a-z]+(?: [a-z]+)?)"
)
_CAUSE_HAN = "(?:所致|导致|造成|引起|引发|所引发|有关|相关)"
_CAUSE = "(?:related to|linked to|connected (?:to|with)|due to|attributable to|caused by|because of|owing to)"


def _causes(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """Caused by rain, where the evidence has that rain had nothing to do with it."""
    if NEGATOR.search(said.low) or re.search("无关|unrelated", said.low):
        return
    for match in _UNRELATED.finditer(shown.context.low):
        if match["han"]:
            cause = re.escape(match["han"])
            found = re.search(f"{cause}.{{0,2}}{_CAUSE_HAN}|(?:由于|因为|因|由){cause}", said.low)
            once = shown.context.low.count(match["han"]) == 1
        else:
            cause = re.escape(match["en"].split()[0])
            found = re.search(rf"\b{_CAUSE} (?:the |a |an |his |her |its )?{cause}\b", said.low)
            once = len(re.findall(rf"\b{cause}\b", shown.context.low)) == 1
        if found and once:
            yield Disagreement("negation", found[0], match[0])
