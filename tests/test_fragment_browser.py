"""Links to quotes in a browser: they open the page where the quote stands.

Needs Chromium. `FORUMCITE_BROWSER_QUOTES=200 pytest tests/test_fragment_browser.py` measures; by default a few quotes
of each language are tried.
"""

from __future__ import annotations

import html
import os
import random
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from forumcite.fragment import link, text_fragment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUOTES = int(os.environ.get("FORUMCITE_BROWSER_QUOTES", "8"))
AT_LEAST = 0.98
# The quote's first and last line are looked for in the window after the page has scrolled to the fragment.
SCRIPT = """
setTimeout(() => {
  const target = document.getElementById('target').getBoundingClientRect();
  const seen = window.scrollY > 0 && target.top < innerHeight && target.bottom > 0;
  document.title = seen ? 'seen' : 'missed';
}, 1500)
"""
STYLE = (
    "p,li,h2,dt,dd,pre{line-height:120px;margin:0 0 3000px;width:700px;font-size:18px}td,th{padding:0 40px 3000px 0}"
    "body{padding:3000px 0}br{display:block;content:'';margin-bottom:3000px}"
)
PAGES = yaml.safe_load((Path(__file__).parent / "cases" / "fragment_pages.yaml").read_text(encoding="utf-8"))


class Quote(NamedTuple):
    text: str
    start: int
    end: int


def page(quote: Quote) -> str:
    """The text as HTML, its lines as paragraphs, the quote in spans."""
    parts, offset = [], 0
    for line in quote.text.split("\n"):
        start, end = (min(max(at - offset, 0), len(line)) for at in (quote.start, quote.end))
        mark = ' id="target"' if 0 <= quote.start - offset < len(line) else ""
        inside = f"<span{mark}>{html.escape(line[start:end])}</span>" if start < end else ""
        parts.append(f"<p>{html.escape(line[:start])}{inside}{html.escape(line[end:])}</p>")
        offset += len(line) + 1
    return f"<meta charset=utf-8><style>{STYLE}</style>{''.join(parts)}<script>{SCRIPT}</script>"


def is_seen(quote: Quote, folder: Path, number: int, content: str = "") -> bool:
    directive = text_fragment(*quote)
    if directive is None or CHROMIUM is None:
        return False
    file = folder / f"{number}.html"
    file.write_text(content or page(quote), encoding="utf-8")
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"]
    command += [f"--user-data-dir={folder / f'profile-{number}'}", "--window-size=800,600", "--dump-dom"]
    done = subprocess.run([*command, link(file.as_uri(), directive)], capture_output=True, check=False, timeout=120)
    return b"<title>seen</title>" in done.stdout


def sentences(fixtures: Path, name: str) -> list[str]:
    text = (fixtures / "sentences" / "ud" / name).read_text(encoding="utf-8")
    return re.findall(r"(?m)^# text = (.*)$", text)


def quotes(lines: list[str], *, words: bool) -> list[Quote]:
    """Windows at random places of random pages; in every second page a sentence stands twice."""
    chance = random.Random(7)  # noqa: S311 - a fixed choice, no secret
    found = []
    for number in range(QUOTES):
        chosen = chance.sample(lines, 18)
        if number % 2:
            chosen[-1] = chosen[4]
        text = "\n".join((" " if words else "").join(chosen[at : at + 3]) for at in range(0, 18, 3))
        borders = [each.start() for each in re.finditer(r"\b\w", text)] if words else list(range(len(text)))
        first = chance.randrange(len(borders) - 30)
        start, end = borders[first], borders[first + (chance.randrange(2, 20) if words else chance.randrange(4, 30))]
        found.append(Quote(text, start, start + len(text[start:end].rstrip())))
    return [quote for quote in found if text_of(quote)]


def text_of(quote: Quote) -> str:
    return quote.text[quote.start : quote.end].strip()


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(("name", "words"), [("zh_gsdsimp-dev.conllu", False), ("en_pud.conllu", True)])
def test_links_open_at_the_quote(name: str, words: bool, fixtures: Path, tmp_path: Path) -> None:  # noqa: FBT001 - a column
    asked = quotes(sentences(fixtures, name), words=words)
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(lambda each: is_seen(each[1], tmp_path, each[0]), enumerate(asked)))
    missed = [(text_of(quote), text_fragment(*quote)) for quote, found in zip(asked, seen, strict=True) if not found]
    assert len(missed) <= (1 - AT_LEAST) * len(asked), missed


def marked_page(body: str) -> str:
    """A page with its quote between ⟦ and ⟧, the first word of which is looked for in the window."""
    start = body.replace("⟦", '<span id="target">', 1)
    opened = start.index('<span id="target">') + len('<span id="target">')
    end = opened + re.search(r"[<⟧]|\Z", start[opened:]).start()  # type: ignore[union-attr] # \Z always matches
    body = (start[:end] + "</span>" + start[end:]).replace("⟧", "")
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}<script>{SCRIPT}</script>"


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_links_open_pages_that_are_no_plain_paragraphs(tmp_path: Path) -> None:
    def missed(numbered: tuple[int, dict[str, str]]) -> str:
        number, case = numbered
        before, quoted, after = re.split("[⟦⟧]", case["text"])
        quote = Quote(before + quoted + after, len(before), len(before) + len(quoted))
        return "" if is_seen(quote, tmp_path, number, marked_page(case["html"])) else case["case"]

    with ThreadPoolExecutor(2) as pool:
        names = {name for name in pool.map(missed, enumerate(PAGES)) if name}
    assert names == {case["case"] for case in PAGES if "missed" in case}


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_page_that_does_not_scroll_is_missed(tmp_path: Path) -> None:
    """The check itself can fail: the link is made for another text."""
    elsewhere = Quote("First.\nnine clusters here\nLast.", 7, 20)
    assert is_seen(elsewhere, tmp_path, 0)
    file = tmp_path / "0.html"
    command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--virtual-time-budget=3000", "--dump-dom"]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, check=False, timeout=120)
    assert b"<title>missed</title>" in done.stdout
