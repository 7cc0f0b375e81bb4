"""Fingerprints by which a platform knows a finding again after lines, files or messages have moved."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forumcite.findings import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One for each finding, all different: rule, claim and evidence decide, never the line.

    Ids are unique in a project, so a claim that moves to another file keeps its fingerprint. A finding without claim
    or source is known by its file and message; equal ones are numbered in order.
    """
    seen: Counter[str] = Counter()
    result: list[str] = []
    for finding in findings:
        key = _key(finding)
        seen[key] += 1
        result.append(f"{key}:{seen[key]}")
    return result


def _key(finding: Finding) -> str:
    if finding.claim is not None:
        parts = ["claim", finding.rule, finding.claim, str(finding.evidence)]
    elif finding.source is not None:
        parts = ["source", finding.rule, finding.source]
    else:
        parts = ["file", finding.rule, finding.location.file, finding.message]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
