"""Citations of claims and sources in any style: what is printed, where the quote stands, what an item still lacks.

Only what an item says is printed, nothing is guessed. What a complete entry of its kind would need is told apart, and
marked in the output where that is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from forumcite.messages import Message
from forumcite.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forumcite.csl import Processor, Span, Style
    from forumcite.csl.mapping import Fitted
    from forumcite.locator import Locator

    Item = Mapping[str, Any]

DEFAULT_STYLE = "gbt7714"

# --- what an item lacks ------------------------------------------------------------------------------------------

_EAST_ASIAN = ("zh", "ja", "ko")
_WEB = ("webpage", "post", "post-weblog")
_NAMED = {
    "container-title": Message("the name of the site or periodical"),
    "URL": Message("the URL"),
    "accessed": Message("the date of access"),
}
_NEEDED = {
    **dict.fromkeys(_WEB, ("title", "issued", "container-title", "URL", "accessed")),
    "article-newspaper": ("title", "issued", "container-title"),
    "article-journal": ("author", "title", "issued", "container-title"),
    "book": ("title", "issued", "publisher", "publisher-place"),
    "thesis": ("author", "title", "issued", "publisher"),
}
_MARKS = {
    "author": ("责任者", "author"),
    "title": ("题名", "title"),
    "issued": ("发布日期", "date"),
    "container-title": ("网站或刊名", "site"),
    "URL": ("获取和访问路径", "URL"),
    "accessed": ("引用日期", "access date"),
    "publisher": ("出版者", "publisher"),
    "publisher-place": ("出版地", "place"),
}


def missing_fields(item: Item) -> tuple[str, ...]:
    """The CSL variables that a complete entry of the item's type needs and the item lacks, in the order of an entry.

    An item that stands in another file (`from`) is not read for this.
    """
    if item.get("from"):
        return ()
    needed = _NEEDED.get(str(item.get("type", "")), ("title", "issued"))
    return tuple(variable for variable in needed if not item.get(variable))


# What a person writes in place of these words, in a command that fills a gap.
_GIVEN = {"URL": "ADDRESS", "accessed": "YYYY-MM-DD", "issued": "YYYY-MM-DD", "author": "NAME", "publisher": "NAME",
          "publisher-place": "TOWN", "container-title": "NAME", "title": "TITLE",
          "romanized-title": "TITLE"}  # fmt: skip


def filling_command(source: str, fields: Iterable[str]) -> str:
    """The command that writes what a source's item lacks; words in capitals stand for what is to be written."""
    return " ".join(["forumcite source set", source, *(f"{each}={_GIVEN.get(each, 'VALUE')}" for each in fields)])


def describe_field(field: str) -> str:
    """A CSL variable in words: `URL` is "the URL (`URL`)"."""
    if field not in _NAMED or field == "URL":
        return f"`{field}`"
    return Message("{name} (`{field}`)", name=_NAMED[field], field=field)


# --- the words of an item ----------------------------------------------------------------------------------------


def without_glosses(text: str) -> str:
    """A text without readings in brackets or ruby: 產(chǎn)業(yè) is 產業."""
    from forumcite.text.gloss import gloss_replacements, ruby_replacements
    from forumcite.text.view import View

    view = View.of(text)
    view = view.replaced("ruby", ruby_replacements(view.text))
    return view.replaced("gloss", gloss_replacements(view.text)).text


@lru_cache(maxsize=4)
def blanked_glosses(text: str) -> str:
    """A text of the same length, with blanks for readings, so that headings can be told by their length."""
    from forumcite.text.gloss import gloss_replacements

    letters = list(text)
    for start, end, _ in gloss_replacements(text):
        letters[start + 1 : end] = " " * (end - start - 1)
    return "".join(letters)


_HAN = lazy(r"[\u3400-\u9fff]")
_HALF = {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "、": ","}


def romanized(text: str) -> str:
    """A Chinese text in pinyin without tones, written in words as a dictionary divides them, like a sentence.

    A machine does not know names, and chooses the wrong one of several readings and divisions at times.
    """
    import rjieba
    from pypinyin import lazy_pinyin

    text = "".join(_HALF.get(sign, sign) for sign in text)
    # Dictionaries of words hold compounds such as 基础设施, which pinyin writes in two: jichu sheshi.
    halves = (part for word in rjieba.cut(text, hmm=False) for part in _halves(word, rjieba))
    words = ["".join(lazy_pinyin(word, v_to_u=True)) for word in halves]
    spaced = re.sub(r"\s+", " ", " ".join(words)).strip()
    spaced = re.sub(r" (?=[,:;.!?)”’》」])|(?<=[(“‘《「]) | (?=[-+/%])|(?<=[-+/]) ", "", spaced)
    return spaced[:1].upper() + spaced[1:]


def _halves(word: str, segmenter: Any) -> list[str]:
    if not re.fullmatch(f"{_HAN.pattern}{{4}}", word):
        return [word]
    halves = [word[:2], word[2:]]
    return halves if all(segmenter.cut(half, hmm=False) == [half] for half in halves) else [word]


def _with_romanized(item: dict[str, Any]) -> dict[str, Any]:
    """The item with titles in pinyin, where they are Chinese and it has none."""
    added = {}
    for key in ("title", "container-title"):
        title = str(item.get(key, ""))
        if _HAN.search(title) and not re.search(r"[\u3041-\u30ff]", title):
            added[f"romanized-{key}"] = romanized(title)
    return {**added, **item}


def convert_script(text: str, script: str) -> str:
    """A text with its phrases in simplified (`hans`) or traditional (`hant`) characters, for showing only."""
    return str(_converter(script).convert(text))


@cache
def _converter(script: str) -> Any:
    from forumcite.text.script import dictionary_folder

    dictionary_folder()  # says so where another distribution owns the import name
    from opencc import OpenCC

    return OpenCC({"hans": "t2s", "hant": "s2t"}[script])


# Noncharacters of Unicode, which no text may hold: they mark what was put in and is to be taken out again.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_KEPT = dict(zip("，：（）；,:();“”‘’", map(chr, range(0xFDD2, 0xFDE0)), strict=True))
_RESTORED = str.maketrans({sign: mark for mark, sign in _KEPT.items()})
_QUOTES, _WIDTHS = "“”‘’", "，：（）；,:();"
_INTERNAL = re.compile("[\ufdd0-\ufdef]")
_ADDRESSES = ("URL", "archive-url", "archive_location", "DOI", "id", "type", "language")


def _cleaned(value: Any, key: str = "", *, keep: str = "") -> Any:
    if isinstance(value, str):
        value = _INTERNAL.sub("", value)
        if key in _ADDRESSES:
            return value
        if key != "note":  # its lines may be variables
            value = re.sub(r"[ \t\r\n\f\v]+", " ", value).strip()
        value = without_glosses(value)
        return value.translate(str.maketrans({mark: _KEPT[mark] for mark in keep}))
    if isinstance(value, (list, tuple)):
        return [_cleaned(each, key, keep=keep) for each in value]
    if hasattr(value, "items"):
        return {name: _cleaned(each, name, keep=keep) for name, each in value.items()}
    return value


_TO_HALF = {"，": ", ", "：": ": ", "（": "(", "）": ")", "；": "; "}
_TO_FULL = re.compile(r"([,:;]) ?|([()])")
_FULL = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}


# --- a document in one style -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote that is to be cited: `start` and `end` are code points of the source's text."""

    source: str
    quote: str
    locator: Locator
    link: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Options:
    """How to cite.

    Attributes:
        style: A style's id or short name, or the path of a `.csl` file.
        language: The language of the document, such as `zh-CN`; `item` for every item in its own. The style's own
            language goes before it.
        script: `hans` or `hant` to convert what is shown.
        punct: `half` or `full`, for GB/T 7714.
        missing: `omit`, `mark` or `fail`.
        locator: Add the place of the quote also where the style leaves it out.
        sort: `pinyin` or `stroke`, for Chinese; the style's own order if empty.
        romanize: Make romanised titles by machine where an item has none.
    """

    style: str = DEFAULT_STYLE
    language: str = ""
    script: str = ""
    punct: str = ""
    missing: str = "omit"
    locator: bool = False
    sort: str = ""
    romanize: bool = False


@dataclass
class Document:
    """The sources of a document, in the order in which it cites them, in one style.

    Attributes:
        items: CSL-JSON objects with their ids.
        options: How to cite.
    """

    items: Sequence[Item]
    options: Options = field(default_factory=Options)

    @cached_property
    def style(self) -> Style:
        """The style.

        Raises:
            CslError: There is no such style, or it is broken.
        """
        from forumcite.csl import load_style

        return load_style(self.options.style)

    @property
    def is_chinese_standard(self) -> bool:
        """Whether the style is one of GB/T 7714."""
        return bool(re.search(r"gb[-/]?t?[- ]?7714", f"{self.style.file} {self.style.id}".lower()))

    @property
    def language(self) -> str:
        """The language of the document."""
        asked = self.options.language if self.options.language != "item" else ""
        return self.style.default_locale or asked or "en-US"

    @property
    def is_chinese(self) -> bool:
        """Whether the document is Chinese."""
        return self.language.startswith("zh")

    # What is known of the items

    @cached_property
    def _fits(self) -> dict[str, Fitted]:
        """The items, cleaned and fitted to the style, with what is to be put into their entries, by id."""
        from forumcite.csl import fit_item

        keep = _WIDTHS if self.options.punct else ""
        # Where titles are quoted as 《》 or 「」, the quotation marks inside a title are its own and stay.
        if self.is_chinese and (self.style.locale(self.language).term("open-quote") or "“") not in _QUOTES:
            keep += _QUOTES
        cleaned = (_cleaned(dict(item), keep=keep) for item in self.items)
        if self.options.romanize:
            cleaned = (_with_romanized(item) for item in cleaned)
        return {str(item["id"]): fit_item(item, self.style, self.language) for item in cleaned}

    @cached_property
    def fitted(self) -> dict[str, dict[str, Any]]:
        """The items, cleaned and fitted to the style, by id."""
        return {id_: fitted.item for id_, fitted in self._fits.items()}

    def is_romanized(self, id_: str) -> bool:
        """Whether a title of the item is printed in letters that a machine chose."""
        own = next(item for item in self.items if str(item["id"]) == id_)
        shown = str(self.fitted[id_].get("title", ""))
        return "romanized-title" not in own and bool(_HAN.search(str(own.get("title", "")))) and not _HAN.search(shown)

    @property
    def ignores_language(self) -> bool:
        """Whether the language that was asked for loses to the style's own."""
        asked, own = self.options.language, self.style.default_locale
        return bool(own) and asked not in ("", "item") and asked.lower() not in (own.lower(), own[:2].lower())

    @property
    def ignores_order(self) -> bool:
        """Whether an order was asked for and the style keeps that of citation."""
        return bool(self.options.sort) and not (self.style.bibliography and self.style.bibliography.sort)

    @property
    def ignores_strokes(self) -> bool:
        """Whether the style sorts Chinese by strokes, and nothing here can."""
        from forumcite.csl.sorting import asks_for_strokes, has_strokes

        return asks_for_strokes(self.style.sort_locale) and not self.options.sort and not has_strokes()

    def changes(self, id_: str) -> tuple[str, ...]:
        """What had to be changed about an item, so that the style prints it well."""
        return self._fits[id_].changes

    def lacking(self, id_: str) -> tuple[str, ...]:
        """The variables that an entry of the item's type needs, this style would print, and the item lacks."""
        item = self.fitted[id_]
        missing = missing_fields(item)
        if not missing:
            return ()
        printed = self._processor([_filled(item, missing)]).usage(id_).printed
        return tuple(variable for variable in missing if variable in printed)

    def lost_dates(self, id_: str) -> Iterator[str]:
        """Say which known dates the style does not print, or not in full."""
        from forumcite.csl.edtf import read_date
        from forumcite.csl.items import DATE_VARIABLES

        item = self._prepared(id_)
        dropped = self._processor([item]).usage(id_).dropped
        for variable, value in item.items():
            date = read_date(value) if variable in DATE_VARIABLES else None
            if date is None or date.start is None:
                continue
            known = "-".join(f"{part:02d}" for part in date.start[:3] if part)
            if variable in dropped:
                yield Message("does not print `{variable}` ({known})", variable=variable, known=known)
            elif date.start.month:
                years = [[point.year] for point in (date.start, date.end) if point]
                if self._alone(item) == self._alone({**item, variable: {"date-parts": years}}):
                    yield Message("prints only the year of `{variable}` ({known})", variable=variable, known=known)

    def _alone(self, item: dict[str, Any]) -> str:
        processor = self._processor([item])
        entries = [entry.runs.text() for entry in processor.bibliography()]
        return "".join([processor.cite([item["id"]]).text(), *entries])

    # What is printed

    def _processor(self, items: Iterable[Item]) -> Processor:
        from forumcite.csl import Processor

        own = self.options.language == "item" or self.style.default_locale[:2] in _EAST_ASIAN
        order = f"zh-u-co-{self.options.sort}" if self.options.sort else ""
        return Processor(self.style, items, locale=self.language, per_item_locale=own, sort_locale=order)

    @cached_property
    def processor(self) -> Processor:
        """The processor of the document, with what is to be marked, or shapes an entry, filled in."""
        return self._processor([self._prepared(id_) for id_ in self.fitted])

    def _prepared(self, id_: str) -> dict[str, Any]:
        item = self.fitted[id_]
        lacking = self.lacking(id_)
        if self.options.missing == "mark":
            return _filled(item, lacking)
        # A style takes a page without address or site for a printed work: [EB] for [EB/OL], the year for the day.
        # So the entry is made as if both were known, and they are taken out of it again where that can be done.
        shape = [variable for variable in ("URL", "container-title") if variable in lacking]
        for variables in (shape, *([variable] for variable in shape if len(shape) > 1)):
            if variables and item.get("type") in _WEB and self._comes_apart(_filled(item, variables)):
                return _filled(item, variables)
        return item

    def _comes_apart(self, item: dict[str, Any]) -> bool:
        processor = self._processor([item])
        trees = [processor.cite([item["id"]]), *(entry.runs for entry in processor.bibliography())]
        return all(remove_marked(tree) for tree in trees)

    def cite(self, passages: Sequence[Passage]) -> Span:
        """One cluster for passages that together carry a claim, each source once."""
        from forumcite.csl import Cite, Span

        cites: list[Cite] = []
        for source in dict.fromkeys(passage.source for passage in passages):
            label, value = _joined([passage.locator for passage in passages if passage.source == source])
            cites.append(Cite(source, value, label or "page"))
        bare = [Cite(cite.id) for cite in cites]
        tree = self.processor.cite(cites)
        if self.style.is_note:
            for cited in cites:
                self._fits[cited.id].complete(tree, alone=len(cites) == 1)
        drops = any(cite.locator for cite in cites) and tree.text() == self.processor.cite(bare).text()
        if drops and self.options.locator:
            tree = Span([self._with_place(cite) for cite in cites])
        return self._shown(tree)

    def _with_place(self, cite: Any) -> Span:
        """A cite with its place behind it, as GB/T 7714 prints it: [2]第3段."""
        from forumcite.csl import Run, Span

        tree = self.processor.cite([cite])
        if self.style.is_note:
            self._fits[cite.id].complete(tree)
        if self.options.missing != "mark":
            remove_marked(tree)
        if not cite.locator:
            return tree
        place = self.place_words(cite.label, cite.locator)
        inner = tree
        while len(inner.children) == 1 and isinstance(inner.children[0], Span):
            inner = inner.children[0]
        leaves = [leaf for leaf in tree.leaves() if leaf.text]
        if leaves and leaves[-1].text.endswith("."):
            tree.children.append(Run(f" {place}."))
        else:
            inner.children.append(Run(place if self.is_chinese else f", {place}"))
        return tree

    def place_words(self, label: str, value: str) -> str:
        """A locator in words: 第3段, para. 3."""
        if self.is_chinese:
            return {"paragraph": f"第{value}段", "page": f"第{value}页"}.get(label, value)
        many = not value.isdigit()
        return {
            "paragraph": f"{'paras.' if many else 'para.'} {value}",
            "page": f"{'pp.' if many else 'p.'} {value}",
        }.get(label, value)

    def entries(self) -> list[Span]:
        """The bibliography in the order of the style; first citations where the style has no bibliography."""
        if self.style.bibliography is None:
            made = [(id_, self.processor.cite([id_])) for id_ in self.fitted]
        else:
            made = [(entry.id, entry.runs) for entry in self.processor.bibliography()]
        for id_, tree in made:
            self._fits[id_].complete(tree)
        return [self._shown(tree) for _, tree in made]

    def _shown(self, tree: Span) -> Span:
        if self.style.default_locale[:2] not in _EAST_ASIAN:
            _join_dates(tree)
        if self.options.missing == "mark":
            for leaf in tree.leaves():
                leaf.text = re.sub(f"{_OPEN}(\\d+){_CLOSE}", lambda found: self._mark(int(found[1])), leaf.text)
        else:
            remove_marked(tree)
        if self.options.punct:
            _set_punctuation(tree, self.options.punct)
        for leaf in tree.leaves():
            leaf.text = leaf.text.translate(_RESTORED)
        return self.in_script(tree)

    def in_script(self, tree: Span) -> Span:
        """The tree with its words in the script that was asked for; addresses stay as they are."""
        if self.options.script:
            linked = {id(leaf) for span in tree.spans() if span.href for leaf in span.leaves()}
            for leaf in tree.leaves():
                if id(leaf) not in linked:
                    leaf.text = convert_script(leaf.text, self.options.script)
        return tree

    def _mark(self, index: int) -> str:
        return f"〔{list(_MARKS.values())[index][0 if self.is_chinese else 1]}〕"


def _filled(item: dict[str, Any], variables: Iterable[str]) -> dict[str, Any]:
    names = list(_MARKS)
    filled = dict(item)
    for variable in variables:
        mark = f"{_OPEN}{names.index(variable)}{_CLOSE}"
        if variable == "author":
            filled[variable] = [{"literal": mark}]
        else:
            filled[variable] = {"literal": mark} if variable in ("issued", "accessed") else mark
    return filled


def _joined(locators: Sequence[Locator]) -> tuple[str, str]:
    """The locators of one source as one: its label, its values in order."""
    label = next((locator.label for locator in locators if locator.label), "")
    alike = sorted({(locator.page, locator.first, locator.value) for locator in locators if locator.label == label})
    return label, ", ".join(value for *_, value in alike if value)


_ENCLOSED = {"[": "]", "(": ")", "（": "）", "［": "］"}


def remove_marked(tree: Span) -> bool:
    """Take what was filled in out of a rendered tree, with the punctuation that belongs to it.

    Returns:
        Whether all of it came out cleanly; if not, the tree is of no use.
    """
    leaves = list(tree.leaves())
    while True:
        text = "".join(leaf.text for leaf in leaves)
        found = re.search(f"{_OPEN}\\d+{_CLOSE}", text)
        if not found:
            return True
        span = _with_punctuation(text, *found.span())
        if span is None:
            return False
        _delete(leaves, *span)


def _with_punctuation(text: str, start: int, end: int) -> tuple[int, int] | None:
    before, after = text[:start], text[end:]
    if before and after and _ENCLOSED.get(before[-1]) == after[0]:
        return start - 1, end + 1
    if re.fullmatch(r"[.。]?\s*", after):
        if found := re.search(r"(?:, |，)$", before):
            return found.start(), end
        if before.endswith((". ", ".”\u0020")):
            return start - 1, len(text)
        return None
    following = re.match(r"[,.] |，", after)
    if following and re.search(r"(?:[.,]|[.,?!][”\"]|\]) $", before):
        return start, end + following.end()
    return None


def _delete(leaves: Sequence[Any], start: int, end: int) -> None:
    at = 0
    for leaf in leaves:
        size = len(leaf.text)
        leaf.text = leaf.text[: max(start - at, 0)] + leaf.text[max(end - at, 0) :]
        at += size


def _join_dates(tree: Span) -> None:
    """Join a date of which a style prints the year by itself: (2025, 12月6日) is (2025年12月6日)."""
    leaves = list(tree.leaves())
    text = "".join(leaf.text for leaf in leaves)
    for found in reversed(list(re.finditer(r"(?<=(?<!\d)\d{4}), (?=\d{1,2}月)", text))):
        at = 0
        for leaf in leaves:
            if at <= found.start() < at + len(leaf.text):
                start = found.start() - at
                leaf.text = leaf.text[:start] + "年" + leaf.text[start + 1 :]
                break
            at += len(leaf.text)
        _delete(leaves, found.start() + 1, found.end())


def _set_punctuation(tree: Span, punct: str) -> None:
    """Write the style's own marks half or full width; those of titles and names were kept apart."""
    linked = {id(leaf) for span in tree.spans() if span.href for leaf in span.leaves()}
    leaves = [leaf for leaf in tree.leaves() if leaf.text]
    for number, leaf in enumerate(leaves):
        if id(leaf) not in linked and punct == "half":
            last = number + 1 == len(leaves)
            leaf.text = re.sub("[，：（）；]", lambda found: _TO_HALF[found[0]], leaf.text)
            leaf.text = leaf.text.rstrip(" ") if last else leaf.text
        elif id(leaf) not in linked:
            leaf.text = _TO_FULL.sub(lambda found: _FULL[found[1] or found[2]], leaf.text)


def quoted(quote: str) -> str:
    """A quote in double quotation marks, those inside it turned to single ones."""
    inner = quote.strip().translate(str.maketrans("“”「」", "‘’‘’"))
    return f"“{inner}”"
