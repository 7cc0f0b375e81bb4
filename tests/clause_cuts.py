"""Measure how often the guard nags: `python tests/clause_cuts.py [--output docs/accuracy-cuts.md]`; see --help.

Two populations of verbatim quotes. Thousands are cut by this program out of real sentences, from one mark of a clause
to another; what is flagged of them is labelled by hand in tests/cases/clause_flags.yaml: deserved, where what stays
outside changes what the quote says, or not. And the quotes of the case files that were cut by hand, each labelled
fair before any tool saw it. A measurement, not a test: nothing fails here.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

import heldout  # noqa: E402 - the path is set first, to run as a script
import judged_cases  # noqa: E402
from figures import interval, share  # noqa: E402
from forumcite import verify_quote  # noqa: E402
from mutation.build import FIXTURES, corpora  # noqa: E402
from mutation.corpus import WEIGHTS, long_enough, seeded  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from mutation.corpus import Document

LABELS = ROOT / "tests/cases/clause_flags.yaml"
CUTS, SEED = 3000, "1"
# How many characters of the words outside a label repeats.
LONGEST_WORDS = 20
# How many undeserved flags are too many, in percent of the quotes: cut by this program, and cut by hand.
BAR_CLAUSES, BAR_HAND = 1.0, 3.0
# Where a clause ends. A comma or colon between two figures is part of a number or a time, of either width; a full stop
# inside a sentence may be that of an abbreviation, so only the last one counts.
_MARK = re.compile(r"[；。？！;]|[，：,:](?![0-9０-９])|(?<![0-9０-９])[，：,:]|[.?!](?=[\"”’]?$)")
_EDGES = " ，；：。？！,;:.?!"
_PAIRS = (("(", ")"), ("（", "）"), ("[", "]"), ("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))


class Cut(NamedTuple):
    """A quote `[start, end)` of one sentence of a document."""

    document: Document
    sentence: int
    start: int
    end: int

    @property
    def id(self) -> str:
        """Where it stands, the same on every machine: corpus, sentence, span."""
        key = self.document.sentences[self.sentence].key or f"{self.document.name}.{self.sentence}"
        return f"{self.document.corpus}:{key}:{self.start}-{self.end}"

    @property
    def whole(self) -> str:
        """The sentence that it was cut from."""
        return self.document.sentences[self.sentence].text

    @property
    def text(self) -> str:
        """The quote."""
        return self.whole[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Flag:
    """A quote that the guard calls clipped, and the words outside that it says this for."""

    cut: Cut
    words: tuple[tuple[str, str, str], ...]

    @property
    def named(self) -> str:
        """The words as a label names them: before 不 (negation). Of many only the first: the sentence is not ours."""
        return "; ".join(f"{side} {shortened(text)} ({kind})" for side, text, kind in self.words)


def shortened(text: str) -> str:
    """The first of many words."""
    return text if len(text) <= LONGEST_WORDS else text[: LONGEST_WORDS // 2] + "…"


class Label(NamedTuple):
    """What a reader says of a flag: for which words, whether it is deserved, and why."""

    words: str
    deserved: bool
    why: str


def boundaries(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence, as half-open spans without the marks and spaces at their edges."""
    clauses, position = [], 0
    for end, following in [*(match.span() for match in _MARK.finditer(text)), (len(text), len(text))]:
        start = position
        while start < end and text[start] in _EDGES:
            start += 1
        stop = end
        while stop > start and text[stop - 1] in _EDGES:
            stop -= 1
        if start < stop:
            clauses.append((start, stop))
        position = following
    return clauses


def is_whole(text: str) -> bool:
    """Whether no bracket or quotation mark of the quote has its other half outside."""
    return text.count('"') % 2 == 0 and all(text.count(left) == text.count(right) for left, right in _PAIRS)


def drawn(document: Document, rng: Random) -> Cut | None:
    """One or some clauses that follow each other in a sentence of the document, but not all of them."""
    index = rng.randrange(len(document.sentences))
    clauses = boundaries(document.sentences[index].text)
    if len(clauses) < 2:
        return None
    first = rng.randrange(len(clauses))
    last = rng.randrange(first, len(clauses))
    if (first, last) == (0, len(clauses) - 1):
        return None
    cut = Cut(document, index, clauses[first][0], clauses[last][1])
    return cut if long_enough(cut.text, document.lang) and is_whole(cut.text) else None


def cuts(count: int, seed: str) -> Iterator[Cut]:
    """So many different quotes; the same seed gives the same ones."""
    documents = {name: found for name, found in corpora().items() if not name.startswith("article")}
    names, weights = list(documents), [WEIGHTS[name] for name in documents]
    seen: set[str] = set()
    attempt = 0
    while len(seen) < count:
        rng = seeded(seed, "clause-cuts", attempt)
        attempt += 1
        cut = drawn(rng.choice(documents[rng.choices(names, weights)[0]]), rng)
        if cut and cut.id not in seen:
            seen.add(cut.id)
            yield cut


def flag(cut: Cut) -> Flag | None:
    """Why the guard calls the quote clipped, or None where it does not."""
    start = cut.document.starts[cut.sentence] + cut.start
    found = verify_quote(cut.text, cut.document.text, start=start, end=start + len(cut.text))
    if str(found.verdict) != "clipped":
        return None
    outside = [(each.side, each.text, each.kind) for each in found.cuts if not each.carried and not each.note]
    return Flag(cut, tuple(outside))


def labels() -> dict[str, Label]:
    """The labels by the id of the quote."""
    read = yaml.load(LABELS.read_bytes(), yaml.CSafeLoader) or {}
    return {name: Label(**label) for name, label in read.items()}


def label_of(flagged: Flag, known: dict[str, Label]) -> Label | None:
    """The label of a flag; none where it was given for other words, which a reader has not judged."""
    label = known.get(flagged.cut.id)
    return label if label and label.words == flagged.named else None


def skeleton(flagged: Flag) -> str:
    """A label to fill in, below the sentence with the quote in brackets; the sentence goes when the label is given."""
    cut = flagged.cut
    marked = f"{cut.whole[: cut.start]}【{cut.text}】{cut.whole[cut.end :]}"
    words = json.dumps(flagged.named, ensure_ascii=False)
    return f"# {marked}\n{json.dumps(cut.id)}:\n  words: {words}\n  deserved:\n  why:\n"


# --- the page ----------------------------------------------------------------------------------------------------


class Clauses(NamedTuple):
    """What came of the quotes cut by the program."""

    cuts: list[Cut]
    flags: list[Flag]
    known: dict[str, Label]

    def of(self, lang: str) -> Clauses:
        """The same of one language."""
        cuts = [cut for cut in self.cuts if cut.document.lang == lang]
        return Clauses(cuts, [each for each in self.flags if each.cut.document.lang == lang], self.known)

    def counted(self) -> Counter[str]:
        """How many flags are deserved, undeserved and unread."""
        found = [label_of(each, self.known) for each in self.flags]
        return Counter("unread" if label is None else "deserved" if label.deserved else "undeserved" for label in found)


PAGE = """\
# How often a fair quote is flagged

<!-- Generated by `{command}`; do not edit. -->

A tool that cries wolf is switched off. So these are verbatim quotes, of which only the edges are in question: how many
does the guard call `clipped`, and how many of those flags are undeserved?

## Cut by a program, at clauses

{count:,} quotes of one or more whole clauses, from a mark of punctuation to a mark of punctuation, out of the real
sentences of [accuracy.md](accuracy.md), seed {seed}. A program cuts without reading, so some of these quotes are
unfair: they leave 如果, *except* or the like outside. Each flag was labelled by one reader, with the reason, in
[tests/cases/clause_flags.yaml](../tests/cases/clause_flags.yaml): *deserved*, where what stays outside changes what the
quote says, *undeserved*, where it does not. *Unread* are flags that nobody has labelled as they are now.

| quotes | cut | flagged | % | deserved | unread | undeserved | % | 95 % interval | bar % |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
{clauses}

By what is said to be left outside:

| kind | flagged | deserved | unread | undeserved |
|---|---:|---:|---:|---:|
{kinds}

## Cut by hand, as journalists cut

Each was labelled fair, by its source, before any tool saw it; so every flag is undeserved. `heldout` is by hands that
did not know the guard: rules were mended by its part `dev`, never by `held`. `cuts.yaml` is the guard's own file of
cases, among them quotes with omissions and quotes whose statement carries the cut: it was mended until they held, so
its figure says that they still do, and no more.

| quotes | cut | flagged | % | 95 % interval | bar % |
|---|---:|---:|---:|---:|---:|
{hand}
"""


def clause_row(name: str, clauses: Clauses) -> str:
    """A line of the table of clauses."""
    n, flagged, counted = len(clauses.cuts), len(clauses.flags), clauses.counted()
    read = f"{counted['deserved']} | {counted['unread']} | {counted['undeserved']}"
    sure = f"{share(counted['undeserved'], n)} | {interval(counted['undeserved'], n)}"
    return f"| {name} | {n} | {flagged} | {share(flagged, n)} | {read} | {sure} | {BAR_CLAUSES:g} |"


def kind_rows(clauses: Clauses) -> str:
    """A line for each kind of cut, the most frequent first; a flag of two kinds stands in both."""
    by_kind: dict[str, list[Flag]] = {}
    for each in clauses.flags:
        for kind in sorted({kind for _side, _text, kind in each.words}):
            by_kind.setdefault(kind, []).append(each)
    rows = []
    for kind, flags in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        counted = Clauses([], flags, clauses.known).counted()
        rows.append(
            f"| {kind} | {len(flags)} | {counted['deserved']} | {counted['unread']} | {counted['undeserved']} |"
        )
    return "\n".join(rows)


def hand_row(name: str, outcomes: list[str]) -> str:
    """A line of the table of hand cuts."""
    n, flagged = len(outcomes), outcomes.count("fail")
    return f"| {name} | {n} | {flagged} | {share(flagged, n)} | {interval(flagged, n)} | {BAR_HAND:g} |"


def hand_rows() -> str:
    """The fair quotes of the case files, file by file."""
    parts = {
        part: [each.outcome for each in heldout.measure((part,), ("cuts",)) if heldout.is_fair(each.case)]
        for part in heldout.PARTS
    }
    own = [str(judged_cases.judged(case).outcome) for case in own_cuts() if "pass" in case["expect"]]
    rows = [hand_row(f"heldout, {part}", outcomes) for part, outcomes in parts.items()]
    both = [outcome for outcomes in parts.values() for outcome in outcomes]
    return "\n".join([*rows, hand_row("heldout, both", both), hand_row("cuts.yaml", own)])


def own_cuts() -> list[judged_cases.Case]:
    """The cases of cuts.yaml."""
    found: list[judged_cases.Case] = yaml.load((judged_cases.CASES / "cuts.yaml").read_bytes(), yaml.CSafeLoader)
    return found


def page(clauses: Clauses, seed: str, command: str) -> str:
    """docs/accuracy-cuts.md."""
    named = (("Chinese", clauses.of("zh")), ("English", clauses.of("en")), ("all", clauses))
    rows = "\n".join(clause_row(name, found) for name, found in named)
    count = len(clauses.cuts)
    return PAGE.format(
        command=command, count=count, seed=seed, clauses=rows, kinds=kind_rows(clauses), hand=hand_rows()
    )


def command_of(options: argparse.Namespace) -> str:
    """The command that writes the same page."""
    words = ["python tests/clause_cuts.py"]
    words += [f"--cuts {options.cuts}"] if options.cuts != CUTS else []
    words += [f"--seed {shlex.quote(options.seed)}"] if options.seed != SEED else []
    return " ".join([*words, "--output docs/accuracy-cuts.md"])


def main() -> None:
    """Print the page, or the flags that nobody has read."""
    parser = argparse.ArgumentParser(description="Measure how often the guard flags a quote that is fairly cut.")
    parser.add_argument("--cuts", type=int, default=CUTS, help=f"quotes cut at clauses (default {CUTS})")
    parser.add_argument("--seed", default=SEED, help=f"another seed gives other quotes (default {SEED})")
    parser.add_argument("--output", type=Path, help="write the page to this file")
    parser.add_argument("--list-unread", action="store_true", help="print the flags without a label, to be labelled")
    options = parser.parse_args()
    if not FIXTURES.is_dir():
        parser.error(f"outside test data not found at {FIXTURES} (set FORUMCITE_FIXTURES)")
    found = list(cuts(options.cuts, options.seed))
    flags = [each for each in map(flag, found) if each]
    clauses = Clauses(found, flags, labels())
    if options.list_unread:
        sys.stdout.writelines(skeleton(each) for each in flags if label_of(each, clauses.known) is None)
        return
    text = page(clauses, options.seed, command_of(options))
    sys.stdout.write(text)
    if options.output:
        options.output.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
