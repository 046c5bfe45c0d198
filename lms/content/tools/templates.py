"""Texts of a tool with `{name}` in them."""

import re
from collections.abc import Callable

LONGEST_TEXT = 20_000
"""Texts may stand in texts: without a limit, a few short ones could fill the memory."""
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def filled(template: str, written: Callable[[str], str]) -> str:
    """The text with every `{name}` replaced by what `written` says of it; what gets too long is cut off."""
    said = ""
    for n, piece in enumerate(pieces(template)):
        said += written(piece) if n % 2 else piece
        if len(said) > LONGEST_TEXT:
            return f"{said[:LONGEST_TEXT]}…"
    return said


def names_in(template: str) -> tuple[str, ...]:
    """The names in a text, in order."""
    return tuple(_PLACE.findall(template))


def pieces(template: str) -> tuple[str, ...]:
    """The text cut at its names: text, name, text, name … text."""
    return tuple(_PLACE.split(template))
