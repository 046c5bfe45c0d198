"""A row as a backup has it: one line of JSON, the same whichever database it came from."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

DIGEST_RANGE = 1 << 256


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"
    TRUTH = "truth"
    MOMENT = "moment"
    DAY = "day"
    BYTES = "bytes"
    JSON = "json"
    """Kept as its text, so that not a blank of it changes."""


_TO_JSON: Mapping[Kind, Callable[[Any], object]] = {
    Kind.DECIMAL: lambda value: format(value.normalize(), "f"),
    Kind.MOMENT: datetime.isoformat,
    Kind.DAY: date.isoformat,
    Kind.BYTES: lambda value: base64.b64encode(value).decode("ascii"),
}
_FROM_JSON: Mapping[Kind, Callable[[Any], object]] = {
    Kind.DECIMAL: Decimal,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DAY: date.fromisoformat,
    Kind.BYTES: base64.b64decode,
}


def line_of(values: Sequence[Any], kinds: Sequence[Kind]) -> bytes:
    """A row as a line, with its end."""
    said = [
        value if value is None or kind not in _TO_JSON else _TO_JSON[kind](value)
        for value, kind in zip(values, kinds, strict=True)
    ]
    return json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n"


def values_of(line: bytes, kinds: Sequence[Kind]) -> list[Any]:
    """The row of a line. Raises ValueError, TypeError."""
    said = json.loads(line)
    return [
        value if value is None or kind not in _FROM_JSON else _FROM_JSON[kind](value)
        for value, kind in zip(said, kinds, strict=True)
    ]


@dataclass(slots=True)
class TableDigest:
    """Tells two tables apart by their rows, in whatever order these come."""

    rows: int = 0
    _sum: int = field(default=0)

    def add(self, line: bytes) -> None:
        """One row more."""
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest(), "big")) % DIGEST_RANGE

    @property
    def text(self) -> str:
        """The sum of the rows' SHA-256, hexadecimal."""
        return f"{self._sum:064x}"
