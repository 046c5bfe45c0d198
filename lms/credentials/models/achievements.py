"""What can be achieved, as it is published: a version never changes."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base


class Achievement(Base):
    """One version of what a credential attests; another text makes the next version."""

    __tablename__ = "achievement"
    __table_args__ = (UniqueConstraint("slug", "digest"),)

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1."""
    text: Mapped[str] = mapped_column(Text)
    """Canonical JSON."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the text."""
    first_used_at: Mapped[datetime]
