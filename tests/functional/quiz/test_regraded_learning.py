"""What follows a test that was judged anew: what a person gained, and the questions that come back."""

from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from lms.quiz.models import LearningGain, ReviewCard
from tests.conftest import SignIn
from tests.functional.quiz.test_regrading import also_nonsense, seen_in
from tests.support.mending import serve_mended
from tests.support.pages import post
from tests.support.quiz import PREPARED, SLUG, Sitting, join, start


@pytest.fixture
def owner(sign_in: SignIn) -> FlaskClient:
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER)


def take(app: Flask, client: FlaskClient, quiz: str, *, wrongly: str = "none") -> Sitting:
    """Take a test of the module that has a preparation test; items whose id begins so go wrong."""
    sitting = start(app, client, PREPARED, quiz)
    sitting.answer_all(
        wrongly=tuple(row.item_id for row in sitting.rows() if row.item_id.startswith(wrongly))
    )
    sitting.submit()
    return sitting


def regrade(owner: FlaskClient, slug: str) -> None:
    """Look at what a regrade would do, and decide it."""
    address = f"/teaching/modules/{slug}/regrade"
    page = owner.get(address).text
    items = [part.partition('"')[0] for part in page.split('type="hidden" name="item" value="')[1:]]
    form = {"item": items, "seen": seen_in(page), "reason": "A word was missing."}
    assert post(owner, address, form, page=address).status_code == 303


def cards(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(db.select(ReviewCard.item_id)))


def gains(app: Flask) -> dict[str, tuple[Decimal, Decimal]]:
    with app.app_context():
        rows = db.session.scalars(db.select(LearningGain))
        return {row.learning_outcome: (row.before_percent, row.after_percent) for row in rows}


def test_what_a_person_gained_follows(
    app: Flask, sign_in: SignIn, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("ilze@example.org")
    join(client, PREPARED)
    take(app, client, "preparation", wrongly="p-")
    sitting = take(app, client, "final-test", wrongly="p-text")
    asked = [row.item_id for row in sitting.rows() if row.item_id.startswith("p-text")]
    assert asked
    before = gains(app)["Q2-O2"]
    assert before[1] < 100
    serve_mended(app, monkeypatch, dict.fromkeys(asked, also_nonsense), slug=PREPARED)
    regrade(owner, PREPARED)
    assert gains(app) == {"Q2-O1": (0, 100), "Q2-O2": (before[0], 100)}
    for page in (f"{sitting.url}/result", f"/modules/{PREPARED}/progress"):
        assert client.get(page).text.count("0\u00a0% before, 100\u00a0% after") == 2, page
    assert cards(app) == set()


def test_a_question_that_was_right_after_all_no_longer_comes_back(
    app: Flask, sitting: Sitting, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.answer_all(wrongly=("q-text", "q-order"))
    sitting.submit()
    assert cards(app) == {"q-text", "q-order"}
    serve_mended(app, monkeypatch, {"q-text": also_nonsense})
    regrade(owner, SLUG)
    assert cards(app) == {"q-order"}


def test_it_still_comes_back_if_a_later_test_missed_it(
    app: Flask, sitting: Sitting, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.answer_all(wrongly=("q-single", "q-true", "q-text", "q-match"))
    sitting.submit()
    second = start(app, sitting.client)
    second.save(second.row("q-text"), {"text": "something else"})
    second.submit()
    serve_mended(app, monkeypatch, {"q-text": also_nonsense})
    regrade(owner, SLUG)
    assert sitting.attempt().final_score == 5
    assert "q-text" in cards(app)
