"""Repair claims files from what a report found: which values to write where, before anything is written.

What is written is what the findings offer, and nothing else (`forumcite.fixes`, `forumcite.sources`): the safe ones, or
on request all. A changed digest is never recorded here: whether the new text still carries its claims is for a person
to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from forumcite.edit import Assignment, EditError, assign, edit_file
from forumcite.messages import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forumcite.claims import ClaimsDocument, Project
    from forumcite.findings import Finding, Report
    from forumcite.model import Claim
    from forumcite.tree import Path as TreePath


@dataclass(frozen=True, slots=True)
class FileRepair:
    """What is to be written in one claims file, and its text afterwards.

    `left` says what could not be written, a line each, with place and remedy; `after` is `document.text` where nothing
    could.
    """

    document: ClaimsDocument
    assignments: tuple[Assignment, ...]
    after: str
    left: tuple[str, ...] = ()


def repairs(project: Project, report: Report, *, unsafe: bool = False) -> list[FileRepair]:
    """The repairs of every file, in the order of files; nothing is written.

    Args:
        project: The project as loaded.
        report: What `verify_project` found in it.
        unsafe: Whether fixes that change a person's words, a quote or its context, are made, too.
    """
    planned: dict[str, list[tuple[Assignment, ...]]] = {}
    places: dict[Assignment, str] = {}
    for file, line, group in _groups(project, report, unsafe=unsafe):
        if group:
            planned.setdefault(file, []).append(group)
            places[group[0]] = f"{file}:{line}"
    return [
        _file_repair(project.documents[file], planned[file], places) for file in project.documents if file in planned
    ]


def write(project: Project, repair: FileRepair) -> None:
    """Write one repair to its file.

    Raises:
        EditError: the file has changed since it was read, or cannot be written; it is as it was.
    """
    if repair.assignments:
        edit_file(project.root, repair.document.path, repair.assignments, repair.document.sha256)


def _file_repair(
    document: ClaimsDocument, groups: Sequence[tuple[Assignment, ...]], places: Mapping[Assignment, str]
) -> FileRepair:
    """All groups at once; where one cannot be written, all that can be without it."""
    everything = tuple(chain.from_iterable(groups))
    try:
        return FileRepair(document, everything, assign(document.text, everything))
    except EditError:
        kept: tuple[Assignment, ...] = ()
        after, left = document.text, []
        for group in groups:
            try:
                after = assign(document.text, (*kept, *group))
            except EditError as error:
                left.append(placed(places[group[0]], str(error)))
            else:
                kept = (*kept, *group)
        return FileRepair(document, kept, after, tuple(left))


def _groups(project: Project, report: Report, *, unsafe: bool) -> Iterator[tuple[str, int, tuple[Assignment, ...]]]:
    """What belongs together, with its place: the values of one source or of one piece of evidence."""
    claims = {entry.id: entry.claim for entry in project.selected_claims}
    gathered: dict[TreePath, list[Finding]] = {}
    for finding in report.findings:
        path = _path_of(project, finding)
        if finding.fix is not None and (finding.fix.safe or unsafe) and path is not None:
            gathered.setdefault(path, []).append(finding)
    for path, findings in gathered.items():
        values = {key: value for each in findings if each.fix for key, value in each.fix.values.items()}
        place = findings[0].location
        yield place.file, place.line, _assignments(path, _changed(claims, path, values))


def _path_of(project: Project, finding: Finding) -> TreePath | None:
    """Where the values of its fix belong: a source, or a piece of evidence of a claim."""
    if finding.claim is not None and finding.evidence is not None:
        return ("claims", finding.claim, "evidence", finding.evidence)
    # A source that a selected claim quotes may stand in a file that nobody asked about.
    source = project.sources.get(finding.source or "")
    return ("sources", source.id) if source is not None and source.selected else None


def _changed(claims: Mapping[str, Claim], path: TreePath, values: Mapping[str, str | int]) -> Mapping[str, str | int]:
    """Those of the values of a piece of evidence that are not recorded already."""
    if path[0] == "sources":
        return values
    piece = claims[str(path[1])].evidence[int(path[3])]
    return {key: value for key, value in values.items() if getattr(piece, key) != value}


def _assignments(path: TreePath, values: Mapping[str, str | int]) -> tuple[Assignment, ...]:
    return tuple(Assignment((*path, key), value) for key, value in values.items())
