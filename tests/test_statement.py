"""Statements against their evidence: no alarm on true ones, every false one of tests/cases/statements.yaml found."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forumcite.claims import load_project
from forumcite.configuration import load_configuration
from forumcite.guard.statement import Disagreement, Proof, disagreements
from forumcite.verify import verify_project

ROOT = Path(__file__).parents[1]
FILES = ["claims/ai-compute-forum-2025.yaml", "tests/cases/claims/reports.yaml"]
CASES = yaml.safe_load((ROOT / "tests/cases/statements.yaml").read_text("utf-8"))
RULES_OF_STATEMENTS = {"statement-contradicted", "statement-unsupported"}


@functools.cache
def claims(file: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / file).read_text("utf-8"))
    return found


@pytest.mark.parametrize("file", FILES)
def test_no_false_alarm_on_true_claims(file: str) -> None:
    project = load_project(ROOT, (ROOT / file,), load_configuration(ROOT))
    report = verify_project(project)
    assert len(report.results) >= 123
    alarms = RULES_OF_STATEMENTS | {"quote-misattributed", "speaker-unconfirmed", "reported-speech", "claims-conflict"}
    assert [finding for finding in report.findings if finding.rule in alarms] == []


@pytest.fixture(scope="module")
def rules_of_false_statements(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The findings on each false statement, all checked in one project."""
    folder = tmp_path_factory.mktemp("false")
    base = claims(FILES[1])
    (folder / "claims").mkdir()
    sources = {}
    for key, source in base["sources"].items():
        path = (ROOT / FILES[1]).parent / source["path"]
        (folder / "claims" / path.name).write_bytes(path.read_bytes())
        sources[key] = {"path": path.name, "sha256": source["sha256"]}
    stated = {
        case["id"]: {key: each for key, each in base["claims"][case["claim"]].items() if key in ("speaker", "evidence")}
        | {"statement": case["statement"]}
        for case in CASES
    }
    text = json.dumps({"sources": sources, "claims": stated}, ensure_ascii=False)
    (folder / "claims/false.yaml").write_text(text, "utf-8")
    report = verify_project(load_project(folder, (), load_configuration(folder)))
    found: dict[str, set[str]] = {case["id"]: set() for case in CASES}
    for finding in report.findings:
        if finding.claim is not None:
            found[finding.claim].add(finding.rule)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_false_statement_is_found(case: dict[str, Any], rules_of_false_statements: dict[str, set[str]]) -> None:
    assert rules_of_false_statements[case["id"]] & set(case["expect"])


def found(statement: str, *passages: str, **options: Any) -> list[tuple[str, bool]]:
    proofs = [Proof(passage, passage) for passage in passages]
    return [(each.kind, each.contradicted) for each in disagreements(statement, proofs, **options)]


@pytest.mark.parametrize(
    ("statement", "passages"),
    [
        # Said in other words, the same.
        ("It sold fewer than 1 million copies.", ["It sold 181,674 copies."]),
        ("她在二〇二五年五月上任。", ["她2025年5月上任"]),
        ("利用率达百分之七十五以上。", ["利用率提升至75%以上"]),
        ("事故共有两起。", ["共发生事故2起"]),
        ("The American team won.", ["The team of America won"]),
        ("Émile Zola wrote it.", ["Emile Zola wrote it"]),
        ("The price may not exceed 3:2.", ["The price must not rise above 3:2"]),
        # A word of negation on one side, about something else.
        ("公司不在上海设厂。", ["公司将在北京设厂"]),
        ("The song is not by Ann.", ["Ann had no part in the song"]),
        # One text carries the name, another the fact.
        ("Ann Lee sold 5 boats.", ["Ann Lee, owner", "She sold 5 boats"]),
        ("会议于2025年12月6日15时34分发布。", ["2025年12月06日 15:34"]),
    ],
)
def test_true_paraphrases_pass(statement: str, passages: list[str]) -> None:
    assert found(statement, *passages) == []


@pytest.mark.parametrize(
    ("statement", "passage", "expected"),
    [
        ("累计上线的算力超过1800P。", "累计上线超18000P算力", ("number", True)),
        ("截至2025年，算力超过18000P。", "累计上线超18000P算力", ("date", False)),
        ("利用率提升至75%。", "利用率提升至75%以上", ("bound", True)),
        ("日产能增加了52万吨。", "日产能增至52万吨", ("number", True)),
        ("The fall was 4.6%.", "The fall was 4.6 percentage points", ("unit", True)),
        ("Prices rose from 5 to 9 euros.", "Prices fell from 9 to 5 euros", ("direction", True)),
        ("她是副局长。", "她是局长", ("title", True)),
        ("公司参与了采购。", "公司未参与采购", ("negation", True)),
        ("方案叫“海豚计划”。", "方案叫“白鲸计划”", ("term", False)),
        ("Tom Hallberg left.", "Tom Hallveg left", ("name", True)),
        ("Bob Ray left.", "Tom Hallveg left", ("name", False)),
        ("工程由甲集团承建。", "工程由乙公司承建", ("name", True)),
    ],
)
def test_kinds(statement: str, passage: str, expected: tuple[str, bool]) -> None:
    assert expected in found(statement, passage)


WORDINGS = yaml.safe_load((ROOT / "tests/cases/wordings.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", WORDINGS, ids=lambda case: case["said"])
def test_close_wordings(case: dict[str, str]) -> None:
    contradicted = [kind for kind, contradicted in found(case["said"], case["shown"]) if contradicted]
    assert case["expect"] in contradicted if case["expect"] != "none" else not contradicted


def test_a_term_that_only_the_quote_shows_is_supported() -> None:
    passage = "进入“行业规模?;瘧?yīng)用”"
    assert found("进入“行业规模化应用”。", passage) == [("term", False)]
    assert found("进入“行业规模化应用”。", passage, given=["进入“行业规模化应用”"]) == []


def test_without_evidence_nothing_is_said() -> None:
    assert disagreements("超过5人。", []) == ()


def test_contradictions_come_first() -> None:
    listed = disagreements("2024年，算力超过1800P。", [Proof("累计上线的算力超过18000P", "")])
    assert [each.contradicted for each in listed] == sorted((each.contradicted for each in listed), reverse=True)
    assert all(isinstance(each, Disagreement) for each in listed)


PASSAGES = [
    evidence["quote"] for file in FILES for claim in claims(file)["claims"].values() for evidence in claim["evidence"]
]


@given(st.sampled_from(PASSAGES))
def test_a_passage_never_contradicts_itself(passage: str) -> None:
    assert found(passage, passage) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(statement: str, passage: str) -> None:
    for each in disagreements(statement, [Proof(passage, passage)]):
        assert each.kind
