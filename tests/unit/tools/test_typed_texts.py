"""Whatever somebody types, the spreadsheet opens, and a text in it stays the text that was typed."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from lms.content.tools.model import Case, Computed, SheetValues, Show
from lms.core.workbook import LONGEST_FORMULA
from lms.tools.spreadsheet import write_spreadsheet
from tests.factories.tools import JOBS, NAME, NOTE, TOOL

LETTER = Computed(id="letter", label="Letter", show=Show.LETTER, cases=(Case(say="{note}"),))
WITH_LETTER = replace(TOOL, sections=(replace(TOOL.sections[0], results=(LETTER,)), *TOOL.sections[1:]))

TYPED = (
    "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "{=1+1}", "https://example.org", "mailto:a@b.org",
    "internal:Totals!A1", "<r>a & b</r>", "<r><t>a</t></r>", "</si><si>", "]]>", "<!DOCTYPE x>", "&amp; &lt;",
    "_x000B_", "12", "0012", "true", "#DIV/0!", "a\u202eb\u2066c", "👩‍🔬", "z" + "\u0363" * 90, "x" * 300,
    "a\n<r>", "'quoted", '"', "$A$1",
)  # fmt: skip


def filled_in(text: str) -> bytes:
    values = SheetValues(fields={NOTE.id: text}, tables={"rows": ({NAME.id: text[:300]}, {NAME.id: "b"})})
    return write_spreadsheet(WITH_LETTER, values, title=text)


@pytest.mark.parametrize("text", TYPED, ids=[str(number) for number in range(len(TYPED))])
def test_a_text_stays_the_text_that_was_typed(text: str) -> None:
    book = load_workbook(BytesIO(filled_in(text)), data_only=True)
    cells = [cell for sheet in book for row in sheet for cell in row]
    found = [cell for cell in cells if isinstance(cell.value, str) and cell.value.rstrip() == text]
    assert len(found) >= 4, "the title, the note, the letter and the name of the row"
    assert all(cell.hyperlink is None for cell in found)


@pytest.mark.parametrize("text", [*TYPED, "a\ufffeb\uffff", "a\x0bb\x00\x1f", "a\ud800b", "\ufffe"], ids=repr)
def test_every_part_of_the_workbook_can_be_read(text: str) -> None:
    with ZipFile(BytesIO(filled_in(text))) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(parts.read(name))


def test_a_formula_too_long_for_spreadsheets_gives_way_to_its_value() -> None:
    letter = replace(LETTER, cases=(Case(say="{jobs} " * 300),))
    tool = replace(TOOL, sections=(replace(TOOL.sections[0], results=(letter,)), *TOOL.sections[1:]))
    book = load_workbook(BytesIO(write_spreadsheet(tool, SheetValues(fields={JOBS.id: "7"}))))
    texts = [cell.value for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
    assert any(text.startswith("7 jobs 7 jobs") for text in texts)
    assert max(map(len, texts)) <= LONGEST_FORMULA
