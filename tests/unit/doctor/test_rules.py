"""What counts as wrong, and how badly."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.core.backups import BackupState, MadeBackup
from lms.doctor.rules import (
    Finding,
    Level,
    backup_findings,
    days_left,
    expiry_level,
    in_order,
    is_readable_by_others,
    space_level,
    status_of,
    unknown_settings,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def finding(level: Level) -> Finding:
    return Finding(level=level, check="any", text="", mend="")


def state(hours: float, *, problem: str | None = None, **changes: object) -> BackupState:
    made = {
        "made_at": NOW - timedelta(hours=hours),
        "file": "a",
        "size": 1,
        "sha256": "",
        "seconds": 1.0,
        "is_encrypted": True,
        **changes,
    }
    return BackupState(made=MadeBackup(**made), problem=problem)  # type: ignore[arg-type]


def levels(found: list[Finding]) -> list[Level]:
    return [one.level for one in found]


def test_the_worst_decides_and_comes_first() -> None:
    broken, attention, note = (finding(level) for level in Level)
    assert (status_of([note, attention, broken]), status_of([note, attention]), status_of([note])) == (
        2,
        1,
        0,
    )
    assert status_of([]) == 0
    assert in_order([note, broken, attention]) == [broken, attention, note]


def test_room_on_the_disk() -> None:
    assert space_level(10**8) is Level.BROKEN
    assert space_level(10**9) is Level.ATTENTION
    assert space_level(10**10) is None


def test_what_expires_is_said_in_time() -> None:
    assert expiry_level(None, NOW) is None
    assert expiry_level(NOW + timedelta(days=15), NOW) is None
    soon, past = NOW + timedelta(days=3, hours=2), NOW - timedelta(hours=1)
    assert (expiry_level(soon, NOW), days_left(soon, NOW)) == (Level.ATTENTION, 3)
    assert (expiry_level(past, NOW), days_left(past, NOW)) == (Level.BROKEN, 0)


def test_rights() -> None:
    assert is_readable_by_others(0o100640)
    assert is_readable_by_others(0o100602)
    assert not is_readable_by_others(0o100600)


def test_a_slip_of_the_pen_in_a_setting_is_found() -> None:
    given = ["CAMPUS_DATA", "CAMPUS_MAIL_SEVER", "CAMPUS_SEAL_TOKEN_FILE", "PATH"]
    assert unknown_settings(given, ["CAMPUS_DATA", "CAMPUS_SEAL_TOKEN"]) == ["CAMPUS_MAIL_SEVER"]


@pytest.mark.parametrize(
    ("last", "is_nightly", "expected"),
    [
        (BackupState(), True, [Level.ATTENTION]),
        (state(25), True, []),
        (state(25), False, [Level.ATTENTION]),
        (state(30), True, [Level.ATTENTION]),
        (state(80), True, [Level.BROKEN]),
        (state(80), False, [Level.ATTENTION]),
        (state(1, problem="no room"), True, [Level.BROKEN]),
        (state(1, is_encrypted=False), True, [Level.ATTENTION]),
        (state(1, missing_count=2), True, [Level.BROKEN]),
    ],
)
def test_the_last_backup_is_judged(last: BackupState, is_nightly: bool, expected: list[Level]) -> None:
    assert levels(backup_findings(last, NOW, is_nightly=is_nightly, is_trial=False)) == expected


def test_nobody_loses_anything_with_a_trial() -> None:
    assert set(levels(backup_findings(state(80), NOW, is_nightly=True, is_trial=True))) == {Level.NOTE}
