"""Entries of the same authors in a bibliography: the names that the entry before has too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.csl.runs import Run, Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def _lists(names: Span | None) -> list[Span]:
    return [span for span in names.spans() if span.mark == "name-list"] if names else []


def _people(names: Span | None) -> list[Span]:
    return [span for part in _lists(names) for span in part.spans() if span.mark == "name"]


def substitute_names(tree: Span, attrib: Mapping[str, str], previous: list[str]) -> list[str]:
    """Replace the names that open an entry where the entry before has them too, in place.

    Rule: CSL 1.0.2 specification, "Reference Grouping". Persons are compared by their whole names, whatever is shown.

    Args:
        tree: The entry.
        attrib: The attributes of `<bibliography>`.
        previous: Who the names of the entry before are.

    Returns:
        Who the names of this entry are.
    """
    text = attrib.get("subsequent-author-substitute", "")
    names = next((span for span in tree.spans() if span.mark == "names"), None)
    people = _people(names)
    ours = [person.who or person.text() for person in people]
    rule = attrib.get("subsequent-author-substitute-rule", "complete-all")
    if rule.startswith("complete"):
        if names and ours and ours == previous:
            _replace_all(names, people, text, each=rule == "complete-each")
        return ours
    for i, (person, mine) in enumerate(zip(people, ours, strict=True)):
        if i >= len(previous) or previous[i] != mine or (rule == "partial-first" and i):
            break
        person.children = [Run(text)] if text else []
    return ours


def _replace_all(names: Span, people: list[Span], text: str, *, each: bool) -> None:
    if each:
        for person in people:
            person.children = [Run(text)] if text else []
        return
    for i, part in enumerate(_lists(names)):
        part.children = [Run(text)] if text and not i else []
