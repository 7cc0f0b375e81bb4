"""Repair claims files from what a report found: which values to write where, before anything is written.

Safe is what loses no information: the position of a quote that stands in one place only, the digest of a source that
has none. What changes a person's words, a quote or its context, is written on request only. A changed digest is never
recorded here: whether the new text still carries its claims is for a person to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from forumcite.edit import Assignment, EditError, assign, edit_file
from forumcite.judge import Hint, in_context
from forumcite.locate import source_text
from forumcite.messages import placed
from forumcite.verdict import Outcome, Verdict
from forumcite.verify import verify_quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forumcite.claims import ClaimEntry, ClaimsDocument, Project
    from forumcite.findings import Finding, Report, Result
    from forumcite.model import Evidence
    from forumcite.tree import Path as TreePath

# Positions that a report offers to write, where the quote stands in one place.
_POSITIONS = ("position-missing", "position-drifted")
_ALTERED = (Verdict.ALTERED, Verdict.MINOR)
_LONGEST_CONTEXT = 200


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
        unsafe: Whether quotes and context may change, too: an altered quote gets the source's words where it differs,
            a prefix or suffix that does not stand there the text that does.
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
    for finding in report.findings:
        source = project.sources.get(finding.source or "")
        # A source that a selected claim quotes may stand in a file that nobody asked about.
        if finding.rule == "digest-missing" and source is not None and source.selected and finding.fix:
            digest = _assignments(("sources", source.id), finding.fix.values)
            yield finding.location.file, finding.location.line, digest
    entries = {entry.id: entry for entry in project.selected_claims}
    found: dict[tuple[str | None, int | None], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.claim, finding.evidence), []).append(finding)
    names = project.configuration.names
    for result in report.results:
        entry = entries[result.claim]
        values = _values(result, entry, found.get((result.claim, result.evidence), ()))
        if unsafe and not result.accepted:
            values |= _unsafe_values(result, entry, report.texts.get(result.source, ""), names)
        written = _assignments(("claims", result.claim, "evidence", result.evidence), values)
        yield result.location.file, result.location.line, written


def _assignments(path: TreePath, values: Mapping[str, str | int]) -> tuple[Assignment, ...]:
    return tuple(Assignment((*path, key), value) for key, value in values.items())


def _values(result: Result, entry: ClaimEntry, findings: Sequence[Finding]) -> dict[str, str | int]:
    """The position, where it is missing or drifted and the quote stands in one place only."""
    if result.judgement.candidates:
        return {}
    evidence = entry.claim.evidence[result.evidence]
    offered = next((each.fix for each in findings if each.rule in _POSITIONS and each.fix and each.fix.safe), None)
    if offered is None:
        return {}
    recorded = {"start": evidence.start, "end": evidence.end}
    return {key: value for key, value in offered.values.items() if recorded.get(key) != value}


def _unsafe_values(result: Result, entry: ClaimEntry, text: str, names: Sequence[str]) -> dict[str, str | int]:
    """The source's words where the quote differs, and the context that stands next to it."""
    if result.judgement.start is None or result.judgement.end is None:
        return {}
    evidence = entry.claim.evidence[result.evidence]
    if result.judgement.verdict in _ALTERED:
        return _corrected(result, entry, text, names)
    if result.judgement.outcome is Outcome.PASS and not result.judgement.candidates:
        return _context(evidence, text, result.judgement.start, result.judgement.end)
    return {}


def _corrected(result: Result, entry: ClaimEntry, text: str, names: Sequence[str]) -> dict[str, str | int]:
    """A quote that passes: with the source's words where it differs, else the whole passage; none if neither does."""
    evidence, judged = entry.claim.evidence[result.evidence], result.judgement
    quote = evidence.quote
    for edit in sorted(judged.edits, key=lambda edit: edit.quote_span, reverse=True):
        quote = quote[: edit.quote_span.start] + text[slice(*edit.source_span)] + quote[edit.quote_span.end :]
    claim = entry.claim
    for corrected in (quote, judged.matched or ""):
        again = verify_quote(
            corrected,
            text,
            prefix=evidence.prefix or "",
            suffix=evidence.suffix or "",
            statement=claim.statement or "",
            speaker=claim.speaker,
            names=names,
        )
        if again.outcome is Outcome.PASS and again.start is not None and again.end is not None:
            if not (again.start < (judged.end or 0) and (judged.start or 0) < again.end):
                continue  # the words stand elsewhere, too, and that is where they were found
            position = {} if again.candidates else {"start": again.start, "end": again.end}
            return {"quote": corrected, **position, **_context(evidence, text, again.start, again.end)}
    return {}


def _context(evidence: Evidence, text: str, start: int, end: int) -> dict[str, str | int]:
    """The text next to a span, in place of a recorded prefix or suffix that does not stand there."""
    values: dict[str, str | int] = {}
    if evidence.prefix and not stands_before(evidence.prefix, text, start, end):
        near = before(text, start)
        lengths = range(min(len(evidence.prefix), len(near)), len(near) + 1)
        words = (near[len(near) - length :] for length in lengths)
        if found := next((each for each in words if stands_before(each, text, start, end)), None):
            values["prefix"] = found
    if evidence.suffix and not stands_after(evidence.suffix, text, start, end):
        near = after(text, end)
        words = (near[:length] for length in range(min(len(evidence.suffix), len(near)), len(near) + 1))
        if found := next((each for each in words if stands_after(each, text, start, end)), None):
            values["suffix"] = found
    return values


def stands_before(prefix: str, text: str, start: int, end: int) -> bool:
    """Whether a prefix that is not blank stands before a span, after the folds."""
    return bool(prefix.strip()) and in_context(start, end, source_text(text), Hint(prefix=prefix))


def stands_after(suffix: str, text: str, start: int, end: int) -> bool:
    """Whether a suffix that is not blank stands behind a span, after the folds."""
    return bool(suffix.strip()) and in_context(start, end, source_text(text), Hint(suffix=suffix))


def before(text: str, start: int) -> str:
    """The text just before a span, as far as a prefix may reach."""
    return text[max(0, start - _LONGEST_CONTEXT) : start]


def after(text: str, end: int) -> str:
    """The text just after a span, as far as a suffix may reach."""
    return text[end : end + _LONGEST_CONTEXT]
