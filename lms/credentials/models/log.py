"""What happened to credentials, as a chain: each event holds the digest of the one before."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.credentials.rules import EventKind


class CredentialEvent(Base):
    """What happened to a credential, without a name; only ever added."""

    __tablename__ = "credential_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), index=True)
    happened_at: Mapped[datetime]
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind))
    detail: Mapped[dict[str, str]] = mapped_column(JSON)
    sequence: Mapped[int | None] = mapped_column(unique=True)
    """From 1, without gaps; given when its transaction commits, so none is None after that."""
    previous: Mapped[str | None] = mapped_column(String(64))
    """Digest of the event before; of 64 zeros for the first."""
    digest: Mapped[str | None] = mapped_column(String(64))


class LogHead(Base):
    """How far the log had come at the end of a day; published, so that others can hold us to it."""

    __tablename__ = "log_head"

    day: Mapped[date] = mapped_column(primary_key=True)
    """In UTC."""
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    noted_at: Mapped[datetime]
