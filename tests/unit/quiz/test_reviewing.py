"""What a result shows of an answered item."""

from decimal import Decimal

import pytest

from lms.quiz.rules.reviewed import (
    PartStanding,
    ReviewedChoice,
    ReviewedCloze,
    ReviewedItem,
    ReviewedMatching,
    ReviewedNumber,
    ReviewedOrdering,
    ReviewedText,
    Standing,
)
from lms.quiz.rules.reviewing import review, shown_number
from tests.factories import quiz as make


def reviewed(item, response, *others, variant: int = 0) -> ReviewedItem:
    return review([item, *others], item, response, variant=variant, seed="seed")


def test_each_option_says_how_it_turned_out() -> None:
    shown = reviewed(make.choice("ab"), {"chosen": ["a", "c"]})
    assert isinstance(shown.detail, ReviewedChoice)
    standings = {option.html[-1]: option.standing for option in shown.detail.options}
    assert standings == {
        "a": PartStanding.RIGHT,
        "b": PartStanding.MISSED,
        "c": PartStanding.WRONG,
        "d": PartStanding.LEFT,
    }
    assert shown.standing is Standing.WRONG


def test_an_item_passed_over_is_open() -> None:
    assert reviewed(make.choice(), None).standing is Standing.OPEN
    assert reviewed(make.numeric(), {"value": " "}).standing is Standing.OPEN


def test_a_right_number_gets_its_feedback() -> None:
    shown = reviewed(make.numeric(), {"value": "1,87"})
    assert isinstance(shown.detail, ReviewedNumber)
    assert shown.detail.feedback_html == "canary-feedback-numeric"
    assert shown.standing is Standing.RIGHT


def test_a_foreseen_wrong_number_gets_its_own() -> None:
    shown = reviewed(make.numeric(wrong="0.53"), {"value": "0.53"})
    assert isinstance(shown.detail, ReviewedNumber)
    assert shown.detail.feedback_html == "canary-misconception-numeric"


@pytest.mark.parametrize(
    ("answer", "tolerance", "shown"),
    [
        ("1.8666666666666667", "0.02", "1.87"),
        ("1.875", "0.02", "1.875"),
        ("4712.0000", "1", "4712"),
        ("4712.4999999", "94.25", "4712"),
        ("0.00012", "0", "0.00012"),
        ("-96", "0.5", "-96"),
        ("0.3333333333333333333", "0", "0.3333333333"),
        ("120000", "1000", "120000"),
    ],
)
def test_the_right_number_is_shown_as_people_write_it(answer: str, tolerance: str, shown: str) -> None:
    item = make.numeric([(answer, tolerance)])
    number = shown_number(item.variants[0])
    assert f"{number:f}" == shown
    if Decimal(tolerance):
        assert abs(number - Decimal(answer)) <= Decimal(tolerance)


def test_another_wrong_number_gets_none() -> None:
    shown = reviewed(make.numeric(), {"value": "5"})
    assert isinstance(shown.detail, ReviewedNumber)
    assert shown.detail.feedback_html is None
    assert shown.detail.is_readable


def test_what_could_not_be_read_is_said() -> None:
    shown = reviewed(make.numeric(), {"value": "about two"})
    assert isinstance(shown.detail, ReviewedNumber)
    assert not shown.detail.is_readable


def test_a_near_miss_gets_its_feedback() -> None:
    shown = reviewed(make.short_text(), {"text": "QUADRUPLE"})
    assert isinstance(shown.detail, ReviewedText)
    assert shown.detail.feedback_html == "canary-near-miss-text"


def test_a_right_text_of_another_language_is_no_near_miss() -> None:
    shown = reviewed(make.short_text(near="kvintupel"), {"text": "kvintupel"}, make.short_text("kvintupel"))
    assert isinstance(shown.detail, ReviewedText)
    assert shown.standing is Standing.RIGHT
    assert shown.detail.feedback_html == "canary-feedback-text"


def test_pairs_show_what_was_given_and_what_belongs() -> None:
    shown = reviewed(make.matching(3), {"pairs": {"l1": "r1", "l2": "r4"}})
    assert isinstance(shown.detail, ReviewedMatching)
    assert [(pair.given_html, pair.right_html, pair.is_right) for pair in shown.detail.pairs] == [
        ("Right 1", "Right 1", True),
        ("Right 4", "Right 2", False),
        (None, "Right 3", False),
    ]
    assert shown.standing is Standing.PARTLY


def test_entries_show_both_places() -> None:
    shown = reviewed(make.ordering(3), {"order": ["o2", "o1", "o3"]})
    assert isinstance(shown.detail, ReviewedOrdering)
    places = [(entry.right_place, entry.given_place, entry.is_right) for entry in shown.detail.entries]
    assert places == [(1, 2, False), (2, 1, False), (3, 3, True)]


def test_gaps_show_words_not_option_ids() -> None:
    shown = reviewed(make.cloze(1, 1), {"gaps": {"g1": "gap 1", "g2": "b"}})
    assert isinstance(shown.detail, ReviewedCloze)
    gaps = [part for part in shown.detail.segments if not isinstance(part, str)]
    assert [(gap.given, gap.is_right) for gap in gaps] == [("gap 1", True), ("Word b", False)]
    assert gaps[1].right == ("Word a",)
    assert shown.detail.feedback_html is None


def test_gaps_in_two_languages_count_together() -> None:
    english, swedish = make.cloze(2, 0), make.cloze(2, 0, item_id="lucka")
    shown = reviewed(english, {"gaps": {"g1": "gap 1", "g2": "canary-gap-lucka-2"}}, swedish)
    assert shown.standing is Standing.RIGHT
    assert shown.score == 1
