"""keep answers that come in any order."""

import sqlalchemy as sa
from alembic import op

revision = 'dbc2fb409bf6'
down_revision = '931795c7f8e7'
branch_labels = None
depends_on = None

COUNTS = ('revision', 'sequence')


def upgrade() -> None:
    op.create_table('accommodation',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('extra_percent', sa.Integer(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('granted_by', sa.String(length=22), nullable=True),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('extra_percent IS NULL OR (extra_percent >= 1 AND extra_percent <= 300)', name=op.f('ck_accommodation_percent_in_bounds')),
    sa.CheckConstraint('withdrawn_at IS NULL OR withdrawn_at >= granted_at', name=op.f('ck_accommodation_withdrawn_after_granted')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_accommodation_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accommodation'))
    )
    with op.batch_alter_table('accommodation', schema=None) as batch_op:
        batch_op.create_index('ix_accommodation_granted', ['granted_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_accommodation_user_id'), ['user_id'], unique=False)
        batch_op.create_index('uq_accommodation_in_force', ['user_id'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.add_column('attempt', sa.Column('language', sa.String(length=8), server_default='en', nullable=False))

    # Written out, because both databases take a check of one column along, and SQLite need not copy the table.
    for column in COUNTS:
        op.execute(
            f"ALTER TABLE attempt_item ADD COLUMN {column} INTEGER DEFAULT '0' NOT NULL"
            f" CONSTRAINT ck_attempt_item_{column}_from_zero CHECK ({column} >= 0)"
        )
    op.add_column('attempt_item', sa.Column('page_id', sa.String(length=22), nullable=True))
    op.add_column('attempt_item', sa.Column('hint_taken_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('attempt_item', sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ('checked_at', 'hint_taken_at', 'page_id', *COUNTS):
        op.drop_column('attempt_item', column)
    op.drop_column('attempt', 'language')

    with op.batch_alter_table('accommodation', schema=None) as batch_op:
        batch_op.drop_index('uq_accommodation_in_force', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_accommodation_user_id'))
        batch_op.drop_index('ix_accommodation_granted')

    op.drop_table('accommodation')
