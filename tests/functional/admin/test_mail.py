"""Can the outbox be read and looked after, without anybody's secrets being shown?"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import meta

from lms.admin.wording.mail import EXAMPLE, KINDS
from lms.core import clock, mail
from lms.core.access import Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.mail_control import MailState, state_of, text_without_secrets
from tests.conftest import SignIn
from tests.support.pages import counted_queries, post

LINK = "https://campus.example.org/confirm/sZ0f-1kq9_Xh2bV7mQw3eR5tY8uI0oP4aS6dF1gH2jK"


@pytest.fixture
def owner(sign_in: SignIn) -> FlaskClient:
    """The owner's browser."""
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER)


@pytest.fixture
def mail_id(app: Flask) -> str:
    """A mail that waits, with a secret link."""
    with app.app_context():
        queued = mail.queue(
            to="guest@example.org",
            subject="Welcome",
            text=f"Open {LINK}\n",
            kind="confirm-email",
            language="en",
        )
        db.session.commit()
        return queued.id


@contextmanager
def changing(app: Flask, mail_id: str) -> Iterator[OutboxMail]:
    """The row, to be changed."""
    with app.app_context():
        yield db.session.get_one(OutboxMail, mail_id)
        db.session.commit()


def state(app: Flask, mail_id: str) -> MailState:
    """Where the mail has come to."""
    with changing(app, mail_id) as row:
        return state_of(row)


def test_the_outbox_is_listed_and_filtered(app: Flask, owner: FlaskClient, mail_id: str) -> None:
    with counted_queries(app) as statements:
        page = owner.get("/desk/mail").text
    assert len(statements) <= 6
    assert f"/desk/mail/{mail_id}" in page
    assert "guest@example.org" in owner.get("/desk/mail?state=waiting&recipient=GUEST").text
    assert "guest@example.org" not in owner.get("/desk/mail?state=failed").text.partition("<main")[2]
    assert owner.get("/desk/mail?state=lost").status_code == 422


def test_the_outbox_is_exported_as_it_is_filtered_without_what_mails_say(
    owner: FlaskClient, mail_id: str
) -> None:
    answer = post(owner, "/desk/mail/export?state=waiting", {"as": "csv"})
    assert answer.status_code == 200
    assert "guest@example.org" in answer.text
    assert "confirm/sZ0f" not in answer.text
    assert "guest@example.org" not in post(owner, "/desk/mail/export?state=failed", {"as": "csv"}).text


def test_a_mail_is_shown_without_its_links(owner: FlaskClient, mail_id: str) -> None:
    page = owner.get(f"/desk/mail/{mail_id}").text
    assert "Open •••" in page
    assert "confirm/sZ0f" not in page
    assert text_without_secrets(f"code {LINK[-43:]}, ok") == "code •••, ok"


def test_a_mail_is_held_released_and_tried_again(
    app: Flask, owner: FlaskClient, mail_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(mail, "_try_to_send", lambda message: tried.append(message))
    monkeypatch.setattr(mail, "settings", _with_server)
    post(owner, f"/desk/mail/{mail_id}/hold")
    assert state(app, mail_id) is MailState.HELD
    with app.app_context():
        assert mail.send_due_mail() == 0
    assert "moved on" in post(owner, f"/desk/mail/{mail_id}/retry", follow_redirects=True).text
    post(owner, f"/desk/mail/{mail_id}/release")
    assert state(app, mail_id) is MailState.WAITING
    post(owner, "/desk/mail/pause")
    with app.app_context():
        assert mail.send_due_mail() == 0
    post(owner, "/desk/mail/resume")
    with app.app_context():
        assert mail.send_due_mail() == 1
    assert len(tried) == 1
    page = owner.get(f"/desk/mail/{mail_id}").text
    assert "The text was deleted" in page


def _with_server() -> object:
    class WithServer:
        mail_server = "mail.example.org"
        mail_from = "campus@example.org"
        is_trial = False

    return WithServer()


def test_what_was_given_up_is_said_in_plain_words_and_tried_again_together(
    app: Flask, owner: FlaskClient, mail_id: str
) -> None:
    with changing(app, mail_id) as row:
        row.failed_at, row.due_at, row.attempt_count = clock.now(), None, 8
        row.last_error = "SMTPRecipientsRefused: {'guest@example.org': (550, b'no such user')}"
    assert "The mail server refused the address" in owner.get("/desk/mail?state=failed").text
    assert "1 mail will be tried again" in post(owner, "/desk/mail/retry", follow_redirects=True).text
    assert state(app, mail_id) is MailState.WAITING
    log = owner.get("/desk/audit?group=mail").text
    assert "had mails tried again that were given up: 1." in log


def test_every_mail_has_a_preview_in_every_language(
    app: Flask, owner: FlaskClient, repository: Path, mail_id: str
) -> None:
    folder = repository / "lms/templates/email"
    assert {path.stem.replace("_", "-") for path in folder.glob("[a-z]*.txt")} == set(KINDS)
    for path in folder.glob("[a-z]*.txt"):
        named = meta.find_undeclared_variables(app.jinja_env.parse(path.read_text(encoding="utf-8")))
        assert named - {"_", "ngettext", "site"} <= set(EXAMPLE), path
    for kind in KINDS:
        english = owner.get(f"/desk/mail/texts/{kind}?language=en").text.partition('class="mail-text"')[2]
        swedish = owner.get(f"/desk/mail/texts/{kind}?language=sv").text.partition('class="mail-text"')[2]
        assert english[:80] != swedish[:80], kind
    assert owner.get("/desk/mail/texts/nothing").status_code == 404
    assert owner.get("/desk/mail/texts/invitation?language=xx").status_code == 404
    assert owner.get("/desk/mail/texts").status_code == 200
