"""Judging an attempt anew: nobody loses, and what cannot be judged is left."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.items import Item, ItemType
from lms.quiz.rules.grading import AnsweredItem, grade_attempt
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.regrading import Announced, AttemptEffect, Verdict, judge_anew, mended
from lms.quiz.rules.responses import Response
from lms.quiz.rules.scoring import is_scored, share
from tests.factories import quiz as make
from tests.factories.quiz import one_of_each

SCORED = [item for item in one_of_each().values() if is_scored(item)]


def answers(items: list[Item], responses: list[Response | None]) -> list[AnsweredItem]:
    return [
        AnsweredItem(position=n, item_id=item.id, variant=0, response=response)
        for n, (item, response) in enumerate(zip(items, responses, strict=True), start=1)
    ]


def judged(
    before: list[Item],
    after: list[Item],
    responses: list[Response | None],
    announced: Announced | None = None,
) -> AttemptEffect:
    old, new = make.module(before), make.module(after)
    given_answers = answers(before, responses)
    first = grade_attempt(old, given_answers)
    told = announced or Announced(
        score=first.score,
        max_score=first.max_score,
        is_passed=first.is_passed,
        items={item.position: item.score for item in first.items},
    )
    return judge_anew(old, new, given_answers, told, frozenset(item.id for item in before))


def test_a_mended_key_gives_the_points_that_were_missing() -> None:
    effect = judged([make.choice("a")], [make.choice("b")], [{"chosen": ["b"]}])
    assert (effect.score, effect.is_passed, effect.is_better) == (1, True, True)
    assert [item.verdict for item in effect.items] == [Verdict.BETTER]


def test_what_was_announced_stays_where_the_mended_key_gives_less() -> None:
    effect = judged([make.choice("a")], [make.choice("b")], [{"chosen": ["a"]}])
    assert (effect.score, effect.is_passed, effect.is_better) == (1, True, False)
    assert [(item.verdict, item.before, item.after) for item in effect.items] == [(Verdict.WORSE, 1, 0)]


def test_one_question_better_and_one_worse_is_better() -> None:
    before = [make.choice("a", item_id="one"), make.choice("a", item_id="two")]
    after = [make.choice("b", item_id="one"), make.choice("b", item_id="two")]
    effect = judged(before, after, [{"chosen": ["a"]}, {"chosen": ["b"]}])
    assert effect.score == 2


def test_points_and_outcome_stay_as_they_were_announced() -> None:
    effect = judged(
        [make.choice("a", points="2", outcome="X-O1")],
        [make.choice("b", points="5", outcome="X-O2")],
        [{"chosen": ["b"]}],
    )
    assert effect.score == 2
    assert [(one.learning_outcome, one.max_score) for one in effect.outcomes] == [("X-O1", 2)]


@pytest.mark.parametrize(
    "after",
    [
        [],
        [make.short_text(item_id="numeric")],
        [
            replace(
                make.numeric(), variants=(replace(make.numeric().variants[0], prompt_html="<p>7 8 9</p>"),)
            )
        ],
    ],
    ids=["gone", "another type", "other numbers"],
)
def test_what_cannot_be_judged_is_left(after: list[Item]) -> None:
    effect = judged([make.numeric()], after, [{"value": "9"}])
    assert [item.verdict for item in effect.items] == [Verdict.LEFT]
    assert not effect.is_better


def test_the_better_of_two_regrades_counts() -> None:
    told = Announced(score=Decimal(1), max_score=Decimal(1), is_passed=True, items={1: Decimal(1)})
    effect = judged([make.choice("a")], [make.choice("c")], [{"chosen": ["b"]}], told)
    assert (effect.score, effect.is_better, effect.is_passed) == (1, False, True)


def test_a_hint_that_was_looked_at_costs_what_was_announced_with_the_test() -> None:
    quarter = {"hint_html": "<p>Look.</p>", "hint_cost": Decimal("0.25")}
    old = make.module([replace(make.choice("a", points="2"), **quarter)])
    new = make.module([replace(make.choice("b", points="2"), hint_html="<p>Look.</p>", hint_cost=Decimal(1))])
    answer = AnsweredItem(position=1, item_id="choice", variant=0, response={"chosen": ["b"]}, took_hint=True)
    told = Announced(score=Decimal(0), max_score=Decimal(2), is_passed=False, items={1: Decimal(0)})
    effect = judge_anew(old, new, [answer], told, frozenset({"choice"}))
    assert effect.score == Decimal("1.5")
    assert [(one.after, one.is_right) for one in effect.items] == [(Decimal("1.5"), False)]


@given(st.data())
def test_nobody_loses(data: st.DataObject) -> None:
    """Whatever is mended and whatever was answered: neither score nor pass nor an item's points fall."""
    before = data.draw(st.lists(st.sampled_from(SCORED), min_size=1, unique_by=lambda item: item.id))
    other = {item.id: data.draw(st.sampled_from([item, changed(item)])) for item in before}
    responses = [data.draw(st.sampled_from([right_response(item, 0), {}, None])) for item in before]
    old, new = make.module(before), make.module(list(other.values()))
    given_answers = answers(before, responses)
    first = grade_attempt(old, given_answers)
    effect = judged(before, list(other.values()), responses)
    assert effect.score >= first.score
    assert effect.is_passed or not first.is_passed
    assert effect.is_better == (effect.score > first.score)
    assert effect.score <= first.max_score
    assert new.blueprint == old.blueprint


def changed(item: Item) -> Item:
    """The item with another key, where that is simple to make."""
    if item.type in {ItemType.SINGLE_CHOICE, ItemType.TRUE_FALSE, ItemType.MULTIPLE_CHOICE, ItemType.HOTSPOT}:
        name = "areas" if item.type is ItemType.HOTSPOT else "options"
        parts = tuple(replace(one, is_correct=not one.is_correct) for one in getattr(item, name))
        return replace(item, **{name: parts})
    return item


@pytest.mark.parametrize("item", SCORED, ids=lambda item: str(item.type))
def test_an_unchanged_question_is_judged_as_before(item: Item) -> None:
    effect = judged([item], [item], [right_response(item, 0)])
    assert [one.verdict for one in effect.items] == [Verdict.SAME]


@pytest.mark.parametrize("item", SCORED, ids=lambda item: str(item.type))
def test_an_answer_is_shown_by_the_question_as_it_was_mended(item: Item) -> None:
    module = make.module([item])
    answer = AnsweredItem(position=1, item_id=item.id, variant=0, response=right_response(item, 0))
    by, seen = mended(module, module, answer)
    shown = by.text("en").test_items[item.id]
    assert share([shown], seen.response, variant=seen.variant) == Fraction(1)
