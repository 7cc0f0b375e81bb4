"""A CSL 1.0.2 processor: citations and bibliographies from CSL-JSON items, in any citation style.

    >>> items = [
    ...     {
    ...         "id": "runs",
    ...         "type": "book",
    ...         "title": "On Runs",
    ...         "issued": {"date-parts": [[2020]]},
    ...         "author": [{"family": "Smith", "given": "Jane"}],
    ...         "publisher": "Oak",
    ...     },
    ...     {
    ...         "id": "weaves",
    ...         "type": "webpage",
    ...         "title": "编织",
    ...         "language": "zh-CN",
    ...         "issued": "2021-05-04",
    ...         "author": [{"family": "李", "given": "明"}],
    ...         "URL": "https://example.org/weaves",
    ...     },
    ... ]
    >>> processor = Processor(load_style("apa"), items)
    >>> render(processor.cite(["runs", Cite("weaves", locator="3", label="paragraph")]))
    '(Smith, 2020; 李, 2021, para. 3)'
    >>> for entry in processor.bibliography():
    ...     print(render(entry.runs, "markdown"))
    Smith, J. (2020). *On Runs*. Oak.
    李明. (2021, May 4). *编织*. [https://example.org/weaves](https://example.org/weaves)

A document whose cites know what stands before them, in notes:

    >>> notes = Processor(load_style("chicago-notes"), items)
    >>> document = [Citation([Cite("runs", locator="12")], note=1), Citation([Cite("runs", locator="14")], note=2)]
    >>> [render(runs) for runs in notes.citations(document)]
    ['Jane Smith, On Runs (Oak, 2020), 12.', 'Smith, On Runs, 14.']

Styles come by id, short name or path (`find_styles` searches them), items also from BibTeX and RIS (`read_items`),
and `FORMATS` lists what `render` writes. What a style or item is wrong about is a `CslError` with file and line.

The package knows nothing of the rest of forumcite and can be used by itself. It also understands the extensions of
CSL-M that Chinese styles use: `<layout locale="…">`, `has-day`, `<institution>`, `default-locale-sort`, `%s` in terms.
From the style to the text: `style` and `xmltree` read a style, `elements`, `names` and `dates` render it with a
`context`, `disambiguation`, `sorting` and `positions` compare items and cites, `clusters` and `grouping` put them
together, `finish` tidies the tree of `runs`, and `formats` writes it.
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
