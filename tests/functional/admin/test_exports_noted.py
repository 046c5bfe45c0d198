"""Who takes a list along leaves a trace with everybody in it, before the first row leaves."""

from collections.abc import Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from lms.core.db import db
from lms.credentials import services
from lms.people.models import Look, User
from lms.people.rules import LookKind
from lms.people.services import looks
from tests.factories.credentials import complete, confirm_name, programme
from tests.factories.people import make_user
from tests.functional.admin.conftest import join, module
from tests.support.pages import post, token_of

LISTS = {
    "people": LookKind.ACCOUNT,
    "enrolments": LookKind.PATH,
    "credentials": LookKind.ACHIEVEMENTS,
}
NAMES = ["Anna", "Bertil", "Cecilia", "Daina", "Egil"]


@pytest.fixture
def people(app: Flask, owner: FlaskClient) -> None:
    """Everybody holds a certificate, and Anna, who left and joined again, is in the list twice."""
    with app.app_context():
        for name in NAMES:
            user = make_user(email=f"{name.lower()}@example.org", certificate_name=name, country="LV")
            confirm_name(user)
            if name == "Anna":
                earlier = join(user)
                earlier.withdrawn_at = earlier.enrolled_at
                db.session.flush()
            completion, enrolment = complete(user, module())
            services.issue(completion, enrolment, module(), programme())
        db.session.commit()


def noted(app: Flask) -> Sequence[tuple[str | None, LookKind]]:
    """Names, and what was looked at."""
    with app.app_context():
        query = select(User.certificate_name, Look.kind).join(Look, Look.user_id == User.id)
        return [(name, kind) for name, kind in db.session.execute(query.order_by(User.certificate_name))]


@pytest.mark.parametrize("name", LISTS)
def test_everybody_in_a_file_can_see_who_took_it(
    name: str, app: Flask, owner: FlaskClient, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "NOTED_AT_ONCE", 2)
    for _time in range(2):
        taken = post(owner, f"/desk/{name}/export", {"as": "csv"}).text
        assert {one for one in NAMES if f"\n{one}," in taken} == set(NAMES)
        assert noted(app) == [(one, LISTS[name]) for one in NAMES], "once a day, and of oneself not"


@pytest.mark.parametrize("name", LISTS)
def test_of_whom_nothing_is_taken_nothing_is_noted(
    name: str, app: Flask, owner: FlaskClient, people: None
) -> None:
    post(owner, f"/desk/{name}/export?q=bertil", {"as": "csv"})
    assert noted(app) == [("Bertil", LISTS[name])]


def test_one_who_takes_a_list_stands_in_it_as_well(owner: FlaskClient, people: None) -> None:
    assert "owner@example.org" in post(owner, "/desk/people/export", {"as": "csv"}).text


def test_who_comes_to_a_list_while_it_is_sent_is_not_in_the_file(
    app: Flask, owner: FlaskClient, people: None
) -> None:
    form = {"as": "csv", "csrf_token": token_of(owner)}
    answer = owner.post("/desk/people/export", data=form, buffered=False)
    with app.app_context():
        make_user(email="late@example.org", certificate_name="Late")
        db.session.commit()
    taken = b"".join(answer.iter_encoded()).decode()
    answer.close()
    assert "Egil" in taken
    assert "Late" not in taken


def test_without_the_trace_there_is_no_file(
    app: Flask, owner: FlaskClient, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(looks, "_write", fail)
    answer = post(owner, "/desk/enrolments/export", {"as": "csv"})
    assert answer.status_code == 503
    assert "Anna" not in answer.text
