"""When a question comes back, and when it has been learned."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules import spacing
from lms.quiz.rules.reviewed import Standing
from lms.quiz.rules.spacing import A_DAY, DAYS, Schedule, after, begin, local_day

TODAY = date(2026, 11, 22)
RIGHT, PARTLY, WRONG = Standing.RIGHT, Standing.PARTLY, Standing.WRONG
standings = st.sampled_from([RIGHT, PARTLY, WRONG, Standing.OPEN])


def answered(*given_answers: Standing) -> list[Schedule]:
    """Every schedule on the way, each answer given on the day it was due."""
    way, day = [begin(TODAY)], TODAY
    for standing in given_answers:
        day = way[-1].due_on or day
        way.append(after(way[-1], standing, day))
    return way


def waits(*given_answers: Standing) -> list[int | None]:
    """Days between one showing and the next; None where it does not come back."""
    days = [TODAY, *(one.due_on for one in answered(*given_answers))]
    return [(later - sooner).days if sooner and later else None for sooner, later in pairwise(days)]


def test_it_comes_back_tomorrow_and_is_learned_after_two_right_answers() -> None:
    assert waits(RIGHT, RIGHT) == [1, 3, None]


def test_a_wrong_answer_begins_again() -> None:
    assert waits(RIGHT, WRONG, RIGHT, RIGHT) == [1, 3, 1, 3, None]


def test_what_is_partly_right_waits_longer_each_time_but_does_not_count() -> None:
    assert waits(PARTLY, PARTLY, PARTLY, PARTLY) == [1, 3, 7, 21, 21]
    assert waits(RIGHT, PARTLY, RIGHT, RIGHT) == [1, 3, 7, 21, None]


@given(st.lists(standings, max_size=30))
def test_only_two_right_answers_in_a_row_retire_a_question(answers: list[Standing]) -> None:
    way = answered(*answers)
    for place, schedule in enumerate(way[1:], 1):
        if way[place - 1].due_on is None:
            return
        has_two = place >= 2 and answers[place - 2 : place] == [RIGHT, RIGHT]
        assert (schedule.due_on is None) == has_two


@given(st.lists(standings, max_size=30))
def test_it_never_comes_back_on_the_same_day_nor_later_than_the_longest_wait(answers: list[Standing]) -> None:
    assert all(wait is None or wait in DAYS for wait in waits(*answers))


@given(st.lists(standings, max_size=30), st.integers(0, 400))
def test_a_wrong_answer_leads_to_the_first_step_from_everywhere(answers: list[Standing], late: int) -> None:
    day = TODAY + timedelta(days=late)
    assert after(answered(*answers)[-1], WRONG, day) == begin(day)


@pytest.mark.parametrize(
    ("time_zone", "day"),
    [("UTC", 22), ("Europe/Helsinki", 23), ("America/New_York", 22), ("Pacific/Auckland", 23)],
)
def test_the_day_is_the_one_where_the_person_is(time_zone: str, day: int) -> None:
    assert local_day(datetime(2026, 11, 22, 22, 30, tzinfo=UTC), time_zone) == date(2026, 11, day)


@given(st.integers(0, 20))
def test_a_day_holds_five_questions_at_most(answered_today: int) -> None:
    assert spacing.left_today(answered_today) == max(0, A_DAY - answered_today)


def test_two_questions_take_a_minute() -> None:
    assert [spacing.minutes_for(count) for count in (1, 2, 3, 5)] == [1, 1, 2, 3]
