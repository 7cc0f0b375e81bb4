"""Pass rates and times of forumcite, citeproc-py and pandoc side by side, written to docs/citation-engines.md.

`python tests/csl/compare_engines.py [--citeproc-js FOLDER] [--print]` takes some ten minutes. citeproc-py and pandoc
(pypandoc_binary) are test tools only; an engine that is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import cross_check
from cross_check import ask_pandoc, bare, pandoc_path
from suites import FIXTURES, ROOT, items506, read_json

from forumcite.csl import CslError, Processor, read_style, render, style_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = ROOT / "docs" / "citation-engines.md"
STYLES = ("china-national-standard-gb-t-7714-2015-numeric", "apa", "chicago-notes-bibliography")
COLD_RUNS = 15
OURS = """
import sys, json
from forumcite.csl import Processor, load_style, render
items = json.load(open(sys.argv[2]))
processor = Processor(load_style({name!r}), items)
render(processor.cite([items[0]["id"]]))
for entry in processor.bibliography(): render(entry.runs)
"""
CITEPROC_PY = """
import json, sys, warnings; warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
items = json.load(open(sys.argv[2]))
style = CitationStylesStyle(sys.argv[1], validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
cluster = Citation([CitationItem(item["id"]) for item in items])
bibliography.register(cluster)
str(bibliography.cite(cluster, lambda _: None))
for entry in bibliography.bibliography(): str(entry)
"""
CITEPROC_PY_JOBS = """
import json, sys, warnings; warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
styles = {}
for line in open(sys.argv[1]):
    path, items, note = json.loads(line)
    try:
        if path not in styles: styles[path] = CitationStylesStyle(path, validate=False)
        bibliography = CitationStylesBibliography(styles[path], CiteProcJSON(items), formatter.html)
        cluster = Citation([CitationItem(item["id"]) for item in items])
        bibliography.register(cluster)
        cite = str(bibliography.cite(cluster, lambda _: None))
        shown = [cite] if note else [str(entry) for entry in bibliography.bibliography()]
    except Exception as error:
        shown = [repr(error)]
    print(json.dumps(shown))
"""


class Job(NamedTuple):
    """Items rendered together, as one cluster or as a bibliography, and what is expected."""

    style: str
    items: list[dict[str, Any]]
    as_cluster: bool
    expected: list[str]


def main() -> int:
    """Measure everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citeproc-js", type=Path, metavar="FOLDER", help="where the npm package citeproc is")
    parser.add_argument("--print", action="store_true", help="to standard output instead")
    options = parser.parse_args()
    lines = [HEAD.format(machine=machine())]
    for section in (times, pass_rates, lambda: agreement(options.citeproc_js)):
        lines += [*section(), ""]
        sys.stderr.write("\n".join(lines) + "\n")  # what is there so far: the next one takes minutes
    page = "\n".join([*lines, ON_PURPOSE])
    if options.print:
        sys.stdout.write(page)
    else:
        PAGE.write_text(page, encoding="utf-8")
    return 0


HEAD = """<!-- Written by tests/csl/compare_engines.py; do not edit. -->
# Citation engines side by side

The same items, styles and expectations for every engine, in one run; {machine}.
"""


ON_PURPOSE = """## Where forumcite differs on purpose

- A label whose variable is empty is not printed (CSL 1.0.2, "Label"); citeproc-js prints `p.` without a page.
- A group whose called variables are all empty is not printed, also where a macro inside calls none (CSL 1.0.2,
  "Group"); both others print `In.` alone.
- A full stop is not printed after a full stop and a space; citeproc-js prints `sister. .`
- `text-case` on a macro changes its text, but no names; citeproc-js ignores it there, pandoc does the same as we.
- The name of an institution has the affixes of `<name>` like any other; citeproc-js leaves them out.
- A range of dates repeats neither prefix nor suffix; citeproc-js prints `1996–, 2001`.
- Cites of the same authors stand together where years collapse (CSL 1.0.2, "Cite Grouping"), and keep the order of the
  style's sort keys; citeproc-js does neither in some styles.
- English quotation marks inside others alternate in every language, as pandoc has it: „A ‚b‘“.
- The hyphen of a report number or of a docket number is no dash.
"""


def machine() -> str:
    """Return what was measured, where."""
    versions = []
    for package in ("citeproc-py", "pypandoc_binary"):
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            versions.append(f"no {package}")
    return f"Python {platform.python_version()}, {', '.join(versions)}, {os.cpu_count()} cores"


# Pass rates


def pass_rates() -> list[str]:
    """Return the table of pass rates."""
    suites = {
        "CSL test suite, cases of one cluster or one bibliography": list(csl_jobs()),
        "GB/T 7714, eight bilingual styles": list(zh_jobs()),
        "13 official styles": list(key_jobs()),
    }
    engines = {name: run for name, run in ENGINES.items() if name == "forumcite" or find_spec(MODULES[name])}
    lines = [
        "## Texts as expected",
        "",
        "White space and markup aside. pandoc refuses styles with several layouts, which the bilingual ones have.",
        "",
        "| | " + " | ".join(engines) + " |",
        "|---" * (len(engines) + 1) + "|",
    ]
    for title, jobs in suites.items():
        rates = [rate(jobs, run(jobs)) for run in engines.values()]
        lines.append(f"| {title} | " + " | ".join(rates) + " |")
    return lines


def csl_jobs() -> Iterator[Job]:
    """Yield the cases that every engine can be asked: without a dialogue, and without cites of their own."""
    for case in read_json(FIXTURES / "csl_suite_visible.json.gz"):
        if case.get("CITATIONS") or case.get("CITATION-ITEMS") or case["mode"] not in ("citation", "bibliography"):
            continue
        items = [{"id": f"ITEM-{i}", **item} for i, item in enumerate(case["INPUT"], 1)]
        yield Job(case["csl"], items, case["mode"] == "citation", [case["result"]])


def zh_jobs() -> Iterator[Job]:
    """Yield the sections of the GB/T 7714 styles, items of note styles one by one."""
    for section in read_json(FIXTURES / "zh_visible.json.gz"):
        style = (FIXTURES / "styles-zh" / section["style"]).read_text(encoding="utf-8")
        items = [items506()[id_] for id_ in section["ids"]]
        if section["class"] == "note":
            for item, text in zip(items, section["text"], strict=True):
                yield Job(style, [item], as_cluster=True, expected=[text])
        else:
            yield Job(style, items, as_cluster=False, expected=section["text"])


def key_jobs() -> Iterator[Job]:
    """Yield the entries of the official styles."""
    speech = {str(item["id"]): item for item in read_json(FIXTURES / "speech.json")}
    for name, expectations in read_json(FIXTURES / "key_styles_visible_solo.json.gz").items():
        style = (FIXTURES / "styles-official" / f"{name}.csl").read_text(encoding="utf-8")
        is_note = read_style(style.encode(), name).is_note
        for id_, expected in expectations.items():
            yield Job(style, [items506().get(id_) or speech[id_]], is_note, [expected])


def rate(jobs: list[Job], shown: list[list[str]]) -> str:
    """Return how many texts are as expected."""
    total = right = 0
    for job, texts in zip(jobs, shown, strict=True):
        total += len(job.expected)
        compared = ["".join(texts)] if len(job.expected) == 1 else texts
        right += sum(bare(text) == bare(wanted) for text, wanted in zip(compared, job.expected, strict=False))
    return f"{right}/{total} = {100 * right / total:.1f} %"


def run_ours(jobs: list[Job]) -> list[list[str]]:
    """Render the jobs with our processor."""
    return [list(our_texts(job)) for job in jobs]


def our_texts(job: Job) -> Iterator[str]:
    """Yield what our processor prints for a job."""
    try:
        processor = Processor(read_style(job.style.encode(), "job.csl"), job.items)
        if job.as_cluster:
            yield render(processor.cite(processor.order()), "html", links=False)
        else:
            yield from (render(entry.runs, "html", links=False) for entry in processor.bibliography())
    except CslError as error:
        yield repr(error)


def run_citeproc_py(jobs: list[Job]) -> list[list[str]]:
    """Render the jobs with citeproc-py in one process."""
    with tempfile.TemporaryDirectory() as folder:
        paths: dict[str, str] = {}
        lines = []
        for job in jobs:
            if job.style not in paths:
                path = Path(folder) / f"{len(paths)}.csl"
                path.write_text(job.style, encoding="utf-8")
                paths[job.style] = str(path)
            lines.append(json.dumps([paths[job.style], job.items, job.as_cluster]))
        file = Path(folder) / "jobs"
        file.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-c", CITEPROC_PY_JOBS, str(file)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def run_pandoc(jobs: list[Job]) -> list[list[str]]:
    """Render the jobs with pandoc; a style that it refused is not tried again."""
    refused: set[str] = set()
    shown: list[list[str]] = []
    for job in jobs:
        document = [[(str(item["id"]), "") for item in job.items]]
        answer = None if job.style in refused else ask_pandoc(job.style.encode(), job.items, document)
        if answer is None:
            refused.add(job.style)
            shown.append([])
        else:
            shown.append(answer.cites if job.as_cluster else list(answer.entries.values()))
    return shown


ENGINES: dict[str, Callable[[list[Job]], list[list[str]]]] = {
    "forumcite": run_ours,
    "citeproc-py": run_citeproc_py,
    "pandoc": run_pandoc,
}
MODULES = {"citeproc-py": "citeproc", "pandoc": "pypandoc"}


# Times


def times() -> list[str]:
    """Return the table of times: a whole process with its start, median of several runs taken in turns."""
    with tempfile.TemporaryDirectory() as folder:
        one, many, cache = Path(folder) / "one.json", Path(folder) / "many.json", Path(folder) / "bytecode"
        items = list(items506().values())
        one.write_text(json.dumps(items[:1]), encoding="utf-8")
        many.write_text(json.dumps([{**items[n % len(items)], "id": f"x{n}"} for n in range(1000)]), encoding="utf-8")
        # As installed: with bytecode, whatever this environment says.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONPATH": str(ROOT / "src")}
        start = timed({"": [sys.executable, "-c", "pass"]}, COLD_RUNS, environment)[""]
        rows = [(f"one citation, {name}, ms", commands(name, one), COLD_RUNS, 1000.0) for name in STYLES]
        rows.append(("1,000 entries, apa, s", commands("apa", many), 3, 1.0))
        names = list(rows[0][1])
        lines = [
            "## Times",
            "",
            f"A whole process, median; Python alone takes {1000 * start:.0f} ms.",
            "",
            "| | " + " | ".join(names) + " |",
            "|---" * (len(names) + 1) + "|",
        ]
        for title, processes, runs, factor in rows:
            seconds = timed(processes, runs, environment)
            shown = [f"{factor * seconds[name]:.0f}" if factor > 1 else f"{seconds[name]:.2f}" for name in names]
            lines.append(f"| {title} | " + " | ".join(shown) + " |")
        return lines


def timed(processes: dict[str, list[str]], runs: int, environment: dict[str, str]) -> dict[str, float]:
    """Return the median wall time of each command in seconds, infinite where it fails; one run more warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in processes}
    for _ in range(runs + 1):
        for name, command in processes.items():
            start = time.perf_counter()
            failed = subprocess.run(command, capture_output=True, check=False, env=environment).returncode
            seconds[name].append(float("inf") if failed else time.perf_counter() - start)
    return {name: statistics.median(found[1:]) for name, found in seconds.items()}


def commands(name: str, items: Path) -> dict[str, list[str]]:
    """Return how each engine that is there renders a file of items."""
    file = str(FIXTURES / "styles-official" / f"{name}.csl")
    found = {"forumcite": [sys.executable, "-c", OURS.format(name=name), "", str(items)]}
    if find_spec("citeproc"):
        found["citeproc-py"] = [sys.executable, "-c", CITEPROC_PY, file, str(items)]
    if find_spec("pypandoc"):
        text = items.with_suffix(".md")
        text.write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
        command = [pandoc_path(), "--citeproc", "--csl", file, "--bibliography", str(items)]
        found["pandoc"] = [*command, "-t", "html", str(text)]
    return found


# Agreement on other styles


AGREEMENT = """## Agreement on 300 random styles

{works} works of all types (tests/csl/cases/works.json), each cited and listed, then cited again in clusters. Where two
processors differ, either may be wrong.
"""


def agreement(citeproc_js: Path | None) -> list[str]:
    """Return how many texts of random styles other processors print as we do."""
    names = sorted(random.Random(1).sample(style_ids(), 300))  # noqa: S311 - a sample, not a secret
    ours = {name: cross_check.our_text(name) for name in names}
    lines = [AGREEMENT.format(works=len(cross_check.WORKS))]
    if citeproc_js:
        lines.append("- " + cross_check.agreement("citeproc-js", ours, cross_check.run_citeproc_js(citeproc_js, names)))
    if find_spec("pypandoc"):
        lines.append("- " + cross_check.agreement("pandoc", ours, cross_check.run_pandoc(names)))
    return lines


if __name__ == "__main__":
    sys.exit(main())
