"""Output formats: runs as text, HTML, Markdown, LaTeX, RTF, Typst or terminal text, each with its own escaping."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar, Protocol

from forumcite.csl.errors import CslError
from forumcite.csl.runs import Node, Run, Span
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

_SAFE_LINK = re.compile(r"(?:https?|ftp|mailto|doi):[^\s\x00-\x1f]+", re.IGNORECASE)


class Format(Protocol):
    """How an output format writes text and formatting."""

    def text(self, text: str) -> str:
        """Return text escaped."""

    def font(self, content: str, key: str, value: str) -> str:
        """Return content with a formatting such as font-style italic."""

    def link(self, content: str, href: str) -> str:
        """Return content as a link."""

    def display(self, content: str, kind: str) -> str:
        """Return content as a block, left margin, right inline or indented."""


def render(runs: Span, format: str = "text", *, links: bool = True) -> str:  # noqa: A002 - the word that users type
    """Render a tree of runs.

    Args:
        runs: What `Processor.cite` or an entry of `Processor.bibliography` holds.
        format: `text`, `html`, `markdown`, `latex`, `rtf`, `typst` or `terminal`.
        links: Whether URLs, DOIs and the like become links, where the format has them.

    Raises:
        CslError: There is no such format.
    """
    writer = FORMATS.get(format)
    if writer is None:
        raise CslError(
            Message("there is no output format {format!r}; there are {formats}", format=format, formats=[*FORMATS])
        )
    return _render(runs, writer(), links=links)


def _render(node: Node, writer: Format, *, links: bool) -> str:
    if isinstance(node, Run):
        return writer.text(node.text)
    content = "".join([_render(child, writer, links=links) for child in node.children])
    if not content:
        return ""
    if links and node.href and _SAFE_LINK.fullmatch(node.href):
        content = writer.link(content, node.href)
    for key, value in node.font:
        content = writer.font(content, key, value)
    return writer.display(content, node.display) if node.display else content


class Text:
    """Plain text."""

    def text(self, text: str) -> str:
        """Return the text without control characters."""
        return _CONTROL.sub("", text)

    def font(self, content: str, key: str, value: str) -> str:  # noqa: ARG002 - plain text has no formatting
        """Return the content as it is."""
        return content

    def link(self, content: str, href: str) -> str:  # noqa: ARG002 - the address is the content
        """Return the content as it is."""
        return content

    def display(self, content: str, kind: str) -> str:
        """Return the content, a left margin with the space that follows it."""
        if kind == "left-margin":
            return content.rstrip() + " "
        return ("\n" if kind == "indent" else "") + content


# Raised letters of the phonetic alphabets, with which locales write ordinals (1ʳᵉ): few fonts have them.
_RAISED = "[ªºʰ-ʸˠ-ˤᴬ-ᵪⁿⁱ]"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Html(Text):
    """HTML, with the class names that citation processors share."""

    _TAGS: ClassVar[dict[tuple[str, str], str]] = {
        ("font-style", "italic"): "i",
        ("font-style", "oblique"): "em",
        ("font-weight", "bold"): "b",
        ("vertical-align", "sup"): "sup",
        ("vertical-align", "sub"): "sub",
    }
    _LINES: ClassVar[dict[str, tuple[str, str]]] = {
        "block": ("\n\n    ", "\n"),
        "left-margin": ("\n    ", ""),
        "right-inline": ("", "\n  "),
        "indent": ("", "\n  "),
    }

    def text(self, text: str) -> str:
        """Return the text with `&`, `<`, `>` and the quotation mark of attributes escaped."""
        text = _CONTROL.sub("", text)
        text = text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")
        if text.isascii():
            return text
        return re.sub(_RAISED, lambda match: f"<sup>{unicodedata.normalize('NFKD', match[0])}</sup>", text)

    def font(self, content: str, key: str, value: str) -> str:
        """Return an element or a styled span."""
        tag = self._TAGS.get((key, value))
        if tag:
            return f"<{tag}>{content}</{tag}>"
        if key == "vertical-align" and value == "baseline":
            return f'<span style="baseline">{content}</span>'
        return f'<span style="{_attribute(key)}:{_attribute(value)};">{content}</span>'

    def link(self, content: str, href: str) -> str:
        """Return an anchor."""
        return f'<a href="{_attribute(href)}">{content}</a>'

    def display(self, content: str, kind: str) -> str:
        """Return a division."""
        before, after = self._LINES.get(kind, ("", ""))
        return f'{before}<div class="csl-{kind}">{content}</div>{after}'


def _attribute(text: str) -> str:
    """Return text escaped for an attribute in double quotation marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Markdown(Text):
    """CommonMark."""

    _MARKS: ClassVar[dict[tuple[str, str], str]] = {
        ("font-style", "italic"): "*",
        ("font-style", "oblique"): "*",
        ("font-weight", "bold"): "**",
    }

    def text(self, text: str) -> str:
        """Return the text with what CommonMark would read as markup escaped."""
        text = _CONTROL.sub("", text)
        text = re.sub(r"([\\`*_\[\]<>&|~$])", r"\\\1", text)
        # A backslash escapes a mark, never a digit.
        return re.sub(r"(?m)^(\s*)(\d*)((?<=\d)[.)]|(?<!\d)(?:#{1,6}|[-+]))(?=\s)", r"\1\2\\\3", text).replace(
            "\n", "\\\n"
        )

    def font(self, content: str, key: str, value: str) -> str:
        """Return emphasis marks outside the white space, or HTML where CommonMark has no mark."""
        mark = self._MARKS.get((key, value))
        if mark:
            core = content.strip()
            lead, tail = content[: len(content) - len(content.lstrip())], content[len(content.rstrip()) :]
            if core.startswith("*") or core.endswith("*"):
                tag = "em" if mark == "*" else "strong"
                return f"{lead}<{tag}>{core}</{tag}>{tail}" if core else content
            return f"{lead}{mark}{core}{mark}{tail}" if core else content
        if key == "vertical-align" and value in ("sup", "sub"):
            return f"<{value}>{content}</{value}>"
        if key == "font-variant" and value == "small-caps":
            return f'<span style="font-variant:small-caps;">{content}</span>'
        return content

    def link(self, content: str, href: str) -> str:
        """Return a link."""
        target = href.replace("<", "%3C").replace(">", "%3E")
        return f"[{content}](<{target}>)" if re.search(r"[()\s\\]", target) else f"[{content}]({target})"


class Latex(Text):
    """LaTeX."""

    _COMMANDS: ClassVar[dict[tuple[str, str], str]] = {
        ("font-style", "italic"): "emph",
        ("font-style", "oblique"): "textsl",
        ("font-style", "normal"): "textup",
        ("font-weight", "bold"): "textbf",
        ("font-weight", "light"): "textmd",
        ("font-weight", "normal"): "textmd",
        ("font-variant", "small-caps"): "textsc",
        ("font-variant", "normal"): "textnormal",
        ("text-decoration", "underline"): "underline",
        ("vertical-align", "sup"): "textsuperscript",
        ("vertical-align", "sub"): "textsubscript",
    }
    _ESCAPES = str.maketrans(
        {
            "\\": r"\textbackslash{}",
            "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}",
            "\N{NO-BREAK SPACE}": "~",
            **{mark: "\\" + mark for mark in "&%$#_{}"},
        }
    )

    def text(self, text: str) -> str:
        """Return the text with LaTeX's special characters escaped, and no ligature where none is meant."""
        text = _CONTROL.sub("", text).translate(self._ESCAPES)
        return re.sub(r"([-`',<>!?])(?=\1|`)", r"\1{}", text)

    def font(self, content: str, key: str, value: str) -> str:
        """Return a font command."""
        command = self._COMMANDS.get((key, value))
        return f"\\{command}{{{content}}}" if command else content

    def link(self, content: str, href: str) -> str:
        """Return a hyperref link."""
        target = (
            re.sub(r"([%#&_{}~^\\$])", r"\\\1", href) if not href.isascii() else re.sub(r"([%#\\{}])", r"\\\1", href)
        )
        return f"\\href{{{target}}}{{{content}}}"


class Rtf(Text):
    """RTF 1.9, for word processors."""

    _COMMANDS: ClassVar[dict[tuple[str, str], str]] = {
        ("font-style", "italic"): "i",
        ("font-style", "oblique"): "i",
        ("font-style", "normal"): "i0",
        ("font-weight", "bold"): "b",
        ("font-weight", "normal"): "b0",
        ("font-variant", "small-caps"): "scaps",
        ("font-variant", "normal"): "scaps0",
        ("text-decoration", "underline"): "ul",
        ("vertical-align", "sup"): "super",
        ("vertical-align", "sub"): "sub",
    }

    def text(self, text: str) -> str:
        """Return the text with RTF's special characters and everything beyond ASCII escaped."""
        return "".join(map(self._letter, _CONTROL.sub("", text)))

    @staticmethod
    def _letter(letter: str) -> str:
        if letter in "\\{}":
            return "\\" + letter
        if letter == "\n":
            return "\\line "
        if letter == "\t":
            return "\\tab "
        if letter.isascii():
            return letter
        units = letter.encode("utf-16-le")
        numbers = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
        return "".join(f"\\uc0\\u{number} " for number in numbers)

    def font(self, content: str, key: str, value: str) -> str:
        """Return a group with a font command."""
        command = self._COMMANDS.get((key, value))
        return f"{{\\{command} {content}}}" if command else content

    def link(self, content: str, href: str) -> str:
        """Return a hyperlink field."""
        target = self.text(href.replace('"', "%22"))
        return f'{{\\field{{\\*\\fldinst HYPERLINK "{target}"}}{{\\fldrslt {content}}}}}'

    def display(self, content: str, kind: str) -> str:
        """Return the content, a left margin with a tabulator."""
        return (
            content.rstrip() + "\\tab " if kind == "left-margin" else ("\\line " if kind == "indent" else "") + content
        )


class Typst(Text):
    """Typst markup."""

    _COMMANDS: ClassVar[dict[tuple[str, str], str]] = {
        ("font-style", "italic"): "emph",
        ("font-style", "oblique"): "emph",
        ("font-weight", "bold"): "strong",
        ("font-variant", "small-caps"): "smallcaps",
        ("text-decoration", "underline"): "underline",
        ("vertical-align", "sup"): "super",
        ("vertical-align", "sub"): "sub",
    }
    _SETTINGS: ClassVar[dict[tuple[str, str], str]] = {
        ("font-style", "normal"): 'style: "normal"',
        ("font-weight", "normal"): 'weight: "regular"',
        ("font-weight", "light"): 'weight: "light"',
    }

    def text(self, text: str) -> str:
        """Return the text with Typst's markup escaped."""
        text = re.sub(r"([\\#$*_`<>@\[\]~'\"/])", r"\\\1", _CONTROL.sub("", text))
        text = re.sub(r"-(?=[-?\d])", r"\\-", text)
        text = re.sub(r"\.\.\.", r"\\...", text)
        return re.sub(
            r"(?m)^(\s*)([-+=]|\d+\.)(?=\s)",
            lambda m: m[1] + (m[2][:-1] + "\\." if m[2][-1] == "." else "\\" + m[2]),
            text,
        )

    def font(self, content: str, key: str, value: str) -> str:
        """Return a function call."""
        command = self._COMMANDS.get((key, value))
        if command:
            return f"#{command}[{content}]"
        setting = self._SETTINGS.get((key, value))
        return f"#text({setting})[{content}]" if setting else content

    def link(self, content: str, href: str) -> str:
        """Return a link."""
        target = href.replace("\\", "\\\\").replace('"', '\\"')
        return f'#link("{target}")[{content}]'


class Terminal(Text):
    """Text with ANSI escapes."""

    _CODES: ClassVar[dict[tuple[str, str], tuple[int, int]]] = {
        ("font-style", "italic"): (3, 23),
        ("font-style", "oblique"): (3, 23),
        ("font-style", "normal"): (23, 3),
        ("font-weight", "bold"): (1, 22),
        ("font-weight", "normal"): (22, 1),
        ("text-decoration", "underline"): (4, 24),
    }

    def font(self, content: str, key: str, value: str) -> str:
        """Return the content between the codes that switch the formatting on and off."""
        codes = self._CODES.get((key, value))
        return f"\x1b[{codes[0]}m{content}\x1b[{codes[1]}m" if codes else content


FORMATS: dict[str, Callable[[], Format]] = {
    "text": Text,
    "html": Html,
    "markdown": Markdown,
    "latex": Latex,
    "rtf": Rtf,
    "typst": Typst,
    "terminal": Terminal,
}
