"""Every page of the desks, for each role that has one, with nobody, few and many people in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from lms.core.access import Role
from lms.core.db import db, may_write
from lms.demo import PASSWORD
from tests.browser.conftest import NewPage, Server, assert_accessible, start_server, stop_server
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import DESKTOP
from tests.browser.walking import Walk
from tests.factories.people import make_user, password_hash

DESKS = {
    "owner": ("/desk", ("/desk", "/results")),
    "trainer": ("/teaching", ("/teaching",)),
    "official": ("/results", ("/results", "/certificates")),
    "administrator": ("/desk/settings", ("/desk/settings",)),
    "joined": ("/account", ("/account",)),
}
"""Where the desk of each begins, and the paths that it lies below."""
STAFF = {
    "owner": (Role.PROGRAMME_OWNER,),
    "trainer": (Role.TRAINER,),
    "official": (Role.OFFICIAL,),
    "administrator": (Role.ADMINISTRATOR,),
    "joined": (),
}
DARK = {"viewport": DESKTOP, "color_scheme": "dark"}
FORMS = "main form[method=post]"
EMPTIED = """form => {
  const typed = 'input[aria-required]:is([type=text], [type=email], [type=date]), textarea[aria-required]';
  const fields = [...form.querySelectorAll(typed)];
  fields.forEach(field => { field.value = ''; });
  return fields.length;
}"""
"""Takes out of a form what cannot be left out; how many fields that are."""
FEWEST_REFUSED = {"owner": 6, "trainer": 1, "official": 0, "administrator": 1, "joined": 1}
"""Fewer would mean that the fields are no longer recognised."""
FEWEST_PAGES = {"owner": 20, "trainer": 10, "official": 2, "administrator": 7, "joined": 8}
"""Whoever comes by less has lost the way."""


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on its first day: nobody but one for each desk."""
    process, server = start_server(tmp_path_factory.mktemp("served") / "desks")
    with server.app().app_context():
        may_write.set(True)
        for who, roles in STAFF.items():
            make_user(email=f"{who}@example.org", password_hash=password_hash(PASSWORD), roles=roles)
        db.session.commit()
    yield server
    stop_server(process)


@pytest.fixture(scope="module")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with three people: an owner, a trainer and an official."""
    process, server = start_server(tmp_path_factory.mktemp("served") / "desks", "--demo", "3")
    yield server
    stop_server(process)


def walk(server: Server, page: Page, who: str, language: str) -> list[str]:
    """Open each kind of page of a desk, and look whether it is in order; gives their addresses."""
    sign_in(page, who)
    page.locator(".site-tools summary").first.click()
    page.locator(f"button[name=language][value={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    start, below = DESKS[who]
    opened = []
    for address in Walk(server.app(), page, below).pages(start):
        assert_accessible(page)
        opened.append(address)
    assert len(opened) >= FEWEST_PAGES[who]
    return opened


def refused_forms(page: Page, address: str) -> int:
    """Send each form of a page without what it needs, and look at the answer; how many those are."""
    refused = 0
    page.goto(address)
    for number in range(page.locator(FORMS).count()):
        page.goto(address)
        form = page.locator(FORMS).nth(number)
        if form.evaluate(EMPTIED):
            with page.expect_navigation() as answer:
                form.evaluate("form => form.submit()")
            assert answer.value.status == 422, f"{address}: {answer.value.status}"
            assert page.locator("[aria-invalid=true]").count(), address
            assert_accessible(page)
            refused += 1
    return refused


@pytest.mark.parametrize("who", DESKS)
def test_desks_without_anybody_are_in_order_on_a_phone(
    empty_server: Server, new_page: NewPage, who: str
) -> None:
    walk(empty_server, new_page(empty_server.url), who, "sv")


@pytest.mark.parametrize("who", ["owner", "trainer", "official"])
def test_desks_with_three_people_are_in_order_on_a_desktop(
    small_server: Server, new_page: NewPage, who: str
) -> None:
    walk(small_server, new_page(small_server.url, **DARK), who, "en")


@pytest.mark.parametrize("who", DESKS)
def test_desks_with_many_people_are_in_order_on_a_desktop(
    demo_server: Server, new_page: NewPage, who: str
) -> None:
    walk(demo_server, new_page(demo_server.url, **DARK), who, "en")


@pytest.mark.parametrize("who", DESKS)
def test_desks_with_many_people_are_in_order_on_a_phone(
    demo_server: Server, new_page: NewPage, who: str
) -> None:
    page = new_page(demo_server.url)
    opened = walk(demo_server, page, who, "sv")
    assert sum(refused_forms(page, address) for address in opened) >= FEWEST_REFUSED[who]
