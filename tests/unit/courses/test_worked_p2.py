"""Do the worked examples of module P2 come out as its lessons, figures, bank, guide and tool say?"""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.courses.keys.p2 import fact

MODULE = Path(__file__).parents[3] / "courses/support-programmes/programme-implementation"

CALL = "en/01-call-design.md"
SELECTION = "en/02-selection.md"
QUESTION = "en/03-state-aid-the-question.md"
AID = "en/04-state-aid-the-tools.md"
CONTRACTS = "en/05-contracts-and-control.md"
PORTFOLIO = "en/06-portfolio-and-learning.md"
REPORTING = "en/07-kpis-and-reporting.md"
GUIDE = "en/facilitator.md"
BANK = "en/final-test.md"
TOOL = "tool.yaml"

WEIGHTS = (25, 25, 20, 20, 10)
BIDS = {"A": (80, 70, 60, 75, 50), "B": (90, 85, 45, 80, 90), "C": (70, 65, 70, 60, 80)}
GRANT_DAY = date(2026, 6, 10)
EARLIER = {date(2023, 5, 20): 80_000, date(2024, 2, 1): 150_000, date(2025, 11, 15): 90_000}
LINKED = {date(2025, 3, 3): 35_000}
VOUCHER = 40_000
CEILING = int(fact("de-minimis-ceiling"))


def text_of(name: str) -> str:
    """The words of a file, with its quoted ceiling filled in, without emphasis, spaces run together."""
    raw = (MODULE / name).read_text(encoding="utf-8")
    raw = raw.replace("[[fact:de-minimis-ceiling number]]", f"{CEILING:,}")
    return re.sub(r"\s+", " ", raw.replace("*", "").replace("> ", ""))


def says(name: str, *claims: str) -> None:
    """Every claim stands in the file, not as a part of a longer number."""
    text = text_of(name)
    for claim in claims:
        assert re.search(rf"(?<![\d.,]){re.escape(claim)}(?!\d|[.,]\d)", text), (name, claim)


def total(scores: tuple[int, ...]) -> Fraction:
    return sum((Fraction(w * s, 100) for w, s in zip(WEIGHTS, scores, strict=True)), Fraction())


def plain(value: Fraction) -> str:
    return f"{float(value):g}"


def in_window(grants: dict[date, int]) -> int:
    start = GRANT_DAY.replace(year=GRANT_DAY.year - int(fact("de-minimis-years")))
    return sum(amount for day, amount in grants.items() if start <= day <= GRANT_DAY)


def test_two_stages_save_almost_half_of_the_days() -> None:
    one, two = 36 * 15, 36 * 3 + 12 * 15
    says(CALL, f"36 × 15 = {one}", f"{36 * 3} + {12 * 15} = {two}", f"{one - two} days")
    says(CALL, f"{round(100 * (one - two) / one)} %")


def test_the_lithuanian_budget_lasts_for_nine_full_projects() -> None:
    budget, most = fact("inoklaster-budget") * 1_000_000, fact("inoklaster-project")
    says(CALL, f"({budget:,.0f} ÷ {most:,.0f} = {budget / most:.1f})")
    assert int(budget // most) == 9


@pytest.mark.parametrize("bid", BIDS)
def test_totals_of_the_three_bids(bid: str) -> None:
    parts = [plain(Fraction(w * s, 100)) for w, s in zip(WEIGHTS, BIDS[bid], strict=True)]
    says(SELECTION, f"{' + '.join(parts)} = {plain(total(BIDS[bid]))}")
    for name in (SELECTION, GUIDE, TOOL, "assets/three-bids.svg"):
        says(name, f"{float(total(BIDS[bid])):.2f}" if name == TOOL else plain(total(BIDS[bid])))


def test_the_highest_total_fails_one_minimum() -> None:
    best = max(BIDS, key=lambda bid: total(BIDS[bid]))
    fundable = [bid for bid in BIDS if min(BIDS[bid]) >= 50 and total(BIDS[bid]) >= 60]
    assert (best, fundable) == ("B", ["A", "C"])
    says(SELECTION, f"{min(BIDS['B'])}", f"2.25 × 20 = {Fraction(9, 4) * 20}")
    says("assets/three-bids.svg", *(f"lowest score {min(scores)}" for scores in BIDS.values()))
    says(GUIDE, f"plain mean for A ({sum(BIDS['A']) // 5})")


def test_success_rates_of_newcomers() -> None:
    says(SELECTION, f"{100 * 3 // 20} %", f"{100 * 9 // 20} %")
    says(BANK, f"4 ÷ 25 = {100 * 4 // 25} %", f"9 ÷ 20 = {100 * 9 // 20} %")


def test_the_streams_of_rudupe_add_up_and_the_days_are_passed_on() -> None:
    passed_on = 60 * (800 - 300)
    assert 60_000 + 30_000 + passed_on == 120_000
    says(QUESTION, "EUR 120,000", f"60 × (800 − 300) = EUR {passed_on:,}", f"EUR {12 * 500:,}")
    says(GUIDE, f"60 × (800 − 300) = {passed_on:,}")
    says("assets/two-levels.svg", "60,000", "30,000", f"EUR {800 - 300}")


def test_the_window_of_the_voucher_leaves_the_oldest_grant_out() -> None:
    own, linked = in_window(EARLIER), in_window(LINKED)
    says(AID, "10 June 2023 to 10 June 2026", f"{own:,}", f"{own + linked:,}")
    says(AID, f"{CEILING:,} − {own:,} = {CEILING - own:,}")
    says(AID, f"{CEILING:,} − {own + linked:,} = {CEILING - own - linked:,}")
    says(AID, f"{own + linked:,} + {VOUCHER:,} = {own + linked + VOUCHER:,}")
    assert own + VOUCHER <= CEILING < own + linked + VOUCHER
    says(GUIDE, f"headroom {CEILING - own:,}", f"headroom {CEILING - own - linked:,}")
    says(GUIDE, f"then {sum(EARLIER.values()):,}")


def test_the_figure_and_the_tool_show_the_same_window() -> None:
    own, linked = in_window(EARLIER), in_window(LINKED)
    figure = "assets/window-and-headroom.svg"
    says(figure, f"ceiling {CEILING:,}", f"{own + VOUCHER:,}", f"{own + linked + VOUCHER:,}")
    says(figure, *(f"{amount:,}" for amount in (*EARLIER.values(), *LINKED.values(), VOUCHER)))
    says(TOOL, f"own_total: {own}", f"all_total: {own + linked}", f"sum_with_new: {own + linked + VOUCHER}")
    says(TOOL, f"own_headroom: {CEILING - own}", f"headroom: {CEILING - own - linked}")


def test_operating_aid_and_adding_up() -> None:
    operating = 260_000 * fact("art27-operating-rate") / 100
    says(AID, f"EUR 260,000 thus carry at most EUR {operating:,.0f}")
    says(TOOL, f"most_operating: {operating:.0f}", "operating_cost: 260000")
    says(GUIDE, f"= {operating:,.0f}", f"({260_000 * 100 / fact('art27-operating-rate'):,.0f})")
    allowed = 80_000 * fact("art18-rate") / 100
    says(AID, f"or {allowed:,.0f}", f"{allowed - 15_000:,.0f} can follow")


def test_the_spare_case_of_the_guide() -> None:
    says(GUIDE, f"{120_000 + 45_000:,} = {CEILING - 165_000:,}")


def test_payments_and_simplified_costs_of_the_contract() -> None:
    payments = [300_000 * share // 100 for share in (30, 40, 30)]
    assert sum(payments) == 300_000
    says(CONTRACTS, *(f"{payment:,}" for payment in payments))
    says("assets/milestones.svg", *(f"{payment:,}" for payment in payments))
    says(CONTRACTS, f"84,000 × 20 % = {84_000 * 20 // 100:,}", f"1,200 hours are EUR {1_200 * 42:,}")


def test_in_kind_is_capped() -> None:
    value, cap = 300 * 40, 100_000 * 10 // 100
    says(CONTRACTS, f"{value:,}", f"{cap:,} count", f"other {value - cap:,}")
    says(GUIDE, f"300 × 40 = {value:,}", f"= {cap:,}")
    says(BANK, f"400 × 45 = {400 * 45:,}", f"ceiling is {150_000 * 10 // 100:,}")


def test_coaching_days_and_their_price() -> None:
    days = 5 * 6 + 3 * 2
    says(PORTFOLIO, f"5 × 6 + 3 × 2 = {days}", f"{days * 800:,}", f"{3 * 2} days of peer visits")
    says(GUIDE, f"{days} days", f"{days * 800:,}")


def test_more_events_bring_fewer_ties_each() -> None:
    before, after = Fraction(14, 12), Fraction(15, 24)
    says(REPORTING, f"{float(before):.2f} ties per event before (14 ÷ 12)", "0.63 after (15 ÷ 24)")
    assert (round(float(before), 2), after) == (1.17, Fraction(5, 8))
    says("assets/counts-and-outcomes.svg", "12", "24", "14", "15")
    says(TOOL, "cards.ties.change: 1")


def test_the_card_and_the_bank_name_the_same_baseline() -> None:
    says(REPORTING, "Baseline: 14")
    says(TOOL, "baseline: 14, last: 15")
    says(BANK, f"15 ÷ 24 = {15 / 24}")
