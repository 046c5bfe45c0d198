"""What a participant sees of an item, and what comes back: never the author's ids, never a key."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from itertools import permutations
from typing import Any, get_args

import pytest

from lms.content.compiler import compile_tree
from lms.content.item_views import (
    ChoiceView,
    ClozeView,
    GapView,
    ItemView,
    MatchingView,
    NumericView,
    OrderingView,
    Shown,
    WrongKeysError,
    keys_from_response,
    response_from_keys,
    view_of,
)
from lms.content.items import ChoiceItem, Item, ItemType
from tests.courses.trees import good_files, question_files


def items_of(files: Mapping[str, bytes], slug: str) -> Iterator[Item]:
    text = compile_tree(files).modules[slug].text("en")
    for lesson in text.lessons.values():
        yield from lesson.items
    yield from text.test_items.values()
    yield from text.assignment.items if text.assignment else ()


ITEMS: Mapping[str, Item] = {
    item.id: item
    for item in (
        *items_of(good_files(), "small-clusters"),
        *items_of(question_files(), "further-questions"),
    )
}


def as_written(name: str, count: int) -> tuple[int, ...]:
    return tuple(range(count))


def backwards(name: str, count: int) -> tuple[int, ...]:
    return tuple(reversed(range(count)))


def test_the_files_have_every_type() -> None:
    assert {item.type for item in ITEMS.values()} == set(ItemType)


def test_no_view_has_a_field_for_a_key_or_feedback() -> None:
    names = {f.name for view in (*get_args(ItemView), Shown, GapView) for f in fields(view)}
    assert not {
        name
        for name in names
        if any(word in name for word in ("correct", "answer", "feedback", "explanation"))
    }
    assert not names & {"id", "right_id", "near_misses", "misconceptions", "variants", "tolerance"}


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_nothing_of_the_key_is_in_a_view(item: Item) -> None:
    shown = json.dumps(asdict(view_of(item, variant=0, order=backwards)), default=str)
    for secret in (getattr(item, "explanation_html", None), getattr(item, "feedback_html", None)):
        assert secret is None or secret not in shown
    names = ("options", "lefts", "areas", "entries", "rows")
    for part in (part for name in names for part in getattr(item, name, ())):
        feedback = getattr(part, "feedback_html", None)
        assert feedback is None or feedback not in shown
    assert "is_correct" not in shown


def test_options_are_known_by_their_place_on_the_page() -> None:
    view = view_of(ITEMS["cluster-or-network"], variant=0, order=backwards)
    assert isinstance(view, ChoiceView)
    assert [option.key for option in view.options] == ["1", "2"]
    assert view.options[1].html.startswith("They are linked")
    assert not view.is_multiple


def test_an_item_that_is_not_shuffled_keeps_the_authors_order() -> None:
    item = ITEMS["no-boundary"]
    assert isinstance(item, ChoiceItem)
    view = view_of(item, variant=0, order=backwards)
    assert isinstance(view, ChoiceView)
    assert [option.html for option in view.options] == ["True", "False"]
    assert response_from_keys(item, {"chosen": ["2"]}, order=backwards) == {"chosen": ["b"]}


def test_the_variant_chooses_the_numbers() -> None:
    prompts = [view_of(ITEMS["quotient"], variant=n, order=as_written) for n in range(3)]
    assert isinstance(prompts[0], NumericView)
    assert "2,100" in prompts[0].prompt_html
    assert "900" in prompts[1].prompt_html
    assert prompts[2] == prompts[0]


def test_gaps_and_lists_are_shown_in_the_order_given() -> None:
    matching = view_of(ITEMS["pairs"], variant=0, order=backwards)
    assert isinstance(matching, MatchingView)
    assert [right.html for right in matching.rights] == ["Weather", "Laboratories", "Firms"]
    assert [left.html for left in matching.lefts] == ["Core", "Support"]
    ordering = view_of(ITEMS["steps"], variant=0, order=backwards)
    assert isinstance(ordering, OrderingView)
    assert ordering.entries[0] == Shown(key="1", html="Draw the map")
    cloze = view_of(ITEMS["gaps"], variant=0, order=backwards)
    assert isinstance(cloze, ClozeView)
    typed, chosen = [segment for segment in cloze.segments if isinstance(segment, GapView)]
    assert not typed.is_choice
    assert [word.html for word in chosen.options] == ["the unit per cent", "the unit jobs", "no unit"]


ROUND_TRIPS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("cluster-or-network", {"chosen": ["1"]}, {"chosen": ["b"]}),
    ("cluster-or-network", {"chosen": []}, {"chosen": []}),
    ("who-belongs", {"chosen": ["2", "3"]}, {"chosen": ["a", "b"]}),
    ("pairs", {"pairs": {"1": "3", "2": "1"}}, {"pairs": {"l1": "r1", "l2": "r3"}}),
    ("steps", {"order": ["3", "1", "2"]}, {"order": ["o1", "o3", "o2"]}),
    ("quotient", {"value": "1,87"}, {"value": "1,87"}),
    ("word", {"text": "growth"}, {"text": "growth"}),
    ("gaps", {"gaps": {"g1": "equal", "g2": "3"}}, {"gaps": {"g1": "equal", "g2": "a"}}),
]


@pytest.mark.parametrize(("name", "posted", "response"), ROUND_TRIPS)
def test_keys_become_ids_and_ids_become_keys(
    name: str, posted: dict[str, Any], response: dict[str, Any]
) -> None:
    item = ITEMS[name]
    assert response_from_keys(item, posted, order=backwards) == response
    again = keys_from_response(item, response, order=backwards)
    assert response_from_keys(item, again, order=backwards) == response


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_every_shuffle_can_be_undone(order: tuple[int, ...]) -> None:
    def shuffled(name: str, count: int) -> tuple[int, ...]:
        return order

    item = ITEMS["steps"]
    posted = {"order": ["1", "2", "3"]}
    response = response_from_keys(item, posted, order=shuffled)
    assert keys_from_response(item, response, order=shuffled) == posted


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        ("cluster-or-network", {"chosen": ["3"]}),
        ("cluster-or-network", {"chosen": ["a"]}),
        ("cluster-or-network", {"chosen": "1"}),
        ("cluster-or-network", {"chosen": [1]}),
        ("pairs", {"pairs": {"l1": "1"}}),
        ("pairs", {"pairs": {"1": "r1"}}),
        ("pairs", {"pairs": ["1"]}),
        ("steps", {"order": ["1", "1", "2"]}),
        ("gaps", {"gaps": {"g3": "x"}}),
        ("gaps", {"gaps": {"g2": "no unit"}}),
        ("word", {"text": ["x"]}),
        ("quotient", {"value": 3}),
    ],
)
def test_what_is_not_on_the_page_is_refused(name: str, posted: dict[str, Any]) -> None:
    with pytest.raises(WrongKeysError):
        response_from_keys(ITEMS[name], posted, order=backwards)


def test_an_unanswered_item_is_an_empty_response() -> None:
    empty = {item.type: response_from_keys(item, {}, order=as_written) for item in ITEMS.values()}
    assert empty[ItemType.SINGLE_CHOICE] == {"chosen": []}
    assert empty[ItemType.NUMERIC] == {"value": ""}
    assert empty[ItemType.CLOZE] == {"gaps": {}}
    assert keys_from_response(ITEMS["steps"], {}, order=as_written) == {"order": []}


def test_what_an_item_no_longer_has_is_left_out_when_shown_again() -> None:
    assert keys_from_response(ITEMS["steps"], {"order": ["o9", "o1"]}, order=as_written) == {"order": ["1"]}


def test_points_are_shown() -> None:
    assert view_of(ITEMS["who-belongs"], variant=0, order=as_written).points == Decimal(2)
