"""What `verify_quote` makes of a quote: its span, its folds, and which of several places is meant."""

from __future__ import annotations

import pytest

from forumcite import verify_quote
from forumcite.verdict import Outcome, Verdict

# Quote, text, what the span must hold, the folds: the span policy of docs/format.md.
SPANS = [
    (
        "产业",
        "發展產(chǎn)業(yè)的",
        "產(chǎn)業(yè)",
        ("gloss", "script"),
        "the gloss of the last character belongs to it",
    ),
    ("发展", "(zhǎn)發(fā)展(zhǎn),的", "發(fā)展(zhǎn)", ("gloss", "script"), "a bracket before the first does not"),
    ("算力基础设施", "和**算力基础设施**的", "算力基础设施", (), "emphasis at the edges stays outside"),
    (
        "算力 基础设施",
        "和算力\n基础设施\n的",
        "算力\n基础设施",
        ("space",),
        "a line break inside is within, one outside not",
    ),
    ("算力基础", "和\u200b算力基础\u200b的", "算力基础", (), "invisible characters at the edges stay outside"),
    ("“算力基础设施”", "和算力基础设施的", "算力基础设施", ("quotes",), "one enclosing pair that the source lacks"),
    ("cafe\u0301 au lait", "a café au lait here", "café au lait", ("composition",), "composed in the source"),
    ("café au lait", "a cafe\u0301 au lait here", "cafe\u0301 au lait", ("composition",), "decomposed in the source"),
    (
        "The port grew fast",
        "Then the port grew fast.",
        "the port grew fast",
        ("initial",),
        "the first letter of a quote",
    ),
    ("葛城算力", "那葛\U000e0100城算力的", "葛\U000e0100城算力", ("composition",), "a variation selector inside"),
    ("算力一百五十余家", "那里有算力150余家企业", "算力150余家", ("numerals",), "a numeral in another form"),
    ("  算力基础设施  ", "那里算力基础设施好", "算力基础设施", (), "white space at the edges of a quote is nothing"),
]


@pytest.mark.parametrize(("quote", "text", "matched", "folds", "why"), SPANS, ids=[each[-1] for each in SPANS])
def test_the_span(quote: str, text: str, matched: str, folds: tuple[str, ...], why: str) -> None:
    judged = verify_quote(quote, text)
    assert judged.outcome is Outcome.PASS, why
    assert (judged.matched, judged.folds) == (matched, folds), why
    assert (judged.start, judged.end) == (text.index(matched), text.index(matched) + len(matched)), why
    assert judged.verdict is (Verdict.NORMALIZED if folds else Verdict.EXACT)


def test_what_stands_literally_in_the_source_is_matched_literally_first() -> None:
    judged = verify_quote("他说……算力", "那天他说……算力会增长。")
    assert (judged.verdict, judged.matched) == (Verdict.EXACT, "他说……算力")


@pytest.mark.parametrize("mark", ["…", "……", "⋯⋯", "...", "[...]", "（略）", "[…]", " … "])
def test_every_mark_of_omission(mark: str) -> None:
    text = "中贝通信已构建九大集群，累计上线大量算力。"
    judged = verify_quote(f"中贝通信{mark}累计上线大量算力", text)
    assert judged.verdict is Verdict.ELIDED
    assert (judged.start, judged.end) == (0, len(text) - 1)
    assert [text[part.start : part.end] for part in judged.parts] == ["中贝通信", "累计上线大量算力"]
    assert [gap.text for gap in judged.gaps] == ["已构建九大集群，"]


@pytest.mark.parametrize("quote", ["……累计上线大量算力", "累计上线大量算力……"])
def test_a_mark_at_an_edge_is_dropped(quote: str) -> None:
    assert verify_quote(quote, "九大集群，累计上线大量算力。").matched == "累计上线大量算力"


def test_parts_out_of_order_are_spliced() -> None:
    text = "中贝通信已构建九大集群，累计上线大量算力。"
    assert verify_quote("累计上线大量算力……中贝通信", text).verdict is Verdict.SPLICED


# --- which of several places -------------------------------------------------------------------------------------

TWICE = "甲说算力基础设施很重要。乙也说算力基础设施很重要。"
FIRST, SECOND = 2, 16


def test_a_repeated_quote_passes_at_its_first_place_with_a_note() -> None:
    judged = verify_quote("算力基础设施很重要", TWICE)
    assert (judged.outcome, judged.start, judged.notes) == (Outcome.PASS, FIRST, ("quote-repeated",))
    assert [candidate.start for candidate in judged.candidates] == [SECOND - 1]


@pytest.mark.parametrize(
    "known",
    [
        {"start": SECOND - 1, "end": SECOND + 8},
        {"prefix": "乙也说"},
        {"suffix": "。乙"},
        {"prefix": "乙也說"},
    ],
    ids=["the recorded position", "the prefix", "the suffix decides for the first", "the prefix in the other script"],
)
def test_the_deciders(known: dict[str, object]) -> None:
    judged = verify_quote("算力基础设施很重要", TWICE, **known)  # type: ignore[arg-type] # a table of keywords
    assert judged.outcome is Outcome.PASS
    assert judged.start == (FIRST if "suffix" in known else SECOND - 1)
    assert not judged.candidates


def test_a_drifted_position_never_decides() -> None:
    judged = verify_quote("算力基础设施很重要", TWICE, start=4, end=13)
    assert (judged.start, judged.notes) == (FIRST, ("quote-repeated",))


def test_a_recorded_span_that_differs_only_by_what_a_fold_drops_holds() -> None:
    text = "和“產(chǎn)業(yè)發(fā)展”，又是產(chǎn)業(yè)發(fā)展。"
    for start in (1, 2):
        judged = verify_quote("产业发展", text, start=start, end=text.index("”") + start - 1)
        assert (judged.outcome, judged.start) == (Outcome.PASS, 2)


def test_a_short_quote_in_several_places_is_ambiguous() -> None:
    judged = verify_quote("算力", "有算力，没有算力。")
    assert judged.verdict is Verdict.AMBIGUOUS
    assert len(judged.candidates) == 2


@pytest.mark.parametrize("times", [3, 51, 250])
def test_every_place_of_a_repeated_quote_is_judged(times: int) -> None:
    alone = "公司将裁员一百人。" * times
    assert verify_quote("公司将裁员一百人", alone).outcome is Outcome.PASS
    judged = verify_quote("公司将裁员一百人", alone + "如果亏损，公司将裁员一百人。")
    assert (judged.verdict, len(judged.candidates)) == (Verdict.AMBIGUOUS, times + 1)


def test_more_places_than_are_judged_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forumcite.locate._MOST_PLACES", 100)
    text = "公司将裁员一百人。" * 101
    assert verify_quote("公司将裁员一百人", text).verdict is Verdict.AMBIGUOUS
    recorded = verify_quote("公司将裁员一百人", text, start=900, end=908)
    assert (recorded.outcome, recorded.start) == (Outcome.PASS, 900)


# --- what cannot be judged ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("quote", ["", "  ", "，。", "……", "算", "\u200b\u200b", "()"])
def test_a_quote_that_says_nothing_is_unchecked_with_its_reason(quote: str) -> None:
    judged = verify_quote(quote, "算力，。……算()")
    assert judged.verdict is Verdict.UNCHECKED
    assert judged.reason
    assert judged.start is None


def test_a_quote_that_is_nowhere_has_no_place() -> None:
    judged = verify_quote("完全不同的一句话在这里", "The port grew fast in those years.")
    assert (judged.verdict, judged.start, judged.matched) == (Verdict.NOT_FOUND, None, None)


def test_likeness_never_passes() -> None:
    text = "累計上線超18000P算力,通過自主研發(fā)的平台，服務全國的企業與機構。" * 3
    judged = verify_quote("累计上线超1800P算力,通过自主研发的平台，服务全国的企业与机构", text)
    assert judged.similarity > 0.9
    assert (judged.verdict, [edit.kind for edit in judged.edits]) == (Verdict.ALTERED, ["number"])


def test_a_recorded_place_holds_however_many_stand_before_it() -> None:
    text = "人才是关键。\n" * 300
    assert verify_quote("人才是关键", text, start=280 * 7, end=280 * 7 + 5).start == 280 * 7
    assert verify_quote("人才是关键", text, start=280 * 7 + 1, end=280 * 7 + 5).start == 0


@pytest.mark.parametrize(
    ("quote", "text", "folds"),
    [
        ("涉及120万名乘客", "涉及约120万名乘客。", ()),
        ("累计上线超1800P算力", "累計上線超18000P算力。", ("script",)),
        ("他說：「共15人」。", "他说:“共16人”。", ("width", "quotes", "script")),
    ],
)
def test_an_altered_quote_tells_the_folds_that_brought_it_nearer(quote: str, text: str, folds: tuple[str, ...]) -> None:
    judged = verify_quote(quote, text)
    assert (judged.verdict, judged.folds) == (Verdict.ALTERED, folds)


@pytest.mark.parametrize(
    ("quote", "text", "kind"),
    [
        ("The bridge will open in June", "The bridge will open in May, he said.", "date"),
        ("The pool opens on Friday", "The pool opens on Monday.", "date"),
        ("The bridge must open in spring", "The bridge may open in spring.", "modality"),
    ],
)
def test_the_kind_of_fact_that_an_edit_touches(quote: str, text: str, kind: str) -> None:
    assert [edit.kind for edit in verify_quote(quote, text).edits] == [kind]


# --- marks and stops that the quoting text sets ------------------------------------------------------------------

PORT = "The old port grew. Heather came, which was nice; the quay sank, unless it rained. It sold 1.8 tons in 1998."
GREW, SANK = "The old port grew", "the quay sank"
SET_BY_THE_QUOTING_TEXT = [
    (f"“{GREW},”", PORT, GREW, "a comma inside the marks, American style"),
    (f"“{GREW}”.", PORT, f"{GREW}.", "the stop behind the marks"),
    (f"„{GREW}.“", PORT, f"{GREW}.", "German marks"),
    (f"``{GREW}.''", PORT, f"{GREW}.", "marks of TeX"),
    (f"″{GREW}.″", PORT, f"{GREW}.", "double primes"),
    (f"{GREW},", PORT, GREW, "a comma for the stop"),
    ("「港口建成了」。", "后来港口建成了。船来了。", "港口建成了。", "Chinese marks with the stop behind"),
    ("“港口建成了，”", "后来港口建成了。船来了。", "港口建成了", "a Chinese comma inside"),
    ("born on 7 July,", "She was born on 7 July. It rained.", "born on 7 July.", "the stop of a month is the date's"),
    ("the poem “Home,”", "It is the poem “Home”. It won.", "the poem “Home”", "a comma inside the marks of a title"),
    ("他们〔引者按〕不分根源", "他们不分根源。", "他们不分根源", "an insertion in other brackets"),
    ("[T]he old port grew", PORT, GREW, "a first letter that the editor changed"),
]
STILL_REFUSED = [
    (f"{GREW}, Heather came.", PORT, "a comma for a stop that parts two sentences"),
    (f"{SANK}.", PORT, "a condition behind the comma"),
    (f"“{SANK},”", PORT, "a condition behind the comma, in marks"),
    ("It sold 1.", PORT, "a figure cut at its point"),
    ("It sold 1,", PORT, "a figure cut at its point, with a comma"),
    ("an [un]able man came", "Then an able man came.", "an insertion before letters makes another word"),
    ("[S]he came home", "Then he came home.", "a letter before letters, too"),
    ("The man was [not] able", "The man was able.", "a negation"),
]


@pytest.mark.parametrize(("quote", "text", "held", "why"), SET_BY_THE_QUOTING_TEXT)
def test_marks_that_the_quoting_text_sets_are_no_part_of_the_quote(quote: str, text: str, held: str, why: str) -> None:
    judged = verify_quote(quote, text)
    assert (judged.outcome, judged.matched) == (Outcome.PASS, held), why


@pytest.mark.parametrize(("quote", "text", "why"), STILL_REFUSED)
def test_but_they_hide_nothing(quote: str, text: str, why: str) -> None:
    assert verify_quote(quote, text).outcome is Outcome.FAIL, why
