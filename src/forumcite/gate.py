"""The check as a team puts it in front of a pull request: against a revision, with a baseline, of what has changed.

Joins the project with its past and its baseline; what the quotes are worth is for `forumcite.verify` to say.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forumcite import baseline as baselines
from forumcite.baseline import BaselineError
from forumcite.claims import load_project
from forumcite.configuration import find_root, load_configuration
from forumcite.messages import Message, placed
from forumcite.revisions import open_revision
from forumcite.rules import TRUST_RULES
from forumcite.sources import UnreadableError, read_inside
from forumcite.trust import (
    added_acceptances,
    changed_since,
    edited_sources,
    in_order,
    policy_findings,
    read_past,
    removed_claims,
    root_at,
    with_claims_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forumcite.baseline import Baseline
    from forumcite.claims import Project
    from forumcite.findings import Finding, Report
    from forumcite.trust import Past

__all__ = ["TRUST_RULES", "Terms", "check"]


@dataclass(frozen=True)
class Terms:
    """What a run compares with.

    Attributes:
        against: The revision whose configuration and baseline hold, and against which nothing may change unseen.
        allow: The rules of that comparison that are waived.
        since: The revision since which claims and sources must have changed to be reported.
        baseline: The baseline file, relative to the working directory.
        write_baseline: Whether to write it.
    """

    against: str | None = None
    allow: tuple[str, ...] = ()
    since: str | None = None
    baseline: Path | None = None
    write_baseline: bool = False


def check(root: Path | None, paths: Sequence[Path], terms: Terms) -> tuple[Report, list[str]]:
    """Verify a project under these terms.

    Args:
        root: The root that was asked for, if any.
        paths: What to report on; nothing for everything.
        terms: What to compare with.

    Returns:
        The report, in which the findings of the comparison stand first, and lines for standard error.

    Raises:
        ConfigurationError: the configuration that holds is broken, or a path lies outside the root.
        RevisionError: a revision cannot be read.
        BaselineError: the baseline cannot be read or written.
    """
    from forumcite.verify import verify_project

    # By letters: a link that stands in place of a folder does not choose which project is meant.
    start = Path(os.path.abspath(paths[0] if paths else Path.cwd()))  # noqa: PTH100 - the same
    folder = start if start.is_dir() else start.parent
    past = None
    if terms.against is not None:
        revision = open_revision(root or folder, terms.against)
        explicit = root is not None
        if root is not None:
            find_root((), root)
        root = Path(os.path.abspath(root)) if root is not None else root_at(revision, folder)  # noqa: PTH100 - the same
        past = read_past(revision, root)
        unseen: list[Finding] = list(policy_findings(past, root, None if explicit else folder))
        trusted = past.configuration if "policy-changed" not in terms.allow else load_configuration(root)
        project = load_project(root, paths, trusted)
        edited = edited_sources(project, past)
        unseen += [*edited, *added_acceptances(project, past), *removed_claims(project, past)]
    else:
        root, unseen, edited = find_root(paths, root), [], ()
        project = load_project(root, paths, load_configuration(root))
    if terms.since is not None:
        project = changed_since(project, _past_of(root, terms.since, past))
    project = with_claims_on(project, {made.source for made in edited if made.source is not None})
    report = verify_project(project)
    if terms.baseline is not None:
        report, grown = _with_baseline(report, project, past, terms)
        unseen += grown
    report = replace(report, findings=(*in_order(unseen, terms.allow), *report.findings))
    return report, list(_notes(report, terms))


def _past_of(root: Path, name: str, known: Past | None) -> Past:
    revision = open_revision(root, name)
    return known if known is not None and known.revision.commit == revision.commit else read_past(revision, root)


def _notes(report: Report, terms: Terms) -> Iterable[str]:
    if terms.since is not None and not report.results and not report.findings:
        yield Message("nothing to check: no claim and no source has changed since {since}", since=terms.since)
    if terms.write_baseline:
        yield Message("{baseline} was written; what it lists is counted and fails no more", baseline=terms.baseline)


def _with_baseline(
    report: Report, project: Project, past: Past | None, terms: Terms
) -> tuple[Report, tuple[Finding, ...]]:
    """The report without what is known, and what the baseline has more than that of the revision."""
    path = Path(os.path.abspath(terms.baseline or ""))  # noqa: PTH100 - `..` goes by letters; links are refused below
    real = Path(os.path.realpath(path.parent)) / path.name
    if not real.is_relative_to(project.root):
        raise BaselineError(
            Message(
                "{baseline} lies outside the project root: keep the baseline with the claims", baseline=terms.baseline
            )
        )
    file = real.relative_to(project.root).as_posix()
    known = _read(project, real, file, missing_is_empty=past is not None or terms.write_baseline)
    if terms.write_baseline:
        found = baselines.failing(report, project)
        # What once was written only shrinks; a new beginning takes deleting the file.
        known = baselines.common(found, known) if os.path.lexists(real) else found
        baselines.write_baseline(project.root, real, known)
    grown: tuple[Finding, ...] = ()
    if past is not None:
        kept = past.revision.prefix(path.parent) + path.name
        content = past.revision.read([kept]).get(kept)
        there = Message("{file} at {revision}", file=file, revision=past.revision.name)
        before = baselines.read_baseline(content, there) if content is not None else {}
        grown = tuple(baselines.growth(known, before, file, past.revision.name))
        known = known if "baseline-grown" in terms.allow else baselines.common(known, before)
    return baselines.apply(report, project, known, file), grown


def _read(project: Project, path: Path, file: str, *, missing_is_empty: bool) -> Baseline:
    if not os.path.lexists(path):
        if missing_is_empty:
            return {}
        raise BaselineError(Message("there is no baseline {file}: write it with --write-baseline", file=file))
    try:
        content = read_inside(project.root, path.parent, path.name, baselines.MAXIMUM_SIZE)
    except UnreadableError as error:
        raise BaselineError(placed(file, str(error))) from None
    return baselines.read_baseline(content, file)
