"""Where the ids and formulas of a tool stand in its file, so that every problem can point there."""

import re
from decimal import Decimal

from lms.content.frontmatter import Fields
from lms.content.problems import Notes
from lms.content.tools.formulas import WORDS
from lms.content.yaml_nodes import Scalar

ID = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = WORDS | {"row", "blank"}
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")


class Places:
    """Remembers line and column of everything that is named by a dotted path, and notes ids used twice."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.places: dict[str, tuple[int, int]] = {}

    def keep(self, path: str, line: int, column: int) -> None:
        """Remember where something stands."""
        self.places[path] = (line, column)

    def of(self, path: str) -> tuple[int, int]:
        """Where it stands; the top of the file where that is not known."""
        return self.places.get(path, (1, 1))

    def error(self, path: str, code: str, message: str, example: str | None = None) -> None:
        """Note a problem at a remembered place."""
        self.notes.error(*self.of(path), code, message, example)

    def identifier(self, fields: Fields, inside: str, *, pattern: re.Pattern[str] = ID) -> str:
        """The id of a group of keys, which nothing else inside has."""
        identifier = fields.text("id", example="id: jobs", limit=40)
        line, column = fields.place_of("id")
        path = f"{inside}.{identifier}" if inside else identifier
        if identifier and (not pattern.fullmatch(identifier) or identifier in _RESERVED):
            message = f"“{identifier}” is no id: small letters, digits and _, beginning with a letter"
            self.notes.error(line, column, "wrong-name", message, "id: region_jobs")
        elif identifier and path in self.places:
            self.notes.error(line, column, "duplicate-id", f"the id “{identifier}” is used twice")
        self.keep(path, line, column)
        return identifier


def long_text(fields: Fields, key: str, *, limit: int, example: str | None = None) -> str:
    """A text that may have several paragraphs; blank lines between them stay."""
    if not fields.has(key):
        if example is not None:
            fields.missing(key, example)
        return ""
    node = fields.node.get(key)
    if not isinstance(node, Scalar):
        return fields.text(key, example=example)
    paragraphs = re.split(r"\n[ \t]*\n", node.text.strip())
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    if len(text) > limit:
        message = f"“{key}” has {len(text)} characters; at most {limit} fit"
        fields.notes.error(node.line, node.column, "too-long", message)
    return text


def read_decimal(text: str) -> Decimal | None:
    """A number with a decimal point, or None."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None
