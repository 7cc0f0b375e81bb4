"""A person's waiver for one piece of evidence, and what makes it void (docs/format.md, Accept)."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from forumcite.messages import Message, Series, term
from forumcite.verdict import Verdict

if TYPE_CHECKING:
    from forumcite.model import Acceptance, AcceptedEdit
    from forumcite.verdict import Edit, Judgement

ACCEPTABLE = frozenset(
    (Verdict.MINOR, Verdict.CLIPPED, Verdict.SPLICED, Verdict.MISATTRIBUTED, Verdict.ALTERED),
)
# An altered quote is never accepted where one of these is touched; a sign is part of its number.
NEVER_ACCEPTED = frozenset(("number", "unit", "date", "negation", "sign"))


def objection(acceptance: Acceptance, judgement: Judgement, quote: str, source_sha256: str) -> str | None:
    """Why a waiver does not hold, or None where it does.

    Args:
        acceptance: The waiver as the claims file has it.
        judgement: What became of the quote in this run; its verdict is not a pass.
        quote: The quote as the claims file has it now.
        source_sha256: The digest of the source file as it is now, in hexadecimal.

    Returns:
        The reason why the waiver is void, in words for people, or None.
    """
    if judgement.verdict not in ACCEPTABLE:
        return Message("the verdict {verdict} cannot be accepted", verdict=term("verdict", judgement.verdict.value))
    if hashlib.sha256(quote.encode()).hexdigest() != acceptance.quote_sha256.lower():
        return Message("the quote has changed since it was accepted")
    if source_sha256.lower() != acceptance.source_sha256.lower():
        return Message("the source has changed since the quote was accepted")
    if judgement.verdict is Verdict.ALTERED:
        touched = sorted({edit.kind for edit in judgement.edits} & NEVER_ACCEPTED)
        if touched:
            return Message(
                "a change of {touched} cannot be accepted",
                touched=Series(" and ", [term("kind", each) for each in touched]),
            )
    return _unlisted(acceptance, judgement)


def _unlisted(acceptance: Acceptance, judgement: Judgement) -> str | None:
    """What the list of accepted edits and the edits found do not have in common."""
    listed, found = Counter(map(_key, acceptance.edits)), Counter(map(_key, judgement.edits))
    if more := found - listed:
        return Message("an edit is not among those accepted: {more}", more=_described(next(iter(more))))
    if fewer := listed - found:
        return Message("an accepted edit is no longer found: {fewer}", fewer=_described(next(iter(fewer))))
    kinds = {_key(edit): edit.kind for edit in judgement.edits}
    for edit in acceptance.edits:
        if edit.kind is not None and edit.kind != kinds[_key(edit)]:
            return Message(
                "the edit {edit} is of kind {found}, accepted as {kind}",
                edit=_described(_key(edit)),
                found=term("kind", kinds[_key(edit)]),
                kind=term("kind", edit.kind),
            )
    return None


def _key(edit: AcceptedEdit | Edit) -> tuple[str, str, str]:
    return edit.op, edit.source, edit.quote


def _described(key: tuple[str, str, str]) -> str:
    return f"“{key[1]}” → “{key[2]}”"
