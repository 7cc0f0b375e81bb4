"""RIS: read into CSL-JSON, and written from it.

A RIS file is lines `XX  - value`; `TY` opens an item and `ER` closes it. Rule: the specification of Research
Information Systems, as reference managers use its tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forumcite.csl.errors import CslError
from forumcite.csl.items import Item
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Span
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forumcite.csl.edtf import Date
    from forumcite.csl.items import Name

_TYPES = {
    "ABST": "article-journal", "ADVS": "motion_picture", "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog",
    "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "COMP": "software", "CONF": "paper-conference",
    "CPAPER": "paper-conference", "DATA": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia", "FIGURE": "figure",
    "GEN": "document", "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article",
    "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map",
    "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "webpage", "MUSIC": "musical_score",
    "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent", "PCOMM": "personal_communication",
    "RPRT": "report", "SER": "periodical", "SLIDE": "speech", "SOUND": "song", "STAND": "standard",
    "STAT": "legislation", "THES": "thesis", "UNPB": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
_WRITTEN_TYPES = {
    **{csl: ris for ris, csl in reversed(_TYPES.items())},
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "document": "GEN", "motion_picture": "MPCT",
    "paper-conference": "CPAPER", "report": "RPRT", "webpage": "ELEC", "speech": "SLIDE", "manuscript": "UNPB",
    "legislation": "STAT", "periodical": "JFULL", "article": "INPR", "post": "ELEC", "personal_communication": "PCOMM",
}  # fmt: skip
_FIELDS = {
    "AB": "abstract", "AN": "call-number", "CN": "call-number", "CY": "publisher-place", "DB": "source", "DO": "DOI",
    "ET": "edition", "IS": "issue", "J2": "container-title-short", "JA": "container-title-short", "KW": "keyword",
    "LA": "language", "M1": "number", "M3": "genre", "N1": "note", "N2": "abstract", "NV": "number-of-volumes",
    "PB": "publisher", "PP": "publisher-place", "ST": "title-short", "T1": "title", "TI": "title", "UR": "URL",
    "VL": "volume",
}  # fmt: skip
_CONTAINERS = ("T2", "JO", "JF", "BT")
_NAMES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A3": "collection-editor", "A4": "translator"}
_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_IN_CONTAINERS = frozenset(
    {
        *("article-journal", "article-magazine", "article-newspaper", "chapter", "entry-dictionary"),
        *("entry-encyclopedia", "paper-conference", "periodical", "post-weblog", "webpage"),
    }
)


def read_ris(text: str, file: str = "") -> list[dict[str, Any]]:
    """Read RIS.

    Args:
        text: The file's text.
        file: Its name, for messages.

    Returns:
        CSL-JSON objects in order; `id` is the item's `ID`, else its number in the file, from 1.

    Raises:
        CslError: A line stands outside an item, or an item is not closed; the message names file and line.
    """
    items: list[dict[str, Any]] = []
    tags: list[tuple[str, str]] = []
    opened = 0
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        match = _LINE.match(line)
        if not match:
            if line.strip() and tags:  # outside an item databases write what they please, such as their name
                tags[-1] = (tags[-1][0], f"{tags[-1][1]} {line.strip()}".strip())
            continue
        tag, value = match[1], match[2].strip()
        if tag == "TY" and not tags:
            opened = number
        elif tag == "TY" or not tags:
            inside = Message("RIS: {tag} before the item is closed with ER", tag=tag)
            outside = Message("RIS: {tag} outside an item", tag=tag)
            raise CslError(inside if tags else outside, file=file, line=number)
        if tag == "ER":
            items.append(_item(tags, len(items) + 1))
            tags = []
        else:
            tags.append((tag, value))
    if tags:
        raise CslError(Message("RIS: the item is not closed with ER"), file=file, line=opened)
    if not items and text.strip():
        raise CslError(Message("RIS: an item has to begin with TY"), file=file, line=1)
    return items


def _item(tags: list[tuple[str, str]], number: int) -> dict[str, Any]:
    item: dict[str, Any] = {"id": str(number), "type": "document"}
    values = {tag: value for tag, value in reversed(tags) if value}
    item["type"] = _TYPES.get(values.get("TY", ""), "document")
    item["id"] = values.get("ID", item["id"])
    for tag, value in tags:
        if value and tag in _NAMES:
            item.setdefault(_NAMES[tag], []).append(_name(value))
        elif value and tag in _FIELDS:
            variable = _FIELDS[tag]
            item[variable] = (
                f"{item[variable]}, {value}"
                if variable == "keyword" and variable in item
                else item.get(variable, value)
            )
    container = next((values[tag] for tag in _CONTAINERS if tag in values), "")
    if container:
        item["container-title" if item["type"] in _IN_CONTAINERS else "collection-title"] = container
    if start := values.get("SP"):
        item["page"] = f"{start}-{values['EP']}" if "EP" in values and "-" not in start else start
    if serial := values.get("SN"):
        item["ISSN" if re.fullmatch(r"\d{4}-?\d{3}[\dXx].*", serial) else "ISBN"] = serial
    for tag, variable in (("DA", "issued"), ("PY", "issued"), ("Y1", "issued"), ("Y2", "accessed")):
        if tag in values and variable not in item and (date := _date(values[tag])):
            item[variable] = date
    return item


def _name(value: str) -> dict[str, str]:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) == 1:
        return {"literal": parts[0]}
    name = {"family": parts[0], "given": parts[1]}
    if len(parts) > 2 and parts[2]:
        name["suffix"] = parts[2]
    return {key: text for key, text in name.items() if text}


def _date(value: str) -> dict[str, Any] | None:
    """Read `YYYY/MM/DD/words`, of which all but the year may be empty, or EDTF."""
    parts = value.split("/")
    if not re.fullmatch(r"-?\d{1,4}", parts[0]):
        return {"raw": value} if value.strip() else None
    numbers = [int(parts[0])]
    for part in parts[1:3]:
        if not part.isdigit():
            break
        numbers.append(int(part))
    return {"date-parts": [numbers]}


def write_ris(items: Iterable[Mapping[str, Any]]) -> str:
    """Write items as RIS.

    Args:
        items: CSL-JSON objects.

    Raises:
        CslError: An item has no id.
    """
    return "\n".join("".join(f"{tag}  - {_one_line(value)}\n" for tag, value in _tags(Item(item))) for item in items)


def _one_line(value: str) -> str:
    return " ".join(Span(parse_rich(value)).text().split())


def _tags(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", _WRITTEN_TYPES.get(item.type, "GEN")
    yield "ID", item.id
    for tag, variable in (("AU", "author"), ("A2", "editor"), ("A3", "collection-editor"), ("A4", "translator")):
        for name in item.names.get(variable, []):
            yield tag, _written_name(name)
    written = {
        "TI": "title",
        **{tag: variable for tag, variable in _FIELDS.items() if tag not in ("T1", "JA", "N2", "PP", "CN")},
    }
    for tag, variable in written.items():
        if variable in item.texts:
            yield tag, item.texts[variable]
    container = item.texts.get("container-title") or item.texts.get("collection-title")
    if container:
        yield "T2", container
    if page := item.texts.get("page"):
        start, dash, end = page.partition("-")
        yield "SP", start
        if dash:
            yield "EP", end
    for variable in ("ISBN", "ISSN"):
        if variable in item.texts:
            yield "SN", item.texts[variable]
    for tag, variable in (("PY", "issued"), ("Y2", "accessed")):
        if variable in item.dates:
            yield tag, _written_date(item.dates[variable])
    yield "ER", ""


def _written_name(name: Name) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.particle, name.family)))
    given = " ".join(filter(None, (name.given, name.dropping)))
    return ", ".join([family, given] + ([name.suffix] if name.suffix else []))


def _written_date(date: Date) -> str:
    if date.start is None:
        return date.literal
    parts = [
        f"{date.start.year:04d}",
        f"{date.start.month:02d}" if date.start.month else "",
        f"{date.start.day:02d}" if date.start.day else "",
    ]
    return "/".join(parts).rstrip("/")
