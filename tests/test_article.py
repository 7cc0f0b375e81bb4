"""Every quote of the forum article passes in every form in which people may write it, with the span of the raw text."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from forumcite import verify_quote
from forumcite.verdict import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
ARTICLE = (ROOT / "claims/sources/ai-compute-forum-2025.txt").read_bytes().decode("utf-8")
# How a person reads the damaged stretch, its glosses left out.
DAMAGED, MEANT = "規?;瘧?yīng)用", "規模化應用"
_GLOSS = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
# A narrow column, a phone, a wide column; the raw text is wrapped in its glosses too.
WIDTHS = (7, 10, 13, 21, 34)


class Written(NamedTuple):
    """One quote of the claims file where it stands, with what its claim says."""

    claim: str
    quote: str
    start: int
    end: int
    statement: str


@cache
def quotes() -> list[Written]:
    found = []
    loaded: dict[str, Any] = yaml.load((ROOT / "claims/ai-compute-forum-2025.yaml").read_bytes(), yaml.CSafeLoader)
    for claim, body in loaded["claims"].items():
        for evidence in body["evidence"]:
            context = {key: evidence[key] for key in ("prefix", "suffix") if key in evidence}
            judged = verify_quote(evidence["quote"], ARTICLE, statement=body.get("statement", ""), **context)
            assert judged.start is not None, claim
            assert judged.end is not None, claim
            start, end = evidence.get("start", judged.start), evidence.get("end", judged.end)
            found.append(Written(claim, evidence["quote"], int(start), int(end), body.get("statement", "")))
    return found


@cache
def converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


def clean(raw: str) -> str:
    """The raw slice as a person would type it: simplified, no glosses, the damage read."""
    return str(converter("t2s").convert(_GLOSS.sub("", raw).replace(DAMAGED, MEANT)))


def traditional(name: str) -> Callable[[str], str]:
    return lambda raw: str(converter(name).convert(clean(raw)))


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each.replace(" ", "\u3000") for each in text)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


FORMS: dict[str, Callable[[str], str]] = {
    "raw slice": lambda raw: raw,
    "clean simplified": clean,
    "clean traditional, s2t": traditional("s2t"),
    "clean traditional, s2tw": traditional("s2tw"),
    "clean traditional, s2hk": traditional("s2hk"),
    "no spaces": lambda raw: re.sub(r"\s", "", clean(raw)),
    "full-width": lambda raw: full_width(clean(raw)),
    "raw slice, full-width": full_width,
    "glosses kept, simplified": lambda raw: str(converter("t2s").convert(raw)),
    "raw slice, glosses in full-width brackets": lambda raw: re.sub(r"\(([^()]*)\)", r"（\1）", raw),
    "indented": lambda raw: textwrap.indent(wrapped(clean(raw), 21), "    "),
    **{f"hard-wrapped at {width}": lambda raw, width=width: wrapped(clean(raw), width) for width in WIDTHS},  # type: ignore[misc] # a lambda with a default cannot be annotated
    **{f"raw slice, hard-wrapped at {width}": lambda raw, width=width: wrapped(raw, width) for width in (9, 25)},  # type: ignore[misc] # the same
}


# Forms of a claim that do not pass, and why. Strict: one that passes must go.
_BROKEN_FIGURE = "the last line is one figure without any Han character: two lines of figures are not joined into one"
EXCEPTIONS = {("hard-wrapped at 13", "article-dateline"): _BROKEN_FIGURE}


def is_one_passage(written: Written) -> bool:
    """Whether the quote has no mark of omission: then its span is what is quoted."""
    return not re.search("…|⋯|\\.{3}|（略）", written.quote)


def test_there_are_enough_claims_and_all_pass() -> None:
    assert len({written.claim for written in quotes()}) >= 120
    failed = [
        written.claim
        for written in quotes()
        if verify_quote(
            written.quote, ARTICLE, start=written.start, end=written.end, statement=written.statement
        ).outcome
        is not Outcome.PASS
    ]
    assert not failed


def test_the_claims_hold_what_the_issue_asks_for() -> None:
    """Some quotes in traditional characters, some with glosses, one across the damage, one with an ellipsis."""
    written = quotes()
    assert sum(clean(each.quote) != _GLOSS.sub("", each.quote) for each in written) >= 3
    assert sum(bool(_GLOSS.search(each.quote)) for each in written) >= 2
    assert any("?;" in ARTICLE[each.start : each.end] for each in written)
    assert any(not is_one_passage(each) for each in written)


def wrong_in(form: str, *, recorded: bool) -> dict[str, str]:
    """The claims that do not pass in a form, or pass elsewhere, with what they give."""
    wrong = {}
    for written in filter(is_one_passage, quotes()):
        quote = FORMS[form](ARTICLE[written.start : written.end])
        place: dict[str, Any] = {"start": written.start, "end": written.end} if recorded else {}
        judged = verify_quote(quote, ARTICLE, statement=written.statement, **place)
        if not recorded and judged.candidates:
            continue
        if judged.outcome is not Outcome.PASS or (judged.start, judged.end) != (written.start, written.end):
            wrong[written.claim] = f"{judged.verdict} at {judged.start}:{judged.end} for {quote!r}"
    return wrong


def test_the_exceptions_are_of_forms_and_claims_that_exist() -> None:
    assert {form for form, _ in EXCEPTIONS} <= set(FORMS)
    assert {claim for _, claim in EXCEPTIONS} <= {written.claim for written in quotes()}


@pytest.mark.parametrize("form", FORMS)
def test_every_quote_passes_in_this_form_with_the_same_span(form: str) -> None:
    wrong = wrong_in(form, recorded=True)
    assert wrong.keys() == {claim for name, claim in EXCEPTIONS if name == form}, wrong


@pytest.mark.parametrize("form", ["clean simplified", "clean traditional, s2tw", "hard-wrapped at 21", "full-width"])
def test_no_position_is_needed_where_a_quote_stands_once(form: str) -> None:
    assert wrong_in(form, recorded=False) == {}


# --- the damaged stretch -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("quote", ["规模化应用", "規模化應用", "規模化應(yīng)用", "行业规模化应用", "规模化"])
def test_the_damaged_stretch_verifies(quote: str) -> None:
    judged = verify_quote(quote, ARTICLE)
    assert judged.verdict is Verdict.NORMALIZED
    assert "damage" in judged.folds
    assert judged.matched is not None
    assert "?;瘧?yīng)" in judged.matched, "a damaged block is never cut"


@pytest.mark.parametrize("quote", ["规范化应用", "規範化應用", "规模化运用", "规格化应用", "模块化应用"])
def test_another_word_does_not_verify_there(quote: str) -> None:
    assert verify_quote(quote, ARTICLE).outcome is not Outcome.PASS


# --- changed quotes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("18000P", "1800P"),
        ("18000P", "18001P"),
        ("12月2日", "12月3日"),
        ("150", "105"),
        ("共创", "共建"),
        ("中国", "全国"),
    ],
)
def test_no_quote_with_a_changed_fact_passes(old: str, new: str) -> None:
    changed = [written for written in quotes() if old in clean(written.quote) and is_one_passage(written)]
    assert changed
    for written in changed:
        judged = verify_quote(clean(written.quote).replace(old, new), ARTICLE, start=written.start, end=written.end)
        assert judged.outcome is not Outcome.PASS, written.claim
