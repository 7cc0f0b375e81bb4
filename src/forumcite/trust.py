"""What changed since a revision: what to look at again, and what must not happen unseen.

Whoever may change a text, its digest, the claims on it and the configuration together can make every check pass. So
the rules of the check are those of a revision that is trusted, and what would hollow it out is reported before
anything else. Nothing here judges a quote.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from forumcite.claims import MAXIMUM_FILE_SIZE, SUFFIXES, read_document
from forumcite.configuration import (
    FILE_NAME,
    PYPROJECT,
    Configuration,
    ConfigurationError,
    concerns_us,
    find_root,
    load_configuration,
    read_configuration,
)
from forumcite.findings import Finding, Level, Location
from forumcite.match import similarity
from forumcite.messages import Message
from forumcite.revisions import RevisionError
from forumcite.rules import TRUST_RULES
from forumcite.sources import FrozenText, read_source, sha256_of
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from forumcite.claims import ClaimEntry, Project, SourceEntry
    from forumcite.model import Claim, Source
    from forumcite.revisions import Revision

_AT_ONCE = 20  # sources whose bytes are in memory together
# A quote that is corrected, cut or written in the other script stays above this likeness; unrelated ones stay below.
_LIKE = 0.5
_COMPARED = 2_000  # code points of a quote


@dataclass(frozen=True)
class Past:
    """A project as a revision has it.

    Attributes:
        revision: The revision.
        prefix: The path of the project's root in the repository, empty or with a `/` at its end.
        configuration: The configuration, or the defaults where there is none.
        documents: The SHA-256 of each claims file, by path relative to the root.
        claims: The valid claims by id.
        sources: The valid sources by id.
        places: The file and line of each claim.
        digests: The SHA-256 of the file of each source; None where the revision has no regular file for it.
    """

    revision: Revision
    prefix: str
    configuration: Configuration
    documents: Mapping[str, str]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    places: Mapping[str, Location]
    digests: Mapping[str, str | None]


# -- the project at a revision ----------------------------------------------------------------------------------------


def root_at(revision: Revision, start: Path) -> Path:
    """The root of the project as the revision has it: nobody moves it by adding a configuration file below.

    The nearest folder, from `start` upward, in which the revision holds forumcite.toml or a pyproject.toml with
    `[tool.forumcite]`, else the top of the work tree.
    """
    parts = PurePosixPath(revision.prefix(start)).parts
    for length in range(len(parts), -1, -1):
        folder = "".join(f"{part}/" for part in parts[:length])
        if _configuration_file(revision, folder) is not None:
            return revision.top.joinpath(*parts[:length])
    return revision.top


def _configuration_file(revision: Revision, prefix: str) -> tuple[str, bytes] | None:
    """The name and bytes of the configuration in a folder."""
    found = revision.read([prefix + FILE_NAME, prefix + PYPROJECT])
    if prefix + FILE_NAME in found:
        return FILE_NAME, found[prefix + FILE_NAME]
    if concerns_us(found.get(prefix + PYPROJECT, b"")):
        return PYPROJECT, found[prefix + PYPROJECT]
    return None


def read_past(revision: Revision, root: Path) -> Past:
    """Read the project below `root` as the revision has it.

    Raises:
        RevisionError: the root lies outside the repository, git lacks an object, or the claims lie behind a link or
            in a submodule.
        ConfigurationError: the configuration of the revision is broken.
    """
    prefix = revision.prefix(root)
    configuration = _configuration_at(revision, prefix)
    _refuse_elsewhere(revision, prefix, configuration.paths)
    names = sorted(name for name in _below(revision, prefix) if _is_claims_file(name, configuration.paths))
    contents = revision.read(prefix + name for name in names)
    claims: dict[str, Claim] = {}
    sources: dict[str, Source] = {}
    places: dict[str, Location] = {}
    paths: dict[str, str] = {}
    for name in names:
        content = contents[prefix + name]
        if len(content) > MAXIMUM_FILE_SIZE:
            continue
        document, reading = read_document(name, root / name, content)
        for made in reading.definitions:
            known: dict[str, Any] = claims if made.kind == "claim" else sources
            if made.record is None or made.id in known:
                continue
            known[made.id] = made.record
            if made.kind == "claim":
                places[made.id] = made.location
            else:
                paths[made.id] = prefix + posixpath.join(posixpath.dirname(document.file), made.record.path)
    digests = _digests(revision, paths)
    documents = {name: sha256_of(contents[prefix + name]) for name in names}
    return Past(revision, prefix, configuration, documents, claims, sources, places, digests)


def _configuration_at(revision: Revision, prefix: str) -> Configuration:
    found = _configuration_file(revision, prefix)
    if found is None:
        return Configuration()
    name, content = found
    try:
        return read_configuration(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        raise ConfigurationError(Message("the file is not UTF-8"), Message("convert it to UTF-8"), name) from None
    except ConfigurationError as error:
        raise RevisionError(Message("at {revision}, {error}", revision=revision.name, error=error)) from None


def _refuse_elsewhere(revision: Revision, prefix: str, paths: Collection[str]) -> None:
    """What the tree does not hold cannot be compared, and no claim of it would ever be missed."""
    for path in (posixpath.normpath(prefix + each) for each in paths):
        for place, kind in revision.elsewhere.items():
            within = kind == "a submodule" and (path == "." or place.startswith(f"{path}/"))
            if within or path == place or path.startswith(f"{place}/"):
                raise RevisionError(
                    Message(
                        "`{place}` is {kind} at {revision}, and what it holds cannot be compared: name the folder"
                        " itself in `paths`",
                        place=place,
                        kind=kind,
                        revision=revision.name,
                    )
                )


def _below(revision: Revision, prefix: str) -> Iterator[str]:
    return (path[len(prefix) :] for path in revision.files if path.startswith(prefix))


def _is_claims_file(name: str, paths: Collection[str]) -> bool:
    """Whether the loader would read the file: a suffix of claims files, below a configured path, nothing hidden."""
    if not name.lower().endswith(SUFFIXES):
        return False
    for path in map(posixpath.normpath, paths):
        if name == path:
            return True
        below = name if path == "." else name.removeprefix(f"{path}/") if name.startswith(f"{path}/") else None
        if below is not None and not any(part.startswith(".") for part in below.split("/")):
            return True
    return False


def _digests(revision: Revision, paths: Mapping[str, str]) -> dict[str, str | None]:
    digests: dict[str, str | None] = {}
    names = list(paths)
    for first in range(0, len(names), _AT_ONCE):
        few = {name: posixpath.normpath(paths[name]) for name in names[first : first + _AT_ONCE]}
        contents = revision.read(few.values())
        digests |= {name: sha256_of(contents[path]) if path in contents else None for name, path in few.items()}
    return digests


# -- what must not happen unseen --------------------------------------------------------------------------------------


def policy_findings(past: Past, root: Path, start: Path | None) -> Iterator[Finding]:
    """Say where the configuration, or the root that would be found from `start`, is not that of the revision."""
    root = Path(os.path.realpath(root))
    if start is not None and (found := find_root([start])) != root:
        name = found.relative_to(root).as_posix() if found.is_relative_to(root) else found.name
        message = Message(
            "the root of the project would be {name} now, because a configuration file was added or taken away",
            name=name,
        )
        yield _finding("policy-changed", message, Location(FILE_NAME, 1, 1))
    try:
        present = load_configuration(root)
    except ConfigurationError as error:
        message = Message("the configuration is broken now ({message})", message=error.message)
        yield _finding("policy-changed", message, Location(error.file or FILE_NAME, error.line or 1, 1))
        return
    before = past.configuration
    fields = ("paths", "rules", "per_file", "names", "maximum_source_size", "strict")
    changed = [field for field in fields if getattr(before, field) != getattr(present, field)]
    if list(before.per_file) != list(present.per_file) and "per_file" not in changed:
        changed.append("per_file")  # of patterns that match the same file the later one decides
    if changed:
        what = [f"`{field.replace('_', '-')}`" for field in changed]
        message = Message(
            "the configuration says something else than at {revision}: {what}", revision=past.revision.name, what=what
        )
        yield _finding("policy-changed", message, Location(present.file or before.file or FILE_NAME, 1, 1))


def edited_sources(project: Project, past: Past) -> tuple[Finding, ...]:
    """Sources that the revision knows and whose file has other bytes now, each at its `path`."""
    findings = []
    for name, entry in project.sources.items():
        if name not in past.sources:
            continue
        present, before = _digest(project, name, entry), past.digests[name]
        if present is None or present == before:
            continue
        was = f"{before[:12]}…" if before else Message("no regular file")
        message = Message(
            "the text of source `{name}` is not the one of {revision}: SHA-256 {present}…, not {was}",
            name=name,
            revision=past.revision.name,
            present=present[:12],
            was=was,
        )
        findings.append(_finding("source-edited", message, entry.places.value("path"), source=name))
    return tuple(findings)


def _digest(project: Project, name: str, entry: SourceEntry) -> str | None:
    read = read_source(
        project.root,
        entry.directory,
        entry.source,
        project.configuration.maximum_source_size,
        name=name,
        locate=entry.places.value,
    )
    return read.sha256 if isinstance(read, FrozenText) else None


def added_acceptances(project: Project, past: Past) -> Iterator[Finding]:
    """Waivers that the revision does not have: `accept` of a piece of evidence, or a checked claim set open."""
    for entry in project.claims:
        before = past.claims.get(entry.id)
        known = [piece.accept for piece in before.evidence] if before else []
        for index, piece in enumerate(entry.claim.evidence):
            if piece.accept is not None and piece.accept not in known:
                message = Message(
                    "claim `{id}` accepts what it did not accept at {revision}",
                    id=entry.id,
                    revision=past.revision.name,
                )
                place = entry.places.key("evidence", index, "accept")
                yield _finding("acceptance-added", message, place, claim=entry.id)
        if before and entry.claim.status == "open" and before.status != "open":
            message = Message(
                "claim `{id}` was checked at {revision} and is open now", id=entry.id, revision=past.revision.name
            )
            yield _finding("acceptance-added", message, entry.places.value("status"), claim=entry.id)


def removed_claims(project: Project, past: Past) -> Iterator[Finding]:
    """Claims of the revision that are gone, that rest on one of its sources no longer, or that are others by now."""
    present = {entry.id: entry for entry in project.claims}
    at = past.revision.name
    for name, before in past.claims.items():
        was = past.places[name]
        entry = present.get(name)
        if entry is None:
            message = Message(
                "claim `{name}` ({file}:{line} at {at}) is gone, or no longer valid",
                name=name,
                file=was.file,
                line=was.line,
                at=at,
            )
            yield _finding("claim-removed", message, Location(was.file, 1, 1), claim=name)
            continue
        gone = [source for source in _quoted(before) if source not in _quoted(entry.claim)]
        idle = [source for source in _proving(before) if source not in (*_proving(entry.claim), *gone)]
        messages = [
            Message(
                "claim `{name}` quotes source `{source}` no longer, as it did at {at}", name=name, source=source, at=at
            )
            for source in gone
        ]
        messages += [
            Message(
                "claim `{name}` rests on source `{source}` no longer, as it did at {at}",
                name=name,
                source=source,
                at=at,
            )
            for source in idle
        ]
        if not messages and not _resembles(before, entry.claim):
            messages = [
                Message("claim `{name}` has neither its statement nor any of its quotes of {at}", name=name, at=at)
            ]
        for message in messages:
            yield _finding("claim-removed", message, entry.location, claim=name)


def _quoted(claim: Claim) -> list[str]:
    return list(dict.fromkeys(piece.source for piece in claim.evidence))


def _proving(claim: Claim) -> list[str]:
    """The sources that carry the statement; what refutes it or is only context does not."""
    return list(dict.fromkeys(piece.source for piece in claim.evidence if piece.relation == "supports"))


def _resembles(before: Claim, now: Claim) -> bool:
    """Whether a claim is still the one that its id has meant: its statement, or one of its quotes in some form."""
    if before.statement is not None and before.statement == now.statement:
        return True
    quotes = [[_comparable(piece.quote) for piece in claim.evidence] for claim in (before, now)]
    return any(one in other or other in one or similarity(one, other) >= _LIKE for one, other in product(*quotes))


def _comparable(quote: str) -> str:
    return fold(quote[:_COMPARED]).text


def _finding(rule: str, message: str, place: Location, claim: str | None = None, source: str | None = None) -> Finding:
    # Without `evidence`, so that no report folds it into a result, and no open claim hides it.
    return Finding(rule, Level.ERROR, message, place, claim=claim, source=source)


def in_order(findings: Collection[Finding], allowed: Collection[str]) -> tuple[Finding, ...]:
    """The findings by rule; those that were allowed on the command line become notes, which still say so."""
    kept = [
        replace(made, level=Level.NOTE, message=Message("{finding} (allowed)", finding=made.message))
        if made.rule in allowed
        else made
        for made in findings
    ]
    return tuple(sorted(kept, key=lambda made: (made.rule in allowed, TRUST_RULES.index(made.rule))))


# -- what to look at --------------------------------------------------------------------------------------------------


def with_claims_on(project: Project, sources: Collection[str]) -> Project:
    """The project with every claim on these sources selected too."""
    claims = tuple(
        replace(entry, selected=entry.selected or any(source in sources for source in _quoted(entry.claim)))
        for entry in project.claims
    )
    return replace(project, claims=claims)


def changed_since(project: Project, past: Past) -> Project:
    """The project with only those claims and sources selected that were touched since the revision.

    A claim is touched when it says something else or is new, or when one of its sources is touched: its record or the
    bytes of its file. Comments and moves touch nothing. Of the loader's findings those stay that are about what is
    selected, or about a file that differs.
    """
    touched = {name for name, entry in project.sources.items() if _is_touched(project, past, name, entry)}
    sources = {
        name: replace(entry, selected=entry.selected and name in touched) for name, entry in project.sources.items()
    }
    touched |= set(project.invalid_sources)
    claims = tuple(
        replace(entry, selected=entry.selected and _differs(entry, past, touched)) for entry in project.claims
    )
    selected = {entry.id for entry in claims if entry.selected}
    files = {name for name, document in project.documents.items() if past.documents.get(name) != document.sha256}
    findings = tuple(
        made
        for made in project.findings
        if made.claim in selected
        or made.location.file in files
        or (made.location.file not in project.documents and (made.rule != "claims-empty" or past.claims))
    )
    invalid = len({made.claim for made in findings if made.rule == "claims-invalid" and made.claim is not None})
    return replace(
        project, sources=sources, claims=claims, findings=findings, invalid_claims=invalid, selected_all=False
    )


def _differs(entry: ClaimEntry, past: Past, touched: Collection[str]) -> bool:
    return past.claims.get(entry.id) != entry.claim or any(source in touched for source in _quoted(entry.claim))


def _is_touched(project: Project, past: Past, name: str, entry: SourceEntry) -> bool:
    return past.sources.get(name) != entry.source or past.digests[name] != _digest(project, name, entry)
