"""know whose mail it is."""

import sqlalchemy as sa
from alembic import op

revision = 'e4b1c7a9d350'
down_revision = '9a41c7d05e3b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('outbox_mail', sa.Column('person_id', sa.String(length=22), nullable=True))
    op.create_index('ix_outbox_mail_person_id', 'outbox_mail', ['person_id'])


def downgrade() -> None:
    op.drop_index('ix_outbox_mail_person_id', table_name='outbox_mail')
    op.drop_column('outbox_mail', 'person_id')
