"""The fold *damage*: text decoded in the wrong encoding.

UTF-8 read as Windows-1252 or as GBK can be undone where it stands. GBK read one byte late cannot, since bytes are
lost, but it can be verified: `explain_shifted` damages the quote in the same way and compares.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from forumcite.patterns import lazy
from forumcite.text import gloss, numerals, script
from forumcite.text.characters import is_han
from forumcite.text.view import Replacement

if TYPE_CHECKING:
    from collections.abc import Iterator

# A continuation byte of UTF-8 as Windows-1252 or Latin-1 shows it, the five bytes that Windows-1252 lacks included.
_NEXT = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
# The lead bytes of UTF-8 sequences as Windows-1252 shows them, then at least one continuation byte.
_UTF8_AS_1252 = lazy(f"(?:[\u00c2-\u00f4][{_NEXT}]{{1,3}})+")
_ONE_SEQUENCE = f"[\u00e0-\u00ef][{_NEXT}]{{2}}|[\u00c2-\u00df][{_NEXT}]|[\u00f0-\u00f4][{_NEXT}]{{3}}"
_SEQUENCE = lazy(_ONE_SEQUENCE)
_SEQUENCES = lazy(f"(?:{_ONE_SEQUENCE})+")
# What damaged Chinese comes back as: Han characters, kana, and the punctuation that stands with them.
_EAST_ASIAN = lazy("[\u2010-\u2027\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
_EAST_ASIAN_TEXT = lazy("[\u2010-\u2027\u3000-\u9fff\uff00-\uffef]+")
# Figures and words in Latin letters come through the damage whole; so many may stand inside a damaged block.
_LATIN_GAP = 40


def latin_replacements(text: str) -> Iterator[Replacement]:
    r"""UTF-8 that was read as Windows-1252 or Latin-1: â€œ → “, ä¸\xad → 中.

    Chinese comes back by itself: nobody writes runs of æ and ç that are well-formed UTF-8. The rest ftfy judges: what
    is damage and what only looks like it (É™ in CAFÉ™), on the words around it.
    """
    if text.isascii() or not _UTF8_AS_1252.search(text):
        return
    position = 0
    for block in _han_blocks(text):
        yield from _judged(text, position, block[0].start)
        yield from block
        position = block[-1].end
    yield from _judged(text, position, len(text))


# What is left of ” where a decoder dropped the byte that Windows-1252 lacks: two of the three characters.
_LOST_MARK = lazy(f'â€(?![{_NEXT}"])\ufffd?')


def lost_replacements(text: str) -> Iterator[Replacement]:
    """The closing quotation mark of UTF-8 read as Windows-1252, whose last byte was lost; a hyphen between letters."""
    for match in _LOST_MARK.finditer(text):
        around = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        inside = all(each.isascii() and each.isalpha() for each in around) and all(around)
        yield Replacement(match.start(), match.end(), "‐" if inside else "”")


# UTF-8 read as Mac Roman: the signs of punctuation, and accents beside a letter, for √π is a root.
_UTF8_AS_MAC = lazy(
    "‚Ä[†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæøÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü]|√[©®™´¨≠Æ°•¶ß§£¢†±≥≤](?:(?<=[A-Za-z]..)|(?=[a-z]))"
)


def mac_replacements(text: str) -> Iterator[Replacement]:
    """‚Äú → “, Caf√© → Café."""
    for match in _UTF8_AS_MAC.finditer(text):
        yield Replacement(match.start(), match.end(), match[0].encode("mac_roman").decode("utf-8"))


def _han_blocks(text: str) -> Iterator[list[Replacement]]:
    """Damaged Chinese: runs close together that have two East Asian characters in a row, or four in all."""
    block: list[Replacement] = []
    for run in _SEQUENCES.finditer(text):
        found = list(_decoded(text, *run.span()))
        if not found:
            continue
        if block and not _is_latin_gap(text, block[-1].end, found[0].start):
            if _is_chinese(block):
                yield block
            block = []
        block += found
    if _is_chinese(block):
        yield block


def _decoded(text: str, start: int, end: int) -> Iterator[Replacement]:
    """One replacement for each sequence, so that a quote may begin and end between any two characters."""
    for match in _SEQUENCE.finditer(text, start, end):
        try:
            yield Replacement(*match.span(), bytes(map(_byte, match[0])).decode("utf-8"))
        except UnicodeDecodeError:
            continue


def _byte(character: str) -> int:
    return ord(character) if character < "\u0100" else character.encode("cp1252")[0]


def _is_latin_gap(text: str, start: int, end: int) -> bool:
    return end - start <= _LATIN_GAP and text[start:end].isascii()


def _is_chinese(block: list[Replacement]) -> bool:
    found = [each for each in block if _EAST_ASIAN.match(each.text)]
    return len(found) >= 4 or any(one.end == other.start for one, other in pairwise(found))


def _judged(text: str, start: int, end: int) -> Iterator[Replacement]:
    """Runs that ftfy repairs, alone and among the words around them alike."""
    for match in _UTF8_AS_1252.finditer(text, start, end):
        from ftfy import fix_encoding

        damaged = match[0]
        context = text[max(0, match.start() - 20) : match.end() + 20]
        repaired = fix_encoding(damaged)
        if repaired != damaged and repaired in fix_encoding(context) and "\ufffd" not in repaired:
            yield Replacement(match.start(), match.end(), repaired)


# How a Han character in UTF-8 begins when it is read as GBK: one of E2 to EF, then one of 80 to BF. Some pairs are no
# character, and beside another they would make one, so that each is read alone.
GBK_LEADS = "".join(
    bytes((lead, trail)).decode("gb18030", "ignore") for lead in range(0xE2, 0xF0) for trail in range(0x80, 0xC0)
)
_UTF8_AS_GBK = lazy(f"[{GBK_LEADS}]")


def gbk_replacements(text: str) -> Iterator[Replacement]:
    """UTF-8 that was read as GBK, where every byte survives: 涓\ue15e浗 → 中国.

    Three damaged characters are two of the original; the smallest pieces that come back whole are replaced one by one.
    """
    position = 0
    while match := _UTF8_AS_GBK.search(text, position):
        start = match.start()
        pieces = _utf8_pieces(text, start)
        position = pieces[-1].end if pieces else start + 1
        if _is_utf8_as_gbk(text, pieces):
            yield from (piece for piece in pieces if not piece.text.isascii())


def _utf8_pieces(text: str, start: int) -> list[Replacement]:
    """The pieces from `start` on whose GBK bytes are East Asian text in UTF-8, with the ASCII between them."""
    pieces: list[Replacement] = []
    begin, data, latin = start, b"", 0
    for position in range(start, len(text)):
        character = text[position]
        if character.isascii():
            latin += 1
            if data or latin > _LATIN_GAP:
                break
            pieces.append(Replacement(position, position + 1, character))
            begin = position + 1
            continue
        latin = 0
        try:
            data += character.encode("gb18030")
            repaired = data.decode("utf-8")
        except UnicodeDecodeError as error:
            if len(data) > 8 or error.reason != "unexpected end of data":
                break
            continue
        except UnicodeEncodeError:
            break
        if not all(each.isascii() or _EAST_ASIAN.match(each) or each == "·" for each in repaired):
            break
        pieces.append(Replacement(begin, position + 1, repaired))
        begin, data = position + 1, b""
    while pieces and pieces[-1].text.isascii():
        pieces.pop()
    return pieces


def _is_utf8_as_gbk(text: str, pieces: list[Replacement]) -> bool:
    """Four characters that come back are no accident; two are none where the block stands alone."""
    count = sum(not character.isascii() for piece in pieces for character in piece.text)
    if count >= 4:
        return True
    if count < 2 or any(piece.text.isascii() for piece in pieces):
        return False
    start, end = pieces[0].start, pieces[-1].end
    around = text[start - 1 : start] + text[end : end + 1]
    return around.isascii() and bool(_EAST_ASIAN_TEXT.fullmatch("".join(piece.text for piece in pieces)))


class Explanation(NamedTuple):
    """A damaged block explained: how many characters of the quote it holds, and how long it is in the source."""

    quoted: int
    length: int


def explain_shifted(block: str, quote: str, before: str = "") -> Iterator[Explanation]:
    """The ways in which damaged text can be the beginning of the quote, GBK read one byte late.

    Each combination of traditional form and gloss of the quote's characters is encoded to GBK and read from its
    second byte; the lost first byte becomes `?` or nothing, and so does every pair that is no character. The
    mechanism was reconstructed from a real page, where 模化應(yīng) became `?;瘧?yīng)`.

    Args:
        block: The source from the first damaged character on, as it stands.
        quote: The rest of the quote from there on, clean.
        before: The character of the quote before that, if any.

    Yields:
        Explanations after which the reading is in step again; the whole quote may end inside the block, which is
        then completed with one unknown character, since a damaged block is never cut.
    """
    # One byte alone cannot lose its first; and of a character on which a fact hangs too little may be left.
    if quote[:1].isascii() or _may_turn_fact(before, quote[0], quote[1:2]):
        return
    folded = _folded_signs(block)
    for lost in ("?", ""):
        if folded.startswith(lost) and _may_begin(folded[len(lost) : len(lost) + 1], quote[0]):
            for swallow in (2, 1):
                yield from _explain(folded, quote, b"", 0, lost, swallow)


def _may_begin(shown: str, character: str) -> bool:
    """Whether what is shown first can begin with the second byte of the character: a quick no to most."""
    if not shown:
        return True
    if shown == "?":
        return not _breaking_bytes().isdisjoint(_second_bytes(character))
    wide = chr(ord(shown) + 0xFEE0) if "!" <= shown <= "~" else shown
    first = {sign.encode("gbk")[0] for sign in (shown, wide) if _in_gbk(sign)}
    return not first.isdisjoint(_second_bytes(character))


@cache
def _breaking_bytes() -> frozenset[int]:
    """The bytes that make no character with some byte that leads one in GBK."""
    leads = range(0x81, 0xFF)
    # A pair that is no character shows among those that are: nothing shifts before it.
    return frozenset(
        first
        for first in range(0x80, 0x100)
        if "\ufffd" in b"".join(bytes((first, lead)) for lead in leads).decode("gbk", "replace")
    )


def _may_turn_fact(before: str, character: str, after: str) -> bool:
    """Whether the second byte leaves open what is stated: which figure it is, or whether it denies.

    不 shares its second byte with 一, 非 with 是, 未 with neither figure nor assent. Where it is shared, the word made
    with the character beside it may still tell: 不少 is one, 一少 is none.
    """
    if character in numerals.CHARACTERS:
        return True
    opposites = _AFFIRMATIVES | frozenset(numerals.CHARACTERS) if character in _NEGATIONS else frozenset[str]()
    alike = [other for other in opposites if not _second_bytes(other).isdisjoint(_second_bytes(character))]
    told = _makes_word(before, character, after) and not any(_makes_word(before, other, after) for other in alike)
    return bool(alike) and not told


def _makes_word(before: str, character: str, after: str) -> bool:
    """Whether the dictionary knows the character with the one before it or behind it as a word."""
    from rjieba import has_word

    return has_word(script.simplified(before + character)) or has_word(script.simplified(character + after))


@cache
def _second_bytes(character: str) -> frozenset[int]:
    return frozenset(encoded[1] for form in _written_forms(character) if len(encoded := form.encode("gbk")) > 1)


def _explain(block: str, quote: str, encoded: bytes, taken: int, lost: str, swallow: int) -> Iterator[Explanation]:
    if taken >= len(quote):
        if taken:
            yield from _completed(block, encoded, taken, lost, swallow)
        return
    if taken >= LONGEST:
        return
    for form in _written_forms(quote[taken]):
        longer = encoded + form.encode("gbk")
        read, pending = _read_late(longer, swallow)
        length = _agrees(block, lost + read, pending)
        if length is None:
            continue
        if not pending:
            yield Explanation(taken + 1, length)
        yield from _explain(block, quote, longer, taken + 1, lost, swallow)


def _completed(block: str, encoded: bytes, taken: int, lost: str, swallow: int) -> Iterator[Explanation]:
    """The block ends with a character that the quote no longer has: any whose bytes fit."""
    _, pending = _read_late(encoded, swallow)
    if not pending:
        return
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            read, still = _read_late(encoded + bytes((lead, trail)), swallow)
            if _agrees(block, lost + read, still) is None:
                continue
            try:
                character = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            for form in _written_forms(character):
                read, still = _read_late(encoded + form.encode("gbk"), swallow)
                length = _agrees(block, lost + read, still)
                if length is not None and not still:
                    yield Explanation(taken, length)
                    return


def _agrees(block: str, read: str, pending: bytes) -> int | None:
    """The length of the block that `read` covers, or None where the two differ; `pending` leads the next character."""
    read = _folded_signs(read)
    if not block.startswith(read):
        return None
    if pending:
        following = block[len(read) : len(read) + 1]
        # Every full-width sign has the same lead byte; folded to ASCII it no longer shows it.
        wide = chr(ord(following) + 0xFEE0) if "!" <= following <= "~" else following
        if not following or not _in_gbk(wide) or (following != "?" and wide.encode("gbk")[:1] != pending):
            return None
    return len(read)


# One block holds at most so many characters: the search for their traditional forms and glosses grows with each.
LONGEST = 12
_SIGNS = str.maketrans({**{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}, "\ufffd": "?"})


def _folded_signs(text: str) -> str:
    """Full-width signs as ASCII, as pages that pass through such damage often have them; the length stays."""
    return text.translate(_SIGNS)


@cache
def _written_forms(character: str) -> tuple[str, ...]:
    """A character as the damaged page may have had it: simplified or traditional, bare or with its gloss."""
    if not is_han(character):
        return (character,) if _in_gbk(character) else ()
    forms = [form for form in script.variants(character) if _in_gbk(form)]
    glossed = [
        f"{form}({reading})" for form in forms for reading in gloss.marked_readings(form)[:4] if _in_gbk(reading)
    ]
    return (*forms, *glossed)


def _in_gbk(text: str) -> bool:
    try:
        text.encode("gbk")
    except UnicodeError:
        return False
    return True


def _read_late(encoded: bytes, swallow: int) -> tuple[str, bytes]:
    """Decode from the second byte on; a bad pair becomes `?` and takes `swallow` bytes with it.

    Returns:
        The text, and the lead byte that still waits for its second one, if any.
    """
    read, position, end = [], 1, len(encoded)
    while position < end:
        byte = encoded[position]
        if byte < 0x80:
            read.append(chr(byte))
            position += 1
        elif position + 1 >= end:
            return "".join(read), encoded[position:]
        else:
            try:
                read.append(encoded[position : position + 2].decode("gbk"))
                position += 2
            except UnicodeDecodeError:
                read.append("?")
                position += swallow
    return "".join(read), b""


class Lost(NamedTuple):
    """A quote as damage that loses bytes shows it: `core` is what one finds, without the pairs that the edges cut."""

    core: str
    head: bool
    tail: bool
    critical: bool


# Characters on which a fact hangs, by the kind of fact: one stands for another of its kind where a fact was changed.
_NEGATIONS = frozenset("不没沒无無未非否勿莫")
_KINDS_OF_FACT = (
    frozenset(numerals.CHARACTERS),
    frozenset("年月日时時分秒周週"),
    frozenset("上下东東西南北左右前后後内內外增减減升降涨漲跌高低多少大小超"),
)
# What a negation is put for, and put in place of.
_AFFIRMATIVES = frozenset("是为為也已有必可会會能要都很就才仍亦又再常将將应應须須且与與")
UNKNOWN = str.maketrans("?", "\ufffd")


def lost_forms(quote: str) -> Iterator[Lost]:
    """A quote as UTF-8 that was read as GBK shows it, bytes lost: the ways in which the pairs can fall.

    A pair that is no character became one mark, and took its second byte with it or left it to the next pair.
    `core` has U+FFFD for each mark (`UNKNOWN` translates a source likewise); `head` says that the first character
    shares a pair with what stands before, `tail` that the last one does with what follows. `critical` says that a byte
    was lost on which a fact hangs.
    """
    if quote.isascii():
        return
    encoded = quote.encode("utf-8", "replace")
    owners = [index for index, character in enumerate(quote) for _ in character.encode("utf-8", "replace")]
    for skipped in (0, 1):
        for swallow in (1, 2):
            read, lost, waiting = _read_lossy(encoded, skipped, swallow)
            if "\ufffd" in read or waiting:
                critical = any(
                    quote[owners[at]].isalnum() and _may_be_critical(quote[owners[at]], encoded, owners, at)
                    for at in lost
                )
                yield Lost(read, bool(skipped), waiting, critical)


def _read_lossy(encoded: bytes, position: int, swallow: int) -> tuple[str, list[int], bool]:
    """The bytes from `position` on as GBK, the places of the lost ones, and whether the last byte waits for another."""
    read: list[str] = []
    lost: list[int] = []
    end = len(encoded)
    while position < end:
        if encoded[position] < 0x80:
            read.append("\ufffd" if encoded[position : position + 1] == b"?" else chr(encoded[position]))
            position += 1
            continue
        if position + 1 >= end:
            return "".join(read), [*lost, position], True
        pair = encoded[position : position + 2]
        try:
            read.append(pair.decode("gbk"))
            position += 2
        except UnicodeDecodeError:
            taken = swallow if pair[1] >= 0x80 else 1
            read.append("\ufffd")
            lost += range(position, position + taken)
            position += taken
    return "".join(read), lost, False


def explains_loss(passage: str, quote: str) -> bool:
    """Whether a passage is the quote with bytes lost, on none of which a fact hangs."""
    shown = passage.translate(UNKNOWN)
    return any(
        not form.critical and shown[int(form.head) : len(shown) - form.tail] == form.core for form in lost_forms(quote)
    )


def _may_be_critical(mark: str, encoded: bytes, owners: list[int], at: int) -> bool:
    """Whether the character that lost the byte `at` could, by its other bytes, be another on which a fact hangs."""
    first = owners.index(owners[at])
    size = owners.count(owners[at])
    mine = encoded[first : first + size]
    others = [index for index in range(size) if first + index != at]
    return any(
        len(theirs := character.encode()) == size and all(theirs[index] == mine[index] for index in others)
        for character in _counterparts(mark) - {mark}
    )


def _counterparts(mark: str) -> frozenset[str]:
    """The characters that make another fact in the place of one."""
    if mark in _NEGATIONS:
        return _NEGATIONS | _AFFIRMATIVES
    own = next((kind for kind in _KINDS_OF_FACT if mark in kind), frozenset())
    return own | _NEGATIONS if mark in _AFFIRMATIVES else own


_SUSPECT = lazy("[?？\ufffd\ue000-\uf8ff]")


def suspects(text: str) -> Iterator[int]:
    """Where damage may begin: at a question or replacement mark beside a character that is not ASCII, or just before.

    Offsets count code points of the text.
    """
    seen = set()
    for match in _SUSPECT.finditer(text):
        around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 2]
        if not around.isascii():
            for start in (match.start(), match.start() - 1, match.start() - 2):
                if start >= 0 and start not in seen:
                    seen.add(start)
                    yield start
