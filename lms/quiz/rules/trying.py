"""Responses that show how an item scores: the right one, each part of it, what was foreseen, nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lms.content.items import (
    ChoiceItem,
    ClozeItem,
    Gap,
    HotspotItem,
    Item,
    MarkWordsItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.quiz.rules import scoring
from lms.quiz.rules.hints import after_hint
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.parts import part_lists, plain
from lms.quiz.rules.responses import Response


class Trial(StrEnum):
    """What kind of response is tried."""

    RIGHT = "right"
    HINTED = "hinted"
    """The right one, after a look at a hint that costs points."""
    ONLY = "only"
    """One option alone, or one right part with all others left open."""
    ALL = "all"
    """Everything that can be picked."""
    ACCEPTED = "accepted"
    EDGE = "edge"
    """The last number that still counts."""
    FORESEEN = "foreseen"
    """A wrong answer that the author foresaw."""
    REVERSED = "reversed"
    EXCHANGED = "exchanged"
    """The first two entries in each other's place."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedResponse:
    """A response and what it earns."""

    trial: Trial
    words: str
    """What it says, where that is short."""
    share: Fraction
    points: Decimal
    response: Response


def tried_responses(versions: Sequence[Item], shown: Item, variant: int) -> tuple[TriedResponse, ...]:
    """How typical responses to an item score; nothing for one without points.

    `versions` is the item in all languages, `shown` the one whose words are used.
    """
    if not scoring.is_scored(shown):
        return ()
    found: dict[tuple[bool, str], TriedResponse] = {}
    for trial, words, response in _responses(versions, shown, variant):
        took_hint = trial is Trial.HINTED
        earned = scoring.share(versions, response, variant=variant)
        share = after_hint(earned, versions[0], took_hint=took_hint)
        tried = TriedResponse(
            trial=trial,
            words=words,
            share=share,
            points=scoring.points(share, shown.points),
            response=response,
        )
        found.setdefault((took_hint, repr(response)), tried)
    return tuple(found.values())


_Trial = tuple[Trial, str, Response]


def _responses(versions: Sequence[Item], item: Item, variant: int) -> Iterator[_Trial]:
    right = right_response(item, variant)
    yield Trial.RIGHT, _said(item, right), right
    if versions[0].hint_cost:
        yield Trial.HINTED, "", right
    match item:
        case ChoiceItem() | HotspotItem():
            yield from _picks("chosen", part_lists(item)["options"], is_multiple=_picks_several(item))
        case MarkWordsItem():
            yield from _picks("marked", part_lists(item)["words"], is_multiple=True)
        case NumericItem():
            yield from _numbers(item, variant)
        case ShortTextItem():
            yield from _texts(versions, item)
        case OrderingItem():
            yield from _orders([entry.id for entry in item.entries])
        case _:
            yield from _single_parts(item, right)
    if isinstance(item, ClozeItem):
        yield from _other_words(versions)
    if isinstance(item, MatrixItem):
        every = [column.id for column in item.columns]
        yield Trial.ALL, "", {"cells": {row.id: every for row in item.rows}}
    yield Trial.EMPTY, "", {}


def _said(item: Item, right: Response) -> str:
    """The right answer, where a few words say it."""
    match item:
        case NumericItem():
            return str(right["value"])
        case ShortTextItem():
            return item.answers[0]
        case ChoiceItem():
            return "; ".join(plain(option.html) for option in item.options if option.is_correct)
        case _:
            return ""


def _picks_several(item: ChoiceItem | HotspotItem) -> bool:
    return scoring.is_multiple(item)


def _picks(name: str, parts: Mapping[str, str], *, is_multiple: bool) -> Iterator[_Trial]:
    for part, words in parts.items():
        yield Trial.ONLY, plain(words), {name: [part]}
    if is_multiple:
        yield Trial.ALL, "", {name: list(parts)}


def _numbers(item: NumericItem, variant: int) -> Iterator[_Trial]:
    asked = item.variants[variant]
    if asked.tolerance:
        for edge in (asked.answer - asked.tolerance, asked.answer + asked.tolerance):
            yield Trial.EDGE, f"{edge:f}", {"value": f"{edge:f}"}
    for miss in asked.misconceptions:
        yield Trial.FORESEEN, f"{miss.value:f}", {"value": f"{miss.value:f}"}


def _texts(versions: Sequence[Item], shown: ShortTextItem) -> Iterator[_Trial]:
    for version in versions:
        if isinstance(version, ShortTextItem):
            for answer in version.answers:
                yield Trial.ACCEPTED, answer, {"text": answer}
    for miss in shown.near_misses:
        yield Trial.FORESEEN, miss.text, {"text": miss.text}


def _orders(ids: Sequence[str]) -> Iterator[_Trial]:
    if len(ids) > 1:
        yield Trial.EXCHANGED, "", {"order": [ids[1], ids[0], *ids[2:]]}
    yield Trial.REVERSED, "", {"order": list(reversed(ids))}


def _single_parts(item: Item, right: Response) -> Iterator[_Trial]:
    """One part answered rightly, all others left open."""
    lists = part_lists(item)
    for name, value in right.items():
        if isinstance(value, Mapping):
            words = next(parts for parts in lists.values() if set(value) <= set(parts))
            for part, given in value.items():
                yield Trial.ONLY, plain(words[part]), {name: {part: given}}


def _other_words(versions: Sequence[Item]) -> Iterator[_Trial]:
    for version in versions:
        for gap in version.segments if isinstance(version, ClozeItem) else ():
            if isinstance(gap, Gap):
                for answer in gap.answers:
                    yield Trial.ACCEPTED, f"{gap.id}: {answer}", {"gaps": {gap.id: answer}}
