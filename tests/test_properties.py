"""The laws of views and folds, on texts rich in Han, glosses, figures, marks and line breaks."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from forumcite import verify_quote
from forumcite.locate import is_equal
from forumcite.sources import decode_source
from forumcite.text import damage, gloss, numerals, script
from forumcite.text.folds import FOLD_NAMES, FOLDS, LATE_FOLDS, fold, folded_on, footnotes
from forumcite.text.view import Replacement, View
from forumcite.verdict import Outcome

PIECES = st.sampled_from(
    """
    產(chǎn) 業(yè) 應（yīng） 網[wǎng] 國家(guójiā) 產chǎn 魚(ㄩˊ) <ruby>漢<rt>hàn</rt></ruby> (AI) （全球） 方法(bu)
    150余 一百五十 三五 几十 一万八 1.8万 18000P 75% 百分之七十五 2025年 二〇二五年 12月02日 1—3 3:2 −5 -5 10² 1,234 1.8
    December 2, 2025-12-02 five million twenty-five km² ㎡ mW MW １８ 5千米 三分之一
    ， 。 、 ； ： ？ ！ , . ; : ? ! … …… ... —— — - -- · • “ ” ‘ ’ 「 」 『 』 " ' « » 《 》 ( ) （ ） [ ] [1] [注2] ¹
    **算力** _old_ `x` * &amp; &#20013; &lt; <b> </b> <br> â€œ Ã© ?;瘧?yīng)用 ？ \ufffd
    the The harbour port infra- structure IT it's e\u0301 ﬁ ⼈ ⻋ \ufa2a 葛\U000e0100 ｶﾞ 𠀀 한 \u1112\u1161
    算力 基础 設施 设施 联合 連合 发 髮 後 后 里 裏 人工智能 论坛 不 超 第三
    """.split()
)
# White space and what is invisible, which `split` above cannot hold.
GAPS = st.sampled_from(
    [" ", "\n", "\r\n", "\n\n", "\t", "\u3000", "\u00a0", "\u2009", "\u200b", "\u00ad", "\ufeff", "-\n"]
)
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, GAPS, st.characters(exclude_categories=["Cs"])), max_size=16).map(
    "".join
)
HAN = st.text("算力基础設施网络產業发展", min_size=6, max_size=20)
ALONE = {each.name: [name for name in FOLD_NAMES if name != each.name] for each in FOLDS} | {
    "script": [each.name for each in FOLDS]
}


# --- every character of a view knows its span --------------------------------------------------------------------


def assert_maps(view: View, text: str) -> None:
    assert len(view.text) == len(view.plain) == len(view.starts) == len(view.ends)
    for start, end in zip(view.starts, view.ends, strict=True):
        assert 0 <= start < end <= len(text)
    for values in (view.starts, view.ends):
        assert all(one <= other for one, other in pairwise(values))
    # Two characters that share a part of the original share all of it: a span is never cut.
    for position, (end, start) in enumerate(zip(view.ends, view.starts[1:], strict=False), 1):
        assert end <= start or view.cuts_at(position)


@given(TEXTS)
def test_every_character_maps_to_a_span_of_the_original(text: str) -> None:
    for breaks in ("usual", "joined"):
        assert_maps(fold(text, breaks=breaks), text)


@given(TEXTS, st.sampled_from(sorted(ALONE)))
def test_so_it_does_after_each_fold_alone(text: str, name: str) -> None:
    view = fold(text, without=ALONE[name])
    assert_maps(view, text)
    assert view.fired in ((), (name,))
    if not view.fired:
        assert view.text == text


@given(TEXTS)
def test_the_steps_of_a_fold_yield_ordered_replacements_inside_the_text(text: str) -> None:
    for each in FOLDS:
        for step in each.steps:
            position = 0
            for replacement in step(text):
                assert position <= replacement.start < replacement.end <= len(text), each.name
                position = replacement.end


@given(TEXTS)
def test_what_no_fold_touches_stands_as_it_is(text: str) -> None:
    view = fold(text, without=["script"])
    for character, start, end in zip(view.text, view.starts, view.ends, strict=True):
        if end - start == 1 and character.isalpha() and character.isascii():
            assert text[start].lower() == character.lower() or not text[start].isascii()


@given(
    st.text("abc", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("xy", max_size=3)))
)
def test_the_bookkeeping_of_offsets(text: str, asked: list[tuple[int, int, str]]) -> None:
    """`replaced` is the string with its pieces replaced; what is kept has its own place."""
    replacements, position = [], 0
    for start, length, new in sorted(asked):
        if start >= position and start + length <= len(text) and length:
            replacements.append(Replacement(start, start + length, new))
            position = start + length
    expected, position = "", 0
    for start, end, new in replacements:
        expected, position = expected + text[position:start] + new, end
    view = View.of(text).replaced("test", replacements)
    assert view.text == expected + text[position:]
    assert_maps(view, text)
    for character, start, end in zip(view.text, view.starts, view.ends, strict=True):
        assert character in "xy" or text[start:end] == character


# --- folds are idempotent ----------------------------------------------------------------------------------------


# Texts on which a fold is known not to be idempotent: left out of the law, and held below until they are mended.
UNSTABLE = {
    "damage": re.compile("[ÃÂâä].*[ÃÂâä]", re.DOTALL),
    "space": re.compile(rf"[{numerals.CHARACTERS}0-9]\s+[{numerals.CHARACTERS}0-9]"),
}


def assert_idempotent(name: str, text: str) -> None:
    once = fold(text, without=ALONE[name])
    assert fold(once.plain, without=ALONE[name]).plain == once.plain


@pytest.mark.parametrize("name", [name for name in ALONE if name != "marks"])
@given(text=TEXTS)
def test_a_fold_is_idempotent(name: str, text: str) -> None:
    """Decoding entities is not, on purpose: `&amp;amp;` is `&amp;` written out, not `&`."""
    assume(name not in UNSTABLE or not UNSTABLE[name].search(text))
    assert_idempotent(name, text)


@pytest.mark.xfail(reason="the fold leaves on the first pass what it takes away on the second")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("damage", "â€œ產(chǎn)業(yè)㎡， km²â€œ"),
        ("space", "百分之七十五\n150余"),
    ],
)
def test_texts_on_which_a_fold_is_not_idempotent_yet(name: str, text: str) -> None:
    assert_idempotent(name, text)


@given(TEXTS)
def test_classes_of_variants_are_idempotent(text: str) -> None:
    once = text.translate(script.classes())
    assert once.translate(script.classes()) == once
    assert len(once) == len(text)


# --- no fold changes the value of a number -----------------------------------------------------------------------

PLAIN_NUMBER = re.compile(r"(?<![\w.,:/^+−-])\d{1,9}(?:\.\d{1,4})?(?![\w.,:/²³-])")
NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.decimals(0, 10**5, places=2).map(str),
    st.integers(1000, 10**7).map("{:,}".format),
)
AROUND = st.sampled_from(
    ["算力", "增长", "個", "，", "。", "(", "“", " ", "\n", "the ", "；", "业(yè)", "**", "[1]", "\u200b", "「"]
)


@given(
    AROUND,
    NUMBERS,
    st.sampled_from(["個", "业(yè)", "，", "。", ")", "”", " of", "\n算力", "；", "%", "", "**", "\u200b"]),
)
def test_no_fold_changes_the_value_of_a_number(before: str, number: str, after: str) -> None:
    folded = fold(before + number + after).plain
    found = re.findall(r"\d+(?:\.\d+)?", folded.replace("[1]", ""))
    assert [float(value) for value in found if value != "1" or number == "1"] == [float(number.replace(",", ""))]


@given(NUMBERS, NUMBERS, HAN, HAN)
def test_two_values_are_never_equal(one: str, other: str, before: str, after: str) -> None:
    same = float(one.replace(",", "")) == float(other.replace(",", ""))
    equal = is_equal(f"{before}{one}个{after}", f"{before}{other}个{after}")
    assert not equal or same
    assert equal or one != other


SIGNS = """
    10² 102 10 −5 5 3:2 32 1.8 18 1.8万 1.8亿 18000 1,8 5% 5‰ 1/2 12 mW MW kW 5-6 56 5+6 1e5 15 0.5 .5 05 5.0
""".split()


@pytest.mark.parametrize("one", SIGNS)
@pytest.mark.parametrize("other", SIGNS)
def test_no_stripping_makes_two_figures_equal(one: str, other: str) -> None:
    allowed = [{"1.8万", "18000"}]
    assert is_equal(f"共有{one}个", f"共有{other}个") == (one == other or {one, other} in allowed)


# --- a span, read again ------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(TEXTS, HAN, TEXTS)
@example("產(chǎn)", "算力基础设施", "業(yè)")
def test_a_located_span_read_again_contains_the_quote(before: str, quote: str, after: str) -> None:
    text = f"{before}\n{quote}\n{after}"
    judged = verify_quote(quote, text)
    assert judged.start is not None
    assert judged.end is not None
    assert judged.matched == text[judged.start : judged.end]
    if judged.outcome is Outcome.PASS:
        assert is_equal(quote, judged.matched)
        again = verify_quote(quote, judged.matched)
        assert (again.outcome, again.matched) == (Outcome.PASS, judged.matched)


@given(HAN.filter(lambda text: len(set(text)) > 4), st.data())
def test_a_slice_of_a_view_is_the_view_of_its_slice(text: str, data: st.DataObject) -> None:
    """Glossed text cut at characters that a fold leaves whole: the folds see nothing beyond the slice."""
    glossed = "".join(f"{each}({gloss.marked_readings(each)[0]})" if each in "產業网设" else each for each in text)
    view = fold(glossed)
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    first, last = view.span(start, end)
    assert fold(glossed[first:last]).text == view.text[start:end]


@given(HAN, HAN, HAN)
def test_line_ends_and_a_byte_order_mark_move_offsets_as_the_contract_says(before: str, quote: str, after: str) -> None:
    """A BOM is left out, CR LF counts two."""
    middle = len(quote) // 2
    for newline in ("\n", "\r\n"):
        text = f"{before}，{newline}{quote[:middle]}{newline}{quote[middle:]}。{newline}{after}"
        for data in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
            decoded = decode_source(data)
            assert decoded == text
            judged = verify_quote(
                quote,
                decoded,
                start=len(before) + 1 + len(newline),
                end=len(before) + 1 + len(quote) + 2 * len(newline),
            )
            assert judged.outcome is Outcome.PASS
            assert judged.start == len(before) + 1 + len(newline)
            assert judged.end == judged.start + len(quote) + len(newline)


@given(TEXTS)
def test_a_view_made_from_the_guards_reading_is_the_view_made_at_once(text: str) -> None:
    reading = fold(text, without=LATE_FOLDS)
    assert folded_on(reading) == fold(text)
    assert folded_on(reading, without=("numerals",)) == fold(text, without=("numerals",))


# --- hostile and empty text --------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_quote_against_any_text_is_judged(quote: str, text: str) -> None:
    judged = verify_quote(quote, text)
    if judged.start is not None and judged.end is not None:
        assert 0 <= judged.start <= judged.end <= len(text)
        assert judged.matched == text[judged.start : judged.end]
    if judged.outcome is Outcome.PASS:
        assert judged.matched


@given(TEXTS)
def test_suspects_of_damage_and_footnotes_lie_in_the_text(text: str) -> None:
    assert all(0 <= offset < len(text) for offset in damage.suspects(text))
    assert all(0 <= note.start < note.end <= len(text) and not note.text for note in footnotes(text))


def test_the_empty_text() -> None:
    view = fold("")
    assert (view.text, view.plain, view.fired) == ("", "", ())
    assert verify_quote("算力", "").outcome is Outcome.FAIL
