"""Two accounts of one person are found, compared and joined at the owner's desk."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import Scope, ScopeKind
from lms.people.models import SignIn, User
from lms.people.services import grant_role
from lms.web.catalogue import current_catalogue
from lms.web.transaction import allow_writing
from tests.factories.people import sign_in_token
from tests.functional.admin.conftest import MODULE, complete, join, organisation, person
from tests.support.pages import post, token_of

SignInAs = Callable[..., FlaskClient]
LATVIA = Grant(Role.PROGRAMME_OWNER, Scope(ScopeKind.COUNTRY, "LV"))


@pytest.fixture
def two(app: Flask) -> tuple[str, str]:
    """Ids of two accounts of one person: the one in use, and one with a completed module."""
    said = {"certificate_name": "Anna Bērziņa", "organisation": "Osta", "country": "LV"}
    kept = person(app, "anna@example.org", **said)
    other = person(app, "a.berzina@example.net", **said)
    with app.app_context():
        complete(join(db.session.get_one(User, other)))
        db.session.commit()
    return kept, other


def test_doubles_are_suggested_compared_and_joined(
    app: Flask, owner: FlaskClient, two: tuple[str, str]
) -> None:
    kept, other = two
    page = f"/desk/people/{kept}/join/{other}"
    suggested = owner.get("/desk/doubles").text
    assert "same name, same organisation" in suggested
    assert page in suggested
    assert page in owner.get(f"/desk/people/{kept}/join").text
    assert page in owner.get(f"/desk/people/{kept}/join?q=berzina+net").text
    with app.app_context():
        title = current_catalogue().modules[MODULE].text("en").title
    shown = owner.get(page).text
    assert "These modules move with all progress" in shown
    assert title in shown
    assert "It cannot be undone." in shown
    wrong = post(owner, page, {"address": "anna@example.org"})
    assert wrong.status_code == 422
    assert "not the address of the account that goes" in wrong.text
    done = post(owner, page, {"address": " A.Berzina@example.net "}, follow_redirects=True)
    assert "The two accounts are one now" in done.text
    assert "Earlier addresses" in done.text
    assert title in done.text
    assert owner.get(f"/desk/people/{other}").headers["Location"].endswith(kept)
    assert "anna@example.org" in owner.get("/desk/people?q=a.berzina%40example.net").text
    assert "joined two accounts of Anna Bērziņa" in owner.get("/desk/audit").text
    with app.app_context():
        entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "person.merged"))
        assert entry is not None
        assert entry.detail == {"other": other}


def test_nobody_joins_accounts_out_of_reach_or_above_their_own(
    app: Flask, sign_in: SignInAs, owner: FlaskClient, two: tuple[str, str]
) -> None:
    kept, other = two
    abroad = person(app, "anna@example.com", certificate_name="Anna Bērziņa", organisation="Osta")
    boss = person(app, "boss@example.org", certificate_name="Anna Bērziņa", roles=[Role.ADMINISTRATOR])
    latvian = sign_in("latvian@example.org", grants=[LATVIA])
    assert latvian.get(f"/desk/people/{kept}/join/{other}").status_code == 200
    for pair in ((kept, abroad), (abroad, kept)):
        path = f"/desk/people/{pair[0]}/join/{pair[1]}"
        assert latvian.get(path).status_code == 404
        assert post(latvian, path, {"address": "anna@example.com"}).status_code == 404
    assert abroad not in latvian.get("/desk/doubles").text
    for pair in ((kept, boss), (boss, kept)):
        path = f"/desk/people/{pair[0]}/join/{pair[1]}"
        assert owner.get(path).status_code == 403
        assert post(owner, path, {"address": "boss@example.org"}).status_code == 403
    assert owner.get(f"/desk/people/{kept}/join/{kept}").status_code == 404


def test_roles_that_come_along_are_named(app: Flask, owner: FlaskClient, two: tuple[str, str]) -> None:
    kept, other = two
    harbour = organisation(app, "Ostas klasteris")
    with app.app_context():
        grant_role(other, Grant(Role.OFFICIAL, Scope(ScopeKind.ORGANISATION, harbour)), by=None)
        db.session.commit()
    shown = owner.get(f"/desk/people/{kept}/join/{other}").text
    assert "These roles come along: Official (Ostas klasteris)." in shown
    assert shown.count("Official (Ostas klasteris)") == 2
    assert harbour not in shown


def test_a_closed_account_is_not_the_one_that_stays(owner: FlaskClient, two: tuple[str, str]) -> None:
    kept, other = two
    post(owner, f"/desk/people/{kept}/close", {"reason": "left"})
    path = f"/desk/people/{kept}/join/{other}"
    assert "keep the other one, or open it first" in owner.get(path).text
    assert post(owner, path, {"address": "a.berzina@example.net"}).status_code == 422
    assert 'name="address"' in owner.get(f"/desk/people/{other}/join/{kept}").text


def test_whoever_is_signed_in_to_either_is_signed_out_and_writes_nothing_more(
    app: Flask, owner: FlaskClient, two: tuple[str, str]
) -> None:
    kept, other = two
    with app.app_context():
        token = sign_in_token(db.session.get_one(User, other))
        db.session.commit()
    learner = app.test_client()
    with learner.session_transaction() as session:
        session["_user_id"] = token
    assert learner.get("/account").status_code == 200
    post(owner, f"/desk/people/{kept}/join/{other}", {"address": "a.berzina@example.net"})
    assert learner.get("/account").status_code == 303


def test_a_write_by_a_sign_in_that_was_ended_after_it_was_read_is_refused(
    app: Flask, owner: FlaskClient, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        learner, token = two[1], sign_in_token(db.session.get_one(User, two[1]))
        db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = token
    form = {"csrf_token": token_of(browser)}

    def end_meanwhile() -> None:
        allow_writing()
        with db.engine.begin() as connection:
            connection.execute(update(SignIn).where(SignIn.user_id == learner).values(ended_at=clock.now()))

    monkeypatch.setattr("lms.web.access.allow_writing", end_meanwhile)
    assert browser.post("/account/sign-ins/end-others", data=form).status_code == 401
