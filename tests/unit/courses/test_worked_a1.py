"""The examples of module A1: computed from their inputs and found where they are printed."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses" / "advanced" / "facilitation-and-strategy"
PAGES = {page.name[:2]: page for page in (MODULE / "en").glob("0*.md")}

ACTORS = 12
TIES = {"autumn": 18, "later": 27}
WEIGHTS = (40, 25, 20, 15)
IDEAS = {"Packaging tests": (4, 3, 5, 3), "Trainee scheme": (3, 5, 4, 3), "Joint stand": (3, 4, 3, 5)}

POSTS, HOURS_EACH, LIMIT = 1.5, 1_600, 0.90
PLAN = {
    "list of free test hours": (60, 1, 2),
    "plant visits": (240, 1, 12),
    "packaging tests": (720, 1, 12),
    "trainee scheme": (480, 3, 10),
    "joint stand": (420, 4, 9),
    "member talks": (300, 1, 12),
    "board and reports": (300, 1, 12),
    "newsletter": (180, 1, 12),
    "playbook": (60, 1, 12),
}
DROPPED = ("joint stand", "newsletter")


def printed(path: Path) -> str:
    """What stands in a page, without the signs that would hide a number."""
    return path.read_text("utf-8").replace("{,}", ",").replace("**", "")


def assert_printed(path: Path, *numbers: str) -> None:
    text = printed(path)
    missing = [one for one in numbers if not re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d]|[.,]\d)", text)]
    assert not missing, f"{path.name} does not say {missing}"


def assert_drawn(figure: str, *numbers: str) -> None:
    assert_printed(MODULE / "assets" / f"{figure}.svg", *numbers)


def drawing(figure: str) -> str:
    return (MODULE / "assets" / f"{figure}.svg").read_text("utf-8")


def density(ties: int) -> str:
    return f"{2 * ties / (ACTORS * (ACTORS - 1)):.2f}"


def by_quarter(names: Sequence[str]) -> list[float]:
    """Hours of these actions in each quarter, spread evenly over their months."""
    months = [0.0] * 12
    for name in names:
        hours, first, last = PLAN[name]
        for month in range(first, last + 1):
            months[month - 1] += hours / (last - first + 1)
    return [sum(months[start : start + 3]) for start in range(0, 12, 3)]


def test_the_densities_of_the_group_stand_in_lessons_and_figure() -> None:
    possible = str(ACTORS * (ACTORS - 1) // 2)
    for ties in TIES.values():
        assert_printed(PAGES["02"], possible, str(ties), str(2 * ties), density(ties))
        assert_drawn("two-networks", possible, str(ties), density(ties))
    assert_printed(PAGES["07"], "18", "30", "27", density(27), density(30))


def test_the_figure_has_as_many_lines_as_the_group_has_ties() -> None:
    lines = re.findall(r'<line class="(fig-stroke-\w+)" x1="([\d.]+)"', drawing("two-networks"))
    old = [float(x) for kind, x in lines if kind == "fig-stroke-sea"]
    assert [sum(x < 180 for x in old), sum(x > 180 for x in old)] == [TIES["autumn"]] * 2
    new_ties_and_key = sum(kind == "fig-stroke-amber" for kind, _ in lines)
    assert new_ties_and_key == TIES["later"] - TIES["autumn"] + 1


@pytest.mark.parametrize(
    ("idea", "expected"), [("Packaging tests", "3.80"), ("Trainee scheme", "3.70"), ("Joint stand", "3.55")]
)
def test_each_idea_has_the_score_of_the_lesson(idea: str, expected: str) -> None:
    parts = [weight * point / 100 for weight, point in zip(WEIGHTS, IDEAS[idea], strict=True)]
    assert f"{sum(parts):.2f}" == expected
    assert_printed(PAGES["05"], expected, *(f"{part:.2f}" for part in parts))
    row = " | ".join(map(str, IDEAS[idea]))
    assert f"| {idea} | {row} | {expected} |" in printed(PAGES["05"])


def test_only_the_weights_tell_the_ideas_apart() -> None:
    means = {f"{sum(points) / len(points):.2f}" for points in IDEAS.values()}
    assert len(means) == 1
    assert_printed(PAGES["05"], *means)


def test_the_year_is_too_full_by_the_hours_that_are_dropped() -> None:
    available = POSTS * HOURS_EACH
    planned = sum(hours for hours, _, _ in PLAN.values())
    kept = planned - sum(PLAN[name][0] for name in DROPPED)
    assert kept == available * LIMIT
    shares = [f"{planned / available:.0%}", f"{kept / available:.0%}"]
    assert_printed(PAGES["05"], *(share.replace("%", " %") for share in shares))
    assert_printed(PAGES["05"], *(f"{hours:,.0f}" for hours in (available, planned, kept, planned - kept)))
    for name, (hours, _, _) in PLAN.items():
        assert re.search(rf"{name} \(?{hours}\b", printed(PAGES["05"])), name


def test_the_quarters_of_the_figure_are_those_of_the_plan() -> None:
    before, after = by_quarter(list(PLAN)), by_quarter([name for name in PLAN if name not in DROPPED])
    assert_drawn("quarter-load", *(f"{hours:.0f}" for hours in before + after))
    quarter = POSTS * HOURS_EACH / 4
    assert_printed(
        PAGES["05"], f"{quarter * LIMIT:.0f}", f"{max(after):.0f}", f"{max(after) / quarter:.1%}"[:-1]
    )
    moved = [after[0] + 15, after[1] - 45, after[2] - 45, after[3] + 75]
    assert moved == [quarter * LIMIT] * 4


def test_the_bars_of_the_quarters_are_to_scale() -> None:
    bars = re.findall(
        r'<rect class="fig-fill-sea(?:-soft)?" x="[\d.]+" y="[\d.]+" width="33" height="([\d.]+)"',
        drawing("quarter-load"),
    )
    before, after = by_quarter(list(PLAN)), by_quarter([name for name in PLAN if name not in DROPPED])
    hours = [one for pair in zip(before, after, strict=True) for one in pair]
    assert len(bars) == len(hours)
    scale = [float(bar) / hour for bar, hour in zip(bars, hours, strict=True)]
    assert max(scale) - min(scale) < 0.001


def test_the_ninety_minutes_are_divided_as_the_rule_of_thumb_says() -> None:
    steps = {"opening": (7, 8, 12), "working": (11, 25), "deciding": (8, 12, 7)}
    sums = [sum(minutes) for minutes in steps.values()]
    assert sum(sums) == 90
    assert [f"{part / 90:.0%}" for part in sums] == ["30%", "40%", "30%"]
    minutes = [str(one) for part in steps.values() for one in part]
    assert_printed(PAGES["03"], *minutes, *map(str, sums))
    assert re.findall(r">(\d+)′<", drawing("ninety-minutes")) == minutes


def test_the_chamber_costs_each_firm_what_the_lesson_says() -> None:
    cost, volumes = 48_000, (12_000, 2_000, 1_200, 800)
    price = cost / sum(volumes)
    shares = [price * volume for volume in volumes]
    assert sum(shares) == cost
    assert shares[0] < 45_000
    assert max(shares[1:]) < 7_500
    assert_printed(PAGES["06"], f"{price:.0f}", f"{sum(volumes):,}", *(f"{share:,.0f}" for share in shares))
    assert_drawn(
        "cost-and-votes", *(f"{100 * share / cost:g}" for share in shares), f"{100 / len(volumes):g}"
    )


def test_the_hour_of_peer_consultation_is_an_hour() -> None:
    steps = re.findall(r"^\| (\d+) \| (\w+) \|", printed(PAGES["07"]), re.MULTILINE)
    assert [int(minutes) for minutes, _ in steps] == [10, 15, 20, 10, 5]
    assert sum(int(minutes) for minutes, _ in steps) == 60


def test_the_process_curve_is_widest_in_the_uncomfortable_middle() -> None:
    lines = re.findall(
        r'<line class="fig-stroke-sea" x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"', drawing("process-curve")
    )
    widths = [float(end) - float(start) for start, end in lines]
    widths[4:4] = [
        float(re.findall(r'class="fig-fill-amber"[^>]* width="([\d.]+)"', drawing("process-curve"))[0])
    ]
    assert all(a < b for a, b in pairwise(widths[:5]))
    assert all(a > b for a, b in pairwise(widths[4:]))


def test_the_seeds_of_the_bank_hold_the_example() -> None:
    bank = MODULE / "en" / "final-test.md"
    assert_printed(bank, "1.5", "1600", "2760", "2112")
