"""How many points a response earns where places, groups, tables and words are chosen."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.items import ChoiceScoring
from lms.quiz.rules import scoring
from lms.quiz.rules.scoring import EVERYTHING, NOTHING, share
from tests.factories import quiz as make

# Hotspot


@pytest.mark.parametrize("chosen", [["a"], [], ["a", "b"], ["z"]])
def test_one_place_on_a_figure_is_all_or_nothing(chosen: list[str]) -> None:
    assert share([make.hotspot("b")], {"chosen": ["b"]}) == EVERYTHING
    assert share([make.hotspot("b")], {"chosen": chosen}) == NOTHING


picks = st.sets(st.sampled_from("abcd"))


@given(st.sets(st.sampled_from("abcd"), min_size=1), picks, st.sampled_from(ChoiceScoring))
def test_several_places_count_as_several_answers_do(
    right: set[str], chosen: set[str], kind: ChoiceScoring
) -> None:
    places = make.hotspot("".join(sorted(right)), multiple=True, scoring=kind)
    answers = make.choice("".join(sorted(right)), kind=make.choice("ab").type, scoring=kind)
    response = {"chosen": sorted(chosen)}
    assert share([places], response) == share([answers], response)


# Groups


def test_each_entry_in_its_group_earns_a_share() -> None:
    item = make.categorise(4, 2)
    assert share([item], {"categories": {"e1": "k1", "e2": "k1", "e3": "k1"}}) == Fraction(1, 2)
    assert share([item], {"categories": {"e1": "k9", "e9": "k1"}}) == NOTHING


groups = st.lists(st.sampled_from(["k1", "k2", "k3", None]), min_size=5, max_size=5)


@given(groups, st.integers(1, 5))
def test_groups_never_fall_when_an_entry_more_is_right(placed: list[str | None], mended: int) -> None:
    item = make.categorise(5, 3)
    before = {f"e{n}": group for n, group in enumerate(placed, start=1) if group}
    after = before | {f"e{mended}": item.entries[mended - 1].category_id}
    assert share([item], {"categories": after}) >= share([item], {"categories": before})


# Tables


def test_each_row_with_its_column_earns_a_share() -> None:
    item = make.matrix(("1", "2", "3"))
    cells = {"r1": ["c1"], "r2": ["c1"], "r3": ["c3", "c1"]}
    assert share([item], {"cells": cells}) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("ticked", "earned"),
    [
        (["c2", "c3"], 1),
        (["c2"], Fraction(1, 2)),
        (["c1", "c2", "c3"], Fraction(1, 2)),
        (["c1", "c2"], 0),
        (["c1"], 0),
        ([], 0),
    ],
)
def test_in_a_row_of_several_wrong_ticks_are_taken_off(ticked: list[str], earned: Fraction) -> None:
    item = make.matrix(("1", "23"))
    assert share([item], {"cells": {"r2": ticked}}) == Fraction(earned) / 2


def test_a_row_that_is_all_wrong_takes_nothing_from_the_others() -> None:
    item = make.matrix(("1", "23"))
    assert share([item], {"cells": {"r1": ["c1"], "r2": ["c1"]}}) == Fraction(1, 2)


@given(
    st.lists(picks.map(lambda one: {f"c{'abcd'.index(x) + 1}" for x in one}), min_size=3, max_size=3),
    st.integers(0, 2),
    st.integers(1, 4),
)
def test_a_table_never_falls_when_a_cell_more_is_right(ticks: list[set[str]], row: int, column: int) -> None:
    item = make.matrix(("1", "23", "134"), 4)
    right = item.rows[row].right_column_ids
    mended = [set(one) for one in ticks]
    (mended[row].add if f"c{column}" in right else mended[row].discard)(f"c{column}")
    before, after = (
        {"cells": {f"r{n}": sorted(one) for n, one in enumerate(each, start=1)}} for each in (ticks, mended)
    )
    assert share([item], after) >= share([item], before)


# Words in a text


@pytest.mark.parametrize(
    ("marked", "earned"),
    [
        (["w1", "w3"], 1),
        (["w1"], Fraction(1, 2)),
        (["w1", "w2"], 0),
        (["w1", "w2", "w3"], Fraction(1, 2)),
        (["w1", "w2", "w3", "w4", "w5"], 0),
        (["w2", "w4"], 0),
        ([], 0),
    ],
)
def test_wrong_words_are_taken_off_the_right_ones(marked: list[str], earned: Fraction) -> None:
    assert share([make.mark_words((1, 3), 5)], {"marked": marked}) == earned


@given(st.sets(st.integers(1, 5)), st.integers(1, 5))
def test_words_never_fall_when_one_more_is_judged_rightly(marked: set[int], mended: int) -> None:
    right = {1, 3}
    after = marked | {mended} if mended in right else marked - {mended}
    item = make.mark_words(sorted(right), 5)
    before_share, after_share = (
        share([item], {"marked": [f"w{n}" for n in sorted(words)]}) for words in (marked, after)
    )
    assert after_share >= before_share


# Without a key


@pytest.mark.parametrize(
    "item", [make.likert(), make.poll(), make.reflection(), make.essay(), make.upload()], ids=lambda i: i.type
)
def test_what_has_no_key_earns_and_costs_nothing(item) -> None:
    assert not scoring.is_scored(item)
    assert scoring.most_points(item) == 0
    answered = {"text": "word " * 9, "chosen": ["a"], "ratings": {"s1": "1"}, "files": ["x"]}
    assert share([item], answered) == NOTHING
    assert scoring.points(NOTHING, scoring.most_points(item)) == 0
