"""keep sheets of tools."""

import sqlalchemy as sa
from alembic import op

revision = '931795c7f8e7'
down_revision = '98e7aa519394'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('tool_sheet',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('module_slug', sa.String(length=80), nullable=False),
    sa.Column('edition_digest', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('changed_at >= created_at', name=op.f('ck_tool_sheet_changed_after_created')),
    sa.CheckConstraint('length(name) >= 1', name=op.f('ck_tool_sheet_name_not_blank')),
    sa.CheckConstraint('revision >= 1', name=op.f('ck_tool_sheet_revision_from_one')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_tool_sheet_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tool_sheet'))
    )
    with op.batch_alter_table('tool_sheet', schema=None) as batch_op:
        batch_op.create_index('ix_tool_sheet_person', ['user_id', 'module_slug', 'changed_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('tool_sheet', schema=None) as batch_op:
        batch_op.drop_index('ix_tool_sheet_person')

    op.drop_table('tool_sheet')
