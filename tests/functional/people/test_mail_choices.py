"""Do people get the mails that they want, and can they stop the others with one click?"""

from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db, may_write
from lms.core.mail import OutboxMail, _message_of
from lms.people import mails
from tests.functional.people.conftest import path_in
from tests.functional.people.pages import Browser


def remind(app: Flask) -> OutboxMail | None:
    with app.app_context():
        may_write.set(True)
        sent = mails.send_if_wanted(
            "confirm-certificate-name", to="ilze@example.org", language="en", url="https://campus.example.org"
        )
        db.session.commit()
        if sent is not None:
            db.session.refresh(sent)
            db.session.expunge(sent)
        return sent


def choose(browser: Browser, *topics: str) -> None:
    others = {"language": "en", "time_zone": "Europe/Riga", "name_shown": "masked"}
    assert browser.submit("/account/preferences", topics=list(topics), **others).status_code == 303


def test_mail_of_a_kind_is_switched_off_and_on(app: Flask, signed_in: Browser) -> None:
    assert remind(app) is not None
    choose(signed_in, "results")
    page = signed_in.get("/account/preferences").text
    assert 'checked id="topics-1"' in page
    assert 'checked id="topics-0"' not in page
    assert remind(app) is None
    choose(signed_in, "results", "reminders", "notes")
    assert remind(app) is not None


def test_a_mail_has_what_mail_programs_need_for_one_click(app: Flask, signed_in: Browser) -> None:
    sent = remind(app)
    assert sent is not None
    with app.app_context():
        message = _message_of(sent)
    assert message["List-Unsubscribe"] == f"<{sent.unsubscribe_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(sent.unsubscribe_url) in sent.text


def test_one_click_is_enough_without_a_sign_in_or_a_page(
    app: Flask, signed_in: Browser, client: FlaskClient
) -> None:
    sent = remind(app)
    assert sent is not None
    path = path_in(str(sent.unsubscribe_url))
    assert client.get(path).status_code == 200
    assert remind(app) is not None  # looking alone, as scanners of mail do, changes nothing
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "You get no more mail of this kind." in answer.text
    assert client.post(path).status_code == 200
    assert remind(app) is None


def test_a_link_that_was_altered_does_nothing(app: Flask, signed_in: Browser, client: FlaskClient) -> None:
    sent = remind(app)
    assert sent is not None
    path = path_in(str(sent.unsubscribe_url))
    for wrong in (path[:-1], path[:-3] + "xyz", "/unsubscribe/WyJ4Il0", "/unsubscribe/x"):
        assert client.get(wrong).status_code == 410
        assert client.post(wrong).status_code == 410
    assert remind(app) is not None


def test_mail_about_safety_cannot_be_switched_off(app: Flask, signed_in: Browser) -> None:
    choose(signed_in)
    with app.test_request_context():
        sent = mails.send("password-changed", to="ilze@example.org", language="en", url="/")
        assert sent.unsubscribe_url is None
