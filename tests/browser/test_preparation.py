"""Before a module, after it, and what comes back: each page by itself, at phone width and in other views."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Server, assert_accessible
from tests.browser.learner import MODULE
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import VIEWS


def see(page: Page, path: str) -> None:
    page.goto(path)
    assert_accessible(page)


def go(page: Page, role: Literal["button", "link"], name: str) -> None:
    """Press what leads to another page, and wait for that."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()


def test_the_preparation_test_is_taken_and_tells_where_to_begin(
    demo_server: Server, new_page: NewPage
) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "joined")
    see(page, MODULE)
    page.get_by_role("button", name="See what you already know").click()
    page.wait_for_url("**/items/1")
    assert_accessible(page)
    go(page, "button", "Save and look over everything")
    expect(page.locator("main")).to_contain_text("guessing would only blur the picture")
    assert_accessible(page)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/result")
    expect(page.locator("h1")).to_contain_text("What you knew before you began")
    expect(page.locator("main")).to_contain_text("Begin where you know least")
    assert_accessible(page)


@pytest.mark.parametrize("view", VIEWS)
def test_gains_are_shown_to_people_and_as_means_to_owners(
    demo_server: Server, new_page: NewPage, view: str
) -> None:
    page = new_page(demo_server.url, **VIEWS[view])
    sign_in(page, "certified")
    see(page, f"{MODULE}/progress")
    expect(page.locator(".gain svg")).to_be_visible()
    owner = new_page(demo_server.url, **VIEWS[view])
    sign_in(owner, "owner")
    see(owner, "/teaching/learning-gain")
    expect(owner.locator("main table").first).to_be_visible()
    owner.locator("main details").first.evaluate("fold => { fold.open = true; }")
    assert_accessible(owner)


def test_questions_come_back_one_by_one_until_the_set_is_done(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "official")
    assert_accessible(page)
    go(page, "link", "3 questions to look at again")
    assert_accessible(page)
    go(page, "link", "Begin")
    for left in (2, 1, 0):
        assert_accessible(page)
        answer_something(page)
        go(page, "button", "Check my answer")
        expect(page.locator("main [role=status]")).to_contain_text("It comes back on")
        assert_accessible(page)
        go(page, "link", "Next question" if left else "Done for today")
    page.wait_for_url("**/learning")
    expect(page.locator("main")).not_to_contain_text("to look at again")


def answer_something(page: Page) -> None:
    """Answer whatever type the question has."""
    form = page.locator("#answer-form")
    for group in form.locator("select").all():
        group.select_option(index=1)
    if form.locator("[type=radio], [type=checkbox]").count():
        form.locator("[type=radio], [type=checkbox]").first.check()
    for field in form.locator("input[type=text], input:not([type])").all():
        field.fill("1")


def test_it_is_switched_off_where_it_is_shown(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url)
    sign_in(page, "halfway")
    see(page, "/review")
    page.get_by_text("How this works").click()
    go(page, "button", "Switch this off")
    expect(page.locator("main")).to_contain_text("You have switched this off.")
    assert_accessible(page)
    go(page, "button", "Let questions come back")
    expect(page.locator("main")).to_contain_text("3 questions are waiting")
