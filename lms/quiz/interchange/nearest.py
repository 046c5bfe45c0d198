"""Items that a format cannot say, as the nearest ones that it can."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from lms.content.item_sources import (
    CategoriseSource,
    ChoiceSource,
    ClozeSource,
    EssaySource,
    HotspotSource,
    ItemSource,
    LikertSource,
    MarkWordsSource,
    MatchingSource,
    MatrixSource,
    NumericSource,
    OptionSource,
    OrderingSource,
    PairSource,
    Passage,
    PollSource,
    ReflectionSource,
    ShortTextSource,
    UploadSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.quiz_kinds import GAP, WORD
from lms.quiz.interchange.building import WHOLE
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.variants import variants_of
from lms.quiz.interchange.words import true_option

_BLANK = "\\_\\_\\_\\_\\_"


def weights_of(item: ChoiceSource) -> tuple[Decimal, ...]:
    """Per cent for each option, so that right picks and wrong picks of a multiple choice weigh the same."""
    share = WHOLE / max(sum(option.is_correct for option in item.options), 1)
    return tuple(share if option.is_correct else -share for option in item.options)


def nearest(item: ItemSource, form: Format, language: str) -> Iterator[ItemSource]:
    """What is written for an item: itself, something near, several questions, or nothing."""
    item = _without_case(item)
    if form is not Format.AIKEN:
        yield from _nearest(item, form, language)
    elif isinstance(item, ChoiceSource) and item.type is not ItemType.MULTIPLE_CHOICE:
        yield item


def _without_case(item: ItemSource) -> ItemSource:
    """The text of its case above its question."""
    if item.case is None:
        return item
    return replace(item, case=None, prompt=Passage(f"{item.case.text.text}\n\n{item.prompt.text}"))


def _nearest(item: ItemSource, form: Format, language: str) -> Iterator[ItemSource]:
    match item:
        case ChoiceSource(type=ItemType.TRUE_FALSE) if true_option(item.options) is None:
            yield replace(item, type=ItemType.SINGLE_CHOICE)
        case NumericSource():
            yield from variants_of(item, language)
        case OrderingSource() if form is Format.GIFT:
            yield _places(item)
        case ClozeSource() if form is Format.GIFT:
            yield from _one_gap(item)
        case HotspotSource():
            yield _names_of_areas(item)
        case CategoriseSource():
            pairs = [(entry.entry, entry.category) for entry in item.entries]
            yield _matching(item, pairs)
        case MatrixSource(is_multiple=False):
            yield _matching(item, [(row.text, item.columns[row.right[0]]) for row in item.rows])
        case MarkWordsSource():
            yield from _choice_of_words(item)
        case MatrixSource():
            return
        case LikertSource() | PollSource() | ReflectionSource() | EssaySource() | UploadSource():
            yield _essay(item)
        case _:
            yield item


def _matching(item: ItemSource, pairs: Sequence[tuple[Passage | None, Passage]]) -> MatchingSource:
    found = tuple(
        PairSource(left=left and _on_one_line(left), right=_on_one_line(right)) for left, right in pairs
    )
    return MatchingSource(**_like(item, ItemType.MATCHING), pairs=found)


def _on_one_line(passage: Passage) -> Passage:
    return Passage(" ".join(passage.text.split("\n")))


def _names_of_areas(item: HotspotSource) -> ChoiceSource:
    options = tuple(
        OptionSource(text=area.text, is_correct=area.is_correct, feedback=area.feedback)
        for area in item.areas
    )
    kind = ItemType.MULTIPLE_CHOICE if item.is_multiple else ItemType.SINGLE_CHOICE
    return ChoiceSource(**_like(item, kind), options=options, scoring=item.scoring)


def _choice_of_words(item: MarkWordsSource) -> Iterator[ChoiceSource]:
    """The words below the text; where one stands in it twice, nobody could tell which is meant."""
    if len({word.text.casefold() for word in item.words}) < len(item.words):
        return
    text = WORD.sub(lambda match: match["skip"] or " ".join(match["inner"].split()), item.prompt.text)
    options = tuple(OptionSource(text=Passage(word.text), is_correct=word.is_correct) for word in item.words)
    common = _like(item, ItemType.MULTIPLE_CHOICE, Passage(text))
    yield ChoiceSource(**common, options=options, scoring=ChoiceScoring.RIGHT_MINUS_WRONG, shuffle=False)


def _essay(item: ItemSource) -> EssaySource:
    """A question to be answered in writing; what could be picked stands below it as a list."""
    lines: tuple[Passage, ...] = ()
    if isinstance(item, LikertSource):
        lines = (*item.statements, Passage(" | ".join(_on_one_line(word).text for word in item.scale)))
    if isinstance(item, PollSource):
        lines = item.options
    below = "".join(f"\n- {_on_one_line(line).text}" for line in lines)
    prompt = Passage(item.prompt.text + (f"\n{below}" if below else ""))
    limits = (item.least_words, item.most_words) if isinstance(item, EssaySource) else (None, None)
    return EssaySource(**_like(item, ItemType.ESSAY, prompt), least_words=limits[0], most_words=limits[1])


def _places(item: OrderingSource) -> MatchingSource:
    """Each place of the order with its entry."""
    return _matching(item, [(Passage(f"{place}\\."), entry) for place, entry in enumerate(item.entries, 1)])


def _one_gap(item: ClozeSource) -> Iterator[ItemSource]:
    """GIFT knows one gap, and only with words behind it; a gap at the end is asked below the text."""
    if len(item.gaps) > 1:
        return
    place = next(match for match in GAP.finditer(item.prompt.text) if match["skip"] is None)
    if item.prompt.text[place.end() :].strip():
        yield item
        return
    (gap,) = item.gaps
    prompt = Passage(item.prompt.text[: place.start()] + _BLANK)
    if not gap.is_choice:
        yield ShortTextSource(**_like(item, ItemType.SHORT_TEXT, prompt), answers=gap.answers)
        return
    options = tuple(
        OptionSource(text=Passage(text), is_correct=not number) for number, text in enumerate(gap.answers)
    )
    yield ChoiceSource(**_like(item, ItemType.SINGLE_CHOICE, prompt), options=options)


class _Common(TypedDict):
    id: str
    type: ItemType
    prompt: Passage
    learning_outcome: str | None
    points: Decimal
    hint: Passage | None
    explanation: Passage | None


def _like(item: ItemSource, kind: ItemType, prompt: Passage | None = None) -> _Common:
    """What an item of another type takes over."""
    return {
        "id": item.id,
        "type": kind,
        "prompt": prompt or item.prompt,
        "learning_outcome": item.learning_outcome,
        "points": item.points,
        "hint": item.hint,
        "explanation": item.explanation,
    }
