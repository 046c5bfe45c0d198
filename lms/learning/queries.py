"""What is known of people's learning: named reads, each a counted number of round trips."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from lms.core.db import db
from lms.learning.models import Completion, Enrolment, LessonCompletion, Place, Result
from lms.learning.rules import Facts, LessonFact, PlaceFact, ResultFact


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedModule:
    """A completion with the module it is of."""

    completion: Completion
    module_slug: str


def enrolment_of(user_id: str, module_slug: str) -> Enrolment | None:
    """The person's present enrolment in a module."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.user_id == user_id,
            Enrolment.module_slug == module_slug,
            Enrolment.withdrawn_at.is_(None),
        )
    )


def own_enrolment(user_id: str, enrolment_id: str) -> Enrolment | None:
    """An enrolment, if it is this person's."""
    return db.session.scalar(
        select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.user_id == user_id)
    )


def facts_of_module(user_id: str, module_slug: str) -> Facts | None:
    """All facts of a person's present enrolment in a module; one round trip."""
    found = _facts(_present(user_id).where(Enrolment.module_slug == module_slug))
    return found[0] if found else None


def facts_of_person(user_id: str) -> tuple[Facts, ...]:
    """All facts of all present enrolments of a person, latest joined first; one round trip."""
    return _facts(_present(user_id))


def facts_of(enrolment: Enrolment) -> Facts:
    """All facts of one enrolment, present or not; one round trip."""
    return _facts(select(Enrolment).where(Enrolment.id == enrolment.id))[0]


def _present(user_id: str) -> Select[Enrolment]:
    return select(Enrolment).where(Enrolment.user_id == user_id, Enrolment.withdrawn_at.is_(None))


def _facts(wanted: Select[Enrolment]) -> tuple[Facts, ...]:
    """Facts of the wanted enrolments: one query in which each row carries one fact of one kind."""
    enrolment = aliased(Enrolment, wanted.subquery())
    rows = db.session.execute(
        select(enrolment, Place, Completion, LessonCompletion, Result)
        .outerjoin(Place, Place.enrolment_id == enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == enrolment.id)
        .outerjoin(LessonCompletion, LessonCompletion.enrolment_id == enrolment.id)
        .outerjoin(Result, Result.enrolment_id == enrolment.id)
        .order_by(enrolment.enrolled_at.desc(), enrolment.id)
    ).all()
    grouped: dict[str, list[Sequence[object]]] = {}
    for row in rows:
        grouped.setdefault(row[0].id, []).append(row)
    return tuple(_facts_from(group) for group in grouped.values())


def _facts_from(rows: Iterable[Sequence[object]]) -> Facts:
    rows = list(rows)
    enrolment, place, completion = rows[0][0], rows[0][1], rows[0][2]
    assert isinstance(enrolment, Enrolment)
    lessons = {row[3].lesson_slug: row[3] for row in rows if isinstance(row[3], LessonCompletion)}
    results = {row[4].id: row[4] for row in rows if isinstance(row[4], Result)}
    return Facts(
        enrolment_id=enrolment.id,
        module_slug=enrolment.module_slug,
        edition_digest=enrolment.edition_digest,
        enrolled_at=enrolment.enrolled_at,
        lessons=tuple(
            LessonFact(lesson=one.lesson_slug, completed_at=one.completed_at)
            for one in sorted(lessons.values(), key=lambda one: one.completed_at)
        ),
        results=tuple(
            ResultFact(
                activity=one.activity,
                score=one.score,
                max_score=one.max_score,
                is_passed=one.is_passed,
                recorded_at=one.recorded_at,
            )
            for one in sorted(results.values(), key=lambda one: one.recorded_at)
        ),
        place=PlaceFact(lesson=place.lesson_slug, anchor=place.anchor, saved_at=place.saved_at)
        if isinstance(place, Place)
        else None,
        completed_at=completion.completed_at if isinstance(completion, Completion) else None,
    )


def completed_modules(user_id: str) -> frozenset[str]:
    """Slugs of the modules that a person has completed at any time."""
    query = select(Enrolment.module_slug).join(Completion).where(Enrolment.user_id == user_id)
    return frozenset(db.session.scalars(query))


def lessons_done(user_id: str) -> Mapping[str, int]:
    """Module slug → lessons done, at any time."""
    query = (
        select(Enrolment.module_slug, func.count(LessonCompletion.lesson_slug.distinct()))
        .join(LessonCompletion)
        .where(Enrolment.user_id == user_id)
        .group_by(Enrolment.module_slug)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def completions_of(user_id: str) -> tuple[CompletedModule, ...]:
    """A person's completions, latest first."""
    query = (
        select(Completion, Enrolment.module_slug)
        .join(Enrolment)
        .where(Enrolment.user_id == user_id)
        .order_by(Completion.completed_at.desc())
    )
    return tuple(
        CompletedModule(completion=completion, module_slug=slug)
        for completion, slug in db.session.execute(query)
    )


def completion_of(enrolment_id: str) -> Completion | None:
    """The completion of an enrolment."""
    return db.session.scalar(select(Completion).where(Completion.enrolment_id == enrolment_id))
