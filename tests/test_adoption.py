"""What a team copies into its repository: valid for its platform, safe under zizmor, and run here as a user would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = [".github/workflows/ci.yml", "docs/ci/github.yml"]
SCHEMAS = [
    *((file, "vendor.github-workflows") for file in WORKFLOWS),
    ("action.yml", "vendor.github-actions"),
    ("docs/ci/gitlab.yml", "vendor.gitlab-ci"),
]
ZIZMOR = shutil.which("zizmor", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
posix = pytest.mark.skipif(os.name != "posix" or shutil.which("git") is None, reason="needs a POSIX shell and git")


def read(file: str) -> Any:
    return yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))


def run(*command: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **git, **names, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def forumcite(tmp_path: Path) -> Path:
    """A folder laid out as the workflows install: `forumcite/bin/forumcite` is this one."""
    tool = tmp_path / "runner temp/forumcite/bin/forumcite"
    tool.parent.mkdir(parents=True)
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); from forumcite.cli import main; main()"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -c "{code}" "$@"\n')
    tool.chmod(0o755)
    return tool


@pytest.mark.parametrize(("file", "schema"), SCHEMAS)
@pytest.mark.skipif(find_spec("check_jsonschema") is None, reason="needs check-jsonschema")
def test_the_platform_would_accept_it(file: str, schema: str) -> None:
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(find_spec("pre_commit") is None, reason="needs pre-commit")
def test_the_hooks_are_a_manifest() -> None:
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(ZIZMOR is None, reason="needs zizmor")
def test_zizmor_finds_nothing() -> None:
    assert ZIZMOR
    done = run(ZIZMOR, "--offline", "--no-progress", "--no-config", "--persona=pedantic", "action.yml", *WORKFLOWS)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", [*WORKFLOWS, "action.yml"])
def test_nothing_a_stranger_writes_is_code(file: str) -> None:
    """Expressions reach a script through its environment only, actions are pinned, Python does not look around it."""
    text = (ROOT / file).read_text(encoding="utf-8")
    document = read(file)
    jobs = document["jobs"].values() if "jobs" in document else [document["runs"]]
    steps = [step for job in jobs for step in job["steps"]]
    assert not any("${{" in step.get("run", "") for step in steps)
    assert all(re.fullmatch(r"\./|[\w./-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
    if file != WORKFLOWS[0]:  # our own tests have to run our own code
        assert all(
            "python3 -I" in line or "-I -m pip" in line
            for line in text.splitlines()
            if re.search("-m (?:venv|pip)", line)
        )
    if "jobs" in document:
        assert document["permissions"] == {"contents": "read"}
        assert "pull_request_target" not in document[True]
        assert "secrets." not in str(document)


def test_the_action_hands_on_every_input() -> None:
    action = read("action.yml")
    environment = action["runs"]["steps"][1]["env"]
    assert sorted(environment.values()) == sorted(f"${{{{ inputs.{name} }}}}" for name in action["inputs"])
    assert all(f'"${name}"' in action["runs"]["steps"][1]["run"] for name in environment)


def project(folder: Path) -> Path:
    """A committed project with one claim."""
    sources = folder / "claims/sources"
    sources.mkdir(parents=True)
    (sources / "forum.txt").write_text("公司已建成9个算力集群。\n", encoding="utf-8")
    (folder / "claims/a b.yaml").write_text(
        "sources: {forum: {path: sources/forum.txt}}\n"
        'claims: {clusters: {evidence: [{source: forum, quote: "公司已建成9个算力集群"}]}}\n',
        encoding="utf-8",
    )
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        assert run("git", *command, folder=folder).returncode == 0
    return folder


@posix
@pytest.mark.parametrize(
    ("inputs", "edit", "status", "told"),
    [
        ({}, "", 0, "1 passed"),
        ({"AGAINST": "HEAD"}, "", 0, "1 passed"),
        ({"AGAINST": "HEAD"}, "source", 1, "source-edited"),
        ({"AGAINST": "HEAD", "ALLOW": "source-edited\nclaim-removed\n"}, "source", 0, "1 passed"),
        ({"PATHS": "claims/a b.yaml\n"}, "quote", 1, "::error"),
        ({"PATHS": "--help"}, "", 2, "there is no --help"),
        ({"PATHS": "$(touch pwned)"}, "", 2, "there is no $(touch pwned)"),
        ({"AGAINST": "x; touch pwned"}, "", 2, "no name of a revision"),
        ({"BASELINE": "known.json"}, "", 2, "there is no baseline"),
        ({"SINCE": "HEAD"}, "", 0, "nothing to check"),
    ],
)
def test_the_action_runs(
    inputs: dict[str, str], edit: str, status: int, told: str, tmp_path: Path, forumcite: Path
) -> None:
    folder = project(tmp_path / "work")
    if edit == "source":
        (folder / "claims/sources/forum.txt").write_text("公司已建成9个算力集群。林川介绍了。\n", encoding="utf-8")
    elif edit == "quote":
        claims = folder / "claims/a b.yaml"
        claims.write_text(claims.read_text(encoding="utf-8").replace("9个", "8个"), encoding="utf-8")
    step = read("action.yml")["runs"]["steps"][1]
    environment = dict.fromkeys(step["env"], "") | {"FORUMCITE_FAIL_ON": "review"}
    environment |= {f"FORUMCITE_{name}": value for name, value in inputs.items()}
    temporary = str(forumcite.parents[2])
    summary = tmp_path / "summary.md"
    shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
    done = run(*shell, folder=folder, RUNNER_TEMP=temporary, GITHUB_STEP_SUMMARY=str(summary), **environment)
    assert done.returncode == status, done.stdout + done.stderr
    assert told in done.stdout + done.stderr
    assert summary.exists() == (status != 2)
    assert not (folder / "pwned").exists()


@posix
def test_a_workflow_step_runs(tmp_path: Path, forumcite: Path) -> None:
    folder = project(tmp_path / "work")
    (folder / "claims/sources/forum.txt").write_text("公司已建成9个算力集群。林川介绍了。\n", encoding="utf-8")
    script = read("docs/ci/github.yml")["jobs"]["quotes"]["steps"][-1]["run"]
    places = {"RUNNER_TEMP": str(forumcite.parents[2]), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    for against, status in (("", 0), ("HEAD", 1)):
        done = run("bash", "-e", "-c", script, folder=folder, AGAINST=against, **places)
        assert done.returncode == status, done.stdout + done.stderr
    assert "source-edited" in done.stdout
    assert "source-edited" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@posix
def test_the_five_minutes_of_the_guide(tmp_path: Path, forumcite: Path) -> None:
    """Every shell block of docs/ci.md in one shell that stops at the first failure, in an empty repository."""
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```sh\n(.*?)^```$", text)
    assert len(blocks) >= 6
    # A pipeline that is negated does not stop the shell by failing, so it is turned into a test that does.
    script = re.sub(r"(?m)^! (.*)$", r"if \1; then exit 9; fi", "\n".join(blocks))
    (tmp_path / "work").mkdir()
    assert run("git", "init", "-q", "-b", "main", folder=tmp_path / "work").returncode == 0
    path = f"{forumcite.parent}{os.pathsep}{os.environ['PATH']}"
    done = run("bash", "-euc", script, folder=tmp_path / "work", PATH=path, FORUMCITE=str(ROOT))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "source-edited" in done.stdout
    assert "1 known from the baseline" in done.stdout
