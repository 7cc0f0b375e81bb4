"""BibTeX and BibLaTeX read into CSL-JSON; `bibtex_writer.py` writes them.

The mapping of types and fields follows the BibLaTeX manual (chapter 2) and what reference managers exchange.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forumcite.csl.errors import CslError
from forumcite.csl.latex import closing_brace, decode, depth, split_outside_braces
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping


_TYPES = {
    "archive": "collection", "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book",
    "bookinbook": "chapter", "booklet": "pamphlet", "collection": "book", "conference": "paper-conference",
    "database": "dataset", "dataset": "dataset", "electronic": "webpage", "inbook": "chapter",
    "incollection": "chapter", "inproceedings": "paper-conference", "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case", "legislation": "legislation", "letter": "personal_communication", "manual": "book",
    "map": "map", "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song",
    "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book",
    "newspaper": "article-newspaper", "online": "webpage", "patent": "patent", "periodical": "periodical",
    "phdthesis": "thesis", "preprint": "article", "proceedings": "book", "program": "software", "reference": "book",
    "report": "report", "review": "review", "software": "software", "standard": "standard", "suppbook": "chapter",
    "suppcollection": "chapter", "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis",
    "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
}  # fmt: skip
# What a field says that a type does not. Rule: biblatex (entrysubtype), biblatex-gb7714-2015 (also note) and gbt7714.
_SUBTYPES = {
    "newspaper": "article-newspaper", "news": "article-newspaper", "magazine": "article-magazine",
    "standard": "standard", "archive": "collection", "map": "map",
}  # fmt: skip
# Types that BibLaTeX does not have: `@misc` with the type of CSL in `entrysubtype`.
OTHER_TYPES = frozenset(
    {*("bill", "broadcast", "classic", "event", "figure", "hearing", "interview", "musical_score", "performance"),
     *("regulation", "review-book", "speech", "treaty")}
)  # fmt: skip
# GB/T 7714's codes of types, as these packages take them in `mark` and `usera`, and the type of an entry of no other.
_MARKS = {
    "M": "book", "C": "paper-conference", "G": "book", "N": "article-newspaper", "J": "article-journal", "D": "thesis",
    "R": "report", "S": "standard", "P": "patent", "DB": "dataset", "CP": "software", "EB": "webpage",
    "A": "collection", "CM": "map", "DS": "dataset", "PP": "article", "Z": "document",
}  # fmt: skip
_MARK_OF_TYPE = {
    "collection": "G", "mvcollection": "G", "proceedings": "C", "mvproceedings": "C", "database": "DB",
}  # fmt: skip
_CARRIERS = ("OL", "CD", "DK", "MT")
_FIELDS = {
    "abstract": "abstract", "annotation": "annote", "annote": "annote", "booktitle": "container-title",
    "chapter": "chapter-number", "doi": "DOI", "edition": "edition", "eventtitle": "event-title",
    "dimensions": "dimensions", "isbn": "ISBN", "issn": "ISSN", "journal": "container-title",
    "journaltitle": "container-title", "keywords": "keyword", "library": "call-number", "note": "note",
    "origpublisher": "original-publisher", "origlocation": "original-publisher-place", "origtitle": "original-title",
    "pagetotal": "number-of-pages", "part": "part-number", "publisher": "publisher", "series": "collection-title",
    "shortjournal": "container-title-short", "shorttitle": "title-short", "title": "title", "type": "genre",
    "url": "URL", "venue": "event-place", "version": "version", "volume": "volume", "volumes": "number-of-volumes",
    "pubstate": "status", "scale": "scale", "cstr": "CSTR", "location": "publisher-place",
    "address": "publisher-place", "pmid": "PMID",
}  # fmt: skip
_PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
VERBATIM = frozenset({"doi", "url", "isbn", "issn", "pmid", "eprint", "date", "urldate", "cstr"})
_NAMES = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "director": "director", "recipient": "recipient",
}  # fmt: skip
_EDITOR_TYPES = {"director": "director", "compiler": "compiler", "organizer": "organizer", "producer": "producer"}
DATES = {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
# Babel's names of languages, as far as bibliographies use them.
LANGUAGES = {
    "american": "en-US", "british": "en-GB", "english": "en", "usenglish": "en-US", "ukenglish": "en-GB",
    "german": "de", "ngerman": "de-DE", "french": "fr-FR", "spanish": "es-ES", "italian": "it-IT",
    "portuguese": "pt-PT", "brazilian": "pt-BR", "russian": "ru-RU", "chinese": "zh-CN", "japanese": "ja-JP",
    "korean": "ko-KR", "dutch": "nl-NL", "polish": "pl-PL", "swedish": "sv-SE", "latin": "la", "greek": "el-GR",
}  # fmt: skip
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip


def read_bibtex(text: str, file: str = "") -> list[dict[str, Any]]:
    """Read BibTeX or BibLaTeX.

    Args:
        text: The file's text.
        file: Its name, for messages.

    Returns:
        CSL-JSON objects, in the order of the file; `id` is the entry's key.

    Raises:
        CslError: An entry cannot be read, or a key stands twice; the message names file and line.
    """
    import logging

    from bibtexparser.entrypoint import parse_string  # heavy: only where BibTeX is read

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what fails is raised below
    library = parse_string(text)
    for block in library.failed_blocks:
        error = block.error
        reason = getattr(error, "abort_reason", "") or str(error) or "cannot be read"
        raise CslError(f"BibTeX: {reason.strip().partition(chr(10))[0]}", file=file, line=(block.start_line or 0) + 1)
    strings = {name.lower(): str(value.value) for name, value in library.strings_dict.items()}
    entries = {entry.key: _Entry(entry, strings, file) for entry in library.entries}
    for entry in entries.values():
        entry.inherit(entries)
    return [_item(entry.key, entry.kind, entry.fields) for entry in entries.values()]


class _Entry:
    """An entry as the file has it: its fields in lower case, concatenations resolved, braces as they stand."""

    def __init__(self, entry: Any, strings: Mapping[str, str], file: str) -> None:
        self.key: str = entry.key
        self.kind: str = entry.entry_type.lower()
        enclosed = entry.parser_metadata.get("removed_enclosing", {})
        self.fields: dict[str, str] = {}
        for name, field in entry.fields_dict.items():
            value: str | None = str(field.value)
            if enclosed.get(name) == "no-enclosing":
                value = _concatenated(str(field.value), strings)
            line = (field.start_line or 0) + 1
            if value is None:
                message = Message(
                    "BibTeX: the value of {name!r} cannot be read: is a comma missing after it?", name=name
                )
                raise CslError(message, file=file, line=line)
            if depth(value) > _DEEPEST_BRACES:
                raise CslError(
                    Message("BibTeX: the braces of {name!r} are nested too deeply", name=name), file=file, line=line
                )
            self.fields[name.lower()] = value

    def inherit(self, entries: Mapping[str, _Entry], depth: int = 0) -> None:
        """Take over what this entry does not say itself. Rule: biblatex manual, appendix B (crossref and xdata)."""
        for name in self.fields.pop("xdata", "").split(","):
            self._take_from(entries.get(name.strip()), entries, {}, depth)
        parent = self.fields.pop("crossref", "").strip()
        part = self.kind.startswith("in") or self.kind in ("bookinbook", "suppbook", "suppcollection", "conference")
        if self.kind in ("article", "suppperiodical"):
            self._take_from(entries.get(parent), entries, _OF_PERIODICALS, depth)
        else:
            self._take_from(entries.get(parent), entries, _OF_BOOKS if part else {}, depth)

    def _take_from(
        self, parent: _Entry | None, entries: Mapping[str, _Entry], renamed: Mapping[str, str], depth: int
    ) -> None:
        if parent is None or depth > _DEEPEST:
            return
        parent.inherit(entries, depth + 1)
        for name, value in parent.fields.items():
            if name not in _NOT_INHERITED:
                self.fields.setdefault(renamed.get(name, name), value)


_DEEPEST_BRACES = 60
_DEEPEST = 8  # entries that refer to each other end here
_OF_BOOKS = {
    "title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon", "author": "bookauthor",
}  # fmt: skip
_OF_PERIODICALS = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_NOT_INHERITED = frozenset(
    {*("ids", "crossref", "xref", "entryset", "label", "shorttitle", "keywords", "abstract", "options", "pages", "doi"),
     *("url", "urldate", "eprint", "note")}
)  # fmt: skip


def _concatenated(value: str, strings: Mapping[str, str]) -> str | None:
    """The value of `name # "text" # 12`; None where it is no such expression. A name that is not defined stands."""
    out = ""
    for piece in split_outside_braces(value, r"\s*#\s*"):
        part = piece.strip()
        quoted = len(part) > 1 and part[0] == part[-1] == '"'
        if quoted or (part.startswith("{") and closing_brace(part, 0) == len(part) - 1):
            out += part[1:-1]
        elif re.fullmatch(r"[^\s{}\"#,=]+", part):
            out += strings.get(part.lower(), part)
        else:
            return None
    return out


def _item(key: str, kind: str, fields: dict[str, str]) -> dict[str, Any]:
    mark, _, carrier = (fields.get("mark") or fields.get("usera") or "").strip().upper().partition("/")
    mark = mark if mark in _MARKS else _MARK_OF_TYPE.get(kind, "")
    item: dict[str, Any] = {"id": key, "type": _type(kind, fields, mark)}
    for name, value in fields.items():
        if name in _FIELDS and value.strip():
            item.setdefault(_FIELDS[name], _verbatim(value) if name in VERBATIM else decode(value))
    carrier = (fields.get("media") or fields.get("medium") or carrier).strip().upper()
    if carrier in _CARRIERS:
        item["medium"] = carrier
    if item.get("note", "").lower() in _SUBTYPES or item.get("note") in _MARKS:
        del item["note"]
    _add_title(item, fields)
    _add_names(item, fields)
    _add_publisher(item, kind, fields)
    _add_numbers(item, kind, fields)
    _add_dates(item, fields)
    if language := fields.get("langid") or fields.get("language"):
        item["language"] = LANGUAGES.get(language.lower(), language)
    if mark and mark not in _MARK_OF_CSL.get(item["type"], ""):
        item.setdefault("custom", {})["mark"] = mark
    return item


def _verbatim(value: str) -> str:
    """An address or number, which holds no LaTeX but the backslashes that programs put before its marks."""
    return re.sub(r"\\([_%&#~$^{}])", r"\1", value.strip())


# The codes that GB/T 7714 gives these types by itself.
_MARK_OF_CSL = {
    "book": "M", "chapter": "M", "article-newspaper": "N", "article-journal": "J", "thesis": "D", "report": "R",
    "standard": "S", "patent": "P", "software": "CP", "webpage": "EB", "map": "CM", "dataset": "DS",
    "manuscript": "A", "collection": "A", "paper-conference": "C", "article": "PP", "document": "Z",
}  # fmt: skip


def _type(kind: str, fields: Mapping[str, str], mark: str) -> str:
    subtype = next(
        (_SUBTYPES[word] for name in ("entrysubtype", "note") if (word := fields.get(name, "").lower()) in _SUBTYPES),
        "",
    )
    if subtype and kind in ("article", "book", "inbook", "misc", "online", "report", "techreport", "unpublished"):
        return subtype
    if kind == "misc" and (word := fields.get("entrysubtype", "").strip()) in OTHER_TYPES:
        return word
    preprint = _archive_of(fields) and "journal" not in fields and "journaltitle" not in fields
    if preprint and kind in ("article", "misc", "online", "report", "unpublished"):
        return "article"
    if kind == "misc" and mark:
        return _MARKS[mark]
    if kind == "misc" and _address(fields):
        return "webpage"
    if kind == "unpublished" and fields.get("eventtitle"):
        return "speech"
    return _TYPES.get(kind, "document")


def _archive_of(fields: Mapping[str, str]) -> str:
    """The preprint server of an entry, empty where it is no preprint."""
    archive = fields.get("eprinttype") or fields.get("archiveprefix") or ""
    return "" if not fields.get("eprint") or archive.lower() in _NO_PREPRINTS else archive.strip()


_NO_PREPRINTS = ("", "jstor", "pubmed", "googlebooks", "hdl")


def _address(fields: Mapping[str, str]) -> str:
    """The address of an entry, also where `howpublished` or `note` holds it, as plain BibTeX has no field for it."""
    if url := fields.get("url", "").strip():
        return decode(url) if url.startswith("\\url") else _verbatim(url)
    held = (decode(fields.get(name, "")) for name in ("howpublished", "note"))
    return next((value for value in held if re.fullmatch(r"https?://\S+", value)), "")


def _add_names(item: dict[str, Any], fields: Mapping[str, str]) -> None:
    for name, variable in _NAMES.items():
        if fields.get(name, "").strip():
            role = _EDITOR_TYPES.get(fields.get("editortype", ""), variable) if name == "editor" else variable
            item[role] = read_names(fields[name])
    if fields.get("holder", "").strip():
        item["custom"] = {"holder": "; ".join(_whole(name) for name in read_names(fields["holder"]))}


def _whole(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return ", ".join(filter(None, (family, name.get("given"))))


def _add_publisher(item: dict[str, Any], kind: str, fields: Mapping[str, str]) -> None:
    if address := _address(fields):
        item["URL"] = address
    if item.get("note") == address:
        item.pop("note", None)
    names = (decode(fields.get(name, "")) for name in _PUBLISHERS)
    if publisher := next((name for name in names if name and name != address), ""):
        item["publisher"] = publisher
    if item["type"] == "article":
        item.setdefault("publisher", _archive_of(fields))
    if kind == "archive":  # what is kept in an archive, with its place and call number
        for old, new in (("publisher", "archive"), ("publisher-place", "archive-place")):
            if old in item:
                item[new] = item.pop(old)


def _add_title(item: dict[str, Any], fields: Mapping[str, str]) -> None:
    for name in ("title", "booktitle", "journaltitle"):
        subtitle = fields.get(name[:-5] + "subtitle")
        if subtitle and (title := item.get(_FIELDS[name])):
            item[_FIELDS[name]] = f"{title}: {decode(subtitle)}"
    if fields.get("maintitle"):  # of several volumes; the other title is that of the volume
        whole = "container-title" if "booktitle" in fields else "title"
        if whole in item:
            item["volume-title"] = item[whole]
        rest = fields.get("mainsubtitle")
        item[whole] = decode(fields["maintitle"]) + (f": {decode(rest)}" if rest else "")


def _add_numbers(item: dict[str, Any], kind: str, fields: Mapping[str, str]) -> None:
    if pages := fields.get("pages"):
        item["page"] = re.sub(r"\s*-{1,3}\s*|\s*–\s*", "-", decode(pages))
    number = fields.get("number") or fields.get("issue")
    if number:
        serial = item["type"] in ("article-journal", "article-magazine", "article-newspaper", "periodical")
        series = kind in ("book", "inbook", "incollection", "inproceedings", "proceedings", "collection")
        held = "archive_location" if kind == "archive" else "number"
        item["issue" if serial else "collection-number" if series else held] = decode(number)
    if eid := fields.get("eid"):
        item.setdefault("number", decode(eid))
    if "edition" in item:
        item["edition"] = _edition(item["edition"])
    if doi := re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", item.get("DOI", "")):
        item["DOI"] = doi
    if eprint := fields.get("eprint", "").strip():
        source = fields.get("eprinttype") or fields.get("archiveprefix") or ""
        item.setdefault("number", f"{source}:{eprint}" if source and ":" not in eprint else eprint)
        if source.lower() == "arxiv":
            item.setdefault("URL", f"https://arxiv.org/abs/{eprint.removeprefix('arXiv:')}")
    if kind in ("mastersthesis", "phdthesis"):
        item.setdefault("genre", "Master’s thesis" if kind == "mastersthesis" else "PhD thesis")


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _edition(text: str) -> str:
    """The number of an edition that is written in words; other words, such as 修订版 and "Rev. ed.", stay."""
    words = text.strip().rstrip(".").lower()
    words = re.sub(r"\s*(?:ed|edn|edition)\.?$", "", words)
    if words in _ORDINALS:
        return str(_ORDINALS.index(words) + 1)
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?|第?\s*(\d+)\s*版", words)
    return (found[1] or found[2]) if found else text


def _add_dates(item: dict[str, Any], fields: Mapping[str, str]) -> None:
    for name, variable in DATES.items():
        if value := fields.get(name, "").strip():
            item[variable] = value
    year = decode(fields.get("year", "")).strip()
    if "issued" in item or not year:
        return
    if opened := re.fullmatch(r"(\d{4})\s*[-–—]+", year):
        item["issued"] = f"{opened[1]}/.."
        return
    if not re.fullmatch(r"-?\d{1,4}", year):
        item["issued"] = {"raw": year}
        return
    month, day = _month_and_day(decode(fields.get("month", "")), fields.get("day", ""))
    item["issued"] = {"date-parts": [[int(year), *([month, day] if month and day else [month] if month else [])]]}


def _month_and_day(month: str, day: str) -> tuple[int, int]:
    """Read `5`, `may`, `5月`, `may~15` and `15 May`; 0 for what is not said."""
    words = re.findall(r"[a-z]+|\d+", month.lower())
    named = next((_MONTHS[word[:3]] for word in words if word[:3] in _MONTHS), 0)
    numbers = [int(word) for word in words if word.isdigit()]
    if not named and numbers and 1 <= numbers[0] <= 12:
        named = numbers.pop(0)
    given = int(day) if day.strip().isdigit() else numbers[0] if numbers else 0
    return named, given if named and 1 <= given <= 31 else 0


# Names


def read_names(value: str) -> list[dict[str, str]]:
    """Read a list of names in BibTeX's forms: `First von Last`, `von Last, Jr, First`, `{Institution}`, `others`."""
    parts = [part.strip() for part in split_outside_braces(re.sub(r"\s+", " ", value), r" and(?: |$)")]
    return [{"literal": "others"} if part.lower() == "others" else _name(part) for part in parts if part]


def _name(text: str) -> dict[str, str]:
    if text.startswith("{") and text.endswith("}") and closing_brace(text, 0) == len(text) - 1:
        return {"literal": decode(text[1:-1])}
    if re.match(r"(family|given|prefix|suffix)\s*=", text):
        return _extended(text)
    parts = [part.strip() for part in split_outside_braces(text, r",")]
    if len(parts) == 1:
        words = split_outside_braces(text, r"\s+")
        first = next((i for i, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1)
        last = next(
            (i for i in range(len(words) - 1, first - 1, -1) if i == first or words[i - 1][:1].islower()), first
        )
        given, particle, family = words[:first], words[first:last], words[last:]
        return _clean(" ".join(family), " ".join(given), " ".join(particle), "")
    words = split_outside_braces(parts[0], r"\s+")
    cut = next((i for i, word in enumerate(words) if not word[:1].islower()), len(words) - 1)
    return _clean(" ".join(words[cut:]), parts[-1], " ".join(words[:cut]), parts[1] if len(parts) > 2 else "")


def _extended(text: str) -> dict[str, str]:
    fields = {
        key.strip(): value.strip()
        for key, _, value in (part.partition("=") for part in split_outside_braces(text, r","))
    }
    unquoted = {key: value.strip('"{}') for key, value in fields.items()}
    return _clean(
        unquoted.get("family", ""), unquoted.get("given", ""), unquoted.get("prefix", ""), unquoted.get("suffix", "")
    )


def _clean(family: str, given: str, particle: str, suffix: str) -> dict[str, str]:
    named = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {key: decode(value) for key, value in named.items() if value}
