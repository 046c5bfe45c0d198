"""When a certificate can be renewed, how long it then holds, and when its holder is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.credentials.rules import Standing
from lms.credentials.rules.renewing import (
    RenewalState,
    Term,
    expiry,
    is_reminder_needed,
    renewal_state,
)

TERM = Term(issued_on=date(2026, 3, 1), expires_on=date(2029, 3, 1))


def test_a_long_term_opens_ninety_days_before_and_is_told_twice() -> None:
    assert TERM.renewable_from == date(2028, 12, 1)
    assert TERM.reminder_days == (date(2028, 12, 31), date(2029, 2, 15))


def test_of_a_short_term_the_second_half_is_open_and_nobody_is_told_before() -> None:
    month = Term(issued_on=date(2026, 3, 1), expires_on=date(2026, 4, 1))
    assert month.renewable_from == date(2026, 3, 17)
    assert month.reminder_days == (date(2026, 3, 18),)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 240))
def test_whoever_is_told_can_renew_at_once(issued: date, months: int) -> None:
    term = Term(issued_on=issued, expires_on=expiry(issued, months))
    assert issued < term.renewable_from <= term.expires_on
    assert all(term.renewable_from <= day < term.expires_on for day in term.reminder_days)


@pytest.mark.parametrize(
    ("standing", "today", "is_under_way", "is_possible", "wanted"),
    [
        (Standing.VALID, date(2028, 11, 30), False, True, RenewalState.LATER),
        (Standing.VALID, date(2028, 12, 1), False, True, RenewalState.OPEN),
        (Standing.EXPIRED, date(2035, 1, 1), False, True, RenewalState.OPEN),
        (Standing.EXPIRED, date(2035, 1, 1), True, True, RenewalState.UNDER_WAY),
        (Standing.VALID, date(2028, 12, 1), False, False, RenewalState.NOT_HERE),
        (Standing.REVOKED, date(2028, 12, 1), True, True, None),
        (Standing.SUPERSEDED, date(2028, 12, 1), True, True, None),
    ],
)
def test_what_a_holder_can_do(
    standing: Standing, today: date, is_under_way: bool, is_possible: bool, wanted: RenewalState | None
) -> None:
    found = renewal_state(TERM, standing, today, is_under_way=is_under_way, is_possible=is_possible)
    assert found is wanted


def test_only_what_stands_and_is_about_to_expire_is_worth_a_mail() -> None:
    day = TERM.expires_on
    assert is_reminder_needed(Standing.VALID, day, day)
    assert not is_reminder_needed(Standing.VALID, day, day + timedelta(days=1))
    assert not is_reminder_needed(Standing.VALID, None, day)
    for standing in (Standing.REVOKED, Standing.SUPERSEDED, Standing.EXPIRED):
        assert not is_reminder_needed(standing, day, day)
