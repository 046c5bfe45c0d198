"""Norrvik, the worked example of module B1: is every number that stands somewhere the one that comes out?"""

import re
from functools import cache
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses" / "basic" / "clusters-and-mapping"

REGION, INDUSTRY, BASE = 60_000, 4_200, 3_600
COUNTRY, NATIONAL = 2_400_000, 90_000
GROWTH, INDUSTRY_GROWTH = 0.05, 0.10
RURAL_SHARE = 0.056

FOCUS, SHARE = INDUSTRY / REGION, NATIONAL / COUNTRY
PARTS = (
    BASE * GROWTH,
    BASE * (INDUSTRY_GROWTH - GROWTH),
    BASE * ((INDUSTRY - BASE) / BASE - INDUSTRY_GROWTH),
)

LESSON = "en/04-mapping-with-numbers.md"
CLAIMS = [
    (LESSON, f"{FOCUS:.2%}".replace("%", r"\,\%")),
    (LESSON, f"{SHARE:.2%}".replace("%", r"\,\%")),
    (LESSON, rf"\approx {FOCUS / SHARE:.2f}$$"),
    (LESSON, f"4,200 ÷ 90,000 = {INDUSTRY / NATIONAL * 100:.2f} %"),
    (LESSON, f"600 ÷ 3,600 = {(INDUSTRY - BASE) / BASE * 100:.2f} %"),
    (LESSON, f"3,600 × 5 % | {PARTS[0]:.0f} |"),
    (LESSON, f"3,600 × (10 % − 5 %) | {PARTS[1]:.0f} |"),
    (LESSON, f"3,600 × (16.67 % − 10 %) | {PARTS[2]:.0f} |"),
    (LESSON, f"4,200 − 3,600 | **{sum(PARTS):.0f}**"),
    (LESSON, f"7.00 ÷ 5.60 = {FOCUS / RURAL_SHARE:.2f}"),
    ("assets/norrvik-quotient.svg", f"{FOCUS / SHARE:.2f}"),
    ("assets/norrvik-quotient.svg", f"{FOCUS * 100:.2f}"),
    ("assets/norrvik-quotient.svg", f"{SHARE * 100:.2f}"),
    *(("assets/norrvik-shift-share.svg", f"{part:.0f}") for part in (*PARTS, sum(PARTS))),
    ("tool.yaml", f"{FOCUS / SHARE:.2f}"),
]


@cache
def text_of(file: str) -> str:
    return (MODULE / file).read_text()


@pytest.mark.parametrize(("file", "claim"), CLAIMS)
def test_a_number_that_is_claimed_comes_out(file: str, claim: str) -> None:
    assert claim in text_of(file)


def test_the_parts_of_the_shift_share_add_up_to_the_change() -> None:
    assert sum(PARTS) == pytest.approx(INDUSTRY - BASE)


def test_the_inputs_are_those_of_the_lesson() -> None:
    given = re.sub(r"(?<=\d),(?=\d)", "", text_of(LESSON))
    for number in (REGION, INDUSTRY, BASE, COUNTRY, NATIONAL):
        assert str(number) in given
