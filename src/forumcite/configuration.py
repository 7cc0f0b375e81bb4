"""The configuration: forumcite.toml, or [tool.forumcite] in pyproject.toml, and the root of the project.

A wrong configuration stops the run with status 2, because a check under other rules than those that were meant is
worth nothing.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from forumcite.findings import Level
from forumcite.messages import Message, placed, with_remedy
from forumcite.rules import RULES, TRUST_RULES
from forumcite.sources import DEFAULT_LIMIT, UnreadableError, read_inside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE_NAME = "forumcite.toml"
PYPROJECT = "pyproject.toml"
_FILE_LIMIT = 1_000_000
_KEYS = ("paths", "rules", "per-file", "names", "maximum-source-size", "strict")
_OFF = "off"
_LEVELS = (*(level.value for level in Level), _OFF)
_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}


class ConfigurationError(Exception):
    """The configuration, or what was asked on the command line, cannot be carried out: exit status 2.

    Attributes:
        message: What is wrong.
        remedy: What to do.
        file: The configuration file, relative to the root with `/`, or None.
        line: The line in it, from 1, where it could be found.
    """

    def __init__(self, message: str, remedy: str, file: str | None = None, line: int | None = None) -> None:
        """Say where it stands as far as that is known."""
        place = f"{file}:{line}" if file and line else file
        told = with_remedy(message, remedy)
        super().__init__(placed(place, told) if place else told)
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Configuration:
    """How to check: what `[tool.forumcite]` says.

    Attributes:
        paths: The files and folders of the project, relative to the root, with `/`.
        rules: The level of each rule that is not its own; None is off.
        per_file: The same for the claims files that a pattern matches (`claims/old/*.yaml`), later ones over earlier.
        names: Known names, which a guard may take as given.
        maximum_source_size: The size in bytes above which a source is not read.
        strict: Whether warnings are errors.
        file: Where this was read, relative to the root; None for the defaults.
    """

    paths: tuple[str, ...] = ("claims",)
    rules: Mapping[str, Level | None] = field(default_factory=dict)
    per_file: Mapping[str, Mapping[str, Level | None]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    maximum_source_size: int = DEFAULT_LIMIT
    strict: bool = False
    file: str | None = None

    def level(self, rule: str, own: Level, file: str) -> Level | None:
        """The level of a finding of `rule` in `file`, given its `own` level; None when the rule is off there."""
        for pattern in reversed(tuple(self.per_file)):
            if rule in self.per_file[pattern] and _pattern(pattern).fullmatch(file):
                return self.per_file[pattern][rule]
        if rule in self.rules:
            return self.rules[rule]
        return Level.ERROR if self.strict and own is Level.WARNING else own


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    """`*` and `?` stay inside one folder, `**` does not; a folder stands for all that is in it."""
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", glob.rstrip("/"))
    return re.compile("".join(signs.get(piece, re.escape(piece)) for piece in pieces) + "(?:/.*)?", re.DOTALL)


def find_root(paths: Sequence[Path] = (), explicit: Path | None = None) -> Path:
    """The root of the project, resolved.

    `explicit` if given; else the nearest folder upward of the first path (or of the working directory) that holds
    forumcite.toml, a pyproject.toml with `[tool.forumcite]`, or `.git`; else that path's folder.

    Raises:
        ConfigurationError: `explicit` is no folder.
    """
    if explicit is not None:
        if not explicit.is_dir():
            raise ConfigurationError(
                Message("the root {folder} is not a folder", folder=explicit),
                Message("name an existing folder with --root"),
            )
        return explicit.resolve()
    start = Path(os.path.realpath(paths[0] if paths else Path.cwd()))
    if paths and not start.is_dir():
        start = start.parent
    return next((folder for folder in (start, *start.parents) if _is_root(folder)), start)


def _is_root(folder: Path) -> bool:
    return (folder / FILE_NAME).is_file() or (folder / ".git").exists() or _concerns_us(folder / PYPROJECT)


def _concerns_us(pyproject: Path) -> bool:
    try:
        with pyproject.open("rb") as file:
            return concerns_us(file.read(_FILE_LIMIT))
    except OSError:
        return False


def concerns_us(text: bytes) -> bool:
    """Whether the bytes of a pyproject.toml hold `[tool.forumcite]`, which may be broken in itself."""
    # A table can be written in several ways; whether one of them is meant is for the parser to say.
    if b"forumcite" not in text:
        return False
    import tomllib

    try:
        return "forumcite" in _tool_table(tomllib.loads(text.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return b"tool.forumcite" in text


def _tool_table(document: Mapping[str, Any]) -> Mapping[str, Any]:
    tool = document.get("tool")
    return tool if isinstance(tool, dict) else {}


def load_configuration(root: Path) -> Configuration:
    """Read the configuration at `root`; forumcite.toml goes before pyproject.toml, the defaults stand where neither is.

    Raises:
        ConfigurationError: the file cannot be read, is not TOML, or says something unknown or impossible.
    """
    own = (root / FILE_NAME).is_file() or (root / FILE_NAME).is_symlink()
    if not own and not _concerns_us(root / PYPROJECT):
        return Configuration()
    file = FILE_NAME if own else PYPROJECT
    try:
        text = read_inside(root, root, file, _FILE_LIMIT).decode("utf-8")
    except UnreadableError as error:
        raise ConfigurationError(error.reason, error.remedy, file) from None
    except UnicodeDecodeError:
        raise ConfigurationError(Message("the file is not UTF-8"), Message("convert it to UTF-8"), file) from None
    return read_configuration(text, file)


def read_configuration(text: str, file: str) -> Configuration:
    """Read the configuration from the text of `file` (forumcite.toml or pyproject.toml); see `load_configuration`."""
    import tomllib

    try:
        document: Mapping[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines()) if "end of document" in str(error) else None
        remedy = Message("check quotation marks, brackets and repeated keys there")
        raise ConfigurationError(Message("this is not valid TOML"), remedy, file, line) from None
    table = _tool_table(document).get("forumcite") if PurePosixPath(file).name == PYPROJECT else document
    return _Reading(text, file).configuration(table)


class _Reading:
    """One configuration file being read: the values come from tomllib, the lines from a search in the text."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file

    def configuration(self, table: object) -> Configuration:
        settings = self._table(table, "forumcite")
        for key in settings:
            if key not in _KEYS:
                raise self._error(Message("unknown setting `{key}`", key=key), _nearest(key, _KEYS), key)
        return Configuration(
            paths=self._paths(settings.get("paths", ["claims"])),
            rules=self._levels(settings.get("rules", {}), "rules"),
            per_file={
                glob: self._levels(levels, glob)
                for glob, levels in self._table(settings.get("per-file", {}), "per-file").items()
            },
            names=self._texts(settings.get("names", []), "names"),
            maximum_source_size=self._size(settings.get("maximum-source-size", DEFAULT_LIMIT)),
            strict=self._flag(settings.get("strict", False)),
            file=self.file,
        )

    def _paths(self, value: object) -> tuple[str, ...]:
        paths = self._texts(value, "paths")
        if not paths:
            raise self._error(
                Message("`paths` is empty"), Message("name the folder of the claims, or leave the setting out"), "paths"
            )
        for path in paths:
            windows = PureWindowsPath(path)
            outside = windows.drive or windows.root or posixpath.normpath(path).startswith("..")
            if outside or "\\" in path or "\0" in path:
                remedy = Message("write it relative to this file, inside the project, with /")
                raise self._error(
                    Message("`paths` names `{path}`, which is not inside the project", path=path), remedy, "paths"
                )
        return paths

    def _levels(self, value: object, key: str) -> dict[str, Level | None]:
        levels = self._table(value, key)
        for rule, level in levels.items():
            if rule not in RULES:
                raise self._error(Message("unknown rule `{rule}`", rule=rule), _nearest(rule, tuple(RULES)), rule)
            if rule in TRUST_RULES:
                remedy = Message("leave it out; only `--allow {rule}` on the command line waives it", rule=rule)
                raise self._error(Message("`{rule}` has no level", rule=rule), remedy, rule)
            if level not in _LEVELS:
                raise self._error(
                    Message("unknown level for `{rule}`", rule=rule),
                    Message("write one of {levels}", levels=[*_LEVELS]),
                    rule,
                )
        return {rule: None if level == _OFF else Level(level) for rule, level in levels.items()}

    def _size(self, value: object) -> int:
        if isinstance(value, str) and (found := re.fullmatch(r"([0-9]{1,12}) ?([A-Za-z]*)", value)):
            unit = _UNITS.get(found[2].lower())
            value = int(found[1]) * unit if unit else value
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        key = "maximum-source-size"
        raise self._error(
            Message("`{key}` is not a size", key=key), Message('write bytes, or a text such as "64 MB"'), key
        )

    def _flag(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise self._error(
            Message("`strict` is neither true nor false"),
            Message("write one of them, without quotation marks"),
            "strict",
        )

    def _texts(self, value: object, key: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(value)
        raise self._error(
            Message("`{key}` is not a list of texts", key=key), Message('write {key} = ["…", "…"]', key=key), key
        )

    def _table(self, value: object, key: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        raise self._error(
            Message("`{key}` is not a table", key=key), Message("write it as [{key}] with settings below", key=key), key
        )

    def _error(self, message: str, remedy: str, key: str) -> ConfigurationError:
        # A key may stand in a table's head, in a dotted key or alone; the first place that looks like it is shown.
        found = re.search(rf"(?m)^[^#\n]*?(?<![\w-]){re.escape(key)}(?![\w-])", self.text)
        line = self.text.count("\n", 0, found.end()) + 1 if found else None
        return ConfigurationError(message, remedy, self.file, line)


def _nearest(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word[:100], known, n=1)
    return Message("did you mean `{near}`?", near=near[0]) if near else Message("known are {known}", known=[*known])
