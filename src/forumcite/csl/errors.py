"""The one error this package raises for input it cannot use."""

from forumcite.messages import placed


class CslError(Exception):
    """A style, locale or item that cannot be used, with the place where it goes wrong.

    Attributes:
        reason: What is wrong, in words for the person who wrote the file.
        file: The file or style id concerned; empty where there is none.
        line: The line in it, counted from 1; 0 where none is known.
    """

    def __init__(self, reason: str, *, file: str = "", line: int = 0) -> None:
        self.reason = reason
        self.file = file
        self.line = line
        place = f"{file}:{line}" if file and line else file
        super().__init__(placed(place, reason) if place else reason)
