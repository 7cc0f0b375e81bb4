"""A person's waiver: what it may cover, and what makes it void."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from forumcite.acceptance import objection
from forumcite.claims import load_project
from forumcite.configuration import load_configuration
from forumcite.findings import Finding, Level, Location
from forumcite.model import Acceptance
from forumcite.report import text
from forumcite.report.style import Style
from forumcite.verdict import Edit, Judgement, Span, Verdict
from forumcite.verify import verify_project

if TYPE_CHECKING:
    from pathlib import Path

    from forumcite.findings import Report

QUOTE = "智算中卿"
SOURCE = "a" * 64
WORD = Edit("replace", "卿", "心", "word", Span(3, 4), Span(3, 4))


def waiver(**changes: Any) -> Acceptance:
    record = {
        "edits": [{"op": "replace", "quote": "卿", "source": "心"}],
        "why": "misread in scanning",
        "by": "A. Reader",
        "quote_sha256": hashlib.sha256(QUOTE.encode()).hexdigest(),
        "source_sha256": SOURCE,
    }
    return Acceptance.model_validate(record | changes)


def of_kind(kind: str) -> Judgement:
    return Judgement(Verdict.ALTERED, 0, 4, edits=(WORD, Edit("replace", "8", "9", kind, Span(5, 6), Span(5, 6))))


@pytest.mark.parametrize(
    ("judgement", "changes", "reason"),
    [
        (Judgement(Verdict.ALTERED, 0, 4, edits=(WORD,)), {}, None),
        (Judgement(Verdict.MINOR, 0, 4, edits=(WORD,)), {}, None),
        (Judgement(Verdict.CLIPPED, 0, 4), {"edits": []}, None),
        (Judgement(Verdict.SPLICED, 0, 4), {"edits": []}, None),
        (Judgement(Verdict.MISATTRIBUTED, 0, 4), {"edits": [], "verdict": "misattributed", "speaker": "赵一"}, None),
        (
            Judgement(Verdict.MISATTRIBUTED, 0, 4),
            {"edits": [], "verdict": "misattributed", "speaker": "钱二"},
            "another's words are given to 赵一",
        ),
        (Judgement(Verdict.MISATTRIBUTED, 0, 4), {"edits": [], "verdict": "misattributed"}, "another's words"),
        (Judgement(Verdict.MISATTRIBUTED, 0, 4), {"edits": []}, "is misattributed"),
        (Judgement(Verdict.MISATTRIBUTED, 0, 4, edits=(WORD,)), {"verdict": "minor"}, "accepted as minor and is"),
        (Judgement(Verdict.MINOR, 0, 4, edits=(WORD,)), {"verdict": "altered"}, None),
        (Judgement(Verdict.ALTERED, 0, 4, edits=(WORD,)), {"verdict": "minor"}, "accepted as minor and is altered"),
        (Judgement(Verdict.SPLICED, 0, 4), {"edits": [], "verdict": "clipped"}, "accepted as clipped and is spliced"),
        (Judgement(Verdict.NOT_FOUND), {"edits": []}, "cannot be accepted"),
        (Judgement(Verdict.UNCHECKED), {"edits": []}, "cannot be accepted"),
        (Judgement(Verdict.AMBIGUOUS, 0, 4), {"edits": []}, "cannot be accepted"),
        *(
            (of_kind(kind), {}, f"a change of {kind}")
            for kind in ("number", "unit", "date", "negation", "sign", "product")
        ),
        (of_kind("word"), {}, "not among those accepted"),
        (Judgement(Verdict.ALTERED, 0, 4, edits=(WORD, WORD)), {}, "not among those accepted"),
        (Judgement(Verdict.CLIPPED, 0, 4), {}, "no longer found"),
        (
            Judgement(Verdict.ALTERED, 0, 4, edits=(WORD,)),
            {"edits": [{"op": "replace", "quote": "卿", "source": "心", "kind": "name"}]},
            "of kind word",
        ),
        (Judgement(Verdict.ALTERED, 0, 4, edits=(WORD,)), {"quote_sha256": "b" * 64}, "the quote has changed"),
        (Judgement(Verdict.ALTERED, 0, 4, edits=(WORD,)), {"source_sha256": "b" * 64}, "the source has changed"),
    ],
)
def test_objection(judgement: Judgement, changes: dict[str, Any], reason: str | None) -> None:
    against = objection(waiver(**changes), judgement, QUOTE, SOURCE, "赵一")
    assert against is None if reason is None else reason in (against or "")


def test_a_clipped_quote_of_another_speaker_is_accepted_for_the_named_one_only() -> None:
    clipped = Judgement(Verdict.CLIPPED, 0, 4)
    record = waiver(edits=[], verdict="clipped", speaker="赵一")
    assert objection(record, clipped, QUOTE, SOURCE, "赵一", misattributed=True) is None
    assert objection(record, clipped, QUOTE, SOURCE, "钱二", misattributed=False) is None
    assert "given to 钱二" in (objection(record, clipped, QUOTE, SOURCE, "钱二", misattributed=True) or "")


TEXT = "公司在西部建成了智算中心，用户很多。\n".encode()


def checked(folder: Path, quote: str, accept: dict[str, Any] | None) -> Report:
    """The report on one claim with this quote and waiver, and on one whose quote is plainly there."""
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "claims/text.txt").write_bytes(TEXT)
    digest = hashlib.sha256(TEXT).hexdigest()
    evidence = {"source": "text", "quote": quote} | ({"accept": accept} if accept else {})
    plain = {"source": "text", "quote": "用户很多"}
    claims = {"a-plain": {"evidence": [plain]}, "one": {"evidence": [evidence]}}
    content = {"sources": {"text": {"path": "text.txt", "sha256": digest}}, "claims": claims}
    (folder / "claims/one.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return verify_project(load_project(folder, (), load_configuration(folder)))


def run(folder: Path, quote: str, accept: dict[str, Any] | None) -> tuple[bool, str, list[str]]:
    """Whether the one result is accepted, its outcome, and the messages of errors and warnings."""
    report = checked(folder, quote, accept)
    result = next(each for each in report.results if each.claim == "one")
    messages = [finding.message for finding in report.findings if finding.level.value != "note"]
    return result.accepted, result.outcome.value, messages


def test_a_waiver_in_a_project_holds_until_a_text_changes(tmp_path: Path) -> None:
    quote = "公司在西部建成了智算中卿"
    accept = {
        "edits": [{"op": "replace", "quote": "卿", "source": "心"}],
        "why": "misread in scanning",
        "by": "A. Reader",
        "quote_sha256": hashlib.sha256(quote.encode()).hexdigest(),
        "source_sha256": hashlib.sha256(TEXT).hexdigest(),
    }
    assert run(tmp_path, quote, None)[:2] == (False, "fail")
    assert run(tmp_path, quote, accept) == (True, "pass", [])
    accepted, outcome, messages = run(tmp_path, quote.replace("西部", "东部"), accept)
    assert (accepted, outcome) == (False, "fail")
    assert any("the quote has changed since it was accepted" in message for message in messages)


SPOKEN = (
    "副总裁汤海滨\n\n汤海滨说，公司己经建成了九个智算中心，用户很多。\n\n总经理敖钢\n\n敖钢说，明年还要再建三个。\n"
).encode()


@pytest.mark.parametrize(("speaker", "outcome"), [("汤海滨", "pass"), (None, "pass"), ("敖钢", "fail")])
def test_a_waiver_for_a_slip_is_none_for_another_speaker(tmp_path: Path, speaker: str | None, outcome: str) -> None:
    quote = "公司已经建成了九个智算中心"
    digest = hashlib.sha256(SPOKEN).hexdigest()
    accept = {
        "verdict": "minor",
        "speaker": "汤海滨",
        "edits": [{"op": "replace", "quote": "已", "source": "己"}],
        "why": "misread in scanning",
        "by": "A. Reader",
        "quote_sha256": hashlib.sha256(quote.encode()).hexdigest(),
        "source_sha256": digest,
    }
    for without in ((), ("verdict", "speaker")):
        waived = {key: value for key, value in accept.items() if key not in without}
        claim = {"evidence": [{"source": "text", "quote": quote, "accept": waived}]} | (
            {"speaker": speaker} if speaker else {}
        )
        (tmp_path / "claims").mkdir(exist_ok=True)
        (tmp_path / "claims/text.txt").write_bytes(SPOKEN)
        content = {"sources": {"text": {"path": "text.txt", "sha256": digest}}, "claims": {"one": claim}}
        (tmp_path / "claims/one.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
        result = verify_project(load_project(tmp_path, (), load_configuration(tmp_path))).results[0]
        assert result.outcome.value == outcome


ALTERED = "公司在西部建成了智算中卿"
WAIVED = {
    "verdict": "altered",
    "edits": [{"op": "replace", "quote": "卿", "source": "心"}],
    "why": "misread in scanning",
    "by": "A. Reader",
    "quote_sha256": hashlib.sha256(ALTERED.encode()).hexdigest(),
    "source_sha256": hashlib.sha256(TEXT).hexdigest(),
}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quote_sha256": "b" * 64}, "the quote has changed since it was accepted"),
        ({"source_sha256": "b" * 64}, "the source has changed since the quote was accepted"),
        ({"verdict": "clipped"}, "it was accepted as clipped and is altered"),
        ({"edits": []}, "an edit is not among those accepted: “心” → “卿”"),
    ],
)
def test_the_text_report_tells_why_a_waiver_is_void(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    shown = text.render(checked(tmp_path, ALTERED, WAIVED | changes))
    assert f"the acceptance does not hold: {told}" in shown
    assert "accepted by a person" not in shown


def test_what_is_accepted_is_counted_and_listed_first_with_its_difference(tmp_path: Path) -> None:
    report = checked(tmp_path, ALTERED, WAIVED)
    shown = text.render(report, Style(verbosity=1))
    assert "1 accepted by a person" in shown
    assert shown.index("✓ altered (accepted)") < shown.index("✓ exact")
    assert "(心 → 卿)" in shown
    added = Finding("acceptance-added", Level.ERROR, "new", Location("a", 1, 1), claim="one")
    shown = text.render(replace(report, findings=(added, *report.findings)), Style(verbosity=1))
    assert shown.startswith("✗ acceptance-added")
    assert "altered (newly accepted)" in shown
