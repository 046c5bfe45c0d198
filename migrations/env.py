"""Runs migrations on the connection that `lms.migrate` hands over."""

from alembic import context

from lms.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
