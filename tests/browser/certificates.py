"""From a completed module to a certificate that somebody else verifies."""

import re
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.learner import Learner

NAME = "Žaneta Šķērsgrāve-Łącka"
HELD = "main a[href^='/certificates/']"
PATIENCE = 180
"""Seconds for a busy machine to make a PDF."""


def take_certificate(learner: Learner, folder: Path, title: str = "") -> str:
    """Confirm the name, download the PDF and read it; gives the code."""
    page = learner.page
    learner.see("/certificates/name")
    page.fill("[name=certificate_name]", NAME)
    learner.press("main form button[type=submit]")
    learner.see("/certificates")
    with page.expect_navigation():
        page.locator(f"{HELD}:not([href$='/name'])", has_text=title).first.click()
    learner.see()
    link = page.locator('a[href$="/certificate.pdf"]').first.get_attribute("href")
    file = folder / "certificate.pdf"
    file.write_bytes(download(page, link or ""))
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert NAME in text
    assert text.count("\f") == 1, "one page"
    found = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", text)
    assert found, text
    return found[0]


def download(page: Page, link: str) -> bytes:
    """The PDF, as soon as it is made."""
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = page.request.get(link)
        assert answer.ok, answer.status
        if answer.headers["content-type"] == "application/pdf":
            return answer.body()
        assert time.monotonic() < deadline, "the certificate is still being prepared"
        page.wait_for_timeout(500)


def look_up(page: Page, code: str, word: str, *, has_scripts: bool = True) -> Learner:
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
    return stranger


def verify(page: Page, code: str, word: str, *, has_scripts: bool = True) -> None:
    """The same, and they ask whether names are right, which nobody may do oftener than ten times a minute."""
    stranger = look_up(page, code, word, has_scripts=has_scripts)
    page.fill("[name=name]", NAME)
    stranger.press('form[action$="/name"] button[type=submit]')
    expect(page.locator(".notice-done")).to_contain_text(NAME)
    page.fill("[name=name]", "Somebody Else")
    stranger.press('form[action$="/name"] button[type=submit]')
    expect(page.locator(".notice-error")).to_contain_text("Somebody Else")
