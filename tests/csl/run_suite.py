"""Print pass rates of a suite file by category or style: `python tests/csl/run_suite.py FILE [-v] [--only TEXT]`."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from suites import Outcome, run_file


def main() -> int:
    """Run the file's cases and print what came of them; exit status 1 where any fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="+")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what failing cases expect and give")
    parser.add_argument("--only", default="", help="only cases whose name contains this text")
    parser.add_argument("--names", action="store_true", help="list the names of failing cases")
    options = parser.parse_args()
    failed = 0
    for file in options.file:
        outcomes = [outcome for outcome in run_file(file) if options.only in outcome.name]
        failing = [outcome for outcome in outcomes if not outcome.passed]
        failed += len(failing)
        sys.stdout.write(summary(file, outcomes) + "\n")
        for outcome in failing:
            if options.verbose:
                sys.stdout.write(f"\n{outcome.name}\n  expected {outcome.expected!r}\n  actual   {outcome.actual!r}\n")
            elif options.names:
                sys.stdout.write(outcome.name + "\n")
    return 1 if failed else 0


def summary(file: Path, outcomes: list[Outcome]) -> str:
    """Return a table of pass rates."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.group].append(outcome.passed)
    total = [outcome.passed for outcome in outcomes]
    lines = [f"{name}: {rate(passed)}" for name, passed in [*sorted(groups.items()), (f"{file.name}, all", total)]]
    return "\n".join(lines)


def rate(passed: list[bool]) -> str:
    """Return a count and a percentage."""
    return f"{sum(passed)}/{len(passed)} = {100 * sum(passed) / max(1, len(passed)):.1f} %"


if __name__ == "__main__":
    sys.exit(main())
