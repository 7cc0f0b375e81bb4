"""What edits of claims files withstand: `python tests/edits/endurance.py --kills 1000 --edits 10000`.

Writers that are killed, calls of the system that fail for want of space, files that may not grow past any size, four
writers at once, and random edits, each judged from outside. The status is 1 where anything was lost, torn or touched.
pytest runs a small part of it (tests/test_edit.py).
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unittest import mock

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[1])]

from edits import random_edits  # noqa: E402 - the path is set first, to run as a script
from forumcite.edit import Assignment, EditError, append, create_file, edit_file, edit_text  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PIECE = ("claims", "c1", "evidence", 0)


def text_of(number: int, size: int = 20) -> str:
    """A claims file in which one position says `number`, among claims that stay."""
    others = "".join(
        f"  other{index}: {{evidence: [{{source: s, quote: 算力}}]}}  # {index}\n" for index in range(size)
    )
    changing = f"  c1: {{evidence: [{{source: s, quote: 算力, start: {number}, end: {number + 2}}}]}}\n"
    return f"claims:\n{changing}{others}"


def write_number(root: Path, path: Path, number: int) -> None:
    """The edit that is disturbed: one number for another."""
    edit_file(root, path, [Assignment((*_PIECE, "start"), number), Assignment((*_PIECE, "end"), number + 2)])


def number_in(path: Path) -> int | None:
    """The number that the file says; None where any byte of it is wrong."""
    content = path.read_bytes()
    found = content.partition(b"start: ")[2].partition(b",")[0]
    number = int(found) if found.isdigit() else -1
    return number if content == text_of(number).encode() else None


def left_over(folder: Path) -> list[str]:
    """What no writer should leave beside the file."""
    return [each.name for each in folder.iterdir() if each.name != "claims.yaml"]


# -- killed writers ---------------------------------------------------------------------------------------------------


def torn_by_kills(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """Kill a writer again and again, each at another moment, and look at the file each time."""
    path = folder / "claims.yaml"
    path.write_text(text_of(0), encoding="utf-8")
    faults, written = [], 0
    for kill in range(kills):
        before = number_in(path) or 0
        ready, tell = os.pipe()
        pid = os.fork()
        if not pid:
            os.write(tell, b"x")
            for number in range(before + 1, sys.maxsize):
                write_number(folder, path, number)
        os.read(ready, 1)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(ready)
        os.close(tell)
        found = number_in(path)
        if found is None:
            faults.append(f"kill {kill}: the file is torn")
            path.write_text(text_of(0), encoding="utf-8")
        else:
            written += found - before
    write_number(folder, path, 1)
    faults += [f"left behind: {name}" for name in left_over(folder)]
    sys.stdout.write(f"{kills} kills among {written} writes: {len(faults)} torn files or leavings\n")
    return faults


# -- no space ---------------------------------------------------------------------------------------------------------


class Disk:
    """Counts the calls that change a disk, and fails one of them."""

    def __init__(self, fails_at: int) -> None:
        self.calls = 0
        self.fails_at = fails_at

    def call(self) -> None:
        """Count a call; the one that is to fail fails."""
        self.calls += 1
        if self.calls == self.fails_at:
            raise OSError(errno.ENOSPC, "full")

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, which may fail before it does anything."""

        def failing(*arguments: Any, **named: Any) -> Any:
            self.call()
            return function(*arguments, **named)

        return failing

    def opened(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that opens a file, all calls of which count."""

        def failing(*arguments: Any, **named: Any) -> Any:
            self.call()
            return _File(function(*arguments, **named), self)

        return failing


class _File:
    """A file that takes half of what is written when the disk is full."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self.file = file
        self.disk = disk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> None:
        """Write, or half of it."""
        try:
            self.disk.call()
        except OSError:
            self.file.write(content[: len(content) // 2])
            raise
        self.file.write(content)

    def flush(self) -> None:
        """Flush, which may fail."""
        self.disk.call()
        self.file.flush()

    def __getattr__(self, name: str) -> Any:
        """Whatever else a file has."""
        return getattr(self.file, name)


@contextmanager
def full_at(call: int) -> Iterator[Disk]:
    """A disk whose calls fail at the given one."""
    disk = Disk(call)
    with (
        mock.patch("os.fdopen", disk.opened(os.fdopen)),
        mock.patch("os.fsync", disk.counted(os.fsync)),
        mock.patch.object(Path, "open", disk.opened(Path.open)),
        mock.patch.object(Path, "chmod", disk.counted(Path.chmod)),
        mock.patch.object(Path, "replace", disk.counted(Path.replace)),
        mock.patch.object(Path, "unlink", disk.counted(Path.unlink)),
    ):
        yield disk


def harmed_by_full_disk(folder: Path) -> list[str]:
    """Fail each call of an edit and of a new file in turn: old or new, never anything else, and said truly."""
    faults: list[str] = []
    path, new = folder / "claims.yaml", folder / "more" / "claims.yaml"
    tried = 0
    for name in ("edit", "create"):
        for call in range(1, 100):
            shutil.rmtree(folder / "more", ignore_errors=True)
            path.write_text(text_of(0), encoding="utf-8")
            refused = False
            with full_at(call) as disk:
                try:
                    if name == "edit":
                        write_number(folder, path, 1)
                    else:
                        create_file(folder, new, text_of(1).encode())
                except EditError:
                    refused = True
            if disk.calls < call:
                break
            tried += 1
            done = number_in(path) if name == "edit" else number_in(new) if new.exists() else 0
            if done != (0 if refused else 1):
                faults.append(f"{name}, call {call}: {'refused' if refused else 'done'}, but the file says {done}")
    sys.stdout.write(f"a full disk at each of {tried} calls: {len(faults)} files harmed or told wrongly\n")
    return faults


def harmed_by_limits(folder: Path, sizes: int) -> list[str]:
    """Let no file grow past a size, for many sizes: the kernel itself cuts the write."""
    import resource

    path = folder / "claims.yaml"
    whole = len(text_of(1).encode())
    faults = []
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for size in range(0, whole + whole // sizes, max(1, whole // sizes)):
            path.write_text(text_of(0), encoding="utf-8")
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
            with suppress(EditError):
                write_number(folder, path, 1)
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            if number_in(path) != (1 if size >= whole else 0) or left_over(folder):
                faults.append(f"at most {size} bytes: {number_in(path)}, {left_over(folder)}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    sys.stdout.write(f"files that may not grow past one of {sizes} sizes: {len(faults)} harmed\n")
    return faults


# -- several writers --------------------------------------------------------------------------------------------------


def add_claim(root: Path, path: Path, name: str) -> None:
    """Put one more claim into a file."""
    edit_text(root, path, lambda text: append(text, "claims", name, {"evidence": [{"source": "s", "quote": name}]}))


def lost_by_writers(folder: Path, writers: int, claims: int) -> list[str]:
    """Several processes add claims to one file at the same time."""
    path = folder / "claims.yaml"
    path.write_text("claims:\n", encoding="utf-8")
    pids = []
    for writer in range(writers):
        pid = os.fork()
        if not pid:
            for number in range(claims):
                add_claim(folder, path, f"w{writer}-{number}")
            os._exit(0)
        pids.append(pid)
    failed = [pid for pid in pids if os.waitpid(pid, 0)[1]]
    kept = random_edits.values_of(path.read_text(encoding="utf-8"))["claims"]
    sys.stdout.write(f"{writers} writers of {claims} claims each: {len(kept)} of {writers * claims} kept\n")
    whole = len(kept) == writers * claims and not failed and not left_over(folder)
    return [] if whole else [f"{len(kept)} claims, {len(failed)} writers failed, beside the file {left_over(folder)}"]


# -- random edits -----------------------------------------------------------------------------------------------------


def touched_by_edits(edits: int, first: int = 0) -> list[str]:
    """Random edits of random files; a seed is named for each fault."""
    faults, refused = [], 0
    for seed in range(first, first + edits):
        chance = random.Random(seed)  # noqa: S311 - a seed makes it the same again
        text = random_edits.random_file(chance)
        try:
            edited = random_edits.random_edit(text, chance)
        except EditError:
            refused += 1
            continue
        if trouble := random_edits.trouble(edited):
            faults.append(f"seed {seed}, {edited.what}: {trouble}")
    sys.stdout.write(f"{edits} random edits: {edits - refused} made, {refused} refused, {len(faults)} touched more\n")
    return faults


def main() -> int:
    """Run everything and print the figures."""
    parser = argparse.ArgumentParser(description="What edits of claims files withstand.")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--claims", type=int, default=50, help="how many each writer adds")
    parser.add_argument("--sizes", type=int, default=200, help="how many sizes a file may not grow past")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    faults: list[str] = []
    chance = random.Random(options.seed)  # noqa: S311 - the same again with the same seed
    parts: tuple[Callable[[Path], list[str]], ...] = (
        lambda folder: torn_by_kills(folder, options.kills, chance),
        harmed_by_full_disk,
        lambda folder: harmed_by_limits(folder, options.sizes),
        lambda folder: lost_by_writers(folder, options.writers, options.claims),
    )
    for part in parts:
        with tempfile.TemporaryDirectory() as name:
            faults += part(Path(name))
    faults += touched_by_edits(options.edits, options.seed)
    sys.stdout.write("".join(f"  {fault}\n" for fault in faults[:50]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
