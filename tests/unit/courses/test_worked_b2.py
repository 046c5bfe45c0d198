"""Amber Food Cluster, the worked example of module B2, computed again from its inputs."""

import math
import re
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses" / "basic" / "running-a-cluster-organisation"

WEEK = {"firms": 6, "projects": 8, "partners": 6, "administration": 16, "intelligence": 4}
TARGET = {"firms": 40, "projects": 20, "partners": 15, "administration": 15, "intelligence": 10}
MEMBERS = {"sme": (60, 600), "large": (6, 4_000), "knowledge": (5, 1_000)}
YEARS = (
    {"fees": 65_000, "services": 25_000, "core": 100_000, "projects": 50_000},
    {"fees": 77_000, "services": 30_000, "core": 80_000, "projects": 53_000},
    {"fees": 81_500, "services": 40_000, "core": 60_000, "projects": 58_500},
)
STEPS = {"fee": 150 * 60, "members": 10 * 750, "services": 15_000, "overhead": 8_500}
MARKS = (4, 3, 2, 4, 3, 2)
POST = 48_000 + 14_400 + 15_600


def reading(name: str) -> str:
    """A file of the module as its reader sees it: no quotation signs, no signs of formulas."""
    text = (MODULE / name).read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"\\text\{([^}]*)\}|[*$\\]|^> ?", r"\1", text, flags=re.MULTILINE))


def assert_says(name: str, *claims: str) -> None:
    """Each claim stands in the file, not as a part of a longer number."""
    text = reading(name)
    for claim in claims:
        assert re.search(rf"(?<![\d.,]){re.escape(claim)}(?![\d])", text), f"{name} does not say {claim!r}"


def money(value: float) -> str:
    assert value == round(value)
    return f"{value:,.0f}"


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def concentration(amounts: list[int]) -> float:
    return sum((amount / sum(amounts)) ** 2 for amount in amounts)


def private_share(year: dict[str, int]) -> float:
    return (year["fees"] + year["services"]) / sum(year.values())


def test_a_claim_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AssertionError, match="does not say"):
        assert_says("en/05-finance.md", "37.6 %")


def test_amber_has_seventy_one_members() -> None:
    assert sum(count for count, _ in MEMBERS.values()) == 71
    assert_says("en/01-the-managers-job.md", "71 members", "60 small", "six large", "five knowledge")


def test_the_logged_week_lacks_ten_hours_with_firms() -> None:
    hours = sum(WEEK.values())
    target = {name: share * hours // 100 for name, share in TARGET.items()}
    assert (hours, sum(TARGET.values())) == (40, 100)
    assert target["firms"] - WEEK["firms"] == 10 == WEEK["administration"] - target["administration"]
    share = f"{100 * WEEK['firms'] // hours} %"
    assert_says("en/01-the-managers-job.md", share, "10 hours are missing", "16 hours")
    figure = (MODULE / "assets/two-weeks.svg").read_text("utf-8")
    widths = [float(width) for width in re.findall(r'"fig-fill-amber" x="124" y="\d+" width="(\d+)"', figure)]
    assert widths == [12 * value for value in WEEK.values()]


def test_large_firms_pay_more_than_they_may_decide() -> None:
    fees = {name: count * fee for name, (count, fee) in MEMBERS.items()}
    assert sum(fees.values()) == YEARS[0]["fees"]
    assert_says(
        "en/02-governance-and-legal-form.md",
        percent(fees["large"] / sum(fees.values())),
        percent(2 / 9),
        money(fees["large"]),
    )
    assert 4 + 2 + 1 + 1 + 1 == 9


def test_churn_and_active_share() -> None:
    assert 68 - 6 + 9 == 71
    assert_says("en/03-members-and-value-proposition.md", percent(6 / 68), percent(32 / 71), "other 39")
    assert 71 - 32 == 39


def test_the_clinic_costs_more_than_its_price() -> None:
    cost = 12 * POST // 1_560 + 150
    assert (cost, cost - 500, 10 * (cost - 500)) == (750, 250, 2_500)
    assert YEARS[0]["services"] == 10 * 500 + 60 * 200 + 8 * 1_000
    assert_says("en/04-services.md", "EUR 750", "750 − 500 = EUR 250", "2,500 a year", "EUR 25,000")
    assert_says("assets/clinic-cost.svg", "600: 12 hours × 50", "500: the firm", "250")


def test_the_full_cost_hour() -> None:
    assert POST / 1_560 == 50
    assert (POST - 15_600) / 1_560 == 40
    assert sum(YEARS[0].values()) == POST * 2.5 + 45_000
    assert_says("en/05-finance.md", "EUR 50", "62,400 ÷ 1,560 = EUR 40", "2.5 posts × 78,000 = 195,000")


@pytest.mark.parametrize("year", YEARS)
def test_each_year_of_the_budget_stands_in_the_table(year: dict[str, int]) -> None:
    assert sum(year.values()) == 240_000
    shares = (percent(private_share(year)), f"{concentration(list(year.values())):.3f}")
    assert_says("en/05-finance.md", *(money(sum_) for sum_ in year.values()), *shares)


def test_dependence_by_lines_and_by_purses() -> None:
    fees, services, core, projects = YEARS[0].values()
    total = sum(YEARS[0].values())
    by_purses = concentration([fees, services, core + projects])
    assert_says("en/05-finance.md", percent(core / total), percent((core + projects) / total))
    assert_says("en/05-finance.md", f"{by_purses:.3f}", f"{70_000 / (total / 12):.1f} months")
    assert_says("en/05-finance.md", f"{money(3 * total / 12)} to {money(6 * total / 12)}")


def test_four_steps_fill_the_gap() -> None:
    gap = YEARS[0]["core"] - YEARS[2]["core"]
    assert sum(STEPS.values()) == gap == 40_000
    assert math.ceil(gap / 600) == 67
    assert_says("en/05-finance.md", "67 new SMEs", *(money(step) for step in STEPS.values()))
    assert_says("assets/filling-the-gap.svg", money(gap), *(money(step) for step in STEPS.values()))
    assert YEARS[2]["fees"] == YEARS[0]["fees"] + STEPS["fee"] + STEPS["members"]
    assert YEARS[2]["services"] == YEARS[0]["services"] + STEPS["services"]
    assert YEARS[2]["projects"] == YEARS[0]["projects"] + STEPS["overhead"]


def test_the_bars_of_the_gap_are_to_scale() -> None:
    figure = (MODULE / "assets/filling-the-gap.svg").read_text("utf-8")
    widths = [
        float(width) for width in re.findall(r'"fig-stroke-amber" fill="none" .*?width="([\d.]+)"', figure)
    ]
    assert widths == pytest.approx([190 * step / 40_000 for step in STEPS.values()], abs=0.01)


def test_the_plan_is_tested_where_it_hurts() -> None:
    assert YEARS[1]["fees"] == 64 * 750 + 6 * 4_000 + 5 * 1_000
    assert 60 - 36_000 / 750 == 12
    assert 15_000 / 50 == 300
    assert_says("en/05-finance.md", "more than 12 of the 60", "36,000 ÷ 750 = 48", "300 hours")


def test_the_log_of_the_smokehouse() -> None:
    values = [750 - 500, 1_400 - 1_000, 350]
    assert_says(
        "en/06-rules-that-protect-trust.md",
        *(f"value {value}" for value in values),
        f"EUR {money(sum(values))}",
    )


def test_the_six_marks_and_the_days_of_a_label() -> None:
    assert_says("en/07-excellence-labels.md", f"Sum {sum(MARKS)}, mean 18 ÷ 6 = {sum(MARKS) / 6:.1f}")
    assert_says("en/07-excellence-labels.md", f"EUR {money(5 * 7.5 * 50)}", f"EUR {money(15 * 7.5 * 50)}")
    figure = (MODULE / "assets/six-groups.svg").read_text("utf-8")
    bars = re.findall(r'class="fig-fill-(?:sea|amber)" x="14" y="\d+" width="(\d+)"', figure)
    assert [int(bar) // 62 for bar in bars] == list(MARKS)


def test_the_facilitator_has_the_same_answers() -> None:
    assert_says("en/facilitator.md", "37.5 %", "41.7 %; 62.5 %", "0.301; 0.475", "50.6 %; 0.265")
    assert_says("en/facilitator.md", percent(85_000 / 240_000), percent(70_000 / 240_000), "1,875 and 5,625")
