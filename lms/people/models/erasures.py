"""Accounts that are about to be erased, and until when there is a way back."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.people.rules.erasures import ErasureCause

LEAVING = {"personal": "erasing an account after a waiting time"}


class ErasureRequest(Base):
    """An account waits to be erased; the row goes when its owner keeps it, and with the account."""

    __tablename__ = "erasure_request"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True, info=LEAVING)
    cause: Mapped[ErasureCause] = mapped_column(enum_column(ErasureCause), info=LEAVING)
    asked_at: Mapped[datetime] = mapped_column(info=LEAVING)
    due_at: Mapped[datetime] = mapped_column(index=True, info=LEAVING)
    warned_at: Mapped[datetime | None]
    """When the last mail before the end was written."""
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the secret in the mailed link that keeps the account."""
