"""What the pages of tools say in words, and what is said of a section's standing."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from lms.content.tools.model import Computed, Input, InputKind, Section, SheetValues, Show, Table
from lms.content.tools.values import ValueProblem
from lms.tools.rules.standing import Standing, standing_of
from lms.tools.spreadsheet import SheetWords
from lms.tools.spreadsheet_words import spreadsheet_words
from lms.tools.wording import STANDINGS, problem_text
from lms.tools.writing import LocalWriter
from tests.factories.tools import DAY, FIELDS, JOBS, NOTE, ROWS, SHARE, TIES


@pytest.fixture(autouse=True)
def _speaking() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale("en_GB"):
        yield


@pytest.mark.parametrize(
    ("problem", "of", "said"),
    [
        (ValueProblem.TOO_SMALL, JOBS, "Write 0 or more."),
        (ValueProblem.TOO_LARGE, SHARE, "Write 100 % or less."),
        (ValueProblem.TOO_LONG, NOTE, "Write at most 4000 characters."),
        (ValueProblem.TOO_LONG, DAY, "Write at most 300 characters."),
    ],
)
def test_a_problem_names_the_limit_as_it_would_be_typed(problem: ValueProblem, of: Input, said: str) -> None:
    assert problem_text(problem, of) == said


@pytest.mark.parametrize("problem", ValueProblem)
def test_every_problem_has_words_of_its_own(problem: ValueProblem) -> None:
    of = Input(id="n", label="N", kind=InputKind.NUMBER, least=Decimal(1), most=Decimal(2))
    others = {problem_text(other, of) for other in ValueProblem if other is not problem}
    assert problem_text(problem, of) not in others


def test_every_standing_has_words() -> None:
    assert set(STANDINGS) == set(Standing)


def test_a_spreadsheet_without_a_reader_says_the_same_as_one_in_english() -> None:
    assert spreadsheet_words() == SheetWords()


@pytest.mark.parametrize(
    ("decimals", "unit", "text"),
    [(0, "", "2027"), (0, "jobs", "2,027 jobs"), (1, "", "2,027.0")],
)
def test_a_year_has_no_sign_for_thousands(decimals: int, unit: str, text: str) -> None:
    of = Computed(id="n", label="N", show=Show.NUMBER, formula="1", decimals=decimals, unit=unit)
    assert LocalWriter().value(Decimal(2027), of) == text


HALF = Computed(id="half", label="Half", show=Show.NUMBER, formula="row / 2")
STEPS = Section(id="steps", title="Steps", table=Table(row_label="Step", steps=3, columns=(HALF,)))


@pytest.mark.parametrize(
    ("section", "values", "standing"),
    [
        (FIELDS, SheetValues(), Standing.EMPTY),
        (FIELDS, SheetValues(fields={"jobs": "1"}), Standing.BEGUN),
        (FIELDS, SheetValues(fields={one.id: "1" for one in FIELDS.fields}), Standing.FILLED),
        (ROWS, SheetValues(tables={"rows": ({}, {})}), Standing.EMPTY),
        (ROWS, SheetValues(tables={"rows": ({}, {"jobs": "1"})}), Standing.FILLED),
        (TIES, SheetValues(), Standing.EMPTY),
        (TIES, SheetValues(matrices={"ties": ((1, 2),)}), Standing.FILLED),
        (STEPS, SheetValues(), Standing.COMPUTED),
    ],
)
def test_a_section_says_how_far_it_is_filled_in(
    section: Section, values: SheetValues, standing: Standing
) -> None:
    assert standing_of(section, values) is standing
