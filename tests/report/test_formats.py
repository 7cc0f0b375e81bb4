"""Each format against its published schema or documented fields, on plain, hostile and oversized reports."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from report_cases import ATTACKS, FILE, REPORTS, failing, finding, hostile, many, passing, result

from forumcite.findings import Level, Location, Report, Result
from forumcite.messages import LANGUAGES
from forumcite.report import FORMATS, STYLED, TRANSLATED, github, junit, markdown
from forumcite.report.escape import HIDDEN, json_text
from forumcite.report.fingerprint import fingerprints
from forumcite.report.style import Style
from forumcite.rules import RULES
from forumcite.verdict import Cut, Edit, Judgement, Span, Verdict

if TYPE_CHECKING:
    from pathlib import Path

CASES = REPORTS | {"hostile": hostile}


def read(name: str, report: Report) -> Any:
    return json.loads(FORMATS[name](report))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("name", "schema"), [("sarif", "sarif-2.1.0.json"), ("rdjson", "rdjson.schema.json")])
def test_the_published_schema_accepts(case: str, name: str, schema: str, fixtures: Path) -> None:
    rules = json.loads((fixtures / "schemas" / schema).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(rules)(rules, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(read(name, CASES[case]()))] == []


@pytest.mark.parametrize("case", CASES)
def test_junit_follows_the_schema_of_ant(case: str, fixtures: Path) -> None:
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema validates JUnit; it is in the test extra")
    schema = xmlschema.XMLSchema(str(fixtures / "schemas/JUnit.xsd"))
    assert [error.reason for error in schema.iter_errors(FORMATS["junit"](CASES[case]()))] == []


def test_junit_counts_its_own_cases() -> None:
    suite = ET.fromstring(junit.render(failing()))[0]  # noqa: S314 - our own output
    found = {kind: len(suite.findall(f"testcase/{kind}")) for kind in ("failure", "error", "skipped")}
    assert found == {"failure": 10, "error": 3, "skipped": 2}
    assert {key: int(suite.attrib[key + "s" * (key != "skipped")]) for key in found} == found
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) == 16


# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"enum": list(RULES)},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^(/|\\./)"}},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                },
            },
        },
    },
}


@pytest.mark.parametrize("case", CASES)
def test_gitlab_has_its_documented_fields(case: str) -> None:
    issues = read("gitlab", CASES[case]())
    jsonschema.validate(issues, GITLAB)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)


def test_json_is_the_contract() -> None:
    document = read("json", failing())
    assert list(document) == ["version", "tool", "summary", "results", "findings"]
    assert document["version"] == 1
    assert document["summary"] == {
        "claims": 13,
        "evidence": 14,
        "sources": 2,
        "pass": 2,
        "review": 2,
        "fail": 8,
        "unchecked": 1,
        "open": 2,
        "accepted": 1,
        "known": 0,
        "findings": 15,
    }
    first = document["results"][0]
    contract = (
        "claim evidence file line column source verdict outcome accepted reason start end matched folds similarity"
        " edits cuts gaps parts candidates"
    )
    assert set(contract.split()) <= set(first)
    assert first["edits"][0] == {"op": "replace", "quote": "1800P", "source": "18000P", "kind": "number"}
    assert document["results"][2]["cuts"][0] == {
        "side": "before",
        "text": "如果",
        "kind": "condition",
        "carried": False,
    }
    keys = {"rule", "level", "message", "file", "line", "column", "claim", "evidence", "fix"}
    assert keys <= set(document["findings"][0])
    fixes = [item["fix"] for item in document["findings"]]
    assert fixes[0] is None
    assert fixes[11] == {"description": "record the position 52–58", "safe": True, "values": {"start": 52, "end": 58}}


def test_json_lines_hold_the_same_objects() -> None:
    report = failing()
    whole = read("json", report)
    lines = [json.loads(line) for line in FORMATS["jsonl"](report).splitlines()]
    of_type = {kind: [line for line in lines if line.pop("type") == kind] for kind in ("result",)}
    assert of_type["result"] == whole["results"]


def test_json_keeps_every_value_of_an_attack() -> None:
    document = read("json", hostile())
    assert [item["claim"] for item in document["results"][::2]] == list(ATTACKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_no_attack_reaches_the_output(name: str, language: str) -> None:
    """No byte that a terminal obeys or a reader cannot see, and no line that a CI runner takes for a command."""
    spoken = {**STYLED, **TRANSLATED}.get(name)
    output = spoken(hostile(), Style(language=language)) if spoken else FORMATS[name](hostile())
    assert [match for match in HIDDEN.findall(output) if match != "\n"] == []
    assert "##[" not in output
    assert "##vso[" not in output
    commands = [line for line in output.splitlines() if line.lstrip().startswith("::")]
    if name == "github":
        assert len(commands) == len(output.splitlines())
        assert all(re.match(r"::(error|warning|notice) (file=|title=)", line) for line in commands)
        assert not any("pwn" in line and line.startswith("::error file=x") for line in commands)
    else:
        assert commands == []
    output.encode()


def test_github_escapes_as_its_toolkit_does() -> None:
    where = Location("a:b,c%.yaml", 1, 2)
    report = Report((), (finding("claims-invalid", Level.ERROR, "50%\r\n::error::x", location=where),))
    assert github.render(report) == (
        "::error file=a%3Ab%2Cc%25.yaml,line=1,col=2,title=forumcite claims-invalid::50%25⏎::error::x\n"
    )


@pytest.mark.parametrize("name", ["text", "concise", "github", "markdown"])
def test_what_a_person_reads_is_bounded(name: str) -> None:
    """A quote of a million characters with a thousand differences is still a screenful."""
    text = "漢字" * 500_000
    edits = tuple(
        Edit("replace", text[:100_000], text[:90_000], "word", Span(at, at + 50), Span(at, at + 50))
        for at in range(0, 100_000, 100)
    )
    judged = Judgement(Verdict.ALTERED, 0, len(text), text, edits=edits, cuts=(Cut("before", text, "word"),) * 100)
    long = Result("long", 0, Location(FILE, 1, 1), "long", text, judged)
    report = Report((long,), (finding("quote-altered", Level.ERROR, text, long),), 1, 1, texts={"long": text})
    assert len(FORMATS[name](report)) < 20_000


def test_github_says_what_it_does_not_show() -> None:
    last = github.render(many(12)).splitlines()[-1]
    assert last == "::notice title=forumcite::2 more errors than GitHub shows; the log of this step has them all"


def test_markdown_stays_below_the_limit_of_a_job_summary() -> None:
    output = markdown.render(many())
    assert len(output.encode()) <= 1_000_000
    left = re.search(r"\*\*(\d+) more\*\*", output)
    assert left
    assert int(left[1]) + output.count("### ✗") + output.count("`✗ clipped") == 5000


def test_markdown_holds_attacks_in_code() -> None:
    """What is left outside of fences and code spans is our own prose."""
    prose = re.sub(r"(?ms)^(`{3,})text\n.*?^\1$", "", markdown.render(hostile()))
    prose = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", prose)
    assert not re.search(r"[<>@\[\]!]|pwn|script|evil", prose)


def test_fingerprints_survive_moved_lines_and_tell_findings_apart() -> None:
    def report(line: int) -> Report:
        judged = Judgement(Verdict.NOT_FOUND)
        items = [result(claim, "x", judged, line + n) for n, claim in enumerate(("a", "b"))]
        found = [finding("quote-missing", Level.ERROR, f"line {line}", item) for item in items]
        found += [finding("claims-invalid", Level.ERROR, "bad", location=Location(FILE, line, 1)) for _ in range(2)]
        return Report(tuple(items), tuple(found))

    assert fingerprints(report(1).findings) == fingerprints(report(100).findings)
    assert len(set(fingerprints(report(1).findings))) == 4


def test_sarif_points_to_the_claim_and_the_source() -> None:
    found = read("sarif", failing())["runs"][0]["results"][0]
    claim, source = found["locations"][0]["physicalLocation"], found["relatedLocations"][0]["physicalLocation"]
    assert claim["artifactLocation"]["uri"] == FILE
    assert claim["region"] == {"startLine": 16, "startColumn": 16}
    assert source["artifactLocation"]["uri"] == "claims/sources/forum.txt"
    assert source["region"] == {"startLine": 2, "startColumn": 18}


def test_concise_is_silent_on_a_clean_report() -> None:
    report = passing()
    assert FORMATS["concise"](Report(report.results, (), texts=report.texts)) == ""


def test_json_text_keeps_han_readable_and_escapes_the_hidden() -> None:
    assert json_text({"a": "漢\u202e##[x]\ud800"}) == '{"a": "漢\\u202e##\\u005bx]\\ud800"}'
