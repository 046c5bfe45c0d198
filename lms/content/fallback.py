"""What stands in a translation for the items that are not translated: those of the source language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lms.content.items import Case, Item
from lms.content.outline import LessonPart, QuizPart


def with_missing_items(
    parts: Sequence[LessonPart], source_parts: Sequence[LessonPart]
) -> tuple[LessonPart, ...]:
    """The parts of a translation with the items it lacks, each beside those it stands with in the source.

    Every language then has the same self-checks, so what counts as done is the same in each.
    """
    own = tuple(_items(parts))
    groups = [items_in(own, part.items) for part in source_parts if isinstance(part, QuizPart)]
    lacking = {item.id for group in groups for item in group} - {item.id for item in own}
    filled = tuple(_filled(part, groups, lacking) for part in parts)
    alone = (tuple(item for item in group if item.id in lacking) for group in groups)
    return (*filled, *(QuizPart(items=items) for items in alone if items))


def items_in(translated: Iterable[Item], source: Iterable[Item]) -> tuple[Item, ...]:
    """The items of the source, each translated where it is, below the translated text of its case."""
    own = {item.id: item for item in translated}
    cases = {item.case.id: item.case for item in own.values() if item.case}
    return tuple(own.get(item.id) or _below(item, cases) for item in source)


def _below(item: Item, cases: Mapping[str, Case]) -> Item:
    return replace(item, case=cases.get(item.case.id, item.case)) if item.case else item


def _items(parts: Sequence[LessonPart]) -> Iterator[Item]:
    for part in parts:
        if isinstance(part, QuizPart):
            yield from part.items


def _filled(part: LessonPart, groups: Sequence[tuple[Item, ...]], lacking: set[str]) -> LessonPart:
    """The part with what it lacks of the group its first item belongs to; takes those out of `lacking`."""
    if not isinstance(part, QuizPart) or not part.items:
        return part
    group = next((group for group in groups if any(item.id == part.items[0].id for item in group)), ())
    own = {item.id: item for item in part.items}
    ordered = [own.pop(item.id, item) for item in group if item.id in own or item.id in lacking]
    lacking.difference_update(item.id for item in ordered)
    return replace(part, items=(*ordered, *own.values()))
