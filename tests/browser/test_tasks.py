"""The commonest tasks of each desk, done with the demonstration and counted in clicks: `docs/tasks.md`."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page
from sqlalchemy import func, select

from config import ROOT
from lms.core import clock
from lms.core.db import db, reading
from lms.core.mail import OutboxMail
from lms.credentials import queries as credentials
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.rules import CredentialKind, RevocationReason
from lms.demo.crowd import LONGEST
from lms.learning.models import Completion, Enrolment
from lms.learning.rules.states import stuck_before
from lms.people.models import Invitation, User
from lms.people.rules import Occupation
from lms.reports.rules.figures import FEWEST
from tests.browser.conftest import PHONE, NewPage, Server, assert_accessible, assert_fits
from tests.browser.keyboard import is_focus_seen
from tests.browser.signing_in import sign_in

DESKTOP = {"width": 1280, "height": 900}
OFFICIALS = (Occupation.OFFICIAL_LOCAL, Occupation.OFFICIAL_REGIONAL, Occupation.OFFICIAL_NATIONAL)
P1 = "programme-design"


class Desk:
    """Somebody who has just signed in, and every click of theirs."""

    def __init__(self, page: Page, who: str) -> None:
        self.page, self.clicks = page, 0
        sign_in(page, who)

    def click(self, what: Locator) -> None:
        """A link, a button or a box."""
        self.clicks += 1
        self._press(what)
        self.page.wait_for_load_state()

    def _press(self, what: Locator, *, is_file: bool = False) -> None:
        what.click()

    def download(self, name: str | re.Pattern[str]) -> bytes:
        """A file by the first link of that name."""
        self.clicks += 1
        with self.page.expect_download() as download:
            self._press(self.page.locator("main").get_by_role("link", name=name).first, is_file=True)
        return download.value.path().read_bytes()

    def link(self, name: str | re.Pattern[str], within: str = "main") -> None:
        """The first link of that name."""
        self.click(self.page.locator(within).get_by_role("link", name=name).first)

    def button(self, name: str | re.Pattern[str]) -> None:
        """The first button of that name, and a look at what it leads to: no link leads there."""
        self.click(self.page.locator("main").get_by_role("button", name=name).first)
        if self.page.viewport_size == PHONE:
            assert_accessible(self.page)

    def choose(self, label: str, value: str) -> None:
        """An option of a list."""
        self.clicks += 1
        self._pick(self.page.locator("main").get_by_label(label, exact=True), value)

    def _pick(self, select: Locator, value: str) -> None:
        select.select_option(value)

    def write(self, selector: str, text: str) -> None:
        """Text into a field, which is no click."""
        self.page.fill(f"main {selector}", text)

    def enter(self) -> None:
        """The Enter key."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


MOST_STEPS = 400


class KeyboardDesk(Desk):
    """Somebody who has no pointer: what a click reaches is reached by Tab, and seen to be."""

    def _press(self, what: Locator, *, is_file: bool = False) -> None:
        self._reach(what)
        if what.get_attribute("type") in {"radio", "checkbox"}:
            self.page.keyboard.press("Space")
        elif is_file:
            self.page.keyboard.press("Enter")
        else:
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")

    def _pick(self, select: Locator, value: str) -> None:
        self._reach(select)
        for _step in range(MOST_STEPS):
            if select.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} among what can be chosen")

    def write(self, selector: str, text: str) -> None:
        """Text typed where the focus has come to."""
        self._reach(self.page.locator(f"main {selector}"))
        self.page.keyboard.insert_text(text)

    def _reach(self, what: Locator) -> None:
        for _step in range(MOST_STEPS):
            if what.evaluate("one => one === document.activeElement"):
                assert is_focus_seen(self.page), f"the focus on {what} is not to be seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a task is done."""

    name: str
    viewport: dict[str, int]
    desk: type[Desk] = Desk
    language: str = "en"
    """Of the person whose certificate is withdrawn, who gets a mail."""


WAYS = (
    Way(name="phone", viewport=PHONE, language="sv"),
    Way(name="desktop", viewport=DESKTOP),
    Way(name="keyboard", viewport=DESKTOP, desk=KeyboardDesk),
)


@pytest.fixture(scope="module")
def written() -> dict[tuple[str, str], tuple[int, int]]:
    """What the document says: task and who → at most, clicks."""
    text = (ROOT / "docs" / "tasks.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    return {(task, who): (int(most), int(clicks)) for task, who, most, clicks in rows}


Sure = Callable[[Desk, str, str], None]


@pytest.fixture
def as_written(written: dict[tuple[str, str], tuple[int, int]]) -> Sure:
    """Sees that a task took the clicks that the document says, and no more than allowed."""

    def check(desk: Desk, task: str, who: str) -> None:
        most, clicks = written[task, who]
        assert desk.clicks == clicks <= most
        assert_fits(desk.page)

    return check


@pytest.fixture(scope="module")
def looked_up(demo_server: Server) -> Iterator[Flask]:
    """The same data, to see what came of a task."""
    with demo_server.app().app_context() as context:
        yield context.app
        db.session.remove()


pytestmark = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)


def test_a_person_is_found_and_a_certificate_withdrawn(
    demo_server: Server, looked_up: Flask, new_page: NewPage, as_written: Sure, way: Way
) -> None:
    code, email = certificate_to_withdraw(in_language=way.language)
    desk = way.desk(new_page(demo_server.url, viewport=way.viewport), "owner")
    desk.link("Administration", "header")
    desk.write("[name=q]", email)
    desk.enter()
    desk.link(re.compile("^Withdraw"))
    desk.click(desk.page.locator("main input[name=reason]").first)
    desk.click(desk.page.locator("main input[name=is_sure]"))
    desk.button("Withdraw the certificate")
    as_written(desk, "Find a person and withdraw a certificate", "owner")
    with reading():
        found = db.session.scalars(select(Credential).where(Credential.code == code)).one()
        assert found.revoked_reason is RevocationReason.ISSUED_IN_ERROR


def certificate_to_withdraw(*, in_language: str) -> tuple[str, str]:
    """Code of a certificate, and the address of its holder, who has no other."""
    alone = select(CredentialRecord.holder_id).group_by(CredentialRecord.holder_id).having(func.count() == 1)
    query = (
        select(Credential.code, User.email)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .join(User, User.id == CredentialRecord.holder_id)
        .where(
            Credential.kind == CredentialKind.MODULE,
            Credential.revoked_at.is_(None),
            User.id.in_(alone),
            User.language == in_language,
            User.email != "certified@example.org",
        )
        .order_by(User.email)
        .limit(1)
    )
    with reading():
        code, email = db.session.execute(query).one()
    return code, email


def test_forty_people_are_invited_from_a_list(
    demo_server: Server, looked_up: Flask, new_page: NewPage, as_written: Sure, way: Way
) -> None:
    addresses = {f"guest{number}.{way.name}@example.org" for number in range(40)}
    desk = way.desk(new_page(demo_server.url, viewport=way.viewport), "owner")
    desk.link("Administration", "header")
    desk.link("Invite people")
    desk.write("textarea", "\n".join(sorted(addresses)))
    desk.button("See what will happen")
    desk.button("Invite 40 people")
    as_written(desk, "Invite 40 people from a list", "owner")
    with reading():
        assert addresses <= set(db.session.scalars(select(Invitation.email)))
        assert addresses <= set(db.session.scalars(select(OutboxMail.recipient)))


def test_who_is_stuck_in_a_module_is_found(
    demo_server: Server, looked_up: Flask, new_page: NewPage, as_written: Sure, way: Way
) -> None:
    desk = way.desk(new_page(demo_server.url, viewport=way.viewport), "trainer")
    desk.link("Teaching", "header")
    desk.link(re.compile("people are stuck.*Running a cluster"))
    as_written(desk, "Find who is stuck in a module", "trainer")
    with reading():
        stuck = people_stuck_in("running-a-cluster-organisation")
    shown = desk.page.locator("table.listing tbody th").all_inner_texts()
    assert stuck
    assert {one.splitlines()[0].strip() for one in shown} == stuck


def people_stuck_in(module_slug: str) -> set[str]:
    query = (
        select(User.certificate_name)
        .join(Enrolment, Enrolment.user_id == User.id)
        .where(
            Enrolment.module_slug == module_slug,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.idle_since < stuck_before(clock.now()),
        )
    )
    return {name for name in db.session.scalars(query) if name}


@pytest.mark.parametrize("who", ["owner", "official"])
def test_how_many_officials_of_a_country_completed_a_module_this_year(
    demo_server: Server, looked_up: Flask, new_page: NewPage, as_written: Sure, way: Way, who: str
) -> None:
    desk = way.desk(new_page(demo_server.url, viewport=way.viewport), who)
    if who == "owner":
        desk.choose("Country", "LV")
    desk.choose("Module", P1)
    desk.button("Show")
    role = "official of Latvia" if who == "official" else who
    as_written(desk, "How many officials in Latvia completed P1 this year", role)
    year = datetime(clock.now().year, 1, 1, tzinfo=UTC)
    with reading():
        count = db.session.scalar(
            select(func.count())
            .select_from(Completion)
            .join(Enrolment, Enrolment.id == Completion.enrolment_id)
            .join(User, User.id == Enrolment.user_id)
            .where(
                Enrolment.module_slug == P1,
                User.country == "LV",
                User.occupation.in_(OFFICIALS),
                Completion.completed_at >= year,
            )
        )
    assert count is not None
    answers = [f"{count} public official{'' if count == 1 else 's'} in Latvia completed P1"]
    if clock.now() < year + timedelta(days=LONGEST):  # much happened last year: few may be left
        few = f"Fewer than {FEWEST} public officials in Latvia completed P1"
        answers += [few, "Public officials in Latvia who completed P1"]
    assert desk.page.locator(".figure-answer").inner_text().startswith(tuple(answers))


def test_all_certificates_are_downloaded(
    demo_server: Server, looked_up: Flask, new_page: NewPage, as_written: Sure, way: Way, tmp_path: Path
) -> None:
    with reading():
        official = db.session.scalars(select(User).where(User.email == "official@example.org")).one()
        held = len(credentials.held_by(official.id))
    desk = way.desk(new_page(demo_server.url, viewport=way.viewport), "official")
    data = desk.download(re.compile("Download all"))
    as_written(desk, "Download all my certificates", "official")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == held >= 5
