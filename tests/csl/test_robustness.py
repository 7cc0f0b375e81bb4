"""Items of any shape through many styles: something is printed or nothing, never an exception."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forumcite.csl import FORMATS, Citation, Cite, Processor, load_style, render, style_ids
from forumcite.csl.items import DATE_VARIABLES, NAME_VARIABLES

STYLES = sorted(random.Random(5).sample(style_ids(), 50))  # noqa: S311 - a sample, not a secret
TYPES = [
    *("article-journal", "book", "chapter", "legal_case", "webpage", "speech", "thesis", "report", "patent"),
    *("entry-encyclopedia", "personal_communication", "no-such-type", "", None, 7),
]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            " ",
            "0",
            "-",
            "–",
            "1-",
            "-1",
            "1--2",
            "i–x",
            "A1-B2",
            "2nd",
            "<i>",
            "</i>x",
            '"',
            "“a",
            "a’",
            "%s",
            "李",
            "ß",
        ]
    ),
)
NUMBERS = st.one_of(TEXTS, st.integers(-(10**12), 10**12), st.floats(), st.booleans(), st.none())
NAMES = st.one_of(
    TEXTS,
    st.none(),
    st.dictionaries(
        st.sampled_from(
            ["family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle", "comma-suffix", "x"]
        ),
        NUMBERS,
        max_size=5,
    ),
)
PARTS = st.lists(st.lists(NUMBERS, max_size=4), max_size=3)
DATES = st.one_of(
    TEXTS,
    st.integers(),
    st.fixed_dictionaries(
        {},
        optional={
            "date-parts": st.one_of(PARTS, NUMBERS),
            "season": NUMBERS,
            "circa": NUMBERS,
            "literal": TEXTS,
            "raw": TEXTS,
            "edtf": TEXTS,
        },
    ),
)
TEXT_VARIABLES = ["title", "title-short", "container-title", "page", "volume", "issue", "edition", "number", "note"]
TEXT_VARIABLES += [
    "publisher",
    "publisher-place",
    "URL",
    "DOI",
    "language",
    "genre",
    "collection-number",
    "event-title",
]
FIELDS = {
    **dict.fromkeys(TEXT_VARIABLES, NUMBERS),
    **{name: st.one_of(st.lists(NAMES, max_size=4), NAMES) for name in sorted(NAME_VARIABLES)},
    **dict.fromkeys(sorted(DATE_VARIABLES), DATES),
}
ITEMS = st.fixed_dictionaries({"type": st.sampled_from(TYPES)}, optional=FIELDS)
CITES = st.builds(
    Cite,
    st.sampled_from(["0", "1", "2"]),
    locator=TEXTS,
    label=st.sampled_from(["page", "section", "sub verbo", "no-such-label", ""]),
    prefix=TEXTS,
    suffix=TEXTS,
    suppress_author=st.booleans(),
    author_only=st.booleans(),
)


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ITEMS, min_size=3, max_size=3), st.lists(st.lists(CITES, min_size=1, max_size=3), max_size=4))
def test_any_items_are_survived(name: str, items: list[dict[str, Any]], clusters: list[list[Cite]]) -> None:
    processor = Processor(load_style(name), [{**item, "id": str(i)} for i, item in enumerate(items)])
    shown = processor.citations([Citation(cites, i) for i, cites in enumerate(clusters, 1)])
    shown += [entry.runs for entry in processor.bibliography()]
    for runs in shown:
        for format_ in FORMATS:
            assert isinstance(render(runs, format_), str)
