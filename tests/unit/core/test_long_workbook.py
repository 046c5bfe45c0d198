"""Long lists as workbooks: sent while they are written, and read by others as what they were."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from lms.core import long_workbook
from lms.core.long_workbook import ROWS_A_BATCH, Cell, workbook_pieces
from tests.support.office import recomputed

HEADS = ("Name", "Tries", "Share", "Day", "Moment", "Nothing")
TEXTS = (
    "=1+1",
    "<r>x</r>",
    "</sheetData>&amp;",
    "  two\nlines ",
    "Šiauliai \x07",
    "1",
    "https://example.org/",
)
ROW: tuple[Cell, ...] = (3, Decimal("0.25"), date(2026, 2, 28), datetime(2026, 2, 28, 23, 30), None)


def book_of(rows: list[tuple[Cell, ...]]) -> bytes:
    return b"".join(workbook_pieces("People", HEADS, rows))


def read(book: Workbook) -> list[list[tuple[object, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def many(count: int) -> Iterator[tuple[Cell, ...]]:
    return ((f"Person {number}", number) for number in range(count))


def test_others_read_what_was_written(tmp_path: Path) -> None:
    # The second batch begins with other looks than the first.
    rows: list[tuple[Cell, ...]] = [(TEXTS[n % len(TEXTS)], *ROW) for n in range(ROWS_A_BATCH)]
    rows += [("Later", 4, Decimal(1), datetime(2026, 3, 1, 8, 0), date(2026, 3, 2), None)]
    data = book_of(rows)
    for book in (load_workbook(BytesIO(data)), recomputed({"list": data}, tmp_path)["list"]):
        (sheet,) = book.worksheets
        head, *found = sheet.iter_rows()
        assert [cell.value for cell in head] == list(HEADS)
        assert head[0].font.b
        assert {row[0].value for row in found[:-1]} >= {TEXTS[0], *TEXTS[2:4], *TEXTS[5:]}
        assert {row[0].data_type for row in found} == {"s"}
        shown = [cell.value for cell in found[0]][1:]
        assert shown == [3, 0.25, datetime(2026, 2, 28), datetime(2026, 2, 28, 23, 30), None]
        assert [cell.value for cell in found[-1]][3:5] == [datetime(2026, 3, 1, 8, 0), datetime(2026, 3, 2)]
        for row, day, moment in ((found[0], 3, 4), (found[-1], 4, 3)):
            assert row[day].number_format.replace("\\", "") == "yyyy-mm-dd"
            assert "hh:mm" in row[moment].number_format
        assert not [cell for row in found for cell in row if cell.hyperlink]


def test_an_empty_list_is_a_workbook_with_heads() -> None:
    book = load_workbook(BytesIO(book_of([])))
    assert read(book) == [[HEADS]]
    assert book.worksheets[0].freeze_panes == "A2"


@pytest.mark.parametrize("count", [ROWS_A_BATCH - 1, ROWS_A_BATCH, 2 * ROWS_A_BATCH, 4 * ROWS_A_BATCH + 1])
def test_what_one_sheet_cannot_hold_goes_on_in_another(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_workbook, "BATCHES_A_SHEET", 2)
    data = b"".join(workbook_pieces("A title longer than a sheet may have", HEADS[:2], many(count)))
    book = load_workbook(BytesIO(data))
    sheets = read(book)
    assert [row for sheet in sheets for row in sheet[1:]] == list(many(count))
    assert [sheet[0] for sheet in sheets] == [HEADS[:2]] * len(sheets)
    assert [len(sheet) - 1 for sheet in sheets[:-1]] == [2 * ROWS_A_BATCH] * (len(sheets) - 1)
    names = (
        "A title longer than a sheet may",
        "A title longer than a sheet m 2",
        "A title longer than a sheet m 3",
    )
    assert tuple(book.sheetnames) == names[: len(sheets)]
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_an_office_program_reads_all_sheets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(long_workbook, "BATCHES_A_SHEET", 1)
    data = b"".join(workbook_pieces("People", HEADS[:2], many(3 * ROWS_A_BATCH)))
    sheets = read(recomputed({"list": data}, tmp_path)["list"])
    assert [row for sheet in sheets for row in sheet[1:]] == list(many(3 * ROWS_A_BATCH))


@pytest.mark.parametrize("title", ["Vad hände?", "A/B: [all]*", "'Quoted'", "Who's who", "x" * 50])
def test_no_title_keeps_a_sheet_from_being_named(title: str) -> None:
    data = b"".join(workbook_pieces(title, HEADS, []))
    (name,) = load_workbook(BytesIO(data)).sheetnames
    assert name


def test_what_breaks_off_is_no_workbook() -> None:
    def broken() -> Iterator[tuple[Cell, ...]]:
        yield from many(ROWS_A_BATCH + 1)
        raise LookupError

    sent = []
    with pytest.raises(LookupError):
        sent.extend(workbook_pieces("People", HEADS[:2], broken()))
    with pytest.raises(BadZipFile):
        ZipFile(BytesIO(b"".join(sent)))


def test_no_sheet_is_longer_than_spreadsheets_read() -> None:
    assert 1 + long_workbook.BATCHES_A_SHEET * ROWS_A_BATCH <= 1_048_576


def test_pieces_leave_as_rows_come() -> None:
    taken = 0

    def rows() -> Iterator[tuple[Cell, ...]]:
        nonlocal taken
        for row in many(5 * ROWS_A_BATCH):
            taken += 1
            yield row

    progress = [taken for _piece in workbook_pieces("People", HEADS[:2], rows())]
    assert progress[0] == ROWS_A_BATCH
    assert all(later - earlier <= ROWS_A_BATCH for earlier, later in pairwise(progress))
