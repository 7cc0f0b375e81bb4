"""The command line: parsing, streams and exit status; the judgement on a quote is given here, not made."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forumcite import __version__
from forumcite.cli import run
from forumcite.findings import Finding, Level, Location, Report, Result
from forumcite.report import FORMATS
from forumcite.report.passage import render as render_passage
from forumcite.rules import RULES
from forumcite.verdict import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXT = "林川介绍，公司已建成9个算力集群，\r\n累计上线超18000P算力。\r\n"
EXACT = Judgement(Verdict.EXACT, 5, 16, TEXT[5:16], similarity=1.0)
MISSING = Judgement(Verdict.NOT_FOUND)
MINOR = Judgement(Verdict.MINOR, 5, 16, TEXT[5:16])
UNCHECKED = Judgement(Verdict.UNCHECKED, reason="too short")

PLACE = Location("claims/a.yaml", 3, 3)


@dataclass(frozen=True)
class FakeEvidence:
    source: str = "forum"
    quote: str = "公司已建成9个算力集群"


@dataclass(frozen=True)
class FakeClaim:
    statement: str | None = None
    speaker: str | None = "林川"
    evidence: tuple[FakeEvidence, ...] = (FakeEvidence(),)
    status: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class FakeEntry:
    id: str
    claim: FakeClaim
    location: Location = PLACE
    selected: bool = True


@dataclass(frozen=True)
class FakeProject:
    claims: tuple[FakeEntry, ...] = ()
    sources: dict[str, Any] = field(default_factory=dict)
    root: Path = Path()
    configuration: Any = field(default_factory=lambda: types.SimpleNamespace(maximum_source_size=1))


def result(claim: str, judgement: Judgement, status: str | None = None) -> Result:
    place = Location("claims/a.yaml", 5, 16)
    where = Location("claims/sources/forum.txt", 1, 6)
    return Result(claim, 0, place, "forum", "公司已建成9个算力集群", judgement, status=status, source_location=where)


def report(*results: Result, findings: tuple[Finding, ...] = ()) -> Report:
    return Report(results, findings, claims=len(results), sources=1, texts={"forum": TEXT})


CITE = {"type": "webpage", "title": "论坛", "issued": {"date-parts": [[2025, 12, 6]]}}
PROJECT = FakeProject(
    (
        FakeEntry("clusters", FakeClaim(tags=("figure",))),
        FakeEntry("later", FakeClaim(statement="公司明年上市", status="open", speaker=None)),
    ),
    {
        name: types.SimpleNamespace(id=name, source=types.SimpleNamespace(cite=cite), directory=Path(), location=PLACE)
        for name, cite in (("forum", CITE), ("bare", None))
    },
)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set what loading and judging give."""

    def give(judged: Report | BaseException | None = None, quote: Judgement = EXACT) -> None:
        def module(name: str, **members: object) -> None:
            fake = types.ModuleType(name)
            fake.__dict__.update(members)
            monkeypatch.setitem(sys.modules, name, fake)

        def verify_project(_project: object) -> Report:
            if isinstance(judged, BaseException):
                raise judged
            assert judged is not None
            return judged

        module("forumcite.claims", load_project=lambda *_: PROJECT)
        module(
            "forumcite.configuration",
            find_root=lambda *_: Path(),
            load_configuration=lambda _root: None,
            ConfigurationError=LookupError,
        )
        module("forumcite.verify", verify_project=verify_project, verify_quote=lambda *_, **__: quote)

    return give


def bad(level: Level) -> Finding:
    return Finding("digest-missing", level, "no digest", Location("claims/a.yaml", 1, 1), source="forum")


FAILED = Finding("quote-missing", Level.ERROR, "gone", Location("claims/a.yaml", 5, 16), claim="a", evidence=0)


@pytest.mark.parametrize(
    ("judged", "options", "status"),
    [
        (report(result("a", EXACT)), [], 0),
        (report(result("a", MISSING)), [], 1),
        (report(result("a", MINOR)), [], 1),
        (report(result("a", EXACT), result("b", MINOR)), ["--fail-on", "fail"], 0),
        (report(result("a", MISSING)), ["--fail-on", "fail"], 1),
        (report(result("a", UNCHECKED)), ["--fail-on", "fail"], 1),
        (report(result("a", EXACT), findings=(bad(Level.WARNING),)), [], 0),
        (report(result("a", EXACT), findings=(bad(Level.ERROR),)), [], 1),
        (report(result("a", EXACT), findings=(bad(Level.ERROR),)), ["--fail-on", "fail"], 1),
        (report(), [], 1),
        (report(), ["claims"], 1),
        (report(), ["claims/a.yaml"], 0),
        (report(findings=(bad(Level.ERROR),)), ["claims/a.yaml"], 1),
        (report(result("a", MISSING, "open")), [], 1),
        (report(result("b", EXACT), result("a", MISSING, "open"), findings=(FAILED,)), [], 0),
        (KeyboardInterrupt(), [], 2),
        (ValueError("boom"), [], 2),
        (MemoryError(), [], 2),
        (report(), ["--format", "yaml"], 2),
        (report(), ["--output", "text"], 2),
        (report(), ["--output", "sarif=no/such/folder/x"], 2),
        (report(), ["nowhere"], 2),
        (report(), ["--quote", "x"], 2),
        (report(), ["--source", "claims/a.yaml"], 2),
        (report(), ["--source", "claims/a.yaml", "--quote", "x", "claims"], 2),
        (report(), ["--source", "nowhere", "--quote", "x"], 2),
    ],
)
def test_exit_status(
    judged: Report | BaseException,
    options: list[str],
    status: int,
    given: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The status of the contract; on 2 standard output stays empty and one or two lines say why, on Ctrl-C none."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.yaml").touch()
    monkeypatch.chdir(tmp_path)
    given(judged)
    assert run(["verify", *options]) == status
    out, err = capfd.readouterr()
    if status == 2:
        assert out == ""
        assert "Traceback" not in err
        assert len(err.splitlines()) <= 2
        assert bool(err.strip()) != isinstance(judged, KeyboardInterrupt)
    else:
        assert err == ""


def test_a_traceback_is_shown_on_request(
    given: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given(ValueError("boom"))
    monkeypatch.setenv("FORUMCITE_DEBUG", "1")
    assert run(["verify"]) == 2
    assert "Traceback" in capfd.readouterr().err


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_printed_and_written(
    name: str, given: Callable[..., None], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    given(report(result("a", MISSING), findings=(FAILED,)))
    files = [f"--output={kind}={tmp_path / kind}" for kind in FORMATS]
    assert run(["verify", "--format", name, *files]) == 1
    out = capfd.readouterr().out
    assert out
    assert {file.name for file in tmp_path.iterdir()} == set(FORMATS)
    if name != "junit":  # it holds the time
        assert (tmp_path / name).read_text(encoding="utf-8") == out


def test_statistics_stand_above_the_text_or_beside_the_data(
    given: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    given(report(result("a", MISSING)))
    run(["verify", "--statistics"])
    assert capfd.readouterr().out.startswith("verdicts\n  not-found       1\n")
    run(["verify", "--statistics", "--format", "json"])
    out, err = capfd.readouterr()
    assert json.loads(out)["version"] == 1
    assert err.startswith("verdicts\n")


def verify_lines(lines: Sequence[object], monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    raw = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))
    return run(["verify", "--source", "forum.txt", *(options or ["-"])])


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "forum.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    return file


@pytest.mark.usefixtures("source")
def test_a_quote_needs_no_project(given: Callable[..., None], capfd: pytest.CaptureFixture[str]) -> None:
    given(quote=EXACT)
    assert run(["verify", "--source", "forum.txt", "--quote", "公司已建成9个算力集群", "-v"]) == 0
    assert "✓ exact  quote-1  forum.txt [5–16]" in capfd.readouterr().out


@pytest.mark.usefixtures("source")
def test_json_lines_in_and_out(
    given: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    given(quote=MISSING)
    asked = [{"id": "x", "quote": "a", "start": 0, "end": 1, "speaker": None}, "", {"quote": "漢\u202e"}]
    assert verify_lines(asked, monkeypatch) == 1
    first, second = map(json.loads, capfd.readouterr().out.splitlines())
    assert (first["id"], first["verdict"], first["outcome"]) == ("x", "not-found", "fail")
    assert (second["id"], second["quote"]) == (None, "漢\u202e")
    assert verify_lines(asked, monkeypatch, "--quote", "-", "--format", "concise") == 1
    assert capfd.readouterr().out.startswith("<stdin>:1:1: error[quote-missing]")


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 2: this is no JSON"),
        ("[" * 100_000, "line 2: this is no JSON"),
        ([], "line 2: write an object"),
        ({"quote": 5}, "line 2: write an object"),
        ({"quote": "a", "qoute": "b"}, "unknown key `qoute`"),
        ({"quote": "a", "prefix": 1}, "`prefix` is not a text"),
        ({"quote": "a", "start": 1}, "stand together"),
        ({"quote": "a", "start": True, "end": 5}, "stand together"),
        ({"quote": "a", "start": -1, "end": 5}, "stand together"),
        ({"quote": "a", "start": 5, "end": 5}, "not after"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number(
    line: object,
    why: str,
    given: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    given()
    assert verify_lines([{"quote": "fine"}, line], monkeypatch) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert why in err


def test_a_source_that_is_no_text_leaves_its_quotes_unchecked(
    source: Path, given: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    source.write_bytes(b"ok \xff")
    given()
    assert run(["verify", "--source", "forum.txt", "--quote", "公司", "--format", "json"]) == 1
    (found,) = json.loads(capfd.readouterr().out)["results"]
    assert (found["verdict"], found["reason"]) == ("unchecked", "the source is not UTF-8 (byte 3)")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_source_without_an_end_is_unchecked(given: Callable[..., None], capfd: pytest.CaptureFixture[str]) -> None:
    given()
    assert run(["verify", "--source", "/dev/zero", "--quote", "公司"]) == 1
    assert "reason       the source is larger than 64000000 bytes" in capfd.readouterr().out


def test_show_marks_the_quote_in_its_paragraph(given: Callable[..., None], capfd: pytest.CaptureFixture[str]) -> None:
    given(report(result("clusters", EXACT)))
    assert run(["show", "clusters"]) == 0
    assert capfd.readouterr().out == (
        "✓ exact  clusters  claims/a.yaml:5:16\n"
        "    speaker   林川\n"
        "    quote     公司已建成9个算力集群\n"
        "    source    claims/sources/forum.txt:1:6 [5–16]\n"
        "\n"
        "    | 林川介绍，公司已建成9个算力集群，\n"
        "    |           ^^^^^^^^^^^^^^^^^^^^^\n"
    )


def test_a_passage_may_span_lines_and_be_long() -> None:
    text = "前" * 500 + "引" * 80 + "\n" + "文" * 80 + "后" * 500
    judgement = Judgement(Verdict.EXACT, 500, 661, text[500:661])
    shown = render_passage(result("x", judgement), text)
    assert shown.count("引") == shown.count("文") == 80
    assert shown.count("^") == 2 * 160 + 1
    assert shown.count("前") == shown.count("后") == 300


def test_an_unknown_name_is_refused_with_the_nearest(
    given: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    given()
    assert run(["show", "cluster"]) == run(["cite", "cluster"]) == run(["rule", "quote-clip"]) == 2
    assert capfd.readouterr() == (
        "",
        "forumcite: there is no claim `cluster`; did you mean `clusters`?\n" * 2
        + "forumcite: there is no rule `quote-clip`; did you mean `quote-clipped`?\n",
    )


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ([], ["clusters", "later"]),
        (["--open"], ["later"]),
        (["--speaker", "林川"], ["clusters"]),
        (["--tag", "figure"], ["clusters"]),
        (["--source", "bare"], []),
    ],
)
def test_list_filters(
    options: list[str], ids: list[str], given: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    given()
    assert run(["list", *options]) == 0
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == ids


def test_cite_prints_entries_and_tells_what_they_lack(
    given: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    given()
    assert run(["cite"]) == 0
    out, err = capfd.readouterr()
    assert out == "[1] 论坛[EB/OL]. （2025-12-06）.\n"
    bare, style, lacks = err.splitlines()
    assert bare.startswith("note citation-incomplete: bare has no `cite`: forumcite source set bare ")
    assert style.startswith("style: china-national-standard-gb-t-7714-2025-numeric (")
    assert lacks.startswith("note citation-incomplete: forum lacks `URL`, the date of access (`accessed`)")
    assert lacks.endswith("forumcite source set forum URL=ADDRESS accessed=YYYY-MM-DD author=NAME")


def test_rule_lists_all_and_explains_one(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["rule"]) == 0
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == list(RULES)
    for name, rule in RULES.items():
        assert run(["rule", name]) == 0
        told = capfd.readouterr().out
        assert " ".join(rule.explanation.split()) in " ".join(told.split())
        assert not rule.after or "    " + rule.after.splitlines()[0] in told


@pytest.mark.parametrize(
    ("color", "environment", "terminal", "coloured"),
    [
        ("auto", {}, False, False),
        ("auto", {}, True, True),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(
    color: str,
    environment: dict[str, str],
    terminal: bool,  # noqa: FBT001 - a column of the table
    coloured: bool,  # noqa: FBT001 - the same
    given: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    given(report(result("a", EXACT)))
    run(["verify", "--color", color])
    assert ("\x1b[" in capfd.readouterr().out) == coloured


# -- as a process -----------------------------------------------------------------------------------------------------

COMMAND = [sys.executable, "-c", "from forumcite.cli import main; main()"]


def environment(**more: str) -> dict[str, str]:
    path = str(Path(__file__).parents[1] / "src")
    return {**os.environ, "PYTHONPATH": path, **more}


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "cp950", "cp1252", "utf-8"])
def test_no_console_encoding_is_too_small(encoding: str) -> None:
    for arguments in (["rule", "quote-clipped"], ["--help"], ["rule", "漢✓"]):
        done = subprocess.run(
            [*COMMAND, *arguments], capture_output=True, check=False, env=environment(PYTHONIOENCODING=encoding)
        )
        assert done.returncode == (2 if "漢✓" in arguments else 0)
        assert b"Traceback" not in done.stderr
        (done.stdout + done.stderr).decode(encoding)


def test_version_is_answered_without_imports() -> None:
    code = (
        "import sys; from forumcite.cli import run; run(['--version']);"
        "sys.exit(any(name in sys.modules for name in ('click', 'pydantic', 'forumcite.report', 'json')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment())
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"forumcite {__version__}")


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals are those of POSIX")
@pytest.mark.parametrize("arguments", [["rule"], ["--help"], ["--version"]])
def test_a_reader_that_goes_away_changes_nothing(arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*COMMAND, *arguments], stdout=writer, stderr=subprocess.PIPE, check=False, env=environment())
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_a_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "rule"], stdout=full, stderr=subprocess.PIPE, check=False, env=environment())
    assert done.returncode == 2
    assert done.stderr.startswith(b"forumcite: standard output cannot be written: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_an_interrupt_is_quiet(tmp_path: Path) -> None:
    """Ctrl-C while standard input is read."""
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "verify", "--source", "a.txt", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    with process:
        assert process.stdin
        process.stdin.write(b'{"quote": "te"}\n' * 10_000)  # more than a pipe holds: when this returns, it is reading
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 2
    assert out == b""
    assert err.strip() == b""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_served(shell: str) -> None:
    done = subprocess.run(
        COMMAND, capture_output=True, check=False, env=environment(_FORUMCITE_COMPLETE=f"{shell}_source")
    )
    assert b"_FORUMCITE_COMPLETE" in done.stdout
    assert done.returncode == 0
