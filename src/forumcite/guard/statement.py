"""Does a statement say what its evidence says? Only what is certain is reported.

All evidence of a claim is read together, through the folds. Each check looks for one thing: a figure or date that is
another one, a bound (超, at most) that was turned, dropped or added, a pair of opposites (rose, fell), a negation on
one side only, a condition that got lost, an office without its 副. A statement that is merely worded in another way, or
that says less than its evidence, must pass: parity of negations over whole sentences was measured and is
useless (PolNeAR, WiCE, OCNLI: 9 to 77 % false alarms), so a negation counts only on the same word in the same clause.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import names as naming
from forumcite.guard import quantities as figures
from forumcite.guard.reading import Reading, lowered
from forumcite.guard.speaker import is_person
from forumcite.text import script
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from forumcite.guard.quantities import Day, Quantity


class Proof(NamedTuple):
    """One piece of evidence as its source has it.

    `passage` is what the quote stands for; `context` the same with the words next to it that a cut left outside;
    `sentence` the whole sentence, which may only say of whom and of which the passage speaks, never a fact.
    """

    passage: str
    context: str
    sentence: str = ""


class Disagreement(NamedTuple):
    """What a statement and its evidence do not say alike.

    `kind` is the fact (`number`, `date`, `unit`, `bound`, `direction`, `negation`, `condition`, `modality`, `title`,
    `name`, `term`); `statement` and `evidence` are the words on either side, folded; `contradicted` says that the
    evidence has another one, not just none.
    """

    kind: str
    statement: str
    evidence: str
    contradicted: bool = True


def disagreements(
    statement: str, evidence: Sequence[Proof], *, known: Collection[str] = (), given: Sequence[str] = ()
) -> tuple[Disagreement, ...]:
    """Where a statement and its evidence disagree.

    Args:
        statement: The claim's statement.
        evidence: All its evidence but what refutes it or is context only.
        known: Known names, as `forumcite.guard.names` gives them.
        given: More texts in which a name may stand to be supported: the claim's speaker, the source's title.

    Returns:
        The disagreements, contradictions first; empty without evidence.
    """
    if not evidence:
        return ()
    said = _Text.of(statement)
    shown = _Evidence(tuple(evidence), tuple(given), frozenset(known))
    found = {each[:2]: each for check in _CHECKS for each in reversed(list(check(said, shown)))}
    return tuple(sorted(found.values(), key=lambda each: not each.contradicted))


# --- texts, clauses, words ---------------------------------------------------------------------------------------

_HAN = "㐀-䶿一-鿿"
_CLAUSE = re.compile(r"[^,;:!?。\n—()\[\].]*(?:[.,:](?=[0-9])[^,;:!?。\n—()\[\].]*)*")
_STOP_HAN = frozenset("的了是在于和与及之为等其所也都将已就则并而且从到至由对把被给有个这那该此我他她它们会")
_STOP_WORDS = frozenset(
    "a an the of to in on at by for from with as and or but that which who whom whose it its he she they their his "
    "her we our us i is are was were be been being has have had do does did will would so such this these those there "
    "than then one said says say s t".split()
)
_STEMS = {
    "paid": "pay",
    "spoke": "speak",
    "led": "lead",
    "held": "hold",
    "killed": "kill",
    "found": "find",
    "built": "build",
    "ran": "run",
    "kept": "keep",
    "met": "meet",
    "began": "begin",
}


@dataclass(frozen=True)
class _Text:
    """A text folded to simplified characters, numbers in one spelling; `low` is the same in lower case."""

    cased: str
    low: str

    @classmethod
    def of(cls, text: str) -> _Text:
        cased = figures.prepared(script.simplified(fold(_lines(text), without=("initial",)).plain))
        return cls(cased, lowered(cased))

    @cached_property
    def quantities(self) -> list[Quantity]:
        return figures.quantities(self.cased)

    @cached_property
    def dates(self) -> list[Day]:
        return figures.dates(self.cased)

    @cached_property
    def clauses(self) -> list[_Clause]:
        return [
            _Clause(match[0], match.start(), _grams(match[0]))
            for match in _CLAUSE.finditer(self.low)
            if match[0].strip()
        ]

    def clause_at(self, position: int) -> _Clause:
        """The clause around a position."""
        return next(
            (each for each in self.clauses if each.start <= position < each.start + len(each.text)),
            _Clause(self.low, 0, _grams(self.low)),
        )

    def words(self, kind: re.Pattern[str]) -> list[str]:
        """The words of a kind that stand in the text."""
        return [match[0] for match in kind.finditer(self.low)]


def _lines(text: str) -> str:
    """Lines that end without a mark would flow into each other; a full stop keeps pieces of evidence apart."""
    return ".\n".join(line.rstrip().rstrip(".。") for line in text.splitlines() if line.strip())


# How much of a clause must stand in another, from 0 to 1, before the two are taken to say the same of something.
_SURE = 0.7


class _Clause(NamedTuple):
    """A stretch between two marks, where it begins, and what it is about."""

    text: str
    start: int
    grams: frozenset[str]

    def overlap(self, other: _Clause) -> float:
        """How much of the smaller of two clauses stands in the other, from 0 to 1; 0 where that is a single word."""
        shared = self.grams & other.grams
        if len(shared) < 2:
            return 0.0
        return max(len(shared) / len(self.grams), len(shared) / len(other.grams) if len(other.grams) > 1 else 0.0)

    def without(self, gram: str) -> _Clause:
        """The clause less one of the things that it is about."""
        return self._replace(grams=self.grams - {gram.lstrip("-")})

    def covers(self, other: _Clause) -> float:
        """How much of `other` stands here, from 0 to 1."""
        return len(self.grams & other.grams) / len(other.grams) if other.grams else 0.0


@dataclass(frozen=True)
class _Evidence:
    """All evidence of a claim, other texts, and known names; folded as far as a check asks for it."""

    proofs: tuple[Proof, ...]
    others: tuple[str, ...]
    known: frozenset[str]

    @cached_property
    def passages(self) -> _Text:
        """What the quotes stand for."""
        return _Text.of("\n".join(proof.passage for proof in self.proofs))

    @cached_property
    def context(self) -> _Text:
        """The passages, and the words that cuts left outside."""
        if all(proof.context in proof.passage for proof in self.proofs):
            return self.passages
        return _Text.of("\n".join(f"{proof.passage}\n{proof.context}" for proof in self.proofs))

    @cached_property
    def given(self) -> _Text:
        """What may support a name, a term or an ordinal, and no fact."""
        return _Text.of("\n".join((*self.others, *(proof.sentence for proof in self.proofs))))

    @cached_property
    def people(self) -> frozenset[str]:
        """The people whom the evidence names beside a title, by full name."""
        return naming.people_in(Reading.of(self.context.cased))

    def has(self, words: str) -> bool:
        """Whether the folded words stand anywhere in the evidence, spaces and marks aside."""
        bare = _bare(words)
        return bare in _bare(self.context.low) or bare in _bare(self.given.low)


def _bare(text: str) -> str:
    return re.sub(r"[^\w%°²³µ+]|_", "", text)


def _grams(text: str) -> frozenset[str]:
    """What a clause is about: Han characters, stems of words and numbers, but for function words."""
    # Units are left out: two lengths in mm are not about the same thing for that.
    han = {character for character in re.findall(f"[{_HAN}]", text) if character not in _STOP_HAN}
    words = {_stem(word) for word in re.findall(r"[a-z]{3,}", text) if word not in _STOP_WORDS}
    return frozenset(han | words | set(re.findall(r"[0-9]+(?:\.[0-9]+)?", text)))


def _stem(word: str) -> str:
    if word in _STEMS:
        return _STEMS[word]
    for suffix in ("ing", "ed", "es", "s", "e"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


# --- figures -----------------------------------------------------------------------------------------------------

_TRIVIAL_ONE = re.compile("[期号级届季月日年等]")


def _is_ordinal(quantity: Quantity, text: _Text) -> bool:
    """Which one, not how many: 一期, 第3届. Such a number belongs to a name."""
    after = text.low[quantity.start + len(quantity.value) :]
    return text.low[: quantity.start].endswith("第") or bool(re.match("[期届号季级]|(?:st|nd|rd|th)\\b", after))


def _check_numbers(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """Every figure of the statement stands in the evidence, with its sign; else it is another one, or unsupported."""
    have = shown.context.quantities
    values = {each.value for each in have} | {str(day.year) for day in shown.context.dates if day.year}
    for each in said.quantities:
        if each.value in values:
            continue
        if _is_ordinal(each, said) and each.value in {other.value for other in shown.given.quantities}:
            continue
        if _is_trivial(each, said):
            continue
        other = _counterpart(each, said, shown)
        if other and _implied(each, other):
            continue
        yield Disagreement(
            "number", _words(said, each), _words(shown.context, other) if other else "", other is not None
        )


def _is_trivial(quantity: Quantity, said: _Text) -> bool:
    """A one that counts nothing: 一个, 一系列, one of."""
    return quantity.value == "1" and not _TRIVIAL_ONE.match(said.low, quantity.start + 1)


def _counterpart(quantity: Quantity, said: _Text, shown: _Evidence) -> Quantity | None:
    """The figure of the same unit in a clause of the evidence that says the same, where the statement lacks it."""
    clause = said.clause_at(quantity.start).without(quantity.value)
    taken = {each.value for each in said.quantities}
    best, most = None, _SURE
    for other in shown.context.quantities:
        if other.unit != quantity.unit or other.value in taken:
            continue
        covered = shown.context.clause_at(other.start).covers(clause)
        if covered >= most and len(clause.grams) > 1:
            best, most = other, covered
    return best


def _implied(quantity: Quantity, other: Quantity) -> bool:
    """Whether the evidence's figure lies where the statement's bound says: 181,674 is less than a million."""
    side = figures.SIDE.get(quantity.bound)
    if (
        side not in ("up", "down")
        or other.bound
        or not all(re.fullmatch(r"-?[0-9.]+", each.value) for each in (quantity, other))
    ):
        return False
    return (Decimal(other.value) > Decimal(quantity.value)) == (side == "up")


def _words(text: _Text, quantity: Quantity) -> str:
    return text.cased[quantity.start : quantity.end]


def _check_dates(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """Every year, month and day of the statement stands in the evidence."""
    have = shown.context.dates
    bare = {each.value for each in shown.context.quantities if not each.unit}
    said_parts = {part for day in said.dates for part in (day.year, day.month, day.day) if part}
    free = [day for day in have if not {part for part in (day.year, day.month, day.day) if part} <= said_parts]
    years = {day.year for day in have} | {int(value) for value in bare if value.isdigit()}
    for day in said.dates:
        other = None
        if day.year and day.year not in years:
            other = next((each for each in free if each.year), None)
        elif day.month and day.day:
            if any(each.day == day.day and each.month in (day.month, 0) for each in have) or (
                str(day.day) in bare and any(each.month == day.month for each in have)
            ):
                continue
            other = next((each for each in free if each.day), None)
        elif day.month and not any(each.month == day.month for each in have):
            other = next((each for each in free if each.month), None)
        elif day.day and not day.month and not any(each.day == day.day for each in have):
            other = next((each for each in free if each.day), None)
        else:
            continue
        contradicted = other is not None and shown.context.clause_at(other.start).covers(_undated(said, day)) >= _SURE
        yield Disagreement(
            "date",
            said.cased[day.start : day.end],
            shown.context.cased[other.start : other.end] if other else "",
            contradicted=contradicted,
        )


def _undated(said: _Text, day: Day) -> _Clause:
    """The clause of a date without its figures."""
    clause = said.clause_at(day.start)
    return clause._replace(
        grams=frozenset(gram for gram in clause.grams if not gram[0].isdigit() and gram not in "年月日号")
    )


def _same_value(quantity: Quantity, shown: _Evidence) -> list[Quantity]:
    """The same figure in the passages, else in their context."""
    for text in (shown.passages, shown.context):
        if found := [each for each in text.quantities if each.value == quantity.value]:
            return found
    return []


def _check_units(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """The same figure with another unit of measure, or the count of another thing."""
    for each in said.quantities:
        have = _same_value(each, shown)
        units = {other.unit for other in have}
        if not have or each.unit in units:
            continue
        if each.unit in figures.MEASURES and (wrong := units & figures.MEASURES) and wrong == units:
            yield Disagreement(
                "unit",
                _words(said, each),
                _words(shown.context, have[0]) if have[0] in shown.context.quantities else "",
            )
        counted = [other for other in shown.passages.quantities if other.unit == each.unit]
        if each.unit in _COUNTERS and counted and units <= _COUNTERS and "个" not in units | {each.unit}:
            yield Disagreement("number", _words(said, each), _words(shown.passages, counted[0]))


_COUNTERS = frozenset("人 起 座 件 项 家 台 次 户 所 种 条 辆 艘 例 宗 个".split())
_PER = re.compile(r"\b(?:a|an|per|each|every) (hour|day|week|month|year)\b")


def _check_periods(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """So much a week is not so much a month."""
    have, one = (
        {match[1] for match in _PER.finditer(shown.passages.low)},
        {match[1] for match in _PER.finditer(said.low)},
    )
    if have and one and not have & one and said.quantities:
        yield Disagreement("unit", f"a {min(one)}", f"a {min(have)}")


def _check_bounds(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """Over, at most, about: turned, dropped or added beside the same figure."""
    for each in said.quantities:
        have = [
            other
            for other in _same_value(each, shown)
            if other.unit == each.unit or not (other.unit in figures.MEASURES and each.unit in figures.MEASURES)
        ]
        if not have or _is_trivial(each, said):
            continue
        sides = {figures.SIDE.get(other.bound, "") for other in have}
        side = figures.SIDE.get(each.bound, "")
        if side in sides or (side == "exact" and "" in sides):
            continue
        evidence = have[0]
        text = shown.passages if evidence in shown.passages.quantities else shown.context
        yield Disagreement("bound", _beside(said, each), _beside(text, evidence))


def _beside(text: _Text, quantity: Quantity) -> str:
    """A figure with the words around it that bound it."""
    start = max(0, quantity.start - (12 if text.cased[max(0, quantity.start - 2) : quantity.start].isascii() else 4))
    return text.cased[start : quantity.end + 2].strip(" ,.;")


_MULTIPLE = re.compile(r"\b(twice|double|triple|half|all|every)\b")
_NEARLY = re.compile(r"\b(?:nearly|almost|not) (?:of )?(?:the )?$")


def _check_multiples(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """Nearly twice is not twice, almost all is not all."""
    groups = {"twice": "double"}
    have: dict[str, set[bool]] = {}
    for match in _MULTIPLE.finditer(shown.passages.low):
        word = groups.get(match[1], match[1])
        have.setdefault(word, set()).add(bool(_NEARLY.search(shown.passages.low[: match.start()][-12:])))
    for match in _MULTIPLE.finditer(said.low):
        word = groups.get(match[1], match[1])
        near = bool(_NEARLY.search(said.low[: match.start()][-12:]))
        if have.get(word) == {not near}:
            yield Disagreement("bound", match[0], f"nearly {match[0]}" if not near else match[0])


def _check_roles(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """增至52万吨 is not 增加了52万吨."""
    for each in said.quantities:
        roles = {other.role for other in _same_value(each, shown)}
        if each.role and roles and "" not in roles and each.role not in roles:
            yield Disagreement("number", _beside(said, each), "")


def _check_binding(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """The figure stands in the evidence, but with another subject: the clause that says the same has another one."""
    text = shown.passages
    for each in said.quantities:
        holders = [other for other in text.quantities if (other.value, other.unit) == (each.value, each.unit)]
        if not holders or each.role:
            continue
        clause = said.clause_at(each.start)
        rest = clause.without(each.value)
        own = max(text.clause_at(other.start).covers(rest) for other in holders)
        for other in text.quantities:
            if other.unit != each.unit or other.value == each.value:
                continue
            where = text.clause_at(other.start)
            if any(text.clause_at(holder.start) == where for holder in holders):
                continue
            if where.covers(rest) >= 0.75 and where.covers(rest) - own >= 0.4 and len(rest.grams) >= 3:
                yield Disagreement("number", _beside(said, each), _beside(text, other))
                break


_RANGE = re.compile(
    r"(?:\bfrom ?|由|从|自)[^,;.]{0,6}?(?P<one>[0-9]+(?:\.[0-9]+)?)"
    r"(?P<between>[^0-9;]{1,16}?)(?:\bto ?|至|到)[^0-9;,]{0,8}?(?P<other>[0-9]+(?:\.[0-9]+)?)"
)


def _check_ranges(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """From A to B is not from B to A."""
    have = {(match["one"], match["other"]) for match in _RANGE.finditer(shown.context.low)}
    for match in _RANGE.finditer(said.low):
        pair = (match["one"], match["other"])
        if pair not in have and pair[::-1] in have:
            yield Disagreement("direction", match[0], "→".join(pair[::-1]))


# --- opposites ---------------------------------------------------------------------------------------------------


def _opposites(kind: str, one: str, other: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    return kind, re.compile(one), re.compile(other)


_OPPOSITES = (
    _opposites(
        "direction",
        r"\b(?:rose|risen|rise|rising|grew|growth|increased?|increasing|went up|up from|more|higher)\b"
        r"|延长|扩大|多花|增长|上升|上涨|提高|提升|增加|增至|升至",
        r"\b(?:fell|fall|fallen|falling|dropped|drop|declined?|decreased?|decreasing|went down|down from|"
        r"less|fewer|lower|below|cut)\b"
        r"|缩短|缩小|节省|下降|下跌|降低|降至|减少|少了",
    ),
    _opposites("direction", "延长", "缩短"),
    _opposites("direction", "扩大到", "缩小到"),
    _opposites(
        "comparison",
        r"\b(?:longer|larger|bigger|higher) than\b|高于|大于",
        r"\b(?:shorter|smaller|lower) than\b|低于|小于",
    ),
    _opposites("comparison", r"\babove\b", r"\bbelow\b"),
    _opposites(
        "negation",
        r"\b(?:admit(?:s|ted)?|confirm(?:s|ed)?)\b|承认|证实|属实",
        r"\b(?:den(?:y|ies|ied))\b|否认|不实|没有发现",
    ),
    _opposites("negation", "相信|确信", "怀疑"),
    _opposites("modality", r"\bmust\b|必须", r"\bmay\b(?! not)|可以"),
)
_NOT_MODAL = re.compile(r"\b(?:may|must|can) ?not\b|\bcannot\b|\b(?:in|by|since|last|next) may\b|不可以|不必")


def _check_opposites(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """Rose and fell, above and below, must and may: one on this side only, its opposite on that side only."""
    one, other = _NOT_MODAL.sub(" ", said.low), _NOT_MODAL.sub(" ", shown.passages.low)
    for kind, left, right in _OPPOSITES:
        for here, there in ((left, right), (right, left)):
            mine, theirs = here.search(one), there.search(other)
            if mine and theirs and not there.search(one) and not here.search(other) and _about_the_same(said, shown):
                yield Disagreement(kind, mine[0], theirs[0])


def _about_the_same(said: _Text, shown: _Evidence) -> bool:
    """Whether most of what the statement is about stands in the passages."""
    one, other = _grams(said.low), _grams(shown.passages.low)
    return bool(one) and len(one & other) / len(one) >= 0.6


# --- negation ----------------------------------------------------------------------------------------------------

_NEGATOR = re.compile(
    r"\b(?:no longer|not yet|not|never|no|nobody|none|neither|nor|without|cannot)\b|n't\b"
    "|并没有|没有|并非|并不是|不是|未能|尚未|从未|无法|未(?!来|必)|不(?!断|仅|足|到|超过|低于|少于|多于|高于|同|过|少|但|只|如|久|管|论|实|匹配|可分|开)"
    "|没(?!收)|无(?=[人法须需])|非(?=但)?(?=劣)"
)
_NOT_NEGATING = re.compile(
    r"\b(?:not only|not just|not merely|no (?:more|less|fewer|later) than|nothing but|no doubt)\b|离不开|少不了|不得不"
)
_SKIPPED = re.compile(
    r"(?: |was |were |has |had |have |did |会|能够?|可以?|再|是|有|被|必须?|曾|要|应当?|得|该|"
    "将|正|已经?|在|于|从|由|出现|"
    "yet |been |be |a |an |the |any |by |to |in |it |longer )*"
)
_TURN = re.compile(r"而|但|\bbut\b|\balthough\b|\bthough\b|\bhowever\b")


_NO_FOCUS = _STOP_WORDS | {"all", "every", "true", "more", "less", "fewer", "any", "even", "least"}


class _Focus(NamedTuple):
    """What a negation denies: the first word behind it, in its clause."""

    negator: str
    word: str
    clause: _Clause


def _negations(text: _Text) -> Iterator[_Focus]:
    for clause in text.clauses:
        masked = _NOT_NEGATING.sub(lambda match: "#" * len(match[0]), clause.text)
        for match in _NEGATOR.finditer(masked):
            start = _SKIPPED.match(masked, match.end()).end()  # type: ignore[union-attr] # matches always
            word = re.match(rf"[{_HAN}]{{2}}|[a-z]{{3,}}", masked[start:])
            if word and (word[0] not in _NO_FOCUS or word[0] in ("said", "say")):
                yield _Focus(match[0], word[0], clause)


def _polarity(clause: _Clause, word: str) -> int:
    """1 where the word stands undenied in a clause, -1 where a negator stands before it, 0 where it is not there."""
    masked = _NOT_NEGATING.sub(lambda match: "#" * len(match[0]), clause.text)
    stem = word if re.match(f"[{_HAN}]", word) else rf"\b{re.escape(_stem(word))}"
    forms = {form for form, root in _STEMS.items() if root == _stem(word)} | {_stem(word)}
    if len(forms) > 1:
        stem = rf"\b(?:{'|'.join(sorted(forms))})"
    at = re.search(stem, masked)
    if at is None:
        return 0
    before = masked[: at.start()]
    for turn in _TURN.finditer(before):
        before = " " * turn.end() + before[turn.end() :]
    if _NEGATOR.search(before) or re.search("[不未没无非]$", before):
        return -1
    after = masked[at.end() :]
    # In Chinese a subject may stand before its negator: 监理单位未参与 denies 监理 as much as 参与.
    if (
        re.match(f"[{_HAN}]", word)
        and (negator := _NEGATOR.search(after))
        and not _TURN.search(after[: negator.start()])
    ):
        return 0
    return 1


def _check_negations(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """The same word in the same clause, denied on one side only."""
    for focus in _negations(shown.passages):
        for clause in said.clauses:
            if (
                _polarity(clause, focus.word) == 1
                and _covered(clause, shown)
                and clause.overlap(focus.clause) >= 0.5
                and not _denies(clause)
                and not _affirmed(focus, clause, shown)
            ):
                yield Disagreement("negation", focus.word, f"{focus.negator}{focus.word}")
    for focus in _negations(said):
        if _covered(focus.clause, shown) and _best(focus.word, focus.clause, shown) == 1:
            yield Disagreement("negation", f"{focus.negator}{focus.word}", focus.word)


def _covered(clause: _Clause, shown: _Evidence) -> bool:
    """Whether the evidence speaks of all that a clause is about: a denial may be meant for what it does not."""
    return len(clause.grams - _grams(shown.context.low) - {"没", "不", "未", "无"}) <= len(clause.grams) // 5


def _affirmed(focus: _Focus, clause: _Clause, shown: _Evidence) -> bool:
    """Whether another clause of the evidence, at least as near to what is said, has the word undenied."""
    clauses = shown.passages.clauses
    for person in shown.people:
        if person in clause.text and person in focus.clause.text:
            clauses = [each for each in clauses if person in each.text]
    near = clause.overlap(focus.clause)
    return any(_polarity(each, focus.word) == 1 and each.overlap(clause) >= near for each in clauses)


def _denies(clause: _Clause) -> bool:
    return bool(
        re.search(
            r"\b(?:den(?:y|ied|ies)|false|fail(?:s|ed)?|avoid(?:s|ed)?|lacks|lacked)\b|否认|不实|拒绝", clause.text
        )
    )


def _best(word: str, clause: _Clause, shown: _Evidence) -> int:
    """The polarity of a word in the clause of the evidence that says most nearly the same; 0 where none does."""
    clauses = shown.passages.clauses
    for person in shown.people:
        if person in clause.text:
            clauses = [each for each in clauses if person in each.text and _polarity(each, word)] or clauses
    found = [(each.overlap(clause), _polarity(each, word)) for each in clauses]
    most = max((overlap for overlap, _ in found), default=0.0)
    near = {polarity for overlap, polarity in found if overlap == most >= 0.5}
    return near.pop() if len(near) == 1 else 0


_AUXILIARY = re.compile("(?:不|未)(会|能|可以|得|应)")


def _check_auxiliaries(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """会 in the clause where the evidence says 不会, whatever the verb."""
    for clause in shown.passages.clauses:
        if not (match := _AUXILIARY.search(clause.text)):
            continue
        for mine in said.clauses:
            if match[1] in mine.text and not _NEGATOR.search(mine.text) and mine.overlap(clause) >= 0.75:
                yield Disagreement("negation", match[1], match[0])


def _check_exchanged(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """A, not B where the evidence says B, not A."""
    mine, theirs = _denied(said), _denied(shown.passages)
    for word in mine - theirs:
        for other in theirs - mine:
            if any(_polarity(each, word) == 1 for each in shown.passages.clauses) and any(
                _polarity(each, other) == 1 for each in said.clauses
            ):
                yield Disagreement("negation", f"{other}, not {word}", f"{word}, not {other}")


def _denied(text: _Text) -> set[str]:
    """The words right behind a bare not, articles aside."""
    return set(re.findall(r"\bnot (?:the |a |an |by |in |on )?([a-z]{3,})", _NOT_NEGATING.sub("", text.low))) - {
        "only",
        "yet",
    }


_UNTRUE = re.compile(r"\b(?:not true|untrue|false) that\b|\bden(?:y|ies|ied) that\b")


def _check_denials(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """What the evidence calls untrue, and the statement says as it were."""
    if _NEGATOR.search(said.low) or _denies(_Clause(said.low, 0, frozenset())):
        return
    for clause in shown.passages.clauses:
        if match := _UNTRUE.search(clause.text):
            denied = _Clause(clause.text[match.end() :], 0, _grams(clause.text[match.end() :]))
            if any(each.covers(denied) >= 0.75 for each in said.clauses):
                yield Disagreement("negation", said.cased, match[0])


# --- conditions --------------------------------------------------------------------------------------------------

_CONDITION = re.compile(r"\b(?:if|unless|provided|except|until)\b|如果|倘若|假如|若(?!干)|除非|只要|除.{1,12}外|取决于")
_UNCONDITIONAL = re.compile(r"\b(?:even if|whether or not|without exception|regardless)\b|没有例外|无论|无一例外")
_HEDGE = re.compile(
    r"\b(?:may|might|plan(?:s|ned)?|tried|tries|try|attempt(?:s|ed)?|hope(?:s|d)?|expect(?:s|ed)?|likely|possibly|perhaps|"
    r"alleg(?:es|ed)|claim(?:s|ed)?|propos(?:es|ed))\b"
    "|计划(?=于|在|将|到|用|向|对|从|申请|增|新|建|开|推|投|扩)|拟(?!定|合)|试图|企图|尝试|有望|预计|或将|可能|力争|争取|尚未确定|能否|是否|传闻|据说|意在|旨在|怀疑|建议|呼吁|希望|打算|还没有确定|才"
)
_SAID_HEDGE = re.compile(_HEDGE.pattern + "|计划|将|认为|看来|would|could|according to|believe|think|thought")


def _check_conditions(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """A condition or an exception of the evidence, gone from a statement of what it governs; an attempt made a deed."""
    mine, theirs = _UNCONDITIONAL.search(said.low), _CONDITION.search(shown.context.low)
    if mine and theirs and not _UNCONDITIONAL.search(shown.context.low):
        yield Disagreement("condition", mine[0], theirs[0])
    if _CONDITION.search(said.low):
        return
    context = [piece for piece in re.split(r"[.!?\n](?![0-9])", shown.context.low) if piece.strip()]
    for sentence in context:
        if match := re.match(r"[\"'“ ]*(?:if\b|unless\b|如果|倘若|假如|若(?!干)|除非|只要)", sentence):
            governed = [_Clause(piece, 0, _grams(piece)) for piece in sentence.split(",")[1:]]
            if any(len(each.grams) >= 3 and _most(said, each) >= 0.75 for each in governed):
                yield Disagreement("condition", said.cased, match[0])
    if not _SAID_HEDGE.search(said.low):
        yield from _hedges(said, shown)


def _hedges(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """A plan, an attempt or a doubt of the evidence that the statement tells as done or certain."""
    certain = [clause for clause in shown.passages.clauses if not _HEDGE.search(clause.text)]
    figures_certain = {gram for clause in certain for gram in clause.grams if gram[0].isdigit()}
    for clause in shown.passages.clauses:
        match = _HEDGE.search(clause.text)
        if match is None:
            continue
        bare = _HEDGE.sub(" ", clause.text)
        rest = _Clause(bare, 0, _grams(bare))
        about = [mine for mine in said.clauses if len(mine.grams) >= 3 and rest.covers(mine) >= 0.75]
        shared = {
            gram for mine in said.clauses for gram in mine.grams & rest.grams if len(gram) == 4 and gram.isdigit()
        }
        if (
            (len(rest.grams) >= 3 and _most(said, rest) >= 0.7)
            or about
            or (shared - figures_certain and len(rest.grams) < 4)
        ):
            yield Disagreement("condition", said.cased, match[0])


def _most(said: _Text, clause: _Clause) -> float:
    return max((each.covers(clause) for each in said.clauses), default=0.0)


_ONE_OF = re.compile(r"之[一1]|\b(?:one|1) ?of\b|\bamong the\b")
_SUPERLATIVE = re.compile(
    r"最[大小高低多少早晚长短好新]|\b(?:largest|biggest|smallest|highest|lowest|longest|best|oldest|newest)\b"
)


def _check_superlatives(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """The largest, where the evidence says one of the largest."""
    if not _ONE_OF.search(said.low) and not _NEGATOR.search(said.low):
        mine = set(said.words(_SUPERLATIVE))
        for clause in shown.passages.clauses:
            theirs = {match[0] for match in _SUPERLATIVE.finditer(clause.text)}
            if (both := mine & theirs) and (one := _ONE_OF.search(clause.text)):
                yield Disagreement("comparison", min(both), one[0])


# --- titles and names --------------------------------------------------------------------------------------------

_OFFICE = (
    "市长助理|主席|主任|部长|司长|局长|厅长|处长|科长|所长|院长|校长|会长|理事长|秘书长|董事长|总裁|总经理|经理|总监|书记|市长|省长|县长|区长|"
    "州长|总统|总理|议长|总工程师|工程师|总编辑|主编|创始人"
)
_TITLED = re.compile(rf"(?P<rank>(?:常务|副|原|前任?|代理?|名誉|联合|候任)*)(?P<office>{_OFFICE})(?!单位)")
_OFFICE_ENGLISH = (
    "president|minister|secretary|director|chairman|chairwoman|chair|officer|mayor|governor|manager|professor|"
    "founder|editor|commissioner|engineer|treasurer|ambassador"
)
_RANKS_ENGLISH = "deputy|vice|former|acting|interim|assistant|associate|outgoing|honorary|ex|co"
_TITLED_ENGLISH = re.compile(
    rf"\b(?P<rank>(?:(?:{_RANKS_ENGLISH})[ -])*)"
    rf"(?:chief |prime |executive |senior |general |present |current )*(?P<office>{_OFFICE_ENGLISH})\b"
)


def _check_titles(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """副局长 made 局长, deputy or former dropped or added before the same office."""
    for pattern in (_TITLED, _TITLED_ENGLISH):
        have: dict[str, dict[str, str]] = {}
        for match in pattern.finditer(shown.context.low):
            have.setdefault(match["office"], {})[_rank(match["rank"])] = match[0]
        for match in pattern.finditer(said.low):
            ranks = have.get(match["office"])
            if ranks and _rank(match["rank"]) not in ranks:
                yield Disagreement("title", match[0], next(iter(ranks.values())))


def _rank(words: str) -> str:
    """What lowers or ends an office; 常务 does neither."""
    return words.replace("常务", "").replace("前任", "前").replace("-", " ").strip()


_CAPITALISED = re.compile(r"\b[A-ZÀ-Þ][a-zß-ɏ]+(?:['’-]?[A-ZÀ-Þ]?[a-zß-ɏ]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"“]) ?$")
_NOT_NAMES = frozenset(
    "the a an in on at by for from it its he she they we i you monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december because "
    "although though when while after before if since during both two according there this that these those his "
    "her their our my no not all some many most several one once despite unlike like under over with without "
    "within between among so as to of and but or nor yet then".split()
)


def _check_names(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """A name one character or a few letters away from one of the evidence, or one that the evidence lacks."""
    yield from _misspelt_han(said, shown)
    proper = [
        match
        for match in _CAPITALISED.finditer(said.cased)
        if match[0].lower() not in _NOT_NAMES and not _begins_sentence(match, said.cased)
    ]
    have = set(re.findall(r"[a-z]+", _plain(f"{shown.context.low} {shown.given.low}"))) if proper else set()
    for match in proper:
        name = _plain(re.sub("['’]s$", "", match[0]))
        if all(part in have or _is_derived(part, have) for part in re.split("['’-]", name)):
            continue
        other = _misspelt(match, said, shown)
        yield Disagreement("name", match[0], other or "", contradicted=other is not None)
    for name in shown.known:
        # Only people's: an organisation has many short forms, 协会 for 中国互联网协会.
        if name in said.low and re.match(f"[{_HAN}]", name) and is_person(name) and not shown.has(name):
            yield Disagreement("name", name, "", contradicted=False)


def _begins_sentence(match: re.Match[str], text: str) -> bool:
    """Whether a capital may be the sentence's: its first word, with no other capitalised word behind it."""
    if not _SENTENCE_START.search(text[: match.start()][-2:]):
        return False
    following = re.match(r" ([A-Z][a-z]+)", text[match.end() :])
    return not following


def _plain(text: str) -> str:
    """Lower case without accents: Zola's Émile is an Emile."""
    # Sign by sign: to order n marks that follow one another would cost n².
    parts = (part for each in lowered(text) for part in unicodedata.normalize("NFD", each))
    return "".join(part for part in parts if not unicodedata.combining(part))


_DERIVED = frozenset(("", "s", "n", "an", "ans", "ian", "ians", "ish", "ese", "i", "ic", "y", "ia", "e", "es"))


def _is_derived(name: str, have: Collection[str]) -> bool:
    """Whether a word of the evidence differs by the ending of a people or a plural only: American, America."""
    for other in have:
        size = next(
            (k for k, pair in enumerate(zip(name, other, strict=False)) if pair[0] != pair[1]),
            min(len(name), len(other)),
        )
        if size >= 4 and name[size:] in _DERIVED and other[size:] in _DERIVED:
            return True
    return False


def _misspelt(match: re.Match[str], said: _Text, shown: _Evidence) -> str | None:
    """The name of the evidence that stands beside the same other name and differs by a letter or two."""
    from rapidfuzz.distance import Levenshtein

    before = re.search(r"([A-Z][a-z]+) $", said.cased[: match.start()])
    after = re.match(r"(?:['’]s)? ([A-Z][a-z]+)", said.cased[match.end() :])
    for other in _CAPITALISED.finditer(shown.context.cased):
        beside = (
            before and shown.context.cased[: other.start()].endswith(f"{before[1]} "),
            after and shown.context.cased[other.end() :].startswith(f" {after[1]}"),
        )
        if any(beside) and 0 < Levenshtein.distance(match[0], other[0]) <= 2:
            return other[0]
    return None


def _misspelt_han(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    people = {name for name in shown.people if re.match(f"[{_HAN}]", name)}
    people |= {
        name
        for name in shown.known
        if name in shown.context.low and 2 < len(name) < 5 and re.match(f"[{_HAN}]", name) and is_person(name)
    }
    for name in people:
        if len(name) < 3 or name in said.low:
            continue
        for at in range(len(said.low) - len(name) + 1):
            piece = said.low[at : at + len(name)]
            different = [k for k in range(len(name)) if piece[k] != name[k]]
            if len(different) == 1 and re.fullmatch(f"[{_HAN}]+", piece) and not shown.has(piece):
                yield Disagreement("name", piece, name)


_AGENT = re.compile(
    "由(?P<who>[^,.;由]{2,30}?)(?P<did>承建|主办|承办|合办|共同协办|协办|主持|设计(?!院)|施工|开发|建造|发起|负责设计|负责)"
)
_DID = re.compile("(?P<who>[^,.;由]{2,30}?)(?P<did>负责设计|负责施工|承建|承办)")


def _check_agents(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """By whom: 由甲承建 where the evidence has 由乙承建."""
    have: dict[str, list[str]] = {}
    for match in _AGENT.finditer(shown.passages.low):
        have.setdefault(match["did"], []).append(match["who"])
    for match in _AGENT.finditer(said.low):
        others = have.get(match["did"], [])
        if others and not any(
            who.endswith(match["who"]) or match["who"].endswith(who) or match["who"] in who for who in others
        ):
            yield Disagreement("name", match[0], others[0])


_QUOTED = re.compile('"([^"]{2,60})"|《([^《》]{2,60})》')


def _check_terms(said: _Text, shown: _Evidence) -> Iterator[Disagreement]:
    """What the statement puts in quotation marks stands in the evidence."""
    for match in _QUOTED.finditer(said.low):
        term = match[1] or match[2]
        if not shown.has(term):
            yield Disagreement("term", term, "", contradicted=False)


_CHECKS: tuple[Callable[[_Text, _Evidence], Iterator[Disagreement]], ...] = (
    _check_numbers,
    _check_dates,
    _check_units,
    _check_periods,
    _check_bounds,
    _check_multiples,
    _check_roles,
    _check_binding,
    _check_ranges,
    _check_opposites,
    _check_negations,
    _check_auxiliaries,
    _check_exchanged,
    _check_denials,
    _check_conditions,
    _check_superlatives,
    _check_titles,
    _check_names,
    _check_agents,
    _check_terms,
)
