"""Keys, feedback and explanations reach nobody before they should; other people's tests do not exist."""

import re
from itertools import chain

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import SignIn
from tests.support.pages import post, token_of
from tests.support.quiz import MODULE, TEST, Sitting, join, start

CANARY = re.compile(rb"canary-|canarytextkey|canarygapkey|kanarie")
LINK = re.compile(r'(?:href|action|src|data-save-url)="(/[^"#]*)')
JSON = {"Accept": "application/json"}


def everything_in(answer: TestResponse) -> bytes:
    return answer.data + str(answer.headers).encode()


def crawl(client: FlaskClient, *first: str, limit: int = 200) -> dict[str, bytes]:
    """All that a browser receives from pages linked from these, and from what they load."""
    seen: dict[str, bytes] = {}
    waiting = list(first)
    while waiting and len(seen) < limit:
        path = waiting.pop(0)
        if path in seen or path.startswith(("/static/fonts", "/sign-out")):
            continue
        answer = client.get(path)
        seen[path] = everything_in(answer)
        if answer.mimetype == "text/html":
            waiting += LINK.findall(answer.text)
        if answer.location:
            waiting.append(answer.location)
    return seen


def test_no_byte_of_a_test_under_way_tells_its_key(sitting: Sitting) -> None:
    pages = crawl(
        sitting.client, TEST, f"{sitting.url}/items/1", f"{sitting.url}/review", f"{sitting.url}/result"
    )
    assert len(pages) > 15
    assert all(f"{sitting.url}/items/{position}" in pages for position in range(1, 9))
    leaks = {path: CANARY.search(body) for path, body in pages.items()}
    assert [path for path, leak in leaks.items() if leak] == []


def test_no_answer_to_saving_tells_whether_it_is_right(sitting: Sitting) -> None:
    for row in sitting.rows():
        answers = []
        for form in (sitting.right(row), sitting.wrong(row)):
            answer = sitting.post(f"items/{row.position}", form, headers=JSON)
            assert answer.status_code == 200
            assert set(answer.json) == {"message", "revision", "seconds_left", "next"}
            answers.append(re.sub(rb"\d", b"0", answer.data))
            page = sitting.page(row.position)
            is_typed = any(key in str(form) for key in ("canarytextkey", "canarygapkey"))
            assert is_typed or not CANARY.search(everything_in(page))
        assert answers[0] == answers[1]


def test_a_wrong_answer_is_shown_again_like_a_right_one(sitting: Sitting) -> None:
    row = sitting.row("q-single")
    pages = []
    for key in "123":
        sitting.save(row, {"chosen": key})
        page = re.sub(r"\d\d:\d\d|\"[A-Za-z0-9._-]{60,}\"", "", sitting.page(row.position).text)
        # Which page it is, how often it was saved and the time left, no more.
        page = re.sub(r'(name="(page|revision)" value|data-stored-page|data-seconds)="[^"]*"', "", page)
        pages.append(re.sub(r" checked", "", page))
    assert pages[0] == pages[1] == pages[2]


def test_a_hint_may_be_seen_but_only_where_there_is_one(sitting: Sitting) -> None:
    hints = [
        row.item_id for row in sitting.rows() if "A hint for the number." in sitting.page(row.position).text
    ]
    assert hints == ["q-number"]


def test_a_lesson_tells_nothing_before_a_self_check_is_answered(learner: FlaskClient) -> None:
    assert not CANARY.search(everything_in(learner.get(f"{MODULE}/reading")))


def test_answering_one_self_check_tells_nothing_of_the_next(learner: FlaskClient) -> None:
    post(learner, f"{MODULE}/self-checks/check-choice", {"chosen": "1"}, page="/modules")
    page = learner.get(f"{MODULE}/reading").text
    assert "canary-check-choice" in page
    assert "canary-check-order" not in page


# Other people's


@pytest.fixture
def stranger(sign_in: SignIn) -> FlaskClient:
    client = sign_in("janis@example.org", name="Jānis Ozols")
    join(client)
    return client


def test_somebody_elses_test_does_not_exist(app: Flask, sitting: Sitting, stranger: FlaskClient) -> None:
    own = start(app, stranger)
    theirs = sitting.on(stranger)
    before = sitting.rows()[0].response
    answers = chain(
        (stranger.get(f"{sitting.url}/{path}") for path in ("items/1", "review", "result")),
        (theirs.post(path, {"text": "x", "value": "1", "chosen": "1"}) for path in ("items/1", "submit")),
    )
    unknown = stranger.get("/attempts/unknown/review")
    for answer in answers:
        assert answer.status_code == 404
        assert len(answer.data) == len(unknown.data) or not CANARY.search(answer.data)
    assert sitting.rows()[0].response == before
    assert sitting.attempt().submitted_at is None
    assert own.page(1).status_code == 200


def test_a_result_is_seen_by_its_owner_alone(
    sitting: Sitting, stranger: FlaskClient, client: FlaskClient
) -> None:
    sitting.submit()
    assert stranger.get(f"{sitting.url}/result").status_code == 404
    assert client.get(f"{sitting.url}/result").status_code == 303


def test_without_a_token_nothing_is_saved_or_handed_in(sitting: Sitting) -> None:
    for path in ("items/1", "submit"):
        assert sitting.client.post(f"{sitting.url}/{path}", data={"text": "x"}).status_code == 400
    assert all(row.response is None for row in sitting.rows())


def test_looking_changes_nothing(sitting: Sitting) -> None:
    before = [(row.response, row.saved_at, row.is_flagged) for row in sitting.rows()]
    crawl(sitting.client, f"{sitting.url}/items/1", f"{sitting.url}/review", f"{sitting.url}/submit")
    assert [(row.response, row.saved_at, row.is_flagged) for row in sitting.rows()] == before
    assert sitting.attempt().submitted_at is None


def test_a_signed_out_browser_is_told_to_sign_in_before_saving(sitting: Sitting, client: FlaskClient) -> None:
    token = token_of(client, "/modules")
    answer = client.post(f"{sitting.url}/items/1", data={"csrf_token": token, "text": "x"})
    assert answer.status_code == 401
