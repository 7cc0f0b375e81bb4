"""LaTeX as bibliographies have it: read into the markup of CSL-JSON, and written from it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from forumcite.csl.richtext import parse_rich
from forumcite.csl.runs import Node, Run

_MARKUP = {
    "emph": "i", "textit": "i", "mkbibemph": "i", "textbf": "b", "mkbibbold": "b", "textsc": "sc",
    "textsuperscript": "sup", "textsubscript": "sub", "mkbibsuperscript": "sup", "mkbibsubscript": "sub",
}  # fmt: skip
_SIMPLE = re.compile(r"[^\\{}$~&%#^_`'\"-]*\Z")
_LITERALS = {
    "textasciicircum": "^", "textasciitilde": "~", "textbackslash": "\\", "LaTeX": "LaTeX", "TeX": "TeX",
    "BibTeX": "BibTeX", "XeTeX": "XeTeX", "quad": " ", "qquad": " ", "newline": " ", "enspace": " ",
}  # fmt: skip
_LITERAL = re.compile(rf"\\({'|'.join(_LITERALS)})(?:\{{\}}|(?![a-zA-Z]) ?)")
# `{\\em …}`: switches that hold until the brace closes.
_SWITCHES = {"em": "i", "it": "i", "itshape": "i", "sl": "i", "bf": "b", "bfseries": "b", "sc": "sc", "scshape": "sc"}
_SWITCH = re.compile(rf"\\({'|'.join(_SWITCHES)}|rm|tt|sf|normalfont)(?![a-zA-Z])\s*")
_QUOTING = ("enquote", "mkbibquote", "textquote")
_ESCAPED = tuple("&%$#_{}")
_LETTERS = re.compile(r"[^\\{$]+")
_MATH = re.compile(r"\$([^$]+)\$")
_COMMAND = re.compile(r"\\([a-zA-Z]+)\s*(?=\{)")


def decode(text: str) -> str:
    """Return LaTeX as Unicode with CSL-JSON's markup; what braces protect keeps its case (`nocase`)."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if _SIMPLE.match(text) else re.sub(" {2,}", " ", _decode(text)).strip()


def _decode(text: str) -> str:
    out, plain, i = "", "", 0
    while i < len(text):
        if letters := _LETTERS.match(text, i):
            plain, i = plain + letters[0], letters.end()
            continue
        found = _special(text, i)
        if found:
            shown, end = found
            out += _latex(plain) + shown
            plain, i = "", end
        elif text[i] == "\\":
            end = _command_end(text, i)
            plain, i = plain + text[i:end], end
        else:
            plain, i = plain + text[i], i + 1
    return out + _latex(plain)


def _special(text: str, i: int) -> tuple[str, int] | None:
    """What stands at `i` in the markup of CSL-JSON, and where it ends; None where it is for the general converter."""
    if text[i] == "\\" and text[i + 1 : i + 2] in _ESCAPED:
        return text[i + 1], i + 2
    if literal := _LITERAL.match(text, i):
        return _LITERALS[literal[1]], literal.end()
    if command := _COMMAND.match(text, i):
        end = closing_brace(text, command.end())
        return _commanded(command[1], text[command.end() + 1 : end], text, end + 1)
    if text[i] == "{":
        end = closing_brace(text, i)
        inner = text[i + 1 : end]
        if switch := _SWITCH.match(inner):
            tag, decoded = _SWITCHES.get(switch[1]), _decode(inner[switch.end() :])
            return (f"<{tag}>{decoded}</{tag}>" if tag else decoded), end + 1
        if inner.startswith("\\") and not _COMMAND.match(inner) and not _LITERAL.match(inner):
            return _latex(text[i : end + 1]), end + 1
        return _protected(inner), end + 1
    if (math := _MATH.match(text, i)) and re.search(r"[_^]", math[1]):
        return _raised(math[1]), math.end()
    return None


def _commanded(name: str, inner: str, text: str, end: int) -> tuple[str, int] | None:
    if name in _MARKUP:
        return f"<{_MARKUP[name]}>{_decode(inner)}</{_MARKUP[name]}>", end
    if name in _QUOTING:
        return f"“{_decode(inner)}”", end
    if name in ("url", "path", "nolinkurl"):
        return inner.replace("\\", ""), end
    if name == "href" and text[end : end + 1] == "{":
        last = closing_brace(text, end)
        return _decode(text[end + 1 : last]), last + 1
    return None


def _raised(math: str) -> str:
    """Indices and exponents of simple formulas: CO_2, n^{2k}."""
    pieces = re.split(r"([_^])(\{[^{}]*\}|\\[a-zA-Z]+|.)", math)
    out = _latex(f"${pieces[0]}$") if pieces[0] else ""
    for sign, raised, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        tag = "sub" if sign == "_" else "sup"
        inner = raised.strip("{}")
        out += f"<{tag}>{_latex(f'${inner}$')}</{tag}>" + (_latex(f"${rest}$") if rest else "")
    return out


def _command_end(text: str, i: int) -> int:
    r"""Where a command with its arguments ends: `\o`, `\'e`, `\v{c}`, `\frac{1}{2}`."""
    if command := _COMMAND.match(text, i):
        end = command.end()
        while text[end : end + 1] == "{":
            end = closing_brace(text, end) + 1
        return end
    if text[i + 2 : i + 3] == "{":
        return closing_brace(text, i + 2) + 1
    return i + 2


def _protected(inner: str) -> str:
    decoded = _decode(inner)
    return f'<span class="nocase">{decoded}</span>' if any(letter.isupper() for letter in inner) else decoded


def depth(text: str) -> int:
    """How deeply the braces of a text are nested."""
    level = deepest = 0
    for sign in re.findall(r"[{}]", text):
        level += 1 if sign == "{" else -1
        deepest = max(deepest, level)
    return deepest


def closing_brace(text: str, start: int) -> int:
    """Return where the brace that opens at `start` closes; the end of the text where it does not."""
    depth = 0
    for i in range(start, len(text)):
        if text[i] == "{" and text[i - 1 : i] != "\\":
            depth += 1
        elif text[i] == "}" and text[i - 1 : i] != "\\":
            depth -= 1
            if depth == 0:
                return i
    return len(text)


# What needs no converter: signs of TeX without commands. An & that is not escaped is a slip.
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\N{NO-BREAK SPACE}", "!`": "¡", "?`": "¿"}
_FORMULA = re.compile(r"\$([^$\\{}]*)\$")
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))


def _latex(text: str) -> str:
    if _SIMPLE.match(text):
        return text
    text = _FORMULA.sub(r"\1", text)  # a formula without commands is its letters
    if "\\" not in text and "$" not in text and "{" not in text:
        return _SIGN.sub(lambda found: _SIGNS[found[0]], text.replace("}", ""))
    try:
        # A % that is not escaped starts a comment in LaTeX, but in a bibliography it is a slip.
        decoded: str = _converter().latex_to_text(text)
    except Exception:  # noqa: BLE001 - whatever the converter stumbles over is shown as it stands, not lost
        return text
    return decoded


@cache
def _converter() -> Any:
    # Heavy: only where there is LaTeX.
    from pylatexenc.latex2text import (  # type: ignore[import-untyped] # it ships no types
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    known = get_default_latex_context_db()
    known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=_unknown))
    return LatexNodes2Text(keep_comments=True, latex_context=known)


def _unknown(node: Any, l2tobj: Any) -> str:
    r"""Keep a command that nobody knows, such as a journal's `\apj`, unless it only dresses what follows in braces."""
    arguments = [argument for argument in (node.nodeargd.argnlist if node.nodeargd else ()) if argument is not None]
    if arguments:
        return "".join(l2tobj.nodelist_to_text([argument]) for argument in arguments)
    rest = node.parsing_state.s[node.pos + node.len :]
    return "" if rest.startswith("{") else f"\\{node.macroname}{node.macro_post_space}"


def split_outside_braces(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside braces."""
    pieces, start, depth = [], 0, 0
    pattern = re.compile(separator)
    i = 0
    while i < len(text):
        if text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
        elif depth == 0 and (match := pattern.match(text, i)) and match.end() > i:
            pieces.append(text[start:i])
            start = i = match.end()
            continue
        i += 1
    return [*pieces, text[start:]]


# Writing

_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {mark: "\\" + mark for mark in "&%$#_{}"}
)
_COMMANDS = {
    ("font-style", "italic"): "emph",
    ("font-weight", "bold"): "textbf",
    ("font-variant", "small-caps"): "textsc",
    ("vertical-align", "sup"): "textsuperscript",
    ("vertical-align", "sub"): "textsubscript",
}


def encode(text: str) -> str:
    """Return a CSL-JSON text as LaTeX."""
    return "".join(map(_encode_node, parse_rich(text)))


def _encode_node(node: Node) -> str:
    if isinstance(node, Run):
        return node.text.translate(_ESCAPES)
    content = "".join(map(_encode_node, node.children))
    for pair in node.font:
        content = f"\\{_COMMANDS[pair]}{{{content}}}" if pair in _COMMANDS else content
    if node.quoted:
        return f"“{content}”"
    return f"{{{content}}}" if node.mark == "nocase" else content
