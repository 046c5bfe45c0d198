"""The final test asks other items than the preparation test of the same person."""

from collections import Counter
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from lms.content.items import Item, ItemType
from lms.content.outline import Blueprint
from lms.content.shared_bank import fitting, leaves_enough, shares_of
from lms.quiz.rules.drawing import draw, draw_beside
from tests.factories import quiz as make

seeds = st.text("abcdefghij0123456789", min_size=1, max_size=22)
OUTCOMES = ("X-O1", "X-O2", "X-O3")
KINDS = {
    ItemType.SINGLE_CHOICE: make.choice,
    ItemType.NUMERIC: make.numeric,
    ItemType.MATCHING: make.matching,
    ItemType.SHORT_TEXT: make.short_text,
}


def bank_with(counts: dict[tuple[str, ItemType], int]) -> dict[str, Item]:
    items = [
        KINDS[kind](item_id=f"{kind}-{outcome}-{n}", outcome=outcome)
        for (outcome, kind), count in counts.items()
        for n in range(count)
    ]
    return dict(make.bank_of(items))


@st.composite
def served_tests(drawing: st.DrawFn) -> tuple[Blueprint, dict[str, int], dict[str, Item]]:
    """A final test, a test before it, and a bank that `lms.content.preparation` would take."""
    bank = bank_with(
        {
            (outcome, kind): drawing(st.integers(1 if kind is ItemType.SINGLE_CHOICE else 0, 6))
            for outcome in OUTCOMES
            for kind in KINDS
        }
    )
    supply = Counter(item.learning_outcome or "" for item in bank.values())
    wanted = {one: drawing(st.integers(1, min(3, supply[one]))) for one in OUTCOMES}
    final = {one: drawing(st.integers(0, supply[one] - wanted[one])) for one in OUTCOMES}
    shares = shares_of(ItemType.NUMERIC, wanted, final, bank.values())
    promised = [n for n in range(sum(final.values()) + 1) if fitting(shares, n) is not None]
    assume(promised)
    return make.blueprint(final, types={ItemType.NUMERIC: drawing(st.sampled_from(promised))}), wanted, bank


@given(served_tests(), seeds, seeds)
def test_no_item_of_the_first_test_comes_back_in_the_final_test(
    tests: tuple[Blueprint, dict[str, int], dict[str, Item]], seed: str, other_seed: str
) -> None:
    final_test, wanted, bank = tests
    before = {one.item_id for one in draw_beside(wanted, final_test, bank, seed)}
    after = draw(final_test, bank, other_seed, avoid=before)
    assert before.isdisjoint(one.item_id for one in after)
    kinds = Counter(bank[one.item_id].type for one in after)
    assert kinds[ItemType.NUMERIC] == final_test.types[ItemType.NUMERIC]


@given(served_tests(), seeds)
def test_the_first_test_asks_as_many_of_each_outcome_as_it_should(
    tests: tuple[Blueprint, dict[str, int], dict[str, Item]], seed: str
) -> None:
    final_test, wanted, bank = tests
    drawn = draw_beside(wanted, final_test, bank, seed)
    assert Counter(bank[one.item_id].learning_outcome for one in drawn) == wanted
    assert len({one.item_id for one in drawn}) == len(drawn)


@given(seeds, st.sets(st.integers(0, 7)))
def test_items_to_avoid_are_drawn_only_where_the_bank_has_no_others(seed: str, avoided: set[int]) -> None:
    bank = make.bank_of([make.choice(item_id=f"c{n}", outcome="X-O1") for n in range(8)])
    avoid = {f"c{n}" for n in avoided}
    drawn = draw(make.blueprint({"X-O1": 5}), bank, seed, avoid=avoid)
    assert sum(one.item_id in avoid for one in drawn) == max(0, 5 - (8 - len(avoid)))


@given(seeds)
def test_avoiding_what_is_not_drawn_changes_nothing(seed: str) -> None:
    bank = bank_with(dict.fromkeys(((one, kind) for one in OUTCOMES for kind in KINDS), 4))
    plan = make.blueprint({"X-O1": 5, "X-O2": 6})
    others = {item.id for item in bank.values() if item.learning_outcome == "X-O3"}
    assert draw(plan, bank, seed, avoid=others) == draw(plan, bank, seed)


@given(served_tests(), st.integers(0, 12))
def test_what_no_choice_of_items_can_serve_is_found_and_nothing_else(
    tests: tuple[Blueprint, dict[str, int], dict[str, Item]], numeric: int
) -> None:
    final_test, wanted, bank = tests
    shares = shares_of(ItemType.NUMERIC, wanted, final_test.draw, bank.values())
    choices = product(*(range(one.fewest, one.most + 1) for one in shares.values()))
    some_serve = any(leaves_enough(dict(zip(shares, one, strict=True)), shares, numeric) for one in choices)
    assert (fitting(shares, numeric) is not None) == some_serve
