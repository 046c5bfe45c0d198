"""find closed accounts by an index."""

import sqlalchemy as sa
from alembic import op

revision = '9a41c7d05e3b'
down_revision = '7ce4a0d915b8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    closed = sa.text('disabled_at IS NOT NULL')
    op.create_index('ix_user_closed', 'user', ['name_key', 'id'], sqlite_where=closed, postgresql_where=closed)


def downgrade() -> None:
    op.drop_index('ix_user_closed', table_name='user')
