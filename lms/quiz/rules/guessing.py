"""What somebody earns on average who guesses: the random-guess score of Moodle's quiz statistics.

A guess is any of the answers that can be given, each as likely as the next; typing guesses nothing. An open
part is not a guess, so that of several options to tick at least one is ticked.
"""

from fractions import Fraction
from math import comb

from lms.content.items import (
    ChoiceItem,
    ChoiceScoring,
    HotspotItem,
    Item,
    ItemType,
    MarkWordsItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.quiz.rules.answer_parts import Part, parts_of
from lms.quiz.rules.scoring import is_scored


def guess_share(item: Item) -> Fraction | None:
    """The share of its points that guessing earns on average; None where nothing is right or wrong."""
    if not is_scored(item):
        return None
    match item:
        case NumericItem() | ShortTextItem():
            return Fraction(0)
        case OrderingItem():
            return Fraction(1, 2) if len(item.entries) > 1 else Fraction(1)
        case ChoiceItem() if item.type is ItemType.MULTIPLE_CHOICE:
            return _ticks(parts_of(item)[0], item.scoring)
        case HotspotItem() if item.is_multiple:
            return _ticks(parts_of(item)[0], item.scoring)
        case MarkWordsItem():
            return _ticks(parts_of(item)[0], ChoiceScoring.RIGHT_MINUS_WRONG)
        case _:
            parts = parts_of(item)
            return sum((_part(one) for one in parts), Fraction(0)) / len(parts)


def _part(part: Part) -> Fraction:
    if part.is_multiple:
        return _ticks(part, ChoiceScoring.RIGHT_MINUS_WRONG)
    answers = [answer for answer in part.answers if answer.html is not None]
    return Fraction(sum(bool(one.is_right) for one in answers), len(answers)) if answers else Fraction(0)


def _ticks(part: Part, scoring: ChoiceScoring) -> Fraction:
    """The mean over all ways to tick at least one option."""
    right = sum(bool(answer.is_right) for answer in part.answers)
    wrong = len(part.answers) - right
    total = sum(
        (
            comb(right, hits) * comb(wrong, misses) * _earned(hits, misses, right, wrong, scoring)
            for hits in range(right + 1)
            for misses in range(wrong + 1)
            if hits + misses
        ),
        Fraction(0),
    )
    return total / ((1 << right + wrong) - 1)


def _earned(hits: int, misses: int, right: int, wrong: int, scoring: ChoiceScoring) -> Fraction:
    match scoring:
        case ChoiceScoring.EXACT:
            return Fraction(hits == right and not misses)
        case ChoiceScoring.PROPORTIONAL:
            return Fraction(hits + wrong - misses, right + wrong)
        case ChoiceScoring.RIGHT_MINUS_WRONG:
            return max(Fraction(0), Fraction(hits - misses, right))
