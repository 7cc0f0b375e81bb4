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

# The token may read the repository and nothing else, and is not left on disk for later steps.
_GITHUB = """\
name: claims
on:
  push:
    branches: [main]
  pull_request:
permissions: {{}}
concurrency:
  group: claims-${{{{ github.ref }}}}
  cancel-in-progress: true
jobs:
  verify:
    name: verify
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "forumcite=={version}"
      - run: forumcite verify --format github --output markdown="$GITHUB_STEP_SUMMARY"
"""

_GITLAB = """\
claims:
  image: python:3.13-slim
  script:
    - pip install "forumcite=={version}"
    - forumcite verify --output gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""

_PRE_COMMIT = """\
repos:
  - repo: local
    hooks:
      - id: forumcite
        name: forumcite
        entry: forumcite verify
        language: python
        additional_dependencies: ["forumcite=={version}"]
        # A source may change as well as a claims file: the whole project is checked.
        files: ^claims/
        pass_filenames: false
"""

CI = {
    "github": (".github/workflows/claims.yml", _GITHUB),
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
    return path, text.format(version=__version__)
