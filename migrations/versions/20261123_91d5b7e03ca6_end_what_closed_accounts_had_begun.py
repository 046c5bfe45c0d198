"""end what people had begun whose account is closed, and all that erased people were in."""

from alembic import op

revision = '91d5b7e03ca6'
down_revision = '7c2e90b4d1f8'
branch_labels = None
depends_on = None

CLOSED = 'SELECT id FROM "user" WHERE disabled_at IS NOT NULL'
ERASED = f"{CLOSED} AND email LIKE '%@erased.invalid'"
CLOSED_AT = '(SELECT disabled_at FROM "user" WHERE "user".id = enrolment.user_id)'


def upgrade() -> None:
    op.execute(
        f'UPDATE enrolment SET withdrawn_at = {CLOSED_AT}'
        f' WHERE withdrawn_at IS NULL AND idle_since IS NOT NULL AND user_id IN ({CLOSED})'
    )
    op.execute(f'UPDATE enrolment SET withdrawn_at = {CLOSED_AT} WHERE withdrawn_at IS NULL AND user_id IN ({ERASED})')
    op.execute(f'UPDATE enrolment SET idle_since = NULL WHERE idle_since IS NOT NULL AND user_id IN ({ERASED})')


def downgrade() -> None:
    # Who was erased stays gone: their enrolments are nobody's.
    op.execute(
        f'UPDATE enrolment SET withdrawn_at = NULL WHERE withdrawn_at = {CLOSED_AT}'
        f' AND user_id IN ({CLOSED}) AND user_id NOT IN ({ERASED})'
    )
