"""What a change of an item is, for items of every type."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lms.content.items import (
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    Gap,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.quiz.rules.changes import ChangeKind, ItemChange, change_of, changes_between
from lms.quiz.rules.parts import carried
from lms.quiz.rules.scoring import share
from lms.quiz.rules.scoring_digests import scoring_digest
from lms.quiz.rules.traits import Trait
from tests.factories import quiz as make


def change(before: Item, after: Item) -> ItemChange:
    return change_of(before.id, [before], [after])


def told(found: ItemChange) -> list[tuple[Trait, str, str | None, str | None]]:
    return [(one.trait, one.part, one.before, one.after) for one in found.differences]


ALL: tuple[Item, ...] = (
    make.choice(),
    make.numeric([("1.87", "0.02"), ("2", "0.1")]),
    make.short_text("one", "two"),
    make.matching(),
    make.ordering(),
    make.cloze(),
)


@pytest.mark.parametrize("item", ALL, ids=lambda item: type(item).__name__)
def test_an_item_is_unchanged_beside_itself(item: Item) -> None:
    assert change(item, item) == ItemChange(item_id=item.id, kind=ChangeKind.UNCHANGED)


@pytest.mark.parametrize("item", ALL, ids=lambda item: type(item).__name__)
@pytest.mark.parametrize(
    ("values", "kind", "trait"),
    [
        ({"points": Decimal(2)}, ChangeKind.SCORING, Trait.POINTS),
        ({"hint_cost": Decimal("0.25")}, ChangeKind.SCORING, Trait.HINT_COST),
        ({"learning_outcome": "X-O2"}, ChangeKind.SCORING, Trait.OUTCOME),
        ({"hint_html": "<p>Another.</p>"}, ChangeKind.COSMETIC, Trait.HINT),
        ({"explanation_html": "<p>Another.</p>"}, ChangeKind.COSMETIC, Trait.EXPLANATION),
    ],
)
def test_what_every_item_has_is_compared(
    item: Item, values: dict[str, Any], kind: ChangeKind, trait: Trait
) -> None:
    found = change(item, replace(item, **values))
    assert (found.kind, [one.trait for one in found.differences]) == (kind, [trait])


def test_an_option_that_is_right_now_is_a_change_of_scoring() -> None:
    item = make.choice()
    options = tuple(replace(option, is_correct=option.id == "b") for option in item.options)
    found = change(item, replace(item, options=options))
    assert found.kind is ChangeKind.SCORING
    assert (Trait.KEY, "Option b", "wrong", "right") in told(found)


def test_options_in_another_order_are_the_same_options() -> None:
    item = make.choice()
    turned = tuple(
        replace(option, id=place.id)
        for place, option in zip(item.options, reversed(item.options), strict=True)
    )
    moved = replace(item, options=turned)
    assert change(item, moved).kind is ChangeKind.UNCHANGED
    right = {"chosen": [option.id for option in item.options if option.is_correct]}
    assert share([moved], right) == 0
    assert share([moved], carried(item, moved, right)) == 1


def test_a_reworded_option_at_its_place_is_the_same_option() -> None:
    item = make.choice()
    options = (replace(item.options[0], html="Reworded"), *item.options[1:])
    found = change(item, replace(item, options=options))
    assert told(found) == [(Trait.WORDS, "Reworded", "Option a", "Reworded")]
    assert found.kind is ChangeKind.COSMETIC


def test_a_new_and_a_missing_option_are_told() -> None:
    item = make.choice()
    fewer = replace(item, options=item.options[:-1])
    last = item.options[-1].html
    assert told(change(item, fewer)) == [(Trait.PART, last, last, None)]
    assert told(change(fewer, item)) == [(Trait.PART, last, None, last)]
    assert change(item, fewer).kind is ChangeKind.SCORING


def test_the_way_of_scoring_counts_where_several_are_right() -> None:
    item = make.choice("ab")
    found = change(item, replace(item, scoring=ChoiceScoring.PROPORTIONAL))
    assert told(found) == [(Trait.SCORING, "", "exact", "proportional")]


def test_a_tolerance_is_told_with_both_values() -> None:
    found = change(make.numeric([("1.87", "0.01")]), make.numeric([("1.87", "0.02")]))
    assert told(found) == [(Trait.TOLERANCE, "", "0.01", "0.02")]


def test_sets_of_numbers_are_found_again_by_their_numbers() -> None:
    item = make.numeric([("1", "0"), ("2", "0"), ("3", "0")])
    other = replace(item, variants=(item.variants[2], item.variants[0]))
    found = change(item, other)
    assert [(one.trait, one.after) for one in found.differences] == [(Trait.PARAMETERS, None)]
    assert found.kind is ChangeKind.SCORING


def test_accepted_words_are_told_one_by_one() -> None:
    found = change(make.short_text("one", "two"), make.short_text("two", "three"))
    assert told(found) == [(Trait.ACCEPTED, "", "one", None), (Trait.ACCEPTED, "", None, "three")]


def test_a_word_accepted_in_a_translation_counts_too() -> None:
    item = make.short_text("one")
    found = change_of(item.id, [item, make.short_text("ett")], [item, make.short_text("ett", "en")])
    assert told(found) == [(Trait.ACCEPTED, "", None, "en")]


def test_other_words_in_a_translation_are_cosmetic() -> None:
    item = make.short_text("one")
    found = change_of(item.id, [item], [item, make.short_text("one")])
    assert (found.kind, [one.trait for one in found.differences]) == (
        ChangeKind.COSMETIC,
        [Trait.TRANSLATION],
    )


def test_a_pair_that_belongs_elsewhere_is_told_in_words() -> None:
    item = make.matching()
    lefts = (replace(item.lefts[0], right_id="r4"), *item.lefts[1:])
    found = change(item, replace(item, lefts=lefts))
    assert told(found) == [(Trait.KEY, "Left 1", "Right 1", "Right 4")]


def test_another_right_order_is_told_and_answers_follow_the_words() -> None:
    item = make.ordering(3)
    words = ("Entry 2", "Entry 1", "Entry 3")
    entries = tuple(replace(entry, html=html) for entry, html in zip(item.entries, words, strict=True))
    other = replace(item, entries=entries)
    found = change(item, other)
    assert told(found) == [(Trait.ORDER, "", "Entry 1, Entry 2, Entry 3", "Entry 2, Entry 1, Entry 3")]
    assert carried(item, other, {"order": ["o2", "o1", "o3"]}) == {"order": ["o1", "o2", "o3"]}


def test_a_new_entry_is_no_other_order_of_the_rest() -> None:
    found = change(make.ordering(3), make.ordering(4))
    assert told(found) == [(Trait.PART, "Entry 4", None, "Entry 4")]


def test_gaps_are_compared_by_what_they_accept_and_which_word_is_right() -> None:
    item = make.cloze(1, 1)
    typed, chosen = (one for one in item.segments if isinstance(one, Gap))
    options = tuple(replace(option, is_correct=option.id == "b") for option in chosen.options)
    changes = {
        typed: replace(typed, answers=(*typed.answers, "more")),
        chosen: replace(chosen, options=options),
    }
    segments = tuple(one if isinstance(one, str) else changes[one] for one in item.segments)
    found = change(item, replace(item, segments=segments))
    assert set(told(found)) == {
        (Trait.ACCEPTED, "g1", None, "more"),
        (Trait.KEY, "Word a", "right", "wrong"),
        (Trait.KEY, "Word b", "wrong", "right"),
    }


def test_another_type_under_the_same_id_is_named() -> None:
    found = change_of("x", [make.choice()], [make.short_text()])
    assert found.kind is ChangeKind.TYPE
    assert told(found) == [(Trait.TYPE, "", "single-choice", "short-text")]


def test_new_and_missing_items_of_a_bank_are_told() -> None:
    one, two, three = (make.short_text(item_id=name) for name in ("one", "two", "three"))
    found = changes_between(make.module([one, two]), make.module([two, three]))
    assert [(change.item_id, change.kind) for change in found] == [
        ("two", ChangeKind.UNCHANGED),
        ("three", ChangeKind.ADDED),
        ("one", ChangeKind.REMOVED),
    ]


@pytest.mark.parametrize("item", ALL, ids=lambda item: type(item).__name__)
def test_an_answer_carried_to_the_same_edition_is_the_same(item: Item) -> None:
    responses: dict[type, dict[str, object]] = {
        ChoiceItem: {"chosen": ["b"]},
        NumericItem: {"value": "1,87"},
        ShortTextItem: {"text": "one"},
        MatchingItem: {"pairs": {"l1": "r2"}},
        OrderingItem: {"order": ["o2", "o1"]},
        ClozeItem: {"gaps": {"g1": "boundaries", "g2": "b"}},
    }
    response = responses[type(item)]
    assert carried(item, item, response) == response


def test_what_an_item_no_longer_has_is_left_out_of_an_answer() -> None:
    item = make.choice()
    fewer = replace(item, options=item.options[:1])
    assert carried(item, fewer, {"chosen": ["a", "b"]}) == {"chosen": ["a"]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (make.choice("a"), make.choice("b")),
        (make.choice(of=3), make.choice(of=4)),
        (make.numeric([("1.87", "0.01")]), make.numeric([("1.87", "0.02")])),
        (make.short_text("one"), make.short_text("one", "two")),
        (make.matching(3), make.matching(4)),
        (make.ordering(3), make.ordering(4)),
        (make.cloze(1, 1), make.cloze(2, 1)),
    ],
)
def test_where_scoring_changes_the_figures_of_an_item_begin_anew(before: Item, after: Item) -> None:
    assert change(before, after).kind is ChangeKind.SCORING
    assert scoring_digest(before) != scoring_digest(after)
