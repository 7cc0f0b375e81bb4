r"""Steps of the fold *marks* for what HTML, Markdown, wiki text and JSON leave in a text: tags, links, escapes.

Each needs the whole shape of its mark: `1 < 5 > 2`, `[not] agreed` and `(1)` are text. What a page shows stays, what
it hides goes: the words of a link and not its target.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.patterns import lazy
from forumcite.text.view import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterator

# Only in pairs, and never sup or sub: 10<sup>2</sup> is not 102.
_INLINE = "b|i|u|em|strong|span|mark|font|a|small|big|cite|abbr|q|s|del|ins|code|kbd|time"
_PARAGRAPH = "p|center"
# These stand for themselves, closed or not: HTML lets many be left open, and a page's `div` is closed far away.
_BLOCK = (
    "div|li|ul|ol|dl|dt|dd|table|thead|tbody|tr|td|th|section|article|main|header|footer|blockquote|figure|figcaption"
    "|h[1-6]|hr|br"
)
_TAG = lazy(
    rf"<(?:(?P<opens>{_INLINE}|{_PARAGRAPH})(?:\s[^<>]{{0,400}})?"
    rf"|/(?P<closes>{_INLINE}|{_PARAGRAPH})\s?|(?P<block>/?(?:{_BLOCK}))(?:\s[^<>]{{0,400}}|/)?|(?P<break>wbr\s?/?))>",
    re.IGNORECASE,
)
_LINES = frozenset(_PARAGRAPH.split("|"))
# So far behind, in code points, a tag is closed; what is not closed there is text.
_TAG_REACH = 2000
_COMMENT = lazy(r"<!--(?!>).{0,2000}?-->", re.DOTALL)
_ORDINAL_TAG = lazy(r"<sup>(?<=[0-9]<sup>)\s?(st|nd|rd|th)\s?</sup>")

# A target looks like one: [the mayor](2019) is an insertion and a year.
_ADDRESS = r"(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|mailto:|tel:)"
_TARGET = (
    rf"\(\s?(?:<[^<>\n]{{1,500}}>|(?:{_ADDRESS}|/|\#|\?|\.{{1,2}}/)(?:[^\s()<>]|\([^\s()]{{0,100}}\)){{0,800}}"
    r"|[\w%./-]{1,300}\.[A-Za-z]{2,5}(?:[?\#][^\s()]{0,300})?)"
    r"(?:\s{1,3}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?\s?\)"
)
# What the label of a reference says is hidden, so it must say nothing: [agreed][not] is no link.
_LABEL = r"\[(?:[0-9]{0,3}|(?:ref|link|note|source)-?[0-9]{0,3})\]"
_IMAGE = lazy(rf"!\[(?<!\\!\[)[^\[\]\n]{{0,300}}\]{_TARGET}")
_LINK = lazy(rf"\[(?<!\\\[)([^\[\]\n]{{1,300}})\](?:{_TARGET}|{_LABEL})|(?<=\[)\[([0-9]{{1,3}})\]\]{_TARGET}")
_NO_LINK_TEXT = lazy(
    r"\s*(?:[0-9]{1,3}|\^.*|sic\W?|…+|⋯+|\.{3,4}|(?:citation|clarification) needed"
    r"|[来來]源[请請]求|[注註].{0,3})\s*\Z",
    re.IGNORECASE,
)
_AUTOLINK = lazy(rf"<({_ADDRESS}[^\s<>]{{1,500}})>")
_WIKI_LINK = lazy(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,300})\]\]")
_WIKI_BOLD = lazy(r"'''(?<!''''.)(?<!'''')(?=[^\s'])([^\n]{1,500}?)(?<=[^\s'])'''(?!')")

_QUOTED_LINE = lazy(r">[> \t]*")
_BULLET = lazy(r"\n[ \t]*[-–*•][ \t]+(?=[0-9])")
_ENDS_ITEM = lazy(r"(?:\A|[.。!！?？;；:：”」』’)）\n])\s*\Z")

_ESCAPE = lazy(r"\\(?:([!-/:-@\[-`{-~])|(?=\r?\n))")
_JSON_ESCAPES = lazy(
    r"\\u(?:[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?![dD][89a-fA-F])[0-9a-fA-F]{4})"
    r"|\\[nrt](?:(?<=[.。!！?？;；”’\"」』)）]\\[nrt])|(?<=\\[nrt]\\[nrt])|(?=\\[nr]))"
)


def comments(text: str) -> Iterator[Replacement]:
    """HTML comments, which no page shows."""
    for match in _COMMENT.finditer(text):
        yield Replacement(match.start(), match.end(), "")


def tags(text: str) -> Iterator[Replacement]:
    """Tags of HTML: in a pair inside a line, alone where they part lines, whose content stands on a line of its own."""
    found: list[Replacement] = [
        Replacement(match.start(), match.end(), match[1]) for match in _ORDINAL_TAG.finditer(text)
    ]
    closed: dict[str, int] = {}
    for match in reversed(list(_TAG.finditer(text))):
        name = (match["opens"] or match["closes"] or "").lower()
        if match["closes"]:
            closed[name] = match.start()
        elif name:
            at = closed.get(name)
            if at is None or at - match.end() > _TAG_REACH:
                continue
        found.append(Replacement(match.start(), match.end(), "\n" if match["block"] or name in _LINES else ""))
    yield from sorted(found)


def links(text: str) -> Iterator[Replacement]:
    """Links of Markdown and wiki text become their words: [words](https://…), [words][1], [[page|words]]."""
    found: list[Replacement] = []
    for match in _LINK.finditer(text) if "](" in text or "][" in text else ():
        if match[1] and not _NO_LINK_TEXT.match(match[1]):
            found += _around(match, 1)
    for sign, pattern in (("<", _AUTOLINK), ("[[", _WIKI_LINK), ("'''", _WIKI_BOLD)):
        for match in pattern.finditer(text) if sign in text else ():
            if not _NO_LINK_TEXT.match(match[1]):
                found += _around(match, 1)
    yield from _apart(found)


def images(text: str) -> Iterator[Replacement]:
    """Images of Markdown, with the words that stand for them."""
    for match in _IMAGE.finditer(text):
        yield Replacement(match.start(), match.end(), "")


def _around(match: re.Match[str], group: int) -> list[Replacement]:
    """What stands around one group of a match, to be dropped."""
    start, end = match.span(group)
    return [Replacement(match.start(), start, ""), Replacement(end, match.end(), "")]


def _apart(found: list[Replacement]) -> Iterator[Replacement]:
    end = 0
    for replacement in sorted(found):
        if replacement.start >= end:
            yield replacement
            end = replacement.end


def quoted_lines(text: str) -> Iterator[Replacement]:
    """The > before each line of a quotation in mail and Markdown; before a figure only between other such lines."""
    for match in _QUOTED_LINE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if text[start : match.start()].strip(" \t"):
            continue
        after = text[match.end() : match.end() + 2].lstrip("$€£¥+-−.")
        if text[match.end() : match.end() + 1] in "=<" and text[match.end() : match.end() + 1]:
            continue
        if after[:1].isdigit() and not _beside_quoted_line(text, start):
            continue
        yield Replacement(start, match.end(), "")


def _beside_quoted_line(text: str, start: int) -> bool:
    """Whether the line before or after the one at `start` is a quoted line that begins with a word."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    next_start = text.find("\n", start) + 1
    after = text[next_start : next_start + 40] if next_start else ""
    return any(re.match(r"[ \t]*(?:>[ \t]*)+[^\W\d]", line) for line in (before, after))


def bullets(text: str) -> Iterator[Replacement]:
    """The dash or bullet of a list before a figure, which is no minus: a space follows it, no figure goes before."""
    for match in _BULLET.finditer(text):
        if _ENDS_ITEM.search(text, max(0, match.start() - 4), match.start()):
            yield Replacement(match.start(), match.end(), "\n")


def escapes(text: str) -> Iterator[Replacement]:
    r"""The backslash of Markdown before a sign, \*, and before the end of a line."""
    for match in _ESCAPE.finditer(text):
        yield Replacement(match.start(), match.end(), match[1] or "")


def json_escapes(text: str) -> Iterator[Replacement]:
    r"""The escapes of JSON: \u4e2d, and \n behind a sentence."""
    for match in _JSON_ESCAPES.finditer(text):
        if match[0][1] == "u":
            units = bytes.fromhex(match[0].replace("\\u", ""))
            yield Replacement(match.start(), match.end(), units.decode("utf-16-be"))
        else:
            yield Replacement(match.start(), match.end(), "\t" if match[0][1] == "t" else "\n")
