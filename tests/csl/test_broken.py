"""Hostile and broken styles: a clear error with file and line (cases/broken.yaml)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from forumcite.csl import CslError, Processor, read_style
from forumcite.csl.xmltree import MAX_BYTES

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "broken.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_broken_style(case: dict[str, str]) -> None:
    with pytest.raises(CslError) as caught:
        load_and_render(case["xml"].encode())
    assert case["message"] in str(caught.value)


def test_a_style_that_is_too_deep() -> None:
    deep = "<group>" * 5000 + "</group>" * 5000
    with pytest.raises(CslError, match="levels deep"):
        load_and_render(f"<style><citation><layout>{deep}</layout></citation></style>".encode())


def test_a_style_that_is_too_large() -> None:
    with pytest.raises(CslError, match="larger than"):
        read_style(b" " * (MAX_BYTES + 1), "broken.csl")


def test_a_macro_called_very_often_is_rendered_once_per_call_and_not_for_ever() -> None:
    macros = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(60))
    last = '<macro name="m60"><text value="x"/></macro>'
    style = f'<style>{macros}{last}<citation><layout><text macro="m0"/></layout></citation></style>'
    with pytest.raises(CslError, match="too much"):
        load_and_render(style.encode())


def load_and_render(xml: bytes) -> None:
    Processor(read_style(xml, "broken.csl"), [{"id": "a", "type": "book"}]).cite(["a"])
