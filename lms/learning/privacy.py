"""Personal data in learning: what a person can take away, and how it is erased."""

from sqlalchemy import delete, select, update

from lms.core import clock
from lms.core.db import db
from lms.core.privacy import PersonalData
from lms.learning import queries
from lms.learning.documents import DOCUMENTS, WORDS
from lms.learning.models import (
    Completion,
    Enrolment,
    LessonCompletion,
    Place,
    Recognition,
    Renewal,
    Result,
    TrainerNote,
)


def export(user_id: str) -> dict[str, object]:
    """A person's enrolments with all facts."""
    enrolments = db.session.scalars(select(Enrolment).where(Enrolment.user_id == user_id))
    decisions = db.session.scalars(select(Recognition).where(Recognition.user_id == user_id))
    return {
        "enrolments": [_enrolment(one) for one in enrolments],
        "recognitions": [_recognition(one) for one in decisions],
        "notes": [_note(note, module_slug) for note, module_slug in queries.notes_of_person(user_id)],
    }


def _note(one: TrainerNote, module_slug: str) -> dict[str, object]:
    return {"module": module_slug, "text": one.text, "written_at": one.written_at.isoformat()}


def _recognition(one: Recognition) -> dict[str, object]:
    return {
        "module": one.module_slug,
        "part": one.part.value,
        "kind": one.kind.value,
        "evidence": one.evidence,
        "reason": one.reason,
        "decided_at": one.decided_at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }


def _enrolment(one: Enrolment) -> dict[str, object]:
    facts = queries.facts_of(one)
    return {
        "module": one.module_slug,
        "edition": one.edition_digest,
        "enrolled_at": one.enrolled_at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
        "declarations": one.declarations,
        "lessons_done": {fact.lesson: fact.completed_at.isoformat() for fact in facts.lessons},
        "results": [
            {
                "activity": fact.activity,
                "score": str(fact.score),
                "max_score": str(fact.max_score),
                "is_passed": fact.is_passed,
                "recorded_at": fact.recorded_at.isoformat(),
            }
            for fact in facts.results
        ],
        "place": {"lesson": facts.place.lesson, "anchor": facts.place.anchor} if facts.place else None,
        "completed_at": facts.completed_at.isoformat() if facts.completed_at else None,
        "renewals": [_renewal(renewal) for renewal in queries.renewals_of(one.id)],
    }


def _renewal(one: Renewal) -> dict[str, str | None]:
    return {
        "begun_at": one.begun_at.isoformat(),
        "passed_at": one.passed_at.isoformat() if one.passed_at else None,
    }


def erase(user_id: str) -> None:
    """End what they were in; remove places, declarations, notes of trainers and proofs of prior learning.

    Facts stay for the totals, at an account without a name.
    """
    moment = clock.now()
    enrolments = db.session.scalars(select(Enrolment).where(Enrolment.user_id == user_id)).all()
    for enrolment in enrolments:
        enrolment.withdrawn_at = enrolment.withdrawn_at or moment
        enrolment.idle_since = None
        enrolment.declarations = []
        db.session.execute(delete(Place).where(Place.enrolment_id == enrolment.id))
        db.session.execute(delete(TrainerNote).where(TrainerNote.enrolment_id == enrolment.id))
    words_gone = update(Recognition).where(Recognition.user_id == user_id).values(evidence="", reason="")
    db.session.execute(words_gone)
    db.session.flush()


PERSONAL_DATA = PersonalData(
    package="learning",
    tables=frozenset(
        model.__tablename__
        for model in (
            Enrolment,
            LessonCompletion,
            Place,
            Result,
            Completion,
            Renewal,
            Recognition,
            TrainerNote,
        )
    ),
    export=export,
    erase=erase,
    words=WORDS,
    documents=DOCUMENTS,
)
