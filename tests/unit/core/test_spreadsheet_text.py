"""Whatever somebody writes, and wherever the table is opened: no cell begins a formula."""

import csv
import io
from decimal import Decimal

import pytest

from lms.core.spreadsheet_text import BYTE_ORDER_MARK, csv_of

FORMULA = ("=", "+", "-", "@")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "  =1+1",
        "\t=1+1",
        "@SUM(1)",
        "a;=1+1",
        "a; =1+1;b",
        'a;"=1+1"',
        "a\t+1",
        'a"\n=1+1',
        "a,=1+1",
        'x;=HYPERLINK("a")&"";',
    ],
)
def test_no_cell_begins_a_formula(text: str, delimiter: str) -> None:
    table = csv_of(["Name"], [["1", text, "end"]]).removeprefix(BYTE_ORDER_MARK)
    cells = [one for row in csv.reader(io.StringIO(table), delimiter=delimiter) for one in row]
    assert [one for one in cells if one.lstrip(' "').startswith(FORMULA)] == []


def test_other_texts_and_numbers_stay_as_they_are() -> None:
    row: list[str | int | Decimal] = ["Bērziņš; Ķirsis – 2, a-b", -3, Decimal("-0.5")]
    assert csv_of(["A", "B", "C"], [row]) == (
        BYTE_ORDER_MARK + 'A,B,C\r\n"Bērziņš; Ķirsis – 2, a-b",-3,-0.5\r\n'
    )
