"""Where a page of a list begins, as text in an address: name of the order, and what a row has in it."""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

LONGEST = 2000
LARGEST_NUMBER = 2**63 - 1


def written(name: str, values: Iterable[Any]) -> str:
    """The text of a row that has these values, in the order of this name."""
    text = json.dumps([name, *(_plain(value) for value in values)], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: Any) -> str | int | bool:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def read(cursor: str, name: str, kinds: Sequence[type]) -> tuple[Any, ...] | None:
    """The values that a text holds, each of its kind; None for one that is none of this order."""
    if not cursor or len(cursor) > LONGEST:
        return None
    try:
        text = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        order, *values = json.loads(text.decode())
        if order != name:
            return None
        return tuple(_read(kind, value) for kind, value in zip(kinds, values, strict=True))
    except (binascii.Error, ValueError, TypeError, InvalidOperation, OverflowError, RecursionError):
        return None


def _read(kind: Any, value: Any) -> Any:
    """A value as the database has it; raises ValueError or TypeError where it is of another kind."""
    if issubclass(kind, datetime | date):
        moment = kind.fromisoformat(value)
        if isinstance(moment, datetime) and moment.tzinfo is None:
            raise ValueError("a moment must be aware of its time zone")
        return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
    if issubclass(kind, Decimal):
        return _finite(Decimal(value))
    if type(value) is not (str if issubclass(kind, str) else kind):
        raise TypeError("a value of another kind")
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError("no database would look this up")
        return kind(value)
    if abs(value) > LARGEST_NUMBER:
        raise ValueError("too large")
    return value


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("not a number")
    return number
