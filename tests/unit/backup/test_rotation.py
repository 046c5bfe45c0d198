"""When a backup is due, and which are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.backup.rules.rotation import Keep, is_due, kept

NIGHT = datetime(2026, 11, 22, 2, 0, 7, tzinfo=UTC)  # a Sunday
EVERY_NIGHT = [NIGHT - timedelta(days=number) for number in range(400)]


def test_the_last_of_each_of_the_last_days_weeks_and_months_stays() -> None:
    staying = sorted(kept(EVERY_NIGHT, Keep(days=3, weeks=2, months=2)), reverse=True)
    assert [f"{one:%m-%d}" for one in staying] == ["11-22", "11-21", "11-20", "11-15", "10-31"]


def test_the_newest_of_a_day_stays_and_the_newest_of_all_whatever_is_set() -> None:
    evening = NIGHT + timedelta(hours=18)
    assert kept([NIGHT, evening], Keep(days=1, weeks=0, months=0)) == {evening}
    assert kept(EVERY_NIGHT, Keep(days=0, weeks=0, months=0)) == {NIGHT}
    assert kept([], Keep(days=7, weeks=4, months=3)) == set()


def test_gaps_do_not_use_up_what_is_kept() -> None:
    rare = [NIGHT - timedelta(days=50 * number) for number in range(4)]
    assert kept(rare, Keep(days=4, weeks=0, months=0)) == set(rare)


@pytest.mark.parametrize(
    ("made", "failed", "due"),
    [
        (None, None, True),
        (timedelta(minutes=30), None, False),  # made after the hour struck
        (timedelta(hours=2), None, True),  # made before it struck
        (timedelta(days=3), None, True),
        (None, timedelta(minutes=59), False),
        (None, timedelta(minutes=61), True),
    ],
)
def test_a_backup_is_due_once_the_hour_has_struck(
    made: timedelta | None, failed: timedelta | None, due: bool
) -> None:
    now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    moments = {
        "made_at": now - made if made else None,
        "failed_at": now - failed if failed else None,
    }
    assert is_due(now, hour=2, **moments) is due


def test_before_the_hour_that_of_yesterday_counts() -> None:
    now = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    yesterday = datetime(2026, 11, 21, 2, 1, tzinfo=UTC)
    assert not is_due(now, hour=2, made_at=yesterday, failed_at=None)
    assert is_due(now, hour=2, made_at=yesterday - timedelta(minutes=2), failed_at=None)
