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
from forumcite.sources import TooLargeError, UnreadableError, read_inside, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forumcite.model import Claim, Source

    Path_ = tuple[str | int, ...]

SUFFIXES = (".yaml", ".yml")
MAXIMUM_DEPTH = 32
"""How deep mappings and lists may nest; the format needs 7, the rest is for `meta`."""
MAXIMUM_FILE_SIZE = 64_000_000
"""The size in bytes above which a claims file is not read."""
MAXIMUM_SCALAR = 2_000_000
"""The length in code points above which a value is refused."""
MAXIMUM_FINDINGS = 200
"""How many findings one file may have; a last one says how many more there are."""


# -- what the loader gives ----------------------------------------------------------------------------------------


class Branch:
    """The places of one mapping or list: where it stands, and those of its keys and items.

    A place is one integer, start << 32 | end, in code points of the file, because there are many.
    """

    __slots__ = ("end", "items", "keys", "start")

    def __init__(self, start: int, *, mapping: bool) -> None:
        """Begin a mapping or a list at `start`."""
        self.start = start
        self.end = start
        self.keys: dict[str, int] | None = {} if mapping else None
        self.items: Any = {} if mapping else []


Mark = int | Branch


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

    @property
    def selected_claims(self) -> tuple[ClaimEntry, ...]:
        """The claims whose results are to be reported."""
        return tuple(entry for entry in self.claims if entry.selected)


def find_mark(branch: Branch, path: Path_) -> Mark | None:
    """The place of the value at `path`, or None."""
    mark: Mark = branch
    for step in path:
        if not isinstance(mark, Branch):
            return None
        if isinstance(step, int) != (mark.keys is None) or (isinstance(step, int) and step >= len(mark.items)):
            return None
        found = mark.items[step] if isinstance(step, int) else mark.items.get(step)
        if found is None:
            return None
        mark = found
    return mark


def value_index(branch: Branch, path: Path_, otherwise: int) -> int:
    """Where the value at `path` begins; of what is not there, the key of the nearest thing above."""
    mark = find_mark(branch, path) if path else None
    if mark is None:
        return key_index(branch, path[:-1], otherwise) if path else otherwise
    return mark >> 32 if isinstance(mark, int) else mark.start


def key_index(branch: Branch, path: Path_, otherwise: int) -> int:
    """Where the key at `path` begins, or the item of a list; of what is not there, the nearest thing above."""
    while path:
        parent = find_mark(branch, path[:-1])
        step = path[-1]
        if isinstance(parent, Branch):
            if isinstance(step, str) and parent.keys is not None and step in parent.keys:
                return parent.keys[step]
            if isinstance(step, int) and parent.keys is None and step < len(parent.items):
                return value_index(branch, path, otherwise)
        path = path[:-1]
    return otherwise


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
            gc.enable()


class _ProjectReading:
    """A project while it is read."""

    def __init__(self, root: Path, configuration: Configuration) -> None:
        self.root = root
        self.configuration = configuration
        self.files: dict[str, Path] = {}
        self.links: list[str] = []
        self.documents: dict[str, ClaimsDocument] = {}
        self.findings: list[Finding] = []
        self.claims: dict[str, _Definition] = {}
        self.sources: dict[str, _Definition] = {}
        self.broken: list[_Definition] = []

    def read(self, paths: Sequence[Path]) -> Project:
        given = [self._inside(path) for path in paths]
        for folder in self._configured():
            self._add(folder)
        for path in given:
            self._add(path)
            if path.suffix.lower() in SUFFIXES and path.is_file() and len(self.files) == 1:
                # A lone file outside a project: what stands beside it may define its sources.
                self._add(path.parent, deep=False)
        for name in self.links:
            message = "this is a symbolic link and was not read: put the file or folder itself in its place"
            self.findings.append(Finding("claims-invalid", Level.ERROR, message, Location(name, 1, 1)))
        for name in sorted(self.files):
            self._read_file(name)
        return self._joined(given, selected=self._selected(given))

    def _inside(self, path: Path) -> Path:
        if not os.path.lexists(path):
            raise ConfigurationError(f"there is no file or folder {path}", "correct the path")
        real = Path(os.path.realpath(path))
        if path.is_symlink() and not path.is_dir():
            real = Path(os.path.realpath(path.parent)) / path.name
        if not real.is_relative_to(self.root):
            raise ConfigurationError(
                f"{path} lies outside the project root {self.root}", "name the root with --root, or another path"
            )
        return real

    def _configured(self) -> Iterator[Path]:
        for name in self.configuration.paths:
            folder = self.root / name
            if folder.exists():
                yield self._inside(folder)
            elif self.configuration.file is not None and self.configuration.paths != ("claims",):
                remedy = "correct `paths`, or create it"
                raise ConfigurationError(f"`paths` names `{name}`, which is not there", remedy, self.configuration.file)

    def _name(self, path: Path) -> str:
        # A file name may hold bytes that are not UTF-8; they are shown, never passed on.
        name = os.fsencode(path.relative_to(self.root).as_posix())
        return name.decode("utf-8", "backslashreplace")

    def _add(self, path: Path, *, deep: bool = True) -> None:
        if not path.is_dir() or path.is_symlink():
            if path.suffix.lower() in SUFFIXES:
                self.files[self._name(path)] = path
            return
        folders = [path]
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    claims_like = entry.name.lower().endswith(SUFFIXES)
                    if entry.is_symlink():
                        if claims_like or entry.is_dir():
                            self.links.append(self._name(Path(entry.path)))
                    elif entry.is_dir():
                        if deep:
                            folders.append(Path(entry.path))
                    elif claims_like:
                        self.files[self._name(Path(entry.path))] = Path(entry.path)

    def _selected(self, given: Sequence[Path]) -> Callable[[str], bool]:
        if not given:
            return lambda _file: True
        names = {self._name(path) for path in given}
        folders = tuple(
            "" if name == "." else f"{name}/" for path in given if path.is_dir() for name in [self._name(path)]
        )
        return lambda file: file in names or file.startswith(folders)

    def _read_file(self, name: str) -> None:
        path = self.files[name]
        try:
            content = read_inside(self.root, path.parent, path.name, MAXIMUM_FILE_SIZE)
        except UnreadableError as error:
            remedy = "split it into several" if isinstance(error, TooLargeError) else error.remedy
            message = f"this claims file was not read, because {error.reason}: {remedy}"
            self.findings.append(Finding("claims-invalid", Level.ERROR, message, Location(name, 1, 1)))
            return
        document, reading = read_document(name, path, content)
        self.documents[name] = document
        self.findings += reading.findings
        for definition in reading.definitions:
            self._define(definition)

    def _define(self, definition: _Definition) -> None:
        known = self.sources if definition.kind == "source" else self.claims
        first = known.setdefault(definition.id, definition)
        if first is not definition:
            place, other = definition.location, first.location
            message = (
                f"the {definition.kind} id `{definition.id}` stands at {other.file}:{other.line}:{other.column} already:"
                " give one of the two another id"
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
        )

    @staticmethod
    def _may_not_be_empty(given: Sequence[Path], reported: Sequence[Finding]) -> bool:
        """Single files may hold no claims (a hook hands over any file that changed); a folder or a project may not."""
        errors = any(finding.level is Level.ERROR for finding in reported)
        return not errors and (not given or any(path.is_dir() for path in given))

    def _empty(self, given: Sequence[Path]) -> Finding:
        folder = self._name(next((path for path in given if path.is_dir()), self.root / self.configuration.paths[0]))
        message = f"there is no claim in {folder}: write one, or name the folder where the claims are"
        return Finding("claims-empty", Level.ERROR, message, Location(folder, 1, 1))


def _unknown_sources(
    entry: ClaimEntry, sources: Mapping[str, SourceEntry], invalid: Mapping[str, Location]
) -> Iterator[Finding]:
    for number, piece in enumerate(entry.claim.evidence):
        if piece.source in sources:
            continue
        place = invalid.get(piece.source)
        if place:
            advice = f"it stands at {place.file}:{place.line}:{place.column}, but is not valid: correct it there"
        else:
            near = nearest(piece.source, tuple(sources))
            advice = f"did you mean `{near}`?" if near else "define it under `sources`"
        message = f"no source has the id `{piece.source}`: {advice}"
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


class _Complaint(NamedTuple):
    """Something wrong at an index of the text of a file, before it is known whose it is."""

    index: int
    message: str
    rule: str = "claims-invalid"
    level: Level = Level.ERROR
    related: int | None = None


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
        return document, DocumentReading([], [finding])
    return document, _FileReading(document).read()


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "this file is UTF-16, not UTF-8: save it as UTF-8"
    return f"this file is not UTF-8 (byte 0x{error.object[error.start]:02X} here): save it as UTF-8"


class _FileReading:
    """One file being read: values and places from the tree, records from the model, complaints from both."""

    def __init__(self, document: ClaimsDocument) -> None:
        self.document = document
        self.complaints: list[_Complaint] = []
        self.definitions: list[tuple[str, str, int, Any, Branch]] = []
        self.records: dict[int, Any] = {}

    def read(self) -> DocumentReading:
        tree = _Tree(self.document.text)
        value, mark = tree.read()
        self.complaints = tree.complaints
        self.seen = tree.seen
        if isinstance(mark, Branch) and mark.keys is not None:
            self._read_top(value, mark)
        elif mark is not None and not tree.broken:
            self._complain(
                mark >> 32 if isinstance(mark, int) else mark.start,
                "a claims file is a mapping: begin it with `sources:` or `claims:`",
            )
        return self._result()

    def _complain(self, index: int, message: str, related: int | None = None) -> None:
        # What the tree has said of a place, in more precise words, the model need not say again.
        if index not in self.seen:
            self.complaints.append(_Complaint(index, message, related=related))

    def _read_top(self, values: dict[str, Any], branch: Branch) -> None:
        keys = branch.keys or {}
        for key, index in keys.items():
            if key not in ("version", "sources", "claims"):
                self._complain(index, _unknown_key(key, ("version", "sources", "claims"), meta=False))
        if "version" in values and values["version"] != "1":
            self._complain(value_index(branch, ("version",), 0), "this version of the format is unknown: write 1")
        for section, kind in (("sources", "source"), ("claims", "claim")):
            if section not in values:
                continue
            mark = branch.items[section]
            if isinstance(mark, Branch) and mark.keys is not None:
                self._read_section(kind, values[section], mark)
            else:
                message = f"`{section}` is not a mapping: write each {kind} below it as `id:`, without `- `"
                self._complain(value_index(branch, (section,), 0), message)

    def _read_section(self, kind: str, values: dict[str, Any], section: Branch) -> None:
        from forumcite import model

        record_type = model.Source if kind == "source" else model.Claim
        validate = record_type.model_validate
        from pydantic import ValidationError

        for name, index in (section.keys or {}).items():
            trouble = model.id_complaint(name)
            if trouble:
                self._complain(index, f"the {kind} id `{_short(name)}` {trouble}")
            mark = section.items.get(name)
            if mark is None:
                continue
            branch = mark if isinstance(mark, Branch) else Branch(index, mapping=True)
            self.definitions.append((kind, name, index, section, branch))
            try:
                self.records[index] = validate(values[name])
            except ValidationError as error:
                for detail in error.errors(include_url=False):
                    self._complain(*_translated(kind, detail, mark, index))

    def _result(self) -> DocumentReading:
        """Give each complaint its owner, and each claim or source without one its record."""
        self.definitions.sort(key=lambda made: made[2])
        starts = [made[2] for made in self.definitions]
        wrong: set[int] = set()
        findings = []
        ordered = sorted(self.complaints, key=lambda made: made.index)
        for number, complaint in enumerate(ordered):
            owner = bisect_right(starts, complaint.index) - 1
            inside = owner >= 0 and complaint.index <= self._end(owner)
            if inside and complaint.level is Level.ERROR:
                wrong.add(owner)
            if number < MAXIMUM_FINDINGS:
                findings.append(self._finding(complaint, owner if inside else None))
        if len(ordered) > MAXIMUM_FINDINGS:
            more = len(ordered) - MAXIMUM_FINDINGS
            last = ordered[MAXIMUM_FINDINGS]
            message = f"this file has {more} more errors from here on: correct those above first"
            findings.append(Finding("claims-invalid", Level.ERROR, message, self.document.location(last.index)))
        made = [
            _Definition(
                kind,
                name,
                None if owner in wrong else self.records.get(index),
                Places(self.document, index, branch),
            )
            for owner, (kind, name, index, _section, branch) in enumerate(self.definitions)
        ]
        return DocumentReading(made, findings)

    def _end(self, owner: int) -> int:
        """Where the claim or source ends: before the next one, or with its section."""
        _kind, _name, index, section, _branch = self.definitions[owner]
        following = self.definitions[owner + 1] if owner + 1 < len(self.definitions) else None
        return following[2] - 1 if following and following[3] is section else max(int(section.end), index)

    def _finding(self, complaint: _Complaint, owner: int | None) -> Finding:
        claim = source = evidence = None
        if owner is not None:
            kind, name, _index, _section, branch = self.definitions[owner]
            claim, source = (name, None) if kind == "claim" else (None, name)
            evidence = _evidence_at(branch, complaint.index) if kind == "claim" else None
        related = () if complaint.related is None else (self.document.location(complaint.related),)
        return Finding(
            complaint.rule,
            complaint.level,
            complaint.message,
            self.document.location(complaint.index),
            claim=claim,
            evidence=evidence,
            source=source,
            related=related,
        )


def _evidence_at(branch: Branch, index: int) -> int | None:
    evidence = find_mark(branch, ("evidence",))
    if not isinstance(evidence, Branch) or evidence.keys is not None:
        return None
    starts = [mark >> 32 if isinstance(mark, int) else mark.start for mark in evidence.items]
    number = bisect_right(starts, index) - 1
    return number if number >= 0 and index <= evidence.end else None


# -- what the model says, in words that help ----------------------------------------------------------------------

_NOUNS = {
    "evidence": "this piece of evidence",
    "accept": "this acceptance",
    "edits": "this accepted edit",
    "rating": "this rating",
    "cite": "this CSL item",
}


def _translated(kind: str, detail: Mapping[str, Any], mark: Mark, index: int) -> tuple[int, str]:
    """One complaint of the model as the index that it is about and a message that names the remedy."""
    path = detail["loc"]
    branch = mark if isinstance(mark, Branch) else Branch(index, mapping=True)
    subject = _subject(path)
    error = detail["type"]
    if not path:
        return _start(
            mark
        ), f"a {kind} is a mapping, not {_shape(detail['input'])}: write its keys below its id, indented"
    if error == "missing":
        parent = next((step for step in reversed(path[:-1]) if isinstance(step, str)), "")
        noun = _NOUNS.get(parent, f"this {kind}")
        return key_index(branch, path[:-1], index), f"{noun} has no `{path[-1]}`: {_addition(path)}"
    if error == "extra_forbidden":
        known = known_keys(kind, path[:-1])
        return key_index(branch, path, index), _unknown_key(str(path[-1]), known, meta="meta" in known)
    if path[-1] == "end" and find_mark(branch, path) is None:
        return key_index(branch, (*path[:-1], "start"), index), detail["ctx"]["message"]
    return value_index(branch, path, index), _WORDS.get(error, _not_valid)(subject, detail)


def _subject(path: Path_) -> str:
    if path and isinstance(path[-1], int):
        key = next((step for step in reversed(path) if isinstance(step, str)), "list")
        return f"item {path[-1] + 1} of `{key}`"
    return f"`{path[-1]}`" if path else "this"


def _start(mark: Mark) -> int:
    return mark >> 32 if isinstance(mark, int) else mark.start


def _addition(path: Path_) -> str:
    if path[-1] == "evidence":
        return "a claim needs at least one piece of evidence, with `source` and `quote`"
    return "add it"


def known_keys(kind: str, path: Path_) -> tuple[str, ...]:
    """The keys that may stand at `path` in a claim or a source."""
    from forumcite import model

    names = [step for step in path if isinstance(step, str)]
    if names[:1] == ["cite"] and len(names) > 1:
        return model.CSL_NAME_KEYS if names[1] in model.CSL_NAMES else model.CSL_DATE_KEYS
    if names[:1] == ["cite"]:
        return model.CSL_VARIABLES
    records = {
        "evidence": model.Evidence,
        "accept": model.Acceptance,
        "edits": model.AcceptedEdit,
        "about": model.About,
        "rating": model.Rating,
    }
    record = records.get(names[-1]) if names else None
    return tuple((record or (model.Source if kind == "source" else model.Claim)).model_fields)


def _unknown_key(key: str, known: Sequence[str], *, meta: bool) -> str:
    near = nearest(key, known)
    if near:
        return f"unknown key `{_short(key)}`: did you mean `{near}`?"
    place = "; anything else has its place under `meta`" if meta else ""
    several = ", ".join(known) if len(known) < 20 else "the variables of CSL 1.0.2"
    return f"unknown key `{_short(key)}`: known here are {several}{place}"


def _short(text: object, length: int = 60) -> str:
    shown = str(text)
    return shown if len(shown) <= length else f"{shown[:length]}…"


def _shape(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "text"


def _not_text(subject: str, detail: Mapping[str, Any]) -> str:
    return f"{subject} is {_shape(detail['input'])}, not text: write the text itself, in double quotation marks"


def _not_list(subject: str, detail: Mapping[str, Any]) -> str:
    return f"{subject} is {_shape(detail['input'])}, not a list: begin each item below it with `- `"


def _not_mapping(subject: str, detail: Mapping[str, Any]) -> str:
    return f"{subject} is {_shape(detail['input'])}, not a mapping: write its keys below it, indented, without `- `"


def _not_valid(subject: str, _detail: Mapping[str, Any]) -> str:
    return f"{subject} is not what may stand here: see the specification of the format"


def _empty(subject: str, _detail: Mapping[str, Any]) -> str:
    return f"{subject} is empty: write what belongs there, or leave an optional key out"


def _too_short(subject: str, _detail: Mapping[str, Any]) -> str:
    if subject == "`evidence`":
        return "`evidence` is empty: a claim needs at least one piece of evidence, with `source` and `quote`"
    return f"{subject} has no item: write one, or leave the key out"


def _too_long(subject: str, detail: Mapping[str, Any]) -> str:
    return f"{subject} has more items than the {detail['ctx']['max_length']} that may stand there: leave the rest out"


def _unknown_word(subject: str, detail: Mapping[str, Any]) -> str:
    words = detail["ctx"].get("known") or re.findall(r"'([^']*)'", detail["ctx"]["expected"])
    value = detail["input"]
    if not isinstance(value, str):
        return _not_text(subject, detail)
    near = nearest(value, words)
    advice = (
        f"did you mean `{near}`?" if near else f"write {' or '.join(words)}" if len(words) < 5 else "see CSL's types"
    )
    return f"{subject} may not be `{_short(value)}`: {advice}"


def _own_words(subject: str, detail: Mapping[str, Any]) -> str:
    message = str(detail["ctx"]["message"])
    return message if message.startswith("`") else f"{subject}: {message}"


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


# -- text to values and places ------------------------------------------------------------------------------------

_DISCARD = object()
_HAN = "\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_JOINED_LINES = re.compile(rf"[{_HAN}][ \t]*(?:\r\n?|\n)[ \t]*[{_HAN}]")
# What YAML readers treat differently, or not at all: control characters and the line breaks that only YAML 1.1 knows.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_COMMENT = re.compile(r"[ \t]+#(.?)")
_WIDE_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff"
_FORMAT_KEYS = "version|sources|claims|path|sha256|cite|statement|speaker|evidence|source|quote|start|end|prefix|suffix"
_FORMAT_KEYS += "|relation|accept|about|status|rating|tags|note|meta|title|type|issued|language|author|URL|accessed"
_SWALLOWED = re.compile(rf"(?:^|[\r\n])[ \t]*(?:- +)?(?:{_FORMAT_KEYS})[ \t]*(：)")
_FROM_SOURCE = ("quote", "prefix", "suffix")


class _UnreadableYamlError(Exception):
    """The file cannot be read further; the complaint has been made."""


class _Tree:
    """Builds plain values and their places from parser events, without recursion.

    `seen` holds the indexes that have been complained of. `broken` says that reading stopped before the end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.complaints: list[_Complaint] = []
        self.seen: set[int] = set()
        self.broken = False
        self.documents = 0
        # The innermost open mapping or list; a list around everything saves a special case.
        self.values: Any = []
        self.branch = Branch(0, mapping=False)
        self.key: Any = None
        self.free = False
        self.stack: list[tuple[Any, Branch, Any, bool, bool]] = []
        self.has_comments = "#" in text
        self.has_wide_signs = any(sign in text for sign in ("：", *_WIDE_SPACES))

    def read(self) -> tuple[Any, Mark | None]:
        """The value of the file and its places; (None, None) for a file without content or one that is broken."""
        try:
            self._follow(_parser(self._cleaned()))
        except _UnreadableYamlError:
            self.broken = True
        if self.broken or not self.values:
            return None, None
        return self.values[0], self.branch.items[0]

    def _cleaned(self) -> str:
        """The text with what no YAML reader should see replaced, one for one, so that places stay."""
        for found in _REFUSED.finditer(self.text):
            sign = ord(found[0])
            escape = f"\\u{sign:04x}" if sign > 0xFF else f"\\x{sign:02x}"
            message = (
                f"U+{sign:04X} may not stand in a claims file: delete it, or write {escape} in double quotation marks"
            )
            self._complain(found.start(), message)
            if len(self.complaints) > MAXIMUM_FINDINGS:
                break
        return _REFUSED.sub("\ufffd", self.text)

    def _complain(self, index: int, message: str, related: int | None = None) -> None:
        self.seen.add(index)
        self.complaints.append(_Complaint(index, message, related=related))

    def _stop(self, index: int, message: str) -> None:
        self._complain(index, message)
        raise _UnreadableYamlError

    def _follow(self, parser: Any) -> None:
        import yaml

        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        following = parser.get_event
        try:
            while (event := following()) is not None:
                handle = handlers.get(type(event))
                if handle is not None:
                    handle(event)
        except yaml.MarkedYAMLError as error:
            self._stop(*self._syntax_error(error))
        except (yaml.YAMLError, ValueError, OverflowError):
            # The pure Python reader lets some impossible escapes and numbers through to Python.
            place = getattr(parser, "get_mark", None)
            index = place().index if place else 0
            self._stop(min(index, len(self.text)), "this is not YAML: put the text in double quotation marks")

    def _document(self, event: Any) -> None:
        self.documents += 1
        if event.tags:
            self._complain(event.start_mark.index, "a %TAG directive may not stand in a claims file: delete it")
        if self.documents > 1:
            self._complain(event.start_mark.index, "a second document begins: put it into a file of its own")
            # What follows is read for its errors but kept apart from the first document.

    def _decorations(self, event: Any, index: int) -> None:
        if event.anchor is not None:
            self._complain(index, "an anchor (&) may not stand in a claims file: write the value out where it is used")
        elif event.tag is not None:
            self._complain(index, "a tag (!) may not stand in a claims file: delete it, every value is text")

    def _scalar(self, event: Any) -> None:
        value = event.value
        start = event.start_mark.index
        end = event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, start)
        if self.key is None and self.branch.keys is not None:
            self._begin_key(value, start, plain=not event.style)
            return
        if not self.free:
            if not event.style:
                if value in ("", "~"):
                    self._empty_value(start)
                    value = ""
                elif self.has_comments or self.has_wide_signs:
                    self._check_plain(value, start, end)
            if event.style != "|" and self.text.find("\n", start, end) >= 0:
                self._check_lines(start, end)
        if len(value) > MAXIMUM_SCALAR:
            self._complain(start, f"this value has {len(value)} characters: at most {MAXIMUM_SCALAR} may stand here")
        elif not value.isascii():
            self._check_surrogates(value, start)
        self._attach(value, start << 32 | end)

    def _check_surrogates(self, value: str, start: int) -> None:
        # libyaml refuses the escape itself; the pure Python reader makes half a character of it.
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            self._complain(start, "this value has half a surrogate pair: write the character itself")

    def _begin_key(self, key: str, index: int, *, plain: bool) -> None:
        keys: dict[str, int] = self.branch.keys  # type: ignore[assignment] # only called for a mapping
        if plain and key in ("", "~"):
            self._complain(index, "there is no key before this colon: write one, or put the text in quotation marks")
        elif plain and key == "<<":
            self._complain(index, "a merge key (<<) may not stand in a claims file: write the keys out")
        elif key in keys:
            place = keys[key]
            message = f"the key `{_short(key)}` stands here a second time: delete or rename one of the two"
            self._complain(index, message, related=place)
        else:
            keys[key] = index
            self.key = key
            return
        self.key = _DISCARD

    def _empty_value(self, index: int) -> None:
        """Complain at the key; the place of the value counts as said, too."""
        self.seen.add(index)
        keys = self.branch.keys
        if keys is not None and self.key in keys:
            message = f"`{_short(self.key)}` is empty: write its value, or leave the key out"
            self._complain(keys[self.key], message)
        elif keys is None and self.stack:
            self._complain(index, "this item is empty: write its value, or delete it")

    def _check_plain(self, value: str, start: int, end: int) -> None:
        """What a reader of the file sees and YAML does not: a text that goes on, a colon, a space."""
        comment = _COMMENT.match(self.text, end) if self.has_comments else None
        if comment and (self.key in _FROM_SOURCE or not (comment[1].isspace() or comment[1] in ("", "#", "!"))):
            where = comment.start() + comment[0].index("#")
            self._complain(where, "` #` begins a comment and cuts the text off here: put it in double quotation marks")
        elif self.has_wide_signs:
            swallowed = _SWALLOWED.search(self.text, start, end)
            if swallowed:
                self._complain(swallowed.start(1), _FULL_WIDTH_COLON)
            elif value[0] in _WIDE_SPACES or value[-1] in _WIDE_SPACES:
                sign = value[0] if value[0] in _WIDE_SPACES else value[-1]
                message = (
                    f"U+{ord(sign):04X}, a space that YAML does not know, is part of this text: delete it, or put the"
                )
                self._complain(start, f"{message} text in double quotation marks")

    def _check_lines(self, start: int, end: int) -> None:
        found = _JOINED_LINES.search(self.text, start, end)
        if found:
            message = (
                "a line break inside this text becomes a space between Chinese characters: write the text on one line,"
                " or as a block that begins with |-"
            )
            self.complaints.append(_Complaint(start, message, rule="text-folded", level=Level.WARNING))

    def _attach(self, value: Any, mark: Mark) -> None:
        if self.branch.keys is None:
            self.values.append(value)
            self.branch.items.append(mark)
            return
        if self.key is not _DISCARD:
            self.values[self.key] = value
            self.branch.items[self.key] = mark
        self.key = None

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {}, mapping=True)

    def _open_list(self, event: Any) -> None:
        self._open(event, [], mapping=False)

    def _open(self, event: Any, values: Any, *, mapping: bool) -> None:
        index = event.start_mark.index
        if len(self.stack) >= MAXIMUM_DEPTH:
            self._stop(index, f"mappings and lists nest more than {MAXIMUM_DEPTH} deep here: write them flatter")
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, index)
        as_key = self.key is None and self.branch.keys is not None
        if as_key:
            self._complain(index, "a key must be text, not a list or mapping: put it in quotation marks")
        self.stack.append((self.values, self.branch, self.key, self.free, as_key))
        self.free = self.free or self.key in ("meta", "custom")
        self.values = values
        self.branch = Branch(index, mapping=mapping)
        self.key = None

    def _close(self, event: Any) -> None:
        values, branch = self.values, self.branch
        branch.end = event.end_mark.index
        self.values, self.branch, self.key, self.free, as_key = self.stack.pop()
        if as_key:
            self.key = _DISCARD
        else:
            self._attach(values, branch)

    def _alias(self, event: Any) -> None:
        index = event.start_mark.index
        self._complain(
            index, "an alias (*) may not stand in a claims file: write the value out, or put it in quotation marks"
        )
        if self.key is None and self.branch.keys is not None:
            self.key = _DISCARD
        else:
            self._attach("", index << 32 | event.end_mark.index)

    def _syntax_error(self, error: Any) -> tuple[int, str]:
        problem = error.problem or ""
        index = error.problem_mark.index if error.problem_mark else 0
        context = error.context_mark.index if error.context_mark else None
        hint = self._hint(index, context)
        if hint:
            return hint
        for words, at_context, message in _SYNTAX:
            if words in problem:
                index = context if at_context and context is not None else index
                return min(index, len(self.text)), message
        return min(
            index, len(self.text)
        ), "this is not YAML: check the indentation, or put the text in double quotation marks"

    def _hint(self, index: int, context: int | None) -> tuple[int, str] | None:
        """A sign that looks right and is not, in the lines just before a syntax error."""
        begin = self.text.rfind("\n", 0, min(index, context if context is not None else index)) + 1
        for _line in range(3):
            begin = self.text.rfind("\n", 0, max(begin - 1, 0)) + 1
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        window = max(begin, index - 2000), min(end, index + 2000)
        last = None
        for pattern, message in _HINTS:
            for found in pattern.finditer(self.text, *window):
                if last is None or found.start(1) > last[0]:
                    last = found.start(1), message
        return last


_FULL_WIDTH_COLON = "this colon is full-width and YAML does not know it: write `: `, half-width and with a space"
_HINTS = (
    (re.compile(rf"(?m)^[ \t]*(?:- +)?(?:{_FORMAT_KEYS})[ \t\u3000]*(：)"), _FULL_WIDTH_COLON),
    (re.compile(r"(?m)^[ \t]*(?:- +)?[\w.-]+(：)[ \t]*$"), _FULL_WIDTH_COLON),
    (
        re.compile(rf"(?m)^[ \t]*(?:- +)?(?:{_FORMAT_KEYS}):([\u3000\u00a0])"),
        "the space after this colon is none that YAML knows: write an ordinary one",
    ),
    (
        re.compile(rf"(?m)^[ \t]*(?:- +)?(?:{_FORMAT_KEYS}):([^\s\u3000\u00a0/])"),
        "a space is missing after this colon: write `: `",
    ),
    (
        re.compile(r"(?m)^ *([\u3000\u00a0])"),
        "the space that indents this line is none that YAML knows: indent with ordinary spaces",
    ),
    (re.compile(r"(?m)^ *(\t)"), "a tab indents this line: indent with spaces"),
)
_INDENTATION = "this does not fit the lines above: check the indentation, and quotation marks that end too early"
# Words of a parser's message, whether the place is that of the context, and ours. libyaml and the Python reader differ.
_SYNTAX = (
    ("mapping values are not allowed", False, "a second colon in one line: put the text in double quotation marks"),
    ("could not find expected ':'", True, "this line is neither `key: value` nor `- item`: add the colon or the dash"),
    ("unexpected end of stream", True, "this quotation mark is never closed: close it"),
    ("unexpected document", True, "this quotation mark is never closed: close it"),
    ("unknown escape", False, "in double quotation marks \\ begins an escape: write \\\\ for a backslash"),
    ("escape", False, "this escape is none that stands for a character: write the character itself"),
    ("hexdecimal", False, "this escape lacks hexadecimal digits: write the character itself"),
    ("hexadecimal", False, "this escape lacks hexadecimal digits: write the character itself"),
    ("cannot start any token", False, "text may not begin with this sign: put it in double quotation marks"),
    ("tag", False, "a tag (!) may not stand in a claims file: put the text in double quotation marks"),
    ("alphabetic or numeric", False, "& and * begin anchors and aliases: put the text in double quotation marks"),
    ("while scanning an anchor", False, "& and * begin anchors and aliases: put the text in double quotation marks"),
    ("',' or ']'", True, "this list in [ ] is not closed, or lacks a comma: close it, and quote texts with commas"),
    ("',' or '}'", True, "this mapping in { } is not closed, or lacks a comma: close it, and quote texts with commas"),
    ("sequence entries are not allowed", False, "a list may not begin here: put `- ` on a line of its own"),
    ("<document start>", False, "this does not belong to the mapping above: check the indentation"),
    ("expected key", False, _INDENTATION),
    ("block end", False, _INDENTATION),
    ("'-' indicator", False, _INDENTATION),
    ("tab character", False, "a tab indents this line: indent with spaces"),
    ("indentation", False, _INDENTATION),
    ("directive", False, "this is no directive that may stand here: delete it"),
    ("YAML document", False, "this version of YAML is unknown: delete the directive"),
    ("node content", False, "a value is missing here: write it, or put the text in double quotation marks"),
    ("chomping or indentation", False, "after | or > only the line may end: write the text on the next line"),
    ("comment or line break", False, "after | or > only the line may end: write the text on the next line"),
)


def _parser(text: str) -> Any:
    """The parser of libyaml, or the pure Python one where PyYAML was built without it."""
    try:
        from yaml.cyaml import CParser
    except ImportError:
        return pure_parser(text)
    return CParser(text)


def pure_parser(text: str) -> Any:
    """PyYAML's own parser: the same events, many times slower."""
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):  # type: ignore[misc] # PyYAML composes its loaders this way
        """Reader, scanner and parser in one, as PyYAML's loaders are."""

        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser(text)
