"""How an answered item is shown beside its key; only for what was handed in or is a self-check."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from lms.content.items import (
    ChoiceItem,
    ClozeItem,
    Gap,
    Item,
    MatchingItem,
    NumericItem,
    NumericVariant,
    Option,
    OrderingItem,
    ShortTextItem,
)
from lms.core import numbers
from lms.quiz.rules import drawing, responses, scoring, texts
from lms.quiz.rules.responses import Extent, Response
from lms.quiz.rules.reviewed import (
    Detail,
    PartStanding,
    ReviewedChoice,
    ReviewedCloze,
    ReviewedEntry,
    ReviewedGap,
    ReviewedItem,
    ReviewedMatching,
    ReviewedNumber,
    ReviewedOption,
    ReviewedOrdering,
    ReviewedPair,
    ReviewedText,
    Standing,
)

MOST_PLACES = 10
SPARE_PLACES = 2
"""A number with only so many more places than its tolerance is shown as it is."""


def review(
    versions: Sequence[Item], shown: Item, response: Response | None, *, variant: int, seed: str
) -> ReviewedItem:
    """The item as written in one language, with the response judged by all of them."""
    share = scoring.share(versions, response, variant=variant)
    return ReviewedItem(
        item_id=shown.id,
        type=shown.type,
        learning_outcome=shown.learning_outcome,
        standing=_standing(shown, response, share),
        score=scoring.points(share, shown.points),
        max_score=shown.points,
        explanation_html=shown.explanation_html,
        detail=_detail(versions, shown, response or {}, variant, seed),
    )


def _standing(item: Item, response: Response | None, share: Fraction) -> Standing:
    if responses.extent(item, response) is Extent.OPEN:
        return Standing.OPEN
    if share == scoring.EVERYTHING:
        return Standing.RIGHT
    return Standing.PARTLY if share else Standing.WRONG


def _detail(versions: Sequence[Item], item: Item, given: Response, variant: int, seed: str) -> Detail:
    match item:
        case ChoiceItem():
            options = _options(item, responses.chosen(given), seed)
            return ReviewedChoice(prompt_html=item.prompt_html, options=options)
        case NumericItem():
            return _number(item, variant, responses.typed(given), scoring.units_of(versions))
        case ShortTextItem():
            return _text(versions, item, responses.typed(given))
        case MatchingItem():
            return ReviewedMatching(prompt_html=item.prompt_html, pairs=_pairs(item, responses.pairs(given)))
        case OrderingItem():
            return ReviewedOrdering(
                prompt_html=item.prompt_html, entries=_entries(item, responses.order(given))
            )
        case ClozeItem():
            segments = _segments(versions, item, responses.gaps(given))
            return ReviewedCloze(segments=segments, feedback_html=_cloze_feedback(item, segments))
        case _:
            raise NotImplementedError(item.type)


def _options(item: ChoiceItem, chosen: frozenset[str], seed: str) -> tuple[ReviewedOption, ...]:
    count = len(item.options)
    places = drawing.order_of(item.id, seed)("options", count) if item.shuffle else range(count)
    return tuple(_option(item.options[place], chosen) for place in places)


def _option(option: Option, chosen: frozenset[str]) -> ReviewedOption:
    was_chosen = option.id in chosen
    return ReviewedOption(
        html=option.html,
        was_chosen=was_chosen,
        standing=_part_standing(was_chosen=was_chosen, is_correct=option.is_correct),
        feedback_html=option.feedback_html,
    )


def _part_standing(*, was_chosen: bool, is_correct: bool) -> PartStanding:
    if was_chosen:
        return PartStanding.RIGHT if is_correct else PartStanding.WRONG
    return PartStanding.MISSED if is_correct else PartStanding.LEFT


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


def _pairs(item: MatchingItem, given: Mapping[str, str]) -> tuple[ReviewedPair, ...]:
    rights = {right.id: right.html for right in item.rights}
    return tuple(
        ReviewedPair(
            left_html=left.html,
            given_html=rights.get(given.get(left.id, "")),
            right_html=rights[left.right_id],
            is_right=given.get(left.id) == left.right_id,
            feedback_html=left.feedback_html,
        )
        for left in item.lefts
    )


def _entries(item: OrderingItem, order: Sequence[str]) -> tuple[ReviewedEntry, ...]:
    places = {entry: place for place, entry in enumerate(order, start=1)}
    return tuple(
        ReviewedEntry(html=entry.html, right_place=place, given_place=places.get(entry.id))
        for place, entry in enumerate(item.entries, start=1)
    )


def _segments(
    versions: Sequence[Item], item: ClozeItem, given: Mapping[str, str]
) -> tuple[str | ReviewedGap, ...]:
    return tuple(
        segment if isinstance(segment, str) else _gap(versions, segment, given.get(segment.id, ""))
        for segment in item.segments
    )


def _gap(versions: Sequence[Item], gap: Gap, given: str) -> ReviewedGap:
    options = {option.id: option.text for option in gap.options}
    return ReviewedGap(
        given=options.get(given, "") if options else given,
        right=tuple(option.text for option in gap.options if option.is_correct) or gap.answers,
        is_right=scoring.is_right_gap(versions, gap.id, given),
    )


def _cloze_feedback(item: ClozeItem, segments: Sequence[str | ReviewedGap]) -> str | None:
    gaps = [segment for segment in segments if not isinstance(segment, str)]
    return item.feedback_html if all(gap.is_right for gap in gaps) else None
