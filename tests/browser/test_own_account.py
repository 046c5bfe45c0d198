"""One's own account in a browser: preferences by keyboard, taking everything along, leaving and staying."""

import zipfile
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db, may_write
from tests.browser.conftest import NewPage, Server, assert_accessible
from tests.factories.people import PASSWORD, make_user
from tests.support.backups import close

PAGES = ("", "/preferences", "/sign-ins", "/organisations", "/sharing", "/looks", "/data", "/erase")
DESKTOP = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}
EMAIL = "liv@example.org"


@pytest.fixture(scope="module")
def campus(server: Server) -> Server:
    """With somebody whose account this is, and somebody else who administers."""
    app = server.app()
    with app.app_context():
        may_write.set(True)
        make_user(email=EMAIL, certificate_name="Liv Havsvik", created_at=clock.now() - timedelta(days=30))
        make_user(email="liv.admin@example.org", roles=[Role.ADMINISTRATOR])
        db.session.commit()
    close(app)
    return server


def signed_in(campus: Server, new_page: NewPage, **options: object) -> Page:
    page = new_page(campus.url, **options)
    page.goto("/sign-in?next=/account")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation(url="**/account"):
        page.keyboard.press("Enter")
    return page


def tab_to(page: Page, selector: str) -> None:
    for _press in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {selector}")


def test_preferences_are_chosen_by_keyboard_and_every_page_speaks_the_language(
    campus: Server, new_page: NewPage
) -> None:
    page = signed_in(campus, new_page)
    tab_to(page, ".side-fold > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".side-list a[href$=preferences]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/preferences")
    tab_to(page, "#language")
    page.keyboard.type("Sv")
    tab_to(page, "#topics-0")
    page.keyboard.press("Space")
    tab_to(page, "main form .button-primary")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Inställningar")
    expect(page.locator("#topics-0")).not_to_be_checked()
    for path in PAGES:
        page.goto(f"/account{path}")
        assert page.locator("html").get_attribute("lang") == "sv"
        assert_accessible(page)
    page.goto("/account/preferences")
    page.select_option("#language", "en")
    page.locator("main form .button-primary").click()
    expect(page.locator("h1")).to_have_text("Preferences")


def test_everything_is_taken_along_and_leaving_taken_back(campus: Server, new_page: NewPage) -> None:
    page = signed_in(campus, new_page, **DESKTOP)
    for path in ("", "/preferences", "/sharing", "/data"):
        page.goto(f"/account{path}")
        assert_accessible(page)
    page.get_by_role("button", name="Make my archive").click()
    page.get_by_text("Your archive is ready").wait_for()  # the page renews itself
    assert_accessible(page)
    page.fill("[name=password]", PASSWORD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the archive").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert EMAIL in archive.read("profile.json").decode()

    page.goto("/account/erase")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=word]", "erase")
    page.get_by_role("button", name="Erase my account").click()
    expect(page.locator(".notice-warning")).to_contain_text("Your account will be erased")
    assert_accessible(page)
    page.get_by_role("button", name="Keep my account").click()
    expect(page.locator(".notice-done").first).to_contain_text("Your account stays as it is")
