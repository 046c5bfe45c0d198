"""Running sums and counts of answers, as tables: figures without persons.

There is nothing personal in them, so that they stay when somebody's attempts are erased.
"""

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base


class StatisticSum(Base):
    """Sums of scores in ten-thousandths: of an item, of the test, or of those in one language or with one
    set of numbers."""

    __tablename__ = "statistic_sum"
    __table_args__ = (CheckConstraint("n >= 0", name="n_from_zero"),)

    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    """Empty for the test as a whole."""
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """What decides on the points of the item; how the test is drawn."""
    facet: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(20), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)
    x: Mapped[int] = mapped_column(BigInteger)
    xx: Mapped[int] = mapped_column(BigInteger)
    rest: Mapped[int] = mapped_column(BigInteger)
    rest_rest: Mapped[int] = mapped_column(BigInteger)
    x_rest: Mapped[int] = mapped_column(BigInteger)


class StatisticCount(Base):
    """How often something occurred: a score, an answer to a part, a time; with a score on the other items."""

    __tablename__ = "statistic_count"
    __table_args__ = (CheckConstraint("n >= 0", name="n_from_zero"),)

    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    facet: Mapped[str] = mapped_column(String(20), primary_key=True)
    part: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[str] = mapped_column(String(100), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(BigInteger)
    rest: Mapped[int] = mapped_column(BigInteger)
    """Sum of the scores on the other items."""
