"""The parts of the JSON report as plain objects: the contract of docs/format.md, version 1.

Keys may be added within a version, never changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forumcite import __version__
from forumcite.report.summary import summarise

if TYPE_CHECKING:
    from forumcite.findings import Finding, Fix, Report, Result
    from forumcite.verdict import Judgement, Span

VERSION = 1


def tool_object() -> dict[str, Any]:
    """The tool that wrote the report."""
    return {"name": "forumcite", "version": __version__}


def summary_object(report: Report) -> dict[str, int]:
    """The counts of the report."""
    counts = summarise(report)
    return {
        "claims": counts.claims,
        "evidence": counts.evidence,
        "sources": counts.sources,
        "pass": counts.passed,
        "review": counts.review,
        "fail": counts.failed,
        "unchecked": counts.unchecked,
        "open": counts.open,
        "accepted": counts.accepted,
        "known": counts.known,
        "findings": counts.findings,
    }


def result_object(result: Result) -> dict[str, Any]:
    """One result, with the place of its quote in the claims file."""
    judgement = judgement_object(result.judgement)
    return {
        "claim": result.claim,
        "evidence": result.evidence,
        "file": result.location.file,
        "line": result.location.line,
        "column": result.location.column,
        "source": result.source,
        "verdict": judgement.pop("verdict"),
        "outcome": result.outcome.value,
        "accepted": result.accepted,
        "status": result.status,
        **judgement,
    }


def judgement_object(judgement: Judgement) -> dict[str, Any]:
    """What explains a verdict; offsets count code points of the source text."""
    return {
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        "start": judgement.start,
        "end": judgement.end,
        "matched": judgement.matched,
        "folds": list(judgement.folds),
        "similarity": judgement.similarity,
        "edits": [
            {"op": edit.op, "quote": edit.quote, "source": edit.source, "kind": edit.kind} for edit in judgement.edits
        ],
        "cuts": [
            {"side": cut.side, "text": cut.text, "kind": cut.kind, "carried": cut.carried} for cut in judgement.cuts
        ],
        "gaps": [{"start": gap.start, "end": gap.end, "text": gap.text} for gap in judgement.gaps],
        "parts": [_span_object(part) for part in judgement.parts],
        "candidates": [_span_object(candidate) for candidate in judgement.candidates],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding; `claim` and `evidence` are null where it concerns neither."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "message": finding.message,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "claim": finding.claim,
        "evidence": finding.evidence,
        "source": finding.source,
        "fix": _fix_object(finding.fix) if finding.fix else None,
    }


def _span_object(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _fix_object(fix: Fix) -> dict[str, Any]:
    return {"description": fix.description, "safe": fix.safe, "values": dict(fix.values)}
