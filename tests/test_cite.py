"""Citations: the forum article in every style as derived by hand, what is told of it, and what may be cited."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from forumcite.cite import Document, Options, Passage, describe_field, missing_fields, quoted, romanized
from forumcite.cli import run
from forumcite.csl import FORMATS, CslError, render
from forumcite.csl.sorting import has_strokes
from forumcite.locator import Locator

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "2025“人工智能+”产业生态大会|人工智能与算力基础设施共创论坛在京举办"
NESTED = "2025‘人工智能+’产业生态大会|人工智能与算力基础设施共创论坛在京举办"


def date(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


ARTICLE = {"id": "a", "type": "webpage", "title": TITLE, "issued": date(2025, 12, 6), "language": "zh-CN"}
COMPLETE = {**ARTICLE, "container-title": "W", "URL": "https://u.example/a", "accessed": date(2026, 1, 15)}

# style, what is known, --missing, the citation in the text with paragraph 9, the entry
ENTRIES = [
    ("gbt7714-2015", ARTICLE, "omit", "[1]", f"[1] {TITLE}[EB/OL]. (2025-12-06)."),
    ("gbt7714-2015", ARTICLE, "mark", "[1]", f"[1] {TITLE}[EB/OL]. (2025-12-06)[〔引用日期〕]. 〔获取和访问路径〕."),
    ("gbt7714-2015", COMPLETE, "omit", "[1]", f"[1] {TITLE}[EB/OL]. (2025-12-06)[2026-01-15]. https://u.example/a."),
    (
        "gbt7714-2015-author-date",
        COMPLETE,
        "omit",
        "(佚名, 2025)",
        f"佚名, 2025. {TITLE}[EB/OL]. (2025-12-06)[2026-01-15]. https://u.example/a.",
    ),
    ("gbt7714", ARTICLE, "omit", "[1]", f"[1] {TITLE}[EB/OL]. （2025-12-06）."),
    ("gbt7714", COMPLETE, "omit", "[1]", f"[1] {TITLE}[EB/OL]. （2025-12-06）[2026-01-15]. https://u.example/a."),
    ("apa", ARTICLE, "omit", f"({TITLE}, 2025, para. 9)", f"{TITLE}. (2025, December 6)."),
    ("apa", ARTICLE, "mark", f"({TITLE}, 2025, para. 9)", f"{TITLE}. (2025, December 6). 〔site〕. 〔URL〕"),
    ("apa", COMPLETE, "omit", f"({TITLE}, 2025, para. 9)", f"{TITLE}. (2025, December 6). W. https://u.example/a"),
    ("mla", ARTICLE, "omit", f"(“{NESTED},” par. 9)", f"“{NESTED}.” 6 Dec. 2025."),
    ("mla", ARTICLE, "mark", f"(“{NESTED},” par. 9)", f"“{NESTED}.” 〔site〕, 6 Dec. 2025, 〔URL〕."),
    ("mla", COMPLETE, "omit", f"(“{NESTED},” par. 9)", f"“{NESTED}.” W, 6 Dec. 2025, https://u.example/a."),
    (
        "chicago17",
        ARTICLE,
        "omit",
        f"“{NESTED},” December 6, 2025, para. 9.",
        f"“{NESTED}.” December 6, 2025.",
    ),
    (
        "chicago17",
        ARTICLE,
        "mark",
        f"“{NESTED},” 〔site〕, December 6, 2025, para. 9, 〔URL〕.",
        f"〔site〕. “{NESTED}.” December 6, 2025. 〔URL〕.",
    ),
    (
        "chicago17",
        COMPLETE,
        "omit",
        f"“{NESTED},” W, December 6, 2025, para. 9, https://u.example/a.",
        f"W. “{NESTED}.” December 6, 2025. https://u.example/a.",
    ),
    # Where taking the address out would leave "Available at:", the entry is made without it from the start.
    ("harvard", ARTICLE, "omit", f"({TITLE}, 2025, para. 9)", f"{TITLE} (2025)."),
]


def document(item: dict[str, Any], style: str, **options: Any) -> Document:
    return Document([item], Options(style, **options))


def cited(of: Document, locator: Locator = Locator(9, 9)) -> str:  # noqa: B008 - frozen
    return render(of.cite([Passage("a", "", locator)]))


@pytest.mark.parametrize(("style", "item", "missing", "in_text", "entry"), ENTRIES)
def test_the_forum_article(style: str, item: dict[str, Any], missing: str, in_text: str, entry: str) -> None:
    made = document(item, style, missing=missing)
    assert cited(made) == in_text
    assert [render(each) for each in made.entries()] == [entry]


@pytest.mark.parametrize(
    ("style", "in_text"),
    [
        ("gbt7714", "[1]第9段"),
        ("gbt7714-author-date", "（佚名，2025）第9段"),
        ("gbt7714-note", f"{TITLE}[EB/OL]. （2025-12-06）. 第9段."),
        ("nlm", "(1), para. 9"),
        ("apa", f"({TITLE}, 2025, para. 9)"),
    ],
)
def test_a_locator_on_request(style: str, in_text: str) -> None:
    assert cited(document(ARTICLE, style, locator=True)) == in_text


def test_the_locator_is_raised_with_its_number() -> None:
    made = document(ARTICLE, "gbt7714", locator=True)
    assert render(made.cite([Passage("a", "", Locator(2, 3))]), "html") == "<sup>[1]第2-3段</sup>"


@pytest.mark.parametrize(
    ("style", "item", "lacking", "lost"),
    [
        ("gbt7714", ARTICLE, ("URL", "accessed"), []),
        ("gbt7714-2015", ARTICLE, ("URL", "accessed"), []),
        ("apa", ARTICLE, ("container-title", "URL"), []),
        ("apa", COMPLETE, (), ["does not print `accessed` (2026-01-15)"]),
        ("ieee", COMPLETE, (), ["does not print `issued` (2025-12-06)"]),
        ("harvard", COMPLETE, (), ["prints only the year of `issued` (2025-12-06)"]),
        ("gbt7714", COMPLETE, (), []),
    ],
)
def test_what_is_lacking_and_what_gets_lost(
    style: str, item: dict[str, Any], lacking: tuple[str, ...], lost: list[str]
) -> None:
    made = document(item, style)
    assert made.lacking("a") == lacking
    assert list(made.lost_dates("a")) == lost


@pytest.mark.parametrize(
    ("style", "punct", "entry"),
    [
        ("gbt7714", "half", "[1] 甲（乙）：丙, 丁[N]. 报, 2025-12-06(3)."),
        ("gbt7714", "full", "[1] 甲（乙）：丙, 丁[N]. 报，2025-12-06（3）."),
        ("gbt7714-2015", "full", "[1] 甲（乙）：丙, 丁[N]. 报，2025-12-06（3）."),
        ("gbt7714-2015", "half", "[1] 甲（乙）：丙, 丁[N]. 报, 2025-12-06(3)."),
    ],
)
def test_only_the_style_s_own_marks_change_their_width(style: str, punct: str, entry: str) -> None:
    item = {
        "id": "a",
        "type": "article-newspaper",
        "title": "甲（乙）：丙, 丁",
        "container-title": "报",
        "issued": date(2025, 12, 6),
        "page": "3",
    }
    assert [render(each) for each in document(item, style, punct=punct).entries()] == [entry]


def test_terms_in_the_language_of_each_item() -> None:
    names = [{"literal": name} for name in ("甲", "乙", "丙", "丁")]
    western = [{"family": name, "given": "A"} for name in ("Smith", "Doe", "Roe", "Poe")]
    book = {"type": "book", "publisher": "P", "publisher-place": "L", "issued": date(2000)}
    made = Document([{**book, "id": "zh", "title": "书", "author": names, "language": "zh-CN"},
                     {**book, "id": "en", "title": "Book", "author": western, "language": "en"}])  # fmt: skip
    chinese, english = (render(each) for each in made.entries())
    assert "甲，乙，丙，等" in chinese
    assert "Smith A，Doe A，Roe A，et al" in english


@pytest.mark.parametrize(
    ("language", "entry"),
    [
        ("zh-CN", f"《{TITLE}》. W, 2025年12月6日, https://u.example/a."),
        ("item", f"“{NESTED}.” W, 2025年12月6日, https://u.example/a."),
        ("", f"“{NESTED}.” W, 6 Dec. 2025, https://u.example/a."),
    ],
)
def test_the_language_of_the_document(language: str, entry: str) -> None:
    assert [render(each) for each in document(COMPLETE, "mla", language=language).entries()] == [entry]


def test_script_is_of_what_is_shown_and_leaves_addresses_alone() -> None:
    item = {**COMPLETE, "URL": "https://u.example/论坛"}
    (entry,) = document(item, "gbt7714", script="hant").entries()
    assert "人工智能與算力基礎設施共創論壇在京舉辦" in render(entry)
    assert "https://u.example/论坛" in render(entry)


@pytest.mark.parametrize(
    ("title", "name", "shown"),
    [
        ("1. Runs", "markdown", "*1\\. Runs*. (2020)."),
        ("1986) Runs", "markdown", "*1986\\) Runs*. (2020)."),
        ("# Runs", "markdown", "*\\# Runs*. (2020)."),
        ("- Runs", "typst", "#emph[\\- Runs]. (2020)."),
        ("= Runs", "typst", "#emph[\\= Runs]. (2020)."),
        ("  Runs\n\tof  \r\n men ", "latex", "\\emph{Runs of men}. (2020)."),
        ("</a><script>", "html", "<i>&#60;/a&#62;&#60;script&#62;</i>. (2020)."),
        ("\\input{x}", "latex", "\\emph{\\textbackslash{}input\\{x\\}}. (2020)."),
        ("#set page()", "typst", "#emph[\\#set page()]. (2020)."),
        ("[a](javascript:b)", "markdown", "*\\[a\\](javascript:b)*. (2020)."),
        ("\x1b[31mred", "terminal", "\x1b[3m[31mred\x1b[23m. (2020)."),
    ],
)
def test_a_title_is_no_markup(title: str, name: str, shown: str) -> None:
    (entry,) = document({"id": "a", "type": "book", "title": title, "issued": "2020"}, "apa").entries()
    assert render(entry, name) == shown


def test_each_work_of_a_note_gets_its_translation() -> None:
    items = [
        {
            "id": key,
            "type": "book",
            "title": title,
            "romanized-title": words,
            "translated-title": english,
            "issued": "2020",
        }
        for key, title, words, english in (("a", "红", "Hong", "Red"), ("b", "绿", "Lü", "Green"))
    ]
    made = Document(items, Options("chicago"))
    assert render(made.cite([Passage("a", "", Locator()), Passage("b", "", Locator())])) == (
        "Hong 红 [Red] (2020); Lü 绿 [Green] (2020)."
    )


def test_glosses_reach_no_title() -> None:
    made = document({**ARTICLE, "title": "產(chǎn)業(yè)生態(tài)"}, "apa")
    assert [render(each) for each in made.entries()] == ["產業生態. (2025, December 6)."]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", ["gbt7714", "apa", "chicago"])
def test_nothing_internal_is_printed(name: str, style: str) -> None:
    item = {**ARTICLE, "title": "\ufdd0" + "1\ufdd1 <b>&\\textbf{x}\x1b[31m"}
    for missing in ("omit", "mark"):
        made = document(item, style, missing=missing, punct="half" if style == "gbt7714" else "")
        shown = render(made.entries()[0], name) + render(made.cite([Passage("a", "", Locator(1, 1))]), name)
        assert not any("\ufdd0" <= letter <= "\ufdef" for letter in shown)
        assert "\x1b[31m" not in shown


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        ({"type": "webpage", "title": "论坛"}, ("issued", "container-title", "URL", "accessed")),
        ({"type": "book", "title": "书", "publisher": "社", "publisher-place": "北京", "issued": date(1998)}, ()),
        ({"type": "interview"}, ("title", "issued")),
        ({}, ("title", "issued")),
        ({"from": "refs.bib", "key": "doe"}, ()),
    ],
)
def test_what_an_entry_lacks(item: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert missing_fields(item) == missing


def test_a_field_in_words() -> None:
    assert [describe_field(each) for each in ("URL", "accessed")] == ["`URL`", "the date of access (`accessed`)"]


def test_quotation_marks_inside_a_quote_turn() -> None:
    assert quoted("从“跟跑”向「并跑」") == "“从‘跟跑’向‘并跑’”"


def test_an_unknown_style_gets_the_nearest() -> None:
    with pytest.raises(CslError, match="gbt7714"):
        document(ARTICLE, "gbt7715").entries()


# --- the command -------------------------------------------------------------------------------------------------

CLAIMS = """\
sources:
  doe:
    path: s.txt
    cite: {from: refs.bib, key: doe}
  page:
    path: s.txt
    cite: {from: refs.json, key: z, accessed: 2026-01-15}
  bare:
    path: s.txt
claims:
  one:
    evidence: [{source: doe, quote: "nine computing clusters"}]
  two:
    evidence:
      - {source: page, quote: "nine computing clusters"}
      - {source: page, quote: "It ended"}
  altered:
    evidence: [{source: page, quote: "ten computing clusters"}]
"""
TEXT = (
    "Title\n2 May 2025\n\nThe firm runs nine computing clusters.\n\nResults\n\nMore - here, & so on. It ended well.\n"
)
REFS = [{"id": "z", "type": "webpage", "title": "页", "issued": "2025-05-02", "URL": "https://e.org/y#top",
         "container-title": "站"}]  # fmt: skip
BIB = "@online{doe, author={Doe, Jane}, title={A Title}, year=2025, month=5, url={https://e.org/x}}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "claims"
    folder.mkdir()
    (tmp_path / "forumcite.toml").touch()
    (folder / "a.yaml").write_text(CLAIMS, encoding="utf-8")
    (folder / "s.txt").write_text(TEXT, encoding="utf-8")
    (folder / "refs.json").write_text(json.dumps(REFS), encoding="utf-8")
    (folder / "refs.bib").write_text(BIB, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


DOE = "[1] Doe J. A Title[EB/OL]. （2025-05）. https://e.org/x."
COMMANDS = [
    (["one"], 0, f"[1]\n第1段\nhttps://e.org/x#:~:text=nine%20computing%20clusters\n\n{DOE}\n"),
    (
        ["two", "--style", "apa"],
        0,
        ("(页, 2025, paras. 1, 2)\npara. 1; Results › para. 2\n"
        "https://e.org/y#top:~:text=nine%20computing%20clusters\nhttps://e.org/y#top:~:text=It%20ended\n\n"
        "页. (2025, May 2). 站. https://e.org/y#top\n"),
    ),
    (
        ["one", "--quote", "--style", "chicago17"],
        0,
        ("“nine computing clusters”¹\n1. Jane Doe, “A Title,” May 2025, para. 1, https://e.org/x.\npara. 1\n"
        "https://e.org/x#:~:text=nine%20computing%20clusters\n\nDoe, Jane. “A Title.” May 2025. https://e.org/x.\n"),
    ),
    (["--all"], 1, f"{DOE}\n[2] 页[EB/OL]. （2025-05-02）[2026-01-15]. https://e.org/y#top.\n"),
    (["altered"], 1, ""),
    (["--from", "claims/refs.bib", "--style", "ieee", "doe"], 0, "[1]\n\n[1] J. Doe, “A Title,” [Online]. Available: https://e.org/x\n"),
    (["--from", "claims/refs.json"], 0, "[1] 页[EB/OL]. （2025-05-02）. https://e.org/y#top.\n"),
    (["one", "--missing", "fail"], 1, f"[1]\n第1段\nhttps://e.org/x#:~:text=nine%20computing%20clusters\n\n{DOE}\n"),
]  # fmt: skip


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("arguments", "status", "printed"), COMMANDS)
def test_the_command(arguments: list[str], status: int, printed: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["cite", *arguments]) == status
    assert capfd.readouterr().out == printed


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["one"], "style: china-national-standard-gb-t-7714-2025-numeric (China National Standard GB/T 7714-2025"),
        (["one"], "note citation-incomplete: doe lacks the date of access (`accessed`): forumcite source set doe "),
        (["altered"], "error: altered is not cited, its quote does not pass (altered)"),
        (["altered", "--unverified"], "warning: altered is cited unverified: altered"),
        ([], "note citation-incomplete: bare has no `cite`"),
        (["--from", "claims/refs.bib", "dou"], "claims/refs.bib has no item 'dou'; did you mean 'doe'?"),
        (["--punct", "half", "--style", "apa"], "--punct is for GB/T 7714 only"),
        (["--style", "nope"], "there is no style 'nope'"),
    ],
)  # fmt: skip
def test_what_the_command_tells(arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(["cite", *arguments])
    assert told in capfd.readouterr().err


GIVEN = {"ADDRESS": "https://e.org/z", "YYYY-MM-DD": "2026-01-15", "NAME": "W", "TITLE": "T", "TOWN": "T"}


@pytest.mark.usefixtures("project")
def test_the_commands_that_the_messages_name_fill_what_is_missing(capfd: pytest.CaptureFixture[str]) -> None:
    run(["cite"])
    commands = re.findall(r"(?m): (forumcite source set .*)$", capfd.readouterr().err)
    assert len(commands) == 2  # of doe, whose item stands in a file, and of bare, which has none
    for command in commands:
        filled = re.sub(r"=([A-Z-]+)(?=\s|$)", lambda found: f"={GIVEN[found[1]]}", command)
        assert run(shlex.split(filled)[1:]) == 0
    run(["cite"])
    lacks = [line for line in capfd.readouterr().err.splitlines() if "citation-incomplete" in line]
    assert len(lacks) == 1  # bare has a title and an address now, and is asked for the rest
    assert "bare lacks `issued`, the date of access" in lacks[0]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lang", "en-US"], "warning: gbt7714 is written for zh-CN and keeps it: --lang en-US changes nothing"),
        (["--lang", "zh-CN"], ""),
        (["--lang", "item"], ""),
        (["--lang", "zh-CN", "--style", "apa"], ""),
        (["--sort", "pinyin"], "warning: gbt7714 keeps the order of citation: --sort changes nothing"),
        (["--sort", "pinyin", "--style", "mla"], ""),
    ],
)
def test_what_the_style_does_not_follow_is_told(
    arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["cite", *arguments])
    warnings = [line for line in capfd.readouterr().err.splitlines() if line.startswith("warning")]
    assert warnings == ([told] if told else [])


def test_a_link_goes_to_the_archived_copy(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = project / "claims" / "a.yaml"
    archived = CLAIMS.replace("key: doe}", "key: doe, archive-url: https://perma.cc/A-B}")
    file.write_text(archived, encoding="utf-8")
    run(["cite", "one", "--style", "mla"])
    out = capfd.readouterr().out
    assert "https://perma.cc/A-B#:~:text=nine%20computing%20clusters\n" in out
    assert "https://e.org/x. Perma.cc, https://perma.cc/A-B." in out


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("人工智能与算力基础设施", "Rengong zhineng yu suan li jichu sheshi"),
        ("2025“人工智能+”产业生态大会", "2025 “rengong zhineng+” chanye shengtai dahui"),
        ("绿色、女性（上）", "Lüse, nüxing (shang)"),
        ("GDP增长5%", "GDP zengzhang 5%"),
    ],
)
def test_romanised_by_machine(title: str, words: str) -> None:
    assert romanized(title) == words


def test_only_what_has_no_romanised_title_is_romanised(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.json"
    items = [{"id": "a", "type": "book", "title": "绿色", "issued": "2020", "publisher": "P"}]
    items.append({**items[0], "id": "b", "romanized-title": "Luse"})
    file.write_text(json.dumps(items), encoding="utf-8")
    assert run(["cite", "--from", str(file), "--style", "apa", "--romanize"]) == 0
    out, err = capfd.readouterr()
    assert out == "Luse. (2020). P.\nLüse. (2020). P.\n"
    assert [line.split(":")[1] for line in err.splitlines() if "by machine" in line] == [" a"]
    run(["cite", "--from", str(file), "--style", "apa", "a"])
    assert capfd.readouterr().out.endswith("绿色. (2020). P.\n")


def test_strokes_order_a_bibliography(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.json"
    names = ["张三", "丁一", "王五", "曹操"]
    items = [
        {"id": name, "type": "book", "title": "T", "issued": "2020", "author": [{"literal": name}]} for name in names
    ]
    file.write_text(json.dumps(items), encoding="utf-8")
    asked = ["cite", "--from", str(file), "--style", "gbt7714-author-date"]
    assert run(asked) == 0
    assert [line[:2] for line in capfd.readouterr().out.splitlines()] == ["曹操", "丁一", "王五", "张三"]
    status = run([*asked, "--sort", "stroke"])
    out, err = capfd.readouterr()
    if has_strokes():
        assert [line[:2] for line in out.splitlines()] == ["丁一", "王五", "张三", "曹操"]
    else:
        assert (status, out) == (2, "")
        assert "pip install 'forumcite[strokes]'" in err


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        ("apa", "论坛. (2025年12月6日). W. https://u.example/a"),
        ("harvard", "论坛 (2025) W. 载于: https://u.example/a (见于: 2026年1月15日)."),
        ("chicago17", "W. 《论坛》. 2025年12月6日. https://u.example/a."),
        ("ieee", "[1] 《论坛》, W. 见于: 2026年1月15日. [在线]. 载于: https://u.example/a"),
    ],
)
def test_dates_in_a_chinese_document(style: str, entry: str) -> None:
    made = document({**COMPLETE, "title": "论坛"}, style, language="zh-CN")
    assert [render(each) for each in made.entries()] == [entry]


@pytest.mark.usefixtures("project")
def test_an_official_id_is_not_named_again(capfd: pytest.CaptureFixture[str]) -> None:
    run(["cite", "one", "--style", "apa"])
    assert "style:" not in capfd.readouterr().err


def test_an_item_from_outside_the_project_is_refused(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project.parent / "secret.bib").write_text(BIB, encoding="utf-8")
    file = project / "claims" / "a.yaml"
    file.write_text(CLAIMS.replace("refs.bib", "../../secret.bib"), encoding="utf-8")
    assert run(["cite", "one"]) == 2
    assert "leaves the project" in capfd.readouterr().err


def test_html_says_what_it_cites(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    run(["cite", "one", "--format", "html"])
    first, *_, last = capfd.readouterr().out.splitlines()
    assert first == '<div class="citation" data-claim="one" data-source="doe" data-span="32-55"><sup>[1]</sup></div>'
    assert last.endswith("</div>")


@pytest.mark.parametrize(
    ("words", "first"), [(["gbt7714"], "china-national-standard-gb-t-7714-2025-numeric"), (["IEEE"], "ieee")]
)
def test_styles_are_searched(words: list[str], first: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["styles", *words]) == 0
    out, err = capfd.readouterr()
    assert out.split()[0] == first
    assert "CC BY-SA 3.0" in err


def test_styles_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["styles"]) == 0
    assert len(capfd.readouterr().out.splitlines()) >= 2_800
    assert run(["styles", "no", "such", "style"]) == 1
