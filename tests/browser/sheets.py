"""What the pages of a tool should say, worked out by hand or declared with its examples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from playwright.sync_api import Locator, Page

from lms.content.tools.model import Computed, Example, Section, Show, Tool
from lms.core.db import db
from lms.web.catalogue import current_catalogue
from tests.browser.conftest import Server

READ = """() => {
  const words = (element) => element.innerText.replace(/\\s+/g, " ").trim();
  const found = {};
  for (const row of document.querySelectorAll("#tool-results .tool-results > div"))
    found[row.querySelector("dt").firstChild.textContent.trim()] = words(row.querySelector("dd"));
  for (const letter of document.querySelectorAll("#tool-results .tool-letter"))
    found[words(letter.querySelector("h3"))] = words(letter.lastElementChild);
  for (const cell of document.querySelectorAll("p.tool-cell-value")) found[cell.id] = words(cell);
  document.querySelectorAll("#tool-steps").forEach((fold) => (fold.open = true));
  const heads = [...document.querySelectorAll("#tool-steps thead th")].map((head) => head.innerText);
  for (const row of document.querySelectorAll("#tool-steps tbody tr"))
    [...row.cells].forEach((cell, at) => (found[`${row.cells[0].innerText} ${heads[at]}`] = words(cell)));
  return found;
}"""
"""Everything computed on a section's page, by label or by id."""
KIND = """() => ["compact", "cards", "ticks", "steps", "field", "outcome"]
  .filter((name) => document.querySelector(`main .tool-${name}`))
  .concat(document.querySelector("main .chart") ? "chart" : []).join()"""
"""What a section's page is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A value that an example declares, and where its section's page shows it."""

    section: str
    key: str
    text: str
    is_number: bool

    def stands_in(self, found: dict[str, str]) -> bool:
        """The page shows it there, whole and as people write it."""
        shown = found.get(self.key, "")
        if not self.is_number:
            return self.text in shown
        return re.search(rf"(?<![\d,.−]){re.escape(self.text)}(?!\d)", shown) is not None


def tool_of(server: Server, slug: str) -> Tool:
    """The tool of a module as people see it in English."""
    app = server.app()
    with app.app_context():
        tool = current_catalogue().module(slug).text("en").tool
        db.engine.dispose()
    assert tool is not None, slug
    return tool


def expectations(tool: Tool, example: Example) -> Iterator[Expected]:
    """All declared values that people can see."""
    for name, value in example.expect.items():
        section, of, key = _place(tool, name)
        if not of.is_hidden:
            text, is_number = _as_written(value, of)
            yield Expected(section=section.id, key=key, text=text, is_number=is_number)


def _place(tool: Tool, name: str) -> tuple[Section, Computed, str]:
    if "." not in name:
        section = next(one for one in tool.sections if name in {result.id for result in one.results})
        of = next(result for result in section.results if result.id == name)
        return section, of, of.label
    section_id, row, column_id = name.split(".")
    found = tool.section(section_id)
    assert found is not None, name
    assert found.table is not None, name
    of = next(one for one in found.table.computed if one.id == column_id)
    return found, of, f"{row} {of.label}" if found.table.steps else f"r-{row}-{column_id}"


def _as_written(value: str, of: Computed) -> tuple[str, bool]:
    if of.show is Show.DATE:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B} {day.year}", False
    if of.cases or of.show in (Show.TEXT, Show.LETTER):
        return " ".join(value.split()), False
    number = Decimal(value).quantize(Decimal(1).scaleb(-of.decimals))
    is_year = of.show is Show.NUMBER and not of.decimals and not of.unit and 1900 <= number < 2200
    text = str(number) if is_year else f"{number:,}".replace("-", "−")
    unit = {Show.PERCENT: "%"}.get(of.show, of.unit)
    return f"EUR {text}" if of.show is Show.MONEY else f"{text} {unit}".strip(), True


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number that somebody types into the example, and what follows, worked out by hand."""

    section: str
    field: str
    typed: str
    follows: str
    """Id of a computed cell, or the label of a result."""
    shown: str

    @property
    def number(self) -> Decimal:
        """The number typed."""
        return Decimal(self.typed.replace(",", ""))

    def result(self, page: Page) -> Locator:
        """Where the page shows what follows."""
        if self.follows.startswith("r-"):
            return page.locator(f"#{self.follows}")
        label = page.locator("dt", has_text=re.compile(rf"^\s*{re.escape(self.follows)}"))
        return page.locator("#tool-results .tool-results > div", has=label).first.locator("dd")


def change(section: str, field: str, typed: str, follows: str, shown: str) -> Change:
    return Change(section=section, field=field, typed=typed, follows=follows, shown=shown)


CHANGES = {
    # 4,800 / 60,000 = 8.00 %; 8.00 / 3.75
    "clusters-and-mapping": change("industries", "r-1-jobs", "4,800", "r-1-lq", "2.13"),
    # 70 × 600
    "running-a-cluster-organisation": change("segments", "r-sme-m1", "70", "r-sme-fees1", "EUR 42,000"),
    # 2 × 1,600
    "facilitation-and-strategy": change("frame", "f-fte", "2", "Available hours in the year", "3,200 hours"),
    # 18,000 / (12 × 5)
    "transnational-partnerships": change("matchmaking", "f-slots", "5", "Cost of a meeting", "EUR 300"),
    # (7 × 9,000 − 36,000) / 36,000
    "innovation-markets-resilience": change("service", "f-contracts", "7", "Return", "75.0 %"),
    # 5,000,000 × (100 − 8 − 3) %
    "programme-design": change("budget", "f-total", "5,000,000", "Available for grants", "EUR 4,450,000"),
    # 100,000 + 90,000 + 35,000 + 40,000
    "programme-implementation": change(
        "earlier", "r-2-sum_granted", "100,000", "Together with the new grant", "EUR 265,000"
    ),
    # (71 − 62) − (65 − 61)
    "programme-monitoring-and-evaluation": change("effect", "f-t1", "71", "Difference-in-differences", "5.0"),
}
