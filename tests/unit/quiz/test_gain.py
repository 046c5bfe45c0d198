"""The preparation test compared with the final test."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from lms.quiz.rules.gain import counting, gains

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
OUTCOMES = ("X-O1", "X-O2", "X-O3")


def scores(**points: tuple[str, str]) -> dict[str, dict[str, str]]:
    return {f"X-{one}": {"score": pair[0], "max_score": pair[1]} for one, pair in points.items()}


@st.composite
def any_scores(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    found = {}
    for outcome in draw(st.sets(st.sampled_from(OUTCOMES))):
        possible = draw(st.integers(0, 9))
        earned = draw(st.integers(0, possible * 100))
        found[outcome] = {"score": str(Decimal(earned) / 100), "max_score": str(possible)}
    return found


def attempt(score: str | None, *, passed: bool = False, minutes: int = 0) -> SimpleNamespace:
    return SimpleNamespace(
        final_score=None if score is None else Decimal(score),
        max_score=Decimal(10),
        is_passed_finally=passed,
        submitted_at=NOW + timedelta(minutes=minutes),
    )


def test_a_gain_is_the_difference_of_two_shares() -> None:
    (one,) = gains(scores(O1=("1.0000", "2")), scores(O1=("3.0000", "4")))
    assert (one.before, one.after, one.difference) == (50, 75, 25)


def test_a_gain_can_be_a_loss() -> None:
    (one,) = gains(scores(O1=("2", "2")), scores(O1=("1", "4")))
    assert one.difference == -75


def test_outcomes_that_only_one_test_asked_are_left_out() -> None:
    both = gains(scores(O1=("1", "2"), O2=("0", "2")), scores(O3=("1", "1"), O2=("1", "1")))
    assert [one.learning_outcome for one in both] == ["X-O2"]


@given(any_scores(), any_scores())
def test_shares_stay_between_nothing_and_all(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    for one in gains(before, after):
        assert 0 <= one.before <= 100
        assert 0 <= one.after <= 100
        assert -100 <= one.difference <= 100


@given(any_scores(), any_scores())
def test_turned_round_it_is_the_opposite(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    there = {one.learning_outcome: one.difference for one in gains(before, after)}
    back = {one.learning_outcome: -one.difference for one in gains(after, before)}
    assert there == back


@given(any_scores())
def test_the_same_twice_is_no_gain(points: dict[str, dict[str, str]]) -> None:
    assert all(one.difference == 0 for one in gains(points, points))


def test_the_attempt_that_counts_is_passed_or_best_or_latest() -> None:
    low, high = attempt("4"), attempt("6", minutes=1)
    passed = attempt("5", passed=True, minutes=2)
    assert counting([low, high]) is high
    assert counting([high, passed, low]) is passed
    again = attempt("6", minutes=5)
    assert counting([high, again]) is again


def test_what_is_not_judged_yet_does_not_count() -> None:
    assert counting([attempt(None)]) is None
    assert counting([]) is None
