"""Edits in place: nothing but the edited values changes, and a file is never torn."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from edits import endurance, random_edits
from forumcite import edit
from forumcite.edit import Assignment, EditError, append, assign, edit_file, remove, rename_key, rewrite
from forumcite.sources import sha256_of
from forumcite.tree import Tree

CASES = yaml.safe_load((Path(__file__).parent / "edits" / "cases.yaml").read_text(encoding="utf-8"))
QUOTE = ("claims", "a", "evidence", 0, "quote")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_an_edit(case: dict[str, Any]) -> None:
    assignments = [Assignment(tuple(path), value) for path, value in case["write"]]
    if "error" in case:
        with pytest.raises(EditError, match=case["error"]):
            assign(case["before"], assignments)
    else:
        assert assign(case["before"], assignments) == case["after"]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)
APPENDS = yaml.safe_load((Path(__file__).parent / "edits" / "appends.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", APPENDS, ids=lambda case: case["case"])
def test_an_entry_more(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(EditError, match=case["error"]):
            append(case["before"], *case["write"])
    else:
        assert append(case["before"], *case["write"]) == case["after"]


RENAMES = [
    ("claims:\n  a: {note: a}  # a\n", ("claims", "a"), "b", "claims:\n  b: {note: a}  # a\n"),
    ('claims: {"a": {note: x}}\n', ("claims", "a"), "汤", "claims: {汤: {note: x}}\n"),
    ("claims:\r\n  'a' :\r\n    note: x", ("claims", "a"), "no", 'claims:\r\n  "no" :\r\n    note: x'),
    ("claims: {a: {note: x}, b: {note: y}}\n", ("claims", "a"), "b", None),
    ("claims: {a: {note: x}}\n", ("claims", "c"), "d", None),
]


@pytest.mark.parametrize(("before", "path", "new", "after"), RENAMES)
def test_a_key_is_renamed(before: str, path: tuple[str, ...], new: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(EditError):
            rename_key(before, path, new)
    else:
        assert rename_key(before, path, new) == after


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "汤", "x-1"]), unique=True, max_size=3),
    st.lists(st.sampled_from(["", "  # c", "# c", "    # c", "   "]), max_size=3),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    WORDS,
)
def test_an_entry_more_changes_nothing_else(
    names: list[str],
    tail: list[str],
    newline: str,
    first: bool,  # noqa: FBT001 - a drawn value
    words: str,
) -> None:
    claims = [f"  {name}:\n    note: x  # {name}" for name in names]
    sources = ["sources:", "  s: {path: a}", *tail]
    lines = ["claims:", *claims, *tail, *sources] if first else [*sources, "claims:", *claims, *tail]
    before = newline.join("\n".join(lines).split("\n"))
    after = append(before, "claims", "new", {"note": words, "meta": {"k": [words, 1]}})
    at = after.index("  new:")
    values, _mark = Tree(after).read()
    assert values["claims"]["new"] == {"note": words, "meta": {"k": [words, "1"]}}
    assert list(values["claims"]) == [*names, "new"]
    rest = after[:at] + after[at:].split(newline, 4)[-1] if after.count(newline, at) > 3 else after[:at]
    assert rest.replace(newline, "") == before.replace(newline, "")


REMOVALS = yaml.safe_load((Path(__file__).parent / "edits" / "removals.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", REMOVALS, ids=lambda case: case["case"])
def test_a_key_goes(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(EditError, match=case["error"]):
            remove(case["before"], tuple(case["remove"]))
    else:
        assert remove(case["before"], tuple(case["remove"])) == case["after"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_a_random_edit_touches_nothing_else(seed: int) -> None:
    """Judged by PyYAML's nodes; `python tests/edits/endurance.py` makes 10,000 of them."""
    assert endurance.touched_by_edits(1, seed) == []


@pytest.mark.parametrize(
    ("what", "after", "says"),
    [
        ("assign x", "claims:\n  a: {note: 'y'}  # d\n  b: {note: x}\n", "touched"),
        ("assign x", "claims:\n  a: {note: x}  # c\n  b: {note: x}\n", "something else"),
        ("insert x", "claims:\n  a: {note: 'y'}\n  b: {note: x}\n", "took away"),
        ("remove x", 'claims:\n  a: {note: "y"}  # c\n  b: {note: x}\n', "rewrote"),
    ],
)
def test_the_judge_of_random_edits_can_fail(what: str, after: str, says: str) -> None:
    before = "claims:\n  a: {note: 'y'}  # c\n  b: {note: x}\n"
    expected = random_edits.values_of(before)
    assert says in (random_edits.trouble(random_edits.Edited(before, after, what, expected)) or "")


STYLES = ["plain", "double", "single", "block", "folded", "flow"]


def claim(style: str, words: str, newline: str, comment: str) -> str:
    safe = "".join(sign for sign in words if sign.isalnum()) or "算"
    written = {
        "plain": f"quote: {safe}{comment}",
        "double": f"quote: {edit.quoted(words)}{comment}",
        "single": f"quote: '{safe}'{comment}",
        "block": f"quote: |-\n          {safe}\n          {safe}",
        "folded": f"quote: >\n          {safe}\n          {safe}\n",
        "flow": "",
    }[style]
    if style == "flow":
        text = f"claims:\n  a: {{evidence: [{{source: s, quote: '{safe}'}}]}}{comment}\n"
    else:
        text = (
            f"claims:\n  a:\n    evidence:\n      - source: s\n        {written}\n        relation: context\n  # end\n"
        )
    return text.replace("\n", newline)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(STYLES),
    WORDS,
    WORDS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "  # 註", " #"]),
    st.integers(0, 10**6),
)
def test_only_the_edited_value_changes(style: str, old: str, new: str, newline: str, comment: str, start: int) -> None:
    before = claim(style, old, newline, comment)
    after = assign(
        before,
        [
            Assignment((*QUOTE[:-1], "end"), start + 1),
            Assignment(QUOTE, new),
            Assignment((*QUOTE[:-1], "start"), start),
        ],
    )
    values, _mark = Tree(after).read()
    piece = values["claims"]["a"]["evidence"][0]
    assert (piece["quote"], piece["start"], piece["end"]) == (new, str(start), str(start + 1))
    head = before.index("quote: ") + len("quote: ")
    assert after.startswith(before[:head])
    tail = before[before.index(f"{newline}        relation") :] if style != "flow" else f"}}]}}{comment}{newline}"
    assert after.endswith(tail)
    assert after.count("\r") == after.count("\n") or newline == "\n"


def make(folder: Path, count: int = 1) -> Path:
    path = folder / "claims.yaml"
    lines = [f"  c{number}: {{evidence: [{{source: s, quote: 算力}}]}}  # {number}\n" for number in range(count)]
    path.write_text("claims:\n" + "".join(lines), encoding="utf-8")
    return path


def start_of(number: int, start: int = 1) -> list[Assignment]:
    path = ("claims", f"c{number}", "evidence", 0)
    return [Assignment((*path, "start"), start), Assignment((*path, "end"), start + 2)]


def test_a_file_is_edited_with_its_mode_and_bom(tmp_path: Path) -> None:
    path = make(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    path.chmod(0o640)
    digest = sha256_of(path.read_bytes())
    edit_file(tmp_path, path, start_of(0), digest)
    assert path.read_text(encoding="utf-8").startswith(
        "\ufeffclaims:\n  c0: {evidence: [{source: s, quote: 算力, start: 1"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(EditError, match="changed meanwhile"):
        edit_file(tmp_path, path, start_of(0, 5), digest)
    assert [made.name for made in tmp_path.iterdir()] == ["claims.yaml"]


def test_what_another_program_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    path = make(tmp_path)

    def slowly(content: bytes) -> bytes:
        path.write_bytes(content + b"# mine\n")
        return content + b"# ours\n"

    with pytest.raises(EditError, match="changed meanwhile"):
        rewrite(tmp_path, path, slowly)
    assert path.read_bytes().endswith(b"# mine\n")


@pytest.mark.parametrize("outside", ["link", "path"])
def test_nothing_outside_the_root_is_written(tmp_path: Path, outside: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    secret = make(tmp_path)
    before = secret.read_bytes()
    path = secret
    if outside == "link":
        path = root / "claims.yaml"
        path.symlink_to(secret)
    with pytest.raises(EditError):
        edit_file(root, path, start_of(0))
    assert secret.read_bytes() == before


@pytest.mark.parametrize("call", ["open", "write", "fsync", "chmod", "replace"])
def test_a_full_disk_at_any_call_leaves_the_file_whole(
    tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path)
    before = path.read_bytes()

    def full(*_arguments: object, **_named: object) -> Any:
        raise OSError(errno.ENOSPC, "full")

    if call == "write":
        real = os.fdopen

        def fails_to_write(*arguments: Any, **named: Any) -> Any:
            file = real(*arguments, **named)
            return _Failing(file)

        monkeypatch.setattr(os, "fdopen", fails_to_write)
    elif call == "open":
        opened = os.open

        def no_new_file(name: Any, flags: int, *arguments: Any, **named: Any) -> int:
            return full() if flags & os.O_CREAT else opened(name, flags, *arguments, **named)

        monkeypatch.setattr(os, "open", no_new_file)
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, call, full)
    with pytest.raises(EditError, match="cannot be written"):
        edit_file(tmp_path, path, start_of(0))
    assert path.read_bytes() == before
    assert [made.name for made in tmp_path.iterdir()] == ["claims.yaml"]


class _Failing:
    """A file on a disk that takes half of what is written."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> int:
        self.file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "full")


def _write_many(root: Path, path: Path, numbers: range) -> None:
    for number in numbers:
        edit_file(root, path, start_of(number))


def test_four_writers_lose_nothing(tmp_path: Path) -> None:
    path = make(tmp_path, 40)
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=_write_many, args=(tmp_path, path, range(first, first + 10)))
        for first in range(0, 40, 10)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert path.read_text(encoding="utf-8").count("start: 1") == 40


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and limits of size are POSIX")
def test_what_edits_withstand() -> None:
    """A small part of the command, in a process of its own because it forks."""
    few = ["--kills=10", "--edits=50", "--claims=10", "--sizes=20"]
    command = [sys.executable, str(Path(endurance.__file__)), *few]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "40 of 40 kept" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="limits of size are POSIX")
def test_a_file_written_in_place_would_not_withstand_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit, "_replace", lambda path, _before, content: path.write_bytes(content))
    with pytest.raises(OSError, match="too large"):
        endurance.harmed_by_limits(tmp_path, 10)


def _write_forever(root: Path, path: Path) -> None:
    while True:
        rewrite(root, path, lambda content: b"ba"[content[:1] == b"b" :][:1] * 1_000_000)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_killed_writer_tears_nothing_and_what_it_left_is_swept(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_bytes(b"a" * 1_000_000)
    context = multiprocessing.get_context("spawn")
    for number in range(5):
        writer = context.Process(target=_write_forever, args=(tmp_path, path))
        writer.start()
        time.sleep(0.3 + 0.007 * number)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        assert path.read_bytes() in (b"a" * 1_000_000, b"b" * 1_000_000)
    (tmp_path / ".claims.yaml.dead.forumcite-tmp").touch()
    rewrite(tmp_path, path, lambda _content: b"done")
    assert [made.name for made in tmp_path.iterdir()] == ["claims.yaml"]


def test_a_folder_that_stays_locked_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path)
    monkeypatch.setattr(edit, "_PATIENCE", 0.05)
    with edit._locked(tmp_path), pytest.raises(EditError, match="another program writes"):  # noqa: SLF001 - the other one
        edit_file(tmp_path, path, start_of(0))
