"""What may be posted as an answer: its shape and its limits."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from werkzeug.datastructures import MultiDict

from lms.content.item_views import (
    ChoiceView,
    ClozeView,
    GapView,
    ItemView,
    MatchingView,
    NumericView,
    OrderingView,
    ShortTextView,
)

MAX_TEXT = 2000
"""Characters of a typed answer."""

LONGEST_PLACE = 4
"""Characters of a place; what was chosen goes back to the page by way of the cookie."""

Keys = Mapping[str, object]
"""An answer in the keys of the page."""


class AnswerProblem(StrEnum):
    """What is wrong with the shape of an answer."""

    TOO_LONG = "too-long"
    PLACES = "places"
    """Not every entry has a place of its own."""


class AnswerFormError(Exception):
    """The answer can't be kept as it is; `keys` is what was typed, to show it again."""

    def __init__(self, problem: AnswerProblem, keys: Keys) -> None:
        super().__init__(problem)
        self.problem = problem
        self.keys = keys


def posted_keys(view: ItemView, form: MultiDict[str, str]) -> Keys:
    """What was posted for an item, in the keys of the page; raises AnswerFormError."""
    keys = _read(view, form)
    if any(len(text) > MAX_TEXT for text in _texts(keys)):
        raise AnswerFormError(AnswerProblem.TOO_LONG, keys)
    if isinstance(view, OrderingView):
        return _in_order(view, keys)
    return keys


def _read(view: ItemView, form: MultiDict[str, str]) -> Keys:
    match view:
        case ChoiceView():
            return {"chosen": form.getlist("chosen")}
        case NumericView():
            return {"value": cleaned(form.get("value", ""))}
        case ShortTextView():
            return {"text": cleaned(form.get("text", ""))}
        case MatchingView():
            return {"pairs": {left.key: form.get(f"pair-{left.key}", "") for left in view.lefts}}
        case OrderingView():
            return {
                "places": {
                    entry.key: form.get(f"place-{entry.key}", "")[:LONGEST_PLACE] for entry in view.entries
                }
            }
        case ClozeView():
            gaps = [segment for segment in view.segments if isinstance(segment, GapView)]
            return {"gaps": {gap.key: cleaned(form.get(f"gap-{gap.key}", "")) for gap in gaps}}


def _texts(keys: Keys) -> list[str]:
    values = [
        one for value in keys.values() for one in (value.values() if isinstance(value, dict) else [value])
    ]
    return [value for value in values if isinstance(value, str)]


def _in_order(view: OrderingView, keys: Keys) -> Keys:
    """Entries by the place chosen for each: all of them, each at a place of its own, or none."""
    given = keys["places"]
    assert isinstance(given, dict)
    if not any(given.values()):
        return {"order": []}
    wanted = [str(place) for place in range(1, len(view.entries) + 1)]
    if sorted(given.values()) != sorted(wanted):
        raise AnswerFormError(AnswerProblem.PLACES, keys)
    return {"order": sorted(given, key=lambda entry: int(given[entry]))}


def cleaned(text: str) -> str:
    """A typed answer without control characters, which databases and pages can't carry."""
    plain = (" " if sign in "\t\r\n" else sign for sign in text)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in {"Cc", "Cs"}).strip()
