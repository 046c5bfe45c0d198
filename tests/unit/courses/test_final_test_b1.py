"""Is the bank of module B1 fair: right keys, varied types, no give-aways, figures computed twice?"""

import random
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lms.content.compiler import compile_tree
from lms.content.items import (
    KEYED_TYPES,
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    Gap,
    Item,
    ItemType,
    MatchingItem,
    NumericItem,
    NumericVariant,
    OrderingItem,
    ShortTextItem,
)
from lms.content.outline import Blueprint, Module

COURSES = Path(__file__).parents[3] / "courses"


@pytest.fixture(scope="module")
def module() -> Module:
    files = {
        str(path.relative_to(COURSES)): path.read_bytes() for path in COURSES.rglob("*") if path.is_file()
    }
    return compile_tree(files).modules["clusters-and-mapping"]


@pytest.fixture(scope="module")
def blueprint(module: Module) -> Blueprint:
    assert module.blueprint is not None
    return module.blueprint


@pytest.fixture(scope="module")
def bank(module: Module) -> tuple[Item, ...]:
    return tuple(module.text("en").test_items.values())


def numeric(bank: tuple[Item, ...]) -> list[NumericItem]:
    return [item for item in bank if isinstance(item, NumericItem)]


def with_a_table(bank: tuple[Item, ...]) -> list[NumericItem]:
    """Numbers that vary: those of a case stand in its text and are the same for all."""
    return [item for item in numeric(bank) if item.case is None]


def choices(bank: tuple[Item, ...]) -> list[ChoiceItem]:
    return [item for item in bank if isinstance(item, ChoiceItem)]


def test_the_bank_holds_three_times_what_one_test_draws(bank: tuple[Item, ...], blueprint: Blueprint) -> None:
    supply = Counter(item.learning_outcome for item in bank)
    assert all(supply[outcome] >= 3 * count for outcome, count in blueprint.draw.items())


def test_all_types_and_all_ways_of_scoring_occur(bank: tuple[Item, ...]) -> None:
    several = [item for item in choices(bank) if item.type is ItemType.MULTIPLE_CHOICE]
    gaps = [bool(gap.options) for item in bank if isinstance(item, ClozeItem) for gap in gaps_of(item)]
    assert {item.type for item in bank} == set(KEYED_TYPES)
    assert {item.scoring for item in several} == set(ChoiceScoring)
    assert set(gaps) == {True, False}


def gaps_of(item: ClozeItem) -> list[Gap]:
    return [segment for segment in item.segments if isinstance(segment, Gap)]


def test_few_tests_have_more_than_five_items_of_one_type(
    bank: tuple[Item, ...], blueprint: Blueprint
) -> None:
    chance = random.Random(1)
    largest = [max(types_of_a_draw(bank, blueprint, chance).values()) for _ in range(2000)]
    assert sum(count > 5 for count in largest) / len(largest) < 0.17


def types_of_a_draw(bank: tuple[Item, ...], blueprint: Blueprint, chance: random.Random) -> Counter[ItemType]:
    drawn: Counter[ItemType] = Counter()
    for outcome, count in blueprint.draw.items():
        pool = [item.type for item in bank if item.learning_outcome == outcome]
        drawn.update(chance.sample(pool, count))
    return drawn


def test_every_option_pair_and_sequence_explains_itself(bank: tuple[Item, ...]) -> None:
    for item in bank:
        match item:
            case ChoiceItem():
                assert all(option.feedback_html for option in item.options), item.id
            case MatchingItem():
                assert all(left.feedback_html for left in item.lefts), item.id
            case NumericItem() | ShortTextItem():
                assert item.feedback_html, item.id
            case OrderingItem() | ClozeItem():
                assert item.explanation_html, item.id


def test_right_answers_stand_in_every_place(bank: tuple[Item, ...]) -> None:
    places = Counter(
        [option.is_correct for option in item.options].index(True)
        for item in choices(bank)
        if item.type is ItemType.SINGLE_CHOICE
    )
    assert set(places) == {0, 1, 2, 3}
    truths = [item.options[0].is_correct for item in choices(bank) if item.type is ItemType.TRUE_FALSE]
    assert set(truths) == {True, False}


def test_no_option_says_all_or_none_of_the_above(bank: tuple[Item, ...]) -> None:
    texts = [option.html.lower() for item in choices(bank) for option in item.options]
    assert not any("of the above" in text for text in texts)


def test_numeric_items_come_in_three_to_five_versions(bank: tuple[Item, ...]) -> None:
    assert len(with_a_table(bank)) >= 10
    assert all(3 <= len(item.variants) <= 5 for item in with_a_table(bank))


def test_no_foreseen_mistake_would_count_as_right_or_as_another_mistake(bank: tuple[Item, ...]) -> None:
    for item in numeric(bank):
        for variant in item.variants:
            assert_apart(item.id, variant)


def assert_apart(name: str, variant: NumericVariant) -> None:
    values = [(variant.answer, variant.tolerance)]
    values += [(mistake.value, mistake.tolerance) for mistake in variant.misconceptions]
    for place, (value, tolerance) in enumerate(values):
        for other, other_tolerance in values[place + 1 :]:
            assert abs(value - other) > tolerance + other_tolerance, (name, value, other)


def numbers_in(html: str) -> list[Decimal]:
    """The figures that a participant reads, in order."""
    text = re.sub(r"<[^>]+>", " ", html).replace("−", "-").replace("\u2011", "-")
    found = re.findall(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?", text)
    return [Decimal(number.replace(",", "")) for number in found]


def lq(e: Decimal, er: Decimal, ei: Decimal, n: Decimal) -> Decimal:
    return e * n / (er * ei)


Way = Callable[[list[Decimal]], Decimal]
"""From the figures of a prompt, in the order in which they are read, to the answer."""

WAYS: dict[str, Way] = {
    "lq-from-jobs": lambda x: lq(x[1], x[0], x[3], x[2]),
    "focus-of-the-region": lambda x: x[0] / x[1] * 100,
    "share-of-the-national-industry": lambda x: x[1] / x[2] * 100,
    "jobs-at-lq-one": lambda x: x[1] * (x[0] / 100) * x[2],
    "missing-to-the-star": lambda x: x[0] * (x[3] / 100) * x[1] - x[2],
    "shift-share-national-effect": lambda x: x[0] * (1 + x[1] / 100) - x[0],
    "shift-share-industry-mix": lambda x: x[0] * x[2] / 100 - x[0] * x[1] / 100,
    "shift-share-regional-effect": lambda x: x[0] * ((x[1] - x[0]) / x[0] - x[2] / 100),
    "shift-share-missing-part": lambda x: x[0] - (x[1] + x[2]),
    "growth-of-the-regional-industry": lambda x: (x[1] / x[0] - 1) * 100,
    "share-behind-the-quotient": lambda x: x[0] * x[1],
    "jobs-booked-at-head-office": lambda x: (x[0] - x[2]) / (x[1] - x[2]) * 100 / x[3],
}


def test_every_numeric_key_agrees_with_a_second_calculation(bank: tuple[Item, ...]) -> None:
    assert {item.id for item in with_a_table(bank)} == set(WAYS)
    for item in with_a_table(bank):
        for variant in item.variants:
            again = WAYS[item.id](numbers_in(variant.prompt_html))
            assert abs(again - variant.answer) < Decimal("0.005"), (item.id, variant.prompt_html)


def test_the_figures_of_the_glass_cloze_are_right(module: Module) -> None:
    item = module.text("en").test_items["glass-jobs-in-hamnby"]
    assert isinstance(item, ClozeItem)
    gaps = gaps_of(item)
    national = 2000 * 6 // 100
    mix = 2000 * 2 // 100 - national
    assert str(national) in gaps[0].answers
    assert [option.text for option in gaps[1].options if option.is_correct] == ["negative"]
    assert mix < 0
    assert str(200 - national - mix) in gaps[2].answers
