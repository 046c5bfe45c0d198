"""count answers of polls."""

import sqlalchemy as sa
from alembic import op

revision = '5c0e4f7a91d2'
down_revision = 'dbc2fb409bf6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('poll_tally',
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('item_id', sa.String(length=100), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.CheckConstraint('people >= 0', name=op.f('ck_poll_tally_people_from_zero')),
    sa.PrimaryKeyConstraint('module_slug', 'item_id', name=op.f('pk_poll_tally'))
    )


def downgrade() -> None:
    op.drop_table('poll_tally')
