"""Regrades as tables: a decision about mended keys, and every attempt that it made better.

An attempt's own row keeps what was given first. Rows here are only added.
"""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id
from lms.quiz.models.personal import RESULT

UNDER_WAY = text("finished_at IS NULL")


class Regrade(Base):
    """A decision to judge some items of a module's final tests anew, and how far that has come."""

    __tablename__ = "regrade"
    __table_args__ = (
        # Two at the same time could each take the other's result for what was announced.
        Index(
            "uq_regrade_under_way",
            "module_slug",
            unique=True,
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
        Index("ix_regrade_module", "module_slug", "decided_at"),
        CheckConstraint("length(reason) >= 1", name="reason_not_blank"),
        CheckConstraint("improved_count <= judged_count", name="improved_within_judged"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    module_slug: Mapped[str] = mapped_column(String(80))
    decided_by: Mapped[str | None] = mapped_column(String(22))
    """Id of the person; None: from the terminal."""
    decided_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
    """Told to everybody whose result it improves."""
    item_ids: Mapped[list[str]] = mapped_column(JSON)
    from_digests: Mapped[list[str]] = mapped_column(JSON)
    """Editions that attempts were on when it was decided."""
    to_digest: Mapped[str] = mapped_column(String(64))
    """The edition whose keys are used."""
    last_attempt_id: Mapped[str | None] = mapped_column(String(22))
    """How far it has come: attempts are judged in the order of their ids."""
    judged_count: Mapped[int] = mapped_column(default=0)
    improved_count: Mapped[int] = mapped_column(default=0)
    passed_count: Mapped[int] = mapped_column(default=0)
    """Attempts that are passed by it and were not before."""
    finished_at: Mapped[datetime | None]


class RegradedAttempt(Base):
    """An attempt whose result a regrade improved: what it was, and what it is."""

    __tablename__ = "regraded_attempt"
    __table_args__ = (
        UniqueConstraint("regrade_id", "attempt_id"),
        UniqueConstraint("attempt_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        # Nobody loses by a regrade.
        CheckConstraint("new_score > old_score AND new_score <= max_score", name="score_rises"),
        CheckConstraint("is_passed OR NOT was_passed", name="pass_is_kept"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    regrade_id: Mapped[str] = mapped_column(ForeignKey("regrade.id"))
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]
    """Of the regrades that improved this attempt, from 1; the last one is what counts."""
    old_score: Mapped[Decimal] = mapped_column(Numeric(9, 4), info=RESULT)
    new_score: Mapped[Decimal] = mapped_column(Numeric(9, 4), info=RESULT)
    max_score: Mapped[Decimal] = mapped_column(Numeric(9, 4))
    was_passed: Mapped[bool] = mapped_column(info=RESULT)
    is_passed: Mapped[bool] = mapped_column(info=RESULT)
    item_scores: Mapped[dict[str, str]] = mapped_column(JSON, info=RESULT)
    """Position → points, of the items that are better now; as text, so that nothing drifts."""
    outcome_scores: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, info=RESULT)
    regraded_at: Mapped[datetime]
