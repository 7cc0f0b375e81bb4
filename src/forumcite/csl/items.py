"""Items: bibliographic data in CSL-JSON, read leniently and made ready for rendering."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forumcite.csl.edtf import Date, read_date
from forumcite.csl.errors import CslError
from forumcite.csl.records import Record
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME_VARIABLES = """
author chair collection-editor compiler composer container-author contributor curator director editor
editorial-director editortranslator editor-translator executive-producer guest host illustrator interviewer
narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator
translator
"""
NAME_VARIABLES = frozenset(_NAME_VARIABLES.split())
DATE_VARIABLES = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})
LINKED = ("DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN")
# What older files and programs call a variable.
_ALIASES = {"shortTitle": "title-short", "journalAbbreviation": "container-title-short"}


class Name(Record):
    """A person or institution.

    Attributes:
        family: Family name, without particles.
        given: Given names, without particles.
        dropping: The particle that falls away when the family name stands alone ("de" in "Jean de La Fontaine").
        particle: The particle that stays with the family name ("van" in "Vincent van Gogh").
        suffix: "Jr.", "III".
        comma_suffix: A comma stands before the suffix also in normal order.
        static: The family name comes first in every place.
        literal: The whole name where it has no parts; then the others are empty.
    """

    __slots__ = ("comma_suffix", "dropping", "family", "given", "literal", "particle", "static", "suffix")

    def __init__(
        self,
        family: str = "",
        given: str = "",
        dropping: str = "",
        particle: str = "",
        suffix: str = "",
        *,
        comma_suffix: bool = False,
        static: bool = False,
        literal: str = "",
    ) -> None:
        self.family = family
        self.given = given
        self.dropping = dropping
        self.particle = particle
        self.suffix = suffix
        self.comma_suffix = comma_suffix
        self.static = static
        self.literal = literal


class Item:
    """One work, with its variables sorted by kind.

    Attributes:
        id: The key by which it is cited.
        type: The CSL type, such as `article-journal`.
        language: BCP 47, as given; empty where not known.
        texts: Text and number variables.
        names: Name variables; none is empty.
        dates: Date variables.
    """

    __slots__ = ("dates", "id", "language", "names", "texts", "type")

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Read a CSL-JSON object.

        Raises:
            CslError: It has no id.
        """
        if "id" not in data:
            raise CslError(Message("an item has no id"))
        self.id = str(data["id"])
        self.type = str(data.get("type") or "document")
        self.texts: dict[str, str] = {}
        self.names: dict[str, list[Name]] = {}
        self.dates: dict[str, Date] = {}
        for key, value in data.items():
            if key not in ("id", "type") and value is not None:
                self._read(key, value)
        self._read_note(self.texts.get("note", ""))
        self.language = self.texts.get("language", "")

    def _read(self, key: str, value: Any) -> None:
        variable = _ALIASES.get(key, key)
        if variable in NAME_VARIABLES:
            names = [name for entry in _as_list(value) if (name := read_name(entry))]
            if names:
                self.names[variable] = names
        elif variable in DATE_VARIABLES or (isinstance(value, dict) and "date-parts" in value):
            if (date := read_date(value)) is not None:
                self.dates[variable] = date
        elif isinstance(value, (str, int, float)):
            text = str(value).strip("\n") if not isinstance(value, bool) else str(value).lower()
            if text.strip():
                self.texts.setdefault(variable, text)

    def _read_note(self, note: str) -> None:
        """Take variables that a note holds, the way reference managers without a field for them store them.

        Either as `{:variable: value}` anywhere or as lines `variable: value` at the start.
        """
        if not note:
            return
        found = re.findall(r"\{:([a-zA-Z_-]+):\s*([^}]*)\}", note)
        for line in note.splitlines():
            match = re.fullmatch(r"([a-zA-Z]+(?:[-_][a-zA-Z]+)*):\s*(.+)", line.strip())
            if not match:
                break
            found.append((match[1], match[2]))
        for variable, value in found:
            self._read_noted(variable, value.strip())

    def _read_noted(self, variable: str, value: str) -> None:
        if variable == "type":
            self.type = value
        elif variable in NAME_VARIABLES:
            family, bars, given = value.partition("||")
            entry = {"family": family.strip(), "given": given.strip()} if bars else {"literal": family.strip()}
            self._read(variable, [*self.names.get(variable, []), entry])
        elif variable == variable.lower() or variable in LINKED:
            self._read(variable, value)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_JOINED = ("d'", "d’", "l'", "l’", "al-", "el-", "as-", "ad-", "an-", "ar-", "at-")


def split_particle(family: str) -> tuple[str, str]:
    """Split a family name into its particles, the lowercase words in front, and the rest."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count].strip("'’-.").islower():
        count += 1
    particle, rest = " ".join(words[:count]), " ".join(words[count:])
    joined = next((start for start in _JOINED if rest.startswith(start) and len(rest) > len(start)), "")
    if joined:
        return f"{particle} {joined}".strip(), rest[len(joined) :]
    return particle, rest


def read_name(entry: Any) -> Name | None:
    """Read a CSL-JSON name, a string or a `Name`; particles inside `family` and `given` are taken apart."""
    if isinstance(entry, Name):
        return entry
    if isinstance(entry, str):
        return Name(literal=entry.strip()) if entry.strip() else None
    if not isinstance(entry, dict):
        return None
    text = {key: str(value).strip() for key, value in entry.items() if isinstance(value, (str, int))}
    family, given = text.get("family", ""), text.get("given", "")
    if text.get("literal"):
        return Name(literal=text["literal"])
    if not family and not given:
        return None
    if entry.get("isInstitution"):
        return Name(literal=family or given)
    name = Name(
        family=family,
        given=given,
        dropping=text.get("dropping-particle", ""),
        particle=text.get("non-dropping-particle", ""),
        suffix=text.get("suffix", ""),
        comma_suffix=bool(entry.get("comma-suffix")),
        static=bool(entry.get("static-ordering")),
    )
    if entry.get("parse-names", True):
        _take_apart(name)
    return name


def _take_apart(name: Name) -> None:
    """Move particles out of `family` and `given`, and a suffix after a comma out of `given`."""
    if not name.family:
        name.family, name.given = name.given, ""
    if len(name.family) > 1 and name.family[0] == name.family[-1] == '"':
        name.family = name.family[1:-1]
    elif name.given and not name.particle:
        name.particle, name.family = split_particle(name.family)
    if not name.suffix and "," in name.given:
        given, _, suffix = name.given.partition(",")
        suffix = suffix.strip()
        name.comma_suffix = name.comma_suffix or suffix.startswith("!")
        name.given, name.suffix = given.strip(), suffix.lstrip("! ")
    if not name.dropping and " " in name.given:
        words = name.given.split(" ")
        cut = len(words)
        while cut > 1 and _is_particle(words[cut - 1]):
            cut -= 1
        if cut < len(words):
            name.given, name.dropping = " ".join(words[:cut]), " ".join(words[cut:])


def _is_particle(word: str) -> bool:
    return word == word.lower() and word[:1].isalpha() and not word.endswith(".") and word.isascii() is word.isascii()
