"""The files of a new project: an example claim on a small text of our own, the schema for editors, a CI file."""

from __future__ import annotations

from pathlib import PurePosixPath

from forumcite import __version__

SCHEMA = "claims/forumcite-claims-v1.schema.json"
CONFIGURATION = "forumcite.toml"

# Written for this purpose; it may be used by anyone for anything (CC0 1.0).
_TEXT = """\
青石镇图书馆去年接待读者12400人次，比前年多两成。
馆长林川介绍，图书馆新购图书3200册，其中儿童读物约占一半。

The library of Qingshi welcomed 12,400 readers last year.
"We bought 3,200 books, about half of them for children," said its head, Lin Chuan.
"""
_QUOTES = {
    "readers": "青石镇图书馆去年接待读者12400人次",
    "english": "welcomed 12,400 readers last year",
    "books": "图书馆新购图书3200册",
}

_CONFIGURATION = """\
# Settings of forumcite; this file also marks the root of the project.
paths = ["claims"]
"""

_CLAIMS = """\
# yaml-language-server: $schema={schema}
version: 1

sources:
  example:
    path: sources/example.txt
    sha256: {digest}
    cite:
      type: webpage
      title: "青石镇图书馆的一年"
      container-title: "forumcite"
      issued: 2025-12-01
      URL: "https://example.org/library"
      accessed: 2025-12-08

claims:
  # A statement, and the words that carry it. Write quotes in either Chinese script, with or without glosses.
  readers:
    statement: 青石镇图书馆去年接待读者12400人次。
    evidence:
      - source: example
        quote: "{readers}"
        start: {readers_start}
        end: {readers_end}
      - source: example
        quote: "{english}"
        start: {english_start}
        end: {english_end}
    tags: [example]
  # Without a statement the quote is the claim. `forumcite verify --fix` writes start and end.
  books:
    speaker: 林川
    evidence:
      - source: example
        quote: "{books}"
        start: {books_start}
        end: {books_end}
    tags: [example]
"""

# These two are shown in docs/ci as well. The actions are pinned by their full hashes, since a tag can be moved.
_GITHUB = """\
# Every quote against its source, under the rules of the branch that a pull request goes to: docs/ci.md of forumcite.
name: Quotes

on:
  push:
    branches: [main]
  # Never pull_request_target: it would give a stranger's files a token that may write, and your secrets.
  pull_request:

permissions:
  contents: read

concurrency:
  group: quotes-${{ github.ref }}
  cancel-in-progress: true

jobs:
  quotes:
    name: Check the quotes
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: 2 # a pull request is checked out as its merge; HEAD^1 is the branch that it goes to
      - name: Install forumcite
        # Isolated (-I): the folder we stand in is the pull request's, and its venv.py would be run in place of Python's.
        run: |
          python3 -I -m venv "$RUNNER_TEMP/forumcite"
          "$RUNNER_TEMP/forumcite/bin/python" -I -m pip install --quiet "forumcite==VERSION"
      - name: Verify
        env:
          AGAINST: ${{ github.event_name == 'pull_request' && 'HEAD^1' || '' }}
        run: |
          status=0
          "$RUNNER_TEMP/forumcite/bin/forumcite" verify ${AGAINST:+--against="$AGAINST"} \\
            --output "github=$RUNNER_TEMP/annotations" --output "markdown=$RUNNER_TEMP/summary.md" || status=$?
          cat "$RUNNER_TEMP/annotations" || true
          cat "$RUNNER_TEMP/summary.md" >> "$GITHUB_STEP_SUMMARY" || true
          exit "$status"
"""

_GITLAB = """\
# Every quote against its source; merge requests are compared with the commit that they branched from.
forumcite:
  image: python:3.12
  variables:
    GIT_DEPTH: "0" # the comparison needs the commit that the merge request branched from
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  before_script:
    # Isolated (-I): the folder we stand in is the merge request's.
    - python -I -m venv /tmp/forumcite
    - /tmp/forumcite/bin/python -I -m pip install --quiet "forumcite==VERSION"
  script:
    - >-
      /tmp/forumcite/bin/forumcite verify
      ${CI_MERGE_REQUEST_DIFF_BASE_SHA:+--against="$CI_MERGE_REQUEST_DIFF_BASE_SHA"}
      --output gitlab=forumcite-quality.json --output junit=forumcite-junit.xml
  artifacts:
    when: always
    reports:
      codequality: forumcite-quality.json
      junit: forumcite-junit.xml
"""

_PRE_COMMIT = """\
repos:
  - repo: local
    hooks:
      - id: forumcite
        name: forumcite
        entry: forumcite verify
        language: python
        additional_dependencies: ["forumcite==VERSION"]
        # A source may change as well as a claims file: the whole project is checked.
        files: ^claims/
        pass_filenames: false
"""

CI = {
    "github": (".github/workflows/quotes.yml", _GITHUB),
    "gitlab": (".gitlab-ci.yml", _GITLAB),
    "pre-commit": (".pre-commit-config.yaml", _PRE_COMMIT),
}


def project_files(*, configured: bool) -> dict[str, str]:
    """The files of a new project, by path relative to its root.

    Args:
        configured: Whether something else marks the root already, so that forumcite.toml is not needed.
    """
    import json

    from forumcite.model import claims_schema
    from forumcite.sources import sha256_of

    places: dict[str, str | int] = {}
    for name, quote in _QUOTES.items():
        start = _TEXT.index(quote)
        places |= {name: quote, f"{name}_start": start, f"{name}_end": start + len(quote)}
    claims = _CLAIMS.format(schema=PurePosixPath(SCHEMA).name, digest=sha256_of(_TEXT.encode()), **places)
    files = {
        "claims/sources/example.txt": _TEXT,
        SCHEMA: json.dumps(claims_schema(), ensure_ascii=False, indent=2) + "\n",
        "claims/example.yaml": claims,
    }
    return files if configured else {CONFIGURATION: _CONFIGURATION, **files}


def ci_file(platform: str) -> tuple[str, str]:
    """The path and the text of the file that makes a platform check the claims: one of `CI`."""
    path, text = CI[platform]
    return path, text.replace("VERSION", __version__)
