"""When the preparation test may be taken, and what sets it apart from the final test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.content.outline import Module, ModuleState, Preparation
from lms.quiz.rules.attempts import AttemptFact
from lms.quiz.rules.grading import grade_attempt
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION, kind_of, plan_of
from lms.quiz.rules.preparation import PreparationState, minutes_needed, standing_of
from tests.factories import quiz as make

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ASKED = Preparation(draw={"X-O1": 2, "X-O2": 2})


def prepared() -> Module:
    return replace(make.module([make.choice()]), preparation=ASKED)


def fact(*, ended: bool = True, here: bool = True) -> AttemptFact:
    return AttemptFact(
        id="attempt",
        number=1,
        is_of_this_enrolment=here,
        started_at=NOW - timedelta(minutes=9),
        deadline_at=None,
        submitted_at=NOW if ended else None,
        is_passed=True if ended else None,
    )


def test_it_is_offered_to_whoever_has_just_joined() -> None:
    assert standing_of(prepared(), [], []).state is PreparationState.OFFERED


def test_a_module_without_one_offers_none() -> None:
    assert standing_of(make.module([]), [], []).state is PreparationState.NONE
    announced = replace(prepared(), state=ModuleState.ANNOUNCED)
    assert standing_of(announced, [], []).state is PreparationState.NONE


def test_one_under_way_is_gone_on_with() -> None:
    standing = standing_of(prepared(), [fact(ended=False)], [])
    assert (standing.state, standing.attempt_id) == (PreparationState.UNDER_WAY, "attempt")


@pytest.mark.parametrize("here", [True, False])
def test_it_is_taken_once_also_by_somebody_who_joins_again(here: bool) -> None:
    standing = standing_of(prepared(), [fact(here=here)], [])
    assert (standing.state, standing.attempt_id) == (PreparationState.DONE, "attempt")


def test_what_was_left_behind_open_is_not_asked_again() -> None:
    assert standing_of(prepared(), [fact(ended=False, here=False)], []).state is PreparationState.TOO_LATE


@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize("here", [True, False])
def test_after_the_first_final_test_was_begun_it_is_too_late(ended: bool, here: bool) -> None:
    assert standing_of(prepared(), [], [fact(ended=ended, here=here)]).state is PreparationState.TOO_LATE


def test_its_result_stays_open_after_the_final_test() -> None:
    assert standing_of(prepared(), [fact()], [fact()]).state is PreparationState.DONE


def test_it_is_about_a_minute_for_each_question() -> None:
    assert minutes_needed(ASKED) == 4


def test_it_has_no_limits_and_cannot_be_failed() -> None:
    plan = plan_of(prepared(), PREPARATION)
    assert plan is not None
    assert (plan.draw, plan.minutes, plan.attempts, plan.pass_percent) == (ASKED.draw, None, 1, 0)
    assert grade_attempt(prepared(), [], PREPARATION).is_passed


def test_only_the_final_test_counts_and_shows_its_questions() -> None:
    assert kind_of(FINAL_TEST).is_reported
    assert kind_of(FINAL_TEST).shows_items
    assert not kind_of(PREPARATION).is_reported
    assert not kind_of(PREPARATION).shows_items


def test_a_module_without_a_test_has_no_plan_for_it() -> None:
    assert plan_of(make.module([]), PREPARATION) is None
