"""Dates of a statement: each year, month and day stands in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.guard.statement.arithmetic import is_reckoned_day
from forumcite.guard.statement.texts import SURE, Disagreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.guard.quantities import Day
    from forumcite.guard.statement.texts import Clause, Evidence, Text


def check_dates(said: Text, shown: Evidence) -> Iterator[Disagreement]:
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
        contradicted = (
            other is not None
            and not is_reckoned_day(day, shown)
            and shown.context.clause_at(other.start).covers(_undated(said, day)) >= SURE
        )
        yield Disagreement(
            "date",
            said.cased[day.start : day.end],
            shown.context.cased[other.start : other.end] if other else "",
            contradicted=contradicted,
        )


def _undated(said: Text, day: Day) -> Clause:
    """The clause of a date without its figures."""
    clause = said.clause_at(day.start)
    return clause._replace(
        grams=frozenset(gram for gram in clause.grams if not gram[0].isdigit() and gram not in "年月日号")
    )
