"""Where styles and locales come from: all official ones, offline, by id, short name or path.

They lie in `data/csl.pack`, which the build puts into the wheel (`packing.py`). When the package runs from its source
without having been built, they are read from the packages that the build takes them from, bxc and citeproc-py, if those
are installed. Nothing is ever fetched.

The styles and locales are the work of the CSL project (https://citationstyles.org) and the authors named in each file,
licensed CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/); they are passed on unchanged.
"""

from __future__ import annotations

import json
import os.path
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from forumcite.csl.archive import Archive
from forumcite.csl.errors import CslError
from forumcite.csl.style import Style, read_style
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOTICE = Message(
    "Citation styles and locales: the Citation Style Language project, https://citationstyles.org, "
    "and the authors named in each file; CC BY-SA 3.0, "
    "https://creativecommons.org/licenses/by-sa/3.0/."
)
PACK = os.path.join(os.path.dirname(__file__), "data", "csl.pack")  # noqa: PTH118, PTH120 - pathlib costs 5 ms to import
_GBT = "china-national-standard-gb-t-7714-"
# Names that people type, beside the official ids.
SHORT_NAMES = {
    "apa": "apa",
    "ieee": "ieee",
    "apa7": "apa",
    "mla": "modern-language-association",
    "mla9": "modern-language-association",
    "chicago": "chicago-notes-bibliography",
    "chicago-notes": "chicago-notes-bibliography",
    "chicago18": "chicago-notes-bibliography",
    "chicago17": "chicago-notes-bibliography-17th-edition",
    "chicago-notes-17": "chicago-notes-bibliography-17th-edition",
    "chicago-author-date-17": "chicago-author-date-17th-edition",
    "harvard": "harvard-cite-them-right",
    "vancouver": "nlm-citation-sequence",
    "nlm": "nlm-citation-sequence",
    "ama": "american-medical-association",
    "acs": "american-chemical-society",
    "asa": "american-sociological-association",
    "apsa": "american-political-science-association",
    "acm": "association-for-computing-machinery",
    "abnt": "associacao-brasileira-de-normas-tecnicas",
    "gbt7714": _GBT + "2025-numeric",
    "gb7714": _GBT + "2025-numeric",
    "gbt7714-numeric": _GBT + "2025-numeric",
    "gbt7714-author-date": _GBT + "2025-author-date",
    "gbt7714-note": _GBT + "2025-note",
    **{
        f"gbt7714-{year}{'-' + form if form else ''}": f"{_GBT}{year}-{form or 'numeric'}"
        for year in ("2015", "2025")
        for form in ("", "numeric", "author-date", "note")
    },
}


class StyleInfo(NamedTuple):
    """A style in the collection.

    Attributes:
        id: Its official id.
        title: Its title.
        parent: The id of the style it takes its rules from; empty for a style of its own.
    """

    id: str
    title: str
    parent: str = ""


@cache
def _archive() -> Archive:
    if os.path.exists(PACK):  # noqa: PTH110 - as above
        return Archive(PACK)
    bundle = _package_folder("bxc", "styles_bundle.bxs")
    if bundle is not None:
        return Archive(str(bundle))
    raise CslError(
        Message(
            "the citation styles are missing: this is a source tree that was not built; run `pip install "
            "-e .`, or install bxc and citeproc-py beside it"
        )
    )


def _package_folder(package: str, inside: str) -> Path | None:
    """Return a path inside an installed package, without importing the package."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / inside
        if path.exists():
            return path
    return None


# Locales


@cache
def _locale_folder() -> Path | None:
    return None if os.path.exists(PACK) else _package_folder("citeproc", "data/locales")  # noqa: PTH110 - as above


@cache
def locale_names() -> tuple[str, ...]:
    """Return the languages of all locales, such as `zh-CN`."""
    folder = _locale_folder()
    names = (path.name for path in folder.iterdir()) if folder else _archive().names()
    return tuple(sorted(name[8:-4] for name in names if name.startswith("locales-") and name.endswith(".xml")))


def locale_bytes(language: str) -> bytes | None:
    """Return a locale file, None where there is none for the language."""
    if language not in locale_names():
        return None
    name = f"locales-{language}.xml"
    folder = _locale_folder()
    return (folder / name).read_bytes() if folder else _archive().read(name)


# Styles


@cache
def _titles() -> dict[str, StyleInfo]:
    """Return what is known of every style, by id."""
    data = _archive().read("styles.json")
    if data is not None:
        rows: dict[str, Any] = json.loads(data)
    else:
        path = _package_folder("bxc", "styles_index.json")
        index = json.loads(path.read_bytes()) if path else {}
        rows = {key: [row.get("title", key), row.get("parent") or ""] for key, row in index.items()}
    return {key: StyleInfo(key, title, parent) for key, (title, parent) in rows.items()}


def style_ids(*, dependent: bool = False) -> list[str]:
    """Return the ids of all independent styles, or with `dependent` of all."""
    return sorted(info.id for info in _titles().values() if dependent or not info.parent)


def find_styles(words: str | Iterable[str] = "") -> list[StyleInfo]:
    """Return the styles whose id or title has all the words, the likeliest first.

    Args:
        words: Words or parts of words, in any case; none gives all styles.
    """
    wanted = [word.casefold() for word in (words.split() if isinstance(words, str) else words)]
    ranked = []
    for info in _titles().values():
        text = f"{info.id} {info.title}".casefold()
        if all(word in text for word in wanted):
            exact = " ".join(wanted) in (info.id, info.title.casefold())
            starts = bool(wanted) and text.startswith(wanted[0])
            ranked.append(((not exact, bool(info.parent), not starts, len(info.title), info.id), info))
    shorts = [_titles()[SHORT_NAMES[word]] for word in wanted if SHORT_NAMES.get(word) in _titles()]
    return list(dict.fromkeys([*shorts, *(info for _, info in sorted(ranked, key=lambda row: row[0]))]))


def resolve_style(name: str) -> str:
    """Return the official id that a name means.

    Raises:
        CslError: There is no such style; the message has the nearest names.
    """
    key = name.strip().removesuffix(".csl").rpartition("/")[2] if "://" in name else name.strip().removesuffix(".csl")
    for candidate in (key, key.lower(), re.sub(r"[\s_]+", "-", key.lower())):
        if _archive_has(candidate):
            return candidate
        if candidate in SHORT_NAMES:
            return SHORT_NAMES[candidate]
        if candidate in _titles():
            return candidate
    raise CslError(Message("there is no style {name!r}{hint}", name=name, hint=_nearest(key)))


def _is_known(name: str) -> bool:
    return name.removesuffix(".csl") in _titles()


def _archive_has(id_: str) -> bool:
    return f"{id_}.csl" in _archive().names()


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), [*SHORT_NAMES, *_titles()], n=4, cutoff=0.6)
    near += [info.id for info in find_styles(re.split(r"[\s_-]+", key))[:4]]
    found = list(dict.fromkeys(near))[:5]
    if found:
        return Message("; did you mean {near}?", near=found)
    return Message("; `forumcite styles WORDS` searches ids and titles")


@lru_cache(maxsize=32)
def load_style(name: str) -> Style:
    """Load a style by its id, a short name such as `apa` or `gbt7714`, or the path of a `.csl` file.

    Raises:
        CslError: There is no such style, or it is broken; the message names file and line.
    """
    if name.endswith(".csl") and os.path.isfile(name):  # noqa: PTH113 - as above
        style = read_style(_read(name), name)
        if style.parent:
            return _with_parent(style)
        return style
    if name.endswith(".csl") and (os.sep in name or "/" in name or not _is_known(name)):
        raise CslError(Message("there is no such file"), file=name)
    id_ = resolve_style(name)
    data = _archive().read(f"{id_}.csl")
    if data is not None:
        return read_style(data, id_)
    return _dependent(id_)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - as above
            return stream.read()
    except OSError as error:
        raise CslError(Message("cannot be read: {why}", why=error.strerror), file=path) from None


def _dependent(id_: str) -> Style:
    """Load the parent of a dependent style, in the dependent style's language."""
    info = _titles()[id_]
    row = json.loads(_archive().read("dependents.json") or "{}").get(id_)
    language = row if isinstance(row, str) else _bundled_language(id_)
    data = _archive().read(f"{info.parent}.csl")
    if data is None:
        raise CslError(
            Message("the style takes its rules from {parent!r}, which is missing", parent=info.parent), file=id_
        )
    style = read_style(data, info.parent)
    style.default_locale = language or style.default_locale
    style.title = info.title
    return style


def _bundled_language(id_: str) -> str:
    data = _archive().read(f"dependent/{id_}.csl") or b""
    match = re.search(rb"<style[^>]*\bdefault-locale=\"([\w-]+)\"", data)
    return match[1].decode() if match else ""


def _with_parent(style: Style) -> Style:
    """Load the rules that a dependent style's file refers to."""
    parent = load_style(style.parent.rstrip("/").rpartition("/")[2])
    if style.default_locale:
        parent = read_style(_archive().read(f"{parent.file}.csl") or b"", parent.file)
        parent.default_locale = style.default_locale
    return parent
