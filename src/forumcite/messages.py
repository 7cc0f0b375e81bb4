"""What the tool says to people, in English and in Chinese.

A message is its English text, and remembers the template and the values that it was made of. So whatever compares or
stores it sees English, and a report for people asks for the same message in another language when it prints it.
Templates are looked up in the catalogues (gettext's PO format) in translations/; one that is not there stays English.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""The languages that there are; English is what the code says."""
ENGLISH = LANGUAGES[0]

Catalogue = dict[tuple[str, str], str]
"""The translation of each template, by its context, mostly empty, and the template."""


class Message(str):
    """A text for people: `Message("{quote} became {source}", quote=…, source=…)`.

    It equals its English text. A value may be a message itself, or a list of texts, which the language separates in its
    own way. Without values the template is the text, braces and all; with them it is read as by `str.format`.

    Attributes:
        template: The text with its placeholders: the key in the catalogues.
        values: What stands for the placeholders.
        context: What tells equal templates apart (gettext's msgctxt), mostly empty.
    """

    __slots__ = ("context", "template", "values")
    template: str
    values: Mapping[str, object]
    context: str

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the template in English."""
        made = super().__new__(cls, _filled(template, values, ENGLISH) if values else template)
        made.template, made.values, made.context = template, values, ""
        return made

    def __str__(self) -> str:
        """The message itself: an exception that carries one still does after `str(error)`."""
        return self


class Series(Message):
    """Messages one after the other, such as `Series("; ", parts)`; the language has its own sign between them."""

    __slots__ = ()

    def __new__(cls, between: str, parts: Sequence[str]) -> Self:
        """Join the parts in English."""
        made = str.__new__(cls, between.join(parts))
        made.template, made.values, made.context = between, {"parts": tuple(parts)}, ""
        return made


def term(context: str, word: str) -> Message:
    """A word of a closed set (a verdict, a kind of edit, a fold), which is a name in JSON and a word to people."""
    made = Message(word)
    made.context = context
    return made


def counted(number: int, one: str, many: str, **values: object) -> Message:
    """A message with a number in it, `{number}`: `one` is the template for 1, `many` for any other."""
    return Message(one if number == 1 else many, number=number, **values)


def placed(place: str, text: str) -> Message:
    """A message with the place in front that it is about, as compilers print it: `file:line: message`."""
    return Message("{place}: {text}", place=place, text=text)


def with_remedy(problem: str, remedy: str) -> Message:
    """What is wrong and, after a colon, what to do."""
    return Message("{problem}: {remedy}", problem=problem, remedy=remedy)


def translated(text: str, language: str) -> str:
    """A message in a language of LANGUAGES, its values too where they are messages; other text as it is."""
    if not isinstance(text, Message) or language == ENGLISH:
        return text
    known = catalogue(language)
    template = known.get((text.context, text.template), text.template)
    if isinstance(text, Series):
        parts = text.values["parts"]
        return template.join(translated(part, language) for part in parts) if isinstance(parts, tuple) else text
    return _filled(template, text.values, language) if text.values else template


def _filled(template: str, values: Mapping[str, object], language: str) -> str:
    return template.format_map({key: _shown(value, language) for key, value in values.items()})


def _shown(value: object, language: str) -> object:
    if type(value) is str or type(value) is int:  # nearly all are
        return value
    if isinstance(value, list | tuple):
        return translated(Series(", ", value), language)
    told = str(value) if isinstance(value, Exception) else value
    return translated(told, language) if isinstance(told, Message) else told


# -- the catalogues ---------------------------------------------------------------------------------------------------


@cache
def catalogue(language: str) -> Catalogue:
    """The translations of a language; none for English, and none where the file is missing."""
    from pathlib import Path

    file = Path(__file__).parent / "translations" / f"{language}.po"
    return read_po(file.read_text(encoding="utf-8")) if language != ENGLISH and file.is_file() else {}


def read_po(text: str) -> Catalogue:
    """The finished entries of a PO file: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html.

    Plural forms are not read: Chinese has none. An entry marked fuzzy, or not translated yet, is left out.
    """
    entries = (_entry(paragraph) for paragraph in text.split("\n\n"))
    return {(entry.get("msgctxt", ""), entry["msgid"]): entry["msgstr"] for entry in entries if entry.get("msgstr")}


_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def _entry(paragraph: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in paragraph.splitlines():
        if line.startswith(("#, fuzzy", "#~")):
            return {}
        if line.startswith("msg"):
            name, _, line = line.partition(" ")  # noqa: PLW2901 - the rest of the line is read as any other
        if line.startswith('"'):
            fields[name] = fields.get(name, "") + line[1:-1]
    fields = {name: _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text) for name, text in fields.items()}
    return fields if fields.get("msgid") else {}


# -- which language ---------------------------------------------------------------------------------------------------

_VARIABLES = ("FORUMCITE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))


def language_of(tag: str) -> str | None:
    """The language that a tag (BCP 47) or the name of a locale asks for, None where it is none of ours.

    `zh-Hant`, `zh_TW.UTF-8` and `zh-HK` are traditional Chinese, every other `zh` is simplified.
    """
    parts = re.split(r"[-_]", re.split(r"[.@]", tag.strip().lower())[0])
    if parts[0] == "zh":
        return "zh-Hant" if _TRADITIONAL & set(parts) and "hans" not in parts else "zh-Hans"
    return ENGLISH if parts[0] in ("en", "c", "posix") else None


def preferred_language(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: FORUMCITE_LANG, else the locale; English for any other."""
    asked = next((environment[name] for name in _VARIABLES if environment.get(name)), ENGLISH)
    return language_of(asked) or ENGLISH


def printable_language(language: str, encoding: str) -> str:
    """The language, or English where the encoding of a console lacks a character of its messages."""
    try:
        "".join(catalogue(language).values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ENGLISH
    return language


def placeholders(template: str) -> Iterator[str]:
    """The names in braces, in order."""
    from string import Formatter

    return (name for _, name, _, _ in Formatter().parse(template) if name is not None)
