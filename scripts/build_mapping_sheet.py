"""How is the cluster mapping sheet of module B1 made? Run this file; the same source gives the same bytes."""

import sys
from collections.abc import Sequence
from pathlib import Path

from mapping_sheet_book import (
    AMBER_SOFT,
    INK,
    SEA,
    Book,
    allow_list,
    allow_whole,
    letters,
    style_input,
    style_output,
    style_row,
    write,
    write_heads,
)
from mapping_sheet_content import (
    ACTOR_COLUMNS,
    ACTOR_ROWS,
    GAPS,
    HELICES,
    QUESTIONS,
    READ_ME,
    READING,
    VERDICTS,
)
from mapping_sheet_industries import add_example, add_industries
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

COURSES = Path(__file__).parents[1] / "courses"
SHEET = COURSES / "basic" / "clusters-and-mapping" / "assets" / "mapping-sheet.xlsx"


def add_read_me(book: Book) -> None:
    """The first tab: what to do, the formulas, and warnings."""
    sheet = book.add_sheet(
        "Read me",
        heading="Cluster mapping sheet",
        hint="Module B1, Clusters and cluster initiatives: concepts, mapping and start-up",
        widths=[76],
        colour=SEA,
    )
    sheet.page_setup.orientation = "portrait"
    for row, line in enumerate(READ_ME.splitlines(), start=4):
        text, is_heading = line.removeprefix("# "), line.startswith("# ")
        font = letters(bold=True, color=SEA) if is_heading else letters()
        write(sheet, f"A{row}", text, wraps=True, font=font)
        if is_heading:
            sheet[f"A{row}"].alignment = Alignment(vertical="bottom")
        sheet.row_dimensions[row].height = 26 if is_heading else 17 * (1 + len(text) // 88)
        if text.endswith("this colour."):
            sheet[f"A{row}"].fill = PatternFill("solid", start_color=AMBER_SOFT)
    sheet.print_area = f"A1:A{3 + len(READ_ME.splitlines())}"


def add_actors(book: Book) -> None:
    """The register of actors."""
    sheet = book.add_sheet(
        "Actors",
        heading="Actors",
        hint="Store only what you need, say that you keep it, and delete it when the mapping is done.",
        widths=[column.width for column in ACTOR_COLUMNS],
        colour=AMBER_SOFT,
    )
    write_heads(sheet, 4, [column.title for column in ACTOR_COLUMNS])
    last = 4 + ACTOR_ROWS
    for row in range(5, last + 1):
        book.formula(sheet, f"F{row}", contact_formula(row), "")
        style_row(sheet, row, ACTOR_COLUMNS)
    allow_list(sheet, f"B5:B{last}", HELICES, "Helix")
    allow_list(sheet, f"C5:C{last}", GAPS, "Gap")
    allow_whole(sheet, f"D5:E{last}", 1, 5, "Power and interest")
    sheet.freeze_panes = "B5"
    sheet.print_title_rows = "4:4"
    sheet.print_area = f"A1:H{last}"


def contact_formula(row: int) -> str:
    """The field of the power–interest grid; 4 and 5 count as high."""
    power, interest = f"D{row}", f"E{row}"
    return (
        f'=IF(COUNT({power},{interest})<2,"",IF({power}>=4,IF({interest}>=4,"work closely","keep satisfied"),'
        f'IF({interest}>=4,"keep informed","keep an eye on")))'
    )


def write_plausibility(sheet: Worksheet, row: int, verdicts: Sequence[tuple[str, str]]) -> None:
    """Four questions with evidence and verdict, from the row of their headings."""
    write_heads(sheet, row, ("Question", "What to look for", "Evidence and source", "Verdict"), height=24)
    for number, (name, text) in enumerate(QUESTIONS, start=1):
        verdict, evidence = verdicts[number - 1] if verdicts else (None, None)
        for letter, value in zip("ABCD", (name, text, evidence, verdict), strict=True):
            style_output(sheet, f"{letter}{row + number}", wraps=True)
            sheet[f"{letter}{row + number}"] = value
        sheet.row_dimensions[row + number].height = 60


def add_plausibility(book: Book) -> None:
    """Four questions with a verdict, and the scores of the seven gaps."""
    sheet = book.add_sheet(
        "Plausibility",
        heading="Plausibility test and gaps",
        hint="Write the evidence first. A verdict without evidence is a guess.",
        widths=[26, 46, 60, 16],
        colour=AMBER_SOFT,
    )
    write_plausibility(sheet, 4, ())
    for row in range(5, 9):
        style_input(sheet, f"C{row}", wraps=True)
        style_input(sheet, f"D{row}")
    allow_list(sheet, "D5:D8", VERDICTS, "Verdict")
    write(sheet, "A10", "Reading", font=letters(bold=True, color=SEA))
    book.formula(sheet, "B10", READING, "Not all four questions have a verdict.")
    sheet["B10"].font = letters(bold=True, color=INK)
    add_gaps(book, sheet, first=13)
    sheet.freeze_panes = "B5"
    sheet.print_area = "A1:D21"


def add_gaps(book: Book, sheet: Worksheet, *, first: int) -> None:
    """The seven gaps, each with a score and its evidence."""
    heads = (
        "Innovation gap",
        "Score 0 to 3 (0 = no contact, 3 = joint work)",
        "Evidence and source",
        "Missing bridge?",
    )
    write_heads(sheet, first - 1, heads, height=24)
    last = first + len(GAPS) - 1
    for row, gap in enumerate(GAPS, start=first):
        style_output(sheet, f"A{row}")
        sheet[f"A{row}"] = gap
        style_input(sheet, f"B{row}", number="0")
        style_input(sheet, f"C{row}", wraps=True)
        lowest = f"AND(COUNT(B{row})=1,B{row}<3,B{row}=MIN(B${first}:B${last}))"
        book.formula(sheet, f"D{row}", f'=IF({lowest},"candidate","")', "")
        style_output(sheet, f"D{row}")
        sheet.row_dimensions[row].height = 24
    allow_whole(sheet, f"B{first}:B{last}", 0, 3, "Score")


def build() -> bytes:
    """The whole sheet."""
    book = Book()
    properties = book.workbook.properties
    properties.title, properties.creator = "Cluster mapping sheet", "Cluster Campus"
    properties.language = "en-GB"
    add_read_me(book)
    add_industries(book)
    add_actors(book)
    add_plausibility(book)
    add_example(book)
    book.workbook.calculation.fullCalcOnLoad = True
    return book.to_bytes()


def main() -> None:
    """Write the sheet to its place among the assets of the module, or to the path given."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SHEET
    path.write_bytes(build())


if __name__ == "__main__":
    main()
