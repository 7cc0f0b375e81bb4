"""Which script a text is written in, as far as typography depends on it.

Plain comparisons: compiling a character class of this size takes longer than most renderings.
"""

from __future__ import annotations


def is_han(letter: str) -> bool:
    """Whether a character is a Han ideograph."""
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\U00020000" <= letter <= "\U000323af"


def is_east_asian(letter: str) -> bool:
    """Whether a character is Han, kana or hangul."""
    return (
        "\u2e80" <= letter <= "\u2fdf"
        or "\u3005" <= letter <= "\u30ff"
        or "\uac00" <= letter <= "\ud7af"
        or is_han(letter)
    )


def is_latin(letter: str) -> bool:
    """Whether a character is a Latin letter."""
    return ("A" <= letter <= "ɏ" or "Ḁ" <= letter <= "ỿ") and letter.isalpha()


def is_western(letter: str) -> bool:
    """Whether a character belongs to a script whose names have the given name first: Latin to Arabic."""
    return is_latin(letter) or ("\u0370" <= letter <= "\u06ff" and letter.isalpha())


def has_han(text: str) -> bool:
    """Whether a text holds Han ideographs."""
    return not text.isascii() and any(map(is_han, text))


def has_east_asian(text: str) -> bool:
    """Whether a text holds Han, kana or hangul."""
    return not text.isascii() and any(map(is_east_asian, text))


def has_latin(text: str) -> bool:
    """Whether a text holds Latin letters."""
    return any(map(is_latin, text))


def has_western(text: str) -> bool:
    """Whether a text holds letters of a script whose names have the given name first."""
    return any(map(is_western, text))
