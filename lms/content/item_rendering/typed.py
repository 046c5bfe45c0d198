"""What becomes of numbers, with their sets of parameters, and of words to type."""

from collections.abc import Mapping
from decimal import Decimal

from lms.content.item_rendering.base import PassageRenderer, base_of, inline_of
from lms.content.item_sources import NumericSource, Passage, ShortTextSource, ValueSource
from lms.content.items import Misconception, NearMiss, NumericItem, NumericVariant, ShortTextItem
from lms.content.quiz_numeric import PLACE, parameter_sets, work_out
from lms.content.written_numbers import format_number


def render_numeric(item: NumericSource, render: PassageRenderer) -> NumericItem:
    """A number, in a variant for each set of parameters."""
    return NumericItem(
        **base_of(item, render),
        variants=tuple(_variant(item, values, render) for values in parameter_sets(item)),
        unit=item.answer.unit,
        feedback_html=inline_of(item.answer.feedback, render),
    )


def _variant(item: NumericSource, values: Mapping[str, Decimal], render: PassageRenderer) -> NumericVariant:
    answer = work_out(item.answer, values)
    return NumericVariant(
        prompt_html=render.block(filled(item.prompt, values, render.language)),
        answer=answer.value,
        tolerance=answer.tolerance,
        misconceptions=tuple(_misconception(source, values, render) for source in item.misconceptions),
    )


def _misconception(
    source: ValueSource, values: Mapping[str, Decimal], render: PassageRenderer
) -> Misconception:
    worked = work_out(source, values)
    feedback = filled(source.feedback or Passage(""), values, render.language)
    return Misconception(
        value=worked.value,
        tolerance=worked.tolerance,
        feedback_html=render.inline(feedback) if feedback.text else "",
    )


def filled(passage: Passage, values: Mapping[str, Decimal], language: str) -> Passage:
    """The passage with `{name}` replaced by the value, outside formulas and code."""
    texts = {name: format_number(value, language) for name, value in values.items()}
    text = PLACE.sub(lambda m: m["skip"] or texts.get(m["name"].strip(), m[0]), passage.text)
    return Passage(text, passage.line, passage.column)


def render_short_text(item: ShortTextSource, render: PassageRenderer) -> ShortTextItem:
    """A word or two."""
    return ShortTextItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        answers=item.answers,
        near_misses=tuple(
            NearMiss(text=miss.text, feedback_html=inline_of(miss.feedback, render) or "")
            for miss in item.near_misses
        ),
        fold_diacritics=item.fold_diacritics,
        feedback_html=inline_of(item.feedback, render),
    )
