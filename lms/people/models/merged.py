"""Accounts that were joined with another one of the same person."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.people.models.accounts import SIGNING_IN


class MergedAccount(Base):
    """A double: its row is as empty as an erased one, and all that hung on it hangs on the one that stays."""

    __tablename__ = "merged_account"
    __table_args__ = (
        CheckConstraint("into_id <> user_id", name="not_into_itself"),
        CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length"),
    )

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    """The one that was closed."""
    into_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    """The one that stays; never one that was itself joined with another."""
    email: Mapped[str] = mapped_column(String(254), index=True, info=SIGNING_IN)
    """The address that it had: whoever asks for a link there is told which one to use."""
    merged_at: Mapped[datetime]
    merged_by: Mapped[str | None] = mapped_column(String(22))
