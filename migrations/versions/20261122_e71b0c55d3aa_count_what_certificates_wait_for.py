"""count how often a file of a certificate had to wait."""

import sqlalchemy as sa
from alembic import op

revision = 'e71b0c55d3aa'
down_revision = '5d1b7e90c2f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('credential_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('wait_count', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('credential_file', schema=None) as batch_op:
        batch_op.alter_column('wait_count', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('credential_file', schema=None) as batch_op:
        batch_op.drop_column('wait_count')
