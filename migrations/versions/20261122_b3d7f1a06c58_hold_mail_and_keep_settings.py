"""hold mail and keep settings."""

import sqlalchemy as sa
from alembic import op

revision = 'b3d7f1a06c58'
down_revision = '6a1f0c83be57'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('setting',
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by', sa.String(length=22), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_setting'))
    )
    op.add_column('outbox_mail', sa.Column('held_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_outbox_mail_created', 'outbox_mail', ['created_at', 'id'], unique=False)
    op.create_index('ix_outbox_mail_recipient', 'outbox_mail', ['recipient'], unique=False)
    op.create_index('ix_audit_entry_happened', 'audit_entry', ['happened_at', 'id'], unique=False)


def downgrade() -> None:
    # Without the column a held mail would wait for ever: it goes out as any other.
    op.execute('UPDATE outbox_mail SET due_at = held_at WHERE held_at IS NOT NULL AND sent_at IS NULL')
    op.drop_index('ix_audit_entry_happened', table_name='audit_entry')
    op.drop_index('ix_outbox_mail_recipient', table_name='outbox_mail')
    op.drop_index('ix_outbox_mail_created', table_name='outbox_mail')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('held_at')
    op.drop_table('setting')
