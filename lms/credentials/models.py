"""Certificates as tables: what was awarded (without a name), to whom (personal), and what happened since."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.credentials.rules import EventKind, RevocationReason

CERTIFICATE = {"personal": "certificates that anyone can verify"}


class Credential(Base):
    """One achievement awarded once. Holds no name, so that it can stay when a person goes."""

    __tablename__ = "credential"
    __table_args__ = (
        CheckConstraint("length(code) = 20", name="code_length"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_reason IS NULL)", name="revoked_with_reason"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID; apart from the code, so that neither leads to the other."""
    code: Mapped[str] = mapped_column(String(20), unique=True)
    module_slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    """Of the achievement, in the language of issue."""
    issuer_name: Mapped[str] = mapped_column(String(200))
    hours: Mapped[str] = mapped_column(String(10))
    edition_digest: Mapped[str] = mapped_column(String(64))
    awarded_on: Mapped[date]
    issued_at: Mapped[datetime]
    is_trial: Mapped[bool]
    expires_on: Mapped[date | None]
    record_sha256: Mapped[str] = mapped_column(String(64))
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    """None until it was rendered; it is never rendered again."""
    pdf_due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to try to render it next; None once it is there or was given up."""
    pdf_attempt_count: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[RevocationReason | None] = mapped_column(enum_column(RevocationReason))
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("credential.id"))
    holder_erased_at: Mapped[datetime | None]
    """The holder's data were erased at their request: a note, not a standing."""
    pdf_removed_at: Mapped[datetime | None]
    """The file was removed after that; its digest stays, so that a copy can still be compared."""


class CredentialRecord(Base):
    """Whose it is, and all that the certificate says, exactly as it was hashed."""

    __tablename__ = "credential_record"
    __table_args__ = (UniqueConstraint("completion_id", "sequence", name="uq_credential_record_completion"),)

    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), primary_key=True)
    holder_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True, info=CERTIFICATE)
    completion_id: Mapped[str] = mapped_column(ForeignKey("completion.id"), info=CERTIFICATE)
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first issue; a correction is the next number. The index makes each happen once."""
    text: Mapped[str] = mapped_column(Text, info=CERTIFICATE)
    """Canonical JSON of the `Record`."""
    shows_name: Mapped[bool] = mapped_column(info=CERTIFICATE)
    """Whoever verifies it sees the name in full."""


class HolderName(Base):
    """How somebody said that their name is to be printed, and when."""

    __tablename__ = "holder_name"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), info=CERTIFICATE)
    confirmed_at: Mapped[datetime]


class CredentialEvent(Base):
    """What happened to a credential; only ever added."""

    __tablename__ = "credential_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), index=True)
    happened_at: Mapped[datetime]
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind))
    detail: Mapped[dict[str, str]] = mapped_column(JSON)
