"""Citations of sources in one style: an entry after GB/T 7714-2015 (numeric), and what an item lacks for one.

Only what the item says is printed, nothing is guessed. The rules cited by number are those of GB/T 7714-2015.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Item = Mapping[str, Any]

STYLE = "gb-t-7714-2015-numeric"
# Appendix B.1: the mark of the kind of document; everything else is Z.
_MARKS = {
    "article-journal": "J",
    "article-magazine": "J",
    "article-newspaper": "N",
    "book": "M",
    "chapter": "M",
    "dataset": "DS",
    "map": "CM",
    "paper-conference": "C",
    "patent": "P",
    "post": "EB",
    "post-weblog": "EB",
    "report": "R",
    "software": "CP",
    "standard": "S",
    "thesis": "D",
    "webpage": "EB",
}
_SERIALS = ("article-journal", "article-magazine", "article-newspaper")
_NAMED = {"container-title": "the name of the site or periodical", "URL": "the URL", "accessed": "the date of access"}
_NEEDED = {
    "webpage": ("title", "issued", "container-title", "URL", "accessed"),
    "post": ("title", "issued", "container-title", "URL", "accessed"),
    "post-weblog": ("title", "issued", "container-title", "URL", "accessed"),
    "article-newspaper": ("title", "issued", "container-title"),
    "article-journal": ("author", "title", "issued", "container-title"),
    "book": ("title", "issued", "publisher", "publisher-place"),
    "thesis": ("author", "title", "issued", "publisher"),
}
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MOST_AUTHORS = 3  # 8.1.2: of more than three, the first three are named


def missing_fields(item: Item) -> tuple[str, ...]:
    """The CSL variables that a complete entry of the item's type needs and the item lacks, in the order of an entry."""
    needed = _NEEDED.get(str(item.get("type", "")), ("title", "issued"))
    return tuple(field for field in needed if not item.get(field))


def describe_field(field: str) -> str:
    """A CSL variable in words: `URL` is "the URL (`URL`)"."""
    return f"{_NAMED[field]} (`{field}`)" if field in _NAMED and field != "URL" else f"`{field}`"


def format_entry(item: Item) -> str:
    """One entry of the list of references, without its number.

    Args:
        item: A CSL-JSON item; its dates are mappings with `date-parts`, `literal` or `raw`.
    """
    pattern = _serial if item.get("type") in _SERIALS else _separate
    parts = [_authors(item), _title(item), pattern(item), str(item.get("URL", ""))]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _title(item: Item) -> str:
    mark = _MARKS.get(str(item.get("type")), "Z") + ("/OL" if _is_online(item) else "")
    return f"{item.get('title', '')}[{mark}]"


def _is_online(item: Item) -> bool:
    return bool(item.get("URL")) or _MARKS.get(str(item.get("type"))) == "EB"


def _separate(item: Item) -> str:
    """Place: publisher, year: pages (date of publication)[date of access] — 4.1 and 4.6."""
    publisher = ": ".join(_texts(item, "publisher-place", "publisher"))
    issued = _date(item.get("issued"))
    if _MARKS.get(str(item.get("type"))) == "EB":
        year, published = "", f"({issued})" if issued else ""
    else:
        year, published = issued[:4] if issued[:4].isdigit() else issued, ""
    imprint = ", ".join(part for part in (publisher, year) if part)
    page = f": {item['page']}" if item.get("page") else ""
    return f"{imprint}{page}{published}{_accessed(item)}"


def _serial(item: Item) -> str:
    """Periodical, year, volume(issue): pages[date of access] — 4.4; a newspaper has its date and page — 8.8.3."""
    issued = _date(item.get("issued"))
    container = str(item.get("container-title", ""))
    page = str(item.get("page", ""))
    if item.get("type") == "article-newspaper":
        where = ", ".join(part for part in (container, issued) if part) + (f"({page})" if page else "")
    else:
        issue = f"({item['issue']})" if item.get("issue") else ""
        volume = f"{item.get('volume', '')}{issue}"
        where = ", ".join(part for part in (container, issued[:4], volume) if part) + (f": {page}" if page else "")
    return where + _accessed(item)


def _accessed(item: Item) -> str:
    accessed = _date(item.get("accessed"))
    return f"[{accessed}]" if accessed else ""


def _texts(item: Item, *fields: str) -> Sequence[str]:
    return [str(item[field]) for field in fields if item.get(field)]


def _date(date: Any) -> str:
    """The first date as YYYY-MM-DD as far as it is known, or in the item's own words."""
    if not isinstance(date, dict):
        return str(date or "")
    if parts := date.get("date-parts"):
        return "-".join(f"{int(part):02d}" if place else str(part) for place, part in enumerate(parts[0]))
    return str(date.get("literal") or date.get("raw") or "")


def _authors(item: Item) -> str:
    names = [_name(name) for name in item.get("author", ())]
    shown = ", ".join(names[:_MOST_AUTHORS])
    if len(names) <= _MOST_AUTHORS:
        return shown
    return f"{shown}, {'等' if _HAN.search(shown) else 'et al'}"


def _name(name: Mapping[str, Any]) -> str:
    """Family name first; Western given names by their initials — 8.1.1."""
    if literal := name.get("literal"):
        return str(literal)
    family, given = str(name.get("family", "")), str(name.get("given", ""))
    if _HAN.search(family + given):
        return family + given
    initials = " ".join(part[0].upper() for part in re.split(r"[\s.\-]+", given) if part)
    return " ".join(part for part in (family.upper(), initials) if part)
