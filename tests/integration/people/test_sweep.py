"""Does what is no longer needed of people go, and all else stay?"""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.retention import Category
from lms.people import queries, services
from lms.people.cli import retention
from lms.people.models import ErasureRequest, OneTimeToken, SignIn, User
from lms.people.rules import Device, Purpose
from lms.people.services import sweep as sweeping
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


def test_an_account_that_nobody_uses_is_warned_and_kept_by_signing_in(sweep: Sweep) -> None:
    user = make_user()
    services.begin_sign_in(user.id, Device())
    make_user(email="never@example.org")
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=1096), tick=False):
        assert due("inactive-accounts") == 1
        Sweep()()
        waiting = db.session.scalars(select(ErasureRequest)).one()
        assert (waiting.user_id, waiting.due_at - waiting.asked_at) == (user.id, timedelta(days=60))
        assert db.session.scalars(select(OutboxMail.kind)).all() == ["erasure-waits"]
        services.begin_sign_in(user.id, Device())
        assert count(ErasureRequest) == 0
        db.session.commit()


def test_somebody_with_a_role_is_not_warned(sweep: Sweep) -> None:
    services.begin_sign_in(make_user(roles=[Role.TRAINER]).id, Device())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=4000), tick=False):
        assert due("inactive-accounts") == 0


def test_what_went_is_written_down_by_day(sweep: Sweep) -> None:
    issue_link(Purpose.RESET_PASSWORD, user_id=make_user().id)
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert due("links") == 1
        assert Sweep()() == 1
        assert due("links") == 0
        run = queries.last_retention_runs()[0]
        assert run.counts == {"links": 1}
        assert run.finished_at is not None


def test_what_went_before_the_worker_was_ended_is_written_down(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user()
    issue_link(Purpose.RESET_PASSWORD, user_id=user.id)
    services.begin_sign_in(user.id, Device())
    end_sign_ins(user.id)
    db.session.commit()
    real = sweeping.clear

    def ended(category: Category) -> int:
        if category.name == "sign-ins":
            raise KeyboardInterrupt
        return real(category)

    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        monkeypatch.setattr(sweeping, "clear", ended)
        with pytest.raises(KeyboardInterrupt):
            sweep()
        run = queries.last_retention_runs()[0]
        assert (run.counts, run.finished_at) == ({"links": 1}, None)
        monkeypatch.setattr(sweeping, "clear", real)
        Sweep()()
        run = queries.last_retention_runs()[0]
        assert run.counts == {"links": 1, "sign-ins": 1}
        assert run.finished_at is not None


def due(name: str) -> int:
    return next(one.count for one in queries.retention_report() if one.category.name == name)


def test_the_report_says_what_would_go_and_removes_nothing(sweep: Sweep, context: Flask) -> None:
    issue_link(Purpose.RESET_PASSWORD, user_id=make_user().id)
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        said = context.test_cli_runner().invoke(retention, ["--dry-run"]).output
    assert "Links in mails that have ended: 1 due after 7 days, the oldest of" in said
    assert "Sign-ins that have ended: 0 due after 30 days" in said
    assert count(OneTimeToken) == 1
