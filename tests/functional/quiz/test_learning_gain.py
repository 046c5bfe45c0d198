"""What people gained: shown to themselves, and as means to those who answer for the programme."""

import csv
import io
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db, may_write
from lms.people.models import PersonWord, User
from lms.quiz.models import LearningGain
from lms.quiz.privacy import PERSONAL_DATA
from tests.conftest import SignIn
from tests.factories.people import make_user
from tests.support.pages import counted_queries
from tests.support.quiz import PREPARED, Sitting, join, start

MODULE = f"/modules/{PREPARED}"
PAGE = "/teaching/learning-gain"


@pytest.fixture
def client(sign_in: SignIn) -> FlaskClient:
    """A browser of somebody who has joined the module that has a preparation test."""
    client = sign_in("ilze@example.org")
    join(client, PREPARED)
    return client


def take(app: Flask, client: FlaskClient, quiz: str, *, wrongly: str = "none") -> Sitting:
    """Take a test; items whose id begins so are answered wrongly."""
    sitting = start(app, client, PREPARED, quiz)
    wrong = tuple(row.item_id for row in sitting.rows() if row.item_id.startswith(wrongly))
    sitting.answer_all(wrongly=wrong)
    sitting.submit()
    return sitting


def kept(app: Flask) -> dict[str, tuple[Decimal, Decimal]]:
    with app.app_context():
        rows = db.session.scalars(db.select(LearningGain)).all()
        return {row.learning_outcome: (row.before_percent, row.after_percent) for row in rows}


def people_with(app: Flask, count: int, before: int = 30, after: int = 80) -> None:
    """So many people who took both tests."""
    with app.app_context():
        may_write.set(True)
        for number in range(count):
            user = make_user(email=f"p{number}@example.org", certificate_name="Somebody Else")
            db.session.add(
                LearningGain(
                    user_id=user.id,
                    module_slug=PREPARED,
                    learning_outcome="Q2-O1",
                    before_percent=Decimal(before),
                    after_percent=Decimal(after),
                )
            )
        db.session.commit()


def test_the_result_compares_both_tests(app: Flask, client: FlaskClient) -> None:
    take(app, client, "preparation", wrongly="p-choice")
    sitting = take(app, client, "final-test")
    page = client.get(f"{sitting.url}/result").text
    assert "What you have gained" in page
    assert "0\u00a0% before, 100\u00a0% after, 100 percentage points more" in page
    assert "100\u00a0% before, 100\u00a0% after, no difference" in page
    assert "take it as a rough picture" in page
    assert "Chart: Before and after the module" in page
    assert "What you have gained" in client.get(f"{MODULE}/progress").text


def test_a_loss_is_said_as_plainly(app: Flask, client: FlaskClient) -> None:
    take(app, client, "preparation")
    sitting = take(app, client, "final-test", wrongly="p-choice")
    page = client.get(f"{sitting.url}/result").text
    assert "100\u00a0% before, 0\u00a0% after, 100 percentage points less" in page


def test_without_a_preparation_test_nothing_is_compared(app: Flask, client: FlaskClient) -> None:
    sitting = take(app, client, "final-test")
    assert "What you have gained" not in client.get(f"{sitting.url}/result").text
    assert "What you have gained" not in client.get(f"{MODULE}/progress").text
    assert kept(app) == {}


def test_one_handed_in_without_any_answer_is_not_compared(app: Flask, client: FlaskClient) -> None:
    start(app, client, PREPARED, "preparation").submit()
    sitting = take(app, client, "final-test")
    assert "What you have gained" not in client.get(f"{sitting.url}/result").text
    assert kept(app) == {}


def test_the_best_final_test_counts_and_each_result_shows_its_own(app: Flask, client: FlaskClient) -> None:
    take(app, client, "preparation", wrongly="p-")
    first = take(app, client, "final-test", wrongly="p-choice")
    assert kept(app) == {"Q2-O1": (0, 0), "Q2-O2": (0, 100)}
    take(app, client, "final-test")
    assert kept(app) == {"Q2-O1": (0, 100), "Q2-O2": (0, 100)}
    assert "0\u00a0% before, 0\u00a0% after, no difference" in client.get(f"{first.url}/result").text
    assert "0\u00a0% before, 0\u00a0% after" not in client.get(f"{MODULE}/progress").text


def test_gains_are_taken_away_and_erased(app: Flask, client: FlaskClient) -> None:
    take(app, client, "preparation", wrongly="p-")
    take(app, client, "final-test")
    with app.app_context():
        may_write.set(True)
        user_id = db.session.scalars(db.select(User.id)).one()
        gains = PERSONAL_DATA.export(user_id)["learning_gains"]
        assert {one["learning_outcome"]: one["after_percent"] for one in gains} == {  # type: ignore[attr-defined]
            "Q2-O1": "100.0000",
            "Q2-O2": "100.0000",
        }
        PERSONAL_DATA.erase(user_id)
        db.session.commit()
    assert kept(app) == {}


def test_owners_see_means_of_ten_people_and_not_of_nine(app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    people_with(app, 9)
    page = owner.get(PAGE).text
    assert "Fewer than 10 people have taken both tests so far." in page
    assert "<td" not in page
    assert len(cells(owner)) == 1
    with app.app_context():
        may_write.set(True)
        db.session.execute(db.delete(LearningGain))
        db.session.execute(db.delete(PersonWord))
        db.session.execute(db.delete(User).where(User.email.like("p%")))
        db.session.commit()
    people_with(app, 10)
    page = owner.get(PAGE).text
    assert '<td class="number">30</td><td class="number">80</td><td class="number">50</td>' in page
    assert '<td class="number">10</td>' in page


def cells(owner: FlaskClient) -> list[list[str]]:
    answer = owner.get(f"{PAGE}.csv")
    assert answer.headers["Content-Disposition"] == "attachment; filename=learning-gain.csv"
    assert answer.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_download_says_the_same(app: Flask, sign_in: SignIn) -> None:
    people_with(app, 11, before=80, after=30)
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    assert cells(owner)[1] == ["Q2", "Prepared", "Q2-O1", "Choose", "11", "80.0", "30.0", "-50.0"]


def test_the_means_cost_one_query_however_many_people_there_are(app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    people_with(app, 25)
    with counted_queries(app) as statements:
        assert owner.get(PAGE).status_code == 200
    assert len(statements) == 2, statements


@pytest.mark.parametrize("role", [None, Role.TRAINER])
def test_nobody_else_sees_them(sign_in: SignIn, role: Role | None) -> None:
    other = sign_in("janis@example.org", *([role] if role else []))
    assert other.get(PAGE).status_code == 403
    assert other.get(f"{PAGE}.csv").status_code == 403
    assert PAGE not in other.get("/teaching").text


def test_owners_find_it_among_the_pages_for_teaching(sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    assert PAGE in owner.get("/teaching").text
