"""let questions come back."""

import sqlalchemy as sa
from alembic import op

revision = '7c067a92c46a'
down_revision = '89eb20c91f7e'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review_card',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('source', sa.Enum('final-test', 'self-check', name='cardsource', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('item_id', sa.String(length=100), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('right_in_row', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('variant', sa.Integer(), nullable=False),
    sa.Column('times_answered', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.CheckConstraint('right_in_row >= 0', name=op.f('ck_review_card_right_from_zero')),
    sa.CheckConstraint('step >= 0', name=op.f('ck_review_card_step_from_zero')),
    sa.CheckConstraint('times_answered >= 0', name=op.f('ck_review_card_times_from_zero')),
    sa.CheckConstraint('variant >= 0', name=op.f('ck_review_card_variant_from_zero')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_review_card_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_card')),
    sa.UniqueConstraint('user_id', 'module_slug', 'source', 'item_id', name=op.f('uq_review_card_user_id_module_slug_source_item_id'))
    )
    with op.batch_alter_table('review_card', schema=None) as batch_op:
        batch_op.create_index('ix_review_card_due', ['user_id', 'due_on'], unique=False)
        batch_op.create_index('ix_review_card_item', ['module_slug', 'source', 'item_id'], unique=False)

    op.add_column('user', sa.Column('wants_review', sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column('user', 'wants_review')

    with op.batch_alter_table('review_card', schema=None) as batch_op:
        batch_op.drop_index('ix_review_card_item')
        batch_op.drop_index('ix_review_card_due')

    op.drop_table('review_card')
