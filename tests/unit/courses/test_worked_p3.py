"""Does the Havmark example of module P3 come out as its lessons, figures, guide and tool say?"""

import re
from fractions import Fraction
from pathlib import Path

import pytest

MODULE = Path(__file__).parents[3] / "courses/support-programmes/programme-monitoring-and-evaluation"

PLAN = "en/01-purpose-and-plan.md"
DATA = "en/02-indicators-and-data.md"
EFFECT = "en/03-counterfactual-thinking.md"
NETWORK = "en/04-networks-and-contribution.md"
USE = "en/06-using-results.md"
TRAINING = "en/07-evaluating-the-training-itself.md"
ASSIGNMENT = "en/assignment.md"
GUIDE = "en/facilitator.md"
TOOL = "tool.yaml"


def text_of(name: str) -> str:
    """The words of a file, without emphasis and with spaces run together."""
    raw = (MODULE / name).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", raw.replace("*", ""))


def says(name: str, *claims: str) -> None:
    """Every claim stands in the file, not as a part of a longer number."""
    text = text_of(name)
    for claim in claims:
        assert re.search(rf"(?<![\d.,]){re.escape(claim)}(?![\d]|[.,]\d)", text), (name, claim)


def written(value: Fraction | float, decimals: int = 0) -> str:
    """A number as English writes it, halves rounded up."""
    scaled = int(Fraction(value) * 10**decimals + Fraction(1, 2))
    return f"{scaled / 10**decimals:,.{decimals}f}"


def net(gross: int, deadweight: Fraction, displacement: Fraction) -> Fraction:
    return gross * (1 - deadweight) * (1 - displacement)


def possible(actors: int) -> int:
    return actors * (actors - 1) // 2


def test_the_plan_adds_up_and_is_a_small_share_of_the_programme() -> None:
    costs = [30_000, 10_000, 12_000, 6_000]
    says(PLAN, *(written(cost) for cost in costs))
    says(PLAN, f"EUR {written(sum(costs))}", f"{written(Fraction(100 * sum(costs), 2_295_000), 1)} %")


def test_progress_is_measured_from_the_baseline() -> None:
    yes, answered = 6 + 12 + 9, 18 + 19 + 11
    latest = round(100 * yes / answered)
    says(DATA, "27 of 48", f"{latest} %")
    assert Fraction(latest - 40, 60 - 40) == Fraction(80, 100)
    says(DATA, f"{round(100 * latest / 60)} %", "from 80 % to 65 %")


def test_the_survey_is_corrected_for_those_who_are_silent() -> None:
    invited, answered, yes = (30, 22, 12), (18, 19, 11), (6, 12, 9)
    assert Fraction(sum(answered), sum(invited)) == Fraction(75, 100)
    parts = [n * Fraction(y, a) for n, a, y in zip(invited, answered, yes, strict=True)]
    corrected = round(100 * sum(parts) / sum(invited))
    says(DATA, "48 ÷ 64 = 75 %", f"{corrected} %", f"{sum(invited) - sum(answered)} are")
    says(GUIDE, " + ".join(["10", written(parts[1], 1), written(parts[2], 1)]), f"{corrected} %")
    assert Fraction(corrected - 40, 20) == Fraction(65, 100)


def test_the_survey_figure_shows_the_shares_of_the_three_sizes() -> None:
    for answered, invited in ((18, 30), (19, 22), (11, 12)):
        says("assets/who-answered.svg", f"{answered} of {invited}", f"{round(100 * answered / invited)} %")


def test_the_difference_in_differences_is_four() -> None:
    members, others = Fraction(70) - 62, Fraction(65) - 61
    effect = members - others
    says(EFFECT, f"DiD = {written(members, 1)} − {written(others, 1)} = {written(effect, 1)}")
    says(EFFECT, f"{written(100 * effect / 62, 1)} %", written(62 + others, 1))
    says("assets/parallel-trends.svg", "62.0", "70.0", "61.0", "65.0", "66.0", "4.0")


def test_the_gap_of_the_earlier_years_does_not_move() -> None:
    assert {60 - 59, 61 - 60, 62 - 61} == {1}
    says(EFFECT, "60.0 and 61.0", "59.0 and 60.0", "The gap was 1.0")


def test_net_jobs_and_their_cost() -> None:
    jobs = net(300, Fraction(40, 100), Fraction(15, 100))
    assert jobs == 153
    says(EFFECT, f"300 × 0.60 × 0.85 = {jobs} jobs", f"would give {written(300 * Fraction(45, 100))}")
    says(EFFECT, f"EUR {written(2_295_000 / jobs)}", f"EUR {written(Fraction(2_295_000, 300))}")
    says("assets/net-jobs.svg", "−120", "−27", "153")
    assert jobs == 300 - 120 - 27


@pytest.mark.parametrize(("deadweight", "shown"), [(30, "179"), (50, "128")])
def test_the_range_of_net_jobs(deadweight: int, shown: str) -> None:
    assert written(net(300, Fraction(deadweight, 100), Fraction(15, 100))) == shown
    for name in (EFFECT, USE, "assets/results-with-range.svg"):
        says(name, shown)


def test_density_with_and_without_the_organisation() -> None:
    for ties, density in ((38, "0.20"), (57, "0.30")):
        assert written(Fraction(ties, possible(20)), 2) == density
        says(NETWORK, f"{ties} ÷ {possible(20)} = {density}")
    for ties, hub, density in ((38, 7, "0.18"), (57, 19, "0.22")):
        assert written(Fraction(ties - hub, possible(19)), 2) == density
        says(GUIDE, f"{ties - hub} ÷ {possible(19)}", density)
    says(NETWORK, "from 0.18 to 0.22", "31 before, 38 after", "12 run to the organisation and 7")
    assert (19 - 7, 38 - 31) == (12, 7)


def test_newcomers_hide_the_change_of_density() -> None:
    assert written(Fraction(57 + 8, possible(26)), 2) == "0.20"
    says(NETWORK, "65 of 26 × 25 ÷ 2 = 325 pairs, density 0.20")


def test_the_two_drawn_networks_have_the_same_density() -> None:
    assert written(Fraction(10, possible(8)), 2) == "0.36"
    drawing = (MODULE / "assets/hub-and-bridges.svg").read_text(encoding="utf-8")
    assert drawing.count('class="fig-line" x1') + drawing.count('class="fig-stroke-amber" x1') == 20


def test_the_triple_difference() -> None:
    assert (9 - 4) - (5 - 3) == 3
    says("assets/triple-differences.svg", "5 − 2 = 3")


def test_the_items_of_the_training_example() -> None:
    for right, best, weakest in ((33, 16, 6), (57, 20, 18), (24, 6, 10)):
        discrimination = f"{(best - weakest) / 20:.2f}".replace("-", "−")
        says(TRAINING, f"{right} | {right / 60:.2f} | {best} | {weakest} | {discrimination}")


def test_the_course_loses_a_third_in_one_lesson() -> None:
    assert round(100 * (46 - 30) / 46) == 35
    assert Fraction(27, 50) == Fraction(54, 100)
    says(TRAINING, "16 of 46, that is 35 %", "27 ÷ 50 = 54 %")
    says("assets/drop-off.svg", "−35 %", "46", "30", "27")


def test_the_figures_given_with_the_assignment() -> None:
    effect = (Fraction(54) - 48) - (51 - 47)
    jobs = net(60, Fraction(1, 3), Fraction(1, 10))
    says(ASSIGNMENT, f"effect of {written(effect, 1)}", f"{written(100 * effect / 48, 1)} %")
    says(ASSIGNMENT, f"0.90 = {jobs} remain", f"EUR {written(900_000 / jobs)} each")


def test_the_tool_expects_what_the_lessons_say() -> None:
    expected = ("did: 4.0", "did_share: 6.5", "net_result: 153", "net_cost: 15000", "response_rate: 75")
    says(TOOL, *expected, "density_before: 0.20", "density_after: 0.30", "corrected_share: 53")
