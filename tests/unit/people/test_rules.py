"""How long do sign-ins and links last, and what is written down of a device?"""

from datetime import UTC, datetime, timedelta

import pytest

from lms.core.access import Role
from lms.people.rules import (
    LINK_LIFETIMES,
    PARTICIPANT_LIMITS,
    STAFF_LIMITS,
    Purpose,
    counting_network_of,
    device_of,
    is_link_open,
    is_sign_in_open,
    limits_for,
    may_lose_administrator,
    network_of,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def is_open(roles: set[Role], *, age: timedelta, unused: timedelta) -> bool:
    return is_sign_in_open(created_at=NOW - age, seen_at=NOW - unused, roles=roles, now=NOW)


def test_a_participant_may_pause_for_a_working_day_and_stay_a_week() -> None:
    roles = {Role.PARTICIPANT}
    assert is_open(roles, age=timedelta(days=6, hours=23), unused=timedelta(hours=7, minutes=59))
    assert not is_open(roles, age=timedelta(hours=9), unused=timedelta(hours=8))
    assert not is_open(roles, age=timedelta(days=7), unused=timedelta(0))


@pytest.mark.parametrize("role", [Role.TRAINER, Role.PROGRAMME_OWNER, Role.ADMINISTRATOR])
def test_whoever_may_do_more_is_asked_sooner(role: Role) -> None:
    roles = {Role.PARTICIPANT, role}
    assert limits_for(roles) == STAFF_LIMITS
    assert is_open(roles, age=timedelta(hours=11), unused=timedelta(minutes=29))
    assert not is_open(roles, age=timedelta(hours=11), unused=timedelta(minutes=30))
    assert not is_open(roles, age=timedelta(hours=12), unused=timedelta(0))


def test_somebody_without_roles_counts_as_participant() -> None:
    assert limits_for(()) == PARTICIPANT_LIMITS


def test_a_link_closes_by_use_and_by_age() -> None:
    later = NOW + timedelta(seconds=1)
    assert is_link_open(expires_at=later, used_at=None, now=NOW)
    assert not is_link_open(expires_at=NOW, used_at=None, now=NOW)
    assert not is_link_open(expires_at=later, used_at=NOW, now=NOW)


def test_every_purpose_has_a_lifetime() -> None:
    assert set(LINK_LIFETIMES) == set(Purpose)
    assert LINK_LIFETIMES[Purpose.RESET_PASSWORD] == timedelta(hours=1)


def test_the_last_administrator_stays() -> None:
    assert not may_lose_administrator(administrator_ids=["a"], user_id="a")
    assert may_lose_administrator(administrator_ids=["a", "b"], user_id="a")
    assert not may_lose_administrator(administrator_ids=[], user_id="a")


@pytest.mark.parametrize(
    ("address", "kept", "counted"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.77"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/64"),
        ("nonsense", "", "unknown"),
        (None, "", "unknown"),
    ],
)
def test_of_an_address_only_the_network_is_kept(address: str | None, kept: str, counted: str) -> None:
    assert network_of(address) == kept
    assert counting_network_of(address) == counted


@pytest.mark.parametrize(
    ("header", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/142 Safari/537 Edg/142",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Mobile Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8.5", ""),
        ("", ""),
        ("<script>alert(1)</script>" * 50, ""),
    ],
)
def test_of_a_browser_only_its_kind_is_kept(header: str, device: str) -> None:
    assert device_of(header) == device
