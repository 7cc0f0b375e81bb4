"""The kinds that stand in swaps.yaml and carriers.yaml, registered from there."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from mutation.corpus import HAN, Passage, convert
from mutation.kinds import Check, Draft, Kind, Truth, register

if TYPE_CHECKING:
    from random import Random

HERE = Path(__file__).parent
AFTER_NUMBER = {
    "zh": r"(?:\d|[一二三四五六七八九十百千万亿])",
    "en": r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|few)|(?:million|billion))",
}


def parse(entries: list[str]) -> list[tuple[str, str]]:
    """`a / b` and `a > b` as pairs (from, to)."""
    pairs = []
    for entry in entries:
        if " / " in entry:
            a, b = entry.split(" / ")
            pairs += [(a, b), (b, a)]
        else:
            a, b = re.split(r" >(?: |$)", entry)
            pairs.append((a, b))
    return pairs


def same_case(old: str, new: str) -> str:
    """`new` with the case of `old`, where `old` is capitalised."""
    return new[:1].upper() + new[1:] if old[:1].isupper() and not old.isupper() else new


def places(passage: Passage, old: str, *, near_number: bool) -> list[tuple[int, int]]:
    """Where an expression stands as whole words, in either script."""
    if passage.lang == "en":
        edge = r"(?<![\w-])" if old[0].isalpha() else ""
        pattern = f"{edge}{re.escape(old)}" + (r"(?![\w-])" if old[-1].isalpha() else "")
        found = [m.span() for m in re.finditer(pattern, passage.text, re.IGNORECASE)]
    else:
        found = [m.span() for m in re.finditer(re.escape(old), passage.simple)]
        starts, ends = {w.start for w in passage.words}, {w.end for w in passage.words}
        if passage.words and not near_number:
            found = [(a, b) for a, b in found if a in starts and b in ends]
        elif len(old) < 2 and not near_number:
            found = []
    if near_number:
        before = re.compile(AFTER_NUMBER[passage.lang] + r"\s?$")
        found = [(a, b) for a, b in found if before.search(passage.simple[max(0, a - 12) : a])]
        # A Han unit of one character must end its word: 年 in 1990年代 is no year.
        ends = {w.end for w in passage.words}
        found = [(a, b) for a, b in found if passage.lang == "en" or not ends or b in ends]
    return found


def swap(passage: Passage, rng: Random, pairs: dict[str, list[tuple[str, str]]], *, near_number: bool) -> str | None:
    """Put one expression for another at one place."""
    options = [
        (a, b, new)
        for old, new in pairs.get(passage.lang, [])
        for a, b in places(passage, old, near_number=near_number)
    ]
    if not options:
        return None
    a, b, new = rng.choice(options)
    if new == "" and passage.text[b : b + 1] == " ":
        b += 1
    if new == "" and a == 0 and passage.lang == "en":
        return passage.text[b : b + 1].upper() + passage.text[b + 1 :]
    edited = passage.edit(a, b, same_case(passage.text[a:b], new))
    return re.sub(r"(\d)(?=percentage|per mille)", r"\1 ", edited)


def filled(template: str, figures: dict[str, int]) -> str:
    return re.sub(r"\{(\w)\}", lambda m: str(figures[m[1]]), template)


def plant_carrier(passage: Passage, rng: Random, cases: list[dict[str, Any]]) -> Draft | None:
    """Plant a written sentence in the document, as a paragraph of its own, and quote it."""
    fitting = [case for case in cases if bool(re.search(f"[{HAN}]", case["source"])) == (passage.lang == "zh")]
    if not fitting or not passage.literal:
        return None
    case = rng.choice(fitting)
    a, b = rng.sample(range(12, 99), 2)
    figures = {"a": a, "b": b, "n": rng.randrange(2, 10)}
    source, quote = filled(case["source"], figures), filled(case["quote"], figures)
    if passage.doc.hant:
        source, quote = convert(source, "s2t"), convert(quote, "s2t")
    before, gap, after = passage.doc.text.partition("\n\n")
    return Draft(quote, f"{before}{gap}{source}\n\n{after}")


def register_swaps() -> None:
    for name, entry in yaml.safe_load((HERE / "swaps.yaml").read_text("utf-8")).items():
        pairs = {lang: parse(entry[lang]) for lang in ("zh", "en") if lang in entry}
        make = functools.partial(swap, pairs=pairs, near_number=entry.get("near") == "number")
        register(Kind(name, Truth.FACT, entry["group"], make, tuple(pairs)))


def register_carriers() -> None:
    for name, entry in yaml.safe_load((HERE / "carriers.yaml").read_text("utf-8")).items():
        truth = Truth(entry["truth"])
        check = Check(entry.get("check", "altered" if truth is Truth.FACT else "none"))
        register(Kind(name, truth, entry["group"], functools.partial(plant_carrier, cases=entry["cases"]), check=check))


register_swaps()
register_carriers()
