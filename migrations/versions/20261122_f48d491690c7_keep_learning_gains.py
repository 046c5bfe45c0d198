"""keep learning gains."""

import sqlalchemy as sa
from alembic import op

revision = 'f48d491690c7'
down_revision = 'f8a0d208e436'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('learning_gain',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('learning_outcome', sa.String(length=64), nullable=False),
    sa.Column('before_percent', sa.Numeric(precision=7, scale=4), nullable=False),
    sa.Column('after_percent', sa.Numeric(precision=7, scale=4), nullable=False),
    sa.CheckConstraint('after_percent BETWEEN 0 AND 100', name=op.f('ck_learning_gain_after_is_a_share')),
    sa.CheckConstraint('before_percent BETWEEN 0 AND 100', name=op.f('ck_learning_gain_before_is_a_share')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_learning_gain_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'module_slug', 'learning_outcome', name=op.f('pk_learning_gain'))
    )
    with op.batch_alter_table('learning_gain', schema=None) as batch_op:
        batch_op.create_index('ix_learning_gain_means', ['module_slug', 'learning_outcome', 'before_percent', 'after_percent'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('learning_gain', schema=None) as batch_op:
        batch_op.drop_index('ix_learning_gain_means')

    op.drop_table('learning_gain')
