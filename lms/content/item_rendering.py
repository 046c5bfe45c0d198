"""What becomes of a question as written: the item with its key and its rendered texts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol, TypedDict

from lms.content.item_sources import (
    OPTION_IDS,
    ChoiceSource,
    ClozeSource,
    GapSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    OrderingSource,
    Passage,
    ShortTextSource,
    ValueSource,
)
from lms.content.items import (
    ChoiceItem,
    ClozeItem,
    Gap,
    GapOption,
    Item,
    ItemType,
    MatchingItem,
    MatchLeft,
    MatchRight,
    Misconception,
    NearMiss,
    NumericItem,
    NumericVariant,
    Option,
    OrderingEntry,
    OrderingItem,
    ShortTextItem,
)
from lms.content.quiz_lines import GAP
from lms.content.quiz_numeric import PLACE, parameter_sets, work_out
from lms.content.written_numbers import format_number

GAP_MARK = "\ue000"
"""Stands in a prompt where a gap was, while the prompt is rendered; no file may contain it."""


class PassageRenderer(Protocol):
    """Makes HTML of the passages of one page, in its language."""

    language: str

    def inline(self, passage: Passage) -> str:
        """One line or paragraph, without a paragraph element."""

    def block(self, passage: Passage) -> str:
        """Paragraphs, tables, formulas."""


def render_item(item: ItemSource, render: PassageRenderer) -> Item:
    """The item; raises FormulaError where a formula cannot be worked out."""
    match item:
        case ChoiceSource():
            return _choice(item, render)
        case NumericSource():
            return _numeric(item, render)
        case ShortTextSource():
            return _short_text(item, render)
        case MatchingSource():
            return _matching(item, render)
        case OrderingSource():
            return _ordering(item, render)
        case ClozeSource():
            return _cloze(item, render)


class _BaseFields(TypedDict):
    """The fields of `ItemBase`."""

    id: str
    type: ItemType
    learning_outcome: str | None
    points: Decimal
    hint_html: str | None
    explanation_html: str | None


def _base(item: ItemSource, render: PassageRenderer) -> _BaseFields:
    return {
        "id": item.id,
        "type": item.type,
        "learning_outcome": item.learning_outcome,
        "points": item.points,
        "hint_html": _inline(item.hint, render),
        "explanation_html": _block(item.explanation, render),
    }


def _inline(passage: Passage | None, render: PassageRenderer) -> str | None:
    return None if passage is None else render.inline(passage)


def _block(passage: Passage | None, render: PassageRenderer) -> str | None:
    return None if passage is None else render.block(passage)


def _choice(item: ChoiceSource, render: PassageRenderer) -> ChoiceItem:
    options = tuple(
        Option(
            id=letter,
            html=render.inline(option.text),
            is_correct=option.is_correct,
            feedback_html=_inline(option.feedback, render),
        )
        for letter, option in zip(OPTION_IDS, item.options, strict=False)
    )
    return ChoiceItem(
        **_base(item, render),
        prompt_html=render.block(item.prompt),
        options=options,
        scoring=item.scoring,
        shuffle=item.shuffle,
    )


def _numeric(item: NumericSource, render: PassageRenderer) -> NumericItem:
    return NumericItem(
        **_base(item, render),
        variants=tuple(_variant(item, values, render) for values in parameter_sets(item)),
        unit=item.answer.unit,
        feedback_html=_inline(item.answer.feedback, render),
    )


def _variant(item: NumericSource, values: Mapping[str, Decimal], render: PassageRenderer) -> NumericVariant:
    answer = work_out(item.answer, values)
    return NumericVariant(
        prompt_html=render.block(_filled(item.prompt, values, render.language)),
        answer=answer.value,
        tolerance=answer.tolerance,
        misconceptions=tuple(_misconception(source, values, render) for source in item.misconceptions),
    )


def _misconception(
    source: ValueSource, values: Mapping[str, Decimal], render: PassageRenderer
) -> Misconception:
    worked = work_out(source, values)
    feedback = _filled(source.feedback or Passage(""), values, render.language)
    return Misconception(
        value=worked.value,
        tolerance=worked.tolerance,
        feedback_html=render.inline(feedback) if feedback.text else "",
    )


def _filled(passage: Passage, values: Mapping[str, Decimal], language: str) -> Passage:
    """The passage with `{name}` replaced by the value, outside formulas and code."""
    texts = {name: format_number(value, language) for name, value in values.items()}
    text = PLACE.sub(lambda m: m["skip"] or texts.get(m["name"].strip(), m[0]), passage.text)
    return Passage(text, passage.line, passage.column)


def _short_text(item: ShortTextSource, render: PassageRenderer) -> ShortTextItem:
    return ShortTextItem(
        **_base(item, render),
        prompt_html=render.block(item.prompt),
        answers=item.answers,
        near_misses=tuple(
            NearMiss(text=miss.text, feedback_html=_inline(miss.feedback, render) or "")
            for miss in item.near_misses
        ),
        fold_diacritics=item.fold_diacritics,
        feedback_html=_inline(item.feedback, render),
    )


def _matching(item: MatchingSource, render: PassageRenderer) -> MatchingItem:
    ids = {right.text: f"r{number}" for number, right in enumerate(item.rights, 1)}
    pairs = [(pair.left, pair) for pair in item.pairs if pair.left]
    return MatchingItem(
        **_base(item, render),
        prompt_html=render.block(item.prompt),
        lefts=tuple(
            MatchLeft(
                id=f"l{number}",
                html=render.inline(left),
                right_id=ids[pair.right.text],
                feedback_html=_inline(pair.feedback, render),
            )
            for number, (left, pair) in enumerate(pairs, 1)
        ),
        rights=tuple(MatchRight(id=ids[right.text], html=render.inline(right)) for right in item.rights),
    )


def _ordering(item: OrderingSource, render: PassageRenderer) -> OrderingItem:
    return OrderingItem(
        **_base(item, render),
        prompt_html=render.block(item.prompt),
        entries=tuple(
            OrderingEntry(id=f"o{number}", html=render.inline(entry))
            for number, entry in enumerate(item.entries, 1)
        ),
    )


def _cloze(item: ClozeSource, render: PassageRenderer) -> ClozeItem:
    marked = GAP.sub(lambda m: m["skip"] or GAP_MARK, item.prompt.text)
    pieces = render.block(Passage(marked, item.prompt.line, item.prompt.column)).split(GAP_MARK)
    segments: list[str | Gap] = [pieces[0]]
    for number, (gap, html) in enumerate(zip(item.gaps, pieces[1:], strict=False), 1):
        segments += [_gap(f"g{number}", gap), html]
    return ClozeItem(
        **_base(item, render),
        segments=tuple(segments),
        fold_diacritics=item.fold_diacritics,
        feedback_html=_inline(item.feedback, render),
    )


def _gap(identifier: str, gap: GapSource) -> Gap:
    if not gap.is_choice:
        return Gap(id=identifier, answers=gap.answers)
    options = (
        GapOption(id=letter, text=text, is_correct=letter == OPTION_IDS[0])
        for letter, text in zip(OPTION_IDS, gap.answers, strict=False)
    )
    return Gap(id=identifier, options=tuple(options))
