"""What a holder does with certificates, to its end: another language, the badge, a transcript, a link."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from lms.credentials.formats.reading import Form, credential_in
from tests.browser.conftest import NewPage, Server, assert_accessible
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import DESKTOP, VIEWS

NAME = "Ķirsta Bērziņa-Example"


def held(new_page: NewPage, server: Server, **options: object) -> Page:
    """The page of somebody's certificate, whose file is made."""
    page = new_page(server.url, **options)
    sign_in(page, "certified")
    page.goto("/certificates")
    assert_accessible(page)
    page.locator(".rows h2 a").first.click()
    page.wait_for_url("**/certificates/*-*")
    return page


def taken(page: Page, selector: str) -> bytes:
    """What a click downloads; while it is being made, the page begins the download by itself."""
    with page.expect_download() as download:
        page.locator(selector).first.click()
    return Path(download.value.path()).read_bytes()


def test_each_form_of_a_certificate_is_a_file(demo_server: Server, new_page: NewPage, tmp_path: Path) -> None:
    page = held(new_page, demo_server, **VIEWS["desktop, dark"])
    page.locator("summary", has_text="Other forms").click()
    assert_accessible(page)
    page.select_option("main [name=language]", "lv")
    latvian = taken(page, "form[action$='/languages'] button")
    assert latvian.startswith(b"%PDF")
    address = page.url.partition("?")[0].removesuffix("/certificate.pdf")
    page.goto(address)
    assert taken(page, "a[href$='language=lv']") == latvian
    page.goto(address)
    page.locator("summary", has_text="Other forms").click()
    for ending, form in (("png", Form.PNG), ("svg", Form.SVG), ("json", Form.JSON), ("jwt", Form.TOKEN)):
        found = credential_in(taken(page, f"a[href$='/badge.{ending}']"))
        assert (found.form, found.document is not None) == (form, True)
    page.goto("/certificates")
    (tmp_path / "all.zip").write_bytes(taken(page, "a[href$='/all.zip']"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = {name.rpartition("/")[2] for name in archive.namelist()}
    assert {"Certificate en.pdf", "Certificate lv.pdf", "badge.png", "elm.jsonld", "README.txt"} <= names
    page.select_option("main [name=language]", "pl")
    transcript = taken(page, "form[action$='/transcript'] button")
    stranger = new_page(demo_server.url, locale="pl")
    stranger.goto("/verify")
    stranger.set_input_files("[name=file]", {"name": "t.pdf", "mimeType": "", "buffer": transcript})
    stranger.locator("form[action$='/verify/file'] button[type=submit]").click()
    expect(stranger.locator(".answer")).to_contain_text("To jest plik, który sporządziliśmy")
    assert_accessible(stranger)


def test_a_link_shows_a_certificate_to_a_stranger_until_it_is_ended(
    demo_server: Server, new_page: NewPage
) -> None:
    page = held(new_page, demo_server)
    assert_accessible(page)
    page.locator("a", has_text="a link that you can end").click()
    page.wait_for_url("**/certificates/links?*")
    expect(page.locator("[name=credentials]").first).to_be_checked()
    assert_accessible(page)
    page.fill("[name=label]", "Harbour Agency")
    page.locator("form[action$='/links'] button[type=submit]").click()
    found = re.search(r"/shared/[\w-]+", page.locator(".notice-done").last.inner_text())
    assert found
    assert_accessible(page)
    for view in VIEWS.values():
        stranger = new_page(demo_server.url, **view)
        stranger.goto(found[0])
        expect(stranger.locator("h1")).to_contain_text(NAME)
        assert_accessible(stranger)
    page.locator("form[action$='/end'] button").click()
    expect(page.locator(".row").first).to_contain_text("Ended")
    stranger.reload()
    expect(stranger.locator("h1")).not_to_contain_text(NAME)
    assert_accessible(stranger)


def test_the_owner_sees_who_waits(demo_server: Server, new_page: NewPage) -> None:
    page = new_page(demo_server.url, viewport=DESKTOP)
    sign_in(page, "owner")
    page.goto("/teaching/certificates?module=clusters-and-mapping")
    expect(page.locator("h1")).to_contain_text("Certificates that wait")
    assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert_accessible(page)
    with page.expect_download() as download:
        page.locator("form[action$='/files.zip'] button").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert any(NAME in name for name in archive.namelist())
