"""A thousand invented learners of known ability sit a bank of known difficulty: what the figures recover."""

from collections import Counter
from functools import cache
from math import sqrt
from random import Random
from statistics import correlation, fmean

from lms.content.items import Item
from lms.quiz.rules import drawing, scoring
from lms.quiz.rules.guessing import guess_share
from lms.quiz.rules.simulation import answer, knows
from lms.quiz.rules.statistics_kept import KeptOfModule
from lms.quiz.rules.statistics_report import ItemReport, OverallReport, report_on_test, reports_on_items
from lms.quiz.rules.statistics_tally import JudgedAttempt, JudgedItem, Tally, plan_digest, tally_of
from tests.factories import quiz as make
from tests.unit.quiz.test_statistics_tally import START

LEARNERS = 1000
SEED = 1960
OUTCOMES = ("X-O1", "X-O2", "X-O3", "X-O4")
BANK: list[Item] = [
    make.choice("b", 4, item_id=f"choice-{n}", outcome=OUTCOMES[n % 4])
    if n % 2
    else make.numeric([("1.87", "0.02")], item_id=f"number-{n}", outcome=OUTCOMES[n % 4])
    for n in range(40)
]
PLAN = make.blueprint(dict.fromkeys(OUTCOMES, 5))
MODULE = make.module(BANK, plan=PLAN, outcomes=OUTCOMES)
DIFFICULTIES = {item.id: -1.5 + 3 * place / 39 for place, item in enumerate(BANK)}
ABILITIES = [Random(f"ability {n}").gauss(0.3, 1.0) for n in range(LEARNERS)]


def sitting(number: int) -> JudgedAttempt:
    """One learner's test."""
    chance, bank = Random(f"{SEED} {number}"), {item.id: item for item in BANK}
    items = []
    for drawn in drawing.draw(PLAN, bank, f"{SEED} {number}"):
        item = bank[drawn.item_id]
        response = answer(item, drawn.variant, ABILITIES[number], DIFFICULTIES[item.id], chance)
        score = scoring.points(scoring.share([item], response, variant=drawn.variant), item.points)
        items.append(
            JudgedItem(versions=[item], variant=drawn.variant, response=response, saved_at=None, score=score)
        )
    return JudgedAttempt(
        plan_digest=plan_digest(PLAN),
        number=1,
        language="en",
        started_at=START,
        submitted_at=START,
        is_passed=False,
        items=items,
    )


@cache
def sittings() -> list[JudgedAttempt]:
    """Everybody's test."""
    return [sitting(number) for number in range(LEARNERS)]


@cache
def simulated() -> tuple[tuple[ItemReport, ...], OverallReport]:
    """The reports after everybody's test, counted one by one."""
    tally = Tally()
    for attempt in sittings():
        tally.add(tally_of(attempt))
    kept = KeptOfModule(tally)
    return reports_on_items(MODULE, kept), report_on_test(MODULE, kept)


@cache
def chances_of(item_id: str) -> list[float]:
    """The probability of a right answer, for each learner: who does not know guesses."""
    item = next(one for one in BANK if one.id == item_id)
    known = [knows(ability, DIFFICULTIES[item_id]) for ability in ABILITIES]
    guess = float(guess_share(item) or 0)
    return [one + (1 - one) * guess for one in known]


def expected_facility(item: Item) -> float:
    """What the model says, over these very abilities."""
    return fmean(chances_of(item.id))


def expected_discrimination(item: Item) -> float:
    """Correlation with the score on 19 drawn others, by the model.

    Chances vary with ability, the rest is noise. The others are five of each outcome's ten; of the item's own
    outcome, four of the other nine.
    """
    rests, noises = drawn_of(
        {outcome: (4 if outcome == item.learning_outcome else 5) for outcome in OUTCOMES}, item
    )
    chances = chances_of(item.id)
    mean, rest = fmean(chances), fmean(rests)
    covariance = fmean(one * two for one, two in zip(chances, rests, strict=True)) - mean * rest
    variance = fmean(one * one for one in rests) - rest**2 + fmean(noises)
    return covariance / sqrt(mean * (1 - mean) * variance)


def drawn_of(drawn: dict[str, int], without: Item | None = None) -> tuple[list[float], list[float]]:
    """Mean and variance, for each learner, of the score on so many items of each outcome, as a share."""
    whole = sum(drawn.values())
    means, variances = [0.0] * LEARNERS, [0.0] * LEARNERS
    for outcome, count in drawn.items():
        own = [one.id for one in BANK if one.learning_outcome == outcome and one is not without]
        for learner in range(LEARNERS):
            chances = [chances_of(name)[learner] for name in own]
            mean = fmean(chances)
            between = sum((chance - mean) ** 2 for chance in chances) / (len(own) - 1)
            answers = sum(chance * (1 - chance) for chance in chances) / len(own)
            means[learner] += count * mean / whole
            # Chance has two parts: in the answers, and in which items are drawn.
            variances[learner] += count * (answers + (1 - count / len(own)) * between) / whole**2
    return means, variances


def test_facility_lies_within_its_error_of_what_the_model_says() -> None:
    """Four standard errors of a share (about 0.09 at 500 answers): beyond, once in 16,000 items by chance."""
    for report in simulated()[0]:
        assert report.figures is not None
        expected = expected_facility(report.item)
        error = sqrt(expected * (1 - expected) / report.figures.n)
        assert abs(report.figures.facility - expected) < 4 * error, report.item.id


def test_discrimination_lies_within_its_error_of_what_the_model_says() -> None:
    """Four standard errors of a correlation (about 0.16 at 500 answers), and 0.02 for all on average."""
    differences = []
    for report in simulated()[0]:
        assert report.figures is not None
        assert report.figures.discrimination is not None
        assert report.figures.uncertainty is not None
        expected = expected_discrimination(report.item)
        assert abs(report.figures.discrimination - expected) < 4 * report.figures.uncertainty, report.item.id
        differences.append(report.figures.discrimination - expected)
    assert abs(fmean(differences)) < 0.02


def test_harder_items_turn_out_harder() -> None:
    numbers = [report for report in simulated()[0] if report.item.type == "numeric"]
    found = [report.figures.facility for report in numbers if report.figures]
    assert correlation(found, [-DIFFICULTIES[report.item.id] for report in numbers]) > 0.98


def test_every_item_is_drawn_about_equally_often() -> None:
    """Chi-square over 40 items; drawing without replacement makes it smaller than with 39 degrees of freedom.

    Its 99.9 % point there is 72.1; each item is expected 500 times.
    """
    counts = Counter(one.versions[0].id for attempt in sittings() for one in attempt.items)
    assert len(counts) == len(BANK)
    assert sum(counts.values()) == LEARNERS * 20
    assert sum((n - 500) ** 2 / 500 for n in counts.values()) < 72.1
    assert all(report.figures and report.figures.n == counts[report.item.id] for report in simulated()[0])


def test_a_better_item_shows_in_every_third() -> None:
    for report in simulated()[0]:
        assert report.thirds is not None
        lower, _middle, upper = report.thirds
        assert upper.facility > lower.facility


def test_alpha_is_the_reliability_of_the_drawn_test() -> None:
    """The share of the results' variance that ability makes, by the model; within 0.05."""
    overall = simulated()[1].figures
    assert overall is not None
    assert overall.alpha is not None
    means, noises = drawn_of(dict.fromkeys(OUTCOMES, 5))
    true, noise = fmean(one * one for one in means) - fmean(means) ** 2, fmean(noises)
    assert abs(overall.alpha - true / (true + noise)) < 0.05
    assert overall.standard_error is not None
    assert abs(overall.standard_error - sqrt(noise)) < 0.01
