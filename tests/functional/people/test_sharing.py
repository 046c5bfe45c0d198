"""People see the texts in full, agree, withdraw, and find all they ever agreed to."""

import re

from flask import Flask
from sqlalchemy import select

from lms.core.db import db
from lms.people.models import Consent, ConsentText
from tests.conftest import SignIn
from tests.support.pages import post

PAGE = "/account/sharing"
GIVE = f"{PAGE}/achievements-to-officials/give"
WITHDRAW = f"{PAGE}/achievements-to-officials/withdraw"


def version(page: str) -> str:
    found = re.search(r'achievements-to-officials/give".*?name="version" value="(\w+)"', page, re.DOTALL)
    assert found
    return found[1]


def test_agreeing_and_withdrawing_keep_text_version_and_time(app: Flask, sign_in: SignIn) -> None:
    client = sign_in()
    page = client.get(PAGE).text
    assert "administrator, programme owner, official" in page
    assert "administrator, programme owner, trainer" in page
    assert post(client, GIVE, {"version": version(page)}).status_code == 303
    assert post(client, GIVE, {"version": version(page)}).status_code == 303, "twice is once"
    page = client.get(PAGE).text
    assert "You agreed on" in page
    with app.app_context():
        shown = db.session.scalars(select(ConsentText)).one()
        given = db.session.scalars(select(Consent)).one()
        assert shown.digest == given.text_digest
        assert "by name which modules I have completed" in shown.text
        assert given.withdrawn_at is None
    assert post(client, WITHDRAW).status_code == 303
    page = client.get(PAGE).text
    assert "You agreed on" not in page
    assert f"version {shown.digest[:12]}" in page
    assert "withdrawn" in page
    post(client, GIVE, {"version": version(page)})
    with app.app_context():
        assert len(db.session.scalars(select(Consent)).all()) == 2, "the first stays as proof"


def test_nobody_agrees_to_a_text_that_they_did_not_see(app: Flask, sign_in: SignIn) -> None:
    client = sign_in()
    answer = post(client, GIVE, {"version": "0" * 64})
    assert answer.status_code == 303
    assert "Please read it again" in client.get(PAGE).text
    with app.app_context():
        assert db.session.scalars(select(Consent)).all() == []
    assert post(client, f"{PAGE}/everything/give").status_code == 404
