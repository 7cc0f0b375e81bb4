"""BibTeX and BibLaTeX: read into CSL-JSON, and written from it.

The mapping of types and fields follows the BibLaTeX manual (chapter 2) and what reference managers exchange.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forumcite.csl.errors import CslError
from forumcite.csl.items import Item
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Node, Run
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forumcite.csl.edtf import Date, DatePoint
    from forumcite.csl.items import Name

_TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter",
    "booklet": "pamphlet", "collection": "book", "conference": "paper-conference", "dataset": "dataset",
    "electronic": "webpage", "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia", "jurisdiction": "legal_case", "legislation": "legislation",
    "letter": "personal_communication", "manual": "book", "mastersthesis": "thesis", "misc": "document",
    "movie": "motion_picture", "mvbook": "book", "mvcollection": "book", "mvproceedings": "book",
    "mvreference": "book", "music": "song", "online": "webpage", "patent": "patent", "periodical": "periodical",
    "phdthesis": "thesis", "proceedings": "book", "reference": "book", "report": "report", "review": "review",
    "software": "software", "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter",
    "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis", "unpublished": "manuscript",
    "video": "motion_picture", "www": "webpage",
}  # fmt: skip
_NEWS = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_FIELDS = {
    "abstract": "abstract", "annotation": "annote", "annote": "annote", "booktitle": "container-title",
    "chapter": "chapter-number", "doi": "DOI", "edition": "edition", "eventtitle": "event-title",
    "howpublished": "medium", "isbn": "ISBN", "issn": "ISSN", "journal": "container-title",
    "journaltitle": "container-title", "keywords": "keyword", "library": "call-number", "note": "note",
    "origpublisher": "original-publisher", "origlocation": "original-publisher-place", "origtitle": "original-title",
    "pagetotal": "number-of-pages", "part": "part-number", "publisher": "publisher", "series": "collection-title",
    "shortjournal": "container-title-short", "shorttitle": "title-short", "title": "title", "type": "genre",
    "url": "URL", "venue": "event-place", "version": "version", "volume": "volume", "volumes": "number-of-volumes",
    "institution": "publisher", "organization": "publisher", "school": "publisher", "location": "publisher-place",
    "address": "publisher-place", "pmid": "PMID",
}  # fmt: skip
_VERBATIM = frozenset({"doi", "url", "isbn", "issn", "pmid", "eprint", "date", "urldate"})
_NAMES = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "director": "director",
}  # fmt: skip
_EDITOR_TYPES = {"director": "director", "compiler": "compiler", "organizer": "organizer", "producer": "producer"}
_DATES = {"date": "issued", "urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
# Babel's names of languages, as far as bibliographies use them.
_LANGUAGES = {
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
        reason = getattr(error, "abort_reason", "") or str(error) or "?"
        message = Message("BibTeX: {why}", why=reason.strip().partition("\n")[0])
        raise CslError(message, file=file, line=(block.start_line or 0) + 1)
    return [_item(entry.key, entry.entry_type.lower(), _lower(entry.fields_dict)) for entry in library.entries]


def _lower(fields: Mapping[str, Any]) -> dict[str, str]:
    return {key.lower(): str(field.value) for key, field in fields.items()}


def _item(key: str, kind: str, fields: dict[str, str]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": key, "type": _type(kind, fields)}
    for name, value in fields.items():
        if name in _FIELDS and value.strip():
            item.setdefault(_FIELDS[name], value.strip() if name in _VERBATIM else decode(value))
    _add_title(item, fields)
    for name, variable in _NAMES.items():
        if fields.get(name, "").strip():
            role = _EDITOR_TYPES.get(fields.get("editortype", ""), variable) if name == "editor" else variable
            item[role] = read_names(fields[name])
    _add_numbers(item, kind, fields)
    _add_dates(item, fields)
    if language := fields.get("langid") or fields.get("language"):
        item["language"] = _LANGUAGES.get(language.lower(), language)
    return item


def _type(kind: str, fields: Mapping[str, str]) -> str:
    if kind == "article":
        return _NEWS.get(fields.get("entrysubtype", "").lower(), "article-journal")
    if kind == "misc" and "url" in fields:
        return "webpage"
    return _TYPES.get(kind, "document")


def _add_title(item: dict[str, Any], fields: Mapping[str, str]) -> None:
    for name in ("title", "booktitle"):
        if fields.get(name[:-5] + "subtitle") and (title := item.get(_FIELDS[name])):
            item[_FIELDS[name]] = f"{title}: {decode(fields[name[:-5] + 'subtitle'])}"


def _add_numbers(item: dict[str, Any], kind: str, fields: Mapping[str, str]) -> None:
    if pages := fields.get("pages"):
        item["page"] = re.sub(r"\s*-{1,3}\s*|\s*–\s*", "-", decode(pages))
    number = fields.get("number") or fields.get("issue")
    if number:
        serial = item["type"] in ("article-journal", "article-magazine", "article-newspaper", "periodical")
        series = kind in ("book", "inbook", "incollection", "inproceedings", "proceedings", "collection")
        item["issue" if serial else "collection-number" if series else "number"] = decode(number)
    if eprint := fields.get("eprint"):
        source = fields.get("eprinttype") or fields.get("archiveprefix") or ""
        item.setdefault("number", f"{source}:{eprint}" if source else eprint)
        if source.lower() == "arxiv":
            item.setdefault("URL", f"https://arxiv.org/abs/{eprint}")
    if kind in ("mastersthesis", "phdthesis"):
        item.setdefault("genre", "Master’s thesis" if kind == "mastersthesis" else "PhD thesis")


def _add_dates(item: dict[str, Any], fields: Mapping[str, str]) -> None:
    for name, variable in _DATES.items():
        if value := fields.get(name, "").strip():
            item[variable] = value
    year = decode(fields.get("year", "")).strip()
    if "issued" in item or not year:
        return
    if not re.fullmatch(r"-?\d{1,4}", year):
        item["issued"] = {"raw": year}
        return
    month = fields.get("month", "").strip().lower().strip("{}\"'")
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3], 0)
    parts = [int(year)] + ([number] if 0 < number <= 12 else [])
    day = fields.get("day", "").strip()
    item["issued"] = {"date-parts": [[*parts, int(day)] if len(parts) == 2 and day.isdigit() else parts]}


# Names


def read_names(value: str) -> list[dict[str, str]]:
    """Read a list of names in BibTeX's forms: `First von Last`, `von Last, Jr, First`, `{Institution}`, `others`."""
    parts = [part.strip() for part in _split(value, r"\s+and\s+")]
    return [_name(part) for part in parts if part.lower() not in ("", "others")]


def _name(text: str) -> dict[str, str]:
    if text.startswith("{") and text.endswith("}") and _closing(text, 0) == len(text) - 1:
        return {"literal": decode(text[1:-1])}
    if re.match(r"(family|given|prefix|suffix)\s*=", text):
        return _extended(text)
    parts = [part.strip() for part in _split(text, r",")]
    if len(parts) == 1:
        words = _split(text, r"\s+")
        first = next((i for i, word in enumerate(words[:-1]) if word[:1].islower()), len(words) - 1)
        last = next(
            (i for i in range(len(words) - 1, first - 1, -1) if i == first or words[i - 1][:1].islower()), first
        )
        given, particle, family = words[:first], words[first:last], words[last:]
        return _clean(" ".join(family), " ".join(given), " ".join(particle), "")
    words = _split(parts[0], r"\s+")
    cut = next((i for i, word in enumerate(words) if not word[:1].islower()), len(words) - 1)
    return _clean(" ".join(words[cut:]), parts[-1], " ".join(words[:cut]), parts[1] if len(parts) > 2 else "")


def _extended(text: str) -> dict[str, str]:
    fields = {key.strip(): value.strip() for key, _, value in (part.partition("=") for part in _split(text, r","))}
    unquoted = {key: value.strip('"{}') for key, value in fields.items()}
    return _clean(
        unquoted.get("family", ""), unquoted.get("given", ""), unquoted.get("prefix", ""), unquoted.get("suffix", "")
    )


def _clean(family: str, given: str, particle: str, suffix: str) -> dict[str, str]:
    named = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {key: decode(value) for key, value in named.items() if value}


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside braces."""
    pieces, start, depth = [], 0, 0
    pattern = re.compile(separator)
    i = 0
    while i < len(text):
        if text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
        elif depth == 0 and (match := pattern.match(text, i)) and match.end() > i:
            pieces.append(text[start:i])
            start = i = match.end()
            continue
        i += 1
    return [*pieces, text[start:]]


# LaTeX to the markup of CSL-JSON

_MARKUP = {
    "emph": "i", "textit": "i", "mkbibemph": "i", "textbf": "b", "mkbibbold": "b", "textsc": "sc",
    "textsuperscript": "sup", "textsubscript": "sub", "mkbibsuperscript": "sup", "mkbibsubscript": "sub",
}  # fmt: skip
_SIMPLE = re.compile(r"[^\\{}$~&%#^_`'\"-]*\Z")
_LITERALS = {"textasciicircum": "^", "textasciitilde": "~", "textbackslash": "\\"}
_LITERAL = re.compile(r"\\(textasciicircum|textasciitilde|textbackslash)(?:\{\}|(?![a-zA-Z]) ?)")
_COMMAND = re.compile(r"\\([a-zA-Z]+)\s*(?=\{)")


def decode(text: str) -> str:
    """Return LaTeX as Unicode with CSL-JSON's markup; what braces protect keeps its case (`nocase`)."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if _SIMPLE.match(text) else _decode(text)


def _decode(text: str) -> str:
    out, plain, i = "", "", 0
    while i < len(text):
        command = _COMMAND.match(text, i)
        if command and command[1] in _MARKUP:
            end = _closing(text, command.end())
            tag = _MARKUP[command[1]]
            out += _latex(plain) + f"<{tag}>{_decode(text[command.end() + 1 : end])}</{tag}>"
            plain, i = "", end + 1
        elif literal := _LITERAL.match(text, i):
            out += _latex(plain) + _LITERALS[literal[1]]
            plain, i = "", literal.end()
        elif text[i] == "\\":
            end = _closing(text, command.end()) + 1 if command else i + 2 + (text[i + 2 : i + 3] == "{")
            if not command and text[i + 2 : i + 3] == "{":
                end = _closing(text, i + 2) + 1
            plain, i = plain + text[i:end], end
        elif text[i] == "{":
            end = _closing(text, i)
            inner = text[i + 1 : end]
            if inner.startswith("\\") and not _COMMAND.match(inner):
                plain += text[i : end + 1]
            else:
                out += _latex(plain) + _protected(inner)
                plain = ""
            i = end + 1
        else:
            plain, i = plain + text[i], i + 1
    return out + _latex(plain)


def _protected(inner: str) -> str:
    decoded = _decode(inner)
    return f'<span class="nocase">{decoded}</span>' if any(letter.isupper() for letter in inner) else decoded


def _closing(text: str, start: int) -> int:
    """Return where the brace that opens at `start` closes; the end of the text where it does not."""
    depth = 0
    for i in range(start, len(text)):
        if text[i] == "{" and text[i - 1 : i] != "\\":
            depth += 1
        elif text[i] == "}" and text[i - 1 : i] != "\\":
            depth -= 1
            if depth == 0:
                return i
    return len(text)


def _latex(text: str) -> str:
    if _SIMPLE.match(text):
        return text
    # Heavy: only where there is LaTeX.
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped] # it ships no types

    # A % that is not escaped starts a comment in LaTeX, but in a bibliography it is a slip.
    decoded: str = LatexNodes2Text(keep_comments=True).latex_to_text(text)
    return decoded


# Writing

_BIBTEX_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "entry-dictionary": "incollection", "entry-encyclopedia": "incollection",
    "manuscript": "unpublished", "pamphlet": "booklet", "paper-conference": "inproceedings", "report": "techreport",
    "thesis": "phdthesis",
}  # fmt: skip
_BIBLATEX_TYPES = {
    **_BIBTEX_TYPES, "dataset": "dataset", "entry-dictionary": "inreference", "entry-encyclopedia": "inreference",
    "graphic": "artwork", "legal_case": "jurisdiction", "legislation": "legislation", "motion_picture": "movie",
    "patent": "patent", "periodical": "periodical", "personal_communication": "letter", "post": "online",
    "post-weblog": "online", "report": "report", "software": "software", "song": "music", "standard": "standard",
    "thesis": "thesis", "webpage": "online",
}  # fmt: skip
_WRITTEN = (
    ("title", "title"), ("title-short", "shorttitle"), ("container-title-short", "shortjournal"), ("volume", "volume"),
    ("issue", "number"), ("collection-title", "series"), ("collection-number", "number"), ("number", "number"),
    ("edition", "edition"), ("chapter-number", "chapter"), ("genre", "type"), ("version", "version"),
    ("event-title", "eventtitle"), ("event-place", "venue"), ("number-of-volumes", "volumes"), ("ISBN", "isbn"),
    ("ISSN", "issn"), ("DOI", "doi"), ("URL", "url"), ("PMID", "pmid"), ("note", "note"), ("keyword", "keywords"),
)  # fmt: skip
_ONLY_BIBLATEX = frozenset({"shorttitle", "shortjournal", "version", "eventtitle", "venue", "volumes", "pmid"})
_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {mark: "\\" + mark for mark in "&%$#_{}"}
)
_COMMANDS = {
    ("font-style", "italic"): "emph",
    ("font-weight", "bold"): "textbf",
    ("font-variant", "small-caps"): "textsc",
    ("vertical-align", "sup"): "textsuperscript",
    ("vertical-align", "sub"): "textsubscript",
}


def write_bibtex(items: Iterable[Mapping[str, Any]], *, biblatex: bool = False) -> str:
    """Write items as BibTeX, or as BibLaTeX with its own types and EDTF dates.

    Args:
        items: CSL-JSON objects.
        biblatex: Write BibLaTeX.

    Raises:
        CslError: An item has no id.
    """
    return "\n".join(_entry(Item(item), biblatex=biblatex) for item in items)


def _entry(item: Item, *, biblatex: bool) -> str:
    types = _BIBLATEX_TYPES if biblatex else _BIBTEX_TYPES
    kind = types.get(item.type, "misc")
    fields = dict(_entry_fields(item, kind, biblatex=biblatex))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{_key(item.id)},\n{lines}}}\n"


def _key(id_: str) -> str:
    return re.sub(r"[\s,{}\"'#%~\\()=]", "-", id_)


def _entry_fields(item: Item, kind: str, *, biblatex: bool) -> Iterator[tuple[str, str]]:
    for variable, people in item.names.items():
        if variable in ("author", "editor", "translator") and (biblatex or variable != "translator"):
            yield variable, " and ".join(map(_written_name, people))
        elif variable == "container-author" and biblatex:
            yield "bookauthor", " and ".join(map(_written_name, people))
    yield from _written_container(item, kind, biblatex=biblatex)
    for variable, name in _WRITTEN:
        if variable in item.texts and (biblatex or name not in _ONLY_BIBLATEX):
            value = item.texts[variable]
            yield name, value if name in _VERBATIM else encode(value)
    if "page" in item.texts:
        yield "pages", encode(re.sub(r"(?<!\\)[-–]+", "--", item.texts["page"]))
    yield from _written_dates(item, biblatex=biblatex)
    if item.language and biblatex:
        names = {code.lower(): name for name, code in reversed(_LANGUAGES.items())}
        yield "langid", names.get(item.language.lower(), names.get(item.language[:2].lower(), item.language))
    if item.type in ("article-newspaper", "article-magazine") and biblatex:
        yield "entrysubtype", item.type.removeprefix("article-")


def _written_container(item: Item, kind: str, *, biblatex: bool) -> Iterator[tuple[str, str]]:
    container = item.texts.get("container-title", "")
    if container:
        journal = "journaltitle" if biblatex else "journal"
        yield (journal if kind == "article" else "booktitle"), encode(container)
    publisher = {"thesis": "institution" if biblatex else "school", "report": "institution"}.get(item.type, "publisher")
    yield publisher, encode(item.texts.get("publisher", ""))
    yield ("location" if biblatex else "address"), encode(item.texts.get("publisher-place", ""))


def _written_dates(item: Item, *, biblatex: bool) -> Iterator[tuple[str, str]]:
    if biblatex:
        for name, variable in _DATES.items():
            if variable in item.dates:
                yield name, edtf(item.dates[variable])
    elif (date := item.dates.get("issued")) and date.start:
        yield "year", str(date.start.year)
        yield "month", str(date.start.month or "")


def edtf(date: Date) -> str:
    """Return a date in EDTF; its words where it has only these."""
    if date.start is None:
        return date.literal
    text = _edtf_point(date.start) + ("~" if date.circa else "")
    if date.end is not None:
        return f"{text}/{_edtf_point(date.end)}"
    return text + "/.." if date.open_end else text


def _edtf_point(point: DatePoint) -> str:
    year = f"{point.year:04d}" if point.year >= 0 else f"-{-point.year:04d}"
    if point.season:
        return f"{year}-{20 + point.season}"
    return year + (f"-{point.month:02d}" if point.month else "") + (f"-{point.day:02d}" if point.day else "")


def _written_name(name: Name) -> str:
    if name.literal:
        return "{" + encode(name.literal) + "}"
    family = encode(" ".join(filter(None, (name.particle, name.family))))
    given = encode(" ".join(filter(None, (name.given, name.dropping))))
    if name.suffix:
        return f"{family}, {encode(name.suffix)}, {given}"
    return f"{family}, {given}" if given else "{" + family + "}"


def encode(text: str) -> str:
    """Return a CSL-JSON text as LaTeX."""
    return "".join(map(_encode_node, parse_rich(text)))


def _encode_node(node: Node) -> str:
    if isinstance(node, Run):
        return node.text.translate(_ESCAPES)
    content = "".join(map(_encode_node, node.children))
    for pair in node.font:
        content = f"\\{_COMMANDS[pair]}{{{content}}}" if pair in _COMMANDS else content
    if node.quoted:
        return f"“{content}”"
    return f"{{{content}}}" if node.mark == "nocase" else content
