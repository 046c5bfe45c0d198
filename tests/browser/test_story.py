"""The main story, from the first page to a certificate that somebody else verifies."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Server
from tests.browser.learner import Learner

NAME = "Žaneta Šķērsgrāve-Łącka"


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


def take_certificate(learner: Learner, folder: Path) -> str:
    """Confirm the name, download the PDF and read it; gives the code."""
    page = learner.page
    learner.see("/certificates/name")
    page.fill("[name=certificate_name]", NAME)
    learner.press("main form button[type=submit]")
    learner.see("/certificates")
    learner.press('main a[href^="/certificates/"]:not([href$="/name"])')
    link = page.locator('a[href$="/certificate.pdf"]').first.get_attribute("href")
    answer = page.request.get(link or "")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    file = folder / "certificate.pdf"
    file.write_bytes(answer.body())
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert NAME in text
    assert text.count("\f") == 1, "one page"
    found = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", text)
    assert found, text
    return found[0]


def verify(page: Page, code: str, word: str, *, has_scripts: bool = True) -> None:
    """Somebody else types the code, without an account, carelessly."""
    stranger = Learner(
        page=page, server=Server(url="", data=Path(), said=()), email="", has_scripts=has_scripts
    )
    stranger.see("/verify")
    page.fill("[name=code]", f" {code.lower().replace('-', ' ')} ")
    stranger.press("main form button[type=submit]")
    expect(page.locator(".answer")).to_contain_text(word)
    assert NAME not in page.content()
    assert "@" not in page.locator("main").inner_text()
    page.fill("[name=name]", NAME)
    stranger.press('form[action$="/name"] button[type=submit]')
    expect(page.locator(".notice-done")).to_contain_text(NAME)
    page.fill("[name=name]", "Somebody Else")
    stranger.press('form[action$="/name"] button[type=submit]')
    expect(page.locator(".notice-error")).to_contain_text("Somebody Else")
