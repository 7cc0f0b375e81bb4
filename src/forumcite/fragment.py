"""Text fragments: links that open a page at a quote and highlight it (https://wicg.github.io/scroll-to-text-fragment/).

A directive is `:~:text=[prefix-,]start[,end][,-suffix]`. A browser matches its terms at the borders of words, without
regard to case, each within one block. Where words end in Chinese only the browser's dictionary knows, so a term begins
and ends where any reader sees a border: at punctuation, at white space, between Chinese and other letters.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_EXACT = 60
"""A quote of at most so many code points stands in the link whole; a longer one by its two ends."""
_SHORTEST_TERM = 2
_MOST_TERMS = 12  # how far a start, an end or a context may grow before the next means is tried
_CJK = re.compile(r"[\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_INNER = frozenset(".,:;'’·_")  # punctuation that Unicode's word borders (UAX 29) let stand inside a word or number


class Directive(NamedTuple):
    """A text directive; terms that are not given are empty."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def encode(self) -> str:
        """The value of `text=`, percent-encoded; `-`, `,` and `&` in a term have meanings and are encoded too."""
        terms = [f"{_encode(self.prefix)}-"] if self.prefix else []
        terms.append(_encode(self.start))
        if self.end:
            terms.append(_encode(self.end))
        if self.suffix:
            terms.append(f"-{_encode(self.suffix)}")
        return ",".join(terms)


def _encode(term: str) -> str:
    return quote(re.sub(r"\s+", " ", term.strip()), safe="").replace("-", "%2D")


def read_directive(url: str) -> Directive | None:
    """The first text directive of an address, None where it has none or a malformed one."""
    _, found, directives = url.partition(":~:")
    if not found:
        return None
    value = next((each[5:] for each in directives.split("&") if each.startswith("text=")), "")
    terms = value.split(",")
    prefix = terms.pop(0)[:-1] if len(terms) > 1 and terms[0].endswith("-") else ""
    suffix = terms.pop()[1:] if len(terms) > 1 and terms[-1].startswith("-") else ""
    if not 1 <= len(terms) <= 2 or not all(terms):
        return None
    return Directive(*(unquote(each) for each in (terms[0], terms[1] if len(terms) == 2 else "", prefix, suffix)))


def link(url: str, directive: Directive | None) -> str:
    """The address with the directive, after a fragment of its own if it has one."""
    address = url.partition(":~:")[0].rstrip("#")
    if directive is None:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:text={directive.encode()}"


# --- where words have borders ------------------------------------------------------------------------------------


def is_border(text: str, at: int) -> bool:
    """Whether a term may begin or end at `at`: no word can stand across it."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _is_inner(text, at - 1) or _is_inner(text, at):
        return False
    if not (_is_word(before) and _is_word(after)):
        return True
    return bool(_CJK.match(before)) != bool(_CJK.match(after))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_inner(text: str, at: int) -> bool:
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return text[at] in _INNER and len(beside) == 2 and beside.isalnum() and not _CJK.search(beside)


# --- how a browser finds a directive -----------------------------------------------------------------------------


class _Page:
    """The text of a page as a browser compares it: lines are blocks, white space is one space, case does not count."""

    def __init__(self, text: str) -> None:
        lowered = _lowered(text)
        pieces: list[str] = []
        self.places = array("q")
        position = 0
        for space in re.finditer(r"\s+", lowered):
            pieces += (lowered[position : space.start()], "\n" if "\n" in space[0] else " ")
            self.places.extend(range(position, space.start() + 1))
            position = space.end()
        pieces.append(lowered[position:])
        self.places.extend(range(position, len(lowered) + 1))
        self.text = "".join(pieces)

    def occurrences(self, term: str, begin: int, *, strict: bool) -> Iterator[int]:
        wanted = _lowered(term)
        at = self.text.find(wanted, begin) if wanted else -1
        while at >= 0:
            if not strict or self._is_bordered(at, at + len(wanted)):
                yield at
            at = self.text.find(wanted, at + 1)

    def stands_at(self, term: str, at: int, *, strict: bool) -> bool:
        wanted = _lowered(term)
        return self.text.startswith(wanted, at) and (not strict or self._is_bordered(at, at + len(wanted)))

    def _is_bordered(self, start: int, end: int) -> bool:
        return is_border(self.text, start) and is_border(self.text, end)

    def after_space(self, at: int) -> int:
        return at + 1 if at < len(self.text) and self.text[at].isspace() else at


@lru_cache(maxsize=4)
def _page(text: str) -> _Page:
    """The same page for all quotes of a source."""
    return _Page(text)


def _lowered(text: str) -> str:
    """Lower case of the same length; the few letters that would become two stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def find_fragment(text: str, directive: Directive, *, strict: bool = True) -> tuple[int, int] | None:
    """The span of `text` that a browser highlights for a directive, in code points, half-open; None where none.

    Args:
        text: The text of a page; its lines are blocks.
        directive: What to look for.
        strict: Take a term only between borders that any reader sees. Browsers know more borders in Chinese, so what
            is to be unique must be so without, too.
    """
    return _find(_page(text), directive, strict=strict)


def _find(page: _Page, directive: Directive, *, strict: bool) -> tuple[int, int] | None:
    directive = Directive(*(re.sub(r"\s+", " ", term.strip()) for term in directive))
    for begin in _starts(page, directive, strict=strict):
        end = begin + len(directive.start)
        if not directive.end:
            if _is_followed(page, directive.suffix, end, strict=strict):
                return page.places[begin], page.places[end]
            continue
        for at in page.occurrences(directive.end, end, strict=strict):
            last = at + len(directive.end)
            if _is_followed(page, directive.suffix, last, strict=strict):
                return page.places[begin], page.places[last]
    return None


def _starts(page: _Page, directive: Directive, *, strict: bool) -> Iterator[int]:
    if not directive.prefix:
        yield from page.occurrences(directive.start, 0, strict=strict)
        return
    for at in page.occurrences(directive.prefix, 0, strict=strict):
        begin = page.after_space(at + len(directive.prefix))
        if page.stands_at(directive.start, begin, strict=strict):
            yield begin


def _is_followed(page: _Page, suffix: str, at: int, *, strict: bool) -> bool:
    return not suffix or page.stands_at(suffix, page.after_space(at), strict=strict)


# --- the shortest directive --------------------------------------------------------------------------------------


def text_fragment(text: str, start: int, end: int) -> Directive | None:
    """The shortest directive that opens `text` at a quote, None where none is certain to.

    Args:
        text: The text of the page; its lines, and what tabs separate, are blocks.
        start: The first code point of the quote.
        end: One past its last. What is highlighted may reach a little further at both sides, to the next borders.
    """
    text = _apart(text)
    start, end = _outward(text, start, end)
    if start >= end:
        return None
    page = _page(text)
    for directive in _candidates(text, start, end):
        if all(_find(page, directive, strict=strict) == (start, end) for strict in (True, False)):
            return directive
    return None


@lru_cache(maxsize=4)
def _apart(text: str) -> str:
    """The text with a line break wherever a browser may see one block end: a tab is copied from between two cells.

    Spaces in a row are one space on a page, but not in preformatted text, so that no term may hold them either.
    """
    return re.sub(r"\s*[\n\t\r\f\v\u2028\u2029]\s*|\s{2,}", lambda found: "\n" * len(found[0]), text)


def _outward(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while not is_border(text, start):
        start -= 1
    while not is_border(text, end):
        end += 1
    return start, end


def _candidates(text: str, start: int, end: int) -> Iterator[Directive]:
    """Directives for a span, shorter ones first: by itself, then with ever more context at either side."""
    plain = list(_plain(text, start, end))
    yield from plain
    before, after = [*_contexts(text, start, -1)], [*_contexts(text, end, 1)]
    for prefix in before:
        yield from (each._replace(prefix=prefix) for each in plain[:1])
    for suffix in after:
        yield from (each._replace(suffix=suffix) for each in plain[:1])
    for prefix, suffix in zip(before, after, strict=False):
        yield from (each._replace(prefix=prefix, suffix=suffix) for each in (*plain[:1], *plain[-1:]))


def _plain(text: str, start: int, end: int) -> Iterator[Directive]:
    whole = text[start:end]
    if len(whole) <= LONGEST_EXACT and "\n" not in whole:
        yield Directive(whole)
        return
    borders = [at for at in range(start + 1, end) if is_border(text, at)]
    heads = list(islice(_heads(text, start, borders), _MOST_TERMS))
    tails = list(islice(_tails(text, end, borders), _MOST_TERMS))
    pairs = [(head, tail) for head in heads for tail in tails if head <= tail]
    for head, tail in sorted(pairs, key=lambda pair: pair[0] - pair[1]):
        yield Directive(text[start:head].rstrip(), text[tail:end].lstrip())
    if "\n" not in whole:
        yield Directive(whole)


def _heads(text: str, start: int, borders: list[int]) -> Iterator[int]:
    """Where a first term may end: after its first words, in the same block."""
    line_end = text.find("\n", start)
    for at in borders:
        if at > line_end >= 0:
            return
        if len(text[start:at].strip()) >= _SHORTEST_TERM and text[at - 1].isalnum():
            yield at


def _tails(text: str, end: int, borders: list[int]) -> Iterator[int]:
    line_start = text.rfind("\n", 0, end) + 1
    for at in reversed(borders):
        if at < line_start:
            return
        if len(text[at:end].strip()) >= _SHORTEST_TERM and text[at].isalnum():
            yield at


def _contexts(text: str, at: int, step: int) -> Iterator[str]:
    """Ever longer pieces of the block before (`step` -1) or after `at`; of the next block where this one ends there."""
    while 0 < at < len(text) and text[at - 1 if step < 0 else at].isspace():
        at += step
    line = (text.rfind("\n", 0, at) + 1, at) if step < 0 else (at, (text.find("\n", at) + 1 or len(text) + 1) - 1)
    borders = [each for each in range(line[0], line[1] + 1) if each != at and is_border(text, each)]
    given = 0
    for each in sorted(borders, key=lambda border: abs(border - at)):
        piece = text[min(at, each) : max(at, each)]
        edge = piece[0] if step < 0 else piece[-1]
        if not edge.isspace() and any(map(str.isalnum, piece)):
            yield piece.strip()
            given += 1
            if given >= _MOST_TERMS:
                return


# --- pages of a document -----------------------------------------------------------------------------------------


def page_link(url: str, page: int) -> str:
    """The address of a page of a PDF document (RFC 8118, open parameters)."""
    return f"{url.partition('#')[0]}#page={page}"
