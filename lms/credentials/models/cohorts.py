"""A cohort: whose certificates of one module were ordered together. Lives for a month."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.credentials.rules.cohorts import Choice


class Cohort(Base):
    """An order: one module, and how its people were chosen."""

    __tablename__ = "cohort"

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    module_slug: Mapped[str] = mapped_column(String(80))
    choice: Mapped[Choice] = mapped_column(enum_column(Choice))
    started_at: Mapped[datetime]
    removed_after: Mapped[datetime] = mapped_column(index=True)


class CohortMember(Base):
    """One completion of a cohort, and whether it was looked at."""

    __tablename__ = "cohort_member"

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    completion_id: Mapped[str] = mapped_column(
        ForeignKey("completion.id"), primary_key=True, index=True, info={"personal": "lists of certificates"}
    )
    tried_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it was tried to issue it, or was seen that there was nothing to try; None while it is due."""
