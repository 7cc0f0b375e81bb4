"""Hostile projects, built at run time: whatever a stranger writes, `verify` ends, with a status and clean output.

Every project is checked once, with every format written in the same run. Held for each: the status is 0, 1 or 2; no
traceback and no internal error; no control, bidi or other hidden character, no workflow command and no file from
outside the project in any output.
"""

from __future__ import annotations

import os
import re
import signal
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from forumcite import verify_quote
from forumcite.cli import run
from forumcite.report import FORMATS
from forumcite.report.escape import HIDDEN
from forumcite.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

posix = os.name == "posix"
PATIENCE = 60  # seconds after which a run counts as hanging; the slowest takes a small part of it
LONGEST = 9_999  # characters: a quote that is still compared
SECRET = "outside-the-project-7f3a"  # noqa: S105 - a word to look for, not a secret
TEXT = "林川介绍，公司已建成9个算力集群，累计上线超18000P算力。\n人才是关键，也是短板。\n"
QUOTE = "公司已建成9个算力集群"


def written(text: str) -> str:
    """A text as a double-quoted YAML scalar of ASCII."""
    return '"' + "".join(c if " " <= c < "\x7f" and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


def claims(quote: str = QUOTE, *, path: str = "s.txt", source: str = "s", claim: str = "c", more: str = "") -> str:
    """A claims file of one source and one claim; `more` is YAML inside the claim."""
    return (
        f"sources:\n  {written(source)}: {{path: {written(path)}}}\nclaims:\n  {written(claim)}:\n    evidence:\n"
        f"      - source: {written(source)}\n        quote: {written(quote)}\n{more}"
    )


def files(**contents: str | bytes) -> Callable[[Path], None]:
    """Write files into claims/; in names `_` is a dot. A missing source or claims file is supplied."""

    def build(folder: Path) -> None:
        given = {"s_txt": TEXT, "a_yaml": claims(), **contents}
        for name, content in given.items():
            data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
            (folder / "claims" / name.replace("_", ".")).write_bytes(data)

    return build


# -- YAML -------------------------------------------------------------------------------------------------------------

DEEP = 100_000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE = "a: &a {k: v}\n" + "".join(
    f"{b}: &{b} {{<<: [{','.join([f'*{a}'] * 9)}]}}\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
YAML: dict[str, str | bytes] = {
    "nothing": "",
    "a BOM": b"\xef\xbb\xbf",
    "two BOMs": b"\xef\xbb\xbf\xef\xbb\xbfclaims: {}",
    "NUL": "\0",
    "many NULs": "\0" * 10_000,
    "comments only": "#" * 1_000_000,
    "an alias bomb": BOMB,
    "a merge bomb": MERGE,
    "an alias to itself": "a: &a [*a]",
    "an unknown alias": "claims: *nowhere",
    "an anchor": "claims: &a {}",
    "a merge key": "claims: {<<: {a: b}}",
    "deep lists": "[" * DEEP,
    "deep closed lists": "[" * DEEP + "]" * DEEP,
    "deep mappings": "{a: " * DEEP,
    "deep flow keys": "{? " * 20_000,
    "deep block lists": "- " * 20_000,
    "deep block mappings": "".join(f"{' ' * n}a:\n" for n in range(1500)),
    "complex keys": "? " * 20_000,
    "a list as key": "? [a, b]\n: c\n",
    "an object": "claims: !!python/object/apply:os.system ['echo pwned']",
    "a binary tag": "claims: !!binary aGVsbG8=",
    "a timestamp tag": "claims: !!timestamp nonsense",
    "a tag of ours": "claims: !x {}",
    "a verbatim tag": "claims: !<tag:yaml.org,2002:python/name:os.system> x",
    "a tag without end": "claims: !<" + "a" * 100_000,
    "a directive": "%YAML 9.9\n---\nclaims: {}",
    "a tag directive": "%TAG ! tag:evil,2026:\n---\nclaims: !x {}",
    "several documents": claims() + "---\n" + claims(),
    "many documents": "---\n" * 50_000,
    "a document end": "...\n" * 1000,
    "the same key twice": "claims: {}\nclaims: {}",
    "the same id many times": "claims:\n" + "  a: {}\n" * 5_000,
    "many unknown keys": "".join(f"k{n}: v\n" for n in range(20_000)),
    "many broken claims": "claims:\n" + "".join(f"  c{n}: 1\n" for n in range(20_000)),
    "a lone surrogate": "claims: \ud800",
    "an escaped surrogate": 'claims: "\\ud800"',
    "an escape beyond Unicode": 'claims: "\\U00110000"',
    "a broken escape": 'claims: "\\q"',
    "U+2028 between keys": "claims: {}\u2028sources: {}",
    "U+0085 between keys": "claims: {}\u0085sources: {}",
    "form feeds": "claims:\f{}",
    "tabs": "claims:\n\ta: b",
    "CR only": claims().replace("\n", "\r"),
    "CR LF": claims().replace("\n", "\r\n"),
    "UTF-16 LE": claims().encode("utf-16-le"),
    "UTF-16 with BOM": claims().encode("utf-16"),
    "UTF-32": claims().encode("utf-32"),
    "GB 18030": "claims:\n  算力集群: {}".encode("gb18030"),
    "Latin-1": "claims: {\xe9t\xe9: 1}".encode("latin-1"),
    "cut UTF-8": claims().encode() + b"\xe4\xb8",
    "overlong UTF-8": b"claims: \xc0\xaf",
    "a huge scalar": f'claims: "{"x" * 5_000_000}"',
    "a huge key": f'"{"x" * 1_000_000}": 1',
    "a huge plain key": f"{'x' * 100_000}: 1",
    "an open quotation mark": 'claims: "',
    "an open block": "claims: |",
    "a block indicator": "claims: |+99\n x",
    "a number with 5000 digits": claims(more=f"        start: {'9' * 5000}\n        end: 1{'0' * 5000}\n"),
    "a float": claims(more="        start: 1e400\n        end: .inf\n"),
    "a negative span": claims(more="        start: -5\n        end: -1\n"),
    "a span beyond the text": claims(more="        start: 999999999\n        end: 1000000000\n"),
    "an empty span": claims(more="        start: 3\n        end: 3\n"),
    "claims as list": "claims: [1, 2]",
    "claims as text": "claims: text",
    "a list at the top": "- claims",
    "text at the top": "text",
    "evidence as text": "claims: {a: {evidence: text}}",
    "evidence of lists": "claims: {a: {evidence: [[[]]]}}",
    "much evidence": claims() + f"      - {{source: s, quote: {written(QUOTE)}}}\n" * 2_000,
    "empty values": "claims:\nsources:\nversion:\n",
    "prototype": "claims: {__proto__: {constructor: 1}}",
    "a version of lists": "version: [1]",
    "a date as key": "claims: {2024-02-30: {}}",
    "full-width colons": "claims：\n  a：b",
    "a question mark": "?",
    "a colon": ":",
    "a hyphen": "-",
    "percent signs": "%" * 1000,
    "backquotes": "`" * 1000,
    "at signs": "@everyone",
}

# -- words in every place ---------------------------------------------------------------------------------------------

WORDS = {
    "colour": "\x1b[31mred\x1b[0m",
    "a window title": "\x1b]0;pwned\x07",
    "a link": "\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "C1 colour": "\x9b31mred",
    "cursor": "\r\x1b[2K\x1b[1Agone",
    "backspaces": "abc\b\b\b\x7f",
    "bidi": "a\u202eb\u2066c\u2069\u200fd",
    "nothing to see": "a\u200b\u200c\u200d\u2060\ufeff\xad\U000e0041b",
    "a command": "::error::pwned",
    "a command on a line": "x\n::error file=a::pwned\n::add-mask::x",
    "a command after spaces": "x\r\n   ::set-env name=PATH::/tmp",
    "a command after U+2028": "x\u2028::error::a\u0085::error::b\x0b::error::c",
    "a command in percent": "%0A::error::pwned%0D%25",
    "runner commands": "##[error]pwned ##vso[task.complete result=Succeeded]",
    "properties": "x,line=9::y:z",
    "HTML": "</script><img src=x onerror=alert(1)> <!-- \" ' > --> &lt;",
    "Markdown": "[a](javascript:1) ![b](http://evil.example/x.png) | @everyone #1 <b>",
    "fences": "```\n# heading\n```` ~~~ `",
    "XML": "]]> <![CDATA[ &xxe; <?x?> \x00\x01\uffff",
    "format signs": "{0} {x.__class__} %s %(a)s $HOME `id` $(id) {{ github.token }}",
    "surrogates": "\ud800\udfff",
    "length": "龘" * 20_000,
}
PLACES: dict[str, Callable[[str], dict[str, str]]] = {
    "quote": lambda word: {"a_yaml": claims(QUOTE + word)},
    "claim id": lambda word: {"a_yaml": claims(claim=f"c{word}c")},
    "source id": lambda word: {"a_yaml": claims(source=f"s{word}s")},
    "path": lambda word: {"a_yaml": claims(path=f"s{word}s.txt")},
    "key": lambda word: {"a_yaml": claims(more=f"    {written(word)}: x\n")},
    "prose": lambda word: {
        "a_yaml": claims(
            more=f"    statement: {written(word)}\n    speaker: {written(word)}\n    note: {written(word)}\n"
        )
    },
    "context": lambda word: {
        "a_yaml": claims(more=f"        prefix: {written(word)}\n        suffix: {written(word)}\n")
    },
    "source text": lambda word: {"s_txt": f"{word}公司已建成19个算力集群{word}", "a_yaml": claims(word + QUOTE)},
    "raw": lambda word: {"a_yaml": f"claims: {word}\n{word}: x\n"},
}

# -- paths, quotes, sources, configurations ---------------------------------------------------------------------------

PATHS = [
    "../outside.txt", "../../outside.txt", "x/../../../outside.txt", "/etc/passwd", "//etc/passwd",
    "/proc/self/environ",
    "/dev/zero", "/dev/stdin", "/dev/tty", "C:/Windows/win.ini", "//server/share/x", "file:///etc/passwd",
    "https://evil.example/x", "~/.ssh/id_rsa", "$HOME/x", ".", "./", "..", "s.txt/", "s.txt/x", "S.TXT", "x" * 5000,
    "/".join("x" * 3000), "a.yaml", "-", "s.txt\0", "con", "../claims/s.txt", "./././s.txt",
    "link", "link-folder/outside.txt",
    "loop", "fifo", "socket", "folder", "dangling", "proc", "device",
]  # fmt: skip
QUOTES = {
    "a million characters": "公司已建成" * 200_000,
    "a million other ones": "算力x9 " * 200_000,
    "one character": "9",
    "one Han character": "建",
    "white space": " \t\n　",
    "punctuation": "，。！？……",
    "omissions": "……" * 20_000,
    "omissions between words": "公司……" * 5_000,
    "brackets": "[" * 50_000,
    "nested notes": "（" * 20_000 + "）" * 20_000,
    "combining marks": "e" + "\u0301" * 50_000,
    "combining marks in turn": "e" + "\u0301\u0323" * 25_000,
    "digits": "9" * 100_000,
    "numerals": "一" * 50_000,
    "spaces": "公" + " " * 100_000 + "司",
    "glosses": "公(gong" * 10_000,
    "quotation marks": "“‘" * 20_000,
    "damage": "ä¸" * 20_000,
    "variation selectors": "葛\ufe00\U000e0100" * 10_000,
    "hyphens": "a-" * 50_000,
    "dates": "2025年12月" * 10_000,
}
SOURCES: dict[str, str | bytes] = {
    "nothing": "",
    "a BOM": b"\xef\xbb\xbf",
    "UTF-16": TEXT.encode("utf-16"),
    "GB 18030": TEXT.encode("gb18030"),
    "random bytes": bytes(range(256)) * 100,
    "NULs": "\0" * 100_000 + TEXT,
    "one long line": "公司已建成8个算力集群" * 100_000,
    "newlines": "\n" * 1_000_000 + TEXT,
    "carriage returns": "\r" * 100_000 + TEXT,
    "one sign": "一" * 500_000,
    "white space": " " * 500_000 + TEXT,
    "brackets": "(" * 100_000 + TEXT + ")" * 100_000,
    "many places": TEXT * 5_000,
    "marks": "\u0301" * 100_000 + TEXT,
    "marks in turn": TEXT + "e" + "\u0301\u0323" * 200_000,
    "surrogates": TEXT + "\ud800",
    "hidden signs": "\u202e\u200b\x1b[31m" * 10_000 + TEXT,
    "above the limit": "x" * 3_000_000,
}
CONFIGURATIONS: dict[str, str | bytes] = {
    "no TOML": "[[",
    "no UTF-8": b"\xff\xfe",
    "deep": "a = " + "[" * 100_000,
    "deep tables": "[" + "a." * 20_000 + "a]",
    "an unknown key": 'unknown = "::error::x"',
    "a hidden key": '"\\u001b[31m" = 1',
    "a key of commands": '"\\n::error::x" = 1',
    "a path outside": 'paths = [".."]',
    "an absolute path": 'paths = ["/etc"]',
    "no path": "paths = []",
    "a path of commands": 'paths = ["\\n::error::x"]',
    "paths as text": 'paths = "x"',
    "an unknown rule": "[rules]\n'::error::' = 'off'",
    "an unknown level": "[rules]\nquote-altered = '\\n::error::'",
    "a level of lists": "[rules]\nquote-altered = [1]",
    "a size of 400 digits": "maximum-source-size = " + "9" * 400,
    "a negative size": "maximum-source-size = -1",
    "a date": "names = 2024-01-01",
    "a pattern": "[per-file.'" + "**/" * 200 + "x']\nquote-altered = 'off'",
    "a pattern of stars": "[per-file.'" + "*a" * 60 + "']\nquote-altered = 'off'",
    "many names": "names = [" + ",".join(f"'名{n}'" for n in range(20_000)) + "]",
    "the same key twice": "strict = true\nstrict = false",
}


def with_path(path: str) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        inside = folder / "claims"
        files(a_yaml=claims(path=path))(folder)
        (inside / "folder").mkdir()
        if posix:
            (inside / "link").symlink_to(folder.parent / "outside.txt")
            (inside / "link-folder").symlink_to(folder.parent)
            (inside / "loop").symlink_to("loop")
            (inside / "dangling").symlink_to("nowhere")
            (inside / "proc").symlink_to("/proc/self/environ")
            (inside / "device").symlink_to("/dev/zero")
            os.mkfifo(inside / "fifo")
            os.mknod(inside / "socket", stat.S_IFSOCK | 0o600)

    return build


def with_file(kind: str) -> Callable[[Path], None]:
    """A claims file that is no regular file, or has a name that speaks."""

    def build(folder: Path) -> None:
        files()(folder)
        name = folder / "claims/b.yaml"
        if kind == "fifo":
            os.mkfifo(name)
        elif kind == "folder":
            name.mkdir()
        elif kind == "link":
            name.symlink_to(folder.parent / "outside.txt")
        elif kind == "device":
            name.symlink_to("/dev/zero")
        elif kind == "folder link":
            (folder / "claims/more").symlink_to(folder.parent)
        elif kind == "loop":
            name.symlink_to("b.yaml")
        else:
            (folder / "claims/a.yaml").rename(folder / "claims" / os.fsdecode(NAMES[kind]))

    return build


NAMES = {
    "name of colour": b"\x1b[31m.yaml",
    "name of a command": b"\n::error::pwned.yaml",
    "name that is a command": b"::error::pwned.yaml",
    "name of bidi": "a\u202elmay.yaml".encode(),
    "name of no UTF-8": b"\xff\xfe\x80.yaml",
    "name of an option": b"--help.yaml",
    "name of HTML": b"<img src=x>.yaml",
    "name of percent": b"%0A%0D,x=y.yaml",
    "name of runner commands": b"##[error]x.yaml",
    "name of length": b"x" * 250 + b".yaml",
    "name of backslashes": b"a\\..\\b.yaml",
    "name of quotation marks": b"\"'`$(id)`.yaml",
}


def corpus() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """The name and the builder of every project."""
    for name, text in YAML.items():
        yield f"YAML: {name}", files(a_yaml=text)
    for place, fill in PLACES.items():
        for name, word in WORDS.items():
            if place != "raw" or name != "length":
                yield f"{place}: {name}", files(**fill(word))
    for number, path in enumerate(PATHS):
        yield f"path {number}: {path[:20]}", with_path(path)
    for kind in ("fifo", "folder", "link", "device", "folder link", "loop", *NAMES):
        yield f"file: {kind}", with_file(kind)
    for name, quote in QUOTES.items():
        yield f"long quote: {name}", files(a_yaml=claims(quote))
        yield f"both long: {name}", files(a_yaml=claims(quote[:LONGEST]), s_txt=quote * 2 + TEXT)
    for name, source in SOURCES.items():
        yield f"source: {name}", files(s_txt=source)
    for name, text in CONFIGURATIONS.items():
        yield f"configuration: {name}", configured(text)


def configured(text: str | bytes) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        files()(folder)
        (folder / "forumcite.toml").write_bytes(text.encode() if isinstance(text, str) else text)

    return build


CORPUS = dict(corpus())


@contextmanager
def no_hang() -> Iterator[None]:
    """Break a run that hangs; generous, because it guards against hours and not against seconds."""

    def stop(*_: object) -> None:
        raise AssertionError(f"no end after {PATIENCE} s")

    if not posix:
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_project_does_no_harm(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    if not posix and name.startswith(("path", "file")):
        pytest.skip("needs POSIX file names and kinds of file")
    folder, reports = tmp_path / "project", tmp_path / "reports"
    (folder / "claims").mkdir(parents=True)
    reports.mkdir()
    (tmp_path / "outside.txt").write_text(f"claims: {SECRET}\n")
    if not name.startswith("configuration"):
        (folder / "forumcite.toml").write_text('maximum-source-size = "2 MB"\n')
    CORPUS[name](folder)
    monkeypatch.chdir(folder)
    with no_hang():
        status = run(["verify", "-v", "--statistics", *(f"--output={kind}={reports / kind}" for kind in FORMATS)])
    out, err = capfdbinary.readouterr()
    assert status in (0, 1, 2)
    assert b"internal error" not in err
    assert b"Traceback" not in err
    if status == 2:
        assert out == b""
    outputs = {"text": out, "error": err, **{file.name: file.read_bytes() for file in reports.iterdir()}}
    assert set(outputs) == {"text", "error"} | (set() if status == 2 else set(FORMATS))
    for kind, output in outputs.items():
        assert trouble(kind, output.decode("utf-8")) is None, kind


def trouble(kind: str, text: str) -> str | None:
    """What a terminal, a log reader or a runner could take for more than text."""
    if hidden := HIDDEN.search(text.replace("\n", "")):
        return f"hidden character U+{ord(hidden[0]):04X}"
    if re.search(r"##(?:vso)?\[", text):
        return "a runner command"
    ours = r"::(?:error|warning|notice) (?:file|title)=" if kind == "github" else r"(?!)"
    if line := next(
        (line for line in text.split("\n") if line.lstrip().startswith("::") and not re.match(ours, line)), ""
    ):
        return f"a workflow command: {line[:80]}"
    if SECRET in text:
        return "words from outside the project"
    return None


@pytest.mark.parametrize("quote", ["算" * 1_000_000, "公司……" * 200])
def test_what_is_too_long_to_compare_says_so(quote: str) -> None:
    judgement = verify_quote(quote, TEXT)
    assert judgement.verdict is Verdict.UNCHECKED
    assert "quote less" in (judgement.reason or "")


def test_the_corpus_is_large_and_its_judge_can_fail() -> None:
    assert len(CORPUS) >= 150
    for text in ("\x1b[31m", "a\u202e", "  ::error::x", "##[x]", SECRET, "\r"):
        assert trouble("text", f"a\n{text}\n") is not None
    assert trouble("github", "::error file=a,line=1::x\n") is None
    assert trouble("github", "::add-mask::x\n") is not None
