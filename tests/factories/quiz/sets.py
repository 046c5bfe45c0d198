"""Items of every type, and items of a case."""

from dataclasses import replace
from typing import Any

from lms.content.items import Case, Item, ItemType
from tests.factories.quiz.arranging import categorise, matching, matrix, ordering
from tests.factories.quiz.passages import cloze, mark_words
from tests.factories.quiz.picking import choice, hotspot, poll
from tests.factories.quiz.writing import essay, likert, numeric, reflection, short_text, upload


def in_case(item: Any, case_id: str = "case") -> Any:
    """The item with a text above it."""
    return replace(item, case=Case(id=case_id, html=f"<p>Text of {case_id}</p>"))


def one_of_each() -> dict[ItemType, Item]:
    """An item of every type; a type that has none here fails the tests that go through all of them."""
    items: list[Item] = [
        choice("c"),
        choice("b", 2, item_id="true-false", kind=ItemType.TRUE_FALSE, shuffle=False),
        choice("ace", 6, item_id="multiple"),
        numeric([("1.87", "0.02"), ("-3", "0")]),
        short_text("canary-text-key", "five-fold"),
        matching(4, 2),
        ordering(5),
        cloze(2, 2),
        hotspot("bd", 5),
        categorise(5, 3),
        matrix(("1", "23", "3")),
        mark_words(),
        likert(),
        poll(),
        reflection(),
        essay(),
        upload(),
    ]
    return {item.type: item for item in items}
