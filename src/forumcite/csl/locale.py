"""Locales: terms, date formats and options, with CSL's order of fallback.

Rule: CSL 1.0.2 specification, "Locale Fallback": the style's own `cs:locale` for the dialect, for the language and
without language; then the locale file of the dialect, of the language's main dialect, and of en-US.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from forumcite.csl.errors import CslError
from forumcite.csl.records import Record
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forumcite.csl.xmltree import Element

# The main dialect of each language that has several, as the CSL locales repository lists them.
PRIMARY_DIALECTS = {
    "af": "af-ZA", "bal": "bal-PK", "bg": "bg-BG", "brh": "brh-PK", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB",
    "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR",
    "fi": "fi-FI", "fr": "fr-FR", "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU",
    "hy": "hy-AM", "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR",
    "lij": "lij-IT", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "ms": "ms-MY", "nb": "nb-NO", "nl": "nl-NL",
    "nn": "nn-NO", "pa": "pa-PK", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK",
    "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA", "vi": "vi-VN",
    "zh": "zh-CN",
}  # fmt: skip
# A missing form of a term falls back step by step: CSL 1.0.2 specification, "Terms".
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
_OPTIONS = ("limit-day-ordinals-to-day-1", "punctuation-in-quote")


class Term(Record):
    """A term's two numbers; `multiple` equals `single` where the locale has only one."""

    __slots__ = ("gender", "multiple", "single")

    def __init__(self, single: str, multiple: str, gender: str = "") -> None:
        self.single = single
        self.multiple = multiple
        self.gender = gender


class LocaleData:
    """One `cs:locale` element: what it says and nothing more."""

    def __init__(self, element: Element) -> None:
        self.language = element.attrib.get("lang", "")
        self.terms: dict[tuple[str, str, str], Term] = {}
        self.ordinals: dict[tuple[str, str], tuple[str, str]] = {}
        self.dates: dict[str, Element] = {}
        self.options: dict[str, bool] = {}
        for child in element.children:
            if child.tag == "terms":
                for term in child.findall("term"):
                    self._add_term(term)
            elif child.tag == "date":
                self.dates[child.attrib.get("form", "text")] = child
            elif child.tag == "style-options":
                self.options.update({key: child.attrib[key] == "true" for key in _OPTIONS if key in child.attrib})

    def _add_term(self, element: Element) -> None:
        name = element.attrib.get("name", "")
        single, multiple = element.find("single"), element.find("multiple")
        text = single.text if single else element.text
        gender = element.attrib.get("gender-form", "")
        if name.startswith(("ordinal", "long-ordinal")):
            self.ordinals[name, gender] = (text, element.attrib.get("match", ""))
        else:
            form = element.attrib.get("form", "long")
            term = Term(text, multiple.text if multiple else text, element.attrib.get("gender", ""))
            self.terms[name, form, gender] = term


class Locale:
    """A language's locale as one style sees it.

    Attributes:
        language: The BCP 47 code asked for.
    """

    def __init__(self, language: str, chain: list[LocaleData]) -> None:
        self.language = language
        self._chain = chain
        self._term_cache: dict[tuple[str, str, bool, str], str | None] = {}

    @cached_property
    def punctuation_in_quote(self) -> bool:
        """Whether a comma or full stop goes inside the closing quotation mark."""
        return self._option("punctuation-in-quote")

    @cached_property
    def limit_day_ordinals(self) -> bool:
        """Whether only the first day of a month is an ordinal."""
        return self._option("limit-day-ordinals-to-day-1")

    @cached_property
    def range_sign(self) -> str:
        """What stands between the numbers of a range."""
        return self.term("page-range-delimiter") or "–"

    def _option(self, name: str) -> bool:
        return next((data.options[name] for data in self._chain if name in data.options), False)

    def term(self, name: str, form: str = "long", *, plural: bool = False, gender: str = "") -> str | None:
        """Return a term's text in the nearest form there is, or None where no locale has it."""
        key = (name, form, plural, gender)
        if key not in self._term_cache:
            found = self._find(name, form, gender)
            self._term_cache[key] = (found.multiple if plural else found.single) if found else None
        return self._term_cache[key]

    def _find(self, name: str, form: str, gender: str) -> Term | None:
        wanted: str | None = form
        while wanted:
            for data in self._chain:
                for sex in (gender, "") if gender else ("",):
                    if term := data.terms.get((name, wanted, sex)):
                        return term
            wanted = _FORM_FALLBACK.get(wanted)
        return None

    def gender(self, name: str) -> str:
        """Return the grammatical gender of a noun term: `masculine`, `feminine` or empty."""
        for data in self._chain:
            term = data.terms.get((name, "long", ""))
            if term:
                return term.gender
        return ""

    def date(self, form: str) -> Element | None:
        """Return the locale's date format, `text` or `numeric`."""
        return next((data.dates[form] for data in self._chain if form in data.dates), None)

    def ordinal(self, number: int, gender: str = "") -> str:
        """Return the number with its ordinal suffix.

        Rule: CSL 1.0.2 specification, "Ordinal Suffixes": the terms `ordinal-10` to `ordinal-99` by their last two
        digits, then `ordinal-00` to `ordinal-09`, then `ordinal`; `match` changes what is compared. The terms of one
        locale replace those of the next as a whole.
        """
        ordinals = self._ordinals
        for sex in (gender, "") if gender else ("",):
            suffix = _ordinal_suffix(ordinals, number, sex)
            if suffix is not None:
                return f"{number}{suffix}"
        return str(number)

    @cached_property
    def _ordinals(self) -> dict[tuple[str, str], tuple[str, str]]:
        for data in self._chain:
            plain = {key: value for key, value in data.ordinals.items() if key[0].startswith("ordinal")}
            if plain:
                return plain
        return {}

    def long_ordinal(self, number: int, gender: str = "") -> str:
        """Return the number in words where the locale has one (1 to 10), else as `ordinal`."""
        name = f"long-ordinal-{number:02d}"
        for data in self._chain:
            for sex in (gender, "") if gender else ("",):
                if (name, sex) in data.ordinals:
                    return data.ordinals[name, sex][0]
        return self.ordinal(number, gender)


_TEENS = (11, 12, 13)


def _ordinal_suffix(ordinals: dict[tuple[str, str], tuple[str, str]], number: int, gender: str) -> str | None:
    last_two, last = f"{number % 100:02d}", f"{number % 10:02d}"
    legacy = ordinals.get(("ordinal-04", gender)) if ("ordinal", gender) not in ordinals else None
    if legacy and not legacy[1] and (number % 100 in _TEENS or not 1 <= number % 10 <= 3):
        return legacy[0]
    for digits, default in ((last_two, "last-two-digits"), (last, "last-digit")):
        entry = ordinals.get((f"ordinal-{digits}", gender))
        if entry is None:
            continue
        text, match = entry
        rule = match or ("last-digit" if int(digits) < 10 else default)
        if rule == "whole-number" and number != int(digits):
            continue
        if rule == "last-two-digits" and number % 100 != int(digits):
            continue
        return text
    entry = ordinals.get(("ordinal", gender))
    return entry[0] if entry else None


def read_locale(data: bytes, file: str) -> LocaleData:
    """Parse a locale file.

    Raises:
        CslError: It is not a CSL locale.
    """
    from forumcite.csl.xmltree import parse_xml

    root = parse_xml(data, file)
    if root.tag != "locale":
        raise CslError(Message("the root element is <{tag}>, not <locale>", tag=root.tag), file=file, line=root.line)
    return LocaleData(root)


@cache
def _installed(language: str) -> LocaleData | None:
    from forumcite.csl.supply import locale_bytes

    data = locale_bytes(language)
    return read_locale(data, f"locales-{language}.xml") if data is not None else None


def locale_chain(language: str, own: list[LocaleData]) -> Locale:
    """Return the locale for a language: the style's own `cs:locale` elements first, then the installed files."""
    base = language.split("-", maxsplit=1)[0]
    exact = [data for data in own if data.language and data.language.lower() == language.lower()]
    general = [data for data in own if data.language == base and data not in exact]
    bare = [data for data in own if not data.language]
    files = [data for name in _file_names(language) if (data := _installed(name))]
    return Locale(language, [*exact, *general, *bare, *files])


def _file_names(language: str) -> Iterator[str]:
    """Yield the locale files to consult, in order."""
    from forumcite.csl.supply import locale_names

    known = {name.lower(): name for name in locale_names()}
    base = language.split("-", maxsplit=1)[0].lower()
    candidates = [language.lower(), PRIMARY_DIALECTS.get(base, base).lower(), "en-us"]
    yield from (known[name] for name in dict.fromkeys(candidates) if name in known)
