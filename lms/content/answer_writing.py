"""How the answers of a question are written below it, each with its feedback."""

from collections.abc import Iterator

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
    OrderingSource,
    ParameterTable,
    Passage,
    PollSource,
    ReflectionSource,
    ShortTextSource,
    UploadSource,
    ValueSource,
)
from lms.content.items import ItemType
from lms.content.written_numbers import plain_number

INDENT = "    "


def write_answers(item: ItemSource) -> Iterator[str]:
    """The lines below the question, but for hint and explanation."""
    match item:
        case ChoiceSource():
            yield from _choice(item)
        case NumericSource():
            yield from _numeric(item)
        case ShortTextSource():
            yield from _short_text(item)
        case MatchingSource():
            yield from _matching(item)
        case OrderingSource():
            yield from _ordering(item)
        case HotspotSource():
            yield from _hotspot(item)
        case CategoriseSource():
            yield from _categories(item)
        case MatrixSource():
            yield from _matrix(item)
        case LikertSource():
            yield from _likert(item)
        case PollSource():
            yield from _poll(item)
        case ClozeSource() | MarkWordsSource():
            if item.feedback:
                yield from marked(INDENT, item.feedback)
        case ReflectionSource() | EssaySource() | UploadSource():
            pass


def lines_of(passage: Passage) -> list[str]:
    """The lines of a text."""
    return passage.text.split("\n")


def marked(indent: str, passage: Passage) -> Iterator[str]:
    """Lines behind `>`."""
    yield from (f"{indent}> {line}".rstrip() for line in lines_of(passage))


def _entry(mark: str, text: Passage, feedback: Passage | None) -> Iterator[str]:
    first, *rest = lines_of(text)
    yield f"{mark} {first}".rstrip()
    yield from (INDENT + line for line in rest)
    if feedback:
        yield from marked(INDENT, feedback)


def _marks(*, is_multiple: bool) -> tuple[str, str]:
    """How a right answer is marked, and how a wrong one."""
    return ("[x]", "[ ]") if is_multiple else ("(x)", "( )")


def _choice(item: ChoiceSource) -> Iterator[str]:
    right, wrong = _marks(is_multiple=item.type is ItemType.MULTIPLE_CHOICE)
    for option in item.options:
        yield from _entry(right if option.is_correct else wrong, option.text, option.feedback)


def _hotspot(item: HotspotSource) -> Iterator[str]:
    yield item.figure.text
    yield ""
    right, wrong = _marks(is_multiple=item.is_multiple)
    for area in item.areas:
        x, y, width, height = (plain_number(n) for n in (area.x, area.y, area.width, area.height))
        text = Passage(f"@{x},{y} {width}x{height} {area.text.text}")
        yield from _entry(right if area.is_correct else wrong, text, area.feedback)


def _numeric(item: NumericSource) -> Iterator[str]:
    yield from _value("=", item.answer)
    for misconception in item.misconceptions:
        yield from _value("!=", misconception)
    if item.parameters:
        yield from _table(item.parameters)


def _value(mark: str, source: ValueSource) -> Iterator[str]:
    text = f"{{{source.value}}}" if source.is_formula else source.value
    if source.tolerance:
        text += f" ± {plain_number(source.tolerance)}{'%' if source.is_percent else ''}"
    if source.unit:
        text += f" {source.unit}"
    yield from _entry(mark, Passage(text), source.feedback)


def _table(table: ParameterTable) -> Iterator[str]:
    yield f"| {' | '.join(table.names)} |"
    yield f"|{'|'.join('---' for _ in table.names)}|"
    for row in table.rows:
        yield f"| {' | '.join(row)} |"


def _short_text(item: ShortTextSource) -> Iterator[str]:
    if item.answers:
        yield from _entry("=", Passage(" | ".join(item.answers)), item.feedback)
    for miss in item.near_misses:
        yield from _entry("!=", Passage(miss.text), miss.feedback)


def _matching(item: MatchingSource) -> Iterator[str]:
    for pair in item.pairs:
        left = f"{pair.left.text} " if pair.left else ""
        yield from _entry("-", Passage(f"{left}-> {pair.right.text}"), pair.feedback)


def _ordering(item: OrderingSource) -> Iterator[str]:
    for number, entry in enumerate(item.entries, 1):
        yield from _entry(f"{number}.", entry, None)


def _categories(item: CategoriseSource) -> Iterator[str]:
    for one in item.entries:
        entry = f"{one.entry.text} " if one.entry else ""
        yield from _entry("-", Passage(f"{entry}=> {one.category.text}"), one.feedback)


def _matrix(item: MatrixSource) -> Iterator[str]:
    yield f"| | {' | '.join(column.text for column in item.columns)} |"
    yield f"|{'|'.join('---' for _ in range(len(item.columns) + 1))}|"
    right, wrong = _marks(is_multiple=item.is_multiple)
    for row in item.rows:
        cells = (right if place in row.right else wrong for place in range(len(item.columns)))
        yield from _entry("|", Passage(f"{row.text.text} | {' | '.join(cells)} |"), row.feedback)


def _likert(item: LikertSource) -> Iterator[str]:
    yield f"scale: {' | '.join(point.text for point in item.scale)}"
    for statement in item.statements:
        yield from _entry("-", statement, None)


def _poll(item: PollSource) -> Iterator[str]:
    _, mark = _marks(is_multiple=item.is_multiple)
    for option in item.options:
        yield from _entry(mark, option, None)
