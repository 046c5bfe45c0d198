"""Does what is no longer needed of people go, and all else stay?"""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.core.mail import OutboxMail
from lms.core.retention import Category, Cleared
from lms.core.scopes import EVERYWHERE, Reach
from lms.people import queries, services
from lms.people.cli import retention
from lms.people.models import (
    Affiliation,
    ErasureRequest,
    Invitation,
    Look,
    OneTimeToken,
    Organisation,
    SignIn,
    User,
)
from lms.people.rules import Device, LookKind, OrganisationKind, Purpose
from lms.people.rules.erasures import ErasureCause
from lms.people.rules.invitations import Guest
from lms.people.services import retention as keeping
from lms.people.services import sweep as sweeping
from lms.people.services.affiliations import propose_member
from lms.people.services.inviting import invite, plan_invitations
from lms.people.services.links import issue_link
from lms.people.services.looks import note_looks
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

    def ended(category: Category, **how: Any) -> Cleared:
        if category.name == "sign-ins":
            raise KeyboardInterrupt
        return real(category, **how)

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


def forgotten(email: str = "never@example.org") -> User:
    return make_user(email=email, is_confirmed=False, created_at=clock.now() - timedelta(days=31))


def test_an_account_that_nobody_confirmed_goes_though_somebody_looked_at_it(sweep: Sweep) -> None:
    colleague, stranger = make_user(), forgotten()
    note_looks(colleague.id, [stranger.id], LookKind.ACCOUNT)
    organisation = Organisation(
        id=new_id(), name="Norrvik", name_key="norrvik", kind=OrganisationKind.CLUSTER, country="SE"
    )
    organisation.created_at = clock.now()
    db.session.add(organisation)
    db.session.flush()
    propose_member(organisation.id, stranger.email, by=colleague.id)
    db.session.commit()
    sweep()
    assert db.session.scalars(select(User.id)).all() == [colleague.id]
    assert (count(Look), count(Affiliation)) == (0, 0)


def test_an_account_that_was_invited_meanwhile_stays_until_the_invitation_is_over(sweep: Sweep) -> None:
    forgotten("late@example.org")
    plan = plan_invitations(
        [Guest(line=1, email="late@example.org", language="en")], Reach(frozenset({EVERYWHERE}))
    )
    invite(plan, by="somebody")
    db.session.commit()
    sweep()
    assert queries.user_with_email("late@example.org") is not None
    assert count(Invitation) == 1


def test_a_row_that_cannot_go_does_not_stop_the_others(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = forgotten("stuck@example.org").id
    for number in range(3):
        forgotten(f"never{number}@example.org")
    db.session.commit()
    real, tried = keeping.remove_unused, []

    def refused(user_id: str) -> None:
        tried.append(user_id)
        if user_id == stuck:
            raise LookupError("something points at it")
        real(user_id)

    monkeypatch.setattr(keeping, "remove_unused", refused)
    assert sweep() == 3
    assert sweep() == 0
    assert tried.count(stuck) == 1
    assert db.session.scalars(select(User.email)).all() == ["stuck@example.org"]
    run = queries.last_retention_runs()[0]
    assert (run.counts, run.failed) == ({"unconfirmed-accounts": 3}, ["unconfirmed-accounts"])
    assert run.finished_at is not None
    assert stuck in caplog.text
    monkeypatch.undo()
    Sweep()()
    assert queries.last_retention_runs()[0].failed == []


def test_a_category_that_fails_does_not_stop_the_others_and_is_tried_in_an_hour(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.begin_sign_in(make_user().id, Device())
    issue_link(Purpose.RESET_PASSWORD, user_id=make_user(email="b@example.org").id)
    db.session.commit()
    real, tried = sweeping.clear, []

    def broken(category: Category, **how: Any) -> Cleared:
        tried.append(category.name)
        if category.name == "links":
            raise LookupError("no such column")
        return real(category, **how)

    monkeypatch.setattr(sweeping, "clear", broken)
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        assert sweep() == 1
        assert sweep() == 0
        times = len(tried)
        assert sweep() == 0
        assert len(tried) == times
        run = queries.last_retention_runs()[0]
        assert (run.counts, run.failed) == ({"sign-ins": 1}, ["links"])


def test_there_is_a_pause_even_where_nothing_can_be_noted(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object, **_how: object) -> None:
        raise LookupError("the disk is full")

    monkeypatch.setattr(sweeping, "_note", full)
    with pytest.raises(LookupError):
        sweep()
    assert sweep() == 0


def test_an_account_closed_for_long_is_warned_and_erased(sweep: Sweep) -> None:
    user = make_user(roles=[Role.TRAINER], disabled_at=clock.now())
    make_user(email="gone@erased.invalid", disabled_at=clock.now())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=1094), tick=False):
        assert due("closed-accounts") == 0
    moment = clock.now() + timedelta(days=1096)
    with time_machine.travel(moment, tick=False):
        assert due("closed-accounts") == 1
        Sweep()()
        waiting = db.session.scalars(select(ErasureRequest)).one()
        assert (waiting.user_id, waiting.cause) == (user.id, ErasureCause.CLOSED)
        (mail,) = db.session.scalars(select(OutboxMail))
        assert "has been closed for a long time" in mail.text
        assert "sign in" not in mail.text
        assert due("closed-accounts") == 0
        db.session.commit()
    for days in (59.5, 60.5):
        with time_machine.travel(moment + timedelta(days=days), tick=False):
            services.DueErasures()()
    assert queries.user_with_email("ilze@example.org") is None
    assert db.session.get_one(User, user.id).certificate_name is None


def test_a_closed_account_is_kept_by_opening_it(sweep: Sweep) -> None:
    user = make_user(disabled_at=clock.now())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=1096), tick=False):
        Sweep()()
        assert count(ErasureRequest) == 1
        services.enable_user(user.id, by=None)
        assert count(ErasureRequest) == 0
        db.session.commit()


@pytest.mark.parametrize("is_closed", [True, False])
def test_whoever_keeps_an_account_by_the_mailed_link_is_not_asked_again_at_once(
    sweep: Sweep, is_closed: bool
) -> None:
    user = make_user(disabled_at=clock.now() if is_closed else None, last_sign_in_at=clock.now())
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=1096), tick=False):
        Sweep()()
        (text,) = db.session.scalars(select(OutboxMail.text))
        token = re.search(r"/keep-account/(\S+)", text)
        assert token
        services.keep_account_by_link(token[1])
        db.session.commit()
        assert Sweep()() == 0
        assert count(ErasureRequest) == 0
    with time_machine.travel(clock.now() + timedelta(days=2 * 1096), tick=False):
        assert due("closed-accounts" if is_closed else "inactive-accounts") == 1
    assert queries.user(user.id).email == "ilze@example.org"
