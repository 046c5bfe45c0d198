"""People see the texts in full, agree, withdraw, and find all they ever agreed to."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms.content.programme import PathsShown
from lms.core.db import db
from lms.people.models import Consent, ConsentText
from lms.web.catalogue import current_catalogue
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


@pytest.fixture
def always(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programme shows trainers everybody's way through a module."""
    with app.app_context():
        catalogue = current_catalogue()
    monkeypatch.setattr(catalogue, "programme", replace(catalogue.programme, paths=PathsShown.ALWAYS))


def test_where_trainers_see_a_path_in_any_case_the_pages_say_so(sign_in: SignIn, always: None) -> None:
    client = sign_in()
    for path in (PAGE, "/account/preferences"):
        page = client.get(path).text
        assert "Your way through a module trainers see in this programme in any case." in page
        assert "trainers see these things of you by name only if you agree" not in page
        assert page.count("seen in any case") == 1
        assert page.count("not agreed") == 1, "to officials"
    assert "path-to-trainers/give" not in client.get(PAGE).text, "nobody is asked for what changes nothing"


def test_elsewhere_the_pages_ask_for_both(sign_in: SignIn) -> None:
    client = sign_in()
    for path in (PAGE, "/account/preferences"):
        page = client.get(path).text
        assert "in any case" not in page
        assert page.count("not agreed") == 2
    assert "path-to-trainers/give" in client.get(PAGE).text


def test_a_consent_that_would_change_nothing_is_not_kept_and_an_earlier_one_can_be_withdrawn(
    app: Flask, sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in()
    found = re.search(
        r'path-to-trainers/give".*?name="version" value="(\w+)"', client.get(PAGE).text, re.DOTALL
    )
    assert found
    form = {"version": found[1]}
    post(client, f"{PAGE}/path-to-trainers/give", form)
    request.getfixturevalue("always")
    assert "You agreed on" in client.get(PAGE).text
    post(client, f"{PAGE}/path-to-trainers/withdraw")
    assert "trainers go on seeing it in any case" in client.get(PAGE).text
    post(client, f"{PAGE}/path-to-trainers/give", form)
    assert "Nothing was kept." in client.get(PAGE).text
    with app.app_context():
        assert db.session.scalars(select(Consent.withdrawn_at)).one() is not None
