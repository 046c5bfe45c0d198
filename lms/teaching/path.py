"""A participant's way through a module: what they did and when, never what they answered or wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.content.catalogue import Catalogue
from lms.content.outline import Component, Module
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.learning.models import Recognition
from lms.learning.queries import facts_of_enrolments, recognitions_of
from lms.learning.rules import Facts, Progress, RequirementKind, progress
from lms.quiz.models import Attempt
from lms.quiz.queries.attempts import attempts_of
from lms.quiz.queries.submissions import SubmissionWithGrades, submissions_of
from lms.reports.queries.teaching_participants import Participant
from lms.reports.queries.teaching_paths import CertificateFact, Sheets, certificates_of, sheets_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStep:
    """A lesson with what somebody did in it."""

    title: str
    done_at: datetime | None
    has_self_checks: bool
    self_checks_at: datetime | None
    """When all its self-checks had been answered."""
    is_here: bool
    """They were last in this lesson."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """All steps of somebody in a module."""

    lessons: tuple[LessonStep, ...]
    attempts: Sequence[Attempt]
    submissions: tuple[SubmissionWithGrades, ...]
    sheets: Sheets
    recognitions: Sequence[Recognition]
    certificates: Sequence[CertificateFact]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far somebody is: what trainers see of everybody."""

    facts: Facts
    edition: Module | None
    """None where the edition that the person is on is lost."""
    progress: Progress | None

    @property
    def asks_for_lessons(self) -> bool:
        """Lessons count for the completion of this edition."""
        return self.edition is not None and Component.LESSONS in self.edition.completion.components


def state_of(catalogue: Catalogue, person: Participant) -> State:
    """How far somebody is; one round trip."""
    facts = facts_of_enrolments([person.enrolment_id])[person.enrolment_id]
    try:
        edition = edition_of(catalogue, facts)
    except NotFoundError:
        return State(facts=facts, edition=None, progress=None)
    return State(facts=facts, edition=edition, progress=progress(edition, facts))


def path_of(person: Participant, state: State, module: Module, language: str, now: datetime) -> Path:
    """Everything that somebody did in a module; five round trips."""
    return Path(
        lessons=_lessons(state, state.edition or module, language),
        attempts=attempts_of(person.user_id, module.slug),
        submissions=submissions_of(person.user_id, module.slug),
        sheets=sheets_of(person.user_id, module.slug),
        recognitions=recognitions_of(person.user_id, module.slug),
        certificates=certificates_of(person.enrolment_id, now),
    )


def _lessons(state: State, module: Module, language: str) -> tuple[LessonStep, ...]:
    lines = state.progress.requirements if state.progress else ()
    checks = {line.lesson: line.done_at for line in lines if line.kind is RequirementKind.SELF_CHECKS}
    text, place = module.text(language), state.facts.place
    return tuple(
        LessonStep(
            title=text.lessons[lesson.slug].title,
            done_at=state.facts.lesson_done_at(lesson.slug),
            has_self_checks=lesson.slug in checks,
            self_checks_at=checks.get(lesson.slug),
            is_here=place is not None and place.lesson == lesson.slug,
        )
        for lesson in module.lessons
    )
