"""keep renewals."""

import sqlalchemy as sa
from alembic import op

revision = '9d4fa3b60c17'
down_revision = 'e71b0c55d3aa'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('renewal',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('enrolment_id', sa.String(length=22), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('passed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_renewal_enrolment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_renewal'))
    )
    op.create_index('uq_renewal_open', 'renewal', ['enrolment_id'], unique=True, sqlite_where=sa.text('finished_at IS NULL'), postgresql_where=sa.text('finished_at IS NULL'))


def downgrade() -> None:
    op.drop_table('renewal')
