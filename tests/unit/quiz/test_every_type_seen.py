"""What is seen of questions of every type before an answer counts: no key, no feedback, no telling order.

All tests here go through `ItemType`, so that a new type can't be left out.
"""

import dataclasses
import json
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.item_views import view_of
from lms.content.items import Item, ItemType
from lms.quiz.rules.drawing import order_of
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.reviewing import review
from lms.quiz.rules.scoring import is_scored
from tests.factories import quiz as make

ITEMS = make.one_of_each()
SCORED = {kind: item for kind, item in ITEMS.items() if is_scored(item)}
CANARY = re.compile("canary-")
seeds = st.text("abcdefghij0123456789", min_size=1, max_size=22)
every_type = pytest.mark.parametrize("kind", ItemType)
every_scored = pytest.mark.parametrize("kind", SCORED)


def as_text(value: Any) -> str:
    return json.dumps(dataclasses.asdict(value), default=str)


def shown(item: Item, seed: str) -> str:
    return as_text(view_of(item, variant=0, order=order_of(item.id, seed)))


def test_there_is_an_item_of_every_type() -> None:
    assert set(ITEMS) == set(ItemType)


@every_type
@given(seed=seeds)
def test_a_view_holds_neither_key_nor_feedback(kind: ItemType, seed: str) -> None:
    text = shown(ITEMS[kind], seed)
    assert not CANARY.search(text)
    assert not re.search("is_correct|right_|feedback|explanation|answers|near_miss|misconception", text)


@every_type
def test_a_review_holds_what_the_view_withholds(kind: ItemType) -> None:
    item = ITEMS[kind]
    text = as_text(review([item], item, right_response(item, 0), variant=0, seed="seed"))
    assert CANARY.search(text)


def key_moved(item: Any) -> Item:
    """The same item but for its key: what is right is now wrong."""
    match item.type:
        case ItemType.SINGLE_CHOICE | ItemType.TRUE_FALSE | ItemType.MULTIPLE_CHOICE:
            return dataclasses.replace(item, options=tuple(map(_turned, item.options)))
        case ItemType.HOTSPOT:
            return dataclasses.replace(item, areas=tuple(map(_turned, item.areas)))
        case ItemType.MARK_WORDS | ItemType.CLOZE:
            return dataclasses.replace(item, segments=tuple(map(_turned_segment, item.segments)))
        case ItemType.MATCHING:
            rights = [left.right_id for left in item.lefts]
            lefts = zip(item.lefts, reversed(rights), strict=True)
            moved = tuple(dataclasses.replace(left, right_id=right) for left, right in lefts)
            return dataclasses.replace(item, lefts=moved)
        case ItemType.CATEGORISE:
            moved = tuple(dataclasses.replace(one, category_id="k1") for one in item.entries)
            return dataclasses.replace(item, entries=moved)
        case ItemType.MATRIX:
            moved = tuple(dataclasses.replace(one, right_column_ids=("c1",)) for one in item.rows)
            return dataclasses.replace(item, rows=moved)
        case ItemType.NUMERIC:
            moved = tuple(dataclasses.replace(one, answer=one.answer + 1) for one in item.variants)
            return dataclasses.replace(item, variants=moved)
        case ItemType.SHORT_TEXT:
            return dataclasses.replace(item, answers=("something else",))
    raise AssertionError(f"say how the key of {item.type} is moved")


def _turned(option: Any) -> Any:
    return dataclasses.replace(option, is_correct=not option.is_correct)


def _turned_segment(segment: Any) -> Any:
    if isinstance(segment, str):
        return segment
    if hasattr(segment, "is_correct"):
        return _turned(segment)
    words = tuple(map(_turned, segment.options))
    return dataclasses.replace(segment, options=words, answers=("x",) if segment.answers else ())


@pytest.mark.parametrize("kind", sorted(set(SCORED) - {ItemType.ORDERING}))
def test_nothing_on_the_page_depends_on_what_is_right(kind: ItemType) -> None:
    # The key of an ordering is the order of the file itself; how it is shuffled is looked at below.
    item, other = SCORED[kind], key_moved(SCORED[kind])
    for seed in range(30):
        assert shown(item, str(seed)) == shown(other, str(seed))


SHUFFLED = {
    ItemType.SINGLE_CHOICE: ("options", 6),
    ItemType.MULTIPLE_CHOICE: ("options", 6),
    ItemType.MATCHING: ("rights", 6),
    ItemType.ORDERING: ("entries", 5),
    ItemType.CATEGORISE: ("entries", 5),
    ItemType.MATRIX: ("rows", 3),
    ItemType.CLOZE: ("g3", 3),
}
"""The list of each type that a seed shuffles. The others have none, or show it as it lies on the page."""
IN_PLACE = {ItemType.TRUE_FALSE, ItemType.HOTSPOT, ItemType.MARK_WORDS, ItemType.NUMERIC, ItemType.SHORT_TEXT}


def test_each_type_with_a_key_is_shuffled_or_lies_as_it_does() -> None:
    assert set(SHUFFLED) | IN_PLACE == set(SCORED)


@pytest.mark.parametrize("kind", SHUFFLED)
def test_over_many_attempts_each_place_is_as_likely_as_any_other(kind: ItemType) -> None:
    """χ² over 600 attempts for the first of the file, which authors often make the right one."""
    name, size = SHUFFLED[kind]
    orders = [order_of(ITEMS[kind].id, f"attempt-{n}")(name, size) for n in range(600)]
    places = Counter(order.index(0) for order in orders)
    expected = 600 / size
    assert sum((places[place] - expected) ** 2 / expected for place in range(size)) < 22  # p < 0.001


def test_areas_are_numbered_as_one_reads_whatever_the_file_says() -> None:
    item: Any = ITEMS[ItemType.HOTSPOT]
    turned = dataclasses.replace(item, areas=tuple(reversed(item.areas)))
    for seed in ("one", "two"):
        assert shown(item, seed) == shown(turned, seed)
    view: Any = view_of(item, variant=0, order=order_of("x", "seed"))
    assert [(area.key, area.x, area.y) for area in view.options] == [
        ("1", 10, 10), ("2", 50, 10), ("3", 10, 40), ("4", 50, 40), ("5", 10, 70)
    ]  # fmt: skip
