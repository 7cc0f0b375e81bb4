"""Fact changes without a changed word: the cut at the edge of the quote, and what a mark of omission hides."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from mutation.corpus import CLAUSE_END, HAN, Passage, Word, cut, long_enough, simplify
from mutation.facts import HAN_DIGITS, names, one
from mutation.kinds import Check, fact

if TYPE_CHECKING:
    from random import Random


def after(passage: Passage, at: int) -> str | None:
    """The quote that starts at `at` and runs to the end of the sentence, if it is long enough to mean anything."""
    part = cut(passage, at, len(passage.text))
    return part.text if part and long_enough(part.text, passage.lang) else None


def before(passage: Passage, at: int) -> str | None:
    """The quote that runs from the start of the sentence to `at`."""
    part = cut(passage, 0, at)
    return part.text if part and long_enough(part.text, passage.lang) else None


def behind(passage: Passage, pattern: str, rng: Random) -> str | None:
    """The quote that starts right behind a match of the pattern (in simplified characters)."""
    found = one(pattern, passage.simple, rng)
    return after(passage, found.end()) if found else None


def behind_word(passage: Passage, words: set[str], rng: Random) -> str | None:
    """The quote that starts right behind one of these annotated words."""
    found = [w for w in passage.words if simplify(w.text) in words]
    return after(passage, rng.choice(found).end) if found else None


@fact("clip-number-left", group="edge-number", check=Check.VERBATIM, whole=True)
def clip_number_left(passage: Passage, rng: Random) -> str | None:
    """18000P… as 8000P…; 12月 as 2月."""
    found = one(r"(?<![\d.,])\d(?=[1-9]\d*(?:[.,]\d+)*)", passage.text, rng)
    return after(passage, found.end()) if found else None


@fact("clip-number-right", group="edge-number", check=Check.VERBATIM, whole=True)
def clip_number_right(passage: Passage, rng: Random) -> str | None:
    found = one(r"(?<=\d)(?=\d)|(?<=\d)(?=[.,]\d)|(?<=\d\.)(?=\d)", passage.text, rng)
    return before(passage, found.start()) if found else None


@fact("clip-unit-right", group="edge-number", check=Check.VERBATIM, whole=True)
def clip_unit_right(passage: Passage, rng: Random) -> str | None:
    """A figure that leaves its magnitude or unit outside: 1.8万 as 1.8."""
    pattern = r"(?<=\d)(?=[万亿%％‰])|(?<=\d)(?=(?:千米|公里|公斤|美元|平方公里|小时|分钟))"
    if passage.lang == "en":
        pattern = r"(?<=\d)(?=%)|(?<=\d)(?=\s(?:million|billion|percent|thousand|per cent|km|miles|kg|hectares)\b)"
    found = one(pattern, passage.simple, rng)
    return before(passage, found.start()) if found else None


@fact("clip-magnitude-inside", group="edge-number", langs="zh", check=Check.VERBATIM, whole=True)
def clip_magnitude_inside(passage: Passage, rng: Random) -> str | None:
    """二十三 as 三, 三百五十 as 五十."""
    found = one(
        rf"[{HAN_DIGITS}]?[十百千万](?=[{HAN_DIGITS}][{HAN_DIGITS}十百千]*[个名位年月日人次座条万亿])",
        passage.simple,
        rng,
    )
    return after(passage, found.end()) if found else None


@fact("clip-date-left", group="edge-number", langs="zh", check=Check.VERBATIM, whole=True)
def clip_date_left(passage: Passage, rng: Random) -> str | None:
    """A year cut to its last figures, a month to its last."""
    found = one(r"(?<!\d)(?:19|20|1|2)(?=\d{1,2}[年月日])", passage.text, rng)
    return after(passage, found.end()) if found else None


@fact("clip-date-right", group="edge-number", check=Check.VERBATIM, whole=True)
def clip_date_right(passage: Passage, rng: Random) -> str | None:
    """A date that ends inside its year, or between the figure and 年, 月 or 日."""
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    pattern = (
        r"(?<=\d)(?=[年月日])|(?<=\d\d)(?=\d\d年)"
        if passage.lang == "zh"
        else rf"(?<=\d)(?=\s(?:{months}))|(?<=\s\d\d)(?=\d\d\b)"
    )
    found = one(pattern, passage.text, rng)
    return before(passage, found.start()) if found else None


@fact("clip-approximation-left", group="edge-approximation", check=Check.VERBATIM, whole=True)
def clip_approximation_left(passage: Passage, rng: Random) -> str | None:
    if passage.lang == "zh":
        number = rf"(?=\d|[{HAN_DIGITS}]{{0,2}}[十百千]|[{HAN_DIGITS}][个年月万亿成])"
        return behind(
            passage, rf"(?:大约|(?<![条合])约|(?<![邻附靠])近|超过|逾|至少|不到|不足|多达|最多|大概){number}", rng
        )
    words = (
        "about|around|nearly|almost|over|more than|less than|at least|up to|approximately|fewer than|at most|roughly"
    )
    number = r"(?=(?:\$|£|€)?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a hundred|twenty|thirty)\b)"
    found = one(rf"(?i)\b(?:{words})\s{number}", passage.text, rng)
    return after(passage, found.end()) if found else None


@fact("clip-approximation-right", group="edge-approximation", langs="zh", check=Check.VERBATIM, whole=True)
def clip_approximation_right(passage: Passage, rng: Random) -> str | None:
    """…300 as the end of …300余人 or …300以上."""
    found = one(
        r"(?<=[\d十百千万亿%年月天岁人元个])(?=以上|以下|左右|以内|上下)|(?<=[\d十百千万])(?=[余多几][年人个名万种次座岁位])",
        passage.simple,
        rng,
    )
    return before(passage, found.start()) if found else None


NEGATORS = {
    "不",
    "没",
    "没有",
    "未",
    "未能",
    "并非",
    "无法",
    "非",
    "并不",
    "并未",
    "从未",
    "不能",
    "不会",
    "不得",
    "不可",
    "不再",
    "不是",
    "毫无",
    "绝非",
    "无",
}


@fact("clip-negator", group="edge-negation", check=Check.VERBATIM, whole=True)
def clip_negator(passage: Passage, rng: Random) -> str | None:
    """The quote starts right behind 不, 没有, not, never."""
    if passage.lang == "en":
        return behind(
            passage,
            r"\b(?:not|never|cannot|n't|no longer|without|neither|hardly|rarely)\s(?!only|just|merely|until)",
            rng,
        )
    found = [w for w in passage.words if simplify(w.text) in NEGATORS]
    # 不仅 and 是不是 deny nothing.
    found = [w for w in found if not re.match("[仅但只光过断久]", passage.simple[w.end :])]
    found = [w for w in found if passage.text[w.start - 1 : w.start] != passage.text[w.end : w.end + 1]]
    return after(passage, rng.choice(found).end) if found else None


@fact("clip-condition", group="edge-condition", check=Check.VERBATIM, whole=True)
def clip_condition(passage: Passage, rng: Random) -> str | None:
    """The quote starts right behind 如果, if, unless: the condition reads as an assertion."""
    if passage.lang == "zh":
        return behind_word(passage, {"如果", "若", "假如", "倘若", "除非", "要是", "一旦", "若是", "假设", "只要"}, rng)
    pattern = r"(?<![Ee]ven )(?<!as )(?<!only )(?<!what )(?<!see )(?<!know )\b(?:if|unless)\s|^(?:If|Unless)\s"
    return behind(passage, pattern, rng)


@fact("clip-condition-clause", group="edge-condition", check=Check.VERBATIM, whole=True)
def clip_condition_clause(passage: Passage, rng: Random) -> str | None:
    """The main clause alone, the condition left outside."""
    del rng
    if passage.lang == "zh":
        found = re.match(r"(?:如果|假如|倘若|若|除非|要是)[^，。；“”「」]{3,}，(?=[^，]{8,}。?$)", passage.simple)
    else:
        found = re.match(r"(?:If|Unless)\s[^,;“”\"]{14,},\s(?=[^,]{15,}$)", passage.text)
    return after(passage, found.end()) if found else None


@fact("clip-hearsay", group="edge-condition", check=Check.VERBATIM, whole=True)
def clip_hearsay(passage: Passage, rng: Random) -> str | None:
    """The quote starts right behind a word of hearsay or doubt."""
    if passage.lang == "zh":
        return behind(
            passage,
            r"(?:据说|(?<![数根])据传(?!统)|相传|(?:^|(?<=[，；有])|(?<=民间))传说|谎称|疑似|涉嫌|误以为|误认为|声称|自称|企图|试图|假装|似乎|可能|未必)，?(?![的性之中里])",
            rng,
        )
    words = "allegedly|reportedly|supposedly|purportedly|possibly|probably|perhaps|apparently|tried to|attempted to"
    words += "|failed to|refused to|hoped to|denied that|doubt that|claims that|claimed that"
    return behind(passage, rf"(?i)\b(?:{words}),?\s", rng)


@fact("clip-deputy", group="title", check=Check.VERBATIM, whole=True)
def clip_deputy(passage: Passage, rng: Random) -> str | None:
    """The quote starts right behind 副, 前, 原; deputy, former, acting."""
    if passage.lang == "zh":
        titles = "总统|主席|校长|院长|部长|市长|主任|总理|司令|会长|局长|所长|秘书长|理事长|总裁|首相|议员|书记|委员"
        titles += "|大使|队长|教授"
        return behind(passage, rf"(?:副|前|原|代理|候补|名誉|前任)(?=(?:{titles}))", rng)
    titles = (
        "president|minister|chair|director|editor|mayor|governor|secretary|professor|manager|coach|commander|head|chief"
    )
    lowered = "deputy|acting|vice|assistant|interim|associate|honorary|under"
    return behind(passage, rf"(?i)\b(?:(?:{lowered})[ -](?={titles})|(?:former|ex-)\s?(?=[a-z]{{4}}))", rng)


@fact("clip-one-of", group="edge-approximation", check=Check.VERBATIM, whole=True)
def clip_one_of(passage: Passage, rng: Random) -> str | None:
    """…最大的城市 | 之一; one of | the largest cities."""
    if passage.lang == "en":
        return behind(passage, r"(?i)\b(?:one|some|part|most|many|few|none) of\s(?=the |his |her |its |their )", rng)
    found = one(r"(?<!分)之一", passage.simple, rng)
    return before(passage, found.start()) if found else None


@fact("clip-exception", group="edge-condition", check=Check.VERBATIM, whole=True)
def clip_exception(passage: Passage, rng: Random) -> str | None:
    """The quote stops before an exception that limits the same predicate."""
    # 但不久 and a contrast of another predicate are no exceptions.
    pattern = r"，(?:除非|除了|但不包括|但不含|但不适用|但只有|但只限|但仅限|除.{2,8}外)|（[^（）]*除外）"
    if passage.lang == "en":
        limits = (
            "except|unless|apart from|with the exception of|but (?:only|not|never)|other than|only (?:if|when|after)"
        )
        pattern = rf",? (?:{limits})\b"
    found = one(pattern, passage.simple, rng)
    return before(passage, found.start()) if found else None


@fact("clip-question-particle", group="edge", langs="zh", check=Check.VERBATIM, whole=True)
def clip_question_particle(passage: Passage, rng: Random) -> str | None:
    found = one(r"[吗么](?=？)|吗", passage.simple, rng)
    return before(passage, found.start()) if found else None


@fact("clip-name", group="edge-name", langs="zh", check=Check.VERBATIM, whole=True)
def clip_name(passage: Passage, rng: Random) -> str | None:
    """A cut inside a name."""
    found = [w for w in names(passage) if len(w.text) >= 2 and re.fullmatch(f"[{HAN}]+", w.text)]
    if not found:
        return None
    word = rng.choice(found)
    at = word.start + 1 if rng.random() < 0.5 else word.end - 1
    return after(passage, at) if rng.random() < 0.5 else before(passage, at)


@fact("clip-word", group="edge-name", langs="zh", check=Check.VERBATIM, whole=True)
def clip_word(passage: Passage, rng: Random) -> str | None:
    """A cut inside a word of two characters."""
    found = [w for w in passage.words if w.pos in ("NOUN", "VERB", "ADJ") and re.fullmatch(f"[{HAN}]{{2}}", w.text)]
    found = [w for w in found if w.text[0] != w.text[1]]
    if not found:
        return None
    word = rng.choice(found)
    return after(passage, word.start + 1) if rng.random() < 0.5 else before(passage, word.start + 1)


@fact("clip-word-en", group="edge-name", langs="en", check=Check.VERBATIM, whole=True)
def clip_word_en(passage: Passage, rng: Random) -> str | None:
    found = one(r"\b[A-Za-z]{5,}\b", passage.text, rng)
    if not found:
        return None
    at = rng.randrange(found.start() + 2, found.end() - 1)
    return after(passage, at) if rng.random() < 0.5 else before(passage, at)


@fact("clip-affix", group="edge-negation", langs="en", check=Check.VERBATIM, whole=True)
def clip_affix(passage: Passage, rng: Random) -> str | None:
    """un|successful, non-|profit, in|dependent."""
    return behind(
        passage,
        r"\b(?:un(?=(?:successful|official|known|able|likely|usual|published|aware|expected|clear|stable|finished|popular)\b)|non-|im(?=possible|proper|perfect)|in(?=dependent|complete|direct|accurate)|dis(?=agree|appear|honest))",
        rng,
    )


# --- omissions

HIDES_ZH = re.compile("[不没未无非否]|但|却|然而|如果|若|除|虽|只|仅|据|可能|或|情况下|有时|部分|反对")
HIDES_EN = re.compile(
    r"\b(?:not?|never|no|without|unless|if|but|except|although|though|however|only|nor|or|may|might|could|would|"
    r"allegedly|reportedly|while|whereas|despite|rather|instead|than|because)\b|n['’]t",
    re.IGNORECASE,
)
NEGATION = {
    # 不断 and 不同 are words that deny nothing.
    "zh": re.compile("不[是会能可得再愿让准许必要存]|没有|并未|尚未|并非|无法|从未|毫无|绝非|除非|如果|倘若|但是|然而"),
    "en": re.compile(r"\b(?:not|never|without|unless|except|cannot|if|but|no)\b|n['’]t"),
}
MARKS = {
    "zh": ["……", "…", "......", "⋯⋯", "（略）", "[…]"],
    "en": [" … ", " ... ", " [...] ", " […] ", "… ", " . . . "],
}


def parts_of(passage: Passage) -> list[str]:
    """The clauses of a sentence, each with the mark that ends it."""
    bounds = [0, *(m.end() for m in CLAUSE_END.finditer(passage.text)), len(passage.text)]
    return [passage.text[a:b] for a, b in itertools.pairwise(bounds)]


def elide(passage: Passage, rng: Random, *, hides: bool) -> tuple[str, str] | None:
    """One inner clause replaced by a mark of omission; gives the quote and what it leaves out."""
    parts = parts_of(passage)
    pattern = HIDES_ZH if passage.lang == "zh" else HIDES_EN
    inner = []
    for i in range(1, len(parts) - 1):
        found = NEGATION[passage.lang].search(simplify(parts[i])) if hides else pattern.search(simplify(parts[i]))
        # Half a date or one item of a list is no clause that a person leaves out.
        clause = len(parts[i].split()) >= 3 and "(" not in parts[i] if passage.lang == "en" else len(parts[i]) >= 5
        if bool(found) == hides and clause and (hides or not re.search(r"\d", parts[i])):
            inner.append(i)
    if not inner:
        return None
    i = rng.choice(inner)
    left, right = "".join(parts[:i]).rstrip(), "".join(parts[i + 1 :]).lstrip()
    left = left.rstrip("，,；; ") if rng.random() < 0.7 else left
    if len(left) < (6 if passage.lang == "zh" else 20) or len(right) < (6 if passage.lang == "zh" else 20):
        return None
    return left + rng.choice(MARKS[passage.lang]) + right, parts[i]


@fact("ellipsis-hides-negation", group="splice", check=Check.NONE, whole=True)
def ellipsis_hides_negation(passage: Passage, rng: Random) -> str | None:
    """The omitted clause holds a negation, a condition or a contrast."""
    made = elide(passage, rng, hides=True)
    return made and made[0]


@fact("ellipsis-drops-negator", group="splice", check=Check.NONE, whole=True)
def ellipsis_drops_negator(passage: Passage, rng: Random) -> str | None:
    """The omitted word is the negator itself."""
    if passage.lang == "zh":
        places = [
            w for w in passage.words if simplify(w.text) in NEGATORS and w.start >= 6 and w.end + 6 <= len(passage.text)
        ]
        if not places:
            return None
        word = rng.choice(places)
    else:
        found = one(r"(?<=\s)(?:not|never)(?=\s(?!only))", passage.text, rng)
        if not found or found.start() < 15 or found.end() + 15 > len(passage.text):
            return None
        word = Word(*found.span(), found.group(), "PART", "")
    left, right = passage.text[: word.start].rstrip(), passage.text[word.end :].lstrip()
    return left + rng.choice(MARKS[passage.lang]) + right


@fact("ellipsis-crosses-paragraph", group="splice", check=Check.NONE, whole=True)
def ellipsis_crosses_paragraph(passage: Passage, rng: Random) -> str | None:
    doc, i = passage.doc, passage.index
    if i + 1 >= len(doc.sentences) or doc.paragraphs[i] == doc.paragraphs[i + 1]:
        return None
    first, second = doc.sentences[i].text, doc.sentences[i + 1].text
    if min(len(first), len(second)) < 12 or first == second:
        return None
    return first.rstrip("。.") + rng.choice(MARKS[passage.lang]) + second


@fact("ellipsis-far", group="splice", check=Check.NONE, whole=True)
def ellipsis_far(passage: Passage, rng: Random) -> str | None:
    """Two sentences at least two paragraphs apart."""
    doc, i = passage.doc, passage.index
    later = [j for j in range(i + 1, len(doc.sentences)) if j - i >= 6 and doc.paragraphs[j] > doc.paragraphs[i] + 1]
    if not later:
        return None
    second = doc.sentences[rng.choice(later)].text
    return passage.text.rstrip("。.") + rng.choice(MARKS[passage.lang]) + second if len(second) >= 12 else None


@fact("ellipsis-out-of-order", group="splice", check=Check.NONE, whole=True)
def ellipsis_out_of_order(passage: Passage, rng: Random) -> str | None:
    parts = [p.strip("，,；;。. ") for p in parts_of(passage)]
    if len(parts) < 2 or len(set(parts)) != len(parts):
        return None
    i = rng.randrange(len(parts) - 1)
    a, b = parts[i], parts[i + 1]
    if min(len(a), len(b)) < (6 if passage.lang == "zh" else 20) or max(map(passage.doc.text.count, (a, b))) > 1:
        return None
    return b + rng.choice(MARKS[passage.lang]) + a


@fact("ellipsis-altered-part", group="splice", check=Check.NONE, whole=True)
def ellipsis_altered_part(passage: Passage, rng: Random) -> str | None:
    """A fair omission, but a figure in one of the parts is another."""
    made = elide(passage, rng, hides=False)
    found = one(r"(?<![\d.])[1-9](?=\d|[年月日万人个%])", made[0], rng) if made else None
    if not made or not found:
        return None
    new = rng.choice([d for d in "123456789" if d != found.group()])
    return made[0][: found.start()] + new + made[0][found.end() :]


@fact("ellipsis-middle-to-middle", group="splice", check=Check.NONE, whole=True)
def ellipsis_middle_to_middle(passage: Passage, rng: Random) -> str | None:
    """What is left out runs from the middle of one sentence to the middle of a later paragraph's."""
    doc, i = passage.doc, passage.index
    later = [j for j in range(i + 1, len(doc.sentences)) if 1 <= doc.paragraphs[j] - doc.paragraphs[i] <= 2]
    if not later:
        return None
    head, tail = (
        parts_of(passage)[0].strip("，,；; "),
        re.split("[，,；;]", doc.sentences[rng.choice(later)].text)[-1].strip(),
    )
    if min(len(head), len(tail)) < (8 if passage.lang == "zh" else 24) or head.endswith(("。", ".")):
        return None
    return head + rng.choice(MARKS[passage.lang]) + tail
