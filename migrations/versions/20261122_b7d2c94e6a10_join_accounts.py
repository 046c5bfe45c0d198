"""join accounts."""

import sqlalchemy as sa
from alembic import op

revision = 'b7d2c94e6a10'
down_revision = 'e4b1c7a9d350'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('merged_account',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('into_id', sa.String(length=22), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('merged_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('merged_by', sa.String(length=22), nullable=True),
    sa.CheckConstraint('into_id <> user_id', name=op.f('ck_merged_account_not_into_itself')),
    sa.CheckConstraint('length(email) BETWEEN 3 AND 254', name=op.f('ck_merged_account_email_length')),
    sa.ForeignKeyConstraint(['into_id'], ['user.id'], name=op.f('fk_merged_account_into_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_merged_account_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_merged_account'))
    )
    op.create_index(op.f('ix_merged_account_email'), 'merged_account', ['email'], unique=False)
    op.create_index(op.f('ix_merged_account_into_id'), 'merged_account', ['into_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_merged_account_into_id'), table_name='merged_account')
    op.drop_index(op.f('ix_merged_account_email'), table_name='merged_account')
    op.drop_table('merged_account')
