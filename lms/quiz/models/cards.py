"""Questions that come back to a person until they know them, as a table."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.quiz.models.personal import ANSWER, RESULT


class CardSource(StrEnum):
    """Where a question comes from."""

    FINAL_TEST = "final-test"
    SELF_CHECK = "self-check"


class ReviewCard(Base):
    """One question that a person did not answer rightly, and when it comes back."""

    __tablename__ = "review_card"
    __table_args__ = (
        UniqueConstraint("user_id", "module_slug", "source", "item_id"),
        # What a dashboard asks: what is due today?
        Index("ix_review_card_due", "user_id", "due_on"),
        # What a new edition of the programme asks: whose questions have vanished?
        Index("ix_review_card_item", "module_slug", "source", "item_id"),
        CheckConstraint("step >= 0", name="step_from_zero"),
        CheckConstraint("right_in_row >= 0", name="right_from_zero"),
        CheckConstraint("variant >= 0", name="variant_from_zero"),
        CheckConstraint("times_answered >= 0", name="times_from_zero"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=RESULT)
    module_slug: Mapped[str] = mapped_column(String(80))
    source: Mapped[CardSource] = mapped_column(enum_column(CardSource))
    item_id: Mapped[str] = mapped_column(String(100))
    step: Mapped[int] = mapped_column(info=RESULT)
    right_in_row: Mapped[int] = mapped_column(info=RESULT)
    due_on: Mapped[date | None] = mapped_column(info=RESULT)
    """In the person's time zone; none once it has been learned."""
    variant: Mapped[int]
    """The set of numbers shown last."""
    times_answered: Mapped[int] = mapped_column(default=0)
    response: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True), info=ANSWER)
    """The latest answer given to it here."""
    answered_on: Mapped[date | None] = mapped_column(info=RESULT)
