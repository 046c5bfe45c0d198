"""Every tool with its examples: the numbers, the saving, the paper, the spreadsheet."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from lms.content.tools.model import Example, Tool
from tests.browser.conftest import PHONE, NewPage, Server, assert_accessible, assert_fits, open_enhanced
from tests.browser.newcomers import make_newcomer, modules_in_state, sign_in
from tests.browser.sheets import CHANGES, KIND, READ, Change, expectations, tool_of

pytestmark = pytest.mark.slow

SMALL = {"width": 320, "height": 640}
PAPER = {"width": 658, "height": 1000}
"""What is left of A4 between the margins."""
SIZES = (PHONE, {"width": 1280, "height": 900})


@pytest.fixture(scope="module")
def kinds_seen() -> set[str]:
    """Kinds of pages that were examined before, in whichever tool."""
    return set()


@pytest.mark.parametrize("slug", modules_in_state("open"))
def test_somebody_works_with_the_example_of_a_tool(
    server: Server, new_page: NewPage, kinds_seen: set[str], slug: str
) -> None:
    tool, change = tool_of(server, slug), CHANGES[slug]
    page = new_page(server.url, accept_downloads=True)
    join(page, server, slug)
    sheets = [open_example(page, slug, example) for example in tool.examples]
    examine(page, "start", kinds_seen)
    for sheet, example in zip(sheets, tool.examples, strict=True):
        check_numbers(page, sheet, tool, example, kinds_seen)
    change_something(page, sheets[0], change)
    read_all_of_it(page, sheets[0], change, kinds_seen)
    take_it_away(page, sheets[0], change)


def join(page: Page, server: Server, slug: str) -> None:
    email = f"tool-{slug}@example.org"
    make_newcomer(server, slug, email)
    sign_in(page, email)
    page.goto(f"/modules/{slug}")
    for declaration in page.locator("form.join [name=declaration]").all():
        declaration.check()
    page.locator("form.join button[type=submit]").first.click()
    page.wait_for_url(f"**/modules/{slug}/*")


def open_example(page: Page, slug: str, example: Example) -> str:
    """A copy of the example; gives the address of the sheet."""
    page.goto(f"/modules/{slug}/tool")
    page.locator(f'main form[action$="/{example.id}"] button').click()
    page.wait_for_url("**/tools/*/*")
    expect(page.locator("h1")).to_have_text(example.name)
    return page.url.rsplit("/", 1)[0]


def check_numbers(page: Page, sheet: str, tool: Tool, example: Example, kinds_seen: set[str]) -> None:
    """What the example declares stands on the pages, and every page fits the smallest window."""
    expected = list(expectations(tool, example))
    for section in tool.sections:
        here = [one for one in expected if one.section == section.id]
        if not here and example != tool.examples[0]:
            continue
        page.set_viewport_size(SMALL)  # type: ignore[arg-type]
        page.goto(f"{sheet}/{section.id}")
        assert_fits(page)
        found = page.evaluate(READ)
        missing = [(one.key, one.text, found.get(one.key)) for one in here if not one.stands_in(found)]
        assert missing == [], f"{example.id}, {section.id}"
        examine(page, page.evaluate(KIND), kinds_seen)


def examine(page: Page, kind: str, kinds_seen: set[str]) -> None:
    if kind not in kinds_seen:
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert_accessible(page)
    kinds_seen.add(kind)


def change_something(page: Page, sheet: str, change: Change) -> None:
    """What follows is there without a new page, and what was typed is there on a new one."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    open_enhanced(page, f"{sheet}/{change.section}")
    result, field = change.result(page), page.locator(f"#{change.field}")
    expect(result).not_to_contain_text(change.shown)
    page.evaluate("window.isTheSamePage = true")
    field.fill(change.typed)
    expect(result).to_contain_text(change.shown)
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert page.evaluate("window.isTheSamePage")
    page.reload()
    expect(field).to_have_value(change.typed)
    expect(result).to_contain_text(change.shown)


def read_all_of_it(page: Page, sheet: str, change: Change, kinds_seen: set[str]) -> None:
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    page.goto(sheet)
    assert_fits(page)
    expect(page.locator("main")).to_contain_text(change.typed)
    expect(page.locator("main")).to_contain_text(change.shown)
    examine(page, "sheet", kinds_seen)
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    expect(page.locator(".sheet-manage")).to_be_hidden()
    assert_fits(page)
    page.emulate_media(media="screen")


def take_it_away(page: Page, sheet: str, change: Change) -> None:
    with page.expect_download() as download:
        page.locator('main a[href$="/spreadsheet"]').click()
    workbook = load_workbook(BytesIO(download.value.path().read_bytes()))
    cells = (cell.value for tab in workbook for row in tab.iter_rows() for cell in row)
    assert change.number in {value for value in cells if isinstance(value, int | float)}


def test_every_module_is_open_and_has_a_tool() -> None:
    assert modules_in_state("announced") == []
    assert set(CHANGES) == set(modules_in_state("open"))
