"""keep enquiries about many certificates, and the answer to each line."""

import sqlalchemy as sa
from alembic import op

revision = '3b8e6f20c4a9'
down_revision = '2bc865911ecf'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('enquiry',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.Enum('codes', 'files', name='enquirykind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('line_count', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempt_count', sa.Integer(), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('removed_after', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('due_at IS NULL OR finished_at IS NULL', name=op.f('ck_enquiry_finished_is_not_due')),
    sa.CheckConstraint('line_count > 0', name=op.f('ck_enquiry_has_lines')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enquiry'))
    )
    with op.batch_alter_table('enquiry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enquiry_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_enquiry_removed_after'), ['removed_after'], unique=False)

    op.create_table('enquiry_line',
    sa.Column('enquiry_id', sa.String(length=64), nullable=False),
    sa.Column('position', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('label', sa.String(length=130), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('answer', sa.Enum('altered', 'revoked', 'unknown', 'malformed', 'trial', 'superseded', 'expired', 'unchecked', 'valid', name='lineanswer', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['enquiry_id'], ['enquiry.id'], name=op.f('fk_enquiry_line_enquiry_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('enquiry_id', 'position', name=op.f('pk_enquiry_line'))
    )


def downgrade() -> None:
    op.drop_table('enquiry_line')
    op.drop_table('enquiry')
