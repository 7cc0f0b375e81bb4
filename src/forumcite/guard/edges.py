"""The edges of a quote in its sentence: what a cut leaves outside, and whether that changes what the quote says.

Each check reads the folded context left or right of the quote and yields the cut it sees. A cut is a fault unless it
is `carried` (the statement says it of the same thing) or a `note` (it loses nothing that matters).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.guard import carried, conditions, lexicon, limits, reversals, tokens
from forumcite.guard.site import Site
from forumcite.guard.words import tagged
from forumcite.verdict import Cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from forumcite.guard.reading import Reading

_NUMBER_START = re.compile(rf"[$€£¥]?[{lexicon.NUMBER}]|{lexicon.NUMBER_WORDS}\b")
_UNITS = "|".join(sorted(lexicon.UNIT_HAN, key=len, reverse=True))
_QUANTITY_END = re.compile(
    rf"(?:[0-9]|[零〇一二三四五六七八九十百千万亿两])(?:\s?(?:%|‰|℃|°c?|{_UNITS}|号|级|[a-z²³/µ]{{1,12}}))?$"
)
# A figure and what it counts, up to four characters more: 0.28兆帕, 3个月.
_LOOSE_QUANTITY_END = re.compile(r"(?:[0-9]|[零〇一二三四五六七八九十百千万亿两])[^\W\d_]{0,4}$")
_LIMITS_AFTER = re.compile("(?:以上|以下|以内|之内|左右|上下|有余|不到)")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def cuts(reading: Reading, start: int, end: int, statement: str = "", names: Collection[str] = ()) -> tuple[Cut, ...]:
    """What the quote at `[start, end)` of the original leaves outside in its sentence.

    Args:
        reading: The guard's reading of the whole source.
        start: First code point of the quote in the original.
        end: One past its last.
        statement: The claim's statement, which may carry what was cut.
        names: Known names, simplified and in lower case, inside which no quote may begin or end.

    Returns:
        The cuts, those on the left first; each with its kind, the words left outside, and whether it is carried.
    """
    site = Site.at(reading, start, end)
    if site is None:
        return ()
    site = _past_stop(site)
    return _judged(
        [*tokens.broken(site), *tokens.broken_words(site, names), *_left(site), *_right(site)], site, statement
    )


def _past_stop(site: Site) -> Site:
    """The site with the rest of the sentence, where a quotation in it ends in the stop with which the quote ends."""
    simple = site.reading.simple
    closes = simple[site.end : site.end + 1] == '"' and (site.before + site.quote).count('"') % 2
    if site.after or not (site.quote.endswith('"') or closes):
        return site
    end = site.end + 1 if closes else site.end
    return site._replace(after=simple[site.end : site.reading.sentence(site.start, end)[1]])


def cuts_beside(site: Site, statement: str = "") -> tuple[Cut, ...]:
    """What the words before and after a site make of it, cut figures and words aside: a gap is judged like an edge."""
    return _judged([*_left(site), *_right(site)], site, statement)


def _judged(found: Iterable[Cut], site: Site, statement: str) -> tuple[Cut, ...]:
    """Each cut once, with what the statement carries."""
    unique: dict[tuple[str, str, str], Cut] = {}
    for cut in found:
        unique.setdefault((cut.side, cut.kind, cut.text), cut)
    said = carried.said(statement)
    return tuple(carried.carried(cut, site, said) for cut in unique.values())


def breaks_token(reading: Reading, start: int, end: int) -> bool:
    """Whether an edge of `[start, end)` lies inside a figure or a Latin word, so that it is no occurrence at all."""
    site = Site.at(reading, start, end)
    return site is not None and any(cut.kind in ("number", "word") for cut in tokens.broken(site))


# --- left of the quote -------------------------------------------------------------------------------------------


def _left(site: Site) -> Iterator[Cut]:
    before, quote = _beside_mark(site)
    if not before or not quote:
        return
    yield from _left_title(before, quote)
    yield from _left_figure(before, quote)
    yield from _left_negation(before, quote)
    yield from _governing(before, quote)
    if (condition := conditions.unmarked(before, quote, site.after)) and not _TURN.match(quote):
        yield Cut("before", condition, "condition")
    if taken := reversals.ahead(before, quote, site.after):
        yield Cut("before", *taken)
    if limit := limits.ahead(before, quote):
        yield Cut("before", *limit)
    # Beside 还 it adds instead: 除工资外,每人还发奖金.
    if (
        (match := re.search("除了?[^,.]{1,30}外,?$", before))
        and re.search("均|都|全|所有|一律|皆|各|任何|每", quote)
        and not re.search("[还也又]", quote)
    ):
        yield Cut("before", match[0].rstrip(","), "exception")
    elif match := re.search(
        r"(?<![a-z])(?:every\w*|all|nothing|nobody|none|no one|any\w*) (?:but|except)(?: for)?$", before
    ):
        yield Cut("before", match[0], "exception")
    if match := lexicon.QUANTIFIER_BEFORE_ENGLISH.search(before):
        yield Cut("before", match[1], "quantifier")
    if match := re.search(r"(?:^|[^a-z])(?<!not )(?<!if )(only|solely|merely)$", before):
        yield Cut("before", match[1], "quantifier")
    yield from _left_scope(before, quote)
    if match := lexicon.ATTEMPT.search(before):
        if not _inside_word(before, quote, match[0]):
            note = match[0] in lexicon.ATTEMPT_NOTE and not _lays_on(before[: match.start()], match[0], quote)
            yield Cut("before", match[0], "modality", note=note)
    elif (match := lexicon.ATTEMPT_ENGLISH.search(before)) and not (match[0].endswith("to") and _NO_VERB.match(quote)):
        note = lexicon.ATTEMPT_NOTE_ENGLISH.search(before) is not None
        yield Cut("before", match[0], "modality", note=note)
    if match := lexicon.NOTE_BEFORE.search(before):
        yield Cut("before", match[0], "adverb", note=True)


def _beside_mark(site: Site) -> tuple[str, str]:
    """What stands before the quote, and the quote from its first word on.

    A mark with which the quote begins belongs to what stands before it; a stop ends the sentence there.
    """
    before, quote = site.before, site.quote
    if before and (marks := _FIRST_MARKS.match(quote)):
        before = "" if _STOPS.search(marks[0]) else before + marks[0]
        quote = quote[marks.end() :]
    return before.rstrip(" \"'(《"), quote.lstrip("\"'(《 ")


# Behind to it is a place and no deed: asked to | a party.
_NO_VERB = re.compile(r"(?:an?|the|his|her|their|its|our|my|your|this|that|these|those)(?![a-z])|[0-9]")
_FIRST_MARKS = re.compile(r"[\"' ]*[,.;:!?、]+")
_STOPS = re.compile("[.!?;]")


def _inside_word(before: str, quote: str, word: str) -> bool:
    """Whether the matched character is only part of a word that reaches into the quote or further left."""
    return len(word) == 1 and (word + quote[:1] in lexicon.BEGINS_WITH_MODAL or before[-2:] in lexicon.ENDS_IN_MODAL)


def _lays_on(before: str, word: str, quote: str) -> bool:
    """Whether a clause follows that the word only demands, foresees or allows; behind a preposition it is a noun."""
    if word not in lexicon.DUTY or _NO_CONTENT.match(quote):
        return False
    if word in _ALSO_NOUNS and (
        lexicon.NO_ATTEMPT.search(before) or _AT_REQUEST.search(before) or _OF_NOUN.match(quote)
    ):
        return False
    return not _TURN.match(quote) and _has_predicate(quote)


_ALSO_NOUNS = frozenset("建议 要求 希望 预期 允许".split())
# 应家长要求|增设了课程 tells why, 他们的建议|被采纳 what became of it.
_AT_REQUEST = re.compile("(?:应(?![该当])|按|照|据|经|遵|因|以)[^,;:]{1,10}$")
_OF_NOUN = re.compile("被|是|得到|获|受|已|未|没|遭|为|提出|均|都|也|成|之|高|低|很|较")
_NO_CONTENT = re.compile("[的之了和与或后下中内时外前]")


def _has_predicate(quote: str) -> bool:
    """Whether the first clause of the quote has a verb and is no noun phrase that ends in its head."""
    tags = [tag for _, tag in tagged(re.split("[,;:.!?]", quote)[0])]
    if tags[:1] == ["v"] or any(tag in ("v", "p") for tag in tags[:-1]):
        return True
    return len(tags) > _SHORTEST_CLAUSE and tags[-1] == "v" and any(tag[0] in "nr" for tag in tags[:-1])


# In words; shorter ones that end in a verb name a deed: 疲劳驾驶.
_SHORTEST_CLAUSE = 2


# Before these words no title need follow: a former harbour is none.
_LOWERS_ANYTHING = frozenset(
    "deputy former vice alleged so-called self-styled self-proclaimed self-appointed self-declared self-described "
    "self-professed would-be onetime one-time erstwhile suspected presumed supposed purported putative ostensible "
    "reputed fake bogus mock sham pseudo quasi presumptive".split()
)


def _left_title(before: str, quote: str) -> Iterator[Cut]:
    if match := _lowered_title(before, quote):
        yield Cut("before", match[0], "title")
    elif match := lexicon.TITLE_LOWERED_ENGLISH.search(before):
        if lexicon.TITLE_NOUN_ENGLISH.match(quote) or match[1].strip(" -") in _LOWERS_ANYTHING:
            yield Cut("before", match[1], "title")
    elif (match := lexicon.TITLE_NOTE.search(before)) and (lexicon.TITLE_NOUN.match(quote) or quote.startswith("副")):
        yield Cut("before", match[0], "title", note=True)


def _lowered_title(before: str, quote: str) -> re.Match[str] | None:
    """The word at the end of `before` that lowers the Chinese title with which the quote begins."""
    match = lexicon.TITLE_LOWERED.search(before)
    if not match or lexicon.NO_TITLE_LOWERED.search(before):
        return None
    if lexicon.TITLE_NOUN.match(quote) or (
        match[0] in ("副", "原") and re.match("[秘理董院主总局司部会校省市县]", quote)
    ):
        return match
    # One character lowers the title of a body only where it can be no part of another word.
    free = not match["short"] or re.search("(?:^|[,;:、的由是与和对为被据向名位任])$", before[: match.start()])
    return match if free and _title_of_body(quote) else None


def _title_of_body(quote: str) -> bool:
    """Whether the quote begins with a title and the body or rank before it: 央行行长, 警务处处长."""
    body = re.match(f"(?:(?!的)[{lexicon.HAN}]){{1,5}}", quote)
    return body is not None and any(lexicon.TITLE_NOUN.match(quote, at) for at in range(1, body.end() + 1))


def _left_scope(before: str, quote: str) -> Iterator[Cut]:
    """What makes less of the words with which the quote begins: how many they are, how far or how often it is so."""
    match = lexicon.SCOPE_BEFORE.search(before)
    if not match and lexicon.SCOPED_VERB.match(quote):
        match = lexicon.SCOPE_BEFORE_VERB.search(before)
    if match:
        yield Cut("before", match[0], "quantifier")
    elif match := (
        lexicon.SCOPE_BEFORE_ENGLISH.search(before)
        or lexicon.SCOPE_OF_SUBJECT.search(before)
        or (lexicon.HALF_BEFORE.search(before) if lexicon.HALVED.match(quote) else None)
        or (lexicon.SHARE_BEFORE.search(before) if lexicon.SHARED.match(quote) else None)
    ):
        yield Cut("before", match[1], "quantifier")


def _left_figure(before: str, quote: str) -> Iterator[Cut]:
    if re.match(r"(?:few|little|number of|lot of|handful)\b", quote) and re.search(
        r"(?:^|[^a-z])a(?: small| large| great)?$", before
    ):
        yield Cut("before", "a", "quantifier")
    if not _NUMBER_START.match(quote):
        if match := re.search("(?<!分)之一(?:的)?$", before):
            yield Cut("before", match[0], "quantifier", note=True)
        return
    if match := lexicon.APPROXIMATION_BEFORE.search(before):
        word = match[1]
        if len(word) > 1 or word in "第超逾约负" or not re.match("一[个些种样般直起切定旦致体方面]", quote):
            kind = (
                "number" if word in "第前首头" else "comparison" if word in ("每", "平均", "人均") else "approximation"
            )
            yield Cut("before", word, kind, note=word in ("才", "上", "平均", "日均", "年均"))
    elif (match := lexicon.APPROXIMATION_BEFORE_ENGLISH.search(before)) and match[1] not in lexicon.RANGE_LEADS:
        yield Cut("before", match[1], "approximation")


def _left_negation(before: str, quote: str) -> Iterator[Cut]:
    if match := lexicon.QUESTION_BEFORE.search(before):
        yield Cut("before", match[0], "condition")
        return
    if (match := lexicon.NEGATORS_BEFORE.search(before)) and match[0] and not lexicon.NO_NEGATOR.search(before):
        yield Cut("before", match[0], "negation")
        return
    # Before a noun it tells what somebody keeps away from, before a clause what is not to be.
    if before.endswith("避免") and _has_predicate(quote):
        yield Cut("before", "避免", "negation")
        return
    clause = re.split(r"[,;:()—]", before)[-1]
    if lexicon.NOT_NEGATING.search(clause) or _NO_DOUBT.search(before):
        return
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", clause)
    skipped = 0
    for word in reversed(words):
        if word in lexicon.NEGATIVE_WORDS or word.endswith("n't"):
            yield Cut("before", word, "negation")
            return
        skipped += word not in lexicon.TRANSPARENT_WORDS
        if skipped > (1 if word in ("to", "be") else 0):
            return


# An attempt or a wish governs the verb right after it, a few words at most.
_ATTEMPTS_ENGLISH = re.compile(
    r"(?<![a-z])(?:wish(?:es|ed)? (?:that|to)|(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|hop(?:es?|ed|ing)|"
    r"fail(?:s|ed|ing)?|refus(?:es?|ed|ing)|declin(?:es?|ed|ing)|threaten(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|"
    r"want(?:s|ed|ing)?|unable|unlikely) to)(?: [a-z'-]+){0,2} ?$"
)
_TURN = re.compile(r"\W*(?:但|然而|不过|可是|却|but\b|however\b|yet\b|nevertheless\b|instead\b)")
# What nobody can deny is affirmed, and what comes true despite all doubts is too.
_NO_DOUBT = re.compile(
    r"(?<![a-z])(?:can ?not|can't|could not|couldn't|nobody can|no one can) "
    r"(?:be )?(?:den(?:y|ied)|disputed?|doubt(?:ed)?)\b|"
    r"(?:^|[,;:])\W*(?:despite|amid|contrary to|in spite of)\b[^,]*,$"
)
# A condition still governs so many clauses further on; beyond them the sentence has moved on.
_REACH_OF_CONDITION = 3


def _governing(before: str, quote: str) -> Iterator[Cut]:
    """Conditions, hearsay, doubt and attempts that govern the quote from the left in its sentence: all of them.

    The statement may carry one of them and not the other.
    """
    if _TURN.match(quote):
        return
    seen: list[str] = []
    for governor in _governors(before, quote):
        if not any(governor in other or other in governor for other in seen):
            seen.append(governor)
            yield Cut("before", governor, "condition")


def _governors(before: str, quote: str) -> Iterator[str]:
    """The words that govern the quote; two of them may overlap."""
    if (leave := lexicon.LEAVE_BEFORE.search(before)) and lexicon.LEAVING.search(quote):
        yield leave[0].strip(",;:")
    for pattern in (lexicon.CONDITIONS, lexicon.CONDITIONS_ENGLISH, lexicon.CONDITION_FRONTED_ENGLISH):
        for match in pattern.finditer(before):
            if _still_governs(before, match) and not _NO_CONDITION.search(before[: match.start()]):
                yield match[0].strip(' ,;:"')
    # What even if concedes is a mere case itself: Even if | the plan fails.
    if (conceded := _CONCEDED.search(before)) and not re.search("[,;:]", before[conceded.end() :]):
        yield conceded[0]
    only = re.search('(?:^|[,;:"])(?:也|就|但)?(只有[^,]*,?[^,]*)$', before)
    if only and "才" in (only[1] + quote)[:60]:
        yield "只有"
    if heard := next(
        (found for found in lexicon.HEARSAY.finditer(before) if _reaches(before[found.end() :], quote)), None
    ):
        yield heard[0]
    yield from _doubts(before, quote)
    claimed = lexicon.CLAIMED.search(before) if lexicon.CLAUSE_START.match(quote) else None
    if claimed := claimed or lexicon.CHARGED.search(before):
        yield claimed[0]
    if attempt := _ATTEMPTS_ENGLISH.search(re.split("[,;:]", before)[-1]):
        yield attempt[0].strip()
    hearsay = re.match(
        r"\W*(?:allegedly|reportedly|supposedly|purportedly|apparently|rumou?r has it(?: that)?)(?=\W)", before
    )
    if hearsay and before.count(",") <= 1:
        yield hearsay[0].strip(' "')


_NO_CONDITION = re.compile(r"\b(?:as|even|what|ask(?:s|ed)?|wonder(?:s|ed)?|see)\s$")
_CONCEDED = re.compile(r"(?<![a-z])even (?:if|though it were)\b")


# A condition that is doubted too comes between: He claims that if it rains, | …
_LAST_CONDITION = re.compile(f"(?:{lexicon.CONDITIONS.pattern}|{lexicon.CONDITIONS_ENGLISH.pattern})[^,;:]*,$")


def _doubts(before: str, quote: str) -> Iterator[str]:
    """The doubts that reach the quote in its clause."""
    before = _LAST_CONDITION.sub(" ", before)
    clause = re.split("[,;:]", before)[-1]
    # Directly after the word a comma does not end its reach: 他否认，…
    last = re.split("[,;:]", before.rstrip(' ,;:"'))[-1].rstrip() if not clause.strip(' "') else ""
    for pattern in (lexicon.DOUBTS, lexicon.DOUBTS_ENGLISH, lexicon.IN_THEORY):
        doubt = pattern.search(clause) or next(
            (found for found in pattern.finditer(last) if found.end() == len(last)), None
        )
        # What could be so is no more than that in theory either.
        mild = pattern is lexicon.IN_THEORY and re.search(r"(?<![a-z])(?:could|might|would)\b", quote)
        if doubt and not mild and not _NO_DOUBT.search(before):
            yield doubt[0]


_TOLD_CONDITION = re.compile(f"^(?:(?:{lexicon.CONDITIONS.pattern})[^,;:]*,)+")


def _reaches(rest: str, quote: str) -> bool:
    """Whether hearsay reaches over `rest` to the quote."""
    # A condition that is told too comes between: 据说如果完工，公司将盈利.
    rest = _TOLD_CONDITION.sub("", rest.lstrip(","))
    return not re.search("[,;:]", rest) or (
        rest.rstrip().endswith(",") and rest.count(",") == 1 and re.match("[并也还且]|而且|同时", quote) is not None
    )


def _still_governs(before: str, match: re.Match[str]) -> bool:
    rest = before[match.end() :]
    if rest.count(",") > _REACH_OF_CONDITION or _TURN_WITHIN.search(rest):
        return False
    # What was said in quotation marks governs nothing after they close.
    return not (before[: match.start() + 1].count('"') % 2 and '"' in rest)


_TURN_WITHIN = re.compile(r",(?:但|然而|不过|可是|but |however)|\)$")


# --- right of the quote ------------------------------------------------------------------------------------------


def _right(site: Site) -> Iterator[Cut]:
    quote, after = site.quote.rstrip("\"'》)"), site.after
    if not after or not quote:
        return
    if quote[-1] in ".!?;":
        yield from _said_of(site)
        return
    bare = after.lstrip("\"'》)")
    if bare.startswith("之一"):
        yield Cut("after", "之一", "quantifier")
    yield from _right_title(quote, after, bare)
    yield from _right_figure(quote, after, bare)
    if match := lexicon.DENIED_AFTER.match(after) or lexicon.DENIED_AFTER_ENGLISH.match(after):
        yield Cut("after", match[0], "negation" if "?" not in match[0] else "condition")
    elif match := lexicon.QUESTION_AFTER.match(after) or (
        # What the quote itself gives as hearsay may well be doubted afterwards.
        None if lexicon.HEARSAY.search(quote) else lexicon.SUPPOSED_AFTER.match(bare)
    ):
        yield Cut("after", match[0], "condition")
    elif match := _awaited(quote, after):
        yield Cut("after", match[0].strip(" ,"), "condition")
    elif _ALL.search(quote) and (match := _LIMIT_OF_ALL.match(after)):
        yield Cut("after", match[0].strip(), "exception")
    elif match := lexicon.EXCEPTION_AFTER.match(after) or lexicon.EXCEPTION_AFTER_ENGLISH.match(after):
        if not _REPORTING_END.search(quote) or re.match(r"\W*(?:除非|unless)", after):
            yield Cut("after", match[0].strip(" ,"), "exception")
    elif limit := limits.behind(quote, after):
        yield Cut("after", limit, "exception")
    elif retraction := reversals.behind(quote, after):
        yield Cut("after", retraction, "condition")
    elif match := lexicon.NOTE_AFTER.match(after):
        yield Cut("after", match[0], "enumeration", note=True)


def _said_of(site: Site) -> Iterator[Cut]:
    """What the sentence says of a quotation that ends in a stop of its own: “公司破产！”的消息不实."""
    rest = site.after.lstrip("\"'》) ")
    if site.reading.view.text[site.end :].lstrip("\"'》) ")[:1].isupper():
        return
    if match := lexicon.DENIED_AFTER.match(rest) or lexicon.DENIED_AFTER_ENGLISH.match(rest):
        yield Cut("after", match[0], "negation")
    elif match := lexicon.SUPPOSED_AFTER.match(rest):
        yield Cut("after", match[0], "condition")


def _awaited(quote: str, after: str) -> re.Match[str] | None:
    """What must come first, behind a quote that says what is to come; or what it depends on."""
    clause = re.split("[,;:]", quote)[-1]
    if (match := lexicon.AWAITED_AFTER_ENGLISH.match(after)) and lexicon.AWAITING.search(clause):
        return match
    if (match := lexicon.DEPENDING_AFTER_ENGLISH.match(after)) and not lexicon.VARYING.search(clause):
        return match
    return None


def _right_title(quote: str, after: str, bare: str) -> Iterator[Cut]:
    match = lexicon.TITLE_AFTER.match(bare)
    if match and any(found.end() == len(quote) for found in lexicon.TITLE_NOUN.finditer(quote)):
        yield Cut("after", match[0], "title")
    elif _SOUGHT_AFTER.search(quote) and (match := re.match(r" (?:hopeful|contender|aspirant|pretender)\b", after)):
        yield Cut("after", match[0].strip(), "title")
    elif match := lexicon.TITLE_AFTER_ENGLISH.match(after):
        yield Cut("after", match[0], "title", note=match[0].startswith("'s"))


# Offices and honours that a hopeful hopes for.
_SOUGHT_AFTER = re.compile(
    r"(?:president|senat|mayor|governor|gubernatorial|minist|congress|parliament|council|leader|chancellor|cabinet|title|medal|olympic|champion)[a-z]*$"
)


def _right_figure(quote: str, after: str, bare: str) -> Iterator[Cut]:
    if not _QUANTITY_END.search(quote):
        if _LOOSE_QUANTITY_END.search(quote) and (match := _LIMITS_AFTER.match(bare)):
            yield Cut("after", match[0], "approximation")
    elif re.search(f"[{lexicon.NUMBER}]$", quote) and re.match("多(?!少)", bare):
        yield Cut("after", "多", "approximation")
    elif (match := lexicon.APPROXIMATION_AFTER.match(bare)) and (
        match[0][0] != "多" or re.search("[个年月天岁次元人位名家]$", quote)
    ):
        yield Cut("after", match[0], "approximation")
    elif match := lexicon.APPROXIMATION_AFTER_ENGLISH.match(after):
        yield Cut("after", match[0].strip(), "approximation")


# Every one of a kind, and what says of which kind: all landlords | with more than ten flats.
_ALL = re.compile(
    r"(?<![a-z])(?:(?:all|every|each|any) (?!of\b)|(?:any|every)(?:one|body)\b|those\b)(?: ?(?!of\b)[a-z'-]+){0,3}$"
)
_LIMIT_OF_ALL = re.compile(r" (?:with|who|that|whose|over|under|above|below|aged|earning|outside|born)\b")
# What follows is then the content of the report and no exception to it.
_REPORTING_END = re.compile(
    "(?:显示|指出|表示|强调|称|说|认为|介绍|透露|写道|补充|告诉[^,]{1,10}|发现|规定|said|says|added|shows?|showed|stated|"
    "noted|reported|explained)[,:]?$"
)
