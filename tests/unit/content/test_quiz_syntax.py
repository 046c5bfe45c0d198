"""What is read from quiz fences, type by type."""

from decimal import Decimal

import pytest

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    OrderingSource,
    ShortTextSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes, as_text
from lms.content.quiz_syntax import parse_items


def item_of(text: str) -> ItemSource:
    notes = Notes("x.md")
    (item,) = parse_items(text.split("\n"), 1, notes)
    assert not notes.has_errors, as_text(notes.problems)
    return item


def test_a_single_choice_has_options_feedback_hint_and_explanation() -> None:
    item = item_of(
        "### lq  [outcome: B1-O3] [points: 2]\nWhat does it say?\n\nSecond paragraph.\n\n"
        "( ) It grew.\n    > No: it compares\n    > shares.\n(x) It is over-\n"
        "    represented.\n    > Yes.\n\n"
        "? Think of shares.\n> A quotient\n>\n> of shares."
    )
    assert isinstance(item, ChoiceSource)
    assert (item.type, item.learning_outcome, item.points) == (ItemType.SINGLE_CHOICE, "B1-O3", 2)
    assert item.prompt.text == "What does it say?\n\nSecond paragraph."
    first, second = item.options
    assert (first.text.text, first.is_correct) == ("It grew.", False)
    assert first.feedback is not None
    assert (first.feedback.text, first.feedback.line, first.feedback.column) == (
        "No: it compares\nshares.",
        7,
        7,
    )
    assert (second.text.text, second.is_correct) == ("It is over-\nrepresented.", True)
    assert item.hint is not None
    assert item.hint.text == "Think of shares."
    assert item.explanation is not None
    assert item.explanation.text == "A quotient\n\nof shares."
    assert item.shuffle


def test_true_and_false_stand_in_the_authors_order() -> None:
    item = item_of("### a [type: true-false]\nIt is so.\n\n( ) True\n    > No.\n(x) False\n    > Yes.")
    assert isinstance(item, ChoiceSource)
    assert (item.type, item.shuffle) == (ItemType.TRUE_FALSE, False)


def test_a_multiple_choice_says_how_it_is_scored() -> None:
    item = item_of("### a [scoring: right-minus-wrong] [shuffle: no]\nWhich?\n\n[x] One\n[ ] Two\n[X] Three")
    assert isinstance(item, ChoiceSource)
    assert [option.is_correct for option in item.options] == [True, False, True]
    assert (item.scoring, item.shuffle) == (ChoiceScoring.RIGHT_MINUS_WRONG, False)


@pytest.mark.parametrize(
    ("line", "value", "tolerance", "is_percent", "unit"),
    [
        ("= 1.87", "1.87", "0", False, None),
        ("= 1.87 ± 0.02", "1.87", "0.02", False, None),
        ("= 120 ± 1 jobs", "120", "1", False, "jobs"),
        ("= 120 jobs per year", "120", "0", False, "jobs per year"),
        ("= 12 ± 2%", "12", "2", True, None),
        ("= 12 ± 2 %", "12", "2", False, "%"),
        ("= 12 ± 2% %", "12", "2", True, "%"),
        ("= 5%", "5", "0", False, "%"),
        ("= -5 +/- 1 EUR", "-5", "1", False, "EUR"),
        ("= −5", "-5", "0", False, None),
        ("= +5", "5", "0", False, None),
        ("= {2 * 3} ± 1 km²", "2 * 3", "1", False, "km²"),
    ],
)
def test_a_value_has_tolerance_and_unit(
    line: str, value: str, tolerance: str, is_percent: bool, unit: str | None
) -> None:
    item = item_of(f"### a\nHow many?\n\n{line}\n    > Yes.")
    assert isinstance(item, NumericSource)
    answer = item.answer
    assert (answer.value, answer.tolerance, answer.is_percent) == (value, Decimal(tolerance), is_percent)
    assert answer.unit == unit


def test_a_numeric_item_has_parameter_sets_and_foreseen_values() -> None:
    item = item_of(
        "### a\n{e0} jobs became {e1}. Regional effect?\n\n"
        "| a table | in the prompt |\n|---|---|\n| 1 | 2 |\n\n"
        "= {e1 - e0} ± 1 jobs\n    > Yes.\n!= {e1} ± 1\n    > That is the new number.\n"
        "| e0 | e1 |\n|----|:--:|\n| 2000 | 2300 |\n| 1500 | 1650.5 |"
    )
    assert isinstance(item, NumericSource)
    assert item.prompt.text.endswith("| 1 | 2 |")
    assert item.parameters is not None
    assert item.parameters.sets()[1] == {"e0": Decimal(1500), "e1": Decimal("1650.5")}
    assert [wrong.value for wrong in item.misconceptions] == ["e1"]


def test_words_after_the_equals_sign_are_a_short_text() -> None:
    item = item_of(
        "### a [fold: diacritics]\nWhich?\n\n= quintuple | five-fold\n!= quadruple\n    > That is four."
    )
    assert isinstance(item, ShortTextSource)
    assert item.answers == ("quintuple", "five-fold")
    assert item.fold_diacritics
    assert item.near_misses[0].text == "quadruple"


def test_a_short_text_may_begin_with_a_digit_when_it_says_so() -> None:
    item = item_of("### a [type: short-text]\nWhich?\n\n= 5-fold | quintuple\n    > Yes.")
    assert isinstance(item, ShortTextSource)


def test_left_sides_may_share_a_right_side_and_distractors_have_no_left() -> None:
    item = item_of("### a\nMatch.\n\n- *One* -> A\n    > Yes.\n- Two -> A\n- Three -> B\n- -> C")
    assert isinstance(item, MatchingSource)
    assert [right.text for right in item.rights] == ["A", "B", "C"]
    assert [pair.left.text for pair in item.pairs if pair.left] == ["*One*", "Two", "Three"]


def test_an_ordering_stands_in_the_right_order() -> None:
    item = item_of("### a\nOrder:\n\n1. First\n2. Second\n    goes on\n\n> So.")
    assert isinstance(item, OrderingSource)
    assert [entry.text for entry in item.entries] == ["First", "Second\ngoes on"]


def test_gaps_are_typed_or_chosen_and_formulas_have_none() -> None:
    item = item_of(
        "### a\nA cluster has no {{boundaries | edges}} and needs {{=caution|neglect}}: "
        "$\\frac{{a}}{b}$, `{{c}}`.\n"
        "    > Both right.\n\n? Look twice.\n> Because."
    )
    assert isinstance(item, ClozeSource)
    assert [(gap.answers, gap.is_choice) for gap in item.gaps] == [
        (("boundaries", "edges"), False),
        (("caution", "neglect"), True),
    ]
    assert item.feedback is not None
    assert item.prompt.text.endswith("`{{c}}`.")


def test_numbered_lines_belong_to_the_prompt_when_there_are_options() -> None:
    item = item_of("### a\nWhich is right?\n\n1. One\n2. Two\n- a -> b\n\n( ) The first\n(x) The second")
    assert isinstance(item, ChoiceSource)
    assert item.prompt.text.endswith("- a -> b")


def test_a_quotation_above_the_answers_belongs_to_the_prompt() -> None:
    item = item_of("### a\n> A quotation.\n\nWho said it?\n\n( ) She\n(x) He\n> An explanation.")
    assert item.prompt.text.startswith("> A quotation.")
    assert item.explanation is not None
    assert item.explanation.text == "An explanation."


def test_several_items_stand_in_one_fence() -> None:
    notes = Notes("x.md")
    items = parse_items(["### a", "One?", "", "= 1", "", "### b", "Two?", "", "= 2"], 10, notes)
    assert [(item.id, item.line) for item in items] == [("a", 10), ("b", 15)]
