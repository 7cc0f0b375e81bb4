"""The fuzzer itself: its targets hold their laws on the seeds, and notice when a law is broken."""

from __future__ import annotations

import pytest

import fuzz
from forumcite import edit
from forumcite.report import escape


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_the_laws_hold_on_the_seeds(name: str) -> None:
    for number, data in enumerate(fuzz.seeds()[::10]):
        fuzz.TARGETS[name](number.to_bytes(8, "big") + data[:600])


def test_an_escaper_that_escapes_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escape, "visible", lambda text, _encoding="utf-8": text)
    with pytest.raises(AssertionError):
        fuzz.check_escapers(b"a\x1b[31m")


def test_an_edit_that_writes_elsewhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = edit.append
    monkeypatch.setattr(edit, "append", lambda *given: whole(*given).replace("a.txt", "b.txt"))
    monkeypatch.setattr(edit, "_check", lambda *_: None)
    monkeypatch.setattr("edits.random_edits.append", edit.append)

    def search() -> None:
        for number in range(200):
            fuzz.check_splice(number.to_bytes(8, "big"))

    with pytest.raises(AssertionError):
        search()
