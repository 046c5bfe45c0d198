"""find and sort people by what is shown of them, for whoever sees no addresses."""

import sqlalchemy as sa
from alembic import op

from lms.people.rules.finding import WordSource, words_of

revision = '7d2e51c9f0ab'
down_revision = 'e41b7a90d3c6'
branch_labels = None
depends_on = None

BATCH = 5_000
SOURCE = sa.Enum('name', 'organisation', 'address', name='wordsource', native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.add_column('user', sa.Column('shown_key', sa.String(length=254), nullable=False, server_default=''))
    op.execute("UPDATE \"user\" SET shown_key = name_key WHERE certificate_name IS NOT NULL")
    op.create_index('ix_user_shown_key', 'user', ['shown_key', 'id'])
    op.drop_index('ix_person_word_person', table_name='person_word')
    with op.batch_alter_table('person_word') as batch_op:
        batch_op.add_column(sa.Column('source', SOURCE, nullable=False, server_default='address'))
    _fill()
    op.create_index('ix_credential_kind', 'credential', ['kind', 'issued_at', 'id'])
    op.create_index('ix_person_word_person', 'person_word', ['user_id', 'word', 'source'])
    op.create_index('ix_person_word_source', 'person_word', ['source', 'word', 'user_id'])


def downgrade() -> None:
    op.drop_index('ix_credential_kind', table_name='credential')
    op.drop_index('ix_person_word_source', table_name='person_word')
    op.drop_index('ix_person_word_person', table_name='person_word')
    with op.batch_alter_table('person_word') as batch_op:
        batch_op.drop_constraint(op.f('ck_person_word_wordsource'), type_='check')
        batch_op.drop_column('source')
    op.create_index('ix_person_word_person', 'person_word', ['user_id', 'word'])
    op.drop_index('ix_user_shown_key', table_name='user')
    op.drop_column('user', 'shown_key')


def _fill() -> None:
    """Which words stand there does not change, only where each comes from: all others are of addresses."""
    people = sa.table('user', *map(sa.column, ('id', 'certificate_name', 'email', 'organisation')))
    words = sa.table('person_word', *map(sa.column, ('word', 'user_id', 'source')))
    found = op.get_bind().execute(sa.select(people.c.id, people.c.certificate_name, people.c.email, people.c.organisation)).all()
    known = words.update().where(words.c.word == sa.bindparam('of_word'), words.c.user_id == sa.bindparam('of_id'))
    for start in range(0, len(found), BATCH):
        rows = [
            {'of_word': word, 'of_id': id_, 'new': source.value}
            for id_, name, email, organisation in found[start:start + BATCH]
            for word, source in words_of(name=name, email=email, organisation=organisation).items()
            if source is not WordSource.ADDRESS
        ]
        if rows:
            op.get_bind().execute(known.values(source=sa.bindparam('new')), rows)
