"""Where a passage stands: body paragraphs count, headings and captions do not."""

from __future__ import annotations

import pytest

from forumcite.cite import blanked_glosses, without_glosses
from forumcite.locator import Locator, blocks, locate_passage

WRAPPED = """Title of the Work

The first paragraph goes on for a while and is broken into lines
of about the same width, as mail and old text files are, until it
is over.

Results

The second paragraph also goes on for a while and is broken into
lines, so that a line is no paragraph. Here it ends.
"""
SPACED = (
    "Title\nBy A. Writer\n\nFirst paragraph.\n\nMethods\n\nSecond one.\n\n"
    "- An item without a stop\n\nFigure 1: A plot\n\nLast.\n"
)
PICTURES = "题目\n2025年\n第一段。\n第二段。\n小标题\n第三段。\n\n某人\n第四段。\n"
MARKDOWN = "# Work\n\nIntro.\n\n## Part\n\n### Deep\n\nInside.\n\n## Next\n\nAfter.\n"
SUBTITLES = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n01:02:03,500 --> 01:02:04,000\nWorld there\n"
CASES = [
    (WRAPPED, "until it", Locator(1, 1)),
    (WRAPPED, "no paragraph", Locator(2, 2, ("Results",))),
    (SPACED, "First", Locator(1, 1)),
    (SPACED, "Second", Locator(2, 2, ("Methods",))),
    (SPACED, "An item", Locator(3, 3, ("Methods",))),
    (SPACED, "Last", Locator(4, 4, ("Methods",))),
    (SPACED, "Methods", Locator(0, 0, ("Methods",))),
    (SPACED, "A plot", Locator(0, 0, ("Methods",))),
    (SPACED, "Writer", Locator()),
    (PICTURES, "第二段", Locator(2, 2)),
    (PICTURES, "第二段。\n小标题\n第三段", Locator(2, 3, ("小标题",))),
    (PICTURES, "第四段", Locator(4, 4, ("小标题",))),
    (PICTURES, "某人", Locator(0, 0, ("小标题",))),
    (MARKDOWN, "Intro", Locator(1, 1)),
    (MARKDOWN, "Inside", Locator(2, 2, ("Part", "Deep"))),
    (MARKDOWN, "After", Locator(3, 3, ("Next",))),
    ("One.\fTwo.\fThree.", "Three", Locator(3, 3, (), 3)),
    (SUBTITLES, "World", Locator(time="1:02:03")),
]


@pytest.mark.parametrize(("text", "passage", "locator"), CASES)
def test_the_place_of_a_passage(text: str, passage: str, locator: Locator) -> None:
    start = text.index(passage)
    assert locate_passage(text, start, start + len(passage)) == locator


@pytest.mark.parametrize(
    ("locator", "label", "value"),
    [
        (Locator(3, 3), "paragraph", "3"),
        (Locator(3, 4), "paragraph", "3-4"),
        (Locator(3, 3, page=2), "page", "2"),
        (Locator(time="0:01:02"), "timestamp", "0:01:02"),
        (Locator(headings=("A",)), "", ""),
    ],
)
def test_a_locator_in_words_of_csl(locator: Locator, label: str, value: str) -> None:
    assert (locator.label, locator.value) == (label, value)


def test_the_blocks_of_the_article(article: str) -> None:
    """18 paragraphs, two headings, and the words under eleven pictures; counted by hand."""
    kinds = [block.kind for block in blocks(article, blanked_glosses(article))]
    assert {kind: kinds.count(kind) for kind in kinds} == {"head": 2, "paragraph": 18, "heading": 2, "caption": 11}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("產(chǎn)業(yè)生態(tài)", "產業生態"),
        ("<ruby>漢<rt>hàn</rt></ruby>", "漢"),
        ("A (b) 算力(AI)", "A (b) 算力(AI)"),
    ],
)
def test_glosses_are_no_part_of_a_title(text: str, bare: str) -> None:
    assert without_glosses(text) == bare
