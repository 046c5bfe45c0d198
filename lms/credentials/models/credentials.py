"""What was awarded (without a name), and to whom (personal)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.credentials.rules import CredentialKind, RevocationReason
from lms.people.rules import NameShown

CERTIFICATE = {"personal": "certificates that anyone can verify"}


REVOKED = text("revoked_at IS NOT NULL")


class Credential(Base):
    """One achievement awarded once. Holds no name, so that it can stay when a person goes."""

    __tablename__ = "credential"
    __table_args__ = (
        CheckConstraint("length(code) = 20", name="code_length"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_reason IS NULL)", name="revoked_with_reason"),
        CheckConstraint("status_index >= 0", name="status_index_from_zero"),
        # Lists of all, of an achievement and of a kind, the latest first.
        Index("ix_credential_issued", "issued_at", "id"),
        Index("ix_credential_achievement", "achievement_slug", "issued_at", "id"),
        Index("ix_credential_kind", "kind", "issued_at", "id"),
        Index("ix_credential_revoked", "issued_at", "id", sqlite_where=REVOKED, postgresql_where=REVOKED),
        Index("ix_credential_expires", "expires_on"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """A UUID; apart from the code, so that neither leads to the other."""
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[CredentialKind] = mapped_column(enum_column(CredentialKind), default=CredentialKind.MODULE)
    achievement_slug: Mapped[str] = mapped_column(String(80))
    """Of the module or course; `programme` for the diploma."""
    achievement_version: Mapped[int] = mapped_column(default=0)
    """Which `Achievement` of that slug; 0 where none was kept when it was issued."""
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
    status_index: Mapped[int] = mapped_column(unique=True)
    """Place in the published status lists, drawn at random; never given to another."""
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[RevocationReason | None] = mapped_column(enum_column(RevocationReason))
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("credential.id"), index=True)
    holder_erased_at: Mapped[datetime | None]
    """The holder's data were erased at their request: a note, not a standing."""


class CredentialRecord(Base):
    """Whose it is, and all that the certificate says, exactly as it was hashed."""

    __tablename__ = "credential_record"
    __table_args__ = (
        UniqueConstraint("completion_id", "sequence", name="uq_credential_record_completion"),
        # Lists are limited by whose it is: no record, which is long, is read in vain.
        Index("ix_credential_record_whose", "credential_id", "holder_id"),
    )

    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"), primary_key=True)
    holder_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True, info=CERTIFICATE)
    completion_id: Mapped[str | None] = mapped_column(ForeignKey("completion.id"), info=CERTIFICATE)
    """None for a course or the diploma, which follow from other certificates."""
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first issue; a correction is the next number. The index makes each happen once."""
    text: Mapped[str] = mapped_column(Text, info=CERTIFICATE)
    """Canonical JSON of the `Record`; `queries.text_of` reads it."""
    name_shown: Mapped[NameShown] = mapped_column(enum_column(NameShown), info=CERTIFICATE)
    """Whoever verifies it sees the name in full."""
