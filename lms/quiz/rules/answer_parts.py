"""The parts of an item that are answered each on its own, and which answers a response gives to them.

What statistics count: for a choice its options, for pairs the right side of every left side, for an ordering
the place of every entry. Of what people type only the kind is told (right, a mistake that the author foresaw,
something else), never the words: they could say who wrote them.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    Gap,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    ShortTextItem,
    Word,
)
from lms.quiz.rules import scoring, texts
from lms.quiz.rules.responses import Response

RIGHT = "right"
OTHER = "other"
"""Not among the answers that are told apart."""
NONE = "none"
"""The part was left open."""
WRITTEN = "written"
"""Something was handed in that a person reads."""
MISTAKE = "mistake-"
"""Followed by the number, from 1, of a mistake that the author foresaw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the answers that a part can be given."""

    id: str
    html: str | None = None
    """What the author calls it; None for the kinds of typed answers."""
    is_right: bool | None = None
    """None where nothing is right or wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something in an item that is answered on its own."""

    id: str
    """Empty where the item has only one part."""
    answers: tuple[Answer, ...]
    html: str | None = None
    is_multiple: bool = False
    """Several answers can be given together."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Given:
    """An answer that was given to a part."""

    part: str
    answer: str


def parts_of(item: Item) -> tuple[Part, ...]:
    """The parts of an item as written in one language, each with the answers that are told apart."""
    match item:
        case ChoiceItem() | HotspotItem() | PollItem() | MarkWordsItem():
            return (_picks(item),)
        case NumericItem():
            most = max(len(variant.misconceptions) for variant in item.variants)
            foreseen = next(one.misconceptions for one in item.variants if len(one.misconceptions) == most)
            return (_typed(one.feedback_html for one in foreseen),)
        case ShortTextItem():
            return (_typed(html.escape(one.text) for one in item.near_misses),)
        case ClozeItem():
            return tuple(_gap(one) for one in item.segments if isinstance(one, Gap))
        case LikertItem() | MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return tuple(_lines(item))
        case _:
            return (Part(id="", answers=(Answer(id=WRITTEN),)),)


def _picks(item: ChoiceItem | HotspotItem | PollItem | MarkWordsItem) -> Part:
    match item:
        case MarkWordsItem():
            words = [one for one in item.segments if isinstance(one, Word)]
            answers = [
                Answer(id=one.id, html=html.escape(one.text), is_right=one.is_correct) for one in words
            ]
            return Part(id="", answers=tuple(answers), is_multiple=True)
        case PollItem():
            answers = [Answer(id=one.id, html=one.html) for one in item.options]
            return Part(id="", answers=tuple(answers), is_multiple=item.is_multiple)
        case HotspotItem():
            answers = [Answer(id=one.id, html=one.html, is_right=one.is_correct) for one in item.areas]
            return Part(id="", answers=tuple(answers), is_multiple=item.is_multiple)
        case ChoiceItem():
            answers = [Answer(id=one.id, html=one.html, is_right=one.is_correct) for one in item.options]
            return Part(id="", answers=tuple(answers), is_multiple=item.type == "multiple-choice")


def _typed(mistakes: Iterable[str]) -> Part:
    foreseen = [
        Answer(id=f"{MISTAKE}{number}", html=words, is_right=False)
        for number, words in enumerate(mistakes, start=1)
    ]
    ends = Answer(id=RIGHT, is_right=True), Answer(id=OTHER, is_right=False)
    return Part(id="", answers=(ends[0], *foreseen, ends[1]))


def _gap(gap: Gap) -> Part:
    if not gap.options:
        return Part(id=gap.id, answers=_typed(()).answers)
    options = (Answer(id=one.id, html=html.escape(one.text), is_right=one.is_correct) for one in gap.options)
    return Part(id=gap.id, answers=tuple(options))


def _lines(item: LikertItem | MatchingItem | OrderingItem | CategoriseItem | MatrixItem) -> Iterable[Part]:
    match item:
        case LikertItem():
            scale = tuple(Answer(id=str(n), html=words) for n, words in enumerate(item.scale, start=1))
            return (Part(id=one.id, html=one.html, answers=scale) for one in item.statements)
        case MatchingItem():
            return (_line(one.id, one.html, item.rights, {one.right_id}) for one in item.lefts)
        case CategoriseItem():
            return (_line(one.id, one.html, item.categories, {one.category_id}) for one in item.entries)
        case MatrixItem():
            return (
                _line(one.id, one.html, item.columns, one.right_column_ids, is_multiple=item.is_multiple)
                for one in item.rows
            )
        case OrderingItem():
            return (_place(one.id, one.html, n, len(item.entries)) for n, one in enumerate(item.entries, 1))


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def html(self) -> str: ...


def _line(
    part: str, words: str, answers: Iterable[_Named], right: Iterable[str], *, is_multiple: bool = False
) -> Part:
    wanted = frozenset(right)
    found = (Answer(id=one.id, html=one.html, is_right=one.id in wanted) for one in answers)
    return Part(id=part, html=words, answers=tuple(found), is_multiple=is_multiple)


def _place(part: str, words: str, right: int, count: int) -> Part:
    places = range(1, count + 1)
    return Part(
        id=part,
        html=words,
        answers=tuple(Answer(id=str(place), html=str(place), is_right=place == right) for place in places),
    )


def given(versions: Sequence[Item], response: Response | None, *, variant: int = 0) -> tuple[Given, ...]:
    """The answers that a response gives to the parts of an item, each once, in the order of the item.

    `versions` is the item in each language, source language first: a word that is right in one of them is
    right. A part that was left open gives `NONE`; what the item does not know gives `OTHER`.
    """
    item, answered = versions[0], response or {}
    if isinstance(item, NumericItem | ShortTextItem):
        return (Given(part="", answer=_kind(versions, answered, variant)),)
    return tuple(
        Given(part=part.id, answer=answer)
        for part in parts_of(item)
        for answer in _told_apart(part, _of_part(versions, part.id, answered))
    )


def _told_apart(part: Part, ids: Iterable[str]) -> Iterable[str]:
    known = [answer.id for answer in part.answers]
    found = dict.fromkeys(one if one in known else OTHER for one in ids if one)
    return sorted(found, key=[*known, OTHER].index) or [NONE]


def _of_part(versions: Sequence[Item], part: str, response: Response) -> Iterable[str]:
    item = versions[0]
    match item:
        case ChoiceItem() | HotspotItem() | PollItem():
            return _list(response.get("chosen"))
        case MarkWordsItem():
            return _list(response.get("marked"))
        case MatchingItem():
            return _text(response.get("pairs"), part)
        case CategoriseItem():
            return _text(response.get("categories"), part)
        case LikertItem():
            return _text(response.get("ratings"), part)
        case MatrixItem():
            cells = response.get("cells")
            return _list(cells.get(part)) if isinstance(cells, Mapping) else []
        case OrderingItem():
            order = list(dict.fromkeys(_list(response.get("order"))))
            return [str(order.index(part) + 1)] if part in order else []
        case ClozeItem():
            return _in_gap(item, versions, part, _text(response.get("gaps"), part))
        case _:
            has_text = "".join(_text(response, "text")).strip()
            return [WRITTEN] if has_text or _list(response.get("files")) else []


def _in_gap(item: ClozeItem, versions: Sequence[Item], part: str, words: Sequence[str]) -> Sequence[str]:
    gap = next(one for one in item.segments if isinstance(one, Gap) and one.id == part)
    if gap.options or not "".join(words).strip():
        return [word for word in words if word.strip()]
    return [RIGHT if scoring.is_right_gap(versions, part, words[0]) else OTHER]


def _kind(versions: Sequence[Item], response: Response, variant: int) -> str:
    """What kind of typed answer it is; the same order of questions as feedback asks them in."""
    item = versions[0]
    typed = next(iter(_text(response, "value") or _text(response, "text")), "")
    if not typed.strip():
        return NONE
    if scoring.share(versions, response, variant=variant) == scoring.EVERYTHING:
        return RIGHT
    foreseen = _foreseen(item, versions, typed, variant)
    return next((f"{MISTAKE}{number}" for number, fits in enumerate(foreseen, start=1) if fits), OTHER)


def _foreseen(item: Item, versions: Sequence[Item], typed: str, variant: int) -> Iterable[bool]:
    if isinstance(item, NumericItem):
        units = scoring.units_of(versions)
        return (
            scoring.is_within(one.value, one.tolerance, typed, units)
            for one in item.variants[variant].misconceptions
        )
    if isinstance(item, ShortTextItem):
        return (
            texts.is_same(typed, one.text, fold_diacritics=item.fold_diacritics) for one in item.near_misses
        )
    return ()


def _list(value: object) -> Sequence[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _text(value: object, name: str) -> Sequence[str]:
    found = value.get(name) if isinstance(value, Mapping) else None
    return [found] if isinstance(found, str) else []
