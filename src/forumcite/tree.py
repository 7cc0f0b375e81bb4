"""The text of a YAML file as plain values, with the place of every key and value.

Values come from the events of libyaml, all of them as text. What YAML can do and a claims file may not (anchors, tags,
merge keys, several documents, types guessed from the look of a word) becomes a complaint at its place, and so does what
a person reads in the file and YAML does not. Nothing here knows what the keys mean, except where a hint needs it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from forumcite.findings import Level
from forumcite.messages import Message
from forumcite.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

MAXIMUM_DEPTH = 32
"""How deep mappings and lists may nest; the format needs 7, the rest is for `meta`."""
MAXIMUM_SCALAR = 2_000_000
"""The length in code points above which a value is refused."""
MAXIMUM_ITEMS = 1000
"""How many items a list may have, and keys a mapping inside a claim or source."""
MAXIMUM_IDS = 100_000
"""How many claims or sources one file may hold."""
MAXIMUM_EVENTS = 1_000_000
"""How many values, keys and brackets one file may hold; 10,000 claims have some 300,000."""
MAXIMUM_COMPLAINTS = 200
"""How many complaints of one file are shown; after ten times as many the rest is not read."""

Path = tuple[str | int, ...]
"""The way to a value: keys and, counting from 0, items."""


class Branch:
    """The places of one mapping or list: where it stands, and those of its keys and items.

    A place is one integer, start << 32 | end, in code points of the file, because there are many.
    """

    __slots__ = ("end", "items", "keys", "start")

    def __init__(self, start: int, *, mapping: bool) -> None:
        """Begin a mapping or a list at `start`."""
        self.start = start
        self.end = start
        self.keys: dict[str, int] | None = {} if mapping else None
        self.items: Any = {} if mapping else []


Mark = int | Branch


def find_mark(branch: Branch, path: Path) -> Mark | None:
    """The place of the value at `path`, or None."""
    mark: Mark = branch
    for step in path:
        if not isinstance(mark, Branch):
            return None
        if isinstance(step, int) != (mark.keys is None) or (isinstance(step, int) and step >= len(mark.items)):
            return None
        found = mark.items[step] if isinstance(step, int) else mark.items.get(step)
        if found is None:
            return None
        mark = found
    return mark


def value_index(branch: Branch, path: Path, otherwise: int) -> int:
    """Where the value at `path` begins; of what is not there, the key of the nearest thing above."""
    mark = find_mark(branch, path) if path else None
    if mark is None:
        return key_index(branch, path[:-1], otherwise) if path else otherwise
    return start_of(mark)


def key_index(branch: Branch, path: Path, otherwise: int) -> int:
    """Where the key at `path` begins, or the item of a list; of what is not there, the nearest thing above."""
    while path:
        parent = find_mark(branch, path[:-1])
        step = path[-1]
        if isinstance(parent, Branch):
            if isinstance(step, str) and parent.keys is not None and step in parent.keys:
                return parent.keys[step]
            if isinstance(step, int) and parent.keys is None and step < len(parent.items):
                return value_index(branch, path, otherwise)
        path = path[:-1]
    return otherwise


class Complaint(NamedTuple):
    """Something wrong at an index of the text of a file, before it is known whose it is."""

    at: int
    message: str
    rule: str = "claims-invalid"
    level: Level = Level.ERROR
    related: int | None = None


def start_of(mark: Mark) -> int:
    """Where a value begins."""
    return mark >> 32 if isinstance(mark, int) else mark.start


def shorten(text: object, length: int = 60) -> str:
    """At most `length` characters of `text`, for a message."""
    shown = str(text)
    return shown if len(shown) <= length else f"{shown[:length]}…"


_DISCARD = object()
# How many mappings and lists are open inside `claims` or `sources`, where the ids stand.
_SECTION_DEPTH = 2
# Han, kana, bopomofo and the punctuation that is set with them, between which no space stands.
_HAN = "\u2e80-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_HAN += "\U00020000-\U0003ffff"
_JOINED_LINES = lazy(rf"[{_HAN}][ \t]*(?:\r\n?|\n)[ \t]*[{_HAN}]")
# What YAML readers treat differently, or not at all: control characters and the line breaks that only YAML 1.1 knows.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_COMMENT = re.compile(r"[ \t]+#(.?)")
_WIDE_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff"
_FORMAT_KEYS = "version|sources|claims|path|sha256|cite|statement|speaker|evidence|source|quote|start|end|prefix|suffix"
_FORMAT_KEYS += "|relation|accept|about|status|rating|tags|note|meta|title|type|issued|language|author|URL|accessed"
_SWALLOWED = re.compile(rf"(?:^|[\r\n])[ \t]*(?:- +)?(?:{_FORMAT_KEYS})[ \t]*(：)")
# Behind a word of a source ` #` is most likely part of it; behind these it is a comment, however it is written.
_FROM_SOURCE = ("quote", "prefix", "suffix")
_NEVER_CUT: tuple[str, ...] = (
    "version",
    "path",
    "sha256",
    "source",
    "start",
    "end",
    "relation",
    "status",
    "type",
    "op",
    "verdict",
    "quote_sha256",
)
_NEVER_CUT += ("source_sha256", "issued", "accessed")


class _UnreadableYamlError(Exception):
    """The file cannot be read further; the complaint has been made."""


class Tree:
    """Builds plain values and their places from parser events, without recursion.

    `seen` holds the indexes that have been complained of. `broken` says that reading stopped before the end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.complaints: list[Complaint] = []
        self.seen: set[int] = set()
        self.broken = False
        self.documents = 0
        # The innermost open mapping or list; a list around everything saves a special case.
        self.values: Any = []
        self.branch = Branch(0, mapping=False)
        self.keys: dict[str, int] | None = None
        self.key: Any = None
        self.free = False
        self.stack: list[tuple[Any, Branch, Any, bool, bool]] = []
        # The last scalar that goes over several lines.
        self.lines = 0, 0
        self.has_comments = "#" in text
        self.has_wide_signs = any(sign in text for sign in ("：", *_WIDE_SPACES))
        self.suspicious = self.has_comments or self.has_wide_signs
        self.pure = False

    def read(self) -> tuple[Any, Mark | None]:
        """The value of the file and its places; (None, None) for a file without content or one that is broken."""
        try:
            self._follow(_parser(self._cleaned()))
        except _UnreadableYamlError:
            self.broken = True
        if self.broken or not self.values:
            return None, None
        return self.values[0], self.branch.items[0]

    def _cleaned(self) -> str:
        """The text with what no YAML reader should see replaced, one for one, so that places stay."""
        for found in _REFUSED.finditer(self.text):
            sign = ord(found[0])
            escape = f"\\u{sign:04x}" if sign > 0xFF else f"\\x{sign:02x}"
            message = Message(
                "U+{sign:04X} may not stand in a claims file: delete it, or write {escape} in double quotation marks",
                sign=sign,
                escape=escape,
            )
            self._complain(found.start(), message)
            if len(self.complaints) > MAXIMUM_COMPLAINTS:
                break
        return _REFUSED.sub("\ufffd", self.text)

    def _complain(self, index: int, message: str, related: int | None = None) -> None:
        self.seen.add(index)
        self.complaints.append(Complaint(index, message, related=related))
        if len(self.complaints) >= 10 * MAXIMUM_COMPLAINTS:
            raise _UnreadableYamlError

    def _stop(self, index: int, message: str) -> None:
        self._complain(index, message)
        raise _UnreadableYamlError

    def _follow(self, parser: Any) -> None:
        import yaml

        handlers: dict[type, Callable[[Any], None]] = {
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        following = parser.get_event
        # Only the Python parser can say where it is, and only it makes surrogates.
        self.pure = hasattr(parser, "get_mark")
        scalar, scalar_event = self._scalar, yaml.ScalarEvent
        try:
            for event in islice(iter(following, None), MAXIMUM_EVENTS):
                kind = type(event)
                if kind is scalar_event:
                    scalar(event)
                elif (handle := handlers.get(kind)) is not None:
                    handle(event)
            event = following()
            if event is not None:
                self._stop(event.start_mark.index, Message("this file holds too many values: split it into several"))
        except yaml.MarkedYAMLError as error:
            self._stop(*self._syntax_error(error))
        except (yaml.YAMLError, ValueError, OverflowError):
            # The pure Python reader lets some impossible escapes and numbers through to Python.
            index = parser.get_mark().index if self.pure else 0
            self._stop(min(index, len(self.text)), Message("this is not YAML: put the text in double quotation marks"))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if event.tags:
            self._complain(
                event.start_mark.index, Message("a %TAG directive may not stand in a claims file: delete it")
            )
        if self.documents > 1:
            self._complain(event.start_mark.index, Message("a second document begins: put it into a file of its own"))
            # What follows is read for its errors but kept apart from the first document.

    def _decorations(self, event: Any, index: int) -> None:
        if event.anchor is not None:
            self._complain(
                index, Message("an anchor (&) may not stand in a claims file: write the value out where it is used")
            )
        elif event.tag is not None:
            self._complain(index, Message("a tag (!) may not stand in a claims file: delete it, every value is text"))

    def _scalar(self, event: Any) -> None:
        value = event.value
        start = event.start_mark.index
        plain = not event.style
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, start)
        if self.key is None and self.keys is not None:
            if value in self.keys or len(self.keys) >= MAXIMUM_ITEMS or (plain and value in ("", "~", "<<")):
                self._begin_doubtful_key(value, start, plain=plain)
            else:
                self.keys[value] = start
                self.key = value
            return
        end = event.end_mark.index
        if not self.free:
            if plain:
                if value in ("", "~"):
                    self._empty_value(start)
                    value = ""
                elif self.suspicious:
                    self._check_plain(value, start, end)
            if event.style != "|" and self.text.find("\n", start, end) >= 0:
                self.lines = start, end
                self._check_lines(start, end)
        if len(value) > MAXIMUM_SCALAR:
            self._complain(
                start,
                Message(
                    "this value has {number} characters: at most {limit} may stand here",
                    number=len(value),
                    limit=MAXIMUM_SCALAR,
                ),
            )
        elif self.pure:
            self._check_surrogates(value, start)
        if self.keys is None or self.key is _DISCARD:
            self._attach(value, start << 32 | end)
        else:
            self.values[self.key] = value
            self.branch.items[self.key] = start << 32 | end
            self.key = None

    def _check_surrogates(self, value: str, start: int) -> None:
        # libyaml refuses the escape itself; the pure Python reader makes half a character of it.
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            self._complain(start, Message("this value has half a surrogate pair: write the character itself"))

    def _begin_doubtful_key(self, key: str, index: int, *, plain: bool) -> None:
        keys = self.keys
        if keys is None:
            return
        if plain and key in ("", "~"):
            self._complain(
                index, Message("there is no key before this colon: write one, or put the text in quotation marks")
            )
        elif plain and key == "<<":
            self._complain(index, Message("a merge key (<<) may not stand in a claims file: write the keys out"))
        elif key in keys:
            place = keys[key]
            counted_line = len(self.complaints) < MAXIMUM_COMPLAINTS
            line = self.text.count("\n", 0, place) + 1 if counted_line else Message("above")
            message = Message(
                "`{key}` stands here a second time, after line {line}: delete or rename one of the two",
                key=shorten(key),
                line=line,
            )
            self._complain(index, message, related=place)
        elif len(keys) >= (MAXIMUM_IDS if len(self.stack) <= _SECTION_DEPTH else MAXIMUM_ITEMS) and not self.free:
            self._stop(index, Message("this mapping has more than {number} keys: split it", number=len(keys)))
        else:
            keys[key] = index
            self.key = key
            return
        self.key = _DISCARD

    def _empty_value(self, index: int) -> None:
        """Complain at the key; the place of the value counts as said, too."""
        self.seen.add(index)
        keys = self.keys
        if keys is not None and self.key in keys:
            message = Message("`{key}` is empty: write its value, or leave the key out", key=shorten(self.key))
            self._complain(keys[self.key], message)
        elif keys is None and self.stack:
            self._complain(index, Message("this item is empty: write its value, or delete it"))

    def _check_plain(self, value: str, start: int, end: int) -> None:
        """What a reader of the file sees and YAML does not: a text that goes on, a colon, a space."""
        comment = _COMMENT.match(self.text, end) if self.has_comments else None
        if comment and (
            self.key in _FROM_SOURCE
            or not (comment[1].isspace() or comment[1] in ("", "#", "!") or self.key in _NEVER_CUT)
        ):
            where = comment.start() + comment[0].index("#")
            self.seen.add(start)
            self._complain(
                where, Message("` #` begins a comment and cuts the text off here: put it in double quotation marks")
            )
        elif self.has_wide_signs:
            swallowed = _SWALLOWED.search(self.text, start, end)
            if swallowed:
                self.seen.add(start)
                self._complain(swallowed.start(1), _FULL_WIDTH_COLON)
            elif value[0] in _WIDE_SPACES or value[-1] in _WIDE_SPACES:
                sign = value[0] if value[0] in _WIDE_SPACES else value[-1]
                message = Message(
                    "U+{sign:04X}, a space that YAML does not know, is part of this text: delete it, or put the text in"
                    " double quotation marks",
                    sign=ord(sign),
                )
                self._complain(start, message)

    def _check_lines(self, start: int, end: int) -> None:
        found = _JOINED_LINES.search(self.text, start, end)
        if found:
            message = Message(
                "a line break inside this text becomes a space between Chinese characters: write the "
                "text on one line, or as a block that begins with |-"
            )
            self.complaints.append(Complaint(start, message, rule="text-folded", level=Level.WARNING))

    def _attach(self, value: Any, mark: Mark) -> None:
        if self.keys is None:
            if len(self.values) >= MAXIMUM_ITEMS and not self.free:
                self._stop(
                    start_of(mark), Message("this list has more than {limit} items: split it", limit=MAXIMUM_ITEMS)
                )
            self.values.append(value)
            self.branch.items.append(mark)
            return
        if self.key is not _DISCARD:
            self.values[self.key] = value
            self.branch.items[self.key] = mark
        self.key = None

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {}, mapping=True)

    def _open_list(self, event: Any) -> None:
        self._open(event, [], mapping=False)

    def _open(self, event: Any, values: Any, *, mapping: bool) -> None:
        index = event.start_mark.index
        if len(self.stack) >= MAXIMUM_DEPTH:
            self._stop(
                index,
                Message("mappings and lists nest more than {limit} deep here: write them flatter", limit=MAXIMUM_DEPTH),
            )
        if event.anchor is not None or event.tag is not None:
            self._decorations(event, index)
        as_key = self.key is None and self.keys is not None
        if as_key:
            self._complain(index, Message("a key must be text, not a list or mapping: put it in quotation marks"))
        self.stack.append((self.values, self.branch, self.key, self.free, as_key))
        self.free = self.free or self.key in ("meta", "custom")
        self.values = values
        self.branch = Branch(index, mapping=mapping)
        self.keys = self.branch.keys
        self.key = None

    def _close(self, event: Any) -> None:
        values, branch = self.values, self.branch
        branch.end = event.end_mark.index
        self.values, self.branch, self.key, self.free, as_key = self.stack.pop()
        self.keys = self.branch.keys
        if as_key:
            self.key = _DISCARD
        else:
            self._attach(values, branch)

    def _alias(self, event: Any) -> None:
        index = event.start_mark.index
        self._complain(
            index,
            Message("an alias (*) may not stand in a claims file: write the value out, or put it in quotation marks"),
        )
        if self.key is None and self.keys is not None:
            self.key = _DISCARD
        else:
            self._attach("", index << 32 | event.end_mark.index)

    def _syntax_error(self, error: Any) -> tuple[int, str]:
        problem = f"{error.context} {error.problem}"
        index = error.problem_mark.index if error.problem_mark else 0
        context = error.context_mark.index if error.context_mark else None
        hint = self._hint(index, context)
        if hint:
            return hint
        for words, at_context, message in _SYNTAX:
            if words in problem:
                index = context if at_context and context is not None else index
                return min(index, len(self.text)), message
        return min(index, len(self.text)), Message(
            "this is not YAML: check the indentation, or put the text in double quotation marks"
        )

    def _hint(self, index: int, context: int | None) -> tuple[int, str] | None:
        """A sign that looks right and is not, in the lines just before a syntax error."""
        start, stop = self.lines
        if stop >= index - 1 and self.text[start] in "\"'" and _KEY_LINE.search(self.text, start, stop):
            return start, Message(
                "this quotation mark is not closed in its line, and what follows became its text: close it"
            )
        begin = self.text.rfind("\n", 0, min(index, context if context is not None else index)) + 1
        for _line in range(3):
            begin = self.text.rfind("\n", 0, max(begin - 1, 0)) + 1
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        window = max(begin, index - 2000), min(end, index + 2000)
        last = None
        for pattern, message in _HINTS:
            for found in pattern.finditer(self.text, *window):
                if last is None or found.start(1) > last[0]:
                    last = found.start(1), message
        return last


_FULL_WIDTH_COLON = Message(
    "this colon is full-width and YAML does not know it: write `: `, half-width and with a space"
)
_HINTS = (
    (re.compile(rf"(?m)^[ \t]*(?:- +)?(?:{_FORMAT_KEYS})[ \t\u3000]*(：)"), _FULL_WIDTH_COLON),
    (re.compile(r"(?m)^[ \t]*(?:- +)?[\w.-]+(：)[ \t]*$"), _FULL_WIDTH_COLON),
    (
        re.compile(rf"(?m)^[ \t]*(?:- +)?(?:{_FORMAT_KEYS}):([\u3000\u00a0])"),
        Message("the space after this colon is none that YAML knows: write an ordinary one"),
    ),
    (
        re.compile(rf"(?m)^[ \t]*(?:- +)?(?:{_FORMAT_KEYS}):([^\s\u3000\u00a0/])"),
        Message("a space is missing after this colon: write `: `"),
    ),
    (
        re.compile(r"(?m)^ *([\u3000\u00a0])"),
        Message("the space that indents this line is none that YAML knows: indent with ordinary spaces"),
    ),
    (re.compile(r"(?m)^ *(\t)"), Message("a tab indents this line: indent with spaces")),
)
_KEY_LINE = lazy(r"(?m)^[ \t]*(?:- +)?[\w.-]+:(?:[ \t]|$)")
_INDENTATION = Message(
    "this does not fit the lines above: check the indentation, and quotation marks that end too early"
)
# Words of a parser's message, whether the place is that of the context, and ours. libyaml and the Python reader differ.
_SYNTAX = (
    ("chomping or indentation", False, Message("after | or > only the line may end: write the text on the next line")),
    (
        "mapping values are not allowed",
        False,
        Message("a second colon in one line: put the text in double quotation marks"),
    ),
    (
        "could not find expected ':'",
        True,
        Message("this line is neither `key: value` nor `- item`: add the colon or the dash"),
    ),
    ("unexpected end of stream", True, Message("this quotation mark is never closed: close it")),
    ("unexpected document", True, Message("this quotation mark is never closed: close it")),
    ("unknown escape", False, Message("in double quotation marks \\ begins an escape: write \\\\ for a backslash")),
    ("escape", False, Message("this escape is none that stands for a character: write the character itself")),
    ("hexdecimal", False, Message("this escape lacks hexadecimal digits: write the character itself")),
    ("hexadecimal", False, Message("this escape lacks hexadecimal digits: write the character itself")),
    ("cannot start any token", False, Message("text may not begin with this sign: put it in double quotation marks")),
    ("tag", False, Message("a tag (!) may not stand in a claims file: put the text in double quotation marks")),
    (
        "alphabetic or numeric",
        False,
        Message("& and * begin anchors and aliases: put the text in double quotation marks"),
    ),
    (
        "while scanning an anchor",
        False,
        Message("& and * begin anchors and aliases: put the text in double quotation marks"),
    ),
    (
        "',' or ']'",
        True,
        Message("this list in [ ] is not closed, or lacks a comma: close it, and quote texts with commas"),
    ),
    (
        "',' or '}'",
        True,
        Message("this mapping in { } is not closed, or lacks a comma: close it, and quote texts with commas"),
    ),
    ("sequence entries are not allowed", False, Message("a list may not begin here: put `- ` on a line of its own")),
    ("<document start>", False, Message("this does not belong to the mapping above: check the indentation")),
    ("expected key", False, _INDENTATION),
    ("block end", False, _INDENTATION),
    ("'-' indicator", False, _INDENTATION),
    ("tab character", False, Message("a tab indents this line: indent with spaces")),
    ("indentation", False, _INDENTATION),
    ("directive", False, Message("this is no directive that may stand here: delete it")),
    ("YAML document", False, Message("this version of YAML is unknown: delete the directive")),
    ("node content", False, Message("a value is missing here: write it, or put the text in double quotation marks")),
    ("comment or line break", False, Message("after | or > only the line may end: write the text on the next line")),
)


def _parser(text: str) -> Any:
    """The parser of libyaml, or the pure Python one where PyYAML was built without it."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined] # it is there where libyaml is
    except ImportError:
        return pure_parser(text)
    return CParser(text)


def pure_parser(text: str) -> Any:
    """PyYAML's own parser: the same events, many times slower."""
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        """Reader, scanner and parser in one, as PyYAML's loaders are."""

        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser(text)
