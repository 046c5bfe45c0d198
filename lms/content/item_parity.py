"""Where the items of a translation differ from the source in what decides whether an answer is right."""

import re
from collections.abc import Iterable, Iterator

from lms.content.item_sources import (
    OPTION_IDS,
    AreaSource,
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
    OrderingSource,
    ParameterTable,
    Passage,
    PollSource,
    ReflectionSource,
    RowSource,
    ShortTextSource,
    UploadSource,
    ValueSource,
)
from lms.content.problems import Notes
from lms.content.sources import PageSource
from lms.content.written_numbers import plain_number


def check_items(source: PageSource, page: PageSource, notes: Notes) -> None:
    """Note where the items of a translated page differ from the source in what must be the same."""
    originals = {item.id: item for item in source.items}
    seen = set()
    for item in page.items:
        seen.add(item.id)
        original = originals.get(item.id)
        if original is None:
            message = f"the source has no item “{item.id}” here"
            notes.error(item.line, 1, "parity-unknown-item", message)
            continue
        for what, here, there in _differences(item, original):
            message = f"“{item.id}” differs from the source in {what}: {here} here, {there} there"
            notes.error(item.line, 1, "parity-item", message)
    for identifier in originals:
        if identifier not in seen:
            message = f"the item “{identifier}” is not translated; the source language is shown for it"
            notes.warning(1, 1, "parity-missing-item", message)


def _differences(item: ItemSource, original: ItemSource) -> Iterator[tuple[str, object, object]]:
    if item.type is not original.type:
        yield "type", item.type, original.type
        return
    ours, theirs = dict(_same_everywhere(item)), dict(_same_everywhere(original))
    for what, there in theirs.items():
        if ours.get(what) != there:
            yield what, ours.get(what, "none"), there


def _same_everywhere(item: ItemSource) -> Iterator[tuple[str, object]]:
    """What must agree in every language, in words that a message can use."""
    yield "the outcome", item.learning_outcome or "none"
    yield "the points", plain_number(item.points)
    yield "the cost of the hint", f"{plain_number(item.hint_cost * 100)}%"
    yield "the case it belongs to", item.case.id if item.case else "none"
    match item:
        case ChoiceSource() | HotspotSource() | PollSource():
            yield from _same_picks(item)
        case MatchingSource() | OrderingSource() | CategoriseSource() | MatrixSource():
            yield from _same_arrangement(item)
        case NumericSource():
            yield "the right value", _value(item.answer)
            yield "the foreseen values", "; ".join(map(_value, item.misconceptions)) or "none"
            yield "the sets of parameters", _rows(item.parameters)
            yield "having a unit", "yes" if item.answer.unit else "no"
        case ClozeSource():
            yield "the gaps", ", ".join(_gaps(item)) or "none"
        case MarkWordsSource():
            yield "the words", ", ".join("right" if word.is_correct else "wrong" for word in item.words)
        case LikertSource():
            yield "the number of statements", len(item.statements)
            yield "the number of points of the scale", len(item.scale)
        case EssaySource():
            yield "the number of words", f"{item.least_words or ''}-{item.most_words or ''}"
        case UploadSource():
            yield "the number of files", item.most_files
            yield "the size of a file", item.most_megabytes
            yield "the kinds of files", ", ".join(item.endings)
        case ShortTextSource() | ReflectionSource():
            pass


def _same_picks(item: ChoiceSource | HotspotSource | PollSource) -> Iterator[tuple[str, object]]:
    match item:
        case ChoiceSource():
            yield "the number of options", len(item.options)
            yield "the right options", _right(option.is_correct for option in item.options)
            yield "scoring", item.scoring
            yield "shuffle", _yes(item.shuffle)
        case HotspotSource():
            yield "the figure", _file(item.figure)
            yield "the areas", "; ".join(map(_area, item.areas))
            yield "the right areas", _right(area.is_correct for area in item.areas)
            yield "picking several", _yes(item.is_multiple)
            yield "scoring", item.scoring
        case PollSource():
            yield "the number of options", len(item.options)
            yield "picking several", _yes(item.is_multiple)


def _same_arrangement(
    item: MatchingSource | OrderingSource | CategoriseSource | MatrixSource,
) -> Iterator[tuple[str, object]]:
    match item:
        case MatchingSource():
            yield "the pairs", ", ".join(_pairs(item))
            yield "the number of right sides", len(item.rights)
        case OrderingSource():
            yield "the number of entries", len(item.entries)
        case CategoriseSource():
            yield "the categories of the entries", ", ".join(_categories(item))
            yield "the number of categories", len(item.categories)
        case MatrixSource():
            yield "the number of columns", len(item.columns)
            yield "the right columns of the rows", "; ".join(map(_columns, item.rows))
            yield "ticking several", _yes(item.is_multiple)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _right(marks: Iterable[bool]) -> str:
    return ", ".join(letter for letter, mark in zip(OPTION_IDS, marks, strict=False) if mark) or "none"


def _file(figure: Passage) -> str:
    """The file of a figure; its other words are translated."""
    match = re.search(r"\(\s*<?([^\s<>()]*)", figure.text)
    return match[1] if match else "none"


def _area(area: AreaSource) -> str:
    x, y, width, height = (plain_number(n) for n in (area.x, area.y, area.width, area.height))
    return f"@{x},{y} {width}x{height}"


def _categories(item: CategoriseSource) -> Iterator[str]:
    """`1-2`: the first entry belongs to the second category."""
    names = [category.text for category in item.categories]
    entries = (one for one in item.entries if one.entry)
    for number, one in enumerate(entries, 1):
        yield f"{number}-{names.index(one.category.text) + 1}"


def _columns(row: RowSource) -> str:
    return ", ".join(str(place + 1) for place in row.right) or "none"


def _value(source: ValueSource) -> str:
    value = f"{{{source.value}}}" if source.is_formula else source.value
    return f"{value} ± {plain_number(source.tolerance)}{'%' if source.is_percent else ''}"


def _rows(table: ParameterTable | None) -> str:
    """`a, b: 1, 2; 3, 4`."""
    if table is None:
        return "none"
    return f"{', '.join(table.names)}: {'; '.join(', '.join(row) for row in table.rows)}"


def _pairs(item: MatchingSource) -> Iterator[str]:
    rights = [right.text for right in item.rights]
    lefts = (pair for pair in item.pairs if pair.left)
    for number, pair in enumerate(lefts, 1):
        yield f"{number}-{rights.index(pair.right.text) + 1}"


def _gaps(item: ClozeSource) -> Iterator[str]:
    for gap in item.gaps:
        yield f"drop-down of {len(gap.answers)}" if gap.is_choice else "typed"
