"""Text case: lowercase, uppercase, capitalize-first, capitalize-all, sentence and title case.

Rule: CSL 1.0.2 specification, "Text-case". The characters change in place in the runs, so markup inside a title
does not disturb the counting of words; runs inside a `nocase` span stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.runs import Node, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Words that title case leaves in lowercase inside a title: CSL 1.0.2 specification, "Title Case Conversion", with the
# prepositions that the reference implementation's test suite adds.
_STOP_WORDS = """
a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud
around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by
circa d' de despite down due during et except for forenenst from given in inside into lest like modulo near next
nor notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thru
thruout till to toward towards under underneath until unto up upon v v. van versus via vis-à-vis von vs vs. with
within without yet
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
_FIXED = ("nocase", "names")  # names have a text case of their own, in <name-part>
_DOTTED_I = ("tr", "az")
_WORD = re.compile(r"[^\s/\-‐–—]+")
_ONE_LETTER = re.compile(r"\w(?:['’]|\Z)")
_HYPHENS = ("-", "‐")
_LOWER_START = re.compile(r"[^\w]*")
_SENTENCE_BREAK = re.compile(r"[:?!][\"”’')\]]*\s*$")


class _Letters:
    """The characters of some runs as one list that can be changed in place."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.runs: list[Run] = []
        self.fixed: list[bool] = []
        for run, fixed in _runs(nodes, fixed=False):
            self.runs.append(run)
            self.fixed.extend([fixed] * len(run.text))
        self.text = "".join(run.text for run in self.runs)
        self.letters = list(self.text)
        self.dotted = False  # i becomes İ, as in Turkish

    def upper(self, position: int) -> None:
        if not self.fixed[position]:
            letter = self.letters[position]
            self.letters[position] = "İ" if letter == "i" and self.dotted else _upper(letter)

    def lower(self, start: int, end: int) -> None:
        for i in range(start, end):
            if not self.fixed[i]:
                self.letters[i] = self.letters[i].lower()

    def store(self) -> None:
        position = 0
        for run in self.runs:
            end = position + len(run.text)
            run.text = "".join(self.letters[position:end])
            position = end


def _runs(nodes: Iterable[Node], *, fixed: bool) -> Iterator[tuple[Run, bool]]:
    for node in nodes:
        if isinstance(node, Run):
            yield node, fixed
        else:
            small = ("font-variant", "small-caps") in node.font and node.flip
            raised = any(key == "vertical-align" for key, _ in node.font) and node.flip
            yield from _runs(node.children, fixed=fixed or node.mark in _FIXED or small or raised)


def _upper(letter: str) -> str:
    return letter.title() if len(letter.title()) == 1 else letter.upper()


def apply_text_case(nodes: Iterable[Node], case: str, language: str = "en") -> None:
    """Change the case of the runs below the nodes, in place.

    Args:
        nodes: What to change.
        case: A value of CSL's `text-case`; an unknown one changes nothing.
        language: The language of the text; `title` changes only English.
    """
    letters = _Letters(nodes)
    if not letters.text:
        return
    if case == "title" and not language.lower().startswith("en"):
        return
    if case == "uppercase" and language[:2].lower() in _DOTTED_I:
        letters.letters = [letter.replace("i", "İ") for letter in letters.letters]
    if case.startswith("capitalize") and language[:2].lower() in _DOTTED_I:
        letters.dotted = True
    change = _CASES.get(case)
    if change:
        change(letters)
        letters.store()


def _lowercase(letters: _Letters) -> None:
    letters.lower(0, len(letters.letters))


def _uppercase(letters: _Letters) -> None:
    for i, letter in enumerate(letters.letters):
        if not letters.fixed[i]:
            letters.letters[i] = letter.upper()


def _capitalize_first(letters: _Letters) -> None:
    match = re.search(r"\w[^\s]*", letters.text)
    if match and match.group() == match.group().lower():
        letters.upper(match.start())


def _capitalize_all(letters: _Letters) -> None:
    for match in re.finditer(r"(?<![\w'’])\w[^\s\-‐]*", letters.text):
        if match.group() == match.group().lower() and letters.text[match.start() - 1 : match.start()] not in _HYPHENS:
            letters.upper(match.start())


def _sentence(letters: _Letters) -> None:
    if letters.text.upper() == letters.text:
        letters.lower(0, len(letters.letters))
        if match := re.search(r"\w", letters.text):
            letters.upper(match.start())
        return
    first = True
    for match in re.finditer(r"\S+", letters.text):
        word = match.group()
        core = re.sub(r"^\W+|\W+$", "", word)
        if not first and core[:1].isupper() and core[1:] == core[1:].lower():
            letters.lower(match.start(), match.end())
        if first and core:
            first = False
            _raise_first(letters, match.start(), word)


def _raise_first(letters: _Letters, start: int, word: str) -> None:
    offset = len(_LOWER_START.match(word).group())  # type: ignore[union-attr] # the pattern matches the empty string
    if offset < len(word) and word == word.lower():
        letters.upper(start + offset)


def _title(letters: _Letters) -> None:
    text = letters.text
    matches = list(_WORD.finditer(text))
    for number, match in enumerate(matches):
        word = match.group()
        bare = word.strip("\"“”‘’'«»()[]{},;:!?…")
        before = text[max(0, match.start() - 8) : match.start()]
        starts = number == 0 or bool(_SENTENCE_BREAK.search(before)) or before.endswith(("“", "‘"))
        ends = number == len(matches) - 1
        if word != word.lower():
            continue
        small = bare.lower() in STOP_WORDS or bare.lower().rstrip(".") in STOP_WORDS
        hyphen = text[match.end() : match.end() + 1] in _HYPHENS
        if small and not starts and not ends and not (bare == "al" and hyphen):
            continue  # but the Arabic article: al-Kutub
        if _ONE_LETTER.match(bare) and not starts and (not hyphen or before[-1:] in _HYPHENS):
            continue  # 07-x, l’auteur; but X-ray
        if "Ͱ" <= bare <= "Ͽ" and len(bare) == 1:
            continue  # α-helix
        offset = len(_LOWER_START.match(word).group())  # type: ignore[union-attr] # the pattern matches the empty string
        if offset < len(word):
            letters.upper(match.start() + offset)


_CASES = {
    "lowercase": _lowercase,
    "uppercase": _uppercase,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
