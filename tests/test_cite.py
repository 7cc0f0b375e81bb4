"""Entries after GB/T 7714-2015: the standard's patterns, and nothing that the item does not say."""

from __future__ import annotations

from typing import Any

import pytest

from forumcite.cite import format_entry, missing_fields


def date(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


HAN = [{"family": "汪", "given": "学军"}]
MANY = [{"literal": name} for name in ("甲", "乙", "丙", "丁")]
CASES = [
    (
        # GB/T 7714-2015, A.9, shortened.
        {
            "type": "webpage",
            "author": [{"literal": "萧钰"}],
            "title": "出版业信息化迈入快车道",
            "issued": date(2001, 12, 19),
            "accessed": date(2002, 4, 15),
            "URL": "http://www.creader.com/news/20011219/200112190019.html",
        },
        "萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.",
    ),
    (
        {"type": "webpage", "title": "论坛", "issued": date(2025, 12, 6), "language": "zh-CN"},
        "论坛[EB/OL]. (2025-12-06).",
    ),
    ({"type": "webpage", "title": "论坛"}, "论坛[EB/OL]."),
    (
        {
            "type": "article-journal",
            "author": [{"family": "Kanamori", "given": "Hiroo"}],
            "title": "Shaking without quaking",
            "container-title": "Science",
            "issued": date(1998, 5),
            "volume": "279",
            "issue": "5359",
            "page": "2063",
        },
        "KANAMORI H. Shaking without quaking[J]. Science, 1998, 279(5359): 2063.",
    ),
    (
        {
            "type": "article-newspaper",
            "author": HAN,
            "title": "报",
            "container-title": "北京青年报",
            "issued": date(2000, 4, 10),
            "page": "15",
        },
        "汪学军. 报[N]. 北京青年报, 2000-04-10(15).",
    ),
    (
        {
            "type": "book",
            "author": MANY,
            "title": "书",
            "publisher-place": "北京",
            "publisher": "人民邮电出版社",
            "issued": date(1998),
            "page": "3-5",
        },
        "甲, 乙, 丙, 等. 书[M]. 北京: 人民邮电出版社, 1998: 3-5.",
    ),
    ({"type": "interview", "title": "谈", "issued": {"literal": "约1990"}}, "谈[Z]. 约1990."),
]


@pytest.mark.parametrize(("item", "entry"), CASES)
def test_an_entry(item: dict[str, Any], entry: str) -> None:
    assert format_entry(item) == entry


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        ({"type": "webpage", "title": "论坛"}, ("issued", "container-title", "URL", "accessed")),
        ({"type": "book", "title": "书", "publisher": "社", "publisher-place": "北京", "issued": date(1998)}, ()),
        ({"type": "interview"}, ("title", "issued")),
        ({}, ("title", "issued")),
    ],
)
def test_what_an_entry_lacks(item: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_fields(item) == missing
