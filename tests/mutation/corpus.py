"""The real text that cases are made of: sentences, documents of about 24 sentences, and passages a person would quote.

Nothing here knows forumcite: the benchmark must not share the machinery that it measures.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "claims/sources/ai-compute-forum-2025.txt"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SENTENCES_PER_DOCUMENT = 24
SENTENCES_PER_PARAGRAPH = 3
DOCUMENTS_PER_CORPUS = 60
# How often each corpus is drawn: all are small, so none is left out, and the article is one text only.
WEIGHTS = {"gsd": 3, "gsdsimp": 3, "pud-zh": 3, "cfever": 2, "article": 1, "article-simp": 1, "pud-en": 3, "fm2": 3}


@dataclass(frozen=True, slots=True)
class Word:
    """One annotated word: its half-open place in the sentence, its universal part of speech and its lemma."""

    start: int
    end: int
    text: str
    pos: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `words` is empty where the corpus has no annotation."""

    text: str
    words: tuple[Word, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source text with its sentences; `starts` is -1 where a sentence does not stand literally in `text`."""

    name: str
    corpus: str
    lang: str
    text: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    paragraphs: tuple[int, ...]
    hant: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What a person would copy: a sentence, or whole clauses of it, out of a document."""

    doc: Document
    index: int
    text: str
    words: tuple[Word, ...]
    start: int
    whole: bool

    @property
    def lang(self) -> str:
        return self.doc.lang

    @property
    def simple(self) -> str:
        """The text in simplified characters, of the same length, for tables that are written once."""
        return simplify(self.text)

    @property
    def sentence(self) -> Sentence:
        return self.doc.sentences[self.index]

    @property
    def literal(self) -> bool:
        """Whether the text stands as it is in the document, so that the document can be changed at it."""
        return self.start >= 0

    def plant(self, new: str) -> str:
        """The document with this passage replaced."""
        return self.doc.text[: self.start] + new + self.doc.text[self.start + len(self.text) :]

    def edit(self, start: int, end: int, new: str) -> str:
        """The passage with `[start, end)` replaced, `new` written in the script of the document."""
        if self.doc.hant:
            new = convert(new, "s2t")
        return self.text[:start] + new + self.text[end:]


@functools.cache
def converter(config: str) -> object:
    from opencc import OpenCC

    return OpenCC(config)


def convert(text: str, config: str) -> str:
    """Convert between scripts by phrase, as people's tools do (configs of OpenCC: s2t, s2tw, s2hk, t2s)."""
    return str(converter(config).convert(text))  # type: ignore[attr-defined]  # opencc has no types


@functools.cache
def simple_char(char: str) -> str:
    simple = convert(char, "t2s") if re.match(f"[{HAN}]", char) else char
    return simple if len(simple) == 1 else char


def simplify(text: str) -> str:
    """Convert to simplified characters one by one, so that offsets hold."""
    return "".join(map(simple_char, text))


def seeded(*parts: object) -> Random:
    """A random generator that depends on `parts` alone, the same on every machine and run."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    return Random(int.from_bytes(digest[:8]))  # noqa: S311 - draws test cases, no secret


def read_conllu(path: Path) -> list[Sentence]:
    sentences = []
    for block in path.read_text("utf-8").split("\n\n"):
        text = key = ""
        words: list[Word] = []
        at = 0
        for line in block.splitlines():
            if line.startswith("# text = "):
                text = line[9:]
            elif line.startswith("# sent_id = "):
                key = line[12:]
            elif line and line[0].isdigit():
                number, form, lemma, pos = line.split("\t")[:4]
                found = text.find(form, at)
                if not number.isdigit() or found < 0:
                    continue
                at = found + len(form)
                words.append(Word(found, at, form, pos, lemma))
        if 8 <= len(text) <= 260 and re.search(r"[.!?。！？”」\"]$", text):
            sentences.append(Sentence(text, tuple(words), key))
    return sentences


def read_fool_me_twice(path: Path) -> list[Sentence]:
    seen: dict[str, None] = {}
    for line in path.read_text("utf-8").splitlines():
        for evidence in json.loads(line)["retrieved_evidence"]:
            text = evidence["text"].strip()
            if re.match(r"[A-Z]", text) and re.search(r"[a-z)\d][.!?]$", text) and 40 <= len(text) <= 240:
                seen.setdefault(text)
    return [Sentence(text) for text in seen]


def read_cfever(path: Path) -> list[Sentence]:
    seen: dict[str, None] = {}
    for line in path.read_text("utf-8").splitlines():
        text = json.loads(line)["claim"].strip()
        # Spaces around punctuation are an artefact of that corpus's tokeniser, not of any page.
        if 12 <= len(text) <= 120 and " " not in text and re.search(f"[{HAN}。]$", text):
            seen.setdefault(text if text.endswith("。") else text + "。")
    return [Sentence(text) for text in seen]


def documents_of(corpus: str, lang: str, sentences: list[Sentence]) -> list[Document]:
    """Shuffle sentences by their hash (or key, so that parallel corpora agree) and lay them out in paragraphs."""
    order = sorted(sentences, key=lambda s: hashlib.sha256((s.key or s.text).encode()).digest())
    chunks = [order[i : i + SENTENCES_PER_DOCUMENT] for i in range(0, len(order), SENTENCES_PER_DOCUMENT)]
    return [
        lay_out(f"{corpus}-{number}", corpus, lang, chunk)
        for number, chunk in enumerate(chunks[:DOCUMENTS_PER_CORPUS])
        if len(chunk) >= SENTENCES_PER_DOCUMENT // 2
    ]


def lay_out(name: str, corpus: str, lang: str, sentences: list[Sentence]) -> Document:
    text = ""
    starts, paragraphs = [], []
    for i, sentence in enumerate(sentences):
        if i:
            text += "\n\n" if i % SENTENCES_PER_PARAGRAPH == 0 else " " if lang == "en" else ""
        starts.append(len(text))
        paragraphs.append(i // SENTENCES_PER_PARAGRAPH)
        text += sentence.text
    hant = lang == "zh" and sum(a != b for a, b in zip(text, simplify(text), strict=True)) > len(text) / 50
    return Document(name, corpus, lang, text, tuple(sentences), tuple(starts), tuple(paragraphs), hant)


def read_article(*, simple: bool) -> Document:
    """The forum article: its raw text as the source, its sentences without glosses as what people copy."""
    raw = ARTICLE.read_bytes().decode("utf-8")
    sentences, paragraphs = [], []
    for number, line in enumerate(raw.split("\n")):
        if "?;" in line:
            line = line[line.index("。", line.index("?;")) + 1 :]  # noqa: PLW2901 - the damaged stretch has its own kind
        clean = re.sub(rf"(?<=[{HAN}])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{1,6}}\)", "", line)
        for sentence in re.findall(r"[^。]+。", clean):
            if len(sentence) >= 12:
                sentences.append(Sentence(simplify(sentence) if simple else sentence))
                paragraphs.append(number)
    name = "article-simp" if simple else "article"
    return Document(name, name, "zh", raw, tuple(sentences), (-1,) * len(sentences), tuple(paragraphs), not simple)


@functools.cache
def load(fixtures: Path) -> dict[str, tuple[Document, ...]]:
    """All documents by corpus. The test halves of GSD stay unread: they measure the product elsewhere."""
    folder = fixtures / "sentences"
    ud = folder / "ud"
    corpora = {
        "gsd": documents_of("gsd", "zh", read_conllu(ud / "zh_gsd-dev.conllu")),
        "gsdsimp": documents_of("gsdsimp", "zh", read_conllu(ud / "zh_gsdsimp-dev.conllu")),
        "pud-zh": documents_of("pud-zh", "zh", read_conllu(ud / "zh_pud.conllu")),
        "cfever": documents_of("cfever", "zh", read_cfever(folder / "cfever/dev.jsonl")),
        "article": [read_article(simple=False)],
        "article-simp": [read_article(simple=True)],
        "pud-en": documents_of("pud-en", "en", read_conllu(ud / "en_pud.conllu")),
        "fm2": documents_of("fm2", "en", read_fool_me_twice(folder / "fool-me-twice/dev.jsonl")),
    }
    return {name: tuple(documents) for name, documents in corpora.items()}


CLAUSE_END = re.compile(r"[，；,;](?=\s|[^\d\s])")
# A clause may be quoted alone only where what stays outside limits, denies or attributes nothing.
GOVERNS = re.compile(
    r"[不没沒未無无非否勿莫别別若除但却卻然仅僅只可或约約近超逾据據称稱疑传傳虽雖尽儘即如果因为為吗嗎？?另"
    r"“”「」『』（）()《》\[\]\"]|理[论論]上|原[则則]上|名[义義]上"
    r"|\b(?:not?|never|n't|without|if|unless|except|but|although|though|while|whereas|however|despite|only|when|until|"
    r"because|since|allegedly|reportedly|supposedly|whether|claim\w*|den\w+|doubt\w*|false\w*|would|could|might|may|"
    r"according|said|says|told|neither|nor|hardly|rarely|than|or|and|who|which|that|where|whom|as|so|to)\b|n't|[’']",
    re.IGNORECASE,
)


def draw(doc: Document, index: int, rng: Random, *, whole: bool = False) -> Passage:
    """A passage at sentence `index`: the whole of it, or some of its clauses where that loses nothing."""
    sentence, start = doc.sentences[index], doc.starts[index]
    full = Passage(doc, index, sentence.text, sentence.words, start, whole=True)
    if whole or rng.random() < 0.6:
        return full
    ends = [m.end() for m in CLAUSE_END.finditer(sentence.text)]
    bounds = [0, *ends, len(sentence.text)]
    pieces = [(a, b) for i, a in enumerate(bounds) for b in bounds[i + 1 :]]
    rng.shuffle(pieces)
    for a, b in pieces:
        passage = cut(full, a, b)
        outside = sentence.text[:a] + sentence.text[b:]
        in_date = re.match(r", ?[0-9]{4}", sentence.text[b - 1 :]) or re.match(r",? ?[0-9]{4}", sentence.text[b:])
        if passage and long_enough(passage.text, doc.lang) and not GOVERNS.search(outside) and not in_date:
            return passage
    return full


def cut(passage: Passage, a: int, b: int) -> Passage | None:
    """The part `[a, b)` of a passage, less white space and the clause mark at its edges."""
    while a < b and passage.text[a] in " ，；,;、":
        a += 1
    while b > a and passage.text[b - 1] in " ，；,;、":
        b -= 1
    if a >= b:
        return None
    words = tuple(
        Word(w.start - a, w.end - a, w.text, w.pos, w.lemma) for w in passage.words if w.start >= a and w.end <= b
    )
    start = passage.start + a if passage.literal else -1
    return Passage(passage.doc, passage.index, passage.text[a:b], words, start, whole=(a, b) == (0, len(passage.text)))


def long_enough(text: str, lang: str) -> bool:
    """Whether a quote says something: at least 8 Han characters, or 5 words."""
    return len(re.findall(f"[{HAN}]", text)) >= 8 if lang == "zh" else len(text.split()) >= 5
