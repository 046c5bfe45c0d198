"""note what could not be removed, though its time was over."""

import sqlalchemy as sa
from alembic import op

revision = '7c2e90b4d1f8'
down_revision = 'a41d06e7b95c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('retention_run', sa.Column('failed', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    op.drop_column('retention_run', 'failed')
