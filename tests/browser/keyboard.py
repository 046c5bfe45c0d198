"""Answering questions with nothing but a keyboard: Tab, arrows, space, and letters to type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.quiz import PARTS

MOST_STEPS = 120
IS_ACTIVE = "selector => document.activeElement.matches(selector)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyboard:
    """The keyboard of somebody who answers one question."""

    page: Page
    scope: str
    """Selector of the group of inputs of the question."""

    def answer(self, keys: Mapping[str, object]) -> None:
        """Give an answer, in the keys of the page."""
        for kind, value in keys.items():
            if kind in {"chosen", "marked"} and isinstance(value, list):
                self._pick_each(kind, value)
            elif kind in {"value", "text"}:
                self._type(kind, str(value))
            elif kind == "order" and isinstance(value, list):
                self._put_in_order(value)
            elif kind in PARTS and isinstance(value, Mapping):
                for part, given in value.items():
                    self._answer_part(f"{PARTS[kind]}-{part}", given)

    def press(self, selector: str) -> None:
        """Go on to a button and press it."""
        self._reach(f"{self.scope} ~ * {selector}, {self.scope} ~ {selector}")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _answer_part(self, name: str, given: object) -> None:
        if isinstance(given, list):
            self._pick_each(name, given)
        elif self.page.locator(f'{self.scope} input[type=radio][name="{name}"]').count():
            self._pick(name, str(given))
        elif self.page.locator(f'{self.scope} select[name="{name}"]').count():
            self._choose(name, str(given))
        else:
            self._type(name, str(given))

    def _pick_each(self, name: str, values: Sequence[object]) -> None:
        for value in values:
            self._pick(name, str(value))

    def _pick(self, name: str, value: str) -> None:
        wanted = f'{self.scope} input[name="{name}"][value="{value}"]'
        if self.page.locator(wanted).get_attribute("type") == "checkbox":
            self._begin(wanted)
        else:
            # Tab stops once at a group of radio buttons; arrows go through it.
            self._begin(f'{self.scope} input[name="{name}"]')
            self._until(wanted, "ArrowDown")
        if not self.page.locator(wanted).is_checked():
            self.page.keyboard.press("Space")

    def _choose(self, name: str, value: str) -> None:
        selector = f'{self.scope} select[name="{name}"]'
        self._begin(selector)
        for _step in range(MOST_STEPS):
            if self.page.locator(selector).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} in {name}")

    def _type(self, name: str, text: str) -> None:
        self._begin(f'{self.scope} [name="{name}"]')
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def _put_in_order(self, order: Sequence[object]) -> None:
        for place, key in enumerate(order, start=1):
            select = f'select[name="place-{key}"]'
            button = f'[data-ordering-item]:has({select}) button[data-step="-1"]'
            if not self.page.locator(f"{self.scope} {button}").count():
                self._choose(f"place-{key}", str(place))
                continue
            self._begin(f"{self.scope} {select}, {self.scope} [data-ordering-item]:has({select}) button")
            while self._place_of(select) > place:
                self._until(button, "Tab")
                self.page.keyboard.press("Enter")

    def _place_of(self, select: str) -> int:
        script = "(items, select) => items.findIndex((one) => one.querySelector(select)) + 1"
        return int(self.page.locator(f"{self.scope} [data-ordering-item]").evaluate_all(script, select))

    def _begin(self, selector: str) -> None:
        """From the beginning of the question on to an input."""
        self.page.locator(self.scope).evaluate("group => group.focus()")
        self._reach(selector)

    def _reach(self, selector: str) -> None:
        self._until(selector, "Tab")
        assert is_focus_seen(self.page), f"the focus on {selector} is not to be seen"

    def _until(self, selector: str, key: str) -> None:
        for _step in range(MOST_STEPS):
            if self.page.evaluate(IS_ACTIVE, selector):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not lead to {selector}")


def is_focus_seen(page: Page) -> bool:
    """An outline is drawn around what has the focus, or around the label or card that it stands in."""
    return bool(
        page.evaluate(
            """() => {
              const focused = document.activeElement;
              const around = [focused, focused.closest("label"), focused.closest(".choice")];
              return around.some((one) => one && getComputedStyle(one).outlineStyle !== "none"
                && parseFloat(getComputedStyle(one).outlineWidth) >= 2);
            }"""
        )
    )
