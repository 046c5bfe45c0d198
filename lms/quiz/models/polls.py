"""What all have answered in the polls of lessons, as a table."""

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base


class PollTally(Base):
    """How often each answer of a poll was given. Counts alone: nobody can be told from them.

    They stay when a person's answers are erased; that a count falls would tell what that person answered.
    """

    __tablename__ = "poll_tally"
    __table_args__ = (CheckConstraint("people >= 0", name="people_from_zero"),)

    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    people: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    """Id of an answer → how many people chose it."""
