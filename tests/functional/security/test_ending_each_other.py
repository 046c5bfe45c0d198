"""Two devices that end each other's sign-ins at the same moment: one is done, the other is signed out."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from lms.people import services
from lms.people.models import SignIn as SignInRow
from lms.people.models import User
from tests.conftest import SignIn
from tests.factories.people import sign_in_token
from tests.support.pages import token_of

PATIENCE = 1.5
"""Seconds: longer than PostgreSQL waits before it looks whether two wait for each other."""


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a service begin only when both requests have come to it, or one cannot."""

    def meet_in(name: str) -> None:
        both, real = threading.Barrier(2), getattr(services, name)

        def late(*args: object, **kwargs: object) -> object:
            db.session.execute(db.text("SELECT 1"))  # the transaction begins, and holds what it holds
            with suppress(threading.BrokenBarrierError):
                both.wait(PATIENCE)
            return real(*args, **kwargs)

        monkeypatch.setattr(services, name, late)

    return meet_in


def at_once(*asked: tuple[FlaskClient, str]) -> list[int]:
    """The statuses of forms that are sent at the same moment, each by a device of its own."""
    tokens, statuses = [token_of(client, "/modules") for client, _ in asked], []

    def send(client: FlaskClient, path: str, token: str) -> None:
        statuses.append(client.post(path, data={"csrf_token": token}).status_code)

    threads = [
        threading.Thread(target=send, args=(*one, token)) for one, token in zip(asked, tokens, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == len(asked), "a request ended in an exception"
    return sorted(statuses)


def open_sign_ins(app: Flask) -> int:
    with app.app_context():
        is_open = SignInRow.ended_at.is_(None)
        return db.session.scalar(db.select(db.func.count()).select_from(SignInRow).where(is_open)) or 0


def second_device(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        token = sign_in_token(db.session.scalars(db.select(User).where(User.email == email)).one())
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def test_two_devices_of_one_person(app: Flask, sign_in: SignIn, meeting: Callable[[str], None]) -> None:
    first = sign_in("ilze@example.org")
    second = second_device(app, "ilze@example.org")
    meeting("end_other_sign_ins")
    path = "/account/sign-ins/end-others"
    assert at_once((first, path), (second, path)) == [303, 401]
    assert open_sign_ins(app) == 1


def test_two_administrators(app: Flask, sign_in: SignIn, meeting: Callable[[str], None]) -> None:
    emails = ("a@example.org", "b@example.org")
    devices = [sign_in(email, Role.ADMINISTRATOR) for email in emails]
    with app.app_context():
        ids = [db.session.scalars(db.select(User.id).where(User.email == email)).one() for email in emails]
    meeting("sign_out_everywhere")
    asked = zip(devices, (f"/desk/people/{person_id}/sign-out" for person_id in reversed(ids)), strict=True)
    assert at_once(*asked) == [303, 401]
    assert open_sign_ins(app) == 1
