"""Does the length of an option give its answer away? No right one may be long, or short, by habit."""

from collections.abc import Mapping
from functools import cache

import pytest

from lms.content.item_sources import ChoiceSource
from lms.content.items import ItemType
from lms.content.loader import read_files
from lms.content.parser import parse_tree
from lms.content.sources import ModuleSource
from tests.courses.trees import COURSES

LEAST, MOST = 0.15, 0.35
"""Of four options a quarter of the keys are the longest, and a quarter the shortest, by chance."""
ENOUGH = 10
"""Among fewer items a share says nothing."""

SLUGS = sorted(path.parents[1].name for path in COURSES.glob("*/*/en/final-test.md"))


@cache
def modules() -> Mapping[str, ModuleSource]:
    tree, _ = parse_tree(read_files(COURSES)[0])
    assert tree is not None
    return tree.modules


def single_choice(slug: str) -> list[ChoiceSource]:
    bank = modules()[slug].source.final_test
    assert bank is not None
    return [
        item for item in bank.items if isinstance(item, ChoiceSource) and item.type is ItemType.SINGLE_CHOICE
    ]


def lengths(item: ChoiceSource) -> tuple[int, list[int]]:
    """Characters of the right option, and of the wrong ones."""
    sizes = [(option.is_correct, len(" ".join(option.text.text.split()))) for option in item.options]
    return next(size for right, size in sizes if right), [size for right, size in sizes if not right]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_right_option_is_the_longest_or_the_shortest_as_often_as_by_chance(slug: str) -> None:
    pairs = [lengths(item) for item in single_choice(slug)]
    if len(pairs) >= ENOUGH:
        assert LEAST <= sum(right > max(wrong) for right, wrong in pairs) / len(pairs) <= MOST
        assert LEAST <= sum(right < min(wrong) for right, wrong in pairs) / len(pairs) <= MOST
