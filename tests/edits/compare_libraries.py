"""Claims files beside other libraries: `python tests/edits/compare_libraries.py`, one run, ratios.

Loads 10,000 claims with the line and column of every value, and makes 15 edits of one value each, with forumcite, with
PyYAML's C loader and with ruamel.yaml's round trip. ruamel.yaml is needed for this comparison only
(`pip install ruamel.yaml`). Times are of the processor, the best of some runs, taken in turn.
"""

from __future__ import annotations

import argparse
import gc
import io
import platform
import re
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

sys.path[:0] = [str(Path(__file__).parents[2] / "src")]

from forumcite.claims import load_project  # noqa: E402 - the path is set first, to run as a script
from forumcite.edit import Assignment, assign  # noqa: E402
from forumcite.tree import Tree  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

_CLAIM = """\
  claim-{0}:
    statement: 中贝通信累计上线的算力超过{0}P。
    speaker: 汤海滨
    evidence:
      - source: forum
        quote: "累计上线超{0}P算力"
        start: {0}
        end: 1{0}
        prefix: "9大智算集群,"
    tags: [figure]
"""


def many_claims(count: int) -> str:
    """A claims file of as many claims as asked for, of the usual kind."""
    return "sources:\n  forum: {path: a.txt}\nclaims:\n" + "".join(_CLAIM.format(number) for number in range(count))


# -- loading ----------------------------------------------------------------------------------------------------------


def best_times(tasks: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The best processor time of each task in seconds; the tasks take turns, so that a busy minute meets all."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            gc.collect()
            begun = time.process_time()
            task()
            times[name].append(time.process_time() - begun)
    return {name: min(each) for name, each in times.items()}


def ruamel_round_trip() -> Any:
    """ruamel.yaml as it is tuned to change least: no wrapping, quotation marks kept."""
    from ruamel.yaml import YAML

    made = YAML(typ="rt")
    made.preserve_quotes = True
    made.width = 10**6
    return made


def loaders(text: str, folder: Path) -> dict[str, Callable[[], Any]]:
    """What is timed: the same file, read in five ways."""
    (folder / "claims").mkdir()
    (folder / "claims/many.yaml").write_text(text, encoding="utf-8")
    return {
        "forumcite: values, line and column": lambda: Tree(text).read(),
        "forumcite: the whole project, every claim validated": lambda: load_project(folder),
        "PyYAML CSafeLoader: values": lambda: yaml.load(text, yaml.CSafeLoader),
        "PyYAML CSafeLoader: nodes with line and column": lambda: yaml.compose(text, yaml.CSafeLoader),
        "ruamel.yaml round trip: values, line and column": lambda: ruamel_round_trip().load(text),
    }


# -- edits ------------------------------------------------------------------------------------------------------------

_PIECE = ("claims", "a", "evidence", 0, "start")
# Files in the styles that people write; each holds one `start: 1`, to become 7.
EDITS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "one_value.yaml").read_bytes())


def by_forumcite(content: str) -> str:
    """The edit as `forumcite.edit` makes it; a BOM belongs to the bytes of a file, not to its text."""
    bom = content[:1] if content.startswith("\ufeff") else ""
    return bom + assign(content.removeprefix("\ufeff"), [Assignment(_PIECE, 7)])


def by_ruamel(content: str) -> str:
    """The same edit by loading and dumping."""
    made = ruamel_round_trip()
    values = made.load(content)
    inner = values
    for step in _PIECE[:-1]:
        inner = inner[step]
    inner[_PIECE[-1]] = 7
    out = io.StringIO()
    made.dump(values, out)
    return out.getvalue()


def kept(edit: Callable[[str], str]) -> list[str]:
    """The files in which nothing but the one value changes."""
    found = []
    for name, before in EDITS.items():
        expected = re.sub(r"(start: +)1", r"\g<1>7", before)
        try:
            same = edit(before) == expected
        except Exception:  # noqa: BLE001 - whatever a library raises, it has not made the edit
            same = False
        found += [name] * same
    return found


def main() -> int:
    """Print the figures."""
    import tempfile

    parser = argparse.ArgumentParser(description="Loading and editing claims files beside other libraries.")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    text = many_claims(options.claims)
    with tempfile.TemporaryDirectory() as folder:
        times = best_times(loaders(text, Path(folder)), options.rounds)
    ours = times["forumcite: values, line and column"]
    libraries = ", ".join(f"{name} {version(name)}" for name in ("PyYAML", "ruamel.yaml"))
    size = f"{options.claims} claims, {len(text.encode()) / 1e6:.1f} MB"
    lines = [f"{size}; Python {platform.python_version()}, {libraries}"]
    lines += [f"{seconds:8.2f} s  {seconds / ours:6.2f} ×  {name}" for name, seconds in times.items()]
    for name, edit in (("forumcite", by_forumcite), ("ruamel.yaml round trip", by_ruamel)):
        same = kept(edit)
        lines.append(f"{len(same):2} of {len(EDITS)} edits change one value and no other byte: {name}")
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if len(kept(by_forumcite)) == len(EDITS) else 1


if __name__ == "__main__":
    sys.exit(main())
