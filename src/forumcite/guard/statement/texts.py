"""What the checks of a statement read: the statement, its evidence, their clauses, and what a clause is about."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import names as naming
from forumcite.guard import quantities as figures
from forumcite.guard.reading import Reading, lowered
from forumcite.text import script
from forumcite.text.folds import fold
from forumcite.text.view import View

if TYPE_CHECKING:
    from forumcite.guard.quantities import Day, Quantity


class Proof(NamedTuple):
    """One piece of evidence as its source has it.

    `passage` is what the quote stands for; `context` the same with the words next to it that a cut left outside;
    `sentence` the whole sentence, which may only say of whom and of which the passage speaks, never a fact.
    """

    passage: str
    context: str
    sentence: str = ""


class Disagreement(NamedTuple):
    """What a statement and its evidence do not say alike.

    `kind` is the fact (`number`, `date`, `unit`, `bound`, `direction`, `comparison`, `negation`, `condition`,
    `modality`, `quantifier`, `conjunction`, `title`, `name`, `term`); `statement` and `evidence` are the words on
    either side, folded; `contradicted` says that the evidence has another one, not just none.
    """

    kind: str
    statement: str
    evidence: str
    contradicted: bool = True


HAN = "㐀-䶿一-鿿"
_CLAUSE = re.compile(r"[^,;:!?。…\n—()\[\].]*(?:(?<=[0-9])[.,:](?=[0-9])[^,;:!?。…\n—()\[\].]*)*")
STOP_HAN = frozenset("的了是在于和与及之为等其所也都将已就则并而且从到至由对把被给有个这那该此我他她它们会")
STOP_WORDS = frozenset(
    "a an the of to in on at by for from with as and or but that which who whom whose it its he she they their his "
    "her we our us i is are was were be been being has have had do does did will would so such this these those there "
    "than then one said says say s t".split()
)
STEMS = {
    "paid": "pay",
    "spoke": "speak",
    "led": "lead",
    "held": "hold",
    "killed": "kill",
    "found": "find",
    "built": "build",
    "ran": "run",
    "kept": "keep",
    "met": "meet",
    "began": "begin",
}


@dataclass(frozen=True)
class Text:
    """A text folded to simplified characters, numbers in one spelling; `low` is the same in lower case."""

    cased: str
    low: str

    @classmethod
    def of(cls, *pieces: str) -> Text:
        """Fold pieces of text into one, each a text of its own."""
        joined = ".\n".join(_folded(paragraph) for piece in pieces for paragraph in _paragraphs(piece))
        cased = figures.prepared(joined)
        return cls(cased, lowered(cased))

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Its figures that are no dates."""
        return figures.quantities(self.cased)

    @cached_property
    def dates(self) -> list[Day]:
        """Its dates."""
        return figures.dates(self.cased)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses that are not empty."""
        return [
            Clause(match[0], match.start(), grams(match[0])) for match in _CLAUSE.finditer(self.low) if match[0].strip()
        ]

    def clause_at(self, position: int) -> Clause:
        """The clause around a position."""
        at = bisect_right(self._starts, position) - 1
        if at >= 0 and position < self.clauses[at].start + len(self.clauses[at].text):
            return self.clauses[at]
        return Clause(self.low, 0, grams(self.low))

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.clauses]

    def words(self, kind: re.Pattern[str]) -> list[str]:
        """The words of a kind that stand in the text."""
        return [match[0] for match in kind.finditer(self.low)]


@lru_cache(maxsize=2048)
def _folded(paragraph: str) -> str:
    """A paragraph folded; kept, since a passage, its context and the title stand in many texts."""
    return script.simplified(fold(paragraph, without=("initial",)).plain)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without the stop at their end; a line that ends in mid-sentence goes on in the next."""
    found = re.split(r"\s*\n\s*\n\s*|(?<=[.!?…。！？:：;；\"”])\s*\n", text)
    return [each.strip().rstrip(".。") for each in found if each.strip()]


# How much of a clause must stand in another, from 0 to 1, before the two are taken to say the same of something.
SURE = 0.7


class Clause(NamedTuple):
    """A stretch between two marks, where it begins, and what it is about."""

    text: str
    start: int
    grams: frozenset[str]

    def overlap(self, other: Clause) -> float:
        """How much of the smaller of two clauses stands in the other, from 0 to 1; 0 where that is a single word."""
        shared = self.grams & other.grams
        if len(shared) < 2:
            return 0.0
        return max(len(shared) / len(self.grams), len(shared) / len(other.grams) if len(other.grams) > 1 else 0.0)

    def without(self, gram: str) -> Clause:
        """The clause less one of the things that it is about."""
        return self._replace(grams=self.grams - {gram.lstrip("-")})

    def covers(self, other: Clause) -> float:
        """How much of `other` stands here, from 0 to 1."""
        return len(self.grams & other.grams) / len(other.grams) if other.grams else 0.0


@dataclass(frozen=True)
class Evidence:
    """All evidence of a claim, other texts, and known names; folded as far as a check asks for it."""

    proofs: tuple[Proof, ...]
    others: tuple[str, ...]
    known: frozenset[str]

    @cached_property
    def passages(self) -> Text:
        """What the quotes stand for."""
        return Text.of(*(proof.passage for proof in self.proofs))

    @cached_property
    def context(self) -> Text:
        """The passages, and the words that cuts left outside."""
        if all(proof.context in proof.passage for proof in self.proofs):
            return self.passages
        return Text.of(*(text for proof in self.proofs for text in _widest(proof)))

    @cached_property
    def given(self) -> Text:
        """What may support a name, a term or an ordinal, and no fact."""
        return Text.of(*self.others, *(proof.sentence for proof in self.proofs))

    @cached_property
    def people(self) -> frozenset[str]:
        """The people whom the evidence names beside a title, by full name."""
        cased = self.context.cased
        return naming.people_in(Reading(cased, View.of(cased)))  # folded already

    def has_word(self, word: str) -> bool:
        """Whether a Latin word stands anywhere in the evidence, accents and case aside."""
        return plain(word) in self._latin_words

    @cached_property
    def _latin_words(self) -> frozenset[str]:
        return frozenset(re.findall(r"[^\W\d_]+", plain(f"{self.context.low} {self.given.low}")))

    def has(self, words: str) -> bool:
        """Whether the folded words stand anywhere in the evidence, spaces and marks aside."""
        wanted = bare(words)
        return wanted in bare(self.context.low) or wanted in bare(self.given.low)


NOT_NAMES = frozenset(
    "the a an in on at by for from it its he she they we i you monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december because "
    "although though when while after before if since during both two according there this that these those his "
    "her their our my no not all some many most several one once despite unlike like under over with without "
    "within between among so as to of and but or nor yet then".split()
)


HONORIFICS = frozenset("mr mrs ms miss dr sir dame lord lady prof rev".split())


def plain(text: str) -> str:
    """Lower case without accents: Zola's Émile is an Emile."""
    # Sign by sign: to order n marks that follow one another would cost n².
    parts = (part for each in lowered(text) for part in unicodedata.normalize("NFD", each))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _widest(proof: Proof) -> tuple[str, ...]:
    """The context, and the passage where that does not hold it."""
    return (proof.context,) if proof.passage in proof.context else (proof.passage, proof.context)


def bare(text: str) -> str:
    """The letters and figures of a text, with the signs that change one."""
    return re.sub(r"[^\w%°²³µ+]|_", "", text)


def grams(text: str) -> frozenset[str]:
    """What a clause is about: Han characters, stems of words and numbers, but for function words."""
    # Units are left out: two lengths in mm are not about the same thing for that.
    han = {character for character in re.findall(f"[{HAN}]", text) if character not in STOP_HAN}
    words = {stem(word) for word in re.findall(r"[a-z]{3,}", text) if word not in STOP_WORDS}
    return frozenset(han | words | set(re.findall(r"[0-9]+(?:\.[0-9]+)?", text)))


def stem(word: str) -> str:
    """An English word without its ending, so that built, builds and building are one."""
    if word in STEMS:
        return STEMS[word]
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return f"{word[:-3]}y"
    for suffix in ("ing", "ed", "es", "s", "e"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
