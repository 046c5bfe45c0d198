"""What is read from quiz fences, type by type."""

from decimal import Decimal

import pytest

from lms.content.item_sources import (
    CategoriseSource,
    ChoiceSource,
    ClozeSource,
    EssaySource,
    HotspotSource,
    ItemSource,
    LikertSource,
    MarkWordsSource,
    MatchingSource,
    MatrixSource,
    NumericSource,
    OrderingSource,
    ShortTextSource,
    UploadSource,
)
from lms.content.item_writing import write_item
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes, as_text
from lms.content.quiz_syntax import parse_items


def item_of(text: str, *, kind: str | None = None) -> ItemSource:
    notes = Notes("x.md")
    if kind:
        text = text.replace("\n", f" [type: {kind}]\n", 1)
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


def test_areas_of_a_figure_are_rectangles_in_per_cent() -> None:
    item = item_of(
        "### a [hint-cost: 12.5%]\nWhere is it?\n\nLook well.\n\n![A map](../assets/map.svg)\n\n"
        "(x) @12.5,30 20x15.25 The harbour\n    > Yes.\n( ) @ 60 , 5  25 × 20  The *town*\n\n? North."
    )
    assert isinstance(item, HotspotSource)
    assert (item.prompt.text, item.figure.text) == (
        "Where is it?\n\nLook well.",
        "![A map](../assets/map.svg)",
    )
    assert item.figure.line == 6
    harbour, town = item.areas
    assert (harbour.x, harbour.y, harbour.width) == (Decimal("12.5"), 30, 20)
    assert (town.text.text, town.height, town.is_correct) == ("The *town*", 20, False)
    assert (item.is_multiple, item.scoring, item.hint_cost) == (False, ChoiceScoring.EXACT, Decimal("0.125"))


def test_several_areas_earn_a_share_each_if_nothing_else_is_said() -> None:
    item = item_of("### a\nWhere?\n\n![A](../assets/a.svg)\n\n[x] @0,0 10x10 One\n[X] @50,50 50x50 Two")
    assert isinstance(item, HotspotSource)
    assert (item.is_multiple, item.scoring) == (True, ChoiceScoring.PROPORTIONAL)


def test_entries_have_categories_and_some_categories_stay_empty() -> None:
    item = item_of("### a\nSort.\n\n- Firms -> jobs => B\n    > So.\n- Two => A\n- => C", kind="categorise")
    assert isinstance(item, CategoriseSource)
    assert [one.entry.text for one in item.entries if one.entry] == ["Firms -> jobs", "Two"]
    assert [category.text for category in item.categories] == ["B", "A", "C"]


def test_a_table_of_marks_has_rows_and_columns() -> None:
    item = item_of(
        "### a\nWho?\n\n| a table | in the prompt |\n|---|---|\n| 1 | 2 |\n\n"
        "| | Sells \\| exports | Teaches |\n|:--|:-:|---:|\n"
        "| A firm | (X) | ( ) |\n    > So.\n| School|( )|(x)|"
    )
    assert isinstance(item, MatrixSource)
    assert item.prompt.text.endswith("| 1 | 2 |")
    assert [(column.text, column.column) for column in item.columns] == [
        ("Sells \\| exports", 5),
        ("Teaches", 24),
    ]
    assert [(row.text.text, row.right) for row in item.rows] == [("A firm", (0,)), ("School", (1,))]


def test_words_to_mark_stand_in_the_text() -> None:
    item = item_of("### a\nIt has [x: firms ] and [ : a\tfence], not `[x: code]`.\n    > Both.")
    assert isinstance(item, MarkWordsSource)
    assert [(word.text, word.is_correct) for word in item.words] == [("firms", True), ("a fence", False)]
    assert item.feedback is not None


def test_a_scale_stands_above_its_statements() -> None:
    item = item_of(
        "### a\n- a bullet of the question\n\nHow often?\n\n"
        "scale: never | at times|always\n- One\n- Two -> three",
        kind="likert",
    )
    assert isinstance(item, LikertSource)
    assert item.prompt.text.endswith("How often?")
    assert [(point.text, point.column) for point in item.scale] == [
        ("never", 8),
        ("at times", 16),
        ("always", 25),
    ]
    assert [statement.text for statement in item.statements] == ["One", "Two -> three"]


def test_an_essay_and_an_upload_say_how_much_is_taken() -> None:
    essay = item_of("### a [words: 200 – 400]\nWhy?\n\n- In 1 step\n\n? Think.\n> So.", kind="essay")
    assert isinstance(essay, EssaySource)
    assert (essay.least_words, essay.most_words) == (200, 400)
    assert essay.prompt.text.endswith("- In 1 step")
    upload = item_of("### a [files: 2] [size: 5] [accept: PDF, .docx]\nHand it in.", kind="upload")
    assert isinstance(upload, UploadSource)
    assert (upload.most_files, upload.most_megabytes, upload.endings) == (2, 5, ("pdf", "docx"))


@pytest.mark.parametrize(
    "question", ["- a => b", "- a -> b", "1. One", "= 1", "{{gap}}", "| a | (x) |", "( ) One"]
)
def test_a_type_that_is_written_goes_before_what_the_question_looks_like(question: str) -> None:
    notes = Notes("x.md")
    (item,) = parse_items(["### a [type: reflection]", "What?", question], 1, notes)
    assert item.type is ItemType.REFLECTION
    assert question in item.prompt.text


def test_markdown_of_the_type_stays_when_the_question_looks_like_another() -> None:
    item = item_of("### a\nIt has [x: firms] and [ : a fence].\n\n- a -> b", kind="mark-words")
    assert "[type: mark-words]" in write_item(item)
    assert item_of(write_item(item)) == item
