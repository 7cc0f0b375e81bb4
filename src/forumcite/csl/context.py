"""What an element of a style needs to know while it renders one cite or one entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forumcite.csl.numbers import page_range
from forumcite.csl.records import Record

if TYPE_CHECKING:
    from forumcite.csl.items import Item, Name
    from forumcite.csl.locale import Locale
    from forumcite.csl.name_options import NameOptions
    from forumcite.csl.runs import Run
    from forumcite.csl.style import Area, Style

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = range(4)
_SHORT = {"title": ("title-short",), "container-title": ("container-title-short",)}


class Expansion(Record):
    """What disambiguation adds to a cite.

    Attributes:
        names: How many names of a list are shown at least.
        givens: For a name variable and a place in it, how much of the given name: 1 initials, 2 all.
        condition: How many of the style's `disambiguate="true"` tests hold, in the order they come up.
        year_suffix: The letter, else empty.
    """

    __slots__ = ("condition", "givens", "names", "year_suffix")

    def __init__(
        self,
        names: int = 0,
        givens: dict[tuple[str, int], int] | None = None,
        condition: int = 0,
        year_suffix: str = "",
    ) -> None:
        self.names = names
        self.givens: dict[tuple[str, int], int] = givens if givens is not None else {}
        self.condition = condition
        self.year_suffix = year_suffix

    def copy(self) -> Expansion:
        """Return an independent copy."""
        return Expansion(self.names, dict(self.givens), self.condition, self.year_suffix)


NOTHING_ADDED = Expansion()


class Cite(Record):
    """One work in a cluster, as the author of the document asks for it.

    Attributes:
        id: The item's id.
        locator: The part cited, such as `12-14`; empty for the whole.
        label: The kind of part: a CSL locator term such as `page`, `paragraph`, `section`.
        prefix: Text before; may hold the markup of fields.
        suffix: Text after.
        suppress_author: Leave the names out ("Smith says (2020)").
        author_only: Only the names.
        position: FIRST, SUBSEQUENT, IBID or IBID_WITH_LOCATOR.
        near_note: The work was cited a few notes ago.
        first_note: The number of the note of the first citation; 0 where there is none.
    """

    __slots__ = (
        "author_only",
        "first_note",
        "id",
        "label",
        "locator",
        "near_note",
        "position",
        "prefix",
        "suffix",
        "suppress_author",
    )

    def __init__(  # noqa: PLR0913 - a record
        self,
        id: str,  # noqa: A002 - the field's name in CSL-JSON
        locator: str = "",
        label: str = "page",
        prefix: str = "",
        suffix: str = "",
        *,
        suppress_author: bool = False,
        author_only: bool = False,
        position: int = FIRST,
        near_note: bool = False,
        first_note: int = 0,
    ) -> None:
        self.id = id
        self.locator = locator
        self.label = label
        self.prefix = prefix
        self.suffix = suffix
        self.suppress_author = suppress_author
        self.author_only = author_only
        self.position = position
        self.near_note = near_note
        self.first_note = first_note


class Context:
    """The state of one rendering."""

    __slots__ = (
        "area",
        "called",
        "capital_start",
        "cite",
        "conditions_seen",
        "expansion",
        "filled",
        "hide_names",
        "in_sort",
        "item",
        "key_options",
        "lacking",
        "language",
        "locale",
        "macro_calls",
        "names_shown",
        "number",
        "printed",
        "probing",
        "seen_names",
        "slots",
        "started",
        "style",
        "suffix_done",
        "suppressed",
        "used",
    )

    def __init__(self, item: Item, cite: Cite | None, style: Style, area: Area, locale: Locale) -> None:
        self.item = item
        self.cite = cite
        self.style = style
        self.area = area
        self.locale = locale
        self.language = item.language or style.default_locale or locale.language
        self.expansion = NOTHING_ADDED
        self.number = 0  # citation-number
        self.called = self.filled = False  # whether the group at hand called a variable, and found one filled
        self.suppressed: frozenset[str] = frozenset()  # variables that a substitution used up
        self.used: list[str] | None = None  # while substituting: the variables rendered
        self.hide_names = False  # the names that open the cite are left out
        self.conditions_seen = 0  # tests of `disambiguate` so far
        self.capital_start = False  # a term that opens the rendering takes a capital
        self.started = False  # something has been rendered
        self.macro_calls = 0  # so far, so that a hostile style comes to an end
        self.names_shown = 0  # name blocks rendered so far
        self.suffix_done = False  # the year suffix stands
        self.in_sort = False
        self.probing = False  # rendering only to compare: numbers and locators are left out
        self.slots: dict[str, Run] = {}  # labels with a place for their number (CSL-M), by variable
        self.seen_names: list[tuple[str, int, Name, NameOptions]] | None = None  # the names shown, where asked for
        self.printed: set[str] = set()  # variables rendered
        self.lacking: set[str] = set()  # variables asked for that the item does not have
        self.key_options: dict[str, str] = {}  # name options that a sort key sets

    def text(self, variable: str, form: str = "") -> str:
        """Return a text or number variable, empty where there is none; notes that it was called."""
        value = "" if self._used_up(variable) else self.look(variable, form)
        if value or variable not in _NEVER_MISSED:
            self.note(variable, filled=bool(value))
        return value

    def look(self, variable: str, form: str = "") -> str:
        """Return a text or number variable; does not count as a call, and finds also what a substitution used up."""
        special = _SPECIAL.get(variable)
        if special:
            return special(self)
        texts = self.item.texts
        if form == "short":
            for name in _SHORT.get(variable, (f"{variable}-short",)):
                if name in texts:
                    return texts[name]
        return texts.get(variable, "")

    def note(self, variable: str, *, filled: bool) -> None:
        """Tell the group at hand that a variable was called, and whether there was anything in it."""
        self.called = True
        if not filled:
            self.lacking.add(variable)
        else:
            self.filled = True
            self.printed.add(variable)
            if self.used is not None:
                self.used.append(variable)

    def names(self, variable: str) -> list[Name]:
        """Return the names of a variable, an empty list where there are none."""
        return [] if self._used_up(variable) else self.item.names.get(variable, [])

    def _used_up(self, variable: str) -> bool:
        """Whether a substitution has rendered the variable, or the one at hand already has."""
        return variable in self.suppressed or (self.used is not None and variable in self.used)

    def has(self, variable: str) -> bool:
        """Whether a variable of any kind is filled; does not count as a call."""
        item = self.item
        return variable in item.names or variable in item.dates or bool(self.look(variable))

    def page_range(self, value: str) -> str:
        """Return page numbers as the style wants their ranges."""
        text = page_range(value, self.style.page_range_format, self.locale.range_sign)
        return text.replace(" & ", f" {self.locale.term('and', 'symbol') or '&'} ") if "&" in text else text


def _locator(cx: Context) -> str:
    return "" if cx.cite is None or cx.probing else cx.cite.locator.strip()


def _citation_number(cx: Context) -> str:
    return "" if cx.probing or not cx.number else str(cx.number)


def _first_note(cx: Context) -> str:
    return str(cx.cite.first_note) if cx.cite and cx.cite.first_note else ""


def _year_suffix(cx: Context) -> str:
    return cx.expansion.year_suffix


def _first_page(cx: Context) -> str:
    given = cx.item.texts.get("page-first")
    if given:
        return given
    page = cx.item.texts.get("page", "")
    first = ""
    for letter in page.strip():
        if not letter.isalnum() and letter not in ".:":
            break
        first += letter
    return first


def _citation_label(cx: Context) -> str:
    """Return the trigraph: letters of the names and two digits of the year."""
    if "citation-label" in cx.item.texts:
        return cx.item.texts["citation-label"] + cx.expansion.year_suffix
    names = next((cx.item.names[name] for name in _LABELLED_BY if name in cx.item.names), [])
    families = [re.sub(r"\W", "", name.family or name.literal) for name in names[:4]]
    lengths = {0: (), 1: (4,), 2: (2, 2), 3: (2, 1, 1), 4: (1, 1, 1, 1)}[len(families)]
    letters = "".join(family[:1] + family[1:length].lower() for family, length in zip(families, lengths, strict=True))
    if not letters:
        letters = re.sub(r"\W", "", cx.item.texts.get("title", ""))[:4]
    date = cx.item.dates.get("issued")
    year = f"{abs(date.start.year) % 100:02d}" if date and date.start else "00"
    return letters + year + cx.expansion.year_suffix


# Variables whose absence does not suppress the group around them.
_NEVER_MISSED = frozenset({"year-suffix", "citation-number", "citation-label"})
# Whose names a trigraph is made of; without any, the title.
_LABELLED_BY = ("author", "composer", "director", "editor", "translator", "container-author", "collection-editor")
_SPECIAL = {
    "locator": _locator,
    "citation-number": _citation_number,
    "first-reference-note-number": _first_note,
    "year-suffix": _year_suffix,
    "page-first": _first_page,
    "citation-label": _citation_label,
}
