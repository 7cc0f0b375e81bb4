"""The words of the benchmark and its register: a kind is a truth and a function that makes one case, or none.

To add a kind, write a few lines in the module where its neighbours stand:

    @fact("weekday-changed", group="date")
    def weekday_changed(passage: Passage, rng: Random) -> str | None: ...

or a line in swaps.yaml (one expression for another) or carriers.yaml (a sentence planted in the source, and its
altered quote). A maker returns the quote, a `Draft` where it changes the source too, or None where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from mutation.corpus import Passage


class Truth(StrEnum):
    """What is true of a case: a fact was changed, nothing was, or only what a person may want to see."""

    FACT = "fact"
    NOISE = "noise"
    MINOR = "minor"


class Check(StrEnum):
    """How a case proves that it is fair before it counts (see fairness.py)."""

    ALTERED = "altered"  # the quote's words stand nowhere in the source
    VERBATIM = "verbatim"  # they stand there exactly once: what is wrong is the cut
    NONE = "none"  # the maker has proved it itself


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote, and the source to judge it against where that is not the document as it stands."""

    quote: str
    text: str | None = None


Maker = Callable[[Passage, Random], Draft | str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change."""

    name: str
    truth: Truth
    group: str
    make: Maker
    langs: tuple[str, ...] = ("zh", "en")
    check: Check = Check.ALTERED
    whole: bool = False


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.name in KINDS:
        raise ValueError(f"two kinds are called {kind.name}")
    KINDS[kind.name] = kind


def fact(
    name: str, *, group: str, langs: str = "zh en", check: Check = Check.ALTERED, whole: bool = False
) -> Callable[[Maker], Maker]:
    """Register a maker of quotes that must not pass; `whole`: it wants whole sentences, never clauses."""

    def decorate(make: Maker) -> Maker:
        register(Kind(name, Truth.FACT, group, make, tuple(langs.split()), check, whole))
        return make

    return decorate


def harmless(
    name: str, *, group: str = "noise", langs: str = "zh en", minor: bool = False, whole: bool = False
) -> Callable[[Maker], Maker]:
    """Register a maker of quotes that must not fail."""

    def decorate(make: Maker) -> Maker:
        truth = Truth.MINOR if minor else Truth.NOISE
        register(Kind(name, truth, group, make, tuple(langs.split()), Check.NONE, whole))
        return make

    return decorate
