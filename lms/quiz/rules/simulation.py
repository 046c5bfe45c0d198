"""Invented learners of known ability who answer items of known difficulty, after Rasch's model.

Who knows answers rightly; who does not guesses, and may be lucky. For tests of the statistics, benchmarks and
example data.
"""

from math import exp
from random import Random

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    HotspotItem,
    Item,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.quiz.rules.answer_parts import Part, parts_of
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.responses import Response


def knows(ability: float, difficulty: float) -> float:
    """The probability that somebody knows, by Rasch: one half where ability and difficulty are equal."""
    return 1 / (1 + exp(difficulty - ability))


def answer(item: Item, variant: int, ability: float, difficulty: float, chance: Random) -> Response:
    """What somebody of this ability answers to an item of this difficulty."""
    if chance.random() < knows(ability, difficulty):
        return right_response(item, variant)
    return guess(item, variant, chance)


def guess(item: Item, variant: int, chance: Random) -> Response:
    """An answer by chance; of what is typed, a mistake that the author foresaw, or nonsense."""
    match item:
        case NumericItem():
            foreseen = item.variants[variant].misconceptions
            return {"value": f"{chance.choice(foreseen).value:f}" if foreseen else "-99999"}
        case ShortTextItem():
            return {"text": chance.choice([one.text for one in item.near_misses] or ["?"])}
        case OrderingItem():
            return {"order": chance.sample([entry.id for entry in item.entries], len(item.entries))}
        case ChoiceItem() | HotspotItem():
            return {"chosen": _picks(parts_of(item)[0], chance)}
        case MarkWordsItem():
            return {"marked": _picks(parts_of(item)[0], chance)}
        case MatrixItem():
            return {"cells": {part.id: _picks(part, chance) for part in parts_of(item)}}
        case _:
            return _guess_by_part(item, chance)


def _guess_by_part(item: Item, chance: Random) -> Response:
    picked = {part.id: _pick(part, chance) for part in parts_of(item)}
    match item:
        case MatchingItem():
            return {"pairs": picked}
        case CategoriseItem():
            return {"categories": picked}
        case ClozeItem():
            return {"gaps": picked}
        case _:
            return {}


def _pick(part: Part, chance: Random) -> str:
    return chance.choice([one.id if one.html is not None else "?" for one in part.answers])


def _picks(part: Part, chance: Random) -> list[str]:
    """One answer, or each with one half; never none."""
    ids = [one.id for one in part.answers]
    if not part.is_multiple:
        return [chance.choice(ids)]
    while not (picked := [one for one in ids if chance.random() < 0.5]):
        continue
    return picked
