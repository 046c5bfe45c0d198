"""What people gained in a module, as a table: kept so that means need no look at single answers."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.quiz.models.personal import RESULT


class LearningGain(Base):
    """One person's learning outcome before a module and after it; the final test that counts."""

    __tablename__ = "learning_gain"
    __table_args__ = (
        CheckConstraint("before_percent BETWEEN 0 AND 100", name="before_is_a_share"),
        CheckConstraint("after_percent BETWEEN 0 AND 100", name="after_is_a_share"),
        # Holds all that the means are made of, so that they are read from it alone.
        Index("ix_learning_gain_means", "module_slug", "learning_outcome", "before_percent", "after_percent"),
    )

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True, info=RESULT)
    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    learning_outcome: Mapped[str] = mapped_column(String(64), primary_key=True)
    before_percent: Mapped[Decimal] = mapped_column(Numeric(7, 4), info=RESULT)
    after_percent: Mapped[Decimal] = mapped_column(Numeric(7, 4), info=RESULT)
