"""Build cases: the same seed gives the same cases, whatever other kinds are built beside them."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path

import mutation.edges
import mutation.facts
import mutation.noise
import mutation.tables  # noqa: F401 - importing a module of kinds registers them
from mutation.corpus import ROOT, WEIGHTS, Document, draw, load, seeded
from mutation.fairness import fair
from mutation.kinds import Draft, Kind, Truth

FIXTURES = Path(os.environ.get("FORUMCITE_FIXTURES", ROOT.parent / "shared" / "fixtures"))
# A kind that seldom applies is given up after this many draws: it has as many cases as the text offers.
DRAWS_PER_CASE = 120
LEAST_DRAWS = 6000


@dataclass(frozen=True, slots=True)
class Case:
    """One quote to judge against one text, with its kind and the truth."""

    id: str
    kind: str
    group: str
    truth: Truth
    lang: str
    document: str
    quote: str
    text: str
    original: str


@functools.cache
def corpora() -> dict[str, tuple[Document, ...]]:
    return load(FIXTURES)


def build(kind: Kind, count: int, seed: str) -> list[Case]:
    """Up to `count` different fair cases of one kind."""
    cases: list[Case] = []
    seen: set[tuple[str, str]] = set()
    documents = {name: docs for name, docs in corpora().items() if docs and docs[0].lang in kind.langs}
    names, weights = list(documents), [WEIGHTS[name] for name in documents]
    for attempt in range(max(LEAST_DRAWS, DRAWS_PER_CASE * count)):
        if len(cases) == count:
            break
        rng = seeded(seed, kind.name, attempt)
        doc = rng.choice(documents[rng.choices(names, weights)[0]])
        passage = draw(doc, rng.randrange(len(doc.sentences)), rng, whole=kind.whole)
        made = kind.make(passage, rng)
        if not made:
            continue
        draft = Draft(made) if isinstance(made, str) else made
        text = doc.text if draft.text is None else draft.text
        if (draft.quote, text) in seen or not fair(kind, draft, text):
            continue
        seen.add((draft.quote, text))
        identity = f"{kind.name}-{attempt}"
        case = Case(identity, kind.name, kind.group, kind.truth, doc.lang, doc.name, draft.quote, text, passage.text)
        cases.append(case)
    return cases
