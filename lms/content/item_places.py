"""Which questions can stand on which pages: self-checks, the bank of a test, what is handed in."""

from collections.abc import Sequence
from enum import Enum

from lms.content.item_sources import ItemSource
from lms.content.items import HAND_GRADED_TYPES, UNGRADED_TYPES
from lms.content.problems import Notes
from lms.content.sources import BodyBlock, QuizBlock


class ItemPlace(Enum):
    """A kind of page that has items."""

    LESSON = "lesson"
    TEST = "test"
    ASSIGNMENT = "assignment"


def check_place(body: Sequence[BodyBlock], place: ItemPlace | None, notes: Notes) -> None:
    """Note items that cannot stand on a page of this kind; None is a page without items."""
    for block in body:
        if not isinstance(block, QuizBlock):
            continue
        if place is None:
            message = "items stand in lessons, in the final test and in the assignment, not here"
            notes.error(block.line, 1, "quiz-not-here", message)
        else:
            for item in block.items:
                _check_item(item, place, notes)


def _check_item(item: ItemSource, place: ItemPlace, notes: Notes) -> None:
    is_by_hand = item.type in HAND_GRADED_TYPES
    if is_by_hand and place is not ItemPlace.ASSIGNMENT:
        message = f"a person grades an item of the type {item.type}, so it stands in assignment.md only"
        example = f"### {item.id} [type: reflection]" if place is ItemPlace.LESSON else None
        notes.error(item.line, 1, "quiz-not-here", message, example)
    elif not is_by_hand and place is ItemPlace.ASSIGNMENT:
        message = "an assignment is handed in and graded by a person: its items are essays and uploads"
        notes.error(item.line, 1, "quiz-not-here", message, f"### {item.id} [type: essay] [words: 200-400]")
    if item.type in UNGRADED_TYPES and place is ItemPlace.TEST:
        message = f"an item of the type {item.type} has no key, so it cannot be in a test; put it in a lesson"
        notes.error(item.line, 1, "quiz-not-here", message)
    if item.hint_cost and place is ItemPlace.LESSON:
        message = "the self-checks of a lesson are not graded, so a hint costs nothing there"
        notes.error(item.line, 1, "quiz-hint-cost", message, f"### {item.id}")
