"""Claims against each other: what contradicts, and what only looks as if it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from forumcite.claims import load_project
from forumcite.configuration import load_configuration
from forumcite.conflicts import Stated, conflicts
from forumcite.findings import Location
from forumcite.model import Claim
from forumcite.verify import verify_project

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "公司已建成9个算力集群"


def stated(*claims: dict[str, Any]) -> list[Stated]:
    return [
        Stated(
            f"claim-{line}",
            Claim.model_validate({"evidence": [{"source": "a", "quote": QUOTE}]} | claim),
            Location("a.yaml", line, 1),
        )
        for line, claim in enumerate(claims, 1)
    ]


def about(value: str, **more: str) -> dict[str, Any]:
    return {"about": {"subject": "中贝通信", "property": "算力", "value": value} | more}


@pytest.mark.parametrize(
    ("one", "other", "conflicting"),
    [
        (about("18000", unit="P"), about("1800", unit="P"), True),
        (about("18000", unit="P"), about("1.8万P"), False),
        (about("75%"), about("百分之七十五"), False),
        (about("北京"), about("上海"), True),
        (about("網路"), about("网路"), False),
        (about("9"), about("八"), True),
        # Another time, another unit, another bound: no two answers to one question.
        (about("9", as_of="2024"), about("8", as_of="2025"), False),
        (about("9", as_of="2024"), about("8", as_of="2024"), True),
        (about("9", unit="km"), about("9000", unit="m"), False),
        (about("17000", unit="吨"), about("17", unit="千克"), True),
        (about("1.7万吨"), about("17000000千克"), False),
        (about("1.7万吨"), about("17000000", unit="kg"), False),
        (about("3天"), about("72小时"), False),
        (about("3天"), about("48小时"), True),
        (about("1.2 km"), about("1234 m"), False),
        (about("1.2 km"), about("1300 m"), True),
        (about("100 km"), about("51000 m"), True),
        (about("5 km²"), about("500公顷"), False),
        (about("5 km²"), about("50 ha"), True),
        (about("40 MW"), about("40000千瓦"), False),
        (about("40 MW"), about("40 mW"), True),
        (about("三成"), about("30%"), False),
        (about("三成"), about("13%"), True),
        # Another dimension, a bound on one side, or no unit on the other.
        (about("17吨"), about("17公里"), False),
        (about("超过17吨"), about("17千克"), False),
        (about("超过17吨"), about("超过17千克"), True),
        (about("17吨"), about("17"), False),
        (about("30美元"), about("30欧元"), False),
        (about("超过18000P"), about("20000P"), False),
        (about("9", subject="芯动科技"), about("8"), False),
        ({"about": {"subject": "中贝通信", "property": "算力"}}, about("8"), False),
        ({"speaker": "汤海滨"}, {"speaker": "敖钢"}, True),
        ({"speaker": "湯海濱"}, {"speaker": "汤海滨"}, False),
        ({"speaker": "汤海滨"}, {"speaker": "副总裁汤海滨"}, False),
        ({"speaker": "汤海滨"}, {}, False),
    ],
)
def test_conflicts(one: dict[str, Any], other: dict[str, Any], *, conflicting: bool) -> None:
    found = conflicts(stated(one, other))
    assert [(each.claim.id, each.other.id) for each in found] == ([("claim-2", "claim-1")] if conflicting else [])


@pytest.mark.parametrize(
    ("first", "second", "conflicting"),
    [
        ({"quote": "“累計上線超18000P算力”"}, {"quote": "累计上线超 18000P 算力"}, True),
        ({"quote": "人才是关键"}, {"quote": "人才不是关键"}, False),
        ({"quote": "是的"}, {"quote": "是的"}, False),
        ({"quote": QUOTE, "start": 0, "end": 11}, {"quote": QUOTE, "start": 50, "end": 61}, False),
        ({"quote": QUOTE, "start": 0, "end": 11}, {"quote": QUOTE, "start": 0, "end": 11}, True),
        ({"quote": QUOTE, "prefix": "他说，"}, {"quote": QUOTE, "prefix": "她说，"}, False),
        ({"quote": QUOTE, "relation": "refutes"}, {"quote": QUOTE}, False),
    ],
)
def test_one_quote_of_two_speakers(first: dict[str, Any], second: dict[str, Any], *, conflicting: bool) -> None:
    claims = stated(
        {"speaker": "汤海滨", "evidence": [{"source": "a"} | first]},
        {"speaker": "敖钢", "evidence": [{"source": "a"} | second]},
    )
    assert bool(conflicts(claims)) == conflicting


def test_the_finding_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims/a.txt").write_text(QUOTE, "utf-8")
    evidence = [{"source": "a", "quote": QUOTE}]
    for name, value in (("one", "9"), ("two", "8")):
        content: dict[str, Any] = {"claims": {name: about(value) | {"evidence": evidence}}}
        if name == "one":
            content["sources"] = {"a": {"path": "a.txt"}}
        (tmp_path / f"claims/{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")

    def places(*selected: Path) -> list[tuple[str, str]]:
        report = verify_project(load_project(tmp_path, selected, load_configuration(tmp_path)))
        found = [finding for finding in report.findings if finding.rule == "claims-conflict"]
        return [(finding.location.file, finding.related[0].file) for finding in found]

    assert places() == [("claims/two.yaml", "claims/one.yaml")]
    # The whole project is compared, whatever is selected.
    assert places(tmp_path / "claims/one.yaml") == [("claims/one.yaml", "claims/two.yaml")]
