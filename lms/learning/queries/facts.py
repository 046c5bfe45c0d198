"""What is known of people's learning: named reads, each a counted number of round trips."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from lms.content.outline import Module
from lms.core.db import db
from lms.core.scopes import Reach, ScopeKind
from lms.learning.models import (
    Completion,
    Enrolment,
    LessonCompletion,
    Place,
    Recognition,
    Renewal,
    Result,
)
from lms.learning.rules import (
    Facts,
    LessonFact,
    PlaceFact,
    RecognitionFact,
    ResultFact,
)
from lms.people.models import User
from lms.people.queries.reaching import people_within, rows_within


def enrolment_of(user_id: str, module_slug: str) -> Enrolment | None:
    """The person's present enrolment in a module."""
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.user_id == user_id,
            Enrolment.module_slug == module_slug,
            Enrolment.withdrawn_at.is_(None),
        )
    )


def facts_of_module(user_id: str, module_slug: str) -> Facts | None:
    """All facts of a person's present enrolment in a module; one round trip."""
    found = _facts(_OF_MODULE, {"user_id": user_id, "module_slug": module_slug})
    return found[0] if found else None


def facts_of_person(user_id: str) -> tuple[Facts, ...]:
    """All facts of all present enrolments of a person, latest joined first; one round trip."""
    return _facts(_OF_PERSON, {"user_id": user_id})


def facts_of(enrolment: Enrolment) -> Facts:
    """All facts of one enrolment, present or not; one round trip."""
    return _facts(_OF_ENROLMENT, {"enrolment_id": enrolment.id})[0]


def facts_of_enrolments(ids: Collection[str]) -> Mapping[str, Facts]:
    """Enrolment → all its facts, for a page of a list; one round trip."""
    return {one.enrolment_id: one for one in _facts(_OF_ENROLMENTS, {"ids": list(ids)})} if ids else {}


_IN_FORCE = and_(
    Recognition.user_id == Enrolment.user_id,
    Recognition.module_slug == Enrolment.module_slug,
    Recognition.withdrawn_at.is_(None),
)


def _statement(*wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Facts of the wanted enrolments: one query in which each row carries at most one fact of each kind.

    Columns rather than objects, built once: this runs on every page.
    """
    return (
        select(
            Enrolment.id,
            Enrolment.module_slug,
            Enrolment.edition_digest,
            Enrolment.enrolled_at,
            Completion.completed_at,
            Place.lesson_slug.label("place_lesson"),
            Place.anchor.label("place_anchor"),
            Place.saved_at.label("place_saved_at"),
            LessonCompletion.lesson_slug.label("lesson"),
            LessonCompletion.completed_at.label("lesson_completed_at"),
            Result.id.label("result_id"),
            Result.activity,
            Result.score,
            Result.max_score,
            Result.is_passed,
            Result.recorded_at,
            Recognition.part,
            Recognition.kind,
            Recognition.decided_at,
        )
        .outerjoin(Place, Place.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(LessonCompletion, LessonCompletion.enrolment_id == Enrolment.id)
        .outerjoin(Result, Result.enrolment_id == Enrolment.id)
        .outerjoin(Recognition, _IN_FORCE)
        .where(*wanted)
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id)
    )


_PRESENT = Enrolment.withdrawn_at.is_(None)
_OWN = Enrolment.user_id == bindparam("user_id")
_OF_PERSON = _statement(_OWN, _PRESENT)
_OF_MODULE = _statement(_OWN, _PRESENT, Enrolment.module_slug == bindparam("module_slug"))
_OF_ENROLMENT = _statement(Enrolment.id == bindparam("enrolment_id"))
_OF_ENROLMENTS = _statement(Enrolment.id.in_(bindparam("ids", expanding=True)))


def _facts(statement: Select[*tuple[Any, ...]], values: Mapping[str, object]) -> tuple[Facts, ...]:
    rows = db.session.execute(statement, values).all()
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return tuple(_facts_from(group) for group in grouped.values())


def _facts_from(rows: Sequence[Any]) -> Facts:
    first = rows[0]
    lessons = {row.lesson: row.lesson_completed_at for row in rows if row.lesson is not None}
    results = {row.result_id: row for row in rows if row.result_id is not None}
    recognised = {row.part: row for row in rows if row.part is not None}
    place = PlaceFact(lesson=first.place_lesson, anchor=first.place_anchor, saved_at=first.place_saved_at)
    return Facts(
        enrolment_id=first.id,
        module_slug=first.module_slug,
        edition_digest=first.edition_digest,
        enrolled_at=first.enrolled_at,
        lessons=tuple(
            LessonFact(lesson=lesson, completed_at=moment)
            for lesson, moment in sorted(lessons.items(), key=lambda one: one[1])
        ),
        results=tuple(_result_from(row) for row in sorted(results.values(), key=lambda row: row.recorded_at)),
        place=place if first.place_lesson is not None else None,
        completed_at=first.completed_at,
        recognitions=tuple(
            RecognitionFact(part=row.part, kind=row.kind, decided_at=row.decided_at)
            for row in recognised.values()
        ),
    )


def _result_from(row: Any) -> ResultFact:
    return ResultFact(
        activity=row.activity,
        score=row.score,
        max_score=row.max_score,
        is_passed=row.is_passed,
        recorded_at=row.recorded_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """Who is in which module."""

    email: str
    module_slug: str


def enrolled_person(enrolment_id: str) -> Enrolled | None:
    """Whose enrolment it is."""
    query = select(User.email, Enrolment.module_slug).join(User, User.id == Enrolment.user_id)
    found = db.session.execute(query.where(Enrolment.id == enrolment_id)).one_or_none()
    return Enrolled(email=found.email, module_slug=found.module_slug) if found else None


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


def completion_of(enrolment_id: str) -> Completion | None:
    """The completion of an enrolment."""
    return db.session.scalar(select(Completion).where(Completion.enrolment_id == enrolment_id))


def open_renewal_of(enrolment_id: str) -> Renewal | None:
    """The renewal that is under way."""
    query = select(Renewal).where(Renewal.enrolment_id == enrolment_id, Renewal.finished_at.is_(None))
    return db.session.scalar(query)


def renewals_of(enrolment_id: str) -> Sequence[Renewal]:
    """All renewals of a module in one enrolment, oldest first."""
    query = select(Renewal).where(Renewal.enrolment_id == enrolment_id)
    return db.session.scalars(query.order_by(Renewal.begun_at)).all()


def recognitions_of(user_id: str, module_slug: str) -> Sequence[Recognition]:
    """What counts by decision for a person in a module, oldest first; also before they have joined it."""
    query = (
        select(Recognition)
        .where(
            Recognition.user_id == user_id,
            Recognition.module_slug == module_slug,
            Recognition.withdrawn_at.is_(None),
        )
        .order_by(Recognition.decided_at)
    )
    return db.session.scalars(query).all()


def recognitions(limit: int, reach: Reach) -> Sequence[Recognition]:
    """The latest decisions within reach, those taken back among them."""
    query = _decisions(reach).order_by(Recognition.decided_at.desc()).limit(limit)
    return db.session.scalars(query).all()


def recognition_within(recognition_id: str, reach: Reach) -> Recognition | None:
    """A decision within reach."""
    return db.session.scalar(_decisions(reach).where(Recognition.id == recognition_id))


def _decisions(reach: Reach) -> Select[Recognition]:
    join = select(Recognition).join(User, User.id == Recognition.user_id)
    return join.where(rows_within(reach, Recognition.module_slug))


def people_taught(reach: Reach) -> ColumnElement[bool]:
    """Condition on `User`: within reach, or present in a module that is.

    The modules of courses must be named in the reach (`Reach.spelt_out`).
    """
    modules = reach.ids(ScopeKind.MODULE)
    if not modules:
        return people_within(reach)
    present = select(Enrolment.user_id).where(Enrolment.module_slug.in_(modules), _PRESENT)
    return or_(people_within(reach), User.id.in_(present))


def is_taught(user_id: str, reach: Reach) -> bool:
    """The person is within reach, or present in a module that is."""
    return db.session.scalar(select(User.id).where(User.id == user_id, people_taught(reach))) is not None


def is_person_within(user_id: str, reach: Reach) -> bool:
    """The person is within reach, whatever they learn."""
    return db.session.scalar(select(User.id).where(User.id == user_id, people_within(reach))) is not None


def is_enrolment_within(user_id: str, module: Module, reach: Reach) -> bool:
    """Somebody with this reach may decide about the person in the module: it lies within, or they do."""
    return reach.covers_module(course=module.course, module=module.slug) or is_person_within(user_id, reach)


def recognitions_used(decisions: Sequence[Recognition]) -> frozenset[str]:
    """Ids of those with which a module was completed: they can no longer be taken back; one round trip."""
    query = (
        select(Recognition.id)
        .join(Enrolment, _IN_FORCE)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Recognition.id.in_([one.id for one in decisions]), Enrolment.withdrawn_at.is_(None))
    )
    return frozenset(db.session.scalars(query))
