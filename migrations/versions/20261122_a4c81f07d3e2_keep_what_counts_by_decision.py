"""keep what counts by decision."""

import sqlalchemy as sa
from alembic import op

revision = 'a4c81f07d3e2'
down_revision = 'f1782ad3c5a5'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('recognition',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('part', sa.Enum('module', 'lessons', 'self-checks', 'final-test', 'assignment', name='recognisedpart', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('prior-learning', 'waiver', name='recognitionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.String(length=22), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.String(length=22), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_recognition_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition'))
    )
    op.create_index('ix_recognition_decided', 'recognition', ['decided_at'], unique=False)
    op.create_index('uq_recognition_in_force', 'recognition', ['user_id', 'module_slug', 'part'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))


def downgrade() -> None:
    op.drop_index('uq_recognition_in_force', table_name='recognition', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.drop_index('ix_recognition_decided', table_name='recognition')
    op.drop_table('recognition')
