"""What another system's answers are in ours: each function says in the draft's changes what it adapted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypedDict

from lms.content.item_sources import (
    ChoiceSource,
    MatchingSource,
    NearMissSource,
    NumericSource,
    OptionSource,
    OrderingSource,
    PairSource,
    Passage,
    ShortTextSource,
    ValueSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.content.quiz_attributes import MAX_POINTS
from lms.quiz.interchange.readings import QuestionLeftError
from lms.quiz.interchange.texts import NOTHING, Rich, as_answer, as_inline, as_line, optional_inline
from lms.quiz.interchange.words import true_and_false

WHOLE = Decimal(100)
_CLOSE = Decimal("0.1")
"""Per cent: other systems write a third with five to seven digits."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What all questions have, gathered before the answers are understood."""

    id: str
    prompt: Passage
    explanation: Passage | None = None
    hint: Passage | None = None
    points: Decimal = Decimal(1)
    changes: list[str] = field(default_factory=list)

    def changed(self, text: str) -> None:
        """Note that something was adapted."""
        if text not in self.changes:
            self.changes.append(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """An answer with the share of the points it earns, in per cent."""

    text: Rich
    percent: Decimal
    feedback: Rich = NOTHING
    tolerance: Decimal = Decimal(0)


class _Base(TypedDict):
    id: str
    type: ItemType
    prompt: Passage
    points: Decimal
    hint: Passage | None
    explanation: Passage | None


def base_of(kind: ItemType, draft: Draft) -> _Base:
    """What every source object is made with."""
    return {
        "id": draft.id,
        "type": kind,
        "prompt": draft.prompt,
        "points": draft.points,
        "hint": draft.hint,
        "explanation": draft.explanation,
    }


def points_of(text: str, changes: list[str]) -> Decimal:
    """Points as other systems write them, within our limits."""
    points = number_in(text)
    if points is None:
        return Decimal(1)
    fitting = min(points.quantize(Decimal("0.01")), Decimal(MAX_POINTS))
    if fitting <= 0:
        changes.append("it has no points there; here it has 1")
        return Decimal(1)
    if fitting != points:
        changes.append(f"{points:f} points became {fitting.normalize():f}")
    return fitting.normalize()


def number_in(text: str) -> Decimal | None:
    """A number of ordinary size; None for anything else."""
    text = text.strip()
    try:
        number = Decimal(text) if text.isascii() and len(text) <= 40 and "_" not in text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and abs(number.adjusted()) < 15 else None


def written(number: Decimal) -> str:
    """A number as it stands in a bank: no exponent, no zeros at its end that say nothing."""
    if number == number.to_integral_value():
        return f"{number.quantize(Decimal(1)):f}"
    return f"{number:f}"


def choice_of(draft: Draft, answers: Sequence[RawAnswer], *, is_single: bool, shuffle: bool) -> ChoiceSource:
    """Single or multiple choice."""
    right = _right_of_single(draft, answers) if is_single else _right_of_several(draft, answers)
    options = tuple(
        OptionSource(
            text=as_inline(answer.text, draft.changes),
            is_correct=number in right,
            feedback=optional_inline(answer.feedback, draft.changes),
        )
        for number, answer in enumerate(answers)
    )
    kind = ItemType.SINGLE_CHOICE if is_single else ItemType.MULTIPLE_CHOICE
    scoring = ChoiceScoring.EXACT if is_single else ChoiceScoring.RIGHT_MINUS_WRONG
    return ChoiceSource(**base_of(kind, draft), options=options, scoring=scoring, shuffle=shuffle)


def _right_of_single(draft: Draft, answers: Sequence[RawAnswer]) -> set[int]:
    best = max((answer.percent for answer in answers), default=Decimal(0))
    right = {number for number, answer in enumerate(answers) if answer.percent == best}
    if best <= 0:
        raise QuestionLeftError("no answer is marked as right")
    if len(right) > 1:
        raise QuestionLeftError("one answer is to be picked, but several are right")
    if best != WHOLE:
        draft.changed(f"the best answer earned {best.normalize():f} %; here it earns all points")
    for answer in answers:
        if 0 < answer.percent < best:
            draft.changed(f"an answer for {answer.percent.normalize():f} % of the points counts as wrong")
        elif answer.percent < 0:
            draft.changed("a wrong answer that costs points earns none here")
    return right


def _right_of_several(draft: Draft, answers: Sequence[RawAnswer]) -> set[int]:
    right = {number for number, answer in enumerate(answers) if answer.percent > 0}
    if not right:
        raise QuestionLeftError("no answer is marked as right")
    share = WHOLE / len(right)
    if any(abs(answers[number].percent - share) > _CLOSE for number in right):
        draft.changed("right answers had different weights; here each earns the same share")
    wrong = [answer.percent for number, answer in enumerate(answers) if number not in right]
    if any(abs(percent + share) > _CLOSE for percent in wrong):
        draft.changed("a wrong pick takes away as much as a right one earns, whatever it cost before")
    return right


def true_false_of(
    draft: Draft, *, is_true: bool, if_true: Rich, if_false: Rich, language: str
) -> ChoiceSource:
    """True or false; the two feedbacks belong to the answers, not to being right."""
    texts = true_and_false(language)
    options = (
        OptionSource(text=texts[0], is_correct=is_true, feedback=optional_inline(if_true, draft.changes)),
        OptionSource(
            text=texts[1], is_correct=not is_true, feedback=optional_inline(if_false, draft.changes)
        ),
    )
    return ChoiceSource(**base_of(ItemType.TRUE_FALSE, draft), options=options, shuffle=False)


def numeric_of(draft: Draft, answers: Sequence[RawAnswer], unit: str | None) -> NumericSource:
    """A number with the wrong values that were foreseen."""
    values = [(answer, number) for answer in answers if (number := _number(draft, answer)) is not None]
    right = [(answer, number) for answer, number in values if answer.percent == WHOLE]
    if not right:
        raise QuestionLeftError("no value is marked as wholly right")
    if len(right) > 1:
        draft.changed("a second right value was left out: here one value is right, with its tolerance")
    (first, value), *_ = right
    wrong: list[ValueSource] = []
    for answer, number in values:
        if answer.percent == WHOLE:
            continue
        if answer.percent:
            draft.changed(f"a value for {answer.percent.normalize():f} % of the points counts as wrong")
        if abs(number - value) <= answer.tolerance + first.tolerance:
            draft.changed(f"the value {written(number)} was left out: it overlaps with the right one")
        else:
            wrong.append(_value(draft, answer, number, None))
    return NumericSource(
        **base_of(ItemType.NUMERIC, draft),
        answer=_value(draft, first, value, unit),
        misconceptions=tuple(wrong),
    )


def _number(draft: Draft, answer: RawAnswer) -> Decimal | None:
    text = answer.text.text.strip()
    if text == "*":
        draft.changed("feedback to any other value was left out: here each foreseen value has its own")
        return None
    number = number_in(text)
    if number is None:
        raise QuestionLeftError(f"“{text[:40]}” is not a number")
    return number


def _value(draft: Draft, answer: RawAnswer, number: Decimal, unit: str | None) -> ValueSource:
    feedback = optional_inline(answer.feedback, draft.changes)
    return ValueSource(
        value=written(number), is_formula=False, tolerance=answer.tolerance, unit=unit, feedback=feedback
    )


def short_text_of(
    draft: Draft, answers: Sequence[RawAnswer], *, counts_case: bool = False
) -> ShortTextSource:
    """A word or two."""
    if counts_case:
        draft.changed("capital letters counted; here they do not")
    right: dict[str, str] = {}
    misses: dict[str, NearMissSource] = {}
    feedbacks: dict[str, Passage] = {}
    for answer in answers:
        text = _accepted(draft, answer)
        feedback = optional_inline(answer.feedback, draft.changes)
        if text is None or text.casefold() in {**right, **misses}:
            continue
        if answer.percent == WHOLE:
            right[text.casefold()] = text
            feedbacks |= {feedback.text: feedback} if feedback else {}
        else:
            if answer.percent:
                draft.changed(f"“{text}” for {answer.percent.normalize():f} % of the points counts as wrong")
            misses[text.casefold()] = NearMissSource(text=text, feedback=feedback)
    if not right:
        raise QuestionLeftError("no answer is marked as wholly right")
    if len(feedbacks) > 1:
        draft.changed("right answers had different feedback; here they share that of the first")
    return ShortTextSource(
        **base_of(ItemType.SHORT_TEXT, draft),
        answers=tuple(right.values()),
        near_misses=tuple(misses.values()),
        feedback=next(iter(feedbacks.values()), None),
    )


def _accepted(draft: Draft, answer: RawAnswer) -> str | None:
    text = as_answer(answer.text, draft.changes)
    if text == "*":
        draft.changed("feedback to any other answer was left out")
        return None
    if "*" in text.replace(r"\*", "") or "|" in text:
        draft.changed(f"the answer “{text[:60]}” was left out: it stands for several, or has a | in it")
        return None
    return text.replace(r"\*", "*") or None


def matching_of(draft: Draft, pairs: Sequence[tuple[Rich, Rich]]) -> MatchingSource:
    """Pairs; without a left side a distractor."""
    found: list[PairSource] = []
    for left, right in pairs:
        side = as_line(right, draft.changes)
        found.append(PairSource(left=as_line(left, draft.changes) if left else None, right=side))
    used = {pair.right.text.casefold() for pair in found if pair.left}
    kept = [pair for pair in found if pair.left or pair.right.text.casefold() not in used]
    return MatchingSource(**base_of(ItemType.MATCHING, draft), pairs=tuple(kept))


def ordering_of(draft: Draft, entries: Sequence[Rich]) -> OrderingSource:
    """A sequence in the right order."""
    texts = tuple(as_inline(entry, draft.changes) for entry in entries)
    return OrderingSource(**base_of(ItemType.ORDERING, draft), entries=texts)
