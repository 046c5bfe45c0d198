"""What was typed, beside what is right."""

from collections.abc import Sequence
from decimal import Decimal

from lms.content.items import Item, NumericItem, NumericVariant, ShortTextItem
from lms.core import numbers
from lms.quiz.rules import responses, scoring, texts
from lms.quiz.rules.responses import Response
from lms.quiz.rules.reviewed import ReviewedNumber, ReviewedText

MOST_PLACES = 10
SPARE_PLACES = 2
"""A number with only so many more places than its tolerance is shown as it is."""


def reviewed(
    versions: Sequence[Item], item: NumericItem | ShortTextItem, given: Response, variant: int
) -> ReviewedNumber | ReviewedText:
    """The number or the text, with the feedback that it deserves."""
    typed = responses.typed(given)
    if isinstance(item, NumericItem):
        return _number(item, variant, typed, scoring.units_of(versions))
    return _text(versions, item, typed)


def _number(item: NumericItem, variant: int, typed: str, units: frozenset[str]) -> ReviewedNumber:
    return ReviewedNumber(
        prompt_html=item.variants[variant].prompt_html,
        typed=typed,
        is_readable=not typed.strip() or bool(numbers.readings(typed, units)),
        right=shown_number(item.variants[variant]),
        unit=item.unit,
        feedback_html=_number_feedback(item, variant, typed, units),
    )


def shown_number(variant: NumericVariant) -> Decimal:
    """The right number as people would write it: a long fraction is rounded within its tolerance."""
    places = -variant.tolerance.adjusted() if variant.tolerance else MOST_PLACES
    answer = variant.answer.normalize()
    if -int(answer.as_tuple().exponent) <= min(places, MOST_PLACES) + SPARE_PLACES:
        return answer
    return round(answer, max(0, min(places, MOST_PLACES)))


def _number_feedback(item: NumericItem, variant: int, typed: str, units: frozenset[str]) -> str | None:
    if scoring.is_right_number(item.variants[variant], typed, units):
        return item.feedback_html
    foreseen = (
        one.feedback_html
        for one in item.variants[variant].misconceptions
        if scoring.is_within(one.value, one.tolerance, typed, units)
    )
    return next(foreseen, None)


def _text(versions: Sequence[Item], item: ShortTextItem, typed: str) -> ReviewedText:
    foreseen = (
        one.feedback_html
        for one in item.near_misses
        if texts.is_same(typed, one.text, fold_diacritics=item.fold_diacritics)
    )
    is_right = scoring.is_right_text(versions, typed)
    return ReviewedText(
        prompt_html=item.prompt_html,
        typed=typed,
        right=item.answers,
        feedback_html=item.feedback_html if is_right else next(foreseen, None),
    )
