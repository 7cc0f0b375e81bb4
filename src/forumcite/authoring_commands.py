"""The commands that write claims files for a person: settle a quote, add claims and sources, accept, rename, begin.

Each shows what it found, makes one change, reads the result again, and writes it only if the file then says that and
nothing else.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forumcite.commands import (
    FILE,
    Answer,
    Refusal,
    _color,
    _encode,
    _entries,
    _load,
    _nearest,
    _root,
    _style,
    forumcite,
)
from forumcite.findings import VERDICT_RULES
from forumcite.messages import Message, Series, placed, term
from forumcite.report.escape import defuse, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forumcite.claims import ClaimEntry, ClaimsDocument, Project, SourceEntry
    from forumcite.model import Evidence
    from forumcite.report.style import Style
    from forumcite.verdict import Judgement, Span

_SHOWN = 24  # code points of context on each side of a place in a list

_diff = click.option("--diff", "diff_", is_flag=True, help="Show what would be written, as a diff; write nothing.")


# -- writing ----------------------------------------------------------------------------------------------------------


def save(project: Project, document: ClaimsDocument, change: Callable[[str], str], *, diff: bool) -> str:
    """Make a change in a claims file, or only its diff; refused where the file would then have an error more."""
    from forumcite.edit import EditError, edit_text
    from forumcite.report import unified

    try:
        after = change(document.text)
        _check(document, after)
        if not diff:
            edit_text(project.root, document.path, change, document.sha256)
    except EditError as error:
        raise Refusal(placed(document.file, str(error))) from None
    return unified.render(document.file, document.text, after) if diff else ""


def _check(document: ClaimsDocument, after: str) -> None:
    """The rules of the format for what is going to be written, before anything is."""
    from forumcite.claims import read_document
    from forumcite.findings import Level

    def errors(text: str) -> list[Any]:
        findings = read_document(document.file, document.path, text.encode())[1].findings
        return [finding for finding in findings if finding.level is Level.ERROR]

    if any("\ud800" <= sign <= "\udfff" for sign in after):
        raise Refusal(Message("nothing was written: what was given on the command line is not UTF-8"))
    known = {finding.message for finding in errors(document.text)}
    if new := next((finding for finding in errors(after) if finding.message not in known), None):
        raise Refusal(
            Message(
                "{file}:{line}: nothing was written: {message}",
                file=new.location.file,
                line=new.location.line,
                message=new.message,
            )
        )


def document_at(project: Project, path: Path) -> ClaimsDocument:
    """The claims file at a path; an empty one where there is none yet."""
    from forumcite.claims import SUFFIXES, ClaimsDocument

    real = Path(os.path.realpath(path.parent)) / path.name
    if not real.is_relative_to(project.root):
        raise Refusal(
            Message("{path} lies outside the project {root}: name a file inside it", path=path, root=project.root)
        )
    name = real.relative_to(project.root).as_posix()
    if name in project.documents:
        return project.documents[name]
    folders = [project.root / folder for folder in project.configuration.paths]
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if real.suffix.lower() not in SUFFIXES or hidden or not any(real.is_relative_to(folder) for folder in folders):
        where = [f"{folder}/" for folder in project.configuration.paths]
        raise Refusal(
            Message(
                "{path} would not be read as a claims file: name one in {where} that ends in .yaml",
                path=path,
                where=where,
            )
        )
    if os.path.lexists(real):
        raise Refusal(Message("{name} cannot be read: `forumcite verify` says why", name=name))
    return ClaimsDocument(name, real, "", bom=False, sha256="")


def append_entry(
    project: Project, document: ClaimsDocument, section: str, name: str, value: Mapping[str, Any], *, diff: bool
) -> str:
    """Put a claim or a source behind the others of a file, which is made where there is none."""
    from forumcite.edit import EditError, append, create_file
    from forumcite.report import unified

    if document.sha256:
        return save(project, document, lambda text: append(text, section, name, value), diff=diff)
    after = append("", section, name, value)
    _check(document, after)
    if diff:
        return unified.render(document.file, "", after)
    try:
        create_file(project.root, document.path, after.encode())
    except EditError as error:
        raise Refusal(placed(document.file, str(error))) from None
    return ""


# -- what the commands share ------------------------------------------------------------------------------------------


def entry_of(project: Project, name: str) -> ClaimEntry:
    """The claim with this id; refused with the nearest known one."""
    return _entries(project, [name])[0]


def source_entry(project: Project, name: str) -> SourceEntry:
    """The source with this id; refused with the nearest known one, or the place of the broken one."""
    if name in project.sources:
        return project.sources[name]
    if name in project.invalid_sources:
        place = project.invalid_sources[name]
        raise Refusal(
            Message(
                "{file}:{line}: the source `{name}` is not valid: `forumcite verify` says why",
                file=place.file,
                line=place.line,
                name=name,
            )
        )
    hint = _nearest(name, project.sources) or Message(": add it with `source add`")
    raise Refusal(Message("there is no source `{name}`{hint}", name=name, hint=hint))


def source_text_of(project: Project, name: str) -> tuple[str, str]:
    """The text of a source and the digest of its bytes."""
    from forumcite.sources import NoText, read_source

    entry = source_entry(project, name)
    limit = project.configuration.maximum_source_size
    read = read_source(project.root, entry.directory, entry.source, limit, name=name, locate=entry.places.value)
    if isinstance(read, NoText):
        finding = read.findings[0]
        raise Refusal(placed(f"{finding.location.file}:{finding.location.line}", finding.message))
    return read.text, read.sha256


def evidence_of(entry: ClaimEntry, number: int | None) -> tuple[int, Evidence]:
    """The piece of evidence with this number, from 1; the only one without."""
    evidence = entry.claim.evidence
    if number is None and len(evidence) > 1:
        raise Refusal(
            Message(
                "the claim `{id}` has {number} pieces of evidence: say which with --evidence",
                id=entry.id,
                number=len(evidence),
            )
        )
    index = (number or 1) - 1
    if not 0 <= index < len(evidence):
        raise Refusal(
            Message(
                "the claim `{id}` has {number} pieces of evidence, numbered from 1", id=entry.id, number=len(evidence)
            )
        )
    return index, evidence[index]


def _places_listed(source: str, text: str, places: Sequence[Span], style: Style, only: Span | None = None) -> str:
    """The places of a quote, numbered, each in its line; `only` one of them, with its number."""
    column = len(str(len(places)))
    lines = []
    for number, (start, end) in enumerate(places, 1):
        if only is not None and only != (start, end):
            continue
        line = text.count("\n", 0, start) + 1
        before, after = text[max(0, start - _SHOWN) : start], text[end : end + _SHOWN]
        marked = style.paint(f"{style.sign('【')}{style.show(text[start:end])}{style.sign('】')}", "mark")
        passage = f"{style.show(before)}{marked}{style.show(after)}"
        place = style.paint(f"{style.show(source)}:{line} [{start}{style.sign('–')}{end}]", "faint")
        lines.append(defuse(f"  {number:>{column}}  {place}  {passage}") + "\n")
    return "".join(lines)


def _chosen(places: Sequence[Span], number: int | None) -> Span | None:
    """The place with this number, from 1; the only one without, None where there are several."""
    if number is None:
        return places[0] if len(places) == 1 else None
    if not 1 <= number <= len(places):
        raise Refusal(Message("there is no place {number}: choose from 1 to {last}", number=number, last=len(places)))
    return places[number - 1]


def _why_not(judgement: Judgement, source: str) -> str:
    """What stands in the way of a quote, and what to do."""
    from forumcite.verdict import Verdict

    if judgement.reason:
        return Message("the quote cannot be looked for: {reason}", reason=judgement.reason)
    if judgement.start is None:
        return Message("no passage of {source} is near the quote: check the words and the source", source=source)
    if judgement.edits:
        edit = judgement.edits[0]
        return Message(
            "the source says “{source}”, the quote “{quote}” ({kind}): quote the source's words",
            source=edit.source,
            quote=edit.quote,
            kind=term("kind", edit.kind),
        )
    if judgement.verdict is Verdict.MISATTRIBUTED:
        return Message("the source gives these words to another speaker: correct --speaker, or leave it out")
    cut = next((each for each in judgement.cuts if not each.carried and not each.note), None)
    if cut is not None:
        kind = term("kind", cut.kind)
        if cut.side == "before":
            return Message("the quote leaves out “{text}” ({kind}) before it: quote it too", text=cut.text, kind=kind)
        return Message("the quote leaves out “{text}” ({kind}) after it: quote it too", text=cut.text, kind=kind)
    return Message(
        "the quote is {verdict}: `forumcite rule {rule}` says what to do",
        verdict=term("verdict", judgement.verdict.value),
        rule=VERDICT_RULES[judgement.verdict],
    )


# -- pin --------------------------------------------------------------------------------------------------------------


@forumcite.command()
@click.argument("claim")
@click.argument("number", type=int, required=False, metavar="[N]")
@click.option("--evidence", type=int, metavar="K", help="Which piece of evidence, from 1, where there are several.")
@_diff
@_color
@_root
def pin(*, claim: str, number: int | None, evidence: int | None, diff_: bool, color: str, root: Path | None) -> Answer:
    """Settle which place a quote means.

    Lists the places where it stands; with N, or where there is only one, writes its start and end, and the shortest
    prefix and suffix that no other place has.
    """
    from forumcite.authoring import check, choices
    from forumcite.edit import Assignment, assign

    style = _style(color)
    project = _load(root)
    entry = entry_of(project, claim)
    index, piece = evidence_of(entry, evidence)
    text, _digest = source_text_of(project, piece.source)
    found = choices(piece.quote, text, entry.claim.statement or "", names=project.configuration.names)
    if not found.places:
        place = entry.quote_location(index)
        raise Refusal(placed(f"{place.file}:{place.line}", _why_not(found.judgement, piece.source)))
    listed = _places_listed(piece.source, text, found.places, style)
    meant = _chosen(found.places, number)
    if meant is None:
        note = Message(
            "the quote stands in {number} places: give the number of the one that is meant", number=len(found.places)
        )
        return Answer(_encode(listed, style), 1, (note,))
    values = _pinned(piece, text, meant, found.places)
    context = {key: str(values.get(key, getattr(piece, key) or "")) for key in ("prefix", "suffix")}
    judged = check(piece.quote, text, meant, context, statement=entry.claim.statement or "")
    if (judged.start, judged.end) != meant:
        place = entry.quote_location(index)
        raise Refusal(
            Message(
                "{file}:{line}: no position settles this quote: quote more of its sentence",
                file=place.file,
                line=place.line,
            )
        )
    path = ("claims", claim, "evidence", index)
    assignments = [Assignment((*path, key), value) for key, value in values.items()]
    document = entry.places.document
    shown = save(project, document, lambda before: assign(before, assignments), diff=diff_)
    shown = shown or _places_listed(piece.source, text, found.places, style, meant)
    return Answer(
        _encode(shown, style),
        0,
        () if diff_ else (Message("wrote {values} in {file}", values=[*values], file=visible(document.file)),),
    )


def _pinned(piece: Evidence, text: str, meant: Span, places: Sequence[Span]) -> dict[str, str | int]:
    """Position and context of a place; what is recorded and stands elsewhere is replaced."""
    from forumcite.authoring import fresh_context, unique_context
    from forumcite.fixes import stands_after, stands_before

    context = unique_context(text, meant, places)
    stale = []
    if piece.prefix and "prefix" not in context and not stands_before(piece.prefix, text, *meant):
        stale.append("prefix")
    if piece.suffix and "suffix" not in context and not stands_after(piece.suffix, text, *meant):
        stale.append("suffix")
    context |= fresh_context(text, meant, stale)
    return {"start": meant.start, "end": meant.end, **context}


# -- add --------------------------------------------------------------------------------------------------------------


@forumcite.command()
@click.argument("quote")
@click.option("--source", required=True, metavar="ID", help="The source that is quoted.")
@click.option("--id", "name", metavar="ID", help="The id of the claim; else one is made of the words.")
@click.option("--statement", metavar="TEXT", help="What the quote is to show; without it the quote is the claim.")
@click.option(
    "--speaker",
    metavar="NAME",
    help='Whose words or report this is; "" for nobody; else whom two signs in the source name.',
)
@click.option("--place", "number", type=int, metavar="N", help="Which place is meant, where there are several.")
@click.option("--elide", is_flag=True, help="Keep a mark of omission as one, instead of quoting all that it spans.")
@click.option("--file", type=click.Path(path_type=Path), metavar=FILE, help="The claims file; else that of the source.")
@_diff
@_color
@_root
def add(  # noqa: PLR0913 - each option of the command is a parameter
    *,
    quote: str,
    source: str,
    name: str | None,
    statement: str | None,
    speaker: str | None,
    number: int | None,
    elide: bool,
    file: Path | None,
    diff_: bool,
    color: str,
    root: Path | None,
) -> Answer:
    """Add a claim: find its quote, show the passage, write it with its exact position.

    QUOTE is the quote, or its first words, `…` and its last ones: "opening … closing" quotes the whole passage from
    the one to the other. Only a quote that passes is written. Where a caption and an attribution in the source agree on
    who speaks, the speaker is written too; one sign alone is only shown.
    """
    from forumcite.authoring import propose_id

    style = _style(color)
    project = _load(root)
    document = source_entry(project, source).places.document if file is None else document_at(project, file)
    text, _digest = source_text_of(project, source)
    told = {"statement": statement, "speaker": speaker or None}
    words, places, why = _found(quote, text, source, told, project, elide=elide)
    if why:
        raise Refusal(why)
    listed = _places_listed(source, text, places, style)
    meant = _chosen(places, number)
    if meant is None:
        note = Message(
            "the words stand in {number} places: give the number of the one that is meant with --place",
            number=len(places),
        )
        return Answer(_encode(listed, style), 1, (note,))
    piece = {
        "source": source,
        "quote": words if words is not None else text[slice(*meant)],
        **_placed(text, meant, places),
    }
    told["speaker"], notes = _speaker_of(text, meant, speaker, project)
    _check_new(piece, text, meant, told, project)
    name = name or propose_id(str(piece["quote"]), {entry.id for entry in project.claims})
    _check_free(project, name)
    claim = {**{key: value for key, value in told.items() if value}, "evidence": [piece]}
    shown = append_entry(project, document, "claims", name, claim, diff=diff_)
    shown = shown or _places_listed(source, text, places, style, meant)
    notes += [] if diff_ else [Message("added {name} to {file}", name=name, file=visible(document.file))]
    return Answer(_encode(shown, style), 0, tuple(notes))


_SIGNS = {
    "caption": Message("a caption"),
    "attribution": Message("an attribution"),
    "continued": Message("an attribution before it"),
}


def _speaker_of(text: str, meant: Span, given: str | None, project: Project) -> tuple[str | None, list[str]]:
    """The speaker that is given, or whom two kinds of sign name; and what to say of it."""
    from forumcite.authoring import speaker_at

    if given is not None:
        return given or None, []
    speakers = [entry.claim.speaker for entry in project.claims]
    proposed = speaker_at(text, meant, speakers=speakers, names=project.configuration.names)
    if proposed is None:
        return None, []
    name, signs = visible(proposed.name), Series(" and ", [_SIGNS[sign] for sign in proposed.signs])
    if proposed.certain:
        return proposed.name, [Message("speaker {name}: named by {signs} in the source", name=name, signs=signs)]
    return None, [Message("{signs} in the source names {name}; --speaker {name} writes that", signs=signs, name=name)]


def _found(
    quote: str, text: str, source: str, told: Mapping[str, str | None], project: Project, *, elide: bool
) -> tuple[str | None, Sequence[Span], str]:
    """The quote to write (None: the passage itself), the places where it may stand, or why there is none."""
    from forumcite.authoring import choices, passages
    from forumcite.locate import places, source_text

    if not elide and not places(quote.strip(), source_text(text)) and (spans := passages(quote, text)):
        return None, spans, ""
    found = choices(quote, text, told["statement"] or "", told["speaker"], project.configuration.names)
    return quote.strip(), found.places, "" if found.places else _why_not(found.judgement, source)


def _placed(text: str, meant: Span, places: Sequence[Span]) -> dict[str, str | int]:
    from forumcite.authoring import unique_context

    return {"start": meant.start, "end": meant.end, **unique_context(text, meant, places)}


def _check_new(
    piece: Mapping[str, str | int], text: str, meant: Span, told: Mapping[str, str | None], project: Project
) -> None:
    """Refuse a quote that would not pass where it is going to stand."""
    from forumcite.authoring import check
    from forumcite.verdict import Outcome

    context = {key: str(piece.get(key, "")) for key in ("prefix", "suffix")}
    judged = check(
        str(piece["quote"]),
        text,
        meant,
        context,
        statement=told["statement"] or "",
        speaker=told["speaker"],
        names=project.configuration.names,
    )
    if judged.outcome is not Outcome.PASS:
        raise Refusal(Message("nothing was written: {why}", why=_why_not(judged, str(piece["source"]))))


def _check_free(project: Project, name: str) -> None:
    from forumcite.model import id_complaint

    if trouble := id_complaint(name):
        raise Refusal(Message("the id `{name}` {trouble}", name=name, trouble=trouble))
    if there := next((entry for entry in project.claims if entry.id == name), None):
        raise Refusal(
            Message(
                "{file}:{line}: the {kind} `{name}` stands here: choose another id",
                file=there.location.file,
                line=there.location.line,
                kind=term("record", "claim"),
                name=name,
            )
        )


# -- accept -----------------------------------------------------------------------------------------------------------


@forumcite.command()
@click.argument("claim")
@click.argument("number", type=int, required=False, metavar="[N]")
@click.option("--why", required=True, metavar="TEXT", help="The reason.")
@click.option("--by", required=True, metavar="NAME", help="Who accepts it.")
@_diff
@_color
@_root
def accept(*, claim: str, number: int | None, why: str, by: str, diff_: bool, color: str, root: Path | None) -> Answer:
    """Accept a quote that does not pass, with a reason and a name.

    N is the piece of evidence, from 1, where there are several. The waiver lists every difference and the digests of
    quote and source, and is void as soon as one of them changes. What alters a number, unit, date or negation, and what
    was not found or not checked, can never be accepted.
    """
    from forumcite.authoring import unacceptable
    from forumcite.edit import Assignment, assign
    from forumcite.report import passage
    from forumcite.sources import sha256_of
    from forumcite.verify import verify_project

    style = _style(color)
    project = _load(root)
    entry = entry_of(project, claim)
    index, piece = evidence_of(entry, number)
    _text, digest = source_text_of(project, piece.source)
    report = verify_project(replace(project, claims=(replace(entry, selected=True),)))
    result = next(each for each in report.results if each.evidence == index)
    place = f"{result.location.file}:{result.location.line}"
    if result.accepted:
        raise Refusal(
            Message(
                "{place}: this quote is accepted already: `forumcite unaccept {claim}` takes that back",
                place=place,
                claim=claim,
            )
        )
    if trouble := unacceptable(result.judgement):
        raise Refusal(Message("{place}: nothing was written: {trouble}", place=place, trouble=trouble))
    edits = [
        {"op": edit.op, "quote": edit.quote, "source": edit.source, "kind": edit.kind}
        for edit in result.judgement.edits
    ]
    digests = {"quote_sha256": sha256_of(piece.quote.encode()), "source_sha256": digest}
    fault = {"verdict": result.verdict.value}
    if entry.claim.speaker:
        fault["speaker"] = entry.claim.speaker
    waiver = {**fault, **({"edits": edits} if edits else {}), "why": why, "by": by, **digests}
    made = [Assignment(("claims", claim, "evidence", index, "accept"), waiver)]
    document = entry.places.document
    shown = save(project, document, lambda text: assign(text, made), diff=diff_)
    shown = shown or passage.render(result, report.texts.get(result.source, ""), style)
    note = Message(
        "accepted as {verdict}: wrote accept in {file}",
        verdict=term("verdict", result.verdict.value),
        file=visible(document.file),
    )
    return Answer(_encode(shown, style), 0, () if diff_ else (note,))


@forumcite.command()
@click.argument("claim")
@click.argument("number", type=int, required=False, metavar="[N]")
@_diff
@_color
@_root
def unaccept(*, claim: str, number: int | None, diff_: bool, color: str, root: Path | None) -> Answer:
    """Take an acceptance back, whether it still holds or is void.

    N is the piece of evidence, from 1, where there are several. The quote is judged as any other again.
    """
    from forumcite.edit import remove

    project = _load(root)
    entry = entry_of(project, claim)
    index, piece = evidence_of(entry, number)
    place = entry.quote_location(index)
    if piece.accept is None:
        raise Refusal(
            Message(
                "{file}:{line}: this quote is not accepted: there is nothing to take back",
                file=place.file,
                line=place.line,
            )
        )
    document = entry.places.document
    path = ("claims", claim, "evidence", index, "accept")
    shown = save(project, document, lambda text: remove(text, path), diff=diff_)
    note = Message("no longer accepted: removed accept from {file}", file=visible(document.file))
    return Answer(_encode(shown, _style(color)), 0, () if diff_ else (note,))


# -- rename -----------------------------------------------------------------------------------------------------------


@forumcite.command()
@click.argument("old")
@click.argument("new")
@click.option("--kind", type=click.Choice(["claim", "source"]), help="What is renamed, where both have this id.")
@_diff
@_color
@_root
def rename(*, old: str, new: str, kind: str | None, diff_: bool, color: str, root: Path | None) -> Answer:
    """Rename a claim, or a source and every reference to it."""
    from forumcite.edit import Assignment, assign, rename_key
    from forumcite.model import id_complaint

    project = _load(root)
    claims = {entry.id: entry for entry in project.claims}
    kinds = [name for name, known in (("claim", claims), ("source", project.sources)) if old in known]
    if kind is None and len(kinds) > 1:
        raise Refusal(Message("`{old}` is a claim and a source: say which with --kind", old=old))
    kind = kind or (kinds[0] if kinds else None)
    if kind not in kinds:
        what = term("record", kind) if kind else Message("claim or source")
        hint = _nearest(old, {**claims, **project.sources})
        raise Refusal(Message("there is no {kind} `{name}`{hint}", kind=what, name=old, hint=hint))
    if trouble := id_complaint(new):
        raise Refusal(Message("the id `{name}` {trouble}", name=new, trouble=trouble))
    entry = claims[old] if kind == "claim" else project.sources[old]
    if taken := (claims if kind == "claim" else project.sources).get(new):
        place = taken.location
        raise Refusal(
            Message(
                "{file}:{line}: the {kind} `{name}` stands here: choose another id",
                file=place.file,
                line=place.line,
                kind=term("record", kind),
                name=new,
            )
        )
    references: dict[str, list[Assignment]] = {entry.location.file: []}
    for other in project.claims if kind == "source" else ():
        for index, piece in enumerate(other.claim.evidence):
            if piece.source == old:
                path = ("claims", other.id, "evidence", index, "source")
                references.setdefault(other.location.file, []).append(Assignment(path, new))

    def change(file: str) -> Callable[[str], str]:
        def changed(text: str) -> str:
            text = assign(text, references[file]) if references[file] else text
            return rename_key(text, (f"{kind}s", old), new) if file == entry.location.file else text

        return changed

    # Every change is tried before the first one is written.
    shown = [save(project, project.documents[file], change(file), diff=True) for file in references]
    if diff_:
        return Answer(_encode("".join(shown), _style(color)))
    for file in references:
        save(project, project.documents[file], change(file), diff=False)
    return Answer(
        b"",
        0,
        (Message("renamed {old} to {new} in {references}", old=old, new=new, references=[*map(visible, references)]),),
    )


# -- init -------------------------------------------------------------------------------------------------------------


@forumcite.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option(
    "--ci",
    "platforms",
    multiple=True,
    type=click.Choice(["github", "gitlab", "pre-commit"]),
    help="Also write the file that makes this platform check the claims; may be given several times.",
)
def init(*, folder: Path | None, platforms: tuple[str, ...]) -> Answer:
    """Begin a project: an example claim on a small text, and the schema for editors.

    Nothing that is there is replaced. In a folder that has claims only the files of --ci are written.
    """
    from forumcite.edit import EditError, create_file
    from forumcite.starter import ci_file, project_files

    root = Path(os.path.realpath(folder or Path.cwd()))
    if root.exists() and not root.is_dir():
        raise Refusal(Message("{folder} is a file: name a folder", folder=folder))
    claims = root / "claims"
    if claims.exists() and not claims.is_dir():
        raise Refusal(Message("{claims} is a file: rename it first", claims=visible(str(claims))))
    begun = claims.exists() and any(claims.iterdir())
    if begun and not platforms:
        raise Refusal(
            Message("{claims} is not empty: add to it with `source add` and `add`", claims=visible(str(claims)))
        )
    files = dict(map(ci_file, platforms))
    if not begun:
        # A folder inside another project would belong to that one without a mark of its own.
        files = {**project_files(configured=_is_marked(root)), **files}
    if taken := [name for name in files if os.path.lexists(root / name)]:
        raise Refusal(Message("{file} is there already and is not replaced: nothing was written", file=taken[0]))
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            create_file(root, root / name, text.encode())
    except OSError as error:
        raise Refusal(Message("{root} cannot be written: {why}", root=root, why=error.strerror)) from None
    except EditError as error:
        raise Refusal(str(error)) from None
    style = _style("never")
    return Answer(
        _encode("".join(f"{style.show(name)}\n" for name in files), style), 0, (Message("now run `forumcite verify`"),)
    )


def _is_marked(root: Path) -> bool:
    """Whether the folder itself is the root of a project that reads claims/."""
    from forumcite.configuration import ConfigurationError, load_configuration

    try:
        configuration = load_configuration(root)
    except ConfigurationError as error:
        raise Refusal(str(error)) from None
    if "claims" not in configuration.paths:
        raise Refusal(
            Message(
                "{file} names {path} as the place of the claims: add them there",
                file=configuration.file,
                path=configuration.paths[0],
            )
        )
    return configuration.file is not None or (root / ".git").exists()
