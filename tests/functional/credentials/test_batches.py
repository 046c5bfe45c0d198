"""Issuing for many: who lacks what, one reminder, what can be issued is issued, and how far it is."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.credentials import services
from lms.credentials.models import Credential, CredentialFile
from lms.credentials.rules import Element
from lms.credentials.wording.holders import ELEMENT_TEXTS
from lms.people.models import Look
from lms.people.rules import LookKind
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user
from tests.support.pages import counted_queries, post

SignIn = Callable[..., FlaskClient]
PATH = "/teaching/certificates"


@pytest.fixture
def owner(sign_in: SignIn) -> FlaskClient:
    """The browser of somebody who owns the programme."""
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")


@pytest.fixture
def waiting(app: Flask) -> None:
    """Two people have completed a module; one of them has confirmed a name since."""
    with app.app_context():
        module = current_catalogue().module("small-clusters")
        for email in ("with@example.org", "without@example.org"):
            user = make_user(email=email, certificate_name=f"Person {email[:4]}")
            complete(user, module)
            if email.startswith("with@"):
                confirm_name(user)
        db.session.commit()


def test_what_can_be_issued_is_issued_and_the_files_are_watched(
    app: Flask, owner: FlaskClient, waiting: None, laid_out: None
) -> None:
    page = owner.get(PATH).text
    assert "2 certificates wait" in page
    assert "a confirmed name" in page
    answer = post(owner, f"{PATH}/issue")
    assert "watch=yes" in answer.location
    watched = owner.get(answer.location)
    assert "0 of 1 files are made" in watched.text
    assert watched.headers["Refresh"].startswith("5; url=/teaching/")
    with app.app_context():
        assert len(db.session.scalars(select(Credential)).all()) == 1
        services.render_due()
    done = owner.get(answer.location)
    assert "2 of 2 files are made" in done.text
    assert "Refresh" not in done.headers


def test_each_person_is_reminded_once_a_week(app: Flask, owner: FlaskClient, waiting: None) -> None:
    for _ in range(2):
        assert post(owner, f"{PATH}/remind", {"module": "small-clusters"}).status_code == 303
    with app.app_context():
        mails = db.session.scalars(select(OutboxMail)).all()
    assert [mail.recipient for mail in mails] == ["without@example.org"]
    assert "reminded within a week" in owner.get(PATH).text


def test_the_list_takes_a_fixed_number_of_round_trips(app: Flask, owner: FlaskClient, waiting: None) -> None:
    with counted_queries(app) as statements:
        owner.get(PATH)
    assert len(statements) == 4  # the sign-in, who waits, the log, the files


@pytest.mark.parametrize("order", ["completed", "-completed"])
def test_of_many_it_counts_as_far_as_the_buttons_act(
    app: Flask, owner: FlaskClient, waiting: None, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    few = owner.get(f"{PATH}?sort={order}").text
    monkeypatch.setattr("lms.credentials.routes.batches.MOST", 1)
    with counted_queries(app) as statements:
        many = owner.get(f"{PATH}?sort={order}").text
    assert "2 certificates wait" in few
    assert "more than 1 certificate" in many
    assert emails_in(many) == emails_in(few)
    assert len(emails_in(few)) == 2
    assert len(statements) <= 6


def emails_in(page: str) -> list[str]:
    """Of whoever is listed, in the order of the list."""
    return re.findall(r"\b(?:with|without)@example\.org", page)


def test_what_a_module_lacks_is_said_with_each_completion(
    app: Flask, owner: FlaskClient, waiting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.credentials.rules.missing_elements", lambda record: (Element.WORKLOAD,))
    page = post(owner, f"{PATH}/issue")
    shown = owner.get(page.location).text
    assert "Could not be issued" in shown
    assert str(ELEMENT_TEXTS[Element.WORKLOAD]) in shown
    monkeypatch.undo()
    assert post(owner, f"{PATH}/issue").status_code == 303
    assert "Could not be issued" not in owner.get(PATH).text


def test_files_that_were_given_up_are_named_and_tried_again(
    app: Flask, owner: FlaskClient, waiting: None, laid_out: None
) -> None:
    post(owner, f"{PATH}/issue")
    with app.app_context():
        db.session.execute(update(CredentialFile).values(due_at=None, attempt_count=9))
        db.session.commit()
    page = owner.get(PATH).text
    assert "1 file could not be made" in page
    assert "Person with" in page
    post(owner, f"{PATH}/retry")
    with app.app_context():
        services.render_due()
    assert "could not be made" not in owner.get(PATH).text


def test_the_certificates_of_a_module_are_taken_to_be_handed_out_and_that_is_noted(
    app: Flask, owner: FlaskClient, waiting: None, laid_out: None
) -> None:
    post(owner, f"{PATH}/issue")
    with app.app_context():
        services.render_due()
    assert "To hand out" in owner.get(f"{PATH}?module=small-clusters").text
    answer = post(owner, f"{PATH}/files.zip", {"module": "small-clusters"})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        first, readme = archive.namelist()
    assert "Person with" in first
    assert readme == "README.txt"
    assert post(owner, f"{PATH}/files.zip", {"module": "none"}).status_code == 404
    with app.app_context():
        noted = select(AuditEntry.detail).where(AuditEntry.action == "credential-files.taken")
        assert db.session.scalars(noted).all() == [{"count": 1}]
        assert [one.kind for one in db.session.scalars(select(Look))] == [LookKind.ACHIEVEMENTS]


def test_the_list_is_filtered_by_module_and_refuses_what_is_none(owner: FlaskClient, waiting: None) -> None:
    assert "with@example.org" in owner.get(f"{PATH}?module=small-clusters&sort=-completed").text
    assert owner.get(f"{PATH}?module=none").status_code == 422
