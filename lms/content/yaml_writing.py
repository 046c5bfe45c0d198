"""How values are written in YAML, so that reading them again gives the same values."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*")
_WITH_BACKSLASH = ("\\", '"')
_SPACES = ("\u00a0", "\u202f")
_NOTHING = ("null", "true", "false", "yes", "no")

Value = str | int | bool | Decimal | None | Sequence["Value"] | Mapping[str, "Value"]


def key_line(key: str, value: Value) -> str:
    """`key: value` on one line."""
    return f"{key}: {flow(value)}"


def key_block(key: str, values: Mapping[str, str]) -> list[str]:
    """A key with a text for each name, one a line."""
    return [f"{key}:", *(f"  {flow(name)}: {flow(text)}" for name, text in values.items())]


def flow(value: Value) -> str:
    """A value on one line."""
    match value:
        case None:
            return '""'
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return f"{value.normalize():f}"
        case str():
            return _text(value)
        case Mapping():
            return "{" + ", ".join(f"{_text(key)}: {flow(part)}" for key, part in value.items()) + "}"
        case _:
            return "[" + ", ".join(flow(part) for part in value) + "]"


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _NOTHING:
        return text
    return '"' + "".join(_in_quotes(letter) for letter in text) + '"'


def _in_quotes(letter: str) -> str:
    if letter in _WITH_BACKSLASH:
        return f"\\{letter}"
    if letter.isprintable() or letter in _SPACES:
        return letter
    return f"\\U{ord(letter):08x}"
