"""A form sent after the sign-in has ended: its text can be copied, and signing in leads back to it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db, may_write
from lms.demo import PASSWORD
from lms.people.models import SignIn
from tests.browser.conftest import PHONE, NewPage, Server, assert_accessible, start_server, stop_server
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import DESKTOP
from tests.factories.people import make_user, password_hash

PATH = "/teaching/recognitions"
EVIDENCE = "Led a cluster for nine years.\nReferences were seen by the course office."
REASON = "Meets each outcome, as two colleagues found: " + "averylongwordwithoutanyspace" * 4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with a single trainer."""
    process, server = start_server(tmp_path_factory.mktemp("served") / "forms")
    with server.app().app_context():
        may_write.set(True)
        make_user(email="writer@example.org", password_hash=password_hash(PASSWORD), roles=(Role.TRAINER,))
        db.session.commit()
    yield server
    stop_server(process)


def end_sign_ins(server: Server) -> None:
    with server.app().app_context():
        may_write.set(True)
        db.session.execute(update(SignIn).values(ended_at=clock.now()))
        db.session.commit()


def test_a_text_is_not_lost_with_the_sign_in(server: Server, new_page: NewPage) -> None:
    page = new_page(server.url)
    sign_in(page, "writer")
    page.goto(PATH)
    page.fill("[name=evidence]", EVIDENCE)
    page.fill("[name=reason]", REASON)
    end_sign_ins(server)
    page.locator("main form:has([name=evidence]) button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="What you sent was not saved")).to_be_visible()
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert_accessible(page)
    for label, text in (("Text 1", EVIDENCE), ("Text 2", REASON)):
        area = page.get_by_label(label)
        expect(area).to_have_value(text)
        expect(area).not_to_be_editable()
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.fill("[name=email]", "writer@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**{PATH}")
