"""What hostile projects cost: `python tests/hostile_figures.py`, a table of time and peak memory.

Each project of tests/test_hostile.py is checked in a process of its own, as a user would, with every format written in
the same run, so that the figures bound those of each format alone; `--each` runs every format by itself instead. The
status is 1 where a run takes more than the targets: 2 s of processor time and 300 MB. Not a test: a busy machine would
fail it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from forumcite.report import FORMATS
from test_hostile import CORPUS, SECRET

SECONDS, MEGABYTES = 2.0, 300.0
SOURCE = Path(__file__).parents[1] / "src"


class Cost(NamedTuple):
    """One run: seconds of processor time, peak resident megabytes, exit status."""

    seconds: float
    megabytes: float
    status: int


def build(name: str, folder: Path) -> Path:
    """The project of a case, laid out as the test lays it out."""
    project = folder / "project"
    (project / "claims").mkdir(parents=True)
    (folder / "outside.txt").write_text(f"claims: {SECRET}\n")
    if not name.startswith("configuration"):
        (project / "forumcite.toml").write_text('maximum-source-size = "2 MB"\n')
    CORPUS[name](project)
    return project


# A small process in between, because a child's peak counts from the size of the one that it was forked from.
_COUNTED = """\
import resource, subprocess, sys
nothing = subprocess.DEVNULL
status = subprocess.run(sys.argv[1:], stdin=nothing, stdout=nothing, stderr=nothing).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, status)
"""


def run(project: Path, arguments: list[str]) -> Cost:
    """Run `forumcite verify` in a process of its own; the system counts what it used."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "forumcite", "verify", *arguments]
    counted = subprocess.run(
        [sys.executable, "-S", "-c", _COUNTED, *command],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, size, status = counted.stdout.split()
    # Linux counts kilobytes, macOS bytes.
    return Cost(float(seconds), int(size) / (1e6 if sys.platform == "darwin" else 1e3), int(status))


def measure(name: str, *, each: bool) -> Cost:
    """The cost of one case; with `each` the highest of its formats."""
    with tempfile.TemporaryDirectory() as folder:
        project = build(name, Path(folder))
        if each:
            costs = [run(project, ["-v", "--format", kind]) for kind in FORMATS]
        else:
            outputs = [f"--output={kind}={folder}/{kind}" for kind in FORMATS]
            costs = [run(project, ["-v", "--statistics", *outputs])]
    statuses = {cost.status for cost in costs}
    bad = next((status for status in statuses if status not in (0, 1, 2)), max(statuses))
    return Cost(max(cost.seconds for cost in costs), max(cost.megabytes for cost in costs), bad)


def main() -> int:
    """Print the costliest cases and how many exceed the targets."""
    parser = argparse.ArgumentParser(description="Time and memory of hostile projects.")
    parser.add_argument("--each", action="store_true", help="run each format by itself")
    parser.add_argument("--only", default="", help="cases whose name holds this text")
    parser.add_argument("--rows", type=int, default=15, help="how many of the costliest to print")
    options = parser.parse_args()
    costs = {name: measure(name, each=options.each) for name in CORPUS if options.only in name}
    over = {name for name, cost in costs.items() if cost.seconds > SECONDS or cost.megabytes > MEGABYTES}
    odd = {name for name, cost in costs.items() if cost.status not in (0, 1, 2)}
    shown = sorted(costs, key=lambda name: -costs[name].seconds)[: options.rows]
    shown += sorted(costs.keys() - set(shown), key=lambda name: -costs[name].megabytes)[:3]
    lines = ["  seconds   MB  status  case"]
    for name in shown:
        cost = costs[name]
        lines.append(f"{cost.seconds:9.2f} {cost.megabytes:4.0f} {cost.status:7}  {name}")
    counts = (
        f"{len(costs)} projects; {len(over)} above {SECONDS:g} s or {MEGABYTES:g} MB; {len(odd)} with another status"
    )
    sys.stdout.write("\n".join([*lines, counts, ""]))
    return 1 if over or odd else 0


if __name__ == "__main__":
    sys.exit(main())
