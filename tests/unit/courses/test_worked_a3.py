"""Linvalė and the other worked examples of module A3: does every number that stands somewhere come out?"""

import re
from functools import cache
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses" / "advanced" / "innovation-markets-resilience"
READY, SERVICE, PROOF, PATH, GREEN, CHAIN, VALUE = (
    f"en/{name}.md"
    for name in (
        "01-how-firms-go-abroad",
        "02-international-services",
        "03-value-proposition-for-foreign-buyers",
        "04-cross-cluster-innovation",
        "05-green-and-food-clusters",
        "06-resilience-and-preparedness",
        "07-measuring-transnational-value",
    )
)
GUIDE, BANK, TOOL = "en/facilitator.md", "en/final-test.md", "tool.yaml"

COST, FIRMS, EACH, LEAD_RATE = 36_000, 9, 12, 0.25
CONTRACTS, CONTRACT, MARGIN, PAID = 6, 45_000, 0.20, 0.60
MEETINGS = FIRMS * EACH
LEADS = round(MEETINGS * LEAD_RATE)
EARNS = round(CONTRACT * MARGIN)
FORMATS = {"Joint stand": (36_000, 108, 27, 6), "Buyers’ visit": (12_000, 20, 8, 3)} | {
    "Online matchmaking": (4_500, 60, 9, 1)
}
BEFORE, AFTER = (60, 25, 15), (40, 35, 25)
SURVIVE, RECOVER, SOONER = 14, 35, 20
GROWERS, KITCHEN = (600, 500, 400, 300), 1_500
EVENT, VOUCHERS, PILOT = 18_000, 4 * 4_000, 10_000
DAYS = (56, 2, 56, 112)
WASTE, DIVERTED, AVOIDED, DRYING, FACTOR = 240, 150, 80, 45_000, 0.1


def money(value: float) -> str:
    return f"{value:,.0f}"


def gain(contracts: int, margin: float = MARGIN) -> float:
    """The return of the stand, in per cent."""
    return (contracts * CONTRACT * margin - COST) / COST * 100


def index(shares: tuple[int, ...]) -> float:
    return sum((share / 100) ** 2 for share in shares)


def rows_of_formats() -> list[str]:
    return [
        f"| {name} | {money(cost)} | {met} | {leads} | {won} | {money(cost / leads)} | {money(cost / won)} |"
        for name, (cost, met, leads, won) in FORMATS.items()
    ]


STAND = [
    (SERVICE, f"{EACH} meetings each: {MEETINGS} meetings"),
    (
        SERVICE,
        f"{LEAD_RATE:.0%}".replace(
            "%", f" % become leads: {LEADS}, at 36,000 ÷ 27 = EUR {money(COST / LEADS)}"
        ),
    ),
    (SERVICE, f"margin of 20 %, which is {money(EARNS)}"),
    (SERVICE, f"36,000 ÷ 9,000 = {COST / EARNS:g} contracts"),
    (SERVICE, f"6 × 9,000 = {money(CONTRACTS * EARNS)}"),
    (SERVICE, f"(54,000 − 36,000) ÷ 36,000 = {gain(CONTRACTS):g} %"),
    (SERVICE, f"margin is {money(5 * EARNS)} and the return {gain(5):g} %"),
    (
        SERVICE,
        f"six bring {money(6 * CONTRACT * 0.15)}, and the return is {gain(6, 0.15):g} %",
    ),
    (SERVICE, f"firms pay 60 %: {money(COST * PAID)}, or EUR {money(COST * PAID / FIRMS)} each"),
    (SERVICE, f"other 40 %: {money(COST * (1 - PAID))}, or EUR {money(COST * (1 - PAID) / FIRMS)} per firm"),
    (VALUE, f"Leads are 27 ÷ 108 = {LEADS / MEETINGS * 100:.0f} % of meetings"),
    (VALUE, f"6 ÷ 27 = {CONTRACTS / LEADS * 100:.0f} % of leads"),
    (VALUE, f"five contracts earn {money(5 * EARNS)}: {gain(5):g} %"),
    (VALUE, f"{money(4 * EARNS)} meet 36,000: {gain(4):g} %"),
    *((VALUE, row) for row in rows_of_formats()),
    (GUIDE, f"a contract earns {money(CONTRACT * 0.12)}, break-even is {COST / (CONTRACT * 0.12):.2f}"),
    (GUIDE, f"six give a return of −{abs(gain(6, 0.12)):.0f} %"),
    (TOOL, f"service_return: {gain(CONTRACTS):.1f}"),
    (TOOL, f"return_only_no: {gain(4):.1f}"),
    ("assets/stand-break-even.svg", f"{CONTRACTS} earn {CONTRACTS * EARNS // 1000}"),
    ("assets/stand-break-even.svg", f"{COST // EARNS}: break-even"),
    ("assets/stand-chain.svg", f"{LEADS / MEETINGS * 100:.0f} % of meetings"),
]
SUPPLY = [
    (CHAIN, f"0.36 + 0.0625 + 0.0225 = {index(BEFORE):.3f}"),
    (CHAIN, f"0.16 + 0.1225 + 0.0625 = {index(AFTER):.3f}"),
    (CHAIN, f"from {1 / index(BEFORE):.1f} to {1 / index(AFTER):.1f}, of three"),
    (CHAIN, f"35 − 14 = {RECOVER - SURVIVE} days"),
    (CHAIN, f"down to 20 and exposure to {SOONER - SURVIVE} days"),
    ("assets/supplier-shares.svg", f"HHI {index(BEFORE):.3f}"),
    ("assets/supplier-shares.svg", f"like {1 / index(AFTER):.1f} equal ones"),
    ("assets/exposure.svg", f"no product: {RECOVER - SURVIVE} days"),
    (TOOL, f"inputs.1.hhi: {index(BEFORE):.3f}"),
    (TOOL, f"inputs.2.hhi: {index(AFTER):.3f}"),
    (GUIDE, f"possible with three suppliers, {1 / 3:.3f}"),
    (BANK, f"lowest value that three suppliers can have, {1 / 3:.3f}"),
]
OTHERS = [
    (PROOF, f"together {money(sum(GROWERS))}"),
    (PROOF, f"the kitchen lacks {KITCHEN - (sum(GROWERS) - max(GROWERS))} kg"),
    ("assets/pooled-volume.svg", f"Without the smallest: {money(sum(GROWERS) - min(GROWERS))}"),
    (PATH, f"26,000 ÷ 18,000 = {(VOUCHERS + PILOT) / EVENT:.2f}"),
    (PATH, f"a ratio of {2 * 4_000 / EVENT:.2f}"),
    (PATH, f"An invented plan of {sum(DAYS)} days"),
    (GREEN, f"150 of 240 t are diverted: {DIVERTED / WASTE * 100:.1f} %"),
    (GREEN, f"{money(DIVERTED * AVOIDED)} kg are avoided"),
    (GREEN, f"which is {money(DRYING * FACTOR)} kg"),
    (GREEN, f"Net gain: {money(DIVERTED * AVOIDED - DRYING * FACTOR)} kg CO2e"),
    (GREEN, f"140 of 200 food jobs: {140 / 200 * 100:.0f} %"),
    (GREEN, f"now of 280: {140 / (200 + 80) * 100:.0f} %"),
]


@cache
def text_of(file: str) -> str:
    return (MODULE / file).read_text()


@pytest.mark.parametrize(("file", "claim"), [*STAND, *SUPPLY, *OTHERS])
def test_a_number_that_is_claimed_comes_out(file: str, claim: str) -> None:
    assert claim in text_of(file)


def test_the_scores_of_the_oat_firm_add_up() -> None:
    example = text_of(READY).split("Its scores:")[1].split("The sum is")
    scores = [int(score) for score in re.findall(r" (\d)[,.]", example[0])]
    assert len(scores) == 12
    assert example[1].startswith(f" {sum(scores)} of 48")
    assert f"points: {sum(scores)}" in text_of(TOOL)


def test_the_answers_without_us_are_the_contracts() -> None:
    answers = re.findall(r"(no|later|smaller|same)_answers: (\d)", text_of(TOOL).split("examples:")[1])
    assert sum(int(count) for _, count in answers) == CONTRACTS


def test_two_days_of_a_challenge_are_under_one_per_cent() -> None:
    assert 0 < DAYS[1] / sum(DAYS) < 0.01
