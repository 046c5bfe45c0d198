"""What is kept of holders beside their records: how a name is printed, and the key that opens their data."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.credentials.models.credentials import CERTIFICATE


class HolderName(Base):
    """How somebody said that their name is to be printed, and when."""

    __tablename__ = "holder_name"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), info=CERTIFICATE)
    confirmed_at: Mapped[datetime]


class PersonKey(Base):
    """The key that a person's records and files are encrypted with. Without it nobody can read them again."""

    __tablename__ = "person_key"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary, info=CERTIFICATE)
    """Encrypted with the installation's master key, which is no part of the database."""
    made_at: Mapped[datetime]
