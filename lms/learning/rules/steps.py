"""What to do next in a module. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from lms.content.outline import Component, Lesson, Module
from lms.learning.rules.facts import ASSIGNMENT, FINAL_TEST, Facts


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
    if facts.place is not None and _is_open(facts, facts.place.lesson):
        lesson = module.lesson(facts.place.lesson)
        if lesson is not None:
            return NextStep(kind=StepKind.READ, lesson=lesson, anchor=facts.place.anchor)
    for lesson in module.lessons:
        if _is_open(facts, lesson.slug):
            return NextStep(kind=StepKind.READ, lesson=lesson)
    if _is_missing(module, facts, Component.FINAL_TEST, FINAL_TEST):
        return NextStep(kind=StepKind.TAKE_FINAL_TEST)
    if _is_missing(module, facts, Component.ASSIGNMENT, ASSIGNMENT):
        return NextStep(kind=StepKind.DO_ASSIGNMENT)
    return NextStep(kind=StepKind.SEE_RESULT)


def _is_open(facts: Facts, lesson_slug: str) -> bool:
    counts = facts.recognition_of(Component.LESSONS) is not None
    return not counts and facts.lesson_done_at(lesson_slug) is None


def _is_missing(module: Module, facts: Facts, component: Component, activity: str) -> bool:
    if component not in module.completion.components or facts.recognition_of(component) is not None:
        return False
    return facts.passed_at(activity) is None


def minutes_left(module: Module, facts: Facts) -> int:
    """Reading time of the lessons that are still to be done, in minutes."""
    return sum(lesson.minutes for lesson in module.lessons if _is_open(facts, lesson.slug))
