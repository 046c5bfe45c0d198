"""Transcripts that were made: enough to tell ours from others, and nothing of a person."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base


class Transcript(Base):
    """A list of somebody's credentials as it stood on a day, given out as a PDF that is not kept."""

    __tablename__ = "transcript"
    __table_args__ = (CheckConstraint("length(code) = 20", name="code_length"),)

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    made_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the file that was given out."""
    credential_count: Mapped[int]
    hours: Mapped[str] = mapped_column(String(10))
    """Of what was valid on that day: a decimal number."""
