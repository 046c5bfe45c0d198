"""keep notes of trainers."""

import sqlalchemy as sa
from alembic import op

revision = 'c5d90e27b6f4'
down_revision = 'b7d2c94e6a10'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'trainer_note',
        sa.Column('id', sa.String(length=22), nullable=False),
        sa.Column('enrolment_id', sa.String(length=22), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('written_by', sa.String(length=22), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_trainer_note_enrolment_id_enrolment')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_trainer_note')),
    )
    op.create_index('ix_trainer_note_enrolment_id', 'trainer_note', ['enrolment_id'])


def downgrade() -> None:
    op.drop_index('ix_trainer_note_enrolment_id', table_name='trainer_note')
    op.drop_table('trainer_note')
