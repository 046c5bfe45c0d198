"""let holders show their name in full, masked, or not at all; find predecessors by an index."""

import sqlalchemy as sa
from alembic import op

revision = '5d1b7e90c2f4'
down_revision = 'c3e9a5b71f46'
branch_labels = None
depends_on = None

CHOICES = ('full', 'masked', 'hidden')
EVENT_CHECK = 'ck_credential_event_eventkind'
OLD_EVENTS = ('issued', 'renewed', 'reissued', 'rendered', 'rendering-given-up', 'file-removed', 'revoked', 'superseded', 'name-shown', 'name-hidden', 'holder-erased')
EVENTS = (*OLD_EVENTS, 'name-masked')
PLACES = (('credential_record', 'shows_name'), ('user', 'shows_name_when_verified'))


def upgrade() -> None:
    _allow(EVENTS)
    for table, old in PLACES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column('name_shown', sa.String(length=40), server_default='masked', nullable=False))
        rows = sa.table(table, sa.column(old, sa.Boolean), sa.column('name_shown', sa.String))
        op.execute(rows.update().where(rows.c[old].is_(True)).values(name_shown='full'))
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(old)
            batch_op.alter_column('name_shown', existing_type=sa.String(length=40), existing_nullable=False, server_default=None)
            batch_op.create_check_constraint(op.f(f'ck_{table}_nameshown'), sa.text(_one_of('name_shown', CHOICES)))
    op.create_index(op.f('ix_credential_superseded_by'), 'credential', ['superseded_by'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_credential_superseded_by'), table_name='credential')
    for table, old in PLACES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(old, sa.Boolean(), server_default=sa.false(), nullable=False))
        rows = sa.table(table, sa.column(old, sa.Boolean), sa.column('name_shown', sa.String))
        op.execute(rows.update().where(rows.c.name_shown == 'full').values({old: True}))
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f'ck_{table}_nameshown'), type_='check')
            batch_op.drop_column('name_shown')
            batch_op.alter_column(old, existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    # Events are covered by digests and stay as they are: the old check must take them too.


def _allow(events: tuple[str, ...]) -> None:
    with op.batch_alter_table('credential_event') as batch_op:
        batch_op.drop_constraint(op.f(EVENT_CHECK), type_='check')
        batch_op.create_check_constraint(op.f(EVENT_CHECK), sa.text(_one_of('kind', events)))


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
