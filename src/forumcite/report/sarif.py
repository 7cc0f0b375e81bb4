"""SARIF 2.1.0, for code scanning: region in the claims file, related location in the source.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode

from forumcite import __version__
from forumcite.messages import ENGLISH, Message
from forumcite.report.escape import json_text, visible
from forumcite.report.fingerprint import fingerprints
from forumcite.report.style import PLAIN, Style
from forumcite.rules import RULES

if TYPE_CHECKING:
    from forumcite.findings import Finding, Location, Report, Result, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings as the results of one run, with the rules that they break."""
    used = sorted({finding.rule for finding in report.findings})
    index = {name: position for position, name in enumerate(used)}
    results = {(result.claim, result.evidence): result for result in report.results}
    marks = fingerprints(report.findings)
    run = {
        "tool": {"driver": _driver(used, style)},
        **({} if style.language == ENGLISH else {"language": style.language}),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": style.say(Message("the root of the project"))}}},
        "results": [
            _result(finding, mark, index, results, style) for finding, mark in zip(report.findings, marks, strict=True)
        ],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _driver(used: list[str], style: Style) -> dict[str, Any]:
    return {
        "name": "forumcite",
        "semanticVersion": __version__,
        "rules": [_rule(name, RULES.get(name), style) for name in used],
    }


def _rule(name: str, rule: Rule | None, style: Style) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    described: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": style.say(rule.summary)},
        "defaultConfiguration": {"level": rule.level.value},
    }
    if rule.explanation:
        described["fullDescription"] = {"text": style.say(rule.explanation)}
        described["help"] = {"text": f"{style.say(rule.explanation)}\n\n{style.say(rule.remedy)}"}
    return described


def _result(
    finding: Finding,
    fingerprint: str,
    index: dict[str, int],
    results: dict[tuple[str, int], Result],
    style: Style,
) -> dict[str, Any]:
    judged = results.get((finding.claim, finding.evidence or 0)) if finding.claim is not None else None
    described: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level.value,
        "message": {"text": visible(style.say(finding.message)) or finding.rule},
        "locations": [_location(finding.location)],
        # GitHub reads the first name only; the second says whose it is.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint, "forumcite/v1": fingerprint},
    }
    related = [(Message("see here"), place) for place in finding.related]
    if judged and judged.source_location:
        related.append((Message("the source"), judged.source_location))
    if related:
        described["relatedLocations"] = [
            {"id": number, "message": {"text": style.say(text)}, **_location(place)}
            for number, (text, place) in enumerate(related)
        ]
    if finding.claim is not None:
        described["properties"] = {"claim": finding.claim, "evidence": finding.evidence}
    return described


def _location(place: Location) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file), "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": max(1, place.line), "startColumn": max(1, place.column)},
        }
    }


def _uri(path: str) -> str:
    """A relative reference; a first segment with a colon would read as a scheme."""
    return percent_encode(path, safe="/-._~", errors="backslashreplace")
