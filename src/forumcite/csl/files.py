"""Files of items: CSL-JSON, BibTeX, BibLaTeX and RIS read; these and Hayagriva YAML written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forumcite.csl.bibtex import read_bibtex
from forumcite.csl.bibtex_writer import write_bibtex
from forumcite.csl.edtf import write_date
from forumcite.csl.errors import CslError
from forumcite.csl.hayagriva import write_hayagriva
from forumcite.csl.items import Item
from forumcite.csl.ris import read_ris, write_ris
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MAX_FILE_BYTES = 100_000_000


def read_csl_json(text: str, file: str = "") -> list[dict[str, Any]]:
    """Read CSL-JSON: a list of items, an object with `items`, or one item.

    Raises:
        CslError: It is not JSON, or an item has no id; the message names file and line.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise CslError(Message("JSON: {why}", why=error.msg), file=file, line=error.lineno) from None
    except RecursionError:
        raise CslError(Message("JSON: too deep"), file=file) from None
    if isinstance(data, dict):
        data = data.get("items", [data])
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise CslError(Message("CSL-JSON: a list of items is expected"), file=file)
    for number, item in enumerate(data, 1):
        if "id" not in item:
            raise CslError(Message("CSL-JSON: item {number} has no id", number=number), file=file)
    return data


def write_csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    """Write CSL-JSON, with every date in EDTF turned to `date-parts`, which all programs read.

    Raises:
        CslError: An item has no id.
    """
    return json.dumps([_plain(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    plain = dict(item)
    for variable, date in Item(item).dates.items():
        if not isinstance(item.get(variable), str) or date.start is None:
            continue
        points = [point for point in (date.start, date.end) if point]
        parts = [[part for part in point[:3] if part] for point in points]
        plain[variable] = {"date-parts": parts, **({"circa": True} if date.circa else {})}
        if date.start.season or date.open_end:
            plain[variable] = {"edtf": write_date(date), **plain[variable]}
    return plain


READERS: dict[str, Callable[[str, str], list[dict[str, Any]]]] = {
    "csl-json": read_csl_json,
    "bibtex": read_bibtex,
    "ris": read_ris,
}
_SUFFIXES = {".json": "csl-json", ".bib": "bibtex", ".ris": "ris"}
WRITERS: dict[str, Callable[[Iterable[Mapping[str, Any]]], str]] = {
    "csl-json": write_csl_json,
    "bibtex": write_bibtex,
    "biblatex": lambda items: write_bibtex(items, biblatex=True),
    "ris": write_ris,
    "hayagriva": write_hayagriva,
}


def read_items(path: str | Path, format: str = "") -> list[dict[str, Any]]:  # noqa: A002 - the word that users type
    """Read a file of items.

    Args:
        path: The file, UTF-8.
        format: `csl-json`, `bibtex` (also BibLaTeX) or `ris`; without it the file's suffix decides.

    Returns:
        CSL-JSON objects, in the order of the file.

    Raises:
        CslError: The file cannot be read or parsed, or its format is not known.
    """
    path = Path(path)
    _reader(str(path), format)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise CslError(Message("larger than {limit} bytes", limit=MAX_FILE_BYTES), file=str(path))
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CslError(Message("cannot be read: {why}", why=error.strerror), file=str(path)) from None
    except UnicodeDecodeError:
        raise CslError(Message("not UTF-8: save it in this encoding"), file=str(path)) from None
    return parse_items(text, str(path), format)


def parse_items(text: str, file: str, format: str = "") -> list[dict[str, Any]]:  # noqa: A002 - as above
    """Read items from the text of a file, whose name tells the format where none is given.

    Raises:
        CslError: It cannot be parsed, or its format is not known.
    """
    return _reader(file, format)(text, file)


def _reader(file: str, name: str) -> Callable[[str, str], list[dict[str, Any]]]:
    name = name or _SUFFIXES.get(Path(file).suffix.lower(), "")
    if name not in READERS:
        raise CslError(
            Message("what this file holds is not known; the formats are {known}", known=[*READERS]), file=file
        )
    return READERS[name]


def write_items(items: Iterable[Mapping[str, Any]], format: str) -> str:  # noqa: A002 - the word that users type
    """Write items as `csl-json`, `bibtex`, `biblatex`, `ris` or `hayagriva`.

    Raises:
        CslError: There is no such format, or an item has no id.
    """
    if format not in WRITERS:
        raise CslError(Message("there is no format {format!r}; there are {known}", format=format, known=[*WRITERS]))
    return WRITERS[format](items)
