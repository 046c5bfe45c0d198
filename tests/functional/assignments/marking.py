"""Marking in tests: a work that waits, taking it, giving points."""

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.assignments import hand_in, write
from tests.support.pages import post

GRADING = "/teaching/grading"


def hand_in_text(client: FlaskClient, text: str = "A map of fish and harbours") -> str:
    """Hand in a text; gives the id of the submission."""
    write(client, text)
    return hand_in(client).rpartition("/")[2]


def take(client: FlaskClient, submission_id: str) -> TestResponse:
    return post(client, f"{GRADING}/{submission_id}/take", page="/learning")


def mark(
    client: FlaskClient, submission_id: str, c1: int | None, c2: int | None, **more: str
) -> TestResponse:
    """Give points for both criteria; finishes unless told otherwise."""
    points = {"points-c1": c1, "points-c2": c2}
    form = {key: str(value) for key, value in points.items() if value is not None}
    return post(client, f"{GRADING}/{submission_id}", {"go": "finish", **form, **more}, page="/learning")


def take_and_mark(client: FlaskClient, submission_id: str, c1: int, c2: int, **more: str) -> None:
    assert take(client, submission_id).status_code == 303
    answer = mark(client, submission_id, c1, c2, **more)
    assert answer.status_code == 303, answer.text
