"""How many points a response earns, for every type of item.

Shares are exact fractions, so that three thirds are a whole; only what is stored is rounded. The key
is the same in every language but for words that are typed; an answer that is right in one language of
the module is right, since people read one language and think in another.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from lms.content.items import (
    HAND_GRADED_TYPES,
    UNGRADED_TYPES,
    CategoriseItem,
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    EssayItem,
    Gap,
    HotspotItem,
    Item,
    ItemType,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    MatrixRow,
    NumericItem,
    NumericVariant,
    OrderingItem,
    PollItem,
    ReflectionItem,
    ShortTextItem,
    UploadItem,
    Word,
)
from lms.core import numbers
from lms.quiz.rules import responses, texts
from lms.quiz.rules.responses import Response

NOTHING = Fraction(0)
EVERYTHING = Fraction(1)
STEP = Decimal("0.0001")
"""Stored scores have four places."""


def is_scored(item: Item) -> bool:
    """A response earns points by itself; the others are graded by a person, or by nobody."""
    return is_scored_type(item.type)


def is_scored_type(kind: ItemType) -> bool:
    """Items of this type have a key."""
    return kind not in UNGRADED_TYPES | HAND_GRADED_TYPES


def most_points(item: Item) -> Decimal:
    """What a response can earn by itself."""
    return item.points if is_scored(item) else Decimal(0)


def share(versions: Sequence[Item], response: Response | None, *, variant: int = 0) -> Fraction:
    """The share of its points that a response earns, from 0 to 1; nothing where there is no key.

    `versions` is the same item in each language of the module, source language first.
    """
    if response is None:
        return NOTHING
    item = versions[0]
    match item:
        case ChoiceItem() | HotspotItem():
            return _choice(item, responses.chosen(response))
        case NumericItem():
            typed = responses.typed(response)
            return _whole(is_right_number(item.variants[variant], typed, units_of(versions)))
        case ShortTextItem():
            return _whole(is_right_text(versions, responses.typed(response)))
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return _arranged(item, response)
        case ClozeItem():
            return _cloze(item, versions, responses.gaps(response))
        case MarkWordsItem():
            return _marked(item, responses.marked(response))
        case LikertItem() | PollItem() | ReflectionItem() | EssayItem() | UploadItem():
            return NOTHING


def units_of(versions: Sequence[Item]) -> frozenset[str]:
    """The names of a numeric item's unit in all languages."""
    return frozenset(item.unit for item in versions if isinstance(item, NumericItem) and item.unit)


def _whole(is_right: bool) -> Fraction:
    return EVERYTHING if is_right else NOTHING


def _choice(item: ChoiceItem | HotspotItem, picked: frozenset[str]) -> Fraction:
    options = item.areas if isinstance(item, HotspotItem) else item.options
    right = frozenset(option.id for option in options if option.is_correct)
    known = frozenset(option.id for option in options)
    # No pick at all can't be told from an item passed over, so that it never earns a share.
    if not picked or not picked <= known:
        return NOTHING
    if not is_multiple(item) or item.scoring is ChoiceScoring.EXACT:
        return _whole(picked == right)
    if item.scoring is ChoiceScoring.PROPORTIONAL:
        return Fraction(len(known) - len(picked ^ right), len(known))
    return _right_minus_wrong(right, picked)


def is_multiple(item: ChoiceItem | HotspotItem) -> bool:
    """Several options or areas can be picked."""
    return item.is_multiple if isinstance(item, HotspotItem) else item.type is ItemType.MULTIPLE_CHOICE


def _right_minus_wrong(right: frozenset[str], picked: frozenset[str]) -> Fraction:
    if not right:
        return NOTHING
    return max(NOTHING, Fraction(len(picked & right) - len(picked - right), len(right)))


def is_right_number(variant: NumericVariant, text: str, units: frozenset[str]) -> bool:
    """One reading of the text lies within the tolerance."""
    return is_within(variant.answer, variant.tolerance, text, units)


def is_within(value: Decimal, tolerance: Decimal, text: str, units: frozenset[str]) -> bool:
    """One reading of the text is the value, give or take the tolerance."""
    readings = numbers.readings(text, units)
    return any(abs(reading - Fraction(value)) <= Fraction(tolerance) for reading in readings)


def is_right_text(versions: Sequence[Item], text: str) -> bool:
    """The text is one of the accepted answers in one of the languages."""
    return any(
        texts.is_same(text, answer, fold_diacritics=item.fold_diacritics)
        for item in versions
        if isinstance(item, ShortTextItem)
        for answer in item.answers
    )


def _arranged(
    item: MatchingItem | OrderingItem | CategoriseItem | MatrixItem, response: Response
) -> Fraction:
    match item:
        case MatchingItem():
            pairs = responses.pairs(response)
            return _mean([_whole(pairs.get(left.id) == left.right_id) for left in item.lefts])
        case OrderingItem():
            return _ordering([entry.id for entry in item.entries], responses.order(response))
        case CategoriseItem():
            groups = responses.categories(response)
            return _mean([_whole(groups.get(entry.id) == entry.category_id) for entry in item.entries])
        case MatrixItem():
            cells = responses.cells(response)
            return _mean([row_share(item, row, cells.get(row.id, frozenset())) for row in item.rows])


def _mean(shares: Sequence[Fraction]) -> Fraction:
    return sum(shares, NOTHING) / len(shares) if shares else NOTHING


def row_share(item: MatrixItem, row: MatrixRow, ticked: frozenset[str]) -> Fraction:
    """The share of its row that ticks earn."""
    right = frozenset(row.right_column_ids)
    return _right_minus_wrong(right, ticked) if item.is_multiple else _whole(ticked == right)


def _marked(item: MarkWordsItem, marked: frozenset[str]) -> Fraction:
    words = [segment for segment in item.segments if isinstance(segment, Word)]
    return _right_minus_wrong(frozenset(word.id for word in words if word.is_correct), marked)


def _ordering(right: Sequence[str], given: Sequence[str]) -> Fraction:
    places = {entry: place for place, entry in enumerate(given)}
    wanted = list(combinations(right, 2))
    if not wanted:
        return _whole(list(given) == list(right))
    kept = sum(a in places and b in places and places[a] < places[b] for a, b in wanted)
    return Fraction(kept, len(wanted))


def _cloze(item: ClozeItem, versions: Sequence[Item], given: Mapping[str, str]) -> Fraction:
    gaps = [segment.id for segment in item.segments if isinstance(segment, Gap)]
    right = sum(is_right_gap(versions, gap, given.get(gap, "")) for gap in gaps)
    return Fraction(right, len(gaps)) if gaps else NOTHING


def is_right_gap(versions: Sequence[Item], gap_id: str, given: str) -> bool:
    """The gap is filled as it should be in one of the languages."""
    return any(
        _fits(item, gap, given)
        for item in versions
        if isinstance(item, ClozeItem)
        for gap in item.segments
        if isinstance(gap, Gap) and gap.id == gap_id
    )


def _fits(item: ClozeItem, gap: Gap, given: str) -> bool:
    if gap.options:
        return any(option.id == given and option.is_correct for option in gap.options)
    return any(texts.is_same(given, answer, fold_diacritics=item.fold_diacritics) for answer in gap.answers)


def points(earned: Fraction, of: Decimal) -> Decimal:
    """What is stored of a share of points: four places, and the whole only for the whole."""
    if not of:
        return Decimal(0)
    if earned == EVERYTHING:
        return of.quantize(STEP)
    return min(rounded(earned * Fraction(of)), of.quantize(STEP) - STEP)


def rounded(value: Fraction) -> Decimal:
    """A fraction from 0 up as a decimal of four places, halves up."""
    ten_thousandths = (value.numerator * 20_000 // value.denominator + 1) // 2
    return Decimal(ten_thousandths) * STEP
