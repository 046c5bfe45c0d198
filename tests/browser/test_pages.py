"""Every page with example people in it: accessible at phone and desktop width, light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    NewPage,
    Server,
    assert_accessible,
    assert_fits,
    open_enhanced,
    wait_for_scripts,
)
from tests.browser.learner import MODULE
from tests.browser.signing_in import sign_in

DESKTOP = {"width": 1280, "height": 900}
VIEWS = {
    "phone": {},
    "desktop, dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "narrow, Swedish": {"viewport": {"width": 320, "height": 640}, "locale": "sv-SE"},
}
PUBLIC = (
    "/",
    "/modules",
    "/modules?audience=public-officials",
    "/modules?course=none",
    MODULE,
    "/modules/programme-design",
    "/verify",
    "/certificates/what-they-prove",
    "/verify/0000-0000-0000-0000-0000",
    "/sign-in",
    "/register",
    "/forgotten-password",
    "/no-such-page",
)
OWN = (
    "/learning",
    "/certificates",
    "/certificates/name",
    "/account",
    "/account/name",
    "/account/email",
    "/account/password",
    "/account/sign-ins",
    "/glossary",
)
IN_MODULE = ("", "/progress", "/mapping-with-numbers", "/final-test", "/assignment")


@pytest.mark.parametrize("view", VIEWS)
def test_public_pages_are_accessible(demo_server: Server, new_page: NewPage, view: str) -> None:
    page = new_page(demo_server.url, **VIEWS[view])
    for path in PUBLIC:
        page.goto(path)
        assert_accessible(page)


@pytest.mark.parametrize("who", ["joined", "halfway", "failed", "certified", "trainer", "owner"])
def test_own_pages_are_accessible(demo_server: Server, new_page: NewPage, who: str) -> None:
    page = new_page(demo_server.url, **VIEWS["desktop, dark"])
    sign_in(page, who)
    in_module = [MODULE + path for path in IN_MODULE if who not in {"trainer", "owner"}]
    for path in (*OWN, *in_module):
        page.goto(path)
        assert_accessible(page)


def test_the_facilitators_page_is_accessible(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "trainer")
    page.goto(f"{MODULE}/facilitator")
    assert_accessible(page)


@pytest.mark.parametrize("view", VIEWS)
def test_pages_of_statistics_are_accessible(demo_server: Server, new_page: NewPage, view: str) -> None:
    page = new_page(demo_server.url, **VIEWS[view])
    sign_in(page, "trainer")
    page.goto(MODULE.replace("/modules", "/teaching/modules") + "/statistics")
    assert_accessible(page)
    assert_fits(page)
    page.locator("table.statistics tbody a").first.click()
    page.wait_for_url("**/statistics/*")
    expect(page.locator("svg.chart-drawing").first).to_be_attached()
    assert_accessible(page)
    assert_fits(page)


def test_a_lesson_is_read_by_keyboard_alone(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "joined")
    page.goto(f"{MODULE}/what-a-cluster-is")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.lesson-end') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/why-clusters-form")


def test_the_place_in_a_lesson_is_kept_while_scrolling(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "halfway")
    open_enhanced(page, f"{MODULE}/mapping-actors-and-links")
    heading = page.locator(".lesson h2").nth(2)
    anchor = heading.get_attribute("id")
    with page.expect_response("**/place") as saved:
        heading.evaluate("heading => heading.scrollIntoView()")
    assert saved.value.status == 204
    page.goto(f"{MODULE}/continue")
    assert page.url.endswith(f"/mapping-actors-and-links#{anchor}")


def test_an_answer_given_without_a_network_is_sent_when_it_returns(
    demo_server: Server, new_page: NewPage
) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "failed")
    page.goto(f"{MODULE}/final-test")
    page.locator(f'form[action="{MODULE}/final-test/start"] button[type=submit]').click()
    page.wait_for_url("**/items/1")
    wait_for_scripts(page)
    status = page.locator("#saved")
    answer_something(page)
    expect(status).to_contain_text("Saved")
    page.context.set_offline(True)
    page.locator("#flagged").check()
    expect(status).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(status).to_contain_text("Saved")
    page.reload()
    expect(page.locator("#flagged")).to_be_checked()


def answer_something(page: Page) -> None:
    """Change the first field of a question, whatever its type."""
    field = page.locator("#answer-form .answers :is(input:not([type=hidden]), select, textarea)").first
    kind = field.evaluate("field => field.type")
    if kind in {"radio", "checkbox"}:
        field.check(force=True)
    elif kind == "select-one":
        field.select_option(index=1)
    else:
        field.fill("1")
        field.blur()
