"""What is known of one person in one module: facts, only ever added. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from lms.content.outline import Component
from lms.learning.rules.recognition import RecognitionFact

FINAL_TEST = "final-test"
"""The activity name under which the final test reports its results."""

ASSIGNMENT = "assignment"
"""The activity name under which a graded assignment reports its result."""


def self_check_activity(lesson_slug: str) -> str:
    """The activity name under which the self-checks of a lesson report that all were answered."""
    return f"self-checks:{lesson_slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFact:
    """A lesson was marked as done."""

    lesson: str
    completed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFact:
    """An activity reported a result."""

    activity: str
    score: Decimal
    max_score: Decimal
    is_passed: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact:
    """Where the learner last was."""

    lesson: str
    anchor: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of one enrolment."""

    enrolment_id: str
    module_slug: str
    edition_digest: str
    enrolled_at: datetime
    lessons: tuple[LessonFact, ...] = ()
    results: tuple[ResultFact, ...] = ()
    place: PlaceFact | None = None
    completed_at: datetime | None = None
    recognitions: tuple[RecognitionFact, ...] = ()
    """What counts by decision."""

    def recognition_of(self, component: Component) -> RecognitionFact | None:
        """The first decision that makes a component count."""
        found = [one for one in self.recognitions if one.covers(component)]
        return min(found, key=lambda one: one.decided_at, default=None)

    def lesson_done_at(self, slug: str) -> datetime | None:
        """When a lesson was marked as done."""
        return next((fact.completed_at for fact in self.lessons if fact.lesson == slug), None)

    def passed_at(self, activity: str) -> datetime | None:
        """When an activity was first passed."""
        moments = [r.recorded_at for r in self.results if r.activity == activity and r.is_passed]
        return min(moments, default=None)

    def since(self, moment: datetime) -> "Facts":
        """The same, without the final tests before that moment: what counts when a module is renewed."""
        counting = (r for r in self.results if r.activity != FINAL_TEST or r.recorded_at >= moment)
        return replace(self, results=tuple(counting))

    def best_result(self, activity: str) -> ResultFact | None:
        """The best result of an activity: what counts."""
        results = [result for result in self.results if result.activity == activity]
        return max(results, key=lambda result: (result.is_passed, _share(result)), default=None)


def _share(result: ResultFact) -> Decimal:
    return result.score / result.max_score if result.max_score else Decimal(0)
