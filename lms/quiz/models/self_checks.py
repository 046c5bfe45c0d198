"""Answers to the self-checks of lessons, as a table."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.quiz.models.personal import ANSWER, RESULT


class SelfCheckAnswer(Base):
    """The latest answer to a self-check of a lesson; it may be answered again as often as one likes."""

    __tablename__ = "self_check_answer"
    __table_args__ = (
        CheckConstraint("score >= 0 AND score <= max_score", name="score_within_points"),
        CheckConstraint("variant >= 0", name="variant_from_zero"),
    )

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    variant: Mapped[int]
    response: Mapped[dict[str, object]] = mapped_column(JSON, info=ANSWER)
    score: Mapped[Decimal] = mapped_column(Numeric(9, 4), info=RESULT)
    max_score: Mapped[Decimal] = mapped_column(Numeric(9, 4))
    answered_at: Mapped[datetime]
    edition_digest: Mapped[str] = mapped_column(String(64))
