"""invite with roles."""

import sqlalchemy as sa
from alembic import op

revision = 'd05c8e3f71a2'
down_revision = 'c5d90e27b6f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invitation', sa.Column('grants', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    op.drop_column('invitation', 'grants')
