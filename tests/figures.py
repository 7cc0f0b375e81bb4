"""How measured pages write a share and how sure it is."""

from __future__ import annotations

import math


def share(part: int, whole: int) -> str:
    """A share in percent; a small one keeps two decimals."""
    if not whole:
        return "–"
    value = 100 * part / whole
    return "0" if not part else f"{value:.2f}" if value < 1 else f"{value:.1f}".removesuffix(".0")


def interval(part: int, whole: int) -> str:
    """The 95 % Wilson interval of a share, in percent."""
    if not whole:
        return "–"
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{100 * max(0.0, middle - half):.2f}–{100 * min(1.0, middle + half):.2f}"
