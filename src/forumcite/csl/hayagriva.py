"""Hayagriva YAML, the bibliography format of Typst: written from CSL-JSON.

Rule: Hayagriva's file format reference (docs/file-format.md in typst/hayagriva).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forumcite.csl.edtf import write_date
from forumcite.csl.items import Item
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forumcite.csl.items import Name

_TYPES = {
    "article": "article", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "bill": "legislation", "book": "book", "broadcast": "video", "chapter": "chapter", "dataset": "repository",
    "entry-dictionary": "entry", "entry-encyclopedia": "entry", "graphic": "artwork", "legal_case": "case",
    "legislation": "legislation", "manuscript": "manuscript", "motion_picture": "video", "musical_score": "artwork",
    "paper-conference": "article", "patent": "patent", "performance": "performance", "periodical": "periodical",
    "post": "post", "post-weblog": "post", "report": "report", "software": "repository", "song": "audio",
    "speech": "misc", "thesis": "thesis", "treaty": "legislation", "webpage": "web",
}  # fmt: skip
_PARENTS = {
    "article-journal": "periodical", "article-magazine": "periodical", "article-newspaper": "newspaper",
    "chapter": "book", "entry-dictionary": "reference", "entry-encyclopedia": "reference",
    "paper-conference": "proceedings", "post": "web", "post-weblog": "blog", "webpage": "web",
}  # fmt: skip
_SERIAL = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid"}
_ROLES = {
    "translator": "translator", "compiler": "compiler", "illustrator": "illustrator", "director": "director",
    "producer": "producer", "organizer": "organizer", "collection-editor": "collaborator",
}  # fmt: skip


def write_hayagriva(items: Iterable[Mapping[str, Any]]) -> str:
    """Write items as Hayagriva YAML.

    Args:
        items: CSL-JSON objects.

    Raises:
        CslError: An item has no id.
    """
    import yaml  # heavy: only where YAML is written

    entries = {item.id: _entry(item) for item in map(Item, items)}
    text: str = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000)
    return text


def _entry(item: Item) -> dict[str, Any]:
    texts = {variable: Span(parse_rich(value)).text() for variable, value in item.texts.items()}
    entry: dict[str, Any] = {"type": _TYPES.get(item.type, "misc")}
    entry["title"] = texts.get("title")
    for role in ("author", "editor"):
        entry[role] = [_name(name) for name in item.names.get(role, [])]
    entry["affiliated"] = [
        {"role": role, "names": [_name(name) for name in item.names[variable]]}
        for variable, role in _ROLES.items()
        if variable in item.names
    ]
    date = item.dates.get("issued")
    entry["date"] = re.sub(r"[/~].*", "", write_date(date)) if date and date.start and not date.start.season else None
    entry["genre"] = texts.get("genre")
    entry["page-range"] = texts.get("page")
    entry["edition"] = texts.get("edition")
    entry["url"] = _url(item, texts)
    entry["serial-number"] = {key: texts[name] for name, key in _SERIAL.items() if name in texts}
    if "number" in texts:
        entry["serial-number"]["serial"] = texts["number"]
    entry["language"] = item.language
    parent = _parent(item, texts)
    holder = parent if parent and parent["type"] in ("book", "proceedings", "reference") else entry
    holder["publisher"] = texts.get("publisher")
    holder["location"] = texts.get("publisher-place")
    (parent or entry).update({"volume": texts.get("volume"), "issue": texts.get("issue")})
    entry["parent"] = _filled(parent) if parent else None
    entry["note"] = texts.get("note")
    return _filled(entry)


def _parent(item: Item, texts: Mapping[str, str]) -> dict[str, Any] | None:
    title = texts.get("container-title")
    if not title:
        return None
    parent: dict[str, Any] = {"type": _PARENTS.get(item.type, "anthology"), "title": title}
    if "collection-title" in texts:
        parent["parent"] = {"type": "anthology", "title": texts["collection-title"]}
    return parent


def _url(item: Item, texts: Mapping[str, str]) -> Any:
    url, accessed = texts.get("URL"), item.dates.get("accessed")
    if url and accessed and accessed.start:
        return {"value": url, "date": re.sub(r"[/~].*", "", write_date(accessed))}
    return url


def _name(name: Name) -> Any:
    if name.literal:
        return {"name": name.literal}
    parts = {
        "name": name.family,
        "given-name": name.given,
        "prefix": name.particle or name.dropping,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value}
