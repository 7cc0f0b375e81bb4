"""Make untrusted text safe to print: one function for people, and one for each format that has its own rules.

Quotes, ids, keys, paths and source texts are written by strangers. What could move the cursor, reorder the line, hide
itself or speak to the platform that reads our output is shown as `<U+202E>` instead, so that a reader sees that it
is there. Formats that can carry any character in an escaped form (JSON) keep the value and escape only the byte.
"""

from __future__ import annotations

import codecs
import json
import re

from forumcite.patterns import lazy

# Control characters, format characters (bidi, zero-width, soft hyphen, tags), line and paragraph separators,
# surrogates, private use, and what is drawn as nothing: variation selectors, fillers, the grapheme joiner.
# Written out, because building it from unicodedata costs more than a whole run; a test compares the two.
_HIDDEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
HIDDEN = lazy(f"[{_HIDDEN}]")
# The runner of GitHub Actions obeys `##[command]` anywhere in a line, Azure Pipelines `##vso[…]`.
_RUNNER_COMMAND = re.compile(r"(##(?:vso)?)\[")


def code_point(character: str) -> str:
    """`<U+202E>` for the character U+202E."""
    return f"<U+{ord(character):04X}>"


def visible(text: str, encoding: str = "utf-8") -> str:
    """One line of printable text: what is hidden or dangerous, or what `encoding` lacks, is shown by its number.

    The result holds no line break, so an untrusted value can never begin a line of its own.
    """
    text = HIDDEN.sub(lambda match: code_point(match[0]), text)
    text = defuse(text)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(character if encodable(character, encoding) else code_point(character) for character in text)
    return text


def defuse(text: str) -> str:
    """The text without runner commands; for lines put together from parts, each visible in itself."""
    return _RUNNER_COMMAND.sub(r"\1<U+005B>", text)


def encodable(text: str, encoding: str) -> bool:
    """Whether `encoding` has every character of the text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _number_unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(code_point, error.object[error.start : error.end])), error.end


codecs.register_error("forumcite", _number_unencodable)


def line_start(text: str) -> str:
    """Untrusted text that opens a line: `::` there is a workflow command to GitHub's runner, after spaces too."""
    text = visible(text)
    return f"./{text}" if text.lstrip().startswith("::") else text


def json_text(value: object, *, indent: int | None = None) -> str:
    """JSON in which Han characters stay readable and every hidden character is escaped, so its bytes are harmless.

    A lone surrogate is escaped too, so the result can always be encoded. No value changes.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    # Only strings can hold these characters; the line breaks of `indent` are the one exception.
    text = HIDDEN.sub(lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), text)
    return _RUNNER_COMMAND.sub(r"\1\\u005b", text)


def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1]


def github_data(text: str) -> str:
    """The message of a workflow command; a line break of ours becomes `%0A` and is shown as one."""
    lines = (visible(line) for line in text.split("\n"))
    return "\n".join(lines).replace("%", "%25").replace("\n", "%0A")


def github_property(text: str) -> str:
    """A property (`file=`, `title=`) of a workflow command, in which `:` and `,` have a meaning too."""
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def xml_text(text: str) -> str:
    """One line of text, or a double-quoted attribute, of XML 1.0; what XML cannot hold is shown by its number."""
    text = visible(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def markdown_code(text: str) -> str:
    """An inline code span: nothing in it is a link, a mention, an image or HTML."""
    text = visible(text)
    ticks = "`" * (_longest_run(text) + 1)
    pad = " " if text[:1] in ("`", " ", "") or text[-1:] in ("`", " ") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def markdown_block(text: str) -> str:
    """A fenced block of lines that are already visible, with a fence that none of them can close."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}text\n{text}\n{fence}\n"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
