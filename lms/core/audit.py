"""What was done by whom, as rows that are only ever added."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock
from lms.core.db import Base, db, plain_text


class AuditEntry(Base):
    """One act. Holds ids, never names or addresses of people."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_happened", "happened_at", "id"),
        Index("ix_audit_entry_action", "action", "happened_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    happened_at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[str | None] = mapped_column(String(22), index=True)
    subject: Mapped[str] = mapped_column(plain_text(120), index=True)
    detail: Mapped[dict[str, object]] = mapped_column(JSON)


def record(
    action: str, *, actor_id: str | None, subject: str, detail: Mapping[str, object] | None = None
) -> None:
    """Add an entry to the current transaction. `action` is `noun.verb-ed`, `subject` is `kind:id`."""
    entry = AuditEntry(
        happened_at=clock.now(), action=action, actor_id=actor_id, subject=subject, detail=dict(detail or {})
    )
    db.session.add(entry)
