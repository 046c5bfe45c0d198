"""The figures of items and tests: worked by hand, and worked out anew from plain lists of scores."""

import statistics as plain
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules import statistics as figures
from lms.quiz.rules.statistics import Outcome, OverallFigures, groups
from lms.quiz.rules.statistics_bands import (
    BANDS,
    Cell,
    band_error,
    band_of,
    largest_covariance,
    median,
    seconds_bin,
    thirds_of,
)
from lms.quiz.rules.statistics_sums import WHOLE, Sums, sums_of_one

# Four people, three items of one point: a scale of Guttman's, in which each item parts better from worse.
#
#            item 1  item 2  item 3   total
#   Ana         1       1       1       3
#   Bo          1       1       0       2
#   Cy          1       0       0       1
#   Di          0       0       0       0
ITEMS = ((1, 1, 1, 0), (1, 1, 0, 0), (1, 0, 0, 0))
TOTALS = (3, 2, 1, 0)


def sums_of(scores: Sequence[float], rests: Sequence[float]) -> Sums:
    pairs = zip(scores, rests, strict=True)
    return sum((sums_of_one(round(x * WHOLE), round(rest * WHOLE)) for x, rest in pairs), Sums())


def cells_of(scores: Sequence[float], rests: Sequence[float]) -> list[Cell]:
    return [
        Cell(x=round(x * WHOLE), band=band_of(round(rest * WHOLE)), n=1, rest=round(rest * WHOLE))
        for x, rest in zip(scores, rests, strict=True)
    ]


def item(place: int) -> tuple[Sequence[float], Sequence[float]]:
    """Scores on an item, and on the two others as a share."""
    return ITEMS[place], [(total - x) / 2 for x, total in zip(ITEMS[place], TOTALS, strict=True)]


def test_facility_is_the_mean_score() -> None:
    assert [sums_of(*item(place)).mean for place in range(3)] == [0.75, 0.5, 0.25]


def test_the_deviation_is_that_of_a_sample() -> None:
    # Squares from the mean of item 1: 3 × 0.0625 + 0.5625 = 0.75; ÷ 3 = 0.25.
    assert sums_of(*item(0)).deviation == pytest.approx(0.5)


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    # Item 1 and the rest 2, 1, 0, 0: covariance 0.25, variances 0.25 and 0.91667 (in points).
    assert sums_of(*item(0)).correlation == pytest.approx(0.25 / sqrt(0.25 * 11 / 12))


def test_nothing_discriminates_where_scores_never_differ() -> None:
    assert sums_of([1, 1, 1], [0.2, 0.5, 0.7]).correlation is None
    assert sums_of([1, 0, 1], [0.5, 0.5, 0.5]).correlation is None


def test_efficiency_compares_with_the_best_order_that_both_lists_allow() -> None:
    # As they are, products sum to 3; the best on one side by side with the best on the other, to 4.
    # Less 4 × 0.5 × 1.25 = 2.5: covariances 0.5 and 1.5, a third.
    scores, rests = (1, 0, 1, 0), (1.0, 1.0, 0.5, 0.0)
    covariance, largest = sums_of(scores, rests).covariance, largest_covariance(cells_of(scores, rests))
    assert covariance is not None
    assert largest is not None
    assert covariance / largest == pytest.approx(1 / 3)


def test_a_perfect_order_is_fully_efficient() -> None:
    for place in range(3):
        assert largest_covariance(cells_of(*item(place))) == pytest.approx(sums_of(*item(place)).covariance)


def outcome(drawn: int, *places: int) -> Outcome:
    return Outcome(drawn=drawn, items=[(1.0, sums_of(*item(place))) for place in places])


def test_alpha_of_a_fixed_test_is_cronbachs() -> None:
    # 3/2 × (1 - (0.25 + 0.3333 + 0.25) ÷ 1.6667) = 0.75, in whichever outcomes the items are.
    variance = plain.variance(total / 3 for total in TOTALS)
    assert figures.alpha([outcome(3, 0, 1, 2)], variance) == pytest.approx(0.75)
    assert figures.alpha([outcome(1, 0), outcome(2, 1, 2)], variance) == pytest.approx(0.75)


def test_a_drawn_place_counts_with_the_spread_of_all_answers_to_its_outcome() -> None:
    # Items 1 and 3 answered 1, 1, 1, 0 and 1, 0, 0, 0: eight answers, half of them right, variance 2 ÷ 7.
    inside = (Fraction(1, 3) + Fraction(2, 7)) / 4
    variance = Fraction(1, 4)
    expected = 2 * (1 - inside / variance)
    assert figures.alpha(
        [
            outcome(
                1,
                1,
            ),
            Outcome(drawn=1, items=[*outcome(1, 0).items, *outcome(1, 2).items]),
        ],
        0.25,
    ) == pytest.approx(float(expected))


def test_there_is_no_alpha_where_it_means_nothing() -> None:
    assert figures.alpha([outcome(1, 0)], 0.25) is None
    assert figures.alpha([outcome(3, 0, 1, 2)], 0.0) is None
    assert figures.alpha([Outcome(drawn=2, items=[(1.0, Sums()), (1.0, Sums())])], 0.1) is None


def test_the_standard_error_is_what_chance_makes_of_the_deviation() -> None:
    deviation = plain.stdev(total / 3 for total in TOTALS)
    found = OverallFigures(n=4, mean=0.5, median=0.5, deviation=deviation, alpha=0.75, passed=2, minutes=None)
    assert found.error_ratio == pytest.approx(0.5)
    assert found.standard_error == pytest.approx(deviation / 2)  # 0.645 of three points


def test_effective_weights_sum_to_one_in_a_fixed_test() -> None:
    # Covariances with the total: 0.5, 0.6667, 0.5; their roots: 0.7071, 0.8165, 0.7071.
    items = {str(place): (1.0, sums_of(*item(place))) for place in range(3)}
    weights = figures.effective_weights(items, 4, 3.0)
    assert [weights[str(place)] for place in range(3)] == pytest.approx([0.31699, 0.36603, 0.31699], abs=1e-5)


def test_an_item_against_the_others_has_no_effective_weight() -> None:
    against = sums_of((0, 0, 1, 1), (1, 1, 0, 0))
    assert (
        figures.effective_weights({"a": (1.0, against), "b": (1.0, sums_of(*item(1)))}, 4, 3.0)["a"] is None
    )


def test_nothing_is_told_below_ten_attempts() -> None:
    scores, rests = [1, 0, 1, 1, 0, 0, 1, 0, 1], [0.9, 0.1, 0.8, 0.6, 0.3, 0.2, 0.7, 0.4, 0.6]
    assert figures.item_figures(sums_of(scores, rests), cells_of(scores, rests)) is None
    found = figures.item_figures(sums_of([*scores, 1], [*rests, 0.5]), cells_of([*scores, 1], [*rests, 0.5]))
    assert found is not None
    assert found.n == 10


# Against plain lists

SHARES = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
PAIRS = st.lists(st.tuples(SHARES, st.integers(0, WHOLE).map(lambda n: n / WHOLE)), min_size=3, max_size=60)


@given(PAIRS)
def test_running_sums_give_what_the_lists_give(pairs: list[tuple[float, float]]) -> None:
    scores, rests = [x for x, _rest in pairs], [rest for _x, rest in pairs]
    sums = sums_of(scores, rests)
    assert sums.mean == pytest.approx(plain.mean(scores))
    assert sums.deviation == pytest.approx(plain.stdev(scores))
    assert sums.covariance == pytest.approx(plain.covariance(scores, rests), abs=1e-12)
    if len(set(scores)) > 1 and len(set(rests)) > 1:
        assert sums.correlation == pytest.approx(plain.correlation(scores, rests), abs=1e-9)
    else:
        assert sums.correlation is None


@given(PAIRS)
def test_what_was_added_can_be_taken_out_again(pairs: list[tuple[float, float]]) -> None:
    scores, rests = [x for x, _rest in pairs], [rest for _x, rest in pairs]
    last = sums_of_one(round(scores[-1] * WHOLE), round(rests[-1] * WHOLE))
    assert sums_of(scores, rests) + -last == sums_of(scores[:-1], rests[:-1])


@given(PAIRS)
def test_the_largest_covariance_misses_the_exact_one_by_less_than_its_bound(
    pairs: list[tuple[float, float]],
) -> None:
    scores, rests = [x for x, _rest in pairs], [rest for _x, rest in pairs]
    exact = plain.covariance(sorted(scores), sorted(rests))
    found = largest_covariance(cells_of(scores, rests))
    assert found is not None
    assert exact - band_error(len(pairs)) - 1e-9 <= found <= exact + 1e-9


@given(st.lists(st.tuples(SHARES, st.sampled_from([n / 19 for n in range(20)])), min_size=3, max_size=60))
def test_it_is_exact_where_others_score_whole_points(pairs: list[tuple[float, float]]) -> None:
    scores, rests = [x for x, _rest in pairs], [round(rest, 4) for _x, rest in pairs]
    exact = plain.covariance(sorted(scores), sorted(rests))
    found = largest_covariance(cells_of(scores, rests))
    assert found is not None
    assert isclose(found, exact, abs_tol=1e-9)


@given(st.lists(st.lists(SHARES, min_size=4, max_size=4), min_size=3, max_size=40))
def test_alpha_is_that_of_the_lists(people: list[list[float]]) -> None:
    totals = [sum(scores) / 4 for scores in people]
    columns = list(zip(*people, strict=True))
    items = [
        (1.0, sums_of(column, [(4 * total - x) / 3 for x, total in zip(column, totals, strict=True)]))
        for column in columns
    ]
    found = figures.alpha([Outcome(drawn=4, items=items)], plain.variance(totals))
    spread = plain.variance([sum(scores) for scores in people])
    if spread < 1e-9:
        return
    expected = 4 / 3 * (1 - sum(plain.variance(column) for column in columns) / spread)
    assert found == pytest.approx(expected)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=50))
def test_the_median_of_counts_is_that_of_the_list(values: list[int]) -> None:
    assert median({value: values.count(value) for value in values}) == plain.median(values)


@given(st.dictionaries(st.integers(0, BANDS - 1), st.integers(1, 40), min_size=2))
def test_thirds_part_whole_bands_in_order_and_leave_neither_end_empty(counts: dict[int, int]) -> None:
    thirds = thirds_of(counts)
    assert thirds is not None
    places = [thirds.third_of(band) for band in sorted(counts)]
    assert places == sorted(places)
    assert {0, 2} <= set(places)


def test_thirds_are_equal_where_scores_allow() -> None:
    thirds = thirds_of(dict.fromkeys(range(9), 5))
    assert thirds is not None
    assert [thirds.third_of(band) for band in range(9)] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_there_are_no_thirds_where_all_score_alike() -> None:
    assert thirds_of({7: 40}) is None


@given(st.lists(st.integers(0, 60), max_size=9))
def test_small_groups_are_not_told_of_and_cannot_be_worked_out(sizes: list[int]) -> None:
    sums = {str(place): Sums(n=n, x=0, xx=0) for place, n in enumerate(sizes)}
    shown = groups(sums)
    hidden = sum(sizes) - sum(group.n for group in shown)
    assert all(group.n >= figures.LEAST for group in shown)
    assert hidden == 0 or hidden >= figures.LEAST or not shown
    assert all(one.n >= two.n for one, two in pairwise(shown))


def test_a_time_belongs_to_the_bin_that_it_reaches() -> None:
    assert [seconds_bin(seconds) for seconds in (0.4, 2, 44.9, 45, 90_000)] == [None, 2, 30, 45, 1800]
