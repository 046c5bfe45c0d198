"""find who waits for a certificate without a look at all that was ever completed."""

import sqlalchemy as sa
from alembic import op

revision = 'c3f7a1d9e802'
down_revision = '5b93c0e7d214'
branch_labels = None
depends_on = None

WAITS = sa.text('waits_since IS NOT NULL')
CERTIFIED = 'SELECT completion_id FROM credential_record WHERE completion_id IS NOT NULL'


def upgrade() -> None:
    op.add_column('completion', sa.Column('waits_since', sa.DateTime(timezone=True), nullable=True))
    op.execute(f'UPDATE completion SET waits_since = completed_at WHERE id NOT IN ({CERTIFIED})')
    op.create_index('ix_completion_waits', 'completion', ['waits_since', 'id'], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    op.drop_index('ix_completion_waits', table_name='completion')
    op.drop_column('completion', 'waits_since')
