"""What may be posted as an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from lms.content.item_views import ItemView, WrongKeysError, keys_from_response, response_from_keys, view_of
from lms.content.items import Item
from lms.quiz.forms.answers import (
    MAX_LONG_TEXT,
    MAX_TEXT,
    AnswerFormError,
    AnswerProblem,
    cleaned,
    posted_keys,
)
from lms.quiz.rules.drawing import order_of
from lms.quiz.rules.responses import Extent, extent
from lms.quiz.rules.scoring import share
from tests.factories import quiz as make

ITEMS: list[Item] = [make.choice("ab"), make.cloze(1, 2), *make.one_of_each().values()]

NAMES = ["chosen", "value", "text", "marked", "files", "gap-g1", "gap-g2"]
NAMES += [f"{part}-{n}" for part in ("pair", "place", "group", "cell", "rating") for n in range(1, 6)]
names = st.sampled_from(NAMES)
fields = st.lists(
    st.tuples(names, st.sampled_from(["", "1", "2", "3", "4", "9", "a"]) | st.text(max_size=8)), max_size=12
)


def shown_alone(response: dict[str, object]) -> dict[str, object]:
    """The response without gaps that were left empty, which are the same as none."""
    gaps = response.get("gaps")
    return {"gaps": {gap: text for gap, text in gaps.items() if text}} if isinstance(gaps, dict) else response


def view(item: Item) -> ItemView:
    return view_of(item, variant=0, order=order_of(item.id, "seed"))


@given(st.sampled_from(ITEMS), fields)
def test_whatever_is_posted_is_an_answer_or_refused(item: Item, posted: list[tuple[str, str]]) -> None:
    try:
        keys = posted_keys(view(item), MultiDict(posted))
        response = response_from_keys(item, keys, order=order_of(item.id, "seed"))
    except (AnswerFormError, WrongKeysError):
        return
    assert 0 <= share([item], response) <= 1
    assert extent(item, response) in set(Extent)
    again = keys_from_response(item, response, order=order_of(item.id, "seed"))
    assert response_from_keys(item, again, order=order_of(item.id, "seed")) == shown_alone(response)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)
def test_an_empty_form_is_no_answer(item: Item) -> None:
    keys = posted_keys(view(item), MultiDict())
    response = response_from_keys(item, keys, order=order_of(item.id, "seed"))
    assert extent(item, response) is Extent.OPEN


@pytest.mark.parametrize(
    ("item", "name"), [(make.short_text(), "text"), (make.numeric(), "value"), (make.cloze(1, 0), "gap-g1")]
)
def test_long_texts_are_refused_with_what_was_typed(item: Item, name: str) -> None:
    text = "x" * (MAX_TEXT + 1)
    with pytest.raises(AnswerFormError) as refusal:
        posted_keys(view(item), MultiDict({name: text}))
    assert refusal.value.problem is AnswerProblem.TOO_LONG
    assert text in str(refusal.value.keys)
    posted_keys(view(item), MultiDict({name: text[1:]}))


@pytest.mark.parametrize("item", [make.reflection(), make.essay()], ids=lambda item: item.type)
def test_written_texts_keep_their_lines_and_have_more_room(item: Item) -> None:
    keys = posted_keys(view(item), MultiDict({"text": " One.\r\n\r\nTwo.\x00 "}))
    assert keys == {"text": "One.\n\nTwo."}
    posted_keys(view(item), MultiDict({"text": "x" * MAX_LONG_TEXT}))
    with pytest.raises(AnswerFormError) as refusal:
        posted_keys(view(item), MultiDict({"text": "x" * (MAX_LONG_TEXT + 1)}))
    assert refusal.value.problem is AnswerProblem.LONG_TEXT_TOO_LONG


@given(st.permutations(["1", "2", "3", "4"]))
def test_places_make_an_order(places: list[str]) -> None:
    form = MultiDict({f"place-{entry}": place for entry, place in enumerate(places, start=1)})
    keys = posted_keys(view(make.ordering()), form)
    assert keys["order"] == [str(places.index(place) + 1) for place in ("1", "2", "3", "4")]


@pytest.mark.parametrize(
    "places", [["1", "1", "2", "3"], ["1", "", "", ""], ["0", "1", "2", "3"], ["²", "1", "2", "3"]]
)
def test_other_places_make_none(places: list[str]) -> None:
    form = MultiDict({f"place-{entry}": place for entry, place in enumerate(places, start=1)})
    with pytest.raises(AnswerFormError) as refusal:
        posted_keys(view(make.ordering()), form)
    assert refusal.value.problem is AnswerProblem.PLACES


@given(st.text())
def test_cleaned_texts_have_no_control_characters(text: str) -> None:
    clean = cleaned(text)
    assert clean.isprintable() or not any(ord(sign) < 32 for sign in clean)
    clean.encode("utf-8")
    assert "\x00" not in clean
