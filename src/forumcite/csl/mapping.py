"""Kinds of works that styles get wrong, fitted to the style before it renders them.

A style knows the kinds that its manual has. GB/T 7714 has no code for a speech, and prints the day and the date of
access only for [EB/OL] and newspapers; MLA prints no date of a speech but that of its event; a page of a site that
is no newspaper is not a newspaper article. The rules below change a copy of the item, never what is known about the
work, and say what they changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from forumcite.csl.additions import Addition, add_behind, replace_code
from forumcite.csl.edtf import read_date
from forumcite.csl.processor import Processor
from forumcite.csl.runs import Node, Run, Span
from forumcite.csl.scripts import has_han
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forumcite.csl.style import Style


_ONLINE = frozenset({"speech", "interview", "broadcast", "post", "post-weblog", "performance", "event"})


class Fitted(NamedTuple):
    """An item as a style can print it.

    Attributes:
        item: The CSL-JSON object to render.
        changes: What was changed and why, one sentence each; empty where nothing was.
        additions: What the style's manual wants and no variable can hold.
        code: The code of the type that GB/T 7714 is to print instead of the style's own; empty where it is right.
    """

    item: dict[str, Any]
    changes: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()
    code: str = ""

    def complete(self, tree: Span, *, alone: bool = True) -> None:
        """Put into a rendered first citation or entry what the item could not carry, in place.

        Args:
            tree: The citation or entry.
            alone: No other work is cited in it, so that the code of a type is this item's.
        """
        for addition in self.additions:
            add_behind(tree, addition)
        if self.code and alone:
            replace_code(tree, self.code)


def fit_item(item: Mapping[str, Any], style: Style, language: str = "") -> Fitted:
    """Fit an item to a style's family.

    Args:
        item: A CSL-JSON object; it is not changed. Beside the variables of CSL 1.0.2 it may have `romanized-title`,
            `translated-title`, `romanized-container-title`, `archive-url`, `archive-date`, and in `custom` the keys
            `mark` (a code of GB/T 7714) and `holder` (of a patent).
        style: The style that will render it.
        language: The language of the document; the style's own goes before it.
    """
    fitted = dict(item)
    changes: list[str] = []
    language = style.default_locale or language or "en-US"
    family = family_of(style)
    code = str((item.get("custom") or {}).get("mark", "")) if family == "gbt" else ""
    if family == "gbt" and not code and _holds_papers(fitted):
        code = "C"
        changes.append(Message("a book whose title says that it holds the papers of a meeting has the code C"))
    for rule in _GBT_RULES if family == "gbt" else _RULES:
        reason = rule(fitted, style)
        if reason:
            changes.append(reason)
    additions = [
        *_identifier(fitted, family),
        *_titles(fitted, family, language),
        *_archived(fitted, family, style, language, changes),
    ]
    return Fitted(fitted, tuple(changes), tuple(additions), code)


_FAMILIES = (
    ("gbt", re.compile(r"gb[-/]?t?[- ]?7714")),
    ("apa", re.compile(r"\bapa\b|american psychological association|harvard-cite-them-right")),
    ("chicago", re.compile(r"chicago|turabian")),
    ("mla", re.compile(r"modern-language-association|modern language association|\bmla\b")),
)


def family_of(style: Style) -> str:
    """The manual that a style follows, as far as rules hang on it: gbt, apa, chicago, mla; else empty."""
    name = f"{style.id.rpartition('/')[2]} {style.file} {style.title}".lower()
    return next((family for family, pattern in _FAMILIES if pattern.search(name)), "")


def _newspaper_without_name(item: dict[str, Any], _style: Style) -> str:
    if item.get("type") != "article-newspaper" or item.get("container-title") or not item.get("URL"):
        return ""
    item["type"] = "webpage"
    return Message("a news page that names no newspaper is cited as a web page")


def _gbt_proceedings(item: dict[str, Any], _style: Style) -> str:
    """Rule: GB/T 7714, code C: a contribution printed in a collection of a meeting's papers."""
    if item.get("type") != "speech" or not item.get("container-title") or not item.get("publisher"):
        return ""
    item["type"] = "paper-conference"
    return Message("a speech printed in proceedings is cited with the code C")


def _gbt_online(item: dict[str, Any], _style: Style) -> str:
    """Rule: GB/T 7714, code EB: what stands on the network alone, with its day and the date of access.

    A publisher would make the styles take it for a printed work and leave both dates out.
    """
    if item.get("type") not in _ONLINE or not item.get("URL"):
        return ""
    kind = item["type"]
    item["type"] = "webpage"
    item.pop("publisher", None)
    item.pop("publisher-place", None)
    return Message(
        "GB/T 7714 has no code for the type {kind}: it is cited as an electronic resource, EB/OL",
        kind=kind,
    )


def _date_of_event(item: dict[str, Any], style: Style) -> str:
    if item.get("type") not in ("speech", "event") or item.get("event-date") or not item.get("issued"):
        return ""
    if "issued" not in Processor(style, [item]).usage(str(item["id"])).dropped:
        return ""
    item["event-date"] = item["issued"]
    return Message("the date of publication is given as the date of the speech, the only one that this style prints")


def _article_number(item: dict[str, Any], style: Style) -> str:
    """An article that is numbered and has no pages: where a style has no number for articles, it stands for them."""
    if item.get("type") != "article-journal" or not item.get("number") or item.get("page"):
        return ""
    if "number" in Processor(style, [item]).usage(str(item["id"])).dropped:
        item["page"] = item["number"]
    return ""


_PAPERS = re.compile(
    r"(?:会议?|大会|年会|论坛)论文(?:选|汇)?[集编]|会议录"
    r"|\bproceedings of\b.*\b(?:conference|symposium|congress|workshop|meeting|seminar)s?\b",
    re.IGNORECASE,
)


def _holds_papers(item: Mapping[str, Any]) -> bool:
    """Rule: GB/T 7714, code C: proceedings, for which CSL has no type but that of a book."""
    edited = item.get("editor") and not item.get("author")
    return item.get("type") == "book" and bool(edited) and bool(_PAPERS.search(str(item.get("title", ""))))


def _plain_number(item: dict[str, Any], _style: Style) -> str:
    """A hyphen in the number of a report or standard belongs to it; a style would make a range of 2013-14."""
    if number := str(item.get("number", "")):
        item["number"] = re.sub(r"(?<![\\-])-(?!-)", r"\\-", number)
    return ""


def _gbt_holder(item: dict[str, Any], _style: Style) -> str:
    """Rule: GB/T 7714, patents: who applied for or holds the patent stands in front, not who invented."""
    holder = (item.get("custom") or {}).get("holder", "")
    if item.get("type") != "patent" or not holder:
        return ""
    item["author"] = [_person(name) for name in holder.split("; ")]
    return Message("GB/T 7714 names the holder of a patent, not the inventor")


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


def _gbt_volume(item: dict[str, Any], _style: Style) -> str:
    """Rule: GB/T 7714, the volume of a work in Chinese: 第35卷."""
    volume = str(item.get("volume", ""))
    serial = str(item.get("type", "")).startswith("article") or item.get("type") == "periodical"
    if volume.isdigit() and not serial and _is_chinese(item):
        item["volume"] = f"第{volume}卷"
    return ""


def _gbt_serial(item: dict[str, Any], style: Style) -> str:
    """Rule: GB/T 7714-2015, serials: 1984, 1(1)-, and 1984- for what still appears."""
    date = read_date(item.get("issued"))
    if item.get("type") != "periodical" or "2015" not in style.file or date is None or date.start is None:
        return ""
    volume = re.sub(rf"^{date.start.year}\s*[,，]\s*", "", str(item.get("volume", "")))
    if volume:
        item["volume"] = volume
    if date.open_end:
        item["issued"] = {"literal": f"{date.start.year}-"}
    return ""


def _is_chinese(item: Mapping[str, Any]) -> bool:
    language = str(item.get("language", ""))
    return language.startswith("zh") if language else has_han(str(item.get("title", "")))


_RULES: tuple[Callable[[dict[str, Any], Style], str], ...] = (
    _newspaper_without_name, _date_of_event, _article_number, _plain_number,
)  # fmt: skip
_GBT_RULES: tuple[Callable[[dict[str, Any], Style], str], ...] = (
    _newspaper_without_name, _gbt_proceedings, _gbt_online, _gbt_holder, _gbt_volume, _gbt_serial, _article_number,
    _plain_number,
)  # fmt: skip


def _identifier(item: dict[str, Any], family: str) -> list[Addition]:
    """Rule: GB/T 7714-2025, permanent identifiers: CSTR, the Chinese one, behind the address like a DOI."""
    cstr, url = str(item.get("CSTR", "")), str(item.get("URL", ""))
    if family != "gbt" or not cstr or not url or item.get("DOI"):
        return []
    return [Addition(url, (Run(f". CSTR:{cstr}"),))]


# Titles in another script


def _titles(item: dict[str, Any], family: str, language: str) -> list[Addition]:
    """Romanised titles go before, translated ones behind, in documents of another language than the item's.

    Rules, as the examples of the manuals have it: APA and Cite Them Right: romanised title [translation]. Chicago:
    romanised title, the title in its own script, [translation]. MLA: romanised title [translation], quoted or italic
    as titles are.
    """
    own = str(item.get("language", ""))[:2] or ("zh" if has_han(str(item.get("title", ""))) else "")
    romanized, translated = str(item.pop("romanized-title", "")), str(item.pop("translated-title", ""))
    container = str(item.pop("romanized-container-title", ""))
    if family not in ("apa", "chicago", "mla") or own == language[:2]:
        return []
    additions = []
    title, journal = str(item.get("title", "")), str(item.get("container-title", ""))
    words: list[Node] = []
    # Chicago and MLA write them like sentences, with their own capitals.
    kept = '<span class="nocase">{}</span>' if family in ("chicago", "mla") else "{}"
    if romanized and title:
        item["title"] = kept.format(romanized)
        words += [Run(f" {_bare(title)}")] if family == "chicago" else []
    if translated and title:
        words += [Run(" ["), *_translation(translated, family, str(item.get("type", ""))), Run("]")]
    if words:
        additions.append(Addition(_bare(romanized or title), tuple(words)))
    if container and journal:
        item["container-title"] = kept.format(container)
        if family == "chicago":
            additions.append(Addition(_bare(container), (Run(f" {_bare(journal)}"),)))
    return additions


def _bare(text: str) -> str:
    """A text without the markup of CSL-JSON, its quotation marks as they stand."""
    return re.sub(r"</?(?:i|b|sc|sup|sub|span)\b[^<>]*>", "", text)


_QUOTED_TYPES = frozenset(
    {*("article", "article-journal", "article-magazine", "article-newspaper", "chapter", "entry-dictionary"),
     *("entry-encyclopedia", "paper-conference", "post", "post-weblog", "speech", "thesis", "webpage")}
)  # fmt: skip


def _translation(words: str, family: str, kind: str) -> list[Node]:
    if family != "mla":
        return [Run(words)]
    if kind in _QUOTED_TYPES:
        return [Run("“" + words.translate(str.maketrans("“”", "‘’")) + "”")]
    return [Span([Run(words)], (("font-style", "italic"),))]


# Archived pages

_ARCHIVES = {
    "web.archive.org": "Internet Archive",
    "perma.cc": "Perma.cc",
    "archive.today": "archive.today",
    "archive.ph": "archive.today",
    "archive.is": "archive.today",
    "webcitation.org": "WebCite",
}


_WEB_ADDRESS = re.compile(r"https?://[^\s/]")


def _archived(item: dict[str, Any], family: str, style: Style, language: str, changes: list[str]) -> list[Addition]:
    """Give the address of an archived copy.

    Rules, as the examples of the manuals have it: Chicago: the address, then "archived DATE, at ADDRESS". MLA: the
    archive as a second container. APA and others: the address of the copy in place of the other.
    """
    date = read_date(item.pop("archive-date", None))
    copy = _copy_of(item)
    url = str(item.get("URL", ""))
    if not copy or copy == url:
        return []
    host = urlsplit(copy).hostname or ""
    archive = _ARCHIVES.get(host.removeprefix("www."), str(item.get("archive", "")) or host)
    if not url or family not in ("chicago", "mla"):
        item["URL"] = copy
        unsaid = Message("; the style does not print when it was made") if date else ""
        changes.append(
            Message("the address is that of the copy in an archive ({archive}){unsaid}", archive=archive, unsaid=unsaid)
        )
        return []
    link = Span([Run(copy)], href=copy)
    if family == "mla":
        return [Addition(url, (Run(". "), Span([Run(archive)], (("font-style", "italic"),)), Run(", "), link))]
    when = _words_of(date, style, language)
    return [Addition(url, (Run(f", archived{f' {when},' if when else ''} at "), link))]


def address_of(item: Mapping[str, Any]) -> str:
    """Where an item's text can be read as it was: the copy in an archive if there is one, else its address."""
    return _copy_of(dict(item)) or str(item.get("URL") or "")


def _copy_of(item: dict[str, Any]) -> str:
    """Take the address of an archived copy out of an item; reference managers keep it as the place in an archive."""
    copy = str(item.pop("archive-url", ""))
    if _WEB_ADDRESS.match(copy):
        return copy
    place = str(item.get("archive_location", ""))
    if not _WEB_ADDRESS.match(place):
        return ""
    del item["archive_location"]
    return place


def _words_of(date: Any, style: Style, language: str) -> str:
    if date is None or date.start is None:
        return ""
    year, month, day, _ = date.start
    name = style.locale(language).term(f"month-{month:02d}") if month else ""
    return f"{name} {day}, {year}" if name and day else f"{name} {year}".strip()
