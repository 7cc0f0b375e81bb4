"""Laws for any report at all, also one whose spans are wrong: it is printed, whole and harmless, in every format."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import hostile

from forumcite.findings import Finding, Fix, Level, Location, Report, Result
from forumcite.messages import LANGUAGES, printable_language
from forumcite.report import FORMATS, passage, statistics, text
from forumcite.report.escape import HIDDEN
from forumcite.report.style import Style
from forumcite.rules import RULES
from forumcite.verdict import Cut, Edit, Gap, Judgement, Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = st.text(st.one_of(st.characters(), st.sampled_from("漢字é\u0301\u202e\x1b\n#[:`<&")), max_size=30)
OFFSETS = st.integers(0, 60)
SPANS = st.builds(Span, OFFSETS, OFFSETS)
LOCATIONS = st.builds(Location, WORDS, st.integers(1, 99), st.integers(1, 99))
JUDGEMENTS = st.builds(
    Judgement,
    verdict=st.sampled_from(Verdict),
    start=st.none() | OFFSETS,
    end=st.none() | OFFSETS,
    matched=st.none() | WORDS,
    folds=st.sampled_from([(), ("script",), ("gloss", "width")]),
    similarity=st.floats(0, 1),
    edits=st.lists(
        st.builds(
            Edit,
            st.sampled_from(["replace", "insert", "delete"]),
            WORDS,
            WORDS,
            st.sampled_from(["number", "date", "word"]),
            SPANS,
            SPANS,
        ),
        max_size=3,
    ).map(tuple),
    cuts=st.lists(
        st.builds(Cut, st.sampled_from(["before", "after"]), WORDS, WORDS, st.booleans(), st.booleans()), max_size=2
    ).map(tuple),
    gaps=st.lists(st.builds(Gap, OFFSETS, OFFSETS, WORDS), max_size=2).map(tuple),
    candidates=st.lists(SPANS, max_size=7).map(tuple),
    reason=st.none() | WORDS,
)
RESULTS = st.builds(
    Result,
    claim=WORDS,
    evidence=st.integers(0, 1),
    location=LOCATIONS,
    source=st.sampled_from(["s", "t"]),
    quote=WORDS,
    judgement=JUDGEMENTS,
    status=st.sampled_from([None, "open"]),
    accepted=st.booleans(),
    source_location=st.none() | LOCATIONS,
)
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(list(RULES)),
    level=st.sampled_from(Level),
    message=WORDS,
    location=LOCATIONS,
    claim=st.none() | WORDS,
    evidence=st.none() | st.integers(0, 1),
    source=st.none() | WORDS,
    fix=st.none() | st.builds(Fix, WORDS, st.booleans(), st.dictionaries(WORDS, WORDS | OFFSETS, max_size=2)),
    related=st.lists(LOCATIONS, max_size=2).map(tuple),
)
REPORTS = st.builds(
    Report,
    results=st.lists(RESULTS, max_size=3).map(tuple),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    claims=st.integers(0, 3),
    sources=st.integers(0, 2),
    open_claims=st.integers(0, 1),
    texts=st.fixed_dictionaries({"s": WORDS}),
)
PARSERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(("json", "sarif", "gitlab", "rdjson"), json.loads),
    "jsonl": lambda output: [json.loads(line) for line in output.splitlines()],
    "junit": ET.fromstring,
}


def is_harmless(output: str) -> bool:
    """No hidden character, and nothing that the runner of a CI platform would obey."""
    commands = [line for line in output.split("\n") if line.lstrip().startswith("::")]
    return not HIDDEN.search(output.replace("\n", "")) and "##[" not in output and not commands


@settings(max_examples=25)
@pytest.mark.parametrize("name", FORMATS)
@given(report=REPORTS)
def test_any_report_is_printed(name: str, report: Report) -> None:
    output = FORMATS[name](report)
    assert is_harmless(output) or name == "github"
    PARSERS.get(name, str)(output)
    output.encode()


@settings(max_examples=25)
@given(
    report=REPORTS,
    encoding=st.sampled_from(["ascii", "gbk", "utf-8"]),
    verbosity=st.integers(-1, 1),
    language=st.sampled_from(LANGUAGES),
)
def test_any_report_is_printed_on_any_console(report: Report, encoding: str, verbosity: int, language: str) -> None:
    style = Style(encoding=encoding, verbosity=verbosity, language=printable_language(language, encoding))
    shown = [text.render(report, style), statistics.render(report, style)]
    shown += [passage.render(result, report.texts.get(result.source, ""), style) for result in report.results]
    for output in shown:
        output.encode(encoding)
        assert is_harmless(output)


def test_no_attack_reaches_what_is_shown_beside_reports() -> None:
    report = hostile()
    for result in report.results:
        text_ = report.texts[result.source]
        assert is_harmless(passage.render(result, text_, statement=result.quote, speaker=result.quote))
    assert is_harmless(statistics.render(report))
    assert is_harmless(text.render(report, Style(verbosity=1)))
