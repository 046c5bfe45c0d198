"""Personal data in sheets: what a person can take away, and how it is erased."""

from sqlalchemy import delete, select

from lms.core.db import db
from lms.core.privacy import PersonalData
from lms.tools.documents import DOCUMENTS, WORDS
from lms.tools.models import ToolSheet


def export(user_id: str) -> dict[str, object]:
    """A person's sheets with everything filled in."""
    sheets = db.session.scalars(
        select(ToolSheet).where(ToolSheet.user_id == user_id).order_by(ToolSheet.created_at)
    )
    return {"sheets": [_sheet(sheet) for sheet in sheets]}


def erase(user_id: str) -> None:
    """Remove a person's sheets."""
    db.session.execute(delete(ToolSheet).where(ToolSheet.user_id == user_id))


PERSONAL_DATA = PersonalData(
    package="tools",
    tables=frozenset({ToolSheet.__tablename__}),
    export=export,
    erase=erase,
    words=WORDS,
    documents=DOCUMENTS,
)


def _sheet(sheet: ToolSheet) -> dict[str, object]:
    content = {key: value for key, value in sheet.content.items() if key != "changed"}
    return {
        "module": sheet.module_slug,
        "name": sheet.name,
        "is_example": sheet.is_example,
        "content": content,
        "created_at": sheet.created_at.isoformat(),
        "changed_at": sheet.changed_at.isoformat(),
    }
