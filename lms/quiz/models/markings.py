"""What markers make of what was handed in, as a table."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.quiz.models.personal import JUDGEMENT
from lms.quiz.rules.marking import MarkerRole


class Marking(Base):
    """One marker's judgement of one submission: taken, kept as a draft, finished, and then a fact."""

    __tablename__ = "marking"
    __table_args__ = (
        # Two people never mark in the same place, and one person never twice.
        UniqueConstraint("submission_id", "role"),
        UniqueConstraint("submission_id", "marker_id"),
        Index("ix_marking_marker", "marker_id", "finished_at"),
        CheckConstraint("(finished_at IS NULL) = (lapses_at IS NOT NULL)", name="lapses_until_finished"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"))
    marker_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"), info=JUDGEMENT)
    """None once the marker's own data were erased."""
    role: Mapped[MarkerRole] = mapped_column(enum_column(MarkerRole))
    points: Mapped[dict[str, int]] = mapped_column(JSON, info=JUDGEMENT)
    """Criterion → points."""
    comments: Mapped[dict[str, str]] = mapped_column(JSON, info=JUDGEMENT)
    """Criterion → what the marker says to it."""
    comment: Mapped[str] = mapped_column(Text, info=JUDGEMENT)
    taken_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    lapses_at: Mapped[datetime | None] = mapped_column(index=True)
    """When somebody else may take it, unless something is saved before."""
    finished_at: Mapped[datetime | None]
