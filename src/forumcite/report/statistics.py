"""Counts by verdict, fold, kind of edit and rule, for a person who looks at a whole collection."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from forumcite.messages import Message, term
from forumcite.report.style import PLAIN, Style, pad, width

if TYPE_CHECKING:
    from forumcite.findings import Report


def render(report: Report, style: Style = PLAIN) -> str:
    """Small tables, most frequent first."""
    results = report.results
    tables = (
        (Message("verdicts"), Counter(term("verdict", result.verdict.value) for result in results)),
        (Message("folds"), Counter(term("fold", fold) for result in results for fold in result.judgement.folds)),
        (Message("edits"), Counter(term("kind", edit.kind) for result in results for edit in result.judgement.edits)),
        (Message("rules"), Counter(finding.rule for finding in report.findings)),
    )
    blocks = [_table(style.say(title), counts, style) for title, counts in tables if counts]
    return "\n".join(blocks)


def _table(title: str, counts: Counter[Any], style: Style) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    names = [style.show(style.say(name)) for name, _ in ordered]
    column = max(map(width, names))
    rows = [f"  {pad(name, column)}  {number:>6}" for name, (_, number) in zip(names, ordered, strict=True)]
    return "\n".join([style.paint(title, "bold"), *rows]) + "\n"
