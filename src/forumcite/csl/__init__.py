"""A CSL 1.0.2 processor: citations and bibliographies from CSL-JSON items, in any citation style.

    >>> style = load_style("apa")
    >>> processor = Processor(style, [{"id": "a", "type": "book", "title": "On Runs"}])
    >>> render(processor.cite(["a"]), "text")
    '(On Runs, n.d.)'

The package knows nothing of the rest of forumcite and can be used by itself. It also understands the extensions of
CSL-M that Chinese styles use: `<layout locale="…">`, `has-day`, `<institution>`, `default-locale-sort`, `%s` in terms.
"""

from typing import TYPE_CHECKING

from forumcite.csl.context import Cite
from forumcite.csl.errors import CslError
from forumcite.csl.formats import FORMATS, render
from forumcite.csl.items import Item, Name
from forumcite.csl.positions import Citation
from forumcite.csl.processor import Entry, Processor, Usage, read_cite
from forumcite.csl.runs import Run, Runs, Span
from forumcite.csl.style import Style, read_style
from forumcite.csl.supply import NOTICE, StyleInfo, find_styles, load_style, resolve_style, style_ids

if TYPE_CHECKING:
    from forumcite.csl.files import read_items, write_items
    from forumcite.csl.mapping import fit_item

__all__ = [
    "FORMATS",
    "NOTICE",
    "Citation",
    "Cite",
    "CslError",
    "Entry",
    "Item",
    "Name",
    "Processor",
    "Run",
    "Runs",
    "Span",
    "Style",
    "StyleInfo",
    "Usage",
    "find_styles",
    "fit_item",
    "load_style",
    "read_cite",
    "read_items",
    "read_style",
    "render",
    "resolve_style",
    "style_ids",
    "write_items",
]


def __getattr__(name: str) -> object:
    """Import what rendering does not need on first use."""
    if name in ("read_items", "write_items"):
        from forumcite.csl import files

        return getattr(files, name)
    if name == "fit_item":
        from forumcite.csl.mapping import fit_item

        return fit_item
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
