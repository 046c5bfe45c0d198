"""Tables for spreadsheets: nothing in them is ever worked out."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.spreadsheet_text import BYTE_ORDER_MARK, csv_of


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_a_text_that_begins_a_formula_is_marked_as_text(text: str) -> None:
    assert cells(csv_of(["head"], [[text]]))[1][0].startswith("'")


def test_numbers_stay_numbers() -> None:
    assert cells(csv_of(["a", "b"], [[-3, Decimal("-2.5")]]))[1] == ["-3", "-2.5"]


def test_it_begins_with_what_tells_spreadsheets_its_letters() -> None:
    assert csv_of(["Bērziņa"], []).startswith(BYTE_ORDER_MARK)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=5))
def test_no_cell_begins_a_formula_and_none_is_lost(texts: list[str]) -> None:
    (_, row) = cells(csv_of(["x"] * len(texts), [texts]))
    assert [one.removeprefix("'") for one in row] == [one.removeprefix("'") for one in texts]
    assert not any(one.lstrip().startswith(("=", "+", "-", "@")) for one in row)
