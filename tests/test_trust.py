"""`verify --against`, `--changed-since` and `--baseline` in real repositories, made by git for each test."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from forumcite.cli import run
from forumcite.revisions import RevisionError, open_revision
from forumcite.rules import TRUST_RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

TEXT = "林川介绍，公司已建成9个算力集群，累计上线超18000P算力。\n"
OTHER = "周宁认为，人才是关键，也是短板。\n"
CLAIMS = """\
sources:
  forum: {{path: sources/forum.txt, sha256: {0}}}
  school: {{path: sources/school.txt, sha256: {1}}}
claims:
  clusters:
    evidence:
      - source: forum
        quote: "公司已建成9个算力集群"
  online:
    evidence:
      - source: forum
        quote: "累计上线超18000P算力"
  people:
    evidence:
      - source: school
        quote: "人才是关键，也是短板"
"""
ACCEPT = (
    f"\n        accept: {{why: w, by: b, quote_sha256: {'0' * 64}, source_sha256: {'0' * 64},"
    ' edits: [{op: insert, quote: "x"}]}'
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def git(folder: Path, *arguments: str) -> str:
    identity = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, env=environment, check=True)
    return done.stdout.decode()


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode())


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_bytes().decode()
    assert old in text
    write(folder, name, text.replace(old, new))


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x", "--allow-empty")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed project of three claims on two sources, the working directory."""
    git(tmp_path, "init", "-q", "-b", "main")
    write(tmp_path, "claims/sources/forum.txt", TEXT)
    write(tmp_path, "claims/sources/school.txt", OTHER)
    write(tmp_path, "claims/all.yaml", CLAIMS.format(digest(TEXT), digest(OTHER)))
    write(tmp_path, "forumcite.toml", 'names = ["林川"]\n')
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def verify(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any], str]]:
    """Run verify; gives the status, the JSON report and standard error."""

    def ask(*arguments: str) -> tuple[int, dict[str, Any], str]:
        status = run(["verify", "--format", "json", *arguments])
        out, err = capfd.readouterr()
        return status, json.loads(out) if out else {}, err

    return ask


def errors(report: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in report["findings"] if finding["level"] == "error"]


def claims(report: dict[str, Any]) -> list[str]:
    return [result["claim"] for result in report["results"]]


# -- what must not happen unseen --------------------------------------------------------------------------------------


def forge(folder: Path) -> None:
    """Text, digest and claim changed together: green without a revision to compare with."""
    forged = TEXT.replace("18000P", "99000P")
    write(folder, "claims/sources/forum.txt", forged)
    change(folder, "claims/all.yaml", digest(TEXT), digest(forged))
    change(folder, "claims/all.yaml", "18000P", "99000P")


def move_source(folder: Path) -> None:
    write(folder, "claims/sources/new.txt", TEXT.replace("9个", "8个"))
    change(folder, "claims/all.yaml", "sources/forum.txt", "sources/new.txt")
    change(folder, "claims/all.yaml", digest(TEXT), digest(TEXT.replace("9个", "8个")))
    change(folder, "claims/all.yaml", "建成9个", "建成8个")


def retarget(folder: Path) -> None:
    write(folder, "claims/sources/new.txt", OTHER.replace("短板", "长板"))
    change(
        folder,
        "claims/all.yaml",
        "claims:",
        f"  second: {{path: sources/new.txt, sha256: {digest(OTHER.replace('短板', '长板'))}}}\nclaims:",
    )
    change(
        folder,
        "claims/all.yaml",
        'source: school\n        quote: "人才是关键，也是短板"',
        'source: second\n        quote: "人才是关键，也是长板"',
    )


def hide(folder: Path) -> None:
    git(folder, "mv", "claims/all.yaml", "claims/.all.yaml")
    write(folder, "claims/b.yaml", CLAIMS.format(digest(TEXT), digest(OTHER)).replace("clusters:", "clusters2:"))


def nest(folder: Path) -> None:
    write(folder, "claims/forumcite.toml", "[rules]\nsource-changed = 'off'\n")


def to_pyproject(folder: Path) -> None:
    (folder / "forumcite.toml").unlink()
    write(folder, "pyproject.toml", '[tool.forumcite]\nnames = ["林川"]\n')


def new_claim(folder: Path) -> None:
    change(folder, "claims/all.yaml", "claims:", 'claims:\n  new:\n    evidence: [{source: forum, quote: "累计上线"}]')


def touch_nothing(folder: Path) -> None:
    change(folder, "claims/all.yaml", "claims:", "# a comment\n\nclaims:")
    git(folder, "mv", "claims/all.yaml", "claims/moved.yaml")


def rename_source(folder: Path) -> None:
    """Another key for a forged copy, the claims moved to it, the old source left in place."""
    write(folder, "claims/sources/copy.txt", TEXT.replace("18000P", "99000P"))
    change(folder, "claims/all.yaml", "source: forum", "source: forum-2")
    change(folder, "claims/all.yaml", "sources:", "sources:\n  forum-2: {path: sources/copy.txt}")
    change(folder, "claims/all.yaml", "18000P", "99000P")


def move_out(folder: Path) -> None:
    """The claims stay in the repository, where nobody reads them."""
    (folder / "archive").mkdir()
    git(folder, "mv", "claims/all.yaml", "archive/all.yaml")
    write(folder, "claims/b.yaml", "claims: {x: {evidence: [{source: s, quote: 人才是关键}]}}\n")
    change(folder, "claims/b.yaml", "claims:", "sources: {s: {path: sources/school.txt}}\nclaims:")


def swap_sources(folder: Path) -> None:
    change(folder, "claims/all.yaml", "forum: {", "FORUM: {")
    change(folder, "claims/all.yaml", "school: {", "forum: {")
    change(folder, "claims/all.yaml", "FORUM: {", "school: {")
    text = (folder / "claims/all.yaml").read_bytes().decode()
    head, _, tail = text.partition("claims:")
    for old, new in (("source: forum", "source: SCHOOL"), ("source: school", "source: forum"), ("SCHOOL", "school")):
        tail = tail.replace(old, new)
    write(folder, "claims/all.yaml", f"{head}claims:{tail}")


def say_something_else(folder: Path) -> None:
    """The id stays, and nothing of what it stood for."""
    change(folder, "claims/all.yaml", '"累计上线超18000P算力"', '"林川介绍"')


def put_aside(folder: Path) -> None:
    """A quote that is only context carries no statement."""
    change(folder, "claims/all.yaml", '"人才是关键，也是短板"', '"人才是关键，也是短板"\n        relation: context')


def replace_by_link(folder: Path) -> None:
    """The text stands behind a link now, and is another one."""
    write(folder, "texts/forum.txt", TEXT.replace("18000P", "99000P"))
    (folder / "claims/sources/forum.txt").unlink()
    (folder / "claims/sources/forum.txt").symlink_to("../../texts/forum.txt")
    change(folder, "claims/all.yaml", "18000P", "99000P")
    change(folder, "claims/all.yaml", digest(TEXT), digest(TEXT.replace("18000P", "99000P")))


def link_folder(folder: Path) -> None:
    """The folder of the texts is a link to forged ones."""
    write(folder, "texts/forum.txt", TEXT.replace("18000P", "99000P"))
    write(folder, "texts/school.txt", OTHER)
    shutil.rmtree(folder / "claims/sources")
    (folder / "claims/sources").symlink_to("../texts")
    change(folder, "claims/all.yaml", "18000P", "99000P")
    change(folder, "claims/all.yaml", digest(TEXT), digest(TEXT.replace("18000P", "99000P")))


def copy_waiver(folder: Path) -> None:
    change(folder, "claims/all.yaml", 'P算力"', f'P算力"{ACCEPT}')


def change_case(folder: Path) -> None:
    """A file whose name differs in its capitals only."""
    write(folder, "claims/sources/Forum.txt", TEXT.replace("18000P", "99000P"))
    change(folder, "claims/all.yaml", "sources/forum.txt", "sources/Forum.txt")
    change(folder, "claims/all.yaml", digest(TEXT), digest(TEXT.replace("18000P", "99000P")))
    change(folder, "claims/all.yaml", "18000P", "99000P")


def second_configuration(folder: Path) -> None:
    """forumcite.toml goes before pyproject.toml, which is left as it was."""
    git(folder, "mv", "forumcite.toml", "pyproject.toml")
    write(folder, "pyproject.toml", "[tool.forumcite]\nnames = ['林川']\n")
    commit(folder)
    write(folder, "forumcite.toml", "paths = ['claims/sources']\n")


def attributes(folder: Path) -> None:
    """What is checked out is not what is committed: the bytes of the work tree count."""
    write(folder, ".gitattributes", "claims/sources/forum.txt text eol=crlf\n")
    write(folder, "claims/sources/forum.txt", TEXT.replace("\n", "\r\n"))
    change(folder, "claims/all.yaml", digest(TEXT), digest(TEXT.replace("\n", "\r\n")))


def graft(folder: Path) -> None:
    """Objects that git would show in place of others."""
    before = git(folder, "rev-parse", "HEAD:claims").strip()
    forge(folder)
    git(folder, "add", "-A")
    git(folder, "replace", before, git(folder, "write-tree", "--prefix=claims/").strip())
    git(folder, "reset", "-q")


def delete_everything(folder: Path) -> None:
    shutil.rmtree(folder / "claims")


def delete_source(folder: Path) -> None:
    """A source goes, and the claim on it."""
    (folder / "claims/sources/school.txt").unlink()
    text = (folder / "claims/all.yaml").read_bytes().decode()
    text = text[: text.index("  people:")].replace(
        f"  school: {{path: sources/school.txt, sha256: {digest(OTHER)}}}\n", ""
    )
    write(folder, "claims/all.yaml", text)


ATTACKS: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "text, digest and claim together": (forge, ["source-edited"]),
    "another file under the same id": (move_source, ["source-edited"]),
    "a claim moved to a forged source": (retarget, ["claim-removed"]),
    "a claim deleted": (lambda f: change(f, "claims/all.yaml", "  people:", "  nobody:"), ["claim-removed"]),
    "a claims file hidden": (hide, ["claim-removed"]),
    "a waiver": (lambda f: change(f, "claims/all.yaml", '短板"', f'短板"{ACCEPT}'), ["acceptance-added"]),
    "a claim set open": (
        lambda f: change(f, "claims/all.yaml", "  people:", "  people:\n    status: open"),
        ["acceptance-added"],
    ),
    "a level": (lambda f: write(f, "forumcite.toml", "[rules]\nsource-changed = 'off'\n"), ["policy-changed"]),
    "the configuration deleted": (lambda f: (f / "forumcite.toml").unlink(), ["policy-changed"]),
    "the configuration broken": (lambda f: write(f, "forumcite.toml", "[["), ["policy-changed"]),
    "a nearer configuration": (nest, ["policy-changed"]),
    "other claims folders": (lambda f: write(f, "forumcite.toml", "paths = ['claims/sources']"), ["policy-changed"]),
    "another key for a forged source": (rename_source, ["claim-removed", "claim-removed"]),
    "claims moved out of sight": (move_out, ["claim-removed"] * 3),
    "two sources that swap their ids": (swap_sources, ["source-edited"] * 2 + ["claim-removed"] * 3),
    "other words under the same id": (say_something_else, ["claim-removed"]),
    "evidence that carries nothing any more": (put_aside, ["claim-removed"]),
    "a text behind a link": (replace_by_link, ["source-edited"]),
    "a folder of texts behind a link": (link_folder, ["source-edited", "claims-invalid", "claims-invalid"]),
    "a waiver of another claim": (copy_waiver, ["acceptance-added"]),
    "a name in other capitals": (change_case, ["source-edited"]),
    "a second configuration": (second_configuration, ["policy-changed"]),
    "line ends by attributes": (attributes, ["source-edited"]),
    "a source and its claim deleted": (delete_source, ["claim-removed"]),
    "objects replaced": (graft, ["source-edited"]),
    "the configuration moved only": (to_pyproject, []),
    "a new claim": (new_claim, []),
    "comments and moves": (touch_nothing, []),
    "nothing": (lambda _: None, []),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_must_not_happen_unseen_is_reported_first(name: str, project: Path, verify: Any) -> None:
    attack, expected = ATTACKS[name]
    attack(project)
    status, report, _ = verify("--against", "HEAD", "claims")
    assert errors(report) == expected
    assert status == bool(expected)
    assert [finding["rule"] for finding in report["findings"]][: len(expected)] == expected


def test_without_a_revision_a_forged_project_is_green_and_says_what_it_trusts(project: Path, verify: Any) -> None:
    forge(project)
    status, _, err = verify("-v")
    assert status == 0
    assert "sources are taken as they are" in err


@pytest.mark.parametrize("name", [name for name, (_, rules) in ATTACKS.items() if rules and "broken" not in name])
def test_a_waiver_on_the_command_line_leaves_a_note(name: str, project: Path, verify: Any) -> None:
    attack, rules = ATTACKS[name]
    attack(project)
    if len(set(rules)) > 1:
        return
    rule = rules[0]
    others = [f"--allow={other}" for other in TRUST_RULES if other != rule]
    assert errors(verify("--against", "HEAD", *others, "claims")[1]) == rules
    _, report, _ = verify("--against", "HEAD", "--allow", rule, "claims")
    assert rule not in errors(report)
    assert [made["level"] for made in report["findings"] if made["rule"] == rule] == ["note"] * len(rules)


def test_every_claim_on_an_edited_source_is_checked_again(project: Path, verify: Any) -> None:
    write(project, "claims/more.yaml", 'claims:\n  more:\n    evidence: [{source: school, quote: "人才是关键"}]\n')
    commit(project)
    forge(project)
    _, report, _ = verify("--against", "HEAD", "claims/more.yaml")
    assert claims(report) == ["clusters", "online", "more"]


def test_levels_and_names_are_those_of_the_revision(project: Path, verify: Any) -> None:
    write(project, "forumcite.toml", "[rules]\ndigest-missing = 'error'\n")
    commit(project)
    write(project, "forumcite.toml", "")
    change(project, "claims/all.yaml", f", sha256: {digest(OTHER)}", "")
    assert errors(verify("--against", "HEAD")[1]) == ["policy-changed", "digest-missing"]
    assert errors(verify("--against", "HEAD", "--allow", "policy-changed")[1]) == []


def test_a_level_for_such_a_rule_is_refused(project: Path, verify: Any) -> None:
    write(project, "forumcite.toml", "[rules]\nsource-edited = 'off'\n")
    status, _, err = verify()
    assert status == 2
    assert "--allow source-edited" in err


# -- what changed -----------------------------------------------------------------------------------------------------


SINCE: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "nothing": (lambda _: None, []),
    "comments and moves": (touch_nothing, []),
    "a new claim": (new_claim, ["new"]),
    "a source": (forge, ["clusters", "online"]),
    "a source's text": (lambda f: write(f, "claims/sources/school.txt", OTHER + "x"), ["people"]),
    "a claim": (lambda f: change(f, "claims/all.yaml", "9个算力集群", "9个算力"), ["clusters"]),
}


@pytest.mark.parametrize("name", SINCE)
def test_only_what_was_touched_is_reported(name: str, project: Path, verify: Any) -> None:
    touch, expected = SINCE[name]
    touch(project)
    status, report, err = verify("--changed-since", "HEAD")
    assert claims(report) == expected
    assert report["summary"]["claims"] == len(expected)
    assert ("nothing to check" in err) == (not expected)
    if not expected:
        assert status == 0


def test_a_broken_claim_in_a_touched_file_is_reported(project: Path, verify: Any) -> None:
    change(project, "claims/all.yaml", "  people:\n    evidence:", "  people:\n    evidense:")
    status, report, _ = verify("--changed-since", "HEAD")
    assert status == 1
    assert set(errors(report)) == {"claims-invalid"}


def test_both_revisions_may_differ(project: Path, verify: Any) -> None:
    new_claim(project)
    commit(project)
    forge(project)
    status, report, _ = verify("--against", "HEAD~1", "--changed-since", "HEAD")
    assert (status, errors(report)) == (1, ["source-edited"])
    assert claims(report) == ["new", "clusters", "online"]


# -- revisions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["", "-h", "--output=x", "^main", "HEAD:forumcite.toml", ":/x", "a b", "a\nb", "a\0b", "main..HEAD", "x" * 300,
     "$(touch pwned)", "`touch pwned`", "nowhere", "HEAD^{tree}", "HEAD~99", "\x1b[31m", "@{-1}"],
)  # fmt: skip
def test_what_is_no_revision_is_refused(name: str, project: Path, verify: Any) -> None:
    status, report, err = verify("--against", name)
    assert (status, report) == (2, {})
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert not (project / "pwned").exists()


@pytest.mark.parametrize("branch", ["feature/$(touch${IFS}pwned)", "a;touch${IFS}pwned", "分支", "a&b|c'd\"e", "a%0Ab"])
def test_a_branch_may_have_any_name_that_git_allows(branch: str, project: Path, verify: Any) -> None:
    git(project, "branch", branch)
    assert verify("--against", branch)[0] == 0
    assert not (project / "pwned").exists()


def test_without_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="not a git repository"):
        open_revision(tmp_path, "HEAD")


def test_files_come_as_git_holds_them(project: Path) -> None:
    """No filter, no link, no replacement of objects; odd names and no final newline."""
    write(project, ".gitattributes", "*.txt text eol=crlf export-ignore\n")
    write(project, "a/名 x.txt", "one\ntwo")
    (project / "a/link.txt").symlink_to("../forumcite.toml")
    commit(project)
    revision = open_revision(project, "HEAD")
    assert revision.read(["a/名 x.txt", "a/link.txt", "none"]) == {"a/名 x.txt": b"one\ntwo"}
    git(project, "replace", revision.files["a/名 x.txt"], revision.files["forumcite.toml"])
    assert revision.read(["a/名 x.txt"]) == {"a/名 x.txt": b"one\ntwo"}


def test_a_project_may_lie_below_the_top(project: Path, verify: Any) -> None:
    for name in ("claims", "forumcite.toml"):
        write(project, "sub/x", "")
        git(project, "mv", name, f"sub/{name}")
    commit(project)
    forge(project / "sub")
    assert errors(verify("--against", "HEAD", "sub/claims")[1]) == ["source-edited"]
    assert errors(verify("--against", "HEAD", "--root", "sub")[1]) == ["source-edited"]


# -- folders that are not what they seem ------------------------------------------------------------------------------


def other_project(folder: Path) -> None:
    """A second project in the repository, such as that of its tests, committed."""
    write(folder, "tests/demo/forumcite.toml", "")
    write(folder, "tests/demo/claims/s.txt", OTHER)
    write(
        folder,
        "tests/demo/claims/a.yaml",
        f"sources: {{s: {{path: s.txt, sha256: {digest(OTHER)}}}}}\n"
        'claims: {x: {evidence: [{source: s, quote: "人才是关键"}]}}\n',
    )
    commit(folder)


def test_a_folder_that_becomes_a_link_to_another_project_is_still_the_folder(project: Path, verify: Any) -> None:
    other_project(project)
    shutil.rmtree(project / "claims")
    (project / "claims").symlink_to("tests/demo/claims")
    for arguments in ([], ["claims"]):
        _, report, _ = verify("--against", "HEAD", *arguments)
        assert errors(report).count("claim-removed") == 3, arguments


def test_a_root_that_becomes_a_link_to_another_project_is_reported(project: Path, verify: Any) -> None:
    other_project(project)
    write(project, "sub/forumcite.toml", "")
    write(project, "sub/claims/a.yaml", CLAIMS.format(digest(TEXT), digest(OTHER)))
    commit(project)
    shutil.rmtree(project / "sub")
    (project / "sub").symlink_to("tests/demo")
    for arguments in (["--root", "sub"], ["sub/claims"]):
        status, report, _ = verify("--against", "HEAD", *arguments)
        assert status == 1
        assert errors(report).count("claim-removed") == 3, arguments


def test_what_a_revision_has_behind_a_link_cannot_be_compared_and_says_so(project: Path, verify: Any) -> None:
    (project / "real").mkdir()
    git(project, "mv", "claims", "real/claims")
    (project / "claims").symlink_to("real/claims")
    commit(project)
    assert verify()[0] == 0
    status, report, err = verify("--against", "HEAD")
    assert (status, report) == (2, {})
    assert "`claims` is a link at HEAD" in err


def test_a_repository_hidden_in_the_claims_is_not_asked(project: Path, verify: Any) -> None:
    """Files that git would take for a bare repository, whose history is the stranger's, with settings of its own."""
    hidden = project.parent / f"{project.name}-hidden"
    hidden.mkdir()
    git(hidden, "init", "-q", "--bare", ".")
    forge(project)
    git(project, "push", "-q", str(hidden), "HEAD:refs/heads/main")
    tree = git(project, "stash", "create").strip()
    git(project, "push", "-q", str(hidden), f"{tree}:refs/heads/main", "--force")
    for name in ("HEAD", "objects", "refs"):
        shutil.move(hidden / name, project / "claims" / name)
    write(project, "claims/config", f"[core]\n\tbare = false\n\tworktree = {project}\n\tfsmonitor = touch pwned\n")
    status, report, _ = verify("--against", "HEAD", "claims")
    assert (status, errors(report)[:1]) == (1, ["source-edited"])
    assert not (project / "pwned").exists()


def test_a_baseline_behind_a_link_is_none_of_the_revision(old: Path, verify: Any) -> None:
    write(old, "more/known.json", (old / "known.json").read_text())
    (old / "kept").mkdir()
    git(old, "mv", "known.json", "kept/known.json")
    write(old, "kept/known.json", '{"version": 1, "findings": []}')
    commit(old)
    shutil.rmtree(old / "kept")
    (old / "kept").symlink_to("more")
    _, report, _ = verify("--against", "HEAD", "--baseline", "kept/known.json")
    assert "baseline-grown" in errors(report)


# -- the baseline -----------------------------------------------------------------------------------------------------


FAILING = """\
claims:
  wrong:
    evidence:
      - source: forum
        quote: "累计上线超1800P算力"
      - source: forum
        quote: "公司已建成9个算力集群"
        start: 0
        end: 3
"""
MORE = '  more:\n    evidence: [{source: forum, quote: "累计上线超1900P算力"}]\n'


@pytest.fixture
def old(project: Path, verify: Any) -> Path:
    """A project that fails, with its baseline, committed."""
    write(project, "claims/old.yaml", FAILING)
    assert verify()[0] == 1
    status, _, err = verify("--baseline", "known.json", "--write-baseline")
    assert (status, "known.json was written" in err) == (0, True)
    commit(project)
    return project


def test_the_baseline_has_a_line_for_each_claim_and_rule(old: Path) -> None:
    text = (old / "known.json").read_text()
    lines = text.splitlines()[1:-1]
    assert [json.loads(line.rstrip(","))["rule"] for line in lines] == ["position-drifted", "quote-altered"]
    assert text == text.strip() + "\n"


def test_known_findings_are_counted_and_do_not_fail(old: Path, verify: Any) -> None:
    assert verify()[0] == 1
    change(old, "claims/old.yaml", "claims:", "\n# lines may move\nclaims:")
    git(old, "mv", "claims/old.yaml", "claims/files-too.yaml")
    status, report, _ = verify("--baseline", "known.json")
    assert (status, errors(report)) == (0, [])
    assert {key: report["summary"][key] for key in ("known", "fail", "pass")} == {"known": 1, "fail": 0, "pass": 4}
    assert {made["rule"] for made in report["findings"] if made["claim"] == "wrong"} >= {"quote-altered"}


@pytest.mark.parametrize(
    ("was", "becomes", "rules"),
    [
        ("1800P", "800P", ["quote-altered", "position-drifted"]),  # a known claim that says something else is new
        ("start: 0\n        end: 3", "start: 9\n        end: 12", []),
        ("claims:\n", f"claims:\n{MORE}", ["quote-altered"]),
    ],
)  # fmt: skip
def test_new_findings_fail(was: str, becomes: str, rules: list[str], old: Path, verify: Any) -> None:
    change(old, "claims/old.yaml", was, becomes)
    status, report, _ = verify("--baseline", "known.json")
    assert (status, errors(report)) == (bool(rules), rules)


def test_entries_that_are_gone_are_reported_and_dropped(old: Path, verify: Any) -> None:
    change(old, "claims/old.yaml", "1800P", "18000P")
    status, report, _ = verify("--baseline", "known.json")
    stale = [made for made in report["findings"] if made["rule"] == "baseline-stale"]
    assert [(made["file"], made["line"], made["level"]) for made in stale] == [
        ("known.json", 2, "warning"),
        ("known.json", 3, "warning"),
    ]
    assert status == 1  # the claim says something else now, so its other finding is no longer known
    change(old, "claims/old.yaml", "        start: 0\n        end: 3\n", "")
    assert verify("--baseline", "known.json", "--write-baseline")[0] == 0
    assert json.loads((old / "known.json").read_text())["findings"] == []


def test_a_baseline_never_grows_by_being_written(old: Path, verify: Any) -> None:
    before = (old / "known.json").read_bytes()
    write(old, "claims/more.yaml", f"claims:\n{MORE}")
    assert verify("--baseline", "known.json", "--write-baseline")[0] == 1
    assert (old / "known.json").read_bytes() == before


def test_what_a_baseline_holds_more_than_the_revision_is_reported(old: Path, verify: Any) -> None:
    assert verify("--baseline", "known.json", "--against", "HEAD")[0] == 0
    write(old, "claims/more.yaml", f"claims:\n{MORE}")
    (old / "known.json").unlink()
    verify("--baseline", "known.json", "--write-baseline")
    status, report, _ = verify("--baseline", "known.json", "--against", "HEAD")
    assert (status, errors(report)) == (1, ["baseline-grown", "quote-altered"])
    allowed = ("--baseline", "known.json", "--against", "HEAD", "--allow", "baseline-grown")
    assert verify(*allowed)[0] == 0


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", "[" * 100_000, '{"version": 2, "findings": []}', '{"version": 1, "findings": {}}',
     '{"version": 1, "findings": [1]}', '{"version": 1, "findings": [], "x": 1}', "\ud800",
     '{"version": 1, "findings": [{"claim": "a", "rule": "claims-invalid", "count": 1, "of": ""}]}',
     '{"version": 1, "findings": [{"claim": "a", "rule": "source-edited", "count": 1, "of": ""}]}',
     '{"version": 1, "findings": [{"claim": "a", "rule": ["x"], "count": 1, "of": ""}]}',
     '{"version": 1, "findings": [{"claim": "a", "rule": "quote-altered", "count": true, "of": ""}]}',
     '{"version": 1, "findings": [{"claim": "a", "source": "b", "rule": "quote-altered", "count": 1, "of": ""}]}'],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(content: str, project: Path, verify: Any) -> None:
    (project / "known.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    status, report, err = verify("--baseline", "known.json")
    assert (status, report) == (2, {})
    assert err.startswith("forumcite: known.json")
    assert "internal" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--allow", "source-edited"],
        ["--write-baseline"],
        ["--baseline", "none.json"],
        ["--baseline", "../none.json"],
        ["--baseline", "claims"],
        ["--baseline", "b.json", "--write-baseline", "claims"],
        ["--baseline", "b.json", "--write-baseline", "--changed-since", "HEAD"],
        ["--against", "HEAD", "--allow", "quote-altered"],
        ["--against", "HEAD", "--source", "forumcite.toml", "--quote", "x"],
    ],
)
@pytest.mark.usefixtures("project")
def test_options_that_do_not_go_together_are_refused(arguments: list[str], verify: Any) -> None:
    status, report, err = verify(*arguments)
    assert (status, report) == (2, {})
    assert "internal" not in err


def test_a_baseline_is_no_way_out_of_the_project(
    project: Path, tmp_path_factory: pytest.TempPathFactory, verify: Any
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.json"
    outside.write_text("{}")
    (project / "known.json").symlink_to(outside)
    assert verify("--baseline", "known.json")[0] == 2
    assert verify("--baseline", "known.json", "--write-baseline")[0] == 2
    assert outside.read_text() == "{}"
