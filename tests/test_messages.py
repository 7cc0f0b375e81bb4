"""Messages and their catalogues: whole, of one shape in every language, and English wherever something else reads."""

from __future__ import annotations

import ast
import copy
import io
import json
import os
import pickle
import re
import runpy
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from forumcite.cli import run
from forumcite.messages import (
    LANGUAGES,
    Message,
    Series,
    catalogue,
    counted,
    language_of,
    placeholders,
    preferred_language,
    printable_language,
    read_po,
    term,
    translated,
    with_remedy,
)
from forumcite.report import FORMATS
from forumcite.report.style import width, wrap
from forumcite.rules import EXAMPLE_HEAD, EXAMPLE_SOURCE, RULES
from test_rules import CLAIM, WITH_EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/forumcite"
CHINESE = LANGUAGES[1:]
CASES = yaml.safe_load((ROOT / "tests/cases/languages.yaml").read_text(encoding="utf-8"))
BUILD = runpy.run_path(str(ROOT / "translations/build.py")) if find_spec("babel") else {}
needs_babel = pytest.mark.skipif(not BUILD, reason="Babel writes the catalogues; it is in the test extra")


# -- a message --------------------------------------------------------------------------------------------------------


def test_a_message_is_its_english_text() -> None:
    message = Message("the source {name} is not defined", name="a{b}")
    assert message == "the source a{b} is not defined"
    assert json.dumps([message]) == '["the source a{b} is not defined"]'
    assert translated(message, "en") == message
    assert translated(message, "zh-Hans") == "来源 a{b} 未定义"
    assert translated(message, "zh-Hant") == "來源 a{b} 未定義"


def test_an_exception_carries_the_message_on() -> None:
    error = ValueError(with_remedy(Message("the file is not UTF-8"), Message("convert it to UTF-8")))
    assert translated(str(error), "zh-Hans") == "文件不是 UTF-8：请转换为 UTF-8"
    outer = Message("at {revision}, {error}", revision="main", error=error)
    assert translated(outer, "zh-Hans") == "于 main：文件不是 UTF-8：请转换为 UTF-8"


def test_what_stands_in_a_message_is_translated_and_joined() -> None:
    kinds = Series(" and ", [term("kind", "number"), term("kind", "date")])
    assert kinds == "number and date"
    assert translated(kinds, "zh-Hans") == "数字和日期"
    assert Message("write one of {levels}", levels=("error", "off")) == "write one of error, off"
    listed = Message("write one of {levels}", levels=[term("level", "error"), "off"])
    assert translated(listed, "zh-Hans") == "请写 错误、off 之一"


def test_a_number_chooses_the_template() -> None:
    claims = [counted(number, "{number} claim", "{number} claims") for number in (0, 1, 2)]
    assert claims == ["0 claims", "1 claim", "2 claims"]
    assert {translated(each, "zh-Hans") for each in claims} == {"论断 0 条", "论断 1 条", "论断 2 条"}


def test_words_of_a_stranger_are_never_looked_up() -> None:
    assert translated("the quote is empty", "zh-Hans") == "the quote is empty"
    inside = Message("source `{name}`: {error}", name="the quote is empty", error="{name}")
    assert translated(inside, "zh-Hans") == "来源 `the quote is empty`：{name}"


def test_without_a_translation_it_stays_english() -> None:
    assert translated(Message("nobody says {this}", this=1), "zh-Hans") == "nobody says 1"
    assert translated(term("kind", "nobody knows this"), "zh-Hant") == "nobody knows this"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])  # noqa: S301 - our own
def test_a_copy_is_still_a_message(copied: Any) -> None:
    again = copied(Message("the source {name} is not valid", name="a"))
    assert translated(again, "zh-Hans") == "来源 a 无效"


@given(st.text(), st.text())
def test_any_value_may_stand_in_a_message(name: str, error: str) -> None:
    message = Message("source `{name}`: {error}", name=name, error=error)
    assert message == f"source `{name}`: {error}"
    assert translated(message, "zh-Hans") == f"来源 `{name}`：{error}"


# -- the catalogues ---------------------------------------------------------------------------------------------------


@needs_babel
def test_the_catalogues_are_whole_and_not_stale() -> None:
    """Every template of the code is translated, nothing else is there, and zh-Hant is made from zh-Hans."""
    assert BUILD["untranslated"](BUILD["simplified"]()) == [], "translate them in zh-Hans.po"
    for path, text in BUILD["files"]():
        assert path.read_text(encoding="utf-8") == text, "run `python translations/build.py`"
    for language in CHINESE:
        assert set(catalogue(language)) == {tuple(key) for key in BUILD["collected"]()}


@needs_babel
@pytest.mark.parametrize("language", CHINESE)
def test_our_reader_reads_what_babel_reads(language: str) -> None:
    from babel.messages.pofile import read_po as read_by_babel

    content = (PACKAGE / f"translations/{language}.po").read_bytes()
    theirs = read_by_babel(io.BytesIO(content))
    read = {(each.context or "", str(each.id)): str(each.string) for each in theirs if each.id and each.string}
    assert catalogue(language) == read
    assert [str(each.id) for each in theirs if each.fuzzy and each.id] == []


def test_unfinished_entries_are_left_out() -> None:
    text = 'msgid ""\nmsgstr "Language: x"\n\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n\n'
    assert read_po(f'{text}msgctxt "x"\nmsgid ""\n"d\\n"\n"e"\nmsgstr "f\\"g"\n\n#~ msgid "h"\n#~ msgstr "i"\n') == {
        ("x", "d\ne"): 'f"g'
    }


HAN = "\u4e00-\u9fff"
# A word of our own that no translation may leave in English: code, names and acronyms stand in the template, too.
WORD = re.compile(r"(?<![\w`./:-])[A-Za-z]{2,}")


@pytest.mark.parametrize("language", CHINESE)
def test_a_translation_has_the_placeholders_of_its_template(language: str) -> None:
    for (context, template), text in catalogue(language).items():
        if "{" in template and context != "help" and not re.search(r"\{[^{}]*[^\w{}!:]", template):
            assert sorted(set(placeholders(text))) == sorted(set(placeholders(template))), template
        assert re.findall(r"%\(\w+\)s", text) == re.findall(r"%\(\w+\)s", template)


@pytest.mark.parametrize("language", CHINESE)
def test_nothing_is_half_translated(language: str) -> None:
    for (_, template), text in catalogue(language).items():
        english, chinese = (re.sub(r"\{[^{}]*\}|%\(\w+\)s|" + "|".join(RULES), "", each) for each in (template, text))
        named = set(re.findall(r"[A-Za-z]{2,}", template))
        assert set(WORD.findall(chinese)) <= named, template
        assert re.search(f"[{HAN}，]", chinese) or set(WORD.findall(english)) <= {"BibTeX", "JSON"}, template


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_is_set_as_chinese(language: str) -> None:
    """Full-width marks, a space between Han and Latin, and the quotation marks of the script."""
    for text in catalogue(language).values():
        prose = re.sub(r"\{\w+: [^{}]*\}|\[2\]第3段", "", text)
        assert not re.search(f"[{HAN}][A-Za-z0-9`]|[A-Za-z0-9`%][{HAN}]", prose), text
        assert not re.search(f"[{HAN}][,;!?]|[,;!?][{HAN}]", prose), text
        assert not re.search("[“”‘’]" if language == "zh-Hant" else "[「」『』]", prose), text


def test_traditional_has_no_simplified_character() -> None:
    """Big5 has the traditional characters and no others."""
    "".join(catalogue("zh-Hant").values()).encode("cp950")


# -- no message is forgotten ------------------------------------------------------------------------------------------

# What takes a message for people, and variables that hold one.
SPEAKING = re.compile(
    r"Finding|Fix|Refusal|complaint|_complain|_stop|Complaint|finding|_finding|(?:Usage|Configuration|"
    r"Baseline|Revision|Edit|Unreadable|TooLarge|Citing|Csl|OpenCC)Error|BadParameter|_error|Conflict"
)
NAMED = {"message", "reason", "remedy", "advice", "hint", "note", "told", "what"}


def forgotten(tree: ast.AST) -> Iterator[int]:
    """The lines on which a text of several words is said that nobody can translate."""
    for node in ast.walk(tree):
        said: list[ast.expr] = []
        if isinstance(node, ast.Call) and SPEAKING.fullmatch(ast.unparse(node.func).rpartition(".")[2]):
            said = [*node.args, *(each.value for each in node.keywords)]
        elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id in NAMED for t in node.targets):
            said = [node.value]
        for expression in said:
            yield from (each.lineno for each in _plain(expression))


def _plain(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from (*_plain(node.body), *_plain(node.orelse))
    texts = [node] if isinstance(node, ast.Constant) else node.values if isinstance(node, ast.JoinedStr) else []
    words = " ".join(each.value for each in texts if isinstance(each, ast.Constant) and isinstance(each.value, str))
    if len(re.findall("[A-Za-z]{2,}", words)) > 1 and " " in words.strip():
        yield node


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_message_can_be_translated(path: Path) -> None:
    lines = sorted(set(forgotten(ast.parse(path.read_text(encoding="utf-8")))))
    assert lines == [], f'{path.name}: write Message("… {{name}} …", name=…) on these lines'


def test_the_search_sees_forgotten_messages() -> None:
    code = (
        'message = f"no {x} here"\nFinding("rule", level, "not found here", place)\nraise Refusal(a if a else "not so")'
    )
    assert set(forgotten(ast.parse(code))) == {1, 2, 3}


@needs_babel
def test_every_kind_of_the_guard_has_a_word() -> None:
    """Kinds are found where they are given: to an edit, a cut, a disagreement, or by the tables of the lexicon."""
    from forumcite.guard import lexicon

    found = {kind for kind, _ in lexicon.KINDS}
    places = {"Edit": 3, "Cut": 2, "Disagreement": 0, "_parting": 2}
    for path in [*(PACKAGE / "guard").glob("*.py"), PACKAGE / "judge.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in places:
                given = [*node.args[places[name] : places[name] + 1]]
                given += [each.value for each in node.keywords if each.arg == "kind"]
                found |= {str(each.value) for each in given if isinstance(each, ast.Constant)}
    assert found <= set(BUILD["KINDS"]), "add the kind to KINDS in translations/build.py, and translate it"


# -- which language ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["tags"], ids=lambda case: case["tag"] or "empty")
def test_a_tag_names_a_language(case: dict[str, Any]) -> None:
    assert language_of(case["tag"]) == case["language"]


@pytest.mark.parametrize("case", CASES["environments"], ids=lambda case: str(case["set"]))
def test_the_environment_asks_for_a_language(case: dict[str, Any]) -> None:
    assert preferred_language(case["set"]) == case["language"]


@pytest.mark.parametrize("case", CASES["consoles"], ids=lambda case: f"{case['asked']} on {case['encoding']}")
def test_a_console_that_lacks_the_characters_gets_english(case: dict[str, Any]) -> None:
    assert printable_language(case["asked"], case["encoding"]) == case["language"]


# -- runs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that breaks many rules at once: each example that is broken, as a file of its own."""
    (tmp_path / "claims/sources").mkdir(parents=True)
    (tmp_path / "claims/sources/forum.txt").write_bytes(EXAMPLE_SOURCE.encode())
    (tmp_path / "claims/sources.yaml").write_text(EXAMPLE_HEAD, encoding="utf-8")
    for name in WITH_EXAMPLE:
        example = RULES[name].before
        if not example.startswith("sources:"):
            example = re.sub(r"^  (\w[\w-]*):$", rf"  {name}-\1:", example, flags=re.MULTILINE)
        else:
            example = example.replace("  forum:", f"  {name}:") + CLAIM.replace("clusters", name).replace(
                "source: forum", f"source: {name}"
            )
        (tmp_path / f"claims/{name}.yaml").write_text(example, encoding="utf-8")
    (tmp_path / "forumcite.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


SNAPSHOTS = ROOT / "tests/report/snapshots"


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", ["text", "markdown", "github", "concise"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_the_one_on_file(language: str, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Every rule with an example, broken, in each language. FORUMCITE_UPDATE=1 writes the files anew; read the diff."""
    assert run(["--lang", language, "verify", "-v", "--format", name]) == 1
    output = capfd.readouterr().out
    file = SNAPSHOTS / f"rules.{language}.{name}.txt"
    if os.environ.get("FORUMCITE_UPDATE"):
        file.write_bytes(output.encode())
    assert output == file.read_bytes().decode()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", FORMATS)
def test_machines_read_the_same_in_every_language(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    outputs = {}
    for language in LANGUAGES:
        assert run(["verify", "--lang", language, "--format", name]) == 1
        outputs[language] = re.sub(r'timestamp="[^"]*"', "", capfd.readouterr().out)
    if name in ("json", "jsonl"):
        assert len(set(outputs.values())) == 1
        return
    assert len(set(outputs.values())) == 3
    # Names of rules stand where they stood, whatever the language.
    rules = [re.findall("|".join(sorted(RULES, key=len, reverse=True)), text) for text in outputs.values()]
    assert sorted(rules[0]) == sorted(rules[1]) == sorted(rules[2])


@pytest.mark.parametrize("language", CHINESE)
def test_help_speaks_the_language(language: str, capfd: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["verify"], ["cite"], ["source"], ["source", "add"], ["accept"], ["init"]):
        assert run(["--lang", language, *command, "--help"]) == 0
        told = capfd.readouterr().out
        assert not re.search(r"(?m)^(Usage|Options|Commands):|Show this message|\[default|\[required", told)
        lines = [line for line in told.splitlines() if "forumcite " not in line and "claims/" not in line]
        assert not [line for line in lines if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}", line)]
        assert max(map(width, told.splitlines())) <= 110
    assert run(["--help"]) == 0
    assert "Show this message and exit." in capfd.readouterr().out, "the next run is English again"


@pytest.mark.parametrize("case", CASES["refusals"], ids=lambda case: " ".join(case["arguments"]))
def test_a_refusal_speaks_the_language(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORUMCITE_LANG", "zh-Hans")
    assert run(case["arguments"]) == 2
    told = capfd.readouterr()
    assert (told.out, told.err.splitlines()[0]) == ("", f"forumcite: {case['told']}")


def test_the_option_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORUMCITE_LANG", "zh_CN.UTF-8")
    assert run(["rule", "claims-empty"]) == 0
    assert "没有可核对的论断" in capfd.readouterr().out
    assert run(["rule", "--lang", "zh-TW", "claims-empty"]) == 0
    assert "沒有可核對的論斷" in capfd.readouterr().out
    assert run(["--lang", "en", "rule", "claims-empty"]) == 0
    assert "There is no claim to check" in capfd.readouterr().out
    assert run(["rule", "--lang", "de", "claims-empty"]) == 2
    assert "en、zh-Hans、zh-Hant" in capfd.readouterr().err


def test_cite_has_a_language_of_its_own(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    items = tmp_path / "items.json"
    items.write_text(json.dumps([{"id": "a", "type": "book", "title": "T", "publisher": "P", "language": "en"}]))
    told = []
    for language in ("en-US", "zh-CN"):
        assert run(["--lang", "zh-Hans", "cite", "--lang", language, "--style", "apa", "--from", str(items)]) == 0
        told.append(capfd.readouterr())
    assert told[0].out != told[1].out
    assert "缺少" in told[0].err
    assert "缺少" in told[1].err


def python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **variables}
    return subprocess.run([sys.executable, *arguments], capture_output=True, check=False, env=environment, cwd=ROOT)


@pytest.mark.parametrize("case", CASES["streams"], ids=lambda case: case["encoding"])
def test_a_console_is_never_asked_for_what_it_lacks(case: dict[str, Any]) -> None:
    done = python(
        "-m", "forumcite", "rule", "claims-empty", PYTHONIOENCODING=case["encoding"], FORUMCITE_LANG="zh-Hans"
    )
    assert done.returncode == 0, done.stderr
    assert case["told"] in done.stdout.decode(case["encoding"])


def test_english_reads_no_catalogue() -> None:
    code = (
        "from forumcite.cli import run; from forumcite.messages import catalogue; run(['rule']);"
        "import sys; print(catalogue.cache_info().currsize, file=sys.stderr)"
    )
    assert python("-c", code, FORUMCITE_LANG="en").stderr.split() in ([b"0"], [b"1"])


# -- lines ------------------------------------------------------------------------------------------------------------

SIGNS = "漢字引文，。「」（）“”ab`12.,-"
COLUMNS = st.integers(4, 40)


@given(st.text(st.sampled_from(SIGNS + " \n"), max_size=80), COLUMNS)
def test_lines_keep_every_word_and_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        # Wider is only what may not be parted.
        assert width(line) <= columns or len(wrap(line, 1)) == 1


@given(st.text(st.sampled_from(SIGNS), max_size=80), COLUMNS)
def test_a_line_neither_begins_nor_ends_with_the_wrong_mark(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert not [line for line in lines[1:] if line.startswith(tuple("，。」）”"))]
    assert not [line for line in lines[:-1] if line.endswith(tuple("「（“"))]
