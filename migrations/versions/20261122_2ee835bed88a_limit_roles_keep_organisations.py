"""limit roles and keep organisations and consents."""

import sqlalchemy as sa
from alembic import op

revision = '2ee835bed88a'
down_revision = 'b7d2f04c9e15'
branch_labels = None
depends_on = None


OLD_ROLES = ('participant', 'trainer', 'programme-owner', 'administrator')
SCOPES = ('programme', 'course', 'module', 'country', 'region', 'organisation')


def upgrade() -> None:
    op.create_table('consent_text',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.Enum('achievements-to-officials', 'path-to-trainers', name='consentkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('first_shown_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_consent_text'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('name_key', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.Enum('cluster', 'business-support', 'public-body', 'other', name='organisationkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('region', sa.String(length=5), nullable=True),
    sa.Column('sector', sa.String(length=80), nullable=True),
    sa.Column('stage', sa.Enum('emerging', 'growing', 'mature', 'renewing', name='clusterstage', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('merged_into_id', sa.String(length=22), nullable=True),
    sa.Column('is_example', sa.Boolean(), nullable=False),
    sa.CheckConstraint('length(country) = 2', name=op.f('ck_organisation_country_length')),
    sa.CheckConstraint('length(name) BETWEEN 2 AND 160', name=op.f('ck_organisation_name_length')),
    sa.CheckConstraint('length(region) BETWEEN 3 AND 5', name=op.f('ck_organisation_region_length')),
    sa.CheckConstraint('merged_into_id <> id', name=op.f('ck_organisation_not_merged_into_itself')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['organisation.id'], name=op.f('fk_organisation_merged_into_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_country'), ['country'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_index('ix_organisation_name_key', ['name_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_region'), ['region'], unique=False)

    op.create_table('affiliation',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('organisation_id', sa.String(length=22), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposed_by', sa.String(length=22), nullable=True),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_affiliation_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_affiliation_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_affiliation'))
    )
    with op.batch_alter_table('affiliation', schema=None) as batch_op:
        batch_op.create_index('ix_affiliation_organisation', ['organisation_id', 'ended_at'], unique=False)
        batch_op.create_index('uq_affiliation_present', ['user_id', 'organisation_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('consent',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.Enum('achievements-to-officials', 'path-to-trainers', name='consentkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text_digest', sa.String(length=64), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['text_digest'], ['consent_text.digest'], name=op.f('fk_consent_text_digest')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_consent_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index('uq_consent_in_force', ['user_id', 'kind'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.create_table('look',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('looker_id', sa.String(length=22), nullable=False),
    sa.Column('kind', sa.Enum('achievements', 'path', 'account', name='lookkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('looked_on', sa.Date(), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['looker_id'], ['user.id'], name=op.f('fk_look_looker_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_look_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_look')),
    sa.UniqueConstraint('user_id', 'looker_id', 'kind', 'looked_on', name=op.f('uq_look_user_id_looker_id_kind_looked_on'))
    )
    with op.batch_alter_table('look', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_look_looked_at'), ['looked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_look_looker_id'), ['looker_id'], unique=False)

    _make_role_grants_anew((*OLD_ROLES, 'official'), _scope_columns())



def downgrade() -> None:
    # A role over a part would become one over everything, and officials are not known there: both go.
    op.execute("DELETE FROM role_grant WHERE role = 'official' OR scope_kind <> 'programme'")
    _make_role_grants_anew(OLD_ROLES, ())

    with op.batch_alter_table('look', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_look_looker_id'))
        batch_op.drop_index(batch_op.f('ix_look_looked_at'))

    op.drop_table('look')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index('uq_consent_in_force', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.drop_table('consent')
    with op.batch_alter_table('affiliation', schema=None) as batch_op:
        batch_op.drop_index('uq_affiliation_present', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index('ix_affiliation_organisation')

    op.drop_table('affiliation')
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_region'))
        batch_op.drop_index('ix_organisation_name_key')
        batch_op.drop_index(batch_op.f('ix_organisation_merged_into_id'))
        batch_op.drop_index(batch_op.f('ix_organisation_country'))

    op.drop_table('organisation')
    op.drop_table('consent_text')


def _scope_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column('scope_kind', sa.Enum(*SCOPES, name='scopekind', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('scope_id', sa.String(length=80), nullable=False),
    )


def _make_role_grants_anew(roles: tuple[str, ...], scope: tuple[sa.Column, ...]) -> None:
    # Its primary key grows by the scope, which SQLite cannot do in place; there is a row per member of staff.
    names = ('user_id', 'role', 'granted_at', 'granted_by')
    rows = [tuple(row) for row in op.get_bind().execute(sa.text('SELECT user_id, role, granted_at, granted_by FROM role_grant'))]
    op.drop_table('role_grant')
    key = ('user_id', 'role', *(column.name for column in scope))
    op.create_table('role_grant',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('role', sa.Enum(*roles, name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    *scope,
    sa.Column('granted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('granted_by', sa.String(length=22), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_role_grant_user_id')),
    sa.PrimaryKeyConstraint(*key, name=op.f('pk_role_grant'))
    )
    op.create_index(op.f('ix_role_grant_role'), 'role_grant', ['role'], unique=False)
    everywhere = {'scope_kind': 'programme', 'scope_id': ''} if scope else {}
    new = sa.table('role_grant', *(sa.column(name) for name in (*names, *everywhere)))
    if rows:
        op.bulk_insert(new, [dict(zip(names, row, strict=True)) | everywhere for row in rows])
