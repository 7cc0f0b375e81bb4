"""How far other processors agree with ours: random styles of the collection, the works of cases/works.json.

`python tests/csl/cross_check.py [--styles 300] [--seed 1] [--citeproc-js FOLDER] [--clusters 40] [--dump FILE]`

pandoc comes with pypandoc_binary. citeproc-js is run where FOLDER holds its npm package `citeproc`. Both are programs
of their own, used only to compare what is printed; white space and formatting aside. A disagreement says only that one
of the two has to be looked at.
"""

from __future__ import annotations

import argparse
import difflib
import html
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from forumcite.csl import Citation, Cite, CslError, Processor, load_style, render, style_ids
from forumcite.csl.supply import _archive, locale_bytes, locale_names

WORKS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "works.json").read_text(encoding="utf-8"))
# After every work once: what is cited again, alone, with a page, and in clusters.
AGAIN: list[list[tuple[str, str]]] = [
    [("journal", "")],
    [("journal", "")],
    [("journal", "33")],
    [("journal", "33")],
    [("book", "")],
    [("journal", "12-14")],
    [("journal-many", "")],
    [("journal-many", "1047")],
    [("collide-a", ""), ("collide-b", ""), ("collide-c", "")],
    [("collide-b", ""), ("book", ""), ("collide-a", "")],
    [("book-range", ""), ("book-bc", ""), ("book-no-date", "")],
    [("journal", ""), ("journal-many", ""), ("journal-three", ""), ("journal-four", "")],
    [("report-people", ""), ("webpage-bare", "")],
    [("zh-journal", "46"), ("zh-book", "")],
    [("newspaper-anonymous", "")],
    [("newspaper-anonymous", "2")],
    [("case", "115")],
]
DOCUMENT = [[(str(work["id"]), "")] for work in WORKS] + AGAIN
CITEPROC_JS = """
const fs = require("fs"), CSL = require(process.argv[2] + "/node_modules/citeproc/citeproc_commonjs.js");
const {works, document, styles, locales} = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
for (const name of Object.keys(styles)) {
  const items = {};
  for (const work of works) items[work.id] = {...JSON.parse(JSON.stringify(work)), system_id: work.id};
  const system = {retrieveLocale: (code) => locales[code], retrieveItem: (id) => items[id],
    embedBibliographyEntry: (id) => `@@${id}@@`};
  let shown;
  try {
    const engine = new CSL.Engine(system, styles[name]);
    engine.updateItems(works.map((work) => work.id));
    const citations = document.map((cluster, i) => ({
      citationID: "c" + i,
      citationItems: cluster.map(([id, locator]) => locator ? {id, locator, label: "page"} : {id}),
      properties: {noteIndex: engine.opt.xclass === "note" ? i + 1 : 0},
    }));
    const cites = engine.rebuildProcessorState(citations, "html").map((row) => row[2]);
    const made = engine.makeBibliography();
    const entries = {};
    for (const entry of made ? made[1] : []) {
      const id = entry.match(/@@(.*?)@@/);
      if (id) entries[id[1]] = entry.replace(id[0], "");
    }
    shown = {cites, entries};
  } catch (error) { shown = {error: String(error)}; }
  console.log(JSON.stringify([name, shown]));
}
"""


def style_bytes(name: str) -> bytes:
    """Return a style of the collection as its file is."""
    return _archive().read(f"{name}.csl") or b""


class Shown(NamedTuple):
    """What one processor prints for one style, as bare text: the clusters in order, and the entries by id."""

    cites: list[str]
    entries: dict[str, str]


class Difference(NamedTuple):
    """One text on which two processors differ."""

    style: str
    place: str
    ours: str
    theirs: str


def main() -> int:
    """Print how many texts agree and, on request, the commonest differences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--styles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="these styles instead of random ones")
    parser.add_argument("--citeproc-js", type=Path, metavar="FOLDER")
    parser.add_argument("--no-pandoc", action="store_true")
    parser.add_argument("--clusters", type=int, default=0)
    parser.add_argument("--dump", type=Path)
    options = parser.parse_args()
    names = options.only or sorted(random.Random(options.seed).sample(style_ids(), options.styles))  # noqa: S311
    ours = {name: our_text(name) for name in names}
    others: dict[str, dict[str, Shown]] = {}
    if options.citeproc_js:
        others["citeproc-js"] = run_citeproc_js(options.citeproc_js, names)
    if not options.no_pandoc:
        others["pandoc"] = run_pandoc(names)
    found: dict[str, list[Difference]] = {}
    for engine, theirs in others.items():
        found[engine] = differences(ours, theirs)
        sys.stdout.write(agreement(engine, ours, theirs) + "\n")
        for line in clusters(found[engine])[: options.clusters]:
            sys.stdout.write(line + "\n")
    if options.dump:
        rows = {engine: [one._asdict() for one in many] for engine, many in found.items()}
        options.dump.write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")
    return 0


def bare(text: str) -> str:
    """Return HTML as text without white space, marks and letters in one Unicode form."""
    text = html.unescape(re.sub(r"<[^<>]*>", "", text))
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def our_text(name: str) -> Shown:
    """Render the document with our processor."""
    processor = Processor(load_style(name), WORKS)
    first = 1 if processor.style.is_note else 0
    document = [
        Citation([Cite(id_, locator) for id_, locator in cluster], first and i)
        for i, cluster in enumerate(DOCUMENT, first)
    ]
    cites = [bare(render(runs, "html", links=False)) for runs in processor.citations(document)]
    return Shown(cites, {entry.id: bare(render(entry.runs, "html", links=False)) for entry in processor.bibliography()})


def run_citeproc_js(folder: Path, names: list[str]) -> dict[str, Shown]:
    """Render the document with citeproc-js, styles that it refuses left out."""
    with tempfile.TemporaryDirectory() as place:
        script, data = Path(place) / "run.js", Path(place) / "data.json"
        script.write_text(CITEPROC_JS, encoding="utf-8")
        locales = {code: (locale_bytes(code) or b"").decode() for code in locale_names()}
        styles = {name: style_bytes(name).decode() for name in names}
        job = {"works": WORKS, "document": DOCUMENT, "styles": styles, "locales": locales}
        data.write_text(json.dumps(job), encoding="utf-8")
        command = ["node", str(script), str(folder.resolve()), str(data)]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    shown = {}
    for line in lines:
        if line.startswith("["):
            name, result = json.loads(line)
            if "error" not in result:
                entries = {id_: bare(text) for id_, text in result["entries"].items()}
                shown[name] = Shown([bare(text) for text in result["cites"]], entries)
    return shown


def run_pandoc(names: list[str]) -> dict[str, Shown]:
    """Render the document with pandoc, styles that it refuses left out."""
    shown = {name: ask_pandoc(style_bytes(name), WORKS, DOCUMENT) for name in names}
    return {name: one for name, one in shown.items() if one}


def pandoc_path() -> str:
    """Return where pypandoc_binary has its program."""
    return str(import_module("pypandoc").get_pandoc_path())


def ask_pandoc(style: bytes, works: list[dict[str, Any]], document: list[list[tuple[str, str]]]) -> Shown | None:
    """Render clusters and the bibliography with pandoc; None where it fails."""
    with tempfile.TemporaryDirectory() as place:
        items, csl, text = Path(place) / "works.json", Path(place) / "style.csl", Path(place) / "text.md"
        items.write_text(json.dumps(works), encoding="utf-8")
        csl.write_bytes(style)
        text.write_text("\n\n".join(map(_markdown, document)) + "\n", encoding="utf-8")
        command = [pandoc_path(), "--citeproc", "--csl", str(csl), "--bibliography", str(items), "--wrap=none"]
        run = subprocess.run([*command, "-t", "html", str(text)], capture_output=True, text=True, check=False)
        return _read_pandoc(run.stdout) if run.returncode == 0 else None


def _markdown(cluster: list[tuple[str, str]]) -> str:
    return "[" + "; ".join(f"@{{{id_}}}" + (f", {locator}" if locator else "") for id_, locator in cluster) + "]"


def _read_pandoc(page: str) -> Shown:
    body, _, rest = page.partition('<div id="refs"')
    entries, _, notes = rest.partition('<section id="footnotes"')
    found = re.split(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>', entries)
    shown = {id_: bare(text) for id_, text in zip(found[1::2], found[2::2], strict=True)}
    if not notes:
        notes = page.partition('<section id="footnotes"')[2]
    if notes:
        cites = re.findall(r'<li id="fn\d+">(.*?)<a href="#fnref', notes, re.DOTALL)
    else:
        cites = re.findall(r"<p>(.*?)</p>", body, re.DOTALL)
    return Shown([bare(text) for text in cites], shown)


def pairs(ours: Shown, theirs: Shown) -> list[tuple[str, str, str]]:
    """Return place, our text and theirs for all texts that both can print."""
    places = [
        "+".join(id_ for id_, _ in cluster) + (f"#{i}" if i >= len(WORKS) else "") for i, cluster in enumerate(DOCUMENT)
    ]
    cites = zip(places, ours.cites, theirs.cites, strict=False)
    ids = dict.fromkeys([*ours.entries, *theirs.entries])
    return [
        *((f"cite {place}", mine, other) for place, mine, other in cites),
        *((f"entry {id_}", ours.entries.get(id_, ""), theirs.entries.get(id_, "")) for id_ in ids),
    ]


def differences(ours: dict[str, Shown], theirs: dict[str, Shown]) -> list[Difference]:
    """Return the texts that differ."""
    return [
        Difference(name, place, mine, other)
        for name, shown in theirs.items()
        for place, mine, other in pairs(ours[name], shown)
        if mine != other
    ]


def agreement(engine: str, ours: dict[str, Shown], theirs: dict[str, Shown]) -> str:
    """Return the count of equal texts, cites and entries apart."""
    counts: Counter[tuple[str, bool]] = Counter()
    for name, shown in theirs.items():
        for place, mine, other in pairs(ours[name], shown):
            counts[place.split()[0], mine == other] += 1
    parts = []
    for kind in ("cite", "entry"):
        total = counts[kind, True] + counts[kind, False]
        parts.append(f"{kind} {counts[kind, True]}/{total} = {100 * counts[kind, True] / max(1, total):.1f} %")
    return f"{engine}: {len(theirs)} of {len(ours)} styles; " + "; ".join(parts)


def clusters(found: list[Difference]) -> list[str]:
    """Return the differences by what turns the one text into the other, the commonest first."""
    groups: dict[str, list[Difference]] = defaultdict(list)
    for one in found:
        matcher = difflib.SequenceMatcher(None, one.ours, one.theirs, autojunk=False)
        signs = {
            f"{one.ours[a:b][:30]!r}→{one.theirs[c:d][:30]!r}"
            for op, a, b, c, d in matcher.get_opcodes()
            if op != "equal"
        }
        for sign in signs:
            groups[sign].append(one)
    ranked = sorted(groups.items(), key=lambda row: -len(row[1]))
    return [
        f"{len(many):5} ({len({one.style for one in many})} styles, {len({one.place for one in many})} places) {sign}\n"
        f"      {many[0].style} | {many[0].place}\n      ours   {many[0].ours}\n      theirs {many[0].theirs}"
        for sign, many in ranked
    ]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CslError as error:
        sys.exit(str(error))
