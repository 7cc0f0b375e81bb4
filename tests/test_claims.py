"""The loader of claims files: every kind of error at its place, and no bytes that it cannot stand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forumcite import tree
from forumcite.claims import load_project, read_document
from forumcite.configuration import Configuration, ConfigurationError
from forumcite.findings import Level

if TYPE_CHECKING:
    from forumcite.claims import Project

INVALID = Path(__file__).parent / "claims" / "invalid"
SOURCES = "sources:\n  s:\n    path: s.txt\n"
CLAIM = '  {id}:\n    evidence:\n      - source: {source}\n        quote: "算力"\n'


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(text, encoding="utf-8")
    return folder


def claims(*ids: str, source: str = "s", sources: str = "") -> str:
    return sources + "claims:\n" + "".join(CLAIM.format(id=name, source=source) for name in ids)


def shown(project: Project) -> list[str]:
    return [
        f"{made.location.file}:{made.location.line}:{made.location.column} {made.level} {made.rule} {made.message}"
        for made in project.findings
    ]


@pytest.mark.parametrize("case", sorted(INVALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_error_stands_at_its_place_with_a_remedy(case: Path, tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    shutil.copy(case, tmp_path / "claims")
    project = load_project(tmp_path)
    lines = [*shown(project), f"{len(project.claims)} claims, {project.invalid_claims} invalid"]
    assert lines == case.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def test_every_error_case_is_an_error_and_names_a_remedy() -> None:
    cases = sorted(INVALID.glob("*.txt"))
    assert len(cases) >= 60
    for case in cases:
        *findings, _counts = case.read_text(encoding="utf-8").splitlines()
        assert findings, case.name
        # What is wrong stands before the last colon, what to do behind it.
        assert all(": " in finding.split(" ", 3)[3] for finding in findings), case.name


# What the pure Python parser words or places otherwise than libyaml; the two agree on every other case.
DIFFERENT = {
    "escape-surrogate",  # it reads half a surrogate pair, and the value is refused
    "escape-short",  # one word for all wrong escapes
    "escape-unknown",  # a place one to the right
    "begins-with-exclamation",  # a place one to the left
    "tag-handle-unknown",
}


@pytest.mark.parametrize("case", sorted(INVALID.glob("*.yaml")), ids=lambda path: path.stem)
def test_without_libyaml_the_same_lines_are_wrong(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "_parser", tree.pure_parser)
    (tmp_path / "claims").mkdir()
    shutil.copy(case, tmp_path / "claims")
    project = load_project(tmp_path)
    *expected, _counts = case.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    if case.stem in DIFFERENT:
        assert {made.location.line for made in project.findings} == {int(line.split(":")[1]) for line in expected}
    else:
        assert shown(project) == expected


def test_the_example_of_the_format_is_read_whole(tmp_path: Path) -> None:
    text = (Path(__file__).parent / "claims" / "full.yaml").read_text(encoding="utf-8")
    (entry,) = load_project(write(tmp_path, claims__full=text)).claims
    claim = entry.claim
    assert (entry.id, claim.speaker, claim.status, claim.tags) == ("clusters-online", "汤海滨", "open", ("figure",))
    assert claim.evidence[0].quote == "18000"
    assert (claim.evidence[0].start, claim.evidence[0].end) == (2805, 2810)
    assert claim.evidence[0].accept is not None
    assert claim.evidence[0].accept.edits[0].quote == "001"
    assert claim.about is not None
    assert claim.about.value == "no"
    assert claim.meta == {"free": "", "deep": [{"~": "~"}]}
    assert entry.location.line == 15
    place = entry.quote_location(0)
    assert (place.line, place.column) == (20, 16)
    assert entry.places.style("evidence", 0, "quote") == ""
    assert entry.places.style("statement") == '"'
    span = entry.places.span("evidence", 0, "quote")
    assert span is not None
    assert text[slice(*span)] == "18000"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_a_bom_change_no_place(newline: str, bom: str) -> None:
    text = SOURCES + claims("a", "b").replace("quote:", "qote:")
    content = (bom + text.replace("\n", newline)).encode()
    document, reading = read_document("x.yaml", Path("x.yaml"), content)
    assert document.bom is bool(bom)
    assert [(made.location.line, made.location.column) for made in reading.findings] == [
        (7, 9),
        (8, 9),
        (11, 9),
        (12, 9),
    ]


def test_a_path_selects_what_is_reported_and_the_whole_project_is_loaded(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        claims__a=claims("one"),
        claims__b=claims("two", sources="oops: 1\n"),
        claims__sources=SOURCES,
    )
    project = load_project(root, [root / "claims" / "a.yaml"])
    assert [(entry.id, entry.selected) for entry in project.claims] == [("one", True), ("two", False)]
    assert project.findings == ()
    assert len(load_project(root).findings) == 1


def test_the_text_of_a_source_selects_the_claims_on_it(tmp_path: Path) -> None:
    other = "sources:\n  t:\n    path: t.txt\n"
    root = write(tmp_path, claims__a=claims("one", sources=SOURCES), claims__b=claims("two", source="t", sources=other))
    (root / "claims" / "t.txt").write_text("算力")
    project = load_project(root, [root / "claims" / "t.txt"])
    assert [entry.id for entry in project.selected_claims] == ["two"]


def test_a_file_outside_the_configured_folders_may_use_the_sources_beside_it(tmp_path: Path) -> None:
    root = write(tmp_path, x=claims("one"), sources=SOURCES + claims("one"), broken="- oops\n")
    project = load_project(root, [root / "x.yaml"])
    assert [entry.id for entry in project.claims] == ["one"]
    assert project.findings == ()


def test_files_are_sorted_and_hidden_ones_and_links_are_not_read(tmp_path: Path) -> None:
    root = write(tmp_path, claims__b=claims("b"), claims__a__z=claims("z", sources=SOURCES), claims__Ä=claims("ä"))
    write(tmp_path, **{"claims__.hidden": "- oops\n", "claims__.git__x": "- oops\n", "outside": claims("secret")})
    (root / "claims" / "link.yaml").symlink_to(root / "outside.yaml")
    (root / "claims" / "dir").symlink_to(root)
    project = load_project(root)
    assert [entry.id for entry in project.claims] == ["z", "b", "ä"]
    assert [made.location.file for made in project.findings] == ["claims/dir", "claims/link.yaml"]
    assert all("symbolic link" in made.message for made in project.findings)


def test_an_id_given_twice_is_named_with_both_places(tmp_path: Path) -> None:
    root = write(tmp_path, claims__a=claims("one", sources=SOURCES), claims__b=claims("one", "two", sources=SOURCES))
    project = load_project(root)
    assert [entry.id for entry in project.claims] == ["one", "two"]
    assert project.invalid_claims == 1
    assert [(made.location.line, made.claim, made.source, made.related[0].file) for made in project.findings] == [
        (2, None, "s", "claims/a.yaml"),
        (5, "one", None, "claims/a.yaml"),
    ]
    # Whoever adds the second one must see it, whichever of the two files is asked for.
    assert len(load_project(root, [root / "claims" / "a.yaml"]).findings) == 2


def test_nothing_to_check_is_an_error_for_a_project_and_none_for_single_files(tmp_path: Path) -> None:
    root = write(tmp_path, claims__sources=SOURCES)
    assert [made.rule for made in load_project(root).findings] == ["claims-empty"]
    assert [made.rule for made in load_project(root, [root / "claims"]).findings] == ["claims-empty"]
    assert load_project(root, [root / "claims" / "sources.yaml"]).findings == ()
    assert [made.rule for made in load_project(tmp_path / "claims").findings] == ["claims-empty"]


def test_paths_that_cannot_be_checked_stop_the_run(tmp_path: Path) -> None:
    root = write(tmp_path, claims__a=claims("one"))
    with pytest.raises(ConfigurationError, match="no file or folder"):
        load_project(root, [root / "nothing.yaml"])
    with pytest.raises(ConfigurationError, match="outside the project root"):
        load_project(root / "claims", [root])
    with pytest.raises(ConfigurationError, match="is not there"):
        load_project(root, (), Configuration(paths=("facts",), file="forumcite.toml"))


def test_a_hundred_thousand_brackets_are_refused_at_the_first_too_deep() -> None:
    _document, reading = read_document("x.yaml", Path("x.yaml"), b"[" * 100_000)
    assert [(made.location.line, made.location.column) for made in reading.findings] == [(1, tree.MAXIMUM_DEPTH + 1)]


def test_a_text_of_a_million_characters_is_read(tmp_path: Path) -> None:
    root = write(tmp_path, claims__a=claims("one", sources=SOURCES).replace("算力", "算" * 1_000_000))
    (entry,) = load_project(root).claims
    assert len(entry.claim.evidence[0].quote) == 1_000_000


PIECES = st.sampled_from(
    ["claims:", "sources:", " ", "\n", "\n  ", "a:", "evidence:", "- ", "quote:", "：", "\u3000", '"', "'", "|", ">",
     "#", " #", "~", "{", "}", "[", "]", ",", "&a ", "*a ", "!!str ", "<<:", "---\n", "%YAML 1.1\n", "\t", "\r", "算力",
     "\\", "\\ud800", "\\U0011FFFF", "\ufeff", "\u2028", "\x85", "\0", "? ", ": ", "𠀀", "start: 1", "cite:", "@", "`"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode())),
    st.booleans(),
)
@example(b'a: "\\UFFFFFFFF"', True)  # noqa: FBT003 - the second argument chooses the parser
@example(b"%YAML 1." + b"9" * 5000 + b"\n---\na: b", True)  # noqa: FBT003 - the same
def test_any_bytes_give_findings_inside_the_file(content: bytes, pure: bool) -> None:  # noqa: FBT001 - drawn
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(tree, "_parser", tree.pure_parser)
        document, reading = read_document("x.yaml", Path("x.yaml"), content)
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for made in reading.findings:
        assert 1 <= made.location.line <= len(lines)
        assert 1 <= made.location.column <= len(lines[made.location.line - 1]) + 1 + document.text.count("\r\n")
        assert made.level is Level.ERROR or made.rule == "text-folded"
    assert all(made.record is None or made.places.span() is not None for made in reading.definitions)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_json_writes_is_read_as_it_was(quote: str, note: str) -> None:
    import json

    claim = {"evidence": [{"source": "s", "quote": quote}], "meta": {"note": note}}
    # JSON is YAML, but for pairs of surrogates; an escape of a control character stays text.
    content = json.dumps({"claims": {"a": claim}}, ensure_ascii=False)
    for sign in map(chr, [*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF]):
        content = content.replace(sign, f"\\u{ord(sign):04x}")
    _document, reading = read_document("x.yaml", Path("x.yaml"), content.encode())
    assert reading.findings == []
    (made,) = reading.definitions
    assert made.record.evidence[0].quote == quote
    assert made.record.meta == {"note": note}


def test_every_rule_that_the_loader_names_exists_with_its_level() -> None:
    from forumcite.rules import RULES

    for case in INVALID.glob("*.txt"):
        *findings, _counts = case.read_text(encoding="utf-8").splitlines()
        for finding in findings:
            _place, level, rule, _message = finding.split(" ", 3)
            assert RULES[rule].level.value == level, (case.name, rule)
