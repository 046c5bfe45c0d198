"""Signing in as an example person."""

from typing import Any

from playwright.sync_api import Page

from lms.demo import PASSWORD

_cookies: dict[tuple[str, str], Any] = {}
"""Of those who signed in before: page and who → what their browser kept."""


def sign_in(page: Page, who: str) -> None:
    """Come to the page that somebody begins with.

    The first time by the form, later by the cookie of then: the form takes an account five times a minute.
    """
    page.goto("/sign-in")
    key = (page.url, who)
    if key in _cookies:
        page.context.add_cookies(_cookies[key])
        page.goto("/learning")
    if not page.url.endswith("/learning"):
        page.goto("/sign-in")
        page.fill("[name=email]", f"{who}@example.org")
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/learning")
        _cookies[key] = page.context.cookies()
