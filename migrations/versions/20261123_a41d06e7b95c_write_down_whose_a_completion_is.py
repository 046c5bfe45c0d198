"""write down whose a completion is and of what, and see in indexes whose a certificate is."""

import sqlalchemy as sa
from alembic import op

revision = 'a41d06e7b95c'
down_revision = 'c3f7a1d9e802'
branch_labels = None
depends_on = None

WAITS = sa.text('waits_since IS NOT NULL')
ENROLMENT = 'FROM enrolment WHERE enrolment.id = completion.enrolment_id'


def upgrade() -> None:
    op.drop_index('ix_completion_waits', table_name='completion')
    op.drop_index('ix_completion_completed', table_name='completion')
    op.add_column('completion', sa.Column('user_id', sa.String(22), nullable=True))
    op.add_column('completion', sa.Column('module_slug', sa.String(80), nullable=True))
    op.execute(
        f'UPDATE completion SET user_id = (SELECT user_id {ENROLMENT}), module_slug = (SELECT module_slug {ENROLMENT})'
    )
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.alter_column('user_id', existing_type=sa.String(22), nullable=False)
        batch_op.alter_column('module_slug', existing_type=sa.String(80), nullable=False)
        batch_op.create_foreign_key(batch_op.f('fk_completion_user_id'), 'user', ['user_id'], ['id'])
    op.create_index('ix_completion_completed', 'completion', ['completed_at', 'id', 'user_id', 'module_slug'])
    op.create_index('ix_completion_module', 'completion', ['module_slug', 'completed_at', 'user_id'])
    op.create_index('ix_completion_person', 'completion', ['user_id', 'completed_at', 'module_slug'])
    _find_who_waits_by(['waits_since', 'id', 'user_id', 'module_slug'])
    op.create_index('ix_credential_record_whose', 'credential_record', ['credential_id', 'holder_id'])


def downgrade() -> None:
    op.drop_index('ix_credential_record_whose', table_name='credential_record')
    for name in ('waits', 'person', 'module', 'completed'):
        op.drop_index(f'ix_completion_{name}', table_name='completion')
    with op.batch_alter_table('completion', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_completion_user_id'), type_='foreignkey')
        batch_op.drop_column('module_slug')
        batch_op.drop_column('user_id')
    op.create_index('ix_completion_completed', 'completion', ['completed_at', 'id'])
    _find_who_waits_by(['waits_since', 'id'])


def _find_who_waits_by(columns: list[str]) -> None:
    op.create_index('ix_completion_waits', 'completion', columns, sqlite_where=WAITS, postgresql_where=WAITS)
