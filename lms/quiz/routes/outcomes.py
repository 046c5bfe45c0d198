"""Learning outcomes as the pages of results show them: points, and where to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from flask import url_for

from lms.content.outline import Blueprint, Module, ModuleText
from lms.quiz.models import Attempt
from lms.quiz.rules.grading import reaches
from lms.quiz.services.attempts import blueprint_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLink:
    """A lesson worth reading again."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLine:
    """A learning outcome with its points."""

    label: str
    score: Decimal
    max_score: Decimal
    percent: int
    is_critical: bool
    is_reached: bool
    lessons: tuple[LessonLink, ...]
    """Where to read again, if points are missing."""


def outcome_lines(
    attempt: Attempt,
    module: Module,
    text: ModuleText,
    *,
    regraded: Mapping[str, Mapping[str, str]] | None = None,
) -> list[OutcomeLine]:
    """Every learning outcome that an attempt asked for, in the order of the module.

    `regraded` is what a regrade made of the points.
    """
    blueprint = blueprint_of(module, attempt.quiz)
    scores = regraded or attempt.outcome_scores or {}
    return [
        _outcome_line(
            outcome, Decimal(points["score"]), Decimal(points["max_score"]), blueprint, module, text
        )
        for outcome, points in scores.items()
    ]


def _outcome_line(
    outcome: str,
    score: Decimal,
    max_score: Decimal,
    blueprint: Blueprint,
    module: Module,
    text: ModuleText,
) -> OutcomeLine:
    is_critical = outcome == blueprint.critical_outcome
    percent = blueprint.critical_percent if is_critical else blueprint.pass_percent
    label = text.learning_outcomes.get(outcome, outcome)
    return OutcomeLine(
        label=label[:1].upper() + label[1:],
        score=score,
        max_score=max_score,
        percent=int(100 * score / max_score) if max_score else 0,
        is_critical=is_critical,
        is_reached=reaches(Fraction(score), max_score, percent),
        lessons=_lessons_about(outcome, module, text) if score < max_score else (),
    )


def _lessons_about(outcome: str, module: Module, text: ModuleText) -> tuple[LessonLink, ...]:
    return tuple(
        LessonLink(
            title=text.lessons[lesson.slug].title if lesson.slug in text.lessons else lesson.slug,
            url=url_for("study.show_lesson", module_slug=module.slug, lesson_slug=lesson.slug),
        )
        for lesson in module.lessons
        if outcome in lesson.learning_outcomes
    )
