"""Does a statement say what its evidence says? Only what is certain is reported.

All evidence of a claim is read together, through the folds. Each check looks for one thing: a figure or date that is
another one, a bound (超, at most) that was turned, dropped or added, a pair of opposites (rose, fell), a negation on
one side only, a condition that got lost, an office without its 副; and, where all words of the statement stand in one
sentence of the evidence, an opposite, an exchanged role or a figure of something else, in whatever order. A statement
that is merely worded in another way, or that says less than its evidence, must pass: parity of negations over whole
sentences was measured and is useless (PolNeAR, WiCE, OCNLI: 9 to 77 % false alarms), so a negation counts only on the
same word in the same clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.guard.statement.amounts import check_binding, check_numbers, check_ordinals, check_periods, check_units
from forumcite.guard.statement.bounds import (
    check_bounds,
    check_multiples,
    check_ranges,
    check_roles,
    check_scores,
    check_times,
)
from forumcite.guard.statement.closeness import Closeness
from forumcite.guard.statement.conditions import check_conditions, check_superlatives
from forumcite.guard.statement.counts import check_counts
from forumcite.guard.statement.dates import check_dates
from forumcite.guard.statement.exceptions import check_exceptions
from forumcite.guard.statement.exchange import check_contrasts
from forumcite.guard.statement.holders import check_holders
from forumcite.guard.statement.names import check_agents, check_names, check_terms
from forumcite.guard.statement.negation import check_auxiliaries, check_denials, check_exchanged, check_negations
from forumcite.guard.statement.opposites import check_opposites
from forumcite.guard.statement.predicates import check_predicates
from forumcite.guard.statement.texts import Disagreement, Evidence, Proof, Text
from forumcite.guard.statement.titles import check_titles
from forumcite.guard.statement.voices import check_voices
from forumcite.guard.statement.wording import check_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

__all__ = ["Disagreement", "Proof", "disagreements"]


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
    said = Text.of(statement)
    shown = Evidence(tuple(evidence), tuple(given), frozenset(known))
    if len(said.quantities) * len(shown.context.quantities) > _MOST_PAIRS:
        return ()
    closeness = Closeness(said, shown)
    found: dict[tuple[str, ...], Disagreement] = {}
    for check in _CHECKS:
        for each in check(said, shown):
            free = check in _FREE or (check is check_wording and each.kind in _FIGURES)
            read = _if_close(each, closeness) if free else each
            if read.contradicted or each[:2] not in found:
                found[each[:2]] = read
    told = [each for each in found.values() if not any(_tells_more(other, each) for other in found.values())]
    return tuple(sorted(told, key=lambda each: not each.contradicted))


# More pairs of figures than these are of two tables, not of a statement and its evidence, and would cost minutes.
_MOST_PAIRS = 160_000


def _tells_more(one: Disagreement, other: Disagreement) -> bool:
    """Whether one of two disagreements about the same words says all that the other does: 17000吨, 17000."""
    if one is other or one.kind != other.kind or one.contradicted < other.contradicted:
        return False
    longer = len(one.statement) > len(other.statement) or one.contradicted > other.contradicted
    return longer and other.statement in one.statement


def _if_close(found: Disagreement, closeness: Closeness) -> Disagreement:
    """A disagreement that is no contradiction where the statement is worded freely."""
    if found.contradicted and not closeness.holds(found.statement):
        return found._replace(contradicted=False)
    return found


# A fact of these kinds may be one of something else wherever the wording is free: another figure, another part of the
# whole, the other side of a comparison. The other checks look for facts that are hardly ever told in two ways (an
# office, a unit, a score), or read what stands in the same place of two close wordings.
_FREE = (
    check_numbers,
    check_dates,
    check_binding,
    check_bounds,
    check_multiples,
    check_opposites,
    check_negations,
    check_conditions,
)
_FIGURES = ("number", "date")

_CHECKS: tuple[Callable[[Text, Evidence], Iterator[Disagreement]], ...] = (
    check_numbers,
    check_ordinals,
    check_dates,
    check_units,
    check_periods,
    check_bounds,
    check_multiples,
    check_roles,
    check_binding,
    check_ranges,
    check_scores,
    check_times,
    check_opposites,
    check_negations,
    check_auxiliaries,
    check_exchanged,
    check_denials,
    check_conditions,
    check_superlatives,
    check_titles,
    check_names,
    check_agents,
    check_holders,
    check_terms,
    check_wording,
    check_contrasts,
    check_predicates,
    check_voices,
    check_counts,
    check_exceptions,
)
