"""find failed mail."""

import sqlalchemy as sa
from alembic import op

revision = 'd81e6b47f3a9'
down_revision = '6b1d90e7c4a2'
branch_labels = None
depends_on = None

FAILED = sa.text('failed_at IS NOT NULL')


def upgrade() -> None:
    op.create_index('ix_outbox_mail_failed', 'outbox_mail', ['failed_at'], unique=False, sqlite_where=FAILED, postgresql_where=FAILED)


def downgrade() -> None:
    op.drop_index('ix_outbox_mail_failed', table_name='outbox_mail', sqlite_where=FAILED, postgresql_where=FAILED)
