"""Somebody who goes through the product in a browser, and knows the answers when the test says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect
from sqlalchemy import select

from lms.content.item_views import keys_from_response
from lms.core.db import db, reading
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.rules.drawing import order_of
from lms.quiz.rules.keys import right_response
from lms.web.catalogue import current_catalogue
from tests.browser.conftest import Server, assert_accessible, assert_fits
from tests.support.quiz import PARTS

MODULE = "/modules/clusters-and-mapping"
KIND = """() => {
  const inputs = document.querySelectorAll("#answer-form .answers :is(input, select)");
  const names = [...inputs].map((one) => `${one.type} ${one.name.split("-")[0]}`);
  return [document.body.className, document.querySelector("main form")?.className, ...new Set(names)].join();
}"""
"""What sort of page it is; each type of question is one of its own."""
PASSWORD = "lantern harbour forty maps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One person with one browser window."""

    page: Page
    server: Server
    email: str
    module: str = MODULE
    """Address of the module that is studied."""
    has_scripts: bool = True
    is_brief: bool = False
    """Examine each kind of page once only, each type of question once for all who share `kinds_seen`."""
    kinds_seen: set[str] = field(default_factory=set)

    def see(self, path: str | None = None) -> None:
        """Go to a page (or look at the present one) and check that it is accessible."""
        if path is not None:
            self.page.goto(path)
        if self.has_scripts:
            self._examine()

    def _examine(self) -> None:
        kind = self.page.evaluate(KIND)
        if "/items/" not in self.page.url:
            kind = f"{self.module} {kind}"  # what is not a question is of this module alone
        if self.is_brief and kind in self.kinds_seen:
            assert_fits(self.page)
        else:
            assert_accessible(self.page)
        self.kinds_seen.add(kind)

    def press(self, selector: str) -> None:
        """Press a button or a link, and look at what comes."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.see()

    def register(self) -> None:
        """Make an account and confirm the address by the message that the trial shows on the page."""
        self.see("/register")
        self.page.fill("[name=email]", self.email)
        self.page.fill("[name=password]", PASSWORD)
        self.press("main form button[type=submit]")
        self.press('main a[href^="/confirm/"]')
        self.press("main form button[type=submit]")

    def study(self) -> None:
        """Join the module, answer one self-check and mark every lesson as done."""
        self.join()
        self.answer_first_self_check()
        self.mark_all_lessons_as_done()

    def join(self) -> None:
        """Join the module, giving one's word where it is asked for."""
        self.see(self.module)
        for declaration in self.page.locator("form.join [name=declaration]").all():
            declaration.check()
        self.press("form.join button[type=submit]")

    def mark_all_lessons_as_done(self) -> None:
        """Go through the lessons from the present one to the last; looks at the first and at what follows."""
        done = ".lesson-end form button[type=submit]"
        while self.page.locator(done).count():
            with self.page.expect_navigation():
                self.page.locator(done).click()
            self.see()

    def answer_first_self_check(self) -> None:
        """Answer something: what is said to it matters, not whether it is right."""
        check = self.page.locator(".self-check").first
        for select_box in check.locator("select").all():
            select_box.select_option(index=1)
        with self.page.expect_navigation():
            check.locator("button[type=submit]").click()
        self.see()

    def fail_the_test(self) -> None:
        """Hand in a test with nothing but one word in it."""
        self.start_test()
        self.save_and("review")
        self.see()
        self.hand_in()

    def pass_the_test(self) -> None:
        """Answer everything rightly, one question a page."""
        self.start_test()
        attempt = self.attempt_id()
        answers = self.right_keys(attempt)
        for position in sorted(answers):
            self.fill_in(answers[position])
            self.save_and("next")
            if self.is_brief or position in (1, len(answers)):
                self.see()
        self.see(f"/attempts/{attempt}/review")
        self.hand_in()

    def save_and(self, go: str) -> None:
        """Save the answer of the present page by its button; the next page comes when it is kept."""
        with self.page.expect_navigation():
            self.page.locator(f"button[name=go][value={go}]").click()

    def start_test(self) -> None:
        """Read the rules and start."""
        self.see(f"{self.module}/final-test")
        self.press(f'form[action="{self.module}/final-test/start"] button[type=submit]')

    def hand_in(self) -> None:
        """Hand in from the page that lists what is open."""
        self.press('form[action$="/submit"] button[type=submit]')

    def attempt_id(self) -> str:
        """Id of the attempt on the present page."""
        found = re.search(r"/attempts/([^/]+)/", self.page.url)
        assert found, self.page.url
        return found[1]

    def right_keys(self, attempt_id: str) -> dict[int, Mapping[str, object]]:
        """Position → what somebody who knows fills in, in the keys of the page."""
        app = self.server.app()
        with app.app_context():
            with reading():
                attempt = db.session.get_one(Attempt, attempt_id)
                seed, slug = attempt.seed, attempt.module_slug
                query = select(AttemptItem).where(AttemptItem.attempt_id == attempt_id)
                drawn = [(row.position, row.item_id, row.variant) for row in db.session.scalars(query)]
            module = current_catalogue().module(slug)
            bank = module.text(module.source_language).test_items
            db.engine.dispose()
        return {
            position: keys_from_response(
                bank[item_id], right_response(bank[item_id], variant), order=order_of(item_id, seed)
            )
            for position, item_id, variant in drawn
        }

    def fill_in(self, keys: Mapping[str, object]) -> None:
        """Fill in the form of a question."""
        form = self.page.locator("#answer-form")
        for kind, value in keys.items():
            if kind in {"chosen", "marked"} and isinstance(value, list):
                for key in value:
                    form.locator(f'[name={kind}][value="{key}"]').check()
            elif kind in {"value", "text"}:
                form.locator(f"[name={kind}]").fill(str(value))
            elif kind == "order" and isinstance(value, list):
                for place, key in enumerate(value, 1):
                    self._choose(f"place-{key}", str(place))
            elif isinstance(value, Mapping):
                for key, answer in value.items():
                    for one in answer if isinstance(answer, list) else [answer]:
                        self._choose(f"{PARTS[kind]}-{key}", str(one))

    def _choose(self, name: str, value: str) -> None:
        field = self.page.locator(f'#answer-form [name="{name}"]')
        if field.first.get_attribute("type") in {"radio", "checkbox"}:
            self.page.locator(f'#answer-form [name="{name}"][value="{value}"]').check()
        elif field.locator("option").count():
            # By the option itself: Playwright takes a value for a label too, and "3" may be both.
            field.select_option(element=field.locator(f'option[value="{value}"]').element_handle())
            expect(field).to_have_value(value)
        else:
            field.fill(value)
