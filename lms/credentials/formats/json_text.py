"""JSON that strangers write, read within limits. Pure."""

import json
from collections.abc import Iterable
from typing import Any

MAX_JSON_DEPTH = 40


def read_json(text: str) -> dict[str, Any] | None:
    """An object, each name once, no deeper than ours, with nothing but text in its texts; or None."""
    try:
        found = json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse)
        _check_depth(found)
        _check_texts(text, found)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _check_depth(found: object) -> None:
    """Raise ValueError where it is nested deeper. Counting brackets would not do: texts have them too."""
    level = [found]
    for _ in range(MAX_JSON_DEPTH):
        level = [one for holder in level if isinstance(holder, dict | list) for one in _inside(holder)]
    if level:
        raise ValueError("nested too deep")


def _inside(holder: dict[str, Any] | list[Any]) -> Iterable[object]:
    return holder.values() if isinstance(holder, dict) else holder


def _check_texts(text: str, found: object) -> None:
    """Raise ValueError for half a sign (a surrogate alone) or a zero: neither can be written or looked up."""
    if "\\u" in text:
        said = json.dumps(found, ensure_ascii=False)
        said.encode()
        if "\\u0000" in said:
            raise ValueError("a zero in a text")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
