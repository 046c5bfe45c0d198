"""see in the indexes that lists go along whose an enrolment is."""

from alembic import op

revision = '5b93c0e7d214'
down_revision = '7d2e51c9f0ab'
branch_labels = None
depends_on = None

ORDERS = {
    'ix_enrolment_joined': ['enrolled_at', 'id'],
    'ix_enrolment_module': ['module_slug', 'enrolled_at', 'id'],
}


def upgrade() -> None:
    for name, columns in ORDERS.items():
        op.drop_index(name, table_name='enrolment')
        op.create_index(name, 'enrolment', [*columns, 'user_id'])


def downgrade() -> None:
    for name, columns in ORDERS.items():
        op.drop_index(name, table_name='enrolment')
        op.create_index(name, 'enrolment', columns)
