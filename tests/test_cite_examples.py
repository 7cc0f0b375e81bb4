"""The examples of docs/cite.md print what stands there, in the order in which a reader tries them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from forumcite.cli import run

ROOT = Path(__file__).parents[1]
CLAIMS = ROOT / "claims"
BLOCKS = re.findall(r"(?ms)^```console\n(.*?)^```", (ROOT / "docs" / "cite.md").read_text(encoding="utf-8"))


def matches(shown: str, printed: str) -> bool:
    """Whether a text is what is shown; … stands for what is left out, at the end of a line or as a line."""
    pattern = re.escape(shown).replace(re.escape("…)"), "[^\n]*\\)").replace(r"\n…", r"\n.*").replace("\n…", "\n.*")
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@pytest.mark.skipif(not CLAIMS.exists(), reason="the forum article is not part of this copy")
def test_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(CLAIMS, tmp_path / "claims")
    (tmp_path / "forumcite.toml").touch()
    monkeypatch.chdir(tmp_path)
    tried = 0
    for block in BLOCKS:
        for example in re.split(r"(?m)^\$ ", block)[1:]:
            command, _, shown = example.partition("\n")
            words = shlex.split(command.removesuffix(" 2>/dev/null"))
            assert words.pop(0) == "forumcite"
            run(words)
            out, err = capfd.readouterr()
            printed = out if command.endswith("2>/dev/null") or words[0] == "source" else err + out
            if words[0] != "source":
                assert matches(shown.strip(), printed), (command, printed)
            tried += 1
    assert tried >= 10
