"""The report for a person: what failed first, the quote above the source, the difference marked, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.findings import Finding, Level, Location
from forumcite.messages import Message, Series, counted, term
from forumcite.report.change import Written, describe
from forumcite.report.escape import defuse
from forumcite.report.excerpt import Token, draw, excerpt, shorten
from forumcite.report.problems import Severity, problems
from forumcite.report.style import PLAIN, Style, pad, width
from forumcite.report.summary import is_open, summarise
from forumcite.rules import RULES
from forumcite.verdict import Outcome, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forumcite.findings import Report, Result
    from forumcite.report.problems import Problem
    from forumcite.report.summary import Summary
    from forumcite.verdict import Cut, Edit, Gap, Judgement

_LABEL = 13  # the width of "organisation", the longest kind of edit, and a space
_MOST_PLACES = 5
_MOST_EDITS = 20
_MESSAGE_COLUMNS = 600
_CUT_REACH = 200  # code points: how far from the quote a cut word is looked for in its sentence
_SIGNS = {
    Severity.FAIL: ("✗", "red"),
    Severity.REVIEW: ("?", "yellow"),
    Severity.OPEN: ("○", "cyan"),
    Severity.NOTE: ("·", "faint"),
}


def render(report: Report, style: Style = PLAIN) -> str:
    """The whole report as text."""
    lines: list[str] = []
    shown = [problem for problem in problems(report) if style.verbosity > 0 or problem.severity is not Severity.NOTE]
    if style.verbosity >= 0:
        advised: set[str] = set()
        for problem in shown:
            lines += [*block(problem, report, style), *_advice(problem, advised, style)]
            lines += [""] if problem.severity is not Severity.NOTE else []
    if style.verbosity > 0 and (passes := [defuse(line) for line in _passes(report, style)]):
        lines += ["", *passes, ""] if lines and lines[-1] else [*passes, ""]
    lines += _summary(report, style)
    return "\n".join(lines).lstrip("\n") + "\n"


def block(problem: Problem, report: Report, style: Style = PLAIN) -> list[str]:
    """One problem, as lines without what to do next."""
    return [defuse(line) for line in _block(problem, report, style)]


def _block(problem: Problem, report: Report, style: Style) -> list[str]:
    if problem.severity is Severity.NOTE:
        return [_note_line(finding, style) for finding in problem.findings]
    if problem.result is None:
        return _finding_block(problem, style)
    result = problem.result
    lines = [_headline(problem, result, style)]
    lines += [f"    {line}" for line in _evidence(result, report, style)]
    own = problem.rule if result.outcome is not Outcome.PASS else None
    for finding in problem.findings:
        told = finding.rule != own or not _explained(result.judgement)
        if told and (finding.level is not Level.NOTE or style.verbosity > 0):
            lines.append(f"    {_finding_line(finding, style)}")
    if result.void and _explained(result.judgement):
        # The finding of the verdict would say it, but the block stands for that.
        void = style.say(Message("the acceptance does not hold: {against}", against=result.void))
        lines.append(f"    {_label(Message('void'), style)}{shorten(void, _MESSAGE_COLUMNS, style)}")
    return lines


def _headline(problem: Problem, result: Result, style: Style) -> str:
    sign, colour = _SIGNS[problem.severity]
    verdict = term("verdict", result.verdict.value)
    word = verdict if result.outcome is not Outcome.PASS or is_open(result) else problem.rule
    if result.accepted:
        word = Message("{verdict} (accepted)", verdict=word)
    if is_open(result):
        word = Message("{verdict} (open)", verdict=word)
    name = result.claim if not result.evidence else f"{result.claim} #{result.evidence + 1}"
    return "  ".join(
        (
            style.paint(f"{style.sign(sign)} {style.say(word)}", colour),
            style.paint(style.show(name), "bold"),
            style.paint(_place(result.location, style), "faint"),
        )
    )


def _finding_block(problem: Problem, style: Style) -> list[str]:
    finding = problem.findings[0]
    sign, colour = _SIGNS[problem.severity]
    head = [style.paint(f"{style.sign(sign)} {style.show(finding.rule)}", colour)]
    if subject := finding.claim or finding.source:
        head.append(style.paint(style.show(subject), "bold"))
    head.append(style.paint(_place(finding.location, style), "faint"))
    # The level stands first: no line may begin with words that a stranger wrote.
    level = _label(term("level", finding.level.value), style)
    lines = ["  ".join(head), f"    {level}{_message(finding, style)}"]
    return lines + [f"    {_label(Message('see'), style)}{_place(place, style)}" for place in finding.related]


def _note_line(finding: Finding, style: Style) -> str:
    subject = finding.claim or finding.source or _place(finding.location, style)
    return style.paint(
        f"{style.sign('·')} {style.show(f'{finding.rule}  {subject}')}  {_message(finding, style)}", "faint"
    )


def _finding_line(finding: Finding, style: Style) -> str:
    colour = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "faint"}[finding.level]
    level = style.paint(style.say(term("level", finding.level.value)), colour)
    fix = ""
    if finding.fix:
        fix = style.say(Message(" (fixable)") if finding.fix.safe else Message(" (fixable with --unsafe)"))
    return f"{level} {style.show(finding.rule)}{fix}: {_message(finding, style)}"


def _message(finding: Finding, style: Style) -> str:
    """The message, which may repeat a quote of any length."""
    return shorten(style.say(finding.message), _MESSAGE_COLUMNS, style)


def _place(location: Location, style: Style) -> str:
    return f"{style.show(location.file)}:{location.line}:{location.column}"


def _evidence(result: Result, report: Report, style: Style) -> Iterator[str]:
    """The quote above the source, the differences marked under each, then each difference in words."""
    judgement = result.judgement
    text = report.texts.get(result.source, "")
    quote_marks = [edit.quote_span for edit in judgement.edits]
    quoted = excerpt(result.quote, Span(0, len(result.quote)), quote_marks, style)
    yield from draw(_label(Message("quote"), style), quoted, style)
    if judgement.start is not None and judgement.end is not None:
        yield from draw(_label(Message("source"), style), _passage(judgement, text, style), style)
        yield _label(Message("at"), style) + style.paint(_source_place(result, text, style), "faint")
    elif judgement.verdict is Verdict.NOT_FOUND:
        nothing = style.say(Message("nothing near it in {source}", source=style.show(result.source)))
        yield _label(Message("source"), style) + nothing
    for edit in judgement.edits[:_MOST_EDITS]:
        yield _label(term("kind", edit.kind), style) + describe(edit, style, _written(edit, result, text))
    for cut in judgement.cuts[:_MOST_EDITS]:
        yield _label(Message("cut"), style) + _describe_cut(cut, style)
    yield from _places(judgement, result, text, style)
    if judgement.folds:
        yield _label(Message("harmless"), style) + style.paint(style.show(_folds(judgement.folds, style)), "faint")
    if judgement.reason:
        yield _label(Message("reason"), style) + style.show(style.say(judgement.reason))


# What stands around a figure and says what it counts: 零下, 第, 个百分点.
_REACH_OF_FIGURE = 20


def _written(edit: Edit, result: Result, text: str) -> Written:
    """An edit as its two texts have it; what is not at hand stays as it was folded."""
    start, end = edit.quote_span
    return Written(
        text[slice(*edit.source_span)] or edit.source,
        result.quote[start:end] or edit.quote,
        result.quote[max(0, start - _REACH_OF_FIGURE) : start],
        result.quote[end : end + _REACH_OF_FIGURE],
    )


def _label(word: str, style: Style) -> str:
    word = style.show(style.say(word))
    return pad(word, _LABEL) if width(word) < _LABEL else f"{word} "


def _folds(folds: Sequence[str], style: Style) -> str:
    return style.say(Series(", ", [term("fold", fold) for fold in folds]))


def _passage(judgement: Judgement, text: str, style: Style) -> list[Token]:
    """The source passage, the words that the quote cuts off before and after it in 【】."""
    start, end = judgement.start or 0, judgement.end or 0
    if not text:
        text, offset = judgement.matched or "", start
    else:
        offset = 0
    focus = Span(start - offset, end - offset)
    marks = [Span(e.source_span.start - offset, e.source_span.end - offset) for e in judgement.edits]
    marks += _hidden(judgement.gaps, offset) if judgement.verdict is Verdict.SPLICED else []
    tokens = excerpt(text, focus, marks, style)
    for cut in judgement.cuts:
        if cut.note or cut.carried:
            continue
        if cut.side == "before":
            tokens = _cut_before(cut, text, focus.start, style) + tokens
        else:
            tokens = tokens + _cut_after(cut, text, focus.end, style)
    return tokens


def _hidden(gaps: Iterable[Gap], offset: int) -> list[Span]:
    return [Span(gap.start - offset, gap.end - offset) for gap in gaps]


def _cut_before(cut: Cut, text: str, start: int, style: Style) -> list[Token]:
    found = text.rfind(cut.text, max(0, start - _CUT_REACH), start)
    between = text[found + len(cut.text) : start] if found >= 0 else ""
    own = cut.text if found >= 0 else _own_letters(cut, text[max(0, start - len(cut.text)) : start])
    return [_bracketed(own, style), Token(shorten(between, style.columns // 4, style), "faint")]


def _cut_after(cut: Cut, text: str, end: int, style: Style) -> list[Token]:
    found = text.find(cut.text, end, end + _CUT_REACH)
    between = text[end:found] if found >= 0 else ""
    own = cut.text if found >= 0 else _own_letters(cut, text[end : end + len(cut.text)])
    return [Token(shorten(between, style.columns // 4, style), "faint"), _bracketed(own, style)]


def _own_letters(cut: Cut, beside: str) -> str:
    """The source's own letters for a cut that was read in folded text, where only the case differs."""
    return beside if beside.casefold() == cut.text.casefold() else cut.text


def _bracketed(text: str, style: Style) -> Token:
    inner = shorten(text, style.columns // 3, style)
    return Token(f"{style.sign('【')}{inner}{style.sign('】')}", "mark", marked=True)


def _describe_cut(cut: Cut, style: Style) -> str:
    words = f"{style.sign('【')}{shorten(cut.text, style.columns // 2, style)}{style.sign('】')}"
    kind = style.show(style.say(term("kind", cut.kind)))
    if cut.side == "before":
        told = Message("{words} left out before the quote: {kind}", words=words, kind=kind)
    else:
        told = Message("{words} left out after the quote: {kind}", words=words, kind=kind)
    if cut.carried:
        told = Message("{cut} (the statement says it)", cut=told)
    elif cut.note:
        told = Message("{cut} (loses nothing that matters)", cut=told)
    return style.say(told)


def _places(judgement: Judgement, result: Result, text: str, style: Style) -> Iterator[str]:
    """What an omission hides, and the other places where the quote stands."""
    for gap in judgement.gaps[:_MOST_PLACES]:
        words = shorten(gap.text, style.columns, style) or style.say(Message("(nothing)"))
        yield _label(Message("omitted"), style) + words
    others = [place for place in judgement.candidates if place != (judgement.start, judgement.end)]
    for candidate in others[:_MOST_PLACES]:
        offsets = _offsets(candidate, style)
        context = Span(max(0, candidate.start - 10), min(len(text), candidate.end + 10))
        passage = "".join(token.text for token in excerpt(text, context, [candidate], style)) if text else ""
        place = f"{_text_place(result, text, candidate.start, style)} {offsets}  {passage}".rstrip()
        yield _label(Message("also at"), style) + place
    edits, cuts = len(judgement.edits) - _MOST_EDITS, len(judgement.cuts) - _MOST_EDITS
    gaps, places = len(judgement.gaps) - _MOST_PLACES, len(others) - _MOST_PLACES
    left = (
        (edits, Message("{number} more differences", number=edits)),
        (cuts, Message("{number} more cuts", number=cuts)),
        (gaps, Message("{number} more omissions", number=gaps)),
        (places, Message("{number} more places", number=places)),
    )
    yield from (_label("", style) + style.say(told) for more, told in left if more > 0)


def _source_place(result: Result, text: str, style: Style) -> str:
    judgement = result.judgement
    span = Span(judgement.start or 0, judgement.end or 0)
    if result.source_location:
        return f"{_place(result.source_location, style)} {_offsets(span, style)}"
    return f"{_text_place(result, text, span.start, style)} {_offsets(span, style)}"


def _text_place(result: Result, text: str, offset: int, style: Style) -> str:
    """The place of an offset in the source: its file, or its id, with line and column counted from its text."""
    name = style.show(result.source_location.file if result.source_location else result.source)
    if not text:
        return name
    line = text.count("\n", 0, offset) + 1
    return f"{name}:{line}:{offset - text.rfind(chr(10), 0, offset)}"


def _offsets(span: Span, style: Style) -> str:
    return f"[{span.start}{style.sign('–')}{span.end}]"


def _explained(judgement: Judgement) -> bool:
    """Whether the block already says what the finding of the verdict would repeat."""
    explained = judgement.edits or judgement.cuts or judgement.gaps or judgement.reason
    return bool(explained) or judgement.verdict in (Verdict.NOT_FOUND, Verdict.AMBIGUOUS)


def _advice(problem: Problem, advised: set[str], style: Style) -> list[str]:
    """What to do next, once for each rule."""
    rule = RULES.get(problem.rule)
    if problem.severity in (Severity.OPEN, Severity.NOTE) or rule is None or not rule.remedy or rule.name in advised:
        return []
    advised.add(rule.name)
    return [f"    {_label(Message('next'), style)}{style.paint(style.show(style.say(rule.remedy)), 'cyan')}"]


def _passes(report: Report, style: Style) -> list[str]:
    """The passes as a table: verdict, claim, source and span, matched text, and what it needed.

    What a person has accepted stands first, and first of it what the revision does not have that is compared with.
    """
    added = {finding.claim for finding in report.findings if finding.rule == _ADDED}
    passes = [result for result in report.results if result.outcome is Outcome.PASS and not is_open(result)]
    passes.sort(key=lambda result: (not result.accepted, result.claim not in added if result.accepted else False))
    rows = [_pass(result, style, is_new=result.accepted and result.claim in added) for result in passes]
    columns = [min(40, max(map(width, column))) for column in list(zip(*rows, strict=True))[:-1]]
    sign = style.paint(style.sign("✓"), "green")
    return [f"{sign} " + "  ".join((*map(pad, row, columns), row[-1])) for row in rows]


_ADDED = "acceptance-added"


def _pass(result: Result, style: Style, *, is_new: bool) -> tuple[str, str, str, str]:
    judgement = result.judgement
    word = term("verdict", judgement.verdict.value)
    if result.accepted:
        told = Message("{verdict} (newly accepted)", verdict=word)
        word = told if is_new else Message("{verdict} (accepted)", verdict=word)
    name = result.claim if not result.evidence else f"{result.claim} #{result.evidence + 1}"
    offsets = _offsets(Span(judgement.start or 0, judgement.end or 0), style)
    needed = [*(term("fold", fold) for fold in judgement.folds), *judgement.notes]
    if result.accepted:
        needed = [*(describe(edit, style) for edit in judgement.edits), *_lost(judgement, style), *needed]
    more = style.say(Message(" ({needed})", needed=needed)) if needed else ""
    matched = shorten(judgement.matched or "", style.columns // 2, style)
    where = f"{style.show(result.source)} {offsets}"
    return style.say(word), style.show(name), where, matched + style.paint(style.show(more), "faint")


def _lost(judgement: Judgement, style: Style) -> Iterator[str]:
    """The words that an accepted cut leaves outside."""
    for cut in judgement.cuts:
        if not cut.note and not cut.carried:
            yield f"{style.sign('【')}{shorten(cut.text, _SHORT, style)}{style.sign('】')}"


_SHORT = 20


def _summary(report: Report, style: Style) -> list[str]:
    counts = summarise(report)
    what = Message(
        "{claims}, {quotes} in {sources}",
        claims=counted(counts.claims, "{number} claim", "{number} claims"),
        quotes=counted(counts.evidence, "{number} quote", "{number} quotes"),
        sources=counted(counts.sources, "{number} source", "{number} sources"),
    )
    parts = [part for part in _outcomes(counts, style) if part]
    told = Message("{what}: {outcomes}", what=what, outcomes=parts)
    lines = [style.say(told if parts else Message("{what}: nothing was checked", what=what))]
    if report.findings:
        levels = [_levels(counts)[level] for level in Level if counts.levels[level]]
        told = Message("findings: {levels}", levels=levels)
        if counts.levels[Level.NOTE] and style.verbosity <= 0:
            told = Message("{findings} (-v lists the notes)", findings=told)
        lines.append(style.say(told))
    rules = [problem.rule for problem in problems(report) if problem.severity <= Severity.REVIEW]
    if style.verbosity >= 0 and (known := next((rule for rule in rules if rule in RULES), None)):
        told = Message("`forumcite rule {rule}` explains a rule with an example", rule=known)
        lines.append(style.paint(style.say(told), "faint"))
    return lines


def _outcomes(counts: Summary, style: Style) -> Sequence[str]:
    kinds = [
        Message("{number} {verdict}", number=number, verdict=term("verdict", verdict.value))
        for verdict, number in counts.passes.items()
    ]
    failed = style.paint(style.say(Message("{number} failed", number=counts.failed)), "red")
    review = style.paint(style.say(Message("{number} to review", number=counts.review)), "yellow")
    passed = style.paint(style.say(Message("{number} passed", number=counts.passed)), "green")
    if counts.unchecked:
        failed = Message("{failed} ({number} unchecked)", failed=failed, number=counts.unchecked)
    return (
        failed if counts.failed else "",
        review if counts.review else "",
        Message("{passed} ({kinds})", passed=passed, kinds=kinds) if counts.passed else "",
        Message("{number} open", number=counts.open) if counts.open else "",
        Message("{number} accepted by a person", number=counts.accepted) if counts.accepted else "",
        Message("{number} known from the baseline", number=counts.known) if counts.known else "",
    )


def _levels(counts: Summary) -> dict[Level, Message]:
    errors, warnings, notes = (counts.levels[level] for level in (Level.ERROR, Level.WARNING, Level.NOTE))
    return {
        Level.ERROR: counted(errors, "{number} error", "{number} errors"),
        Level.WARNING: counted(warnings, "{number} warning", "{number} warnings"),
        Level.NOTE: counted(notes, "{number} note", "{number} notes"),
    }
