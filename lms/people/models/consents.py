"""What people agreed to: which text, in which language, when, and until when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.people.rules import ConsentKind

CONSENT = {"personal": "proof of what the person agreed to"}


class ConsentText(Base):
    """A text that people were asked to agree to, kept as it was shown."""

    __tablename__ = "consent_text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of kind, language and text."""
    kind: Mapped[ConsentKind] = mapped_column(enum_column(ConsentKind))
    language: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    first_shown_at: Mapped[datetime]


class Consent(Base):
    """One person's agreement to one text; withdrawn, it stays as proof of the time between."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(
            "uq_consent_in_force",
            "user_id",
            "kind",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=CONSENT)
    kind: Mapped[ConsentKind] = mapped_column(enum_column(ConsentKind), info=CONSENT)
    text_digest: Mapped[str] = mapped_column(ForeignKey("consent_text.digest"))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
