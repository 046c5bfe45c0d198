"""Whoever sees somebody's data by name leaves a trace, before they see it; the person sees the trace."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from lms.core import clock
from lms.core.access import Permission, Role
from lms.core.db import db
from lms.people import queries, services
from lms.people.models import Look
from lms.people.rules import LOOKS_KEPT, LookKind
from lms.people.services import looks
from lms.people.services.sweep import Sweep
from lms.web.access import requires, signed_in
from tests.conftest import SignIn
from tests.factories.people import make_user

PAGE = "people.show_sign_ins"
PATH = "/account/sign-ins"


@pytest.fixture
def shown(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A page that shows the data of these people; add to the list."""
    user_ids: list[str] = []

    @requires(Permission.MANAGE_OWN_ACCOUNT)
    def show() -> str:
        services.note_looks(signed_in().id, user_ids, LookKind.ACHIEVEMENTS)
        return "their data"

    monkeypatch.setitem(app.view_functions, PAGE, show)
    # Errors become pages, as outside of tests.
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return user_ids


def id_of(app: Flask, email: str) -> str:
    with app.app_context():
        user = queries.user_with_email(email)
        assert user is not None
        return user.id


def looks_kept(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(one.looker_id, one.user_id) for one in db.session.scalars(select(Look))]


def test_a_look_is_written_once_a_day_and_shown_to_the_person(
    app: Flask, sign_in: SignIn, shown: list[str]
) -> None:
    person = sign_in("ilze@example.org")
    official = sign_in("janis@example.org", Role.OFFICIAL, name="Jānis Ozols")
    ids = id_of(app, "janis@example.org"), id_of(app, "ilze@example.org")
    assert "Nobody has looked" in person.get("/account/looks").text
    shown += ids
    for _time in range(3):
        assert official.get(PATH).text == "their data"
    assert looks_kept(app) == [ids], "once, and of oneself not at all"
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False), app.app_context():
        services.note_looks(ids[0], ids, LookKind.ACHIEVEMENTS)
        db.session.commit()
    assert looks_kept(app) == [ids, ids]
    page = person.get("/account/looks").text
    assert "Jānis Ozols" in page
    assert "(official)" in page
    assert "The modules you completed and your certificates" in page
    assert "Nobody has looked" in official.get("/account/looks").text


@pytest.mark.parametrize(("cause", "status"), [("database is locked", 503), ("disk is full", 507)])
def test_without_the_trace_nothing_is_shown(
    app: Flask,
    sign_in: SignIn,
    shown: list[str],
    monkeypatch: pytest.MonkeyPatch,
    cause: str,
    status: int,
) -> None:
    def fail(*_arguments: object) -> None:
        raise OperationalError("INSERT", {}, Exception(cause))

    sign_in("ilze@example.org")
    official = sign_in("janis@example.org", Role.OFFICIAL)
    shown.append(id_of(app, "ilze@example.org"))
    monkeypatch.setattr(looks, "_write", fail)
    answer = official.get(PATH)
    assert answer.status_code == status
    assert "their data" not in answer.text
    assert looks_kept(app) == []


def test_a_refused_page_leaves_no_trace(
    app: Flask, sign_in: SignIn, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = cast(Callable[[], str], app.view_functions[PAGE])

    @requires(Permission.MANAGE_OWN_ACCOUNT)
    def refuse() -> tuple[str, int]:
        return view(), 404

    monkeypatch.setitem(app.view_functions, PAGE, refuse)
    sign_in("ilze@example.org")
    official = sign_in("janis@example.org", Role.OFFICIAL)
    shown.append(id_of(app, "ilze@example.org"))
    official.get(PATH)
    assert looks_kept(app) == []
    assert official.get("/account/looks").status_code == 200
    assert looks_kept(app) == [], "what was kept in mind ends with its request"


def test_looks_go_after_twelve_months(context: Flask) -> None:
    looker, person = make_user(email="janis@example.org"), make_user()
    with time_machine.travel(clock.now() - LOOKS_KEPT - timedelta(days=1), tick=False):
        services.note_looks(looker.id, [person.id], LookKind.PATH)
    services.note_looks(looker.id, [person.id], LookKind.PATH)
    db.session.commit()
    assert Sweep()() == 1
    assert len(looks_kept(context)) == 1
