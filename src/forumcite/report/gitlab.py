"""GitLab's code quality report.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forumcite.findings import Level
from forumcite.report.escape import json_text, visible
from forumcite.report.fingerprint import fingerprints
from forumcite.report.style import PLAIN, Style

if TYPE_CHECKING:
    from forumcite.findings import Finding, Report

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings as a list of issues."""
    marks = fingerprints(report.findings)
    issues = [_issue(finding, mark, style) for finding, mark in zip(report.findings, marks, strict=True)]
    return json_text(issues, indent=1) + "\n"


def _issue(finding: Finding, fingerprint: str, style: Style) -> dict[str, Any]:
    subject = f"{finding.claim}: " if finding.claim is not None else ""
    return {
        "description": visible(f"{subject}{style.say(finding.message)}"),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.level],
        "location": {"path": finding.location.file, "lines": {"begin": finding.location.line}},
    }
