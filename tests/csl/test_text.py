"""Small functions of the CSL package, case by case (cases/text.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from forumcite.csl import numbers, render
from forumcite.csl.edtf import Date, read_date
from forumcite.csl.finish import finish
from forumcite.csl.items import Name, read_name
from forumcite.csl.locale import locale_chain
from forumcite.csl.persons import initials
from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Span
from forumcite.csl.textcase import apply_text_case

if TYPE_CHECKING:
    from collections.abc import Callable

GROUPS = yaml.safe_load((Path(__file__).parent / "cases" / "text.yaml").read_text(encoding="utf-8"))


def call_initials(given: str, mark: str, options: dict[str, bool] | None = None) -> str:
    return initials(given, mark, **(options or {}))


def call_page_range(value: str, form: str) -> str:
    return numbers.page_range(value, form, "–")


def call_text_case(text: str, case: str, language: str = "en") -> str:
    nodes = parse_rich(text)
    apply_text_case(nodes, case, language)
    return as_html(Span(nodes))


def call_markup(text: str) -> str:
    return as_html(Span(parse_rich(text)))


def as_html(tree: Span) -> str:
    return render(finish(tree, locale_chain("en-US", [])), "html")


def call_read_date(value: Any) -> str | None:
    date = read_date(value)
    return None if date is None else show_date(date)


def show_date(date: Date) -> str:
    if date.start is None:
        return repr(date.literal)
    points = [
        "-".join(str(part) for part in point[:3] if part) for point in (date.start, date.end) if point is not None
    ]
    season = f" season {date.start.season}" if date.start.season else ""
    return "/".join(points) + "/" * date.open_end + season + " circa" * date.circa


def call_read_name(entry: Any) -> str | None:
    name = read_name(entry)
    return None if name is None else show_name(name)


def show_name(name: Name) -> str:
    given = "+".join(filter(None, (name.given, name.dropping)))
    parts = "/".join(filter(None, (given, name.particle, name.family, name.literal)))
    return parts + (f", {name.suffix}" if name.suffix else "")


CALLS: dict[str, Callable[..., Any]] = {
    "initials": call_initials,
    "is_numeric": lambda value: numbers.is_numeric(str(value)),
    "is_plural": numbers.is_plural,
    "page_range": call_page_range,
    "roman": numbers.roman,
    "text_case": call_text_case,
    "markup": call_markup,
    "read_date": call_read_date,
    "read_name": call_read_name,
}


@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [(group["call"], case["in"], case["out"]) for group in GROUPS for case in group["cases"]],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_case(call: str, arguments: list[Any], expected: Any) -> None:
    assert CALLS[call](*arguments) == expected
