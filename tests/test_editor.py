"""What an editor makes of the published schema, through the YAML language server that editors use.

Needs yaml-language-server (npm); see _WANTED.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING, Any

import pytest

from forumcite.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SERVER = os.environ.get("FORUMCITE_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
_WANTED = (
    "needs yaml-language-server: `npm install --prefix FOLDER yaml-language-server`, and its program,"
    " FOLDER/node_modules/.bin/yaml-language-server, on the PATH or in FORUMCITE_YAML_LANGUAGE_SERVER"
)
_PATIENCE = 60  # seconds for an answer that takes a part of one
pytestmark = pytest.mark.skipif(SERVER is None, reason=_WANTED)


class Editor:
    """The client's side of the Language Server Protocol, as far as it is needed here."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.as_uri()
        self.server = subprocess.Popen(
            [str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        self.number = 0
        self.ask("initialize", {"processId": os.getpid(), "rootUri": self.root, "capabilities": {}})
        self.tell("initialized", {})
        settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": settings}})

    def _read(self) -> None:
        stream = self.server.stdout
        while stream is not None and (line := stream.readline()):
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self.messages.put(json.loads(stream.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self.server.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        stream.flush()

    def tell(self, method: str, about: dict[str, Any]) -> None:
        self._send({"method": method, "params": about})

    def ask(self, method: str, about: dict[str, Any]) -> Any:
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, "params": about})
        return self.wait(lambda message: message.get("id") == number and "method" not in message)["result"]

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = self.messages.get(timeout=_PATIENCE)
            if wanted(message):
                return message
            if "id" in message and "method" in message:  # the server asks for settings it can do without
                items = message.get("params", {}).get("items", [])
                self._send({"id": message["id"], "result": [None] * len(items) if items else None})

    def open(self, file: Path, text: str) -> list[dict[str, Any]]:
        """Show a text to the server; gives the diagnostics."""
        address = file.as_uri()
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        told = self.wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == address
            )
        )
        diagnostics: list[dict[str, Any]] = told["params"]["diagnostics"]
        return diagnostics

    def close(self) -> None:
        self.ask("shutdown", {})
        self.tell("exit", {})
        self.server.wait(timeout=_PATIENCE)
        self.reader.join()
        for stream in (self.server.stdin, self.server.stdout):
            assert stream is not None
            stream.close()


def at(text: str, words: str, behind: int = 0) -> dict[str, int]:
    """The position of some words, or behind their beginning; lines and UTF-16 units from 0."""
    index = text.index(words) + behind
    line = text.count("\n", 0, index)
    column = len(text[text.rfind("\n", 0, index) + 1 : index].encode("utf-16-le")) // 2
    return {"line": line, "character": column}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("editor")
    assert run(["init", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def editor(project: Path) -> Iterator[Editor]:
    opened = Editor(project)
    yield opened
    opened.close()


def test_the_example_of_a_new_project_is_clean(project: Path, editor: Editor) -> None:
    file = project / "claims/example.yaml"
    assert editor.open(file, file.read_text(encoding="utf-8")) == []


BROKEN = """\
# yaml-language-server: $schema=forumcite-claims-v1.schema.json
sources:
  s: {path: a.txt, title: x}
claims:
  a:
    statment: x
    evidence:
      - source: s
        quote: 算力
        start: one
        relation: support
      - source: s
  b:
    evidence: []
  a:
    note: x
"""


def test_errors_are_shown_at_their_lines(project: Path, editor: Editor) -> None:
    found = editor.open(project / "claims/broken.yaml", BROKEN)
    lines = {each["range"]["start"]["line"] + 1: each["message"] for each in found}
    wanted = {3: "title", 6: "statment", 10: "", 11: "supports", 12: "quote", 14: "", 15: "unique"}
    assert lines.keys() >= wanted.keys()
    assert all(word in lines[line] for line, word in wanted.items()), lines


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("quote:", "The quote", "引文"),
        ("source:", "The id of the source", "来源"),
        ("relation:", "What the quote", "关系"),
    ],
)
def test_a_key_is_explained_in_both_languages(
    key: str, english: str, chinese: str, project: Path, editor: Editor
) -> None:
    file = project / "claims/hover.yaml"
    text = BROKEN.replace("relation: support", "relation: supports")
    editor.open(file, text)
    hover = editor.ask("textDocument/hover", {"textDocument": {"uri": file.as_uri()}, "position": at(text, key, 1)})
    shown = json.dumps(hover["contents"], ensure_ascii=False)
    assert english in shown
    assert chinese in shown


@pytest.mark.parametrize(
    ("line", "behind", "offered"),
    [
        ("        relation: ", 18, {"supports", "refutes", "context"}),
        ("    st", 6, {"statement", "status"}),
    ],
)
def test_what_may_stand_here_is_offered(
    line: str, behind: int, offered: set[str], project: Path, editor: Editor
) -> None:
    file = project / f"claims/completion-{behind}.yaml"
    head = BROKEN[: BROKEN.index("    statment")]
    piece = "    evidence:\n      - source: s\n        quote: 算力\n"
    text = head + (piece + line if "relation" in line else line) + "\n"
    editor.open(file, text)
    asked = {"textDocument": {"uri": file.as_uri()}, "position": at(text, line, behind)}
    answer = editor.ask("textDocument/completion", asked)
    assert {item["label"] for item in answer["items"]} >= offered
