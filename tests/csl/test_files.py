"""Files of items: read (cases/files.yaml), written, and read again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forumcite.csl import CslError, Item, Processor, load_style, render
from forumcite.csl.edtf import write_date
from forumcite.csl.files import READERS, WRITERS, read_items, write_items
from forumcite.csl.latex import decode, encode

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "files.yaml").read_text(encoding="utf-8"))
SUFFIXES = {"bibtex": ".bib", "ris": ".ris", "csl-json": ".json"}
ITEM = {
    "id": "doe",
    "type": "article-journal",
    "title": 'On <span class="nocase">DNA</span> & <i>runs</i>: 50% of {it}',
    "container-title": "Journal of Runs",
    "author": [
        {"family": "Doe", "given": "Jane Q.", "suffix": "Jr."},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "World Health Organization"},
    ],
    "issued": "2020-05-04",
    "accessed": "2021-01-02",
    "volume": "2",
    "issue": "3",
    "page": "3-9",
    "DOI": "10.1/x_y",
    "URL": "https://e.org/?a=b&c=%20#d_e",
    "language": "en-US",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_reading(case: dict[str, Any], tmp_path: Path) -> None:
    if "error" in case:
        with pytest.raises(CslError) as caught:
            READERS[case["format"]](case["text"], "items")
        assert case["error"] in str(caught.value)
        return
    path = tmp_path / f"items{SUFFIXES[case['format']]}"
    path.write_text(case["text"], encoding="utf-8")
    assert read_items(path) == case["items"]


WRITTEN = {
    "bibtex": r"""@article{doe,
  author = {Doe, Jr., Jane Q. and van der Berg, Jan and {World Health Organization}},
  journal = {Journal of Runs},
  title = {On {DNA} \& \emph{runs}: 50\% of \{it\}},
  volume = {2},
  number = {3},
  doi = {10.1/x_y},
  url = {https://e.org/?a=b&c=%20#d_e},
  pages = {3--9},
  year = {2020},
  month = {5},
}
""",
    "ris": """TY  - JOUR
ID  - doe
AU  - Doe, Jane Q., Jr.
AU  - van der Berg, Jan
AU  - World Health Organization
TI  - On DNA & runs: 50% of {it}
DO  - 10.1/x_y
IS  - 3
LA  - en-US
UR  - https://e.org/?a=b&c=%20#d_e
VL  - 2
T2  - Journal of Runs
SP  - 3
EP  - 9
PY  - 2020/05/04
Y2  - 2021/01/02
ER  - \n""",
    "hayagriva": """doe:
  type: article
  title: 'On DNA & runs: 50% of {it}'
  author:
  - name: Doe
    given-name: Jane Q.
    suffix: Jr.
  - name: Berg
    given-name: Jan
    prefix: van der
  - name: World Health Organization
  date: '2020-05-04'
  page-range: 3-9
  url:
    value: https://e.org/?a=b&c=%20#d_e
    date: '2021-01-02'
  serial-number:
    doi: 10.1/x_y
  language: en-US
  parent:
    type: periodical
    title: Journal of Runs
    volume: '2'
    issue: '3'
""",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_writing(name: str) -> None:
    assert write_items([ITEM], name) == WRITTEN[name]


@pytest.mark.parametrize(("written", "read"), [("csl-json", "csl-json"), ("biblatex", "bibtex")])
def test_what_is_written_renders_as_before_when_it_is_read_again(written: str, read: str) -> None:
    again = READERS[read](write_items([ITEM], written), "again")
    for style in ("apa", "gbt7714", "chicago"):
        assert entry(style, again[0]) == entry(style, ITEM)


def entry(style: str, item: dict[str, Any]) -> str:
    return render(Processor(load_style(style), [item]).bibliography()[0].runs, "html")


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters="<>\"'“”‘’«»„‚‹›`-"),
        max_size=30,
    )
)
def test_any_text_survives_latex(text: str) -> None:
    assert decode(encode(text)) == text


def one_line(text: str) -> str:
    return " ".join(text.split())


# What each format can hold, by type of work; what it cannot is not asked of it.
WORDS = st.text("Aé中文 9&%$#_{}~^:;.()", min_size=1, max_size=12).map(one_line).filter(bool)
FAMILY = st.text("Aé中文Z", min_size=1, max_size=6)


def people(signs: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Persons, and institutions whose names hold these signs, too."""
    whole = st.text("Aé中文" + signs, min_size=1, max_size=8).map(one_line).filter(bool)
    parts = st.fixed_dictionaries({"family": FAMILY.map(str.title), "given": FAMILY.map(str.title)})
    return st.lists(st.one_of(st.fixed_dictionaries({"literal": whole}), parts), min_size=1, max_size=3)


PEOPLE = people(" ,&")
DAYS = st.dates(min_value=dt.date(1000, 1, 1)).map(lambda day: [day.year, day.month, day.day])
DATES = st.builds(lambda day, parts: {"date-parts": [day[:parts]]}, DAYS, st.integers(1, 3))
COMMON = {"title": WORDS, "author": PEOPLE, "issued": DATES, "accessed": DATES, "DOI": st.just("10.1000/x_y%(1)"),
          "URL": st.just("https://e.org/?a=b&c=%20#d_e~f"), "note": st.just("A note"), "abstract": WORDS}  # fmt: skip
HELD = {
    "biblatex": {
        "article-journal": {"container-title": WORDS, "volume": WORDS, "issue": WORDS, "page": st.just("3-9"),
                            "number": WORDS, "ISSN": st.just("1234-5678"), "PMID": st.just("12")},
        "article-newspaper": {"container-title": WORDS, "issue": WORDS, "page": st.just("3")},
        "book": {"editor": PEOPLE, "translator": PEOPLE, "publisher": WORDS, "publisher-place": WORDS, "volume": WORDS,
                 "collection-title": WORDS, "collection-number": WORDS, "edition": st.sampled_from(["2", "修订版"]),
                 "number-of-volumes": WORDS, "original-title": WORDS, "ISBN": st.just("978-7-01")},
        "chapter": {"container-title": WORDS, "container-author": PEOPLE, "editor": PEOPLE, "publisher": WORDS,
                    "page": st.just("10-12")},
        "paper-conference": {"container-title": WORDS, "event-title": WORDS, "event-place": WORDS, "event-date": DATES},
        "thesis": {"publisher": WORDS, "genre": WORDS}, "report": {"publisher": WORDS, "number": WORDS},
        "standard": {"number": WORDS}, "dataset": {"publisher": WORDS, "version": WORDS, "CSTR": st.just("1.2.x")},
        "software": {"version": WORDS}, "webpage": {}, "map": {"scale": WORDS, "dimensions": WORDS},
        "patent": {"number": WORDS, "custom": st.just({"holder": "大学; Doe, J"})},
        "collection": {"archive": WORDS, "archive-place": WORDS, "archive_location": WORDS},
        "personal_communication": {"recipient": PEOPLE},
        "article": {"version": WORDS},
        "speech": {"event-title": WORDS, "event-place": WORDS}, "interview": {"publisher": WORDS},
    },
    "ris": {
        "article-journal": {"container-title": WORDS, "volume": WORDS, "issue": WORDS, "page": st.just("3-9"),
                            "ISSN": st.just("1234-5678"), "container-title-short": WORDS},
        "book": {"editor": people(" &"), "translator": people(" &"), "publisher": WORDS, "volume": WORDS,
                 "publisher-place": WORDS,
                 "collection-title": WORDS, "edition": WORDS, "ISBN": st.just("978-7-01")},
        "chapter": {"container-title": WORDS, "editor": people(" &"), "page": st.just("10-12")},
        "article-newspaper": {"container-title": WORDS, "page": st.just("3")},
        "thesis": {"publisher": WORDS, "genre": WORDS}, "webpage": {"container-title": WORDS},
        "report": {"publisher": WORDS, "number": WORDS}, "patent": {"number": WORDS}, "standard": {"number": WORDS},
    },
}  # fmt: skip


# What reading fills in from the number of a preprint, if an item does not say it.
ALWAYS = {"article": {"number": st.just("arXiv:1234.5"), "publisher": st.just("arXiv"), "URL": COMMON["URL"]}}


def items_of(held: dict[str, Any], **common: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Items of any of the types, with any of the fields that the format holds for it."""
    common = {**COMMON, **common}
    del common["title"]
    return st.one_of(
        *(
            st.fixed_dictionaries(
                {"id": st.just("a"), "type": st.just(kind), "title": WORDS, **ALWAYS.get(kind, {})},
                optional={key: value for key, value in (common | fields).items() if key not in ALWAYS.get(kind, {})},
            )
            for kind, fields in held.items()
        )
    )


def meant(item: dict[str, Any]) -> dict[str, Any]:
    """The item as the processor reads it, so that two ways of writing a date or a name are one."""
    read = Item(item)
    return {"type": read.type, "custom": item.get("custom"), **read.texts, **read.names, **read.dates}


@given(items_of(HELD["biblatex"]))
def test_biblatex_keeps_what_it_can_hold(item: dict[str, Any]) -> None:
    (again,) = READERS["bibtex"](write_items([item], "biblatex"), "again")
    assert meant(again) == meant(item)


@given(items_of(HELD["ris"], author=people(" &")))
def test_ris_keeps_what_it_can_hold(item: dict[str, Any]) -> None:
    # A comma in a name of RIS parts family and given names in any case.
    (again,) = READERS["ris"](write_items([item], "ris"), "again")
    assert meant(again) == meant(item)


@given(items_of(HELD["biblatex"]))
def test_csl_json_keeps_everything(item: dict[str, Any]) -> None:
    (again,) = READERS["csl-json"](write_items([item], "csl-json"), "again")
    assert meant(again) == meant(item)


@given(items_of(HELD["biblatex"]))
def test_hayagriva_is_yaml_with_title_authors_date_and_address(item: dict[str, Any]) -> None:
    entry = yaml.safe_load(write_items([item], "hayagriva"))["a"]
    assert entry["title"] == item["title"]
    assert len(entry.get("author", [])) == len(item.get("author", []))
    if "issued" in item:
        assert str(entry["date"]) == write_date(meant(item)["issued"])
    if "URL" in item:
        assert (entry["url"]["value"] if isinstance(entry["url"], dict) else entry["url"]) == item["URL"]


LATEX = [
    (r"{\em x} y", "<i>x</i> y"),
    (r"\url{http://a_b/%20c}", "http://a_b/%20c"),
    (r"\href{http://u}{t}", "t"),
    (r"\enquote{q} ``r''", "“q” “r”"),
    (r"CO$_2$, $10^{-6}$ and $\alpha$", "CO<sub>2</sub>, 10<sup>-6</sup> and α"),
    (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
    (r"\unknown{abc}, \texttt{d}", "abc, d"),
    (r"\apj", r"\apj"),
    (r"信息\quad 资源", "信息 资源"),
    (r"a--b---c ``d'' \& \_ \% &", "a–b—c “d” & _ % &"),
    (r"{\L}ukasz \v{c} {\v c} \'e{\ss}", "Łukasz č č éß"),
    (r"O'Neil and {{\"O}sterreich}", 'O\'Neil and <span class="nocase">Österreich</span>'),
    ("a } b { c", "a b c"),
]


@pytest.mark.parametrize(("latex", "text"), LATEX)
def test_latex(latex: str, text: str) -> None:
    assert decode(latex) == text


@pytest.mark.parametrize("name", WRITERS)
def test_every_writer_takes_an_item_with_nothing_in_it(name: str) -> None:
    assert write_items([{"id": "a"}], name)


def test_an_unknown_format_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CslError, match="no format 'endnote'"):
        write_items([], "endnote")
    with pytest.raises(CslError, match="the formats are csl-json, bibtex, ris"):
        read_items(tmp_path / "x.docx")
    with pytest.raises(CslError, match="cannot be read"):
        read_items(tmp_path / "x.bib")
