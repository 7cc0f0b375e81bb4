"""Packs styles and locales for the wheel, from the packages that carry them; run by the build (`hatch_build.py`).

The independent styles and the locales go in as they are. A dependent style says only which style's rules it takes and
in which language, so a table of these is enough.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from forumcite.csl.archive import Archive, write_archive
from forumcite.csl.supply import SHORT_NAMES

if TYPE_CHECKING:
    from pathlib import Path

_COMMON = ("en-US", "en-GB", "zh-CN")
_LANGUAGE = re.compile(rb"<style[^>]*\bdefault-locale=\"([\w-]+)\"")


def is_current(target: Path, sources: dict[str, str]) -> bool:
    """Whether the pack exists and was made from these versions."""
    if not target.exists():
        return False
    made_from = Archive(str(target)).read("sources.json")
    return made_from is not None and json.loads(made_from) == sources


def pack(bxc: Path, citeproc: Path, target: Path, sources: dict[str, str]) -> int:
    """Write the pack.

    Args:
        bxc: The folder of the installed package bxc, which has the styles.
        citeproc: The folder of the installed package citeproc (citeproc-py), which has the locales.
        target: The file to write.
        sources: The versions of both, by distribution name; they are recorded in the pack.

    Returns:
        The number of independent styles.
    """
    bundle = Archive(str(bxc / "styles_bundle.bxs"))
    index = json.loads((bxc / "styles_index.json").read_bytes())
    names = sorted(bundle.names())
    independent = [name for name in names if "/" not in name]
    languages = {}
    for name in names:
        if name.startswith("dependent/") and (match := _LANGUAGE.search(bundle.read(name) or b"")):
            languages[name.removeprefix("dependent/").removesuffix(".csl")] = match[1].decode()
    rows = {key: [row.get("title", key), row.get("parent") or ""] for key, row in sorted(index.items())}
    locales = sorted((citeproc / "data" / "locales").glob("locales-*.xml"))
    files = {path.name: path.read_bytes() for path in locales}
    files |= {name: bundle.read(name) or b"" for name in independent}
    files["styles.json"] = _compact(rows)
    files["dependents.json"] = _compact(languages)
    files["sources.json"] = _compact(sources)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_archive(
        files,
        str(target),
        alone=[f"{name}.csl" for name in SHORT_NAMES.values()] + [f"locales-{name}.xml" for name in _COMMON],
    )
    return len(independent)


def _compact(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
