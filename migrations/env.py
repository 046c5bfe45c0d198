"""Runs migrations on the connection that `lms.migrate` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from lms.core.db import UtcDateTime
from lms.tables import metadata


def render_item(_kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column type as the plain one, so that a migration needs nothing of the application."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    transaction_per_migration=False,
    transactional_ddl=True,
)
context.run_migrations()
