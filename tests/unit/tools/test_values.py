"""How a sheet is kept, and what of an older one still fits."""

from typing import Any

import pytest

from lms.tools.rules.rows import removed_row, with_row_back, without_row
from lms.tools.rules.values import SectionValues, section_in, values_in, with_section
from tests.factories.tools import FIELDS, ROWS, TIES, TOOL


def three_rows() -> dict[str, Any]:
    rows = tuple({"name": name, "jobs": "1"} for name in "abc")
    kept = with_section(ROWS, {}, SectionValues(rows=rows))
    return with_section(TIES, kept, SectionValues(pairs=((1, 2), (2, 3))))


def test_what_is_filled_in_comes_back() -> None:
    kept = with_section(FIELDS, {}, SectionValues(fields={"jobs": "12", "area": "city"}))
    assert values_in(TOOL, kept).fields == {"jobs": "12", "area": "city"}
    assert section_in(TOOL, ROWS, three_rows()).rows[1] == {"name": "b", "jobs": "1"}
    assert section_in(TOOL, TIES, three_rows()).pairs == ((1, 2), (2, 3))


def test_what_no_longer_fits_is_kept_but_not_shown() -> None:
    old = {"fields": {"gone": "1", "jobs": "many", "area": "village", "share": "40"}}
    assert values_in(TOOL, old).fields == {"share": "40"}
    saved = with_section(FIELDS, old, SectionValues(fields={"share": "50"}))
    assert saved["fields"] == {"gone": "1", "share": "50"}


def test_columns_that_are_gone_stay_in_their_rows() -> None:
    old = {"rows": {"rows": [{"name": "a", "gone": "x"}]}}
    saved = with_section(ROWS, old, SectionValues(rows=({"name": "b"}, {"name": "c"})))
    assert saved["rows"]["rows"] == [{"gone": "x", "name": "b"}, {"name": "c"}]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"fields": [1], "rows": {"rows": "x"}, "ticks": {"ties": [[1], "a", [9, 2], [1, 99]]}},
        {"fields": None, "rows": {"rows": [None, 3, {"name": 4}]}, "ticks": []},
        {"rows": [], "changed": 3, "removed": 7},
    ],
)
def test_nonsense_in_the_database_shows_a_blank_sheet(nonsense: dict[str, Any]) -> None:
    values = values_in(TOOL, nonsense)
    assert values.fields == {}
    assert not any(any(row.values()) for row in values.tables["rows"])
    assert values.matrices["ties"] == ()


def test_more_rows_than_the_tool_has_are_not_shown() -> None:
    old = {"rows": {"rows": [{"name": str(number)} for number in range(9)]}}
    assert len(values_in(TOOL, old).tables["rows"]) == 4


def test_a_removed_row_takes_its_ticks_along_and_the_others_move_up() -> None:
    kept = without_row(TOOL, three_rows(), "rows", 1)
    assert [row["name"] for row in section_in(TOOL, ROWS, kept).rows] == ["a", "c"]
    assert section_in(TOOL, TIES, kept).pairs == ()
    kept = without_row(TOOL, three_rows(), "rows", 0)
    assert section_in(TOOL, TIES, kept).pairs == ((1, 2),)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_row_put_back_stands_where_it_was_with_its_ticks(index: int) -> None:
    before = three_rows()
    removed = without_row(TOOL, before, "rows", index)
    assert removed_row(TOOL, removed, "rows") is not None
    after = with_row_back(TOOL, removed, "rows")
    assert values_in(TOOL, after) == values_in(TOOL, before)
    assert removed_row(TOOL, after, "rows") is None


def test_a_full_table_takes_no_row_back() -> None:
    removed = without_row(TOOL, three_rows(), "rows", 0)
    full = with_section(ROWS, removed, SectionValues(rows=({"name": "x"},) * 4))
    assert with_row_back(TOOL, full, "rows") == full
