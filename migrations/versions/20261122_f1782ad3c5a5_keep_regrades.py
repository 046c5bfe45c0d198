"""keep regrades."""

import sqlalchemy as sa
from alembic import op

revision = 'f1782ad3c5a5'
down_revision = '7c067a92c46a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('regrade',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('decided_by', sa.String(length=22), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('item_ids', sa.JSON(), nullable=False),
    sa.Column('from_digests', sa.JSON(), nullable=False),
    sa.Column('to_digest', sa.String(length=64), nullable=False),
    sa.Column('last_attempt_id', sa.String(length=22), nullable=True),
    sa.Column('judged_count', sa.Integer(), nullable=False),
    sa.Column('improved_count', sa.Integer(), nullable=False),
    sa.Column('passed_count', sa.Integer(), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('improved_count <= judged_count', name=op.f('ck_regrade_improved_within_judged')),
    sa.CheckConstraint('length(reason) >= 1', name=op.f('ck_regrade_reason_not_blank')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regrade'))
    )
    with op.batch_alter_table('regrade', schema=None) as batch_op:
        batch_op.create_index('ix_regrade_module', ['module_slug', 'decided_at'], unique=False)
        batch_op.create_index('uq_regrade_under_way', ['module_slug'], unique=True, sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))

    op.create_table('regraded_attempt',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('regrade_id', sa.String(length=22), nullable=False),
    sa.Column('attempt_id', sa.String(length=22), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('old_score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('new_score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('max_score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('was_passed', sa.Boolean(), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('item_scores', sa.JSON(), nullable=False),
    sa.Column('outcome_scores', sa.JSON(), nullable=False),
    sa.Column('regraded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('is_passed OR NOT was_passed', name=op.f('ck_regraded_attempt_pass_is_kept')),
    sa.CheckConstraint('new_score > old_score AND new_score <= max_score', name=op.f('ck_regraded_attempt_score_rises')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_regraded_attempt_number_from_one')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_regraded_attempt_attempt_id')),
    sa.ForeignKeyConstraint(['regrade_id'], ['regrade.id'], name=op.f('fk_regraded_attempt_regrade_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regraded_attempt')),
    sa.UniqueConstraint('attempt_id', 'number', name=op.f('uq_regraded_attempt_attempt_id_number')),
    sa.UniqueConstraint('regrade_id', 'attempt_id', name=op.f('uq_regraded_attempt_regrade_id_attempt_id'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index('ix_attempt_edition', ['module_slug', 'quiz', 'edition_digest', 'submitted_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('ix_attempt_edition')

    op.drop_table('regraded_attempt')
    with op.batch_alter_table('regrade', schema=None) as batch_op:
        batch_op.drop_index('uq_regrade_under_way', sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))
        batch_op.drop_index('ix_regrade_module')

    op.drop_table('regrade')
