"""A stranger verifies: by code with nothing but a keyboard, by file without giving the file away."""

import hashlib
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.credentials.codes import grouped
from lms.credentials.models import Credential, CredentialFile, CredentialRecord
from lms.credentials.rules import FileForm
from lms.people.models import User
from tests.browser.conftest import NewPage, Server, assert_accessible, open_enhanced

FORM = "form[action='/verify/file']"
STRANGE: FilePayload = {
    "name": "certificate.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 not ours",
}
OURS: FilePayload = {**STRANGE, "buffer": b"%PDF-1.7 as it was given out"}
DROP = """form => {
  const dropped = new DataTransfer();
  dropped.items.add(new File(["dropped"], "certificate.pdf", { type: "application/pdf" }));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""
NARROW = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}
MOST_STEPS = 30


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A certificate of an example person, and a file that counts as one of its files."""

    code: str
    title: str


@pytest.fixture(scope="module")
def shown(demo_server: Server) -> Shown:
    app = demo_server.app()
    with app.app_context():
        query = (
            select(Credential)
            .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
            .join(User, User.id == CredentialRecord.holder_id)
            .where(User.email == "certified@example.org")
        )
        one = db.session.scalars(query.limit(1)).one()
        row = CredentialFile(
            id=new_id(),
            credential_id=one.id,
            form=FileForm.PDF,
            language="xx",
            sha256=hashlib.sha256(OURS["buffer"]).hexdigest(),
            made_at=clock.now(),
            size=len(OURS["buffer"]),
        )
        found = Shown(code=one.code, title=one.title)
        db.session.add(row)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return found


def step_to(page: Page, selector: str) -> None:
    """By the key that goes on to what comes next."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_a_code_is_verified_and_a_name_compared_by_keyboard_alone(
    new_page: NewPage, demo_server: Server, shown: Shown
) -> None:
    page = new_page(demo_server.url)
    page.goto("/verify")
    assert_accessible(page)
    step_to(page, "[name=code]")
    page.keyboard.type(grouped(shown.code).lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/verify/{shown.code}")
    for fact in (page.locator(".answer h2"), page.locator(".answer-facts")):
        box = fact.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844, "it has to be seen without scrolling"
    assert_accessible(page)
    step_to(page, "[name=name]")
    page.keyboard.type("Somebody Else")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-error")).to_contain_text("Somebody Else")


def test_a_file_is_looked_up_by_its_fingerprint_and_sent_only_when_asked(
    new_page: NewPage, demo_server: Server, shown: Shown
) -> None:
    page = new_page(demo_server.url, **NARROW)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    open_enhanced(page, "/verify")
    page.locator(FORM).evaluate(DROP)
    expect(page.locator(f"{FORM} [role=status]")).to_contain_text("We do not know this file")
    page.set_input_files(f"{FORM} input[type=file]", OURS)
    page.wait_for_url(f"**/verify/file/{hashlib.sha256(OURS['buffer']).hexdigest()}")
    expect(page.locator(".answer-facts")).to_contain_text(shown.title)
    assert "POST" not in sent
    assert_accessible(page)
    open_enhanced(page, "/verify")
    page.set_input_files(f"{FORM} input[type=file]", STRANGE)
    expect(page.locator(f"{FORM} [role=status]")).to_contain_text("We do not know this file")
    send_by_keyboard(page)
    assert "POST" in sent
    assert_accessible(page)


def send_by_keyboard(page: Page) -> None:
    page.locator(f"{FORM} input[type=file]").focus()
    step_to(page, f"{FORM} button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("We have issued no such certificate")


def test_without_scripts_the_file_is_sent(new_page: NewPage, demo_server: Server) -> None:
    page = new_page(demo_server.url, java_script_enabled=False)
    page.goto("/verify")
    page.set_input_files(f"{FORM} input[type=file]", STRANGE)
    page.locator(f"{FORM} button[type=submit]").click()
    expect(page.locator(".answer")).to_contain_text("We have issued no such certificate")
