"""Lists of staff on a phone: a certificate withdrawn from its list; who is stuck, by the keyboard alone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Server, assert_accessible
from tests.browser.signing_in import sign_in

MOST_STEPS = 150


def test_a_certificate_is_withdrawn_from_the_list(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "owner")
    page.goto("/desk/credentials?standing=valid&sort=issued")
    row = page.locator("table.listing tbody tr").last
    code = row.locator(".code").inner_text()
    row.get_by_role("link", name="Withdraw").click()
    page.get_by_label("It was issued in error").check()
    page.locator("[name=is_sure]").check()
    page.locator("main form button[type=submit]").click()
    page.goto("/desk/credentials")
    page.fill("[name=q]", code)
    page.get_by_role("button", name="Show").click()
    only = page.locator("table.listing tbody tr")
    expect(only).to_have_count(1)
    expect(only).to_contain_text("Withdrawn")
    assert only.get_by_role("link", name="Withdraw").count() == 0
    only.locator("th a").click()
    expect(page.locator("main")).to_contain_text("It was issued in error.")
    assert_accessible(page)


def test_who_is_stuck_is_two_steps_from_the_start_by_the_keyboard(
    demo_server: Server, new_page: NewPage
) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "trainer")
    page.goto("/")
    follow(page, "/teaching")
    follow(page, "?state=stuck")
    first = page.locator("table.listing tbody tr").first
    box = first.bounding_box()
    assert box is not None
    assert box["y"] < 844  # on the first screen of a phone
    assert "Stuck" in first.inner_text()


def follow(page: Page, address: str) -> None:
    """Go on by Tab to the first link to this address, and follow it."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if here.endswith(address):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {address} on {page.url}")
