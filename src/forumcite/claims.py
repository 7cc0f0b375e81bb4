"""The only owner of claims files on disk: found, read with line and column, checked, and joined into one project.

A file is read through the events of libyaml: they give every value as text, at its place, and leave it to us to refuse
what YAML can do and a claims file may not (anchors, tags, types guessed from the look of a word). A problem never
raises: it becomes a finding at the key or value that it is about, and everything else in the file is still read.
"""

from __future__ import annotations

import gc
import os
import re
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from forumcite.configuration import Configuration, ConfigurationError
from forumcite.findings import Finding, Level, Location
from forumcite.messages import Message, Series, term, with_remedy
from forumcite.sources import TooLargeError, UnreadableError, read_inside, sha256_of
from forumcite.tree import (
    MAXIMUM_COMPLAINTS,
    Branch,
    Complaint,
    Mark,
    Tree,
    find_mark,
    key_index,
    shorten,
    start_of,
    value_index,
)
from forumcite.tree import Path as TreePath

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic import BaseModel

    from forumcite.model import Claim, Source


SUFFIXES = (".yaml", ".yml")
MAXIMUM_FILE_SIZE = 16_000_000
"""The size in bytes above which a claims file is not read; some 30,000 claims fit in."""


# -- what the loader gives ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClaimsDocument:
    """One claims file as read: its text without a BOM, whether it had one, and the digest of its bytes."""

    file: str
    path: Path
    text: str
    bom: bool
    sha256: str

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", self.text))]

    def location(self, index: int) -> Location:
        """The line and column, from 1, of the code point at `index`."""
        line = bisect_right(self._lines, index)
        return Location(self.file, line, index - self._lines[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the keys and values of one claim or source stand; a path is like `("evidence", 0, "quote")`."""

    document: ClaimsDocument
    key_index: int
    branch: Branch

    def key(self, *path: str | int) -> Location:
        """The place of a key; of an item of a list, the place of the item; of the whole, that of its id."""
        return self.document.location(key_index(self.branch, path, self.key_index))

    def value(self, *path: str | int) -> Location:
        """The place of a value; where there is none, the nearest place above."""
        return self.document.location(value_index(self.branch, path, self.key_index))

    def span(self, *path: str | int) -> tuple[int, int] | None:
        """The code points of the file, half-open, that write a value, quotation marks and all; None without one."""
        mark = find_mark(self.branch, path)
        if mark is None:
            return None
        return (mark >> 32, mark & 0xFFFFFFFF) if isinstance(mark, int) else (mark.start, mark.end)

    def style(self, *path: str | int) -> str:
        """How a scalar is written: one of `"`, `'`, `|`, `>`, or the empty text for a plain one."""
        span = self.span(*path)
        sign = self.document.text[span[0] : span[0] + 1] if span and span[0] < span[1] else ""
        return sign if sign in ('"', "'", "|", ">") else ""


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """One claim of the project; `selected` says that its results are to be reported."""

    id: str
    claim: Claim
    places: Places
    selected: bool

    @property
    def location(self) -> Location:
        """The place of the id."""
        return self.places.key()

    def quote_location(self, evidence: int) -> Location:
        """The place of the quote of one piece of evidence, which is the place of its result."""
        return self.places.value("evidence", evidence, "quote")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source of the project; its path is relative to `directory`."""

    id: str
    source: Source
    places: Places
    directory: Path
    selected: bool

    @property
    def location(self) -> Location:
        """The place of the id."""
        return self.places.key()


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that the claims files of a project say, and what is wrong with them.

    Attributes:
        root: The project root, resolved.
        documents: The files that could be read, by path relative to the root, sorted.
        sources: The sources by id.
        claims: The claims in the order of files and of their places, without those that are broken.
        findings: What is wrong, in the selected files only, in order.
        invalid_claims: How many selected claims are broken and so have no result.
        invalid_sources: The places of the sources that are broken, by id.
        selected_files: The claims files that were asked for.
        selected_all: Whether everything was asked for (no path was given).
        configuration: How to check.
    """

    root: Path
    documents: Mapping[str, ClaimsDocument]
    sources: Mapping[str, SourceEntry]
    claims: tuple[ClaimEntry, ...]
    findings: tuple[Finding, ...]
    invalid_claims: int = 0
    invalid_sources: Mapping[str, Location] = field(default_factory=dict)
    selected_files: frozenset[str] = frozenset()
    selected_all: bool = True
    configuration: Configuration = field(default_factory=Configuration)

    @property
    def selected_claims(self) -> tuple[ClaimEntry, ...]:
        """The claims whose results are to be reported."""
        return tuple(entry for entry in self.claims if entry.selected)


# -- the project --------------------------------------------------------------------------------------------------


def load_project(root: Path, paths: Sequence[Path] = (), configuration: Configuration | None = None) -> Project:
    """Read every claims file of the project; `paths` select what is reported.

    The files are those of `configuration.paths` and of `paths`: `*.yaml` and `*.yml`, found recursively, sorted by
    path, hidden ones skipped. A path that is no claims file, such as the text of a source, selects the claims on it.

    Args:
        root: The project root.
        paths: Files or folders inside the root; none selects everything.
        configuration: The configuration; the defaults if None.

    Raises:
        ConfigurationError: a path does not exist or lies outside the root.
    """
    with _collector_paused():
        return _ProjectReading(Path(os.path.realpath(root)), configuration or Configuration()).read(paths)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hundreds of thousands of new objects, none of them garbage: looking for garbage doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # Into the oldest generation as they are: else the first thing to follow is a look at all of them.
            if hasattr(gc, "freeze") and not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


class _ProjectReading:
    """A project while it is read."""

    def __init__(self, root: Path, configuration: Configuration) -> None:
        self.root = root
        self.configuration = configuration
        self.files: dict[str, Path] = {}
        self.lenders: dict[str, Path] = {}
        self.links: list[str] = []
        self.documents: dict[str, ClaimsDocument] = {}
        self.findings: list[Finding] = []
        self.claims: dict[str, _Definition] = {}
        self.sources: dict[str, _Definition] = {}
        self.broken: list[_Definition] = []
        # The file of each claim whose id the same file has given before.
        self.repeated: list[str] = []

    def read(self, paths: Sequence[Path]) -> Project:
        given = [self._inside(path) for path in paths]
        for folder in self._configured():
            self._add(folder, self.files)
        for path in given:
            if path.suffix.lower() in SUFFIXES and self._name(path) not in self.files:
                # A file outside what the configuration names: those beside it may define its sources.
                self._add(path.parent, self.lenders, deep=False)
            self._add(path, self.files)
        for name in self.links:
            message = Message("this is a symbolic link and was not read: put the file or folder itself in its place")
            self.findings.append(Finding("claims-invalid", Level.ERROR, message, Location(name, 1, 1)))
        for name in sorted(self.files):
            self._read_file(name, self.files[name])
        for name in sorted(self.lenders.keys() - self.files.keys()):
            self._borrow_sources(name, self.lenders[name])
        return self._joined(given, selected=self._selected(given))

    def _inside(self, path: Path) -> Path:
        if not os.path.lexists(path):
            raise ConfigurationError(
                Message("there is no file or folder {path}", path=path), Message("correct the path")
            )
        real = Path(os.path.realpath(path))
        if path.is_symlink() and not path.is_dir():
            real = Path(os.path.realpath(path.parent)) / path.name
        if not real.is_relative_to(self.root):
            raise ConfigurationError(
                Message("{path} lies outside the project root {root}", path=path, root=self.root),
                Message("name the root with --root, or another path"),
            )
        return real

    def _configured(self) -> Iterator[Path]:
        for name in self.configuration.paths:
            folder = self.root / name
            if folder.exists():
                yield self._inside(folder)
            elif self.configuration.file is not None and self.configuration.paths != ("claims",):
                remedy = Message("correct `paths`, or create it")
                raise ConfigurationError(
                    Message("`paths` names `{name}`, which is not there", name=name), remedy, self.configuration.file
                )

    def _name(self, path: Path) -> str:
        # A file name may hold bytes that are not UTF-8; they are shown, never passed on.
        name = os.fsencode(path.relative_to(self.root).as_posix())
        return name.decode("utf-8", "backslashreplace")

    def _add(self, path: Path, files: dict[str, Path], *, deep: bool = True) -> None:
        if not path.is_dir() or path.is_symlink():
            if path.suffix.lower() in SUFFIXES:
                files[self._name(path)] = path
            return
        folders = [path]
        while folders:
            folder = folders.pop()
            try:
                scanned = os.scandir(folder)
            except OSError as error:
                message = Message("this folder cannot be read ({why}): change its permissions", why=error.strerror)
                place = Location(self._name(folder), 1, 1)
                self.findings.append(Finding("claims-invalid", Level.ERROR, message, place))
                continue
            with scanned as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    claims_like = entry.name.lower().endswith(SUFFIXES)
                    if entry.is_symlink():
                        # Not entry.is_dir(), which raises for a link that leads to itself.
                        if deep and (claims_like or Path(entry.path).is_dir()):
                            self.links.append(self._name(Path(entry.path)))
                    elif entry.is_dir():
                        if deep:
                            folders.append(Path(entry.path))
                    elif claims_like:
                        files[self._name(Path(entry.path))] = Path(entry.path)

    def _selected(self, given: Sequence[Path]) -> Callable[[str], bool]:
        if not given:
            return lambda _file: True
        names = {self._name(path) for path in given}
        folders = tuple(
            "" if name == "." else f"{name}/" for path in given if path.is_dir() for name in [self._name(path)]
        )
        return lambda file: file in names or file.startswith(folders)

    def _borrow_sources(self, name: str, path: Path) -> None:
        """Take the sources of a file that is not of the project, where the project lacks them; nothing else counts."""
        try:
            content = read_inside(self.root, path.parent, path.name, MAXIMUM_FILE_SIZE)
        except UnreadableError:
            return
        for definition in read_document(name, path, content)[1].definitions:
            if definition.kind == "source":
                self.sources.setdefault(definition.id, definition)

    def _read_file(self, name: str, path: Path) -> None:
        try:
            content = read_inside(self.root, path.parent, path.name, MAXIMUM_FILE_SIZE)
        except UnreadableError as error:
            remedy = Message("split it into several") if isinstance(error, TooLargeError) else error.remedy
            message = Message(
                "this claims file was not read, because {reason}: {remedy}", reason=error.reason, remedy=remedy
            )
            self.findings.append(Finding("claims-invalid", Level.ERROR, message, Location(name, 1, 1)))
            return
        document, reading = read_document(name, path, content)
        self.documents[name] = document
        self.findings += reading.findings
        self.repeated += [name] * reading.repeated.count("claim")
        for definition in reading.definitions:
            self._define(definition)

    def _define(self, definition: _Definition) -> None:
        known = self.sources if definition.kind == "source" else self.claims
        first = known.setdefault(definition.id, definition)
        if first is not definition:
            place, other = definition.location, first.location
            message = Message(
                "the {kind} id `{id}` stands at {file}:{line}:{column} already: give one of the two another id",
                kind=term("record", definition.kind),
                id=definition.id,
                file=other.file,
                line=other.line,
                column=other.column,
            )
            self.findings.append(
                Finding(
                    "claims-invalid",
                    Level.ERROR,
                    message,
                    place,
                    claim=definition.id if definition.kind == "claim" else None,
                    source=definition.id if definition.kind == "source" else None,
                    related=(other,),
                )
            )
            self.broken.append(definition)
        elif definition.record is None:
            self.broken.append(definition)

    def _joined(self, given: Sequence[Path], *, selected: Callable[[str], bool]) -> Project:
        sources = {
            name: SourceEntry(name, made.record, made.places, made.places.document.path.parent, selected(made.file))
            for name, made in self.sources.items()
            if made.record is not None
        }
        texts = {path for path in given if path.suffix.lower() not in SUFFIXES and not path.is_dir()}
        touched = {
            name
            for name, entry in sources.items()
            if texts and Path(os.path.normpath(entry.directory / entry.source.path)) in texts
        }
        claims = tuple(
            ClaimEntry(
                made.id,
                made.record,
                made.places,
                selected(made.file) or any(piece.source in touched for piece in made.record.evidence),
            )
            for made in self.claims.values()
            if made.record is not None
        )
        invalid_sources = {made.id: made.location for made in self.broken if made.kind == "source"}
        for entry in claims:
            self.findings += _unknown_sources(entry, sources, invalid_sources)
        reported = [
            finding
            for finding in self.findings
            if selected(finding.location.file) or any(selected(place.file) for place in finding.related)
        ]
        invalid = sum(made.kind == "claim" and selected(made.file) for made in self.broken)
        invalid += sum(map(selected, self.repeated))
        if not any(entry.selected for entry in claims) and not invalid and self._may_not_be_empty(given, reported):
            reported.append(self._empty(given))
        return Project(
            root=self.root,
            documents=self.documents,
            sources=sources,
            claims=claims,
            findings=tuple(
                sorted(reported, key=lambda made: (made.location.file, made.location.line, made.location.column))
            ),
            invalid_claims=invalid,
            invalid_sources=invalid_sources,
            selected_files=frozenset(name for name in self.files if selected(name)),
            selected_all=not given,
            configuration=self.configuration,
        )

    @staticmethod
    def _may_not_be_empty(given: Sequence[Path], reported: Sequence[Finding]) -> bool:
        """Single files may hold no claims (a hook hands over whatever changed); a folder or a project may not."""
        errors = any(finding.level is Level.ERROR for finding in reported)
        return not errors and (not given or any(path.is_dir() for path in given))

    def _empty(self, given: Sequence[Path]) -> Finding:
        folder = self._name(next((path for path in given if path.is_dir()), self.root / self.configuration.paths[0]))
        message = Message(
            "there is no claim in {folder}: write one, or name the folder where the claims are", folder=folder
        )
        return Finding("claims-empty", Level.ERROR, message, Location(folder, 1, 1))


def _unknown_sources(
    entry: ClaimEntry, sources: Mapping[str, SourceEntry], invalid: Mapping[str, Location]
) -> Iterator[Finding]:
    for number, piece in enumerate(entry.claim.evidence):
        if piece.source in sources or piece.source in invalid:
            continue
        near = nearest(piece.source, tuple(sources))
        advice = Message("did you mean `{near}`?", near=near) if near else Message("define it under `sources`")
        message = Message("no source has the id `{source}`: {advice}", source=piece.source, advice=advice)
        location = entry.places.value("evidence", number, "source")
        yield Finding(
            "source-unknown", Level.ERROR, message, location, claim=entry.id, evidence=number, source=piece.source
        )


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word nearest to `word`, or None when none is near; bounded work for any input."""
    from difflib import get_close_matches

    near = get_close_matches(word[:100], known[:2000], n=1)
    return near[0] if near else None


# -- one file -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Definition:
    """A claim or a source of one file; `record` is None when it is broken."""

    kind: str
    id: str
    record: Any
    places: Places

    @property
    def file(self) -> str:
        return self.places.document.file

    @property
    def location(self) -> Location:
        return self.places.key()


class DocumentReading(NamedTuple):
    """What one file says, and what is wrong in it, in the order of places."""

    definitions: list[_Definition]
    findings: list[Finding]
    repeated: tuple[str, ...]


def read_document(name: str, path: Path, content: bytes) -> tuple[ClaimsDocument, DocumentReading]:
    """Read one claims file from its bytes; any bytes will do, and whatever is wrong is a finding.

    Args:
        name: The path relative to the root, with `/`, for locations.
        path: Where the file is.
        content: Its bytes.
    """
    bom = content.startswith(b"\xef\xbb\xbf")
    body = content[3:] if bom else content
    try:
        text, bad = body.decode("utf-8"), None
    except UnicodeDecodeError as error:
        text, bad = body[: error.start].decode("utf-8"), _not_utf8(content, error)
    document = ClaimsDocument(name, path, text, bom, sha256_of(content))
    if bad:
        finding = Finding("claims-invalid", Level.ERROR, bad, document.location(len(text)))
        return document, DocumentReading([], [finding], ())
    return document, _FileReading(document).read()


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Message("this file is UTF-16, not UTF-8: save it as UTF-8")
    return Message("this file is not UTF-8 (byte 0x{byte:02X} here): save it as UTF-8", byte=error.object[error.start])


class _FileReading:
    """One file being read: values and places from the tree, records from the model, complaints from both."""

    def __init__(self, document: ClaimsDocument) -> None:
        self.document = document
        self.complaints: list[Complaint] = []
        self.definitions: list[tuple[str, str, int, Any, Branch]] = []
        self.records: dict[int, Any] = {}
        self.records_at: dict[int | None, tuple[str, str, int, Any, Branch]] = {}

    def read(self) -> DocumentReading:
        tree = Tree(self.document.text)
        value, mark = tree.read()
        self.complaints = tree.complaints
        self.seen = tree.seen
        if isinstance(mark, Branch) and mark.keys is not None:
            self._read_top(value, mark)
        elif mark is not None and not tree.broken:
            self._complain(
                start_of(mark),
                Message("a claims file is a mapping: begin it with `sources:` or `claims:`"),
            )
        return self._result()

    def _complain(self, index: int, message: str, related: int | None = None) -> None:
        # What the tree has said of a place, in more precise words, the model need not say again.
        if index not in self.seen:
            self.complaints.append(Complaint(index, message, related=related))

    def _read_top(self, values: dict[str, Any], branch: Branch) -> None:
        keys = branch.keys or {}
        for key, index in keys.items():
            if key not in ("version", "sources", "claims"):
                self._complain(index, _unknown_key(key, ("version", "sources", "claims"), meta=False))
        if "version" in values and values["version"] != "1":
            self._complain(
                value_index(branch, ("version",), 0), Message("this version of the format is unknown: write 1")
            )
        for section, kind in (("sources", "source"), ("claims", "claim")):
            if section not in values:
                continue
            mark = branch.items[section]
            if isinstance(mark, Branch) and mark.keys is not None:
                self._read_section(kind, values[section], mark)
            else:
                message = Message(
                    "`{section}` is not a mapping: write each {kind} below it as `id:`, without `- `",
                    section=section,
                    kind=term("record", kind),
                )
                self._complain(value_index(branch, (section,), 0), message)

    def _read_section(self, kind: str, values: dict[str, Any], section: Branch) -> None:
        from forumcite import model

        record_type = model.Source if kind == "source" else model.Claim
        validate = record_type.model_validate
        from pydantic import ValidationError

        for name, index in (section.keys or {}).items():
            trouble = model.id_complaint(name)
            if trouble:
                self._complain(
                    index,
                    Message(
                        "the {kind} id `{name}` {trouble}",
                        kind=term("record", kind),
                        name=shorten(name),
                        trouble=trouble,
                    ),
                )
            mark = section.items.get(name)
            if mark is None:
                continue
            branch = mark if isinstance(mark, Branch) else Branch(index, mapping=True)
            self.definitions.append((kind, name, index, section, branch))
            if len(self.complaints) > 10 * MAXIMUM_COMPLAINTS:
                self.complaints.append(Complaint(index, ""))
                continue
            try:
                self.records[index] = validate(values[name])
            except ValidationError as error:
                for detail in _without_echoes(error.errors(include_url=False)):
                    if len(self.complaints) <= MAXIMUM_COMPLAINTS:
                        self._complain(*_translated(kind, detail, mark, index))
                    else:  # counted, but never shown
                        self.complaints.append(Complaint(index, ""))

    def _result(self) -> DocumentReading:
        """Give each complaint its owner, and each claim or source without one its record."""
        self.definitions.sort(key=lambda made: made[2])
        starts = [made[2] for made in self.definitions]
        self.records_at = {made[2]: made for made in self.definitions}
        wrong: set[int] = set()
        ordered = sorted(self.complaints, key=lambda made: made.at)
        findings: list[Finding] = []
        for complaint in ordered:
            owner = bisect_right(starts, complaint.at) - 1
            # A second claim of the same id stands in the first one's stretch of the file, but is not of it.
            inside = owner >= 0 and complaint.at <= self._end(owner) and complaint.related not in self.records_at
            if inside and complaint.level is Level.ERROR:
                wrong.add(owner)
            if complaint.message and len(findings) < MAXIMUM_COMPLAINTS:
                findings.append(self._finding(complaint, owner if inside else None))
        more = len(ordered) - len(findings)
        if more:
            message = Message("this file has {more} more errors: correct the others first", more=more)
            findings.append(Finding("claims-invalid", Level.ERROR, message, findings[-1].location))
        second = [self.records_at[made.related] for made in ordered if made.related in self.records_at]
        made = [
            _Definition(
                kind,
                name,
                None if owner in wrong else self.records.get(index),
                Places(self.document, index, branch),
            )
            for owner, (kind, name, index, _section, branch) in enumerate(self.definitions)
        ]
        return DocumentReading(made, findings, tuple(kind for kind, *_rest in second))

    def _end(self, owner: int) -> int:
        """Where the claim or source ends: before the next one, or with its section."""
        _kind, _name, index, section, _branch = self.definitions[owner]
        following = self.definitions[owner + 1] if owner + 1 < len(self.definitions) else None
        return following[2] - 1 if following and following[3] is section else max(section.end - 1, index)

    def _finding(self, complaint: Complaint, owner: int | None) -> Finding:
        claim = source = evidence = None
        if complaint.related in self.records_at:
            kind, name, *_rest = self.records_at[complaint.related]
            claim, source = (name, None) if kind == "claim" else (None, name)
        if owner is not None:
            kind, name, _index, _section, branch = self.definitions[owner]
            claim, source = (name, None) if kind == "claim" else (None, name)
            evidence = _evidence_at(branch, complaint.at) if kind == "claim" else None
        related = () if complaint.related is None else (self.document.location(complaint.related),)
        return Finding(
            complaint.rule,
            complaint.level,
            complaint.message,
            self.document.location(complaint.at),
            claim=claim,
            evidence=evidence,
            source=source,
            related=related,
        )


def _evidence_at(branch: Branch, index: int) -> int | None:
    evidence = find_mark(branch, ("evidence",))
    if not isinstance(evidence, Branch) or evidence.keys is not None:
        return None
    starts = [start_of(mark) for mark in evidence.items]
    number = bisect_right(starts, index) - 1
    return number if number >= 0 and index <= evidence.end else None


# -- what the model says, in words that help ----------------------------------------------------------------------

_NOUNS = {
    "evidence": Message("this piece of evidence"),
    "accept": Message("this acceptance"),
    "edits": Message("this accepted edit"),
    "rating": Message("this rating"),
    "cite": Message("this CSL item"),
}


def _without_echoes(details: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """A list whose items are wrong is also called too short, since none of them counts; that need not be said."""
    for detail in details:
        path = detail["loc"]
        if detail["type"] == "too_short" and any(
            other["loc"][: len(path)] == path and other is not detail for other in details
        ):
            continue
        yield detail


def _translated(kind: str, detail: Mapping[str, Any], mark: Mark, index: int) -> tuple[int, str]:
    """One complaint of the model as the index that it is about and a message that names the remedy."""
    path = detail["loc"]
    branch = mark if isinstance(mark, Branch) else Branch(index, mapping=True)
    subject = _subject(path)
    error = detail["type"]
    if not path:
        return start_of(mark), Message(
            "a {kind} is a mapping, not {shape}: write its keys below its id, indented",
            kind=term("record", kind),
            shape=_shape(detail["input"]),
        )
    if error == "missing":
        parent = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
        noun = _NOUNS.get(parent, Message("this {kind}", kind=term("record", kind)))
        return key_index(branch, path[:-1], index), Message(
            "{noun} has no `{key}`: {remedy}", noun=noun, key=path[-1], remedy=_addition(path)
        )
    if error == "extra_forbidden":
        known = known_keys(kind, path[:-1])
        return key_index(branch, path, index), _unknown_key(str(path[-1]), known, meta="meta" in known)
    if path[-1] == "end" and find_mark(branch, path) is None:
        return key_index(branch, (*path[:-1], "start"), index), detail["ctx"]["message"]
    return value_index(branch, path, index), _WORDS.get(error, _not_valid)(subject, detail)


def _subject(path: TreePath) -> str:
    if path and isinstance(path[-1], int):
        key = next((step for step in reversed(path) if isinstance(step, str)), "list")
        return Message("item {number} of `{key}`", number=path[-1] + 1, key=key)
    return f"`{path[-1]}`" if path else Message("this")


def _addition(path: TreePath) -> str:
    if path[-1] == "evidence":
        return Message("a claim needs at least one piece of evidence, with `source` and `quote`")
    return Message("add it")


def known_keys(kind: str, path: TreePath) -> tuple[str, ...]:
    """The keys that may stand at `path` in a claim or a source."""
    from forumcite import model

    names = [step for step in path if isinstance(step, str)]
    if names[:1] == ["cite"] and len(names) > 1:
        return model.CSL_NAME_KEYS if names[1] in model.CSL_NAMES else model.CSL_DATE_KEYS
    if names[:1] == ["cite"]:
        return model.CSL_VARIABLES
    records: dict[str, type[BaseModel]] = {
        "evidence": model.Evidence,
        "accept": model.Acceptance,
        "edits": model.AcceptedEdit,
        "about": model.About,
        "rating": model.Rating,
    }
    record = records.get(names[-1]) if names else None
    return tuple((record or (model.Source if kind == "source" else model.Claim)).model_fields)


def _unknown_key(key: str, known: Sequence[str], *, meta: bool) -> str:
    if key == "id" and "container-title" in known:
        return Message("unknown key `id`: leave it out, the id of the source is that of the item")
    near = nearest(key, known)
    if near:
        return Message("unknown key `{key}`: did you mean `{near}`?", key=shorten(key), near=near)
    place = Message("; anything else has its place under `meta`") if meta else ""
    several = [*known] if len(known) < 20 else Message("the variables of CSL 1.0.2")
    return Message(
        "unknown key `{key}`: known here are {several}{place}", key=shorten(key), several=several, place=place
    )


def _shape(value: object) -> str:
    if isinstance(value, list):
        return Message("a list")
    return Message("a mapping") if isinstance(value, dict) else Message("text")


def _not_text(subject: str, detail: Mapping[str, Any]) -> str:
    return Message(
        "{subject} is {shape}, not text: write the text itself, in double quotation marks",
        subject=subject,
        shape=_shape(detail["input"]),
    )


def _not_list(subject: str, detail: Mapping[str, Any]) -> str:
    return Message(
        "{subject} is {shape}, not a list: begin each item below it with `- `",
        subject=subject,
        shape=_shape(detail["input"]),
    )


def _not_mapping(subject: str, detail: Mapping[str, Any]) -> str:
    return Message(
        "{subject} is {shape}, not a mapping: write its keys below it, indented, without `- `",
        subject=subject,
        shape=_shape(detail["input"]),
    )


def _not_valid(subject: str, _detail: Mapping[str, Any]) -> str:
    return Message("{subject} is not what may stand here: see the specification of the format", subject=subject)


def _empty(subject: str, _detail: Mapping[str, Any]) -> str:
    return Message("{subject} is empty: write what belongs there, or leave an optional key out", subject=subject)


def _too_short(subject: str, _detail: Mapping[str, Any]) -> str:
    if subject == "`evidence`":
        return Message("`evidence` is empty: a claim needs at least one piece of evidence, with `source` and `quote`")
    return Message("{subject} has no item: write one, or leave the key out", subject=subject)


def _too_long(subject: str, detail: Mapping[str, Any]) -> str:
    return Message(
        "{subject} has more items than the {limit} that may stand there: leave the rest out",
        subject=subject,
        limit=detail["ctx"]["max_length"],
    )


def _unknown_word(subject: str, detail: Mapping[str, Any]) -> str:
    words = detail["ctx"].get("known") or re.findall(r"'([^']*)'", detail["ctx"]["expected"])
    value = detail["input"]
    if not isinstance(value, str):
        return _not_text(subject, detail)
    near = nearest(value, words)
    if near:
        advice = Message("did you mean `{near}`?", near=near)
    elif len(words) < 5:
        advice = Message("write {words}", words=Series(" or ", words))
    else:
        advice = Message("see CSL's types")
    return Message("{subject} may not be `{value}`: {advice}", subject=subject, value=shorten(value), advice=advice)


def _own_words(subject: str, detail: Mapping[str, Any]) -> str:
    message = str(detail["ctx"]["message"])
    return message if message.startswith("`") else with_remedy(subject, message)


_WORDS: dict[str, Callable[[str, Mapping[str, Any]], str]] = {
    "complaint": _own_words,
    "unknown_word": _unknown_word,
    "literal_error": _unknown_word,
    "string_pattern_mismatch": _empty,
    "string_type": _not_text,
    "tuple_type": _not_list,
    "list_type": _not_list,
    "model_type": _not_mapping,
    "dict_type": _not_mapping,
    "mapping_type": _not_mapping,
    "too_short": _too_short,
    "too_long": _too_long,
}
