"""The commands that write for a person: what they find, what they write, what they refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from forumcite import __version__
from forumcite.authoring import choices, unique_context
from forumcite.cli import run
from forumcite.judge import Hint, in_context
from forumcite.locate import source_text
from forumcite.sources import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CASES = yaml.safe_load((Path(__file__).parent / "edits" / "authoring.yaml").read_text(encoding="utf-8"))
SOURCE: str = CASES["source"]
DIGEST = sha256_of(SOURCE.encode())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], Path]:
    def make(files: Mapping[str, str]) -> Path:
        root = tmp_path / "project"
        shutil.rmtree(root, ignore_errors=True)
        for name, text in {"claims/sources/forum.txt": SOURCE, **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text.replace("DIGEST", DIGEST).encode())
        (root / ".git").mkdir()
        monkeypatch.chdir(root)
        return root

    return make


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["case"])
def test_a_command(
    case: Mapping[str, Any], project: Callable[[Mapping[str, str]], Path], capfd: pytest.CaptureFixture[str]
) -> None:
    """`out` and `err` must stand in the output; `after` gives files whole, and all others are as they were."""
    before = {**CASES["files"], **case.get("files", {})}
    root = project(before)
    status = run(case["run"])
    out, err = capfd.readouterr()
    assert status == case.get("status", 0), err
    assert case.get("out", "") in out
    assert case.get("err", "") in err
    if status == 2:
        assert out == ""
    expected = {**before, "claims/sources/forum.txt": SOURCE, **case.get("after", {})}
    found = {file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()}
    texts = {name: file.read_bytes().decode().replace(DIGEST, "DIGEST") for name, file in found.items()}
    assert texts == {name: text.replace(DIGEST, "DIGEST") for name, text in expected.items()}
    if case.get("verifies"):
        assert run(["verify", "-q"]) == 0


PIECES = st.lists(
    st.sampled_from(["关键词", "算力", "，", "。\n", "新的", "the grid", " ", "a"]), min_size=1, max_size=30
)


@settings(max_examples=60, deadline=None)
@given(PIECES, PIECES, PIECES)
def test_context_tells_one_place_from_the_others(one: list[str], two: list[str], three: list[str]) -> None:
    """What is written beside a position decides alone, too."""
    text = "关键词".join("".join(pieces) for pieces in (one, two, three))
    found = choices("关键词", text).places
    for meant in found:
        context = unique_context(text, meant, found)
        holding = [
            place
            for place in found
            if in_context(
                *place, source_text(text), Hint(prefix=context.get("prefix", ""), suffix=context.get("suffix", ""))
            )
        ]
        assert holding == [meant] if context else len(holding) == len(found)
        for side, length in ((text[: meant.start], "prefix"), (text[meant.end :], "suffix")):
            assert not context.get(length) or context[length] in side


def test_a_source_from_elsewhere_is_copied(
    project: Callable[[Mapping[str, str]], Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = project({})
    text = tmp_path / "grid.txt"
    text.write_bytes(b"Power is short.\r\n")
    command = ["source", "add", str(text), "--title", "Grid"]
    assert run([*command, "--diff"]) == 0
    assert "would copy" in capfd.readouterr().err
    assert not (root / "claims/grid.yaml").exists()
    assert run(command) == 0
    assert "to claims/sources/grid.txt" in capfd.readouterr().err
    assert (root / "claims/sources/grid.txt").read_bytes() == b"Power is short.\r\n"
    assert run(["add", "--source", "grid", "Power is short."]) == 0
    assert run(["verify", "-q"]) == 0
    text.write_bytes(b"Another one.\n")
    assert run([*command, "--id", "other"]) == 2
    assert "choose another name" in capfd.readouterr().err
    assert not (root / "claims/other.yaml").exists()


def tree(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def test_a_new_project_is_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever marks a root further up: the new folder is a project of its own, without any finding."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    assert run(["init"]) == 0
    made = tree(tmp_path / "new")
    assert set(made) == {
        "forumcite.toml",
        "claims/example.yaml",
        "claims/sources/example.txt",
        "claims/forumcite-claims-v1.schema.json",
    }
    capfd.readouterr()
    assert run(["verify", "--format", "json"]) == 0
    report = json.loads(capfd.readouterr().out)
    assert (report["summary"]["pass"], report["findings"]) == (3, [])
    schema = json.loads(made["claims/forumcite-claims-v1.schema.json"])
    head = made["claims/example.yaml"].decode().splitlines()[0]
    assert head == "# yaml-language-server: $schema=forumcite-claims-v1.schema.json"
    jsonschema.validate(yaml.load(made["claims/example.yaml"], Loader=yaml.BaseLoader), schema)  # noqa: S506 - all text
    assert run(["init"]) == 2
    assert "is not empty" in capfd.readouterr().err
    assert tree(tmp_path / "new") == made


def test_a_project_in_a_folder_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    assert run(["init", "repository", "--ci", "github", "--ci", "gitlab", "--ci", "pre-commit"]) == 0
    made = tree(tmp_path / "repository")
    assert "forumcite.toml" not in made
    assert run(["verify", "-q", "repository"]) == 0
    workflow = yaml.safe_load(made[".github/workflows/quotes.yml"])
    assert workflow["permissions"] == {"contents": "read"}
    for name in (".github/workflows/quotes.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"):
        assert f"forumcite=={__version__}" in made[name].decode()
        assert isinstance(yaml.safe_load(made[name]), dict)


@pytest.mark.parametrize(
    ("there", "options", "message"),
    [
        ({".gitlab-ci.yml": "x: 1\n"}, ["--ci", "gitlab"], ".gitlab-ci.yml is there already and is not replaced"),
        ({"forumcite.toml": 'paths = ["quotes"]\n'}, [], "forumcite.toml names quotes as the place of the claims"),
        ({"forumcite.toml": "pats = 1\n"}, [], "unknown setting `pats`"),
        ({"claims": "a file\n"}, [], "claims is a file"),
    ],
)
def test_nothing_that_is_there_is_replaced(
    there: Mapping[str, str],
    options: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name, text in there.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(["init", *options]) == 2
    out, err = capfd.readouterr()
    assert (out, tree(tmp_path)) == ("", before)
    assert message in err


def test_a_ci_file_for_a_project_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    before = tree(tmp_path)
    assert run(["init", "--ci", "pre-commit"]) == 0
    assert set(tree(tmp_path)) - set(before) == {".pre-commit-config.yaml"}
