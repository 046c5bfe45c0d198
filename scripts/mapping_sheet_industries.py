"""How are the tabs with industries made: the one to fill in, and the example?"""

from collections.abc import Sequence
from dataclasses import replace

from mapping_sheet_book import (
    AMBER,
    AMBER_SOFT,
    INK,
    SEA,
    SEA_SOFT,
    Book,
    Value,
    allow_whole,
    letters,
    style_input,
    style_output,
    style_row,
    write,
    write_heads,
)
from mapping_sheet_content import (
    EXAMPLE,
    EXAMPLE_READING,
    EXAMPLE_VERDICTS,
    INDUSTRY_COLUMNS,
    INDUSTRY_ROWS,
    QUESTIONS,
    REFERENCE_JOBS,
    REFERENCE_JOBS_BASE,
    REGION_JOBS,
    TOTALS,
    UNSTABLE_BELOW,
    Industry,
)
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

TOTAL_HEAD, TOTAL, HEAD, FIRST = 4, 5, 7, 8
"""Rows: names of the totals, the totals, column headings, first industry."""


def add_industry_sheet(book: Book, title: str, *, heading: str, hint: str, colour: str) -> Worksheet:
    """Totals, column headings and what both tabs of industries have in common."""
    sheet = book.add_sheet(
        title, heading=heading, hint=hint, widths=[c.width for c in INDUSTRY_COLUMNS], colour=colour
    )
    write_heads(sheet, TOTAL_HEAD, [label for label, _ in TOTALS])
    write_heads(sheet, HEAD, [column.title for column in INDUSTRY_COLUMNS], height=64)
    sheet.freeze_panes = f"B{FIRST}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    return sheet


def industry_formulas(row: int) -> dict[str, str]:
    """Column → formula of one industry; each stays empty until its own inputs are there."""
    now, reference, base, reference_base = f"C{row}", f"D{row}", f"E{row}", f"F{row}"
    region_all, reference_all, reference_all_base = f"$E${TOTAL}", f"$F${TOTAL}", f"$G${TOTAL}"
    growth_all = f"({reference_all}/{reference_all_base}-1)"
    growth = f"({reference}/{reference_base}-1)"

    def when(needed: Sequence[str], formula: str) -> str:
        return f'=IF(COUNT({",".join(needed)})<{len(needed)},"",IFERROR({formula},""))'

    return {
        "H": when([now, region_all], f"{now}/{region_all}"),
        "I": when([reference, reference_all], f"{reference}/{reference_all}"),
        "J": when(
            [now, region_all, reference, reference_all], f"({now}/{region_all})/({reference}/{reference_all})"
        ),
        "K": when([now, reference], f"{now}/{reference}"),
        "L": when([now, base], f"{now}-{base}"),
        "M": when([base, reference_all, reference_all_base], f"{base}*{growth_all}"),
        "N": when(
            [base, reference, reference_base, reference_all, reference_all_base],
            f"{base}*({growth}-{growth_all})",
        ),
        "O": when([now, base, reference, reference_base], f"{now}-{base}-{base}*{growth}"),
        "P": f'=IF(COUNT({now})=0,"",IF(OR({now}>{region_all},AND(COUNT({reference})=1,{now}>{reference})),'
        f'"check figures",IF({now}<{UNSTABLE_BELOW},"unstable","")))',
    }


def industry_results(industry: Industry) -> dict[str, Value]:
    """What the formulas of one industry of the example come to."""
    share, reference = industry.region / REGION_JOBS, industry.reference / REFERENCE_JOBS
    growth_all = REFERENCE_JOBS / REFERENCE_JOBS_BASE - 1
    growth = industry.reference / industry.reference_base - 1
    change = industry.region - industry.region_base
    return {
        "H": share,
        "I": reference,
        "J": share / reference,
        "K": industry.region / industry.reference,
        "L": change,
        "M": industry.region_base * growth_all,
        "N": industry.region_base * (growth - growth_all),
        "O": change - industry.region_base * growth,
        "P": "unstable" if industry.region < UNSTABLE_BELOW else "",
    }


def write_formulas(book: Book, sheet: Worksheet, row: int, results: dict[str, Value] | None) -> None:
    """The computed half of an industry's row."""
    for letter, formula in industry_formulas(row).items():
        book.formula(sheet, f"{letter}{row}", formula, results[letter] if results else "")


def add_industries(book: Book) -> None:
    """The tab to fill in: totals and one row for each industry."""
    sheet = add_industry_sheet(
        book,
        "Industries",
        heading="Industries",
        hint="Fill in the coloured cells, with the same source for both areas wherever you can.",
        colour=AMBER_SOFT,
    )
    last = FIRST + INDUSTRY_ROWS - 1
    for letter, (_, number) in zip("ABCDEFG", TOTALS, strict=True):
        style_input(sheet, f"{letter}{TOTAL}", number=number, wraps=number == "@")
    sheet.row_dimensions[TOTAL].height = 22
    for row in range(FIRST, last + 1):
        write_formulas(book, sheet, row, None)
        style_row(sheet, row, INDUSTRY_COLUMNS)
    allow_whole(sheet, f"C{TOTAL}:D{TOTAL}", 1980, 2100, "Year")
    allow_whole(sheet, f"E{TOTAL}:G{TOTAL}", 1, 1_000_000_000, "Jobs")
    allow_whole(sheet, f"C{FIRST}:F{last}", 0, 1_000_000_000, "Jobs")
    highlight_flags(sheet, last)
    sheet.print_area = f"A1:P{last}"


def highlight_flags(sheet: Worksheet, last: int) -> None:
    """Make flags stand out; the word stays, so that colour is not needed."""
    style = DifferentialStyle(font=Font(bold=True, color=AMBER))
    rule = Rule(type="expression", formula=[f"LEN($P{FIRST})>0"], dxf=style)
    sheet.conditional_formatting.add(f"P{FIRST}:P{last}", rule)


def add_example(book: Book) -> None:
    """Norrvik, filled in and locked."""
    sheet = add_industry_sheet(
        book,
        "Example",
        heading="Invented example: Norrvik",
        hint="Invented example. Region, country and figures do not exist.",
        colour=SEA_SOFT,
    )
    totals: tuple[Value, ...] = (
        "Norrvik",
        "The country",
        "now",
        "five years ago",
        REGION_JOBS,
        REFERENCE_JOBS,
        REFERENCE_JOBS_BASE,
    )
    for letter, value, (_, number) in zip("ABCDEFG", totals, TOTALS, strict=True):
        sheet[f"{letter}{TOTAL}"] = value
        style_output(sheet, f"{letter}{TOTAL}", number=number)
    for row, industry in enumerate(EXAMPLE, start=FIRST):
        write_example_row(book, sheet, row, industry)
    write_example_reading(sheet, FIRST + len(EXAMPLE) + 1)
    highlight_flags(sheet, FIRST + len(EXAMPLE) - 1)
    sheet.print_area = "A1:P22"


def write_example_row(book: Book, sheet: Worksheet, row: int, industry: Industry) -> None:
    """An industry with its figures and formulas."""
    figures: tuple[Value, ...] = (
        industry.name,
        industry.code,
        industry.region,
        industry.reference,
        industry.region_base,
        industry.reference_base,
        industry.source,
    )
    for letter, value in zip("ABCDEFG", figures, strict=True):
        sheet[f"{letter}{row}"] = value
    write_formulas(book, sheet, row, industry_results(industry))
    style_row(sheet, row, [replace(column, is_input=False) for column in INDUSTRY_COLUMNS])


def write_example_reading(sheet: Worksheet, row: int) -> None:
    """What the figures say, and the four questions as far as they can be answered."""
    for offset, text in enumerate(EXAMPLE_READING):
        write(sheet, f"A{row + offset}", text)
    first = row + len(EXAMPLE_READING) + 1
    write(sheet, f"A{first}", "Plausibility test, as far as figures go", font=letters(bold=True, color=SEA))
    for offset, ((name, _), (verdict, evidence)) in enumerate(
        zip(QUESTIONS, EXAMPLE_VERDICTS, strict=True), start=first + 1
    ):
        write(sheet, f"A{offset}", name, font=letters(bold=True, color=INK))
        write(sheet, f"B{offset}", f"{verdict}: {evidence}")
