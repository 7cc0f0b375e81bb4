"""Kinds of characters, told by comparison: a pattern for a single character costs more to compile than many looks."""

from __future__ import annotations


def is_han(character: str) -> bool:
    """Whether a character is of `forumcite.text.gloss.HAN`: unified and compatibility ideographs."""
    return (
        "一" <= character <= "鿿"
        or "㐀" <= character <= "䶿"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003347f"
        or character == "〇"
    )


def is_basic_han(character: str) -> bool:
    """Whether a character stands in the blocks in which nearly all text is written: the first, and extension A."""
    return "一" <= character <= "鿿" or "㐀" <= character <= "䶿"


def is_cjk(character: str) -> bool:
    """Whether a character is Han, kana, bopomofo or of the punctuation that stands with them."""
    return character >= "\u2e80" and (
        is_han(character)
        or character <= "\u2fdf"
        or "\u3001" <= character <= "\u3006"
        or "\u3008" <= character <= "\u312f"
        or "\u31a0" <= character <= "\u31ff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\uff01" <= character <= "\uff60"
    )
