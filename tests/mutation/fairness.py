"""Whether a case is fair: an independent, simple reading of «the same words», shared with no part of forumcite."""

from __future__ import annotations

import re
import unicodedata

from mutation.corpus import HAN, simplify
from mutation.kinds import Check, Draft, Kind

GLOSS = re.compile(rf"(?<=[{HAN}])[(（][a-zü:āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ\u0300-\u036f]{{1,9}}[1-5]?[)）]", re.IGNORECASE)
SUPERSCRIPT = str.maketrans({"²": "^2", "³": "^3", "⁶": "^6", "⁹": "^9", "¹": "^1", "⁻": "^-", "⁰": "^0"})


def words_of(text: str, *, marks: bool = True) -> str:
    """The text without what never matters: script, width, case, glosses, spaces and punctuation.

    With `marks`, signs that touch a figure and question marks stay, for they say something.
    """
    text = unicodedata.normalize("NFKC", text.translate(SUPERSCRIPT))
    text = simplify(GLOSS.sub("", text)).casefold()
    keep = r"(?<=\d)[.:/^%‰°~–—-](?=\d)|(?<=\d)[%‰°]|[-−^+](?=\d)|\?" if marks else r"(?!)"
    # The kept signs are set aside as private characters while all other punctuation goes.
    text = re.sub(keep, lambda m: chr(0xE000 + ord(m.group()) % 0x1000), text)
    return "".join(c for c in text if c.isalnum() or unicodedata.category(c) in ("Mn", "Co", "Sc"))


def fair(kind: Kind, draft: Draft, text: str) -> bool:
    """Whether the case can be held against a checker."""
    if not draft.quote.strip() or kind.check is Check.NONE:
        return bool(draft.quote.strip())
    quote, source = words_of(draft.quote), words_of(text)
    if len(quote) < 4:
        return False
    count = source.count(quote)
    return count == 0 if kind.check is Check.ALTERED else count == 1
