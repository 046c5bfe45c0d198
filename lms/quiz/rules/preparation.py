"""When the preparation test may be taken: once, and only before the first final test."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.content.outline import Module, Preparation
from lms.quiz.rules.attempts import AttemptFact

MINUTES_PER_ITEM = 1


def minutes_needed(preparation: Preparation) -> int:
    """About how long the test takes."""
    return MINUTES_PER_ITEM * preparation.item_count


class PreparationState(StrEnum):
    """How the preparation test stands for one person in one module."""

    NONE = "none"
    """The module has none."""
    OFFERED = "offered"
    UNDER_WAY = "under-way"
    DONE = "done"
    TOO_LATE = "too-late"
    """A final test was begun, or the test was left behind with an earlier stay in the module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationStanding:
    """How it stands, and which attempt to go on with or to look at."""

    state: PreparationState
    attempt_id: str | None = None


def standing_of(
    module: Module, preparations: Sequence[AttemptFact], final_tests: Sequence[AttemptFact]
) -> PreparationStanding:
    """How the preparation test stands, given all attempts of the person in the module at either test."""
    done = next((one for one in preparations if one.submitted_at is not None), None)
    if done is not None:
        return PreparationStanding(state=PreparationState.DONE, attempt_id=done.id)
    open_here = next((one for one in preparations if one.is_of_this_enrolment), None)
    if open_here is not None:
        return PreparationStanding(state=PreparationState.UNDER_WAY, attempt_id=open_here.id)
    if preparations or final_tests:
        return PreparationStanding(state=PreparationState.TOO_LATE)
    is_there = module.preparation is not None and module.is_open
    return PreparationStanding(state=PreparationState.OFFERED if is_there else PreparationState.NONE)
