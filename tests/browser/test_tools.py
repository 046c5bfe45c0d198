"""A tool in a browser: filled in and worked out at once, kept through a lost network, without scripts too."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lms.demo import PASSWORD
from tests.browser.conftest import (
    NewPage,
    Server,
    assert_accessible,
    open_enhanced,
    start_server,
    stop_server,
)
from tests.support.application import SMALL_COURSES

TOOL = "/modules/small-clusters/tool"
VIEWS: dict[str, dict[str, object]] = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "narrow, Swedish": {"viewport": {"width": 320, "height": 640}, "locale": "sv-SE"},
    "desktop, dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
TEXT_SIZES = """
() => [...document.querySelectorAll(".chart-drawing text")].map(text => {
  const drawing = text.ownerSVGElement;
  const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
  return parseFloat(getComputedStyle(text).fontSize) * scale;
})
"""


@pytest.fixture(scope="module")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with the small programme and example people in it."""
    folder = tmp_path_factory.mktemp("small") / "data"
    process, server = start_server(folder, "--demo", "8", courses=SMALL_COURSES)
    yield server
    stop_server(process)


def sign_in(page: Page, who: str) -> None:
    """As one of several people: nobody may sign in more than five times in a minute."""
    page.goto("/sign-in")
    page.fill("[name=email]", f"{who}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/learning")


def open_example(page: Page, tool: str = TOOL) -> str:
    """Open a sheet filled with the example; gives its address."""
    page.goto(tool)
    page.locator('form[action*="/examples/"] button').first.click()
    page.wait_for_url("**/tools/**")
    return page.url.rpartition("/")[0]


def sections(page: Page) -> list[str]:
    return [str(tab.get_attribute("href")) for tab in page.locator(".tool-tab").all()]


def look_at_everything(page: Page, tool: str = TOOL) -> None:
    """Every page of a tool and of a filled-in sheet is accessible, and text in charts can be read."""
    page.goto(tool)
    assert_accessible(page)
    sheet = open_example(page, tool)
    for path in (*sections(page), sheet, f"{sheet}/delete-sheet"):
        page.goto(path)
        assert_accessible(page)
        if page.evaluate("window.innerWidth") >= 360:
            assert all(size >= 13.9 for size in page.evaluate(TEXT_SIZES)), path


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_of_a_tool_is_accessible(small_server: Server, new_page: NewPage, view: str) -> None:
    page = new_page(small_server.url, **VIEWS[view])
    sign_in(page, "joined")
    look_at_everything(page)


def test_results_are_seen_while_filling_in_and_stay(small_server: Server, new_page: NewPage) -> None:
    page = new_page(small_server.url, **VIEWS["desktop"])
    sign_in(page, "halfway")
    sheet = open_example(page)
    open_enhanced(page, f"{sheet}/industries")
    page.fill("#r-1-jobs", "6 000")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator("#r-1-focus")).to_have_text("10.00 %")
    expect(page.locator("#tool-results")).to_contain_text("6,038 jobs")
    assert page.input_value("#r-1-jobs") == "6 000"
    page.reload()
    assert page.input_value("#r-1-jobs") == "6,000"


def test_a_mistake_is_said_when_the_field_is_left(small_server: Server, new_page: NewPage) -> None:
    page = new_page(small_server.url)
    sign_in(page, "halfway")
    open_enhanced(page, f"{open_example(page)}/industries")
    page.fill("#r-1-jobs", "many")
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    page.locator("#r-1-jobs").blur()
    expect(page.locator("#r-1-jobs-error")).to_contain_text("Write a number")
    assert page.input_value("#r-1-jobs") == "many"
    assert_accessible(page)
    page.fill("#r-1-jobs", "50")
    expect(page.locator("#r-1-jobs-error")).to_be_hidden()
    expect(page.locator("#saved")).to_contain_text("Saved")


def test_what_is_typed_without_a_network_is_saved_when_it_returns(
    small_server: Server, new_page: NewPage
) -> None:
    page = new_page(small_server.url)
    sign_in(page, "failed")
    open_enhanced(page, f"{open_example(page)}/industries")
    page.context.set_offline(True)
    page.fill("#r-1-industry", "Dairies")
    expect(page.locator("#saved")).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    assert page.input_value("#r-1-industry") == "Dairies"


def test_what_never_reached_the_server_comes_back_with_the_page(
    small_server: Server, new_page: NewPage
) -> None:
    page = new_page(small_server.url)
    sign_in(page, "failed")
    open_enhanced(page, f"{open_example(page)}/industries")
    page.context.set_offline(True)
    page.fill("#r-1-industry", "Dairies")
    expect(page.locator("#saved")).to_contain_text("no connection")
    address = page.url
    page.on("dialog", lambda dialog: dialog.accept())
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(address)
    expect(again.locator("#r-1-industry")).to_have_value("Dairies")
    # The page that went may have sent it with its last breath: then there is nothing to save any more.
    again.wait_for_function("async () => (await (await fetch(location.href)).text()).includes('Dairies')")


def test_two_windows_do_not_overwrite_each_other(small_server: Server, new_page: NewPage) -> None:
    page = new_page(small_server.url)
    sign_in(page, "certified")
    open_enhanced(page, f"{open_example(page)}/industries")
    other = page.context.new_page()
    open_enhanced(other, page.url)
    other.fill("#r-2-industry", "Ships")
    expect(other.locator("#saved")).to_contain_text("Saved")
    page.fill("#r-2-industry", "Yachts")
    expect(page.locator("#tool-conflict")).to_contain_text("changed elsewhere")
    expect(page.locator("#tool-conflict")).to_contain_text("Ships")
    assert page.input_value("#r-2-industry") == "Yachts"
    assert_accessible(page)
    page.get_by_role("button", name="Keep mine").click()
    page.wait_for_url(re.compile("saved=yes"))
    assert page.input_value("#r-2-industry") == "Yachts"


def test_everything_works_without_scripts(small_server: Server, new_page: NewPage) -> None:
    page = new_page(small_server.url, java_script_enabled=False)
    sign_in(page, "official")
    page.goto(TOOL)
    page.fill("[name=name]", "By hand")
    page.get_by_role("button", name="Start a sheet").click()
    page.fill("#f-region_jobs", "60 000")
    page.get_by_role("button", name="Save and go on").click()
    for row, (name, jobs) in enumerate((("Food", "4 200"), ("Boats", "38"), ("Music", "many")), 1):
        page.fill(f"#r-{row}-industry", name)
        page.fill(f"#r-{row}-jobs", jobs)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("Industry 3, Jobs: Write a number")
    assert page.input_value("#r-1-jobs") == "4 200"
    page.get_by_role("button", name=re.compile("Remove this row.*Industry 3")).click()
    expect(page.locator("#r-1-focus")).to_have_text("7.00 %")
    page.get_by_role("button", name=re.compile("Remove this row.*Industry 2")).click()
    expect(page.locator("#removed")).to_contain_text("“Boats” was removed")
    page.get_by_role("button", name="Put it back").click()
    assert page.input_value("#r-2-industry") == "Boats"
    page.get_by_role("button", name="Add a row: Industry").click()
    expect(page.locator(".tool-row")).to_have_count(4)
    page.get_by_role("link", name=re.compile("Who knows whom")).click()
    page.locator("#tick-1-2").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#tool-results")).to_contain_text("1")
