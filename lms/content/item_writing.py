"""How an item is written in a quiz fence: the same form whoever typed it, so that its digest is stable."""

from collections.abc import Iterator, Sequence

from lms.content.answer_writing import lines_of, marked, write_answers
from lms.content.item_sources import (
    CaseSource,
    ChoiceSource,
    ClozeSource,
    EssaySource,
    HotspotSource,
    ItemSource,
    MarkWordsSource,
    ShortTextSource,
    UploadSource,
)
from lms.content.item_sources.work import ENDINGS, MOST_FILES, MOST_MEGABYTES
from lms.content.items import HAND_GRADED_TYPES, UNGRADED_TYPES, ChoiceScoring, ItemType
from lms.content.quiz_kinds import SourceLine, kind_of
from lms.content.quiz_numeric import looks_like_value
from lms.content.sources import QuizBlock
from lms.content.written_numbers import plain_number

_SAYS_IT = (ItemType.TRUE_FALSE, *UNGRADED_TYPES, *HAND_GRADED_TYPES)
"""Types that are not known by their answers alone."""
_MAY_SAY_IT = (ItemType.HOTSPOT, ItemType.CATEGORISE, ItemType.MATRIX, ItemType.MARK_WORDS)
"""Types that are known by their answers, if nothing in the question looks like answers of another kind."""


def write_items(items: Sequence[ItemSource]) -> str:
    """The source of the items of a fence, each case with its text above its items."""
    block = QuizBlock(items=tuple(items))
    return "\n\n".join(write_unit(unit) for unit in block.units)


def write_unit(unit: CaseSource | ItemSource) -> str:
    """A case or an item, with quotations where facts are quoted."""
    if isinstance(unit, CaseSource):
        return unit.written or f"### {unit.id} [case]\n{unit.text.text}"
    return unit.written or write_item(unit)


def write_item(item: ItemSource) -> str:
    """The source of an item, without the fence around it."""
    return "\n".join([_heading(item), *_body(item)])


def _heading(item: ItemSource) -> str:
    marks = "####" if item.case else "###"
    return " ".join([f"{marks} {item.id}", *(f"[{key}: {value}]" for key, value in _attributes(item))])


def _attributes(item: ItemSource) -> Iterator[tuple[str, str]]:
    if item.learning_outcome:
        yield "outcome", item.learning_outcome
    if item.points != 1:
        yield "points", plain_number(item.points)
    if _needs_type(item):
        yield "type", item.type
    yield from _own_attributes(item)
    if item.hint_cost:
        yield "hint-cost", f"{plain_number(item.hint_cost * 100)}%"


def _own_attributes(item: ItemSource) -> Iterator[tuple[str, str]]:
    """What only some types have."""
    match item:
        case ChoiceSource():
            if item.scoring is not ChoiceScoring.EXACT:
                yield "scoring", item.scoring
            if item.shuffle != (item.type is not ItemType.TRUE_FALSE):
                yield "shuffle", "yes" if item.shuffle else "no"
        case HotspotSource():
            if item.is_multiple and item.scoring is not ChoiceScoring.PROPORTIONAL:
                yield "scoring", item.scoring
        case ShortTextSource() | ClozeSource():
            if item.fold_diacritics:
                yield "fold", "diacritics"
        case EssaySource() | UploadSource():
            yield from _limits(item)
        case _:
            pass


def _limits(item: EssaySource | UploadSource) -> Iterator[tuple[str, str]]:
    if isinstance(item, EssaySource):
        if item.least_words or item.most_words:
            yield "words", f"{item.least_words or ''}-{item.most_words or ''}"
        return
    if item.most_files != MOST_FILES:
        yield "files", str(item.most_files)
    if item.most_megabytes != MOST_MEGABYTES:
        yield "size", str(item.most_megabytes)
    if item.endings != ENDINGS:
        yield "accept", ", ".join(item.endings)


def _needs_type(item: ItemSource) -> bool:
    if isinstance(item, ShortTextSource):
        return bool(item.answers) and looks_like_value(item.answers[0])
    if item.type in _MAY_SAY_IT:
        lines = [SourceLine(1, line) for text in _body(item) for line in text.split("\n")]
        return kind_of(lines, None) is not kind_of([], item.type)
    return item.type in _SAYS_IT


def _body(item: ItemSource) -> Iterator[str]:
    yield item.prompt.text
    yield from _extra(item)


def _extra(item: ItemSource) -> Iterator[str]:
    """What stands below the prompt."""
    if not isinstance(item, ClozeSource | MarkWordsSource):
        yield ""
    yield from write_answers(item)
    if item.hint:
        yield from (f"? {line}" for line in lines_of(item.hint))
    if item.explanation:
        yield from marked("", item.explanation)
