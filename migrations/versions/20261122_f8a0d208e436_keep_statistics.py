"""keep statistics."""

import sqlalchemy as sa
from alembic import op

revision = 'f8a0d208e436'
down_revision = '5c0e4f7a91d2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('statistic_count',
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('item_id', sa.String(length=100), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('facet', sa.String(length=20), nullable=False),
    sa.Column('part', sa.String(length=100), nullable=False),
    sa.Column('value', sa.String(length=100), nullable=False),
    sa.Column('band', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('n', sa.BigInteger(), nullable=False),
    sa.Column('rest', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('n >= 0', name=op.f('ck_statistic_count_n_from_zero')),
    sa.PrimaryKeyConstraint('module_slug', 'item_id', 'digest', 'facet', 'part', 'value', 'band', name=op.f('pk_statistic_count'))
    )
    op.create_table('statistic_sum',
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('item_id', sa.String(length=100), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('facet', sa.String(length=20), nullable=False),
    sa.Column('value', sa.String(length=20), nullable=False),
    sa.Column('n', sa.BigInteger(), nullable=False),
    sa.Column('x', sa.BigInteger(), nullable=False),
    sa.Column('xx', sa.BigInteger(), nullable=False),
    sa.Column('rest', sa.BigInteger(), nullable=False),
    sa.Column('rest_rest', sa.BigInteger(), nullable=False),
    sa.Column('x_rest', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('n >= 0', name=op.f('ck_statistic_sum_n_from_zero')),
    sa.PrimaryKeyConstraint('module_slug', 'item_id', 'digest', 'facet', 'value', name=op.f('pk_statistic_sum'))
    )


def downgrade() -> None:
    op.drop_table('statistic_sum')
    op.drop_table('statistic_count')
