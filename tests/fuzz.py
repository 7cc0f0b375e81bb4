"""Fuzzing by one command: `python tests/fuzz.py --seconds 600`, the time shared by the targets.

The loader, the matcher, the escapers and the splice are given bytes and must keep their laws. With atheris
(`pip install atheris`, Linux and macOS) the bytes follow what they reach in the code; without it Hypothesis draws them.
What was found is kept in --keep, a file each, and `--target NAME --again FILE` runs one of them. The status is 1 where
a law was broken.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)]

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
_SLOWEST = 30  # seconds for one input, after which it counts as a hang
_LONGEST = 4096  # bytes of an input


# -- the laws ---------------------------------------------------------------------------------------------------------


def check_loader(data: bytes) -> None:
    """Any bytes are read: nothing is raised, and each finding stands at a place that is there."""
    from forumcite.claims import read_document

    document, reading = read_document("a.yaml", Path("a.yaml"), data)
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in reading.findings:
        place = finding.location
        assert 1 <= place.line <= len(lines), finding
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1, finding
        assert finding.message, finding
    for made in reading.definitions:
        assert made.record is not None or any(f.level.value == "error" for f in reading.findings), made.id


def check_matcher(data: bytes) -> None:
    """Any quote is judged against any text: what is exact equals the text, and a quote cut from it is found."""
    from forumcite import verify_quote
    from forumcite.verdict import Outcome, Verdict

    chance = _chance(data)
    words = _text(data[8:])
    cut = chance.randrange(len(words) + 1)
    quote, text = words[:cut], words[cut:]
    if chance.random() < 0.5 and text:
        start = chance.randrange(len(text))
        quote = text[start : start + chance.randint(1, 40)]
    judged = verify_quote(quote, text, statement=words[:40], speaker=words[:4] if chance.random() < 0.3 else None)
    if judged.start is not None and judged.end is not None:
        assert 0 <= judged.start <= judged.end <= len(text), judged
        assert judged.matched == text[judged.start : judged.end], judged
    if judged.verdict is Verdict.EXACT:
        assert judged.matched == quote.strip(), judged
    if quote.strip() and quote in text:
        assert judged.verdict not in (Verdict.NOT_FOUND, Verdict.MINOR), (quote, text, judged)
    for edit in judged.edits:
        # The words of an edit are shown as they were compared; its spans lead to what stands there.
        assert 0 <= edit.source_span.start <= edit.source_span.end <= len(text), edit
        assert 0 <= edit.quote_span.start <= edit.quote_span.end <= len(quote), edit
    assert judged.outcome in Outcome


def check_escapers(data: bytes) -> None:
    """Any text is shown as one harmless line, and JSON loses nothing."""
    from forumcite.report import escape

    text = _text(data)
    for shown in (
        escape.visible(text),
        escape.xml_text(text),
        escape.markdown_code(text),
        escape.github_property(text),
        escape.line_start(text),
        escape.visible(text, "cp950"),
    ):
        assert not escape.HIDDEN.search(shown), shown
        assert "##[" not in shown, shown
        assert len(shown.splitlines()) <= 1, shown
        shown.encode()
    assert not escape.line_start(text).lstrip().startswith("::")
    message = escape.github_data(text)
    assert "\n" not in message
    assert "\r" not in message
    written = escape.json_text([text])
    # Two halves of a character that stand together are one to every reader of JSON; no decoded text holds them.
    if not re.search("[\ud800-\udbff][\udc00-\udfff]", text):
        assert json.loads(written) == [text]
    assert not escape.HIDDEN.search(written)


def check_splice(data: bytes) -> None:
    """An edit of any file changes what it is to change and nothing else, or is refused."""
    from edits import random_edits
    from forumcite.edit import Assignment, EditError, append, assign, quoted, remove
    from forumcite.tree import Tree

    chance = _chance(data)
    if chance.random() < 0.3:
        text = random_edits.random_file(chance)
        try:
            edited = random_edits.random_edit(text, chance)
        except EditError:
            return
        assert random_edits.trouble(edited) is None, edited
        return
    text = data[8:].decode("utf-8", "replace")
    values, _mark = Tree(text).read()
    words = chance.choice(["算力", "a: b # c", '"', "\n", "\u2028", "\x00", "x" * 200])
    paths = _all_paths(values)
    try:
        if not paths or chance.random() < 0.2:
            after = append(text, chance.choice(["claims", "sources"]), "new-id", {"note": words})
            assert Tree(after).read()[0] is not None
            return
        path = chance.choice(paths)
        after = assign(text, [Assignment(path, words)]) if chance.random() < 0.5 else remove(text, path)
    except EditError:
        return
    again, _mark = Tree(after).read()
    assert again is not None
    # What is left of the old text is one stretch before and one behind what was written, at most a value or `{}`.
    kept = random_edits.common(text, after) + random_edits.common(text[::-1], after[::-1])
    assert kept >= len(after) - len(quoted(words)) - 1, (text, path, after)


def _all_paths(values: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    if isinstance(values, dict):
        for key, value in values.items():
            found += [(*path, key), *_all_paths(value, (*path, key))]
    elif isinstance(values, list):
        for number, value in enumerate(values):
            found += _all_paths(value, (*path, number))
    return found


def _text(data: bytes) -> str:
    """The bytes as text, halves of characters and all, which Python's texts may hold."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _chance(data: bytes) -> random.Random:
    """Choices that the first bytes make."""
    return random.Random(data[:8])  # noqa: S311 - the same again with the same bytes


TARGETS: dict[str, Callable[[bytes], None]] = {
    "loader": check_loader,
    "matcher": check_matcher,
    "escapers": check_escapers,
    "splice": check_splice,
}


# -- engines ----------------------------------------------------------------------------------------------------------


def seeds() -> list[bytes]:
    """Where the search begins: claims files, broken ones and hostile ones, and the texts of cases."""
    files = [*(HERE / "claims").rglob("*.y*ml"), *(HERE / "edits").glob("*.yaml"), *(HERE / "cases").glob("*.yaml")]
    found = [file.read_bytes()[:_LONGEST] for file in files]
    import test_hostile

    found += [
        text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text for text in test_hostile.YAML.values()
    ]
    found += [word.encode("utf-8", "surrogatepass") for word in test_hostile.WORDS.values()]
    return [data[:_LONGEST] for data in found]


def by_atheris(name: str, seconds: int, folder: Path) -> None:
    """Follow the bytes that reach new code; ends the process."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore] # of this command only

    with atheris.instrument_imports(include=["forumcite"]):
        for module in ("claims", "model", "tree", "edit", "judge", "verify", "report.escape"):
            __import__(f"forumcite.{module}")
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(b"\0" * 8 + data if name in ("matcher", "splice") else data)
    arguments = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOWEST}", "-rss_limit_mb=2000"]
    atheris.Setup([sys.argv[0], *arguments, f"-artifact_prefix={folder}/found-", str(corpus)], TARGETS[name])
    atheris.Fuzz()


def by_hypothesis(name: str, seconds: int, folder: Path) -> None:
    """Draw bytes, and bytes near the seeds, until the time is over."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    tried = 0
    last = b""

    def law(data: bytes) -> None:
        nonlocal tried, last
        tried, last = tried + 1, data
        TARGETS[name](data)

    near = st.builds(_mutated, st.sampled_from(seeds()), st.integers(0, 2**32))
    text = st.text(max_size=_LONGEST // 4).map(lambda words: words.encode("utf-8", "surrogatepass"))
    rounds = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        rounds += 1
        drawn = given(st.one_of(st.binary(max_size=_LONGEST), text, near))(law)
        limits = settings(
            max_examples=500,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        try:
            seed(rounds)(limits(drawn))()
        except BaseException:
            (folder / "found-hypothesis").write_bytes(last)
            raise
    sys.stdout.write(f"Done {tried} runs\n")


def _mutated(data: bytes, number: int) -> bytes:
    """A seed with some stretches cut, doubled, swapped or replaced."""
    chance = random.Random(number)  # noqa: S311 - the same again with the same number
    for _ in range(chance.randint(1, 6)):
        first, second = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        put = chance.choice(
            [b"", data[first:second] * 2, bytes([chance.randrange(256)]), b"\n", b"\xe2\x80\xae", b": "]
        )
        data = data[:first] + put + data[second:]
    return data[:_LONGEST]


# -- the command ------------------------------------------------------------------------------------------------------


def main() -> int:
    """Run each target in a process of its own and say what was found."""
    parser = argparse.ArgumentParser(description="Fuzz the loader, the matcher, the escapers and the splice.")
    parser.add_argument("--seconds", type=int, default=600, help="in all")
    parser.add_argument("--target", choices=TARGETS, action="append", help="only this one, again for more")
    parser.add_argument("--engine", choices=["atheris", "hypothesis"], help="else atheris where it is installed")
    parser.add_argument("--keep", type=Path, help="a folder for what is found")
    parser.add_argument("--again", type=Path, help="run one input that was found")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    targets = options.target or list(TARGETS)
    if options.again:
        TARGETS[targets[0]](options.again.read_bytes())
        return 0
    engine = options.engine or ("atheris" if find_spec("atheris") else "hypothesis")
    keep = options.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    seconds = options.seconds if options.inside else max(1, options.seconds // len(targets))
    if options.inside:
        keep.mkdir(parents=True, exist_ok=True)
        (by_atheris if engine == "atheris" else by_hypothesis)(targets[0], seconds, keep)
        return 0
    return max([_run(name, engine, seconds, keep / name) for name in targets])


def _run(name: str, engine: str, seconds: int, keep: Path) -> int:
    command = [sys.executable, __file__, "--inside", "--engine", engine, "--target", name]
    command += ["--seconds", str(seconds), "--keep", str(keep)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("Done ")]
    found = sorted(keep.glob("found-*"))
    broken = bool(done.returncode or found)
    sys.stdout.write(
        f"{name}: {engine}, {seconds} s, {told[-1] if told else 'stopped'}{'' if not broken else '; FOUND:'}\n"
    )
    if broken:
        sys.stdout.write("".join(f"  {file}\n" for file in found) + (done.stdout + done.stderr)[-2500:] + "\n")
    sys.stdout.flush()
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
