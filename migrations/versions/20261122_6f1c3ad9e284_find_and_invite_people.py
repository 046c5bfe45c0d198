"""find people by words, sort them by name, invite them."""

import sqlalchemy as sa
from alembic import op

from lms.people.rules.finding import key_of, words_of

revision = '6f1c3ad9e284'
down_revision = '6b21d94fe07a'
branch_labels = None
depends_on = None

PURPOSE_CHECK = 'ck_one_time_token_purpose'
OLD_PURPOSES = ('confirm-email', 'reset-password', 'change-email', 'first-administrator')
BATCH = 1000


def upgrade() -> None:
    op.create_table('invitation',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('certificate_name', sa.String(length=60), nullable=True),
    sa.Column('country', sa.String(length=2), nullable=True),
    sa.Column('organisation', sa.String(length=160), nullable=True),
    sa.Column('organisation_id', sa.String(length=22), nullable=True),
    sa.Column('occupation', sa.Enum('cluster-manager', 'business-support', 'official-local', 'official-regional', 'official-national', 'trainer', 'other', name='occupation', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('module_slugs', sa.JSON(), nullable=False),
    sa.Column('invited_by', sa.String(length=22), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(certificate_name) BETWEEN 2 AND 60', name=op.f('ck_invitation_certificate_name_length')),
    sa.CheckConstraint('length(country) = 2', name=op.f('ck_invitation_country_length')),
    sa.CheckConstraint('length(email) BETWEEN 3 AND 254', name=op.f('ck_invitation_email_length')),
    sa.CheckConstraint('length(organisation) <= 160', name=op.f('ck_invitation_organisation_length')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_invitation_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('email', name=op.f('uq_invitation_email')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_invitation_token_digest'))
    )
    op.create_index(op.f('ix_invitation_organisation_id'), 'invitation', ['organisation_id'])
    op.create_index('ix_invitation_sent_at', 'invitation', ['sent_at', 'id'])
    op.create_index('ix_sign_in_seen_at', 'sign_in', ['seen_at', 'user_id'])
    _allow((*OLD_PURPOSES, 'move-email'))
    _add_words()
    with op.batch_alter_table('user') as batch_op:
        batch_op.add_column(sa.Column('name_key', sa.String(length=254), server_default='', nullable=False))
    _fill()
    with op.batch_alter_table('user') as batch_op:
        batch_op.alter_column('name_key', existing_type=sa.String(length=254), existing_nullable=False, server_default=None)
    op.create_index('ix_user_country', 'user', ['country', 'name_key', 'id'])
    op.create_index('ix_user_created_at', 'user', ['created_at', 'id'])
    op.create_index('ix_user_name_key', 'user', ['name_key', 'id'])


def downgrade() -> None:
    op.drop_index('ix_user_name_key', table_name='user')
    op.drop_index('ix_user_created_at', table_name='user')
    op.drop_index('ix_user_country', table_name='user')
    with op.batch_alter_table('user') as batch_op:
        batch_op.drop_column('name_key')
    op.drop_table('person_word')
    op.execute("DELETE FROM one_time_token WHERE purpose = 'move-email'")
    _allow(OLD_PURPOSES)
    op.drop_index('ix_sign_in_seen_at', table_name='sign_in')
    op.drop_table('invitation')


def _allow(purposes: tuple[str, ...]) -> None:
    with op.batch_alter_table('one_time_token') as batch_op:
        batch_op.drop_constraint(op.f(PURPOSE_CHECK), type_='check')
        batch_op.create_check_constraint(op.f(PURPOSE_CHECK), sa.text(f"purpose IN ({', '.join(map(repr, purposes))})"))


def _add_words() -> None:
    op.create_table('person_word',
    sa.Column('word', sa.String(length=254).with_variant(sa.String(length=254, collation='C'), 'postgresql'), nullable=False),
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_person_word_user_id')),
    sa.PrimaryKeyConstraint('word', 'user_id', name=op.f('pk_person_word'))
    )
    op.create_index(op.f('ix_person_word_user_id'), 'person_word', ['user_id'])


def _fill() -> None:
    people = sa.table('user', *map(sa.column, ('id', 'email', 'certificate_name', 'organisation', 'name_key')))
    words = sa.table('person_word', sa.column('word'), sa.column('user_id'))
    found = op.get_bind().execute(sa.select(people.c.id, people.c.certificate_name, people.c.email, people.c.organisation)).all()
    keyed = people.update().where(people.c.id == sa.bindparam('of_id')).values(name_key=sa.bindparam('key'))
    for start in range(0, len(found), BATCH):
        batch = found[start:start + BATCH]
        op.get_bind().execute(keyed, [{'of_id': id_, 'key': key_of(name=name, email=email)} for id_, name, email, _ in batch])
        op.bulk_insert(words, [
            {'word': word, 'user_id': id_}
            for id_, name, email, organisation in batch
            for word in sorted(words_of(name=name, email=email, organisation=organisation))
            if not email.endswith('@erased.invalid')
        ])
