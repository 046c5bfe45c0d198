"""Can every drawing of the programme be read on the narrowest phone, with the fonts that people see?"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from config import ROOT
from tests.browser.conftest import Server

NARROWEST = 320 - 2 * 16
"""Pixels that a figure gets on a screen of 320."""
SMALLEST = 11
"""Pixels of a letter there."""
FIGURES = sorted((ROOT / "courses").glob("*/*/assets/*.svg"))

LOOK = """([width, smallest]) => [...document.querySelectorAll('figure')].flatMap(figure => {
  const svg = figure.querySelector('svg'), frame = svg.getBoundingClientRect(), name = figure.dataset.name;
  const scale = width / svg.viewBox.baseVal.width;
  const texts = [...svg.querySelectorAll('text')]
    .map(text => [text.textContent, text.getBoundingClientRect(), text]);
  const found = [];
  for (const [said, box, text] of texts) {
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
        || box.bottom > frame.bottom + 1) found.push(`${name}: “${said}” leaves the drawing`);
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < smallest) found.push(`${name}: “${said}” is too small`);
  }
  texts.forEach(([said, box], n) => texts.slice(n + 1).forEach(([other, next]) => {
    const across = Math.min(box.right, next.right) - Math.max(box.left, next.left);
    const down = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
    if (across > 1 && down > 3) found.push(`${name}: “${said}” and “${other}” overlap`);
  }));
  return found;
})"""


def sheet_of(figures: list[Path]) -> str:
    """A page with figures as lessons show them."""
    names = {figure: f"{figure.parts[-3]}/{figure.name}" for figure in figures}
    drawn = (
        f'<figure data-name="{name}"><div class="fig">{figure.read_text()}</div></figure>'
        for figure, name in names.items()
    )
    return f'<div id="figures">{"".join(drawn)}</div>'


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_text_of_a_drawing_overlaps_leaves_it_or_is_too_small(
    server: Server, browser: Browser, scheme: str
) -> None:
    assert len(FIGURES) >= 55, "at least one for each lesson"
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page.goto(server.url)  # for the stylesheet and its fonts
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", sheet_of(FIGURES))
    page.add_style_tag(content=f"#figures svg {{ width: {NARROWEST}px; height: auto; display: block }}")
    page.evaluate("document.fonts.ready")
    assert page.evaluate(LOOK, [NARROWEST, SMALLEST]) == []
    assert len(page.evaluate(LOOK, [NARROWEST, 99])) > 300, "every text was looked at"
    page.close()
