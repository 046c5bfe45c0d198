"""What a YAML file says, as nodes that know their line and column; a small, safe part of YAML.

Anchors, aliases and tags are refused (an alias can unfold into gigabytes, a tag can build objects).
Scalars stay text: what `no` or `1.0` means is decided by whoever reads the key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from lms.content.problems import Notes

MAX_DEPTH = 8
MAX_NODES = 5_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written."""

    text: str
    line: int
    column: int
    is_quoted: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was written after the key."""
        return not self.is_quoted and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    items: "tuple[Node, ...]"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys and values, in the order of the file."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    line: int
    column: int

    def get(self, key: str) -> "Node | None":
        """The first value under a key."""
        return next((value for name, value in self.entries if name.text == key), None)


Node = Scalar | ListNode | MapNode


_VEIL = 0xF0000
"""Private characters, which no file of an author may hold: see `pages.text_of`."""


def veiled(text: str) -> str:
    """A text whose signs mean nothing in YAML, until a scalar is built of them."""
    return "".join(chr(_VEIL + ord(letter)) if ord(letter) < 0xFFFE else letter for letter in text)


def _unveiled(text: str) -> str:
    if not any(ord(letter) >= _VEIL for letter in text):
        return text
    return "".join(chr(ord(letter) - _VEIL) if _VEIL <= ord(letter) < 0xFFFFE else letter for letter in text)


class _RefusedError(Exception):
    """The file cannot be read any further."""


def read_yaml(text: str, notes: Notes, *, first_line: int = 1) -> MapNode | None:
    """Read a mapping; notes what is wrong and gives None where nothing can be read.

    `first_line` is the line of the file at which `text` begins.
    """
    try:
        return _Builder(text, notes, first_line).document()
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        _note_syntax_error(error, notes, first_line)
    except (yaml.YAMLError, UnicodeError):
        notes.error(first_line, 1, "yaml-syntax", "a character here is not allowed in YAML")
    return None


def _note_syntax_error(error: yaml.MarkedYAMLError, notes: Notes, first_line: int) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    notes.error(
        line,
        column,
        "yaml-syntax",
        f"this is not YAML: {error.problem or error.context or 'it cannot be read'}",
        'title: "A text with a colon: in quotation marks"',
    )


class _Builder:
    """Builds nodes from the parser's events, so that nothing is resolved or unfolded."""

    def __init__(self, text: str, notes: Notes, first_line: int) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.notes = notes
        self.first_line = first_line
        self.count = 0

    def document(self) -> MapNode | None:
        for event in self.events:
            if isinstance(event, yaml.StreamEndEvent):
                return MapNode((), self.first_line, 1)
            if isinstance(event, yaml.NodeEvent):
                return self.top(event)
        return None

    def top(self, event: yaml.NodeEvent) -> MapNode | None:
        node = self.node(event, 0)
        for later in self.events:
            if isinstance(later, yaml.NodeEvent):
                self.refuse(
                    later, "yaml-two-documents", "a second YAML document begins here; there is one a file"
                )
        if isinstance(node, MapNode):
            return node
        if isinstance(node, Scalar) and node.is_empty:
            return MapNode((), self.first_line, 1)
        self.notes.error(
            node.line, node.column, "yaml-not-keys", "lines of `key: value` are expected", "title: Text"
        )
        return None

    def node(self, event: yaml.Event, depth: int) -> Node:
        self.guard(event, depth)
        line, column = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(_unveiled(event.value), line, column, is_quoted=event.style in ("'", '"', "|", ">"))
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(tuple(self.sequence(depth)), line, column)
        return MapNode(tuple(self.mapping(depth)), line, column)

    def sequence(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(event, "yaml-key", "a key is a single word")
            value = self.node(next(self.events), depth + 1)
            if key.text in seen:
                first = f"it stands in line {seen[key.text]} already"
                self.notes.error(
                    key.line, key.column, "duplicate-key", f"“{key.text}” is written twice; {first}"
                )
                continue
            seen[key.text] = key.line
            yield key, value

    def guard(self, event: yaml.Event, depth: int) -> None:
        self.count += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.refuse(event, "yaml-alias", "anchors (&) and aliases (*) are not read; write the value out")
        if getattr(event, "tag", None):
            self.refuse(event, "yaml-tag", "tags (!) are not read; write the plain value")
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            self.refuse(event, "yaml-too-large", "there is more in here than such a file can need")

    def refuse(self, event: yaml.Event, code: str, message: str) -> NoReturn:
        line, column = self.place(event)
        self.notes.error(line, column, code, message)
        raise _RefusedError

    def place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        if mark is None:
            return self.first_line, 1
        return mark.line + self.first_line, mark.column + 1
