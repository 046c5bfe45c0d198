"""What people hand in for assignments, as tables: the work, its files, and the decisions about it."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.quiz.models.personal import RESULT, WORK
from lms.quiz.rules.file_kinds import FileKind
from lms.quiz.rules.marking import GradeKind
from lms.quiz.rules.submissions import SubmissionState

DRAFT = text("state = 'draft'")
QUEUED = text("queued_at IS NOT NULL")


class Submission(Base):
    """One go at an assignment, by one edition of the module: a draft until it is handed in."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("user_id", "module_slug", "number"),
        # A double click must not start two.
        Index("uq_submission_draft", "enrolment_id", unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT),
        # The queue of the markers, oldest first.
        Index("ix_submission_queue", "queued_at", "id", sqlite_where=QUEUED, postgresql_where=QUEUED),
        # Whose work waits.
        Index("ix_submission_waiting", "enrolment_id", sqlite_where=QUEUED, postgresql_where=QUEUED),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted_unless_draft"),
        CheckConstraint(
            "(state IN ('waiting', 'marking')) = (queued_at IS NOT NULL)", name="queued_while_waiting"
        ),
        CheckConstraint("markers_needed IN (1, 2)", name="one_marker_or_two"),
        CheckConstraint("(review_asked_at IS NULL) = (review_reason IS NULL)", name="review_with_reason"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"))
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=WORK)
    module_slug: Mapped[str] = mapped_column(String(80), index=True)
    edition_digest: Mapped[str] = mapped_column(String(64))
    """The edition whose task it answers and by whose rubric it is judged."""
    number: Mapped[int]
    """From 1, through all enrolments of the person in the module."""
    state: Mapped[SubmissionState] = mapped_column(enum_column(SubmissionState))
    texts: Mapped[dict[str, str]] = mapped_column(JSON, info=WORK)
    """Part of the assignment → what was written."""
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None]
    """Since when it waits for markers, the first time or for a review."""
    markers_needed: Mapped[int] = mapped_column(default=1)
    review_asked_at: Mapped[datetime | None]
    review_reason: Mapped[str | None] = mapped_column(Text, info=WORK)


class SubmissionFile(Base):
    """A file that belongs to a submission; its bytes lie in the storage of submissions."""

    __tablename__ = "submission_file"
    __table_args__ = (CheckConstraint("size > 0", name="size_above_zero"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), index=True)
    part: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(120), info=WORK)
    """As the person called it, cleaned."""
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind))
    size: Mapped[int]
    """Bytes."""
    digest: Mapped[str] = mapped_column(String(64), info=WORK)
    """SHA-256, hexadecimal."""
    stored_as: Mapped[str] = mapped_column(String(40), index=True)
    """Random name in the storage; several rows may share it."""
    added_at: Mapped[datetime]


class SubmissionGrade(Base):
    """A decision about a submission: a fact that is never changed. A review adds another."""

    __tablename__ = "submission_grade"
    __table_args__ = (
        UniqueConstraint("submission_id", "kind"),
        CheckConstraint("score >= 0 AND score <= max_score", name="score_within_points"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    kind: Mapped[GradeKind] = mapped_column(enum_column(GradeKind))
    points: Mapped[dict[str, int]] = mapped_column(JSON, info=RESULT)
    """Criterion → points."""
    score: Mapped[Decimal] = mapped_column(Numeric(9, 4), info=RESULT)
    max_score: Mapped[Decimal] = mapped_column(Numeric(9, 4))
    is_passed: Mapped[bool] = mapped_column(info=RESULT)
    graded_at: Mapped[datetime]
