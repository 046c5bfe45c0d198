"""What counts by decision: recognised prior learning and waived parts, as rules over facts."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lms.content.outline import Component
from lms.learning import rules
from lms.learning.rules import (
    Facts,
    LessonFact,
    RecognisedPart,
    RecognitionFact,
    RecognitionKind,
    RecognitionProblem,
    ResultFact,
    StepKind,
)
from lms.learning.rules.recognition import problem_with
from tests.factories.modules import make_module

EARLY = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
LATE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
MODULE = make_module(lessons=("one", "two"))
NOTHING_DONE = Facts(enrolment_id="e", module_slug="m", edition_digest="d", enrolled_at=EARLY)
PRIOR, WAIVER = RecognitionKind.PRIOR_LEARNING, RecognitionKind.WAIVER


def having(*parts: RecognisedPart, facts: Facts = NOTHING_DONE) -> Facts:
    recognitions = tuple(RecognitionFact(part=part, kind=PRIOR, decided_at=LATE) for part in parts)
    return replace(facts, recognitions=recognitions)


def test_a_recognised_module_is_complete_from_the_day_of_the_decision() -> None:
    facts = having(RecognisedPart.MODULE)
    assert rules.completed_on(MODULE, facts) == LATE
    assert rules.next_step(MODULE, facts).kind is StepKind.SEE_RESULT
    assert rules.minutes_left(MODULE, facts) == 0


def test_a_recognised_part_leaves_the_others_to_do() -> None:
    facts = having(RecognisedPart.LESSONS)
    state = rules.progress(MODULE, facts)
    assert [line.is_done for line in state.requirements] == [True, True, False]
    assert rules.next_step(MODULE, facts).kind is StepKind.TAKE_FINAL_TEST
    read_on = rules.next_step(MODULE, having(RecognisedPart.FINAL_TEST))
    assert read_on.kind is StepKind.READ


def test_what_was_done_here_counts_as_done_here() -> None:
    done = replace(NOTHING_DONE, lessons=(LessonFact(lesson="one", completed_at=EARLY),))
    first, second, _test = rules.progress(MODULE, having(RecognisedPart.LESSONS, facts=done)).requirements
    assert (first.done_at, first.recognition) == (EARLY, None)
    assert second.recognition is not None


def test_a_passed_test_is_not_called_recognised() -> None:
    passed = ResultFact(
        activity=rules.FINAL_TEST,
        score=Decimal(9),
        max_score=Decimal(10),
        is_passed=True,
        recorded_at=EARLY,
    )
    lines = rules.progress(
        MODULE, having(RecognisedPart.MODULE, facts=replace(NOTHING_DONE, results=(passed,)))
    )
    assert lines.requirements[-1].recognition is None


@pytest.mark.parametrize(
    ("part", "kind", "problem"),
    [
        (RecognisedPart.MODULE, PRIOR, None),
        (RecognisedPart.FINAL_TEST, PRIOR, None),
        (RecognisedPart.LESSONS, WAIVER, None),
        (RecognisedPart.MODULE, WAIVER, RecognitionProblem.ASSESSMENT_WAIVED),
        (RecognisedPart.FINAL_TEST, WAIVER, RecognitionProblem.ASSESSMENT_WAIVED),
        (RecognisedPart.ASSIGNMENT, PRIOR, RecognitionProblem.NOT_REQUIRED),
    ],
)
def test_what_shows_ability_is_recognised_and_never_merely_waived(
    part: RecognisedPart, kind: RecognitionKind, problem: RecognitionProblem | None
) -> None:
    assert Component.ASSIGNMENT not in MODULE.completion.components
    assert problem_with(MODULE, part, kind, is_own=False, is_completed=False) is problem


def test_nobody_decides_for_themselves_or_about_what_is_completed() -> None:
    part = RecognisedPart.MODULE
    own = problem_with(MODULE, part, PRIOR, is_own=True, is_completed=False)
    completed = problem_with(MODULE, part, PRIOR, is_own=False, is_completed=True)
    assert (own, completed) == (RecognitionProblem.OWN, RecognitionProblem.COMPLETED)
