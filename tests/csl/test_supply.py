"""Styles and locales offline: ids, short names, dependents, paths, search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forumcite.csl import CslError, Processor, find_styles, load_style, render, resolve_style, style_ids
from forumcite.csl.archive import Archive, write_archive
from forumcite.csl.locale import PRIMARY_DIALECTS
from forumcite.csl.supply import SHORT_NAMES, locale_bytes, locale_names

if TYPE_CHECKING:
    from pathlib import Path

SPEECH = {
    "id": "s",
    "type": "speech",
    "title": "在大会上的讲话",
    "language": "zh-CN",
    "author": [{"literal": "汤海滨"}],
    "issued": "2025-12-06",
}
NEWS = {
    "id": "n",
    "type": "article-newspaper",
    "title": "On Runs",
    "language": "en-US",
    "container-title": "The Daily Run",
    "author": [{"family": "van Doe", "given": "Jane Q."}, {"literal": "WHO"}],
    "issued": "2025-12",
    "page": "3-4",
}
WEB = {"id": "w", "type": "webpage", "title": 'A "Web" Page', "URL": "https://e.org/?a=b&c", "accessed": "2026-01-15"}


def test_the_whole_collection_is_there() -> None:
    assert len(style_ids()) >= 2800
    assert len(style_ids(dependent=True)) >= 10_000
    assert len(locale_names()) >= 60


def test_every_short_name_means_a_style() -> None:
    ids = set(style_ids(dependent=True))
    assert {name: id_ for name, id_ in SHORT_NAMES.items() if id_ not in ids} == {}


def test_every_primary_dialect_has_a_locale() -> None:
    assert {name for name in PRIMARY_DIALECTS.values() if locale_bytes(name) is None} == set()


@pytest.mark.parametrize("id_", style_ids()[::24])
def test_a_sample_of_styles_renders(id_: str) -> None:
    processor = Processor(load_style(id_), [SPEECH, NEWS, WEB])
    assert render(processor.cite(["s", "n", "w"]), "html")
    for entry in processor.bibliography():
        assert render(entry.runs, "html")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        ("mla", "modern-language-association"),
        ("gbt7714", "china-national-standard-gb-t-7714-2025-numeric"),
        ("gbt7714-2015-note", "china-national-standard-gb-t-7714-2015-note"),
        ("http://www.zotero.org/styles/ieee", "ieee"),
        ("Nature", "nature"),
    ],
)
def test_names_resolve(name: str, id_: str) -> None:
    assert resolve_style(name) == id_


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    with pytest.raises(CslError, match="there is no style 'appa'; did you mean apa"):
        load_style("appa")


def test_a_dependent_style_has_its_parents_rules_and_its_own_title() -> None:
    style = load_style("cell-reports")
    assert style.title == "Cell Reports"
    assert style.citation.layouts


def test_a_path_works(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(
        "<style><citation><layout><text variable='title'/></layout></citation></style>",
        encoding="utf-8",
    )
    assert render(Processor(load_style(str(path)), [NEWS]).cite(["n"])) == "On Runs"


def test_search_finds_all_words_and_own_styles_first() -> None:
    found = find_styles("7714 2025")
    assert [info.id for info in found] == [
        "china-national-standard-gb-t-7714-2025-note",
        "china-national-standard-gb-t-7714-2025-numeric",
        "china-national-standard-gb-t-7714-2025-author-date",
    ]
    assert find_styles("no such words at all") == []


def test_an_archive_gives_back_what_went_in(tmp_path: Path) -> None:
    files = {f"{n}.csl": bytes([n % 256]) * (n * 997) for n in range(60)}
    path = tmp_path / "a.pack"
    write_archive(files, str(path), alone=["3.csl", "4.csl"])
    archive = Archive(str(path))
    assert {name: archive.read(name) for name in archive.names()} == files
    assert archive.read("none") is None


def test_a_damaged_archive_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pack"
    path.write_bytes(b"nothing")
    with pytest.raises(CslError, match="not an archive"):
        Archive(str(path)).read("x")
