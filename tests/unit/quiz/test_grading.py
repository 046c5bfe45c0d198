"""What an attempt comes to: points, learning outcomes, passed or not."""

from decimal import Decimal

import pytest

from lms.content.items import ChoiceScoring, Item
from lms.content.outline import Module
from lms.quiz.rules.grading import AnsweredItem, Grade, as_json, grade_attempt
from tests.factories import quiz as make

RIGHT, WRONG = {"chosen": ["a"]}, {"chosen": ["b"]}


def a_test(ordinary: int, critical: int, **plan: object) -> Module:
    items: list[Item] = [make.choice(item_id=f"o{n}", outcome="X-O1") for n in range(ordinary)]
    items += [make.choice(item_id=f"c{n}", outcome="X-O2") for n in range(critical)]
    draw = {"X-O1": ordinary, "X-O2": critical}
    return make.module(items, plan=make.blueprint(draw, critical_outcome="X-O2", critical_percent=50, **plan))


def graded(module: Module, right: set[str]) -> Grade:
    items = module.text("en").test_items
    return grade_attempt(
        module,
        [
            AnsweredItem(
                position=place, item_id=item_id, variant=0, response=RIGHT if item_id in right else WRONG
            )
            for place, item_id in enumerate(items, start=1)
        ],
    )


def ids(ordinary: int, critical: int) -> set[str]:
    return {f"o{n}" for n in range(ordinary)} | {f"c{n}" for n in range(critical)}


def test_fourteen_of_twenty_pass() -> None:
    module = a_test(14, 6)
    assert graded(module, ids(11, 3)).is_passed
    assert not graded(module, ids(10, 3)).is_passed


def test_enough_points_without_the_critical_outcome_do_not_pass() -> None:
    grade = graded(a_test(14, 6), ids(14, 2))
    assert grade.score == 16
    assert grade.has_enough_points
    assert not grade.has_critical_outcome
    assert not grade.is_passed


def test_points_are_added_up_by_learning_outcome() -> None:
    grade = graded(a_test(14, 6), ids(10, 3))
    assert [(one.learning_outcome, one.score, one.max_score) for one in grade.outcomes] == [
        ("X-O1", 10, 14),
        ("X-O2", 3, 6),
    ]
    assert [one.is_critical for one in grade.outcomes] == [False, True]
    assert [one.is_reached for one in grade.outcomes] == [True, True]


def test_three_thirds_are_a_whole_point_when_it_counts() -> None:
    # 13 right choices and three items with one of three gaps right: exactly 14 of 20.
    items: list[Item] = [make.choice(item_id=f"o{n}") for n in range(17)]
    items += [make.cloze(1, 2, item_id=f"z{n}") for n in range(3)]
    module = make.module(items, plan=make.blueprint({"X-O1": 20}))
    answered = [
        AnsweredItem(
            position=n + 1,
            item_id=item.id,
            variant=0,
            response={"gaps": {"g2": "a"}} if item.id.startswith("z") else RIGHT if n < 13 else WRONG,
        )
        for n, item in enumerate(items)
    ]
    grade = grade_attempt(module, answered)
    assert grade.score == Decimal(14)
    assert grade.is_passed


def test_an_attempt_without_answers_earns_nothing() -> None:
    module = a_test(2, 2)
    grade = grade_attempt(
        module,
        [
            AnsweredItem(position=n, item_id=item_id, variant=0, response=None)
            for n, item_id in enumerate(module.text("en").test_items, start=1)
        ],
    )
    assert (grade.score, grade.max_score, grade.is_passed) == (0, 4, False)


def test_points_weigh_items() -> None:
    module = make.module(
        [make.choice(item_id="o0", points="3"), make.choice(item_id="o1", points="1")],
        plan=make.blueprint({"X-O1": 2}),
    )
    assert graded(module, {"o0"}).score == 3
    assert graded(module, {"o0"}).is_passed
    assert not graded(module, {"o1"}).is_passed


def test_an_answer_in_another_language_of_the_module_counts() -> None:
    module = make.module(
        [make.short_text("cluster initiative")], translations={"sv": [make.short_text("klusterinitiativ")]}
    )
    item = AnsweredItem(position=1, item_id="text", variant=0, response={"text": "klusterinitiativ"})
    assert grade_attempt(module, [item]).score == 1


def test_points_per_outcome_are_stored_as_text() -> None:
    module = make.module([make.choice("ab", 3, scoring=ChoiceScoring.PROPORTIONAL)])
    grade = grade_attempt(module, [AnsweredItem(position=1, item_id="choice", variant=0, response=RIGHT)])
    assert as_json(grade.outcomes) == {"X-O1": {"score": "0.6667", "max_score": "1"}}


def test_a_module_without_a_test_has_nothing_to_grade() -> None:
    module = make.module([], plan=make.blueprint())
    with pytest.raises(ValueError, match="no final-test"):
        grade_attempt(_without_test(module), [])


def _without_test(module: Module) -> Module:
    values = {name: getattr(module, name) for name in Module.__slots__}
    return Module(**{**values, "blueprint": None})
