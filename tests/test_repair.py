"""Repair: what `verify --fix` writes and leaves, and that a repaired file is clean and otherwise untouched."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forumcite.claims import load_project
from forumcite.cli import run
from forumcite.repair import repairs, write
from forumcite.rules import RULES
from forumcite.sources import sha256_of
from forumcite.verify import verify_project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forumcite.findings import Report

CASES = yaml.safe_load((Path(__file__).parent / "edits" / "repairs.yaml").read_text(encoding="utf-8"))
SOURCE: str = CASES["source"]
SENTENCES = [sentence for sentence in re.split("(?<=。)|\n", SOURCE) if len(sentence) > 8]


def make(root: Path, claims: str, source: str = SOURCE) -> Path:
    folder = root / "claims" / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "forum.txt").write_bytes(source.encode())
    file = root / "claims" / "a.yaml"
    file.write_bytes(claims.encode())
    return file


def judged(root: Path) -> Report:
    return verify_project(load_project(root))


def fix(root: Path, *, unsafe: bool = False) -> tuple[str, ...]:
    project = load_project(root)
    made = repairs(project, verify_project(project), unsafe=unsafe)
    for each in made:
        write(project, each)
    return tuple(line for each in made for line in each.left)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["case"])
def test_a_repair(case: Mapping[str, Any], tmp_path: Path) -> None:
    digest = sha256_of(SOURCE.encode())
    file = make(tmp_path, case["before"])
    left = fix(tmp_path, unsafe=case.get("unsafe", False))
    assert file.read_text(encoding="utf-8").replace(digest, "DIGEST") == case.get("after", case["before"])
    assert [line.partition(": ")[0] for line in left] == case.get("left", [])
    rules = {finding.rule for finding in judged(tmp_path).findings} - {"citation-incomplete"}
    assert sorted(rules) == case.get("findings", [])


def offered(report: Report) -> dict[tuple[str, str | None, int | None, str | None], bool]:
    """Each finding that says what to write, by what it is about, and whether that is safe."""
    return {(made.rule, made.claim, made.evidence, made.source): made.fix.safe for made in report.findings if made.fix}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["case"])
def test_every_fix_that_a_finding_offers_is_made_and_then_gone(case: Mapping[str, Any], tmp_path: Path) -> None:
    make(tmp_path, case["before"])
    if case.get("left"):
        return  # what YAML's own marks forbid is left, and said
    before = offered(judged(tmp_path))
    fix(tmp_path)
    safely = offered(judged(tmp_path))
    assert {made for made, safe in before.items() if safe}.isdisjoint(safely)
    fix(tmp_path, unsafe=True)
    assert before.keys() & offered(judged(tmp_path)).keys() == set()


def test_fixable_rules_are_those_that_offer_a_fix(tmp_path: Path) -> None:
    """No rule is called fixable that never is, and none offers what `--fix` does not know."""
    seen = set()
    for number, case in enumerate(CASES["cases"]):
        make(tmp_path / str(number), case["before"])
        seen |= {rule for rule, *_about in offered(judged(tmp_path / str(number)))}
    assert seen == {name for name, rule in RULES.items() if rule.fixable}


HEAD = "sources:\n  forum:\n    path: sources/forum.txt\n    cite: {type: webpage, title: 论坛}\nclaims:\n"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_repaired_file_is_clean_and_otherwise_untouched(data: st.DataObject, tmp_path: Path) -> None:
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    lines, kept = [], []
    for number in range(data.draw(st.integers(1, 4))):
        sentence = data.draw(st.sampled_from(SENTENCES))
        comment = data.draw(st.sampled_from(["", "  # 註：x", ' # \'quote: "no"']))
        position = data.draw(st.sampled_from(["", "        start: 0\n        end: 3\n"]))
        flow = data.draw(st.booleans())
        if flow:
            places = ", start: 0, end: 3" if position else ""
            lines.append(f"  c{number}: {{evidence: [{{source: forum, quote: '{sentence}'{places}}}]}}{comment}\n")
        else:
            quote = data.draw(
                st.sampled_from([f'"{sentence}"', f"'{sentence}'", f"|-\n          {sentence}", sentence])
            )
            comment = "" if quote.startswith("|") else comment
            lines.append(
                f"  c{number}:{comment}\n    evidence:\n      # 一\n      - source: forum\n        quote: {quote}\n"
                f"{position}        relation: context\n"
            )
        kept.append(sentence)
    before = (HEAD + "".join(lines) + "  # the end\n").replace("\n", newline)
    file = make(tmp_path, before)
    assert fix(tmp_path) == ()
    after = file.read_bytes().decode()
    assert without_values(after) == without_values(before)
    report = judged(tmp_path)
    assert [result.quote for result in report.results] == kept
    assert {finding.rule for finding in report.findings} <= {"citation-incomplete"}
    assert fix(tmp_path) == ()
    assert file.read_bytes().decode() == after


def without_values(text: str) -> str:
    """The file but for positions and digests, which are all that a safe repair may touch."""
    text = re.sub(r"\r?\n +(?:start|end|sha256): \w+(?=\r?\n)", "", text)
    return re.sub(r", (?:start|end): \d+", "", text)


def test_without_the_option_nothing_is_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = CASES["cases"][0]["before"]
    file = make(tmp_path, before)
    assert run(["verify", "--root", str(tmp_path)]) == 0
    assert run(["verify", "--root", str(tmp_path), "--diff"]) == 1
    out, err = capfd.readouterr()
    assert "+        start: " in out
    assert err == ""
    assert file.read_text(encoding="utf-8") == before
    assert run(["verify", "--root", str(tmp_path), "--fix"]) == 0
    assert capfd.readouterr().err == "wrote 3 values in claims/a.yaml\n"
    assert run(["verify", "--root", str(tmp_path), "--diff"]) == 0
    assert capfd.readouterr().out == ""
    assert run(["verify", "--root", str(tmp_path), "--fix"]) == 0
    assert capfd.readouterr().err == "nothing to repair\n"


@pytest.mark.parametrize(
    "options", [["--unsafe"], ["--fix", "--source", "x", "--quote", "y"], ["--diff", "--format", "json"]]
)
def test_options_that_make_no_sense_together(options: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", *options]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert ": " in err


def test_a_file_that_changes_meanwhile_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from forumcite import repair

    file = make(tmp_path, CASES["cases"][0]["before"])
    plan = repair.repairs

    def slowly(*arguments: Any, **named: Any) -> Any:
        made = plan(*arguments, **named)
        file.write_bytes(file.read_bytes() + b"# mine\n")
        return made

    monkeypatch.setattr(repair, "repairs", slowly)
    assert run(["verify", "--root", str(tmp_path), "--fix"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "claims/a.yaml: a.yaml has changed meanwhile: run again" in err
    assert "start:" not in file.read_text(encoding="utf-8")


def test_a_hostile_line_is_shown_escaped(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make(tmp_path, CASES["cases"][0]["before"].replace("# one", "# \u202e##[error]"))
    run(["verify", "--root", str(tmp_path), "--diff"])
    out = capfd.readouterr().out
    assert "\u202e" not in out
    assert "##[" not in out


def test_only_what_was_asked_for_is_repaired(tmp_path: Path) -> None:
    file = make(tmp_path, HEAD + "  c: {evidence: [{source: forum, quote: 公司已建成9个算力集群}]}\n")
    before = file.read_bytes()
    other = file.with_name("b.yaml")
    other.write_text("claims: {d: {evidence: [{source: forum, quote: 总投资25亿元}]}}\n", encoding="utf-8")
    assert run(["verify", "--root", str(tmp_path), "--fix", str(other)]) == 0
    assert "start: 79, end: 86" in other.read_text(encoding="utf-8")
    assert file.read_bytes() == before


def test_what_cannot_be_written_does_not_keep_the_rest_from_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Behind a quote that an unusual mark of YAML makes hard to extend, the others are still mended."""
    from forumcite import repair
    from forumcite.edit import Assignment

    file = make(tmp_path, HEAD + "  c: {evidence: [{source: forum, quote: 公司已建成9个算力集群}]}\n")
    project = load_project(tmp_path)
    document = project.documents["claims/a.yaml"]
    good = (
        Assignment(("claims", "c", "evidence", 0, "start"), 5),
        Assignment(("claims", "c", "evidence", 0, "end"), 16),
    )
    bad = (Assignment(("claims", "c", "tags", 0), "x"),)
    made = repair._file_repair(document, [bad, good], {bad[0]: "claims/a.yaml:6", good[0]: "claims/a.yaml:6"})  # noqa: SLF001 - no file makes this happen reliably
    assert made.assignments == good
    assert [line.partition(": ")[0] for line in made.left] == ["claims/a.yaml:6"]
    write(project, made)
    assert "start: 5, end: 16" in file.read_text(encoding="utf-8")
    assert capfd.readouterr().err == ""


ARTICLE = Path(__file__).parents[1] / "claims"


@pytest.mark.skipif(not (ARTICLE / "sources").is_dir(), reason="the article is not part of the distribution")
def test_a_whole_file_gets_back_what_was_deleted(tmp_path: Path) -> None:
    """Without its positions and its digest, a real file comes back byte for byte."""
    shutil.copytree(ARTICLE, tmp_path / "claims")
    file = tmp_path / "claims" / "ai-compute-forum-2025.yaml"
    before = file.read_bytes()
    stripped = re.sub(rb"(?m)^ +(?:start|end|sha256): \w+\n", b"", before)
    assert stripped.count(b"\n") < before.count(b"\n") - 300
    file.write_bytes(stripped)
    assert fix(tmp_path) == ()
    assert file.read_bytes() == before
