"""How typical responses to an item score."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lms.content.items import ItemType
from lms.quiz.rules.banks import prompt_of, words_of
from lms.quiz.rules.scoring import is_scored
from lms.quiz.rules.trying import Trial, tried_responses
from tests.factories import quiz as make
from tests.factories.quiz import one_of_each


@pytest.mark.parametrize("kind", ItemType)
def test_the_right_answer_earns_everything_and_none_earns_nothing(kind: ItemType) -> None:
    item = one_of_each()[kind]
    tried = {one.trial: one for one in tried_responses([item], item, 0)}
    if not is_scored(item):
        assert tried == {}
        return
    assert tried[Trial.RIGHT].share == 1
    assert tried[Trial.EMPTY].share == 0
    assert tried[Trial.RIGHT].points == item.points


def test_each_option_stands_alone_with_its_points() -> None:
    item = make.choice("ab", of=3)
    tried = [(one.words, one.share) for one in tried_responses([item], item, 0) if one.trial is Trial.ONLY]
    assert tried == [("Option a", 0), ("Option b", 0), ("Option c", 0)]


def test_what_was_foreseen_and_the_edges_of_a_number_are_tried() -> None:
    item = make.numeric([("1.87", "0.02")], wrong="0.54")
    tried = [(one.trial, one.words, one.share) for one in tried_responses([item], item, 0)]
    assert tried == [
        (Trial.RIGHT, "1.87", 1),
        (Trial.EDGE, "1.85", 1),
        (Trial.EDGE, "1.89", 1),
        (Trial.FORESEEN, "0.54", 0),
        (Trial.EMPTY, "", 0),
    ]


def test_a_look_at_the_hint_costs_what_it_costs_in_a_test() -> None:
    item = replace(make.choice("a", points="2"), hint_html="<p>Look.</p>", hint_cost=Decimal("0.25"))
    tried = {one.trial: one.points for one in tried_responses([item], item, 0)}
    assert (tried[Trial.RIGHT], tried[Trial.HINTED]) == (2, Decimal("1.5"))


def test_words_accepted_in_any_language_are_tried() -> None:
    english, swedish = make.short_text("one"), make.short_text("ett", "en")
    words = [one.words for one in tried_responses([english, swedish], english, 0) if one.share == 1]
    assert words == ["one", "ett", "en"]


@pytest.mark.parametrize("kind", ItemType)
def test_every_type_can_be_searched_and_listed(kind: ItemType) -> None:
    item = one_of_each()[kind]
    assert prompt_of(item)
    assert prompt_of(item).split()[0] in words_of(item)
