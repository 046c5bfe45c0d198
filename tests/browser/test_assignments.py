"""Handing in on a phone, marking by keyboard, the result, and a review: with scripts and without."""

from pathlib import Path

from playwright.sync_api import Page, expect

from lms.demo import PASSWORD
from tests.browser.conftest import NewPage, Server, assert_accessible, wait_for_scripts
from tests.browser.learner import Learner
from tests.support.assignments import office, pdf

ASSIGNMENT = "/modules/clusters-and-mapping/assignment"
GRADING = "/teaching/grading"
QUEUE = f"{GRADING}?module=clusters-and-mapping"
DESKTOP = {"width": 1280, "height": 900}
NOTE = "A note on smoked fish in Norrvik.\n\nThe quotient is 1.87; six people were asked."


def sign_in(page: Page, who: str) -> Page:
    page.goto("/sign-in")
    page.fill("[name=email]", f"{who}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/learning")
    return page


def files_in(folder: Path) -> list[Path]:
    paths = [folder / "Note by me.docx", folder / "Figures.pdf"]
    for path, data in zip(paths, (office(), pdf()), strict=True):
        path.write_bytes(data)
    return paths


def hand_in(learner: Learner, folder: Path) -> str:
    """Write, add files, look it over, hand in; gives the address of the work."""
    page = learner.page
    page.fill("textarea", NOTE)
    learner.press("button[name=go][value=files]")
    page.set_input_files("input[type=file]", files_in(folder))
    learner.press("main form[enctype] button[type=submit]")
    expect(page.locator(".file-list li")).to_have_count(2)
    learner.press(f'main a[href="{ASSIGNMENT}/hand-in"]')
    expect(page.locator("main")).to_contain_text("A note on smoked fish")
    learner.press(f'form[action="{ASSIGNMENT}/hand-in"] button')
    expect(page.locator("h1")).to_have_text("Your work is handed in")
    return page.url


def take_newest(page: Page) -> None:
    """Take what was handed in last."""
    page.goto(QUEUE)
    assert_accessible(page)
    page.locator("form.post-link button.text-button").last.click()
    page.wait_for_url(f"**{GRADING}/*")
    assert_accessible(page)


def mark_by_keyboard(page: Page, points: str) -> None:
    """One digit for each criterion, and the keys that finish."""
    wait_for_scripts(page)
    page.locator("[data-criterion] input[type=radio]").first.focus()
    for digit in points:
        page.keyboard.press(digit)
    expect(page.locator("#comment")).to_be_focused()
    page.keyboard.type("Clear, and it could be shown to a board.")
    expect(page.locator("#saved")).to_contain_text("Saved")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def test_work_is_handed_in_on_a_phone_marked_by_keyboard_and_reviewed(
    demo_server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    learner = Learner(
        page=new_page(demo_server.url), server=demo_server, email="work@example.org", is_brief=True
    )
    learner.register()
    learner.join()
    learner.see(ASSIGNMENT)
    wait_for_scripts(learner.page)
    learner.page.fill("textarea", "A first thought")
    expect(learner.page.locator("#saved")).to_contain_text("Saved")
    learner.see(ASSIGNMENT)
    expect(learner.page.locator("textarea")).to_have_value("A first thought")
    address = hand_in(learner, tmp_path)

    trainer = sign_in(new_page(demo_server.url, viewport=DESKTOP), "trainer")
    take_newest(trainer)
    expect(trainer.locator("main")).not_to_contain_text("Note by me")
    mark_by_keyboard(trainer, "1110")
    learner.see(address)
    expect(learner.page.locator("main")).to_contain_text("3 of 8 points")

    learner.page.fill("[name=reason]", "The plan for a hundred days stands on the last page.")
    learner.press('form[action$="/review"] button')
    expect(learner.page.locator("main")).to_contain_text("Review asked for")
    owner = sign_in(new_page(demo_server.url, viewport=DESKTOP, color_scheme="dark"), "owner")
    take_newest(owner)
    expect(owner.locator("main")).to_contain_text("stands on the last page")
    mark_by_keyboard(owner, "1121")
    learner.see(address)
    expect(learner.page.locator(".notice-done")).to_contain_text("5 of 8 points")


def test_work_is_handed_in_and_marked_without_scripts(
    demo_server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    plain = {"java_script_enabled": False}
    learner = Learner(
        page=new_page(demo_server.url, **plain),
        server=demo_server,
        email="plain-work@example.org",
        has_scripts=False,
    )
    learner.register()
    learner.join()
    learner.see(ASSIGNMENT)
    address = hand_in(learner, tmp_path)
    page = sign_in(new_page(demo_server.url, **plain), "owner")
    page.goto(QUEUE)
    page.locator("form.post-link button.text-button").last.click()
    page.wait_for_url(f"**{GRADING}/*")
    page.locator("button[value=finish]").click()
    expect(page.locator(".error-summary")).to_contain_text("Choose a level")
    for criterion in page.locator("[data-criterion]").all():
        criterion.locator("input[type=radio]").last.check()
    with page.expect_navigation():
        page.locator("button[value=finish]").click()
    learner.see(address)
    expect(learner.page.locator("main")).to_contain_text("8 of 8 points")
