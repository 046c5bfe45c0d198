"""Does what is no longer needed of people go, and all else stay?"""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.core import clock
from lms.core.db import db
from lms.people import queries, services
from lms.people.models import OneTimeToken, SignIn, User
from lms.people.rules import Device, Purpose
from lms.people.services.links import issue_link
from lms.people.services.sign_ins import end_sign_ins
from lms.people.services.sweep import Sweep
from tests.factories.people import PASSWORD, make_user


@pytest.fixture
def sweep(context: Flask) -> Sweep:
    return Sweep()


def count(model: type) -> int:
    found = db.session.scalar(select(func.count()).select_from(model))
    return found or 0


def test_links_go_a_week_after_their_end(sweep: Sweep) -> None:
    user = make_user()
    issue_link(Purpose.RESET_PASSWORD, user_id=user.id)
    db.session.commit()
    assert sweep() == 0
    with time_machine.travel(clock.now() + timedelta(days=7, hours=1, minutes=1), tick=False):
        assert Sweep()() == 1
    assert count(OneTimeToken) == 0
    assert count(User) == 1


def test_sign_ins_go_a_month_after_their_end(sweep: Sweep) -> None:
    user = make_user()
    services.begin_sign_in(user.id, Device())
    end_sign_ins(user.id)
    services.begin_sign_in(user.id, Device())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert sweep() == 1
    assert count(SignIn) == 1
    with time_machine.travel(clock.now() + timedelta(days=38), tick=False):
        assert Sweep()() == 1
    assert count(SignIn) == 0


def test_accounts_that_nobody_confirmed_go_after_a_month(sweep: Sweep) -> None:
    services.register("never@example.org", PASSWORD, language="en")
    make_user(email="kept@example.org")
    make_user(email="closed@example.org", is_confirmed=False, disabled_at=clock.now())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        Sweep()()
        assert queries.user_with_email("never@example.org") is not None
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert Sweep()() >= 1
        assert queries.user_with_email("never@example.org") is None
    assert count(User) == 2


def test_an_account_whose_link_is_open_stays(sweep: Sweep) -> None:
    services.register("late@example.org", PASSWORD, language="en")
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        services.register("late@example.org", PASSWORD, language="en")
        db.session.commit()
        Sweep()()
        assert queries.user_with_email("late@example.org") is not None


def test_it_looks_once_an_hour(sweep: Sweep) -> None:
    assert sweep() == 0
    user = make_user()
    issue_link(Purpose.RESET_PASSWORD, user_id=user.id)
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=30), tick=False):
        sweep._next_look = float("inf")
        assert sweep() == 0
        sweep._next_look = 0.0
        assert sweep() == 1
