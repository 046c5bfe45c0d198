"""find who left a module, and certificates that were withdrawn or expire."""

import sqlalchemy as sa
from alembic import op

revision = '7ce4a0d915b8'
down_revision = 'd81e6b47f3a9'
branch_labels = None
depends_on = None

LEFT = sa.text('withdrawn_at IS NOT NULL')
REVOKED = sa.text('revoked_at IS NOT NULL')


def upgrade() -> None:
    op.create_index('ix_enrolment_left', 'enrolment', ['enrolled_at', 'id'], unique=False, sqlite_where=LEFT, postgresql_where=LEFT)
    op.create_index('ix_credential_revoked', 'credential', ['issued_at', 'id'], unique=False, sqlite_where=REVOKED, postgresql_where=REVOKED)
    op.create_index('ix_credential_expires', 'credential', ['expires_on'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_credential_expires', 'credential')
    op.drop_index('ix_credential_revoked', 'credential')
    op.drop_index('ix_enrolment_left', 'enrolment')
