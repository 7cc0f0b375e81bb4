"""Edits of a claims file in place: splices at exact places, checked by reading the file again, written at once.

A person's file is theirs: comments, order, quotation marks, line ends and every byte outside the edited values stay.
Nothing is written unless the new text, read again, differs from the old one in the edited values and nothing else.
"""

from __future__ import annotations

import copy
import os
import re
import secrets
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forumcite.claims import MAXIMUM_FILE_SIZE
from forumcite.messages import Message
from forumcite.sources import UnreadableError, read_inside, sha256_of
from forumcite.tree import Branch, Mark, Tree, find_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forumcite.tree import Path as TreePath

    Value = str | int | Mapping[str, "Value"] | Sequence["Value"]

# Where a key that is not there yet is put: behind the last of these that stands before it and is there.
_ORDER = ("source", "quote", "start", "end", "prefix", "suffix", "relation", "accept")
_SOURCE_ORDER = ("path", "sha256", "cite", "note", "meta")
_CLAIM_ORDER = ("statement", "speaker", "evidence", "about", "status", "rating", "tags", "note", "meta")
_ORDERS = {"evidence": _ORDER, "sources": _SOURCE_ORDER, "claims": _CLAIM_ORDER}
_BOM = b"\xef\xbb\xbf"
_TEMPORARY = ".forumcite-tmp"
_PATIENCE = 10.0  # seconds that a writer waits for another one, which needs milliseconds


class EditError(Exception):
    """The edit was not made; the file is as it was."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Write `value` at `path` of a file, such as `("claims", "a", "evidence", 0, "start")`; the key need not exist.

    Texts are written in double quotation marks, whatever they were in.
    """

    path: TreePath
    value: Value


def assign(text: str, assignments: Sequence[Assignment]) -> str:
    """The text of a claims file with every assignment made; everything else stays as it is, to the character.

    Args:
        text: The file, decoded, without a BOM.
        assignments: What to write where; no two at the same path.

    Raises:
        EditError: a place is not there or cannot take the value, or the result would differ in anything else.
    """
    values, branch, complaints = _read(text)
    splices = sorted(
        ((*_splice(text, branch, made), number) for number, made in enumerate(assignments)),
        key=lambda made: (made[0], made[3]),
    )
    pieces = []
    position = 0
    for start, end, replacement, _number in splices:
        if start < position:
            raise EditError(Message("two edits touch the same place: make them one after the other"))
        pieces += [text[position:start], replacement]
        position = end
    edited = "".join([*pieces, text[position:]])
    _check(edited, _with(values, assignments), complaints)
    return edited


def _read(text: str) -> tuple[Any, Branch, int]:
    tree = Tree(text)
    values, mark = tree.read()
    if tree.broken or not isinstance(mark, Branch) or mark.keys is None:
        raise EditError(Message("the file is not valid: correct its errors first"))
    return values, mark, len(tree.complaints)


def _with(values: Any, assignments: Sequence[Assignment]) -> Any:
    """The values as the file should give them afterwards."""
    expected = copy.deepcopy(values)
    for made in assignments:
        inner = expected
        for step in made.path[:-1]:
            inner = inner[step]
        inner[made.path[-1]] = _as_read(made.value)
    return expected


def _as_read(value: Any) -> Any:
    if isinstance(value, str | int):
        return str(value)
    if hasattr(value, "items"):
        return {key: _as_read(item) for key, item in value.items()}
    return [_as_read(item) for item in value]


def _check(edited: str, expected: Any, complaints: int) -> None:
    values, _branch, complaints_now = _read(edited)
    if values != expected or complaints_now > complaints:
        raise EditError(Message("the edit would change more than it should: edit the file by hand"))


def _splice(text: str, branch: Branch, made: Assignment) -> tuple[int, int, str]:
    mark = find_mark(branch, made.path)
    written = _written(made.value)
    if mark is None:
        return _insertion(text, branch, made, written)
    start, end = (mark >> 32, mark & 0xFFFFFFFF) if isinstance(mark, int) else (mark.start, mark.end)
    if isinstance(mark, Branch) and text[start] not in "{[":
        raise EditError(Message("{path} is written over several lines: edit it by hand", path=_named(made.path)))
    if text[start : start + 1] in ("|", ">"):
        # A block ends behind its line breaks; they belong to the file, not to the value.
        end -= len(text[start:end]) - len(text[start:end].rstrip())
    if start == end:
        written = f" {written}"
    return start, end, written


def _named(path: TreePath) -> str:
    return f"`{' > '.join(map(str, path))}`"


def _insertion(text: str, branch: Branch, made: Assignment, written: str) -> tuple[int, int, str]:
    """A new key of a mapping, behind the last key that the format puts before it."""
    parent = find_mark(branch, made.path[:-1])
    key = made.path[-1]
    if not isinstance(parent, Branch) or parent.keys is None or not isinstance(key, str) or not parent.keys:
        raise EditError(Message("there is no mapping for {path}", path=_named(made.path)))
    before = _key_before(parent, made.path)
    end = _end_of(parent.items[before])
    entry = f"{_written_key(key)}: {written}"
    if text[parent.start] == "{":
        return end, end, f", {entry}"
    indent = " " * (parent.start - _line_start(text, parent.start))
    if text[end - 1 : end] == "\n":  # behind a block scalar
        end = end - 1 - (text[end - 2 : end - 1] == "\r")
    line_end = re.compile(r"\r\n?|\n|\Z").search(text, end)
    position = line_end.start() if line_end else len(text)
    newline = re.search(r"\r\n?|\n", text)
    return position, position, f"{newline[0] if newline else chr(10)}{indent}{entry}"


def _key_before(parent: Branch, path: TreePath) -> str:
    # A key of a source or claim stands third in its path; one of a piece of evidence fifth, under `evidence`.
    kind = path[0] if len(path) == 3 else path[2] if len(path) == 5 else ""
    order = _ORDERS.get(str(kind), ())
    keys = list(parent.keys or {})
    there = [key for key in order[: order.index(path[-1])] if key in keys] if path[-1] in order else []
    # Behind a mapping or list, the end of which is hard to tell from a comment below it, nothing is put.
    scalars = [key for key in there or keys if isinstance(parent.items[key], int) or _in_one_line(parent.items[key])]
    if not scalars:
        raise EditError(
            Message("there is no place for {path} beside values over several lines: add it by hand", path=_named(path))
        )
    return scalars[-1]


def _in_one_line(mark: Mark) -> bool:
    # A flow mapping or list ends behind its bracket, a block one where the next thing begins.
    return isinstance(mark, Branch) and mark.keys is None and not mark.items and mark.end == mark.start + 2


def _end_of(mark: Mark) -> int:
    return mark & 0xFFFFFFFF if isinstance(mark, int) else mark.end


def _line_start(text: str, index: int) -> int:
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


# What is escaped in double quotation marks: controls, line breaks of every kind, and what is not seen.
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _written(value: Any) -> str:
    """A value as YAML in one line."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if hasattr(value, "items"):
        return "{" + ", ".join(f"{_written_key(key)}: {_written(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_written, value)) + "]"


def _written_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", key) else quoted(key)


def quoted(text: str) -> str:
    """A text as YAML in double quotation marks; a digest or an identifier stays plain."""
    if re.fullmatch("[0-9a-f]{64}", text):
        return text

    def escape(found: re.Match[str]) -> str:
        sign = found[0]
        return _SHORT.get(sign) or f"\\u{ord(sign):04x}"

    return f'"{_ESCAPED.sub(escape, text)}"'


# -- whole entries ------------------------------------------------------------------------------------------------

# Words that YAML readers other than ours take for a boolean or nothing.
_RESERVED = frozenset("true false yes no on off y n null".split())


def append(text: str, section: str, name: str, value: Mapping[str, Value]) -> str:
    """The text of a claims file with one more claim or source behind the others of its section.

    The section is made where there is none. Everything else stays as it is, to the character.

    Args:
        text: The file, decoded, without a BOM; may be empty.
        section: `claims` or `sources`.
        name: The id.
        value: What stands under it.

    Raises:
        EditError: the id is taken, the file is broken, or the result would differ in anything else.
    """
    tree = Tree(text)
    values, mark = tree.read()
    values = {} if values is None else values
    if tree.broken or not isinstance(values, dict):
        raise EditError(Message("the file is not valid: correct its errors first"))
    there = values.get(section)
    if isinstance(there, dict) and name in there:
        raise EditError(Message("{path} is there already: choose another id", path=_named((section, name))))
    if there and not isinstance(there, dict):
        raise EditError(Message("{path} is no mapping: correct it first", path=_named((section,))))
    found = find_mark(mark, (section,)) if isinstance(mark, Branch) else None
    if isinstance(mark, Branch) and text[mark.start : mark.start + 1] == "{" and not isinstance(found, Branch):
        raise EditError(Message("the file is one mapping in braces: write it over several lines first"))
    edited = _with_entry(text, section, found, name, value)
    _check(edited, {**values, section: {**(there or {}), name: _as_read(value)}}, len(tree.complaints))
    return edited


def _with_entry(text: str, section: str, found: Mark | None, name: str, value: Mapping[str, Value]) -> str:
    newline = _newline_of(text)
    if found is None:
        joint = "" if not text or text.endswith(("\n", "\r")) else newline
        blank = newline if text.strip() else ""
        return text + joint + blank + newline.join([f"{section}:", *_block({name: value}, 2)]) + newline
    if isinstance(found, Branch) and found.keys:
        last = found.items[next(reversed(found.keys))]
        if text[found.start] == "{":
            end = _end_of_content(text, last)
            return f"{text[:end]}, {_written_key(name)}: {_written(value)}{text[end:]}"
        indent = found.start - _line_start(text, found.start)
        position = _below(text, _end_of_content(text, last), indent)
        blank = newline if _is_airy(text, found) else ""
        return _with_lines(text, position, blank, newline, _block({name: value}, indent))
    # An empty section: `claims:` or `claims: {}`, a comment behind it or not.
    start, end = (found >> 32, found & 0xFFFFFFFF) if isinstance(found, int) else (found.start, found.end)
    if text[start:end] == "{}":
        text = text[:start].rstrip(" ") + text[end:]
        end = len(text[:start].rstrip(" "))
    return _with_lines(text, _line_end(text, end), "", newline, _block({name: value}, 2))


def _with_lines(text: str, position: int, blank: str, newline: str, lines: Sequence[str]) -> str:
    """Lines put behind the line that ends at `position`, which keeps its own end."""
    return text[:position] + newline + blank + newline.join(lines) + text[position:]


def _newline_of(text: str) -> str:
    found = re.search(r"\r\n?|\n", text)
    return found[0] if found else "\n"


def _line_end(text: str, index: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, index)
    return found.start() if found else len(text)


def _end_of_content(text: str, mark: Mark) -> int:
    """Where the last value inside a mark ends; what ends a block scalar or a block mapping is not of the value."""
    while isinstance(mark, Branch) and text[mark.start] not in "{[" and mark.items:
        mark = mark.items[next(reversed(mark.keys))] if mark.keys is not None else mark.items[-1]
    end = _end_of(mark)
    start = mark.start if isinstance(mark, Branch) else mark >> 32
    return start + len(text[start:end].rstrip())


def _below(text: str, end: int, indent: int) -> int:
    """The end of the line of `end`, or of the last comment below it that is indented as the entries are."""
    position = _line_end(text, end)
    comments = re.compile(rf"(?:(?:\r\n?|\n)[ \t]*)*(?:\r\n?|\n) {{{max(indent, 1)},}}#[^\r\n]*")
    while found := comments.match(text, position):
        position = found.end()
    return position


def _is_airy(text: str, section: Branch) -> bool:
    """Whether blank lines stand between the entries."""
    starts = list((section.keys or {}).values())
    return len(starts) > 1 and bool(re.search(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)", text[starts[-2] : starts[-1]]))


def _block(value: Mapping[str, Any], indent: int) -> list[str]:
    """A mapping as lines of block YAML, two spaces deeper at each level; lists of texts stay on one line."""
    lines: list[str] = []
    margin = " " * indent
    for key, item in value.items():
        written = f"{margin}{_block_key(key)}:"
        if hasattr(item, "items"):
            lines += [written, *_block(item, indent + 2)]
        elif not isinstance(item, str | int) and item and all(hasattr(each, "items") for each in item):
            lines.append(written)
            for each in item:
                first, *others = _block(each, indent + 4)
                lines += [f"{margin}  - {first.lstrip()}", *others]
        else:
            lines.append(f"{written} {_plain_or_written(item)}")
    return lines


def _block_key(key: str) -> str:
    plain = re.fullmatch(r"[^\W\d_][\w.-]*", key) and key.lower() not in _RESERVED
    return key if plain and key.isprintable() else quoted(key)


def _plain_or_written(item: Any) -> str:
    if isinstance(item, str) and re.fullmatch(r"[A-Za-z][\w./-]*", item) and item.lower() not in _RESERVED:
        return item
    return _written(item)


def rename_key(text: str, path: TreePath, new: str) -> str:
    """The text of a claims file with the key at `path` renamed, in its place; everything else stays as it is.

    Raises:
        EditError: there is no such key, the new one is taken, or the result would differ in anything else.
    """
    values, branch, complaints = _read(text)
    parent = find_mark(branch, path[:-1])
    old = path[-1]
    if not isinstance(parent, Branch) or not isinstance(old, str) or old not in (parent.keys or {}):
        raise EditError(Message("there is no {path}", path=_named(path)))
    if new in (parent.keys or {}):
        raise EditError(Message("{path} is there already: choose another id", path=_named((*path[:-1], new))))
    start = (parent.keys or {})[old]
    key = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|' + re.escape(old), re.DOTALL).match(text, start)
    if key is None:
        raise EditError(Message("{path} is written in an unusual way: edit it by hand", path=_named(path)))
    edited = f"{text[:start]}{_block_key(new)}{text[key.end() :]}"
    expected = copy.deepcopy(values)
    inner = expected
    for step in path[:-1]:
        inner = inner[step]
    inner[new] = inner.pop(old)
    _check(edited, expected, complaints)
    return edited


def remove(text: str, path: TreePath) -> str:
    """The text of a claims file without the key at `path` and its value; everything else stays as it is.

    What stands on the lines of the key and of its value goes with it, comments too; comments above it stay. Where it
    was the only key, `{}` is left.

    Raises:
        EditError: there is no such key, or the result would differ in anything else.
    """
    values, branch, complaints = _read(text)
    parent = find_mark(branch, path[:-1])
    key = path[-1]
    if not isinstance(parent, Branch) or not isinstance(key, str) or key not in (parent.keys or {}):
        raise EditError(Message("there is no {path}", path=_named(path)))
    cut = _flow_cut if text[parent.start] == "{" else _block_cut
    start, end, left = cut(text, parent, key)
    edited = text[:start] + left + text[end:]
    expected = copy.deepcopy(values)
    inner = expected
    for step in path[:-1]:
        inner = inner[step]
    del inner[key]
    _check(edited, expected, complaints)
    return edited


def _key_after(parent: Branch, key: str) -> int | None:
    """Where the key behind this one begins."""
    starts = list((parent.keys or {}).values())
    following = starts.index((parent.keys or {})[key]) + 1
    return starts[following] if following < len(starts) else None


def _flow_cut(text: str, parent: Branch, key: str) -> tuple[int, int, str]:
    """What goes with a key of a mapping in braces: its comma, and a comment on its line."""
    start = (parent.keys or {})[key]
    end = _end_of(parent.items[key])
    following = _key_after(parent, key)
    if following is not None:
        line = re.compile(r"[^\r\n]*?(?:\r\n?|\n)\s*").match(text, end)
        return start, min(line.end(), following) if line else following, ""
    before = [_end_of(mark) for mark in parent.items.values()][:-1]
    joint = before[-1] if before else start
    # A comment between two keys is about the first: then its comma stays as well, which YAML allows.
    return (start if "#" in text[joint:start] else joint), end, ""


def _block_cut(text: str, parent: Branch, key: str) -> tuple[int, int, str]:
    """The lines of a key of a mapping in lines; behind a dash, the next key takes its place."""
    start = (parent.keys or {})[key]
    end = _line_end(text, max(start, _end_of_content(text, parent.items[key])))
    if isinstance(parent.items[key], Branch):
        end = _below(text, end, start - _line_start(text, start) + 1)
    if len(parent.keys or {}) == 1:
        return start, _end_of_content(text, parent), "{}"
    margin = text[_line_start(text, start) : start]
    if margin.strip(" "):  # a dash
        content = re.compile(r"\s*").match(text, end)
        return start, content.end() if content else end, ""
    if end < len(text):
        newline = re.compile(r"\r\n?|\n").match(text, end)
        return start - len(margin), newline.end() if newline else end, ""
    # The last line of a file without a final line end: that of the line above goes.
    above = re.search(r"(?:\r\n?|\n)\Z", text[: start - len(margin)])
    return (above.start() if above else start - len(margin)), end, ""


# -- to disk ------------------------------------------------------------------------------------------------------


def create_file(root: Path, path: Path, content: bytes) -> None:
    """Write a new file inside the root, its folders too, all of it or nothing; one that is there is never replaced.

    Raises:
        EditError: the place lies outside the root, is taken, or cannot be written.
    """
    real = Path(os.path.realpath(path.parent))
    if not real.is_relative_to(os.path.realpath(root)):
        raise EditError(Message("{path} lies outside the project: choose a place inside {root}", path=path, root=root))
    temporary = real / f".{path.name}.{secrets.token_hex(4)}{_TEMPORARY}"
    try:
        real.mkdir(parents=True, exist_ok=True)
        with _locked(real):
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if os.path.lexists(real / path.name):
                raise EditError(Message("{name} is there already: choose another name", name=path.name))
            temporary.replace(real / path.name)
            _sync_folder(real)
    except OSError as error:
        raise EditError(
            Message("{name} cannot be written ({why})", name=path.name, why=os.strerror(error.errno or 0))
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def edit_text(root: Path, path: Path, change: Callable[[str], str], expected_sha256: str | None = None) -> None:
    """Replace the text of a claims file by what `change` makes of it; a BOM stays.

    Args:
        root: The project root; no file outside is touched.
        path: The claims file.
        change: Makes the new text out of the old one, such as `assign` or `append` do.
        expected_sha256: The digest of the file as it was when the change was made up; None to take it as it is.

    Raises:
        EditError: the file has changed meanwhile, is locked, cannot be written, or the edit cannot be made.
    """

    def changed(content: bytes) -> bytes:
        if expected_sha256 is not None and sha256_of(content) != expected_sha256:
            raise EditError(Message("{name} has changed meanwhile: run again", name=path.name))
        bom = content.startswith(_BOM)
        try:
            text = content.removeprefix(_BOM).decode("utf-8")
        except UnicodeDecodeError:
            raise EditError(Message("{name} is not UTF-8", name=path.name)) from None
        return (_BOM if bom else b"") + change(text).encode("utf-8")

    rewrite(root, path, changed)


def edit_file(root: Path, path: Path, assignments: Sequence[Assignment], expected_sha256: str | None = None) -> None:
    """Make assignments in a claims file, or leave it as it is.

    Args:
        root: The project root; no file outside is touched.
        path: The claims file.
        assignments: What to write where.
        expected_sha256: The digest of the file as it was when the assignments were made up; None to take it as it is.

    Raises:
        EditError: the file has changed meanwhile, is locked, cannot be written, or the edit cannot be made.
    """
    edit_text(root, path, lambda text: assign(text, assignments), expected_sha256)


def rewrite(root: Path, path: Path, change: Callable[[bytes], bytes]) -> None:
    """Replace the content of a file by what `change` makes of it, at once and under a lock.

    Whatever happens, power failure and full disk included, the file holds either all of the old or all of the new.

    Raises:
        EditError: as `edit_file`; errors of `change` pass through, with the file as it was.
    """
    folder = Path(os.path.realpath(path.parent))
    with _locked(folder):
        _sweep(folder)
        try:
            content = read_inside(root, folder, path.name, MAXIMUM_FILE_SIZE)
        except UnreadableError as error:
            raise EditError(str(error)) from None
        changed = change(content)
        if changed != content:
            _replace(folder / path.name, content, changed)


def _replace(path: Path, content: bytes, changed: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(changed)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777)
        # An editor knows nothing of our lock: look once more, just before.
        if path.is_symlink() or path.read_bytes() != content:
            raise EditError(Message("{name} has changed meanwhile: run again", name=path.name))
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise EditError(
            Message(
                "{name} cannot be written ({why}): it is as it was", name=path.name, why=os.strerror(error.errno or 0)
            )
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Let the new name outlast a power failure, where the disk can be told so; the file is whole either way."""
    if sys.platform != "win32":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _sweep(folder: Path) -> None:
    """Delete what killed writers left; whoever holds the lock is the only living one."""
    for stale in folder.glob(f".*{_TEMPORARY}"):
        with suppress(OSError):
            stale.unlink()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _open_lock(folder: Path) -> int:
        return os.open(folder / ".forumcite-lock", os.O_RDWR | os.O_CREAT)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _open_lock(folder: Path) -> int:
        # The folder itself is what is locked: no lock file can be left behind.
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Be the only writer in a folder; the lock goes with the process, however that ends."""
    try:
        descriptor = _open_lock(folder)
    except OSError as error:
        raise EditError(
            Message("{name} cannot be locked ({why})", name=folder.name, why=os.strerror(error.errno or 0))
        ) from None
    try:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                _try_lock(descriptor)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise EditError(
                        Message("another program writes in {name}: run again when it is done", name=folder.name)
                    ) from None
                time.sleep(0.01)
        yield
    finally:
        os.close(descriptor)
