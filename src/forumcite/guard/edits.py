"""What stands between a quote and its passage once every harmless channel is folded away.

The principle is a whitelist: folds explain what is harmless, so that whatever is left here is unexplained. Each edit is
named after the fact that it touches; only the few kinds of slip in `_is_slip` are `minor`, never a pass.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from forumcite.guard import kinds
from forumcite.guard.reading import lowered
from forumcite.match import steps
from forumcite.patterns import lazy
from forumcite.text import damage, script
from forumcite.text.folds import fold, footnotes
from forumcite.verdict import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from forumcite.match import Step
    from forumcite.text.view import View

_TOKEN = lazy(
    r"[0-9]+(?:\.[0-9]+)?(?:%|‰)?"
    r"|[^\W\d_㐀-鿿\uf900-\ufaffぁ-ヿ\U00020000-\U00033fff]+(?:'[^\W\d_㐀-鿿]+)?|\s|.",
    re.DOTALL,
)


_WORD_SIGN = re.compile("[A-Za-z0-9]")
_DESIGNATION = re.compile(r"[A-Za-z]+-?\Z")
_LONGEST_DESIGNATION = 12


class Token(NamedTuple):
    """A number, a word, a Han character or a sign at `[start, end)` of a folded text."""

    text: str
    start: int
    end: int


class Difference(NamedTuple):
    """An edit and whether it may be a slip of typing or reading that touches nothing critical."""

    edit: Edit
    minor: bool


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text, in order; spaces between words are left out."""
    return [Token(match[0], *match.span()) for match in _TOKEN.finditer(folded) if not match[0].isspace()]


def differences(passage: str, quote: str, *, offset: int = 0, names: Collection[str] = ()) -> list[Difference]:
    """The unexplained edits that turn a passage of the source into the quote.

    Args:
        passage: The passage as it stands in the source.
        quote: The quote as given.
        offset: Where the passage begins in the source, in code points.
        names: Known names, simplified; a change inside one is never minor.

    Returns:
        One difference per edit, in order; empty where the two are equal after all folds.
    """
    if damage.explains_loss(passage, quote):
        # What a reader of the source cannot see, no machine can: a person decides.
        whole = Span(offset, offset + len(passage)), Span(0, len(quote))
        edit = Edit(op="replace", quote=quote, source=passage, kind="damage", source_span=whole[0], quote_span=whole[1])
        return [Difference(edit, minor=True)]
    source_view, quote_view = fold(passage), fold(quote)
    found = _compare(_Side(passage, source_view), _Side(quote, quote_view), offset, names)
    return found or list(_other_notes(passage, quote, offset))


def _other_notes(passage: str, quote: str, offset: int) -> Iterator[Difference]:
    """Reference marks that the folds dropped on both sides though they are not the same: [1] for [2]."""
    here, there = list(footnotes(quote)), list(footnotes(passage))
    if not here or [quote[m.start : m.end] for m in here] == [passage[m.start : m.end] for m in there]:
        return
    mark = next(iter(there), None)
    source_span = Span(mark.start + offset, mark.end + offset) if mark else Span(offset, offset)
    edit = Edit(
        op="replace" if mark else "insert",
        quote=quote[here[0].start : here[0].end],
        source=passage[mark.start : mark.end] if mark else "",
        kind="number",
        source_span=source_span,
        quote_span=Span(here[0].start, here[0].end),
    )
    yield Difference(edit, minor=False)


class _Side:
    """One of the two texts, folded and cut into tokens."""

    def __init__(self, original: str, view: View) -> None:
        self.original = original
        self.view = view
        self.tokens = tokens(view.plain)
        self.keys = [view.text[token.start : token.end] for token in self.tokens]
        self.simple = lowered(script.simplified(view.plain))

    def piece(self, first: int, last: int) -> kinds.Piece:
        """The tokens `[first, last)` with what stands around them."""
        start, end = self.span(first, last)
        glued = _DESIGNATION.search(self.original, max(0, start - _LONGEST_DESIGNATION), start)
        return kinds.Piece(
            self.simple,
            self.view.plain,
            *self.range(first, last),
            written=self.original[start:end],
            glued=glued[0] if glued else "",
            before_figure=self.original[end : end + 1].isdigit(),
        )

    def range(self, first: int, last: int) -> tuple[int, int]:
        """The range of folded characters of the tokens `[first, last)`; empty at the place of an insertion."""
        if first < last:
            return self.tokens[first].start, self.tokens[last - 1].end
        place = self.tokens[first].start if first < len(self.tokens) else len(self.view.plain)
        return place, place

    def written(self, first: int, last: int) -> str:
        """The same range as it is written."""
        return self.original[slice(*self.span(first, last))]

    def word(self, first: int, last: int) -> str:
        """The whole Latin word, as it is written, in which the range lies: sec0nd, whose 2nd is a figure."""
        start, end = self.span(first, last)
        while start and _WORD_SIGN.match(self.original, start - 1):
            start -= 1
        while _WORD_SIGN.match(self.original, end):
            end += 1
        return self.original[start:end]

    def span(self, first: int, last: int) -> Span:
        """The same range in the original."""
        start, end = self.range(first, last)
        if start < end:
            return Span(*self.view.span(start, end))
        place = self.view.starts[start] if start < len(self.view.plain) else len(self.original)
        return Span(place, place)


# No slip of typing or reading is harmless in these.
_CRITICAL = ("name", "organisation", "product", "number", "unit", "date", "sign", "negation")


def _compare(source: _Side, quote: _Side, offset: int, names: Collection[str]) -> list[Difference]:
    found = []
    for step in _merged(_aligned(source, quote)):
        edit = _edit(step, source, quote, offset, names)
        minor = _may_be_slip(edit) and _is_slip(step, source, quote)
        if edit.kind in ("number", "product", "date", "letter", "unit"):
            originals = (
                source.written(step.source_start, step.source_end),
                quote.written(step.quote_start, step.quote_end),
            )
            words = (
                source.word(step.source_start, step.source_end).lower(),
                quote.word(step.quote_start, step.quote_end).lower(),
            )
            minor = minor or _is_misread(edit, *originals) or _is_misread_word(*words)
        found.append(Difference(edit, minor))
    return found


def _may_be_slip(edit: Edit) -> bool:
    """Whether the kind allows a slip at all; no two words for dates or measures look like each other: sumrner."""
    if edit.kind in ("date", "unit") and not re.search("[0-9]", edit.source + edit.quote):
        return _letters_misread(edit.source, edit.quote)
    return edit.kind not in _CRITICAL


def _aligned(source: _Side, quote: _Side) -> Iterator[Step]:
    """Edits between the tokens; tokens of one class of variants count as equal only where they are the same."""
    from forumcite.match import Step

    previous = (0, 0)
    for step in [*steps(source.keys, quote.keys), None]:
        ends = (step.source_start, step.quote_start) if step else (len(source.keys), len(quote.keys))
        for i, k in zip(range(previous[0], ends[0]), range(previous[1], ends[1]), strict=True):
            if not _same_token(source.tokens[i].text, quote.tokens[k].text):
                yield Step("replace", i, i + 1, k, k + 1)
        if step:
            yield step
            previous = (step.source_end, step.quote_end)


def _same_token(one: str, other: str) -> bool:
    return one == other or (len(one) == len(other) and all(map(script.same, one, other)))


def _merged(found: Iterator[Step]) -> list[Step]:
    """Edits that touch on both sides become one: 2 → 3 and 5 → 6 in 25 → 36."""
    merged: list[Step] = []
    for step in found:
        if merged and (step.source_start, step.quote_start) == (merged[-1].source_end, merged[-1].quote_end):
            merged[-1] = _joined(merged[-1], step)
        else:
            merged.append(step)
    return merged


def _joined(one: Step, other: Step) -> Step:
    joined = one._replace(op="replace", source_end=other.source_end, quote_end=other.quote_end)
    if joined.source_start == joined.source_end:
        return joined._replace(op="insert")
    return joined._replace(op="delete") if joined.quote_start == joined.quote_end else joined


def _edit(step: Step, source: _Side, quote: _Side, offset: int, names: Collection[str]) -> Edit:
    source_range = source.range(step.source_start, step.source_end)
    quote_range = quote.range(step.quote_start, step.quote_end)
    source_span = source.span(step.source_start, step.source_end)
    quote_span = quote.span(step.quote_start, step.quote_end)
    return Edit(
        op=step.op,
        quote=quote.view.plain[slice(*quote_range)],
        source=source.view.plain[slice(*source_range)],
        kind=kinds.kind_of(
            source.piece(step.source_start, step.source_end), quote.piece(step.quote_start, step.quote_end), names
        ),
        source_span=Span(source_span.start + offset, source_span.end + offset),
        quote_span=quote_span,
    )


# --- slips -------------------------------------------------------------------------------------------------------

# Words that are another word with a capital, and acronyms that are words without.
_CASE_MATTERS = frozenset(
    "may march august polish turkey china us it who aids pole job mark bill will rose frank grace hope china japan "
    "guinea jersey swede dane finn scot god earth sun moon mercury mars internet state republican democrat democratic "
    "labour labor liberal conservative green catholic orthodox roman pat art gene sue dean chad niger congress".split()
)
_WORDS_OF_HEADING = 3
_PARTICLES = frozenset("的地得")
# Han characters that differ in a stroke that reading or printing loses; only pairs without a meaning of their own
# in the other's place. From OCR practice; 未/末, 千/干 and 土/士 are left out because both readings make facts.
_LOOK_ALIKE = tuple(
    frozenset(pair)
    for pair in (
        "己已",
        "已巳",
        "己巳",
        "日曰",
        "戊戌",
        "戌戍",
        "汨汩",
        "祟崇",
        "毫亳",
        "侯候",
        "睛晴",
        "徒徙",
        "遂逐",
        "拨拔",
        "赢嬴",
        "肓盲",
        "粱梁",
    )
)
_ARTICLES = frozenset(("a", "an", "the"))
_AFTER_ARTICLE = frozenset(
    "few little lot number half dozen hundred thousand million majority minority couple bit only "
    "one first second last most same other latter former".split()
)
_AFTER_THE = frozenset("few little one only first second last most same other latter majority minority".split())
_ORDINAL = re.compile("[0-9]+(?:st|nd|rd|th)")
_YEAR_ALONE = re.compile(r"(?:1[5-9]|20)[0-9]{2}\Z")
_PREFIXES = frozenset(("re", "un", "co", "non", "pre", "anti", "de", "ex", "vice"))
_DIGIT_LOOKS = str.maketrans(
    {
        "l": "1",
        "I": "1",
        "i": "1",
        "|": "1",
        "!": "1",
        "O": "0",
        "o": "0",
        "S": "5",
        "s": "5",
        "B": "8",
        "Z": "2",
        "z": "2",
        "b": "6",
        "g": "9",
        "q": "9",
        "D": "0",
        "Q": "0",
    }
)
_LETTER_LOOKS = (
    ("rn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("1", "l"),
    ("0", "o"),
    ("5", "s"),
    ("li", "h"),
    ("ii", "u"),
    ("|", "l"),
    ("!", "l"),
)


def _is_slip(step: Step, source: _Side, quote: _Side) -> bool:
    """Whether an edit may be a slip: docs/matching.md, section "Slips, and what a person accepts"."""
    from_source = [token.text for token in source.tokens[step.source_start : step.source_end]]
    from_quote = [token.text for token in quote.tokens[step.quote_start : step.quote_end]]
    one, other = "".join(from_source), "".join(from_quote)
    if (_in_capitals(source) or _in_capitals(quote)) and one.lower() == other.lower():
        return True
    if step.quote_end == len(quote.tokens) and _invents_stop(from_source, from_quote):
        return True
    if len(from_source) == len(from_quote) == 1:
        return _case_slip(one, other) or _character_slip(one, other) or _letters_misread(one, other)
    if (articles := {word.lower() for word in (*from_source, *from_quote)}) <= _ARTICLES:
        following = quote.tokens[step.quote_end].text.lower() if step.quote_end < len(quote.tokens) else ""
        if articles == {"the"}:
            # «The two ships» are all there were, «the 2016 election» is one election.
            return following not in _AFTER_THE and (
                not following[:1].isdigit() or any(form.match(following) for form in (_ORDINAL, _YEAR_ALONE))
            )
        return following not in _AFTER_ARTICLE and not following[:1].isdigit()
    return _hyphen_slip(from_source, from_quote, source, step) or _letters_misread(one, other)


def _in_capitals(side: _Side) -> bool:
    """Whether all of it is set in capitals, as headings are: there the case of a letter says nothing."""
    return side.view.plain.isupper() and len(re.findall("[A-Z]+", side.view.plain)) >= _WORDS_OF_HEADING


def _invents_stop(from_source: list[str], from_quote: list[str]) -> bool:
    """A full stop or exclamation mark that ends the quote where the sentence goes on."""
    return from_quote in (["."], ["!"], ["…"], [";"], [","]) and all(
        mark in (",", ";", ":", ".", "!", "、", "—", "…") for mark in from_source
    )


def _case_slip(one: str, other: str) -> bool:
    if one == other or one.lower() != other.lower() or not one.isalpha() or len(one) < 4:
        return False
    # A capital in the source may be a name; only a word that the source has in lower case can be a slip.
    return one.islower() and (other.istitle() or other.isupper()) and one.lower() not in _CASE_MATTERS


def _character_slip(one: str, other: str) -> bool:
    if len(one) != 1 or len(other) != 1:
        return False
    return {one, other} <= _PARTICLES or {one, other} in _LOOK_ALIKE


def _hyphen_slip(from_source: list[str], from_quote: list[str], source: _Side, step: Step) -> bool:
    """Well-known and well known, cooperate and co-operate; not re-sign and resign."""
    one, other = "".join(from_source).replace("-", ""), "".join(from_quote).replace("-", "")
    if one != other:
        return False
    if not one:  # a hyphen alone, inserted or dropped between two tokens
        before = source.tokens[step.source_start - 1].text if step.source_start else ""
        after = source.tokens[step.source_end].text if step.source_end < len(source.tokens) else ""
        return before.isalpha() and after.isalpha() and before.lower() not in _PREFIXES and before.isascii()
    if not one.isalpha() or not one.isascii() or ("-" not in from_source and "-" not in from_quote):
        return False
    parts = from_source if "-" in from_source else from_quote
    return parts[0].lower() not in _PREFIXES


# No word has it there, so that it can only be an l: reIated.
_CAPITAL_INSIDE = re.compile("(?<=[a-z])I(?=[a-z])")


def _letters_misread(one: str, other: str) -> bool:
    """A Latin word that differs by one look-alike pair: modem for modern."""
    if len(one) < 4 or not (one.isascii() and other.isascii()) or one == other or not re.search("[A-Za-z]", one):
        return False
    if _CAPITAL_INSIDE.sub("l", one) == _CAPITAL_INSIDE.sub("l", other):
        return True
    for two, single in _LETTER_LOOKS:
        for wrong, right in ((two, single), (single, two)):
            at = other.find(wrong)
            while at >= 0:
                if other[:at] + right + other[at + len(wrong) :] == one:
                    return True
                at = other.find(wrong, at + 1)
    return False


def _is_misread(edit: Edit, source: str, quote: str) -> bool:
    """A figure or a word with a sign of the other kind in it that looks like its own: l8000 for 18000, an0ther."""
    one, other = (
        _THOUSANDS_MARK.sub("", _RANGE_MARK.sub("-", side.replace(" ", ""))) for side in (edit.source, edit.quote)
    )
    return (
        _is_misread_figure(one, other)
        or _is_misread_figure(other, one)
        or _is_misread_number(source, quote)
        or _is_misread_number(quote, source)
        or _is_misread_word(one, other)
    )


def _is_misread_figure(figure: str, misread: str) -> bool:
    """Whether the signs that differ are no figures in one text, and the other's figures are their only reading."""
    if figure == misread or len(figure) != len(misread):
        return False
    changed = [(a, b) for a, b in zip(figure, misread, strict=True) if a != b]
    return _is_still_figure(misread) and all(
        a.isdigit() and not b.isdigit() and b.translate(_DIGIT_LOOKS) == a for a, b in changed
    )


def _is_still_figure(misread: str) -> bool:
    """Whether enough true figures are left: lO is no number, and 5g, 70B and 30s are a figure and its unit."""
    return len(re.findall("[0-9]", misread)) >= (3 if misread[-1:] in "lisSbBgzZqDQ" else 1)


def _is_misread_number(number: str, misread: str) -> bool:
    """The same where a multiplier follows: 157S万 for 1575万, which are 15750000 and no number after the folds."""
    repaired = _FIGURE_LOOK.sub(lambda match: match[0].translate(_DIGIT_LOOKS), misread)
    return repaired != misread and repaired[-1:] not in "0123456789" and fold(repaired).plain == fold(number).plain


# Figures and signs that look like some, in one run; the letters of a word that follows are none.
_FIGURE_LOOK = re.compile("[lIOSBZDQo|](?=[0-9])|(?<=[0-9])[lIOSBZDQo|](?![A-Za-z])")


def _is_misread_word(one: str, other: str) -> bool:
    """Whether a figure stands for a letter inside a word in lower case, on one of the sides."""
    words = [side for side in (one, other) if re.fullmatch("[a-z]{5,}", side)]
    mixed = [side for side in (one, other) if re.fullmatch("[a-z]+[0-9][a-z]+", side)]
    return bool(words and mixed) and _letters_misread(one, other)


# The comma before three figures: a misread one among them keeps it from being folded, as in 57,2O0.
_THOUSANDS_MARK = re.compile(r"(?<=[0-9lIiOoSsBZzbgqDQ|!]),(?=(?:[0-9lIiOoSsBZzbgqDQ|!]{3})+(?![0-9A-Za-z|!]))")
# The mark of a range between two figures: a misread figure keeps 至 from being folded.
_RANGE_MARK = re.compile("^(?:至|到|~|—|-)(?=[0-9A-Za-z|])")
