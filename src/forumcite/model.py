"""The words of a claims file as types: what docs/format.md says, checked and frozen.

Every scalar arrives as text, because the claims loader guesses no types; what is a number or a digest is converted
here. The model knows no file: the loader turns each complaint into a finding at its line and column.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError, core_schema

from forumcite.messages import Message

if TYPE_CHECKING:
    from pydantic import ValidationInfo
    from pydantic.fields import FieldInfo

# What an editor reads as a number or a boolean where no quotation marks stand is text here.
_SCALAR = ["string", "number", "boolean"]
_INNER_SIGNS = "_-.:"
_ID_LENGTH = 100
# Most ids: nothing is to be asked of Unicode. 100 characters at most.
_PLAIN_ID = re.compile("[A-Za-z0-9](?:[A-Za-z0-9_.:-]{0,98}[A-Za-z0-9])?")
_INTEGER = re.compile("-?(?:0|[1-9][0-9]{0,11})")
# The same rule for editors, as far as a pattern can say it in both JavaScript and Python.
_ID_PATTERN = r"^[^\s!-/:-@\[-`{-~](?:[^\s!-,/;-@\[-^`{-~]*[^\s!-/:-@\[-`{-~])?$"


def complaint(message: str) -> PydanticCustomError:
    """An error in our own words: what is wrong, and after a colon what to do."""
    # The message goes through a context value because pydantic would read braces in it as a template.
    return PydanticCustomError("complaint", "{message}", {"message": message})


def id_complaint(text: str) -> str | None:
    """Say what keeps `text` from being an id of a claim or a source, or None when nothing does.

    Ids are Unicode letters or digits with inner `_ - . :`, in NFC, of at most 100 characters.
    """
    if _PLAIN_ID.fullmatch(text):
        return None
    if not text:
        return Message("is empty: give it a name of letters and digits")
    if len(text) > _ID_LENGTH:
        return Message("has {number} characters: an id has at most {limit}", number=len(text), limit=_ID_LENGTH)
    if not unicodedata.is_normalized("NFC", text):
        return Message("is not in Unicode normal form C: write it with composed characters")
    for sign in text:
        if sign not in _INNER_SIGNS and not _is_letter_or_digit(sign):
            name = unicodedata.name(sign, Message("a control character"))
            return Message(
                "contains U+{sign:04X} ({name}): use letters, digits and inner _ - . :", sign=ord(sign), name=name
            )
    if text[0] in _INNER_SIGNS or text[-1] in _INNER_SIGNS:
        return Message("begins or ends with a sign: _ - . : may only stand inside")
    return None


def _is_letter_or_digit(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] == "L" or category == "Nd"


def _check_id(text: str) -> str:
    trouble = id_complaint(text)
    if trouble:
        raise complaint(Message("this id {trouble}", trouble=trouble))
    return text


def _read_integer(value: object) -> object:
    """Convert the text of an integer; text like `1_000`, `12.0` or 5,000 digits is no integer."""
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise complaint(Message("this is not a whole number: write digits only, such as 2805"))


def _read_offset(value: object) -> object:
    number = _read_integer(value)
    if isinstance(number, int) and number < 0:
        raise complaint(Message("this is negative: positions count code points from 0"))
    return number


def _check_digest(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Fa-f]{64}", text):
        raise complaint(Message("this is not a SHA-256 digest: write its 64 hexadecimal digits, or leave the key out"))
    return text.lower()


def _check_path(text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise complaint(Message("this path contains a control character: rename the file"))
    if "\\" in text:
        raise complaint(Message("this path contains a backslash: write it with / on every system"))
    return text


def described(english: str, chinese: str) -> "FieldInfo":
    """The description of a key, for the published schema, in both languages."""
    info: FieldInfo = Field(description=english, json_schema_extra={"description_zh": chinese})
    return info


# A pattern that only blank text fails; the loader says "is empty".
Text = Annotated[
    str, Field(pattern=r"\S"), AfterValidator(str.strip), WithJsonSchema({"type": _SCALAR, "pattern": r"\S"})
]
# Words of a source, kept as they are: white space at their edges is the verifier's to judge.
Words = Annotated[str, Field(pattern=r"\S"), WithJsonSchema({"type": _SCALAR, "pattern": r"\S"})]
Anything = Annotated[str, WithJsonSchema({"type": _SCALAR})]
Id = Annotated[
    str,
    AfterValidator(_check_id),
    WithJsonSchema({"type": _SCALAR, "pattern": _ID_PATTERN, "maxLength": _ID_LENGTH}),
]
_OFFSET_SCHEMA: dict[str, Any] = {"type": ["integer", "string"], "minimum": 0, "pattern": r"^(?:0|[1-9][0-9]{0,11})$"}
_INTEGER_SCHEMA: dict[str, Any] = {"type": ["integer", "string"], "pattern": r"^-?(?:0|[1-9][0-9]{0,11})$"}
Offset = Annotated[int, BeforeValidator(_read_offset), WithJsonSchema(_OFFSET_SCHEMA)]
Integer = Annotated[int, BeforeValidator(_read_integer), WithJsonSchema(_INTEGER_SCHEMA)]
# A digest of digits only would be read as a number by an editor.
Digest = Annotated[
    str, AfterValidator(_check_digest), WithJsonSchema({"type": ["string", "number"], "pattern": "^[0-9A-Fa-f]{64}$"})
]
RelativePath = Annotated[str, Field(pattern=r"\S"), AfterValidator(_check_path), WithJsonSchema({"type": _SCALAR})]


class _Record(BaseModel):
    """A mapping of a claims file: frozen, with no keys but its own."""

    # The validators are built at first use: a run that reads no claims file does not pay for them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class AcceptedEdit(_Record):
    """One difference that a person has accepted, as the step that turns the source into the quote."""

    op: Annotated[
        Literal["replace", "insert", "delete"],
        described("What turns the source into the quote; insert: only in the quote.", "由原文到引文的操作。"),
    ]
    quote: Annotated[Anything, described("The words of the quote.", "引文一侧的文字。")] = ""
    source: Annotated[Anything, described("The words of the source.", "原文一侧的文字。")] = ""
    kind: Annotated[Text | None, described("What the difference touches.", "差异的性质。")] = None


class Acceptance(_Record):
    """A person's waiver for one piece of evidence; void as soon as the quote, the source or the verdict changes."""

    verdict: Annotated[
        Literal["minor", "altered", "clipped", "spliced", "misattributed"] | None,
        described("The verdict that is accepted.", "获接受的判定。"),
    ] = None
    speaker: Annotated[
        Text | None,
        described("The speaker whom the claim named when it was accepted.", "接受时论断所列的说话人。"),
    ] = None
    edits: Annotated[tuple[AcceptedEdit, ...], described("The differences that are accepted.", "获接受的差异。")] = ()
    why: Annotated[Text, described("The reason.", "理由。")]
    by: Annotated[Text, described("Who accepted it.", "接受者。")]
    quote_sha256: Annotated[
        Digest, described("SHA-256 of the quote (UTF-8) that was accepted.", "获接受时引文（UTF-8）的 SHA-256。")
    ]
    source_sha256: Annotated[
        Digest, described("SHA-256 of the source file that was accepted.", "获接受时来源文件的 SHA-256。")
    ]


class Evidence(_Record):
    """A quote from a source, with its position (the W3C text quote and text position selectors).

    `start` and `end` are code points of the decoded source text, half-open; they stand together or not at all.
    """

    source: Annotated[Id, described("The id of the source.", "来源的标识。")]
    quote: Annotated[
        Words,
        described(
            "The quote, as people write it, in either Chinese script, with or without glosses. … marks an omission.",
            "引文，照常书写，简繁皆可，注音可有可无；省略处用“……”。",
        ),
    ]
    start: Annotated[
        Offset | None, described("Where the quote begins, in code points from 0.", "引文起点，按码点自 0 计。")
    ] = None
    end: Annotated[
        Offset | None, described("Where it ends: the first code point after it.", "引文终点：其后第一个码点。")
    ] = Field(default=None, validate_default=True)
    prefix: Annotated[
        Words | None,
        described("Text just before, where the quote occurs more than once.", "紧接在前的文字，引文多次出现时用。"),
    ] = None
    suffix: Annotated[
        Words | None,
        described("Text just after, where the quote occurs more than once.", "紧接在后的文字，引文多次出现时用。"),
    ] = None
    relation: Annotated[
        Literal["supports", "refutes", "context"],
        described("What the quote does for the claim; supports if not given.", "引文与论断的关系，默认为 supports。"),
    ] = "supports"
    accept: Annotated[Acceptance | None, described("A person's waiver for this quote.", "由人作出的接受声明。")] = None

    @field_validator("end")
    @classmethod
    def _with_start(cls, end: int | None, info: "ValidationInfo") -> int | None:
        if "start" not in info.data:  # it was wrong itself, and that has been said
            return end
        start: int | None = info.data["start"]
        if start is None and end is not None:
            raise complaint(Message("`end` stands without `start`: give both, or neither"))
        if start is not None and end is None:
            raise complaint(Message("`start` stands without `end`: give both, or neither"))
        if start is not None and end is not None and end <= start:
            raise complaint(
                Message(
                    "`end` {end} is not after `start` {start}: `end` is the first code point after the quote",
                    end=end,
                    start=start,
                )
            )
        return end


class About(_Record):
    """What the claim says of what, in fields, so that claims can be compared with each other."""

    subject: Annotated[Text | None, described("Of whom or what it is said.", "所述对象。")] = None
    property: Annotated[Text | None, described("Which property.", "所述属性。")] = None
    value: Annotated[Text | None, described("Its value.", "属性值。")] = None
    unit: Annotated[Text | None, described("The unit of the value.", "单位。")] = None
    as_of: Annotated[Text | None, described("The date at which it holds (EDTF).", "数据截至的日期（EDTF）。")] = None


class Rating(_Record):
    """What a check of the claim concluded (reviewRating of schema.org ClaimReview)."""

    name: Annotated[Text, described("The conclusion in words (alternateName).", "结论的文字表述（alternateName）。")]
    value: Annotated[Integer | None, described("The conclusion as a number (ratingValue).", "评级数值。")] = None
    best: Annotated[Integer | None, described("The best value of the scale.", "评级的最高值。")] = None
    worst: Annotated[Integer | None, described("The worst value of the scale.", "评级的最低值。")] = None
    by: Annotated[Text | None, described("Who checked.", "核查者。")] = None
    date: Annotated[Text | None, described("When (ISO 8601).", "核查日期（ISO 8601）。")] = None
    url: Annotated[Text | None, described("Where the check is published.", "核查发布的网址。")] = None
    why: Annotated[Text | None, described("The explanation.", "说明。")] = None


class Claim(_Record):
    """One checkable statement and the evidence that together carries it."""

    statement: Annotated[
        Text | None, described("The statement; without it the quote is the claim.", "论断；不写则以引文为论断。")
    ] = None
    speaker: Annotated[Text | None, described("Whose words or report this is.", "说话人或报告人。")] = None
    evidence: Annotated[
        tuple[Evidence, ...],
        Field(min_length=1),
        described("One or more quotes; together they carry the statement.", "一条或多条引文，合起来支撑论断。"),
    ]
    about: Annotated[
        About | None, described("The statement in fields, to compare claims.", "论断的结构化表述，用于论断间比较。")
    ] = None
    status: Annotated[
        Literal["open"] | None,
        described(
            "open: still being worked on; counted, never a pass, no failure.", "open：尚在处理，不算通过也不算失败。"
        ),
    ] = None
    rating: Annotated[Rating | None, described("What a check concluded.", "核查结论。")] = None
    tags: Annotated[tuple[Text, ...], described("Labels of your own.", "自定标签。")] = ()
    note: Annotated[Text | None, described("A remark for people.", "备注。")] = None
    meta: Annotated[Mapping[str, Any] | None, described("Free for anything else.", "其他任意内容。")] = None


# ---------------------------------------------------------------------------------------------------------------
# The CSL item: the variables of the Citation Style Language 1.0.2, one line each: name | English | Chinese.
# From https://docs.citationstyles.org/en/stable/specification.html, appendix IV

_TEXT_VARIABLES = """
abstract | Abstract | 摘要
annote | Remarks of the reader | 读者批注
archive | Archive that holds the item | 馆藏机构
archive_collection | Collection within the archive | 馆藏文集
archive_location | Place within the archive | 馆藏位置
archive-place | Town of the archive | 馆藏地
authority | Issuing authority, such as a court | 颁布机构
call-number | Call number | 索书号
chapter-number | Number of the chapter | 章号
citation-key | Key of the item elsewhere, such as in BibTeX | 引用键
citation-label | Label in the text, such as Doe2025 | 引文标签
citation-number | Number in the list | 引文序号
collection-number | Number within the series | 丛书编号
collection-title | Title of the series | 丛书名
container-title | Title of the whole: journal, book, website | 出处题名：期刊、书、网站
container-title-short | Its short form | 出处简称
dimensions | Size or running time | 尺寸或时长
division | Minor subdivision of a court | 法庭分部
DOI | Digital object identifier | DOI
edition | Edition | 版本
event | Name of the event (old word for event-title) | 会议名（旧称）
event-place | Where the event took place | 会议地点
event-title | Name of the event | 会议名称
first-reference-note-number | Number of the note that cites it first | 首次引用的注号
genre | Kind, such as “doctoral dissertation” | 体裁
ISBN | ISBN | ISBN
ISSN | ISSN | ISSN
issue | Issue | 期号
journalAbbreviation | Short title of the journal (old word) | 刊名缩写（旧称）
jurisdiction | Jurisdiction | 司法辖区
keyword | Keywords | 关键词
language | Language (BCP 47), such as zh-CN | 语言（BCP 47），如 zh-CN
license | Licence | 许可
locator | Place cited within the item | 引用位置
medium | Medium, such as CD | 载体
note | Remark to be printed | 附注
number | Number of a report, patent, standard | 编号
number-of-pages | Number of pages | 总页数
number-of-volumes | Number of volumes | 总卷数
original-publisher | Publisher of the original | 原版出版者
original-publisher-place | Town of the original's publisher | 原版出版地
original-title | Original title | 原题名
page | Pages | 页码
page-first | First page | 起始页
part | Number of the part | 部分号
part-title | Title of the part | 部分题名
PMCID | PubMed Central number | PMCID
PMID | PubMed number | PMID
printing | Printing | 印次
publisher | Publisher | 出版者
publisher-place | Town of the publisher | 出版地
references | Related documents | 参见文献
reviewed-genre | Kind of the reviewed item | 被评作品体裁
reviewed-title | Title of the reviewed item | 被评作品题名
scale | Scale of a map | 比例尺
section | Section | 版面或栏目
shortTitle | Short title (old word) | 短题名（旧称）
source | Database or catalogue | 数据库
status | Status, such as “in press” | 出版状态
supplement-number | Number of the supplement | 增刊号
title | Title | 题名
title-short | Short title | 短题名
URL | Address | 网址
version | Version | 版本号
volume | Volume | 卷
volume-title | Title of the volume | 卷题名
volume-title-short | Its short form | 卷题名简称
year-suffix | Letter after the year | 年份后缀
"""
_NAME_VARIABLES = """
author | Author | 作者
chair | Chair | 主持人
collection-editor | Editor of the series | 丛书主编
compiler | Compiler | 汇编者
composer | Composer | 作曲
container-author | Author of the whole | 整书作者
contributor | Contributor | 贡献者
curator | Curator | 策展人
director | Director | 导演
editor | Editor | 编者
editor-translator | Editor and translator | 编译者
editorial-director | Editorial director | 编辑主任
executive-producer | Executive producer | 总制片人
guest | Guest | 嘉宾
host | Host | 主持
illustrator | Illustrator | 插图者
interviewer | Interviewer | 采访者
narrator | Narrator | 旁白
organizer | Organizer | 主办者
original-author | Original author | 原作者
performer | Performer | 表演者
producer | Producer | 制片人
recipient | Recipient | 收件人
reviewed-author | Author of the reviewed item | 被评作品作者
script-writer | Script writer | 编剧
series-creator | Creator of the series | 系列创作者
translator | Translator | 译者
"""
_DATE_VARIABLES = """
accessed | When it was read | 访问日期
available-date | When it became available | 上线日期
event-date | When the event took place | 会议日期
issued | When it was published | 出版日期
original-date | When the original was published | 原版日期
submitted | When it was submitted | 提交日期
"""
_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage
"""
_NAME_PARTS = """
family | Family name | 姓
given | Given name | 名
literal | The whole name as it is printed, for institutions | 全名，用于机构
dropping-particle | Particle that sorting drops | 可略冠词
non-dropping-particle | Particle that stays | 不可略冠词
suffix | Suffix such as Jr. | 后缀
"""
_NAME_FLAGS = """
comma-suffix | Whether a comma precedes the suffix | 后缀前是否有逗号
static-ordering | Whether the family name always stands first | 是否恒为姓前名后
parse-names | Whether particles may be found inside the name | 是否解析名中的冠词
"""


def _table(lines: str) -> dict[str, tuple[str, str]]:
    rows = (line.split(" | ") for line in lines.strip().splitlines())
    return {name: (english, chinese) for name, english, chinese in rows}


CSL_TEXTS: dict[str, tuple[str, str]] = _table(_TEXT_VARIABLES)
CSL_NAMES: dict[str, tuple[str, str]] = _table(_NAME_VARIABLES)
CSL_DATES: dict[str, tuple[str, str]] = _table(_DATE_VARIABLES)
CSL_TYPES: tuple[str, ...] = tuple(_TYPES.split())
# What no variable of CSL holds and some manuals print.
_OWN_TEXTS: dict[str, tuple[str, str]] = _table("""
archive-url | Address of a copy in an archive, such as web.archive.org | 存档副本网址，如 web.archive.org
romanized-title | The title in Latin letters, such as pinyin | 题名的拉丁字母转写，如汉语拼音
romanized-container-title | The title of the whole in Latin letters | 出处题名的拉丁字母转写
translated-title | The title in the language of the document that cites it | 题名的译文
""")
_OWN_DATES: dict[str, tuple[str, str]] = _table("""
archive-date | When the copy was archived | 存档日期
""")
CSL_TEXTS |= _OWN_TEXTS
CSL_DATES |= _OWN_DATES
# Where an item stands in a file of its own, and under which key.
_FROM: dict[str, tuple[str, str]] = _table("""
from | A CSL-JSON, BibTeX or RIS file with the item, relative to this one | 含该条目的 CSL-JSON、BibTeX 或 RIS 文件
key | Its key in that file | 条目在该文件中的键
""")
CSL_VARIABLES: tuple[str, ...] = ("type", *_FROM, *CSL_TEXTS, *CSL_NAMES, *CSL_DATES, "categories", "custom")
CSL_NAME_KEYS: tuple[str, ...] = (*_table(_NAME_PARTS), *_table(_NAME_FLAGS))
CSL_DATE_KEYS: tuple[str, ...] = ("date-parts", "season", "circa", "literal", "raw")

_EDTF_HELP = Message("write 2025, 2025-12, 2025-12-06, an interval 2025-12-05/2025-12-06, or {literal: …}")
_EDTF = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T[0-9:.+\-Z]{5,30})?)?)?([?~%]?)")
# EDTF level 1 numbers the seasons 21 to 24; CSL numbers them 1 to 4.
_SEASONS = range(21, 25)


def read_date(text: str) -> dict[str, Any]:
    """Turn an EDTF date into a CSL-JSON date: `2025-12-06` becomes `{"date-parts": [[2025, 12, 6]]}`.

    Levels 0 and 1 as far as CSL can hold them: dates of any precision, intervals, seasons, `?` and `~`.

    Raises:
        PydanticCustomError: the text is no such date, or a day that no calendar has.
    """
    ends = text.strip().split("/")
    date: dict[str, Any] = {"date-parts": []}
    for end in ends[:3]:
        found = _EDTF.fullmatch(end)
        if not found or len(ends) > 2:
            raise complaint(Message("this is not a date: {help}", help=_EDTF_HELP))
        parts = [int(part) for part in found.group(1, 2, 3) if part]
        if len(parts) == 2 and parts[1] in _SEASONS:
            date["season"] = parts.pop() - _SEASONS.start + 1
        date["date-parts"].append(_check_day(parts))
        if found[4]:
            date["circa"] = True
    if len(ends) == 2 and date["date-parts"][1] < date["date-parts"][0][: len(date["date-parts"][1])]:
        raise complaint(Message("this interval ends before it begins: write the earlier date first"))
    return date


def _check_day(parts: list[int]) -> list[int]:
    # The standard calendar begins with the year 1; leap years repeat every 400 years, so 2000 stands for any other.
    year, month, day = [*parts, 1, 1][:3] if len(parts) < 3 else parts
    lengths = [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28]
    lengths += [31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12:
        raise complaint(Message("there is no month {month}: {help}", month=month, help=_EDTF_HELP))
    if not 1 <= day <= lengths[month - 1]:
        raise complaint(
            Message(
                "there is no day {day} in month {month} of {year}: {help}",
                day=day,
                month=month,
                year=year,
                help=_EDTF_HELP,
            )
        )
    return parts


def _date_from(value: Any, read_mapping: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    if isinstance(value, str):
        return read_date(value)
    if not isinstance(value, dict):
        raise complaint(Message("a date is text or CSL date parts: {help}", help=_EDTF_HELP))
    date = read_mapping(value)
    if not date.keys() & {"date-parts", "literal", "raw"}:
        raise complaint(Message("this date says no day: {help}", help=_EDTF_HELP))
    for parts in date.get("date-parts", ()):
        _check_day(parts)
    return date


def _name_from(value: Any, read_mapping: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise complaint(
            Message("a name is a mapping: write {family: 张, given: 三}, or {literal: 新华社} for an institution")
        )
    name = read_mapping(value)
    if not name.keys() & {"family", "literal", "given"}:
        raise complaint(
            Message("this name has neither `family` nor `literal`: write {family: 张, given: 三} or {literal: 新华社}")
        )
    return name


def _item_from(value: Any, read_mapping: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """An item says its type, or the file and the key under which it stands."""
    item = read_mapping(value)
    needed = ("from", "key") if item.keys() & _FROM.keys() else ("type",)
    if missing := [key for key in needed if key not in item]:
        from pydantic_core import ValidationError

        raise ValidationError.from_exception_data(
            "cite", [{"type": "missing", "loc": (key,), "input": value} for key in missing]
        )
    return item


def _check_type(text: str) -> str:
    if text not in CSL_TYPES:
        raise PydanticCustomError("unknown_word", "{word}", {"word": text, "known": CSL_TYPES})
    return text


def _read_flag(value: Any) -> bool:
    if value in ("true", "1", True):
        return True
    if value in ("false", "0", False):
        return False
    raise complaint(Message("this is neither true nor false: write one of them"))


class _CslItem:
    """How pydantic reads a CSL item: from the tables above to a plain CSL-JSON mapping with typed dates."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        text = core_schema.no_info_after_validator_function(str.strip, core_schema.str_schema(pattern=r"\S"))
        integer = core_schema.no_info_plain_validator_function(_read_integer)
        flag = core_schema.no_info_plain_validator_function(_read_flag)
        part = core_schema.list_schema(integer, min_length=1, max_length=3)
        name = core_schema.no_info_wrap_validator_function(
            _name_from, _keys({**dict.fromkeys(_table(_NAME_PARTS), text), **dict.fromkeys(_table(_NAME_FLAGS), flag)})
        )
        date_parts = core_schema.list_schema(part, min_length=1, max_length=2)
        date_keys = {"date-parts": date_parts, "season": text, "circa": flag, "literal": text, "raw": text}
        date = core_schema.no_info_wrap_validator_function(_date_from, _keys(date_keys))
        item = _keys(
            {
                **dict.fromkeys(_FROM, text),
                "type": core_schema.no_info_after_validator_function(_check_type, text),
                **dict.fromkeys(CSL_TEXTS, text),
                **dict.fromkeys(CSL_NAMES, core_schema.list_schema(name, min_length=1)),
                **dict.fromkeys(CSL_DATES, date),
                "categories": core_schema.list_schema(text),
                "custom": core_schema.dict_schema(core_schema.str_schema()),
            }
        )
        return core_schema.no_info_wrap_validator_function(_item_from, item)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        return _cite_schema()


def _keys(fields: Mapping[str, core_schema.CoreSchema]) -> core_schema.CoreSchema:
    return core_schema.typed_dict_schema(
        {key: core_schema.typed_dict_field(schema, required=False) for key, schema in fields.items()},
        extra_behavior="forbid",
    )


def _cite_schema() -> dict[str, Any]:
    def documented(schema: dict[str, Any], words: tuple[str, str]) -> dict[str, Any]:
        return {**schema, "description": words[0], "description_zh": words[1]}

    text: dict[str, Any] = {"type": _SCALAR, "pattern": r"\S"}
    flag: dict[str, Any] = {"enum": [True, False, "true", "false", 0, 1]}
    name_keys = {
        **{key: documented(text, words) for key, words in _table(_NAME_PARTS).items()},
        **{key: documented(flag, words) for key, words in _table(_NAME_FLAGS).items()},
    }
    name = {"type": "object", "properties": name_keys, "additionalProperties": False, "minProperties": 1}
    part = {"type": "array", "items": _INTEGER_SCHEMA, "minItems": 1, "maxItems": 3}
    date_keys = {
        "date-parts": {"type": "array", "items": part, "minItems": 1, "maxItems": 2},
        "season": text,
        "circa": flag,
        "literal": text,
        "raw": text,
    }
    mapping = {"type": "object", "properties": date_keys, "additionalProperties": False, "minProperties": 1}
    # A year alone is a number to an editor, and some editors hand over a date as text.
    date = {"anyOf": [{"type": ["string", "integer"]}, mapping]}
    names = {"type": "array", "items": name, "minItems": 1}
    properties = {
        **{key: documented(text, words) for key, words in _FROM.items()},
        "type": documented({"enum": list(CSL_TYPES)}, ("The kind of document.", "文献类型。")),
        **{key: documented(text, words) for key, words in CSL_TEXTS.items()},
        **{key: documented(names, words) for key, words in CSL_NAMES.items()},
        **{key: documented(date, words) for key, words in CSL_DATES.items()},
        "categories": {"type": "array", "items": text},
        "custom": {"type": "object"},
    }
    return {
        "type": "object",
        "properties": properties,
        "anyOf": [{"required": ["type"]}, {"required": list(_FROM)}],
        "additionalProperties": False,
    }


Cite = Annotated[Mapping[str, Any], _CslItem]


class Source(_Record):
    """A frozen text: where its file is, the digest of its bytes, and its bibliographic data as a CSL-JSON item."""

    path: Annotated[
        RelativePath,
        described(
            "The text file, relative to this file and inside the project, with /.",
            "文本文件，相对本文件，须在项目内，用 /。",
        ),
    ]
    sha256: Annotated[Digest | None, described("SHA-256 of the file's bytes.", "文件字节的 SHA-256。")] = None
    cite: Annotated[
        Cite | None, described("Bibliographic data: a CSL-JSON item, without id.", "书目数据：CSL-JSON 条目，不含 id。")
    ] = None
    note: Annotated[Text | None, described("A remark for people.", "备注。")] = None
    meta: Annotated[Mapping[str, Any] | None, described("Free for anything else.", "其他任意内容。")] = None


class ClaimsFile(_Record):
    """A claims file: sources, claims or both."""

    version: Annotated[
        Literal["1"],
        WithJsonSchema({"enum": [1, "1"]}),
        described("The version of this format.", "格式版本。"),
    ] = "1"
    sources: Annotated[dict[Id, Source], described("The sources, by id.", "来源，按标识。")] = Field(
        default_factory=dict
    )
    claims: Annotated[dict[Id, Claim], described("The claims, by id.", "论断，按标识。")] = Field(default_factory=dict)


def claims_schema(language: Literal["en", "zh"] | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a claims file, for editors.

    Text may stand without quotation marks, so that an editor sees numbers and booleans where text is meant: the schema
    accepts them there. An empty value is an error, as in the loader.

    Args:
        language: The language of the descriptions; both, one under the other, when None.
    """
    from pydantic.json_schema import GenerateJsonSchema

    class WithoutNull(GenerateJsonSchema):
        """Optional keys are left out, never empty, so null is no value and no default."""

        def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
            return self.generate_inner(schema["schema"])

        def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
            return self.generate_inner(schema["schema"])

        def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - a title that repeats the key says nothing
            return False

    schema = ClaimsFile.model_json_schema(schema_generator=WithoutNull)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:forumcite:schema:claims:v1",
    }
    for section in (schema["properties"]["sources"], schema["properties"]["claims"]):
        # pydantic lets keys through that do not match; here a key that is no id is an error.
        (section["additionalProperties"],) = section.pop("patternProperties").values()
        section["propertyNames"] = {"pattern": _ID_PATTERN, "maxLength": _ID_LENGTH}
    titled = {**head, **schema, "title": "forumcite claims"}
    described_in: dict[str, Any] = _in_language(titled, language)
    return described_in


def _in_language(node: Any, language: str | None) -> Any:
    if isinstance(node, list):
        return [_in_language(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _in_language(value, language) for key, value in node.items() if key != "description_zh"}
    chinese = node.get("description_zh")
    if isinstance(chinese, str) and isinstance(copy.get("description"), str):
        copy["description"] = {"en": copy["description"], "zh": chinese}.get(
            language or "", f"{copy['description']}\n\n{chinese}"
        )
    return copy
