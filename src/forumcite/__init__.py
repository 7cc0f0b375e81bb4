"""forumcite proves a quote: every claim, its quote, its source, the exact span."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forumcite.verdict import Judgement as Judgement
    from forumcite.verify import verify_quote as verify_quote

__version__ = "0.1.0"
__all__ = ["Judgement", "__version__", "verify_quote"]


def __getattr__(name: str) -> object:
    """Import the public names on first use: `forumcite --version` should not pay for the matcher."""
    if name == "verify_quote":
        from forumcite.verify import verify_quote

        return verify_quote
    if name == "Judgement":
        from forumcite.verdict import Judgement

        return Judgement
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
