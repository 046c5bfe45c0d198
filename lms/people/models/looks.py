"""Who looked at whose data, so that the person concerned can see it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.people.rules import LookKind

LOOKED_AT = {"personal": "showing people who looked at their data"}


class Look(Base):
    """Somebody saw a person's data by name; one row a day is enough."""

    __tablename__ = "look"
    __table_args__ = (UniqueConstraint("user_id", "looker_id", "kind", "looked_on"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=LOOKED_AT)
    """Whose data."""
    looker_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True, info=LOOKED_AT)
    kind: Mapped[LookKind] = mapped_column(enum_column(LookKind))
    looked_on: Mapped[date]
    looked_at: Mapped[datetime] = mapped_column(index=True)
    """The first time on that day."""
