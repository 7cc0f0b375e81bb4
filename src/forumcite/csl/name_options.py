"""The options of `<name>` and its parts, and where they are inherited from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forumcite.csl.dress import Dress
from forumcite.csl.finish import font_of

if TYPE_CHECKING:
    from forumcite.csl.xmltree import Element

ALL = 10**6  # more names than any list has


class NameOptions:
    """The options of `<name>`, with those inherited from `<style>`, `<citation>`, `<bibliography>` and `<names>`."""

    __slots__ = (
        "after_last",
        "and_",
        "as_sort_order",
        "delimiter",
        "et_al_delimiter",
        "first",
        "form",
        "hyphen",
        "initialize",
        "initialize_with",
        "last",
        "minimum",
        "sort_separator",
        "subsequent_first",
        "subsequent_minimum",
    )

    def __init__(self, attrib: dict[str, str]) -> None:
        self.and_ = attrib.get("and", "")
        self.delimiter = attrib.get("delimiter", ", ")
        self.after_last = attrib.get("delimiter-precedes-last", "contextual")
        self.et_al_delimiter = attrib.get("delimiter-precedes-et-al", "contextual")
        self.minimum = _count(attrib, "et-al-min", 0)
        self.first = _count(attrib, "et-al-use-first", ALL)
        self.last = attrib.get("et-al-use-last") == "true"
        self.subsequent_minimum = _count(attrib, "et-al-subsequent-min", self.minimum)
        self.subsequent_first = _count(attrib, "et-al-subsequent-use-first", self.first)
        self.form = attrib.get("form", "long")
        self.initialize = attrib.get("initialize", "true") == "true"
        self.initialize_with = attrib.get("initialize-with")
        self.hyphen = attrib.get("initialize-with-hyphen", "true") == "true"
        self.as_sort_order = attrib.get("name-as-sort-order", "")
        self.sort_separator = attrib.get("sort-separator", ", ")


def _count(attrib: dict[str, str], key: str, default: int) -> int:
    try:
        return int(attrib.get(key, ""))
    except ValueError:
        return default


# Name options as they are called above `<name>`: CSL 1.0.2 specification, "Inheritable Name Options".
_INHERITED_NAMES = """
and delimiter-precedes-et-al delimiter-precedes-last et-al-min et-al-use-first et-al-use-last
et-al-subsequent-min et-al-subsequent-use-first initialize initialize-with initialize-with-hyphen
name-as-sort-order sort-separator
"""
_INHERITED = _INHERITED_NAMES.split()


def inherited_options(attrib: dict[str, str]) -> dict[str, str]:
    """Return the name options that an element above `<name>` sets, under the names that `<name>` uses."""
    options = {key: attrib[key] for key in _INHERITED if key in attrib}
    if "name-form" in attrib:
        options["form"] = attrib["name-form"]
    if "name-delimiter" in attrib:
        options["delimiter"] = attrib["name-delimiter"]
    return options


class NamePart:
    """`<name-part>`: formatting, case and affixes of the family or the given names."""

    __slots__ = ("case", "dress", "font", "prefix", "suffix")

    def __init__(self, attrib: dict[str, str]) -> None:
        self.font = font_of(attrib)
        self.case = attrib.get("text-case", "")
        self.prefix = attrib.get("prefix", "")
        self.suffix = attrib.get("suffix", "")


PLAIN_PART = NamePart({})


class NameForm:
    """`<name>` with its parts."""

    def __init__(self, element: Element | None) -> None:
        self.attrib: dict[str, str] = element.attrib if element else {}
        self.dress = Dress(self.attrib)
        parts = element.findall("name-part") if element else []
        forms = {part.attrib.get("name", ""): NamePart(part.attrib) for part in parts}
        self.family = forms.get("family", PLAIN_PART)
        self.given = forms.get("given", PLAIN_PART)
