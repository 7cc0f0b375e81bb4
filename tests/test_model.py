"""The model: what text becomes what, and that the published schema says the same."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from forumcite.model import Claim, ClaimsFile, Source, claims_schema, id_complaint, read_date

DATES = [
    ("2025", {"date-parts": [[2025]]}),
    ("2025-12", {"date-parts": [[2025, 12]]}),
    ("2025-12-06", {"date-parts": [[2025, 12, 6]]}),
    ("2024-02-29", {"date-parts": [[2024, 2, 29]]}),
    ("2000-02-29", {"date-parts": [[2000, 2, 29]]}),
    ("2025-12-06T10:30:00+08:00", {"date-parts": [[2025, 12, 6]]}),
    ("-0551", {"date-parts": [[-551]]}),
    ("2025-22", {"date-parts": [[2025]], "season": 2}),
    ("2025-12~", {"date-parts": [[2025, 12]], "circa": True}),
    ("2025?", {"date-parts": [[2025]], "circa": True}),
    ("2025-12-05/2025-12-06", {"date-parts": [[2025, 12, 5], [2025, 12, 6]]}),
    ("2024/2025-01", {"date-parts": [[2024], [2025, 1]]}),
]
NO_DATES = ["", "25", "2025-1-1", "2025/12/06", "2025-13", "2025-00", "2023-02-29", "1900-02-29", "2025-04-31",
            "2025/..", "202X", "２０２５",
            "2025/2024", "2025-12-06/2025-12-05", "2025-12-06 10:30", "二〇二五"]  # fmt: skip


@pytest.mark.parametrize(("text", "date"), DATES)
def test_a_date_of_edtf_becomes_one_of_csl(text: str, date: dict[str, Any]) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_date(text)


@settings(deadline=None)
@given(st.dates())
def test_every_day_is_a_date(day: Any) -> None:
    assert read_date(day.isoformat()) == {"date-parts": [[day.year, day.month, day.day]]}


@pytest.mark.parametrize("name", ["a", "clusters-online", "算力-2025", "a.b:c_d", "é", "1", "a" * 100, "𠀀"])
def test_ids(name: str) -> None:
    assert id_complaint(name) is None


@pytest.mark.parametrize(
    "name", ["", "-a", "a.", "a b", "a/b", "e\u0301", "a" * 101, "a\u202eb", "a\nb", "../a", "²", "a\u200bb", "::x"]
)
def test_no_ids(name: str) -> None:
    assert id_complaint(name)


IDS = Draft202012Validator(claims_schema()["properties"]["claims"]["propertyNames"])


@settings(deadline=None)
@given(st.text(max_size=5))
def test_the_schema_refuses_no_id_that_the_model_takes(name: str) -> None:
    if id_complaint(name) is None:
        assert IDS.is_valid(name)
        assert unicodedata.is_normalized("NFC", name)


def evidence(**more: Any) -> dict[str, Any]:
    return {"evidence": [{"source": "s", "quote": "算力", **more}]}


def test_text_becomes_what_the_field_means() -> None:
    claim = Claim.model_validate(evidence(quote="18000", start="0", end="5"))
    piece = claim.evidence[0]
    assert (piece.quote, piece.start, piece.end, piece.relation) == ("18000", 0, 5, "supports")
    with pytest.raises(ValidationError):
        claim.__setattr__("speaker", "x")


def test_white_space_around_words_goes_but_stays_in_quotes() -> None:
    claim = Claim.model_validate({"speaker": " 汤海滨\n", **evidence(quote=" 算力\n")})
    assert (claim.speaker, claim.evidence[0].quote) == ("汤海滨", " 算力\n")


def test_a_csl_item_is_typed() -> None:
    cite = {
        "type": "webpage",
        "author": [{"family": "张", "given": "三", "static-ordering": "true"}, {"literal": "新华社"}],
        "issued": {"date-parts": [["2025", "12"]], "circa": "1"},
        "accessed": "2025-12-07",
        "volume": "12",
        "custom": {"key": "value"},
    }
    assert Source.model_validate({"path": "a", "cite": cite}).cite == {
        "type": "webpage",
        "author": [{"family": "张", "given": "三", "static-ordering": True}, {"literal": "新华社"}],
        "issued": {"date-parts": [[2025, 12]], "circa": True},
        "accessed": {"date-parts": [[2025, 12, 7]]},
        "volume": "12",
        "custom": {"key": "value"},
    }


# What an editor sees when quotation marks are left out: numbers, booleans; a schema error would be a false alarm.
SEEN_BY_EDITORS: list[tuple[dict[str, Any], bool]] = [
    ({"version": 1, "claims": {"a": evidence(quote=18000, start=0, end=5)}}, True),
    ({"claims": {"a": {"statement": True, "tags": [2025], **evidence()}}}, True),
    ({"claims": {"a": {"meta": {"x": None}, **evidence()}}}, True),
    ({"sources": {"s": {"path": "a", "cite": {"type": "webpage", "issued": 2025, "volume": 12}}}}, True),
    ({"sources": {"s": {"path": "a", "cite": {"type": "webpage", "issued": {"date-parts": [[2025, 12]]}}}}}, True),
    ({"claims": {"a": {"note": None, **evidence()}}}, False),
    ({"claims": {"a": {"evidence": []}}}, False),
    ({"claims": {"a": evidence(start=-1, end=5)}}, False),
    ({"claims": {"a": evidence(start=1.5, end=5)}}, False),
    ({"claims": {"a": evidence(relation="suports")}}, False),
    ({"claims": {"-a": evidence()}}, False),
    ({"claim": {}}, False),
    ({"sources": {"s": {"path": "a", "cite": {"type": "web"}}}}, False),
    ({"sources": {"s": {"path": "a", "cite": {"type": "webpage", "titel": "x"}}}}, False),
]


@pytest.mark.parametrize(("document", "valid"), SEEN_BY_EDITORS)
def test_the_schema_takes_what_editors_see(document: dict[str, Any], valid: bool) -> None:  # noqa: FBT001 - a table
    assert Draft202012Validator(claims_schema()).is_valid(document) is valid


def test_the_schema_is_sound_and_describes_every_key_in_both_languages() -> None:
    schema = claims_schema()
    Draft202012Validator.check_schema(schema)
    english, chinese = claims_schema("en"), claims_schema("zh")
    keys = 0
    for name, record in [("ClaimsFile", schema), *schema["$defs"].items()]:
        for key, value in record["properties"].items():
            keys += 1
            both = value["description"]
            one, other = ((made if name == "ClaimsFile" else made["$defs"][name])["properties"][key]["description"]
                          for made in (english, chinese))  # fmt: skip
            assert both == f"{one}\n\n{other}", (name, key)
            assert one.isascii() or "…" in one, (name, key)
            assert any("\u4e00" <= sign <= "\u9fff" for sign in other), (name, key)
    assert keys > 40
    assert "null" not in json.dumps(schema)
    assert set(ClaimsFile.model_fields) == {"version", "sources", "claims"}
