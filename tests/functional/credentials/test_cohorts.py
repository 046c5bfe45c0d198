"""Certificates for a cohort: seen before they are issued, watched, and handed out as a list."""

import re
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lms.app import issue_cohorts
from lms.core import clock
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.credentials import services
from lms.credentials.models import Cohort, CohortMember, Credential
from lms.credentials.rules import Element
from lms.learning.models import Enrolment
from lms.people.models import Look, User
from lms.people.rules import DEFAULT_TIME_ZONE
from lms.people.services.erasing import erase_person
from lms.web.catalogue import current_catalogue
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user
from tests.support.pages import counted_queries, post

SignIn = Callable[..., FlaskClient]
PATH = "/teaching/certificates/cohorts"
MODULE = {"module": "small-clusters"}
EVERYONE = {**MODULE, "choice": "everyone"}
LIST = """Ready <READY@example.org>
open@example.org
ready@example.org

joined@example.org
elsewhere@example.org
stranger@example.org
no address"""


@pytest.fixture
def owner(sign_in: SignIn) -> FlaskClient:
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")


@pytest.fixture
def people(app: Flask) -> None:
    """One is ready, one has to confirm a name, one is still learning, and one is not in the module."""
    with app.app_context():
        module = current_catalogue().module("small-clusters")
        for name in ("ready", "open", "joined", "elsewhere"):
            user = make_user(email=f"{name}@example.org", certificate_name=f"Person {name}")
            if name == "joined":
                _join(user, module.digest)
            if name in ("ready", "open"):
                complete(user, module)
            if name == "ready":
                confirm_name(user)
        db.session.commit()


def _join(user: User, digest: str) -> None:
    row = Enrolment(
        user_id=user.id,
        module_slug="small-clusters",
        edition_digest=digest,
        enrolled_at=clock.now(),
        declarations=[],
    )
    db.session.add(row)


def _start(owner: FlaskClient, form: dict[str, str]) -> str:
    """Look at the plan, start what it says; gives the address of the cohort."""
    page = post(owner, f"{PATH}/plan", form).text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    answer = post(owner, PATH, {**form, "seen": seen[1]})
    assert answer.status_code == 303
    return answer.location


def test_every_line_of_a_list_is_answered_for_and_nothing_is_written(
    app: Flask, owner: FlaskClient, people: None
) -> None:
    page = post(owner, f"{PATH}/plan", {**MODULE, "choice": "addresses", "addresses": LIST}).text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "1 Person ready ready@example.org" in text
    for line, said in {
        "2 Person open open@example.org": "gets one by itself once the name is confirmed",
        "3 ready@example.org": "stands in the list a second time",
        "5 joined@example.org": "not possible: the module is not completed yet",
        "6 elsewhere@example.org": "not possible: nobody with this address is in this module",
        "7 stranger@example.org": "not possible: nobody with this address is in this module",
        "8 no address": "not possible: this is no e-mail address",
    }.items():
        assert re.search(rf"{line}( \d+ \w+ \d{{4}})? {said}", text), line
    assert "Issue 1 certificate" in text
    assert LIST.splitlines()[-1] in page
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Cohort)) == 0


def test_a_cohort_is_issued_watched_listed_and_forgotten(
    app: Flask, owner: FlaskClient, people: None, laid_out: None
) -> None:
    address = _start(owner, EVERYONE)
    first = owner.get(address)
    assert "1 of 2 people are seen to" in first.text
    assert first.headers["Refresh"].startswith("5; url=/teaching/")
    with app.app_context():
        assert issue_cohorts() == 1
        assert issue_cohorts() == 0
        services.render_due()
    done = owner.get(address)
    assert "2 of 2 people are seen to" in done.text
    assert "waits for a confirmed name" in done.text
    assert "Refresh" not in done.headers
    place = address.partition("?")[0]
    table = post(owner, f"{place}/list.csv").data.decode()
    assert "Person ready,ready@example.org,issued," in table
    assert "Person open,open@example.org,waits for a confirmed name,,," in table
    archive = post(owner, f"{place}/files.zip").data
    assert b"list.csv" in archive
    assert b"Person ready" in archive
    with app.app_context():
        assert len(db.session.scalars(select(Look)).all()) == 2, "both can see who took the list"
    assert post(owner, f"{place}/removed").status_code == 303
    assert owner.get(place).status_code == 404
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Credential)) == 1
        acts = db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject.startswith("cohort:")))
        assert set(acts) == {"cohort.started", "cohort.list-taken", "credential-files.taken"}


def test_those_who_have_one_get_no_second_and_are_in_the_list(
    app: Flask, owner: FlaskClient, people: None
) -> None:
    for _ in range(2):
        _start(owner, EVERYONE)
        with app.app_context():
            issue_cohorts()
    page = post(owner, f"{PATH}/plan", EVERYONE).text
    assert "has a certificate already" in page
    assert "Make the list: nothing is to be issued" in page
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Credential)) == 1


def test_days_choose_who_is_meant_and_the_last_one_counts(owner: FlaskClient, people: None) -> None:
    today = clock.now().astimezone(ZoneInfo(DEFAULT_TIME_ZONE)).date()
    yesterday = today - timedelta(days=1)
    chosen = {**MODULE, "choice": "dates", "last_day": yesterday.isoformat()}
    assert "Nobody has completed this module in that time." in post(owner, f"{PATH}/plan", chosen).text
    chosen = {**MODULE, "choice": "dates", "first_day": yesterday.isoformat(), "last_day": today.isoformat()}
    assert "Issue 1 certificate" in post(owner, f"{PATH}/plan", chosen).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"choice": "dates"},
        {"choice": "dates", "first_day": "2026-02-02", "last_day": "2026-02-01"},
        {"choice": "addresses", "addresses": " \n"},
        {"choice": "addresses", "addresses": "one@example.org\n" * 1001},
        {"choice": "everyone", "module": "none"},
        {"choice": "all"},
    ],
)
def test_what_does_not_say_who_is_meant_is_refused(owner: FlaskClient, wrong: dict[str, str]) -> None:
    for address in (f"{PATH}/plan", PATH):
        assert post(owner, address, {**MODULE, **wrong}).status_code == 422


def test_what_has_changed_since_it_was_seen_is_shown_anew(
    app: Flask, owner: FlaskClient, people: None
) -> None:
    answer = post(owner, PATH, {**EVERYONE, "seen": "0" * 32})
    assert answer.status_code == 409
    assert "This has changed meanwhile" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Cohort)) == 0


def test_what_could_not_be_issued_says_why_and_is_tried_again(
    app: Flask, owner: FlaskClient, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.credentials.rules.missing_elements", lambda record: (Element.WORKLOAD,))
    address = _start(owner, EVERYONE).partition("?")[0]
    with app.app_context():
        issue_cohorts()
    page = owner.get(address).text
    assert "could not be issued" in page
    assert "hours of what is required" in page
    monkeypatch.undo()
    post(owner, f"{address}/retry")
    with app.app_context():
        assert issue_cohorts() == 1
    assert "could not be issued" not in owner.get(address).text


def test_an_erased_person_is_in_no_cohort(app: Flask, owner: FlaskClient, people: None) -> None:
    address = _start(owner, EVERYONE)
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email == "ready@example.org")).one()
        erase_person(user.id)
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(CohortMember)) == 1
    assert "ready@example.org" not in owner.get(address).text
    assert "erased.invalid" not in post(owner, f"{PATH}/plan", EVERYONE).text


def test_old_cohorts_are_forgotten(
    app: Flask, owner: FlaskClient, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _start(owner, EVERYONE)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr("lms.credentials.services.cohorts.clock.now", lambda: later)
    with app.app_context():
        assert services.OldCohorts()() == 1
        assert db.session.scalar(select(func.count()).select_from(CohortMember)) == 0


def test_the_pages_take_a_fixed_number_of_round_trips(app: Flask, owner: FlaskClient, people: None) -> None:
    address = _start(owner, EVERYONE)
    with counted_queries(app) as statements:
        owner.get(PATH)
    assert len(statements) == 2  # the sign-in, the cohorts
    with counted_queries(app) as statements:
        owner.get(address)
    assert len(statements) == 4  # the sign-in, the cohort, its people, the files
