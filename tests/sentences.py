"""Sentences of the Universal Dependencies treebanks in the outside test data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@cache
def sentences(file: Path) -> dict[str, str]:
    """The text of every sentence of a CoNLL-U file by its sent_id."""
    found: dict[str, str] = {}
    name = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ").strip()
        elif line.startswith("# text = "):
            found[name] = line.removeprefix("# text = ").strip()
    return found
