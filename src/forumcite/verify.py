"""Check a project's claims against their sources: the pipeline that joins model, text, matcher and guard.

For each piece of evidence: the source is there, its digest holds, the quote is judged (`forumcite.judge`), then the
checks look at what the judgement, the record and the claim say of each other. A check is a function; a new one is a
few lines and an entry in CHECKS.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from forumcite import judge as judging
from forumcite.acceptance import objection
from forumcite.conflicts import Stated, conflicts
from forumcite.findings import VERDICT_RULES, Finding, Fix, Level, Location, Report, Result
from forumcite.fixes import context_fix, position_fix, quote_fix
from forumcite.guard.names import known_names
from forumcite.guard.statement import Proof, disagreements
from forumcite.judge import Hint, judge
from forumcite.locate import SourceText, source_text
from forumcite.messages import Message, Series, term
from forumcite.rules import RULES
from forumcite.sources import FrozenText, NoText, read_source
from forumcite.speakers import given_as_own_words, with_speaker
from forumcite.verdict import Judgement, Outcome, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from forumcite.claims import ClaimEntry, Project, SourceEntry
    from forumcite.guard.speaker import Attribution
    from forumcite.guard.statement import Disagreement
    from forumcite.model import Evidence


def verify_quote(  # noqa: PLR0913 - a convenience for callers: what a claim may say of one quote, by name
    quote: str,
    text: str,
    *,
    start: int | None = None,
    end: int | None = None,
    prefix: str = "",
    suffix: str = "",
    statement: str = "",
    speaker: str | None = None,
    names: Collection[str] = (),
) -> Judgement:
    """Judge one quote against one text.

    Args:
        quote: The words as people quote them, in either Chinese script, with or without glosses, in English or both.
        text: The source text, decoded.
        start: Recorded first code point of the quote in the text, if any.
        end: Recorded end (one past the last code point); stands together with `start`.
        prefix: Text just before the quote, where it occurs more than once.
        suffix: Text just after the quote.
        statement: What the quote is to prove; words that it says of the same thing may be left outside the quote.
        speaker: Whose words they are said to be; decides between several places, and is held against the source.
        names: Known names; a change inside one is never minor.

    Returns:
        The judgement; `judgement.outcome` is pass, review or fail, and offsets count code points of `text`.

    Example:
        >>> from forumcite import verify_quote
        >>> verify_quote("累计上线超18000P算力", "累計上線超18000P算力,通過自主研發(fā)").verdict
        <Verdict.NORMALIZED: 'normalized'>
    """
    source = source_text(text)
    known = known_names(listed=names) | _names_of(text)
    hint = Hint(start, end, prefix, suffix, statement, known)
    judgement = judge(quote, source, hint)
    if not speaker and not judgement.candidates and not judgement.parts:
        return judgement
    return with_speaker(quote, judgement, source, hint, speaker, known)[0]


@lru_cache(maxsize=8)
def _names_of(text: str) -> frozenset[str]:
    """The names that a text marks; kept, as many quotes are asked of one text."""
    return known_names([source_text(text).whole_reading])


def verify_project(project: Project) -> Report:
    """Check every selected claim of a project.

    Args:
        project: The project as loaded, with its configuration.

    Returns:
        The report: a result for each piece of evidence selected, in the order of files, claims and evidence, and
        the findings of the loader and of the checks, at the levels that the configuration gives them.
    """
    run = _Run(project)
    results: list[Result] = []
    findings: list[Finding] = list(project.findings)
    for entry in project.selected_claims:
        of_claim = tuple(run.result(entry, index) for index in range(len(entry.claim.evidence)))
        results += of_claim
        checked = Checked(entry, of_claim, run)
        findings += (finding for check in CHECKS for finding in check(checked))
    findings += run.source_findings()
    findings += _conflict_findings(project)
    opened = {entry.id for entry in project.selected_claims if entry.claim.status == "open"}
    return Report(
        results=tuple(results),
        findings=_levelled(findings, project, opened),
        claims=len(project.selected_claims) + project.invalid_claims,
        sources=len({result.source for result in results}),
        open_claims=len(opened),
        texts={name: source.original for name, source in run.texts.items()},
    )


def _levelled(findings: list[Finding], project: Project, opened: Collection[str]) -> tuple[Finding, ...]:
    """The findings at their configured levels; what concerns a claim that is still open is a note."""
    kept = []
    for finding in findings:
        level = project.configuration.level(finding.rule, finding.level, finding.location.file)
        if level is not None:
            kept.append(replace(finding, level=Level.NOTE if finding.claim in opened else level))
    order = {file: index for index, file in enumerate(project.documents)}
    return tuple(
        sorted(kept, key=lambda each: (order.get(each.location.file, -1), each.location.line, each.location.column))
    )


@dataclass
class _Run:
    """One run over a project: the sources that were read, each once."""

    project: Project
    texts: dict[str, SourceText] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    attributions: dict[tuple[str, int], Attribution] = field(default_factory=dict)
    objections: dict[tuple[str, int], str] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    _names: dict[str, frozenset[str]] = field(default_factory=dict)
    # Where the lines of each source end, and its path.
    _lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the project lists, and that its claims make known."""
        claims = [entry.claim for entry in self.project.claims]
        return known_names(
            speakers=[claim.speaker for claim in claims],
            statements=[claim.statement for claim in claims],
            listed=self.project.configuration.names,
        )

    def names_in(self, name: str) -> frozenset[str]:
        """The known names for one source: the project's, and those that the source itself marks."""
        if name not in self._names:
            self._names[name] = self.names | known_names([self.texts[name].whole_reading])
        return self._names[name]

    def source(self, name: str) -> SourceText | str:
        """A source with its views, or the reason why there is none."""
        if name not in self.texts and name not in self.problems:
            self._read(name)
        return self.texts.get(name) or self.problems[name]

    def _read(self, name: str) -> None:
        entry = self.project.sources.get(name)
        if entry is None:
            broken = name in self.project.invalid_sources
            self.problems[name] = (
                Message("the source {name} is not valid", name=name)
                if broken
                else Message("the source {name} is not defined", name=name)
            )
            return
        read = read_source(
            self.project.root,
            entry.directory,
            entry.source,
            self.project.configuration.maximum_source_size,
            name=name,
            locate=entry.places.value,
        )
        self.found += read.findings
        if isinstance(read, NoText):
            self.problems[name] = read.reason
        elif isinstance(read, FrozenText):
            self.texts[name] = SourceText(read.text)
            self._files[name] = self.file_of(entry)
            self.digests[name] = read.sha256

    def result(self, entry: ClaimEntry, index: int) -> Result:
        """The result of one piece of evidence."""
        evidence = entry.claim.evidence[index]
        source = self.source(evidence.source)
        if isinstance(source, str):
            judgement = Judgement(Verdict.UNCHECKED, reason=source)
        else:
            known = self.names_in(evidence.source)
            hint = hint_of(evidence, entry.claim.statement or "", known)
            judgement = judge(evidence.quote, source, hint)
            speaker = entry.claim.speaker
            judgement, signs = with_speaker(evidence.quote, judgement, source, hint, speaker, known)
            if signs is not None:
                self.attributions[entry.id, index] = signs
        return Result(
            claim=entry.id,
            evidence=index,
            location=entry.quote_location(index),
            source=evidence.source,
            quote=evidence.quote,
            judgement=judgement,
            status=entry.claim.status,
            accepted=self._is_accepted(entry, index, judgement),
            source_location=self._source_location(evidence.source, judgement),
            void=self.objections.get((entry.id, index)),
        )

    def _is_accepted(self, entry: ClaimEntry, index: int, judgement: Judgement) -> bool:
        """Whether a person's waiver holds for a verdict that is not a pass; why not is kept for the finding."""
        evidence = entry.claim.evidence[index]
        if evidence.accept is None or judgement.outcome is Outcome.PASS:
            return False
        signs = self.attributions.get((entry.id, index))
        against = objection(
            evidence.accept,
            judgement,
            evidence.quote,
            self.digests.get(evidence.source, ""),
            entry.claim.speaker,
            misattributed=signs is not None and signs.standing == "misattributed",
        )
        if against is not None:
            self.objections[entry.id, index] = against
        return against is None

    def _source_location(self, name: str, judgement: Judgement) -> Location | None:
        if judgement.start is None or name not in self.texts:
            return None
        if name not in self._lines:
            found = re.finditer("\n", self.texts[name].original)
            self._lines[name] = (-1, *(match.start() for match in found))
        lines = self._lines[name]
        line = bisect_left(lines, judgement.start)
        return Location(self._files[name], line, judgement.start - lines[line - 1])

    def file_of(self, entry: SourceEntry) -> str:
        """The path of a source relative to the root."""
        path = (entry.directory / entry.source.path).resolve()
        return (
            path.relative_to(self.project.root).as_posix()
            if path.is_relative_to(self.project.root)
            else entry.source.path
        )

    def source_findings(self) -> Iterator[Finding]:
        """What is wrong with the sources that were selected, or read for a selected claim."""
        for name, entry in self.project.sources.items():
            if entry.selected and name not in self.texts and name not in self.problems:
                self._read(name)
        yield from self.found
        for name, entry in self.project.sources.items():
            if entry.selected:
                yield from _citation_incomplete(name, entry)


def hint_of(evidence: Evidence, statement: str, names: frozenset[str] = frozenset()) -> Hint:
    """What a piece of evidence records of its place."""
    return Hint(evidence.start, evidence.end, evidence.prefix or "", evidence.suffix or "", statement, names)


# --- checks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    """One claim with its results, as the checks see it."""

    entry: ClaimEntry
    results: tuple[Result, ...]
    run: _Run

    def finding(
        self, rule: str, message: str, index: int | None, *, key: str = "quote", fix: Fix | None = None
    ) -> Finding:
        """A finding about one piece of evidence, or about the claim where `index` is None."""
        places = self.entry.places
        location = self.entry.location if index is None else places.value("evidence", index, key)
        return Finding(rule, RULES[rule].level, message, location, self.entry.id, index, fix=fix)


def check_verdicts(checked: Checked) -> Iterator[Finding]:
    """One finding for each verdict that is not a pass."""
    for index, result in enumerate(checked.results):
        rule = VERDICT_RULES.get(result.verdict)
        if rule is None or result.accepted:
            continue
        message = _message(result)
        signs = checked.run.attributions.get((result.claim, index))
        if signs is not None and result.verdict is Verdict.MISATTRIBUTED:
            message = Message(
                "a caption and an attribution in the source give these words to {speaker}", speaker=signs.speaker
            )
        if result.void:
            message = Message(
                "{finding}; the acceptance does not hold: {against}", finding=message, against=result.void
            )
        yield checked.finding(rule, message, index, fix=_quote_fix(checked, index))


def _quote_fix(checked: Checked, index: int) -> Fix | None:
    result, claim = checked.results[index], checked.entry.claim
    source = checked.run.texts.get(result.source)
    if source is None or result.verdict not in (Verdict.ALTERED, Verdict.MINOR):
        return None
    return quote_fix(claim, claim.evidence[index], result.judgement, source, checked.run.names_in(result.source))


def _message(result: Result) -> str:
    judgement = result.judgement
    if judgement.verdict is Verdict.UNCHECKED:
        return Message("not checked: {reason}", reason=judgement.reason)
    if judgement.verdict is Verdict.NOT_FOUND:
        return Message("no passage of {source} is near the quote", source=result.source)
    if judgement.verdict is Verdict.AMBIGUOUS:
        return Message(
            "the quote stands in {number} places; record a position, or a prefix and suffix",
            number=len(judgement.candidates),
        )
    if judgement.verdict is Verdict.SPLICED:
        return Message("parts of the source are joined that do not stand together, or what is left out matters")
    if judgement.verdict is Verdict.CLIPPED:
        cut = next((each for each in judgement.cuts if not each.carried and not each.note), None)
        if cut is None:
            return Message("the quote is cut")
        kind = term("kind", cut.kind)
        if cut.side == "before":
            return Message("the quote leaves out “{text}” ({kind}) before it", text=cut.text, kind=kind)
        return Message("the quote leaves out “{text}” ({kind}) after it", text=cut.text, kind=kind)
    if judgement.edits:
        edit = judgement.edits[0]
        kind, left = term("kind", edit.kind), len(judgement.edits) - 1
        more = Message(", and {number} more", number=left) if left else ""
        return Message(
            "{kind}: the source says “{source}”, the quote “{quote}”{more}",
            kind=kind,
            source=edit.source,
            quote=edit.quote,
            more=more,
        )
    return RULES[VERDICT_RULES[judgement.verdict]].summary


def check_positions(checked: Checked) -> Iterator[Finding]:
    """The recorded position, prefix and suffix against the place that was found."""
    for index, result in enumerate(checked.results):
        evidence, judgement = checked.entry.claim.evidence[index], result.judgement
        source = checked.run.texts.get(result.source)
        if source is None or judgement.start is None or judgement.end is None:
            continue
        fix = position_fix(judgement)
        # What no repair may choose, a person does with `pin`.
        settle = Message("`forumcite pin {id}` lists the places", id=checked.entry.id)
        stands = judgement.verdict.outcome is Outcome.PASS or judgement.verdict in (
            Verdict.CLIPPED,
            Verdict.MISATTRIBUTED,
        )
        if evidence.start is None or evidence.end is None:
            if stands:
                yield checked.finding(
                    "position-missing",
                    Message(
                        "no position is recorded; the quote stands at {start}–{end}",
                        start=judgement.start,
                        end=judgement.end,
                    ),
                    index,
                    fix=fix,
                )
        elif stands and not judging.holds(judgement.start, judgement.end, evidence.start, evidence.end, source):
            told = Message(
                "the quote stands at {found}, not at {recorded}",
                found=f"{judgement.start}–{judgement.end}",
                recorded=f"{evidence.start}–{evidence.end}",
            )
            told = told if fix else Series("; ", [told, settle])
            yield checked.finding("position-drifted", told, index, key="start", fix=fix)
        hint = hint_of(evidence, "")
        if (
            stands
            and (hint.prefix or hint.suffix)
            and not judging.in_context(judgement.start, judgement.end, source, hint)
        ):
            key = "prefix" if evidence.prefix else "suffix"
            message = Message("the recorded prefix or suffix does not stand next to the quote")
            replaced = context_fix(evidence, judgement, source.original)
            yield checked.finding("context-drifted", message, index, key=key, fix=replaced)
        if "quote-repeated" in judgement.notes and evidence.start is None:
            places = len(judgement.candidates) + 1
            yield checked.finding(
                "quote-repeated",
                Message(
                    "the quote stands in {places} places that agree; the first is given; {settle}",
                    places=places,
                    settle=settle,
                ),
                index,
            )


def check_speakers(checked: Checked) -> Iterator[Finding]:
    """Whether the source shows that the words are the named speaker's, and whether they are given as more than that."""
    claim = checked.entry.claim
    if claim.speaker is None:
        return
    for index, result in enumerate(checked.results):
        signs = checked.run.attributions.get((result.claim, index))
        relation = claim.evidence[index].relation
        # A waiver for the words is none for their speaker.
        if signs is None or result.verdict is Verdict.MISATTRIBUTED or relation != "supports":
            continue
        if signs.standing == "unconfirmed":
            message = Message(
                "one sign in the source names {other}, not {speaker}", other=signs.speaker, speaker=claim.speaker
            )
            yield checked.finding("speaker-unconfirmed", message, index)
        elif signs.standing == "unknown":
            message = Message("nothing in the source shows that the words are {speaker}'s", speaker=claim.speaker)
            yield replace(checked.finding("speaker-unconfirmed", message, index), level=Level.NOTE)
        if signs.reported and given_as_own_words(result.quote, claim.statement, result.judgement.matched or ""):
            message = Message("the source reports this in its own words; the statement puts it in quotation marks")
            yield checked.finding("reported-speech", message, index)


def check_statement(checked: Checked) -> Iterator[Finding]:
    """The statement against all evidence that supports it."""
    claim, run = checked.entry.claim, checked.run
    if claim.statement is None:
        return
    proofs: list[Proof] = []
    given = [claim.speaker or ""]
    complete = True
    for evidence, result in zip(claim.evidence, checked.results, strict=True):
        if evidence.relation != "supports":
            continue
        judgement = result.judgement
        if judgement.verdict not in _SHOWS and not result.accepted:
            complete = False
            continue
        source = run.texts[evidence.source]
        spans = judgement.parts or (Span(judgement.start or 0, judgement.end or 0),)
        proofs += [Proof(source.original[slice(*span)], *_around(source, span)) for span in spans]
        # What the folds cannot read in a damaged source, a quote that was proved against it says.
        given += [evidence.quote, str((run.project.sources[evidence.source].source.cite or {}).get("title", ""))]
    sources = {evidence.source for evidence in claim.evidence} & set(run.texts)
    known = frozenset[str]().union(*(run.names_in(name) for name in sources))
    found = disagreements(claim.statement, proofs, known=known, given=given)
    contradicted = [each for each in found if each.contradicted]
    unsupported = [each for each in found if not each.contradicted] if complete else []
    for rule, these in (("statement-contradicted", contradicted), ("statement-unsupported", unsupported)):
        if these:
            message = Series("; ", [_disagreement(each) for each in these[:3]])
            finding = checked.finding(rule, message, None)
            yield replace(finding, location=checked.entry.places.value("statement"))


def _around(source: SourceText, span: Span) -> tuple[str, str]:
    """The span with the words next to it that a cut leaves outside, up to the nearest marks, and its sentence."""
    reading = source.whole_reading
    first, last = reading.bounds(*span)
    start, end = reading.sentence(first, last)
    before = re.search(r"[^,;:|]*\Z", reading.simple[start:first])
    after = re.match(r"[^,;:|]*", reading.simple[last:end])
    left = first - len(before[0]) if before else first
    right = last + len(after[0]) if after else last
    return reading.between(left, right), reading.between(start, end)


_SHOWS = frozenset((Verdict.EXACT, Verdict.NORMALIZED, Verdict.ELIDED, Verdict.MINOR, Verdict.CLIPPED))


def _disagreement(found: Disagreement) -> str:
    if found.contradicted and found.evidence:
        return Message(
            "{kind}: the statement says “{statement}”, its evidence “{evidence}”",
            kind=term("kind", found.kind),
            statement=found.statement,
            evidence=found.evidence,
        )
    if found.contradicted:
        return Message(
            "{kind}: the statement says “{statement}”, its evidence does not",
            kind=term("kind", found.kind),
            statement=found.statement,
        )
    if found.evidence:
        return Message(
            "{kind}: the statement says “{statement}”, its evidence “{evidence}”; worded too freely to be certain",
            kind=term("kind", found.kind),
            statement=found.statement,
            evidence=found.evidence,
        )
    return Message(
        "{kind}: “{statement}” stands in none of the evidence", kind=term("kind", found.kind), statement=found.statement
    )


def _conflict_findings(project: Project) -> Iterator[Finding]:
    """Claims that contradict each other, at the one that was selected; the report names the other place."""
    stated = [Stated(entry.id, entry.claim, entry.location) for entry in project.claims]
    selected = {entry.id for entry in project.selected_claims}
    rule = RULES["claims-conflict"]
    for conflict in conflicts(stated):
        here, there = conflict.claim, conflict.other
        if here.id not in selected:
            here, there = there, here
        if here.id in selected:
            place = f"{there.location.file}:{there.location.line}"
            message = Message("{conflict} ({place})", conflict=conflict.message, place=place)
            yield Finding(rule.name, rule.level, message, here.location, here.id, related=(there.location,))


def _citation_incomplete(name: str, entry: SourceEntry) -> Iterator[Finding]:
    """What a complete citation of a source still needs."""
    from forumcite.cite import describe_field, missing_fields

    missing = missing_fields(entry.source.cite or {})
    if missing:
        wanted = [describe_field(each) for each in missing]
        rule = RULES["citation-incomplete"]
        message = Message("a complete citation of {name} still needs: {wanted}", name=name, wanted=wanted)
        yield Finding(rule.name, rule.level, message, entry.location, source=name)


CHECKS: tuple[Callable[[Checked], Iterator[Finding]], ...] = (
    check_verdicts,
    check_positions,
    check_speakers,
    check_statement,
)
