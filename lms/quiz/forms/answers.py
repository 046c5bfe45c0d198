"""What may be posted as an answer: its shape and its limits."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from werkzeug.datastructures import MultiDict

from lms.content.item_views import (
    CategoriseView,
    ChoiceView,
    ClozeView,
    EssayView,
    GapView,
    HotspotView,
    ItemView,
    LikertView,
    MarkWordsView,
    MatchingView,
    MatrixView,
    NumericView,
    OrderingView,
    PollView,
    ReflectionView,
    ShortTextView,
    UploadView,
)
from lms.quiz.rules.saving import Origin

MAX_TEXT = 2000
"""Characters of a typed answer."""

MAX_LONG_TEXT = 60_000
"""Characters of a reflection or an essay: some twenty pages."""

LONGEST_PLACE = 4
"""Characters of a place; what was chosen goes back to the page by way of the cookie."""

PAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,22}")
COUNT = re.compile(r"[0-9]{1,9}")

Keys = Mapping[str, object]
"""An answer in the keys of the page."""


class AnswerProblem(StrEnum):
    """What is wrong with the shape of an answer."""

    TOO_LONG = "too-long"
    LONG_TEXT_TOO_LONG = "long-text-too-long"
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
    is_long = isinstance(view, ReflectionView | EssayView)
    if any(len(text) > (MAX_LONG_TEXT if is_long else MAX_TEXT) for text in _texts(keys)):
        problem = AnswerProblem.LONG_TEXT_TOO_LONG if is_long else AnswerProblem.TOO_LONG
        raise AnswerFormError(problem, keys)
    if isinstance(view, OrderingView):
        return _in_order(view, keys)
    return keys


def origin_of(form: MultiDict[str, str]) -> Origin:
    """Which page sent an answer, and what that page knew."""
    page_id = form.get("page", "")
    return Origin(
        page_id=page_id if PAGE_ID.fullmatch(page_id) else None,
        sequence=_count(form.get("sequence")) or 0,
        revision=_count(form.get("revision")),
    )


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and COUNT.fullmatch(text) else None


def _read(view: ItemView, form: MultiDict[str, str]) -> Keys:
    match view:
        case ChoiceView() | HotspotView() | PollView():
            return {"chosen": form.getlist("chosen")}
        case MarkWordsView():
            return {"marked": form.getlist("marked")}
        case UploadView():
            return {"files": form.getlist("files")}
        case NumericView():
            return {"value": cleaned(form.get("value", ""))}
        case ShortTextView():
            return {"text": cleaned(form.get("text", ""))}
        case ReflectionView() | EssayView():
            return {"text": cleaned_lines(form.get("text", ""))}
        case MatchingView() | OrderingView() | CategoriseView() | MatrixView() | LikertView() | ClozeView():
            return _read_parts(view, form)


def _read_parts(
    view: MatchingView | OrderingView | CategoriseView | MatrixView | LikertView | ClozeView,
    form: MultiDict[str, str],
) -> Keys:
    match view:
        case MatchingView():
            return {"pairs": {left.key: form.get(f"pair-{left.key}", "") for left in view.lefts}}
        case OrderingView():
            return {
                "places": {
                    entry.key: form.get(f"place-{entry.key}", "")[:LONGEST_PLACE] for entry in view.entries
                }
            }
        case CategoriseView():
            return {"categories": {one.key: form.get(f"group-{one.key}", "") for one in view.entries}}
        case MatrixView():
            return {"cells": {row.key: form.getlist(f"cell-{row.key}") for row in view.rows}}
        case LikertView():
            return {"ratings": {one.key: form.get(f"rating-{one.key}", "") for one in view.statements}}
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
    """A typed answer on one line, without control characters, which databases and pages can't carry."""
    return "".join(" " if sign in "\t\r\n" else sign for sign in text if _is_text(sign)).strip()


def cleaned_lines(text: str) -> str:
    """A written text with its lines, without other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if _is_text(sign)).strip()


def _is_text(sign: str) -> bool:
    return sign in "\t\r\n" or unicodedata.category(sign) not in {"Cc", "Cs"}
