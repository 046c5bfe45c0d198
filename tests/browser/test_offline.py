"""What does a person see when the network is gone, and does the worker behind it keep to its one task?"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Server, assert_accessible

STORED = """async () => {
  const names = await caches.keys();
  const path = ({ url }) => new URL(url).pathname + new URL(url).search;
  const kept = async (name) => (await (await caches.open(name)).keys()).map(path);
  return Promise.all(names.map(async (name) => [name, (await kept(name)).sort()]));
}"""
STARTED = """async (language) => {
  const pause = () => new Promise((go) => setTimeout(go, 50));
  const worker = async () => (await navigator.serviceWorker.getRegistration())?.active;
  while ((await worker())?.state !== "activated") await pause();
  while (!await caches.match(`/offline?language=${language}`, { ignoreVary: true })) await pause();
}"""
FETCHED = "fetch('/verify').then(() => 'answered', () => 'failed')"


def open_with_worker(page: Page, path: str, language: str = "en") -> None:
    page.goto(path)
    page.evaluate(STARTED, language)


def keeps(page: Page) -> dict[str, list[str]]:
    return dict(page.evaluate(STORED))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_without_a_network_a_page_of_ours_says_so_in_the_persons_language(
    server: Server, new_page: NewPage, language: str
) -> None:
    page = new_page(server.url, locale=language)
    open_with_worker(page, "/", language)
    page.context.set_offline(True)
    page.goto("/verify")
    expect(page.locator("body")).to_have_class("page-error")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Campus Sans"')
    assert page.url == server.url + "/verify"
    page.context.set_offline(False)
    page.locator("main .button").click()
    expect(page.locator("body")).not_to_have_class("page-error")
    assert page.url == server.url + "/verify"


def test_the_page_about_a_lost_network_can_be_used_by_everybody(server: Server, new_page: NewPage) -> None:
    page = new_page(server.url)
    open_with_worker(page, "/")
    page.context.set_offline(True)
    page.goto("/modules")
    assert_accessible(page)


def test_only_that_page_and_its_parts_are_kept(server: Server, new_page: NewPage) -> None:
    page = new_page(server.url)
    open_with_worker(page, "/")
    page.goto("/sign-in")
    [addresses] = keeps(page).values()
    assert addresses[0] == "/offline?language=en"
    assert [address.split("/", 3)[3] for address in addresses[1:]] == [
        "css/site.css",
        "fonts/sans-regular.woff2",
        "fonts/sans-semibold.woff2",
        "fonts/serif-semibold.woff2",
        "icons/mark.svg",
    ]


def test_a_request_of_a_script_fails_as_it_would_without_the_worker(
    server: Server, new_page: NewPage
) -> None:
    page = new_page(server.url)
    open_with_worker(page, "/")
    page.goto("/modules")
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    assert page.evaluate(FETCHED) == "answered"
    page.context.set_offline(True)
    assert page.evaluate(FETCHED) == "failed"


def test_another_language_takes_the_place_of_the_first(server: Server, new_page: NewPage) -> None:
    page = new_page(server.url)
    open_with_worker(page, "/")
    page.locator(".site-tools details.menu").first.locator("summary").click()
    page.locator("button[name=language][value=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.evaluate(STARTED, "sv")
    [addresses] = keeps(page).values()
    assert [address for address in addresses if address.startswith("/offline")] == ["/offline?language=sv"]
    page.context.set_offline(True)
    page.goto("/verify")
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("body")).to_have_class("page-error")
