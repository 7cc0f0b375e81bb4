"""The baseline: what an old collection is known to fail, so that it can start green and only get better.

A file of JSON, sorted, one line for each claim and rule. An entry is known by the id of its claim, so that moved lines
and files do not touch it, and holds only as long as the claim says the same: who changes a known claim has to mend it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from forumcite.findings import VERDICT_RULES, Finding, Level, Location
from forumcite.messages import Message, term
from forumcite.report.escape import json_text
from forumcite.report.summary import KNOWN, is_open
from forumcite.rules import RULES, TRUST_RULES
from forumcite.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from forumcite.claims import Project
    from forumcite.findings import Report, Result

VERSION = 1
MAXIMUM_SIZE = 16_000_000
"""The size in bytes above which a baseline is not read."""

_KINDS = ("claim", "source", "file")
_DIGITS = 16  # of the digest of what an entry is about: enough to notice a change, short enough to read
# What says that nothing, or something else, was checked is never known.
_NEVER = {*TRUST_RULES, "claims-invalid", "claims-empty", "source-changed", "source-outside", "baseline-stale"}


class BaselineError(Exception):
    """A baseline cannot be read or written; the message says why and what to do."""


class Key(NamedTuple):
    """What is known to fail: a claim, a source or a file, and the rule that it breaks."""

    kind: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How often the rule is broken there, and the digest of what the claim or source says; `line` is for messages."""

    count: int
    of: str
    line: int = 1

    def covers(self, other: Entry) -> bool:
        """Whether `other` is no more than this: the same words, broken no more often."""
        return self.of == other.of and other.count <= self.count


Baseline = dict[Key, Entry]


# -- the file ---------------------------------------------------------------------------------------------------------


def read_baseline(content: bytes, file: str) -> Baseline:
    """Read a baseline from its bytes.

    Raises:
        BaselineError: it is no baseline of this version.
    """
    try:
        text = content.decode("utf-8")
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BaselineError(Message("{file} is no JSON: write it again with --write-baseline", file=file)) from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise BaselineError(
            Message(
                "{file} is no baseline of version {version}: write it again with --write-baseline",
                file=file,
                version=VERSION,
            )
        )
    listed = document.get("findings")
    if not isinstance(listed, list) or set(document) != {"version", "findings"}:
        raise BaselineError(
            Message("{file}: `findings` is no list, or there are other keys: write it with --write-baseline", file=file)
        )
    lines = _lines(text)
    known: Baseline = {}
    for number, item in enumerate(listed, 1):
        key, entry = _entry(item, Message("{file}, entry {number}", file=file, number=number))
        if key in known:
            raise BaselineError(
                Message("{file}, entry {number}: the same stands above: leave one of them", file=file, number=number)
            )
        known[key] = replace(entry, line=lines.get(key, 1))
    return known


def _lines(text: str) -> dict[Key, int]:
    """The line of each entry that stands on a line of its own, as they are written."""
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        try:
            found[_entry(json.loads(line.strip().rstrip(",")), "")[0]] = number
        except (ValueError, RecursionError, BaselineError):
            continue
    return found


def _entry(item: Any, place: str) -> tuple[Key, Entry]:
    kinds = [kind for kind in _KINDS if isinstance(item, dict) and isinstance(item.get(kind), str)]
    if len(kinds) != 1 or set(item) != {kinds[0], "rule", "count", "of"}:
        raise BaselineError(
            Message("{place}: write claim, source or file, and rule, count and of, nothing else", place=place)
        )
    rule, count, of = item["rule"], item["count"], item["of"]
    if not isinstance(rule, str) or rule not in RULES or rule in _NEVER:
        raise BaselineError(Message("{place}: its rule is unknown, or one that no baseline can hold", place=place))
    if type(count) is not int or count < 1 or not isinstance(of, str):
        raise BaselineError(Message("{place}: `count` is a number from 1, `of` a text", place=place))
    return Key(kinds[0], item[kinds[0]], rule), Entry(count, of)


def baseline_text(known: Baseline) -> str:
    """The file: sorted, one line for each claim and rule, so that two branches seldom touch the same line."""
    lines = [
        json_text({key.kind: key.name, "rule": key.rule, "count": entry.count, "of": entry.of})
        for key, entry in sorted(known.items(), key=lambda each: each[0])
    ]
    inner = ",\n".join(lines)
    return f'{{"version": {VERSION}, "findings": [\n{inner}\n]}}\n' if lines else '{"version": 1, "findings": []}\n'


def write_baseline(root: Path, path: Path, known: Baseline) -> None:
    """Write the file, at once and under a lock.

    Raises:
        BaselineError: it cannot be written.
    """
    from forumcite.edit import EditError, rewrite

    try:
        # Only a file that is not there yet is made here; whatever else bears its name is left to `rewrite` to refuse.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    except FileExistsError:
        pass
    except OSError as error:
        raise BaselineError(Message("{path} cannot be written: {why}", path=path, why=error.strerror)) from None
    try:
        rewrite(root, path, lambda _: baseline_text(known).encode())
    except EditError as error:
        raise BaselineError(str(error)) from None


# -- a run and its baseline -------------------------------------------------------------------------------------------


def failing(report: Report, project: Project) -> Baseline:
    """Everything that makes this run fail and that a baseline can hold."""
    says = _Sayings(project)
    counts: Counter[Key] = Counter()
    told = set()
    for finding in report.findings:
        key = _key_of(finding)
        if finding.level is Level.ERROR and key.rule not in _NEVER:
            counts[key] += 1
            told.add((key, finding.evidence))
    for result in report.results:
        failed = _key_of_result(result)
        if failed is not None and (failed, result.evidence) not in told:
            counts[failed] += 1
    return {key: Entry(count, says.digest(key)) for key, count in counts.items()}


def _key_of(finding: Finding) -> Key:
    if finding.claim is not None:
        return Key("claim", finding.claim, finding.rule)
    if finding.source is not None:
        return Key("source", finding.source, finding.rule)
    return Key("file", finding.location.file, finding.rule)


def _key_of_result(result: Result) -> Key | None:
    """The key of a result that is no pass; None for the others, open claims included."""
    if result.outcome is Outcome.PASS or is_open(result):
        return None
    return Key("claim", result.claim, VERDICT_RULES[result.verdict])


class _Sayings:
    """What the claims and sources of a project say, as digests."""

    def __init__(self, project: Project) -> None:
        self.claims = {entry.id: entry.claim for entry in project.claims}
        self.sources = {name: entry.source for name, entry in project.sources.items()}

    def digest(self, key: Key) -> str:
        """The first digits of the SHA-256 of what the claim or source says; empty for a file."""
        said: list[Any] = []
        if key.kind == "claim" and key.name in self.claims:
            claim = self.claims[key.name]
            quoted = [[piece.source, piece.quote, piece.relation] for piece in claim.evidence]
            said = [claim.statement, claim.speaker, quoted]
        elif key.kind == "source" and key.name in self.sources:
            said = [self.sources[key.name].path, self.sources[key.name].sha256]
        return sha256(json.dumps(said).encode()).hexdigest()[:_DIGITS] if said else ""


def common(now: Baseline, past: Baseline) -> Baseline:
    """The entries that the past has too, as often as both have them."""
    both = {key: (entry, past[key]) for key, entry in now.items() if key in past and past[key].of == entry.of}
    return {key: replace(entry, count=min(entry.count, before.count)) for key, (entry, before) in both.items()}


def growth(now: Baseline, past: Baseline, file: str, revision: str) -> Iterator[Finding]:
    """A `baseline-grown` for each entry that the past does not cover."""
    for key, entry in now.items():
        if key not in past or not past[key].covers(entry):
            message = Message(
                "{kind} `{name}` is excused from {rule}, as it was not at {revision}",
                kind=term("record", key.kind),
                name=key.name,
                rule=key.rule,
                revision=revision,
            )
            yield _finding("baseline-grown", message, Location(file, entry.line, 1), key)


def apply(report: Report, project: Project, known: Baseline, file: str) -> Report:
    """The report in which what is known is a note and no failure, and what is known in vain is a `baseline-stale`."""
    found = failing(report, project)
    covered = {key for key, entry in found.items() if key in known and known[key].covers(entry)}
    results = tuple(
        replace(result, status=KNOWN) if _key_of_result(result) in covered else result for result in report.results
    )
    aside = {(result.claim, result.evidence) for result in results if result.status == KNOWN}
    findings = tuple(
        replace(made, level=Level.NOTE)
        if made.level is not Level.NOTE and (_key_of(made) in covered or _tells_of(made, aside))
        else made
        for made in report.findings
    )
    stale = tuple(_stale(found, project, known, file))
    return replace(report, results=results, findings=(*findings, *stale))


def _tells_of(finding: Finding, aside: set[tuple[str, int]]) -> bool:
    """Whether the finding only names the verdict of a known result; its other findings count as ever."""
    named = finding.rule in VERDICT_RULES.values()
    return named and finding.claim is not None and (finding.claim, finding.evidence) in aside


def _stale(found: Baseline, project: Project, known: Mapping[Key, Entry], file: str) -> Iterator[Finding]:
    rule = RULES["baseline-stale"]
    level = project.configuration.level(rule.name, rule.level, file)
    selected = {("claim", entry.id) for entry in project.selected_claims}
    for key, entry in known.items():
        checked = project.selected_all or (key.kind, key.name) in selected
        # An entry that counts more than is found lets just as many new faults in.
        if level is None or not checked or (key in found and found[key].covers(entry)):
            continue
        if key not in found:
            message = Message(
                "{kind} `{name}` no longer breaks {rule}", kind=term("record", key.kind), name=key.name, rule=key.rule
            )
        elif found[key].of == entry.of and found[key].count > entry.count:
            continue  # it breaks the rule more often than is known, and those findings say so
        else:
            message = Message(
                "{kind} `{name}` breaks {rule} less often, or says something else now",
                kind=term("record", key.kind),
                name=key.name,
                rule=key.rule,
            )
        yield replace(_finding(rule.name, message, Location(file, entry.line, 1), key), level=level)


def _finding(rule: str, message: str, place: Location, key: Key) -> Finding:
    claim = key.name if key.kind == "claim" else None
    source = key.name if key.kind == "source" else None
    return Finding(rule, Level.ERROR, message, place, claim=claim, source=source)
