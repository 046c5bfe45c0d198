"""Answers that arrive late, twice, out of order, from two windows and two devices: none is lost unasked."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.pages import counted_queries, token_of
from tests.support.quiz import Sitting, again

JSON = {"Accept": "application/json"}
ORIGIN = re.compile(r'<input type="hidden" name="(page|sequence|revision)" value="([^"]*)">')
FIRST, SECOND = {"text": "first"}, {"text": "second"}

Form = dict[str, Any]


class Window:
    """The page of one question, open in one window."""

    def __init__(self, sitting: Sitting, item_id: str = "q-text") -> None:
        self.sitting = sitting
        self.position = sitting.row(item_id).position
        self.origin = dict(ORIGIN.findall(sitting.page(self.position).text))

    def form(self, answer: Form, number: int) -> Form:
        """What the page's save of this number sends."""
        return {**self.origin, "sequence": str(number), **answer}

    def send(self, answer: Form, number: int = 1, **more: str) -> TestResponse:
        """Send by the form's own button."""
        return self.sitting.post(f"items/{self.position}", {**self.form(answer, number), **more})

    def save(self, answer: Form, number: int = 1) -> TestResponse:
        """Save in the background; what the page knows afterwards is what the answer says."""
        reply = self.sitting.post(f"items/{self.position}", self.form(answer, number), headers=JSON)
        if reply.status_code == 200:
            self.origin["revision"] = str(reply.json["revision"])
        return reply


def text_of(sitting: Sitting) -> object:
    response = sitting.row("q-text").response
    return response and response["text"]


def test_each_load_of_a_page_has_a_name_of_its_own(sitting: Sitting) -> None:
    assert Window(sitting).origin["page"] != Window(sitting).origin["page"]
    assert len(Window(sitting).origin["page"]) == 22


def test_a_save_under_way_does_not_overwrite_the_form_that_overtook_it(sitting: Sitting) -> None:
    row = sitting.row("q-match")
    window = Window(sitting, "q-match")
    whole = sitting.right(row)
    part = dict(list(whole.items())[:-1])
    assert window.send(whole, 2).status_code == 303
    late = sitting.post(f"items/{row.position}", window.form(part, 1), headers=JSON)
    assert late.status_code == 200
    assert late.json["message"].startswith("Saved ")
    sitting.submit()
    assert sitting.row("q-match").score == 1


def test_the_newest_save_of_a_page_stays_in_whatever_order_they_arrive(sitting: Sitting) -> None:
    window = Window(sitting)
    for number in (2, 4, 1, 3):
        assert (
            sitting.post(
                f"items/{window.position}", window.form({"text": f"save {number}"}, number), headers=JSON
            ).status_code
            == 200
        )
    assert text_of(sitting) == "save 4"


def test_a_save_that_is_repeated_because_its_answer_was_lost_is_kept_once(sitting: Sitting) -> None:
    window = Window(sitting)
    for number in (1, 2, 3):
        sitting.post(f"items/{window.position}", window.form(FIRST, number), headers=JSON)
    assert sitting.row("q-text").revision == 1


def test_a_second_window_opened_later_just_saves(sitting: Sitting) -> None:
    Window(sitting).send(FIRST)
    assert Window(sitting).send(SECOND).status_code == 303
    assert text_of(sitting) == "second"


def test_going_back_in_the_browser_and_sending_again_just_saves(sitting: Sitting) -> None:
    window = Window(sitting)
    window.send(FIRST)
    assert window.send(SECOND).status_code == 303
    assert text_of(sitting) == "second"


def test_a_window_that_did_not_know_the_newer_answer_overwrites_nothing(sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.save(FIRST)
    answer = right.save(SECOND)
    assert answer.status_code == 409
    assert answer.json["conflict"] is True
    assert re.fullmatch(r"A newer answer was saved in another window at \d\d:\d\d\.", answer.json["message"])
    assert text_of(sitting) == "first"


def test_choosing_the_typed_answer_saves_it(sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.save(FIRST)
    right.origin["revision"] = str(right.save(SECOND).json["revision"])
    assert right.save(SECOND, 2).status_code == 200
    assert text_of(sitting) == "second"
    assert left.save({"text": "third"}, 2).status_code == 409


def test_a_third_answer_meanwhile_is_asked_about_again(app: Flask, sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.save(FIRST)
    right.origin["revision"] = str(right.save(SECOND).json["revision"])
    Window(sitting.on(again(app))).save({"text": "from the phone"})
    assert right.save(SECOND, 2).status_code == 409
    assert text_of(sitting) == "from the phone"


def test_two_windows_that_say_the_same_agree(sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.save(FIRST)
    assert right.save(FIRST).status_code == 200
    assert sitting.row("q-text").revision == 1


def test_marking_a_question_in_another_window_is_no_conflict(sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.save(FIRST)
    assert right.save({**FIRST, "flagged": "yes"}).status_code == 200
    assert left.save(SECOND, 2).status_code == 200


def test_passing_over_a_question_in_one_window_does_not_stand_in_the_way(sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.send({"text": ""})
    assert right.save(SECOND).status_code == 200
    assert left.save(FIRST, 2).status_code == 409


def test_taking_an_answer_away_is_a_change_like_any_other(sitting: Sitting) -> None:
    window = Window(sitting)
    window.save(FIRST)
    other = Window(sitting)
    window.save({"text": ""}, 2)
    assert other.save(SECOND).status_code == 409


def test_an_answer_kept_on_a_device_comes_back_as_the_page_it_was_typed_on(sitting: Sitting) -> None:
    window = Window(sitting)
    window.save(FIRST)
    Window(sitting)  # the page is opened again, which changes nothing
    assert window.save(SECOND, 2).status_code == 200
    assert text_of(sitting) == "second"


def test_an_answer_that_comes_back_after_another_device_answered_is_asked_about(
    app: Flask, sitting: Sitting
) -> None:
    window = Window(sitting)
    window.save(FIRST)
    Window(sitting.on(again(app))).save({"text": "from the phone"})
    assert window.save(SECOND, 2).status_code == 409
    assert text_of(sitting) == "from the phone"


def test_an_old_save_of_a_page_that_was_left_changes_nothing(sitting: Sitting) -> None:
    first = Window(sitting)
    first.send(FIRST, 2)
    Window(sitting).send(SECOND)
    assert first.save({"text": "fir"}, 1).status_code == 409
    assert text_of(sitting) == "second"


def test_without_scripts_both_answers_are_shown_and_one_is_chosen(sitting: Sitting) -> None:
    left, right = Window(sitting), Window(sitting)
    left.send(FIRST)
    page = right.send(SECOND, flagged="yes", go="review")
    assert page.status_code == 409
    for words in ("Which answer counts?", 'value="first"', 'value="second"', "Keep that one", "Use this one"):
        assert words in page.text
    assert text_of(sitting) == "first"
    chosen = dict(ORIGIN.findall(page.text))
    answer = sitting.post(f"items/{right.position}", {**chosen, **SECOND, "flagged": "yes", "go": "review"})
    assert answer.location == f"{sitting.url}/review"
    assert text_of(sitting) == "second"
    assert sitting.row("q-text").is_flagged


def test_a_page_of_both_answers_tells_no_key(sitting: Sitting) -> None:
    for row in sitting.rows():
        left, right = Window(sitting, row.item_id), Window(sitting, row.item_id)
        left.send(sitting.wrong(row))
        assert "canary" not in right.send({"text": "x", "value": "1"}).text


def test_a_page_shown_again_still_knows_only_what_it_knew(sitting: Sitting) -> None:
    row = sitting.row("q-order")
    left, right = Window(sitting, "q-order"), Window(sitting, "q-order")
    left.send(sitting.right(row))
    again_shown = right.send({"place-1": "1"})
    assert again_shown.status_code == 422
    origin = dict(ORIGIN.findall(again_shown.text))
    answer = sitting.post(f"items/{row.position}", {**sitting.wrong(row), **origin})
    assert answer.status_code == 409


def test_an_answer_that_lies_there_is_acknowledged_after_handing_in(sitting: Sitting) -> None:
    window = Window(sitting)
    window.save(FIRST, 1)
    window.save(SECOND, 2)
    sitting.submit()
    for answer, number, status in ((SECOND, 2, 200), (FIRST, 1, 200), ({"text": "late"}, 3, 409)):
        reply = sitting.post(f"items/{window.position}", window.form(answer, number), headers=JSON)
        assert reply.status_code == status
    assert text_of(sitting) == "second"


@pytest.mark.parametrize(
    "origin",
    [
        {"page": "x" * 23, "sequence": "1", "revision": "0"},
        {"page": "<b>", "sequence": "-1", "revision": "1e9"},
        {"page": "ok", "sequence": "9" * 30, "revision": "9" * 30},
        {"page": "", "sequence": "", "revision": ""},
        {"page": "ok", "sequence": "١", "revision": "０"},
    ],
)
def test_nonsense_about_the_page_is_no_error(sitting: Sitting, origin: Form) -> None:
    row = sitting.row("q-text")
    assert sitting.save(row, {**FIRST, **origin}).status_code == 303
    assert text_of(sitting) == "first"


def test_saving_costs_no_more_queries_than_before(app: Flask, sitting: Sitting) -> None:
    window = Window(sitting)
    data = {"csrf_token": token_of(sitting.client, "/modules"), **window.form(FIRST, 1)}
    with counted_queries(app) as statements:
        reply = sitting.client.post(f"{sitting.url}/items/{window.position}", data=data, headers=JSON)
    assert reply.status_code == 200
    assert len(statements) == 4, statements  # who, whether they still are, what lies there, the answer
