"""Which items an attempt asks, with which numbers and in which order."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.items import Item, ItemType
from lms.quiz.rules.drawing import MOST_OF_ONE_TYPE, BankTooSmallError, display_order, draw, variant_of
from lms.quiz.rules.scoring import share
from tests.factories import quiz as make

seeds = st.text("abcdefghij0123456789", min_size=1, max_size=22)


def mixed_bank() -> dict[str, Item]:
    items: list[Item] = []
    for outcome in ("X-O1", "X-O2", "X-O3"):
        for n in range(4):
            items += [
                make.choice(item_id=f"choice-{outcome}-{n}", outcome=outcome),
                make.choice("ab", item_id=f"multiple-{outcome}-{n}", outcome=outcome),
                make.numeric(
                    [("1", "0"), ("2", "0"), ("3", "0")], item_id=f"numeric-{outcome}-{n}", outcome=outcome
                ),
                make.matching(item_id=f"matching-{outcome}-{n}", outcome=outcome),
            ]
    return dict(make.bank_of(items))


DRAW = {"X-O1": 6, "X-O2": 7, "X-O3": 7}


@given(seeds)
def test_a_draw_has_as_many_items_of_each_outcome_as_the_blueprint_says(seed: str) -> None:
    bank = mixed_bank()
    drawn = draw(make.blueprint(DRAW), bank, seed)
    assert Counter(bank[item.item_id].learning_outcome for item in drawn) == DRAW
    assert [item.position for item in drawn] == list(range(1, 21))
    assert len({item.item_id for item in drawn}) == 20


@given(seeds)
def test_no_type_comes_more_than_five_times_where_the_bank_allows(seed: str) -> None:
    bank = mixed_bank()
    drawn = draw(make.blueprint(DRAW), bank, seed)
    assert max(Counter(bank[item.item_id].type for item in drawn).values()) <= MOST_OF_ONE_TYPE


@given(seeds)
def test_a_way_over_several_types_is_found(seed: str) -> None:
    # The first outcome can only trade choices for numbers, the second only numbers for matchings.
    items = [make.choice(item_id=f"c{n}", outcome="X-O1") for n in range(6)]
    items += [make.numeric(item_id=f"n{n}", outcome="X-O1") for n in range(2)]
    items += [make.numeric(item_id=f"m{n}", outcome="X-O2") for n in range(5)]
    items += [make.matching(item_id=f"p{n}", outcome="X-O2") for n in range(1)]
    bank = make.bank_of(items)
    drawn = draw(make.blueprint({"X-O1": 6, "X-O2": 5}), bank, seed)
    counts = Counter(bank[item.item_id].type for item in drawn)
    assert max(counts.values()) <= MOST_OF_ONE_TYPE


def test_a_bank_of_one_type_is_drawn_all_the_same() -> None:
    bank = make.bank_of([make.choice(item_id=f"c{n}") for n in range(9)])
    assert len(draw(make.blueprint({"X-O1": 8}), bank, "seed")) == 8


def test_a_bank_that_is_too_small_is_refused() -> None:
    with pytest.raises(BankTooSmallError, match="X-O1"):
        draw(make.blueprint({"X-O1": 2}), make.bank_of([make.choice()]), "seed")


@given(seeds)
def test_the_same_seed_draws_the_same_test(seed: str) -> None:
    assert draw(make.blueprint(DRAW), mixed_bank(), seed) == draw(make.blueprint(DRAW), mixed_bank(), seed)


def test_a_draw_never_changes_between_versions_of_this_programme() -> None:
    # Attempts keep the seed alone for orders: were this to change, people would find their options moved.
    drawn = draw(make.blueprint({"X-O1": 3}), mixed_bank(), "fixed")
    assert [(item.item_id, item.variant) for item in drawn] == FIXED
    assert display_order(make.choice(), "fixed") == {"options": FIXED_OPTIONS}


FIXED = [("matching-X-O1-3", 0), ("matching-X-O1-1", 0), ("multiple-X-O1-3", 0)]
FIXED_OPTIONS = ("c", "d", "b", "a")


def test_every_item_and_every_variant_is_drawn_about_equally_often() -> None:
    bank = make.bank_of([make.numeric([("1", "0")] * 4, item_id=f"n{n}") for n in range(8)])
    seen = Counter(
        (item.item_id, item.variant)
        for seed in range(1600)
        for item in draw(make.blueprint({"X-O1": 2}), bank, str(seed))
    )
    assert len(seen) == 32
    assert min(seen.values()) > 60
    assert max(seen.values()) < 150


def test_variants_are_within_what_the_item_has() -> None:
    item = make.numeric([("1", "0")] * 3)
    assert {variant_of(item, str(seed)) for seed in range(50)} == {0, 1, 2}
    assert {variant_of(make.choice(), str(seed)) for seed in range(50)} == {0}


# Display orders


def test_options_that_keep_their_order_are_shown_in_it() -> None:
    assert display_order(make.choice(shuffle=False), "any")["options"] == ("a", "b", "c", "d")


def test_each_shuffled_part_is_a_permutation() -> None:
    assert sorted(display_order(make.matching(), "s")["rights"]) == ["r1", "r2", "r3", "r4"]
    assert sorted(display_order(make.ordering(), "s")["entries"]) == ["o1", "o2", "o3", "o4"]
    gaps = display_order(make.cloze(1, 2), "s")
    assert list(gaps) == ["g2", "g3"]
    assert [sorted(order) for order in gaps.values()] == [["a", "b", "c"], ["a", "b", "c"]]
    assert display_order(make.numeric(), "s") == {}


def test_the_place_of_the_right_option_does_not_depend_on_its_being_right() -> None:
    """χ² over 500 attempts: every option stands in every place about equally often."""
    attempts, size = 500, 4
    for right in "abcd":
        item = make.choice(right, size)
        places = Counter(display_order(item, f"attempt-{n}")["options"].index(right) for n in range(attempts))
        expected = attempts / size
        chi_square = sum((places[place] - expected) ** 2 / expected for place in range(size))
        assert chi_square < 16.27, (right, places)  # 3 degrees of freedom, p = 0.001


@given(seeds, st.sampled_from("abcd"))
def test_the_key_has_no_part_in_the_order(seed: str, right: str) -> None:
    assert display_order(make.choice(right), seed) == display_order(make.choice("a"), seed)


@given(seeds, st.lists(st.sampled_from("abcd"), unique=True, min_size=1))
def test_the_order_has_no_part_in_the_score(seed: str, chosen: list[str]) -> None:
    item = make.choice("ab")
    shown = display_order(item, seed)["options"]
    picked_by_place = [shown[place] for place in sorted(shown.index(letter) for letter in chosen)]
    assert share([item], {"chosen": picked_by_place}) == share([item], {"chosen": chosen})


def test_types_in_this_file_are_all_types() -> None:
    assert {item.type for item in mixed_bank().values()} < set(ItemType)
