"""Which changes of an item start its figures anew, and which do not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lms.content.items import Case, ChoiceScoring, Item
from lms.quiz.rules.scoring_digests import scoring_digest
from tests.factories import quiz as make

CHOICE = make.choice("b")
NUMBER = make.numeric(unit="km")
TEXT = make.short_text("quintuple", "five")
PAIRS = make.matching()
ORDER = make.ordering()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CHOICE, replace(CHOICE, prompt_html="<p>Better words</p>")),
        (
            CHOICE,
            replace(CHOICE, explanation_html=None, hint_html="Think of <b>b</b>", learning_outcome=None),
        ),
        (CHOICE, replace(CHOICE, case=Case(id="c", html="<p>Story</p>"), shuffle=False)),
        (CHOICE, replace(CHOICE, points=Decimal("1.00"))),
        (CHOICE, replace(CHOICE, options=tuple(replace(one, feedback_html=None) for one in CHOICE.options))),
        (
            CHOICE,
            replace(
                CHOICE,
                options=tuple(replace(one, html=f"<p><b>{one.html}</b>.</p>") for one in CHOICE.options),
            ),
        ),
        (
            NUMBER,
            replace(
                NUMBER,
                variants=tuple(replace(one, prompt_html="New", misconceptions=()) for one in NUMBER.variants),
            ),
        ),
        (
            PAIRS,
            replace(PAIRS, lefts=tuple(replace(one, html=f"{one.html} (mended)") for one in PAIRS.lefts)),
        ),
        (NUMBER, make.numeric([("1.870", "0.0200")], unit="KM")),
        (TEXT, make.short_text("FIVE", "Quintuple", near="sixfold")),
    ],
)
def test_mended_wording_goes_on_counting(before: Item, after: Item) -> None:
    assert scoring_digest(after) == scoring_digest(before)


def exchanged(item: Item, field: str) -> Item:
    """The first two texts of a list have changed places; their ids have not."""
    first, second, *rest = getattr(item, field)
    changed = (replace(first, html=second.html), replace(second, html=first.html), *rest)
    return replace(item, **{field: changed})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CHOICE, make.choice("c")),
        (CHOICE, make.choice("b", 5)),
        (CHOICE, replace(CHOICE, points=Decimal(2))),
        (CHOICE, replace(CHOICE, hint_html="b", hint_cost=Decimal("0.5"))),
        (CHOICE, exchanged(CHOICE, "options")),
        (make.choice("ab"), make.choice("ab", scoring=ChoiceScoring.PROPORTIONAL)),
        (NUMBER, make.numeric([("1.88", "0.02")], unit="km")),
        (NUMBER, make.numeric([("1.87", "0.03")], unit="km")),
        (NUMBER, make.numeric([("1.87", "0.02"), ("2", "0")], unit="km")),
        (NUMBER, make.numeric()),
        (TEXT, make.short_text("quintuple")),
        (TEXT, make.short_text("quintuple", "five", fold=True)),
        (PAIRS, make.matching(distractors=0)),
        (PAIRS, exchanged(PAIRS, "lefts")),
        (ORDER, exchanged(ORDER, "entries")),
        (make.cloze(1, 2), make.cloze(2, 1)),
    ],
)
def test_whatever_decides_on_points_starts_anew(before: Item, after: Item) -> None:
    assert scoring_digest(after) != scoring_digest(before)


def test_the_same_key_in_two_items_has_the_same_digest() -> None:
    assert scoring_digest(make.choice(item_id="one")) == scoring_digest(make.choice(item_id="two"))
