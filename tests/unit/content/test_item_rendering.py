"""What becomes of items: keys, numbers in the language, gaps between pieces of HTML."""

from decimal import Decimal

import pytest

from lms.content.item_rendering import render_item
from lms.content.item_sources import CaseSource, Passage
from lms.content.items import (
    ChoiceItem,
    ClozeItem,
    Gap,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.content.problems import Notes
from lms.content.quiz_syntax import parse_items
from lms.content.written_numbers import format_number


class Plain:
    """Renders nothing, so that tests see what is handed to the renderer."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def inline(self, passage: Passage) -> str:
        return f"<i>{passage.text}</i>"

    def block(self, passage: Passage) -> str:
        return f"<p>{passage.text}</p>"

    def figure(self, passage: Passage) -> str:
        return f"<img>{passage.text}</img>"

    def case(self, source: CaseSource) -> str:
        return f"<div>{source.text.text}</div>"


def rendered(text: str, language: str = "en") -> Item:
    (source,) = parse_items(f"### a\n{text}".split("\n"), 1, Notes("x.md"))
    return render_item(source, Plain(language))


@pytest.mark.parametrize(
    ("number", "language", "written"),
    [
        ("2000", "en", "2,000"),
        ("2000", "sv", "2\xa0000"),
        ("2000.50", "sv", "2\xa0000,50"),
        ("-3.75", "en", "-3.75"),
        ("-3.75", "sv", "\N{MINUS SIGN}3,75"),
        ("1234567", "da", "1.234.567"),
        ("1234.5", "lv", "1\xa0234,5"),
        ("0.05", "de", "0,05"),
        ("12", "xx", "12"),
        ("1E+3", "en", "1,000"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(number: str, language: str, written: str) -> None:
    assert format_number(Decimal(number), language) == written


def test_options_are_lettered_in_the_authors_order() -> None:
    item = rendered("What?\n\n( ) One\n    > No.\n(x) Two")
    assert isinstance(item, ChoiceItem)
    assert [(o.id, o.html, o.is_correct, o.feedback_html) for o in item.options] == [
        ("a", "<i>One</i>", False, "<i>No.</i>"),
        ("b", "<i>Two</i>", True, None),
    ]


def test_each_parameter_set_makes_a_variant_in_the_numbers_of_the_language() -> None:
    text = (
        "{a} of {b} in $x_{a}$ and `{a}`?\n\n= {a / b * 100} ± 10% %\n    > Yes.\n"
        "!= {b} ± 1\n    > Not {b}.\n"
        "| a | b |\n|---|---|\n| 210 | 3000 |\n| 90.5 | 1000 |"
    )
    item = rendered(text, "sv")
    assert isinstance(item, NumericItem)
    first, second = item.variants
    assert first.prompt_html == "<p>210 of 3\xa0000 in $x_{a}$ and `{a}`?</p>"
    assert (first.answer, first.tolerance) == (Decimal(7), Decimal("0.7"))
    assert first.misconceptions[0].feedback_html == "<i>Not 3\xa0000.</i>"
    assert (second.answer, item.unit) == (Decimal("9.05"), "%")


def test_answers_are_exact_decimals() -> None:
    item = rendered("How many?\n\n= {0.1 + 0.2}\n    > Yes.")
    assert isinstance(item, NumericItem)
    assert item.variants[0].answer == Decimal("0.3")


def test_short_texts_keep_their_answers_as_written() -> None:
    item = rendered("Which?\n\n= Quintuple | five-fold\n!= four\n    > No.")
    assert isinstance(item, ShortTextItem)
    assert item.answers == ("Quintuple", "five-fold")
    assert item.near_misses[0].feedback_html == "<i>No.</i>"


def test_pairs_point_to_right_sides_by_id() -> None:
    item = rendered("Match.\n\n- One -> A\n- Two -> B\n- Three -> A\n- -> C")
    assert isinstance(item, MatchingItem)
    assert [(left.id, left.right_id) for left in item.lefts] == [("l1", "r1"), ("l2", "r2"), ("l3", "r1")]
    assert [right.html for right in item.rights] == ["<i>A</i>", "<i>B</i>", "<i>C</i>"]


def test_entries_stand_in_the_right_order() -> None:
    item = rendered("Order.\n\n1. One\n2. Two")
    assert isinstance(item, OrderingItem)
    assert [entry.id for entry in item.entries] == ["o1", "o2"]


def test_a_cloze_is_html_and_gaps_in_turn() -> None:
    item = rendered("No {{boundaries|edges}} and {{=caution|zeal}}.")
    assert isinstance(item, ClozeItem)
    before, first, between, second, after = item.segments
    assert (before, between, after) == ("<p>No ", " and ", ".</p>")
    assert isinstance(first, Gap)
    assert isinstance(second, Gap)
    assert first.answers == ("boundaries", "edges")
    assert [(o.id, o.text, o.is_correct) for o in second.options] == [
        ("a", "caution", True),
        ("b", "zeal", False),
    ]
