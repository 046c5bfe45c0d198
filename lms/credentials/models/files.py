"""The files of a credential: a row is there before its file, so no file is ever without a row."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.credentials.rules import FileForm


class CredentialFile(Base):
    """One form of a credential in one language: due, made, or removed after its holder was erased."""

    __tablename__ = "credential_file"
    __table_args__ = (
        UniqueConstraint("credential_id", "form", "language"),
        CheckConstraint("(sha256 IS NULL) = (made_at IS NULL)", name="made_with_digest"),
        CheckConstraint("stored_sha256 IS NULL OR sha256 IS NOT NULL", name="stored_when_made"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    credential_id: Mapped[str] = mapped_column(ForeignKey("credential.id"))
    form: Mapped[FileForm] = mapped_column(enum_column(FileForm))
    language: Mapped[str] = mapped_column(String(10), default="")
    """Empty where the form has none."""
    sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the bytes that a holder gets; None until they were made. They are never made again."""
    unsealed_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the same before it was sealed: anyone who has the record can make these bytes again."""
    stored_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the bytes in storage; None once they were removed. It is `sha256` where they lie there in plain."""
    size: Mapped[int | None]
    """Bytes that a holder gets."""
    made_at: Mapped[datetime | None]
    key_id: Mapped[str | None] = mapped_column(String(80))
    """Of the key that it was sealed or signed with."""
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to try to make it next; None once it is there or was given up."""
    attempt_count: Mapped[int] = mapped_column(default=0)
    wait_count: Mapped[int] = mapped_column(default=0)
    """Times in a row that something beside the file stood in its way: a key, the seal, the disk."""
