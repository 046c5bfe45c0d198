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


def walk(server: Server, page: Page, who: str, language: str) -> None:
    """Open each kind of page of a desk, and look whether it is in order."""
    sign_in(page, who)
    page.locator(".site-tools summary").first.click()
    page.locator(f"button[name=language][value={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    start, below = DESKS[who]
    opened = 0
    for _address in Walk(server.app(), page, below).pages(start):
        assert_accessible(page)
        opened += 1
    assert opened >= FEWEST_PAGES[who]


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
    walk(demo_server, new_page(demo_server.url), who, "sv")
