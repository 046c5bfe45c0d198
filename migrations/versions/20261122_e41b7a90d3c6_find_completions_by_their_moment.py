"""find completions by their moment, for who waits longest."""

from alembic import op

revision = 'e41b7a90d3c6'
down_revision = 'c07e5d19b4a8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_completion_completed', 'completion', ['completed_at', 'id'])


def downgrade() -> None:
    op.drop_index('ix_completion_completed', table_name='completion')
