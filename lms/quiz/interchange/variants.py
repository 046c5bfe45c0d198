"""Numeric items for systems that do not know our tables of parameters: a question for each row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lms.content.item_rendering.typed import filled
from lms.content.item_sources import NumericSource, Passage, ValueSource
from lms.content.quiz_numeric import parameter_sets, work_out
from lms.quiz.interchange.building import written

_DIGITS = Decimal("0.0000000001")


@dataclass(frozen=True, slots=True)
class Plain:
    """A value worked out, as text without exponent."""

    value: str
    tolerance: str
    feedback: Passage | None


def variants_of(item: NumericSource, language: str) -> Iterator[NumericSource]:
    """The item once for each row of its table, with the numbers filled in."""
    if item.parameters is None:
        yield item
        return
    for number, values in enumerate(parameter_sets(item), 1):
        yield replace(
            item,
            id=f"{item.id}-{number}",
            prompt=filled(item.prompt, values, language),
            answer=_worked(item.answer, values, item.answer.feedback),
            misconceptions=tuple(
                _worked(wrong, values, wrong.feedback and filled(wrong.feedback, values, language))
                for wrong in item.misconceptions
            ),
            parameters=None,
        )


def _worked(source: ValueSource, values: dict[str, Decimal], feedback: Passage | None) -> ValueSource:
    worked = work_out(source, values)
    return replace(
        source,
        value=_short(worked.value),
        is_formula=False,
        tolerance=Decimal(_short(worked.tolerance)),
        is_percent=False,
        feedback=feedback,
    )


def plain_values(item: NumericSource) -> list[Plain]:
    """The right value and the foreseen wrong ones of an item without parameters."""
    found = []
    for source in (item.answer, *item.misconceptions):
        worked = work_out(source, {})
        found.append(Plain(_short(worked.value), _short(worked.tolerance), source.feedback))
    return found


def _short(number: Decimal) -> str:
    """With ten decimals at most."""
    exact = -int(number.as_tuple().exponent) <= 10
    return written(number if exact else number.quantize(_DIGITS).normalize())
