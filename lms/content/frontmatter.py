"""What stands under the keys of a YAML head or file, read by type, with every problem noted at its place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from lms.content.naming import did_you_mean, listed
from lms.content.problems import Notes
from lms.content.yaml_nodes import ListNode, MapNode, Node, Scalar, read_yaml

MAX_TEXT = 2_000

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_DECIMAL = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,6})?")
_WORD = TypeVar("_WORD", bound=StrEnum)
_Value = TypeVar("_Value")
_KINDS = {Scalar: "a single value", ListNode: "a list", MapNode: "a group of keys"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The YAML head of a Markdown file and what follows it."""

    fields: "Fields"
    body: str
    body_line: int
    """The line at which the body begins."""


def read_head(text: str, notes: Notes, *, example: str) -> Head | None:
    """Split a Markdown file into its head between two `---` lines and its body."""
    lines = text.split("\n")
    whole_example = f"---\n{example}\n---"
    if lines[0].rstrip() != "---":
        notes.error(
            1, 1, "head-missing", "the file begins with its head, between two lines of ---", whole_example
        )
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        notes.error(1, 1, "head-not-closed", "the second --- line is missing after the head", whole_example)
        return None
    node = read_yaml("\n".join(lines[1:end]), notes, first_line=2)
    if node is None:
        return None
    body = "\n".join(lines[end + 1 :])
    return Head(fields=Fields(node, notes), body=body, body_line=end + 2)


def body_below(text: str) -> tuple[str, int]:
    """What stands below a head that cannot be read, and its line; all of a file that has no head."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if not marks or marks[0]:
        return text, 1
    end = marks[1] + 1 if len(marks) > 1 else len(lines)
    return "\n".join(lines[end:]), end + 1


class Fields:
    """Reads the keys of one mapping by type; `close` notes the keys that nobody asked for."""

    def __init__(self, node: MapNode, notes: Notes, *, name: str = "") -> None:
        self.node = node
        self.notes = notes
        self.name = name
        self.asked: set[str] = set()

    @property
    def place(self) -> tuple[int, int]:
        """Line and column at which the mapping begins."""
        return self.node.line, self.node.column

    def place_of(self, key: str) -> tuple[int, int]:
        """Line and column of a key's value, or of the mapping where the key is missing."""
        node = self.node.get(key)
        return (node.line, node.column) if node else self.place

    def has(self, key: str) -> bool:
        """The key is there with a value."""
        self.asked.add(key)
        node = self.node.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.is_empty)

    def close(self) -> None:
        """Note every key that was not asked for."""
        for key, _ in self.node.entries:
            if key.text in self.asked:
                continue
            where = f" in “{self.name}”" if self.name else ""
            guess = did_you_mean(key.text, self.asked)
            known = "" if guess else f" Known keys: {', '.join(sorted(self.asked))}."
            message = f"the key “{key.text[:60]}” is not known{where}.{guess}{known}"
            self.notes.error(key.line, key.column, "unknown-key", message)

    def missing(self, key: str, example: str) -> None:
        """Note that a key is missing."""
        where = f" in “{self.name}”" if self.name else ""
        self.notes.error(*self.place_of(key), "missing-key", f"the key “{key}” is missing{where}", example)

    def text(self, key: str, *, example: str | None = None, limit: int = MAX_TEXT) -> str:
        """A text; required when an example is given, else "" where it is missing."""
        node = self._node(key, example)
        if node is None:
            return ""
        return self._scalar_text(key, node, example, limit)

    def integer(
        self, key: str, *, least: int, most: int, example: str | None = None, default: int = 0
    ) -> int:
        """A whole number between two limits; required when an example is given."""
        node = self._node(key, example)
        if node is None:
            return default
        return self._integer(key, node, least, most, example or f"{key}: {least}", default)

    def yes_or_no(self, key: str, *, default: bool = False) -> bool:
        """`true` or `false`; `yes` and `no` are taken as well."""
        node = self._node(key, None)
        if node is None:
            return default
        words = {"true": True, "yes": True, "false": False, "no": False}
        if isinstance(node, Scalar) and node.text.lower() in words:
            return words[node.text.lower()]
        self._wrong(node, key, "true or false", f"{key}: true")
        return default

    def word(self, key: str, kind: type[_WORD], *, example: str) -> _WORD | None:
        """One of the words of an enum; required."""
        node = self._node(key, example)
        return None if node is None else self._word(key, node, kind, example)

    def words(self, key: str, kind: type[_WORD], *, example: str) -> tuple[_WORD, ...]:
        """A list of words of an enum; required."""
        found = (self._word(key, node, kind, example) for node in self._items(key, example))
        return tuple(dict.fromkeys(word for word in found if word is not None))

    def texts(
        self, key: str, *, example: str | None = None, pattern: re.Pattern[str] | None = None
    ) -> tuple[str, ...]:
        """A list of texts, all different; required when an example is given."""
        found: list[str] = []
        for node in self._items(key, example):
            text = self._scalar_text(key, node, example or f"{key}: [one, two]", MAX_TEXT)
            if pattern and text and not pattern.fullmatch(text):
                self._wrong(node, key, f"something like {example}", example)
            elif text in found:
                self.notes.error(node.line, node.column, "listed-twice", f"“{text}” is listed twice")
            elif text:
                found.append(text)
        return tuple(found)

    def text_map(self, key: str, *, example: str | None = None) -> dict[str, str]:
        """Names with a text each; required when an example is given."""
        return self._map(key, example, lambda name, node: self._scalar_text(name, node, example, MAX_TEXT))

    def integer_map(self, key: str, *, least: int, most: int, example: str | None = None) -> dict[str, int]:
        """Names with a whole number each; required when an example is given."""
        return self._map(
            key, example, lambda name, node: self._integer(name, node, least, most, example or key, least)
        )

    def decimal_map(self, key: str, *, most: int, example: str) -> dict[str, Decimal]:
        """Names with a number each, from 0; required."""
        return self._map(key, example, lambda name, node: self._decimal(name, node, most, example))

    def group(self, key: str, *, example: str | None = None) -> "Fields | None":
        """The keys under a key; required when an example is given."""
        node = self._node(key, example)
        if node is None:
            return None
        if isinstance(node, MapNode):
            return Fields(node, self.notes, name=key)
        self._wrong(node, key, "a group of keys", example)
        return None

    def groups(self, key: str, *, example: str) -> tuple["Fields", ...]:
        """A list of groups of keys; may be missing or empty."""
        found = []
        for node in self._items(key, None):
            if isinstance(node, MapNode):
                found.append(Fields(node, self.notes, name=key))
            else:
                self._wrong(node, key, "a list of groups of keys", example)
        return tuple(found)

    def _node(self, key: str, example: str | None) -> Node | None:
        """The value of a key; notes a required one that is missing or empty."""
        if self.has(key):
            return self.node.get(key)
        if example is not None:
            self.missing(key, example)
        return None

    def _items(self, key: str, example: str | None) -> tuple[Node, ...]:
        node = self._node(key, example)
        if node is None:
            return ()
        if isinstance(node, ListNode):
            return node.items
        self._wrong(node, key, "a list", example or f"{key}: [one, two]")
        return ()

    def _map(self, key: str, example: str | None, read: Callable[[str, Node], _Value]) -> dict[str, _Value]:
        node = self._node(key, example)
        if node is None:
            return {}
        if isinstance(node, MapNode):
            return {name.text: read(name.text, value) for name, value in node.entries}
        self._wrong(node, key, "a group of keys", example)
        return {}

    def _scalar_text(self, key: str, node: Node, example: str | None, limit: int) -> str:
        if not isinstance(node, Scalar):
            self._wrong(node, key, "a text", example)
            return ""
        text = " ".join(node.text.split())
        if node.is_empty or not text:
            self.notes.error(node.line, node.column, "empty-value", f"“{key}” has no text", example)
        if len(text) > limit:
            message = f"“{key}” has {len(text)} characters; at most {limit} fit"
            self.notes.error(node.line, node.column, "too-long", message)
        return "" if node.is_empty else text

    def _integer(self, key: str, node: Node, least: int, most: int, example: str, default: int) -> int:
        if isinstance(node, Scalar) and _INTEGER.fullmatch(node.text) and least <= int(node.text) <= most:
            return int(node.text)
        self._wrong(node, key, f"a whole number from {least} to {most}", example)
        return default

    def _decimal(self, key: str, node: Node, most: int, example: str) -> Decimal:
        if isinstance(node, Scalar) and _DECIMAL.fullmatch(node.text) and 0 <= Decimal(node.text) <= most:
            return Decimal(node.text)
        self._wrong(node, key, f"a number from 0 to {most} with a decimal point", example)
        return Decimal(0)

    def _word(self, key: str, node: Node, kind: type[_WORD], example: str) -> _WORD | None:
        words = [word.value for word in kind]
        if not isinstance(node, Scalar):
            self._wrong(node, key, listed(words), example)
            return None
        if node.text in words:
            return kind(node.text)
        guess = did_you_mean(node.text, words)
        message = f"“{key}” cannot be “{node.text[:60]}”; it is {listed(words)}.{guess}"
        self.notes.error(node.line, node.column, "wrong-value", message, example)
        return None

    def _wrong(self, node: Node, key: str, expected: str, example: str | None) -> None:
        found = f"“{node.text[:60]}”" if isinstance(node, Scalar) else _KINDS[type(node)]
        message = f"“{key}” should be {expected}, not {found}"
        self.notes.error(node.line, node.column, "wrong-value", message, example)


def check_names(
    names: Iterable[str], pattern: re.Pattern[str], fields: Fields, key: str, *, example: str
) -> None:
    """Note the names under a key that are not written like names."""
    for name in names:
        if not pattern.fullmatch(name):
            line, column = fields.place_of(key)
            fields.notes.error(
                line, column, "wrong-name", f"“{name[:60]}” is not a name for “{key}”", example
            )
