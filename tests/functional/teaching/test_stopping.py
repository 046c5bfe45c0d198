"""Where the learners of a module stop, in the numbers of its charts."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db
from lms.learning.models import Enrolment
from lms.quiz.models import Attempt, Submission
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION
from lms.quiz.rules.submissions import SubmissionState
from lms.web.catalogue import current_catalogue
from tests.factories.participants import make_participant
from tests.functional.teaching.conftest import SLUG
from tests.support.pages import counted_queries


def test_where_they_stop_shows_no_small_group(
    app: Flask, trainer: FlaskClient, people: dict[str, str]
) -> None:
    path = f"/teaching/modules/{SLUG}/where-they-stop"
    assert "Too few people to show anything." in trainer.get(path).text
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(8):
            make_participant(module, f"Extra {number}", lessons=2 if number < 6 else 0, anchor="")
        db.session.commit()
    with counted_queries(app) as statements:
        page = trainer.get(path).text
    assert len(statements) == 6
    assert "chart-places" in page
    assert 'id="chart-pace"' in page


def test_figures_are_those_that_a_hand_works_out(app: Flask, trainer: FlaskClient) -> None:
    """Of 18 people 17 have done the first lesson and 11 the second too, a day after the one before.

    One short of all is not shown, because it tells of a single person. Eleven were last at the second heading
    of the first lesson, five at its beginning, two nowhere that is known. Six have handed in the final test,
    one of them twice and another has only begun it; somebody who has left the module handed it in, too.
    """
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(18):
            lessons = 2 if number < 11 else 1 if number < 17 else 0
            anchor = "s-who-belongs-to-it" if number < 11 else "" if number < 16 else None
            person = make_participant(module, f"Person {number}", lessons=lessons, anchor=anchor)
            if number < 7:
                make_attempt(person, is_handed_in=number < 6)
            if number == 0:
                make_attempt(person, number=2)
                make_attempt(person, quiz=PREPARATION)
        gone = make_participant(module, "Somebody Gone", lessons=2)
        make_attempt(gone)
        gone.withdrawn_at = clock.now()
        db.session.commit()
    page = trainer.get(f"/teaching/modules/{SLUG}/where-they-stop").text
    assert "Most stop before “3. What comes next”: 11 people fewer have done it" in page
    assert rows_of(page, "parts") == [
        ("1. What it is", "not shown"),
        ("2. Measuring", "11"),
        ("3. What comes next", "0"),
        ("Final test", "6"),
        ("Assignment", "0"),
    ]
    assert rows_of(page, "pace") == [
        ("1. What it is", "1"),
        ("2. Measuring", "1"),
        ("3. What comes next", "not shown"),
    ]
    assert rows_of(page, "places") == [
        ("What it is: Who belongs to it", "11"),
        ("What it is: the beginning", "5"),
    ]


def test_who_reads_everything_and_hands_nothing_in_shows(app: Flask, trainer: FlaskClient) -> None:
    """Of 20 people all have read everything, twelve handed in the test and five the assignment, too."""
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(20):
            person = make_participant(module, f"Person {number}", lessons=3)
            if number < 12:
                make_attempt(person)
            make_submission(person, is_handed_in=number < 5)
        db.session.commit()
    page = trainer.get(f"/teaching/modules/{SLUG}/where-they-stop").text
    assert [number for _part, number in rows_of(page, "parts")] == ["20", "20", "20", "12", "5"]
    assert "Most stop before “Final test”: 8 people fewer have done it than the part before." in page


@pytest.mark.parametrize("handed_in", [1, 4, 16, 19])
def test_a_part_tells_of_no_small_group(app: Flask, trainer: FlaskClient, handed_in: int) -> None:
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(20):
            person = make_participant(module, f"Person {number}", lessons=3)
            if number < handed_in:
                make_attempt(person)
                make_submission(person)
        db.session.commit()
    page = trainer.get(f"/teaching/modules/{SLUG}/where-they-stop").text
    assert rows_of(page, "parts")[-2:] == [("Final test", "not shown"), ("Assignment", "not shown")]


def make_attempt(
    person: Enrolment, *, quiz: str = FINAL_TEST, number: int = 1, is_handed_in: bool = True
) -> None:
    """A go at a test, passed by nobody."""
    db.session.add(
        Attempt(
            enrolment_id=person.id,
            user_id=person.user_id,
            module_slug=person.module_slug,
            edition_digest=person.edition_digest,
            quiz=quiz,
            number=number,
            seed="seed",
            started_at=clock.now(),
            submitted_at=clock.now() if is_handed_in else None,
            score=0 if is_handed_in else None,
            max_score=4 if is_handed_in else None,
            is_passed=False if is_handed_in else None,
        )
    )


def make_submission(person: Enrolment, *, is_handed_in: bool = True) -> None:
    """A go at the assignment: a draft, or work that waits to be marked."""
    moment = clock.now() if is_handed_in else None
    db.session.add(
        Submission(
            enrolment_id=person.id,
            user_id=person.user_id,
            module_slug=person.module_slug,
            edition_digest=person.edition_digest,
            number=1,
            state=SubmissionState.WAITING if is_handed_in else SubmissionState.DRAFT,
            texts={},
            started_at=clock.now(),
            submitted_at=moment,
            queued_at=moment,
        )
    )


def rows_of(page: str, chart: str) -> list[tuple[str, str]]:
    """Label and number, line by line, from the table below a chart."""
    table = page.split(f'id="chart-{chart}-numbers"')[1].split("</table>")[0]
    pairs = re.findall(r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>', table)
    return [(unescape(label), number) for label, number in pairs]
