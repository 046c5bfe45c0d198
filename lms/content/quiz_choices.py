"""What the options of a choice mean: one right or several, each with its feedback."""

from collections.abc import Sequence

from lms.content.item_sources import OPTION_IDS, ChoiceSource, OptionSource
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, check_texts, want_feedback
from lms.content.quiz_kinds import EXAMPLES, AnswerKind
from lms.content.quiz_lines import RawItem


def read_choice(kind: ItemType, common: Common, raw: RawItem, notes: Notes) -> ChoiceSource:
    """Single choice, true/false, multiple choice."""
    options = tuple(
        OptionSource(text=answer.passage, is_correct="x" in answer.mark.lower(), feedback=answer.feedback)
        for answer in raw.answers
    )
    _check_options(kind, common, options, notes)
    return ChoiceSource(
        **base_of(kind, common, raw),
        options=options,
        scoring=common.scoring or ChoiceScoring.EXACT,
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
    check_texts([option.text for option in options], "option", notes)
    for option in options:
        want_feedback(option.feedback, option.text, "option", notes)
