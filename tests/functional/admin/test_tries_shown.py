"""The desk gives another try or more time; what came of the tries it tells only where that may be seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.content.programme import PathsShown
from lms.core import clock
from lms.core.db import db
from lms.quiz.models import Attempt
from lms.web.catalogue import current_catalogue
from tests.factories.participants import agree
from tests.factories.people import make_user
from tests.functional.admin.conftest import fail, join

LIST = "/desk/enrolments"


def tried(app: Flask, *, failed: int, is_passed: bool, has_agreed: bool = False) -> str:
    """Somebody took the final test so often in vain, and once more; gives the page of the enrolment."""
    with app.app_context():
        enrolment = join(make_user(), days_ago=30)
        for number in range(1, failed + 2):
            fail(enrolment, number, clock.now() - timedelta(days=20 - number))
        last = db.session.scalars(select(Attempt).where(Attempt.number == failed + 1)).one()
        last.is_passed = is_passed
        if has_agreed:
            agree(enrolment.user_id)
        db.session.commit()
        return f"{LIST}/{enrolment.id}"


def final_test(page: str) -> str:
    """What the page of an enrolment says of the final test."""
    return page.partition('id="final-test"')[2].partition("<h2>")[0]


@pytest.mark.parametrize("is_passed", [True, False])
def test_what_came_of_a_test_is_not_told_without_a_consent(
    app: Flask, owner: FlaskClient, is_passed: bool
) -> None:
    said = final_test(owner.get(tried(app, failed=0, is_passed=is_passed)).text)
    assert "1 try has been used." in said
    assert "2 tries are left." in said
    for word in ("passed", "handed in", "opens on"):
        assert word not in said


def test_a_passed_and_a_failed_test_look_alike_without_a_consent(app: Flask, owner: FlaskClient) -> None:
    path = tried(app, failed=0, is_passed=True)
    passed = final_test(owner.get(path).text)
    with app.app_context():
        db.session.scalars(select(Attempt)).one().is_passed = False
        db.session.commit()
    assert final_test(owner.get(path).text) == passed


def test_of_whom_has_agreed_each_try_is_told(app: Flask, owner: FlaskClient) -> None:
    said = final_test(owner.get(tried(app, failed=1, is_passed=True, has_agreed=True)).text)
    assert "Try 1, handed in on" in said
    assert "not passed" in said
    assert "The test is passed." in said


def test_where_the_programme_says_so_each_try_is_told_of_everybody(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        catalogue = current_catalogue()
    monkeypatch.setattr(catalogue, "programme", replace(catalogue.programme, paths=PathsShown.ALWAYS))
    said = final_test(owner.get(tried(app, failed=0, is_passed=False)).text)
    assert "Try 1, handed in on" in said


def test_without_a_consent_a_test_under_way_can_still_be_extended(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        enrolment = join(make_user())
        fail(enrolment, 1, clock.now())
        attempt = db.session.scalars(select(Attempt)).one()
        attempt.submitted_at = attempt.score = attempt.max_score = attempt.is_passed = None
        attempt.deadline_at = clock.now() + timedelta(minutes=10)
        path = f"{LIST}/{enrolment.id}"
        db.session.commit()
    said = final_test(owner.get(path).text)
    assert "A try is under way. It ends at" in said
    assert "With the one under way, 3 tries are left." in said
    assert "under way since" not in said
    assert "Extend the test" in said
