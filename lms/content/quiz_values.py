"""What stands behind `=` and `!=`: a number, or a word or two, and what is foreseen to be typed instead."""

from collections.abc import Sequence

from lms.content.item_sources import NearMissSource, NumericSource, ShortTextSource
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, split_texts, want_feedback, want_words
from lms.content.quiz_lines import Answer, RawItem
from lms.content.quiz_numeric import EXAMPLE, check_numeric, read_table, read_value


def read_numeric(common: Common, raw: RawItem, notes: Notes) -> NumericSource | None:
    """A number; None where its values or its table cannot be read."""
    table = read_table(raw.table, notes)
    right = [answer for answer in raw.answers if answer.mark == "="]
    wrong = [answer for answer in raw.answers if answer.mark == "!="]
    if not right:
        notes.error(common.line, 1, "quiz-no-right-answer", "no right value is given with =", EXAMPLE)
    if len(right) > 1:
        message = "a numeric item has one right value; write one = line with a tolerance"
        notes.error(right[1].line, 1, "quiz-several-right-answers", message, EXAMPLE)
    values = [read_value(answer, notes) for answer in (*right[:1], *wrong)]
    if not right or any(value is None for value in values) or (raw.table and table is None):
        return None
    answer, *misconceptions = [value for value in values if value is not None]
    item = NumericSource(
        **base_of(ItemType.NUMERIC, common, raw),
        answer=answer,
        misconceptions=tuple(misconceptions),
        parameters=table,
    )
    check_numeric(item, notes)
    want_words(common, raw, answer.feedback, notes)
    for given in wrong:
        want_feedback(given.feedback, given.passage, "foreseen value", notes)
    return item


def read_short_text(common: Common, raw: RawItem, notes: Notes) -> ShortTextSource:
    """A word or two."""
    _refuse_table(raw, notes)
    right = [answer for answer in raw.answers if answer.mark == "="]
    answers = [text for answer in right for text in split_texts(answer.passage.text)]
    wrong = [answer for answer in raw.answers if answer.mark == "!="]
    if not answers:
        message = "no accepted answer is given with ="
        notes.error(common.line, 1, "quiz-no-right-answer", message, "= quintuple | five-fold")
    misses = [
        NearMissSource(text=text, feedback=answer.feedback, line=answer.line)
        for answer in wrong
        for text in split_texts(answer.passage.text)
    ]
    _check_words(answers, misses, right, notes)
    feedback = next((answer.feedback for answer in right if answer.feedback), None)
    want_words(common, raw, feedback, notes)
    for given in wrong:
        want_feedback(given.feedback, given.passage, "foreseen answer", notes)
    return ShortTextSource(
        **base_of(ItemType.SHORT_TEXT, common, raw),
        answers=tuple(dict.fromkeys(answers)),
        near_misses=tuple(misses),
        fold_diacritics=common.fold_diacritics,
        feedback=feedback,
    )


def _check_words(
    answers: Sequence[str], misses: Sequence[NearMissSource], right: Sequence[Answer], notes: Notes
) -> None:
    for answer in right:
        if not split_texts(answer.passage.text):
            notes.error(answer.line, answer.column, "quiz-empty-text", "this answer has no text")
    seen = {answer.casefold() for answer in answers}
    for miss in misses:
        if miss.text.casefold() in seen:
            message = f"“{miss.text}” is listed already"
            notes.error(miss.line, 1, "quiz-same-text", message)
        seen.add(miss.text.casefold())


def _refuse_table(raw: RawItem, notes: Notes) -> None:
    if raw.table:
        message = "a table of parameters belongs to a numeric item; in a prompt, put tables above the answers"
        notes.error(raw.table[0].number, 1, "quiz-table-form", message)
