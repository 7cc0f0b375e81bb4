"""How fast quotes are verified, beside named peers in one run; writes docs/speed.md.

    python tests/speed.py [--write]

The text is built from the sentences of the outside test data. The peers are test tools only: rapidfuzz comes with
forumcite, `pip install reanchor fuzzysearch quotecheck` brings the others; one that is absent is left out. Compare
figures within one table only.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import random
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from forumcite import verify_quote  # noqa: E402 - the path comes first
from forumcite.locate import source_text  # noqa: E402
from forumcite.text.folds import fold  # noqa: E402
from sentences import sentences  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

FIXTURES = Path(os.environ.get("FORUMCITE_FIXTURES", ROOT.parent / "shared" / "fixtures"))
TREEBANKS = ("zh_gsd-dev", "zh_gsd-test", "zh_pud", "en_pud")
LENGTH, QUOTES, ERRORS = 60, 40, 2
ROUNDS = 5


def main() -> None:
    """Measure, print, and write the page where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write docs/speed.md")
    write, page = parser.parse_args().write, render()
    if write:
        (ROOT / "docs" / "speed.md").write_text(page, encoding="utf-8", newline="\n")
    sys.stdout.write(page)


def render() -> str:
    """The page: three tables and what they mean."""
    text = corpus()
    return "\n".join(
        (
            "# Speed",
            "",
            "Written by `python tests/speed.py --write`: process time on one core, medians, the peers beside",
            "forumcite in the same run. Machines are noisy: compare figures within one table only.",
            "",
            "## A whole command",
            "",
            *table(("command", "ms", "× Python"), whole_commands()),
            "",
            "## Folding a text, with the offset of every character",
            "",
            f"{len(text):,} characters, Chinese and English; opencc-python-reimplemented converts without offsets.",
            "",
            *table(("what", "ms", "× OpenCC"), folding(text)),
            "",
            "## One quote in a long text",
            "",
            f"Quotes of {LENGTH} characters in the same text, ms for each after the first. *true* stands in the text,",
            f"*changed* has {ERRORS} characters replaced. Only forumcite decides, and reads script, edges and facts",
            "for it; the others give a place and a score.",
            "",
            *table(("tool", "first quote", "true", "changed", "changed, × forumcite"), quoting(text)),
            "",
        )
    )


def corpus() -> str:
    """One text of sentences that do not repeat, a paragraph to each."""
    lines: dict[str, None] = {}
    for name in TREEBANKS:
        lines.update(dict.fromkeys(sentences(FIXTURES / "sentences" / "ud" / f"{name}.conllu").values()))
    return "\n".join(lines)


# --- a whole command --------------------------------------------------------------------------------------------------


def whole_commands() -> Iterable[tuple[str, ...]]:
    """Process time of commands as a user types them, warm."""
    commands = {
        "`python -c pass`": ["-c", "pass"],
        "`forumcite --version`": ["-m", "forumcite", "--version"],
        "`forumcite verify`, the claims of this project": ["-m", "forumcite", "verify"],
        "`forumcite cite --style apa`": ["-m", "forumcite", "cite", "--style", "apa"],
    }
    base = 0.0
    for label, arguments in commands.items():
        spent = statistics.median(process_time([sys.executable, *arguments]) for _ in range(ROUNDS))
        base = base or spent
        yield label, f"{spent * 1000:.0f}", f"{spent / base:.1f}"


def process_time(command: Sequence[str]) -> float:
    """User and system time of one command, in seconds."""
    before = os.times()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    # As installed, the compiled modules are there; without them each run would compile the sources anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=environment)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


# --- folding ----------------------------------------------------------------------------------------------------------


def folding(text: str) -> Iterable[tuple[str, ...]]:
    """Our folds beside a plain conversion of script."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    converter.convert("預熱")
    fold("預熱")
    peer = clock(lambda: converter.convert(text))
    own = clock(lambda: fold(text))
    yield "opencc-python-reimplemented, t2s", f"{peer * 1000:.0f}", "1.0"
    yield "forumcite, all folds", f"{own * 1000:.0f}", f"{own / peer:.2f}"


def clock(job: Callable[[], object], rounds: int = 3) -> float:
    """The median process time of a job, in seconds."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


# --- quotes -----------------------------------------------------------------------------------------------------------


def quoting(text: str) -> Iterable[tuple[str, ...]]:
    """Every tool on the same quotes, true and changed."""
    true, changed = quotes(text)
    rows = []
    for name, judge in tools(text):
        start = time.process_time()
        judge(true[0])
        first = time.process_time() - start
        rows.append(
            (name, first, median_over(judge, true[1:]), median_over(judge, changed[1:])),
        )
    own = rows[0][3]
    for name, first, one, other in rows:
        yield name, f"{first * 1000:.0f}", f"{one * 1000:.1f}", f"{other * 1000:.1f}", f"{other / own:.2f}"


def median_over(judge: Callable[[str], object], quoted: Sequence[str]) -> float:
    """The median process time for a quote, in seconds."""
    spent = []
    for quote in quoted:
        start = time.process_time()
        judge(quote)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def quotes(text: str) -> tuple[list[str], list[str]]:
    """Stretches of the text, and the same with some characters replaced."""
    chance = random.Random(20251206)  # noqa: S311 - the same quotes in every run, no secret
    lines = [line for line in text.split("\n") if len(line) > LENGTH + 2]
    true, changed = [], []
    for line in chance.sample(lines, QUOTES):
        start = chance.randrange(len(line) - LENGTH)
        quote = line[start : start + LENGTH].strip()
        true.append(quote)
        letters = list(quote)
        for at in chance.sample(range(5, len(letters) - 5), ERRORS):
            letters[at] = chance.choice("的一是在人有我他这中")
        changed.append("".join(letters))
    return true, changed


def tools(text: str) -> Iterable[tuple[str, Callable[[str], object]]]:
    """The tools that are installed, forumcite first, each with its text prepared as far as it can."""
    source_text.cache_clear()
    yield "forumcite", lambda quote: verify_quote(quote, text)

    from rapidfuzz import fuzz

    yield named("rapidfuzz", "partial_ratio_alignment"), lambda quote: fuzz.partial_ratio_alignment(quote, text)
    # Imported by name: nobody needs them to read this file with a type checker.
    if installed("reanchor"):
        reanchor = import_module("reanchor")
        prepared: list[object] = []

        def anchored(quote: str) -> object:
            if not prepared:
                prepared.append(reanchor.prepare_document(text))
            return reanchor.resolve_quote(prepared[0], reanchor.TextQuoteSelector(quote))

        yield named("reanchor", "resolve_quote"), anchored
    if installed("fuzzysearch"):
        near = import_module("fuzzysearch").find_near_matches
        yield named("fuzzysearch", "find_near_matches"), lambda quote: near(quote, text, max_l_dist=ERRORS + 1)
    if installed("quotecheck"):
        check = import_module("quotecheck").check
        yield named("quotecheck", "check"), lambda quote: check(quote, text)


def installed(name: str) -> bool:
    """Whether a distribution is installed."""
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def named(name: str, function: str) -> str:
    """A peer with its version and the function that is timed."""
    return f"{name} {importlib.metadata.version(name)}, `{function}`"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """A Markdown table whose figures stand at the right."""
    yield "| " + " | ".join(heads) + " |"
    yield "|---|" + "---:|" * (len(heads) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


if __name__ == "__main__":
    main()
