"""When a holder is to be told that a certificate expires soon."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base


class ExpiryReminder(Base):
    """One mail before one certificate expires, planned when it was issued and sent at most once."""

    __tablename__ = "expiry_reminder"

    credential_id: Mapped[str] = mapped_column(String(36), ForeignKey("credential.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True, index=True)
    settled_at: Mapped[datetime | None]
    """When it was sent, or was seen to be needless; None while it is planned."""
