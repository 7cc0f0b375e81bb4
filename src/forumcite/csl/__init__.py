"""A CSL 1.0.2 processor."""
from pathlib import Path
from forumcite.csl.errors import CslError
from forumcite.csl.formats import render
from forumcite.csl.processor import Citation, Cite, Entry, Processor
from forumcite.csl.style import Style, read_style

def load_style(name: str) -> Style:
    return read_style(Path(name).read_bytes(), name)
