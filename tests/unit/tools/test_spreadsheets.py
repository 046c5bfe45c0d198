"""Does every tool's spreadsheet come to the same as the page, also in somebody else's program?"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lms.content.loader import read_files
from lms.content.parser import parse_tree
from lms.content.sources import ModuleSource
from lms.content.tools.calculation import Outcome, calculate
from lms.content.tools.model import Input, InputKind, SheetValues, Table, Tool
from lms.tools.cli import spreadsheet_of
from lms.tools.spreadsheet import write_spreadsheet
from lms.tools.spreadsheet.plan import VALUE, Plan, make_plan
from tests.support.office import recomputed

COURSES = Path(__file__).parents[3] / "courses"
FILLINGS = 2
"""Of each tool with values at random, beside its examples."""


def _modules() -> dict[str, ModuleSource]:
    tree, _ = parse_tree(read_files(COURSES)[0])
    assert tree is not None
    return {slug: module for slug, module in tree.modules.items() if module.tool is not None}


MODULES = _modules()
TOOLS: dict[str, Tool] = {slug: module.tool for slug, module in MODULES.items() if module.tool is not None}


def fillings(slug: str) -> dict[str, SheetValues]:
    """Nothing, the examples, and values at random, which are the same in every run."""
    tool = TOOLS[slug]
    found = {"blank": SheetValues()}
    found.update({example.id: example.values for example in tool.examples})
    for number in range(FILLINGS):
        found[f"random-{number}"] = filled_at_random(tool, random.Random(f"{slug} {number}"))
    return found


def filled_at_random(tool: Tool, dice: random.Random) -> SheetValues:
    return SheetValues(
        fields=values(tuple(tool.fields), dice),
        tables={
            section.id: tuple(values(section.table.inputs, dice) for _ in range(rows(section.table, dice)))
            for section in tool.sections
            if section.table
        },
        matrices={
            section.id: tuple(pairs(tool, section.matrix.of, dice))
            for section in tool.sections
            if section.matrix
        },
    )


def rows(table: Table, dice: random.Random) -> int:
    return dice.randint(1, min(table.length, 9)) if table.is_free else table.length


def values(fields: tuple[Input, ...], dice: random.Random) -> dict[str, str]:
    return {field.id: value(field, dice) for field in fields if dice.random() > 0.15}


def value(field: Input, dice: random.Random) -> str:
    if field.options:
        return dice.choice(field.options).id
    if field.kind is InputKind.DATE:
        return (date(2022, 1, 1) + timedelta(days=dice.randrange(2000))).isoformat()
    if field.is_numeric:
        least = int(field.least) if field.least is not None else 0
        most = int(field.most) if field.most is not None else least + dice.choice([5, 100, 50_000])
        number = Decimal(dice.randint(least, max(least, most)))
        return str(
            number
            if field.decimals == 0 or dice.random() < 0.5
            else min(Decimal(most), number + Decimal("0.5"))
        )
    return dice.choice(["Norrvik", '=1+1 "quoted"', "a & b < c", "-5", "Žemaitija & Øresund"])


def pairs(tool: Tool, of: str, dice: random.Random) -> Iterator[tuple[int, int]]:
    table = tool.table(of)
    assert table is not None
    for first in range(1, min(table.length, 8)):
        yield from (
            (first, second) for second in range(first + 1, min(table.length, 8) + 1) if dice.random() < 0.3
        )


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """All fillings of all tools as an office program computes them."""
    written = {
        f"{slug}.{name}": write_spreadsheet(TOOLS[slug], filling)
        for slug in TOOLS
        for name, filling in fillings(slug).items()
    }
    return recomputed(written, tmp_path_factory.mktemp("books"))


@pytest.mark.slow
@pytest.mark.parametrize("slug", TOOLS)
def test_an_office_program_comes_to_the_same_as_the_page(slug: str, books: dict[str, Workbook]) -> None:
    tool = TOOLS[slug]
    compared = 0
    for name, filling in fillings(slug).items():
        plan = make_plan(tool, taken=frozenset({"Read me", "Charts", "Lists"}))
        calculation = calculate(tool, filling)
        for place, outcome in outcomes(tool, plan, filling):
            sheet, row, column = place
            found = books[f"{slug}.{name}"][sheet].cell(row + 1, column + 1).value
            assert_same(outcome, found, f"{slug} {name}: {sheet} {row + 1}/{column + 1}")
            compared += outcome.value is not None
        assert calculation.results
    assert compared > 10


def outcomes(tool: Tool, plan: Plan, filling: SheetValues) -> Iterator[tuple[tuple[str, int, int], Outcome]]:
    calculation = calculate(tool, filling)
    for identifier, outcome in calculation.results.items():
        found = plan.single(identifier)
        assert found is not None
        yield (found[0], found[1], VALUE), outcome
    for section, cells in calculation.tables.items():
        here = plan.sections[section]
        for row, columns in zip(here.rows, cells, strict=False):
            for identifier, outcome in columns.items():
                yield (here.sheet, row, here.columns[identifier]), outcome


def assert_same(outcome: Outcome, found: object, where: str) -> None:
    ours = outcome.value
    if ours is None or ours == "":
        assert found in (None, ""), f"{where}: we leave it blank, they have {found!r}"
    elif isinstance(ours, Decimal):
        assert isinstance(found, int | float), f"{where}: we have {ours}, they have {found!r}"
        assert float(found) == pytest.approx(float(ours), rel=1e-9, abs=1e-9), where
    elif isinstance(ours, date):
        assert isinstance(found, datetime), f"{where}: we have {ours}, they have {found!r}"
        assert found.date() == ours, where
    else:
        assert found == ours, where


@pytest.mark.parametrize("slug", TOOLS)
def test_the_spreadsheet_in_the_module_is_the_one_that_its_tool_declares(slug: str) -> None:
    module = MODULES[slug]
    assert module.assets[TOOLS[slug].spreadsheet] == spreadsheet_of(module), (
        f"run: bin/lms tools build {slug}"
    )


@pytest.mark.parametrize("slug", TOOLS)
def test_inputs_can_be_filled_in_and_nothing_else_can(slug: str) -> None:
    book = load_workbook(BytesIO(spreadsheet_of(MODULES[slug])))
    plan = make_plan(TOOLS[slug], taken=frozenset({"Read me", "Charts", "Lists"}))
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        locked = [cell for row in sheet for cell in row if str(cell.value).startswith("=")]
        assert all(cell.protection.locked for cell in locked)
    for section in plan.sections.values():
        sheet = book[section.sheet]
        for row in section.fields.values():
            assert not sheet.cell(row + 1, VALUE + 1).protection.locked
        for column in section.section.table.inputs if section.section.table else ():
            assert not sheet.cell(section.rows[0] + 1, section.columns[column.id] + 1).protection.locked


@pytest.mark.parametrize("slug", TOOLS)
def test_viewers_that_do_not_compute_see_the_results(slug: str) -> None:
    tool = TOOLS[slug]
    filling = tool.examples[0].values
    book = load_workbook(BytesIO(write_spreadsheet(tool, filling)), data_only=True)
    plan = make_plan(tool, taken=frozenset({"Read me", "Charts", "Lists"}))
    for (sheet, row, column), outcome in outcomes(tool, plan, filling):
        assert_same(
            outcome, book[sheet].cell(row + 1, column + 1).value, f"{slug}: {sheet} {row + 1}/{column + 1}"
        )


def test_what_people_type_never_becomes_a_formula() -> None:
    slug, tool = next(iter(TOOLS.items()))
    text = next(field for field in tool.fields if field.kind is InputKind.TEXT)
    data = write_spreadsheet(
        tool, SheetValues(fields={text.id: '=HYPERLINK("https://example.org")'}), title="=1+1"
    )
    cells = [cell for sheet in load_workbook(BytesIO(data)) for row in sheet for cell in row]
    typed = [cell for cell in cells if "HYPERLINK" in str(cell.value) or cell.value == "=1+1"]
    assert typed, slug
    assert {cell.data_type for cell in typed} == {"s"}
