# ruff: noqa: INP001 - a script, no package
"""Bring the catalogues of messages up to date with the code: src/forumcite/translations/*.po.

What the code says is collected from it; zh-Hans.po is written by hand, and keeps its translations; zh-Hant.po is made
from it by OpenCC and the corrections of zh-Hant.yaml, and is never written by hand. Run `python translations/build.py`
after changing a message or a translation; `--check` says what is missing or stale, as tests/test_messages.py does.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import click

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/forumcite"
CATALOGUES = PACKAGE / "translations"
CORRECTIONS = Path(__file__).parent / "zh-Hant.yaml"
SIMPLIFIED, TRADITIONAL = "zh-Hans", "zh-Hant"

# The functions of forumcite.messages that take templates, and which of their arguments are templates.
_TEMPLATES = {"Message": (0,), "Series": (0,), "counted": (1, 2)}
# Modules in which templates come from elsewhere, and are collected there.
_PASSED_ON = ("messages.py", "rules.py", "help.py")
_CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
# Kinds of edits, cuts and disagreements; a test finds them in the guard.
KINDS = (
    "adverb approximation bound comparison condition conjunction damage date direction enumeration exception letter "
    "modality name negation number organisation product punctuation quantifier sign term title unit word"
).split()


class Key(NamedTuple):
    """What a translation is looked up by."""

    context: str
    template: str


class UnreadableTemplateError(Exception):
    """A call whose template is not a plain text, so that nobody can translate it."""


# -- what the code says -----------------------------------------------------------------------------------------------


def collected() -> dict[Key, set[str]]:
    """Every template, with the files that it stands in."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for template in _templates(ast.parse(path.read_text(encoding="utf-8")), file):
            found[Key("", template)].add(file)
    for file, keys in (
        ("rules.py", _rules()),
        ("commands.py", _help()),
        ("verdict.py", _terms()),
        ("click", _click_words()),
    ):
        for key in keys:
            found[key].add(file)
    return dict(found)


def _templates(tree: ast.AST, file: str) -> Iterator[str]:
    for node in ast.walk(tree):
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if isinstance(node, ast.Call) and name in _TEMPLATES and file not in _PASSED_ON[:2]:
            for index in _TEMPLATES[name]:
                yield from _texts(node.args[index], f"{file}:{node.lineno}")
    if file == "messages.py":
        # Its own templates, and the separator of a list of values.
        yield from ("{place}: {text}", "{problem}: {remedy}", ", ")


def _texts(node: ast.expr, place: str) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body, place)
        yield from _texts(node.orelse, place)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        raise UnreadableTemplateError(f"{place}: write the template as a text, not as {ast.unparse(node)}")


def _rules() -> Iterator[Key]:
    from forumcite.rules import RULES

    for rule in RULES.values():
        yield from (Key("", text) for text in (rule.summary, rule.explanation, rule.remedy) if text)


def _help() -> Iterator[Key]:
    from forumcite.commands import forumcite
    from forumcite.help import template_of

    for command in _commands(forumcite):
        texts = [command.help, command.epilog, *(getattr(option, "help", None) for option in command.params)]
        yield from (Key("help", template_of(text)) for text in texts if text)


def _commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _commands(each)


def _terms() -> Iterator[Key]:
    from forumcite.findings import Level
    from forumcite.text.folds import FOLD_NAMES
    from forumcite.verdict import Verdict

    terms = {
        "verdict": [verdict.value for verdict in Verdict],
        "level": [level.value for level in Level],
        "fold": FOLD_NAMES,
        "kind": KINDS,
        "record": ("claim", "source", "file"),
        "state": ("kept", "changed", "unread", "no digest"),
    }
    return (Key(context, word) for context, words in terms.items() for word in words)


def _click_words() -> Iterator[Key]:
    """What click says through gettext, in those of its modules that we use."""
    import click

    for name in _CLICK_MODULES:
        tree = ast.parse((Path(click.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            function = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if isinstance(node, ast.Call) and function in ("_", "ngettext"):
                for each in node.args[: 1 if function == "_" else 2]:
                    # One of click's is taken from a variable, and is always the same.
                    yield Key("click", str(each.value) if isinstance(each, ast.Constant) else "required")


# -- the catalogues ---------------------------------------------------------------------------------------------------


def simplified() -> Catalog:
    """The simplified catalogue with an entry for each template; what is not translated yet is empty."""
    path = CATALOGUES / f"{SIMPLIFIED}.po"
    known = read_po(io.BytesIO(path.read_bytes()), locale="zh_Hans") if path.exists() else Catalog()
    made = _empty("zh_Hans")
    for key, files in _ordered(collected()):
        before = known.get(key.template, key.context or None)
        made.add(
            key.template,
            before.string if before else "",
            context=key.context or None,
            locations=[(file, 0) for file in sorted(files)],
            user_comments=before.user_comments if before else (),
        )
    return made


def traditional(source: Catalog) -> Catalog:
    """The traditional catalogue, made from the simplified one."""
    from opencc import OpenCC

    corrections = yaml.safe_load(CORRECTIONS.read_text(encoding="utf-8"))
    convert = OpenCC("s2twp").convert
    made = _empty("zh_Hant")
    for message in source:
        if message.id:
            own = corrections["entries"].get(message.id)
            string = own or _converted(str(message.string), convert, corrections["phrases"])
            made.add(message.id, string, context=message.context, locations=message.locations)
    return made


_QUOTES = str.maketrans("“”‘’", "「」『』")


def _converted(text: str, convert: Any, phrases: dict[str, str]) -> str:
    """A translation in traditional characters; placeholders and code are ASCII and stay as they are."""
    text = convert(text)
    for wrong, right in phrases.items():
        text = text.replace(wrong, right)
    return str(text).translate(_QUOTES)


def _empty(locale: str) -> Catalog:
    return Catalog(locale=locale, project="forumcite", fuzzy=False, header_comment=_HEADERS[locale])


_HEADERS = {
    "zh_Hans": "# Messages of forumcite in simplified Chinese; translations/build.py takes templates from the code.",
    "zh_Hant": "# Made from zh-Hans.po by translations/build.py: correct that, or translations/zh-Hant.yaml.",
}


def _ordered(found: dict[Key, set[str]]) -> list[tuple[Key, set[str]]]:
    return sorted(found.items(), key=lambda each: (each[0].context, min(each[1]), each[0].template))


def written(catalogue: Catalog) -> str:
    """The text of a catalogue, without line numbers and dates, which would change with every edit elsewhere."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, include_lineno=False, omit_header=False)
    text = buffer.getvalue().decode("utf-8")
    return re.sub(
        r'"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator): .*"\n', "", text
    )


def untranslated(catalogue: Catalog) -> list[str]:
    """The templates that have no translation."""
    return [str(message.id) for message in catalogue if message.id and not message.string]


def files() -> Iterable[tuple[Path, str]]:
    """Each catalogue's file and what should stand in it."""
    source = simplified()
    yield CATALOGUES / f"{SIMPLIFIED}.po", written(source)
    yield CATALOGUES / f"{TRADITIONAL}.po", written(traditional(source))


if __name__ == "__main__":
    missing = untranslated(simplified())
    if "--check" in sys.argv[1:]:
        stale = [path.name for path, text in files() if not path.exists() or path.read_text(encoding="utf-8") != text]
        if stale:
            sys.exit(f"stale: {', '.join(stale)}; run `python translations/build.py`")
    else:
        for path, text in files():
            path.write_text(text, encoding="utf-8", newline="\n")
    if missing:
        sys.exit("not translated yet:\n" + "\n".join(f"  {template!r}" for template in missing))
