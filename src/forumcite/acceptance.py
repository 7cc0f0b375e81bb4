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
# An altered quote is never accepted where one of these is touched; a sign is part of its number, and a figure of a
# product's name.
NEVER_ACCEPTED = frozenset(("number", "unit", "date", "negation", "sign", "product"))


def objection(
    acceptance: Acceptance,
    judgement: Judgement,
    quote: str,
    source_sha256: str,
    speaker: str | None = None,
    *,
    misattributed: bool = False,
) -> str | None:
    """Why a waiver does not hold, or None where it does.

    Args:
        acceptance: The waiver as the claims file has it.
        judgement: What became of the quote in this run; its verdict is not a pass.
        quote: The quote as the claims file has it now.
        source_sha256: The digest of the source file as it is now, in hexadecimal.
        speaker: The speaker whom the claim names now.
        misattributed: Whether the source gives the words to another, though the verdict may name a worse fault.

    Returns:
        The reason why the waiver is void, in words for people, or None.
    """
    if judgement.verdict not in ACCEPTABLE:
        return Message("the verdict {verdict} cannot be accepted", verdict=term("verdict", judgement.verdict.value))
    if hashlib.sha256(quote.encode()).hexdigest() != acceptance.quote_sha256.lower():
        return Message("the quote has changed since it was accepted")
    if source_sha256.lower() != acceptance.source_sha256.lower():
        return Message("the source has changed since the quote was accepted")
    if other := _another_verdict(acceptance, judgement):
        return other
    if (misattributed or judgement.verdict is Verdict.MISATTRIBUTED) and acceptance.speaker != speaker:
        return Message("nobody has accepted that another's words are given to {speaker}", speaker=speaker)
    if judgement.verdict is Verdict.ALTERED:
        touched = sorted({edit.kind for edit in judgement.edits} & NEVER_ACCEPTED)
        if touched:
            return Message(
                "a change of {touched} cannot be accepted",
                touched=Series(" and ", [term("kind", each) for each in touched]),
            )
    return _unlisted(acceptance, judgement)


def _another_verdict(acceptance: Acceptance, judgement: Judgement) -> str | None:
    """Why a waiver is for another verdict than this; one that names none is for faults of the words alone."""
    found, accepted = judgement.verdict.value, acceptance.verdict
    if accepted is None and judgement.verdict is not Verdict.MISATTRIBUTED:
        return None
    if accepted == found or (accepted, found) == (Verdict.ALTERED.value, Verdict.MINOR.value):
        return None  # who accepts an altered quote accepts a slip
    return Message(
        "it was accepted as {accepted} and is {found}",
        accepted=term("verdict", accepted or Verdict.MINOR.value),
        found=term("verdict", found),
    )


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
