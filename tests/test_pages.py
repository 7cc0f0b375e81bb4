"""The pages written by hand name everything that the code has, and nothing that it has not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from forumcite import claims, sources, tree
from forumcite.configuration import _KEYS as CONFIGURATION_KEYS
from forumcite.findings import Level
from forumcite.model import Claim, Evidence, Source
from forumcite.rules import RULES
from forumcite.text.folds import FOLD_NAMES
from forumcite.verdict import Verdict

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]}
FORMAT, MATCHING, DECISIONS = PAGES["format.md"], PAGES["matching.md"], PAGES["decisions.md"]


def section(page: str, title: str) -> str:
    found = re.search(rf"(?ms)^(#+) {re.escape(title)}$\n(.*?)(?=^#{{1,2}} |\Z)", page)
    assert found, f"no section {title!r}"
    return found[2]


def first_column(text: str) -> list[str]:
    return [name for row in re.findall(r"(?m)^\| (`[^|]+) \|", text) for name in re.findall(r"`([^`]+)`", row)]


def test_the_verdicts_are_a_closed_list() -> None:
    assert first_column(section(FORMAT, "Verdicts")) == [str(verdict) for verdict in Verdict]
    rows = dict(re.findall(r"(?m)^\| `([^`]+)` \|.*\| (\w+) \|$", section(FORMAT, "Verdicts")))
    assert rows == {str(verdict): str(verdict.outcome) for verdict in Verdict}


def test_the_folds_are_a_closed_list_in_run_order() -> None:
    assert first_column(section(FORMAT, "Folds")) == list(FOLD_NAMES)
    headings = re.findall(r"(?m)^### (\w+)$", section(MATCHING, "The folds"))
    assert headings == list(FOLD_NAMES)


@pytest.mark.parametrize("name", FOLD_NAMES)
def test_a_fold_says_what_it_never_does(name: str) -> None:
    text = re.search(rf"(?ms)^### {name}$\n(.*?)(?=^##)", MATCHING)
    assert text
    assert "*Never*" in text[1] or name == "insertion"


@pytest.mark.parametrize("level", Level)
def test_every_rule_stands_at_its_level(level: Level) -> None:
    row = re.search(rf"(?m)^\| {level} \| (.*) \|$", section(FORMAT, "Findings and levels"))
    assert row
    rules = {name for name in RULES if RULES[name].level is level}
    assert set(re.findall(r"`([a-z-]+)`", row[1])) == rules


@pytest.mark.parametrize(
    ("title", "model"),
    [("Keys of a source", Source), ("Keys of a claim", Claim), ("Keys of a piece of evidence", Evidence)],
)
def test_every_key_is_described(title: str, model: type[Source | Claim | Evidence]) -> None:
    found = re.search(rf"(?ms)^### {title}$\n(.*?)(?=^##)", FORMAT)
    assert found
    assert set(first_column(found[1])) == set(model.model_fields)


def test_the_keys_of_the_configuration() -> None:
    assert first_column(section(FORMAT, "Configuration")) == list(CONFIGURATION_KEYS)


def test_the_limits() -> None:
    found = re.search(r"(?ms)^### Limits$\n(.*?)(?=^##)", FORMAT)
    assert found
    figures = [int(each.replace(",", "")) for each in re.findall(r"\| ([\d,]+) \|$", found[1], re.MULTILINE)]
    assert figures == [
        claims.MAXIMUM_FILE_SIZE,
        sources.DEFAULT_LIMIT,
        tree.MAXIMUM_IDS,
        tree.MAXIMUM_ITEMS,
        tree.MAXIMUM_SCALAR,
        tree.MAXIMUM_DEPTH,
        tree.MAXIMUM_EVENTS,
        tree.MAXIMUM_COMPLAINTS,
    ]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]}
    assert set(first_column(section(DECISIONS, "Dependencies"))) == names


@pytest.mark.parametrize("name", sorted(PAGES))
def test_links_lead_somewhere(name: str) -> None:
    folder = ROOT if (ROOT / name).is_file() else ROOT / "docs"
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", PAGES[name]):
        assert (folder / target).exists(), target


def test_sections_that_the_code_points_to_are_there() -> None:
    found = [
        reference
        for path in sorted((ROOT / "src").rglob("*.py"))
        for reference in re.findall(r'docs/(\w+\.md), section "([^"]+)"', path.read_text(encoding="utf-8"))
    ]
    assert found
    for page, title in found:
        assert re.search(rf"(?m)^#+ {re.escape(title)}$", PAGES[page]), (page, title)


def test_links_within_the_pages_lead_to_headings() -> None:
    for name, text in PAGES.items():
        for page, anchor in re.findall(r"\]\((?:(?:docs/)?([\w-]+\.md))?#([^)\s]+)\)", text):
            headings = re.findall(r"(?m)^#+ (.+)$", PAGES[page or name])
            anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
            assert anchor in anchors, (name, page, anchor)
