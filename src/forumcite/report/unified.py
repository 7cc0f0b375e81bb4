"""What would change in a file, as a unified diff for people."""

from __future__ import annotations

from forumcite.report.escape import defuse, visible


def render(file: str, before: str, after: str) -> str:
    """The diff; what is hidden or dangerous in a line is shown by its number, and line ends are left out."""
    from difflib import unified_diff

    name = visible(file)
    made = unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}", lineterm="")
    return "".join(f"{line}\n" for line in made)


def _lines(text: str) -> list[str]:
    lines = text.removesuffix("\n").split("\n") if text else []
    return [defuse("\t".join(map(visible, line.rstrip("\r").split("\t")))) for line in lines]
