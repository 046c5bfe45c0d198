"""Answers as people and scripts send them: odd texts, limits, half-filled forms, another language."""

import re

import pytest
from flask.testing import FlaskClient

from lms.quiz.forms.answers import MAX_TEXT
from tests.support.pages import post
from tests.support.quiz import Sitting

JSON = {"Accept": "application/json"}


def switch_to_swedish(client: FlaskClient) -> None:
    post(client, "/language", {"language": "sv", "next": "/"})


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("🙂👩‍👩‍👧", "🙂👩‍👩‍👧"),
        ("with\x00nul", "withnul"),
        ("two\r\nlines", "two  lines"),
        ("  spaces ", "spaces"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{7*7}}", "{{7*7}}"),
        ("Ģirts Žagars–Łódź", "Ģirts Žagars–Łódź"),
        ("x" * MAX_TEXT, "x" * MAX_TEXT),
    ],
)
def test_odd_texts_are_kept_as_text(sitting: Sitting, sent: str, kept: str) -> None:
    row = sitting.row("q-text")
    assert sitting.save(row, {"text": sent}).status_code == 303
    assert sitting.row("q-text").response == {"text": kept}
    page = sitting.page(row.position)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    sitting.submit()
    assert sitting.client.get(f"{sitting.url}/result").status_code == 200


def test_a_text_that_is_too_long_is_refused_and_shown(sitting: Sitting) -> None:
    row = sitting.row("q-text")
    answer = sitting.save(row, {"text": "y" * (MAX_TEXT + 1)})
    assert answer.status_code == 422
    assert "too long" in answer.text
    assert "y" * (MAX_TEXT + 1) in answer.text
    assert sitting.row("q-text").response is None


def test_a_megabyte_is_refused_in_plain_words(sitting: Sitting) -> None:
    answer = sitting.save(sitting.row("q-text"), {"text": "z" * 1024 * 1024})
    assert answer.status_code in {413, 422}
    assert "Traceback" not in answer.text
    assert sitting.row("q-text").response is None


@pytest.mark.parametrize(
    "form",
    [
        {"place-1": "1", "place-2": "1", "place-3": "2"},
        {"place-1": "1"},
        {"place-1": "1", "place-2": "2", "place-3": "9"},
        {"place-1": "x", "place-2": "y", "place-3": "z"},
    ],
)
def test_places_that_make_no_order_are_refused_and_shown(sitting: Sitting, form: dict[str, str]) -> None:
    row = sitting.row("q-order")
    answer = sitting.save(row, form)
    assert answer.status_code == 422
    assert "Give every entry a place of its own" in answer.text
    assert answer.text.count(" selected") == sum(value in {"1", "2", "3"} for value in form.values())
    assert sitting.row("q-order").response is None


def test_an_empty_order_is_no_answer(sitting: Sitting) -> None:
    row = sitting.row("q-order")
    assert sitting.save(row, {"place-1": "", "place-2": "", "place-3": ""}).status_code == 303
    assert sitting.row("q-order").response == {"order": []}


@pytest.mark.parametrize(
    ("item", "form"),
    [
        ("q-single", {"chosen": "b"}),
        ("q-single", {"chosen": "99"}),
        ("q-match", {"pair-1": "r1"}),
        ("q-cloze", {"gap-g2": "a"}),
    ],
)
def test_keys_that_are_not_on_the_page_are_refused(sitting: Sitting, item: str, form: dict[str, str]) -> None:
    assert sitting.save(sitting.row(item), form).status_code == 400
    assert sitting.row(item).response is None


def test_two_picks_in_a_single_choice_earn_nothing(sitting: Sitting) -> None:
    sitting.save(sitting.row("q-single"), {"chosen": ["1", "2", "3"]})
    sitting.submit()
    assert sitting.row("q-single").score == 0


def test_a_script_is_told_that_an_answer_is_saved(sitting: Sitting) -> None:
    row = sitting.row("q-text")
    answer = sitting.post(f"items/{row.position}", {"text": "a word"}, headers=JSON)
    assert answer.json["message"].startswith("Saved ")
    assert sitting.row("q-text").response == {"text": "a word"}


def test_a_script_is_told_what_is_wrong(sitting: Sitting) -> None:
    row = sitting.row("q-order")
    answer = sitting.post(f"items/{row.position}", {"place-1": "1"}, headers=JSON)
    assert answer.status_code == 422
    assert "place of its own" in answer.json["message"]


def test_the_same_answer_sent_twice_is_kept_once(sitting: Sitting) -> None:
    row = sitting.row("q-single")
    for _ in range(2):
        assert sitting.save(row, sitting.right(row)).status_code == 303
    assert len(sitting.rows()) == 8


def test_an_unreadable_number_is_said_on_its_page(sitting: Sitting) -> None:
    row = sitting.row("q-number")
    sitting.save(row, {"value": "many"})
    assert "We cannot read a number in your answer." in sitting.page(row.position).text
    sitting.save(row, {"value": "4 712 jobs"})
    assert "We cannot read a number" not in sitting.page(row.position).text


def test_another_language_shows_the_same_questions_in_the_same_order(sitting: Sitting) -> None:
    sitting.answer_all()
    english = [sitting.page(row.position).text for row in sitting.rows()]
    switch_to_swedish(sitting.client)
    for position, before in enumerate(english, start=1):
        page = sitting.page(position).text
        assert "Svensk fråga om" in page
        for sign in (" checked", " selected"):
            assert page.count(sign) == before.count(sign)
        assert values(page) == values(before)


INPUT = re.compile(
    r'<input type="(?:radio|checkbox)"[^>]*>|<option value="\d+"[^>]*>|name="[a-z]+[^"]*" value="[^"]*"'
)


def values(page: str) -> list[str]:
    """The inputs of a question with their keys and what is filled in, in the order of the page."""
    form = page[page.index('id="answer"') : page.index('id="flagged"')]
    return INPUT.findall(form)


def test_an_answer_typed_in_the_language_of_the_page_is_right(sitting: Sitting) -> None:
    switch_to_swedish(sitting.client)
    sitting.save(sitting.row("q-text"), {"text": "Kanarienyckel"})
    sitting.save(sitting.row("q-number"), {"value": f"{4712 + 100 * sitting.row('q-number').variant} jobb"})
    switch = post(sitting.client, "/language", {"language": "en", "next": "/"})
    assert switch.status_code == 303
    sitting.submit()
    assert sitting.row("q-text").score == 1
    assert sitting.row("q-number").score == 1


def test_a_result_can_be_read_in_the_other_language(sitting: Sitting) -> None:
    sitting.answer_all()
    sitting.submit()
    switch_to_swedish(sitting.client)
    page = sitting.client.get(f"{sitting.url}/result").text
    assert "kanarie-single-right" in page
    assert 'lang="sv"' in page
