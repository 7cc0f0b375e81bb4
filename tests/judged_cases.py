"""The cases judged by hand (tests/cases/README.md): reading them, and what the tool makes of each.

`python tests/judged_cases.py` writes tests/cases/known_failures.yaml anew; reasons that stand there are kept.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from conftest import FIXTURES
from forumcite import Judgement, verify_quote
from forumcite.text import script
from sentences import sentences

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases"
FILES = ("cuts", "traps")
KNOWN = CASES / "known_failures.yaml"
Case = dict[str, Any]


def cases() -> list[Case]:
    """Every case; each id stands once."""
    found = [case for name in FILES for case in yaml.load((CASES / f"{name}.yaml").read_bytes(), yaml.CSafeLoader)]
    ids = [case["id"] for case in found]
    assert len(ids) == len(set(ids)), sorted({each for each in ids if ids.count(each) > 1})
    return found


def known_failures() -> dict[str, str]:
    """Id and reason of each case that does not hold yet."""
    return yaml.load(KNOWN.read_bytes(), yaml.CSafeLoader) or {}


def is_outside(case: Case) -> bool:
    """Whether the case needs the outside test data."""
    return "fixture" in case


def quote_and_text(case: Case) -> tuple[str, str]:
    """The quote and the whole source text of a case."""
    if not is_outside(case):
        text = case["source"] if "source" in case else (ROOT / case["source_file"]).read_bytes().decode()
        return case["quote"], text
    fixture = case["fixture"]
    text = sentences(FIXTURES / "sentences" / fixture["file"])[fixture["sent_id"]]
    quote = text[fixture["start"] : fixture["end"]]
    return script.simplified(quote) if fixture.get("script") == "simplified" else quote, text


def judged(case: Case) -> Judgement:
    """What the tool makes of the case."""
    quote, text = quote_and_text(case)
    return verify_quote(quote, text, statement=case.get("statement", ""))


def holds(case: Case, judgement: Judgement) -> bool:
    """Whether the verdict or its outcome is one of those expected."""
    return bool({str(judgement.verdict), str(judgement.outcome)} & set(case["expect"]))


def describe(case: Case, judgement: Judgement) -> str:
    """One line: what was expected and what came of it, with what explains it."""
    quote, _ = quote_and_text(case)
    edits = [(edit.source, edit.quote, edit.kind) for edit in judgement.edits]
    cuts = [(cut.side, cut.text, cut.kind) for cut in judgement.cuts if not cut.carried]
    found = f"is {judgement.verdict} {edits or cuts or ''}"
    return f"{case['id']}: expected {case['expect']}, {found} ({case['why']})\n  {quote!r}"


def write_known_failures() -> None:
    """Record every case that does not hold now; a reason that was written by hand stays."""
    reasons = known_failures() if KNOWN.is_file() else {}
    lines = ["# Cases that do not hold yet, by id, and why. Strict: a listed case that holds fails the tests.\n"]
    lines.append("# Written by `python tests/judged_cases.py`, which keeps reasons that stand here.\n")
    for case in cases():
        judgement = judged(case)
        if not holds(case, judgement):
            reason = reasons.get(case["id"]) or f"is {judgement.verdict}, though: {case['why']}"
            lines.append(f"{case['id']}: {json.dumps(reason, ensure_ascii=False)}\n")
    KNOWN.write_text("".join(lines) if len(lines) > 2 else "".join([*lines, "{}\n"]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_known_failures()
