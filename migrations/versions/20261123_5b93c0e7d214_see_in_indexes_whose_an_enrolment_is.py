"""see in the indexes that lists go along whose an enrolment is, and find who goes on in all modules at once."""

import sqlalchemy as sa
from alembic import op

revision = '5b93c0e7d214'
down_revision = '7d2e51c9f0ab'
branch_labels = None
depends_on = None

PRESENT = sa.text('withdrawn_at IS NULL')
ORDERS = {
    'ix_enrolment_joined': ['enrolled_at', 'id'],
    'ix_enrolment_module': ['module_slug', 'enrolled_at', 'id'],
}


def upgrade() -> None:
    for name, columns in ORDERS.items():
        op.drop_index(name, table_name='enrolment')
        op.create_index(name, 'enrolment', [*columns, 'user_id'])
    op.create_index('ix_enrolment_active', 'enrolment', ['idle_since', 'enrolled_at', 'id'], sqlite_where=PRESENT, postgresql_where=PRESENT)


def downgrade() -> None:
    op.drop_index('ix_enrolment_active', table_name='enrolment')
    for name, columns in ORDERS.items():
        op.drop_index(name, table_name='enrolment')
        op.create_index(name, 'enrolment', columns)
