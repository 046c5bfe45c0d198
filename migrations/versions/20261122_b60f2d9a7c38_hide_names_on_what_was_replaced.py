"""hide names on what was replaced, as it is done at each replacement from now on."""

import sqlalchemy as sa
from alembic import op

revision = 'b60f2d9a7c38'
down_revision = '9d4fa3b60c17'
branch_labels = None
depends_on = None


def upgrade() -> None:
    credential = sa.table('credential', sa.column('id', sa.String), sa.column('superseded_by', sa.String))
    record = sa.table('credential_record', sa.column('credential_id', sa.String), sa.column('name_shown', sa.String))
    replaced = sa.select(credential.c.id).where(credential.c.superseded_by.is_not(None))
    op.execute(record.update().where(record.c.credential_id.in_(replaced)).values(name_shown='hidden'))


def downgrade() -> None:
    """What was chosen before is not known any more, and nothing is shown that may not be."""
