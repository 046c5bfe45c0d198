"""How many points a response earns: examples for every type, and what always holds."""

import dataclasses
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.items import ChoiceScoring, Item, ItemType
from lms.quiz.rules import scoring
from lms.quiz.rules.scoring import EVERYTHING, NOTHING, share
from tests.factories import quiz as make

LETTERS = "abcdef"


def picks(*letters: str) -> dict[str, object]:
    return {"chosen": list(letters)}


# Single choice


def test_the_right_option_earns_everything() -> None:
    assert share([make.choice("b")], picks("b")) == EVERYTHING


@pytest.mark.parametrize("response", [picks("a"), picks(), picks("a", "b"), picks("z"), {}, None])
def test_anything_else_earns_nothing_in_a_single_choice(response: dict[str, object] | None) -> None:
    assert share([make.choice("b")], response) == NOTHING


def test_true_or_false_is_all_or_nothing() -> None:
    item = make.choice("b", 2, kind=ItemType.TRUE_FALSE, shuffle=False)
    assert [share([item], picks(letter)) for letter in "ab"] == [NOTHING, EVERYTHING]


# Multiple choice


@pytest.mark.parametrize(
    ("chosen", "exact", "proportional", "right_minus_wrong"),
    [
        ("ab", 1, Fraction(1), Fraction(1)),
        ("a", 0, Fraction(3, 4), Fraction(1, 2)),
        ("ac", 0, Fraction(1, 2), Fraction(0)),
        ("abc", 0, Fraction(3, 4), Fraction(1, 2)),
        ("abcd", 0, Fraction(1, 2), Fraction(0)),
        ("c", 0, Fraction(1, 4), Fraction(0)),
        ("cd", 0, Fraction(0), Fraction(0)),
        ("", 0, Fraction(0), Fraction(0)),
    ],
)
def test_each_way_of_scoring_a_multiple_choice(
    chosen: str, exact: int, proportional: Fraction, right_minus_wrong: Fraction
) -> None:
    wanted = dict(zip(ChoiceScoring, (exact, proportional, right_minus_wrong), strict=True))
    for kind, earned in wanted.items():
        assert share([make.choice("ab", scoring=kind)], picks(*chosen)) == earned, kind


def test_a_wrong_pick_costs_no_more_than_its_share_in_proportional_scoring() -> None:
    item = make.choice("ab", 5, scoring=ChoiceScoring.PROPORTIONAL)
    assert share([item], picks("a", "b")) - share([item], picks("a", "b", "c")) == Fraction(1, 5)


def test_a_question_passed_over_earns_nothing_for_the_options_left_alone() -> None:
    assert (
        share(
            [make.choice("a", 6, kind=ItemType.MULTIPLE_CHOICE, scoring=ChoiceScoring.PROPORTIONAL)], picks()
        )
        == 0
    )


# Numbers


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("1.87", True),
        ("1,85", True),
        ("1.89", True),
        ("1.8900001", False),
        ("1,849", False),
        ("", False),
        ("🙂", False),
    ],
)
def test_a_number_is_right_up_to_its_tolerance(text: str, is_right: bool) -> None:
    assert share([make.numeric()], {"value": text}) == int(is_right)


def test_a_tolerance_of_nothing_is_exact() -> None:
    item = make.numeric([("0.3", "0")])
    assert share([item], {"value": "0,3"}) == EVERYTHING
    assert share([item], {"value": "0.30000000000000001"}) == NOTHING


def test_the_variant_decides_which_number_is_right() -> None:
    item = make.numeric([("120", "1"), ("87", "1")])
    assert [share([item], {"value": "87"}, variant=variant) for variant in (0, 1)] == [NOTHING, EVERYTHING]


def test_thousands_count_in_both_notations() -> None:
    item = make.numeric([("1250", "0")])
    assert all(share([item], {"value": text}) == 1 for text in ("1250", "1 250", "1,250", "1.250", "1250,0"))


def test_the_unit_of_every_language_is_known() -> None:
    versions = [make.numeric([("120", "1")], unit="jobs"), make.numeric([("120", "1")], unit="jobb")]
    assert all(share(versions, {"value": text}) == 1 for text in ("120 jobs", "120 jobb", "120"))


# Texts


def test_an_accepted_answer_of_any_language_is_right() -> None:
    versions = [make.short_text("cluster initiative"), make.short_text("klusterinitiativ")]
    assert share(versions, {"text": "Klusterinitiativ "}) == EVERYTHING
    assert share(versions, {"text": "network"}) == NOTHING


@pytest.mark.parametrize("text", ["", "🙂", "\x00", "quintuple\u202e quadruple", "x" * 5000])
def test_odd_texts_are_wrong_and_harmless(text: str) -> None:
    assert share([make.short_text()], {"text": text}) == NOTHING


# Matching, ordering, cloze


def test_matching_earns_a_share_for_each_pair() -> None:
    item = make.matching(3)
    assert share([item], {"pairs": {"l1": "r1", "l2": "r3", "l3": "r3"}}) == Fraction(2, 3)
    assert share([item], {"pairs": {"l1": "r4"}}) == NOTHING


def test_ordering_earns_the_share_of_pairs_in_the_right_relative_order() -> None:
    item = make.ordering(4)
    assert share([item], {"order": ["o1", "o2", "o3", "o4"]}) == EVERYTHING
    assert share([item], {"order": ["o2", "o1", "o3", "o4"]}) == Fraction(5, 6)
    assert share([item], {"order": ["o4", "o3", "o2", "o1"]}) == NOTHING
    assert share([item], {"order": ["o1", "o2"]}) == Fraction(1, 6)


def test_an_entry_named_twice_counts_once() -> None:
    assert share([make.ordering(2)], {"order": ["o1", "o1", "o2"]}) == EVERYTHING


def test_cloze_earns_a_share_for_each_gap() -> None:
    item = make.cloze(typed=1, chosen=2)
    assert share([item], {"gaps": {"g1": " GAP 1", "g2": "a", "g3": "b"}}) == Fraction(2, 3)


# What always holds

ITEMS: list[Item] = [
    make.choice("c"),
    make.choice("b", 2, kind=ItemType.TRUE_FALSE, shuffle=False),
    *(make.choice("ace", 6, scoring=kind) for kind in ChoiceScoring),
    make.numeric([("1.87", "0.02"), ("-3", "0")]),
    make.short_text("quintuple", "five-fold"),
    make.matching(4, 2),
    make.ordering(5),
    make.cloze(2, 2),
]

ids = st.sampled_from(
    [*"abcdef", "l1", "l2", "r1", "r2", "o1", "o2", "o3", "g1", "g2", "gap 1", "1.87", "-3"]
) | st.text(max_size=5)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | ids,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(ids, inner, max_size=6),
    max_leaves=8,
)
any_response = st.dictionaries(
    st.sampled_from(["chosen", "value", "text", "pairs", "order", "gaps"]), json_values, max_size=6
)


@given(st.sampled_from(ITEMS), any_response, st.decimals("0.25", "10", places=2))
def test_a_score_lies_between_nothing_and_the_points(
    item: Item, response: dict[str, object], points: Decimal
) -> None:
    earned = share([item], response)
    score = scoring.points(earned, points)
    assert 0 <= earned <= 1
    assert 0 <= score <= points
    assert (score == points) == (earned == 1)
    assert score == score.quantize(Decimal("0.0001"))


RIGHT: dict[ItemType, dict[str, object]] = {
    ItemType.NUMERIC: {"value": "1,87"},
    ItemType.SHORT_TEXT: {"text": "five-fold"},
    ItemType.MATCHING: {"pairs": {f"l{n}": f"r{n}" for n in range(1, 5)}},
    ItemType.ORDERING: {"order": [f"o{n}" for n in range(1, 6)]},
    ItemType.CLOZE: {"gaps": {"g1": "gap 1", "g2": "gap 2", "g3": "a", "g4": "a"}},
    ItemType.SINGLE_CHOICE: picks("c"),
    ItemType.TRUE_FALSE: picks("b"),
    ItemType.MULTIPLE_CHOICE: picks("e", "a", "c"),
}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)
def test_the_right_answer_earns_all_points(item: Item) -> None:
    assert scoring.points(share([item], RIGHT[item.type]), item.points) == item.points


subsets = st.sets(st.sampled_from(LETTERS), min_size=1)


@given(subsets, subsets, subsets, st.sampled_from(ChoiceScoring))
def test_a_choice_never_falls_when_an_option_more_is_judged_rightly(
    right: set[str], first: set[str], second: set[str], kind: ChoiceScoring
) -> None:
    item = make.choice("".join(sorted(right)), 6, kind=ItemType.MULTIPLE_CHOICE, scoring=kind)
    # `second` says which of the options are mended.
    merged = {letter for letter in LETTERS if letter in (right if letter in second else first)}
    if merged:
        assert share([item], picks(*merged)) >= share([item], picks(*first))


@given(st.integers(-500, 500), st.integers(-500, 500))
def test_a_number_never_falls_when_it_comes_nearer(first: int, second: int) -> None:
    item = make.numeric([("1.87", "0.5")])
    near, far = sorted((first, second), key=lambda value: abs(Decimal(value) / 100 - Decimal("1.87")))
    scores = [share([item], {"value": f"{Decimal(value) / 100:.2f}"}) for value in (near, far)]
    assert scores[0] >= scores[1]


rights = st.sampled_from(["r1", "r2", "r3", "r4", "r5", None])


@given(st.lists(rights, min_size=4, max_size=4), st.integers(1, 4))
def test_matching_never_falls_when_a_pair_more_is_right(given_rights: list[str | None], mended: int) -> None:
    item = make.matching(4, 1)
    before = {f"l{n}": right for n, right in enumerate(given_rights, start=1) if right}
    after = before | {f"l{mended}": f"r{mended}"}
    assert share([item], {"pairs": after}) >= share([item], {"pairs": before})


@given(st.permutations([f"o{n}" for n in range(1, 6)]), st.integers(0, 3), st.integers(0, 5))
def test_ordering_never_falls_when_neighbours_are_put_right(
    order: list[str], place: int, length: int
) -> None:
    item = make.ordering(5)
    before = order[:length]
    after = before.copy()
    if place + 1 < len(after) and after[place] > after[place + 1]:
        after[place], after[place + 1] = after[place + 1], after[place]
    assert share([item], {"order": after}) >= share([item], {"order": before})


@given(st.permutations([f"o{n}" for n in range(1, 6)]), st.permutations([f"o{n}" for n in range(1, 6)]))
def test_ordering_never_falls_when_more_pairs_are_in_order(one: list[str], other: list[str]) -> None:
    def kept(order: list[str]) -> set[tuple[str, str]]:
        return {(a, b) for a, b in combinations(order, 2) if a < b}

    item = make.ordering(5)
    if kept(one) <= kept(other):
        assert share([item], {"order": other}) >= share([item], {"order": one})


words = st.sampled_from(["gap 1", "gap 2", "a", "b", "", "nonsense"])


@given(st.lists(words, min_size=4, max_size=4), st.integers(1, 4))
def test_cloze_never_falls_when_a_gap_more_is_right(given_words: list[str], mended: int) -> None:
    item = make.cloze(2, 2)
    before = {f"g{n}": word for n, word in enumerate(given_words, start=1)}
    after = before | {f"g{mended}": RIGHT[ItemType.CLOZE]["gaps"][f"g{mended}"]}  # type: ignore[index]
    assert share([item], {"gaps": after}) >= share([item], {"gaps": before})


@given(st.permutations(LETTERS), subsets, st.sampled_from(ChoiceScoring))
def test_the_order_of_options_in_the_response_does_not_count(
    order: list[str], chosen: set[str], kind: ChoiceScoring
) -> None:
    item = make.choice("ace", 6, scoring=kind)
    shown = [letter for letter in order if letter in chosen]
    assert share([item], picks(*shown)) == share([item], picks(*sorted(chosen)))


@given(st.permutations(range(4)), subsets, st.sampled_from(ChoiceScoring))
def test_the_order_of_options_in_the_file_does_not_count(
    order: list[int], chosen: set[str], kind: ChoiceScoring
) -> None:
    item = make.choice("ab", 4, scoring=kind)
    moved = dataclasses.replace(item, options=tuple(item.options[place] for place in order))
    assert share([item], picks(*chosen)) == share([moved], picks(*chosen))


def test_thirds_add_up_to_a_whole() -> None:
    assert scoring.points(Fraction(1, 3), Decimal(1)) == Decimal("0.3333")
    assert scoring.points(Fraction(2, 3), Decimal(1)) == Decimal("0.6667")
    assert scoring.points(Fraction(1, 3) * 3, Decimal(1)) == Decimal(1)


def test_almost_all_is_never_rounded_up_to_all() -> None:
    assert scoring.points(Fraction(99_999, 100_000), Decimal(1)) == Decimal("0.9999")
