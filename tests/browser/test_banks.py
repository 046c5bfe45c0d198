"""The trainer's pages about questions: a bank, a question to try, changes, judging anew."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config import ROOT
from lms.content.items import ItemType
from lms.core.db import db, may_write
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.services.statistics import rebuild
from lms.web.catalogue import current_catalogue
from tests.browser.conftest import NewPage, Server, assert_accessible, start_server, stop_server
from tests.browser.signing_in import sign_in
from tests.browser.test_pages import VIEWS

SLUG = "clusters-and-mapping"
TEACHING = f"/teaching/modules/{SLUG}"
ITEM = re.compile(r"^### .*?(?=^### |^```$)", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def mended_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with example people, served again after the keys of its first module were mended."""
    folder = tmp_path_factory.mktemp("mended")
    courses = Path(shutil.copytree(ROOT / "courses", folder / "courses"))
    process, server = start_server(folder / "data", "--demo", "40", courses=courses)
    stop_server(process)
    answer_wrongly(server)
    test = courses / "basic" / SLUG / "en" / "final-test.md"
    test.write_text(ITEM.sub(with_wrong_key, test.read_text("utf-8")), "utf-8")
    process, server = start_server(folder / "data", courses=courses)
    yield server
    stop_server(process)


def with_wrong_key(found: re.Match[str]) -> str:
    """A question with one right option has the first wrong one as its key now."""
    text = found[0]
    if text.count("\n(x)") != 1 or "\n( )" not in text:
        return text
    return text.replace("\n(x)", "\n(-)").replace("\n( )", "\n(x)", 1).replace("\n(-)", "\n( )")


CHOICES = (ItemType.SINGLE_CHOICE, ItemType.TRUE_FALSE)


def answer_wrongly(server: Server) -> None:
    """Whoever failed has chosen the first wrong option wherever nothing was answered, at least once.

    The statistics are counted anew, because what was counted at handing in were other answers.
    """
    app = server.app()
    with app.app_context():
        may_write.set(True)
        items = current_catalogue().module(SLUG).text("en").test_items
        failed = db.select(Attempt).where(Attempt.is_passed.is_(False), Attempt.module_slug == SLUG)
        for attempt in db.session.scalars(failed):
            asked = [*db.session.scalars(db.select(AttemptItem).filter_by(attempt_id=attempt.id))]
            unanswered = [row for row in asked if row.score == 0]
            if not any(items[row.item_id].type in CHOICES for row in unanswered):  # once in some twenty draws
                drawn = {row.item_id for row in asked}
                unanswered[0].variant = 0
                unanswered[0].item_id = next(
                    item.id for item in items.values() if item.type in CHOICES and item.id not in drawn
                )
            for row in unanswered:
                item = items[row.item_id]
                if item.type in CHOICES:
                    row.response = {"chosen": [next(one.id for one in item.options if not one.is_correct)]}
        db.session.commit()
        rebuild(SLUG, current_catalogue())
        db.session.commit()
        db.engine.dispose()


@pytest.mark.parametrize("view", VIEWS)
def test_pages_about_questions_are_accessible(mended_server: Server, new_page: NewPage, view: str) -> None:
    page = new_page(mended_server.url, **VIEWS[view])
    sign_in(page, "owner")
    paths = (
        "/bank",
        "/bank?q=nothing-at-all",
        "/bank/ninety-food-firms",
        "/changes",
        "/regrade",
        "/regrades",
    )
    for path in ("/teaching", *(TEACHING + path for path in paths)):
        page.goto(path)
        assert_accessible(page)


def test_a_question_is_found_and_tried(mended_server: Server, new_page: NewPage) -> None:
    page = new_page(mended_server.url)
    sign_in(page, "trainer")
    page.goto(f"{TEACHING}/bank")
    page.fill("[name=q]", "ninety food")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 of ")
    page.locator(".bank a").first.click()
    page.locator(".trial-frame input[name=chosen]").first.check()
    page.get_by_role("button", name="See how it scores").click()
    expect(page.get_by_role("heading", name="Your answer, as a learner sees it afterwards")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("view", VIEWS)
def test_a_bank_is_taken_along(mended_server: Server, new_page: NewPage, view: str) -> None:
    page = new_page(mended_server.url, **VIEWS[view])
    sign_in(page, "trainer")
    page.goto(f"{TEACHING}/bank")
    page.locator("details:has(.bank-export) summary").click()
    expect(page.locator(".bank-export dt")).to_have_text(["GIFT", "Aiken", "Moodle XML", "QTI 2.1"])
    assert_accessible(page)
    with page.expect_download() as begun:
        page.locator("#export-qti-en").click()
    assert begun.value.suggested_filename == f"{SLUG}-en-qti.zip"


def test_tests_are_judged_anew_and_the_participant_sees_it(mended_server: Server, new_page: NewPage) -> None:
    page = new_page(mended_server.url)
    sign_in(page, "owner")
    page.goto(f"{TEACHING}/regrade")
    decide(page, "")
    assert_accessible(page)
    decide(page, "The keys were wrong.")
    page.wait_for_url("**/regrades")
    expect(page.get_by_text(re.compile(r"[1-9]\d* results? improved"))).to_be_visible()
    assert_accessible(page)
    failed = new_page(mended_server.url)
    sign_in(failed, "failed")
    failed.goto(f"/modules/{SLUG}/final-test")
    failed.locator("main table a").first.click()
    expect(failed.get_by_text("The keys were wrong.")).to_be_visible()
    assert_accessible(failed)


def decide(page: Page, reason: str) -> None:
    page.fill("#reason", reason)
    page.get_by_role("button", name=re.compile("^Improve")).click()
