"""keep what is handed in and marked."""

import sqlalchemy as sa
from alembic import op

revision = '89eb20c91f7e'
down_revision = 'f48d491690c7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('submission',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'waiting', 'marking', 'graded', name='submissionstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('markers_needed', sa.Integer(), nullable=False),
    sa.Column('review_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('review_reason', sa.Text(), nullable=True),
    sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name=op.f('ck_submission_submitted_unless_draft')),
    sa.CheckConstraint("(state IN ('waiting', 'marking')) = (queued_at IS NOT NULL)", name=op.f('ck_submission_queued_while_waiting')),
    sa.CheckConstraint('(review_asked_at IS NULL) = (review_reason IS NULL)', name=op.f('ck_submission_review_with_reason')),
    sa.CheckConstraint('markers_needed IN (1, 2)', name=op.f('ck_submission_one_marker_or_two')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_submission_number_from_one')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_submission_enrolment_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_submission_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission')),
    sa.UniqueConstraint('user_id', 'module_slug', 'number', name=op.f('uq_submission_user_id_module_slug_number'))
    )
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_module_slug'), ['module_slug'], unique=False)
        batch_op.create_index('ix_submission_queue', ['queued_at', 'id'], unique=False, sqlite_where=sa.text('queued_at IS NOT NULL'), postgresql_where=sa.text('queued_at IS NOT NULL'))
        batch_op.create_index('uq_submission_draft', ['enrolment_id'], unique=True, sqlite_where=sa.text("state = 'draft'"), postgresql_where=sa.text("state = 'draft'"))

    op.create_table('marking',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('submission_id', sa.String(length=22), nullable=False),
    sa.Column('marker_id', sa.String(length=22), nullable=True),
    sa.Column('role', sa.Enum('first', 'second', 'third', 'review', name='markerrole', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('comments', sa.JSON(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(finished_at IS NULL) = (lapses_at IS NOT NULL)', name=op.f('ck_marking_lapses_until_finished')),
    sa.ForeignKeyConstraint(['marker_id'], ['user.id'], name=op.f('fk_marking_marker_id')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_marking_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_marking')),
    sa.UniqueConstraint('submission_id', 'marker_id', name=op.f('uq_marking_submission_id_marker_id')),
    sa.UniqueConstraint('submission_id', 'role', name=op.f('uq_marking_submission_id_role'))
    )
    with op.batch_alter_table('marking', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_marking_lapses_at'), ['lapses_at'], unique=False)
        batch_op.create_index('ix_marking_marker', ['marker_id', 'finished_at'], unique=False)

    op.create_table('submission_file',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('submission_id', sa.String(length=22), nullable=False),
    sa.Column('part', sa.String(length=100), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.Enum('pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'png', 'jpg', name='filekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('stored_as', sa.String(length=40), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size > 0', name=op.f('ck_submission_file_size_above_zero')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_file_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission_file'))
    )
    with op.batch_alter_table('submission_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_submission_file_stored_as'), ['stored_as'], unique=False)
        batch_op.create_index(batch_op.f('ix_submission_file_submission_id'), ['submission_id'], unique=False)

    op.create_table('submission_grade',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('submission_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.Enum('marking', 'review', name='gradekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('max_score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('graded_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score >= 0 AND score <= max_score', name=op.f('ck_submission_grade_score_within_points')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_grade_submission_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission_grade')),
    sa.UniqueConstraint('submission_id', 'kind', name=op.f('uq_submission_grade_submission_id_kind'))
    )


def downgrade() -> None:
    op.drop_table('submission_grade')
    with op.batch_alter_table('submission_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_submission_file_submission_id'))
        batch_op.drop_index(batch_op.f('ix_submission_file_stored_as'))

    op.drop_table('submission_file')
    with op.batch_alter_table('marking', schema=None) as batch_op:
        batch_op.drop_index('ix_marking_marker')
        batch_op.drop_index(batch_op.f('ix_marking_lapses_at'))

    op.drop_table('marking')
    with op.batch_alter_table('submission', schema=None) as batch_op:
        batch_op.drop_index('uq_submission_draft', sqlite_where=sa.text("state = 'draft'"), postgresql_where=sa.text("state = 'draft'"))
        batch_op.drop_index('ix_submission_queue', sqlite_where=sa.text('queued_at IS NOT NULL'), postgresql_where=sa.text('queued_at IS NOT NULL'))
        batch_op.drop_index(batch_op.f('ix_submission_module_slug'))

    op.drop_table('submission')
