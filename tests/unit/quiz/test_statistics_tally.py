"""What attempts add to the figures, against figures worked out from all of them at once."""

import statistics as plain
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.items import Item, ItemType
from lms.content.outline import Module
from lms.quiz.rules import drawing, scoring
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.statistics_kept import Kept, KeptOfModule
from lms.quiz.rules.statistics_report import report_on_test, reports_on_items
from lms.quiz.rules.statistics_sums import WHOLE, ten_thousandths
from lms.quiz.rules.statistics_tally import (
    Facet,
    JudgedAttempt,
    JudgedItem,
    Tally,
    plan_digest,
    subject_of,
    subject_of_test,
    tally_of,
)
from tests.factories import quiz as make

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BANK: list[Item] = [
    *(make.choice("b", item_id=f"one-{n}") for n in range(4)),
    make.matching(3, item_id="pairs", outcome="X-O2", points="2"),
    make.numeric([("1.87", "0.02"), ("4", "0")], item_id="number", outcome="X-O2"),
    make.cloze(1, 2, item_id="gaps", outcome="X-O2"),
]
PLAN = make.blueprint({"X-O1": 2, "X-O2": 2})
MODULE: Module = make.module(BANK, plan=PLAN)


def answer(item: Item, variant: int, chance: Random) -> dict[str, object] | None:
    """Right, wrong, partly right or nothing."""
    right = dict(right_response(item, variant))
    if item.type is ItemType.MATCHING and chance.random() < 0.5:
        return {"pairs": {"l1": "r1", "l2": "r3"}}
    wrong: dict[str, object] = {"chosen": ["a"], "value": "9999", "gaps": {"g2": "a"}}
    return chance.choice([right, right, None, wrong])


def sitting(seed: int) -> JudgedAttempt:
    """An attempt at the module, answered by chance."""
    chance, bank = Random(seed), {item.id: item for item in BANK}
    items = []
    for place, drawn in enumerate(drawing.draw(PLAN, bank, str(seed)), start=1):
        item, variant = bank[drawn.item_id], drawn.variant
        response = answer(item, variant, chance)
        share = scoring.share([item], response, variant=variant)
        items.append(
            JudgedItem(
                versions=[item],
                variant=variant,
                response=response,
                saved_at=START + timedelta(seconds=40 * place) if response else None,
                score=scoring.points(share, item.points),
            )
        )
    return JudgedAttempt(
        plan_digest=plan_digest(PLAN),
        number=chance.choice([1, 1, 1, 2]),
        language=chance.choice(["en", "sv"]),
        started_at=START,
        submitted_at=START + timedelta(minutes=chance.randint(3, 40)),
        is_passed=chance.random() < 0.5,
        items=items,
    )


def together(attempts: list[JudgedAttempt]) -> Tally:
    tally = Tally()
    for attempt in attempts:
        tally.add(tally_of(attempt))
    return tally


def kept_of(tally: Tally, item: Item) -> Kept:
    return KeptOfModule(tally).of(subject_of(item))


def points(attempt: JudgedAttempt) -> tuple[Decimal, Decimal]:
    earned = sum((one.score for one in attempt.items), Decimal(0))
    return earned, sum((one.versions[0].points for one in attempt.items), Decimal(0))


@settings(max_examples=40)
@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=25, unique=True))
def test_figures_of_an_item_are_those_of_all_first_attempts_that_asked_it(seeds: list[int]) -> None:
    attempts = [sitting(seed) for seed in seeds]
    tally = together(attempts)
    for item in BANK:
        asked = [
            (attempt, one)
            for attempt in attempts
            for one in attempt.items
            if attempt.number == 1 and one.versions[0].id == item.id
        ]
        shares = [float(Fraction(one.score) / Fraction(item.points)) for _attempt, one in asked]
        rests = [
            float((points(attempt)[0] - one.score) / (points(attempt)[1] - item.points))
            for attempt, one in asked
        ]
        sums = kept_of(tally, item).sum(Facet.ALL)
        assert sums.n == len(asked)
        if len(asked) >= 2:
            assert sums.mean == pytest.approx(plain.mean(shares), abs=1e-4)
            assert sums.deviation == pytest.approx(plain.stdev(shares), abs=2e-4)
            assert sums.covariance == pytest.approx(plain.covariance(shares, rests), abs=2e-4)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=25, unique=True))
def test_facets_and_answers_part_the_same_attempts(seeds: list[int]) -> None:
    tally = together([sitting(seed) for seed in seeds])
    for item in BANK:
        kept = kept_of(tally, item)
        n = kept.sum(Facet.ALL).n
        assert sum(sums.n for sums in kept.groups(Facet.LANGUAGE).values()) == n
        assert sum(sums.n for sums in kept.groups(Facet.VARIANT).values()) == n
        assert sum(cell.n for cell in kept.cells) == n
        assert sum(cell.x * cell.n for cell in kept.cells) == kept.sum(Facet.ALL).x
        assert sum(cell.rest for cell in kept.cells) == kept.sum(Facet.ALL).rest
        parts = {key.part for key, _count in kept.counts.get(Facet.ANSWER, ())}
        for part in parts:
            counted = sum(one.n for key, one in kept.counts[Facet.ANSWER] if key.part == part)
            assert counted == n


@settings(max_examples=30)
@given(st.permutations(list(range(8))), st.integers(0, 7))
def test_the_order_of_attempts_does_not_matter_and_each_can_be_taken_out(order: list[int], out: int) -> None:
    tally = together([sitting(seed) for seed in order])
    tally.take_out(tally_of(sitting(out)))
    rest = together([sitting(seed) for seed in range(8) if seed != out])
    assert {key: one for key, one in tally.sums.items() if one.n} == rest.sums
    assert {key: one for key, one in tally.counts.items() if one.n} == rest.counts


def test_scores_of_the_test_are_shares_of_its_own_points() -> None:
    attempts = [sitting(seed) for seed in range(30)]
    test = KeptOfModule(together(attempts)).of(subject_of_test(plan_digest(PLAN)))
    shares = [ten_thousandths(*points(attempt)) / WHOLE for attempt in attempts if attempt.number == 1]
    assert test.sum(Facet.ALL).mean == pytest.approx(plain.mean(shares))
    assert test.sum(Facet.ALL).deviation == pytest.approx(plain.stdev(shares))
    report = report_on_test(MODULE, KeptOfModule(together(attempts)))
    assert report.figures is not None
    assert report.figures.median == pytest.approx(plain.median(shares))
    assert sum(report.scores) == report.figures.n == len(shares)


def test_later_tries_are_counted_apart() -> None:
    attempts = [sitting(seed) for seed in range(40)]
    test = KeptOfModule(together(attempts)).of(subject_of_test(plan_digest(PLAN)))
    later = sum(attempt.number > 1 for attempt in attempts)
    assert (test.sum(Facet.ALL).n, test.sum(Facet.LATER).n) == (40 - later, later)


def test_times_are_those_between_saves() -> None:
    attempt = sitting(3)
    kept = KeptOfModule(tally_of(attempt))
    for one in attempt.items:
        bins = kept.of(subject_of(one.versions[0])).numbers(Facet.SECONDS)
        assert set(bins) <= {30, 60, 120}  # 40 seconds each, or 80, 120 where some before were left open


def test_reports_hold_nothing_below_ten_attempts() -> None:
    few = KeptOfModule(together([sitting(seed) for seed in range(6)]))
    assert report_on_test(MODULE, few).figures is None
    for report in reports_on_items(MODULE, few):
        assert (report.figures, report.parts, report.languages, report.thirds, report.later) == (
            None,
            (),
            (),
            None,
            None,
        )


def test_reports_tell_what_was_counted() -> None:
    kept = KeptOfModule(together([sitting(seed) for seed in range(120)]))
    reports = {report.item.id: report for report in reports_on_items(MODULE, kept)}
    pairs = reports["pairs"]
    assert pairs.figures is not None
    assert pairs.figures.guess == pytest.approx(0.25)
    assert pairs.figures.intended_weight is not None
    assert pairs.figures.intended_weight > reports["gaps"].figures.intended_weight  # type: ignore[union-attr,operator]
    for part in pairs.parts:
        assert sum(one.n for one in part.answers) == pairs.figures.n
    assert pairs.thirds is not None
    assert sum(third.n for third in pairs.thirds) == pairs.figures.n
    assert {group.value for group in reports["number"].variants} == {"0", "1"}


def test_an_item_with_another_key_starts_anew_and_tells_of_the_former() -> None:
    kept = KeptOfModule(together([sitting(seed) for seed in range(60)]))
    changed = [make.choice("c", item_id="one-0"), *BANK[1:]]
    report = reports_on_items(make.module(changed, plan=PLAN), kept)[0]
    assert report.figures is None
    assert report.former is not None
    assert report.former.n == kept.of(subject_of(BANK[0])).sum(Facet.ALL).n
