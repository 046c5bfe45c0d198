"""The facts of learning as tables: who joined what, what was done, what results were reported."""

from datetime import datetime
from decimal import Decimal
from typing import Self

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Numeric, String, Text, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.learning.rules import RecognisedPart, RecognitionKind

LEARNING = {"personal": "progress in a module"}
PRESENT = text("withdrawn_at IS NULL")
WAITS = text("waits_since IS NOT NULL")
LEFT = text("withdrawn_at IS NOT NULL")


def _joined_at(context: DefaultExecutionContext) -> datetime | None:
    moment: datetime | None = context.get_current_parameters()["enrolled_at"]  # type: ignore[no-untyped-call]
    return moment


def _stepped_at(context: DefaultExecutionContext) -> datetime | None:
    given = context.get_current_parameters()  # type: ignore[no-untyped-call]
    moment: datetime | None = given.get("idle_since") or given["enrolled_at"]
    return moment


def _completed_at(context: DefaultExecutionContext) -> datetime | None:
    moment: datetime | None = context.get_current_parameters()["completed_at"]  # type: ignore[no-untyped-call]
    return moment


class Enrolment(Base):
    """One person in one module, on one edition of it."""

    __tablename__ = "enrolment"
    __table_args__ = (
        # A person is in a module at most once; somebody who left may join again.
        Index(
            "uq_enrolment_present",
            "user_id",
            "module_slug",
            unique=True,
            sqlite_where=PRESENT,
            postgresql_where=PRESENT,
        ),
        # Who of a module goes on, and who has stopped: counted and listed without a look at any fact or row.
        Index(
            "ix_enrolment_idle",
            "module_slug",
            "idle_since",
            "id",
            "withdrawn_at",
            sqlite_where=PRESENT,
            postgresql_where=PRESENT,
        ),
        Index(
            "ix_enrolment_step",
            "module_slug",
            "last_step_at",
            "id",
            sqlite_where=PRESENT,
            postgresql_where=PRESENT,
        ),
        # Lists of all, of a module and of a person, the latest first. Whose it is stands there too: many
        # lists are limited by that, and no row is read in vain then.
        Index("ix_enrolment_joined", "enrolled_at", "id", "user_id"),
        Index("ix_enrolment_module", "module_slug", "enrolled_at", "id", "user_id"),
        Index("ix_enrolment_person", "user_id", "module_slug"),
        # Who goes on, whatever the module.
        Index(
            "ix_enrolment_active",
            "idle_since",
            "enrolled_at",
            "id",
            sqlite_where=PRESENT,
            postgresql_where=PRESENT,
        ),
        Index("ix_enrolment_left", "enrolled_at", "id", sqlite_where=LEFT, postgresql_where=LEFT),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=LEARNING)
    module_slug: Mapped[str] = mapped_column(String(80))
    edition_digest: Mapped[str] = mapped_column(String(64))
    """The edition the learner is on: it changes only by their own choice."""
    enrolled_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    idle_since: Mapped[datetime | None] = mapped_column(default=_joined_at)
    """The last step of somebody under way; None once the module is completed: no more steps follow then."""
    last_step_at: Mapped[datetime] = mapped_column(default=_stepped_at)
    """The last step, the completion among them: lists are sorted by it."""
    declarations: Mapped[list[str]] = mapped_column(JSON, info=LEARNING)
    """Ids of the self-declarations given in place of prerequisites."""


class LessonCompletion(Base):
    """A lesson was marked as done, by an explicit act."""

    __tablename__ = "lesson_completion"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    lesson_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    completed_at: Mapped[datetime]
    edition_digest: Mapped[str] = mapped_column(String(64))


class Place(Base):
    """Where the learner last was; the one row here that is overwritten."""

    __tablename__ = "place"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    lesson_slug: Mapped[str] = mapped_column(String(80))
    anchor: Mapped[str] = mapped_column(String(120))
    saved_at: Mapped[datetime]


class Result(Base):
    """What an activity (the final test, a lesson's self-checks) reported."""

    __tablename__ = "result"
    __table_args__ = (
        CheckConstraint("score >= 0 AND score <= max_score", name="score_within_points"),
        # The same attempt reports once, however often it is sent.
        Index("uq_result_source", "enrolment_id", "activity", "source_id", unique=True),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    activity: Mapped[str] = mapped_column(String(100))
    score: Mapped[Decimal] = mapped_column(Numeric(9, 4))
    max_score: Mapped[Decimal] = mapped_column(Numeric(9, 4))
    is_passed: Mapped[bool]
    recorded_at: Mapped[datetime]
    edition_digest: Mapped[str] = mapped_column(String(64))
    source_id: Mapped[str] = mapped_column(String(22))
    """Id of what reported it, such as the attempt."""


class Completion(Base):
    """The module was completed: a fact, once per enrolment."""

    __tablename__ = "completion"
    __table_args__ = (
        # Whose each is and of what stands in them too: many are counted, and no row need be read for that.
        Index("ix_completion_completed", "completed_at", "id", "user_id", "module_slug"),
        Index("ix_completion_module", "module_slug", "completed_at", "user_id"),
        Index("ix_completion_person", "user_id", "completed_at", "module_slug"),
        Index(
            "ix_completion_waits",
            "waits_since",
            "id",
            "user_id",
            "module_slug",
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=LEARNING)
    """Copied from the enrolment by `of`, as the module is: results are found by both. Merging moves it."""
    module_slug: Mapped[str] = mapped_column(String(80))
    completed_at: Mapped[datetime]
    edition_digest: Mapped[str] = mapped_column(String(64))
    waits_since: Mapped[datetime | None] = mapped_column(default=_completed_at)
    """When it was completed; None once a certificate was issued for it, whatever became of that.

    Written down so that those who wait are found without a look at all that was ever completed.
    """

    @classmethod
    def of(cls, enrolment: Enrolment, *, completed_at: datetime, edition_digest: str) -> Self:
        """The completion of an enrolment, not yet added to the database."""
        return cls(
            id=new_id(),
            enrolment_id=enrolment.id,
            user_id=enrolment.user_id,
            module_slug=enrolment.module_slug,
            completed_at=completed_at,
            edition_digest=edition_digest,
        )


class Renewal(Base):
    """Somebody who has completed a module takes its final test again, so that what it gave goes on."""

    __tablename__ = "renewal"
    __table_args__ = (
        Index(
            "uq_renewal_open",
            "enrolment_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    begun_at: Mapped[datetime]
    """Only tests started from then on count, both for passing and for the number of tries."""
    passed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    """When what follows from passing was done."""


class Recognition(Base):
    """A part of a module counts by decision: prior learning that is recognised, or a part that is waived."""

    __tablename__ = "recognition"
    __table_args__ = (
        Index(
            "uq_recognition_in_force",
            "user_id",
            "module_slug",
            "part",
            unique=True,
            sqlite_where=PRESENT,
            postgresql_where=PRESENT,
        ),
        Index("ix_recognition_decided", "decided_at"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=LEARNING)
    module_slug: Mapped[str] = mapped_column(String(80))
    part: Mapped[RecognisedPart] = mapped_column(enum_column(RecognisedPart))
    kind: Mapped[RecognitionKind] = mapped_column(enum_column(RecognitionKind))
    evidence: Mapped[str] = mapped_column(Text, info=LEARNING)
    """What was shown, and who has seen it."""
    reason: Mapped[str] = mapped_column(Text, info=LEARNING)
    """Why it counts."""
    decided_by: Mapped[str | None] = mapped_column(String(22))
    """Id of the person who decided; None from the terminal."""
    decided_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(String(22))


class TrainerNote(Base):
    """What a trainer wrote to a participant: both read it as long as the enrolment is kept."""

    __tablename__ = "trainer_note"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), index=True)
    text: Mapped[str] = mapped_column(Text, info=LEARNING)
    written_by: Mapped[str] = mapped_column(String(22))
    """Id of the trainer."""
    written_at: Mapped[datetime]
