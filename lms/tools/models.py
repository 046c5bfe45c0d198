"""Sheets: a module's computing tool as one person has filled it in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base
from lms.core.ids import new_id
from lms.tools.rules.limits import LONGEST_NAME

SHEET = {"personal": "what was filled in in a tool"}


class ToolSheet(Base):
    """One filled-in tool. Only its owner sees it."""

    __tablename__ = "tool_sheet"
    __table_args__ = (
        Index("ix_tool_sheet_person", "user_id", "module_slug", "changed_at"),
        CheckConstraint("length(name) >= 1", name="name_not_blank"),
        CheckConstraint("revision >= 1", name="revision_from_one"),
        CheckConstraint("changed_at >= created_at", name="changed_after_created"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), info=SHEET)
    module_slug: Mapped[str] = mapped_column(String(80))
    edition_digest: Mapped[str] = mapped_column(String(64))
    """The edition it was last saved by."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), info=SHEET)
    is_example: Mapped[bool] = mapped_column(default=False)
    """It began as an invented example."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON, info=SHEET)
    """In the form that `rules.values` describes."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts changes of the content, so that two devices do not overwrite each other."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
