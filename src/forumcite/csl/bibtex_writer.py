"""BibTeX and BibLaTeX written from CSL-JSON; `bibtex.py` reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forumcite.csl.bibtex import DATES, LANGUAGES, OTHER_TYPES, VERBATIM
from forumcite.csl.edtf import write_date
from forumcite.csl.items import Item
from forumcite.csl.latex import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forumcite.csl.items import Name

_BIBTEX_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "entry-dictionary": "incollection", "entry-encyclopedia": "incollection",
    "manuscript": "unpublished", "pamphlet": "booklet", "paper-conference": "inproceedings", "report": "techreport",
    "thesis": "phdthesis",
}  # fmt: skip
_BIBLATEX_TYPES = {
    **_BIBTEX_TYPES,
    "article": "online", "collection": "archive", "dataset": "dataset", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "graphic": "artwork", "legal_case": "jurisdiction",
    "legislation": "legislation", "map": "map", "motion_picture": "movie", "patent": "patent",
    "periodical": "periodical", "personal_communication": "letter", "post": "online", "post-weblog": "online",
    "report": "report", "software": "software", "song": "music", "standard": "standard", "thesis": "thesis",
    "webpage": "online",
}  # fmt: skip
_WRITTEN = (
    ("title", "title"), ("title-short", "shorttitle"), ("container-title-short", "shortjournal"), ("volume", "volume"),
    ("issue", "number"), ("collection-title", "series"), ("collection-number", "number"), ("number", "number"),
    ("edition", "edition"), ("chapter-number", "chapter"), ("genre", "type"), ("version", "version"),
    ("event-title", "eventtitle"), ("event-place", "venue"), ("number-of-volumes", "volumes"), ("ISBN", "isbn"),
    ("ISSN", "issn"), ("DOI", "doi"), ("URL", "url"), ("PMID", "pmid"), ("note", "note"), ("keyword", "keywords"),
    ("abstract", "abstract"), ("annote", "annotation"), ("call-number", "library"), ("medium", "media"),
    ("number-of-pages", "pagetotal"), ("part-number", "part"), ("original-title", "origtitle"),
    ("original-publisher", "origpublisher"), ("original-publisher-place", "origlocation"), ("status", "pubstate"),
    ("scale", "scale"), ("dimensions", "dimensions"), ("CSTR", "cstr"),
)  # fmt: skip
_ONLY_BIBLATEX = frozenset(
    {*("shorttitle", "shortjournal", "version", "eventtitle", "venue", "volumes", "pmid", "media", "pagetotal", "part"),
     *("origtitle", "origpublisher", "origlocation", "pubstate", "scale", "dimensions", "cstr", "annotation")}
)  # fmt: skip
_NAMES = {"container-author": "bookauthor", "director": "director", "recipient": "recipient"}
_SERIAL = ("article-journal", "article-magazine", "article-newspaper", "periodical")


def write_bibtex(items: Iterable[Mapping[str, Any]], *, biblatex: bool = False) -> str:
    """Write items as BibTeX, or as BibLaTeX with its own types and EDTF dates.

    Args:
        items: CSL-JSON objects.
        biblatex: Write BibLaTeX.

    Raises:
        CslError: An item has no id.
    """
    entries, keys = [], set[str]()
    for data in items:
        item = Item(data)
        key = _key(item.id)
        while key in keys:
            key += "-"
        keys.add(key)
        custom = data.get("custom")
        entries.append(_entry(item, key, custom if isinstance(custom, dict) else {}, biblatex=biblatex))
    return "\n".join(entries)


def _entry(item: Item, key: str, custom: Mapping[str, Any], *, biblatex: bool) -> str:
    types = _BIBLATEX_TYPES if biblatex else _BIBTEX_TYPES
    kind = types.get(item.type, "misc")
    if biblatex and item.type == "article" and "number" not in item.texts:
        kind = "preprint"
    fields = dict(_entry_fields(item, kind, biblatex=biblatex))
    if biblatex:
        fields |= {name: encode(str(custom.get(name, ""))) for name in ("mark",)}
        fields["holder"] = " and ".join(_written_whole(name) for name in str(custom.get("holder", "")).split("; "))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _written_whole(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{encode(family)}, {encode(given)}" if comma else f"{{{encode(name)}}}" if name else ""


def _key(id_: str) -> str:
    return re.sub(r"[\s,{}\"'#%~\\()=]", "-", id_)


def _entry_fields(item: Item, kind: str, *, biblatex: bool) -> Iterator[tuple[str, str]]:
    for variable, people in item.names.items():
        if variable in ("author", "editor", "translator") and (biblatex or variable != "translator"):
            yield variable, " and ".join(map(_written_name, people))
        elif variable in _NAMES and biblatex:
            yield _NAMES[variable], " and ".join(map(_written_name, people))
    yield from _written_container(item, kind, biblatex=biblatex)
    for variable, name in _WRITTEN:
        if variable in item.texts and (biblatex or name not in _ONLY_BIBLATEX):
            value = item.texts[variable]
            field = "eid" if variable == "number" and item.type in _SERIAL and biblatex else name
            yield field, _verbatim(value) if name in VERBATIM else encode(value)
    if kind == "online" and item.type == "article":
        yield from _written_preprint(item)
    if "page" in item.texts:
        yield "pages", encode(re.sub(r"(?<!\\)[-–]+", "--", item.texts["page"]))
    yield from _written_dates(item, biblatex=biblatex)
    if item.language and biblatex:
        names = {code.lower(): name for name, code in reversed(LANGUAGES.items())}
        yield "langid", names.get(item.language.lower(), names.get(item.language[:2].lower(), item.language))
    if item.type in ("article-newspaper", "article-magazine") and biblatex:
        yield "entrysubtype", item.type.removeprefix("article-")
    elif item.type in OTHER_TYPES and biblatex:
        yield "entrysubtype", item.type


def _verbatim(value: str) -> str:
    return value.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _written_preprint(item: Item) -> Iterator[tuple[str, str]]:
    server, colon, number = item.texts.get("number", "").partition(":")
    yield "eprint", _verbatim(number if colon else server)
    yield "eprinttype", encode(server if colon else item.texts.get("publisher", ""))
    yield "number", ""


def _written_container(item: Item, kind: str, *, biblatex: bool) -> Iterator[tuple[str, str]]:
    container = item.texts.get("container-title", "")
    if container:
        journal = "journaltitle" if biblatex else "journal"
        yield (journal if kind == "article" else "booktitle"), encode(container)
    if item.type == "collection":
        yield "institution", encode(item.texts.get("archive", ""))
        yield "location", encode(item.texts.get("archive-place", ""))
        yield "number", encode(item.texts.get("archive_location", ""))
        return
    publisher = {"thesis": "institution" if biblatex else "school", "report": "institution"}.get(item.type, "publisher")
    yield publisher, encode(item.texts.get("publisher", ""))
    yield ("location" if biblatex else "address"), encode(item.texts.get("publisher-place", ""))


def _written_dates(item: Item, *, biblatex: bool) -> Iterator[tuple[str, str]]:
    if biblatex:
        for name, variable in DATES.items():
            if variable in item.dates:
                yield name, write_date(item.dates[variable])
    elif (date := item.dates.get("issued")) and date.start:
        yield "year", str(date.start.year)
        yield "month", str(date.start.month or "")


def _written_name(name: Name) -> str:
    if name.literal == "others":
        return "others"
    if name.literal:
        return "{" + encode(name.literal) + "}"
    family = " ".join(filter(None, (name.particle, _guarded(name.family))))
    given = " ".join(filter(None, (_guarded(name.given), name.dropping)))
    if name.suffix:
        return f"{family}, {_guarded(name.suffix)}, {given}"
    return f"{family}, {given}" if given else "{" + family + "}"


def _guarded(text: str) -> str:
    """A part of a name, in braces where it holds what separates names or their parts."""
    encoded = encode(text)
    return "{" + encoded + "}" if re.search(r",|(?i:\band\b)", text) else encoded
