"""One run of the cite command: what is to be cited, what is told about it, and how it is laid out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from forumcite.cite import (
    Document,
    Options,
    Passage,
    blanked_glosses,
    describe_field,
    filling_command,
    quoted,
    without_glosses,
)
from forumcite.csl import CslError, Run, Span, find_styles, render, resolve_style
from forumcite.csl.mapping import address_of
from forumcite.fragment import link, page_link, text_fragment
from forumcite.locator import Locator, locate_passage
from forumcite.messages import Message, Series, term
from forumcite.report.escape import visible
from forumcite.sources import decode_source, read_inside
from forumcite.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from forumcite.claims import ClaimEntry, Project, SourceEntry
    from forumcite.findings import Report, Result

    _Line: TypeAlias = tuple[str, Span, Mapping[str, str]]


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class CitingError(Exception):
    """The options do not fit together, or a key is not known; the message says what to do."""


class Citing:
    """What one command cites.

    Attributes:
        notes: What is to be told on standard error, a line each.
        status: 0 when all that was asked for is cited; else 1.
    """

    def __init__(  # noqa: PLR0913 - the options of the command
        self,
        *,
        style_name: str,
        format_: str = "text",
        lang: str = "",
        script: str | None = None,
        punct: str | None = None,
        missing: str = "omit",
        locator: bool = False,
        sort: str | None = None,
        romanize: bool = False,
        with_quote: bool = False,
        unverified: bool = False,
        everything: bool = False,
    ) -> None:
        self.options = Options(style_name, lang, script or "", punct or "", missing, locator, sort or "", romanize)
        self.format = format_
        self.with_quote = with_quote
        self.unverified = unverified
        self.everything = everything
        self.notes: list[str] = []
        self.status = 0
        self._items: dict[str, dict[str, Any]] = {}
        self._places: dict[str, str] = {}
        self._claims: list[tuple[str, list[Passage]]] = []

    # -- what is cited

    def cite_file(self, file: Path, keys: Sequence[str]) -> None:
        """Cite items of a file; all of them where no key is given.

        Raises:
            CslError: The file cannot be read.
            CitingError: There is no such key in it.
        """
        from forumcite.csl.files import read_items  # with the readers of all formats: only where a file is read

        known = {str(item["id"]): item for item in read_items(file)}
        if unknown := [key for key in keys if key not in known]:
            hint = nearest(unknown[0], known)
            raise CitingError(Message("{file} has no item {name!r}{hint}", file=file, name=unknown[0], hint=hint))
        self._items = {key: known[key] for key in dict.fromkeys(keys)} if keys else known
        self._places = dict.fromkeys(self._items, Message("in {file}", file=file))
        self._claims = [(key, [Passage(key, "", Locator())]) for key in keys]

    def cite_sources(self, project: Project) -> None:
        """Cite all sources of a project, without claims.

        Raises:
            UnreadableError, CslError: A file that an item comes from cannot be used.
        """
        self._add_sources(project, list(project.sources))

    def cite_claims(self, project: Project, entries: Sequence[ClaimEntry]) -> None:
        """Cite claims, those whose quotes do not pass only with `unverified`.

        Raises:
            UnreadableError, CslError: A file that an item comes from cannot be used.
        """
        from forumcite.verify import verify_project

        report = verify_project(replace(project, claims=tuple(replace(entry, selected=True) for entry in entries)))
        results: dict[str, list[Result]] = {}
        for result in report.results:
            results.setdefault(result.claim, []).append(result)
        passing = [entry for entry in entries if self._may_be_cited(entry.id, results.get(entry.id, []))]
        self._add_sources(project, [item.source for entry in passing for item in entry.claim.evidence])
        for entry in passing:
            self._add_claim(entry, results[entry.id], report)

    def _may_be_cited(self, claim: str, results: Sequence[Result]) -> bool:
        bad = [result for result in results if not (result.judgement.outcome is Outcome.PASS or result.accepted)]
        if not bad:
            return True
        told = bad[0].judgement.reason or term("verdict", bad[0].verdict.value)
        if self.unverified:
            self.notes.append(Message("warning: {claim} is cited unverified: {told}", claim=visible(claim), told=told))
            return True
        self.notes.append(
            Message(
                "error: {claim} is not cited, its quote does not pass ({told}): see `forumcite show {claim}`, or cite"
                " it with --unverified",
                claim=visible(claim),
                told=told,
            )
        )
        self.status = 1
        return False

    def _add_sources(self, project: Project, names: Sequence[str]) -> None:
        reader = ItemReader(project.root, project.configuration.maximum_source_size)
        for name in dict.fromkeys(names):
            entry = project.sources.get(name)
            item = reader.item(entry) if entry else None
            if entry is None or item is None:
                command = filling_command(visible(name), ("title", "URL"))
                self.notes.append(
                    Message(
                        "note citation-incomplete: {name} has no `cite`: {command}", name=visible(name), command=command
                    )
                )
                continue
            self._items[name] = item
            self._places[name] = ""

    def _add_claim(self, entry: ClaimEntry, results: Sequence[Result], report: Report) -> None:
        if self.everything:  # a bibliography has no places
            self.status = self.status or int(any(each.source not in self._items for each in results))
            return
        urls = {name: address_of(item) for name, item in self._items.items()}
        placed = [each for each in passages(results, report.texts, urls) if each.source in self._items]
        if len(placed) < len(results):
            self.status = 1
        if placed:
            self._claims.append((entry.id, placed))

    # -- what is printed

    def output(self) -> str:
        """All that was asked for, in the format that was asked for.

        Raises:
            CslError: There is no such style, or it is broken.
            CitingError: An option does not fit the style.
        """
        document = Document(list(self._items.values()), self.options)
        if self.options.punct and not document.is_chinese_standard:
            raise CitingError(Message("--punct is for GB/T 7714 only: leave it out, or choose --style gbt7714"))
        self._check_order()
        self._name_style(document.style.file)
        self._tell_of_style(document)
        if not self._items:
            self.status = 1
            return ""
        for name in self._items:
            self._tell(document, name)
        lines = [] if self.everything else list(self._cited(document))
        entries: list[_Line] = [("entry", entry, {}) for entry in document.entries()]
        if lines and entries:
            lines.append(("gap", Span([]), {}))
        return _lay_out([*lines, *entries], self.format)

    def _name_style(self, file: str) -> None:
        """Name the style where a short name was given."""
        if file == self.options.style or self.options.style.endswith(".csl"):
            return
        id_ = resolve_style(self.options.style)
        if id_ != self.options.style:
            title = next((info.title for info in find_styles([id_]) if info.id == id_), "")
            self.notes.append(Message("style: {id} ({title})", id=id_, title=visible(title)))

    def _check_order(self) -> None:
        from forumcite.csl.sorting import has_strokes

        if self.options.sort == "stroke" and not has_strokes():
            raise CitingError(Message("--sort stroke needs the package PyICU: pip install 'forumcite[strokes]'"))

    def _tell_of_style(self, document: Document) -> None:
        """What the style makes of the options."""
        style = visible(self.options.style)
        if document.ignores_language:
            own, asked = visible(document.style.default_locale), visible(self.options.language)
            self.notes.append(
                Message(
                    "warning: {style} is written for {own} and keeps it: --lang {asked} changes nothing",
                    style=style,
                    own=own,
                    asked=asked,
                )
            )
        if document.ignores_order:
            self.notes.append(
                Message("warning: {style} keeps the order of citation: --sort changes nothing", style=style)
            )
        if document.ignores_strokes:
            self.notes.append(
                Message(
                    "warning: {style} sorts by strokes, which needs the package PyICU; pinyin is used: "
                    "pip install 'forumcite[strokes]'",
                    style=style,
                )
            )

    def _tell(self, document: Document, name: str) -> None:
        """What was changed, what is lacking and what gets lost, for one item."""
        shown, place = visible(name), self._places[name]
        self.notes += (Message("note: {name}: {told}", name=shown, told=told) for told in document.changes(name))
        if lacking := document.lacking(name):
            fields: str = Series(", ", [describe_field(each) for each in lacking])
            asked = list(lacking)
            people = ("author", "editor", "compiler", "organizer")
            if "author" not in lacking and not any(document.fitted[name].get(each) for each in people):
                fields = Message("{fields} and, if it names one, `author`", fields=fields)
                asked.append("author")
            failing = self.options.missing == "fail"
            remedy = Message("write it {place}", place=place) if place else filling_command(shown, dict.fromkeys(asked))
            told = Message("{name} lacks {fields}: {remedy}", name=shown, fields=fields, remedy=remedy)
            level = term("level", "error" if failing else "note")
            self.notes.append(Message("{level} citation-incomplete: {told}", level=level, told=told))
            self.status = 1 if failing else self.status
        if self.options.romanize and document.is_romanized(name):
            told = Message("its title is romanised by machine: check words and names")
            if not place:
                command = filling_command(shown, ["romanized-title"])
                told = Message("{told}, and keep it: {command}", told=told, command=command)
            self.notes.append(Message("note: {name}: {told}", name=shown, told=told))
        style = visible(self.options.style)
        self.notes += (
            Message("note: {name}: {style} {told}", name=shown, style=style, told=told)
            for told in document.lost_dates(name)
        )

    def _cited(self, document: Document) -> Iterator[_Line]:
        """For each claim its citation, where the quote stands, and the links to it."""
        for number, (claim, placed) in enumerate(self._claims, 1):
            cluster = document.cite(placed)
            data = _data(claim, placed)
            if document.style.is_note:
                cluster = Span([Run(f"{number}. "), cluster])
            if self.with_quote and any(each.quote for each in placed):
                cluster = self._with_quotes(document, placed, cluster, number)
            yield "citation", cluster, data
            if place := _place(document, placed):
                yield "place", document.in_script(Span([Run(place)])), {}
            for target in dict.fromkeys(each.link for each in placed if each.link):
                yield "link", Span([Run(target)], href=target), {}

    def _with_quotes(self, document: Document, placed: Sequence[Passage], cluster: Span, number: int) -> Span:
        quotes = ("" if document.is_chinese else " ").join(quoted(each.quote) for each in placed)
        words = document.in_script(Span([Run(quotes)]))
        if document.style.is_note:
            raised = Run(str(number).translate(_RAISED) if self.format in ("text", "terminal") else str(number))
            return Span([words, Span([raised], (("vertical-align", "sup"),)), Run("\n"), cluster])
        return Span([words, Run("" if document.is_chinese else " "), cluster])


# -- items and places -------------------------------------------------------------------------------------------------


class ItemReader:
    """The CSL-JSON items of a project's sources; files that items are taken from are read once."""

    def __init__(self, root: Path, limit: int) -> None:
        self.root = root
        self.limit = limit
        self._files: dict[tuple[Path, str], dict[str, dict[str, Any]]] = {}

    def item(self, entry: SourceEntry) -> dict[str, Any] | None:
        """The item of a source with the source's id, None where it has no `cite`.

        An item `from` a file is that of its `key` there; what else stands in `cite` goes before what the file says.

        Raises:
            UnreadableError: The file may not or cannot be read.
            CslError: It cannot be parsed, or has no such key.
        """
        cite = dict(entry.source.cite or {})
        if not cite:
            return None
        name, key = cite.pop("from", ""), cite.pop("key", "")
        known = self._of_file(entry.directory, name) if name else {}
        if name and key not in known:
            hint = nearest(key, known)
            message = Message("source `{id}`: there is no item {key!r}{hint}", id=entry.id, key=key, hint=hint)
            raise CslError(message, file=name)
        return {**known.get(key, {}), **cite, "id": entry.id}

    def _of_file(self, directory: Path, name: str) -> dict[str, dict[str, Any]]:
        from forumcite.csl.files import parse_items  # as above

        if (directory, name) not in self._files:
            text = decode_source(read_inside(self.root, directory, name, self.limit))
            self._files[directory, name] = {str(item["id"]): item for item in parse_items(text, name)}
        return self._files[directory, name]


def nearest(key: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown key."""
    from difflib import get_close_matches

    near = get_close_matches(key[:100], list(known), n=1)
    return Message("; did you mean {near!r}?", near=near[0]) if near else ""


def passages(results: Iterable[Result], texts: Mapping[str, str], urls: Mapping[str, str]) -> list[Passage]:
    """The quotes of a claim, placed where they were located."""
    placed = []
    for result in results:
        start, end = result.judgement.start, result.judgement.end
        text = texts.get(result.source)
        if text is None or start is None or end is None:
            placed.append(Passage(result.source, result.quote, Locator()))
        else:
            placed.append(place_passage(result.source, result.quote, text, start, end, urls.get(result.source, "")))
    return placed


def place_passage(source: str, quote: str, text: str, start: int, end: int, url: str = "") -> Passage:
    """A quote with its place in its source, and the link that opens the source there.

    Args:
        source: The source's id.
        quote: The quote as it is written.
        text: The source's text.
        start: The first code point of the quote in it.
        end: One past its last.
        url: The source's address, if it has one.
    """
    locator = locate_passage(text, start, end, plain=blanked_glosses(text))
    locator = replace(locator, headings=tuple(map(without_glosses, locator.headings)))
    target = ""
    if url:
        target = page_link(url, locator.page) if locator.page else link(url, text_fragment(text, start, end))
    return Passage(source, quote, locator, target, start, end)


# -- lay-out ----------------------------------------------------------------------------------------------------------


def _place(document: Document, placed: Sequence[Passage]) -> str:
    """Where the quotes stand: headings, then paragraph, page or time."""
    places = []
    for passage in placed:
        locator = passage.locator
        words = document.place_words(locator.label, locator.value) if locator.label else ""
        places.append(" › ".join([*locator.headings, *([words] if words else [])]))
    return "; ".join(dict.fromkeys(place for place in places if place))


def _data(claim: str, placed: Sequence[Passage]) -> dict[str, str]:
    """What a machine can read of a citation: the claim, the sources, and the spans in code points."""
    spans = [f"{each.start}-{each.end}" for each in placed if each.start is not None]
    return {
        "claim": claim,
        "source": " ".join(dict.fromkeys(each.source for each in placed)),
        **({"span": " ".join(spans)} if spans else {}),
    }


def _lay_out(lines: Sequence[_Line], name: str) -> str:
    """One paragraph for each line, in a format of citations."""
    if name == "html":
        parts = [
            f"<div{_attributes({'class': kind, **{f'data-{key}': value for key, value in data.items()}})}>"
            f"{render(span, name).strip()}</div>\n"
            for kind, span, data in lines
            if kind != "gap"
        ]
        return "".join(parts)
    shown = [render(span, name).strip() for kind, span, _ in lines if kind != "gap" or name in ("text", "terminal")]
    if name == "rtf":
        return "{\\rtf1\\ansi\\uc0 " + "\\par\n".join(shown) + "}\n"
    return ("\n" if name in ("text", "terminal") else "\n\n").join(shown) + "\n"


def _attributes(values: Mapping[str, str]) -> str:
    from html import escape

    return "".join(f' {key}="{escape(value)}"' for key, value in values.items())
