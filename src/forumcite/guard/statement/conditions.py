"""A condition, an exception, an attempt or a doubt of the evidence that a statement tells without it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard.statement.negation import NEGATOR
from forumcite.guard.statement.opposites import about_the_same
from forumcite.guard.statement.texts import Clause, Disagreement, grams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.statement.texts import Evidence, Text

_CONDITION = re.compile(r"\b(?:if|unless|provided|except|until)\b|如果|倘若|假如|若(?!干)|除非|只要|除.{1,12}外|取决于")
_UNCONDITIONAL = re.compile(r"\b(?:even if|whether or not|without exception|regardless)\b|没有例外|无论|无一例外")
_HEDGE = re.compile(
    r"\b(?:may|might|plan(?:s|ned)?|tried|tries|try|attempt(?:s|ed)?|hope(?:s|d)?|expect(?:s|ed)?|possibly|perhaps|"
    r"(?<!more )(?<!less )(?<!as )(?<!most )(?<!least )(?<!equally )likely|"  # a likelihood compared is a measure
    r"alleg(?:es|ed)|claim(?:s|ed)?|propos(?:es|ed))\b"
    "|计划(?=于|在|将|到|用|向|对|从|申请|增|新|建|开|推|投|扩)|拟(?!定|合)|试图|企图|尝试|有望|预计|或将|可能|力争|争取|尚未确定|能否|是否|传闻|据说|意在|旨在|怀疑|建议|呼吁|希望|打算|还没有确定|才(?=[能可会准许有])"
)
SAID_HEDGE = re.compile(
    _HEDGE.pattern
    + "|计划|将|目标|要求|力争|争取|看来|认为|aim|goal|target|seek|want|would|could|according to|believe|think|thought"
)


def check_conditions(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """A condition or an exception of the evidence, gone from a statement of what it governs; an attempt made a deed."""
    mine, theirs = _UNCONDITIONAL.search(said.low), _CONDITION.search(shown.context.low)
    if mine and theirs and not _UNCONDITIONAL.search(shown.context.low) and about_the_same(said, shown):
        yield Disagreement("condition", mine[0], theirs[0])
    if _CONDITION.search(said.low):
        return
    context = [piece for piece in re.split(r"[.!?\n](?![0-9])", shown.context.low) if piece.strip()]
    for sentence in context:
        if match := re.match(r"[\"'“ ]*(?:if\b|unless\b|如果|倘若|假如|若(?!干)|除非|只要)", sentence):
            governed = [Clause(piece, 0, grams(piece)) for piece in sentence.split(",")[1:]]
            if any(len(each.grams) >= 3 and _most(said, each) >= 0.75 for each in governed):
                yield Disagreement("condition", said.cased, match[0])
    if not SAID_HEDGE.search(said.low):
        yield from _hedges(said, shown)


# What was once planned is no plan of now, and what comes as planned, or sooner than expected, has come.
_NO_PLAN = re.compile(
    r"\bas (?:(?:first|1 ?st|originally|initially|previously|once|had been) )?(?:planned|hoped|expected)\b"
    r"|\b(?:originally|initially|first|1 ?st|previously|once) (?:planned|hoped|expected|proposed)\b"
    r"|\bthan (?:planned|expected|hoped|forecast)\b"
    "|[原曾](?:先|本|来)?(?:计划|拟|打算|预计|希望)|[按照比较依超](?:原|既定|年度)?(?:计划|预计|预期)"
)


def _hedges(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """A plan, an attempt or a doubt of the evidence that the statement tells as done or certain."""
    certain = [clause for clause in shown.passages.clauses if not _HEDGE.search(clause.text)]
    figures_certain = {gram for clause in certain for gram in clause.grams if gram[0].isdigit()}
    for clause in shown.passages.clauses:
        match = _HEDGE.search(_NO_PLAN.sub(lambda plan: "#" * len(plan[0]), clause.text))
        if match is not None and match[0] == "才" and NEGATOR.search(said.low):
            continue  # only from eighteen on, not before
        if match is None or _is_name(shown.passages.cased, clause.start + match.start()):
            continue
        bare = _HEDGE.sub(" ", clause.text)
        rest = Clause(bare, 0, grams(bare))
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


def _is_name(cased: str, at: int) -> bool:
    """Whether a word with a capital inside its sentence is a name: Hope, Will, or the month of May."""
    return cased[at : at + 1].isupper() and bool(re.search(r"[A-Za-z,] ?$", cased[:at]))


def _most(said: Text, clause: Clause) -> float:
    return max((each.covers(clause) for each in said.clauses), default=0.0)


_ONE_OF = re.compile(r"之[一1]|\b(?:one|1) ?of\b|\bamong the\b")
_SUPERLATIVE = re.compile(
    r"最[大小高低多少早晚长短好新]|\b(?:largest|biggest|smallest|highest|lowest|longest|best|oldest|newest)\b"
)


def check_superlatives(said: Text, shown: Evidence) -> Iterator[Disagreement]:
    """The largest, where the evidence says one of the largest."""
    if not _ONE_OF.search(said.low) and not NEGATOR.search(said.low):
        mine = set(said.words(_SUPERLATIVE))
        for clause in shown.passages.clauses:
            theirs = {match[0] for match in _SUPERLATIVE.finditer(clause.text)}
            if (both := mine & theirs) and (one := _ONE_OF.search(clause.text)):
                yield Disagreement("comparison", min(both), one[0])
