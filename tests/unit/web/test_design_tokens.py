"""Are the colours legible, in the light and in the dark?"""

import re
from pathlib import Path

import pytest

STYLESHEET = Path(__file__).parents[3] / "lms" / "static" / "css" / "site.css"
CSS = STYLESHEET.read_text(encoding="utf-8") + STYLESHEET.with_name("desks.css").read_text(encoding="utf-8")

SURFACES = ("paper", "surface", "sunken")
SOFT = ("sea-soft", "amber-soft", "moss-soft", "brick-soft")
TEXT = [
    *[
        (text, ground)
        for text in ("ink", "muted", "sea", "sea-strong", "moss", "brick")
        for ground in SURFACES
    ],
    *[("amber", ground) for ground in SURFACES],
    *[("ink", ground) for ground in (*SOFT, "grey-soft")],
    *[("muted", ground) for ground in (*SOFT, "grey-soft")],
    *[(soft.removesuffix("-soft"), soft) for soft in SOFT],
    ("sea", "amber-soft"),
    ("sea-strong", "sea-soft"),
    ("on-sea", "sea"),
    ("on-sea", "sea-strong"),
    ("on-brick", "brick"),
    ("on-brick", "brick-strong"),
    ("paper", "ink"),
    ("paper", "amber"),
    ("paper", "moss"),
    ("paper", "muted"),
]
SHAPES = [
    (shape, ground)
    for shape in ("edge", "sea", "amber", "moss", "brick")
    for ground in ("paper", "surface", "sunken")
]


def _block(selector: str) -> dict[str, str]:
    start = CSS.index(selector)
    body = CSS[start : CSS.index("}", start)]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))


THEMES = {
    "light": _block(":root {"),
    "dark by the device": _block(':root:not([data-theme="light"]) {'),
    "dark by choice": _block(':root[data-theme="dark"] {'),
}


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_four_and_a_half_to_one(theme: str) -> None:
    colours = THEMES[theme]
    faint = {
        (text, ground): round(ratio, 2)
        for text, ground in TEXT
        if (ratio := _contrast(colours[text], colours[ground])) < 4.5
    }
    assert not faint


@pytest.mark.parametrize("theme", THEMES)
def test_shapes_stand_out_three_to_one(theme: str) -> None:
    colours = THEMES[theme]
    faint = {
        (shape, ground): round(ratio, 2)
        for shape, ground in SHAPES
        if (ratio := _contrast(colours[shape], colours[ground])) < 3
    }
    assert not faint


def test_the_dark_of_the_device_and_the_dark_by_choice_are_the_same() -> None:
    assert THEMES["dark by the device"] == THEMES["dark by choice"]


def test_the_dark_names_every_colour_of_the_light() -> None:
    assert THEMES["dark by choice"].keys() == THEMES["light"].keys()


def test_colours_are_named_outside_the_tokens_only_for_the_paper_of_a_certificate() -> None:
    rules = CSS[CSS.index("@layer base {") :]
    literal = {
        line.strip().split(" ")[0]
        for line in rules.splitlines()
        if re.search(r"#[0-9a-f]{3,6}\b(?!\))", line)
    }
    assert literal <= {".certificate-sheet", ".certificate-sheet::before", ".certificate-kind"}


def test_every_token_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    defined = set(re.findall(r"--([\w-]+):", CSS))
    assert used <= defined


def test_every_file_that_the_stylesheet_asks_for_is_there() -> None:
    asked = re.findall(r'url\("\.\./(?!fonts/)([^"]+)"\)', CSS)
    assert asked
    assert [name for name in asked if not (STYLESHEET.parents[1] / name).is_file()] == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"url\(\"?(https?:|//|data:)", CSS)
