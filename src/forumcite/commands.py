"""The commands: parse, call, format. What they print is returned to the entry point, which alone writes it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forumcite import __version__
from forumcite.findings import VERDICT_RULES, Finding, Level, Location, Report, Result
from forumcite.help import Group, lang_option, session
from forumcite.messages import Message, Series, counted, placed, term
from forumcite.report import FORMATS, STYLED, TRANSLATED
from forumcite.report.escape import json_text, visible
from forumcite.report.style import Style, pad, width, wrap
from forumcite.report.summary import is_known, is_open
from forumcite.rules import RULES, TRUST_RULES
from forumcite.verdict import Judgement, Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from forumcite.claims import ClaimEntry, Project
    from forumcite.gate import Terms
    from forumcite.repair import FileRepair

FILE = "FILE"
_NARROWEST, _WIDEST = 40, 160
_LABELS = 18  # the cells of an indent and a label, before a passage begins


class Refusal(Exception):  # noqa: N818 - a word for the reader of the message: the run could not be done
    """The run could not be done; the message says why and what to do. Exit status 2."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: bytes for standard output, lines for standard error, the exit status."""

    output: bytes
    status: int = 0
    notes: tuple[str, ...] = ()


# -- options that several commands share ------------------------------------------------------------------------------

_root = click.option(
    "--root",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The root of the project; else it is looked for upward from the first path.",
)
_color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="When to use colours; auto honours NO_COLOR, FORCE_COLOR and TERM=dumb.",
)


def _style(color: str, verbosity: int = 0) -> Style:
    """How text is drawn on standard output."""
    terminal = sys.stdout.isatty()
    columns = Style().columns
    if terminal:
        from shutil import get_terminal_size

        columns = min(_WIDEST, max(_NARROWEST, get_terminal_size().columns - _LABELS))
    return Style(
        colour=_wants_colour(color, terminal=terminal),
        encoding=getattr(sys.stdout, "encoding", None) or "utf-8",
        verbosity=verbosity,
        columns=columns,
        language=session().on(sys.stdout),
    )


def _wants_colour(color: str, *, terminal: bool) -> bool:
    """The option decides; then NO_COLOR (https://no-color.org), FORCE_COLOR, a dumb terminal, and whether it is one."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced != "0"
    return terminal and os.environ.get("TERM") != "dumb"


def _encode(text: str, style: Style) -> bytes:
    return text.encode(style.encoding, errors="forumcite")


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 all is well, 1 something is not, 2 the run could not be done.",
)
@click.version_option(__version__, message="forumcite %(version)s")
@lang_option
def forumcite() -> None:
    """Prove every quote against its source, to the code point.

    Claims live in YAML files under claims/, each with its quote and the source that it was taken from. `verify` finds
    every quote in its source, or shows what differs.
    """


# -- verify -----------------------------------------------------------------------------------------------------------

# The backspace is click's sign to leave the line breaks of a paragraph as they are.
_WITHOUT_PROJECT = """\b
Without a project:
  forumcite verify --source article.txt --quote "nine computing clusters"
  forumcite verify --source article.txt - < quotes.jsonl

A line of quotes.jsonl is an object with `quote` and, if you like, `id`, `prefix`, `suffix`, `start`, `end`,
`speaker` and `statement`; every line is answered by a line.
"""


@forumcite.command(epilog=_WITHOUT_PROJECT)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--format", "name", type=click.Choice(list(FORMATS)), default=None, help="How to report.  [default: text]"
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Also write the report to a file in a format; may be given several times.",
)
@click.option("--statistics", "statistics_", is_flag=True, help="Add counts by verdict, fold, kind of edit and rule.")
@click.option(
    "--fail-on",
    type=click.Choice(["review", "fail"]),
    default="review",
    show_default=True,
    help="What makes the exit status 1: `fail` lets quotes to review through.",
)
@click.option(
    "--changed-since", "since", metavar="REV", help="Report only claims and sources touched since a git revision."
)
@click.option(
    "--against",
    metavar="REV",
    help="Take configuration and baseline from a git revision, and report first what must not change unseen.",
)
@click.option(
    "--allow",
    "allowed",
    multiple=True,
    type=click.Choice(TRUST_RULES),
    metavar="RULE",
    help=f"With --against: let one of these be ({', '.join(TRUST_RULES)}).",
)
@click.option("--baseline", type=click.Path(path_type=Path), metavar=FILE, help="Findings that are known do not fail.")
@click.option("--write-baseline", is_flag=True, help="Write the known findings to that file; once there, it shrinks.")
@click.option("-v", "--verbose", is_flag=True, help="List the passes and the notes too.")
@click.option("-q", "--quiet", is_flag=True, help="Print the summary only.")
@click.option("--fix", is_flag=True, help="Write missing and drifted positions and missing digests, then check again.")
@click.option(
    "--unsafe", is_flag=True, help="With --fix: also put the source's words where a quote or its context differs."
)
@click.option("--diff", "diff_", is_flag=True, help="Show what --fix would write, as a diff; write nothing.")
@_color
@_root
@click.option("--source", metavar=FILE, help="Check quotes against this text file, without any project.")
@click.option("--quote", metavar="TEXT", help="The quote to check; `-` reads JSON Lines from standard input.")
@click.option("--prefix", default="", metavar="TEXT", help="The text just before the quote.")
@click.option("--suffix", default="", metavar="TEXT", help="The text just after the quote.")
@click.option("--speaker", metavar="NAME", help="Whose words the quote is.")
@click.option("--statement", metavar="TEXT", help="What the quote is to show.")
@lang_option
def verify(  # noqa: PLR0913 - each option of the command is a parameter
    *,
    paths: tuple[str, ...],
    name: str | None,
    outputs: tuple[str, ...],
    statistics_: bool,
    fail_on: str,
    since: str | None,
    against: str | None,
    allowed: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,
    verbose: bool,
    quiet: bool,
    fix: bool,
    unsafe: bool,
    diff_: bool,
    color: str,
    root: Path | None,
    source: str | None,
    quote: str | None,
    prefix: str,
    suffix: str,
    speaker: str | None,
    statement: str | None,
) -> Answer:
    """Check every quote against its source.

    PATH is a claims file or a folder of them; it selects what is reported, the whole project is always loaded.
    Without it, claims/ is checked, or what the configuration names.
    """
    style = _style(color, verbose - quiet)
    files = [_output_file(output) for output in outputs]
    if source is None and (quote is not None or "-" in paths):
        raise click.UsageError(Message("a quote needs --source FILE, the text to look in"))
    notes: list[str] = []
    guarded = since is not None or against is not None or baseline is not None
    _check_terms(since, against, allowed, baseline, paths, write=write_baseline, project=source is None)
    _check_repair(fix=fix, unsafe=unsafe, diff=diff_, other=source or quote, name=name)
    if guarded and (fix or diff_):
        raise click.UsageError(
            Message("--fix and --diff repair the project as it stands: leave out --against and --baseline")
        )
    if source is not None:
        details = {"prefix": prefix, "suffix": suffix, "speaker": speaker, "statement": statement}
        asked = _asked_quotes(quote, paths, details)
        report = _quotes_report(asked, Path(source))
        if name is None and "-" in (quote, *paths):
            return Answer(_quote_lines(asked, report), _status(report, fail_on))
        # Who asks about one quote wants to see where it stands.
        style = replace(style, verbosity=style.verbosity or 1)
    elif guarded:
        from forumcite.gate import Terms

        report, notes = _guarded_report(root, paths, Terms(against, allowed, since, baseline, write_baseline))
    elif diff_:
        return _repair_shown(root, paths, style, unsafe=unsafe)
    elif fix:
        report, left = _repaired(root, paths, unsafe=unsafe)
        notes += left
    else:
        report = _project_report(root, paths)
    if source is None and against is None and verbose:
        notes.append(
            Message("sources are taken as they are; `--against REV` compares them with a revision that you trust")
        )
    status = _status(report, fail_on, paths, may_be_empty=since is not None)
    answer = _reported(report, name or "text", files, style, status, counted=statistics_)
    return replace(answer, notes=(*notes, *answer.notes))


def _check_terms(
    since: str | None,
    against: str | None,
    allowed: Sequence[str],
    baseline: Path | None,
    paths: Sequence[str],
    *,
    write: bool,
    project: bool,
) -> None:
    """Refuse options that do not go together before anything is read."""
    if not project and (since or against or allowed or baseline or write):
        raise click.UsageError(Message("--source needs no project, and there is nothing to compare it with"))
    if allowed and against is None:
        raise click.UsageError(Message("--allow needs --against REV, which reports what it allows"))
    if write and baseline is None:
        raise click.UsageError(Message("--write-baseline needs --baseline FILE"))
    if write and (paths or since is not None or against is not None):
        raise click.UsageError(
            Message("--write-baseline looks at the whole project: leave out PATH, --changed-since, --against")
        )


def _output_file(output: str) -> tuple[str, Path]:
    name, equals, file = output.partition("=")
    if not equals or name not in FORMATS or not file:
        message = Message("write FORMAT=FILE, with one of {formats}", formats=[*FORMATS])
        raise click.BadParameter(message, param_hint="--output")
    return name, Path(file)


def _reported(
    report: Report, name: str, files: Sequence[tuple[str, Path]], style: Style, status: int, *, counted: bool
) -> Answer:
    """The report on standard output, and in the files that were asked for."""
    from forumcite.report import statistics

    for kind, file in files:
        try:
            file.write_bytes(_rendered(report, kind).encode())
        except OSError as error:
            raise Refusal(Message("{file} cannot be written: {why}", file=file, why=error.strerror)) from None
    if name not in STYLED:
        notes = tuple(statistics.render(report, _utf8()).splitlines()) if counted else ()
        return Answer(_rendered(report, name).encode(), status, notes)
    text = STYLED[name](report, style)
    if counted:
        text = statistics.render(report, style) + "\n" + text
    return Answer(_encode(text, style), status)


def _utf8() -> Style:
    """How text is drawn for whoever reads UTF-8, in the language that was asked for."""
    return Style(language=session().language)


def _rendered(report: Report, name: str) -> str:
    """The report in a format that is UTF-8 everywhere; messages for people in their language."""
    spoken = {**STYLED, **TRANSLATED}.get(name)
    return spoken(report, _utf8()) if spoken else FORMATS[name](report)


def _status(report: Report, fail_on: str, paths: Sequence[str] = (), *, may_be_empty: bool = False) -> int:
    """0 when at least one quote was checked, all pass (open and known ones aside), and no finding is an error; else 1.

    Single files that a hook passes and that hold nothing to check are well, and so is what `may_be_empty`.
    """
    closed = [result for result in report.results if not is_open(result)]
    still_open = {(result.claim, result.evidence) for result in report.results if is_open(result)}
    errors = [
        finding
        for finding in report.findings
        if finding.level is Level.ERROR and (finding.claim, finding.evidence) not in still_open
    ]
    bad = (Outcome.FAIL,) if fail_on == "fail" else (Outcome.FAIL, Outcome.REVIEW)
    if errors or any(result.outcome in bad and not is_known(result) for result in closed):
        return 1
    checked = any(result.verdict is not Verdict.UNCHECKED for result in closed)
    if may_be_empty and not closed:
        return 0
    return 0 if checked or (paths and all(Path(path).is_file() for path in paths)) else 1


# -- repair -----------------------------------------------------------------------------------------------------------


def _check_repair(*, fix: bool, unsafe: bool, diff: bool, other: str | None, name: str | None) -> None:
    if unsafe and not (fix or diff):
        raise click.UsageError(Message("--unsafe says what --fix may write: give --fix, or --diff to look first"))
    if other is not None and (fix or diff):
        raise click.UsageError(
            Message("--fix and --diff repair the claims of a project: leave --source and --quote out")
        )
    if diff and name is not None:
        raise click.UsageError(Message("--diff prints a diff, --format a report: give one of the two"))


def _repair_shown(root: Path | None, paths: Sequence[str], style: Style, *, unsafe: bool) -> Answer:
    """The diff of every file; the status says whether there is one."""
    from forumcite.repair import repairs
    from forumcite.report import unified
    from forumcite.verify import verify_project

    project = _load(root, paths)
    made = repairs(project, verify_project(project), unsafe=unsafe)
    text = "".join(unified.render(each.document.file, each.document.text, each.after) for each in made)
    return Answer(_encode(text, style), 1 if text else 0, _left(made))


def _repaired(root: Path | None, paths: Sequence[str], *, unsafe: bool) -> tuple[Report, tuple[str, ...]]:
    """Write the repairs, and judge what then stands there."""
    from forumcite import repair
    from forumcite.edit import EditError
    from forumcite.verify import verify_project

    project = _load(root, paths)
    made = repair.repairs(project, verify_project(project), unsafe=unsafe)
    notes: list[str] = []
    for each in made:
        count = len(each.assignments)
        try:
            repair.write(project, each)
        except EditError as error:
            raise Refusal(Series("\n", [*notes, placed(each.document.file, str(error))])) from None
        if count:
            file = visible(each.document.file)
            notes.append(counted(count, "wrote {number} value in {file}", "wrote {number} values in {file}", file=file))
    return _project_report(root, paths), (*notes, *_left(made)) or (Message("nothing to repair"),)


def _left(made: Sequence[FileRepair]) -> tuple[str, ...]:
    return tuple(Message("not written: {line}", line=line) for each in made for line in each.left)


# -- quotes without a project -----------------------------------------------------------------------------------------

# The limit that projects have by default; a pipe or a device may give more than any memory holds.
_LARGEST_SOURCE = 64_000_000
_QUOTE_KEYS = ("id", "quote", "prefix", "suffix", "start", "end", "speaker", "statement")


def _asked_quotes(quote: str | None, paths: Sequence[str], details: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "-" in (quote, *paths):
        return list(_read_lines())
    if paths:
        raise click.UsageError(Message("with --source there is no PATH: give --quote TEXT, or - for JSON Lines"))
    if quote is None:
        raise click.UsageError(Message("--source needs --quote TEXT, or - for JSON Lines on standard input"))
    return [{"quote": quote, **details}]


def _read_lines() -> Iterator[dict[str, Any]]:
    """The objects on standard input; anything else is refused with its line before a word is printed."""
    import json

    stream = getattr(sys.stdin, "buffer", sys.stdin)
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Refusal(
                Message("standard input, line {number}: this is no JSON ({error})", number=number, error=error)
            ) from None
        if trouble := _trouble(item):
            raise Refusal(Message("standard input, line {number}: {trouble}", number=number, trouble=trouble))
        yield {"line": number, **{key: value for key, value in item.items() if value is not None}}


def _trouble(item: Any) -> str | None:
    """What keeps a line from being a quote to check."""
    if not isinstance(item, dict) or not isinstance(item.get("quote"), str):
        return Message('write an object with a text, {"quote": "…"}')
    if unknown := [key for key in item if key not in _QUOTE_KEYS]:
        return Message("unknown key `{name}`; known are {known}", name=unknown[0], known=[*_QUOTE_KEYS])
    texts = ("prefix", "suffix", "speaker", "statement")
    if wrong := [key for key in texts if not isinstance(item.get(key, ""), (str, type(None)))]:
        return Message("`{key}` is not a text", key=wrong[0])
    start, end = item.get("start"), item.get("end")
    if start is None and end is None:
        return None
    if type(start) is not int or type(end) is not int or start < 0:
        return Message("`start` and `end` stand together and are whole numbers from 0")
    return None if start < end else Message("`end` is not after `start`")


def _quotes_report(asked: Sequence[Mapping[str, Any]], file: Path) -> Report:
    """Judge each quote against the text of the file."""
    from forumcite.verify import verify_quote

    text, reason = _read_text(file)
    results: list[Result] = []
    findings: list[Finding] = []
    for number, item in enumerate(asked, 1):
        options = {key: item[key] for key in _QUOTE_KEYS[2:] if item.get(key) is not None}
        judgement = (
            Judgement(Verdict.UNCHECKED, reason=reason) if reason else verify_quote(item["quote"], text, **options)
        )
        result = Result(
            claim=str(item.get("id", f"quote-{number}")),
            evidence=0,
            location=Location("<stdin>" if "line" in item else "<quote>", item.get("line", 1), 1),
            source=file.as_posix(),
            quote=item["quote"],
            judgement=judgement,
            source_location=_place_in(text, judgement, file.as_posix()),
        )
        results.append(result)
        if judgement.outcome is not Outcome.PASS:
            findings.append(_finding_of(result))
    return Report(
        tuple(results), tuple(findings), claims=len(results), sources=1, texts={file.as_posix(): text} if text else {}
    )


def _read_text(file: Path) -> tuple[str, str | None]:
    """The text of a file and, where it is no text, the reason."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST_SOURCE + 1)
    except OSError as error:
        raise Refusal(Message("{file} cannot be read: {why}", file=file, why=error.strerror)) from None
    if len(content) > _LARGEST_SOURCE:
        return "", Message("the source is larger than {limit} bytes", limit=_LARGEST_SOURCE)
    try:
        return content.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as error:
        return "", Message("the source is not UTF-8 (byte {byte})", byte=error.start)


def _place_in(text: str, judgement: Judgement, file: str) -> Location | None:
    if judgement.start is None:
        return None
    line_start = text.rfind("\n", 0, judgement.start) + 1
    return Location(file, text.count("\n", 0, judgement.start) + 1, judgement.start - line_start + 1)


def _finding_of(result: Result) -> Finding:
    rule = RULES[VERDICT_RULES[result.verdict]]
    message = result.judgement.reason or rule.summary
    return Finding(
        rule.name, rule.level, message, result.location, claim=result.claim, evidence=0, source=result.source
    )


def _quote_lines(asked: Sequence[Mapping[str, Any]], report: Report) -> bytes:
    """One line of JSON for each line that was read."""
    from forumcite.report.document import judgement_object

    lines = [
        {"id": item.get("id"), "quote": item["quote"], "outcome": result.outcome.value}
        | judgement_object(result.judgement)
        for item, result in zip(asked, report.results, strict=True)
    ]
    return "".join(json_text(line) + "\n" for line in lines).encode()


# -- the project ------------------------------------------------------------------------------------------------------


def _load(root: Path | None, paths: Sequence[str] = ()) -> Project:
    """Load the whole project; the paths select what is reported."""
    from forumcite.claims import load_project
    from forumcite.configuration import ConfigurationError, find_root, load_configuration

    _check_paths(paths)
    selected = [Path(path) for path in paths]
    try:
        where = find_root(selected, root)
        return load_project(where, selected, load_configuration(where))
    except ConfigurationError as error:
        raise Refusal(str(error)) from None


def _check_paths(paths: Sequence[str]) -> None:
    if missing := [path for path in paths if not os.path.lexists(path)]:
        raise Refusal(Message("there is no {path}: name a claims file or a folder that exists", path=missing[0]))


def _project_report(root: Path | None, paths: Sequence[str]) -> Report:
    from forumcite.verify import verify_project

    return verify_project(_load(root, paths))


def _guarded_report(root: Path | None, paths: Sequence[str], terms: Terms) -> tuple[Report, list[str]]:
    from forumcite.baseline import BaselineError
    from forumcite.configuration import ConfigurationError
    from forumcite.gate import check
    from forumcite.revisions import RevisionError

    _check_paths(paths)
    try:
        return check(root, [Path(path) for path in paths], terms)
    except (BaselineError, ConfigurationError, RevisionError) as error:
        raise Refusal(str(error)) from None


def _entries(project: Project, names: Sequence[str]) -> list[ClaimEntry]:
    """The claims of these ids, in the order asked; all for none."""
    known = {entry.id: entry for entry in project.claims}
    if unknown := [name for name in names if name not in known]:
        hint = _nearest(unknown[0], known)
        raise Refusal(Message("there is no claim `{name}`{hint}", name=unknown[0], hint=hint))
    return [known[name] for name in names] if names else list(project.claims)


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name[:100], known, n=1)
    return Message("; did you mean `{near}`?", near=near[0]) if near else ""


@forumcite.command()
@click.argument("claim")
@_color
@_root
def show(*, claim: str, color: str, root: Path | None) -> Answer:
    """Show a claim's quotes in the context of their sources."""
    from forumcite.report import passage
    from forumcite.verify import verify_project

    style = _style(color)
    project = _load(root)
    (entry,) = _entries(project, [claim])
    report = verify_project(replace(project, claims=(replace(entry, selected=True),)))
    told = {"statement": entry.claim.statement or "", "speaker": entry.claim.speaker or ""}
    shown = [
        passage.render(result, report.texts.get(result.source, ""), style, **told)
        for result in report.results
        if result.claim == claim
    ]
    return Answer(_encode("\n".join(shown), style))


@forumcite.command("list")
@click.option("--source", metavar="ID", help="Only claims with evidence from this source.")
@click.option("--speaker", metavar="NAME", help="Only claims of this speaker.")
@click.option("--tag", metavar="TAG", help="Only claims with this tag.")
@click.option("--open", "only_open", is_flag=True, help="Only claims that are still being worked on.")
@_color
@_root
def list_(
    *, source: str | None, speaker: str | None, tag: str | None, only_open: bool, color: str, root: Path | None
) -> Answer:
    """List the claims: id, place, and the statement or the quote."""
    from forumcite.report.excerpt import shorten

    style = _style(color)
    wanted: list[Callable[[ClaimEntry], bool]] = [
        lambda entry: source is None or any(item.source == source for item in entry.claim.evidence),
        lambda entry: speaker is None or entry.claim.speaker == speaker,
        lambda entry: tag is None or tag in entry.claim.tags,
        lambda entry: not only_open or entry.claim.status == "open",
    ]
    entries = [entry for entry in _entries(_load(root), ()) if all(want(entry) for want in wanted)]
    column = max((width(style.show(entry.id)) for entry in entries), default=0)
    lines = [
        f"{style.paint(pad(style.show(entry.id), column), 'bold')}  {_listed_place(entry, style)}  "
        + shorten(entry.claim.statement or entry.claim.evidence[0].quote, style.columns // 2, style)
        for entry in entries
    ]
    return Answer(_encode("".join(f"{line}\n" for line in lines), style))


def _listed_place(entry: ClaimEntry, style: Style) -> str:
    place = f"{style.show(entry.location.file)}:{entry.location.line}"
    mark = style.say(Message(" (open)")) if entry.claim.status == "open" else ""
    return style.paint(place, "faint") + mark


# -- citations --------------------------------------------------------------------------------------------------------

_CITE_FORMATS = ["text", "html", "markdown", "latex", "rtf", "typst", "terminal"]
_CITE_EXAMPLES = """\b
  forumcite cite CLAIM --style apa        the citation in the text, the entry, a link to the quote
  forumcite cite --all --style gbt7714    the bibliography of all claims, in the order of citation
  forumcite cite --from refs.bib KEY      items of a CSL-JSON, BibTeX or RIS file, without a project
"""


@forumcite.command(epilog=_CITE_EXAMPLES)
@click.argument("names", nargs=-1, metavar="[CLAIM]...")
@click.option("--all", "everything", is_flag=True, help="The bibliography of all claims, in the order of citation.")
@click.option(
    "--style",
    "style_name",
    default="gbt7714",
    show_default=True,
    metavar="STYLE",
    help="A style's id, a short name, or a .csl file; `forumcite styles` lists them.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(_CITE_FORMATS),
    default="text",
    show_default=True,
    help="How to write it.",
)
@click.option("--lang", default="", metavar="TAG", help="The language of the document, or `item` for each its own.")
@click.option("--script", type=click.Choice(["hans", "hant"]), help="The Chinese script of what is shown.")
@click.option("--punct", type=click.Choice(["half", "full"]), help="The width of punctuation, for GB/T 7714.")
@click.option(
    "--missing",
    type=click.Choice(["omit", "mark", "fail"]),
    default="omit",
    show_default=True,
    help="What becomes of what an entry needs and the item lacks.",
)
@click.option("--locator", is_flag=True, help="The place of the quote also where the style leaves it out: [2]第3段.")
@click.option("--sort", type=click.Choice(["pinyin", "stroke"]), help="The order of Chinese in sorted bibliographies.")
@click.option("--romanize", is_flag=True, help="Romanise Chinese titles by machine, where the style wants pinyin.")
@click.option("--quote", "with_quote", is_flag=True, help="Print the quote before its citation.")
@click.option("--unverified", is_flag=True, help="Cite claims whose quotes do not pass, too.")
@click.option("--from", "file", type=click.Path(path_type=Path), metavar=FILE, help="Cite items of this file, by key.")
@_root
def cite(*, names: tuple[str, ...], root: Path | None, file: Path | None, **asked: Any) -> Answer:
    """Cite claims, or sources, in any style.

    For a claim: the citation in the text with its place, the entry of the bibliography, and a link to the quote.
    Without one: the entries of all sources. What an entry lacks is told on standard error, never invented.
    """
    from forumcite.citing import Citing, CitingError
    from forumcite.csl import CslError
    from forumcite.sources import UnreadableError

    try:
        citing = Citing(**asked)
        if file is not None:
            citing.cite_file(file, names)
        else:
            project = _load(root)
            if names or asked["everything"]:
                citing.cite_claims(project, _entries(project, names))
            else:
                citing.cite_sources(project)
        output = citing.output()
    except (CslError, CitingError, UnreadableError) as error:
        raise Refusal(str(error)) from None
    return Answer(_encode(output, _style("never")), citing.status, tuple(citing.notes))


@forumcite.command()
@click.argument("words", nargs=-1)
@click.option("--all", "dependent", is_flag=True, help="Also styles that take their rules from another one.")
def styles(*, words: tuple[str, ...], dependent: bool) -> Answer:
    """List the citation styles, or search their ids and titles for all WORDS."""
    from forumcite.csl import NOTICE, find_styles, style_ids
    from forumcite.csl.supply import SHORT_NAMES

    style = _style("never")
    wanted = set(style_ids(dependent=dependent or bool(words)))
    found = [info for info in find_styles(list(words)) if info.id in wanted]
    short: dict[str, list[str]] = {}
    for name, id_ in SHORT_NAMES.items():
        if name != id_:
            short.setdefault(id_, []).append(name)
    lines = [
        f"{info.id}  {style.show(info.title)}"
        + (style.say(Message("  (short: {names})", names=short[info.id])) if info.id in short else "")
        + (style.say(Message("  (rules of {parent})", parent=info.parent)) if info.parent else "")
        for info in found
    ]
    total = Message("{number} styles. {notice}", number=len(found), notice=NOTICE)
    note = total if found else Message("no style has {words}", words=" ".join(map(visible, words)))
    return Answer(_encode("".join(f"{line}\n" for line in lines), style), 0 if found else 1, (note,))


# -- rules and schema -------------------------------------------------------------------------------------------------


@forumcite.command()
@click.argument("name", required=False)
@_color
@lang_option
def rule(*, name: str | None, color: str) -> Answer:
    """Explain a rule with an example, or list all of them."""
    style = _style(color)
    if name is None:
        column = max(map(len, RULES))
        levels = {found.level: style.say(term("level", found.level.value)) for found in RULES.values()}
        lines = [
            f"{found.name:<{column}}  {pad(levels[found.level], 7)}  {style.say(found.summary)}"
            for found in RULES.values()
        ]
        return Answer(_encode("\n".join(lines) + "\n", style))
    if name not in RULES:
        raise Refusal(Message("there is no rule `{name}`{hint}", name=name, hint=_nearest(name, RULES)))
    found = RULES[name]
    level = term("level", found.level.value)
    head = Message("{name} ({level}, fixable)" if found.fixable else "{name} ({level})", name=found.name, level=level)
    summary = style.say(Message("{sentence}.", sentence=found.summary))
    parts = [
        style.say(head).replace(found.name, style.paint(found.name, "bold"), 1),
        f"{summary[0].upper()}{summary[1:]}",
        "\n".join(wrap(style.say(found.explanation), style.columns)),
        "\n".join(wrap(style.say(found.remedy), style.columns)),
    ]
    if found.before:
        instead, write = style.say(Message("Instead of")), style.say(Message("write"))
        parts += [f"{instead}\n{_indented(found.before)}", f"{write}\n{_indented(found.after)}"]
    return Answer(_encode("\n\n".join(parts) + "\n", style))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


@forumcite.command()
def schema() -> Answer:
    """Print the JSON Schema of claims files, for editors."""
    from forumcite.model import claims_schema

    return Answer((json_text(claims_schema(), indent=2) + "\n").encode())


# The commands that write stand in modules of their own, which need what is defined above.
from forumcite import authoring_commands, source_commands  # noqa: E402, F401 - they register them
