"""Every console example of the documentation, run: lines after `$ ` are commands, the others are what they print.

A command runs in the root of the project; `forumcite` is this one. In the output `…` stands for anything inside a
line, and a line of `…` alone for any lines. A block with `<!-- not run: reason -->` on the line above its fence is
left out; the commands of one with `<!-- in a new folder -->` there run one after another in an empty folder.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(
    r"(?ms)^(?:(?P<skip><!-- not run: [^\n]+ -->\n)|(?P<new><!-- in a new folder -->\n))?```console\n(?P<body>.*?)^```$"
)


class Example(NamedTuple):
    place: str
    command: str
    output: str


class Scene(NamedTuple):
    """Examples that run one after another; in a new folder, or one alone in the root of the project."""

    examples: list[Example]
    new: bool


def scenes() -> list[Scene]:
    found = []
    for file in (*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))):
        text = file.read_text(encoding="utf-8")
        for block in _BLOCK.finditer(text):
            line = text.count("\n", 0, block.start("body")) + 1
            made = steps(f"{file.relative_to(ROOT)}:{line}", block["body"])
            if block["new"]:
                found.append(Scene(made, new=True))
            elif not block["skip"]:
                found += [Scene([example], new=False) for example in made]
    return found


def steps(place: str, body: str) -> list[Example]:
    parts = re.split(r"(?m)^\$ ", body)
    assert not parts[0].strip(), f"{place}: output stands before any command"
    commands = (part.partition("\n") for part in parts[1:])
    return [Example(place, command, output) for command, _, output in commands]


def pattern(output: str) -> re.Pattern[str]:
    lines = []
    for line in output.rstrip().split("\n"):
        if line.strip() == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*".join(map(re.escape, line.rstrip().split("…"))) + r"[^\S\n]*\n")
    return re.compile("".join(lines))


def run(command: str, folder: Path, where: Path = ROOT) -> str:
    """Run a line of the shell with `forumcite` on the path; standard error is shown as a terminal would."""
    tool = folder / "forumcite"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from forumcite.cli import main; main()" "$@"\n')
    tool.chmod(0o755)
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "FORUMCITE_LANG")},
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        ["sh", "-c", command], cwd=where, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("scene", scenes(), ids=lambda scene: f"{scene.examples[0].place} {scene.examples[0].command}")
def test_an_example_prints_what_it_shows(scene: Scene, tmp_path: Path) -> None:
    where = ROOT
    if scene.new:
        where = tmp_path / "new"
        where.mkdir()
    for example in scene.examples:
        output = run(example.command, tmp_path, where)
        shown = output.rstrip("\n") + "\n" if output else "\n"
        message = f"{example.place}: `{example.command}` prints\n{output}"
        assert pattern(example.output).fullmatch(shown), message


@pytest.mark.parametrize(
    ("written", "printed", "matches"),
    [
        ("a … c\n", "a b c\n", True),
        ("a … c\n", "a b\n c\n", False),
        ("a\n…\nz\n", "a\nb\nc\nz\n", True),
        ("a\n…\nz\n", "a\nz\n", True),
        ("a\n", "a\nb\n", False),
        ("1.5 (x)\n", "1x5 (x)\n", False),
    ],
)
def test_the_wildcard(written: str, printed: str, matches: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(pattern(written).fullmatch(printed)) == matches
