"""Measure statements against their evidence: `python tests/mutation/statements.py`; see --help.

The kinds of changed fact of the benchmark, each used as a statement whose evidence is the sentence as it was: how many
are `statement-contradicted`. And true statements, of which none may be: the sentence itself, noise, a clause of it,
synonyms, a sentence about something else, and statements that people wrote and people found supported.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import multiprocessing
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from mutation.build import FIXTURES, build, corpora  # noqa: E402 - the path is set first, to run as a script
from mutation.corpus import WEIGHTS, Document, draw, seeded  # noqa: E402
from mutation.kinds import KINDS, Truth  # noqa: E402

# A statement may say less than its evidence and say it in another order, so these kinds make none that is false.
NOT_FALSE = frozenset(
    "range-end-dropped date-part-dropped name-dropped name-character-dropped word-replaced word-deleted word-inserted "
    "character-replaced character-homophone characters-swapped word-misspelt tail-added tail-replaced head-added "
    "clauses-reordered clause-omitted-unmarked sentences-stitched sentences-far-stitched superscript-flattened "
    "insertion-fact synonym".split()
)
NOT_GROUPS = ("edge", "splice", "ellipsis", "krokai", "combined", "order")
REWORDED = ("synonym", "krokai-synonym")
# Noise that leaves out words or damages them beyond reading says less, or nothing.
NOT_NOISE = ("damage", "ocr")


@dataclass(frozen=True, slots=True)
class Case:
    """A statement with the sentences that are its evidence, and what other text makes names known."""

    set: str
    lang: str
    statement: str
    evidence: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A case and what was found: the kinds of contradiction, and of what the evidence lacks."""

    case: Case
    contradicted: tuple[tuple[str, str, str], ...]
    unsupported: tuple[tuple[str, str, str], ...]


def false_kinds() -> list[str]:
    """The kinds of changed fact that make a false statement."""
    return [
        kind.name
        for kind in KINDS.values()
        if kind.truth is Truth.FACT
        and kind.name not in NOT_FALSE
        and not kind.name.startswith(("clip-", "ellipsis-", "fact-under-", "krokai-"))
        and not kind.group.startswith(NOT_GROUPS)
    ]


def noise_kinds() -> list[str]:
    return [kind.name for kind in KINDS.values() if kind.truth is Truth.NOISE and kind.group not in NOT_NOISE]


def of_kind(name: str, count: int, seed: str) -> list[Case]:
    """The cases of a kind of the benchmark; a planted carrier is its own evidence."""
    cases: list[Case] = []
    for case in build(KINDS[name], count, seed):
        planted = case.original not in case.text and not case.document.startswith("article")
        carrier = _carrier(case.text, case.document)
        if planted and carrier is None:
            continue
        cases.append(Case(name, case.lang, case.quote, (carrier or case.original,), case.text))
    return cases


def _carrier(text: str, document: str) -> str | None:
    """The paragraph that was planted behind the first of a document."""
    doc = next(doc for docs in corpora().values() for doc in docs if doc.name == document)
    if text == doc.text:
        return None
    paragraphs = text.split("\n\n")
    return paragraphs[1] if len(paragraphs) > doc.text.count("\n\n") + 1 else None


def drawn(count: int, seed: str, name: str) -> Iterator[tuple[Document, int]]:
    """Sentences of all corpora, drawn as the benchmark draws them."""
    documents = {key: docs for key, docs in corpora().items() if docs}
    for attempt in range(count):
        rng = seeded(seed, name, attempt)
        doc = rng.choice(documents[rng.choices(list(documents), [WEIGHTS[key] for key in documents])[0]])
        yield doc, rng.randrange(len(doc.sentences))


def itself(count: int, seed: str) -> list[Case]:
    """A sentence and itself."""
    pairs = list(drawn(count, seed, "itself"))
    return [Case("itself", doc.lang, doc.sentences[at].text, (doc.sentences[at].text,), doc.text) for doc, at in pairs]


def clauses(count: int, seed: str) -> list[Case]:
    """Clauses of a sentence that lose nothing by standing alone; the sentence is their evidence."""
    cases: list[Case] = []
    for number, (doc, at) in enumerate(drawn(6 * count, seed, "clause")):
        passage = draw(doc, at, seeded(seed, "cut", number))
        if not passage.whole and len(cases) < count:
            cases.append(Case("clause", doc.lang, passage.text, (doc.sentences[at].text,), doc.text))
    return cases


def unrelated(count: int, seed: str) -> list[Case]:
    """Two sentences that have nothing to do with each other: documents are shuffled corpora."""
    cases = []
    for number, (doc, at) in enumerate(drawn(count, seed, "unrelated")):
        other = (at + seeded(seed, "other", number).randrange(3, len(doc.sentences) - 2)) % len(doc.sentences)
        if not doc.name.startswith("article"):
            cases.append(Case("unrelated", doc.lang, doc.sentences[at].text, (doc.sentences[other].text,), doc.text))
    return cases


def human(label: str, count: int, seed: str) -> list[Case]:
    """Statements that people wrote about Wikipedia, and others labelled, with the evidence that they gave."""
    folder = FIXTURES / "sentences"
    found = []
    for line in (folder / "fool-me-twice/dev.jsonl").read_text("utf-8").splitlines():
        each = json.loads(line)
        if each["label"] == label:
            evidence = tuple(dict.fromkeys(piece["text"].strip() for piece in each["gold_evidence"]))
            found.append(Case(f"people {label.lower()}", "en", each["text"].strip(), evidence))
    for line in (folder / "fever-symmetric/fever_symmetric_dev.jsonl").read_text("utf-8").splitlines():
        each = json.loads(line)
        if each["label"] == label:
            found.append(Case(f"people {label.lower()}", "en", _plain(each["claim"]), (_plain(each["evidence"]),)))
    order = seeded(seed, "people", label).sample(range(len(found)), min(count, len(found)))
    return [found[at] for at in order]


def _plain(text: str) -> str:
    """The tokens of a treebank as they were written."""
    for token, mark in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("``", '"'), ("''", '"')):
        text = text.replace(token, mark)
    text = re.sub(r" ([,.;:!?)\]%]|'s\b|n't\b)", r"\1", text.replace("--", "–"))
    return re.sub(r"([(\[]) ", r"\1", text).strip()


@functools.cache
def names_in(text: str) -> frozenset[str]:
    reading = importlib.import_module("forumcite.guard.reading").Reading.of(text)
    found: frozenset[str] = importlib.import_module("forumcite.guard.names").known_names([reading])
    return found


def judged(case: Case) -> Row:
    """What `disagreements` finds, as `verify` asks it."""
    module = importlib.import_module("forumcite.guard.statement")
    proofs = [module.Proof(text, text, text) for text in case.evidence]
    known = names_in("\n\n".join(case.evidence)) | (names_in(case.source) if case.source else frozenset())
    found = module.disagreements(case.statement, proofs, known=known)
    parts = [(each.kind, each.statement, each.evidence) for each in found]
    return Row(
        case,
        tuple(part for part, each in zip(parts, found, strict=True) if each.contradicted),
        tuple(part for part, each in zip(parts, found, strict=True) if not each.contradicted),
    )


def sets(count: int, seed: str) -> dict[str, Callable[[], list[Case]]]:
    """All sets of cases by name: false ones first, then true ones; true ones are larger, since none may be refused."""
    made: dict[str, Callable[[], list[Case]]] = {
        name: functools.partial(of_kind, name, count, seed) for name in (*false_kinds(), *noise_kinds(), *REWORDED)
    }
    made["people refutes"] = functools.partial(human, "REFUTES", 20 * count, seed)
    made["people supports"] = functools.partial(human, "SUPPORTS", 20 * count, seed)
    for name, maker in (("itself", itself), ("clause", clauses), ("unrelated", unrelated)):
        made[name] = functools.partial(maker, 20 * count, seed)
    return made


def is_false(name: str) -> bool:
    """Whether the statements of a set are false."""
    return name in false_kinds() or name == "people refutes"


def rows_of(name: str, count: int, seed: str) -> list[Row]:
    return [judged(case) for case in sets(count, seed)[name]()]


def group_of(name: str) -> str:
    if name in KINDS:
        return "harmless noise" if KINDS[name].truth is Truth.NOISE else KINDS[name].group
    return name


def lines_of(rows: dict[str, list[Row]], *, false: bool) -> Iterator[str]:
    """A table: contradicted by group and kind, Chinese and English apart."""
    yield "| group | kind | n | contradicted | % | zh | en | unsupported only |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    names = [name for name in rows if is_false(name) is false and rows[name]]
    groups = {group_of(name): [each for each in names if group_of(each) == group_of(name)] for name in names}
    for group, kinds in groups.items():
        if len(kinds) > 1:
            yield _line(f"**{group}**", "all", [row for kind in kinds for row in rows[kind]])
        for kind in kinds:
            yield _line(group, kind, rows[kind])
    if names:
        yield _line("**all**", "", [row for name in names for row in rows[name]])


def _line(group: str, kind: str, rows: list[Row]) -> str:
    found = sum(bool(row.contradicted) for row in rows)
    lacking = sum(bool(row.unsupported) and not row.contradicted for row in rows)
    by_lang = []
    for lang in ("zh", "en"):
        theirs = [row for row in rows if row.case.lang == lang]
        by_lang.append(f"{sum(bool(row.contradicted) for row in theirs)}/{len(theirs)}")
    share = f"{100 * found / len(rows):.1f}"
    return f"| {' | '.join([group, kind, str(len(rows)), str(found), share, *by_lang, str(lacking)])} |"


def page(rows: dict[str, list[Row]], seed: str, count: int) -> str:
    """Both tables."""
    lines = [f"Seed {seed}, {count} cases of each kind of changed fact.", ""]
    lines += ["### False statements: contradicted is right", "", *lines_of(rows, false=True), ""]
    lines += ["### True statements: contradicted is wrong", "", *lines_of(rows, false=False), ""]
    return "\n".join(lines)


HEAD = """\
# Accuracy of the check of statements

<!-- Generated by `python tests/mutation/statements.py --output docs/accuracy-statements.md`; do not edit. -->

How often a false statement is `statement-contradicted`, and how often a true one is. The false ones are the kinds of
changed fact of [accuracy.md](accuracy.md), each used as a statement over the sentence as it was; `people refutes` are
statements that people wrote against Wikipedia (Fool Me Twice, FEVER Symmetric), most of which no rule can see. The true
ones are the sentences themselves, harmless noise, clauses, synonyms, sentences about something else, and what people
wrote and people found supported. «Unsupported only» is the warning for a figure or a name that the evidence lacks.
"""


def options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", help="names or groups of sets, separated by commas")
    parser.add_argument(
        "--cases", type=int, default=40, help="cases of each kind (default 40; true sets 20 times that)"
    )
    parser.add_argument("--seed", default="1", help="another seed gives other cases (default 1)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--output", type=Path, help="write the page here")
    parser.add_argument("--wrong", type=Path, help="write missed and falsely contradicted cases here, as JSON Lines")
    parser.add_argument("--log", action="store_true", help="add this run to first-run-statements.md")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run and report; 1 where a true statement is contradicted."""
    args = options(argv)
    if not FIXTURES.is_dir():
        sys.stderr.write(f"outside test data not found at {FIXTURES} (set FORUMCITE_FIXTURES)\n")
        return 2
    corpora()  # read once, before the processes part
    wanted = set(args.sets.split(",")) if args.sets else None
    names = [name for name in sets(1, "") if wanted is None or {name, group_of(name)} & wanted]
    with multiprocessing.get_context("fork").Pool(args.jobs) as pool:
        work = functools.partial(rows_of, count=args.cases, seed=args.seed)
        rows = dict(zip(names, pool.map(work, names, chunksize=1), strict=True))
    text = page(rows, args.seed, args.cases)
    sys.stdout.write(text)
    if args.output:
        args.output.write_text(f"{HEAD}\n{text.replace('### ', '## ')}", "utf-8")
    if args.wrong:
        dump(rows, args.wrong)
    if args.log:
        log(text)
    return int(any(row.contradicted for name in names if not is_false(name) for row in rows[name]))


def dump(rows: dict[str, list[Row]], path: Path) -> None:
    """The cases on which the guard is not right."""
    with path.open("w", encoding="utf-8") as out:
        for name, found in rows.items():
            for row in found:
                if bool(row.contradicted) is not is_false(name):
                    record = {"set": name, "said": row.case.statement, "shown": row.case.evidence}
                    out.write(json.dumps(record | {"found": row.contradicted}, ensure_ascii=False) + "\n")


def log(text: str) -> None:
    """Add a run with its day and the version of the guard."""
    command = ["git", "log", "-1", "--format=%h", "--", "src"]
    head = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    path = ROOT / "tests/mutation/first-run-statements.md"
    before = path.read_text("utf-8")
    path.write_text(
        f"{before}\n## {datetime.now(UTC).date().isoformat()}, version {head.stdout.strip()}\n\n{text}", "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
