"""Text fragments: the directives of the web platform tests, and links that come back to their quotes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumcite.fragment import Directive, find_fragment, is_border, link, page_link, read_directive, text_fragment

if TYPE_CHECKING:
    from pathlib import Path


def test_the_web_platform_tests(fixtures: Path) -> None:
    data = json.loads((fixtures / "text-fragments" / "wpt-subset.json").read_text(encoding="utf-8"))
    for case in data["cases"]:
        directive = read_directive(case["fragment"])
        found = directive is not None and find_fragment(data["page_text"], directive) is not None
        assert found is case["matches"], case


@pytest.mark.parametrize(
    ("directive", "encoded"),
    [
        (Directive("a-b, c&d"), "a%2Db%2C%20c%26d"),
        (Directive("累计", "算力"), "%E7%B4%AF%E8%AE%A1,%E7%AE%97%E5%8A%9B"),
        (Directive("b", "c", "a-", "-d"), "a%2D-,b,c,-%2Dd"),
        (Directive("a\n b"), "a%20b"),
    ],
)
def test_encoding(directive: Directive, encoded: str) -> None:
    assert directive.encode() == encoded


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://e.org/a", "https://e.org/a#:~:text=x"),
        ("https://e.org/a#id", "https://e.org/a#id:~:text=x"),
        ("https://e.org/a#", "https://e.org/a#:~:text=x"),
        ("https://e.org/a#id:~:text=old", "https://e.org/a#id:~:text=x"),
    ],
)
def test_where_the_directive_stands(url: str, linked: str) -> None:
    assert link(url, Directive("x")) == linked
    assert page_link(url, 3) == "https://e.org/a#page=3"


@pytest.mark.parametrize(
    ("text", "at", "border"),
    [
        ("支持", 1, False),  # a browser's dictionary may hold the two as one word
        ("支,持", 1, True),
        ("建成9个", 2, True),
        ("18000P", 5, False),
        ("3.5", 1, False),
        ("3.5", 2, False),
        ("can't", 3, False),
        ("a b", 1, True),
        ("end. Next", 3, True),
        ("x", 0, True),
        ("x", 1, True),
    ],
)
def test_borders(text: str, at: int, border: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_border(text, at) is border


CASES = [
    ("He had nine clusters. Then more.", "nine clusters", Directive("nine clusters")),
    ("目前,累计上线超18000P算力,通过自主研发", "上线超18000P", Directive("累计上线超18000P")),
    ("one two. one three.", "one", Directive("one")),
    ("a two. b two.", "two", Directive("two")),
]


@pytest.mark.parametrize(("text", "quote", "directive"), CASES)
def test_the_shortest_directive(text: str, quote: str, directive: Directive) -> None:
    start = text.index(quote)
    assert text_fragment(text, start, start + len(quote)) == directive


@pytest.mark.parametrize(
    ("text", "start", "end", "prefix", "suffix"),
    [
        ("a two. b two.", 9, 12, "b", ""),
        ("算力,第一。算力,第二。", 6, 8, "第一。", ""),
        ("first\nsame\nsecond\nsame\nthird", 18, 22, "second", ""),
    ],
)
def test_a_later_occurrence_gets_context(text: str, start: int, end: int, prefix: str, suffix: str) -> None:
    directive = text_fragment(text, start, end)
    assert directive is not None
    assert (directive.prefix, directive.suffix) == (prefix, suffix)


def test_a_long_quote_is_named_by_its_ends() -> None:
    text = "Before. " + " ".join(f"word{number}" for number in range(60)) + ". After"
    start, end = text.index("word0"), text.index(". After")
    assert text_fragment(text, start, end) == Directive("word0", "word59")


def test_a_quote_across_blocks_is_a_range() -> None:
    text = "第一段,结束。\n第二段,开始。"
    directive = text_fragment(text, 4, 11)
    assert directive == Directive("结束", "第二段")


WORDS = st.lists(st.sampled_from(["alpha", "beta", "18000P", "算力,", "9个", "\n", " ", "3.5", "国产", "。", "a-b"]))


@given(WORDS, st.data())
def test_a_link_comes_back_to_its_quote(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words).replace(" ", "", len(words) // 2)
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    directive = text_fragment(text, start, end)
    if directive is None:
        return
    read = read_directive(link("https://e.org/", directive))
    assert read is not None
    found = find_fragment(text, read)
    assert found is not None
    assert found[0] <= start + len(text[start:end]) - len(text[start:end].lstrip())
    assert found[1] >= start + len(text[start:end].rstrip())
