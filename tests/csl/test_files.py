"""Files of items: read (cases/files.yaml), written, and read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forumcite.csl import CslError, Processor, load_style, render
from forumcite.csl.bibtex import decode, encode
from forumcite.csl.files import READERS, WRITERS, read_items, write_items

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
