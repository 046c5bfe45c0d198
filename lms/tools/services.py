"""The life of a sheet: started, filled in section by section, renamed, copied, deleted."""

from dataclasses import dataclass

from lms.content.outline import Module
from lms.content.tools.model import Example, Section, Tool
from lms.core import audit, clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning.models import Enrolment
from lms.learning.services import lock_enrolment
from lms.tools import queries
from lms.tools.errors import ChangedElsewhereError, TooManySheetsError
from lms.tools.models import ToolSheet
from lms.tools.rules.limits import LONGEST_NAME, MOST_SHEETS
from lms.tools.rules.rows import matrices_over, with_row_back, without_row
from lms.tools.rules.values import (
    Kept,
    SectionValues,
    defaults_of,
    kept_from,
    last_change_of,
    marked_as_changed,
    section_in,
    with_section,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done with a section."""

    values: SectionValues
    revision: int
    """The revision that the person had before their eyes."""
    removes: int | None = None
    """Index of the row to remove afterwards."""
    puts_back: bool = False
    """Put the row back that was removed last."""


def start_sheet(enrolment: Enrolment, module: Module, tool: Tool, name: str) -> ToolSheet:
    """Start a blank sheet. Raises TooManySheetsError."""
    return _add(enrolment, module, name, defaults_of(tool))


def open_example(
    enrolment: Enrolment, module: Module, tool: Tool, example: Example, name: str = ""
) -> ToolSheet:
    """Start a sheet that is filled with an invented example. Raises TooManySheetsError."""
    return _add(enrolment, module, name or example.name, kept_from(tool, example.values), is_example=True)


def copy_sheet(sheet: ToolSheet, enrolment: Enrolment, module: Module, name: str) -> ToolSheet:
    """Start a sheet that is filled as another one is. Raises TooManySheetsError."""
    return _add(enrolment, module, name, sheet.content, is_example=sheet.is_example)


def _add(
    enrolment: Enrolment, module: Module, name: str, content: Kept, *, is_example: bool = False
) -> ToolSheet:
    lock_enrolment(enrolment)
    if queries.sheet_count(enrolment.user_id, module.slug) >= MOST_SHEETS:
        raise TooManySheetsError
    now = clock.now()
    sheet = ToolSheet(
        id=new_id(),
        user_id=enrolment.user_id,
        module_slug=module.slug,
        edition_digest=module.digest,
        name=name[:LONGEST_NAME],
        is_example=is_example,
        content={key: value for key, value in content.items() if key not in {"changed", "removed"}},
        revision=1,
        created_at=now,
        changed_at=now,
    )
    db.session.add(sheet)
    db.session.flush()
    return sheet


def save_section(sheet: ToolSheet, module: Module, tool: Tool, section: Section, change: Change) -> None:
    """Keep a section in place of what it was; the same once more changes nothing.

    `sheet` must have been loaded by `own_sheet_to_change` in this transaction. Raises ChangedElsewhereError.
    """
    present = section_in(tool, section, sheet.content)
    content = _changed(sheet.content, tool, section, change)
    if content == sheet.content:
        return
    if change.revision < last_change_of(section, sheet.content) and present != change.values:
        raise ChangedElsewhereError(sheet, present)
    touched = [section.id]
    if change.removes is not None or change.puts_back:
        touched += matrices_over(tool, section.id)
    sheet.revision += 1
    sheet.content = marked_as_changed(content, touched, sheet.revision)
    sheet.edition_digest = module.digest
    sheet.changed_at = max(clock.now(), sheet.created_at)
    db.session.flush()


def _changed(kept: Kept, tool: Tool, section: Section, change: Change) -> Kept:
    content = with_section(section, kept, change.values)
    if change.removes is not None:
        content = without_row(tool, content, section.id, change.removes)
    return with_row_back(tool, content, section.id) if change.puts_back else content


def rename_sheet(sheet: ToolSheet, name: str) -> None:
    """Give a sheet another name."""
    sheet.name = name
    db.session.flush()


def delete_sheet(sheet: ToolSheet) -> None:
    """Delete a sheet for good."""
    audit.record(
        "tool_sheet.deleted",
        actor_id=sheet.user_id,
        subject=f"tool_sheet:{sheet.id}",
        detail={"module": sheet.module_slug},
    )
    db.session.delete(sheet)
    db.session.flush()
