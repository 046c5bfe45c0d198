"""Which answers are counted for a response, for every type of item."""

from dataclasses import replace

import pytest

from lms.content.items import Item, ItemType, Word
from lms.quiz.rules.answer_parts import NONE, OTHER, given, parts_of
from tests.factories import quiz as make

MATRIX = make.matrix(("1", "12"))
MARKING = make.mark_words((1,), of=2)


@pytest.mark.parametrize(
    ("item", "response", "expected"),
    [
        (make.choice("b"), {"chosen": ["b"]}, [("", "b")]),
        (make.choice("ab"), {"chosen": ["c", "a"]}, [("", "a"), ("", "c")]),
        (make.choice("ab"), {"chosen": ["z", "a"]}, [("", "a"), ("", OTHER)]),
        (make.numeric(), {"value": "1,87"}, [("", "right")]),
        (make.numeric(), {"value": "9999"}, [("", "mistake-1")]),
        (make.numeric(), {"value": "many"}, [("", OTHER)]),
        (make.short_text(near="four"), {"text": "Quintuple"}, [("", "right")]),
        (make.short_text(near="four"), {"text": "FOUR"}, [("", "mistake-1")]),
        (make.short_text(near="four"), {"text": "my name is Ilze"}, [("", OTHER)]),
        (make.matching(2), {"pairs": {"l1": "r1", "l2": "r3"}}, [("l1", "r1"), ("l2", "r3")]),
        (make.matching(2), {"pairs": {"l1": "r1"}}, [("l1", "r1"), ("l2", NONE)]),
        (make.ordering(3), {"order": ["o2", "o1"]}, [("o1", "2"), ("o2", "1"), ("o3", NONE)]),
        (make.cloze(1, 1), {"gaps": {"g1": "gap 1", "g2": "b"}}, [("g1", "right"), ("g2", "b")]),
        (make.cloze(1, 1), {"gaps": {"g1": "Ilze"}}, [("g1", OTHER), ("g2", NONE)]),
        (make.hotspot(), {"chosen": ["b"]}, [("", "b")]),
        (make.categorise(2), {"categories": {"e1": "k2"}}, [("e1", "k2"), ("e2", NONE)]),
        (MATRIX, {"cells": {"r1": ["c2", "c1"]}}, [("r1", "c1"), ("r1", "c2"), ("r2", NONE)]),
        (MARKING, {"marked": ["w2"]}, [("", "w2")]),
        (make.likert(2), {"ratings": {"s1": "3", "s2": "9"}}, [("s1", "3"), ("s2", OTHER)]),
        (make.poll(multiple=True), {"chosen": ["b", "a"]}, [("", "a"), ("", "b")]),
        (make.reflection(), {"text": "I am Ilze"}, [("", "written")]),
        (make.essay(), {"text": "A cluster is"}, [("", "written")]),
        (make.upload(), {"files": ["id"]}, [("", "written")]),
    ],
)
def test_a_response_is_counted_by_part_and_answer(
    item: Item, response: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert [(one.part, one.answer) for one in given([item], response)] == expected


@pytest.mark.parametrize("item", make.one_of_each().values(), ids=lambda item: item.type)
@pytest.mark.parametrize(
    "response",
    [
        None,
        {},
        {"chosen": "a", "pairs": [], "gaps": 7, "order": {}, "cells": {"r1": "c1"}, "marked": None},
        {"value": 3, "text": ["x"], "ratings": {"s1": 4}, "categories": "k1", "files": None},
        {"chosen": [], "value": " ", "text": "", "gaps": {"g1": " "}, "pairs": {"l1": ""}, "order": []},
    ],
)
def test_nothing_and_nonsense_leave_every_part_open(item: Item, response: dict[str, object] | None) -> None:
    found = given([item], response)
    assert [one.part for one in found] == [part.id for part in parts_of(item)]
    assert {one.answer for one in found} == {NONE}, found


def test_a_word_that_is_right_in_another_language_is_right() -> None:
    assert given([make.short_text("harbour"), make.short_text("hamn")], {"text": "hamn"})[0].answer == "right"


def test_what_words_say_is_shown_as_text() -> None:
    item = replace(MARKING, segments=("<p>", Word(id="w1", text="<two>", is_correct=True), "</p>"))
    assert [answer.html for answer in parts_of(item)[0].answers] == ["&lt;two&gt;"]


def test_every_type_has_parts() -> None:
    assert set(make.one_of_each()) == set(ItemType)
