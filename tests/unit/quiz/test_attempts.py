"""When a final test may be started, and how long it may be answered."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.quiz.rules import attempts
from lms.quiz.rules.attempts import AttemptFact, Refusal, check_start
from tests.factories.quiz import blueprint

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def attempt(
    number: int, *, ended: datetime | None = NOW, passed: bool | None = False, here: bool = True
) -> AttemptFact:
    return AttemptFact(
        id=f"attempt-{number}",
        number=number,
        is_of_this_enrolment=here,
        started_at=(ended or NOW) - timedelta(minutes=30),
        deadline_at=None,
        submitted_at=ended,
        is_passed=passed if ended else None,
    )


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_the_first_test_may_start_at_once() -> None:
    check = check_start(blueprint(), [], NOW)
    assert check.may_start
    assert (check.next_number, check.attempts_left) == (1, 3)


def test_the_second_may_follow_the_first_at_once() -> None:
    check = check_start(blueprint(), [attempt(1)], NOW)
    assert check.may_start
    assert check.attempts_left == 2
    assert check.wait_after_failing_days == 7


def test_the_third_waits_seven_days_after_the_second() -> None:
    tried = [attempt(1, ended=days_ago(20)), attempt(2, ended=days_ago(6.9))]
    check = check_start(blueprint(), tried, NOW)
    assert check.refusal is Refusal.TOO_EARLY
    assert check.opens_at == days_ago(6.9) + timedelta(days=7)


def test_the_wait_ends_to_the_second() -> None:
    tried = [attempt(1, ended=days_ago(20)), attempt(2, ended=days_ago(7))]
    assert check_start(blueprint(), tried, NOW).may_start
    assert not check_start(blueprint(), tried, NOW - timedelta(seconds=1)).may_start


def test_after_three_none_is_left() -> None:
    tried = [attempt(number, ended=days_ago(30)) for number in (1, 2, 3)]
    check = check_start(blueprint(), tried, NOW)
    assert check.refusal is Refusal.NONE_LEFT
    assert check.attempts_left == 0


def test_who_has_passed_need_not_try_again() -> None:
    assert check_start(blueprint(), [attempt(1, passed=True)], NOW).refusal is Refusal.IS_PASSED


def test_a_test_under_way_is_gone_on_with() -> None:
    assert check_start(blueprint(), [attempt(1, ended=None)], NOW).refusal is Refusal.IS_OPEN


def test_leaving_and_joining_again_gives_no_new_attempts() -> None:
    before = [attempt(number, ended=days_ago(30), here=False) for number in (1, 2, 3)]
    assert check_start(blueprint(), before, NOW).refusal is Refusal.NONE_LEFT


def test_a_test_left_behind_open_counts_as_one_that_was_made() -> None:
    before = [attempt(number, ended=None, here=False) for number in (1, 2, 3)]
    assert check_start(blueprint(), before[:1], NOW).attempts_left == 2
    assert check_start(blueprint(), before[:2], NOW).refusal is Refusal.TOO_EARLY
    assert check_start(blueprint(), before, NOW).refusal is Refusal.NONE_LEFT


def test_a_pass_before_leaving_does_not_stand_in_the_way_of_a_new_one() -> None:
    before = [attempt(1, here=False), attempt(2, passed=True, here=False)]
    check = check_start(blueprint(), before, NOW)
    assert check.may_start
    assert check.next_number == 3


def test_the_deadline_is_the_start_and_the_minutes() -> None:
    assert attempts.deadline(blueprint(), NOW, with_extra_time=False) == NOW + timedelta(minutes=40)
    assert attempts.deadline(blueprint(), NOW, with_extra_time=True) == NOW + timedelta(minutes=60)
    assert attempts.deadline(blueprint(minutes=None), NOW, with_extra_time=True) is None


@pytest.mark.parametrize(("seconds", "is_expired"), [(0, False), (30, False), (30.001, True)])
def test_answers_are_taken_until_the_grace_is_over(seconds: float, is_expired: bool) -> None:
    assert attempts.is_expired(blueprint(), NOW, NOW + timedelta(seconds=seconds)) is is_expired


def test_a_test_without_limit_never_expires() -> None:
    assert not attempts.is_expired(blueprint(), None, NOW + timedelta(days=3650))
    assert attempts.seconds_left(None, NOW) is None


def test_the_time_left_is_never_below_nothing() -> None:
    assert attempts.seconds_left(NOW + timedelta(seconds=61.7), NOW) == 61
    assert attempts.seconds_left(NOW, NOW + timedelta(hours=1)) == 0


def test_an_expired_test_counts_as_handed_in_when_its_time_ended() -> None:
    late = NOW + timedelta(hours=3)
    assert attempts.submission_moment(blueprint(), NOW, late) == NOW + timedelta(seconds=30)
    assert attempts.submission_moment(blueprint(), NOW, NOW - timedelta(minutes=1)) < NOW
    assert attempts.submission_moment(blueprint(), None, late) == late


def test_while_a_module_is_renewed_only_what_was_started_since_counts() -> None:
    before = [attempt(1, ended=days_ago(400)), attempt(2, ended=days_ago(399), passed=True)]
    assert check_start(blueprint(), before, NOW).refusal is Refusal.IS_PASSED
    check = check_start(blueprint(), before, NOW, renewed_since=days_ago(1))
    assert check.may_start
    assert (check.attempts_left, check.next_number) == (3, 3)
    again = [*before, attempt(3, passed=True)]
    assert check_start(blueprint(), again, NOW, renewed_since=days_ago(1)).refusal is Refusal.IS_PASSED
