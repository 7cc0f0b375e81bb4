"""The documentation is built from the code or holds against it."""

from __future__ import annotations

import hashlib
import runpy
from pathlib import Path

import click
import pytest
import yaml

from forumcite.commands import forumcite
from forumcite.rules import EXAMPLE_DIGEST, EXAMPLE_HEAD, EXAMPLE_SOURCE, RULES, TRUST_RULES

DOCS = Path(__file__).parents[1] / "docs"
# They compare two states of a project, which no single claims file can show; tests/test_trust.py breaks each of them.
WITHOUT_EXAMPLE = {*TRUST_RULES, "baseline-stale"}
BUILD = runpy.run_path(str(DOCS / "build.py"))


@pytest.mark.parametrize("name", BUILD["PAGES"])
def test_a_built_page_is_not_stale(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == BUILD["PAGES"][name](), "run `python docs/build.py`"


def test_every_command_and_option_says_what_it_does() -> None:
    groups = [command for command in forumcite.commands.values() if isinstance(command, click.Group)]
    below = [command for group in groups for command in group.commands.values()]
    for command in (forumcite, *forumcite.commands.values(), *below):
        assert command.help
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_complete(name: str) -> None:
    rule = RULES[name]
    assert rule.summary
    assert rule.explanation.endswith(".")
    assert rule.remedy.endswith((".", "`", "……"))
    if name in WITHOUT_EXAMPLE:
        assert (rule.before, rule.after) == ("", "")
        return
    assert rule.before != rule.after
    for example in (rule.before, rule.after):
        assert isinstance(yaml.safe_load(example), dict)


def test_the_example_has_the_digest_of_its_source() -> None:
    assert hashlib.sha256(EXAMPLE_SOURCE.encode()).hexdigest() == EXAMPLE_DIGEST
    assert yaml.safe_load(EXAMPLE_HEAD)["sources"]["forum"]["sha256"] == EXAMPLE_DIGEST
