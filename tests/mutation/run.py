"""Run the mutation benchmark: `python tests/mutation/run.py`; see --help.

Builds the cases, judges each with `forumcite.verify_quote` and with simpler methods, and writes docs/accuracy.md.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import json
import multiprocessing
import shlex
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from figures import interval, share  # noqa: E402 - the path is set first, to run as a script
from mutation.build import FIXTURES, Case, build, corpora  # noqa: E402
from mutation.kinds import KINDS, Kind, Truth  # noqa: E402
from mutation.peers import PEERS  # noqa: E402

# Groups whose bar is zero: a changed figure, unit, date or negation must never pass.
STRICT = ("number", "unit", "date", "negation", "edge-number", "edge-negation")
# Groups of noise with a bar of their own (2 % refused instead of 1 %).
LENIENT = ("numerals", "damage", "ocr")
OUTCOMES = ("pass", "review", "fail", "error")
COMMAND = "python tests/mutation/run.py"
CASES, SEED = 75, "1"

Judge = Callable[[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One case with what became of it; `peers` says which of the simpler methods accept the quote."""

    case: Case
    outcome: str
    verdict: str
    seconds: float
    peers: tuple[bool, ...]

    @property
    def wrong(self) -> bool:
        """Whether the outcome is one that the truth forbids."""
        return self.outcome in ("error", "pass" if self.case.truth is Truth.FACT else "fail")


def forumcite_judge() -> Judge:
    """`forumcite.verify_quote` as (outcome, verdict); an exception is the outcome `error`."""
    verify_quote = importlib.import_module("forumcite").verify_quote

    def judge(quote: str, text: str) -> tuple[str, str]:
        try:
            judgement = verify_quote(quote, text)
        except Exception as error:  # noqa: BLE001 - a crash is a result that the table must show
            return "error", f"{type(error).__name__}: {error}"
        return str(judgement.outcome), str(judgement.verdict)

    return judge


def judge_kind(name: str, count: int, seed: str, *, peers_only: bool) -> list[Row]:
    """Build and judge the cases of one kind."""
    judge = None if peers_only else forumcite_judge()
    rows = []
    for case in build(KINDS[name], count, seed):
        began = time.perf_counter()
        outcome, verdict = judge(case.quote, case.text) if judge else ("", "")
        took = time.perf_counter() - began
        rows.append(Row(case, outcome, verdict, took, tuple(f(case.quote, case.text) for f in PEERS.values())))
    return rows


def selected(patterns: str | None) -> list[str]:
    """The kinds whose name or group is given, all without a selection."""
    if not patterns:
        return list(KINDS)
    wanted = set(patterns.split(","))
    names = [k.name for k in KINDS.values() if wanted & {k.name, k.group, str(k.truth)}]
    known = {word for k in KINDS.values() for word in (k.name, k.group, str(k.truth))}
    if wanted - known:
        raise SystemExit(f"no kind or group is called {', '.join(sorted(wanted - known))}")
    return names


def cells(rows: list[Row]) -> list[str]:
    """n, pass, review and fail of forumcite (errors count as fail), and the acceptance of each peer, in percent."""
    n, outcomes = len(rows), Counter(row.outcome for row in rows)
    judged = [outcomes["pass"], outcomes["review"], outcomes["fail"] + outcomes["error"]]
    ours = [share(count, n) if any(judged) else "–" for count in judged]
    theirs = [share(sum(row.peers[i] for row in rows), n) for i in range(len(PEERS))]
    return [str(n), *ours, *theirs]


def table(title: str, lines: Iterable[tuple[str, list[Row]]]) -> list[str]:
    """A Markdown table of kinds or totals."""
    head = [title, "n", "PASS", "REVIEW", "FAIL", *(f"{name}" for name in PEERS)]
    out = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return out + [f"| {' | '.join([name, *cells(rows)])} |" for name, rows in lines]


def of_truth(rows: list[Row], truth: Truth) -> list[Row]:
    return [row for row in rows if row.case.truth is truth]


def bars(rows: list[Row]) -> list[tuple[str, int, int, float]]:
    """The bars of the project: what is counted, how often it happened, of how many, and the limit in percent."""
    facts, noise, minor = (of_truth(rows, truth) for truth in (Truth.FACT, Truth.NOISE, Truth.MINOR))
    strict = [row for row in facts if row.case.group in STRICT]
    plain = [row for row in noise if row.case.group not in LENIENT]
    lenient = [row for row in noise + minor if row.case.group in LENIENT]
    # Where a Han word begins and ends, no character shows: these cuts are counted with the others and also apart.
    marked = [row for row in facts if row.case.kind not in ("clip-name", "clip-word")]
    krokai = [row for row in facts if row.case.group == "krokai"]

    def count(group: list[Row], *outcomes: str) -> int:
        return sum(row.outcome in outcomes for row in group)

    return [
        ("fact changes that pass", count(facts, "pass", "error"), len(facts), 0.05),
        ("… in figures, units, dates and negation", count(strict, "pass", "error"), len(strict), 0.0),
        ("… but for cuts inside a Han word or name", count(marked, "pass", "error"), len(marked), 0.05),
        ("… by the operators of krokai", count(krokai, "pass", "error"), len(krokai), 0.0),
        ("harmless noise refused", count(noise, "fail", "error"), len(noise), 0.5),
        ("… outside numeral formats and damage", count(plain, "fail", "error"), len(plain), 0.5),
        ("… in numeral formats, damage and misread digits", count(lenient, "fail", "error"), len(lenient), 2.0),
        ("harmless noise sent to review", count(noise, "review"), len(noise), 0.5),
        ("minor changes refused", count(minor, "fail", "error"), len(minor), 2.0),
    ]


def kind_bar(kind: Kind) -> float | None:
    """How many cases of one kind may be wrong, in percent; None where only the bar of all facts together holds it."""
    if kind.truth is Truth.FACT:
        return 0.0 if kind.group in STRICT else None
    return 2.0 if kind.group in LENIENT else 1.0


def kind_bars(rows: list[Row]) -> list[tuple[str, int, int, float]]:
    """The bar of each kind that has one, as `bars` gives those of all kinds together."""
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.case.kind, []).append(row)
    limits = {name: kind_bar(KINDS[name]) for name in by_kind}
    return [
        (f"{name} ({KINDS[name].group})", sum(row.wrong for row in found), len(found), limit)
        for name, found in by_kind.items()
        if (limit := limits[name]) is not None
    ]


def missed(measured: Iterable[tuple[str, int, int, float]]) -> list[tuple[str, int, int, float]]:
    """The bars that are broken."""
    return [(what, part, whole, bar) for what, part, whole, bar in measured if whole and 100 * part / whole > bar]


def summary(measured: Iterable[tuple[str, int, int, float]]) -> list[str]:
    """A Markdown table of bars."""
    lines = ["| what | cases | of | % | 95 % interval | bar % |", "|---|---:|---:|---:|---:|---:|"]
    for what, part, whole, bar in measured:
        lines.append(f"| {what} | {part} | {whole} | {share(part, whole)} | {interval(part, whole)} | {bar:g} |")
    return lines


KIND_BARS = """\
Each kind has a bar of its own too. Of a changed figure, unit, date or negation nothing may pass ({strict} kinds here);
of harmless noise and of what is minor by nature at most 1 % may be refused ({plain} kinds), 2 % in numeral formats,
damage and misread digits ({lenient} kinds). One refused case breaks the bar of a kind that has fewer than 100 cases, or
50 where it is 2 %."""


def kinds_section(rows: list[Row]) -> list[str]:
    """The kinds that break their bar, or that none does."""
    measured = kind_bars(rows)
    counts = Counter(bar for _what, _part, _whole, bar in measured)
    head = KIND_BARS.format(strict=counts[0.0], plain=counts[1.0], lenient=counts[2.0])
    broken = missed(measured)
    told = (
        [f"Broken by {len(broken)} of {len(measured)}:", "", *summary(broken)]
        if broken
        else [f"None of these {len(measured)} kinds breaks its bar."]
    )
    return ["## Kinds that break their bar", "", head, "", *told]


INTRODUCTION = """\
{n:,} quotes out of real Chinese and English text, seed {seed}: {fact} kinds of changed fact, which must never pass;
{noise} kinds of harmless noise, which must never fail; {minor} kinds of slip that a person may want to see, which must
not fail. Each quote is judged against a document of about 24 sentences in paragraphs of three, or against the forum
article in claims/sources. The corpora are Universal Dependencies (Chinese GSD and GSDSimp development halves, PUD
Chinese and English), CFEVER and Fool Me Twice.

Beside forumcite stand, on the same cases: the quote as a plain substring (exact); as a substring after NFKC, removal of
glosses by a regular expression, simplification, removal of signs and spaces, and case folding (normalised); and
rapidfuzz `partial_ratio` with two thresholds. Their columns say how often they accept."""


def page(rows: list[Row], seed: str, command: str = COMMAND) -> str:
    """docs/accuracy.md, with the command that writes the same page again."""
    by_kind: dict[str, list[Row]] = {name: [] for name in KINDS}
    for row in rows:
        by_kind[row.case.kind].append(row)
    shown = {KINDS[name]: found for name, found in by_kind.items() if found}
    made = {truth: len({k.name for k in shown if k.truth is truth}) for truth in Truth}
    lines = [
        "# Accuracy",
        "",
        f"<!-- Generated by `{command}`; do not edit. -->",
        "",
        INTRODUCTION.format(n=len(rows), seed=seed, **{str(truth): count for truth, count in made.items()}),
        "",
        "## Bars",
        "",
        *summary(bars(rows)),
        "",
        *kinds_section(rows),
        "",
        "## Totals, in percent",
        "",
        *table("truth", [(str(truth), of_truth(rows, truth)) for truth in Truth if of_truth(rows, truth)]),
        "",
    ]
    for truth, heading in (
        (Truth.FACT, "Changed facts: PASS must be 0"),
        (Truth.NOISE, "Harmless noise: FAIL must be 0"),
        (Truth.MINOR, "Minor by nature: FAIL must be 0, REVIEW is right"),
    ):
        kinds = sorted((k for k in shown if k.truth is truth), key=lambda k: (k.group, k.name))
        named = [(f"{k.name} ({k.group})", shown[k]) for k in kinds]
        lines += [f"## {heading}", "", *table("kind (group)", named), ""]
    return "\n".join(lines)


def dump(rows: list[Row], path: Path) -> None:
    """The wrong cases as JSON Lines, each with its source and what it was made from."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            if row.wrong:
                case = row.case
                record = {name: getattr(case, name) for name in Case.__slots__}
                out.write(
                    json.dumps(record | {"outcome": row.outcome, "verdict": row.verdict}, ensure_ascii=False) + "\n"
                )


def log_first_run(rows: list[Row], seed: str) -> None:
    """Add the kinds that tests/mutation/first-run.md does not have yet: a first figure is written once."""
    log = ROOT / "tests/mutation/first-run.md"
    text = log.read_text("utf-8")
    # Day and version of the judge, so that the figure can be made again.
    day = datetime.now(UTC).date().isoformat()
    head = subprocess.run(
        ["git", "log", "-1", "--format=%h", "--", "src"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for name in dict.fromkeys(row.case.kind for row in rows):
        if f"| {name} |" in text:
            continue
        found = Counter(row.outcome for row in rows if row.case.kind == name)
        figures = " | ".join(str(found[outcome]) for outcome in OUTCOMES)
        n, truth = found.total(), KINDS[name].truth
        text += f"| {day} | {head.stdout.strip()} | {seed} | {name} | {truth} | {n} | {figures} |\n"
    log.write_text(text, "utf-8")


def run(names: list[str], count: int, seed: str, jobs: int, *, peers_only: bool) -> list[Row]:
    """Judge all kinds on `jobs` processes, in the order of the register."""
    corpora()  # read once, before the processes part
    work = functools.partial(judge_kind, count=count, seed=seed, peers_only=peers_only)
    if jobs == 1:
        return [row for name in names for row in work(name)]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        return [row for rows in pool.imap(work, names) for row in rows]


def options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", help="names, groups or truths (fact, noise, minor), separated by commas")
    parser.add_argument("--cases", type=int, default=CASES, help=f"cases of each kind (default {CASES})")
    parser.add_argument("--seed", default=SEED, help=f"another seed gives other cases (default {SEED})")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--failures", type=Path, help="write the wrong cases to this file, as JSON Lines")
    parser.add_argument("--output", type=Path, help="write the page here; docs/accuracy.md for a run of all kinds")
    parser.add_argument("--peers-only", action="store_true", help="judge with the simpler methods alone")
    parser.add_argument(
        "--log", action="store_true", help="log the figures of kinds that first-run.md does not have yet"
    )
    parser.add_argument("--list", action="store_true", help="list the kinds and stop")
    return parser.parse_args(argv)


def command_of(args: argparse.Namespace) -> str:
    """The command that writes the same page: the options that shape it, where they are not the usual ones."""
    words = [COMMAND]
    for name, usual in (("kinds", None), ("cases", CASES), ("seed", SEED)):
        if getattr(args, name) != usual:
            words.append(f"--{name} {shlex.quote(str(getattr(args, name)))}")
    if args.peers_only:
        words.append("--peers-only")
    return " ".join(words)


def kind_line(kind: Kind) -> str:
    return f"{kind.name:34} {kind.truth:6} {kind.group:20} {' '.join(kind.langs)}\n"


def main(argv: list[str] | None = None) -> int:
    """Run and report; 1 where a bar is missed."""
    args = options(argv)
    if args.list:
        sys.stdout.writelines(map(kind_line, KINDS.values()))
        return 0
    if not FIXTURES.is_dir():
        sys.stderr.write(f"outside test data not found at {FIXTURES} (set FORUMCITE_FIXTURES)\n")
        return 2
    began = time.perf_counter()
    rows = run(selected(args.kinds), args.cases, args.seed, args.jobs, peers_only=args.peers_only)
    text = page(rows, args.seed, command_of(args))
    sys.stdout.write(text)
    output = args.output or (ROOT / "docs/accuracy.md" if not args.kinds and not args.peers_only else None)
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, "utf-8")
    if args.log:
        log_first_run(rows, args.seed)
    if args.failures:
        dump(rows, args.failures)
    slowest = max(rows, key=lambda row: row.seconds)
    sys.stderr.write(
        f"{len(rows)} cases in {time.perf_counter() - began:.0f} s; judging took {sum(r.seconds for r in rows):.0f} s "
        f"of process time, the slowest case {slowest.seconds:.2f} s ({slowest.case.id})\n"
    )
    return 1 if missed([*bars(rows), *kind_bars(rows)]) and not args.peers_only else 0


if __name__ == "__main__":
    sys.exit(main())
