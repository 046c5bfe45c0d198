"""Is a text that somebody wrote still there when its form is refused, and shown to nobody but them?"""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from tests.conftest import SignIn
from tests.factories.people import make_user
from tests.support.pages import post, token_of

PATH = "/teaching/recognitions"
EVIDENCE = "Led a cluster for nine years.\nReferences were seen <b>by the course office</b>."
REASON = "Meets each outcome of the module, as two colleagues found who have known the work for years."
DECISION = {"email": "ilze@example.org", "module": "small-clusters", "evidence": EVIDENCE, "reason": REASON}
AREA = re.compile(r"<textarea([^>]*)>\n(.*?)</textarea>", re.DOTALL)
HERE = "http://localhost"


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    return sign_in("trainer@example.org", Role.TRAINER)


def texts_on(answer: TestResponse) -> list[str]:
    """What the page shows to be copied; nothing sends it again."""
    areas = AREA.findall(answer.text)
    assert all(" readonly" in attributes and " name=" not in attributes for attributes, _text in areas)
    assert ("What you sent was not saved" in answer.text) is bool(areas)
    assert answer.headers["Cache-Control"] == "no-store"
    return [unescape(text) for _attributes, text in areas]


def test_who_was_signed_out_while_writing_gets_the_text_and_comes_back(trainer: FlaskClient) -> None:
    token = token_of(trainer, PATH)
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        answer = trainer.post(
            PATH, data={"csrf_token": token, **DECISION}, headers={"Referer": f"{HERE}{PATH}?page=2"}
        )
    assert answer.status_code == 401
    assert texts_on(answer) == [EVIDENCE, REASON]
    assert "<b>by the course" not in answer.text
    assert 'href="/sign-in?next=/teaching/recognitions?page%3D2"' in answer.text


def test_who_signs_in_again_comes_back_to_the_page_of_the_form(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        make_user(email="ilze@example.org")
        db.session.commit()
    refused = post(client, "/account", {}, headers={"Referer": f"{HERE}/account"})
    way = unescape(re.search(r'class="button button-primary" href="([^"]+)"', refused.text)[1])  # type: ignore[index]
    assert way == "/sign-in?next=/account"
    assert 'name="next" type="hidden" value="/account"' in client.get(way).text


@pytest.mark.parametrize(
    "referrer",
    ["", "https://evil.example/account", f"{HERE}/no-such-page", f"{HERE}//evil.example", f"{HERE}/sign-out"],
)
def test_nobody_is_led_to_a_page_that_does_not_open_here(client: FlaskClient, referrer: str) -> None:
    answer = post(client, "/account", {}, headers={"Referer": referrer})
    assert answer.status_code == 401
    assert "next=" not in answer.text.partition('<main id="main"')[2].partition("</main>")[0]


def test_a_form_with_a_token_that_no_longer_holds_gives_its_text_back(trainer: FlaskClient) -> None:
    answer = trainer.post(
        PATH, data={"csrf_token": "an old one", **DECISION}, headers={"Referer": f"{HERE}{PATH}"}
    )
    assert answer.status_code == 400
    assert texts_on(answer) == [EVIDENCE, REASON]
    assert f'href="{PATH}">Open the page again' in answer.text


def test_a_form_that_came_too_often_gives_its_text_back_but_no_password(client: FlaskClient) -> None:
    secret = "a wrong password that is as long as a sentence and has as many words in it as one has"
    for _ in range(6):
        typed = {"email": "ilze@example.org", "password": secret, "next": f"/{secret}", "about": REASON}
        answer = post(client, "/sign-in", typed)
    assert answer.status_code == 429
    assert texts_on(answer) == [REASON]
    assert secret not in answer.text


@pytest.mark.parametrize("path", ["/desk/people", "/no-such-page"])
def test_a_page_that_is_not_there_or_not_open_gives_the_text_back(trainer: FlaskClient, path: str) -> None:
    answer = post(trainer, path, {"text": EVIDENCE})
    assert answer.status_code in {403, 404, 405}
    assert texts_on(answer) == [EVIDENCE]


def test_a_text_that_the_database_could_not_take_is_given_back(
    app: Flask, trainer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_of(trainer, PATH)

    def fail() -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(db.session, "commit", fail)
    answer = trainer.post("/theme", data={"csrf_token": token, "theme": "dark", "text": EVIDENCE})
    assert answer.status_code == 507
    assert texts_on(answer) == [EVIDENCE]


def send_file(client: FlaskClient, size: int, **fields: str) -> TestResponse:
    """Send a form with a file; in one piece, because the client's own way leaves its temporary file open."""
    boundary, body = encode_multipart({**fields, "file": FileStorage(BytesIO(b"x" * size), "list.csv")})
    return client.post(PATH, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


@pytest.mark.parametrize(("signs", "size"), [(600_000, 10), (10, 3_000_000)])
def test_a_form_that_is_too_large_is_refused_and_not_read_again(
    trainer: FlaskClient, signs: int, size: int
) -> None:
    answer = send_file(trainer, size, csrf_token=token_of(trainer), text=EVIDENCE, more="x" * signs)
    assert answer.status_code == 413
    assert texts_on(answer) == []


@pytest.mark.parametrize(("size", "texts"), [(600_000, [EVIDENCE]), (3_000_000, [])])
def test_a_file_keeps_nobody_from_being_asked_to_sign_in(
    client: FlaskClient, size: int, texts: list[str]
) -> None:
    answer = send_file(client, size, text=EVIDENCE)
    assert answer.status_code == 401
    assert texts_on(answer) == texts


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_put_its_words_onto_our_page(
    trainer: FlaskClient, headers: dict[str, str]
) -> None:
    answer = post(trainer, PATH, DECISION, headers=headers)
    assert answer.status_code == 403
    assert texts_on(answer) == []


def test_nothing_of_it_is_kept(trainer: FlaskClient) -> None:
    trainer.post(PATH, data={"csrf_token": "an old one", **DECISION})
    answer = trainer.get("/no-such-page")
    assert "Led a cluster" not in answer.text
    assert "What you sent was not saved" not in answer.text


def test_a_script_gets_a_message_and_no_text(trainer: FlaskClient) -> None:
    answer = trainer.post(PATH, data=DECISION, headers={"Accept": "application/json"})
    assert answer.json == {"code": 400, "message": "This page was open for too long."}
