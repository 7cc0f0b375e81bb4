"""The files of a revision of the git repository that the project lies in, as git holds them.

A revision is what a run can trust when the work tree may come from a stranger. So nothing of the work tree is asked:
the name is resolved once to a commit, files come from its tree as raw blobs, and no filter, attribute, replacement
or network takes part. Git is run with a list of arguments, never through a shell.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST_NAME = 250
# What git's own check-ref-format forbids in names, less the signs that walk from one (`HEAD^1`, `main~2`, `@{1}`); a
# colon would name a file or search messages, and a leading sign would be an option or a negation.
_UNUSABLE = re.compile(r"^[-^]|[\x00-\x20\x7f:?*\[\\]|\.\.")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REGULAR = (b"100644", b"100755", b"100664")
_KINDS = {b"120000": Message("a link"), b"160000": Message("a submodule")}
# Never a question, never a download, whatever kind of clone this is.
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C"}
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit")
_GIT = ("git", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs", *_SETTINGS)


class RevisionError(Exception):
    """A revision cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Revision:
    """One commit of a repository.

    Attributes:
        name: What the user called it.
        commit: Its full hash.
        top: The top folder of the work tree, resolved.
    """

    name: str
    commit: str
    top: Path

    @cached_property
    def _entries(self) -> list[tuple[bytes, str, str]]:
        """Mode, object and path from the top of everything in the tree that is no folder."""
        listed = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", self.commit, "--")
        found = []
        for line in listed.split(b"\0")[:-1]:
            head, _tab, path = line.partition(b"\t")
            mode, _kind, name = head.split(b" ")
            found.append((mode, name.decode("ascii"), os.fsdecode(path)))
        return found

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The object of each regular file by its path from the top, with `/`; links and submodules are left out."""
        return {path: name for mode, name, path in self._entries if mode in _REGULAR}

    @cached_property
    def elsewhere(self) -> Mapping[str, str]:
        """What leads out of the tree, by path: `a link` or `a submodule`; what lies behind it is not in the tree."""
        return {path: _KINDS[mode] for mode, _name, path in self._entries if mode in _KINDS}

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of those of the files that the revision has, by path; each read once, all by one process."""
        wanted = [path for path in dict.fromkeys(paths) if path in self.files]
        if not wanted:
            return {}
        asked = "".join(f"{self.files[path]}\n" for path in wanted).encode("ascii")
        given = _git(self.top, "cat-file", "--batch", asked=asked)
        contents = {}
        place = 0
        for path in wanted:
            head_end = given.find(b"\n", place)
            head = given[place:head_end].split(b" ")
            if head_end < 0 or len(head) != 3 or head[1] != b"blob":
                raise RevisionError(
                    Message(
                        "{name} lacks the object of {path}: fetch the whole history, not a part",
                        name=self.name,
                        path=path,
                    )
                )
            size = int(head[2])
            contents[path] = given[head_end + 1 : head_end + 1 + size]
            place = head_end + 2 + size
        return contents

    def prefix(self, folder: Path) -> str:
        """The path of a folder from the top, empty or with a `/` at its end.

        By its letters: where the work tree now has a link in place of a folder, the folder is meant that the revision
        has there, and not what the link leads to.

        Raises:
            RevisionError: the folder lies outside the repository.
        """
        absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - by letters
        above = [each for each in (absolute, *absolute.parents) if Path(os.path.realpath(each)) == self.top]
        base, real = (above[-1], absolute) if above else (self.top, Path(os.path.realpath(folder)))
        if not real.is_relative_to(base):
            raise RevisionError(
                Message(
                    "{folder} lies outside the repository {top}: name a folder inside it", folder=folder, top=self.top
                )
            )
        relative = real.relative_to(base).as_posix()
        return "" if relative == "." else f"{relative}/"


def open_revision(folder: Path, name: str) -> Revision:
    """Resolve the name of a revision in the repository that `folder` lies in.

    Args:
        folder: Any folder of the work tree.
        name: A branch, tag or commit, or one counted from it (`HEAD^1`, `main~2`).

    Raises:
        RevisionError: there is no git, no repository, or no such commit in it, or the name is none.
    """
    if not name or len(name) > _LONGEST_NAME or _UNUSABLE.search(name):
        raise RevisionError(
            Message("`{name}` is no name of a revision: write a branch, a tag or a commit", name=name[:_LONGEST_NAME])
        )
    folder = _beside_git(folder)
    top = _git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")
    if not top:
        raise RevisionError(Message("this repository has no work tree: run where the files are"))
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode("ascii").strip()
    except RevisionError:
        found = ""
    if not _COMMIT.fullmatch(found):
        advice = Message("correct the name, or fetch it (a shallow clone lacks it: set fetch-depth in the checkout)")
        raise RevisionError(
            Message("there is no commit `{name}` in this repository: {advice}", name=name, advice=advice)
        )
    return Revision(name, found, Path(os.path.realpath(os.fsdecode(top))))


def _beside_git(folder: Path) -> Path:
    """The nearest folder upward that holds `.git`.

    git itself would take a folder with `HEAD`, `objects` and `refs` in it for a repository; those, and a history of
    their own, a stranger can put among the files. `.git` they cannot.
    """
    real = Path(os.path.realpath(folder))
    return next((each for each in (real, *real.parents) if (each / ".git").exists()), folder)


def _git(folder: Path, *arguments: str, asked: bytes | None = None) -> bytes:
    """What one git command writes; `asked` goes to its standard input."""
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(folder), *arguments],
            input=asked or b"",
            capture_output=True,
            env={**os.environ, **_ENVIRONMENT},
            check=False,
        )
    except FileNotFoundError:
        raise RevisionError(Message("git was not found: install it, or leave out what needs a revision")) from None
    except OSError as error:
        raise RevisionError(Message("git cannot be run: {why}", why=error.strerror)) from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(Message("git cannot read the repository: {what}", what=told[0] if told else arguments[0]))
    return done.stdout
