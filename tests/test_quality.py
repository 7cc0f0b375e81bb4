"""What a build checks beside the tests: lint, form and types, so that the one test line covers them too."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).parents[1]
CHECKS = {
    "lint": ["-m", "ruff", "check", "--no-cache", "."],
    "form": ["-m", "ruff", "format", "--no-cache", "--check", "."],
    "types": ["-m", "mypy"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_tool_finds_nothing(name: str, tmp_path: Path) -> None:
    pytest.importorskip(CHECKS[name][1], reason=f"{CHECKS[name][1]} is not installed")
    command = [sys.executable, *CHECKS[name], *(["--cache-dir", str(tmp_path)] if name == "types" else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["forumcite.csl", "forumcite.verify"])
def test_the_examples_of_docstrings(module: str) -> None:
    result = doctest.testmod(import_module(module), optionflags=doctest.ELLIPSIS)
    assert result.attempted
    assert not result.failed


def test_the_python_examples_of_the_readme() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert not result.failed


def test_the_build_runs_the_lines_of_the_readme() -> None:
    build = (ROOT / ".ci/run").read_text(encoding="utf-8")
    line = re.search(r"grep -m1 -E '([^']+)' README\.md", build)
    assert line
    found = re.findall(line[1], (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == 1


@pytest.mark.skipif(which("bash") is None, reason="bash is not installed")
def test_the_build_is_valid_bash() -> None:
    assert subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=False).returncode == 0
