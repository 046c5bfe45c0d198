"""Extra time that was granted to a person, as a table. The reason is nobody's business: none is kept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id
from lms.quiz.models.personal import EXTRA_TIME

IN_FORCE = text("withdrawn_at IS NULL")


class Accommodation(Base):
    """More time in all final tests, for one person; a new one takes the place of the one before."""

    __tablename__ = "accommodation"
    __table_args__ = (
        Index(
            "uq_accommodation_in_force",
            "user_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index("ix_accommodation_granted", "granted_at"),
        CheckConstraint(
            "extra_percent IS NULL OR (extra_percent >= 1 AND extra_percent <= 300)", name="percent_in_bounds"
        ),
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= granted_at", name="withdrawn_after_granted"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True, info=EXTRA_TIME)
    extra_percent: Mapped[int | None] = mapped_column(info=EXTRA_TIME)
    """Per cent of the usual time on top; None: as long as the person likes."""
    valid_until: Mapped[date | None] = mapped_column(info=EXTRA_TIME)
    """The last day, in UTC, on which a test can be started with it; None: for good."""
    granted_by: Mapped[str | None] = mapped_column(String(22))
    """Id of the person who granted it."""
    granted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
