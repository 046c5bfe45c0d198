"""Prior learning and waivers: a trainer decides, the participant sees it, and it counts."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.core.access import Role
from lms.core.db import db
from lms.learning.cli import learning
from lms.learning.models import Completion, Recognition
from lms.learning.privacy import erase, export
from lms.people.queries import user_with_email
from tests.support.pages import counted_queries, post

SignIn = Callable[..., FlaskClient]
PATH = "/teaching/recognitions"
PERSON = "ilze@example.org"
DECISION = {
    "email": PERSON,
    "module": "small-clusters",
    "part": "module",
    "kind": "prior-learning",
    "evidence": "Led a cluster for nine years; references seen by the course office",
    "reason": "Meets each outcome",
}


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    """A trainer's browser."""
    return sign_in("trainer@example.org", Role.TRAINER, name="Rasa Kalns")


def completions(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(Completion)).all())


def test_a_recognised_module_is_completed_when_the_person_joins(
    app: Flask, trainer: FlaskClient, sign_in: SignIn
) -> None:
    person = sign_in(PERSON)
    assert post(trainer, PATH, DECISION).status_code == 303
    page = trainer.get(PATH).text
    assert "Led a cluster for nine years" in page
    assert "Rasa Kalns" in page
    assert completions(app) == 0
    assert "Your prior learning counts here" in person.get("/modules/small-clusters").text
    post(person, "/modules/small-clusters/join", {"declaration": "year-in-practice"})
    assert completions(app) == 1
    seen = person.get("/modules/small-clusters/progress").text
    assert "Counts by decision" in seen
    assert "Meets each outcome" in seen
    assert "in a completion" in trainer.get(PATH).text


def test_a_decision_can_be_taken_back_until_the_module_is_completed(
    app: Flask, trainer: FlaskClient, sign_in: SignIn
) -> None:
    person = sign_in(PERSON)
    post(trainer, PATH, DECISION)
    with app.app_context():
        first = db.session.scalars(select(Recognition.id)).one()
    assert post(trainer, f"{PATH}/{first}/withdraw").status_code == 303
    assert "taken back" in trainer.get(PATH).text
    assert "Your prior learning counts here" not in person.get("/modules/small-clusters").text
    post(person, "/modules/small-clusters/join", {"declaration": "year-in-practice"})
    post(trainer, PATH, DECISION)
    with app.app_context():
        second = db.session.scalars(select(Recognition.id).where(Recognition.withdrawn_at.is_(None))).one()
    assert post(trainer, f"{PATH}/{second}/withdraw").status_code == 409
    assert completions(app) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "nobody@example.org"}, "Nobody has registered with this address."),
        ({"kind": "waiver"}, "but not merely waived"),
        ({"email": "trainer@example.org"}, "their own learning"),
        ({"evidence": ""}, "Write what was shown"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    trainer: FlaskClient, sign_in: SignIn, changes: dict[str, str], said: str
) -> None:
    sign_in(PERSON)
    answer = post(trainer, PATH, DECISION | changes)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Meets each outcome" in answer.text


def test_the_list_takes_a_fixed_number_of_round_trips(
    app: Flask, trainer: FlaskClient, sign_in: SignIn
) -> None:
    for number in range(3):
        sign_in(f"p{number}@example.org")
        post(trainer, PATH, DECISION | {"email": f"p{number}@example.org"})
    with counted_queries(app) as statements:
        trainer.get(PATH)
    assert len(statements) == 4  # the sign-in, the decisions, the names, which were used


def test_the_terminal_decides_too_and_says_what_is_wrong(app: Flask, sign_in: SignIn) -> None:
    sign_in(PERSON)
    sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    common = ["--evidence", "References", "--reason", "They fit", "--by", "owner@example.org"]
    run = app.test_cli_runner().invoke
    refused = run(learning, ["recognise", PERSON, "--module", "small-clusters", "--kind", "waiver", *common])
    assert refused.exit_code == 1
    assert "not merely waived" in refused.output
    made = run(learning, ["recognise", PERSON, "--module", "small-clusters", *common])
    assert made.exit_code == 0, made.output
    taken_back = run(learning, ["withdraw-recognition", made.output.split()[-1]])
    assert taken_back.output == "It no longer counts.\n"
    unknown = run(learning, ["withdraw-recognition", "-kBeginsWithADash12345"])
    assert "There is no such decision" in unknown.output


def test_the_words_are_given_out_and_erased(app: Flask, trainer: FlaskClient, sign_in: SignIn) -> None:
    sign_in(PERSON)
    post(trainer, PATH, DECISION)
    with app.app_context():
        user = user_with_email(PERSON)
        assert user is not None
        assert "nine years" in str(export(user.id)["recognitions"])
        erase(user.id)
        assert "nine years" not in str(export(user.id)["recognitions"])
        db.session.rollback()
