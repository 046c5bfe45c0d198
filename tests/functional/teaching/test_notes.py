"""What a trainer writes to a participant: seen before it goes, kept for both, and never too often."""

from datetime import timedelta

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.core import clock
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.people.models.mail_choices import MailChoice
from lms.people.rules.mail_topics import MailTopic
from tests.conftest import SignIn
from tests.factories.people import sign_in_token
from tests.functional.teaching.conftest import PEOPLE, SLUG
from tests.support.pages import post

NOTE = {"text": "You are nearly there.\nShall we talk?", "shares_address": "y"}


def mails(app: Flask) -> list[OutboxMail]:
    with app.app_context():
        return list(db.session.scalars(select(OutboxMail)))


def test_a_note_is_seen_before_it_goes_and_kept_for_both(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    path = f"{PEOPLE}/{people['Anna']}/note"
    preview = post(trainer, path, {**NOTE, "do": "preview"}).text
    assert "trainer@example.org" in preview
    assert "Shall we talk?" in preview
    assert mails(app) == []
    assert post(trainer, path, {**NOTE, "do": "send"}).status_code == 303
    (mail,) = mails(app)
    assert mail.recipient == "anna.under.way@example.org"
    assert "You are nearly there.\nShall we talk?" in mail.text
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "note.sent")).one()
        assert "nearly" not in str(entry.detail)
    assert "You are nearly there." in trainer.get(f"{PEOPLE}/{people['Anna']}").text
    seen = client_of(app, people["Anna"]).get(f"/modules/{SLUG}").text
    assert "Notes of your trainers" in seen
    assert "You are nearly there.\nShall we talk?" in seen
    assert "trainer@example.org" not in seen  # in the mail alone
    assert "You are nearly there." not in client_of(app, people["Berta"]).get(f"/modules/{SLUG}").text


def test_who_wants_no_mail_finds_the_note_at_the_module(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    with app.app_context():
        anna = db.session.get_one(Enrolment, people["Anna"]).user_id
        db.session.add(MailChoice(user_id=anna, topic=MailTopic.NOTES, off_since=clock.now()))
        db.session.commit()
    answer = post(trainer, f"{PEOPLE}/{people['Anna']}/note", {**NOTE, "do": "send"}, follow_redirects=True)
    assert "This person wants no notes by mail" in answer.text
    assert mails(app) == []
    assert "You are nearly there." in client_of(app, people["Anna"]).get(f"/modules/{SLUG}").text


def client_of(app: Flask, enrolment_id: str) -> FlaskClient:
    """A browser in which the person of an enrolment is signed in."""
    with app.app_context():
        user = db.session.get_one(User, db.session.get_one(Enrolment, enrolment_id).user_id)
        token = sign_in_token(user)
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def test_the_trainers_address_stays_away_unless_they_want_it(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    post(trainer, f"{PEOPLE}/{people['Anna']}/note", {"text": "Well done.", "do": "send"})
    assert "trainer@example.org" not in mails(app)[0].text


def test_what_was_written_stays_when_it_cannot_be_sent(trainer: FlaskClient, people: dict[str, str]) -> None:
    answer = post(trainer, f"{PEOPLE}/{people['Anna']}/note", {"text": "long " * 500, "do": "send"})
    assert answer.status_code == 422
    assert "long long" in answer.text


def test_only_notes_that_are_sent_are_counted_and_each_trainer_for_themselves(
    app: Flask, trainer: FlaskClient, sign_in: SignIn, people: dict[str, str]
) -> None:
    path = f"{PEOPLE}/{people['Anna']}/note"
    for _ in range(12):
        assert post(trainer, path, {**NOTE, "do": "preview"}).status_code == 200
        assert post(trainer, path, {"text": "", "do": "send"}).status_code == 422
    codes = [post(trainer, path, {**NOTE, "do": "send"}).status_code for _ in range(11)]
    assert codes == [303] * 10 + [429]
    assert len(mails(app)) == 10
    assert post(trainer, path, {**NOTE, "do": "preview"}).status_code == 200
    assert post(trainer, f"{PEOPLE}/{people['Carl']}/note", {**NOTE, "do": "send"}).status_code == 303
    colleague = sign_in("colleague@example.org", Role.TRAINER)
    assert post(colleague, path, {**NOTE, "do": "send"}).status_code == 303


def test_the_wait_is_what_is_left_of_the_day(trainer: FlaskClient, people: dict[str, str]) -> None:
    path, begun = f"{PEOPLE}/{people['Anna']}/note", clock.now()
    with time_machine.travel(begun, tick=False) as at:
        for _ in range(10):
            post(trainer, path, {**NOTE, "do": "send"})
        answer = post(trainer, path, {**NOTE, "do": "send"})
        assert "Wait about 24 hours" in answer.text
        for _ in range(25):  # somebody at work is not signed out
            at.shift(timedelta(minutes=25))
            trainer.get("/teaching")
        answer = post(trainer, path, {**NOTE, "do": "send"})
    assert answer.status_code == 429
    left = 24 * 3600 - 25 * 25 * 60
    assert left - 1 <= int(answer.headers["Retry-After"]) <= left + 1
    assert "Wait about 14 hours" in answer.text
