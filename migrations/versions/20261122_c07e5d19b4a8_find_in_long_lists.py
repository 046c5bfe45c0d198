"""find members, mails, entries of the log and the last step by indexes."""

import sqlalchemy as sa
from alembic import op

revision = 'c07e5d19b4a8'
down_revision = 'd05c8e3f71a2'
branch_labels = None
depends_on = None

PRESENT = sa.text('withdrawn_at IS NULL')
QUEUED = sa.text('queued_at IS NOT NULL')
HELD = sa.text('held_at IS NOT NULL')


def upgrade() -> None:
    op.create_index('ix_person_word_person', 'person_word', ['user_id', 'word'])
    op.drop_index('ix_person_word_user_id', table_name='person_word')
    op.drop_index('ix_affiliation_organisation', table_name='affiliation')
    op.create_index('ix_affiliation_organisation', 'affiliation', ['organisation_id', 'ended_at', 'agreed_at', 'user_id'])
    op.create_index('ix_submission_waiting', 'submission', ['enrolment_id'], sqlite_where=QUEUED, postgresql_where=QUEUED)
    _sort('audit_entry', 'subject', 120, 'C')
    _sort('outbox_mail', 'recipient', 254, 'C')
    op.drop_index('ix_audit_entry_action', table_name='audit_entry')
    op.create_index('ix_audit_entry_action', 'audit_entry', ['action', 'happened_at', 'id'])
    op.create_index('ix_outbox_mail_kind', 'outbox_mail', ['kind', 'created_at', 'id'])
    op.create_index('ix_outbox_mail_held', 'outbox_mail', ['held_at'], sqlite_where=HELD, postgresql_where=HELD)
    op.add_column('enrolment', sa.Column('last_step_at', sa.DateTime(timezone=True), nullable=False, server_default='1970-01-01 00:00:00+00'))
    completed = '(SELECT completed_at FROM completion WHERE completion.enrolment_id = enrolment.id)'
    op.execute(f'UPDATE enrolment SET last_step_at = coalesce(idle_since, {completed}, enrolled_at)')
    op.drop_index('ix_enrolment_idle', table_name='enrolment')
    op.create_index('ix_enrolment_idle', 'enrolment', ['module_slug', 'idle_since', 'id', 'withdrawn_at'], sqlite_where=PRESENT, postgresql_where=PRESENT)
    op.create_index('ix_enrolment_step', 'enrolment', ['module_slug', 'last_step_at', 'id'], sqlite_where=PRESENT, postgresql_where=PRESENT)


def downgrade() -> None:
    op.drop_index('ix_enrolment_step', table_name='enrolment')
    op.drop_index('ix_enrolment_idle', table_name='enrolment')
    op.create_index('ix_enrolment_idle', 'enrolment', ['module_slug', 'idle_since', 'id'], sqlite_where=PRESENT, postgresql_where=PRESENT)
    op.drop_column('enrolment', 'last_step_at')
    op.drop_index('ix_outbox_mail_held', table_name='outbox_mail')
    op.drop_index('ix_outbox_mail_kind', table_name='outbox_mail')
    op.drop_index('ix_audit_entry_action', table_name='audit_entry')
    op.create_index('ix_audit_entry_action', 'audit_entry', ['action'])
    _sort('outbox_mail', 'recipient', 254, 'default')
    _sort('audit_entry', 'subject', 120, 'default')
    op.drop_index('ix_submission_waiting', table_name='submission')
    op.drop_index('ix_affiliation_organisation', table_name='affiliation')
    op.create_index('ix_affiliation_organisation', 'affiliation', ['organisation_id', 'ended_at'])
    op.create_index('ix_person_word_user_id', 'person_word', ['user_id'])
    op.drop_index('ix_person_word_person', table_name='person_word')


def _sort(table: str, column: str, length: int, collation: str) -> None:
    """SQLite sorts by signs alone anyway."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "{collation}"')
