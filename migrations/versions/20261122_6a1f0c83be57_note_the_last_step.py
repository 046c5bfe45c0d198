"""note the last step of everybody who is under way."""

import sqlalchemy as sa
from alembic import op

revision = '6a1f0c83be57'
down_revision = '2ee835bed88a'
branch_labels = None
depends_on = None


STEPS = (
    ('completed_at', 'lesson_completion step WHERE step.enrolment_id = enrolment.id'),
    ('saved_at', 'place step WHERE step.enrolment_id = enrolment.id'),
    ('recorded_at', 'result step WHERE step.enrolment_id = enrolment.id'),
    ('answered_at', 'self_check_answer step WHERE step.enrolment_id = enrolment.id'),
    ('saved_at', 'submission step WHERE step.enrolment_id = enrolment.id'),
    ('submitted_at', 'submission step WHERE step.enrolment_id = enrolment.id'),
    ('saved_at', 'attempt_item step JOIN attempt ON attempt.id = step.attempt_id WHERE attempt.enrolment_id = enrolment.id'),
)


def upgrade() -> None:
    op.add_column('enrolment', sa.Column('idle_since', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        'UPDATE enrolment SET idle_since = enrolled_at'
        ' WHERE NOT EXISTS (SELECT 1 FROM completion WHERE completion.enrolment_id = enrolment.id)'
    )
    for column, rows in STEPS:
        latest = f'(SELECT max(step.{column}) FROM {rows})'
        op.execute(f'UPDATE enrolment SET idle_since = {latest} WHERE idle_since < {latest}')
    op.create_index('ix_enrolment_idle', 'enrolment', ['module_slug', 'idle_since', 'id'], unique=False, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))


def downgrade() -> None:
    op.drop_index('ix_enrolment_idle', table_name='enrolment', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.drop_column('enrolment', 'idle_since')
