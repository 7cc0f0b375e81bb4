"""The example of each rule, run: what stands under "Instead of" breaks the rule, what stands under "write" does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forumcite.rules import EXAMPLE_HEAD, EXAMPLE_SOURCE, RULES

if TYPE_CHECKING:
    from pathlib import Path

verify = pytest.importorskip("forumcite.verify")
claims = pytest.importorskip("forumcite.claims")
configuration = pytest.importorskip("forumcite.configuration")

# Rules whose checks come with a later issue; strict: a rule that fires must leave this list.
NOT_YET: set[str] = set()
WITH_EXAMPLE = [name for name, rule in RULES.items() if rule.before]
CLAIM = """\
claims:
  clusters:
    evidence:
      - source: forum
        quote: "公司已建成9个算力集群"
"""


def broken_rules(example: str, folder: Path) -> set[str]:
    """The rules that a project with this example as its only claims file breaks."""
    head = "" if example.startswith("sources:") else EXAMPLE_HEAD
    tail = "" if "claims:" in example else CLAIM
    (folder / "claims/sources").mkdir(parents=True)
    (folder / "claims/sources/forum.txt").write_bytes(EXAMPLE_SOURCE.encode())
    (folder / "claims/forum.yaml").write_bytes(f"{head}{example}{tail}".encode())
    project = claims.load_project(folder, (), configuration.load_configuration(folder))
    return {finding.rule for finding in verify.verify_project(project).findings}


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_the_example_breaks_its_rule(name: str, tmp_path: Path) -> None:
    assert (name in broken_rules(RULES[name].before, tmp_path)) == (name not in NOT_YET)


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_the_mended_example_keeps_its_rule(name: str, tmp_path: Path) -> None:
    found = broken_rules(RULES[name].after, tmp_path)
    errors = {rule for rule in found if RULES[rule].level.value == "error"}
    assert (name in found, errors) == (False, set())
