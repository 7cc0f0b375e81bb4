"""Where in a document a work was cited before: first, subsequent, ibid., near a former note."""

from __future__ import annotations

from forumcite.csl.context import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT, Cite
from forumcite.csl.records import Record


class Citation(Record):
    """A cluster of cites at one place of a document.

    Attributes:
        cites: The works, in the order written.
        note: The number of the note it stands in; 0 for running text.
    """

    __slots__ = ("cites", "note")

    def __init__(self, cites: list[Cite], note: int = 0) -> None:
        self.cites = cites
        self.note = note


class History:
    """What a document has cited so far. Running text and notes each have a line of their own."""

    def __init__(self, distance: int) -> None:
        self.distance = distance
        self.first_note: dict[str, int] = {}
        self.last_note: dict[str, int] = {}
        self.before: dict[bool, list[Citation]] = {False: [], True: []}

    def placed(self, cite: Cite, note: int, earlier: list[Cite]) -> Cite:
        """Return the cite with its position, after the earlier ones of its cluster."""
        known = {other.id for other in earlier}
        if cite.id not in self.first_note and cite.id not in known:
            return cite.replace(position=FIRST, first_note=0)
        preceding = earlier[-1] if earlier else self._preceding(cite, note)
        same = preceding is not None and preceding.id == cite.id
        return cite.replace(
            position=_ibid(preceding, cite) if same and preceding else SUBSEQUENT,
            near_note=note - self.last_note.get(cite.id, note) <= self.distance,
            first_note=self.first_note.get(cite.id, note),
        )

    def _preceding(self, cite: Cite, note: int) -> Cite | None:
        """Return the cite that "ibid." would point to: the only work of the note before."""
        line = self.before[note > 0]
        if not line:
            return None
        last = line[-1]
        if note > last.note + 1:
            return None
        together = [other for other in line if other.note == last.note] if 0 < last.note < note else [last]
        if len(together) > 1 or {other.id for other in last.cites} != {cite.id}:
            return None
        return last.cites[-1]

    def add(self, citation: Citation) -> None:
        """Remember a citation."""
        for cite in citation.cites:
            self.first_note.setdefault(cite.id, citation.note)
            self.last_note[cite.id] = citation.note
        self.before[citation.note > 0].append(citation)


def _ibid(preceding: Cite, cite: Cite) -> int:
    """Rule: CSL 1.0.2 specification, "Position"."""
    if not preceding.locator:
        return IBID_WITH_LOCATOR if cite.locator else IBID
    if not cite.locator:
        return SUBSEQUENT
    same = (preceding.locator, preceding.label) == (cite.locator, cite.label)
    return IBID if same else IBID_WITH_LOCATOR
