"""What the answer lines of an item mean: its options, accepted texts, pairs, entries or gaps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.content.item_sources import (
    OPTION_IDS,
    ChoiceSource,
    ClozeSource,
    GapSource,
    ItemSource,
    MatchingSource,
    NearMissSource,
    NumericSource,
    OptionSource,
    OrderingSource,
    PairSource,
    Passage,
    ShortTextSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes
from lms.content.quiz_lines import EXAMPLES, GAP, Answer, AnswerKind, RawItem
from lms.content.quiz_numeric import EXAMPLE, check_numeric, read_table, read_value

_ARROW = re.compile(r"(?:^|\s)->(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What was read from an item's heading, ready to be put into its source object."""

    id: str
    line: int
    learning_outcome: str | None
    points: Decimal
    scoring: ChoiceScoring
    shuffle: bool
    fold_diacritics: bool


def build_item(kind: ItemType, common: Common, raw: RawItem, notes: Notes) -> ItemSource | None:
    """The item, or None where its answers cannot be read; notes what is wrong."""
    if not raw.prompt.text.strip():
        notes.error(common.line, 1, "quiz-no-prompt", "the question itself is missing above the answers")
        return None
    match kind:
        case ItemType.SINGLE_CHOICE | ItemType.TRUE_FALSE | ItemType.MULTIPLE_CHOICE:
            return _choice(kind, common, raw, notes)
        case ItemType.NUMERIC:
            return _numeric(common, raw, notes)
        case ItemType.SHORT_TEXT:
            return _short_text(common, raw, notes)
        case ItemType.MATCHING:
            return _matching(common, raw, notes)
        case ItemType.ORDERING:
            return _ordering(common, raw, notes)
        case ItemType.CLOZE:
            return _cloze(common, raw, notes)


def _choice(kind: ItemType, common: Common, raw: RawItem, notes: Notes) -> ItemSource:
    options = tuple(
        OptionSource(text=answer.passage, is_correct="x" in answer.mark.lower(), feedback=answer.feedback)
        for answer in raw.answers
    )
    _check_options(kind, common, options, notes)
    return ChoiceSource(
        id=common.id,
        type=kind,
        prompt=raw.prompt,
        learning_outcome=common.learning_outcome,
        points=common.points,
        hint=raw.hint,
        explanation=raw.explanation,
        line=common.line,
        options=options,
        scoring=common.scoring,
        shuffle=common.shuffle,
    )


def _check_options(kind: ItemType, common: Common, options: Sequence[OptionSource], notes: Notes) -> None:
    example = EXAMPLES[AnswerKind.MANY if kind is ItemType.MULTIPLE_CHOICE else AnswerKind.ONE]
    right = sum(option.is_correct for option in options)
    if right == 0:
        notes.error(
            common.line, 1, "quiz-no-right-answer", "no option is marked as right with (x) or [x]", example
        )
    if right > 1 and kind is not ItemType.MULTIPLE_CHOICE:
        message = f"{right} options are marked as right, but one can be picked; use [ ] and [x] for several"
        notes.error(common.line, 1, "quiz-several-right-answers", message, EXAMPLES[AnswerKind.MANY])
    if not 2 <= len(options) <= len(OPTION_IDS):
        message = f"a choice has 2 to {len(OPTION_IDS)} options, not {len(options)}"
        notes.error(common.line, 1, "quiz-option-count", message, example)
    if kind is ItemType.TRUE_FALSE and len(options) != 2:
        message = f"a true/false item has two options, not {len(options)}"
        notes.error(common.line, 1, "quiz-option-count", message, "( ) True\n(x) False")
    _check_texts([option.text for option in options], "option", notes)
    for option in options:
        _want_feedback(option.feedback, option.text, "option", notes)


def _check_texts(passages: Sequence[Passage], what: str, notes: Notes) -> None:
    """Note empty texts and texts that stand there twice."""
    seen: dict[str, int] = {}
    for passage in passages:
        text = " ".join(passage.text.split())
        if not text:
            notes.error(passage.line, passage.column, "quiz-empty-text", f"this {what} has no text")
        elif text.casefold() in seen:
            message = f"this {what} has the same text as the one in line {seen[text.casefold()]}"
            notes.error(passage.line, passage.column, "quiz-same-text", message)
        else:
            seen[text.casefold()] = passage.line


def _want_feedback(feedback: Passage | None, place: Passage, what: str, notes: Notes) -> None:
    if feedback is None:
        message = f"this {what} has no feedback, so a learner who gives it is told nothing"
        notes.warning(
            place.line, place.column, "quiz-no-feedback", message, "    > Why it is right or wrong."
        )


def _want_words(common: Common, raw: RawItem, feedback: Passage | None, notes: Notes) -> None:
    """An item of these types is explained as a whole."""
    if feedback is None and raw.explanation is None:
        message = "this item has neither feedback nor an explanation"
        notes.warning(common.line, 1, "quiz-no-feedback", message, "> Why the right answer is right.")


def _numeric(common: Common, raw: RawItem, notes: Notes) -> ItemSource | None:
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
        id=common.id,
        type=ItemType.NUMERIC,
        prompt=raw.prompt,
        learning_outcome=common.learning_outcome,
        points=common.points,
        hint=raw.hint,
        explanation=raw.explanation,
        line=common.line,
        answer=answer,
        misconceptions=tuple(misconceptions),
        parameters=table,
    )
    check_numeric(item, notes)
    _want_words(common, raw, answer.feedback, notes)
    for given in wrong:
        _want_feedback(given.feedback, given.passage, "foreseen value", notes)
    return item


def _short_text(common: Common, raw: RawItem, notes: Notes) -> ItemSource:
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
    _want_words(common, raw, feedback, notes)
    for given in wrong:
        _want_feedback(given.feedback, given.passage, "foreseen answer", notes)
    return ShortTextSource(
        id=common.id,
        type=ItemType.SHORT_TEXT,
        prompt=raw.prompt,
        learning_outcome=common.learning_outcome,
        points=common.points,
        hint=raw.hint,
        explanation=raw.explanation,
        line=common.line,
        answers=tuple(dict.fromkeys(answers)),
        near_misses=tuple(misses),
        fold_diacritics=common.fold_diacritics,
        feedback=feedback,
    )


def split_texts(text: str) -> list[str]:
    """`quintuple | five-fold` → its texts."""
    return [part for part in (" ".join(piece.split()) for piece in text.split("|")) if part]


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


def _matching(common: Common, raw: RawItem, notes: Notes) -> ItemSource:
    pairs = tuple(_pair(answer) for answer in raw.answers)
    lefts = [pair.left for pair in pairs if pair.left]
    _check_texts(lefts, "left side", notes)
    used = {pair.right.text.casefold() for pair in pairs if pair.left}
    for pair in pairs:
        _check_pair(pair, used, notes)
    item = MatchingSource(
        id=common.id,
        type=ItemType.MATCHING,
        prompt=raw.prompt,
        learning_outcome=common.learning_outcome,
        points=common.points,
        hint=raw.hint,
        explanation=raw.explanation,
        line=common.line,
        pairs=pairs,
    )
    if len(lefts) < 2 or len(item.rights) < 2:
        message = "a matching item has at least two left sides and two different right sides"
        notes.error(common.line, 1, "quiz-option-count", message, EXAMPLES[AnswerKind.PAIR])
    return item


def _pair(answer: Answer) -> PairSource:
    text = answer.passage.text
    arrow = _ARROW.search(text)
    left, right = (text[: arrow.start()], text[arrow.end() :]) if arrow else ("", text)
    column = answer.column + (arrow.end() if arrow else 0)
    return PairSource(
        left=Passage(left.strip(), answer.line, answer.column) if left.strip() else None,
        right=Passage(right.strip(), answer.line, column),
        feedback=answer.feedback,
    )


def _check_pair(pair: PairSource, used: set[str], notes: Notes) -> None:
    if not pair.right.text:
        notes.error(pair.right.line, pair.right.column, "quiz-empty-text", "this right side has no text")
    if pair.left is None and pair.right.text.casefold() in used:
        message = "this distractor is also the right side of a pair"
        notes.error(pair.right.line, pair.right.column, "quiz-same-text", message)
    if pair.left is not None:
        _want_feedback(pair.feedback, pair.left, "pair", notes)


def _ordering(common: Common, raw: RawItem, notes: Notes) -> ItemSource:
    entries = tuple(answer.passage for answer in raw.answers)
    if not 2 <= len(entries) <= len(OPTION_IDS):
        message = f"an ordering has 2 to {len(OPTION_IDS)} entries, not {len(entries)}"
        notes.error(common.line, 1, "quiz-option-count", message, EXAMPLES[AnswerKind.ENTRY])
    _check_texts(entries, "entry", notes)
    for place, answer in enumerate(raw.answers, 1):
        if answer.mark != f"{place}.":
            message = f"entries are numbered in the right order; this is number {place}"
            notes.error(answer.line, 1, "quiz-entry-number", message, f"{place}. {answer.passage.text}")
        if answer.feedback is not None:
            message = "an ordering is explained as a whole: write > at the start of a line after the entries"
            notes.error(answer.feedback.line, 1, "quiz-feedback-not-here", message)
    _want_words(common, raw, None, notes)
    return OrderingSource(
        id=common.id,
        type=ItemType.ORDERING,
        prompt=raw.prompt,
        learning_outcome=common.learning_outcome,
        points=common.points,
        hint=raw.hint,
        explanation=raw.explanation,
        line=common.line,
        entries=entries,
    )


def _cloze(common: Common, raw: RawItem, notes: Notes) -> ItemSource:
    gaps = []
    for match in GAP.finditer(raw.prompt.text):
        if match["skip"] is None:
            line = raw.prompt.line + raw.prompt.text.count("\n", 0, match.start())
            gaps.append(_gap(match["inner"], line, notes))
    rest = GAP.sub("", raw.prompt.text)
    if "{{" in rest or "}}" in rest or not gaps:
        message = "a gap is written on one line, between {{ and }}"
        notes.error(raw.prompt.line, 1, "quiz-gap-form", message, EXAMPLES[AnswerKind.GAPS])
    _want_words(common, raw, raw.feedback, notes)
    return ClozeSource(
        id=common.id,
        type=ItemType.CLOZE,
        prompt=raw.prompt,
        learning_outcome=common.learning_outcome,
        points=common.points,
        hint=raw.hint,
        explanation=raw.explanation,
        line=common.line,
        gaps=tuple(gaps),
        fold_diacritics=common.fold_diacritics,
        feedback=raw.feedback,
    )


def _gap(inner: str, line: int, notes: Notes) -> GapSource:
    is_choice = inner.strip().startswith("=")
    texts = split_texts(inner.strip().removeprefix("="))
    if not texts:
        notes.error(line, 1, "quiz-gap-form", "this gap has no answer", EXAMPLES[AnswerKind.GAPS])
    if is_choice and len(texts) < 2:
        message = "a drop-down has the right answer first and at least one wrong one"
        notes.error(line, 1, "quiz-gap-form", message, "{{=caution|neglect|zeal}}")
    folded = [text.casefold() for text in texts]
    if len(set(folded)) < len(folded):
        notes.error(line, 1, "quiz-same-text", "the same answer stands in this gap twice")
    return GapSource(answers=tuple(texts), is_choice=is_choice)
