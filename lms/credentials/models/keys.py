"""Keys as a table: what is published of each. The private half is never here."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.credentials.formats.keys import Purpose, Standing
from lms.credentials.rules.keys import KeyHolder

ACTIVE = text("retired_at IS NULL")


class SigningKey(Base):
    """A key that signs or once signed. Rows are never removed: what was signed must stay verifiable."""

    __tablename__ = "signing_key"
    __table_args__ = (
        Index("uq_signing_key_active", "purpose", unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE),
        CheckConstraint("compromised_at IS NULL OR retired_at IS NOT NULL", name="compromised_is_retired"),
        CheckConstraint("purpose <> 'seal' OR certificates <> ''", name="seal_has_certificate"),
    )

    kid: Mapped[str] = mapped_column(String(43), primary_key=True)
    """JWK thumbprint."""
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    algorithm: Mapped[str] = mapped_column(String(10))
    holder: Mapped[KeyHolder] = mapped_column(enum_column(KeyHolder))
    jwk: Mapped[dict[str, str]] = mapped_column(JSON)
    multibase: Mapped[str | None] = mapped_column(String(120))
    certificates: Mapped[str] = mapped_column(Text)
    """PEM, one after the other; first that of the key."""
    standing: Mapped[Standing] = mapped_column(enum_column(Standing))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    compromised_at: Mapped[datetime | None]
