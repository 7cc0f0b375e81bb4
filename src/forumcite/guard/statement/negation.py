"""A negation on one side only, on the same word in the same clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard.statement.texts import HAN, STEMS, STOP_WORDS, Clause, Disagreement, grams, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.statement.texts import Evidence, Text

NEGATOR = re.compile(
    r"\b(?:no longer|not yet|not|never|no|nobody|none|neither|nor|without|cannot)\b|n't\b"
    "|并没有|没有|并非|并不是|不是|未能|尚未|从未|无法|未(?!来|必|经[^,;]{1,10}$)|不(?!断|仅|足|到|超过|低于|少于|多于|高于|同|过|少|但|只|如|久|管|论|实|匹配|可分|开)"
    "|没(?!收)|无(?=[人法须需])|非(?=但)?(?=劣)|切勿|切忌|勿(?=[^,.])|(?<![特区级分识告性差个类国送辨离惜饯道各派鉴判甄])别(?![的人墅名处国家字样称])"
)
_NOT_NEGATING = re.compile(
    r"\b(?:not only|not just|not merely|no (?:more|less|fewer|later) than|nothing but|no doubt)\b|离不开|少不了|不得不"
)
_SKIPPED = re.compile(
    r"(?: |was |were |has |had |have |did |会|能够?|可以?|再|是|有|被|必须?|曾|要|应当?|得|该|"
    "将|正|已经?|予以?|获得?|经|加以|进行|得到|在|于|从|由|出现|"
    "yet |been |be |a |an |the |any |by |to |in |it |longer )*"
)
_TURN = re.compile(r"而|但|\bbut\b|\balthough\b|\bthough\b|\bhowever\b")


_NO_FOCUS = STOP_WORDS | {"all", "every", "true", "more", "less", "fewer", "any", "even", "least"}


class _Focus(NamedTuple):
    """What a negation denies: the first word behind it, in its clause."""

    negator: str
    word: str
    clause: Clause


def _negations(text: Text) -> Iterator[_Focus]:
    for clause in text.clauses:
        masked = _NOT_NEGATING.sub(lambda match: "#" * len(match[0]), clause.text)
        for match in NEGATOR.finditer(masked):
            start = _SKIPPED.match(masked, match.end()).end()  # type: ignore[union-attr] # matches always
            word = re.match(rf"[{HAN}]{{2}}|[a-z]{{3,}}", masked[start:])
            if word and (word[0] not in _NO_FOCUS or word[0] in ("said", "say")):
                yield _Focus(match[0], word[0], clause)


def _polarity(clause: Clause, word: str) -> int:
    """1 where the word stands undenied in a clause, -1 where a negator stands before it, 0 where it is not there."""
    masked = _NOT_NEGATING.sub(lambda match: "#" * len(match[0]), clause.text)
    pattern = word if re.match(f"[{HAN}]", word) else rf"\b{re.escape(stem(word).removesuffix('y'))}"
    forms = {form for form, root in STEMS.items() if root == stem(word)} | {stem(word)}
    if len(forms) > 1:
        pattern = rf"\b(?:{'|'.join(sorted(forms))})"
    at = re.search(pattern, masked)
    if at is None:
        return 0
    before = masked[: at.start()]
    for turn in _TURN.finditer(before):
        before = " " * turn.end() + before[turn.end() :]
    if _OPEN.search(before):
        return 0
    # Who denies that it shared them did not; who does not deny it may have.
    negated = bool(NEGATOR.search(before) or re.search("[不未没无非]$", before))
    if negated != bool(_DENIAL.search(before)):
        return -1
    after = masked[at.end() :]
    # In Chinese a subject may stand before its negator: 监理单位未参与 denies 监理 as much as 参与.
    if re.match(f"[{HAN}]", word) and (negator := NEGATOR.search(after)) and not _TURN.search(after[: negator.start()]):
        return 0
    return 1


# What is planned is neither done nor undone, and to be wrong not to do it is to have to do it.
_OPEN = re.compile(
    r"计划|打算|拟|[后时]再|待.{1,8}[后再]|预计|将(?!近)|有望|错误|不该|不应|后悔|遗憾"
    r"|\b(?:plan(?:s|ned)?|expect(?:s|ed)?|due|scheduled|set|hopes?|hoped|intend(?:s|ed)?) to\b"
    r"|\b(?:wrong|mistaken?|unlawful|illegal|regret(?:s|ted)?|criticis?z?ed|blamed|faulted|should have|ought to)\b"
)
_FIRST = re.compile(r"首[次位个度例名家]|第1|头1|\bfirst\b|\b1st\b")
_UNTIL_NOW = re.compile(r"此前|以前|之前|从未|从来|\b(?:before|previously|ever|never)\b")


def check_negations(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The same word in the same clause, denied on one side only."""
    first = bool(_FIRST.search(said.low))
    for focus in _negations(shown.passages):
        if first and _UNTIL_NOW.search(focus.clause.text):
            continue  # the first, since none was before
        for clause in said.clauses:
            if _happened_then(focus.clause, clause):
                continue
            if (
                _polarity(clause, focus.word) == 1
                and clause.text.strip() not in shown.passages.low
                and _covered(clause, shown)
                and clause.overlap(focus.clause) >= 0.5
                and not _denies(clause)
                and not _affirmed(focus, clause, shown)
                and not _of_other_counts(clause, focus.clause)
            ):
                yield Disagreement("negation", focus.word, f"{focus.negator}{focus.word}")
    for focus in _negations(said):
        if focus.clause.text.strip() in shown.passages.low or _is_refused(focus.clause, shown):
            continue
        near = _nearest(focus.clause, shown)
        if any(_happened_then(focus.clause, each) for each in near):
            continue
        if (
            _covered(focus.clause, shown)
            and _best(focus.word, focus.clause, shown) == 1
            and not any(_of_other_counts(focus.clause, each) for each in near)
        ):
            yield Disagreement("negation", f"{focus.negator}{focus.word}", focus.word)


_REFUSED = re.compile(
    r"\b(?:refus(?:es?|ed|al)|declin(?:es?|ed)|fail(?:s|ed)?|lack(?:s|ed)?)\b|拒绝|拒不|未能|缺乏|否认"
)


def _is_refused(clause: Clause, shown: Evidence) -> bool:
    """Whether the evidence has a word of refusal where the statement has a negator."""
    return any(_REFUSED.search(each.text) and each.overlap(clause) >= 0.5 for each in shown.passages.clauses)


def _covered(clause: Clause, shown: Evidence) -> bool:
    """Whether the evidence speaks of all that a clause is about: a denial may be meant for what it does not."""
    return len(clause.grams - grams(shown.context.low) - {"没", "不", "未", "无"}) <= len(clause.grams) // 5


_UNTIL = re.compile(r"(?:\b(?:not|never)|n't) [^,;]*\buntil\b|直到.{1,16}[才都]")
_EARLIER = re.compile(r"\b(?:before|by|already|prior)\b|[之以]前|早于")


def _happened_then(denied: Clause, clause: Clause) -> bool:
    """Whether one clause denies something until a time, from which on the other has it: not opened until 1990."""
    return _UNTIL.search(denied.text) is not None and _EARLIER.search(clause.text) is None


def _of_other_counts(clause: Clause, other: Clause) -> bool:
    """Whether both clauses count, and not the same: 75 of the 140 had none where 65 of them had some."""
    one, two = (_COUNTS.findall(each.text) for each in (clause, other))
    return bool(one and two) and not set(one) <= set(two) and not set(two) <= set(one)


_COUNTS = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?")


def _nearest(clause: Clause, shown: Evidence) -> list[Clause]:
    """The clauses of the evidence that say most nearly the same."""
    clauses = shown.passages.clauses
    most = max((each.covers(clause) for each in clauses), default=0.0)
    return [each for each in clauses if each.covers(clause) == most]


def _affirmed(focus: _Focus, clause: Clause, shown: Evidence) -> bool:
    """Whether another clause of the evidence, at least as near to what is said, has the word undenied."""
    clauses = shown.passages.clauses
    for person in shown.people:
        if person in clause.text and person in focus.clause.text:
            clauses = [each for each in clauses if person in each.text]
    near = clause.overlap(focus.clause)
    return any(_polarity(each, focus.word) == 1 and each.overlap(clause) >= near for each in clauses)


_DENIAL = re.compile(r"\bden(?:y|ied|ies)\b|否认")


def _denies(clause: Clause) -> bool:
    return bool(
        re.search(
            r"\b(?:den(?:y|ied|ies)|false|fail(?:s|ed)?|avoid(?:s|ed)?|lacks|lacked)\b|否认|不实|拒绝", clause.text
        )
    )


# How much two clauses must share before one is read as speaking of the other.
_NEAR = 0.5


def _best(word: str, clause: Clause, shown: Evidence) -> int:
    """The polarity of a word in the clause of the evidence that says most nearly the same; 0 where none does."""
    clauses = shown.passages.clauses
    for person in shown.people:
        if person in clause.text:
            clauses = [each for each in clauses if person in each.text and _polarity(each, word)] or clauses
    found = [(each.covers(clause), _polarity(each, word)) for each in clauses if each.overlap(clause) >= _NEAR]
    most = max((covered for covered, _ in found), default=0.0)
    near = {polarity for covered, polarity in found if covered == most}
    return near.pop() if len(near) == 1 else 0


_IMPLIED = re.compile("只有|才")
_AUXILIARY = re.compile("(?:不|未)(会|能|可以|得|应)")


def check_auxiliaries(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """会 in the clause where the evidence says 不会, whatever the verb."""
    for clause in shown.passages.clauses:
        if not (match := _AUXILIARY.search(clause.text)):
            continue
        for mine in said.clauses:
            if _IMPLIED.search(mine.text) or len(NEGATOR.findall(clause.text)) > 1:
                continue  # only who has booked may; who has not may not
            if match[1] in mine.text and not NEGATOR.search(mine.text) and mine.overlap(clause) >= 0.75:
                yield Disagreement("negation", match[1], match[0])


def check_exchanged(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """A, not B where the evidence says B, not A."""
    mine, theirs = _denied(said), _denied(shown.passages)
    for word in mine - theirs:
        for other in theirs - mine:
            if any(_polarity(each, word) == 1 for each in shown.passages.clauses) and any(
                _polarity(each, other) == 1 for each in said.clauses
            ):
                yield Disagreement("negation", f"{other}, not {word}", f"{word}, not {other}")


def _denied(text: Text) -> set[str]:
    """The words right behind a bare not, articles aside."""
    return set(
        re.findall(
            r"\bnot (?:(?:the|an?|by|in|on|at|of|to|for|from|with) )*([a-z]{3,})", _NOT_NEGATING.sub("", text.low)
        )
    ) - {
        "only",
        "yet",
    }


_UNTRUE = re.compile(r"\b(?:not true|untrue|false) that\b|\bden(?:y|ies|ied) that\b")


def check_denials(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """What the evidence calls untrue, and the statement says as it were."""
    if NEGATOR.search(said.low) or _denies(Clause(said.low, 0, frozenset())):
        return
    for clause in shown.passages.clauses:
        if match := _UNTRUE.search(clause.text):
            denied = Clause(clause.text[match.end() :], 0, grams(clause.text[match.end() :]))
            if any(each.covers(denied) >= 0.75 for each in said.clauses):
                yield Disagreement("negation", said.cased, match[0])
