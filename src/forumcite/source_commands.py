"""The commands on sources: add a text with its bibliographic data, change that, list what there is."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from forumcite.authoring_commands import _diff, append_entry, document_at, save, source_entry
from forumcite.commands import FILE, Answer, Refusal, _color, _encode, _load, _nearest, _root, _style, forumcite
from forumcite.messages import Message, Series, counted, placed, term
from forumcite.report.escape import visible
from forumcite.report.style import pad, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forumcite.claims import Project, SourceEntry

_SUFFIXES = (".txt", ".text", ".md", ".markdown")


@forumcite.group()
def source() -> None:
    """Add, change and list sources: the frozen texts that are quoted."""


# -- source add -------------------------------------------------------------------------------------------------------


@source.command("add")
@click.argument("text_file", metavar=FILE, type=click.Path(path_type=Path))
@click.option("--title", required=True, metavar="TEXT", help="The title.")
@click.option("--url", metavar="URL", help="The address.")
@click.option("--accessed", metavar="DATE", help="The day on which it was read, such as 2025-12-08.")
@click.option("--issued", metavar="DATE", help="The day on which it was published.")
@click.option("--type", "kind", metavar="TYPE", help="The CSL type; else webpage with a URL, document without.")
@click.option("--id", "name", metavar="ID", help="The id; else one is made of the file name.")
@click.option("--file", type=click.Path(path_type=Path), metavar=FILE, help="The claims file; else claims/ID.yaml.")
@_diff
@_color
@_root
def add_source(  # noqa: PLR0913 - each option of the command is a parameter
    *,
    text_file: Path,
    title: str,
    url: str | None,
    accessed: str | None,
    issued: str | None,
    kind: str | None,
    name: str | None,
    file: Path | None,
    diff_: bool,
    color: str,
    root: Path | None,
) -> Answer:
    """Add a plain text or Markdown file as a source, with the digest of its bytes.

    A file inside the project stays where it is; one from elsewhere is copied into claims/sources/.
    """
    from forumcite.authoring import propose_id
    from forumcite.sources import sha256_of

    project = _load(root)
    content = _read(text_file, project.configuration.maximum_source_size)
    name = name or propose_id(text_file.stem, {*project.sources, *project.invalid_sources})
    _check_new(project, name)
    folder = project.root / project.configuration.paths[0]
    place = folder if folder.suffix.lower() in (".yaml", ".yml") else folder / f"{name}.yaml"
    document = document_at(project, file or place)
    kept, notes = _kept(project, text_file, folder.parent if folder == place else folder, content, diff=diff_)
    given = {"title": title, "issued": issued, "URL": url, "accessed": accessed}
    cite = {"type": kind or ("webpage" if url else "document"), **{key: text for key, text in given.items() if text}}
    path = PurePosixPath(Path(os.path.relpath(kept, document.path.parent)).as_posix()).as_posix()
    value = {"path": path, "sha256": sha256_of(content), "cite": cite}
    shown = append_entry(project, document, "sources", name, value, diff=diff_)
    if not diff_:
        notes.append(Message("added {name} to {file}", name=name, file=visible(document.file)))
    return Answer(_encode(shown, _style(color)), 0, tuple(notes))


def _read(file: Path, limit: int) -> bytes:
    """The bytes of a text, which must be one."""
    from forumcite.sources import UnreadableError, decode_source

    if file.suffix.lower() not in _SUFFIXES:
        raise Refusal(
            Message(
                "{file} is neither plain text nor Markdown ({known}): save its text as one of them first",
                file=file,
                known=_SUFFIXES,
            )
        )
    try:
        if not file.is_file():
            raise Refusal(Message("there is no file {file}: correct the path", file=file))
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
        text = decode_source(content)
    except OSError as error:
        raise Refusal(Message("{file} cannot be read: {why}", file=file, why=error.strerror)) from None
    except UnreadableError as error:
        raise Refusal(placed(str(file), str(error))) from None
    if len(content) > limit:
        raise Refusal(
            Message(
                "{file} is larger than {limit} bytes: split it, or raise maximum-source-size", file=file, limit=limit
            )
        )
    if "\0" in text or not text.strip():
        what = Message("no text") if text.strip() else Message("nothing")
        raise Refusal(Message("{file} holds {what}: name the text that is to be quoted", file=file, what=what))
    return content


def _check_new(project: Project, name: str) -> None:
    from forumcite.model import id_complaint

    if trouble := id_complaint(name):
        raise Refusal(Message("the id `{name}` {trouble}", name=name, trouble=trouble))
    place = project.sources[name].location if name in project.sources else project.invalid_sources.get(name)
    if place is not None:
        raise Refusal(
            Message(
                "{file}:{line}: the source `{name}` stands here: choose another id with --id",
                file=place.file,
                line=place.line,
                name=name,
            )
        )


def _kept(project: Project, file: Path, folder: Path, content: bytes, *, diff: bool) -> tuple[Path, list[str]]:
    """Where the text is, inside the project, and what there is to say about that."""
    from forumcite.edit import EditError, create_file

    real = Path(os.path.realpath(file))
    if real.is_relative_to(project.root):
        for entry in project.sources.values():
            if real == Path(os.path.realpath(entry.directory / entry.source.path)):
                place = entry.location
                raise Refusal(
                    Message(
                        "{file}:{line}: {text} is the source `{id}` already",
                        file=place.file,
                        line=place.line,
                        text=file,
                        id=entry.id,
                    )
                )
        return real, []
    copy = folder / "sources" / file.name
    name = copy.relative_to(project.root).as_posix()
    if diff:
        return copy, [Message("would copy {file} to {name}", file=visible(str(file)), name=visible(name))]
    if copy.is_file() and copy.read_bytes() == content:
        return copy, []
    try:
        create_file(project.root, copy, content)
    except EditError as error:
        raise Refusal(
            Message(
                "{file} lies outside the project and is copied to {name}: {error}", file=file, name=name, error=error
            )
        ) from None
    return copy, [
        Message("copied {file}, which lies outside the project, to {name}", file=visible(str(file)), name=visible(name))
    ]


# -- source set -------------------------------------------------------------------------------------------------------


@source.command("set")
@click.argument("name", metavar="ID")
@click.argument("values", nargs=-1, required=True, metavar="KEY=[VALUE]...")
@_diff
@_color
@_root
def set_source(*, name: str, values: tuple[str, ...], diff_: bool, color: str, root: Path | None) -> Answer:
    """Write bibliographic data of a source, or its path, digest or note.

    KEY is a CSL variable such as title, container-title, publisher or author, or one of path, sha256 and note. Names
    are separated by `;`, and "Family, Given" is a person: `author="Doe, Jane; 新华社"`. `KEY=` removes the key.
    """
    from forumcite.edit import Assignment, assign, remove

    project = _load(root)
    entry = source_entry(project, name)
    empty = [key for key, equals, value in (each.partition("=") for each in values) if equals and not value.strip()]
    own, cite = _parsed([each for each in values if each.partition("=")[0] not in empty])
    gone = _removed(name, empty, entry)
    if cite and not entry.source.cite:
        own["cite"] = {"type": "webpage" if "URL" in cite else "document", **cite}
        cite = {}
    assignments = [Assignment(("sources", name, key), value) for key, value in own.items()]
    assignments += [Assignment(("sources", name, "cite", key), value) for key, value in cite.items()]
    document = entry.places.document

    def change(text: str) -> str:
        text = assign(text, assignments) if assignments else text
        for path in gone:
            text = remove(text, path)
        return text

    shown = save(project, document, change, diff=diff_)
    written = [key for each in values if (key := each.partition("=")[0]) not in empty]
    said = [Message("wrote {keys}", keys=written)] if written else []
    said += [Message("removed {keys}", keys=[*empty])] if empty else []
    note = Message("{said} of {name} in {file}", said=Series(" and ", said), name=name, file=visible(document.file))
    return Answer(_encode(shown, _style(color)), 0, () if diff_ else (note,))


def _removed(name: str, keys: Sequence[str], entry: SourceEntry) -> list[tuple[str, ...]]:
    """The ways to the keys that are to go; with its last key `cite` itself goes."""
    cite = dict(entry.source.cite or {})
    paths: list[tuple[str, ...]] = []
    for key in keys:
        if keys.count(key) > 1:
            raise Refusal(Message("`{key}` is given twice: give it once", key=key))
        if key == "path":
            raise Refusal(Message("a source has a `path`: give another one, or delete the source by hand"))
        if key in ("sha256", "note") and getattr(entry.source, key) is not None:
            paths.append(("sources", name, key))
        elif key not in ("sha256", "note") and cite.pop(key, None) is not None:
            paths.append(("sources", name, "cite", key))
        else:
            hint = _nearest(key, dict.fromkeys([*cite, "sha256", "note"]))
            raise Refusal(Message("the source `{name}` has no `{key}`{hint}", name=name, key=key, hint=hint))
    if not cite and any(path[2] == "cite" for path in paths):
        paths = [path for path in paths if path[2] != "cite"] + [("sources", name, "cite")]
    return paths


def _parsed(values: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys of the source itself, and those of its CSL item."""
    from forumcite.model import CSL_DATES, CSL_NAMES, CSL_TEXTS

    own: dict[str, Any] = {}
    cite: dict[str, Any] = {}
    known = ("path", "sha256", "note", "type", *CSL_TEXTS, *CSL_NAMES, *CSL_DATES)
    for given in values:
        key, equals, value = given.partition("=")
        # The CSL variable `note` is printed in citations; the note of a source is for people.
        if not equals or not value.strip():
            raise Refusal(
                Message(
                    "`{given}` is no KEY=VALUE: write key, `=` and what it is to be; `KEY=` removes it", given=given
                )
            )
        if key not in known:
            lowered = {each.lower(): each for each in known}
            near = (
                Message("; did you mean `{near}`?", near=lowered[key.lower()])
                if key.lower() in lowered
                else _nearest(key, dict.fromkeys(known))
            )
            near = near or Message(": see CSL 1.0.2 for the variables")
            raise Refusal(Message("a source has no `{key}`{hint}", key=key, hint=near))
        if key in own or key in cite:
            raise Refusal(Message("`{key}` is given twice: give it once", key=key))
        (own if key in ("path", "sha256", "note") else cite)[key] = _names(value) if key in CSL_NAMES else value.strip()
    return own, cite


def _names(value: str) -> list[dict[str, str]]:
    names = []
    for name in filter(None, (part.strip() for part in re.split("[;；]", value))):
        family, comma, given = (part.strip() for part in name.partition(","))
        names.append({"family": family, "given": given} if comma and family and given else {"literal": name})
    return names


# -- source list ------------------------------------------------------------------------------------------------------


@source.command("list")
@_color
@_root
def list_sources(*, color: str, root: Path | None) -> Answer:
    """List the sources: id, file, whether the file is the one that was recorded, claims on it, title."""
    style = _style(color)
    project = _load(root)
    rows = [[style.say(cell) for cell in _row(project, entry)] for entry in project.sources.values()]
    columns = [max((width(style.show(row[index])) for row in rows), default=0) for index in range(4)]
    lines = []
    for row in rows:
        cells = [pad(style.show(text), column) for text, column in zip(row, columns, strict=False)]
        cells[0] = style.paint(cells[0], "bold")
        lines.append("  ".join([*cells, style.show(row[4])]).rstrip())
    return Answer(_encode("".join(f"{line}\n" for line in lines), style))


def _row(project: Project, entry: SourceEntry) -> tuple[str, str, str, str, str]:
    from forumcite.sources import NoText, read_source

    limit = project.configuration.maximum_source_size
    read = read_source(project.root, entry.directory, entry.source, limit, name=entry.id, locate=entry.places.value)
    rules = {finding.rule for finding in read.findings}
    state = "unread" if isinstance(read, NoText) else "changed" if "source-changed" in rules else "kept"
    state = term("state", "no digest" if "digest-missing" in rules else state)
    path = Path(os.path.normpath(entry.directory / entry.source.path))
    file = path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else entry.source.path
    claims = sum(any(piece.source == entry.id for piece in claim.claim.evidence) for claim in project.claims)
    title = str((entry.source.cite or {}).get("title", ""))
    return entry.id, file, state, counted(claims, "{number} claim", "{number} claims"), title
