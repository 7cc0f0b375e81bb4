"""Regular expressions that are compiled when they are first used.

Compiling is a good part of a short run: one class of Han characters costs milliseconds, and most patterns are for texts
that a run does not hold. What every run uses is compiled where it stands, with `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """A pattern with the attributes of a compiled one, which are looked up in it once."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def lazy(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern for `re`, compiled when it is first asked for anything; a fault in it shows only then."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
