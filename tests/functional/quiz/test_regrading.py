"""Judging tests anew by mended keys: looked at, decided, done, told."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.content.items import ChoiceItem, Item, NumericItem, ShortTextItem
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.learning.models import Result
from lms.quiz.cli import quiz
from lms.quiz.models import Attempt, Regrade, RegradedAttempt
from lms.quiz.privacy import PERSONAL_DATA
from lms.quiz.queries.statistics import kept_tally
from lms.quiz.rules.statistics_tally import EVERYTHING, WHOLE_TEST
from lms.quiz.services import statistics
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.support.mending import serve_mended
from tests.support.pages import post
from tests.support.quiz import SLUG, TEST, Sitting, join, start

REGRADE = f"/teaching/modules/{SLUG}/regrade"
WRONG = ("q-single", "q-true", "q-text", "q-match")

Mend = Callable[..., None]


def other_option(item: Item) -> Item:
    """What was wrong first is right now, and the other way round."""
    assert isinstance(item, ChoiceItem)
    return replace(
        item, options=tuple(replace(option, is_correct=not option.is_correct) for option in item.options)
    )


def also_nonsense(item: Item) -> Item:
    """One more word counts: the one that wrong answers in tests consist of."""
    assert isinstance(item, ShortTextItem)
    return replace(item, answers=(*item.answers, "nonsense"))


def other_numbers(item: Item) -> Item:
    """No set of numbers is left that anybody was given."""
    assert isinstance(item, NumericItem)
    variants = tuple(replace(one, prompt_html="<p>9 of 99</p>") for one in item.variants)
    return replace(item, variants=variants)


@pytest.fixture
def mend(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Mend:
    """`mend(**changes)`: item id (with _) → what is done to it."""

    def act(number: int = 1, **changes: Callable[[Item], Item]) -> None:
        named = {name.replace("_", "-"): change for name, change in changes.items()}
        serve_mended(app, monkeypatch, named, number=number)

    return act


@pytest.fixture
def failed(sitting: Sitting) -> Sitting:
    """A test handed in with four of eight questions right."""
    sitting.answer_all(wrongly=WRONG)
    sitting.submit()
    assert sitting.attempt().is_passed is False
    return sitting


@pytest.fixture
def owner(sign_in: SignIn) -> FlaskClient:
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Olga Example")


def seen_in(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def decide(client: FlaskClient, reason: str = "The key was wrong.", **more: object) -> object:
    page = client.get(REGRADE, query_string=more).text
    items = [part.partition('"')[0] for part in page.split('type="hidden" name="item" value="')[1:]]
    return post(client, REGRADE, {"item": items, "seen": seen_in(page), "reason": reason}, page=REGRADE)


def rows(app: Flask, model: type) -> list[object]:
    with app.app_context():
        found = list(db.session.scalars(db.select(model)))
        db.session.expunge_all()
        return found


def test_looking_at_it_says_what_would_come_of_it_and_changes_nothing(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_true=other_option, q_text=also_nonsense, q_order=lambda item: item)
    page = owner.get(REGRADE).text
    assert "Ilze Bērziņa, try 1: 4 → 6 of 8 points" in page
    assert "Improve 1 result" in page
    assert rows(app, RegradedAttempt) == []
    changes = owner.get(f"/teaching/modules/{SLUG}/changes").text
    assert "1 result would get better" in changes
    assert "also accepts “nonsense”" in changes


def test_a_regrade_improves_passes_reports_and_tells(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_true=other_option, q_text=also_nonsense)
    answer = decide(owner)
    assert answer.status_code == 303  # type: ignore[attr-defined]
    (row,) = rows(app, RegradedAttempt)
    assert (row.old_score, row.new_score, row.was_passed, row.is_passed) == (4, 6, False, True)  # type: ignore[attr-defined]
    attempt = failed.attempt()
    assert (attempt.score, attempt.is_passed) == (Decimal(4), False)
    assert (attempt.final_score, attempt.is_passed_finally) == (Decimal(6), True)
    results = [(one.score, one.is_passed) for one in rows(app, Result)]  # type: ignore[attr-defined]
    assert sorted(results) == [(4, False), (6, True)]
    (mail,) = [one for one in rows(app, OutboxMail) if one.kind == "result-improved"]  # type: ignore[attr-defined]
    assert "The key was wrong." in mail.text  # type: ignore[attr-defined]
    actions = {one.action for one in rows(app, AuditEntry)}  # type: ignore[attr-defined]
    assert {"regrade.decided", "attempt.regraded"} <= actions
    page = failed.client.get(f"{failed.url}/result").text
    assert "You have passed" in page
    assert "6 of 8 points, before 4 of 8 points" in page
    assert "The key was wrong." in page
    assert page.count("judged anew") == 2
    assert "Passed" in failed.client.get(TEST).text
    assert "1 result improved" in owner.get(f"/teaching/modules/{SLUG}/regrades").text


def test_nobody_loses_by_a_regrade(app: Flask, sitting: Sitting, owner: FlaskClient, mend: Mend) -> None:
    sitting.answer_all()
    sitting.submit()
    mend(q_true=other_option)
    page = owner.get(REGRADE).text
    assert "No result would get better" in page
    assert "Whose result would get worse, and stays as it is" in page
    assert sitting.attempt().final_score == 8


def test_an_answer_to_numbers_that_are_gone_is_left_as_it_is(
    failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_number=other_numbers, q_text=also_nonsense)
    page = owner.get(REGRADE).text
    assert "Whose answers cannot be judged by the question as it is now" in page
    assert "4 → 5 of 8 points" in page


def test_a_second_regrade_adds_to_the_first(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_text=also_nonsense)
    decide(owner)
    assert "No result would get better" in owner.get(REGRADE).text
    mend(2, q_true=other_option)
    decide(owner, "Another key was wrong.")
    found = sorted((one.number, one.old_score, one.new_score) for one in rows(app, RegradedAttempt))  # type: ignore[attr-defined]
    assert found == [(1, 4, 5), (2, 5, 6)]
    page = failed.client.get(f"{failed.url}/result").text
    assert page.count("judged anew") == 2
    assert len(rows(app, Result)) == 3
    mails = [one for one in rows(app, OutboxMail) if one.kind == "result-improved"]  # type: ignore[attr-defined]
    assert len(mails) == 2


def test_a_decision_needs_a_reason_and_what_was_seen(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_text=also_nonsense)
    assert decide(owner, "  ").status_code == 422  # type: ignore[attr-defined]
    form = {"item": ["q-text"], "seen": "0" * 64, "reason": "My reason."}
    page = post(owner, REGRADE, form, page=REGRADE)
    assert page.status_code == 422
    assert "Something has changed meanwhile" in page.text
    assert "My reason." in page.text
    assert rows(app, Regrade) == []


def test_it_goes_on_in_small_parts_and_does_nothing_twice(
    app: Flask, owner: FlaskClient, sign_in: SignIn, mend: Mend, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("regrading", "regrade_previews"):
        monkeypatch.setattr(f"lms.quiz.services.{module}.BATCH", 1)
    for number in range(3):
        client = sign_in(f"one{number}@example.org")
        join(client)
        sitting = start(app, client)
        sitting.answer_all(wrongly=WRONG)
        sitting.submit()
    mend(q_text=also_nonsense)
    decide(owner)
    assert len(rows(app, RegradedAttempt)) == 1
    assert "under way" in owner.get(REGRADE).text
    for _ in range(5):
        app_jobs(app)
    assert len(rows(app, RegradedAttempt)) == 3
    (regrade,) = rows(app, Regrade)
    assert (regrade.judged_count, regrade.improved_count, regrade.passed_count) == (3, 3, 0)  # type: ignore[attr-defined]
    assert regrade.finished_at is not None  # type: ignore[attr-defined]


def app_jobs(app: Flask) -> None:
    with app.app_context():
        app.extensions["campus"].jobs.run_once()


def test_statistics_follow_and_counting_anew_gives_the_same(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_text=also_nonsense)
    decide(owner)
    with app.app_context():
        before = kept_tally(SLUG, WHOLE_TEST)
        statistics.rebuild(SLUG, current_catalogue())
        db.session.commit()
        after = kept_tally(SLUG, WHOLE_TEST)
        assert before == after
        assert after.sums[EVERYTHING].n == 1


def test_the_terminal_looks_first_and_does_it_when_told(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_text=also_nonsense)
    run = app.test_cli_runner().invoke
    arguments = ["regrade", "--module", SLUG, "--reason", "A word was missing."]
    looked = run(quiz, arguments)
    assert "q-text: 1 better, 0 would be worse and stay, 0 not judged" in looked.output
    assert "Nothing has been changed" in looked.output
    assert rows(app, Regrade) == []
    assert "Done: regrade" in run(quiz, [*arguments, "--confirm"]).output
    assert len(rows(app, RegradedAttempt)) == 1
    said = run(quiz, ["changes", "--module", SLUG]).output
    assert "0 under way, 1 handed in" in said
    assert "also accepts “nonsense”" in said
    assert '"kind": "scoring"' in run(quiz, ["changes", "--module", SLUG, "--format", "json"]).output
    wrong = run(quiz, [*arguments, "--item", "nothing"])
    assert "not in the bank" in wrong.output


def test_what_a_regrade_did_is_taken_along_and_erased(
    app: Flask, failed: Sitting, owner: FlaskClient, mend: Mend
) -> None:
    mend(q_text=also_nonsense)
    decide(owner)
    with app.app_context():
        user_id = db.session.scalars(db.select(Attempt.user_id)).one()
        (attempt,) = PERSONAL_DATA.export(user_id)["attempts"]  # type: ignore[misc]
        assert attempt["regrades"][0]["new_score"] == "5.0000"
        PERSONAL_DATA.erase(user_id)
        regrade = db.session.scalars(db.select(Regrade)).one()
        PERSONAL_DATA.erase(str(regrade.decided_by))
        db.session.commit()
        assert db.session.scalars(db.select(RegradedAttempt)).all() == []
        assert db.session.scalars(db.select(Regrade.decided_by)).all() == [None]


def test_trainers_see_changes_and_leave_decisions_to_owners(sign_in: SignIn, mend: Mend) -> None:
    trainer = sign_in("trainer@example.org", Role.TRAINER)
    assert "Every test is on the present questions" in trainer.get(f"/teaching/modules/{SLUG}/changes").text
    assert trainer.get(REGRADE).status_code == 403
