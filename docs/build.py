# ruff: noqa: INP001 - a script, no package
"""Write the pages that are built from the code: docs/cli.md from the commands, docs/rules.md from the rules, and so on.

Run `python docs/build.py` after changing either; tests/test_docs.py fails while a page is stale, and so does
`python docs/build.py --check`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from forumcite.commands import forumcite
from forumcite.rules import EXAMPLE_HEAD, EXAMPLE_SOURCE, RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from forumcite.findings import Rule

DOCS = Path(__file__).parent
COLUMNS = 100
_BUILT = "<!-- Built by docs/build.py: change the code, not this page. -->\n"


def cli_page() -> str:
    """The help of every command, and how to switch completion on."""
    root = forumcite.make_context("forumcite", [], resilient_parsing=True, terminal_width=COLUMNS)
    parts = [_BUILT, "# Commands\n", _help(root)]
    parts += _sections(forumcite, root)
    return "\n".join([*parts, COMPLETION])


def _sections(group: click.Group, parent: click.Context) -> Iterator[str]:
    """The help of the commands of a group, and of those below them."""
    import click

    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        if command is None:
            continue
        context = command.make_context(name, [], parent, resilient_parsing=True, terminal_width=COLUMNS)
        yield f"## {context.command_path}\n"
        yield _help(context)
        if isinstance(command, click.Group):
            yield from _sections(command, context)


def _help(context: click.Context) -> str:
    return f"```text\n{context.get_help()}\n```\n"


COMPLETION = """\
## Completion

Add one line to the start-up file of your shell, and open a new one:

| shell | file | line |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_FORUMCITE_COMPLETE=bash_source forumcite)"` |
| zsh | `~/.zshrc` | `eval "$(_FORUMCITE_COMPLETE=zsh_source forumcite)"` |
| fish | `~/.config/fish/completions/forumcite.fish` | `_FORUMCITE_COMPLETE=fish_source forumcite \\| source` |

## Environment

| variable | meaning |
|---|---|
| `NO_COLOR` | no colours, whatever its value, unless it is empty |
| `FORCE_COLOR` | colours also where standard output is no terminal; `0` for none |
| `TERM=dumb` | no colours |
| `FORUMCITE_LANG` | the language of messages: `en`, `zh-Hans` or `zh-Hant`; without it the locale says |
| `FORUMCITE_DEBUG=1` | the traceback of an internal error, which otherwise is one line |
"""


def rules_page() -> str:
    """Every rule with its level, meaning, remedy and example."""
    return "\n".join([_BUILT, *_rules_head(), *(_rule_section(rule) for rule in RULES.values())])


def _rules_head() -> Iterator[str]:
    yield "# Rules\n"
    yield (
        "`forumcite rule NAME` prints the same. Of a *fixable* rule most findings say in the JSON report what to write,"
        " and `verify --fix` writes that where it is `safe`, `verify --fix --unsafe` in any case.\n"
    )
    yield "| rule | level | fixable | |\n|---|---|---|---|"
    for rule in RULES.values():
        yield f"| [{rule.name}](#{rule.name}) | {rule.level.value} | {'yes' if rule.fixable else ''} | {rule.summary} |"
    yield "\nThe examples quote an invented text, `sources/forum.txt`:\n"
    yield f"```text\n{EXAMPLE_SOURCE}```\n"
    yield "Where an example shows no `sources`, this stands above it:\n"
    yield f"```yaml\n{EXAMPLE_HEAD}```\n"


def _rule_section(rule: Rule) -> str:
    example = f"\nInstead of\n\n```yaml\n{rule.before}```\n\nwrite\n\n```yaml\n{rule.after}```\n" if rule.before else ""
    return (
        f"## {rule.name}\n\n*{rule.level.value}{', fixable' if rule.fixable else ''}*: {rule.summary}.\n\n"
        f"{rule.explanation}\n\n**What to do.** {rule.remedy}\n{example}"
    )


def schema_page() -> str:
    """The JSON Schema of claims files, for the first line of a claims file to point to."""
    import json

    from forumcite.model import claims_schema

    return json.dumps(claims_schema(), ensure_ascii=False, indent=2) + "\n"


def ci_page(platform: str) -> str:
    """The file that `forumcite init --ci PLATFORM` writes."""
    from forumcite.starter import ci_file

    return ci_file(platform)[1]


PAGES = {
    "cli.md": cli_page,
    "rules.md": rules_page,
    "forumcite-claims-v1.schema.json": schema_page,
    "ci/github.yml": lambda: ci_page("github"),
    "ci/gitlab.yml": lambda: ci_page("gitlab"),
}


def stale() -> list[str]:
    """The names of the pages whose file is not what the code gives."""
    return [file for file, page in PAGES.items() if (DOCS / file).read_text(encoding="utf-8") != page()]


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        if pages := stale():
            sys.exit(f"stale: {', '.join(pages)}; run `python docs/build.py`")
    else:
        for file, page in PAGES.items():
            (DOCS / file).write_text(page(), encoding="utf-8", newline="\n")
