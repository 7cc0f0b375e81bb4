"""The measurement of undeserved flags: that it cuts where clauses end, and that its labels can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

import clause_cuts
from clause_cuts import Clauses, Cut, Flag, Label
from mutation.corpus import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("去年增长，今年下降。", ["去年增长", "今年下降"]),
        ("共1,000人，含３，５００名学生。", ["共1,000人", "含３，５００名学生"]),
        ("会议12:30开始：人都到了。", ["会议12:30开始", "人都到了"]),
        ("In 2019, 1,000 people came; few stayed.", ["In 2019", "1,000 people came", "few stayed"]),
        ("Mr. Lee of St. Ives left, smiling.", ["Mr. Lee of St. Ives left", "smiling"]),
        ("他问：“真的吗？”", ["他问", "“真的吗", "”"]),
        ("没有标点", ["没有标点"]),
    ],
)
def test_a_clause_ends_at_a_mark_and_never_inside_a_number(text: str, clauses: list[str]) -> None:
    assert [text[start:end] for start, end in clause_cuts.boundaries(text)] == clauses


@pytest.mark.parametrize(
    ("text", "whole"), [("（重鐵路線", False), ("“好”", True), ('said "no', False), ("《红楼梦》（节选）", True)]
)
def test_a_quote_has_both_halves_of_its_brackets(text: str, whole: bool) -> None:  # noqa: FBT001 - a column
    assert clause_cuts.is_whole(text) is whole


def test_the_quotes_are_verbatim_different_and_the_same_again(fixtures: Path) -> None:
    assert fixtures.is_dir()
    found = list(clause_cuts.cuts(60, "test"))
    assert found == list(clause_cuts.cuts(60, "test"))
    assert len({cut.id for cut in found}) == 60
    for cut in found:
        assert cut.text in cut.whole
        assert cut.text != cut.whole
        start = cut.document.starts[cut.sentence] + cut.start
        assert cut.document.text[start : start + len(cut.text)] == cut.text


def a_flag(words: tuple[tuple[str, str, str], ...] = (("before", "如果", "condition"),)) -> Flag:
    cut = next(clause_cuts.cuts(1, "test"))
    return Flag(cut, words)


def test_a_label_holds_for_the_words_it_was_given_for(fixtures: Path) -> None:
    assert fixtures.is_dir()
    flagged = a_flag()
    label = Label("before 如果 (condition)", deserved=True, why="the condition")
    known = {flagged.cut.id: label}
    other = a_flag((("before", "不", "negation"),))
    assert clause_cuts.label_of(flagged, known) == label
    assert clause_cuts.label_of(other, known) is None
    assert clause_cuts.label_of(flagged, {}) is None
    counted = Clauses([flagged.cut], [flagged, other], known).counted()
    assert (counted["deserved"], counted["undeserved"], counted["unread"]) == (1, 0, 1)


def test_a_label_to_fill_in_can_be_read_again(fixtures: Path) -> None:
    assert fixtures.is_dir()
    flagged = a_flag()
    read = yaml.safe_load(clause_cuts.skeleton(flagged))
    assert read == {flagged.cut.id: {"words": flagged.named, "deserved": None, "why": None}}


def test_every_label_is_complete() -> None:
    for name, label in clause_cuts.labels().items():
        corpus, _, rest = name.partition(":")
        assert corpus in WEIGHTS, name
        assert rest, name
        assert isinstance(label.deserved, bool), name
        assert label.words, name
        assert label.why, name


def test_the_page_tells_deserved_from_undeserved(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fixtures.is_dir()
    monkeypatch.setattr(clause_cuts, "hand_rows", lambda: clause_cuts.hand_row("by hand", ["pass", "fail"]))
    found: list[Cut] = list(clause_cuts.cuts(4, "test"))
    flags = [Flag(cut, (("before", "如果", "condition"),)) for cut in found[:3]]
    known = {found[0].id: Label(flags[0].named, deserved=False, why="x"), found[1].id: Label(flags[1].named, True, "x")}  # noqa: FBT003
    page = clause_cuts.page(Clauses(found, flags, known), "test", "command")
    assert "| all | 4 | 3 | 75 | 1 | 1 | 1 | 25 |" in page
    assert "| condition | 3 | 1 | 1 | 1 |" in page
    assert "| by hand | 2 | 1 | 50 |" in page
