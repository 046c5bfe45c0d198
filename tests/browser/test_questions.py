"""Is every type of question answered by keyboard alone, on the narrowest screen, with scripts and without?"""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.content.item_views import keys_from_response
from lms.content.items import Item
from lms.core.db import db, may_write, reading
from lms.core.ids import new_id
from lms.learning import services as learning
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.rules.drawing import order_of
from lms.quiz.rules.keys import right_response
from tests.browser.conftest import (
    NewPage,
    Server,
    assert_accessible,
    assert_fits,
    start_server,
    stop_server,
    wait_for_scripts,
)
from tests.browser.keyboard import Keyboard
from tests.factories.people import PASSWORD, make_user
from tests.support.quiz import QUESTIONS, module

NARROW = {"width": 320, "height": 640}
FURTHER = "further-questions"
LESSON = f"/modules/{FURTHER}/opinions"
Keys = Mapping[str, object]


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product with questions of every type."""
    process, server = start_server(tmp_path_factory.mktemp("served") / "data", courses=QUESTIONS)
    yield server
    stop_server(process)


def signed_in(server: Server, page: Page, slug: str) -> str:
    """Sign in somebody who has joined a module; gives the id of the enrolment."""
    email = f"{new_id().strip('-_').lower()}@example.org"
    with server.app().app_context():
        may_write.set(True)
        enrolment_id = learning.enrol(module(slug), make_user(email=email).id).id
        db.session.commit()
        db.engine.dispose()
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    return enrolment_id


def keys_of(item: Item, seed: str, variant: int = 0) -> Keys:
    return keys_from_response(item, right_response(item, variant), order=order_of(item.id, seed))


def right_keys(server: Server, attempt_id: str, slug: str) -> dict[int, Keys]:
    """Position → what somebody who knows fills in."""
    with server.app().app_context():
        with reading():
            seed = db.session.get_one(Attempt, attempt_id).seed
            query = select(AttemptItem).where(AttemptItem.attempt_id == attempt_id)
            rows = [(row.position, row.item_id, row.variant) for row in db.session.scalars(query)]
        bank = module(slug).text("en").test_items
        db.engine.dispose()
    return {position: keys_of(bank[item_id], seed, variant) for position, item_id, variant in rows}


def examine(page: Page, *, has_scripts: bool) -> None:
    """Nothing is wrong in light or in dark, and nothing is wider than the window."""
    assert_fits(page)
    for scheme in ("dark", "light") if has_scripts else ():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert_accessible(page)


@pytest.mark.parametrize("slug", ["all-questions", FURTHER])
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_test_is_passed_by_keyboard_alone(
    questions: Server, new_page: NewPage, slug: str, has_scripts: bool
) -> None:
    page = new_page(questions.url, viewport=NARROW, reduced_motion="reduce", java_script_enabled=has_scripts)
    signed_in(questions, page, slug)
    page.goto(f"/modules/{slug}/final-test")
    with page.expect_navigation():
        page.locator(f'form[action="/modules/{slug}/final-test/start"] button[type=submit]').click()
    attempt_id = page.url.split("/")[4]
    for position, keys in sorted(right_keys(questions, attempt_id, slug).items()):
        assert page.url.endswith(f"/items/{position}")
        if has_scripts:
            wait_for_scripts(page)  # they put buttons in the place of some inputs
        keyboard = Keyboard(page=page, scope="#answer")
        keyboard.answer(keys)
        examine(page, has_scripts=has_scripts)
        keyboard.press("button[name=go][value=next]")
    with page.expect_navigation():
        page.locator('form[action$="/submit"] button[type=submit]').click()
    expect(page.locator("h1")).to_have_text("You have passed")
    assert page.locator("main .tag").filter(has_text="Not right").count() == 0
    examine(page, has_scripts=has_scripts)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_questions_of_a_lesson_are_answered_by_keyboard_alone(
    questions: Server, new_page: NewPage, has_scripts: bool
) -> None:
    page = new_page(questions.url, viewport=NARROW, reduced_motion="reduce", java_script_enabled=has_scripts)
    enrolment_id = signed_in(questions, page, FURTHER)
    with questions.app().app_context():
        items = module(FURTHER).text("en").lessons["opinions"].items
    page.goto(LESSON)
    examine(page, has_scripts=has_scripts)
    for item in items:
        if has_scripts:
            wait_for_scripts(page)
        keyboard = Keyboard(page=page, scope=f"#check-{item.id}-answer")
        keyboard.answer(keys_of(item, enrolment_id))
        keyboard.press("button")
        expect(page.locator(f"#check-{item.id} [role=status]")).to_be_visible()
    examine(page, has_scripts=has_scripts)
    expect(page.locator("#check-monday .written")).to_have_text("word")


def test_an_area_of_a_figure_is_chosen_where_it_is_drawn(questions: Server, new_page: NewPage) -> None:
    page = new_page(questions.url)
    signed_in(questions, page, FURTHER)
    page.goto(f"/modules/{FURTHER}/final-test")
    with page.expect_navigation():
        page.locator('form[action$="/start"] button[type=submit]').click()
    for _question in range(8):
        if page.locator(".hotspot input[type=checkbox]").count():
            break
        with page.expect_navigation():
            page.locator("button[name=go][value=next]").click()
    wait_for_scripts(page)
    area, card = page.locator('[data-area="2"]'), page.locator('.hotspot input[value="2"]')
    area.locator("rect").click()
    expect(card).to_be_checked()
    expect(area).to_have_class("hotspot-area is-chosen")
    expect(page.locator("#saved")).to_contain_text("Saved")
    area.locator("rect").click()
    expect(card).not_to_be_checked()
    expect(area).to_have_class("hotspot-area")
