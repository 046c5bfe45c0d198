"""How answers to questions of every type travel, and what they earn.

All tests here go through `ItemType`, so that a new type can't be left out.
"""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.item_views import WrongKeysError, keys_from_response, response_from_keys
from lms.content.items import ItemType
from lms.quiz.rules.drawing import order_of
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.responses import Extent, extent
from lms.quiz.rules.reviewed import Standing
from lms.quiz.rules.reviewing import review
from lms.quiz.rules.scoring import EVERYTHING, NOTHING, is_scored, share
from tests.factories import quiz as make
from tests.support.quiz import wrong_response

ITEMS = make.one_of_each()
SCORED = {kind: item for kind, item in ITEMS.items() if is_scored(item)}
seeds = st.text("abcdefghij0123456789", min_size=1, max_size=22)
every_type = pytest.mark.parametrize("kind", ItemType)
every_scored = pytest.mark.parametrize("kind", SCORED)


# How answers travel


@every_type
@given(seed=seeds)
def test_an_answer_comes_back_as_it_was_given(kind: ItemType, seed: str) -> None:
    item = ITEMS[kind]
    order = order_of(item.id, seed)
    for response in (right_response(item, 0), *([wrong_response(item)] if is_scored(item) else [])):
        keys = keys_from_response(item, response, order=order)
        assert _sorted(response_from_keys(item, keys, order=order)) == _sorted(response)


def _sorted(value: Any) -> Any:
    """Picks have no order; places have."""
    if isinstance(value, Mapping):
        return {key: one if key in {"order", "files"} else _sorted(one) for key, one in value.items()}
    return sorted(value) if isinstance(value, list) else value


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["1", "2", "9", "g1", "", "c1"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["1", "2", "9", "g1", ""]), inner)
    ),
    max_leaves=6,
)
PARTS = (
    "chosen", "value", "text", "pairs", "order", "gaps", "categories", "cells", "marked", "ratings", "files"
)  # fmt: skip


@every_type
@given(posted=st.dictionaries(st.sampled_from(PARTS), json_values), seed=seeds)
def test_whatever_is_posted_is_an_answer_or_refused(
    kind: ItemType, posted: dict[str, Any], seed: str
) -> None:
    item = ITEMS[kind]
    order = order_of(item.id, seed)
    try:
        response = response_from_keys(item, posted, order=order)
    except WrongKeysError:
        return
    json.dumps(response)
    assert NOTHING <= share([item], response) <= EVERYTHING
    assert extent(item, response) in set(Extent)
    review([item], item, response, variant=0, seed=seed)


# What answers earn


@every_scored
def test_who_knows_earns_everything_and_who_is_wrong_nothing(kind: ItemType) -> None:
    item = SCORED[kind]
    assert share([item], right_response(item, 0)) == EVERYTHING
    assert share([item], wrong_response(item)) == NOTHING


@every_type
@pytest.mark.parametrize("response", [None, {}])
def test_nothing_answered_earns_nothing_and_is_open(kind: ItemType, response: dict[str, Any] | None) -> None:
    item = ITEMS[kind]
    assert share([item], response) == NOTHING
    assert extent(item, response) is Extent.OPEN
    assert review([item], item, response, variant=0, seed="seed").standing is Standing.OPEN


@every_type
def test_an_empty_form_earns_nothing_and_is_open(kind: ItemType) -> None:
    item = ITEMS[kind]
    empty = response_from_keys(item, {}, order=order_of(item.id, "seed"))
    assert share([item], empty) == NOTHING
    assert extent(item, empty) is Extent.OPEN


@every_type
def test_what_was_answered_fully_stands_as_right_or_where_there_is_no_key_as_answered(kind: ItemType) -> None:
    item = ITEMS[kind]
    reviewed = review([item], item, right_response(item, 0), variant=0, seed="seed")
    assert reviewed.standing is (Standing.RIGHT if is_scored(item) else Standing.ANSWERED)
    assert reviewed.score == reviewed.max_score


def parts_of(response: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The single decisions of a response."""
    ((name, value),) = response.items()
    if isinstance(value, Mapping):
        return [(name, pair) for pair in value.items()]
    return [(name, one) for one in value] if isinstance(value, list) else [(name, value)]


def put_together(parts: list[tuple[str, Any]], like: Mapping[str, Any]) -> dict[str, Any]:
    ((name, value),) = like.items()
    values = [one for _name, one in parts]
    if isinstance(value, Mapping):
        return {name: dict(values)}
    return {name: values} if isinstance(value, list) else {name: values[0] if values else ""}


EVERY_PART_COUNTS = {
    ItemType.MATCHING,
    ItemType.CATEGORISE,
    ItemType.MATRIX,
    ItemType.CLOZE,
    ItemType.ORDERING,
    ItemType.MARK_WORDS,
}
"""Types whose share never falls as more of the right answer is given; the others need all of it at once."""


@pytest.mark.parametrize("kind", sorted(EVERY_PART_COUNTS))
@given(data=st.data())
def test_more_of_the_right_answer_never_earns_less(kind: ItemType, data: st.DataObject) -> None:
    item = SCORED[kind]
    right = right_response(item, 0)
    parts = parts_of(right)
    kept = data.draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)))
    more = data.draw(st.integers(0, len(parts) - 1))
    fewer = [part for part, keep in zip(parts, kept, strict=True) if keep]
    with_more = [part for n, (part, keep) in enumerate(zip(parts, kept, strict=True)) if keep or n == more]
    assert share([item], put_together(fewer, right)) <= share([item], put_together(with_more, right))


@every_scored
@given(seed=seeds)
def test_the_order_on_the_page_has_no_part_in_the_score(kind: ItemType, seed: str) -> None:
    item = SCORED[kind]
    order = order_of(item.id, seed)
    for response in (right_response(item, 0), wrong_response(item)):
        keys = keys_from_response(item, response, order=order)
        assert share([item], response_from_keys(item, keys, order=order)) == share([item], response)


def translated(value: Any) -> Any:
    """The same in another language: every text differs, no id, number or key does."""
    if isinstance(value, tuple):
        return tuple(f"<p>{one}" if isinstance(one, str) else translated(one) for one in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        field.name: _in_swedish(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)
    }
    return dataclasses.replace(value, **changes)


def _in_swedish(name: str, value: Any) -> Any:
    if name in {"html", "text"} or name.endswith("_html"):
        return value and f"svenska {value}"
    if name in {"answers", "scale"}:
        return tuple(f"svenska {one}" for one in value)
    return value if name.endswith("_ids") else translated(value)


@every_type
@given(data=st.data())
def test_an_answer_earns_the_same_in_every_language(kind: ItemType, data: st.DataObject) -> None:
    english, swedish = ITEMS[kind], translated(ITEMS[kind])
    assert english != swedish
    order = order_of(english.id, "seed")
    answers = [right_response(english, 0), {}]
    answers += [wrong_response(english)] if is_scored(english) else []
    answer = data.draw(st.sampled_from(answers))
    keys = keys_from_response(english, answer, order=order)
    in_swedish = response_from_keys(swedish, keys, order=order_of(swedish.id, "seed"))
    versions = [english, swedish]
    assert share(versions, in_swedish) == share(versions, response_from_keys(english, keys, order=order))
    assert extent(swedish, in_swedish) == extent(english, in_swedish)


@every_scored
def test_what_is_right_in_one_language_is_right_though_the_page_was_in_another(kind: ItemType) -> None:
    english, swedish = ITEMS[kind], translated(ITEMS[kind])
    assert share([english, swedish], right_response(swedish, 0)) == EVERYTHING
