"""Where learners stop: nothing tells of fewer than five people, neither by itself nor by a difference."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lms.reports.rules.stopping import (
    LEAST,
    Pace,
    Spot,
    largest_drop,
    median_gaps,
    shown_counts,
    shown_spots,
)

START = datetime(2026, 9, 1, tzinfo=UTC)


@given(st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n), max_size=8))))
def test_no_two_numbers_differ_by_fewer_than_five_people(case: tuple[int, list[int]]) -> None:
    total, counts = case
    shown = [one for one in shown_counts(total, counts) if one is not None]
    assert all(one == two or abs(one - two) >= LEAST for one, two in combinations([0, total, *shown], 2)) or (
        total < LEAST and not shown
    )


@given(st.dictionaries(st.integers(0, 9), st.integers(1, 20)))
def test_places_left_out_are_none_or_five_people_at_least(sizes: dict[int, int]) -> None:
    counts = {Spot("one", heading): size for heading, size in sizes.items()}
    shown = shown_spots(counts)
    rest = sum(sizes.values()) - sum(count for _spot, count in shown)
    assert all(count >= LEAST for _spot, count in shown)
    assert not shown or rest == 0 or rest >= LEAST


def test_the_largest_drop_is_looked_for_between_lessons_that_are_shown() -> None:
    assert largest_drop([30, 25, 10, 5]) == 2
    assert largest_drop([30, None, 10]) is None
    assert largest_drop([]) is None


def test_steps_are_told_by_their_median_from_five_people_on() -> None:
    paces = [
        Pace(joined_at=START, done={"a": START + timedelta(days=days), "b": START + timedelta(days=9)})
        for days in (1, 2, 3, 4, 8)
    ]
    assert median_gaps(paces, ["a", "b", "c"]) == (timedelta(days=3), timedelta(days=6), None)
    assert median_gaps(paces[:4], ["a"]) == (None,)
