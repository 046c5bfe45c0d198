"""What guessing earns: the formulas against the mean over all answers that can be given."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, permutations, product

import pytest

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    HotspotItem,
    Item,
    ItemType,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    OrderingItem,
)
from lms.quiz.rules.answer_parts import parts_of
from lms.quiz.rules.guessing import guess_share
from lms.quiz.rules.scoring import is_scored, share
from tests.factories import quiz as make


def some_of(ids: list[str]) -> Iterator[list[str]]:
    """All ways to tick at least one."""
    ways = (combinations(ids, size) for size in range(1, len(ids) + 1))
    return (list(picked) for picked in chain.from_iterable(ways))


def guesses(item: Item) -> Iterator[dict[str, object]]:
    """Every answer that can be given without typing."""
    parts = {part.id: [answer.id for answer in part.answers] for part in parts_of(item)}
    match item:
        case ChoiceItem() | HotspotItem():
            multiple = parts_of(item)[0].is_multiple
            picks = some_of(parts[""]) if multiple else ([one] for one in parts[""])
            return ({"chosen": picked} for picked in picks)
        case MarkWordsItem():
            return ({"marked": picked} for picked in some_of(parts[""]))
        case OrderingItem():
            return ({"order": list(order)} for order in permutations(entry.id for entry in item.entries))
        case MatrixItem():
            rows = [
                list(some_of(ids)) if item.is_multiple else [[one] for one in ids] for ids in parts.values()
            ]
            return ({"cells": dict(zip(parts, chosen, strict=True))} for chosen in product(*rows))
        case _:
            name = {MatchingItem: "pairs", CategoriseItem: "categories", ClozeItem: "gaps"}[type(item)]
            return ({name: dict(zip(parts, chosen, strict=True))} for chosen in product(*parts.values()))


@pytest.mark.parametrize(
    "item",
    [
        make.choice("b"),
        make.choice("b", 2, kind=ItemType.TRUE_FALSE),
        *(make.choice("ab", 5, scoring=scoring) for scoring in ChoiceScoring),
        *(make.choice("abcd", 4, scoring=scoring) for scoring in ChoiceScoring),
        *(make.choice("a", 3, kind=ItemType.MULTIPLE_CHOICE, scoring=scoring) for scoring in ChoiceScoring),
        make.matching(3, 1),
        make.ordering(4),
        make.cloze(0, 3),
        make.hotspot("b"),
        make.hotspot("ab", scoring=ChoiceScoring.PROPORTIONAL),
        make.categorise(3, 2),
        make.matrix(("1", "2")),
        make.matrix(("1", "23")),
        make.mark_words((1, 3), of=5),
    ],
    ids=lambda item: item.type,
)
def test_guessing_earns_the_mean_over_all_answers(item: Item) -> None:
    shares = [share([item], response) for response in guesses(item)]
    assert guess_share(item) == sum(shares, Fraction(0)) / len(shares)


def test_typing_guesses_nothing() -> None:
    assert guess_share(make.numeric()) == 0
    assert guess_share(make.short_text()) == 0
    assert guess_share(make.cloze(2, 0)) == 0
    assert guess_share(make.cloze(1, 1)) == Fraction(1, 6)


@pytest.mark.parametrize("item", make.one_of_each().values(), ids=lambda item: item.type)
def test_what_has_no_key_cannot_be_guessed(item: Item) -> None:
    assert (guess_share(item) is None) != is_scored(item)
