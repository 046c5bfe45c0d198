"""Tries at a final test beyond those that everybody has, as a table."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id
from lms.quiz.models.personal import EXTRA_TRY


class ExtraTry(Base):
    """One more try, granted to somebody who had used all."""

    __tablename__ = "extra_try"
    __table_args__ = (Index("ix_extra_try_person", "user_id", "module_slug"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=EXTRA_TRY)
    module_slug: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(Text, info=EXTRA_TRY)
    """Why it was granted."""
    granted_by: Mapped[str | None] = mapped_column(String(22))
    """Id of the person who granted it."""
    granted_at: Mapped[datetime]
