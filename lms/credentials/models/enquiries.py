"""Many certificates that somebody has checked at once. Lives for a day; nobody's account stands behind it."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.credentials.rules.enquiries import EnquiryKind, LineAnswer


class Enquiry(Base):
    """A list of codes or an archive of files, on its way to a report."""

    __tablename__ = "enquiry"
    __table_args__ = (
        CheckConstraint("line_count > 0", name="has_lines"),
        CheckConstraint("due_at IS NULL OR finished_at IS NULL", name="finished_is_not_due"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the secret in its address: only the asker has that."""
    kind: Mapped[EnquiryKind] = mapped_column(enum_column(EnquiryKind))
    language: Mapped[str] = mapped_column(String(2))
    """Of the report."""
    asked_at: Mapped[datetime]
    line_count: Mapped[int]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When a worker may take it next; None once it is finished or given up."""
    attempt_count: Mapped[int] = mapped_column(default=0)
    """Times that it was taken since something was last achieved."""
    finished_at: Mapped[datetime | None]
    removed_after: Mapped[datetime] = mapped_column(index=True)


class EnquiryLine(Base):
    """One code or file of an enquiry, and the answer once there is one."""

    __tablename__ = "enquiry_line"

    enquiry_id: Mapped[str] = mapped_column(ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Place in the list or in the archive, counted from 1."""
    label: Mapped[str] = mapped_column(String(130))
    """What the asker will know it by: the code, the name of the file, or what cannot be a code."""
    code: Mapped[str | None] = mapped_column(String(20))
    sha256: Mapped[str | None] = mapped_column(String(64))
    answer: Mapped[LineAnswer | None] = mapped_column(enum_column(LineAnswer))
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
