"""erase accounts that have been closed for long."""

import sqlalchemy as sa
from alembic import op

revision = 'b84f2c61a0d7'
down_revision = '91d5b7e03ca6'
branch_labels = None
depends_on = None

CHECK = 'ck_erasure_request_erasurecause'


def upgrade() -> None:
    _allow("'asked', 'inactive', 'closed'")


def downgrade() -> None:
    op.execute("DELETE FROM erasure_request WHERE cause = 'closed'")
    _allow("'asked', 'inactive'")


def _allow(causes: str) -> None:
    with op.batch_alter_table('erasure_request') as batch_op:
        batch_op.drop_constraint(op.f(CHECK), type_='check')
        batch_op.create_check_constraint(op.f(CHECK), sa.text(f'cause IN ({causes})'))
