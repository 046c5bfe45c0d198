"""What counts as a step in a module, and how many participants stand where by it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.learning.rules import STUCK_AFTER


class Step(StrEnum):
    """What counts as a step: somebody did something in a module. Looking at a page is none."""

    JOINED = "joined"
    LESSON_DONE = "lesson-done"
    PLACE_SAVED = "place-saved"
    ANSWER_SAVED = "answer-saved"
    """To a self-check, in a test (noted every ten minutes), or in the draft of an assignment."""
    TEST_HANDED_IN = "test-handed-in"
    WORK_HANDED_IN = "work-handed-in"


def stuck_before(now: datetime) -> datetime:
    """Whose last step lies before this moment is stuck."""
    return now - STUCK_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How many participants of a module stand where."""

    under_way: int = 0
    stuck: int = 0
    waiting: int = 0
    finished: int = 0

    @property
    def total(self) -> int:
        """All participants."""
        return self.under_way + self.stuck + self.waiting + self.finished


def standings_from(*, total: int, going: int, idle: int, waiting: int, waiting_idle: int) -> Standings:
    """Counts of participants as standings: `going` have not completed, `idle` of those did nothing lately.

    Of those who wait for a marker (`waiting`), some did nothing lately either (`waiting_idle`).
    """
    return Standings(
        under_way=going - idle - (waiting - waiting_idle),
        stuck=idle - waiting_idle,
        waiting=waiting,
        finished=total - going,
    )
