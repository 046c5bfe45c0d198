"""keep cohorts whose certificates were ordered together."""

import sqlalchemy as sa
from alembic import op

revision = 'b7d2f04c9e15'
down_revision = 'b60f2d9a7c38'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cohort',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('choice', sa.Enum('everyone', 'dates', 'addresses', name='choice', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_after', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort'))
    )
    with op.batch_alter_table('cohort', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_removed_after'), ['removed_after'], unique=False)

    op.create_table('cohort_member',
    sa.Column('cohort_id', sa.String(length=22), nullable=False),
    sa.Column('completion_id', sa.String(length=22), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_cohort_member_cohort_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_cohort_member_completion_id')),
    sa.PrimaryKeyConstraint('cohort_id', 'completion_id', name=op.f('pk_cohort_member'))
    )
    with op.batch_alter_table('cohort_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_member_completion_id'), ['completion_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cohort_member_tried_at'), ['tried_at'], unique=False)


def downgrade() -> None:
    op.drop_table('cohort_member')
    op.drop_table('cohort')
