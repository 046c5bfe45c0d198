"""What a printed example must be like before a template can be used: decided over what the pages show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

LEAST_CONTRAST = 4.5
"""Of text on what lies behind it (WCAG 2.2, 1.4.3)."""
LEAST_POINTS = 6.0
LEAST_QR_MM = 20.0
MOST_PAGES = 2
SLACK_MM = 0.1
OVERLAP = 0.25
"""Of the smaller of two texts: more than that cannot be read."""
SHOWN = 80
"""Characters of a text that a finding quotes."""


class Check(StrEnum):
    """What is looked at."""

    PAGES = "pages"
    WIDTH = "width"
    OVERLAP = "overlap"
    CONTRAST = "contrast"
    SIZE = "size"
    LETTERS = "letters"
    FONTS = "fonts"
    SAID = "said"
    QR = "qr"
    TAGS = "tags"
    FILLING = "filling"
    VERSION = "version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that keeps a template from being used."""

    check: str
    text: str
    """What it is about: a text of the page, a name, a number."""
    where: tuple[str, str] = ("", "")
    """Example and language that it was first found in."""


Box = Sequence[float]
Colour = Sequence[float]
Page = Mapping[str, Any]


def look_over(
    pages: Sequence[Page], *, must_say: Sequence[str], qr_alt: str, letters: frozenset[int]
) -> Iterator[tuple[Check, str]]:
    """Everything that is wrong with the pages of one example."""
    if len(pages) > MOST_PAGES:
        yield Check.PAGES, str(len(pages))
    for page in pages:
        yield from _beyond(page)
        yield from _overlaps(page)
        yield from _hard_to_read(page, letters)
    yield from _unsaid(pages, must_say)
    codes = [one for page in pages for one in page["pictures"] if one["alt"] == qr_alt]
    if len(codes) != 1 or min(codes[0]["place"][2:]) < LEAST_QR_MM:
        yield Check.QR, f"{min(codes[0]['place'][2:]):.0f} mm" if codes else ""


def _beyond(page: Page) -> Iterator[tuple[Check, str]]:
    for one in (*page["texts"], *page["pictures"]):
        left, top, width, height = one["place"]
        inside = left >= -SLACK_MM and top >= -SLACK_MM
        inside = inside and left + width <= page["width"] + SLACK_MM
        if not (inside and top + height <= page["height"] + SLACK_MM):
            yield Check.WIDTH, _quoted(one)


def _overlaps(page: Page) -> Iterator[tuple[Check, str]]:
    shown = [*page["texts"], *page["pictures"]]
    for one, other in combinations(shown, 2):
        if _shared(one["place"], other["place"]) > OVERLAP:
            yield Check.OVERLAP, f"{_quoted(one)} / {_quoted(other)}"


def _shared(one: Box, other: Box) -> float:
    """Part of the smaller box that the larger one covers."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    smaller = min(one[2] * one[3], other[2] * other[3])
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0


def _hard_to_read(page: Page, letters: frozenset[int]) -> Iterator[tuple[Check, str]]:
    for one in page["texts"]:
        behind = colour_behind(one, page["fills"])
        ratio = contrast(over(one["colour"], behind), behind) if behind else 1.0
        if ratio < LEAST_CONTRAST:
            yield Check.CONTRAST, f"{_quoted(one)} ({ratio:.1f} : 1)"
        if one["points"] < LEAST_POINTS:
            yield Check.SIZE, f"{_quoted(one)} ({one['points']:.1f} pt)"
        strange = sorted({letter for letter in one["text"] if ord(letter) not in letters and letter > " "})
        if strange:
            yield Check.LETTERS, " ".join(strange)[:SHOWN]


def _quoted(one: Mapping[str, Any]) -> str:
    text = " ".join(str(one.get("text") or one.get("alt", "")).split())
    return f"“{text[:SHOWN]}”"


def _unsaid(pages: Sequence[Page], must_say: Sequence[str]) -> Iterator[tuple[Check, str]]:
    """Texts that stand nowhere; hyphens, spaces and capitals are of no account."""
    shown = _bare("".join(one["text"] for page in pages for one in page["texts"]))
    for text in must_say:
        if _bare(text) not in shown:
            yield Check.SAID, f"“{text[:SHOWN]}”"


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def colour_behind(text: Mapping[str, Any], fills: Sequence[Mapping[str, Any]]) -> Colour | None:
    """What a text stands on; None where something was painted over it later."""
    left, top, width, height = text["place"]
    x, y = left + width / 2, top + height / 2
    behind: Colour = (1.0, 1.0, 1.0, 1.0)
    for fill in sorted(fills, key=lambda one: list(one["order"])):
        from_left, from_top, wide, high = fill["place"]
        if not (from_left <= x <= from_left + wide and from_top <= y <= from_top + high):
            continue
        if list(fill["order"]) > list(text["order"]):
            return None
        behind = over(fill["colour"], behind)
    return behind


def over(colour: Colour, behind: Colour) -> Colour:
    """The colour that is seen where one lies over another."""
    opacity = colour[3]
    mixed = [one * opacity + under * (1 - opacity) for one, under in zip(colour, behind[:3], strict=False)]
    return (*mixed, 1.0)


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of WCAG, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part) for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
