"""What becomes of items: keys, numbers in the language, gaps between pieces of HTML."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from lms.content.item_rendering import render_item
from lms.content.item_sources import CaseSource, ItemSource, Passage
from lms.content.items import (
    Case,
    CategoriseItem,
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    Gap,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    ShortTextItem,
    Word,
)
from lms.content.problems import Notes
from lms.content.quiz_syntax import parse_items
from lms.content.written_numbers import format_number
from tests.unit.content.item_strategies import ITEMS
from tests.unit.content.plain_renderer import Plain


def rendered(text: str, language: str = "en", *, attributes: str = "") -> Item:
    (source,) = parse_items(f"### a {attributes}\n{text}".split("\n"), 1, Notes("x.md"))
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


@given(ITEMS)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_rendered_has_the_type_and_the_case_that_were_written(source: ItemSource) -> None:
    case = CaseSource(id="town", text=Passage("By the sea."))
    item = render_item(replace(source, case=case), Plain())
    assert (item.id, item.type, item.hint_cost) == (source.id, source.type, source.hint_cost)
    assert item.case == Case(id="town", html="<div>By the sea.</div>")
    assert item.points == (source.points if item.is_graded else 0)


def test_areas_are_lettered_and_keep_their_places() -> None:
    item = rendered(
        "Where?\n\n![A map](../assets/map.svg)\n\n"
        "[x] @12.5,30 20x15 Harbour\n    > Yes.\n[ ] @60,5 25×20 Town"
    )
    assert isinstance(item, HotspotItem)
    assert (item.prompt_html, item.figure_html) == (
        "<p>Where?</p>",
        "<img>![A map](../assets/map.svg)</img>",
    )
    assert [(a.id, a.html, a.x, a.width, a.is_correct, a.feedback_html) for a in item.areas] == [
        ("a", "<i>Harbour</i>", Decimal("12.5"), 20, True, "<i>Yes.</i>"),
        ("b", "<i>Town</i>", 60, 25, False, None),
    ]
    assert (item.is_multiple, item.scoring) == (True, ChoiceScoring.PROPORTIONAL)


def test_categories_are_numbered_in_the_order_of_first_use() -> None:
    item = rendered("Sort.\n\n- One => B\n- Two => A\n- Three => B\n- => C")
    assert isinstance(item, CategoriseItem)
    assert [(category.id, category.html) for category in item.categories] == [
        ("k1", "<i>B</i>"),
        ("k2", "<i>A</i>"),
        ("k3", "<i>C</i>"),
    ]
    assert [(entry.id, entry.category_id) for entry in item.entries] == [
        ("e1", "k1"),
        ("e2", "k2"),
        ("e3", "k1"),
    ]


def test_rows_know_their_right_columns() -> None:
    item = rendered("Tick.\n\n| | A | B |\n|---|---|---|\n| One | [x] | [x] |\n| Two | [ ] | [x] |\n    > B.")
    assert isinstance(item, MatrixItem)
    assert [column.id for column in item.columns] == ["c1", "c2"]
    assert [(row.id, row.right_column_ids, row.feedback_html) for row in item.rows] == [
        ("r1", ("c1", "c2"), None),
        ("r2", ("c2",), "<i>B.</i>"),
    ]
    assert item.is_multiple


def test_a_text_to_mark_is_html_and_words_in_turn() -> None:
    item = rendered("Mark.\n\nIt has [x: firms] and [ : a fence], `[x: not]` $[x: a]$ \\[x: b].")
    assert isinstance(item, MarkWordsItem)
    words = [segment for segment in item.segments if isinstance(segment, Word)]
    assert [(word.id, word.text, word.is_correct) for word in words] == [
        ("w1", "firms", True),
        ("w2", "a fence", False),
    ]
    assert item.segments[0] == "<p>Mark.\n\nIt has "
    assert item.segments[-1] == ", `[x: not]` $[x: a]$ \\[x: b].</p>"


def test_opinions_have_no_points() -> None:
    poll = rendered("Which?\n\n( ) One\n( ) Two", attributes="[type: poll]")
    assert isinstance(poll, PollItem)
    assert (poll.points, [option.id for option in poll.options]) == (0, ["a", "b"])
    scale = rendered("How often?\n\nscale: a | b | c\n- One\n- Two", attributes="[type: likert]")
    assert isinstance(scale, LikertItem)
    assert scale.scale == ("<i>a</i>", "<i>b</i>", "<i>c</i>")
    assert [statement.id for statement in scale.statements] == ["s1", "s2"]
