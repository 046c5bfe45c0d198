"""Attempts at final tests and what was answered in them, as tables."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    UniqueConstraint,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id
from lms.quiz.models.personal import ANSWER, LANGUAGE, RESULT
from lms.quiz.models.regrades import RegradedAttempt

OPEN = text("submitted_at IS NULL")


class Attempt(Base):
    """One go at a quiz, by one edition of the module. Handed in, it is a fact."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz", "number"),
        # A double click must not start two.
        Index(
            "uq_attempt_open",
            "enrolment_id",
            "quiz",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_attempt_person", "user_id", "module_slug", "quiz"),
        # Which editions the attempts of a module are on.
        Index("ix_attempt_edition", "module_slug", "quiz", "edition_digest", "submitted_at"),
        # What the worker looks for: open attempts whose time has run out.
        Index("ix_attempt_due", "deadline_at", sqlite_where=OPEN, postgresql_where=OPEN),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("deadline_at IS NULL OR deadline_at > started_at", name="deadline_after_start"),
        CheckConstraint("submitted_at IS NULL OR submitted_at >= started_at", name="submitted_after_start"),
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= max_score)", name="score_within_points"),
        CheckConstraint(
            "(submitted_at IS NULL) = (score IS NULL) AND (score IS NULL) = (max_score IS NULL)"
            " AND (score IS NULL) = (is_passed IS NULL)",
            name="graded_when_submitted",
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), index=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=RESULT)
    module_slug: Mapped[str] = mapped_column(String(80))
    edition_digest: Mapped[str] = mapped_column(String(64))
    """The edition it was drawn from and is judged by."""
    quiz: Mapped[str] = mapped_column(String(40))
    """Of which kind it is: a name of `lms.quiz.rules.kinds`."""
    number: Mapped[int]
    """From 1, through all enrolments of the person in the module."""
    seed: Mapped[str] = mapped_column(String(22))
    language: Mapped[str] = mapped_column(String(8), default="en", server_default="en", info=LANGUAGE)
    """The language in which its questions stood at the start; statistics and time by language go by it."""
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    score: Mapped[Decimal | None] = mapped_column(Numeric(9, 4), info=RESULT)
    max_score: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))
    is_passed: Mapped[bool | None] = mapped_column(info=RESULT)
    """True as well where there is no mark to pass."""
    outcome_scores: Mapped[dict[str, dict[str, str]] | None] = mapped_column(
        JSON(none_as_null=True), info=RESULT
    )
    """Learning outcome → score and max_score, as text."""
    # Read with the row, so that no page asks twice: regrades are few, and indexed by attempt.
    regraded_score: Mapped[Decimal | None] = column_property(
        select(func.max(RegradedAttempt.new_score))
        .where(RegradedAttempt.attempt_id == id)
        .correlate_except(RegradedAttempt)
        .scalar_subquery()
    )
    """What a regrade made of the score; `score` stays what was given first."""
    is_passed_anew: Mapped[bool] = column_property(
        exists()
        .where(RegradedAttempt.attempt_id == id, RegradedAttempt.is_passed)
        .correlate_except(RegradedAttempt)
    )

    @property
    def final_score(self) -> Decimal | None:
        """The score that counts."""
        return self.score if self.regraded_score is None else self.regraded_score

    @property
    def is_passed_finally(self) -> bool | None:
        """Whether it counts as passed; None while it is under way."""
        return True if self.is_passed_anew else self.is_passed


class AttemptItem(Base):
    """One item of an attempt: which, with which numbers, and what was answered."""

    __tablename__ = "attempt_item"
    __table_args__ = (
        UniqueConstraint("attempt_id", "item_id"),
        CheckConstraint("position >= 1", name="position_from_one"),
        CheckConstraint("variant >= 0", name="variant_from_zero"),
        CheckConstraint("score IS NULL OR score >= 0", name="score_from_zero"),
        CheckConstraint("revision >= 0", name="revision_from_zero"),
        CheckConstraint("sequence >= 0", name="sequence_from_zero"),
    )

    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_id: Mapped[str] = mapped_column(String(100))
    variant: Mapped[int]
    response: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True), info=ANSWER)
    is_flagged: Mapped[bool] = mapped_column(default=False, info=ANSWER)
    """The person wants to look at it again before handing in."""
    saved_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often the answer has changed: a page tells with it which answer it knew."""
    page_id: Mapped[str | None] = mapped_column(String(22))
    """The load of the page that sent what is stored."""
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    """Which save of that page it was: an earlier one that comes later is not written."""
    hint_taken_at: Mapped[datetime | None] = mapped_column(info=ANSWER)
    """When a hint was looked at that costs points."""
    checked_at: Mapped[datetime | None] = mapped_column(info=ANSWER)
    """When the person saw at once whether it is right: since then it can't be changed."""
    score: Mapped[Decimal | None] = mapped_column(Numeric(9, 4), info=RESULT)
