"""The text of a source: read once, from inside the project only, compared with its digest, decoded strictly.

A claims file may come from a stranger. So a path is first judged by its letters, then by where its links lead, and
then opened one folder at a time without following any link, so that nothing outside the root is ever opened, even
when somebody changes a folder into a link in between.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from forumcite.findings import Finding, Fix, Level
from forumcite.messages import Message, with_remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forumcite.findings import Location
    from forumcite.model import Source

DEFAULT_LIMIT = 64_000_000
"""The size in bytes above which a source is not read (64 MB; performance and memory grow with it)."""

_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 20


class UnreadableError(Exception):
    """A file that may not or cannot be read: the rule that says so, what is wrong, and what to do."""

    def __init__(self, rule: str, reason: str, remedy: str) -> None:
        """Keep the two halves of the message apart: a result shows the reason, a finding both."""
        super().__init__(with_remedy(reason, remedy))
        self.rule = rule
        self.reason = reason
        self.remedy = remedy


class TooLargeError(UnreadableError):
    """A file above the size limit."""


@dataclass(frozen=True, slots=True)
class FrozenText:
    """A source as read: the decoded text without a leading BOM, newlines as they stand, and the digest of its bytes.

    `findings` says what is wrong with it all the same: `source-changed` or `digest-missing`.
    """

    text: str
    sha256: str
    size: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NoText:
    """A source that could not be read: the reason, for `unchecked` results, and the findings."""

    reason: str
    findings: tuple[Finding, ...]


def read_source(
    root: Path, directory: Path, source: Source, limit: int, *, name: str, locate: Callable[[str], Location]
) -> FrozenText | NoText:
    """Read the text of a source once.

    Args:
        root: The project root; nothing outside it is opened.
        directory: The folder of the claims file that defines the source; `source.path` is relative to it.
        source: The source.
        limit: The largest size in bytes that is read.
        name: The id of the source, for findings.
        locate: Gives the place of a key of the source (`path`, `sha256`) in its claims file.

    Returns:
        The text with its digest, or the reason why there is none. Never raises for anything in the file system.
    """
    try:
        content = read_inside(root, directory, source.path, limit)
        text = decode_source(content)
    except UnreadableError as error:
        problem = Finding(
            error.rule,
            Level.ERROR,
            Message("source `{name}`: {error}", name=name, error=str(error)),
            locate("path"),
            source=name,
        )
        return NoText(error.reason, (problem,))
    digest = sha256_of(content)
    return FrozenText(text, digest, len(content), tuple(_compare_digest(source, digest, name, locate)))


def sha256_of(content: bytes) -> str:
    """The SHA-256 digest of `content` in lower-case hexadecimal digits."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def decode_source(content: bytes) -> str:
    """Decode the bytes of a source: strict UTF-8, a leading BOM left out, every other character kept.

    Raises:
        UnreadableError: the bytes are not UTF-8.
    """
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if content.startswith(_BOM) else 0)
        line = content.count(b"\n", 0, offset) + 1
        reason = Message("the file is not UTF-8 (byte {offset}, line {line})", offset=offset, line=line)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            reason = Message("the file is not UTF-8 but UTF-16")
        raise UnreadableError("source-missing", reason, Message("convert it to UTF-8")) from None


def _compare_digest(source: Source, digest: str, name: str, locate: Callable[[str], Location]) -> Sequence[Finding]:
    if source.sha256 == digest:
        return ()
    if source.sha256 is None:
        message = Message(
            "source `{name}` has no recorded digest: add `sha256: {digest}`, so that a change is seen",
            name=name,
            digest=digest,
        )
        fix = Fix(Message("write the digest of the file as it is"), safe=True, values={"sha256": digest})
        return (Finding("digest-missing", Level.WARNING, message, locate("path"), source=name, fix=fix),)
    message = Message(
        "source `{name}` is not the file that was recorded: its SHA-256 is {digest}, not {sha256}. "
        "Restore the file, or check every claim on it and record the new digest: `forumcite source "
        "set {name} sha256={digest}`",
        name=name,
        digest=digest,
        sha256=source.sha256,
    )
    # No fix: a command that a person types says that they looked, a repair of everything does not.
    return (Finding("source-changed", Level.ERROR, message, locate("sha256"), source=name),)


def read_inside(root: Path, directory: Path, relative: str, limit: int) -> bytes:
    """Read a regular file that lies inside `root`, at most `limit` bytes of it.

    Links are followed only as far as they stay inside the root. FIFOs, devices, folders and the like are refused
    before they are opened.

    Args:
        root: The folder that nothing read may leave.
        directory: The folder, inside the root, that `relative` starts from.
        relative: A relative path with `/`.
        limit: The largest size in bytes.

    Raises:
        UnreadableError: with the rule `source-outside` when the file lies elsewhere, else `source-missing`.
    """
    root = Path(os.path.realpath(root))
    directory = Path(os.path.realpath(directory))
    _check_letters(root, directory, relative)
    try:
        real = directory.joinpath(relative).resolve(strict=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise _cannot_read(relative, error) from None
    if not real.is_relative_to(root):
        raise UnreadableError(
            "source-outside",
            Message("the file `{relative}` is a link that leads outside the project", relative=relative),
            Message("put the file itself inside the project"),
        )
    try:
        descriptor = _open_regular(root, real.relative_to(root).parts)
    except OSError as error:
        raise _cannot_read(relative, error) from None
    if descriptor is None:
        raise UnreadableError(
            "source-missing",
            Message("`{relative}` is not a regular file", relative=relative),
            Message("name a text file, not a folder or device"),
        )
    try:
        return _read_all(descriptor, relative, limit)
    except OSError as error:
        raise _cannot_read(relative, error) from None
    finally:
        os.close(descriptor)


def _check_letters(root: Path, directory: Path, relative: str) -> None:
    """Refuse what can be seen to lead outside, before the file system is asked anything at all."""
    windows = PureWindowsPath(relative)
    absolute = PurePosixPath(relative).is_absolute() or bool(windows.drive or windows.root)
    lexical = Path(os.path.normpath(directory / relative))
    if absolute or not lexical.is_relative_to(root):
        reason = (
            Message("the path `{relative}` is absolute", relative=relative)
            if absolute
            else Message("the path `{relative}` leaves the project", relative=relative)
        )
        remedy = Message("copy the file into the project and write its path relative to the claims file")
        raise UnreadableError("source-outside", reason, remedy)


def _cannot_read(relative: str, error: Exception) -> UnreadableError:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOENT, errno.ENOTDIR):
        return UnreadableError(
            "source-missing",
            Message("there is no file `{relative}`", relative=relative),
            Message("correct the path or add the file"),
        )
    if number in (errno.EACCES, errno.EPERM):
        return UnreadableError(
            "source-missing",
            Message("the file `{relative}` may not be read", relative=relative),
            Message("change its permissions"),
        )
    if number == errno.ELOOP or isinstance(error, RuntimeError):
        reason = Message(
            "the file `{relative}` is a link that leads nowhere, or was changed while it was opened", relative=relative
        )
        return UnreadableError("source-missing", reason, Message("put the file itself there"))
    if number is None or number == errno.ENAMETOOLONG:
        return UnreadableError(
            "source-missing", Message("`{relative}` is no file name", relative=relative), Message("correct the path")
        )
    return UnreadableError(
        "source-missing",
        Message("the file `{relative}` cannot be read ({why})", relative=relative, why=os.strerror(number)),
        Message("check the disk and the file"),
    )


def _open_regular(root: Path, parts: Sequence[str]) -> int | None:
    """Open the file below `root` one folder at a time, following no link; None when it is no regular file."""
    if not parts:
        return None
    if os.open not in os.supports_dir_fd or not hasattr(os, "O_NOFOLLOW"):
        return _open_by_name(root.joinpath(*parts))
    folder_flags = os.O_DIRECTORY | os.O_CLOEXEC | getattr(os, "O_PATH", os.O_RDONLY)
    folder = os.open(root, folder_flags)
    try:
        for part in parts[:-1]:
            below = os.open(part, folder_flags | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = below
        # Asked before it is opened: to open a device can already have an effect, and to open a FIFO waits.
        if not stat.S_ISREG(os.stat(parts[-1], dir_fd=folder, follow_symlinks=False).st_mode):
            return None
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        return _only_regular(os.open(parts[-1], flags, dir_fd=folder))
    finally:
        os.close(folder)


def _open_by_name(path: Path) -> int | None:
    """The same where the platform opens files by name only (Windows)."""
    before = os.lstat(path)
    if not stat.S_ISREG(before.st_mode):
        return None
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0))
    if not os.path.samestat(before, os.fstat(descriptor)):
        os.close(descriptor)
        return None
    return _only_regular(descriptor)


def _only_regular(descriptor: int) -> int | None:
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    return None


def _read_all(descriptor: int, relative: str, limit: int) -> bytes:
    before = os.fstat(descriptor)
    if before.st_size > limit:
        reason = Message(
            "the file `{relative}` has {size} bytes, more than the limit of {limit}",
            relative=relative,
            size=before.st_size,
            limit=limit,
        )
        raise TooLargeError(
            "source-missing", reason, Message("split it, or raise maximum-source-size in the configuration")
        )
    chunks = []
    # One byte more than there should be shows a file that grows; a file of /proc has size 0 and grows so, too.
    missing = before.st_size + 1
    while missing > 0 and (chunk := os.read(descriptor, min(missing, _CHUNK))):
        chunks.append(chunk)
        missing -= len(chunk)
    after = os.fstat(descriptor)
    if missing != 1 or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        reason = Message("the file `{relative}` changed while it was read", relative=relative)
        raise UnreadableError("source-missing", reason, Message("run again when nothing writes to it"))
    return b"".join(chunks)
