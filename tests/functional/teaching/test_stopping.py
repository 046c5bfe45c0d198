"""Where the learners of a module stop, in the numbers of its charts."""

import re
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
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
    assert len(statements) == 5
    assert "chart-places" in page
    assert 'id="chart-pace"' in page


def test_figures_are_those_that_a_hand_works_out(app: Flask, trainer: FlaskClient) -> None:
    """Of 13 people 12 have done the first lesson and 6 the second too, a day after the one before.

    One short of all is not shown, because it tells of a single person. Six were last at the second heading
    of the first lesson, five at its beginning, two nowhere that is known.
    """
    with app.app_context():
        module = current_catalogue().module(SLUG)
        for number in range(13):
            lessons = 2 if number < 6 else 1 if number < 12 else 0
            anchor = "s-who-belongs-to-it" if number < 6 else "" if number < 11 else None
            make_participant(module, f"Person {number}", lessons=lessons, anchor=anchor)
        db.session.commit()
    page = trainer.get(f"/teaching/modules/{SLUG}/where-they-stop").text
    assert rows_of(page, "lessons") == [
        ("1. What it is", "not shown"),
        ("2. Measuring", "6"),
        ("3. What comes next", "0"),
    ]
    assert rows_of(page, "pace") == [
        ("1. What it is", "1"),
        ("2. Measuring", "1"),
        ("3. What comes next", "not shown"),
    ]
    assert rows_of(page, "places") == [
        ("What it is: Who belongs to it", "6"),
        ("What it is: the beginning", "5"),
    ]


def rows_of(page: str, chart: str) -> list[tuple[str, str]]:
    """Label and number, line by line, from the table below a chart."""
    table = page.split(f'id="chart-{chart}-numbers"')[1].split("</table>")[0]
    pairs = re.findall(r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>', table)
    return [(unescape(label), number) for label, number in pairs]
