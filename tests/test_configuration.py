"""The configuration: what it says, where the root is, and that nothing unknown passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from forumcite.configuration import (
    Configuration,
    ConfigurationError,
    find_root,
    load_configuration,
    read_configuration,
)
from forumcite.findings import Level

FULL = """
[project]
name = "x"

[tool.forumcite]
paths = ["facts", "more/claims.yaml"]
names = ["汤海滨"]
maximum-source-size = "2 MiB"
strict = true

[tool.forumcite.rules]
digest-missing = "error"
position-missing = "off"
quote-minor = "note"

[tool.forumcite.per-file."facts/old"]
digest-missing = "off"

[tool.forumcite.per-file."**/x-*.yaml"]
quote-minor = "warning"
"""


def test_everything_that_can_be_set() -> None:
    made = read_configuration(FULL, "pyproject.toml")
    assert made.paths == ("facts", "more/claims.yaml")
    assert made.names == ("汤海滨",)
    assert made.maximum_source_size == 2 * 2**20
    assert made.strict
    assert made.rules == {"digest-missing": Level.ERROR, "position-missing": None, "quote-minor": Level.NOTE}
    assert list(made.per_file) == ["facts/old", "**/x-*.yaml"]


@pytest.mark.parametrize(
    ("rule", "own", "file", "level"),
    [
        ("digest-missing", Level.WARNING, "facts/a.yaml", Level.ERROR),
        ("digest-missing", Level.WARNING, "facts/old/a.yaml", None),
        ("digest-missing", Level.WARNING, "facts/old.yaml", Level.ERROR),
        ("position-missing", Level.NOTE, "facts/a.yaml", None),
        ("quote-minor", Level.WARNING, "facts/a.yaml", Level.NOTE),
        ("quote-minor", Level.WARNING, "facts/deep/x-1.yaml", Level.WARNING),
        ("quote-minor", Level.WARNING, "x-1.yaml", Level.WARNING),
        ("quote-ambiguous", Level.WARNING, "facts/a.yaml", Level.ERROR),  # strict
        ("quote-repeated", Level.NOTE, "facts/a.yaml", Level.NOTE),
    ],
)
def test_the_level_of_a_rule_in_a_file(rule: str, own: Level, file: str, level: Level | None) -> None:
    assert read_configuration(FULL, "pyproject.toml").level(rule, own, file) is level


WRONG = [
    ("path = ['x']", 1, "unknown setting `path`: did you mean `paths`"),
    ("\nzzz = 1", 2, "known are paths, rules"),
    ("paths = 'x'", 1, "`paths` is not a list of texts"),
    ("paths = []", 1, "`paths` is empty"),
    ("paths = ['../x']", 1, "not inside the project"),
    ("paths = ['/etc']", 1, "not inside the project"),
    ("paths = ['C:/x']", 1, "not inside the project"),
    ("[rules]\nquote-alterd = 'off'", 2, "did you mean `quote-altered`"),
    ("[rules]\nquote-altered = 'none'", 2, "write one of error, warning, note, off"),
    ("[rules]\nquote-altered = 1", 2, "unknown level"),
    ("rules = 1", 1, "`rules` is not a table"),
    ("[per-file]\n'a.yaml' = 'off'", 2, "`a.yaml` is not a table"),
    ("[per-file.'a.yaml']\nx = 'off'", 2, "unknown rule `x`"),
    ("maximum-source-size = '64 XB'", 1, "is not a size"),
    ("maximum-source-size = 0", 1, "is not a size"),
    ("maximum-source-size = true", 1, "is not a size"),
    ("strict = 'yes'", 1, "neither true nor false"),
    ("names = ['']", 1, "`names` is not a list of texts"),
    ("strict = true\nstrict = true", 2, "not valid TOML"),
    ("= 1", 1, "not valid TOML"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_what_is_wrong_is_said_with_place_and_remedy(text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(text, "forumcite.toml")
    assert words in str(caught.value)
    assert (caught.value.file, caught.value.line) == ("forumcite.toml", line)
    assert caught.value.remedy


def test_brackets_without_end_are_no_crash() -> None:
    with pytest.raises(ConfigurationError, match="not valid TOML"):
        read_configuration("a = " + "[" * 100_000, "forumcite.toml")


def test_the_nearest_folder_with_a_sign_is_the_root(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "x.yaml").touch()
    (tmp_path / ".git").touch()  # in a work tree it is a file
    assert find_root([deep / "x.yaml"]) == tmp_path
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\n# forumcite\n")
    assert find_root([deep / "x.yaml"]) == tmp_path
    (tmp_path / "a" / "pyproject.toml").write_text("[tool]\nforumcite.strict = true\n")
    assert find_root([deep / "x.yaml"]) == tmp_path / "a"
    (tmp_path / "a" / "b" / "forumcite.toml").touch()
    assert find_root([deep]) == tmp_path / "a" / "b"
    assert find_root([deep], explicit=tmp_path) == tmp_path
    with pytest.raises(ConfigurationError, match="not a folder"):
        find_root([], explicit=deep / "x.yaml")


def test_without_a_sign_the_folder_of_the_path_is_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.yaml").touch()
    monkeypatch.chdir(tmp_path)
    assert find_root([Path("x.yaml")]) == tmp_path
    assert find_root() == tmp_path


def test_its_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    assert load_configuration(tmp_path) == Configuration()
    (tmp_path / "pyproject.toml").write_text("[tool.forumcite]\nstrict = true\n")
    assert load_configuration(tmp_path).file == "pyproject.toml"
    (tmp_path / "forumcite.toml").write_text("strict = false\n")
    assert load_configuration(tmp_path) == Configuration(file="forumcite.toml")


def test_a_configuration_that_is_no_file_of_the_project_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("strict = true\n")
    root = tmp_path / "root"
    root.mkdir()
    (root / "forumcite.toml").symlink_to(tmp_path / "secret.toml")
    with pytest.raises(ConfigurationError, match="outside the project"):
        load_configuration(root)
    (root / "forumcite.toml").unlink()
    (root / "forumcite.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load_configuration(root)
