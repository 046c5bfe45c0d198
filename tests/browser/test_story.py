"""The main story, from the first page to a certificate that somebody else verifies."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.certificates import take_certificate, verify
from tests.browser.conftest import NewPage, Server
from tests.browser.learner import Learner


def test_somebody_learns_fails_passes_and_has_the_certificate_verified(
    server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    learner = Learner(page=new_page(server.url), server=server, email="story-en@example.org")
    learner.see("/")
    learner.register()
    learner.study()
    learner.fail_the_test()
    expect(learner.page.locator("h1")).to_have_text("Not passed yet")
    learner.pass_the_test()
    expect(learner.page.locator("h1")).to_have_text("You have passed")
    code = take_certificate(learner, tmp_path)
    verify(new_page(server.url), code, "This is a trial, not a certificate")


def test_the_same_story_in_swedish(server: Server, new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(server.url, locale="sv-SE")
    learner = Learner(page=page, server=server, email="story-sv@example.org")
    learner.see("/")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    learner.register()
    learner.study()
    learner.fail_the_test()
    learner.pass_the_test()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    code = take_certificate(learner, tmp_path)
    verify(new_page(server.url, locale="sv-SE"), code, "test")


def test_the_same_story_without_scripts(server: Server, new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(server.url, java_script_enabled=False)
    learner = Learner(page=page, server=server, email="story-plain@example.org", has_scripts=False)
    learner.see("/")
    learner.register()
    learner.study()
    learner.fail_the_test()
    learner.pass_the_test()
    code = take_certificate(learner, tmp_path)
    plain = new_page(server.url, java_script_enabled=False)
    verify(plain, code, "This is a trial, not a certificate", has_scripts=False)
