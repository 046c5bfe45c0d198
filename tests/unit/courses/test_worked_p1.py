"""Do the figures of Olszania, the worked example of module P1, follow from its inputs wherever they stand?"""

import re
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses" / "support-programmes" / "programme-design"

TOTAL = 6_000_000
ADMINISTRATION = TOTAL * 8 // 100
EVALUATION = TOTAL * 3 // 100
AVAILABLE = TOTAL - ADMINISTRATION - EVALUATION
GRANTS = {"emerging": (6, 180_000), "growing": (5, 450_000), "transnational": (2, 600_000)}
STRANDS = {name: clusters * each for name, (clusters, each) in GRANTS.items()}
PLANNED = sum(STRANDS.values())
RESERVE = AVAILABLE - PLANNED
ELIGIBLE = PLANNED * 100 // 50
CLUSTERS = sum(clusters for clusters, _ in GRANTS.values())
FIRMS = CLUSTERS * 60
STEP = 450_000 - 180_000

YEARLY = 225_000
RATES = (65, 55, 45, 35)
PATH = [YEARLY * rate // 100 for rate in RATES]

WHY = "01-why-and-when-to-intervene.md"
MATURITY = "04-support-by-maturity.md"
LOGIC = "05-theory-of-change-and-logframe.md"
BUDGET = "06-instrument-design.md"
DECISION = "07-consultation-and-decision-file.md"
GUIDE = "facilitator.md"
COMPARING = "03-programmes-around-the-baltic-sea.md"


def numbers_in(name: str) -> set[str]:
    """Every number in a page or figure, as it is printed."""
    folder = "assets" if name.endswith(".svg") else "en"
    text = (MODULE / folder / name).read_text(encoding="utf-8")
    return set(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text))


def printed(value: float, decimals: int = 0) -> str:
    return f"{value:,.{decimals}f}"


def half_up(value: float) -> str:
    return printed(int(value + 0.5))


BUDGET_LINES = [ADMINISTRATION, EVALUATION, AVAILABLE, *STRANDS.values(), PLANNED, RESERVE, ELIGIBLE]


@pytest.mark.parametrize("page", [BUDGET, GUIDE])
@pytest.mark.parametrize("amount", [TOTAL, *BUDGET_LINES, FIRMS])
def test_each_line_of_the_budget_stands_where_it_is_worked_out(page: str, amount: int) -> None:
    assert printed(amount) in numbers_in(page)


def test_the_parts_make_the_total() -> None:
    assert ADMINISTRATION + EVALUATION + sum(STRANDS.values()) + RESERVE == TOTAL
    assert CLUSTERS == 13


def test_the_grant_for_each_firm_is_the_same_in_all_places() -> None:
    each = half_up(PLANNED / FIRMS)
    assert all(each in numbers_in(page) for page in (BUDGET, DECISION, GUIDE))


def test_the_options_of_the_memo_compare_whole_costs() -> None:
    found = numbers_in(DECISION)
    light = 900_000
    assert {half_up(TOTAL / FIRMS), half_up(light / FIRMS), printed(TOTAL / light, 1)} <= found


def test_the_reserve_pays_three_promotions() -> None:
    assert RESERVE == 3 * STEP
    assert {printed(RESERVE), printed(STEP)} <= numbers_in(MATURITY)
    assert "three promotions" in (MODULE / "en" / MATURITY).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [BUDGET, GUIDE])
def test_the_falling_rate_gives_what_a_growing_cluster_may_receive(page: str) -> None:
    assert sum(PATH) == GRANTS["growing"][1]
    amounts = [*PATH, sum(PATH[:2]), sum(PATH[2:]), sum(PATH), YEARLY]
    assert {printed(amount) for amount in amounts} <= numbers_in(page)


def test_each_year_the_own_share_is_what_the_grant_leaves() -> None:
    assert {printed(YEARLY - grant) for grant in PATH} <= numbers_in(BUDGET)


def test_the_cash_of_one_firm_is_about_what_the_lesson_says() -> None:
    yearly = (4 * YEARLY - sum(PATH)) / 2 / 4 / 60
    assert printed(round(yearly, -1)) in numbers_in(BUDGET)


def test_the_logframe_counts_groups_and_firms() -> None:
    start, end = FIRMS * 10 // 100, FIRMS * 30 // 100
    found = numbers_in(LOGIC)
    assert {printed(value) for value in (FIRMS, CLUSTERS, 4 * CLUSTERS, start, end, end - start)} <= found
    assert {printed(4 * CLUSTERS), printed(end - start)} <= numbers_in(DECISION)


def test_scores_of_assumptions_are_products() -> None:
    text = (MODULE / "en" / LOGIC).read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| (\d) \| (\d) \| (\d+) \|", text, re.MULTILINE)
    assert len(rows) == 4
    assert all(int(likely) * int(severe) == int(product) for likely, severe, product in rows)


def test_the_bar_of_the_budget_is_to_scale() -> None:
    figure = (MODULE / "assets" / "budget-bar.svg").read_text(encoding="utf-8")
    bars = re.findall(r'<rect class="fig-fill[^"]*" x="[\d.]+" y="42" width="([\d.]+)"', figure)
    parts = [*STRANDS.values(), RESERVE, ADMINISTRATION, EVALUATION]
    assert len(bars) == len(parts)
    for width, part in zip(bars, parts, strict=True):
        assert abs(float(width) - 328 * part / TOTAL) < 0.1
    assert {printed(part / 1e6, 2) for part in (*parts, AVAILABLE, TOTAL)} <= numbers_in("budget-bar.svg")


def test_the_bars_of_the_falling_rate_are_to_scale() -> None:
    figure = (MODULE / "assets" / "degression.svg").read_text(encoding="utf-8")
    bars = re.findall(r'<rect class="fig-fill-sea" [^>]*width="68" height="([\d.]+)"', figure)
    assert [round(float(height) * YEARLY / 170) for height in bars] == pytest.approx(PATH, abs=20)
    thousands = {half_up(grant / 1000) for grant in PATH} | {
        half_up((YEARLY - grant) / 1000) for grant in PATH
    }
    assert thousands <= numbers_in("degression.svg")


def test_the_spare_example_of_the_guide_adds_up() -> None:
    grants = TOTAL - TOTAL * 6 // 100 - TOTAL * 4 // 100
    assert {printed(grants / 1e6, 2), printed(grants - PLANNED)} <= numbers_in(GUIDE)
    wrong = TOTAL * 0.92 * 0.97, PLANNED * 1.5
    assert {printed(value / 1e6, 3) for value in wrong} <= numbers_in(GUIDE)


def test_the_average_in_the_comparison_is_divided_twice() -> None:
    assert printed(600 / 4 / 12, 1) in numbers_in(COMPARING)


def test_what_the_interviews_found_is_the_same_in_lesson_and_tool() -> None:
    tool = (MODULE / "tool.yaml").read_text(encoding="utf-8")
    assert "31 of 40" in tool
    assert "31 of 40" in (MODULE / "en" / WHY).read_text(encoding="utf-8")
