"""Whose words they are: every case of tests/cases/speakers.yaml, and the claims of the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from forumcite.guard import names
from forumcite.guard.reading import Reading
from forumcite.guard.speaker import Attribution, attribution
from forumcite.locate import places, source_text
from forumcite.verify import verify_quote

ROOT = Path(__file__).parents[1]
ARTICLE = "claims/sources/ai-compute-forum-2025.txt"
CASES = yaml.safe_load((ROOT / "tests/cases/speakers.yaml").read_text("utf-8"))
SOURCES = {
    file: source_text((ROOT / file).read_text("utf-8")) for file in sorted({case["source_file"] for case in CASES})
}
KNOWN = names.known_names([source.whole_reading for source in SOURCES.values()])


def standings(case: dict[str, Any]) -> list[Attribution]:
    """What the signs say at each place of the quote."""
    source = SOURCES[case["source_file"]]
    found = places(case["quote"], source)
    return [attribution(source.whole_reading, place.start, place.end, case.get("speaker"), KNOWN) for place in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    found = standings(case)
    if case["expect"] == ["ambiguous"]:
        assert len({each.speaker for each in found}) == len(found) > 1
    elif case["expect"] == ["misattributed"]:
        assert [each.standing for each in found] == ["misattributed"]
    else:
        # Where several places stand, the one of the named speaker is meant.
        assert [each.standing for each in found].count("confirmed") == 1


ARTICLE_CAPTIONS = ["陈家春", "高同庆", "曹畅", "张昊", "汤海滨", "敖钢", "黄小木", "刘斌斌", "蒋超"]


def of_article(quote: str, speaker: str | None) -> Attribution:
    source = SOURCES[ARTICLE]
    place = places(quote, source)[-1]
    return attribution(source.whole_reading, place.start, place.end, speaker, KNOWN)


@pytest.mark.parametrize("name", ARTICLE_CAPTIONS)
def test_each_caption_of_the_article_governs_its_paragraph(name: str) -> None:
    case = next(
        each for each in CASES if each.get("speaker") == name and each["expect"] == ["pass"] and "forum" in each["id"]
    )
    assert ("caption", name) in [sign[:2] for sign in of_article(case["quote"], name).signs]
    for other in set(ARTICLE_CAPTIONS) - {name}:
        assert of_article(case["quote"], other).standing == "misattributed"


def test_an_editorial_paragraph_after_a_speaker_is_nobodys() -> None:
    found = of_article("从政策指引到企业实践，一系列举措正在持续夯实国产算力自主化根基", "敖钢")
    assert (found.standing, found.speaker, found.signs) == ("unknown", None, ())


@pytest.mark.parametrize("file", ["claims/ai-compute-forum-2025.yaml", "tests/cases/claims/reports.yaml"])
def test_true_claims_keep_their_speakers(file: str) -> None:
    path = ROOT / file
    read = yaml.safe_load(path.read_text("utf-8"))
    sources = {
        key: source_text((path.parent / each["path"]).read_text("utf-8")) for key, each in read["sources"].items()
    }
    known = names.known_names([source.whole_reading for source in sources.values()])
    doubted = []
    for key, claim in read["claims"].items():
        for evidence in claim["evidence"] if "speaker" in claim else ():
            source = sources[evidence["source"]]
            found = places(evidence["quote"], source)
            standing = {
                attribution(source.whole_reading, place.start, place.end, claim["speaker"], known).standing
                for place in found
            }
            if found and "confirmed" not in standing:
                doubted.append(key)
    assert doubted == []


@pytest.mark.parametrize(
    ("text", "quote", "speaker", "standing", "reported"),
    [
        ("“水价不变，”李明说。“请放心。”", "水价不变", "李明", "confirmed", False),
        ("“水价不变，”李明说。", "水价不变", "王强", "unconfirmed", False),
        ("李明说，水价不变。", "水价不变", "李明", "confirmed", True),
        ("水价不变。", "水价不变", "李明", "unknown", False),
        ("水务局局长李明\n\n李明说，水价不变。", "水价不变", "王强", "misattributed", True),
        # Two sentences on, only the caption speaks: one sign is no proof.
        ("水务局局长李明\n\n李明说，水价不变。管网将更新。", "管网将更新", "王强", "unconfirmed", True),
        # The claimed speaker stands in the same sentence: whose words they are cannot be certain.
        ("水务局局长李明\n李明说，王强同意水价不变。", "水价不变", "王强", "unconfirmed", True),
        ("Ann Lee, mayor of Port\nLee said that bills will fall.", "bills will fall", "Bob Ray", "misattributed", True),
        ("“Bills will fall,” said Ann Lee.", "Bills will fall", "Lee", "confirmed", False),
    ],
)
def test_signs(text: str, quote: str, speaker: str, standing: str, *, reported: bool) -> None:
    source = source_text(text)
    place = places(quote, source)[0]
    known = names.known_names([source.whole_reading], speakers=["李明", "王强", "Ann Lee", "Bob Ray"])
    found = attribution(source.whole_reading, place.start, place.end, speaker, known)
    assert (found.standing, found.reported) == (standing, reported)


def test_known_names_come_from_marks_lists_and_speakers() -> None:
    text = "副局長趙策出席。《網路安全法》由中國互聯網協會解讀。Paul Neary, treasurer of the Coastal Bank, signs."
    found = names.known_names([Reading.of(text)], speakers=["Ann Lee", None], listed=["风华3号"])
    expected = {"赵策", "网路安全法", "中国互联网协会", "paul neary", "coastal bank", "ann lee", "风华3号"}
    assert expected <= found
    assert not any("出席" in name or "signs" in name for name in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case_as_a_verdict(case: dict[str, Any]) -> None:
    found = verify_quote(case["quote"], SOURCES[case["source_file"]].original, speaker=case.get("speaker"))
    assert {found.verdict.value, found.outcome.value} & set(case["expect"])
