"""Many devices, double clicks, retries: what may exist once exists once, and nobody sees an error."""

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from lms.core.db import db, may_write
from lms.credentials.models import Credential, CredentialRecord, HolderName
from lms.learning.models import Completion, Enrolment, LessonCompletion, Place, Result
from lms.people.models import SignIn as SignInRow
from lms.people.models import User
from lms.people.services import disable_user
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.rules.keys import right_response
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.functional.security.database import count
from tests.support.pages import post, token_of

TIMES = 8
MODULE = "/modules/small-clusters"
NAME = "Ilze Bērziņa"


@pytest.fixture
def learner(sign_in: SignIn) -> FlaskClient:
    return sign_in("ilze@example.org", name=NAME)


def at_once(app: Flask, client: FlaskClient, path: str, form: dict[str, str] | None = None) -> list[int]:
    """The statuses of the same form sent by many devices that share a cookie."""
    token, start = token_of(client, "/modules"), threading.Barrier(TIMES)
    statuses: list[int] = []
    devices = [copy_of(app, client) for _ in range(TIMES)]

    def send(device: FlaskClient) -> None:
        start.wait()
        statuses.append(device.post(path, data={**(form or {}), "csrf_token": token}).status_code)

    threads = [threading.Thread(target=send, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == TIMES, "a request ended in an exception"
    return statuses


def copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    other = app.test_client()
    with client.session_transaction() as here, other.session_transaction() as there:
        there.update(here)
    return other


def test_joining(app: Flask, learner: FlaskClient) -> None:
    assert set(at_once(app, learner, f"{MODULE}/join")) == {303}
    assert count(app, Enrolment) == 1


def test_keeping_the_place_for_the_first_time(app: Flask, learner: FlaskClient) -> None:
    post(learner, f"{MODULE}/join", page=MODULE)
    form = {"lesson": "measuring", "anchor": "s-doing-it"}
    assert set(at_once(app, learner, f"{MODULE}/place", form)) == {204}
    assert count(app, Place) == 1


def test_marking_a_lesson_as_done(app: Flask, learner: FlaskClient) -> None:
    post(learner, f"{MODULE}/join", page=MODULE)
    assert set(at_once(app, learner, f"{MODULE}/measuring/done")) == {303}
    assert count(app, LessonCompletion) == 1


def test_the_whole_way_to_the_certificate_with_every_step_many_times(
    app: Flask, learner: FlaskClient
) -> None:
    at_once(app, learner, f"{MODULE}/join")
    assert set(at_once(app, learner, f"{MODULE}/final-test/start")) == {303}
    assert (count(app, Attempt), count(app, AttemptItem)) == (1, 4)
    attempt_id = answer_everything(app)
    assert set(at_once(app, learner, f"/attempts/{attempt_id}/submit")) == {303}
    assert count(app, Result) == 1
    assert set(at_once(app, learner, "/certificates/name", {"certificate_name": NAME})) == {303}
    assert count(app, HolderName) == 1
    for lesson in ("what-it-is", "measuring", "next"):
        assert set(at_once(app, learner, f"{MODULE}/{lesson}/done")) == {303}
    assert (count(app, Completion), count(app, Credential), count(app, CredentialRecord)) == (1, 1, 1)


def test_confirming_the_name_while_a_certificate_waits_for_it(app: Flask, learner: FlaskClient) -> None:
    post(learner, f"{MODULE}/join", page=MODULE)
    post(learner, f"{MODULE}/final-test/start", page="/modules")
    post(learner, f"/attempts/{answer_everything(app)}/submit", page="/modules")
    for lesson in ("what-it-is", "measuring", "next"):
        post(learner, f"{MODULE}/{lesson}/done", page="/modules")
    assert (count(app, Completion), count(app, Credential)) == (1, 0)
    assert set(at_once(app, learner, "/certificates/name", {"certificate_name": NAME})) == {303}
    assert (count(app, Credential), count(app, CredentialRecord)) == (1, 1)


def test_correcting_a_certificate(app: Flask, learner: FlaskClient) -> None:
    test_confirming_the_name_while_a_certificate_waits_for_it(app, learner)
    with app.app_context():
        credential_id = db.session.scalars(db.select(Credential.id)).one()
    post(learner, "/certificates/name", {"certificate_name": "Ilze Ozola"}, page="/modules")
    statuses = at_once(app, learner, f"/certificates/{credential_id}/corrected")
    assert sorted(statuses) == [303] + [409] * (TIMES - 1)
    assert count(app, Credential) == 2


def answer_everything(app: Flask) -> str:
    """The open attempt has every right answer; gives its id."""
    with app.app_context():
        attempt = db.session.scalars(db.select(Attempt).where(Attempt.submitted_at.is_(None))).one()
        bank = current_catalogue().module(attempt.module_slug).text("en").test_items
        for row in db.session.scalars(db.select(AttemptItem).where(AttemptItem.attempt_id == attempt.id)):
            row.response = dict(right_response(bank[row.item_id], row.variant))
        attempt_id: str = attempt.id
        db.session.commit()
        return attempt_id


def test_registering(app: Flask, client: FlaskClient) -> None:
    form = {"email": "new@example.org", "password": "eleven lanterns over Norrvik", "certificate_name": NAME}
    statuses = at_once(app, client, "/register", form)
    assert set(statuses) <= {303, 429}
    assert 303 in statuses
    assert count(app, User) == 1


def test_signing_out(app: Flask, learner: FlaskClient) -> None:
    assert set(at_once(app, learner, "/sign-out")) == {303}


def test_ending_the_present_sign_in(app: Flask, learner: FlaskClient) -> None:
    with app.app_context():
        sign_in_id = db.session.scalars(db.select(SignInRow.id)).one()
    statuses = at_once(app, learner, f"/account/sign-ins/{sign_in_id}/end")
    assert set(statuses) <= {303, 401}
    assert 303 in statuses


def test_an_account_is_closed_while_its_owner_works(app: Flask, learner: FlaskClient) -> None:
    """Whoever writes has the sign-in and wants the account; whoever closes it asks in that order too."""
    with app.app_context():
        user_id = db.session.scalars(db.select(User.id)).one()
    has_begun, closing = threading.Event(), threading.Thread(target=_close, args=(app, user_id))
    token = token_of(learner, "/modules")

    def meanwhile(*_: object) -> None:
        if not has_begun.is_set():
            has_begun.set()
            closing.start()
            closing.join(0.5 if db.engine.dialect.name == "postgresql" else 0)

    with app.app_context():
        event.listen(db.session, "before_flush", meanwhile)
    try:
        answer = learner.post(f"{MODULE}/join", data={"csrf_token": token})
    finally:
        event.remove(db.session, "before_flush", meanwhile)
    closing.join()
    assert answer.status_code == 303
    assert count(app, Enrolment) == 1
    with app.app_context():
        assert db.session.get_one(User, user_id).disabled_at is not None


def _close(app: Flask, user_id: str) -> None:
    may_write.set(True)
    with app.app_context():
        disable_user(user_id, by=None)
        db.session.commit()
