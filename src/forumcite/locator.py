"""Where in a text a passage stands, in the words of a citation: paragraph, headings, page, time.

Only what the text itself shows is used. Body paragraphs count; headings, captions, and the title, date and byline
before the first paragraph do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_HEADING = 100
_ENDS = tuple("。！？!?.…；;：:，,”’\"'）)】")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(?:[-*+•]|\d+[.)、])\s")
_CAPTION = re.compile(r"^(?:图|圖|表|Fig(?:ure)?\.?|Table|Photo)\s*\d*\s*[:：.]|[（(]?(?:摄|攝|供图|供圖)[）)]?$")
_TIME = re.compile(r"(?m)^(?:(\d{1,2}):)?(\d{2}):(\d{2})[.,]\d{3}\s+-->")
_WRAPPED = range(40, 121)  # the length of lines that were broken to a width


@dataclass(frozen=True, slots=True)
class Locator:
    """The place of a passage; what is not known is 0 or empty.

    Attributes:
        first: The body paragraph in which the passage begins, from 1.
        last: The one in which it ends.
        headings: The headings above it, the highest first.
        page: The page, from 1, where form feeds separate pages.
        time: `h:mm:ss`, where the text is a subtitle file.
    """

    first: int = 0
    last: int = 0
    headings: tuple[str, ...] = ()
    page: int = 0
    time: str = ""

    @property
    def label(self) -> str:
        """The CSL locator term, empty where nothing is known."""
        if self.time:
            return "timestamp"
        return "page" if self.page else "paragraph" if self.first else ""

    @property
    def value(self) -> str:
        """The locator: `3`, `3-4` or `0:12:05`."""
        if self.time or self.page or not self.first:
            return self.time or (str(self.page) if self.page else "")
        return f"{self.first}-{self.last}" if self.last > self.first else str(self.first)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text: `kind` is paragraph, heading, caption or head (what stands before the first paragraph)."""

    start: int
    end: int
    kind: str
    level: int = 0


def locate_passage(text: str, start: int, end: int, *, plain: str | None = None) -> Locator:
    """Say where a passage stands.

    Args:
        text: The whole text.
        start: The first code point of the passage.
        end: One past its last.
        plain: The text with everything that is no letter of the original (such as glosses) blanked out, of the same
            length, by which lines are told apart; the text itself if not given.
    """
    if times := _TIME.findall(text[: start + 1]):
        hours, minutes, seconds = times[-1]
        return Locator(time=f"{int(hours or 0)}:{minutes}:{seconds}")
    page = text.count("\f", 0, start) + 1 if "\f" in text else 0
    first = last = number = 0
    path: list[tuple[int, str]] = []
    for block in blocks(text, plain):
        if block.start >= end:
            break
        if block.kind == "heading":
            path = [*(above for above in path if above[0] < block.level), (block.level, _title(text, block))]
        elif block.kind == "paragraph":
            number += 1
            if block.end > start:
                first = first or number
                last = number
    return Locator(first, last, tuple(title for _, title in path), page)


def _title(text: str, block: Block) -> str:
    line = text[block.start : block.end].strip()
    found = _HEADING.match(line)
    return found[2] if found else line


@lru_cache(maxsize=4)
def blocks(text: str, plain: str | None = None) -> tuple[Block, ...]:
    """The paragraphs, headings and captions of a text, in order; kept for the next quote from it."""
    shown = text if plain is None else plain
    groups = list(_groups(shown))
    wrapped = _is_wrapped(shown, groups)
    single = not wrapped and any(_is_body(shown, a) and _is_body(shown, b) for g in groups for a, b in _pairs(g))
    found: list[Block] = []
    for group in groups:
        if wrapped:
            found.append(_block(shown, (group[0][0], group[-1][1]), pictured=False))
            continue
        for index, line in enumerate(group):
            # Where paragraphs follow each other line by line, an empty line stands for a picture.
            pictured = single and index == 0 and bool(found) and len(group) > 1 and _is_body(shown, group[1])
            found.append(_block(shown, line, pictured=pictured))
    return tuple(_headed(found))


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """Lines that stand together, between empty ones."""
    group: list[tuple[int, int]] = []
    for found in re.finditer(r"[^\r\n\f]*(?:\r\n|\r|\n|\f|\Z)", text):
        line = found[0]
        if line.strip():
            start = found.start() + len(line) - len(line.lstrip())
            group.append((start, found.start() + len(line.rstrip())))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _pairs(group: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    return pairwise(group)


def _is_wrapped(text: str, groups: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether paragraphs were broken into lines of a width, and are separated by empty lines."""
    inner = [text[start:end] for group in groups for start, end in group[:-1]]
    broken = [line for line in inner if len(line) in _WRAPPED and not line.endswith(("。", ".", "！", "？"))]
    return len(inner) > 1 and len(broken) * 2 > len(inner)


def _is_body(text: str, line: tuple[int, int]) -> bool:
    return _kind(text[line[0] : line[1]]) == "paragraph"


def _kind(line: str) -> str:
    words = re.sub(r"\s+", " ", line).strip()
    if _HEADING.match(words):
        return "heading"
    if len(words) <= _LONGEST_HEADING and _CAPTION.search(words):
        return "caption"
    if len(words) > _LONGEST_HEADING or words.endswith(_ENDS) or _ITEM.match(words):
        return "paragraph"
    return "heading"


def _block(text: str, line: tuple[int, int], *, pictured: bool) -> Block:
    words = text[line[0] : line[1]]
    kind = _kind(words)
    marks = _HEADING.match(words)
    if kind == "heading" and pictured and not marks:
        kind = "caption"
    return Block(*line, kind, len(marks[1]) if marks else 6)


def _headed(found: list[Block]) -> list[Block]:
    """The same with what stands before the first paragraph taken for title, date and byline."""
    first = next((index for index, block in enumerate(found) if block.kind == "paragraph"), 0)
    head = [
        Block(block.start, block.end, "head", block.level) if block.level in (1, 6) else block
        for block in found[:first]
    ]
    return head + found[first:]
