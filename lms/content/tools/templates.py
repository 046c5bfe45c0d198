"""Texts of a tool with `{name}` in them."""

import re
from collections.abc import Callable

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def filled(template: str, written: Callable[[str], str]) -> str:
    """The text with every `{name}` replaced by what `written` says of it."""
    return _PLACE.sub(lambda match: written(match[1]), template)


def names_in(template: str) -> tuple[str, ...]:
    """The names in a text, in order."""
    return tuple(_PLACE.findall(template))


def pieces(template: str) -> tuple[str, ...]:
    """The text cut at its names: text, name, text, name … text."""
    return tuple(_PLACE.split(template))
