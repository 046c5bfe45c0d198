"""Keep erasures that wait, choices of mail, runs of retention."""

import sqlalchemy as sa
from alembic import op

revision = '6b1d90e7c4a2'
down_revision = 'f0206cbc9b00'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('retention_run',
    sa.Column('ran_on', sa.Date(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('ran_on', name=op.f('pk_retention_run'))
    )
    op.create_table('erasure_request',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('cause', sa.Enum('asked', 'inactive', name='erasurecause', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_erasure_request_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_erasure_request')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_erasure_request_token_digest'))
    )
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_request_due_at'), ['due_at'], unique=False)
    op.create_table('mail_choice',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('topic', sa.Enum('reminders', 'results', 'notes', name='mailtopic', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('off_since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_mail_choice_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'topic', name=op.f('pk_mail_choice'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unsubscribe_url', sa.String(length=400), nullable=True))
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('last_sign_in_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_user_last_sign_in_at'), ['last_sign_in_at'], unique=False)
    # Nobody counts as away for longer than is known.
    op.execute(
        'UPDATE "user" SET last_sign_in_at = '
        '(SELECT max(sign_in.created_at) FROM sign_in WHERE sign_in.user_id = "user".id)'
    )


def downgrade() -> None:
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_last_sign_in_at'))
        batch_op.drop_column('last_sign_in_at')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('unsubscribe_url')
    op.drop_table('mail_choice')
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_request_due_at'))
    op.drop_table('erasure_request')
    op.drop_table('retention_run')
