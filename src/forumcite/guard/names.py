"""Known names: people, organisations and titles of works, found where a text itself marks them as names.

There is no recogniser behind this. A name is taken where something says that it is one: a title before or after it,
《》 around it, the suffix of an organisation at its end, or a person who lists it. What stands unmarked is not found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from forumcite.guard import lexicon
from forumcite.guard.reading import Reading, lowered
from forumcite.guard.words import NEVER_IN_NAMES, tagged, word_from
from forumcite.patterns import lazy
from forumcite.text import script
from forumcite.text.characters import is_han
from forumcite.text.folds import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# 《百家姓》 and 公安部《二〇二〇年全国姓名报告》: the common surnames; a rare one is found by caption or speaker only.
_SURNAMES = (
    "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|独孤|南宫|东方|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭"
    "曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严"
    "莫孔向常汤敖岳宁俞舒管裴温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岑滕殷詹翁荆季骆柴祝左柳申冷项纪童欧甘盛盖涂路代边卓祁辛仇凌阮时翟]"
)
_HAN = "㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U000323af"
_TITLE_WORDS = "|".join(
    sorted(
        {
            *(word for word in lexicon.TITLE if not word.isascii() and len(word) > 1),
            *"司长 厅长 理事 监事 常委 总裁 总干事 总编辑 总设计师 架构师 分析师 律师 医生".split(),
            *"署长 馆长 站长 台长 社长 行长 队长 组长 合伙人 发起人 主持人".split(),
        },
        key=len,
        reverse=True,
    )
)
_AFTER_NAME = (
    "(?=[，,、。.；;：:！!？?（(）)「」\"'“”\\s]|$|等|及|和|与|在|则|也|还|就|对|说|称|的|出席|主持|表示|指出|认为|介绍|强调|"
    "因|呼吁|提出|分享|展示|透露|坦言|宣布|作|致|参与|发表|回忆|否认|证实|任|是|并|只|却|曾|已|将|便|回应|批评|补充|解释|质疑|警告|希望|随后|当天)"
)
_TITLED = re.compile(rf"(?:{_TITLE_WORDS})+(?P<name>(?:{_SURNAMES})[{_HAN}]{{1,2}}?){_AFTER_NAME}")
_CAPTION_NAME = re.compile(rf"(?:{_TITLE_WORDS})+(?P<name>[^·]{{2,4}}|[^·]{{1,6}}(?:·[^·]{{1,8}})+)$")
# 代表 is a verb too: only a surname after it makes it an office.
_DELEGATE_CAPTION = lazy(rf"代表(?P<name>(?:{_SURNAMES})[^·]{{1,2}})$")
# A long title is a sentence, and a quote may well end in its midst.
_WORK = lazy(f"《([{_HAN}A-Za-z0-9 ·]{{2,16}})》")
_ORGANISATION = re.compile(
    rf"(?:[{_HAN}]|[A-Za-z0-9]){{2,24}}?(?:股份有限公司|有限责任公司|有限公司|公司|集团|大学|学院|研究院|研究所|设计院|协会|学会|联合会|委员会|基金会|银行|医院|"
    "水务局|出版社|电视台|法院|事务所|报社|通讯社|博物馆|美术馆|图书馆|俱乐部|乐团|剧团)(?:股份有限公司|有限责任公司|有限公司|公司)?"
)
# How the tags of the segmenter begin for the words of an organisation's name: nouns of all kinds, nouns of verbs, short
# forms, what limits a noun, foreign words. Any other word before the name is none of it: 数个|铁路公司, 因此对|协会.
_TAGS_OF_NAME = ("n", "vn", "an", "j", "b", "l", "eng", "x", "z")
_SHORTEST_ORGANISATION = 4

_CAPITALISED = r"[A-Z][A-Za-z]*(?:[-'][A-Za-z]+)*\.?"
_PERSON = rf"{_CAPITALISED}(?: {_CAPITALISED}){{1,3}}"
_TITLE_NOUN = (
    r"(?:(?i:president|minister|secretary|director|chairman|chairwoman|chair|officer|mayor|governor|senator|manager|"
    r"professor|doctor|judge|spokesman|spokeswoman|spokesperson|founder|co-founder|editor|commissioner|engineer|"
    r"treasurer|ambassador|chancellor|analyst|economist|scientist|researcher|head|leader|captain|lawyer|architect|"
    r"colleague|resident|owner|member|activist|farmer|author|coach|partner|neighbou?r))"
)
_PERSON_BEFORE_TITLE = re.compile(rf"(?P<name>{_PERSON}), ?(?:[a-z-]+ ){{0,4}}{_TITLE_NOUN}\b")
_PERSON_AFTER_TITLE = re.compile(rf"\b{_TITLE_NOUN}(?: |, ?)(?P<name>{_PERSON})(?=[,.;:\"' ]|$)")
_PERSON_OF_HONORIFIC = re.compile(rf"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame)\.? (?P<name>{_CAPITALISED}(?: {_CAPITALISED})*)")
_PERSON_AFTER_SAID = re.compile(rf"\b(?:said|says|added|told|according to) (?P<name>{_PERSON})(?=[,.;:\"' ]|\Z)")
_ORGANISATION_ENGLISH = re.compile(
    rf"(?:{_CAPITALISED} ){{1,4}}(?:Authority|Institute|Bank|University|College|Company|Corporation|Council|Group|"
    r"Agency|Association|Committee|Commission|Society|Party|Union|Foundation|Trust|Power|Energy|Inc|Ltd|plc)\b"
    rf"|(?:Ministry|Department|University|Institute|Bank|Office) (?:of|for) (?:the )?{_CAPITALISED}(?: {_CAPITALISED})*"
)
_NOT_FIRST_OF_PERSON = frozenset(
    "the a an in on at by for from of to and but or if when while as its his her their this that these those she he "
    "they we i it monday tuesday wednesday thursday friday saturday sunday".split()
)


def starts_with_surname(name: str) -> bool:
    """Whether a Chinese name begins with a common surname."""
    return re.match(f"(?:{_SURNAMES})", name) is not None


def normal(name: str) -> str:
    """A name as names are compared: folded but for numerals, simplified, in lower case."""
    return lowered(script.simplified(fold(name.strip(), without=("numerals", "initial")).plain))


def known_names(
    readings: Iterable[Reading] = (),
    *,
    speakers: Iterable[str | None] = (),
    statements: Iterable[str | None] = (),
    listed: Iterable[str] = (),
) -> frozenset[str]:
    """The names that sources, speakers, statements and a project's own list make known.

    Args:
        readings: The source texts as the guard reads them.
        speakers: The speakers that claims name.
        statements: The statements of claims.
        listed: Names that the project lists (`names` of the configuration).

    Returns:
        The names in simplified characters and lower case, as `forumcite.guard.edits.differences` takes them.
    """
    found = {normal(name) for name in {*speakers, *listed} if name}
    # The statements are read as one text: each reading has its price.
    said = Reading.of("\n".join(statement for statement in statements if statement))
    for reading in (*readings, said):
        found |= people_in(reading)
        found |= set(_organisations_and_works(reading))
    return frozenset(name for name in found if len(name) > 1)


def names_in(text: str, names: frozenset[str]) -> list[str]:
    """Those of the names that stand in a text, in a stable order.

    A book makes thousands of names known, and every claim asks for those of a sentence or two: then only names that
    begin as some place of the text does are looked for.
    """
    if len(names) < len(text):
        return sorted(name for name in names if name in text)
    beginnings = {text[at : at + _BEGINNING] for at in range(len(text))}.union(text)
    index = _by_beginning(names)
    return sorted(name for beginning in beginnings & index.keys() for name in index[beginning] if name in text)


_BEGINNING = 2


@lru_cache(maxsize=8)
def _by_beginning(names: frozenset[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for name in names:
        index.setdefault(name[:_BEGINNING], []).append(name)
    return index


def people_in(reading: Reading) -> frozenset[str]:
    """The people whom a text names beside a title, in a caption, or as the one who said something."""
    cased = script.simplified(reading.view.text)
    found = {match["name"] for match in _TITLED.finditer(reading.simple)}
    for line in reading.original.splitlines():
        if line.strip() and not _CLOSED.search(line) and (name := caption_name(normal(line), line)):
            found.add(name)
    for pattern in (_PERSON_BEFORE_TITLE, _PERSON_AFTER_TITLE, _PERSON_OF_HONORIFIC, _PERSON_AFTER_SAID):
        for match in pattern.finditer(cased):
            words = match["name"].rstrip(".").split(" ")
            while words and words[0].lower() in _NOT_FIRST_OF_PERSON:
                words = words[1:]
            if words and not _ORGANISATION_ENGLISH.match(" ".join(words)):
                found.add(lowered(" ".join(words)))
    return frozenset(found)


# What ends a line that is no caption; to look costs less than to fold every line of a book.
_CLOSED = re.compile(r"[.!?。！？；;:：,，]\s*$")


def caption_name(simple: str, original: str) -> str | None:
    """The name that a line of nothing but offices and a name gives, or None where the line is no such caption.

    Args:
        simple: The line as a reading has it: folded, simplified, in lower case.
        original: The line as it stands, for its capitals.
    """
    if not 3 < len(simple) <= 120 or _CLOSED.search(simple):
        return None
    # The characters from the last sign on: offices and a name are Han, and the dots of a name from another language.
    start = len(simple) - sum(1 for _ in takewhile(lambda sign: sign == "·" or is_han(sign), reversed(simple)))
    if match := _CAPTION_NAME.search(simple, start) or _DELEGATE_CAPTION.search(simple, start):
        # Offices may be joined by 、 or 兼, but a caption holds no clause.
        return None if re.search("[，,。.]", simple[: match.start()]) else match["name"]
    line = original.strip()
    if match := re.fullmatch(
        rf"(?P<name>{_PERSON}), (?:[A-Za-z-]+ ){{0,5}}?{_TITLE_NOUN}(?:[ ,][^.!?]*)?", line.replace("’", "'")
    ):
        return lowered(match["name"])
    if match := re.fullmatch(
        rf"(?:{_CAPITALISED} |of |the |and ){{0,8}}{_TITLE_NOUN} (?P<name>{_PERSON})", line.replace("’", "'")
    ):
        return lowered(match["name"])
    return None


def _organisation(found: str) -> str:
    """The name at the end of what was found before the suffix of an organisation; empty where the suffix is all."""
    words: list[tuple[str, str]] = []
    for word, tag in reversed(tagged(found)):
        # The dictionary has names of two characters that it takes for measures: 天元.
        if not tag.startswith(_TAGS_OF_NAME) and not (tag == "q" and len(word) > 1):
            break
        words.insert(0, (word, tag))
    whole = len(words) > 1 or (words and words[0][1] == "nt")
    return "".join(word for word, _ in words).removeprefix("原") if whole else ""


# The person behind an office, whatever follows: 书记王候明到场. A given name ends where another word begins.
_OFFICE_AND_NAME = lazy(rf"(?:{_TITLE_WORDS})(?P<name>(?:{_SURNAMES})(?P<given>[{_HAN}]{{1,2}}))")
_NAME_AND_HONORIFIC = lazy(rf"(?P<name>(?:{_SURNAMES})[{_HAN}]{{0,2}})(?:先生|女士|小姐|老师|同志|氏|某)")
_FOLLOWS_NAME = lazy(_AFTER_NAME)
# Surnames that are everyday words: behind these, and around 已, only what follows makes a name of it.
_EVERYDAY = frozenset("曾于任时向方万应常白安高")


def titled(simple: str) -> Iterator[tuple[int, int]]:
    """Where the names of people stand whom an office before them or an address behind them gives away."""
    for match in _OFFICE_AND_NAME.finditer(simple):
        start, given = match.start("given"), match["given"]
        end = start + len(given)
        while end > start and not _is_given(simple, start, end):
            end -= 1
        plain = match["name"][0] in _EVERYDAY or "已" in given
        if end > start and (not plain or _FOLLOWS_NAME.match(simple, end)):
            yield match.start("name"), end
    for match in _NAME_AND_HONORIFIC.finditer(simple):
        if not NEVER_IN_NAMES & set(match["name"]):
            yield match.span("name")


def may_be_person(word: str) -> bool:
    """Whether a word is made as the whole names of people are: a surname, and two characters more."""
    return re.fullmatch(rf"(?:{_SURNAMES})[{_HAN}]{{2}}", word) is not None


def _is_given(simple: str, start: int, end: int) -> bool:
    """Whether a given name may stand here: the words of the dictionary do not run across its ends."""
    if NEVER_IN_NAMES & set(simple[start:end]):
        return False
    surname_and_more = word_from(simple, start - 1)
    named = [tag for word, tag in tagged(surname_and_more) if len(word) > 1]
    if any(not tag.startswith("nr") for tag in named):
        return False  # 任期, 安排, 方才
    return end - start == 1 or len(word_from(simple, end - 1)) == 1


def organisations(simple: str) -> Iterator[tuple[int, int]]:
    """Where the names of organisations stand, which their last word gives away: 公司, 大学, 协会."""
    for match in _ORGANISATION.finditer(simple):
        if name := _organisation(match[0]):
            yield match.end() - len(name), match.end()


def in_english_organisation(cased: str, start: int, end: int) -> bool:
    """Whether `[start, end)` lies in the English name of an organisation."""
    return any(match.start() <= start and end <= match.end() for match in _ORGANISATION_ENGLISH.finditer(cased))


def _organisations_and_works(reading: Reading) -> Iterator[str]:
    simple = reading.simple
    for match in _WORK.finditer(simple) if "《" in simple else ():
        yield match[1]
    for match in _ORGANISATION.finditer(simple):
        name = _organisation(match[0])
        if len(name) >= _SHORTEST_ORGANISATION:
            yield name
    for match in _ORGANISATION_ENGLISH.finditer(reading.view.text):
        words = match[0].rstrip(".").split(" ")
        while words and words[0].lower() in _NOT_FIRST_OF_PERSON:
            words = words[1:]
        if len(words) > 1:
            yield lowered(" ".join(words))
