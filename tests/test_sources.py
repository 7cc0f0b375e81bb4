"""Reading a source: only from inside the root, once, byte for byte; every way out is refused before it is opened."""

from __future__ import annotations

import errno
import os
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forumcite import sources
from forumcite.findings import Level, Location
from forumcite.model import Source
from forumcite.sources import FrozenText, NoText, UnreadableError, decode_source, read_inside, read_source

TEXT = "算力（suàn lì）\r\n𠀀\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="FIFOs, devices and free links are POSIX")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in `root/` with a secret beside it."""
    root = tmp_path / "root"
    (root / "claims" / "sources").mkdir(parents=True)
    (root / "claims" / "sources" / "a.txt").write_bytes(TEXT.encode())
    (root / "top.txt").write_bytes(b"top")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "root-evil").mkdir()
    (tmp_path / "root-evil" / "secret.txt").write_bytes(b"secret")
    return root


def read(root: Path, path: str, digest: str | None = None, limit: int = 1000) -> FrozenText | NoText:
    source = Source(path=path, sha256=digest)
    places = {"path": Location("claims/a.yaml", 3, 11), "sha256": Location("claims/a.yaml", 4, 13)}
    return read_source(root, root / "claims", source, limit, name="a", locate=places.__getitem__)


def test_the_text_is_that_of_the_bytes(project: Path) -> None:
    digest = sha256(TEXT.encode()).hexdigest()
    found = read(project, "sources/a.txt", digest.upper())
    assert found == FrozenText(TEXT, digest, len(TEXT.encode()))
    assert isinstance(read(project, "../top.txt"), FrozenText)


def test_a_missing_digest_is_a_warning_with_a_safe_fix(project: Path) -> None:
    found = read(project, "sources/a.txt")
    assert isinstance(found, FrozenText)
    (made,) = found.findings
    assert (made.rule, made.level, made.location.line, made.source) == ("digest-missing", Level.WARNING, 3, "a")
    assert made.fix is not None
    assert made.fix.safe
    assert made.fix.values == {"sha256": found.sha256}


def test_a_changed_source_is_an_error_and_is_still_read(project: Path) -> None:
    found = read(project, "sources/a.txt", "0" * 64)
    assert isinstance(found, FrozenText)
    (made,) = found.findings
    assert (made.rule, made.level, made.location.line) == ("source-changed", Level.ERROR, 4)
    assert found.text == TEXT
    assert made.fix is None  # to record it is to say that somebody looked
    assert f"`forumcite source set a sha256={found.sha256}`" in made.message


OUTSIDE = [
    "../../secret.txt",
    "../../root-evil/secret.txt",
    "/etc/passwd",
    "//etc/passwd",
    "/proc/self/environ",
    "C:/Windows/win.ini",
    "C:secret.txt",
    "//server/share/x.txt",
    "sources/../../../secret.txt",
    "nowhere/../../../secret.txt",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_leads_outside_is_refused_by_its_letters(
    project: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", lambda *_a, **_k: pytest.fail("something was opened"))
    found = read(project, path)
    assert isinstance(found, NoText)
    assert [(made.rule, made.level) for made in found.findings] == [("source-outside", Level.ERROR)]


@posix
@pytest.mark.parametrize("kind", ["file", "folder", "proc", "chain", "case"])
def test_a_link_that_leads_outside_is_refused_unopened(
    project: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "claims"
    if kind == "file":
        (folder / "x.txt").symlink_to(project.parent / "secret.txt")
    elif kind == "folder":
        (folder / "sub").symlink_to(project.parent)
    elif kind == "proc":
        (folder / "x.txt").symlink_to("/proc/self/environ")
    elif kind == "chain":
        (folder / "y.txt").symlink_to(project.parent / "secret.txt")
        (folder / "x.txt").symlink_to(folder / "y.txt")
    else:
        (folder / "x.txt").symlink_to(project.parent / "ROOT" / ".." / "root-evil" / "secret.txt")
        (project.parent / "ROOT").mkdir()
    monkeypatch.setattr(os, "open", lambda *_a, **_k: pytest.fail("something was opened"))
    found = read(project, "sub/secret.txt" if kind == "folder" else "x.txt")
    assert isinstance(found, NoText)
    assert [made.rule for made in found.findings] == ["source-outside"]


@posix
def test_a_link_that_stays_inside_is_followed(project: Path) -> None:
    (project / "claims" / "x.txt").symlink_to(project / "top.txt")
    found = read(project, "x.txt")
    assert isinstance(found, FrozenText)
    assert found.text == "top"


@posix
def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.parent / "a.txt").write_bytes(b"secret")
    folder = project / "claims" / "sources"
    opening = sources._open_regular  # noqa: SLF001 - the moment between looking and opening is inside it

    def swapped(root: Path, parts: tuple[str, ...]) -> int | None:
        folder.rename(project / "claims" / "away")
        folder.symlink_to(project.parent)
        return opening(root, parts)

    monkeypatch.setattr(sources, "_open_regular", swapped)
    found = read(project, "sources/a.txt")
    assert isinstance(found, NoText)


@posix
@pytest.mark.parametrize("kind", ["fifo", "folder", "device", "socket", "loop", "dangling"])
def test_what_is_no_regular_file_is_missing(project: Path, kind: str) -> None:
    path = project / "claims" / "x.txt"
    root = project
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        root = Path("/dev")
    elif kind == "socket":
        import socket

        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.path.relpath(path))
    elif kind == "loop":
        path.symlink_to(path)
    else:
        path.symlink_to(project / "nothing.txt")
    folder, name = (root, "null") if kind == "device" else (path.parent, path.name)
    with pytest.raises(UnreadableError) as caught:
        read_inside(root, folder, name, 1000)
    assert caught.value.rule == "source-missing"


@posix
def test_a_file_of_proc_is_refused_even_where_it_is_inside() -> None:
    with pytest.raises(UnreadableError, match="changed while it was read"):
        read_inside(Path("/proc"), Path("/proc"), "self/environ", 1_000_000)


@pytest.mark.parametrize("path", ["", ".", "nothing.txt", "sources/a.txt/b", "a\0b", "x" * 300, "sources/"])
def test_what_is_not_there_is_missing(project: Path, path: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_inside(project, project / "claims", path, 1000)
    assert caught.value.rule == "source-missing"


def test_a_large_file_is_not_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "read", lambda *_a: pytest.fail("it was read"))
    found = read(project, "sources/a.txt", limit=10)
    assert isinstance(found, NoText)
    assert "more than the limit of 10" in found.reason
    assert "maximum-source-size" in found.findings[0].message


def test_a_file_that_changes_while_it_is_read_is_not_taken(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / "claims" / "sources" / "a.txt"
    original = os.read

    def growing(descriptor: int, size: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"!")
        return original(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    found = read(project, "sources/a.txt")
    assert isinstance(found, NoText)
    assert "changed while it was read" in found.reason


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_file_that_the_system_does_not_give_is_missing(
    project: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_arguments: object, **_named: object) -> int:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "open", refusing)
    found = read(project, "sources/a.txt")
    assert isinstance(found, NoText)
    assert [made.rule for made in found.findings] == ["source-missing"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a\nb\xff", "byte 3, line 2"),
        (b"\xef\xbb\xbf\xff", "byte 3, line 1"),
        ("算".encode("utf-16"), "UTF-16"),
        ("算".encode("gb18030"), "not UTF-8"),
        (b"\xed\xa0\x80", "not UTF-8"),
    ],
)
def test_only_utf8_is_decoded(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        decode_source(content)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_decoding_keeps_every_character_but_one_leading_bom(text: str) -> None:
    assert decode_source(b"\xef\xbb\xbf" + text.encode()) == text
    assert decode_source(text.encode()) == text.removeprefix("\ufeff")


def test_where_files_are_opened_by_name_the_same_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "supports_dir_fd", set())
    assert isinstance(read(project, "sources/a.txt"), FrozenText)
    assert isinstance(read(project, "sources"), NoText)
