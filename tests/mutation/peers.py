"""The simpler methods that stand beside forumcite on the same cases."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING

from mutation.corpus import simplify
from mutation.fairness import GLOSS

if TYPE_CHECKING:
    from collections.abc import Callable


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """What a careful script would do: NFKC, glosses by a regular expression, simplified, no signs, no case."""
    text = GLOSS.sub("", unicodedata.normalize("NFKC", text))
    return "".join(c for c in simplify(text).casefold() if c.isalnum())


def exact(quote: str, text: str) -> bool:
    return quote in text


def normalized_exact(quote: str, text: str) -> bool:
    return plain(quote) in plain(text)


def ratio_at_least(score: float) -> Callable[[str, str], bool]:
    from rapidfuzz import fuzz

    return lambda quote, text: fuzz.partial_ratio(quote, text, score_cutoff=score) >= score


PEERS: dict[str, Callable[[str, str], bool]] = {
    "exact": exact,
    "normalised": normalized_exact,
    "ratio ≥ 90": ratio_at_least(90),
    "ratio ≥ 95": ratio_at_least(95),
}
