"""What counts as progress, completion and a good next step. Pure: facts in, decisions out.

Progress is computed from facts, never kept as a number. Facts are only ever added; so progress never
falls, except by withdrawal or by the learner's own move to a newer edition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from lms.content.outline import Component, Lesson, Module, Prerequisite

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

    def lesson_done_at(self, slug: str) -> datetime | None:
        """When a lesson was marked as done."""
        return next((fact.completed_at for fact in self.lessons if fact.lesson == slug), None)

    def passed_at(self, activity: str) -> datetime | None:
        """When an activity was first passed."""
        moments = [r.recorded_at for r in self.results if r.activity == activity and r.is_passed]
        return min(moments, default=None)

    def best_result(self, activity: str) -> ResultFact | None:
        """The best result of an activity: what counts."""
        results = [result for result in self.results if result.activity == activity]
        return max(results, key=lambda result: (result.is_passed, _share(result)), default=None)


def _share(result: ResultFact) -> Decimal:
    return result.score / result.max_score if result.max_score else Decimal(0)


class RequirementKind(StrEnum):
    """What a line of the list "what counts" is about."""

    LESSON = "lesson"
    SELF_CHECKS = "self-checks"
    FINAL_TEST = "final-test"
    ASSIGNMENT = "assignment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that counts towards completion."""

    kind: RequirementKind
    lesson: str | None
    """Slug of the lesson it is about."""
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        """It is fulfilled."""
        return self.done_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What counts, what of it is done, and what is missing."""

    requirements: tuple[Requirement, ...]

    @property
    def done_count(self) -> int:
        """Requirements fulfilled."""
        return sum(requirement.is_done for requirement in self.requirements)

    @property
    def percent(self) -> int:
        """Share fulfilled, rounded down, so that 100 means all."""
        return 100 * self.done_count // len(self.requirements) if self.requirements else 0

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What is still to do, in order."""
        return tuple(requirement for requirement in self.requirements if not requirement.is_done)

    @property
    def is_complete(self) -> bool:
        """Everything that counts is done."""
        return not self.missing


def progress(module: Module, facts: Facts) -> Progress:
    """The learner's progress in the edition that they are on."""
    required = module.completion.components
    lines: list[Requirement] = []
    for lesson in module.lessons:
        if Component.LESSONS in required:
            done_at = facts.lesson_done_at(lesson.slug)
            lines.append(Requirement(kind=RequirementKind.LESSON, lesson=lesson.slug, done_at=done_at))
        if Component.SELF_CHECKS in required and _has_self_checks(module, lesson):
            done_at = facts.passed_at(self_check_activity(lesson.slug))
            lines.append(Requirement(kind=RequirementKind.SELF_CHECKS, lesson=lesson.slug, done_at=done_at))
    if Component.FINAL_TEST in required:
        done_at = facts.passed_at(FINAL_TEST)
        lines.append(Requirement(kind=RequirementKind.FINAL_TEST, lesson=None, done_at=done_at))
    if Component.ASSIGNMENT in required:
        done_at = facts.passed_at(ASSIGNMENT)
        lines.append(Requirement(kind=RequirementKind.ASSIGNMENT, lesson=None, done_at=done_at))
    return Progress(requirements=tuple(lines))


def _has_self_checks(module: Module, lesson: Lesson) -> bool:
    return bool(module.text(module.source_language).lessons[lesson.slug].items)


def completed_on(module: Module, facts: Facts) -> datetime | None:
    """When the last requirement was fulfilled; None while something is missing."""
    state = progress(module, facts)
    if not state.is_complete or not state.requirements:
        return None
    return max(line.done_at for line in state.requirements if line.done_at is not None)


class StepKind(StrEnum):
    """What to do next in a module."""

    READ = "read"
    TAKE_FINAL_TEST = "take-final-test"
    DO_ASSIGNMENT = "do-assignment"
    SEE_RESULT = "see-result"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one clear next step."""

    kind: StepKind
    lesson: Lesson | None = None
    anchor: str = ""


def next_step(module: Module, facts: Facts) -> NextStep:
    """Where to go on: the place last read if open, else the first open lesson, then test and assignment."""
    if facts.place is not None and facts.lesson_done_at(facts.place.lesson) is None:
        lesson = module.lesson(facts.place.lesson)
        if lesson is not None:
            return NextStep(kind=StepKind.READ, lesson=lesson, anchor=facts.place.anchor)
    for lesson in module.lessons:
        if facts.lesson_done_at(lesson.slug) is None:
            return NextStep(kind=StepKind.READ, lesson=lesson)
    if Component.FINAL_TEST in module.completion.components and facts.passed_at(FINAL_TEST) is None:
        return NextStep(kind=StepKind.TAKE_FINAL_TEST)
    if Component.ASSIGNMENT in module.completion.components and facts.passed_at(ASSIGNMENT) is None:
        return NextStep(kind=StepKind.DO_ASSIGNMENT)
    return NextStep(kind=StepKind.SEE_RESULT)


def minutes_left(module: Module, facts: Facts) -> int:
    """Reading time of the lessons that are not done, in minutes."""
    return sum(lesson.minutes for lesson in module.lessons if facts.lesson_done_at(lesson.slug) is None)


class PrerequisiteState(StrEnum):
    """How a prerequisite stands for one person."""

    MET = "met"
    DECLARABLE = "declarable"
    """Not completed here; a self-declaration is accepted instead."""
    MISSING = "missing"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrerequisiteCheck:
    """One prerequisite and how it stands."""

    prerequisite: Prerequisite
    state: PrerequisiteState


def check_prerequisites(
    module: Module, *, completed: frozenset[str], lessons_done: Mapping[str, int]
) -> tuple[PrerequisiteCheck, ...]:
    """How each prerequisite stands, given completed modules and the count of lessons done per module."""
    return tuple(
        PrerequisiteCheck(prerequisite=one, state=_state_of(one, completed, lessons_done))
        for one in module.prerequisites
    )


def _state_of(one: Prerequisite, completed: frozenset[str], lessons: Mapping[str, int]) -> PrerequisiteState:
    if one.module in completed:
        return PrerequisiteState.MET
    if one.module and one.lessons is not None and lessons.get(one.module, 0) >= one.lessons:
        return PrerequisiteState.MET
    if one.is_recommended:
        return PrerequisiteState.RECOMMENDED
    return PrerequisiteState.DECLARABLE if one.or_declaration else PrerequisiteState.MISSING


def standing_in_the_way(
    checks: tuple[PrerequisiteCheck, ...], declared: frozenset[str]
) -> tuple[PrerequisiteCheck, ...]:
    """What stands in the way of joining: empty when nothing does."""
    return tuple(
        check
        for check in checks
        if check.state is PrerequisiteState.MISSING
        or (check.state is PrerequisiteState.DECLARABLE and check.prerequisite.or_declaration not in declared)
    )
