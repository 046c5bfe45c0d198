"""Which items an attempt asks, with which numbers and in which order."""

from collections import Counter
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.item_views import keys_from_response, response_from_keys, view_of
from lms.content.items import ChoiceScoring, Item, ItemType
from lms.quiz.rules.drawing import MOST_OF_ONE_TYPE, BankTooSmallError, draw, order_of, variant_of
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
    assert order_of("choice", "fixed")("options", 4) == FIXED_ORDER


FIXED = [("matching-X-O1-3", 0), ("matching-X-O1-1", 0), ("multiple-X-O1-3", 0)]
FIXED_ORDER = (2, 3, 0, 1)


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


# Cases


def bank_with_cases() -> dict[str, Item]:
    bank = mixed_bank()
    cases = {f"choice-X-O{n}-{m}": f"case-{m}" for n in (1, 2, 3) for m in (0, 1)}
    return {name: make.in_case(item, cases[name]) if name in cases else item for name, item in bank.items()}


@given(seeds)
def test_items_of_a_case_stand_next_to_each_other(seed: str) -> None:
    bank = bank_with_cases()
    cases = [bank[one.item_id].case for one in draw(make.blueprint(DRAW), bank, seed)]
    runs = [case for case, _run in groupby(cases) if case is not None]
    assert len(runs) == len(set(runs))


@given(seeds)
def test_cases_have_no_part_in_what_is_drawn(seed: str) -> None:
    plan = make.blueprint(DRAW)
    with_cases, without = draw(plan, bank_with_cases(), seed), draw(plan, mixed_bank(), seed)
    assert {(one.item_id, one.variant) for one in with_cases} == {
        (one.item_id, one.variant) for one in without
    }
    assert [one.position for one in with_cases] == list(range(1, 21))


# Display orders


@given(seeds, st.integers(1, 12))
def test_every_order_is_a_permutation(seed: str, length: int) -> None:
    assert sorted(order_of("item", seed)("options", length)) == list(range(length))


def test_the_lists_of_an_item_are_ordered_each_for_itself() -> None:
    order = order_of("cloze", "seed")
    assert len({order(f"g{gap}", 6) for gap in range(20)}) > 10


def test_the_place_of_the_right_option_does_not_depend_on_its_being_right() -> None:
    """χ² over 500 attempts: every option stands in every place about equally often."""
    attempts, size = 500, 4
    orders = [order_of("choice", f"attempt-{n}")("options", size) for n in range(attempts)]
    for right in range(size):
        places = Counter(order.index(right) for order in orders)
        expected = attempts / size
        chi_square = sum((places[place] - expected) ** 2 / expected for place in range(size))
        assert chi_square < 16.27, (right, places)  # 3 degrees of freedom, p = 0.001


@given(seeds, st.sampled_from("abcd"))
def test_the_key_has_no_part_in_what_is_shown(seed: str, right: str) -> None:
    order = order_of("choice", seed)
    one, other = (view_of(make.choice(key), variant=0, order=order) for key in ("a", right))
    assert one == other


@given(seeds, st.lists(st.sampled_from("abcd"), unique=True, min_size=1), st.sampled_from(ChoiceScoring))
def test_the_order_on_the_page_has_no_part_in_the_score(
    seed: str, chosen: list[str], scoring: ChoiceScoring
) -> None:
    item = make.choice("ab", scoring=scoring)
    order = order_of(item.id, seed)
    keys = keys_from_response(item, {"chosen": chosen}, order=order)
    response = response_from_keys(item, keys, order=order)
    assert share([item], response) == share([item], {"chosen": chosen})


@given(seeds, st.integers(0, 9))
def test_a_type_comes_as_often_as_the_blueprint_wants(seed: str, wanted: int) -> None:
    bank = mixed_bank()
    drawn = draw(make.blueprint(DRAW, types={ItemType.NUMERIC: wanted}), bank, seed)
    counts = Counter(bank[item.item_id].type for item in drawn)
    assert counts[ItemType.NUMERIC] == wanted
    assert Counter(bank[item.item_id].learning_outcome for item in drawn) == DRAW
    if wanted >= 5:
        others = [count for kind, count in counts.items() if kind is not ItemType.NUMERIC]
        assert max(others) <= MOST_OF_ONE_TYPE
