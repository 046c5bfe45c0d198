"""Items as GIFT; texts stay Markdown, which the format can say."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    EssaySource,
    ItemSource,
    MatchingSource,
    NumericSource,
    Passage,
    ShortTextSource,
)
from lms.content.items import ItemType
from lms.content.quiz_kinds import GAP
from lms.quiz.interchange.nearest import weights_of
from lms.quiz.interchange.variants import Plain, plain_values
from lms.quiz.interchange.words import true_option

_SIGN = re.compile(r"[\\~=#{}:]")
_FORMAT = re.compile(r"\[(?:html|moodle|plain|markdown)\]")
MARKDOWN = "[markdown]"


def write_gift(items: Sequence[ItemSource], category: str) -> bytes:
    """A GIFT file; items that it cannot say must have been replaced by the nearest they can be."""
    parts = [f"$CATEGORY: $course$/top/{' '.join(category.split())}", *map(_question, items)]
    return ("\n\n".join(parts) + "\n").encode()


def sign(text: str) -> str:
    """The text with what means something to GIFT taken literally, on one line."""
    return _SIGN.sub(r"\\\g<0>", text).replace("\n", r"\n")


def _text(passage: Passage | None) -> str:
    if passage is None:
        return ""
    return (MARKDOWN if _FORMAT.match(passage.text) else "") + sign(passage.text)


def _question(item: ItemSource) -> str:
    tag = f" [tag:{item.learning_outcome}]" if item.learning_outcome else ""
    head = f"// [id:{item.id}]{tag}\n::{sign(item.id)}::{MARKDOWN}"
    before, after = _around(item)
    answers = [*_answers(item)]
    if item.explanation:
        answers.append(f"####{_text(item.explanation)}")
    return f"{head}{before}{{{_joined(answers)}}}{after}"


def _joined(answers: list[str]) -> str:
    return answers[0] if len(answers) == 1 else "\n" + "\n".join(answers) + "\n" if answers else ""


def _around(item: ItemSource) -> tuple[str, str]:
    """The question before its answers, and what stands behind a gap."""
    if not isinstance(item, ClozeSource):
        return sign(item.prompt.text), ""
    gap = next(match for match in GAP.finditer(item.prompt.text) if match["skip"] is None)
    return sign(item.prompt.text[: gap.start()]), sign(item.prompt.text[gap.end() :])


def _answers(item: ItemSource) -> Iterator[str]:
    match item:
        case ChoiceSource():
            yield from _choice(item)
        case NumericSource():
            yield from _numeric(item)
        case ShortTextSource():
            yield from (f"={_typed(text)}{_feedback(item.feedback)}" for text in item.answers)
            for miss in item.near_misses:
                yield f"=%0%{_typed(miss.text)}{_feedback(miss.feedback)}"
        case MatchingSource():
            for pair in item.pairs:
                yield f"={_text(pair.left)} -> {_text(pair.right)}"
        case ClozeSource(gaps=(gap, *_)):
            first, *rest = gap.answers
            yield f"={_typed(first)}"
            yield from (f"{'~' if gap.is_choice else '='}{_typed(text)}" for text in rest)
        case EssaySource():
            return
        case _:
            raise ValueError(f"GIFT has no words for {item.type}")


def _typed(text: str) -> str:
    """An answer that is compared: a star stands for itself."""
    return sign(text.replace("*", r"\*"))


def _feedback(passage: Passage | None) -> str:
    return f"#{_text(passage)}" if passage else ""


def _choice(item: ChoiceSource) -> Iterator[str]:
    true = true_option(item.options) if item.type is ItemType.TRUE_FALSE else None
    if true:
        right = next(option for option in item.options if option.is_correct)
        wrong = next(option for option in item.options if not option.is_correct)
        feedback = f"#{_text(wrong.feedback)}#{_text(right.feedback)}"
        yield ("TRUE" if true.is_correct else "FALSE") + feedback.rstrip("#")
        return
    for option, weight in zip(item.options, weights_of(item), strict=True):
        if item.type is ItemType.MULTIPLE_CHOICE:
            mark = f"~%{_percent(weight)}%"
        else:
            mark = "=" if option.is_correct else "~"
        yield f"{mark}{_text(option.text)}{_feedback(option.feedback)}"


def _percent(weight: Decimal) -> str:
    return f"{weight.quantize(Decimal('0.00001')).normalize():f}"


def _numeric(item: NumericSource) -> Iterator[str]:
    values = plain_values(item)
    only = values[0]
    if len(values) == 1 and only.feedback is None:
        yield f"#{_value(only)}"
        return
    yield "#"
    for value in values:
        weight = "" if value is only else "%0%"
        yield f"={weight}{_value(value)}{_feedback(value.feedback)}"


def _value(value: Plain) -> str:
    return f"{value.value}:{value.tolerance}" if value.tolerance != "0" else value.value
