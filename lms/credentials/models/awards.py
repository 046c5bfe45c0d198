"""Course certificates and diplomas: whose, how often, and made up of which certificates."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.credentials.models.credentials import CERTIFICATE


class HolderAward(Base):
    """Somebody was given a course certificate or the diploma. The index makes each happen once."""

    __tablename__ = "holder_award"
    __table_args__ = (UniqueConstraint("holder_id", "slug", "sequence"),)

    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), primary_key=True)
    holder_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=CERTIFICATE)
    slug: Mapped[str] = mapped_column(String(80))
    """Of the course; `programme` for the diploma."""
    sequence: Mapped[int]
    """1 for the first; a correction, or one given again after it was withdrawn, is the next number."""


class AwardPart(Base):
    """A course certificate or diploma is made up of this certificate. Says nothing of a person."""

    __tablename__ = "award_part"

    award_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), primary_key=True)
    part_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), primary_key=True, index=True)
