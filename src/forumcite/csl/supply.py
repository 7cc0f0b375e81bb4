"""Where styles and locales come from."""
from __future__ import annotations
from functools import cache
from importlib.util import find_spec
from pathlib import Path

@cache
def _folder() -> Path:
    spec = find_spec("citeproc")
    return Path(spec.submodule_search_locations[0]) / "data" / "locales"

@cache
def locale_names() -> tuple[str, ...]:
    return tuple(sorted(p.name[8:-4] for p in _folder().glob("locales-*.xml")))

def locale_bytes(language):
    p = _folder() / f"locales-{language}.xml"
    return p.read_bytes() if p.exists() else None
