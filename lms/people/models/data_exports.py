"""Archives of one's own data: asked for, made by the worker, kept for some days."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id

TAKING_AWAY = {"personal": "giving people their data"}


class DataExport(Base):
    """One archive, with how far it has come. The file lies in `exports/` of the data folder."""

    __tablename__ = "data_export"
    __table_args__ = (
        # One at a time, however often the button is pressed.
        Index(
            "uq_data_export_due",
            "user_id",
            unique=True,
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        CheckConstraint("done_count <= part_count", name="done_of_all"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True, info=TAKING_AWAY)
    language: Mapped[str] = mapped_column(String(10), info=TAKING_AWAY)
    """Of the text that explains it."""
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the worker begins, or begins again; None once it is finished or given up."""
    attempt_count: Mapped[int] = mapped_column(default=0)
    part_count: Mapped[int] = mapped_column(default=0)
    """Files that go in; 0 until the worker has counted them."""
    done_count: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    file: Mapped[str | None] = mapped_column(String(32))
    """The name it is kept under, random."""
    size: Mapped[int | None]
    removed_after: Mapped[datetime | None] = mapped_column(index=True)
