"""Renderings of small styles (cases/styles.yaml), of whole documents, and in every output format."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forumcite.csl import FORMATS, Citation, Cite, CslError, Processor, Style, load_style, read_style, render

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "styles.yaml").read_text(encoding="utf-8"))
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="{locale}">
<info><title/><id/></info><locale><terms>{terms}</terms></locale>{macros}
<citation {options}><layout delimiter="; ">{layout}</layout></citation>
<bibliography><layout>{layout}</layout></bibliography></style>"""


def small_style(layout: str, *, locale: str = "en-US", terms: str = "", macros: str = "", options: str = "") -> Style:
    text = STYLE.format(layout=layout, locale=locale, terms=terms, macros=macros, options=options)
    return read_style(text.encode(), "small.csl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_small_style(case: dict[str, Any]) -> None:
    style = small_style(case["layout"], locale=case.get("locale", "en-US"), terms=case.get("terms", ""))
    item = {"id": "a", "type": "book", **case["item"]}
    processor = Processor(style, [item], per_item_locale=case.get("per_item_locale", False))
    assert render(processor.cite(["a"]), "html") == case["html"]


# Output formats: the same runs, each format's own escapes


@pytest.mark.parametrize("name", FORMATS)
def test_formats_escape_what_they_read_as_markup(name: str) -> None:
    style = small_style('<text variable="title" font-style="italic"/><text variable="URL" prefix=" "/>')
    item = {
        "id": "a",
        "type": "book",
        "title": "A & <i>B</i> {c} #d $e% _f_ *g* ~h^i\\j",
        "URL": "https://e.org/a_b?c=d&e#f",
    }
    actual = render(Processor(style, [item]).cite(["a"]), name)
    assert actual == SHOWN[name]


SHOWN = {
    "text": "A & B {c} #d $e% _f_ *g* ~h^i\\j https://e.org/a_b?c=d&e#f",
    "html": '<i>A &#38; <span style="font-style:normal;">B</span> {c} #d $e% _f_ *g* ~h^i\\j</i> '
    '<a href="https://e.org/a_b?c=d&amp;e#f">https://e.org/a_b?c=d&#38;e#f</a>',
    "markdown": "*A \\& B {c} #d \\$e% \\_f\\_ \\*g\\* \\~h^i\\\\j* "
    "[https://e.org/a\\_b?c=d\\&e#f](https://e.org/a_b?c=d&e#f)",
    "latex": "\\emph{A \\& \\textup{B} \\{c\\} \\#d \\$e\\% \\_f\\_ *g* "
    "\\textasciitilde{}h\\textasciicircum{}i\\textbackslash{}j} "
    "\\href{https://e.org/a_b?c=d&e\\#f}{https://e.org/a\\_b?c=d\\&e\\#f}",
    "rtf": "{\\i A & {\\i0 B} \\{c\\} #d $e% _f_ *g* ~h^i\\\\j} "
    '{\\field{\\*\\fldinst HYPERLINK "https://e.org/a_b?c=d&e#f"}{\\fldrslt https://e.org/a_b?c=d&e#f}}',
    "typst": '#emph[A & #text(style: "normal")[B] {c} \\#d \\$e% \\_f\\_ \\*g\\* \\~h^i\\\\j] '
    '#link("https://e.org/a_b?c=d&e#f")[https:\\/\\/e.org\\/a\\_b?c=d&e\\#f]',
    "terminal": "\x1b[3mA & \x1b[23mB\x1b[3m {c} #d $e% _f_ *g* ~h^i\\j\x1b[23m https://e.org/a_b?c=d&e#f",
}


def test_an_unknown_format_is_an_error() -> None:
    runs = Processor(small_style('<text value="x"/>'), [{"id": "a"}]).cite(["a"])
    with pytest.raises(CslError, match="no output format 'docx'"):
        render(runs, "docx")


@given(st.text(max_size=60))
def test_html_says_what_text_says(title: str) -> None:
    style = small_style('<text variable="title"/><text value="end"/>')
    runs = Processor(style, [{"id": "a", "type": "book", "title": title}]).cite(["a"])
    bare = html.unescape(re.sub(r"<[^<>]*>", "", render(runs, "html", links=False)))
    # Raised letters are plain letters in <sup>; nothing else may differ.
    raised = "[ªºʰ-ʸˠ-ˤᴬ-ᵪⁿⁱ]"
    if not re.search(raised, title):
        assert bare == render(runs, "text")


@given(
    st.dictionaries(
        st.sampled_from(["title", "volume", "page", "issue", "edition", "URL", "note", "genre"]), st.text(max_size=30)
    )
)
def test_any_text_in_any_field_renders(fields: dict[str, str]) -> None:
    item = {"id": "a", "type": "article-journal", **fields}
    for style in ("apa", "gbt7714", "ieee"):
        processor = Processor(load_style(style), [item])
        for entry in processor.bibliography():
            for name in FORMATS:
                assert isinstance(render(entry.runs, name), str)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["family", "given", "date-parts", "literal", "raw", "season"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    )
)
def test_any_shape_of_name_and_date_is_survived(value: Any) -> None:
    item = {"id": "a", "type": "book", "author": value, "issued": value, "title": "T"}
    processor = Processor(load_style("apa"), [item])
    assert processor.bibliography()


# Documents


def test_ibid_subsequent_and_near_note() -> None:
    layout = (
        '<choose><if position="ibid-with-locator"><text value="ibid-loc"/></if>'
        '<else-if position="ibid"><text value="ibid"/>'
        '</else-if><else-if position="near-note"><text value="near"/></else-if><else-if position="subsequent">'
        '<text value="later"/></else-if><else><text value="first"/></else></choose>'
    )
    items = [{"id": "a", "type": "book"}, {"id": "b", "type": "book"}]
    notes = [
        Citation([Cite("a")], 1),
        Citation([Cite("a")], 2),
        Citation([Cite("a", locator="3")], 3),
        Citation([Cite("a")], 4),
        Citation([Cite("b")], 5),
        Citation([Cite("a")], 6),
        Citation([Cite("b"), Cite("a")], 20),
        Citation([Cite("a")], 21),
    ]
    shown = [render(runs) for runs in Processor(small_style(layout), items).citations(notes)]
    assert shown == ["first", "ibid", "ibid-loc", "near", "first", "near", "later; later", "near"]


def test_year_suffixes_follow_the_bibliography_and_collapse() -> None:
    layout = (
        '<group delimiter=" "><names variable="author"/><date variable="issued" form="text" date-parts="year"/></group>'
    )
    style = small_style(
        layout, options='disambiguate-add-year-suffix="true" collapse="year-suffix" year-suffix-delimiter=", "'
    )
    items = [
        {"id": f"i{n}", "type": "book", "title": str(n), "author": [{"family": "Roe"}], "issued": "2020"}
        for n in range(28)
    ]
    processor = Processor(style, items)
    assert render(processor.cite(["i0", "i1", "i27"])) == "Roe 2020a, b, ab"


def test_numbers_collapse_to_ranges_from_three_on() -> None:
    style = small_style('<text variable="citation-number"/>', options='collapse="citation-number"')
    processor = Processor(style, [{"id": str(n), "type": "book"} for n in range(1, 8)])
    assert render(processor.cite(["1", "2", "4", "5", "6"])) == "1; 2; 4–6"


def test_chinese_sorts_by_pinyin_with_surnames_read_as_surnames() -> None:
    style = load_style("gbt7714-2025-author-date")
    names = ["曾十", "赵六", "单一", "阿八", "Smith", "张三", "曹操", "任我行"]
    items = [
        {"id": name, "type": "book", "title": "题", "author": [{"literal": name}], "issued": "2025"} for name in names
    ]
    order = [entry.id for entry in Processor(style, items).bibliography()]
    assert order == ["阿八", "曹操", "任我行", "单一", "曾十", "张三", "赵六", "Smith"]


def test_a_thousand_colliding_items_are_told_apart() -> None:
    people = [{"family": "Smith", "given": "John"}, {"family": "Roe"}, {"family": "Lee"}, {"family": "Poe"}]
    items = [
        {"id": str(n), "type": "book", "title": f"T{n:04d}", "author": people, "issued": "2020"} for n in range(1000)
    ]
    processor = Processor(load_style("apa"), items)
    shown = {render(processor.cite([str(item["id"])])) for item in items}
    assert len(shown) == len(items)


def test_an_unknown_item_is_an_error() -> None:
    with pytest.raises(CslError, match="no item 'b'"):
        Processor(small_style('<text value="x"/>'), [{"id": "a"}]).cite(["b"])


@pytest.mark.parametrize("text", ["a" * 200_000, "<i>" * 20_000, '"a" ' * 20_000, "1-" * 50_000, "word " * 20_000])
def test_a_very_long_field_renders(text: str) -> None:
    # Each of these took minutes with a pattern that searches the rest of the text from every position.
    item = {
        "id": "a",
        "type": "article-journal",
        "title": text,
        "page": text,
        "volume": text,
        "author": [{"family": text, "given": text}],
        "issued": {"raw": text},
    }
    assert Processor(load_style("ieee"), [item]).bibliography()
