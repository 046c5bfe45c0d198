"""The door for XML from elsewhere: no document type, no entity, nothing fetched, and sizes are bounded.

A document type is refused where it begins, so that nothing it declares is ever read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_DEPTH = 100
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 50


class XmlRefusedError(Exception):
    """The text is not read; `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line = line
        self.column = column
        self.message = message
        super().__init__(f"{line}:{column} {message}")


@dataclass(slots=True)
class XmlElement:
    """An element: its own text is in one piece, without that of its children."""

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list["XmlElement"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text."""
        return "".join(self.pieces)

    def all(self, name: str) -> Iterator["XmlElement"]:
        """The children of this name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "XmlElement | None":
        """The first child of this name."""
        return next(self.all(name), None)

    def text_of(self, name: str) -> str:
        """The text of the first child of this name, without spaces around it; empty where it is missing."""
        child = self.first(name)
        return child.text.strip() if child else ""


def parse_xml(text: str) -> XmlElement:
    """The root element; raises XmlRefusedError."""
    builder = _Builder()
    try:
        builder.parser.Parse(text, True)
    except expat.ExpatError as error:
        message = f"this is not well-formed XML: {expat.ErrorString(error.code)}"
        raise XmlRefusedError(error.lineno, error.offset + 1, message) from None
    except (UnicodeEncodeError, ValueError):
        raise XmlRefusedError(1, 1, "this is no text that XML can hold") from None
    if builder.root is None:
        raise XmlRefusedError(1, 1, "this is not well-formed XML: no element found")
    return builder.root


class _Builder:
    """Puts elements together while the parser meets them."""

    def __init__(self) -> None:
        self.root: XmlElement | None = None
        self.open: list[XmlElement] = []
        self.count = 0
        # The text is decoded already: what it says of its own encoding no longer holds.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse_document_type
        self.parser.EntityDeclHandler = self.refuse_document_type
        self.parser.ExternalEntityRefHandler = self.refuse_document_type
        self.parser.SkippedEntityHandler = self.refuse_document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.take_text

    def refuse(self, message: str) -> XmlRefusedError:
        return XmlRefusedError(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, message)

    def refuse_document_type(self, *_: object) -> int:
        raise self.refuse("document types and entities are not read; take them out")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise self.refuse(f"there are more than {MAX_ELEMENTS:,} elements")
        if len(self.open) >= MAX_DEPTH:
            raise self.refuse(f"elements are nested deeper than {MAX_DEPTH}")
        if len(attributes) > MAX_ATTRIBUTES:
            raise self.refuse(f"an element has more than {MAX_ATTRIBUTES} attributes")
        element = XmlElement(name, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def take_text(self, text: str) -> None:
        if self.open:
            self.open[-1].pieces.append(text)
