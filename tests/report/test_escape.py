"""Laws of escaping, width and shortening."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumcite.report.change import describe
from forumcite.report.escape import HIDDEN, json_text, markdown_block, markdown_code, visible, xml_text
from forumcite.report.excerpt import draw, excerpt, shorten
from forumcite.report.style import PLAIN, Style, pad, width
from forumcite.verdict import Edit, Span

ANYTHING = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\u202e\n\r`#[:%漢字é\u0301")))


def test_hidden_holds_every_control_and_format_character() -> None:
    """Unicode's own categories decide; newer characters than ours are welcome to fail here."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    characters = (chr(number) for number in range(sys.maxunicode + 1))
    missing = [ord(c) for c in characters if unicodedata.category(c) in hidden and not HIDDEN.match(c)]
    assert missing == []


@pytest.mark.parametrize("text", ["漢字，（注）「引」 a-b_c", "é e\u0301 lǜ", "18000P −5 ×10²", "人才\u3000是"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(ANYTHING)
def test_visible_text_is_one_harmless_line_that_can_be_encoded(text: str) -> None:
    shown = visible(text)
    assert not HIDDEN.search(shown)
    assert len(shown.splitlines()) <= 1
    assert "##[" not in shown
    shown.encode()


@given(ANYTHING, st.sampled_from(["ascii", "cp936", "cp950", "cp1252", "utf-8", "gb18030"]))
def test_any_console_can_encode_what_is_shown(text: str, encoding: str) -> None:
    style = Style(encoding=encoding)
    (style.show(text) + style.sign("✗") + style.sign("…")).encode(encoding)


@given(ANYTHING)
def test_json_text_loses_nothing(text: str) -> None:
    assert json.loads(json_text([text])) == [text]


@given(ANYTHING)
def test_code_spans_and_fences_cannot_be_closed_from_inside(text: str) -> None:
    span = markdown_code(text)
    ticks = len(span) - len(span.lstrip("`"))
    assert "`" * ticks not in span[ticks:-ticks].replace("`" * (ticks + 1), "")
    fence, *_, last, _ = markdown_block(visible(text)).split("\n")
    assert last == fence.removesuffix("text")
    assert last not in visible(text)


@given(ANYTHING)
def test_xml_text_holds_no_markup(text: str) -> None:
    shown = xml_text(text)
    assert "<" not in shown
    assert '"' not in shown


@given(ANYTHING, st.data())
def test_carets_stand_under_what_is_marked(text: str, data: st.DataObject) -> None:
    """The first caret is under the first marked cell, and there are as many as cells; a combining mark has one too."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    tokens = excerpt(text, Span(0, len(text)), [Span(start, end)], PLAIN)
    lines = draw("quote ", tokens, PLAIN)
    if start < end:
        before = tokens[: [token.marked for token in tokens].index(True)]
        assert lines[1].index("^") == width("quote ") + sum(width(token.text) for token in before)
        assert lines[1].count("^") == sum(max(1, width(token.text)) for token in tokens if token.marked)
    else:
        assert len(lines) == 1


@given(st.text(st.sampled_from("漢a é\u0301\n\u202e"), max_size=3000), st.integers(12, 120))
def test_a_shortened_text_is_about_as_wide_as_asked(text: str, columns: int) -> None:
    # The widest single character is a number such as <U+202E>; it may pass the limit on neither side.
    assert width(shorten(text, columns, PLAIN)) <= columns + 1


@given(st.lists(st.integers(0, 20_000), max_size=40))
def test_a_passage_with_many_differences_stays_one_bounded_line(starts: list[int]) -> None:
    text = "漢字" * 10_000
    marks = [Span(start, min(len(text), start + 300)) for start in starts]
    line = "".join(token.text for token in excerpt(text, Span(0, len(text)), marks, PLAIN))
    assert width(line) <= 8 * PLAIN.columns


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("漢字", 4), ("，「", 4), ("e\u0301", 1), ("ｗ", 2), ("lǜ", 2), ("“…”", 3)]
)
def test_width_in_cells(text: str, cells: int) -> None:
    assert width(text) == cells
    assert width(pad(text, 10)) == 10


@pytest.mark.parametrize(
    ("op", "source", "quote", "kind", "told"),
    [
        ("replace", "18000P", "1800P", "number", "18000P → 1800P, −90 %"),
        ("replace", "18,000", "18000.5", "number", "18,000 → 18000.5, +0.00278 %"),
        ("replace", "75%", "57%", "number", "75% → 57%, −18 percentage points"),
        ("replace", "超18000P", "近1800P", "number", "超18000P → 近1800P, −90 %"),
        ("replace", "3:2", "3:1", "number", "3:2 → 3:1"),
        ("replace", "3亿元", "4万元", "number", "3亿元 → 4万元"),
        ("replace", "2025年", "2024年", "date", "2025年 → 2024年"),
        ("replace", "2025", "2024", "date", "2025 → 2024"),
        ("replace", "0", "5", "number", "0 → 5, +5"),
        ("replace", "-5", "5", "number", "-5 → 5, +10"),
        ("replace", "1.8万", "18万", "number", "1.8万 → 18万, +900 %"),
        ("replace", "1.2.3", "1.2.4", "number", "1.2.3 → 1.2.4"),
        ("insert", "", "不", "negation", "不 (not in the source)"),
        ("delete", "not ", "", "negation", "not (left out of the quote)"),
    ],
)
def test_a_change_is_told_in_value(op: str, source: str, quote: str, kind: str, told: str) -> None:
    assert describe(Edit(op, quote, source, kind, Span(0, 0), Span(0, 0)), PLAIN) == told
