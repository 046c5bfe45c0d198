"""What each night's clearing has removed."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base


class RetentionRun(Base):
    """One day's clearing of what was kept long enough; names nobody."""

    __tablename__ = "retention_run"

    ran_on: Mapped[date] = mapped_column(primary_key=True)
    """The day in UTC."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    """None while it is under way, or where the worker was ended: then it goes on."""
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    """Category → how many rows went."""
    failed: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """Categories of which something could not be removed when the worker looked last."""
