"""Runs the cases of the three conformance suites; used by the command line (run_suite.py) and by pytest."""

from __future__ import annotations

import gzip
import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forumcite.csl import CslError, Processor, Style, load_style, read_style, render
from forumcite.csl.positions import Citation
from forumcite.csl.processor import read_cite

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FIXTURES = Path(os.environ.get("FORUMCITE_FIXTURES", ROOT.parent / "shared" / "fixtures")) / "citations"


@dataclass(frozen=True)
class Outcome:
    """One case: its name, the group it is counted in, and what came out."""

    name: str
    group: str
    expected: str
    actual: str
    passed: bool


def read_json(path: Path) -> Any:
    """Read a JSON file, gzipped or not."""
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


def run_file(path: Path) -> Iterator[Outcome]:
    """Run all cases of a file; its form decides which suite it belongs to."""
    cases = read_json(path)
    if isinstance(cases, dict):
        yield from run_key_styles(cases, path.parent)
    elif cases and "csl" in cases[0]:
        yield from map(run_csl_case, cases)
    elif cases and "ids" in cases[0]:
        for section in cases:
            yield from run_zh_section(section, path.parent)
    else:
        for section in cases:
            yield from run_zh_citations(section, path.parent)


# The CSL test suite


def run_csl_case(case: dict[str, Any]) -> Outcome:
    """Run one case of the CSL test suite; the result has to be the same to the letter."""
    try:
        actual = _csl_result(case)
    except CslError as error:
        actual = f"CslError: {error}"
    expected = case["result"].strip()
    return Outcome(case["name"], case["category"], expected, actual.strip(), expected == actual.strip())


def _csl_result(case: dict[str, Any]) -> str:
    style = read_style(case["csl"].encode(), case["name"])
    items = [{"id": f"ITEM-{i}", **item} for i, item in enumerate(case["INPUT"], 1)]
    if case.get("CITATIONS"):
        return _csl_document(style, items, case)
    processor = Processor(style, items)
    if case["mode"] == "bibliography":
        return bibliography_html(processor)
    clusters = case.get("CITATION-ITEMS") or [[{"id": id_} for id_ in processor.order()]]
    return "\n".join(render(processor.cite(cluster), "html", links=False) for cluster in clusters)


def bibliography_html(processor: Processor) -> str:
    """Return a bibliography in the wrapping of the suite."""
    entries = []
    for entry in processor.bibliography():
        content = render(entry.runs, "html", links=False)
        entries.append(f'  <div class="csl-entry">{content}</div>\n')
    return '<div class="csl-bib-body">\n' + "".join(entries) + "</div>"


def _csl_document(style: Style, items: list[dict[str, Any]], case: dict[str, Any]) -> str:
    """Replay the calls of an interactive document and print the last state with its change marks."""
    steps = case["CITATIONS"]
    before: dict[str, str] = {}
    now: dict[str, str] = {}
    document: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    processor: Processor | None = None
    last_id = ""
    notes: dict[str, int] = {}
    for citation, pre, post in steps:
        last_id = str(citation.get("citationID", f"CITATION-{len(document) + 1}"))
        notes = {id_: _note(data) for id_, data in document.items()}
        document[last_id] = citation
        for id_, note in [*pre, *post]:
            document[str(id_)].setdefault("properties", {})["noteIndex"] = note
        order = [*(str(id_) for id_, _ in pre), last_id, *(str(id_) for id_, _ in post)]
        before = now
        processor = _document_processor(style, items, [document[id_] for id_ in order])
        shown = processor.citations([_citation(document[id_]) for id_ in order])
        now = {id_: render(runs, "html", links=False) for id_, runs in zip(order, shown, strict=True)}
    if case["mode"] == "bibliography":
        return bibliography_html(processor) if processor else ""
    numbered = "first-reference-note-number" in case["csl"]
    moved = {id_ for id_ in order if numbered and notes.get(id_) != _note(document[id_])}
    marks = [">>" if id_ == last_id or before.get(id_) != now[id_] or id_ in moved else ".." for id_ in order]
    return "\n".join(f"{mark}[{i}] {now[id_]}" for i, (mark, id_) in enumerate(zip(marks, order, strict=True)))


def _note(citation: dict[str, Any]) -> int:
    return int(citation.get("properties", {}).get("noteIndex") or 0)


def _document_processor(style: Style, items: list[dict[str, Any]], citations: list[dict[str, Any]]) -> Processor:
    by_id = {str(item["id"]): item for item in items}
    ids = [str(cite["id"]) for citation in citations for cite in citation["citationItems"]]
    return Processor(style, [by_id[id_] for id_ in dict.fromkeys(ids)])


def _citation(data: dict[str, Any]) -> Citation:
    cites = [
        read_cite({key: value for key, value in cite.items() if key != "position"}) for cite in data["citationItems"]
    ]
    return Citation(cites, _note(data))


# The GB/T 7714 styles of zotero-chinese


@cache
def items506() -> dict[str, dict[str, Any]]:
    """Return the items of the Chinese suites by id."""
    return {str(item["id"]): item for item in read_json(FIXTURES / "items506.json.gz")}


def squeeze(text: str) -> str:
    """Return text without white space, in which the suite's expectations are irregular."""
    return re.sub(r"\s+", "", text)


def _zh_style(section: dict[str, Any], folder: Path) -> Style:
    path = folder / "styles-zh" / section["style"]
    return load_style(str(path if path.exists() else FIXTURES / "styles-zh" / section["style"]))


def run_zh_section(section: dict[str, Any], folder: Path) -> Iterator[Outcome]:
    """Run the entries of one style: the whole bibliography, for note styles each item as a first note."""
    style = _zh_style(section, folder)
    items = [items506()[id_] for id_ in section["ids"]]
    group = f"{section['style']} {section.get('set', '')}"
    if section["class"] == "note":
        shown = [render(Processor(style, [item]).cite([str(item["id"])]), "text") for item in items]
    else:
        shown = [render(entry.runs, "text") for entry in Processor(style, items).bibliography()]
    for id_, expected, actual in zip(section["ids"], section["text"], shown, strict=True):
        passed = squeeze(expected) == squeeze(actual)
        yield Outcome(
            f"{section['dir']}/{section.get('set', '')}/{id_}", group, expected.strip(), actual.strip(), passed
        )


def run_zh_citations(section: dict[str, Any], folder: Path) -> Iterator[Outcome]:
    """Run the clusters of one style, in the order of a document."""
    style = _zh_style(section, folder)
    ids = dict.fromkeys(cite["id"] for cluster in section["cites"] for cite in cluster)
    processor = Processor(style, [items506()[id_] for id_ in ids])
    document = [Citation([read_cite(cite) for cite in cluster], i) for i, cluster in enumerate(section["cites"], 1)]
    for i, (runs, expected) in enumerate(zip(processor.citations(document), section["html"], strict=True)):
        actual = render(runs, "html")
        yield Outcome(f"{section['dir']}/{i}", section["style"], expected, actual, squeeze(expected) == squeeze(actual))


# The official key styles, every item alone


def run_key_styles(styles: dict[str, dict[str, str]], folder: Path) -> Iterator[Outcome]:
    """Run one item at a time: the first citation of note styles, the bibliography entry of the others."""
    speech = {str(item["id"]): item for item in read_json(FIXTURES / "speech.json")}
    for name, expectations in styles.items():
        path = folder / "styles-official" / f"{name}.csl"
        style = load_style(str(path if path.exists() else name))
        for id_, expected in expectations.items():
            item = items506().get(id_) or speech[id_]
            processor = Processor(style, [item])
            if style.is_note:
                actual = render(processor.cite([id_]), "html", links=False)
            else:
                entries = processor.bibliography()
                actual = f'<div class="csl-entry">{render(entries[0].runs, "html", links=False)}</div>'
            wanted, got = " ".join(expected.split()), " ".join(actual.split())
            yield Outcome(f"{name}/{id_}", name, wanted, got, wanted == got)
