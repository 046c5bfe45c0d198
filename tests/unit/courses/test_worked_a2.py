"""Almsund, the example of module A2: computed from its inputs and found where it is printed."""

import math
import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses" / "advanced" / "transnational-partnerships"
PAGES = {page.name[:2]: page for page in (MODULE / "en").glob("0*.md")}

WEIGHTS = (30, 25, 20, 15, 10)
LITHUANIA, POLAND, GERMANY = (4, 5, 3, 4, 4), (4, 4, 4, 2, 3), (3, 2, 5, 4, 5)

COST, MONTHS, RATE, PERIOD, DELAY = 1_250_000, 24, 0.80, 6, 4
LEAD = COST * 30 // 100
MONTHLY = 5_200


def printed(path: Path) -> str:
    """What stands in a page, without the facts and signs that would hide a number."""
    return path.read_text("utf-8").replace("{,}", ",").replace("**", "")


def assert_printed(path: Path, *numbers: str) -> None:
    text = printed(path)
    missing = [one for one in numbers if not re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d]|[.,]\d)", text)]
    assert not missing, f"{path.name} does not say {missing}"


def assert_drawn(figure: str, *numbers: str) -> None:
    assert_printed(MODULE / "assets" / f"{figure}.svg", *numbers)


def money(value: float) -> str:
    assert math.isclose(value, round(value), abs_tol=1e-6)
    return f"{round(value):,}"


def score(points: Sequence[int], weights: Sequence[int] = WEIGHTS) -> float:
    return sum(weight * point for weight, point in zip(weights, points, strict=True)) / sum(weights)


def spent(month: int) -> float:
    return LEAD / MONTHS * min(month, MONTHS)


def received_before(month: int) -> float:
    """What the programme has paid for periods that ended early enough, before this month's payment."""
    return RATE * spent(max(0, (month - 1 - DELAY) // PERIOD * PERIOD))


def gap(month: int) -> float:
    return spent(month) - received_before(month)


@pytest.mark.parametrize(
    ("points", "expected"), [(LITHUANIA, "4.05"), (POLAND, "3.60"), (GERMANY, "3.50")], ids=["LT", "PL", "DE"]
)
def test_each_score_stands_in_the_lesson_and_its_bar_is_as_long(points: Sequence[int], expected: str) -> None:
    assert f"{score(points):.2f}" == expected
    assert_printed(PAGES["02"], expected, "-".join(map(str, points)))
    assert_drawn("partner-scores", expected)


def test_the_order_turns_round_when_five_points_of_weight_move() -> None:
    shifted = (30, 20, 25, 15, 10)
    assert score(GERMANY) < score(POLAND)
    assert score(GERMANY, shifted) > score(POLAND, shifted)
    assert_printed(PAGES["02"], f"{score(GERMANY, shifted):.2f}", f"{score(POLAND, shifted):.2f}")
    equal = [f"{score(points, (1, 1, 1, 1, 1)):.2f}" for points in (LITHUANIA, POLAND, GERMANY)]
    assert_printed(MODULE / "en" / "facilitator.md", *equal, f"{score(LITHUANIA, shifted):.2f}")


def test_the_bars_of_the_scores_are_drawn_to_scale() -> None:
    drawing = (MODULE / "assets" / "partner-scores.svg").read_text("utf-8")
    bars = re.findall(r'<rect class="fig-fill-sea" x="14" y="\d+" width="([\d.]+)" height="32"', drawing)
    widths = [float(width) for width in bars]
    fits = [WEIGHTS[0] * points[0] for points in (LITHUANIA, POLAND, GERMANY)]
    assert [round(width / widths[0], 2) for width in widths] == [round(fit / fits[0], 2) for fit in fits]


def test_the_budget_of_the_project_and_of_the_lead_adds_up() -> None:
    staff = [1.0 * MONTHS * MONTHLY, 0.4 * MONTHS * MONTHLY]
    office = 0.15 * sum(staff)
    lines = [*staff, office, 24 * 1_000, 120_072, 30_000]
    assert math.isclose(sum(lines), LEAD)
    shares = [COST * part / 100 for part in (30, 20, 20, 15, 15)]
    assert sum(shares) == COST
    numbers = [*lines, *shares, COST, COST * RATE, COST * (1 - RATE), LEAD * (1 - RATE)]
    assert_printed(PAGES["04"], *map(money, numbers))


def test_the_peaks_of_the_cash_gap_are_those_of_the_lesson_and_the_figure() -> None:
    peaks = {month: gap(month) for month in (10, 16, 22)}
    assert max(map(gap, range(1, 29))) == gap(22)
    assert list(peaks.values()) == list(accumulate([156_250, 18_750, 18_750]))
    assert_printed(
        PAGES["04"], *map(money, peaks.values()), money(LEAD / MONTHS), money(RATE * spent(PERIOD))
    )
    assert_printed(PAGES["04"], money(LEAD * RATE * (PERIOD + DELAY) / MONTHS))
    assert_drawn("cash-curve", *map(money, peaks.values()), money(LEAD * (1 - RATE)))


def test_the_cash_curve_passes_through_its_points() -> None:
    drawing = (MODULE / "assets" / "cash-curve.svg").read_text("utf-8")
    path = re.search(r'<path class="fig-stroke-sea" fill="none" d="M([^"]+)"', drawing)
    assert path
    points = [tuple(map(float, point.split())) for point in path[1].split(" L")]
    zero, top = points[0][1], min(y for _, y in points)
    heights = [round((zero - y) / (zero - top) * gap(22), -3) for _, y in points]
    after = [gap(month) - RATE * spent(PERIOD) for month in (10, 16, 22, 28)]
    expected = [0, gap(10), after[0], gap(16), after[1], gap(22), after[2], gap(24), gap(28), after[3]]
    assert all(abs(a - b) <= 1_000 for a, b in zip(heights, expected, strict=True))


def test_a_longer_delay_gives_what_the_facilitator_says() -> None:
    spent_by_24, paid_by_then = LEAD, 2 * RATE * LEAD / 4
    first = LEAD * (6 + 6) / MONTHS
    assert_printed(MODULE / "en" / "facilitator.md", money(first), money(spent_by_24 - paid_by_then))


def test_the_day_in_nemunys_is_counted_rightly() -> None:
    people, slots, cost = 24, 6, 18_000
    meetings, leads, moving, started = people * slots // 2, 27, 12, 4
    shares = [f"{100 * part / meetings:.1f}" for part in (leads, moving, started)]
    pairs = (people // 2) ** 2
    minutes = slots * (20 + 5)
    assert 2 * meetings == pairs
    costs = [money(cost / meetings), money(cost / started)]
    assert_printed(PAGES["06"], str(meetings), str(pairs), str(minutes), *shares, *costs)
    assert_drawn("follow-up", *map(str, (meetings, leads, moving, started)))


def test_the_service_after_the_grant_breaks_even_at_the_printed_number() -> None:
    coordinator = 0.2 * 12 * MONTHLY
    cost = 20_000 + coordinator + 3_520
    clusters, price, tests = 5 * 1_500, 600, 40
    exact = (cost - clusters) / price
    assert_printed(PAGES["07"], money(cost), money(coordinator), money(clusters + price * tests))
    assert_printed(PAGES["07"], money(cost - clusters - price * tests), f"{exact}", str(math.ceil(exact)))


def test_reports_and_payments_stand_on_the_project_clock() -> None:
    reports = range(PERIOD, MONTHS + 1, PERIOD)
    payments = [month + DELAY for month in reports]
    assert_drawn("project-clock", *map(str, reports), *map(str, payments))
    assert_printed(PAGES["07"], *map(str, reports), *map(str, payments))


def test_the_year_with_four_partners_is_twenty_two_days() -> None:
    travel, calls = 2 * 4 * 2, 12 * 0.5
    assert_printed(PAGES["01"], str(travel), money(calls), money(travel + calls))


def test_the_seeds_of_the_bank_hold_the_example() -> None:
    bank = MODULE / "en" / "final-test.md"
    assert_printed(bank, str(LEAD), "0.4", str(MONTHLY))
