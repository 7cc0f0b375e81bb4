"""Which language a run speaks, and help in it: the texts of commands and options, click's own words, lines of Han."""

from __future__ import annotations

import gettext
import os
import re
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import click
from click import core, exceptions, formatting, parser, types

from forumcite.messages import (
    ENGLISH,
    LANGUAGES,
    Message,
    language_of,
    preferred_language,
    printable_language,
    term,
    translated,
)
from forumcite.report.style import width as cells
from forumcite.report.style import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_AS_IT_IS = "\b\n"  # click's sign that the lines of a paragraph stay as they are
_FIRST_SENTENCE = re.compile(r".*?[。.](?=\s|$|[^a-z])", re.DOTALL)


@dataclass
class Session:
    """The language of one run; the entry point makes it, and needs it still after an error."""

    language: str = ENGLISH

    def on(self, stream: Any) -> str:
        """The language for a stream: English where its encoding lacks a character of the messages."""
        return printable_language(self.language, getattr(stream, "encoding", None) or "utf-8")


def session() -> Session:
    """The session of the command that is running; that of the environment where none was made."""
    context = click.get_current_context(silent=True)
    found = context.find_object(Session) if context else None
    return found or Session(preferred_language(os.environ))


def _chosen(context: click.Context, _parameter: click.Parameter, tag: str | None) -> None:
    if tag is None:
        return
    language = language_of(tag)
    if language is None:
        message = Message("write one of {languages}", languages=LANGUAGES)
        raise click.BadParameter(message, ctx=context, param_hint="--lang")
    chosen = context.find_root().ensure_object(Session)
    chosen.language = language
    use_language(chosen.on(sys.stdout))


lang_option = click.option(
    "--lang",
    metavar="LANGUAGE",
    callback=_chosen,
    expose_value=False,
    is_eager=True,
    help="The language of messages: en, zh-Hans or zh-Hant; else that of FORUMCITE_LANG or the locale.",
)


def use_language(language: str) -> None:
    """Let click say its own words in a language.

    Click binds the functions of gettext when it is imported, and those read compiled files at a place of their own;
    its modules' names for them are the only other seam. What it does not find in the catalogue stays English.
    """

    def one(text: str) -> str:
        return translated(term("click", text), language)

    def many(singular: str, plural: str, number: int) -> str:
        return one(singular if number == 1 else plural)

    english = {"_": gettext.gettext, "ngettext": gettext.ngettext}
    spoken = english if language == ENGLISH else {"_": one, "ngettext": many}
    for module in (core, exceptions, formatting, parser, types):
        vars(module).update({name: function for name, function in spoken.items() if name in vars(module)})


# -- help -------------------------------------------------------------------------------------------------------------


class _Formatter(click.HelpFormatter):
    """Breaks lines by their width on the screen, between Han characters too."""

    def write_text(self, text: str) -> None:
        super().write_text(_broken(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((cells(row[0]) for row in rows), default=0), col_max) + col_spacing
        width = max(self.width - first - 2, 10)
        super().write_dl([(name, _broken(text, width)) for name, text in rows], col_max, col_spacing)


def _broken(text: str, columns: int) -> str:
    """The paragraphs, each broken into lines that click leaves as they are."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return "\n\n".join(
        paragraph
        if paragraph.startswith(_AS_IT_IS)
        else _AS_IT_IS + "\n".join(wrap(" ".join(paragraph.split()), columns))
        for paragraph in paragraphs
    )


class _Context(click.Context):
    """A context whose help is laid out for its language."""

    def make_formatter(self) -> click.HelpFormatter:
        if session().language == ENGLISH:
            return super().make_formatter()
        return _Formatter(width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command whose help is printed in the language of the run."""

    context_class = _Context

    def get_help(self, ctx: click.Context) -> str:
        """The help, translated while it is put together."""
        with _spoken(self, ctx):
            return super().get_help(ctx)


class Group(click.Group):
    """A group whose help is printed in the language of the run."""

    context_class = _Context
    command_class = Command
    group_class = type

    def get_help(self, ctx: click.Context) -> str:
        """The help, translated while it is put together."""
        with _spoken(self, ctx):
            return super().get_help(ctx)


@contextmanager
def _spoken(command: click.Command, context: click.Context) -> Iterator[None]:
    """A command whose texts, and those of the commands below it, are translated for a while."""
    language = session().language
    with ExitStack() as after:
        if language != ENGLISH:
            below = list(command.commands.values()) if isinstance(command, click.Group) else []
            for each in (command, *below):
                _say(each, ("help", "epilog"), language, after)
            for each in below:
                _put(each, "short_help", _summary(each.help or ""), after)
            for option in command.get_params(context):
                if isinstance(option, click.Option):
                    _say(option, ("help",), language, after)
        yield


def template_of(text: str) -> str:
    """A help text as the catalogues have it: without indentation, which depends on Python, and click's sign."""
    return cleandoc(text).removeprefix(_AS_IT_IS)


def _say(thing: object, names: Sequence[str], language: str, after: ExitStack) -> None:
    for name in names:
        if text := getattr(thing, name):
            template = template_of(text)
            told = translated(term("help", template), language)
            if told == template:  # the option --help is click's own
                told = translated(term("click", template), language)
            _put(thing, name, _AS_IT_IS + told if text.lstrip().startswith(_AS_IT_IS) else told, after)


def _put(thing: object, name: str, value: str, after: ExitStack) -> None:
    after.callback(setattr, thing, name, getattr(thing, name))
    setattr(thing, name, value)


def _summary(text: str) -> str:
    """The first sentence of a help text, without its full stop, as click makes of an English one."""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    found = _FIRST_SENTENCE.match(paragraph)
    return (found[0] if found else paragraph).rstrip("。.")
