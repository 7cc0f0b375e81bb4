"""Times and pass rates of forumcite, citeproc-py and pandoc side by side.

`python tests/csl/compare_engines.py [--python P]`. Engines that are not installed are left out. citeproc-py and pandoc
(pypandoc_binary) are test tools only; `--python` names an interpreter that has them.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from suites import FIXTURES, items506, read_json, squeeze

from forumcite.csl import Processor, load_style, render

STYLES = ("china-national-standard-gb-t-7714-2015-numeric", "apa", "chicago-notes-bibliography")
SOURCE = Path(__file__).parents[2] / "src"
OURS = """
import sys, json; sys.path.insert(0, {source!r})
from forumcite.csl import Processor, load_style, render
items = json.load(open({items!r}))
processor = Processor(load_style({style!r}), items)
render(processor.cite([items[0]["id"]]))
for entry in processor.bibliography(): print(entry.id, render(entry.runs, "text").replace(chr(10), " "))
"""
CITEPROC_PY = """
import json, warnings; warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
items = json.load(open({items!r}))
style = CitationStylesStyle({file!r}, validate=False)
for one in ([items] if {together} else [[item] for item in items]):
    try:
        bibliography = CitationStylesBibliography(style, CiteProcJSON(one), formatter.plain)
        cluster = Citation([CitationItem(item["id"]) for item in one])
        bibliography.register(cluster)
        cited = bibliography.cite(cluster, lambda _: None)
        shown = [str(cited)] if {note} else [str(entry) for entry in bibliography.bibliography()]
    except Exception as error:
        if {together}: raise
        shown = [repr(error)]
    for item, entry in zip(one, shown): print(item["id"], entry.replace(chr(10), " "))
"""


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has citeproc-py and pandoc")
    python = parser.parse_args().python
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one.json", Path(folder) / "many.json"
        items = list(items506().values())
        one.write_text(json.dumps(items[:1]), encoding="utf-8")
        thousand = [{**items[n % len(items)], "id": f"x{n}"} for n in range(1000)]
        many.write_text(json.dumps(thousand), encoding="utf-8")
        show("Python alone, ms", f"{1000 * timed([python, '-c', 'pass']):.0f}")
        for style in STYLES:
            for name, command in commands(python, style, str(one), together=True).items():
                show(f"cold, one citation, {style}, {name}, ms", f"{1000 * timed(command):.0f}")
        for name, command in commands(python, "apa", str(many), together=True).items():
            seconds = timed(command, times=1)
            show(f"1,000 entries, apa, {name}, s", f"{seconds:.2f}" if works(command) else "fails")
    pass_rates(python)
    return 0


def show(name: str, value: str) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"{name}: {value}\n")
    sys.stdout.flush()


def timed(command: list[str], times: int = 11) -> float:
    """Return the median wall time of a command in seconds."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def commands(python: str, style: str, items: str, *, together: bool) -> dict[str, list[str]]:
    """Return how each engine that is there renders a file of items."""
    file = str(FIXTURES / "styles-official" / f"{style}.csl")
    found = {"forumcite": [python, "-c", OURS.format(source=str(SOURCE), items=items, style=style)]}
    if works([python, "-c", "import citeproc"]):
        found["citeproc-py"] = [
            python,
            "-c",
            CITEPROC_PY.format(items=items, file=file, together=together, note=load_style(style).is_note),
        ]
    where = subprocess.run(
        [python, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    if where:
        text = Path(tempfile.gettempdir()) / "forumcite-nocite.md"
        text.write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
        found["pandoc"] = [where, "--citeproc", "--csl", file, "--bibliography", items, "-t", "html", str(text)]
    return found


def works(command: list[str]) -> bool:
    """Whether a command ends well."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def pass_rates(python: str) -> None:
    """Print how many of the official styles' entries each engine gets right, white space and markup aside."""
    with tempfile.TemporaryDirectory() as folder:
        for style, expected in read_json(FIXTURES / "key_styles_visible_solo.json.gz").items():
            speech = {str(item["id"]): item for item in read_json(FIXTURES / "speech.json")}
            items = [items506().get(id_) or speech[id_] for id_ in expected]
            path = Path(folder) / "items.json"
            path.write_text(json.dumps(items), encoding="utf-8")
            wanted = {id_: bare(text) for id_, text in expected.items()}
            show(f"pass rate, {style}, forumcite", rate(wanted, ours(style, items)))
            command = commands(python, style, str(path), together=False).get("citeproc-py")
            if command:
                lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
                shown = dict(line.partition(" ")[::2] for line in lines)
                show(
                    f"pass rate, {style}, citeproc-py",
                    rate(wanted, {id_: squeeze(text) for id_, text in shown.items()}),
                )


def bare(text: str) -> str:
    """Return an expectation without markup and white space."""
    return squeeze(html.unescape(re.sub(r"<[^<>]*>", "", text)))


def ours(style_name: str, items: list[dict[str, object]]) -> dict[str, str]:
    """Render every item alone, in a first citation for note styles, else as an entry."""
    style = load_style(style_name)
    shown = {}
    for item in items:
        processor = Processor(style, [item])
        runs = processor.cite([str(item["id"])]) if style.is_note else processor.bibliography()[0].runs
        shown[str(item["id"])] = squeeze(render(runs, "text"))
    return shown


def rate(wanted: dict[str, str], shown: dict[str, str]) -> str:
    """Return how many are right."""
    right = sum(shown.get(id_) == text for id_, text in wanted.items())
    return f"{right}/{len(wanted)} = {100 * right / len(wanted):.0f} %"


if __name__ == "__main__":
    sys.exit(main())
