"""Small documents in small styles, rule by rule (cases/documents.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from forumcite.csl import Citation, Cite, Processor, read_style, render

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).parent / "cases" / "documents.yaml"
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"
class="{class}" default-locale="{locale}" {root}>
<info><title/><id/></info><locale><terms>{terms}</terms></locale>{macros}
<citation {options} {citation}>{sort}<layout delimiter="; ">{layout}</layout></citation>
<bibliography {bibliography}>{bsort}{layouts}<layout>{entry}</layout></bibliography></style>"""
DEFAULTS = {"class": "in-text", "locale": "en-US"}
PARTS = ["root", "terms", "macros", "options", "citation", "sort", "layout", "bibliography", "bsort", "layouts"]


def read_cases() -> Iterator[Any]:
    """Yield the cases; one with `each` is a case for each value of `{value}`."""
    for case in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        for value, expected in case.get("each", {"": None}).items():
            filled = {key: text.replace("{value}", value) for key, text in case.items() if isinstance(text, str)}
            wanted = "entries" if "bibliography" in case else "cites"
            more = {wanted: expected} if expected else {}
            yield pytest.param({**case, **filled, **more}, id=f"{case['case']} {value}".strip())


@pytest.mark.parametrize("case", list(read_cases()))
def test_document(case: dict[str, Any]) -> None:
    parts = {key: case.get(key, "") for key in PARTS} | DEFAULTS
    parts |= {key: case[key] for key in DEFAULTS if key in case}
    parts |= {key: f"<sort>{parts[key]}</sort>" for key in ("sort", "bsort") if parts[key]}
    style = read_style(STYLE.format(entry=case.get("entry", parts["layout"]), **parts).encode(), "small.csl")
    processor = Processor(style, [item(data, str(i)) for i, data in enumerate(case["items"])])
    clusters = case.get("clusters") or [[i] for i in range(len(case["items"]))]
    document = [Citation([Cite(str(id_)) for id_ in ids], i * style.is_note) for i, ids in enumerate(clusters, 1)]
    if "cites" in case:
        assert [render(runs) for runs in processor.citations(document)] == case["cites"]
    if "entries" in case:
        assert [render(entry.runs) for entry in processor.bibliography()] == case["entries"]


def item(data: dict[str, Any], id_: str) -> dict[str, Any]:
    """Return an item, names that are only words as family names."""
    named = {
        key: [{"family": name} if isinstance(name, str) else name for name in value]
        for key, value in data.items()
        if isinstance(value, list)
    }
    return {"type": "book", **data, **named, "id": id_}
