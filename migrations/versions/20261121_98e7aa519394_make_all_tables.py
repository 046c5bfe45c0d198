"""make all tables."""

import sqlalchemy as sa
from alembic import op

revision = '98e7aa519394'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('actor_id', sa.String(length=22), nullable=True),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_action'), ['action'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_subject'), ['subject'], unique=False)

    op.create_table('credential',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('issuer_name', sa.String(length=200), nullable=False),
    sa.Column('hours', sa.String(length=10), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.Column('awarded_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('is_trial', sa.Boolean(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('record_sha256', sa.String(length=64), nullable=False),
    sa.Column('pdf_sha256', sa.String(length=64), nullable=True),
    sa.Column('pdf_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pdf_attempt_count', sa.Integer(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_reason', sa.Enum('issued-in-error', 'assessment-not-valid', 'details-wrong', 'request-of-holder', name='revocationreason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('superseded_by', sa.String(length=36), nullable=True),
    sa.Column('holder_erased_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pdf_removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(revoked_at IS NULL) = (revoked_reason IS NULL)', name=op.f('ck_credential_revoked_with_reason')),
    sa.CheckConstraint('length(code) = 20', name=op.f('ck_credential_code_length')),
    sa.ForeignKeyConstraint(['superseded_by'], ['credential.id'], name=op.f('fk_credential_superseded_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credential')),
    sa.UniqueConstraint('code', name=op.f('uq_credential_code')),
    sa.UniqueConstraint('pdf_sha256', name=op.f('uq_credential_pdf_sha256'))
    )
    with op.batch_alter_table('credential', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credential_pdf_due_at'), ['pdf_due_at'], unique=False)

    op.create_table('outbox_mail',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('message_id', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempt_count', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=300), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('message_id', name=op.f('uq_outbox_mail_message_id'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_due_at'), ['due_at'], unique=False)

    op.create_table('throttle_count',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_throttle_count'))
    )
    with op.batch_alter_table('throttle_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_throttle_count_expires_at'), ['expires_at'], unique=False)

    op.create_table('user',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('email_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('certificate_name', sa.String(length=60), nullable=True),
    sa.Column('country', sa.String(length=2), nullable=True),
    sa.Column('organisation', sa.String(length=120), nullable=True),
    sa.Column('occupation', sa.Enum('cluster-manager', 'business-support', 'official-local', 'official-regional', 'official-national', 'trainer', 'other', name='occupation', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('time_zone', sa.String(length=60), nullable=False),
    sa.Column('shows_name_when_verified', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.CheckConstraint('length(certificate_name) BETWEEN 2 AND 60', name=op.f('ck_user_certificate_name_length')),
    sa.CheckConstraint('length(country) = 2', name=op.f('ck_user_country_length')),
    sa.CheckConstraint('length(email) BETWEEN 3 AND 254', name=op.f('ck_user_email_length')),
    sa.CheckConstraint('length(organisation) <= 120', name=op.f('ck_user_organisation_length')),
    sa.CheckConstraint('length(password_hash) <= 200', name=op.f('ck_user_password_hash_length')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user')),
    sa.UniqueConstraint('email', name=op.f('uq_user_email'))
    )
    op.create_table('credential_event',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('credential_id', sa.String(length=36), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.Enum('issued', 'rendered', 'rendering-given-up', 'revoked', 'superseded', 'name-shown', 'name-hidden', 'holder-erased', name='eventkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_credential_event_credential_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credential_event'))
    )
    with op.batch_alter_table('credential_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credential_event_credential_id'), ['credential_id'], unique=False)

    op.create_table('enrolment',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.Column('enrolled_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declarations', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_enrolment_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index('uq_enrolment_present', ['user_id', 'module_slug'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.create_table('holder_name',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_holder_name_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_holder_name'))
    )
    op.create_table('one_time_token',
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('purpose', sa.Enum('confirm-email', 'reset-password', 'change-email', 'first-administrator', name='purpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('length(email) <= 254', name=op.f('ck_one_time_token_email_length')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_one_time_token_user_id')),
    sa.PrimaryKeyConstraint('token_digest', name=op.f('pk_one_time_token'))
    )
    with op.batch_alter_table('one_time_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_token_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_one_time_token_user_id'), ['user_id'], unique=False)
        batch_op.create_index('uq_one_time_token_first_administrator', ['purpose'], unique=True, sqlite_where=sa.text("purpose = 'first-administrator' AND used_at IS NULL"), postgresql_where=sa.text("purpose = 'first-administrator' AND used_at IS NULL"))

    op.create_table('role_grant',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('role', sa.Enum('participant', 'trainer', 'programme-owner', 'administrator', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by', sa.String(length=22), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_role_grant_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'role', name=op.f('pk_role_grant'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_role'), ['role'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('network', sa.String(length=43), nullable=False),
    sa.Column('agent', sa.String(length=60), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('length(agent) <= 60', name=op.f('ck_sign_in_agent_length')),
    sa.CheckConstraint('length(network) <= 43', name=op.f('ck_sign_in_network_length')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_sign_in_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_sign_in_token_digest'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index('ix_sign_in_open', ['user_id', 'ended_at'], unique=False)

    op.create_table('attempt',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.Column('quiz', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('seed', sa.String(length=22), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('score', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.Column('max_score', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.Column('is_passed', sa.Boolean(), nullable=True),
    sa.Column('outcome_scores', sa.JSON(none_as_null=True), nullable=True),
    sa.CheckConstraint('(submitted_at IS NULL) = (score IS NULL) AND (score IS NULL) = (max_score IS NULL) AND (score IS NULL) = (is_passed IS NULL)', name=op.f('ck_attempt_graded_when_submitted')),
    sa.CheckConstraint('deadline_at IS NULL OR deadline_at > started_at', name=op.f('ck_attempt_deadline_after_start')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_attempt_number_from_one')),
    sa.CheckConstraint('score IS NULL OR (score >= 0 AND score <= max_score)', name=op.f('ck_attempt_score_within_points')),
    sa.CheckConstraint('submitted_at IS NULL OR submitted_at >= started_at', name=op.f('ck_attempt_submitted_after_start')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_attempt_enrolment_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_attempt_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('enrolment_id', 'quiz', 'number', name=op.f('uq_attempt_enrolment_id_quiz_number'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index('ix_attempt_due', ['deadline_at'], unique=False, sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_attempt_enrolment_id'), ['enrolment_id'], unique=False)
        batch_op.create_index('ix_attempt_person', ['user_id', 'module_slug', 'quiz'], unique=False)
        batch_op.create_index('uq_attempt_open', ['enrolment_id', 'quiz'], unique=True, sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))

    op.create_table('completion',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_completion_enrolment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_completion')),
    sa.UniqueConstraint('enrolment_id', name=op.f('uq_completion_enrolment_id'))
    )
    op.create_table('lesson_completion',
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('lesson_slug', sa.String(length=80), nullable=False),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_lesson_completion_enrolment_id')),
    sa.PrimaryKeyConstraint('enrolment_id', 'lesson_slug', name=op.f('pk_lesson_completion'))
    )
    op.create_table('place',
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('lesson_slug', sa.String(length=80), nullable=False),
    sa.Column('anchor', sa.String(length=120), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_place_enrolment_id')),
    sa.PrimaryKeyConstraint('enrolment_id', name=op.f('pk_place'))
    )
    op.create_table('result',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('activity', sa.String(length=100), nullable=False),
    sa.Column('score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('max_score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('is_passed', sa.Boolean(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.Column('source_id', sa.String(length=22), nullable=False),
    sa.CheckConstraint('score >= 0 AND score <= max_score', name=op.f('ck_result_score_within_points')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_result_enrolment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_result'))
    )
    with op.batch_alter_table('result', schema=None) as batch_op:
        batch_op.create_index('uq_result_source', ['enrolment_id', 'activity', 'source_id'], unique=True)

    op.create_table('self_check_answer',
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('item_id', sa.String(length=100), nullable=False),
    sa.Column('variant', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(), nullable=False),
    sa.Column('score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('max_score', sa.Numeric(precision=9, scale=4), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.CheckConstraint('score >= 0 AND score <= max_score', name=op.f('ck_self_check_answer_score_within_points')),
    sa.CheckConstraint('variant >= 0', name=op.f('ck_self_check_answer_variant_from_zero')),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_self_check_answer_enrolment_id')),
    sa.PrimaryKeyConstraint('enrolment_id', 'item_id', name=op.f('pk_self_check_answer'))
    )
    op.create_table('attempt_item',
    sa.Column('attempt_id', sa.String(length=22), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('item_id', sa.String(length=100), nullable=False),
    sa.Column('variant', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('is_flagged', sa.Boolean(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('score', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.CheckConstraint('position >= 1', name=op.f('ck_attempt_item_position_from_one')),
    sa.CheckConstraint('score IS NULL OR score >= 0', name=op.f('ck_attempt_item_score_from_zero')),
    sa.CheckConstraint('variant >= 0', name=op.f('ck_attempt_item_variant_from_zero')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_attempt_item_attempt_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('attempt_id', 'position', name=op.f('pk_attempt_item')),
    sa.UniqueConstraint('attempt_id', 'item_id', name=op.f('uq_attempt_item_attempt_id_item_id'))
    )
    op.create_table('credential_record',
    sa.Column('credential_id', sa.String(length=36), nullable=False),
    sa.Column('holder_id', sa.String(length=22), nullable=False),
    sa.Column('completion_id', sa.String(length=22), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('shows_name', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['completion_id'], ['completion.id'], name=op.f('fk_credential_record_completion_id')),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_credential_record_credential_id')),
    sa.ForeignKeyConstraint(['holder_id'], ['user.id'], name=op.f('fk_credential_record_holder_id')),
    sa.PrimaryKeyConstraint('credential_id', name=op.f('pk_credential_record')),
    sa.UniqueConstraint('completion_id', 'sequence', name='uq_credential_record_completion')
    )
    with op.batch_alter_table('credential_record', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credential_record_holder_id'), ['holder_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('credential_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_credential_record_holder_id'))

    op.drop_table('credential_record')
    op.drop_table('attempt_item')
    op.drop_table('self_check_answer')
    with op.batch_alter_table('result', schema=None) as batch_op:
        batch_op.drop_index('uq_result_source')

    op.drop_table('result')
    op.drop_table('place')
    op.drop_table('lesson_completion')
    op.drop_table('completion')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_open', sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))
        batch_op.drop_index('ix_attempt_person')
        batch_op.drop_index(batch_op.f('ix_attempt_enrolment_id'))
        batch_op.drop_index('ix_attempt_due', sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))

    op.drop_table('attempt')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_in_open')

    op.drop_table('sign_in')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_role'))

    op.drop_table('role_grant')
    with op.batch_alter_table('one_time_token', schema=None) as batch_op:
        batch_op.drop_index('uq_one_time_token_first_administrator', sqlite_where=sa.text("purpose = 'first-administrator' AND used_at IS NULL"), postgresql_where=sa.text("purpose = 'first-administrator' AND used_at IS NULL"))
        batch_op.drop_index(batch_op.f('ix_one_time_token_user_id'))
        batch_op.drop_index(batch_op.f('ix_one_time_token_expires_at'))

    op.drop_table('one_time_token')
    op.drop_table('holder_name')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index('uq_enrolment_present', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.drop_table('enrolment')
    with op.batch_alter_table('credential_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_credential_event_credential_id'))

    op.drop_table('credential_event')
    op.drop_table('user')
    with op.batch_alter_table('throttle_count', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_throttle_count_expires_at'))

    op.drop_table('throttle_count')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_mail_due_at'))

    op.drop_table('outbox_mail')
    with op.batch_alter_table('credential', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_credential_pdf_due_at'))

    op.drop_table('credential')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_subject'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_actor_id'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_action'))

    op.drop_table('audit_entry')
