"""Load every style of the collection and render three items in it: `python tests/csl/every_style.py`.

pytest renders every 24th independent style; this renders all, the dependent ones too, and names each that fails.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any

from forumcite.csl import FORMATS, Processor, load_style, render
from forumcite.csl.supply import style_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

SPEECH: dict[str, Any] = {
    "id": "s",
    "type": "speech",
    "title": "在示例论坛上的讲话",
    "author": [{"literal": "汤海滨"}],
    "event-title": "示例论坛",
    "event-place": "北京",
    "publisher": "新华社",
    "URL": "https://example.org/1",
    "issued": "2025-12-02",
    "accessed": "2025-12-06",
    "language": "zh-CN",
}
NEWS: dict[str, Any] = {
    "id": "n",
    "type": "article-newspaper",
    "title": "On Runs",
    "author": [{"family": "van der Berg", "given": "Jan J."}, {"literal": "Editors of Runs"}],
    "container-title": "Daily Run",
    "issued": "2024-02-29",
    "page": "3-4",
    "language": "en",
}
WEB: dict[str, Any] = {
    "id": "w",
    "type": "webpage",
    "title": "论坛在京举办",
    "issued": "2025-12-06",
    "URL": "https://example.org/2",
}
ITEMS = (SPEECH, NEWS, WEB)


def fault_of(id_: str) -> str:
    """What goes wrong when a style is loaded and renders the items in all formats; empty where nothing does."""
    try:
        processor = Processor(load_style(id_), ITEMS)
        trees = [processor.cite([str(item["id"]) for item in ITEMS])]
        trees += [entry.runs for entry in processor.bibliography()]
        if not all(render(tree, name) for tree in trees for name in FORMATS):
            return "prints nothing"
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        return f"{type(error).__name__}: {error}"
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--independent", action="store_true", help="leave out the styles with another one's rules")
    asked = parser.parse_args(arguments)
    independent = set(style_ids())
    ids = sorted(independent) if asked.independent else style_ids(dependent=True)
    began = time.monotonic()
    with ProcessPoolExecutor(asked.jobs) as pool:
        faults = dict(zip(ids, pool.map(fault_of, ids, chunksize=40), strict=True))
    failed = {id_: fault for id_, fault in faults.items() if fault}
    for id_, fault in failed.items():
        print(f"{id_}: {fault}")  # noqa: T201 - its report
    seconds = time.monotonic() - began
    own = len(independent & set(ids))
    print(  # noqa: T201 - its report
        f"{len(ids) - len(failed)} of {len(ids)} styles ({own} independent, {len(ids) - own} dependent) "
        f"render {len(ITEMS)} items in {len(FORMATS)} formats; {seconds:.0f} s"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
