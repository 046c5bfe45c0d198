"""The response of somebody who knows."""

import pytest

from lms.quiz.rules.keys import right_response
from lms.quiz.rules.responses import Extent, extent
from lms.quiz.rules.scoring import EVERYTHING, is_scored, share
from tests.factories import quiz as make

ITEMS = [
    make.choice("b"),
    make.choice("ace", 6),
    make.numeric([("1.87", "0"), ("-3.50", "0"), ("120000", "0")]),
    make.short_text("one", "two"),
    make.matching(3, 2),
    make.ordering(5),
    make.cloze(2, 2),
    *(item for item in make.one_of_each().values() if is_scored(item)),
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id + item.type)
@pytest.mark.parametrize("variant", [0, 1, 2])
def test_who_knows_earns_everything(item, variant: int) -> None:
    there = variant if getattr(item, "variants", ())[variant:] else 0
    assert share([item], right_response(item, there), variant=there) == EVERYTHING


@pytest.mark.parametrize("item", make.one_of_each().values(), ids=lambda item: item.type)
def test_who_knows_leaves_nothing_open(item) -> None:
    assert extent(item, right_response(item, 0)) is Extent.ANSWERED
