"""Does the mapping sheet compute what the lessons say, and protect what must not be overwritten?"""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.missing import skip_for_missing

ROOT = Path(__file__).parents[3]
SHEET = ROOT / "courses" / "basic" / "clusters-and-mapping" / "assets" / "mapping-sheet.xlsx"
SCRIPT = ROOT / "scripts" / "build_mapping_sheet.py"
SOFFICE = shutil.which("soffice")

FIRST, LAST = 8, 27
OUTPUTS = "HIJKLMNOP"


@pytest.fixture(scope="module")
def sheet() -> Workbook:
    return load_workbook(SHEET)


def build(path: Path) -> bytes:
    subprocess.run([sys.executable, SCRIPT, path], check=True)
    return path.read_bytes()


def parts(data: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(data) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    assert build(tmp_path / "one.xlsx") == build(tmp_path / "two.xlsx")


def test_the_sheet_in_the_module_is_the_one_that_the_script_builds(tmp_path: Path) -> None:
    build(tmp_path / "new.xlsx")
    assert parts(tmp_path / "new.xlsx") == parts(SHEET)


def test_the_tabs_stand_in_the_order_of_the_guide(sheet: Workbook) -> None:
    assert sheet.sheetnames == ["Read me", "Industries", "Actors", "Plausibility", "Example"]


def test_every_tab_is_protected_without_a_password(sheet: Workbook) -> None:
    for tab in sheet:
        assert tab.protection.sheet
        assert tab.protection.password is None


def test_inputs_are_unlocked_and_coloured_and_formulas_are_locked(sheet: Workbook) -> None:
    tab = sheet["Industries"]
    inputs = [tab[f"{column}{row}"] for column in "ABCDEFG" for row in (5, *range(FIRST, LAST + 1))]
    outputs = [tab[f"{column}{row}"] for column in OUTPUTS for row in range(FIRST, LAST + 1)]
    assert not any(cell.protection.locked for cell in inputs)
    assert {cell.fill.start_color.rgb for cell in inputs} == {"00FFF3DC"}
    assert all(cell.protection.locked and str(cell.value).startswith("=") for cell in outputs)


def test_no_formula_of_any_tab_can_be_overwritten(sheet: Workbook) -> None:
    formulas = [cell for tab in sheet for row in tab for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) > 200
    assert all(cell.protection.locked for cell in formulas)


def test_the_example_is_labelled_as_invented_and_locked(sheet: Workbook) -> None:
    tab = sheet["Example"]
    assert "Invented example" in str(tab["A1"].value)
    assert all(cell.protection.locked for row in tab for cell in row)


def test_lists_and_scales_refuse_other_values(sheet: Workbook) -> None:
    rules = {str(rule.sqref): rule for rule in sheet["Actors"].data_validations.dataValidation}
    assert "Civil society and users" in str(rules["B5:B64"].formula1)
    assert str(rules["C5:C64"].formula1).count("Firms –") == 7
    assert (rules["D5:E64"].formula1, rules["D5:E64"].formula2) == ("1", "5")
    assert all(rule.showErrorMessage for rule in rules.values())


def test_tabs_print_one_page_wide_with_their_headings(sheet: Workbook) -> None:
    for tab in sheet:
        assert tab.page_setup.fitToWidth == 1
        assert tab.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["Industries"].print_title_rows == "$7:$7"
    assert sheet["Industries"].freeze_panes == f"B{FIRST}"


def test_viewers_that_do_not_compute_see_the_results_of_the_example() -> None:
    assert_norrvik(load_workbook(SHEET, data_only=True))


def assert_norrvik(book: Workbook) -> None:
    """The worked example of the lessons, and the flag beside few jobs."""
    row = [book["Example"][f"{column}{FIRST}"].value for column in OUTPUTS]
    assert row[:4] == pytest.approx([0.07, 0.0375, 1.866667, 0.046667], abs=1e-6)
    assert row[4:8] == pytest.approx([600, 180, 180, 240], abs=0.02)
    assert not row[8]
    assert book["Example"][f"P{FIRST + 1}"].value == "unstable"


@pytest.fixture(scope="module")
def recomputed(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The sheet as an office program computes it, with some inputs filled in."""
    if SOFFICE is None:
        skip_for_missing("LibreOffice")
    folder = tmp_path_factory.mktemp("sheet")
    filled = folder / "filled.xlsx"
    fill_in(filled)
    office = {**os.environ, "HOME": str(folder)}
    command = [SOFFICE, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(filled)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=office)
    return load_workbook(folder / "out" / "filled.xlsx", data_only=True)


def fill_in(path: Path) -> None:
    book = load_workbook(SHEET)
    industries, actors, tests = book["Industries"], book["Actors"], book["Plausibility"]
    for column, value in zip("EFG", (30_000, 1_600_000, 1_500_000), strict=True):
        industries[f"{column}5"] = value
    for column, value in zip("CDEF", (1_800, 48_000, 2_000, 50_000), strict=True):
        industries[f"{column}{FIRST}"] = value
    industries[f"C{FIRST + 1}"], industries[f"D{FIRST + 1}"] = 38, 400
    industries[f"C{FIRST + 2}"], industries[f"D{FIRST + 2}"] = 900, 700
    actors["D5"], actors["E5"], actors["D6"], actors["E6"] = 5, 1, 4, 5
    for row in range(5, 9):
        tests[f"D{row}"] = "yes"
    tests["D7"] = "no"
    tests["B13"], tests["B14"] = 3, 1
    book.save(path)


def test_an_office_program_gets_the_same_results_for_the_example(recomputed: Workbook) -> None:
    assert_norrvik(recomputed)


def test_an_office_program_computes_what_is_filled_in(recomputed: Workbook) -> None:
    tab = recomputed["Industries"]
    row = [tab[f"{column}{FIRST}"].value for column in OUTPUTS]
    growth_all, growth = 1_600_000 / 1_500_000 - 1, 48_000 / 50_000 - 1
    regional = 1_800 / 2_000 - 1 - growth
    expected = [2_000 * growth_all, 2_000 * (growth - growth_all), 2_000 * regional]
    assert row[:5] == pytest.approx([0.06, 0.03, 2.0, 0.0375, -200])
    assert row[5:8] == pytest.approx(expected)
    assert sum(row[5:8]) == pytest.approx(-200)


def test_few_jobs_and_impossible_figures_are_flagged(recomputed: Workbook) -> None:
    tab = recomputed["Industries"]
    flags = [tab[f"P{row}"].value or "" for row in range(FIRST, FIRST + 4)]
    assert flags == ["", "unstable", "check figures", ""]


def test_rows_without_inputs_stay_empty(recomputed: Workbook) -> None:
    tab = recomputed["Industries"]
    assert not any(tab[f"{column}{LAST}"].value for column in OUTPUTS)
    assert not any(tab[f"{column}{FIRST + 1}"].value for column in "LMNO")


def test_contact_verdict_and_missing_bridge_follow_from_the_entries(recomputed: Workbook) -> None:
    actors, tests = recomputed["Actors"], recomputed["Plausibility"]
    assert [actors["F5"].value, actors["F6"].value] == ["keep satisfied", "work closely"]
    assert str(tests["B10"].value).startswith("At least one clear no")
    assert [tests["D13"].value or "", tests["D14"].value] == ["", "candidate"]
