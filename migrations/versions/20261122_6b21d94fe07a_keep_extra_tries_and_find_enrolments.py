"""keep extra tries, and find enrolments and certificates in lists."""

import sqlalchemy as sa
from alembic import op

revision = '6b21d94fe07a'
down_revision = 'b3d7f1a06c58'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('extra_try',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('granted_by', sa.String(length=22), nullable=True),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_extra_try_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extra_try'))
    )
    op.create_index('ix_extra_try_person', 'extra_try', ['user_id', 'module_slug'], unique=False)
    op.create_index('ix_enrolment_joined', 'enrolment', ['enrolled_at', 'id'], unique=False)
    op.create_index('ix_enrolment_module', 'enrolment', ['module_slug', 'enrolled_at', 'id'], unique=False)
    op.create_index('ix_enrolment_person', 'enrolment', ['user_id', 'module_slug'], unique=False)
    op.create_index('ix_credential_issued', 'credential', ['issued_at', 'id'], unique=False)
    op.create_index('ix_credential_achievement', 'credential', ['achievement_slug', 'issued_at', 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_credential_achievement', 'credential')
    op.drop_index('ix_credential_issued', 'credential')
    op.drop_index('ix_enrolment_person', 'enrolment')
    op.drop_index('ix_enrolment_module', 'enrolment')
    op.drop_index('ix_enrolment_joined', 'enrolment')
    op.drop_index('ix_extra_try_person', 'extra_try')
    op.drop_table('extra_try')
