"""`python -m forumcite` is `forumcite`."""

from __future__ import annotations

from forumcite.cli import main

if __name__ == "__main__":
    main()
