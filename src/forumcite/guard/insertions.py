"""The editor's [bracketed words] in a quote: whether they only explain, or state something that the source does not.

An insertion may say who or what is meant (`[the company]`, `[该公司]`), supply a little word (`[and]`, `[的]`), or
remark on the text (`[sic]`). It may not bring in a fact of its own: a figure, a negation, or a word that makes more or
less of what stands beside it (`[almost]`, `[僅]`, `[allegedly]`, `[副]`). And it may not stand for other words than it
says: where the source names one person, an insertion does not name another. A name that the source nowhere has may be
right, but no source proves it: a person should see it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import lexicon
from forumcite.guard.reading import lowered
from forumcite.guard.words import tagged
from forumcite.text import script
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

INSERTION = re.compile(r"[\[［【〔]([^\[\]［］【】〔〕]{1,80})[\]］】〕]")

# What editors say of the text, and what transcripts say of the speaker.
_REMARK = re.compile(
    r"sic!?|emphasis (?:added|mine|ours|in (?:the )?original)|italics (?:added|mine|ours|in (?:the )?original)|"
    r"(?:ed|eds|editor|translator)(?:'s note|\.)?(?::.*)?|laughs?|laughing|laughter|applause|cheers|cheering|crosstalk|"
    r"inaudible|indistinct|unintelligible|pauses?|sighs?|expletive(?: deleted)?|redacted|translation|translated|"
    r"原文如此|原文|[大苦]?笑声?|掌声|停顿|叹气|听不清|[编译作笔引]者?[按注](?::.*)?|(?:强调|重点|着重号|粗体|斜体|下划线)(?:系|为|是)?[^,;]{0,8}所?加"
)

# --- a fact of their own -----------------------------------------------------------------------------------------

_KINDS = (
    ("negation", frozenset(lexicon.NEGATION)),
    ("modality", frozenset(lexicon.MODALITY)),
    ("comparison", frozenset(lexicon.COMPARISON)),
    ("quantifier", frozenset(lexicon.QUANTIFIER)),
    (
        "conjunction",
        frozenset("or but if unless because although though while except until 或 但 而 如果 因为 虽然".split()),
    ),
)
_SIGNS = re.compile(r"[%‰$€£¥℃°]")
_PATTERNS = (
    ("modality", lexicon.HEARSAY),
    ("modality", lexicon.DOUBTS),
    ("modality", lexicon.DOUBTS_ENGLISH),
    ("condition", lexicon.CONDITIONS),
    ("condition", lexicon.CONDITIONS_ENGLISH),
    ("modality", lexicon.GAP_HEDGES),
    ("quantifier", lexicon.GAP_LIMITS),
    ("negation", lexicon.GAP_HIDES_ENGLISH),
    ("title", lexicon.TITLE_LOWERED),
    ("title", lexicon.TITLE_LOWERED_ENGLISH),
    ("quantifier", lexicon.SCOPE_BEFORE),
    ("quantifier", lexicon.SCOPE_BEFORE_ENGLISH),
    (
        "quantifier",
        re.compile("[首初末]次|首[个位家批度]|唯一|仅|独家|部分|局部|全部|所有|多数|少数|主要|大致|几乎|差点|险些|最"),
    ),
)
# Adverbs say how, how often or how surely; nouns that end like them do not.
_ADVERB = re.compile(
    r"(?!(?:family|italy|july|supply|reply|assembly|ally|monopoly|anomaly|bully|belly|jelly|lily|rally|fly|emily|sally|"
    r"billy|kelly|holly|molly|assembly|butterfly|homily|elderly|friendly|holy|ugly|daily|weekly|monthly)$)[a-z]{2,}ly$"
)
_PREFIXED = re.compile(
    r"(?!(?:under|until|unit|union|universe|universit|uniform|unanim|uncle|unicorn|unesco|unicef|unique|invest|india|"
    r"indi[ag]|indus|infant|infan|inform|inhabit|inn|inter|intro|into|inside|inst|invit|inv|dis(?:c|k|t|p[lu])|non[ec]))"
    r"(?:un|non-?|dis|anti-|ex-)[a-z]{4,}"
)
# Adjectives by their ending, where nothing says that a noun follows.
_ADJECTIVE = re.compile(r"[a-z]{3,}(?:ed|able|ible|ful|less|ous)")
_LIMITING = frozenset(
    "first last sole main major minor new old future potential possible probable alleged fake false true real initial "
    "final previous earlier later next current recent yesterday today tomorrow never always often sometimes once twice "
    "again still already yet soon almost nearly quite rather very too even just only".split()
)
# Tags of the segmenter: adverbs, numerals and times; and words that name or point, beside which a verb only describes.
_STATING = ("d", "m", "t")
_NAMING = ("n", "r", "eng")
_DESCRIBING = ("a", "v", "b", "z", "i")
_LINKING = frozenset("是 即 指 为 叫 说 称 表示 的 在 对 与 和".split())


def insertions(quote: str) -> list[re.Match[str]]:
    """The bracketed words in a quote; group 1 is what stands in the brackets."""
    return list(INSERTION.finditer(quote))


def fact_in(words: str) -> str | None:
    """The kind of fact that inserted words bring in, as `Edit.kind` has it; None where they only explain."""
    simple = lowered(script.simplified(fold(words).plain)).strip()
    if _REMARK.fullmatch(simple):
        return None
    if lexicon.EDITORIAL_HIDES.search(simple):
        return "number"
    if _SIGNS.search(simple):
        return "unit"
    return next(_facts(simple), None)


def _facts(simple: str) -> Iterator[str]:
    latin = re.findall(r"[a-z]+(?:[-'][a-z]+)*", simple)
    han = [(word, tag) for word, tag in tagged(simple) if re.match(f"[{lexicon.HAN}]", word)]
    for word in (*latin, *(word for word, _ in han)):
        yield from (
            kind for kind, critical in _KINDS if word in critical or (kind == "negation" and word.endswith("n't"))
        )
        if word in lexicon.UNIT_LATIN:
            yield "unit"
    yield from (kind for kind, pattern in _PATTERNS if pattern.search(simple))
    if re.search("[不未没无非否勿莫]", "".join(word for word, tag in han if not tag.startswith(("nr", "ns", "nt")))):
        yield "negation"
    if any(_ADVERB.match(word) or word in _LIMITING for word in latin):
        yield "word"
    if len(latin) == 1 and _ADJECTIVE.fullmatch(simple):
        yield "word"
    if any(_PREFIXED.match(word) for word in latin):
        yield "negation"
    tags = [tag for word, tag in han if word not in _LINKING]
    if any(tag.startswith(_STATING) for tag in tags):
        yield "word"
    if any(tag.startswith(_DESCRIBING) for tag in tags) and not any(tag.startswith(_NAMING) for tag in tags):
        yield "word"


# --- other words than they stand for -----------------------------------------------------------------------------

_NAMES_HAN = ("nr", "ns", "nt", "nz")
_NO_NAME = frozenset(
    "the a an he she it they we i you his her its their our my your this that these those in on at by for from and but "
    "or as if when while after before since there here what who how why not no yes mr mrs ms dr then now later however "
    "today yesterday tomorrow once meanwhile also still yet according despite although because both each every some "
    "all many most several one two three first last next even only so thus therefore instead though unlike until "
    "with without president minister senator judge king queen prince sir lady lord professor".split()
)


def replaces_name(words: str, left_out: str) -> bool:
    """Whether inserted words name somebody or something, and the source words in their place name another.

    Args:
        words: What stands in the brackets.
        left_out: What the source has in that place; empty where it has nothing.
    """
    mine, theirs = _names(words), _names(left_out)
    if not mine or not theirs:
        return False
    if any(name in left_out for name in mine) or any(name in words for name in theirs):
        return False
    # An acronym stands for its words, and they for it: FDR, Franklin Roosevelt.
    return not (any(_is_acronym(name, left_out) for name in mine) or any(_is_acronym(name, words) for name in theirs))


def _is_acronym(name: str, words: str) -> bool:
    letters = iter(name)
    initials = re.findall(r"[A-Z](?=[a-z])", words)
    return name.isupper() and len(initials) > 1 and all(initial in letters for initial in initials)


def unknown_name(words: str, source: str) -> bool:
    """Whether inserted words name what the source nowhere names, so that nobody can see from it whether it is meant."""
    names = _names(words)
    if not names:
        return False
    known = script.simplified(source)
    if any(name in source or name in known for name in names) or _REMARK.fullmatch(lowered(words)):
        return False
    return not any(_is_acronym(name, words) for name in re.findall(r"\b[A-Z]{2,}\b", source))


def stands_for_brackets(left_out: str) -> bool:
    """Whether the source has brackets of its own in the place of an insertion, with other words in them."""
    return INSERTION.search(left_out) is not None


def _names(text: str) -> set[str]:
    """The names in a text: capitalised words that are no function words, and what the segmenter takes for one."""
    latin = {word for word in re.findall(r"\b[A-ZÀ-Þ][\w'’-]*", text) if word.lower() not in _NO_NAME and len(word) > 1}
    han = {word for word, tag in tagged(script.simplified(text)) if tag.startswith(_NAMES_HAN) and len(word) > 1}
    return latin | {word for word in han if re.match(f"[{lexicon.HAN}]", word)}
