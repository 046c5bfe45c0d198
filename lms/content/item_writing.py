"""How an item is written in a quiz fence: the same form whoever typed it, so that its digest is stable."""

from collections.abc import Iterator

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    OrderingSource,
    ParameterTable,
    Passage,
    ShortTextSource,
    ValueSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.quiz_numeric import looks_like_value

INDENT = "    "


def write_item(item: ItemSource) -> str:
    """The source of an item, without the fence around it."""
    return "\n".join([_heading(item), item.prompt.text, *_extra(item)])


def _heading(item: ItemSource) -> str:
    return " ".join([f"### {item.id}", *(f"[{key}: {value}]" for key, value in _attributes(item))])


def _attributes(item: ItemSource) -> Iterator[tuple[str, str]]:
    if item.learning_outcome:
        yield "outcome", item.learning_outcome
    if item.points != 1:
        yield "points", f"{item.points.normalize():f}"
    if _needs_type(item):
        yield "type", item.type
    if isinstance(item, ChoiceSource):
        if item.scoring is not ChoiceScoring.EXACT:
            yield "scoring", item.scoring
        if item.shuffle != (item.type is not ItemType.TRUE_FALSE):
            yield "shuffle", "yes" if item.shuffle else "no"
    if isinstance(item, ShortTextSource | ClozeSource) and item.fold_diacritics:
        yield "fold", "diacritics"


def _needs_type(item: ItemSource) -> bool:
    if isinstance(item, ShortTextSource):
        return bool(item.answers) and looks_like_value(item.answers[0])
    return item.type is ItemType.TRUE_FALSE


def _extra(item: ItemSource) -> Iterator[str]:
    """What stands below the prompt."""
    if not isinstance(item, ClozeSource):
        yield ""
    yield from _answers(item)
    if item.hint:
        yield from ("? " + line if not n else INDENT + line for n, line in enumerate(_lines(item.hint)))
    if item.explanation:
        yield from _marked("", item.explanation)


def _answers(item: ItemSource) -> Iterator[str]:
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
            for number, entry in enumerate(item.entries, 1):
                yield from _entry(f"{number}.", entry, None)
        case ClozeSource():
            if item.feedback:
                yield from _marked(INDENT, item.feedback)


def _lines(passage: Passage) -> list[str]:
    return passage.text.split("\n")


def _marked(indent: str, passage: Passage) -> Iterator[str]:
    """Lines behind `>`."""
    yield from (f"{indent}> {line}".rstrip() for line in _lines(passage))


def _entry(mark: str, text: Passage, feedback: Passage | None) -> Iterator[str]:
    first, *rest = _lines(text)
    yield f"{mark} {first}".rstrip()
    yield from (INDENT + line for line in rest)
    if feedback:
        yield from _marked(INDENT, feedback)


def _choice(item: ChoiceSource) -> Iterator[str]:
    marks = ("[x]", "[ ]") if item.type is ItemType.MULTIPLE_CHOICE else ("(x)", "( )")
    for option in item.options:
        yield from _entry(marks[0] if option.is_correct else marks[1], option.text, option.feedback)


def _numeric(item: NumericSource) -> Iterator[str]:
    yield from _value("=", item.answer)
    for misconception in item.misconceptions:
        yield from _value("!=", misconception)
    if item.parameters:
        yield from _table(item.parameters)


def _value(mark: str, source: ValueSource) -> Iterator[str]:
    text = f"{{{source.value}}}" if source.is_formula else source.value
    if source.tolerance:
        text += f" ± {source.tolerance.normalize():f}{'%' if source.is_percent else ''}"
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
