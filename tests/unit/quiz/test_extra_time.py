"""How long a test may take, for whom and in which language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lms.quiz.rules.attempts import deadline, extended
from lms.quiz.rules.extra_time import ExtraTime, minutes_allowed
from tests.factories.quiz import blueprint

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
UNTIMED = ExtraTime(percent=None, valid_until=None)


def of(percent: int) -> ExtraTime:
    return ExtraTime(percent=percent, valid_until=None)


def test_half_a_minute_is_rounded_up() -> None:
    assert minutes_allowed(blueprint(minutes=25), with_extra_time=True) == 38


@pytest.mark.parametrize(("percent", "asks", "minutes"), [(25, False, 50), (25, True, 60), (100, True, 80)])
def test_the_longer_of_what_is_granted_and_asked_for_counts(percent: int, asks: bool, minutes: int) -> None:
    assert minutes_allowed(blueprint(), with_extra_time=asks, granted=of(percent)) == minutes


def test_who_is_granted_any_time_has_no_limit() -> None:
    assert minutes_allowed(blueprint(), with_extra_time=True, granted=UNTIMED) is None
    assert deadline(blueprint(), NOW, granted=UNTIMED) is None


def test_a_test_without_limit_has_none_for_anybody() -> None:
    assert minutes_allowed(blueprint(minutes=None), language="fi", granted=of(50)) is None


def test_a_language_has_minutes_of_its_own_which_grow_as_well() -> None:
    plan = blueprint(language_minutes={"fi": 5})
    assert minutes_allowed(plan, language="en") == 40
    assert minutes_allowed(plan, language="fi") == 45
    assert minutes_allowed(plan, language="fi", granted=of(100)) == 90


def test_extra_time_ends_after_its_last_day() -> None:
    granted = ExtraTime(percent=50, valid_until=date(2026, 3, 1))
    assert granted.is_in_force(date(2026, 3, 1))
    assert not granted.is_in_force(date(2026, 3, 2))


def test_what_is_granted_meanwhile_never_takes_time_away() -> None:
    later = NOW + timedelta(minutes=10)
    assert extended(NOW, later) == extended(later, NOW) == later
    assert extended(NOW, None) is None
    assert extended(None, NOW) is None
