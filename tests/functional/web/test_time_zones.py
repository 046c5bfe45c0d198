"""Days begin at midnight where people are."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from flask_babel import get_babel

from lms.web.i18n import time_zone


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Stockholm", date(2026, 1, 15), 1),
        ("Europe/Stockholm", date(2026, 7, 15), 2),
        ("Europe/Helsinki", date(2026, 7, 15), 3),
        ("UTC", date(2026, 7, 15), 0),
    ],
)
def test_a_day_begins_at_midnight(
    app: Flask, monkeypatch: pytest.MonkeyPatch, zone: str, day: date, hours: int
) -> None:
    with app.test_request_context():
        monkeypatch.setattr(get_babel(app), "timezone_selector", lambda: zone)
        assert datetime.combine(day, time(), time_zone()).utcoffset() == timedelta(hours=hours)
