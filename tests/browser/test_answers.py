"""Does an answer survive a lost network, a killed server, a late request, and a second window?"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import select, update

from lms.core import clock
from lms.core.db import db, may_write
from lms.core.ids import new_id
from lms.learning import services as learning
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.services.attempts import start_attempt
from tests.browser.conftest import (
    NewPage,
    Server,
    assert_accessible,
    kill_server,
    open_enhanced,
    start_server,
    stop_server,
)
from tests.factories.people import PASSWORD, make_user
from tests.support.quiz import QUESTIONS, module

TEXT = "#answer-form input[name=text]"


@dataclass(slots=True)
class Machine:
    """A server that can be killed and started again at the same address."""

    server: Server
    process: subprocess.Popen[str]

    def kill(self) -> None:
        kill_server(self.process)

    def start(self) -> None:
        port = int(self.server.url.rpartition(":")[2])
        self.process, self.server = start_server(self.server.data, courses=QUESTIONS, port=port)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """The product with one question of every type."""
    process, server = start_server(tmp_path_factory.mktemp("served") / "data", courses=QUESTIONS)
    machine = Machine(server=server, process=process)
    yield machine
    stop_server(machine.process)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A test under way, open in a browser at its question for a few words."""

    machine: Machine
    page: Page
    attempt_id: str
    position: int

    @property
    def path(self) -> str:
        return f"/attempts/{self.attempt_id}/items/{self.position}"

    def window(self) -> Page:
        """Another window of the same browser, at the same question."""
        page = self.page.context.new_page()
        open_enhanced(page, self.path)
        return page

    def stored(self) -> object:
        """What lies with the server."""
        with self.machine.server.app().app_context():
            query = select(AttemptItem.response).where(
                AttemptItem.attempt_id == self.attempt_id, AttemptItem.position == self.position
            )
            response = db.session.scalar(query)
            db.engine.dispose()
        return response and response["text"]

    def end(self) -> None:
        """The time is over."""
        with self.machine.server.app().app_context():
            may_write.set(True)
            began, ended = clock.now() - timedelta(hours=2), clock.now() - timedelta(hours=1)
            change = update(Attempt).where(Attempt.id == self.attempt_id)
            db.session.execute(change.values(started_at=began, deadline_at=ended))
            db.session.commit()
            db.engine.dispose()


@pytest.fixture
def sitting(machine: Machine, new_page: NewPage) -> Sitting:
    email = f"{new_id().strip('-_').lower()}@example.org"
    with machine.server.app().app_context():
        may_write.set(True)
        user = make_user(email=email)
        attempt = start_attempt(learning.enrol(module(), user.id), module())
        query = select(AttemptItem.position).where(
            AttemptItem.attempt_id == attempt.id, AttemptItem.item_id == "q-text"
        )
        position = db.session.scalars(query).one()
        attempt_id = attempt.id
        db.session.commit()
        db.engine.dispose()
    page = new_page(machine.server.url)
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    sitting = Sitting(machine=machine, page=page, attempt_id=attempt_id, position=position)
    open_enhanced(page, sitting.path)
    return sitting


def type_in(page: Page, text: str) -> None:
    page.fill(TEXT, text)
    page.locator(TEXT).blur()


def expect_saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("Saved")


def expect_unsaved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("Not saved yet")


def close_without_network(page: Page) -> None:
    """Close a page that stays offline: Chromium lets the last save of a closing page past its own switch."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    page.close()


def press(page: Page, go: str = "next") -> None:
    with page.expect_navigation():
        page.locator(f"button[name=go][value={go}]").click()


def test_buttons_save_and_go_on(sitting: Sitting) -> None:
    sitting.page.fill(TEXT, "by the button")
    press(sitting.page, "review")
    assert sitting.page.url.endswith("/review")
    assert sitting.stored() == "by the button"


def test_what_is_typed_before_the_scripts_have_started_is_saved(sitting: Sitting) -> None:
    page, held = sitting.page.context.new_page(), list[Route]()
    page.route("**/autosave*.js*", lambda route: held.append(route))
    with page.expect_request("**/autosave*.js*"):
        page.goto(sitting.path)
    type_in(page, "early")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        held[0].continue_()
    assert sitting.stored() == "early"


def test_a_save_that_arrives_late_takes_nothing_away(sitting: Sitting) -> None:
    held: list[Request] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route.request)
            route.abort()
        else:
            route.fallback()

    sitting.page.route("**/items/*", hold_the_first)
    type_in(sitting.page, "half an ans")
    expect_unsaved(sitting.page)
    sitting.page.fill(TEXT, "half an answer, and the other half")
    press(sitting.page)
    headers = {"Accept": "application/json", "Content-Type": held[0].headers["content-type"]}
    late = sitting.page.context.request.post(
        held[0].url, data=held[0].post_data_buffer, headers={**headers, "Referer": held[0].url}
    )
    assert late.status == 200
    assert sitting.stored() == "half an answer, and the other half"


def test_what_is_changed_while_a_save_is_refused_is_saved(sitting: Sitting) -> None:
    page, held = sitting.page, list[Route]()
    page.route("**/items/*", lambda route: held.append(route), times=1)
    with page.expect_request("**/items/*"):
        type_in(page, "too long")
    type_in(page, "short")
    page.wait_for_timeout(100)  # the change waits for the save that is under way
    held[0].fulfill(status=422, json={"message": "Shorten this."})
    expect_saved(page)
    assert sitting.stored() == "short"


def test_an_answer_waits_for_the_network_and_so_does_the_person(sitting: Sitting) -> None:
    page = sitting.page
    page.context.set_offline(True)
    type_in(page, "on the train")
    expect_unsaved(page)
    page.locator("button[name=go][value=next]").click()
    expect_unsaved(page)
    assert page.url.endswith(sitting.path)
    page.context.set_offline(False)
    expect_saved(page)
    press(page)
    assert sitting.stored() == "on the train"


def test_an_answer_is_sent_from_whatever_page_of_the_test_is_opened_next(sitting: Sitting) -> None:
    page, context = sitting.page, sitting.page.context
    context.set_offline(True)
    type_in(page, "before the tunnel")
    expect_unsaved(page)
    close_without_network(page)
    context.set_offline(False)
    review = context.new_page()
    review.goto(f"/attempts/{sitting.attempt_id}/review")
    expect(review.locator(".strip-item.strip-answered")).to_have_count(1)
    expect(review.locator(".unsent")).to_be_hidden()
    assert sitting.stored() == "before the tunnel"


def test_an_answer_survives_a_killed_server(sitting: Sitting) -> None:
    page = sitting.page
    type_in(page, "acknowledged")
    expect_saved(page)
    sitting.machine.kill()
    type_in(page, "typed into the void")
    expect_unsaved(page)
    sitting.machine.start()
    expect_saved(page)
    page.reload()
    expect(page.locator(TEXT)).to_have_value("typed into the void")
    assert sitting.stored() == "typed into the void"


def test_two_windows_ask_which_answer_counts(sitting: Sitting) -> None:
    left, right = sitting.page, sitting.window()
    type_in(left, "left")
    expect_saved(left)
    type_in(right, "right")
    asked = right.locator("#conflict")
    expect(asked).to_be_visible()
    expect(asked).to_contain_text("A newer answer was saved in another window at")
    assert sitting.stored() == "left"
    assert_accessible(right)
    asked.get_by_role("button", name="Use this one").click()
    expect_saved(right)
    assert sitting.stored() == "right"
    type_in(left, "left again")
    expect(left.locator("#conflict")).to_be_visible()
    with left.expect_navigation():
        left.get_by_role("button", name="Keep that one").click()
    expect(left.locator(TEXT)).to_have_value("right")
    expect(left.locator("#conflict")).to_be_hidden()
    type_in(left, "and on it goes")
    expect_saved(left)
    right.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_button_leads_to_both_answers(sitting: Sitting, scheme: str) -> None:
    left, right = sitting.page, sitting.window()
    right.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    type_in(left, "left")
    expect_saved(left)
    right.fill(TEXT, "right")
    press(right)
    expect(right.locator("h1")).to_have_text("Which answer counts?")
    assert_accessible(right)
    with right.expect_navigation():
        right.get_by_role("link", name="Keep that one").click()
    expect(right.locator(TEXT)).to_have_value("left")
    expect(right.locator("#conflict")).to_be_hidden()
    right.close()
    assert sitting.stored() == "left"


def test_an_answer_kept_on_the_device_does_not_overwrite_another_devices(
    sitting: Sitting, new_page: NewPage
) -> None:
    page, context = sitting.page, sitting.page.context
    phone = new_page(sitting.machine.server.url, storage_state=context.storage_state())
    context.set_offline(True)
    type_in(page, "on the laptop")
    expect_unsaved(page)
    close_without_network(page)
    open_enhanced(phone, sitting.path)
    type_in(phone, "on the phone")
    expect_saved(phone)
    context.set_offline(False)
    back = sitting.window()
    expect(back.locator("#conflict")).to_be_visible()
    expect(back.locator(TEXT)).to_have_value("on the laptop")
    assert sitting.stored() == "on the phone"
    back.get_by_role("button", name="Use this one").click()
    expect_saved(back)
    assert sitting.stored() == "on the laptop"


def test_an_answer_that_is_too_late_is_said_to_be_and_stays_visible(sitting: Sitting) -> None:
    page = sitting.page
    sitting.end()
    type_in(page, "too late")
    # The worker may have handed in what was saved before.
    expect(page.locator("#saved")).to_contain_text("This answer")
    expect(page.locator(TEXT)).to_have_value("too late")
    press(page)
    expect(page.locator("h1")).to_have_text("This answer does not count")
    expect(page.locator("main input[name=text]")).to_have_value("too late")
    page.goto(f"/attempts/{sitting.attempt_id}/result")
    expect(page.locator(".unsent")).to_contain_text("What you typed: too late")
    assert_accessible(page)
    assert sitting.stored() is None
