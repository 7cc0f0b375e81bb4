"""Random claims files and random edits of them, judged by another reader than the one that makes them.

What an edit may touch is found with PyYAML's own nodes, which know nothing of forumcite.edit; every byte outside is
compared. A run is known by its seed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from forumcite.edit import Assignment, append, assign, remove, rename_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Path = tuple[str | int, ...]

_WORDS = [
    "算力",
    "累计上线超18000P",
    "a: b",
    "x # y",
    "it's",
    '"quoted"',
    "- dash",
    "12:30",
    "~",
    "null",
    "é\u3000",
    "😀",
]
_WORDS += ["é\u3000", "😀", "{", "]"]
_IDS = ["a", "b", "汤-1", "c.2", "d_e", "f:g", "h"]
_KEYS = ["statement", "speaker", "note", "status"]


class Edited(NamedTuple):
    """An edit: the file before and after, what it was, and the values that it should have now."""

    before: str
    after: str
    what: str
    expected: Any


# -- files ------------------------------------------------------------------------------------------------------------


def _phrase(random: Random) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(random.randint(1, 4)))


def _scalar(random: Random, margin: str) -> str:
    """A text in any of the ways that YAML knows."""
    words = _phrase(random)
    plain = re.sub(r"[^\w ]", "", words).strip() or "算力"
    style = random.randrange(6)
    if style == 0:
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == 1:
        return "'" + words.replace("'", "''") + "'"
    if style == 2:
        return f"{random.choice('|>')}{random.choice(['', '-', '+'])}\n{margin}  {plain}\n{margin}  {plain}"
    if style == 3:
        return f'"{plain}\n{margin}  {plain}"'
    return plain


class _Writer:
    """A claims file being written: every comment in it is another one."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments = 0

    def comment(self, likely: float = 0.2) -> str:
        if self.random.random() > likely:
            return ""
        self.comments += 1
        return f"  # c{self.comments} “: [{{"

    def file(self) -> str:
        random = self.random
        names = random.sample(_IDS, random.randint(1, 4))
        lines = [f"# {self.comment(1).strip()}", "sources:", "  s: {path: a.txt}" + self.comment()]
        lines.append("claims:" + self.comment())
        for name in names:
            lines += [""] * random.randrange(2) + self._claim(f'"{name}"' if random.random() < 0.2 else name)
        lines += [self.comment(1)] * random.randrange(2)
        text = "\n".join(lines) + "\n" * random.choice([0, 1, 1, 1, 2])
        return text.replace("\n", random.choice(["\n", "\n", "\r\n"]))

    def _claim(self, name: str) -> list[str]:
        random = self.random
        keys = random.sample(_KEYS, random.randrange(4))
        if random.random() < 0.3:
            flow = [f"{key}: {self._flow_scalar()}" for key in keys]
            flow.insert(random.randint(0, len(flow)), f"evidence: [{self._flow_piece()}, {self._flow_piece()}]")
            return [f"  {name}: {{{', '.join(flow)}}}" + self.comment()]
        made = [[self._entry("    ", key)] for key in keys]
        evidence = [f"    evidence:{self.comment()}"]
        for _ in range(random.randint(1, 3)):
            evidence += self._piece()
        made.insert(random.randint(0, len(made)), evidence)
        return [f"  {name}:{self.comment()}", *(line for each in made for line in each)]

    def _entry(self, margin: str, key: str) -> str:
        scalar = _scalar(self.random, margin)
        above = f"{margin}{self.comment(1).strip()}\n" if self.random.random() < 0.15 else ""
        return f"{above}{margin}{key}: {scalar}" + ("" if scalar[0] in "|>" else self.comment())

    def _piece(self) -> list[str]:
        if self.random.random() < 0.3:
            return [f"      - {self._flow_piece()}{self.comment()}"]
        keys = ["source", "quote", *self.random.sample(["prefix", "suffix", "relation"], self.random.randrange(3))]
        self.random.shuffle(keys)
        lines = [self._entry("        ", key) for key in keys]
        first = lines[0].split("\n")
        lead = [line.strip() for line in first[:-1] if line.strip().startswith("#")]
        start = lines[0][lines[0].index(f"{keys[0]}: ") :]
        return [*(f"      {line}" for line in lead), f"      - {start}", *lines[1:]]

    def _flow_scalar(self) -> str:
        return f"'{_phrase(self.random)}'".replace("it's", "its")

    def _flow_piece(self) -> str:
        more = self.random.choice(["", f", prefix: {self._flow_scalar()}", ", start: 1, end: 2"])
        return f"{{source: s, quote: {self._flow_scalar()}{more}}}"


def random_file(random: Random) -> str:
    """A claims file in random styles, valid YAML, in all of which nothing is said that a claims file may not say."""
    return _Writer(random).file()


def values_of(text: str) -> Any:
    """What a file says, by PyYAML's own reader, everything as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - a loader that makes nothing but texts


# -- edits ------------------------------------------------------------------------------------------------------------


def random_edit(text: str, random: Random) -> Edited:
    """Make one random edit of a file.

    Raises:
        EditError: the edit was refused, which an edit may be.
    """
    return random.choice(EDITS)(text, random)


def _paths(values: Any, *, keys: bool) -> list[Path]:
    """The ways to every text below a claim; with `keys` to whatever a key names."""
    found: list[Path] = []

    def walk(value: Any, path: Path) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                if len(path) > 1 and (keys or isinstance(item, str)):
                    found.append((*path, key))
                walk(item, (*path, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                walk(item, (*path, number))

    walk(values["claims"], ("claims",))
    return found


def _within(values: Any, path: Path) -> Any:
    for step in path:
        values = values[step]
    return values


def _assigned(text: str, random: Random) -> Edited:
    expected = values_of(text)
    path = random.choice(_paths(expected, keys=False))
    words = _phrase(random)
    _within(expected, path[:-1])[path[-1]] = words
    return Edited(text, assign(text, [Assignment(path, words)]), f"assign {path}", expected)


def _inserted(text: str, random: Random) -> Edited:
    expected = values_of(text)
    pieces = [path[:-1] for path in _paths(expected, keys=False) if path[-1] == "quote"]
    path = random.choice(pieces)
    piece = _within(expected, path)
    made = {key: random.randint(0, 10**6) for key in ("start", "end") if key not in piece}
    piece.update({key: str(value) for key, value in made.items()})
    written = [Assignment((*path, key), value) for key, value in made.items()]
    return Edited(text, assign(text, written), f"insert {path}", expected)


def _appended(text: str, random: Random) -> Edited:
    expected = values_of(text)
    words = _phrase(random)
    claim: dict[str, Any] = {"statement": words, "evidence": [{"source": "s", "quote": words}]}
    expected["claims"]["new"] = claim
    return Edited(text, append(text, "claims", "new", claim), "append", expected)


def _renamed(text: str, random: Random) -> Edited:
    values = values_of(text)
    old = random.choice(list(values["claims"]))
    values["claims"] = {"new" if key == old else key: value for key, value in values["claims"].items()}
    return Edited(text, rename_key(text, ("claims", old), "new"), f"rename {old}", values)


def _removed(text: str, random: Random) -> Edited:
    expected = values_of(text)
    path = random.choice(_paths(expected, keys=True))
    del _within(expected, path[:-1])[path[-1]]
    return Edited(text, remove(text, path), f"remove {path}", expected)


EDITS: tuple[Callable[[str, Random], Edited], ...] = (_assigned, _inserted, _appended, _renamed, _removed)


# -- what an edit may touch -------------------------------------------------------------------------------------------


def trouble(edited: Edited) -> str | None:
    """What is wrong with an edit, or None: other values than meant, or a byte changed that was not to be."""
    before, after, what, expected = edited
    if values_of(after) != expected:
        return "it says something else"
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    gone = before[head : len(before) - tail]
    kind = what.partition(" ")[0]
    if kind in ("insert", "append"):
        # Two insertions at one place are one; none takes anything away.
        return f"it took away {gone!r}" if gone else None
    if kind == "remove":
        return _lost(before, after)
    return None if _common_span(before, head, len(before) - tail) else f"it touched {gone!r}"


def common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    limit = min(len(one), len(other))
    return next((index for index in range(limit) if one[index] != other[index]), limit)


def _common_span(text: str, start: int, end: int) -> bool:
    """Whether a stretch lies inside a single text or key of the file, quotation marks and all."""
    return any(first <= start and end <= last for first, last in _scalars(text))


def _scalars(text: str) -> list[tuple[int, int]]:
    nodes = [yaml.compose(text, Loader=yaml.BaseLoader)]
    found = []
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.ScalarNode):
            found.append((node.start_mark.index, node.end_mark.index))
        elif isinstance(node, yaml.MappingNode):
            nodes += [each for pair in node.value for each in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
    return found


def _lost(before: str, after: str) -> str | None:
    """A removal leaves every other text as it was written, and every comment on other lines than those it took."""
    written = [before[slice(*span)].strip() for span in sorted(_scalars(before))]
    left = iter([after[slice(*span)].strip() for span in sorted(_scalars(after))])
    if not _is_subsequence(left, written):
        return "it rewrote a text"
    kept = [line for line in before.splitlines() if re.fullmatch(r"\s*(?:- )?# c\d+.*", line)]
    gone = [line for line in kept if line.strip().removeprefix("- ") not in after]
    # A comment on a line of its own goes only with the mapping or list that it stands in.
    deeper = re.compile(r"evidence:")
    if gone and not (deeper.search(before) and len(written) - len(_scalars(after)) > 2):
        return f"it took the comment {gone[0]!r}"
    return None


def _is_subsequence(some: Any, whole: list[str]) -> bool:
    rest = iter(whole)
    return all(any(each == other for other in rest) for each in some)
