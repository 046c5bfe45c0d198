"""What counts as progress and completion: computed from facts, never kept as a number. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.content.outline import Component, Lesson, Module
from lms.learning.rules.facts import ASSIGNMENT, FINAL_TEST, Facts, self_check_activity
from lms.learning.rules.recognition import RecognitionFact


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
    recognition: RecognitionFact | None = None
    """The decision that it counts by, where it was not done here."""

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


_COMPONENTS = {
    RequirementKind.LESSON: Component.LESSONS,
    RequirementKind.SELF_CHECKS: Component.SELF_CHECKS,
    RequirementKind.FINAL_TEST: Component.FINAL_TEST,
    RequirementKind.ASSIGNMENT: Component.ASSIGNMENT,
}


def progress(module: Module, facts: Facts) -> Progress:
    """The learner's progress in the edition that they are on."""
    lines: list[Requirement] = []
    for lesson in module.lessons:
        lines.append(_line(RequirementKind.LESSON, facts, facts.lesson_done_at(lesson.slug), lesson))
        if _has_self_checks(module, lesson):
            done_at = facts.passed_at(self_check_activity(lesson.slug))
            lines.append(_line(RequirementKind.SELF_CHECKS, facts, done_at, lesson))
    lines.append(_line(RequirementKind.FINAL_TEST, facts, facts.passed_at(FINAL_TEST)))
    lines.append(_line(RequirementKind.ASSIGNMENT, facts, facts.passed_at(ASSIGNMENT)))
    required = module.completion.components
    return Progress(requirements=tuple(line for line in lines if _COMPONENTS[line.kind] in required))


def _line(
    kind: RequirementKind, facts: Facts, done_at: datetime | None, lesson: Lesson | None = None
) -> Requirement:
    """What was done here counts as done here; only what was not may count by decision."""
    recognition = facts.recognition_of(_COMPONENTS[kind]) if done_at is None else None
    return Requirement(
        kind=kind,
        lesson=lesson.slug if lesson else None,
        done_at=recognition.decided_at if recognition else done_at,
        recognition=recognition,
    )


def _has_self_checks(module: Module, lesson: Lesson) -> bool:
    return bool(module.text(module.source_language).lessons[lesson.slug].items)


def completed_on(module: Module, facts: Facts) -> datetime | None:
    """When the last requirement was fulfilled; None while something is missing."""
    state = progress(module, facts)
    if not state.is_complete or not state.requirements:
        return None
    return max(line.done_at for line in state.requirements if line.done_at is not None)
