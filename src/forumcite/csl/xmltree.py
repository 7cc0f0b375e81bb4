"""A hardened reader of CSL's XML: expat with document types refused, and the line of every element kept.

Entity expansion, external entities and parameter entities all need a document type declaration, and no CSL file has
one; so the declaration itself is an error and nothing is ever expanded or fetched. Depth and size are bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from forumcite.csl.errors import CslError
from forumcite.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

CSL_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_CSL = CSL_NAMESPACE + " "
_XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
MAX_BYTES = 8_000_000  # the largest official style has 0.4 MB
MAX_DEPTH = 150  # the deepest official style has 30 levels


class Element:
    """An XML element: tag and attributes without the CSL namespace, `xml:lang` as `lang`, children, text, line."""

    __slots__ = ("attrib", "children", "line", "tag", "text")

    def __init__(self, tag: str, attrib: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attrib = attrib
        self.line = line
        self.children: list[Element] = []
        self.text = ""

    def find(self, tag: str) -> Element | None:
        """Return the first child with this tag."""
        return next((child for child in self.children if child.tag == tag), None)

    def findall(self, tag: str) -> list[Element]:
        """Return the children with this tag, in order."""
        return [child for child in self.children if child.tag == tag]

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))


def parse_xml(data: bytes, file: str) -> Element:
    """Parse a style or locale.

    Args:
        data: The file's bytes.
        file: Its name, for error messages.

    Raises:
        CslError: Not well-formed, a document type declaration, too large or too deep.
    """
    if len(data) > MAX_BYTES:
        raise CslError(Message("larger than {limit} bytes: no style or locale is", limit=MAX_BYTES), file=file)
    return _Builder(file).build(data)


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse

    def build(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)  # noqa: FBT003 - expat takes the flag by position only
        except expat.ExpatError as error:
            raise CslError(
                Message("not well-formed XML: {code}", code=expat.ErrorString(error.code)),
                file=self.file,
                line=error.lineno,
            ) from None
        if self.root is None:
            raise CslError(Message("not well-formed XML: no element"), file=self.file)
        return self.root

    def _refuse(self, *_: object) -> None:
        raise CslError(
            Message("a document type declaration (entities) is not allowed"),
            file=self.file,
            line=self.parser.CurrentLineNumber,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise CslError(
                Message("more than {limit} levels deep", limit=MAX_DEPTH),
                file=self.file,
                line=self.parser.CurrentLineNumber,
            )
        if _XML_LANG in attributes:
            attributes["lang"] = attributes.pop(_XML_LANG)
        element = Element(name.removeprefix(_CSL), attributes, self.parser.CurrentLineNumber)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def _end(self, _name: str) -> None:
        self.stack.pop()

    def _text(self, data: str) -> None:
        self.stack[-1].text += data
