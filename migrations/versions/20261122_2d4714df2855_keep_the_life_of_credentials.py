"""keep the life of credentials: their files, their log as a chain, places in status lists, keys of persons."""

import hashlib
import json
import random
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '2d4714df2855'
down_revision = 'a4c81f07d3e2'
branch_labels = None
depends_on = None

LIST_LENGTH = 131_072
KINDS = ('module', 'course', 'diploma')
OLD_EVENTS = ('issued', 'rendered', 'rendering-given-up', 'revoked', 'superseded', 'name-shown', 'name-hidden', 'holder-erased')
EVENTS = (*OLD_EVENTS, 'renewed', 'reissued', 'file-removed')


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


NEW_CREDENTIAL_CHECKS = {
    'ck_credential_credentialkind': _one_of('kind', KINDS),
    'ck_credential_status_index_from_zero': 'status_index >= 0',
}
EVENT_CHECK = 'ck_credential_event_eventkind'

CREDENTIAL = sa.table(
    'credential',
    sa.column('id', sa.String),
    sa.column('issued_at', sa.DateTime(timezone=True)),
    sa.column('holder_erased_at', sa.DateTime(timezone=True)),
    sa.column('status_index', sa.Integer),
    sa.column('pdf_sha256', sa.String),
    sa.column('pdf_due_at', sa.DateTime(timezone=True)),
    sa.column('pdf_attempt_count', sa.Integer),
    sa.column('pdf_removed_at', sa.DateTime(timezone=True)),
)
RECORD = sa.table('credential_record', sa.column('credential_id', sa.String), sa.column('text', sa.Text))
EVENT = sa.table(
    'credential_event',
    sa.column('id', sa.Integer),
    sa.column('credential_id', sa.String),
    sa.column('happened_at', sa.DateTime(timezone=True)),
    sa.column('kind', sa.String),
    sa.column('detail', sa.JSON),
    sa.column('sequence', sa.Integer),
    sa.column('previous', sa.String),
    sa.column('digest', sa.String),
)


def upgrade() -> None:
    _make_tables()
    with op.batch_alter_table('credential') as batch_op:
        batch_op.alter_column('module_slug', new_column_name='achievement_slug', existing_type=sa.String(length=80), existing_nullable=False)
        batch_op.add_column(sa.Column('kind', sa.String(length=40), server_default='module', nullable=False))
        batch_op.add_column(sa.Column('achievement_version', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('status_index', sa.Integer(), nullable=True))
    with op.batch_alter_table('credential_event') as batch_op:
        batch_op.add_column(sa.Column('sequence', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('previous', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('digest', sa.String(length=64), nullable=True))
    _give_status_indexes()
    _take_over_files()
    _chain_events()
    _tighten()


def _make_tables() -> None:
    op.create_table('achievement',
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('first_used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('slug', 'version', name=op.f('pk_achievement')),
    sa.UniqueConstraint('slug', 'digest', name=op.f('uq_achievement_slug_digest'))
    )
    op.create_table('log_head',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_log_head'))
    )
    op.create_table('credential_file',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('credential_id', sa.String(length=36), nullable=False),
    sa.Column('form', sa.Enum('pdf', 'badge', 'jwt', name='fileform', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('unsealed_sha256', sa.String(length=64), nullable=True),
    sa.Column('stored_sha256', sa.String(length=64), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('key_id', sa.String(length=80), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempt_count', sa.Integer(), nullable=False),
    sa.CheckConstraint('(sha256 IS NULL) = (made_at IS NULL)', name=op.f('ck_credential_file_made_with_digest')),
    sa.CheckConstraint('stored_sha256 IS NULL OR sha256 IS NOT NULL', name=op.f('ck_credential_file_stored_when_made')),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_credential_file_credential_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credential_file')),
    sa.UniqueConstraint('credential_id', 'form', 'language', name=op.f('uq_credential_file_credential_id_form_language')),
    sa.UniqueConstraint('sha256', name=op.f('uq_credential_file_sha256')),
    sa.UniqueConstraint('stored_sha256', name=op.f('uq_credential_file_stored_sha256'))
    )
    with op.batch_alter_table('credential_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_credential_file_due_at'), ['due_at'], unique=False)

    op.create_table('expiry_reminder',
    sa.Column('credential_id', sa.String(length=36), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_expiry_reminder_credential_id')),
    sa.PrimaryKeyConstraint('credential_id', 'due_on', name=op.f('pk_expiry_reminder'))
    )
    with op.batch_alter_table('expiry_reminder', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_expiry_reminder_due_on'), ['due_on'], unique=False)

    op.create_table('person_key',
    sa.Column('user_id', sa.String(length=22), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_person_key_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_person_key'))
    )


def _give_status_indexes() -> None:
    connection = op.get_bind()
    ids = connection.scalars(sa.select(CREDENTIAL.c.id)).all()
    room = range(max(LIST_LENGTH, 2 * len(ids)))
    for credential_id, index in zip(ids, random.SystemRandom().sample(room, len(ids)), strict=True):
        connection.execute(sa.update(CREDENTIAL).where(CREDENTIAL.c.id == credential_id).values(status_index=index))


def _take_over_files() -> None:
    """Each PDF becomes a row of its own: made, due, given up or removed as it was."""
    connection = op.get_bind()
    texts = {row[0]: row[1] for row in connection.execute(sa.select(RECORD.c.credential_id, RECORD.c.text))}
    rendered = sa.select(EVENT.c.credential_id, sa.func.min(EVENT.c.happened_at)).where(EVENT.c.kind == 'rendered')
    made_at = {row[0]: row[1] for row in connection.execute(rendered.group_by(EVENT.c.credential_id))}
    files = [_file(row, texts.get(row.id), made_at.get(row.id)) for row in connection.execute(sa.select(CREDENTIAL)).all()]
    rows = [row for row in files if row is not None]
    if rows:
        connection.execute(sa.insert(_file_table()), rows)


def _file_table() -> sa.Table:
    return sa.Table('credential_file', sa.MetaData(), autoload_with=op.get_bind())


def _file(row: sa.Row, text: str | None, made_at: datetime | None) -> dict[str, object] | None:
    if row.pdf_sha256 is None and (text is None or row.holder_erased_at is not None):
        return None
    return {
        'id': secrets.token_urlsafe(16),
        'credential_id': row.id,
        'form': 'pdf',
        'language': json.loads(text)['wordings'][0]['language'] if text else '',
        'sha256': row.pdf_sha256,
        'unsealed_sha256': row.pdf_sha256,
        'stored_sha256': None if row.pdf_removed_at else row.pdf_sha256,
        'made_at': (made_at or row.issued_at) if row.pdf_sha256 else None,
        'due_at': row.pdf_due_at,
        'attempt_count': row.pdf_attempt_count,
    }


def _chain_events() -> None:
    connection = op.get_bind()
    previous = '0' * 64
    columns = (EVENT.c.id, EVENT.c.credential_id, EVENT.c.happened_at, EVENT.c.kind, EVENT.c.detail)
    for sequence, row in enumerate(connection.execute(sa.select(*columns).order_by(EVENT.c.id)).all(), start=1):
        digest = _digest(previous, sequence, row)
        values = {'sequence': sequence, 'previous': previous, 'digest': digest}
        connection.execute(sa.update(EVENT).where(EVENT.c.id == row.id).values(**values))
        previous = digest


def _digest(previous: str, sequence: int, row: sa.Row) -> str:
    moment = row.happened_at if row.happened_at.tzinfo else row.happened_at.replace(tzinfo=UTC)
    text = json.dumps(
        {
            'previous': previous,
            'sequence': sequence,
            'moment': moment.astimezone(UTC).isoformat(timespec='microseconds'),
            'kind': row.kind,
            'credential': row.credential_id,
            'detail': row.detail,
        },
        sort_keys=True, ensure_ascii=False, separators=(',', ':'), allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _tighten() -> None:
    with op.batch_alter_table('credential') as batch_op:
        batch_op.drop_index(batch_op.f('ix_credential_pdf_due_at'))
        batch_op.drop_constraint(batch_op.f('uq_credential_pdf_sha256'), type_='unique')
        batch_op.alter_column('kind', existing_type=sa.String(length=40), server_default=None)
        batch_op.alter_column('achievement_version', existing_type=sa.Integer(), server_default=None)
        batch_op.alter_column('status_index', existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_credential_status_index'), ['status_index'])
        for name in ('pdf_sha256', 'pdf_due_at', 'pdf_attempt_count', 'pdf_removed_at'):
            batch_op.drop_column(name)
        for name, sql in NEW_CREDENTIAL_CHECKS.items():
            batch_op.create_check_constraint(op.f(name), sa.text(sql))
    _check_events(EVENTS, is_chained=True)
    with op.batch_alter_table('credential_record') as batch_op:
        batch_op.alter_column('completion_id', existing_type=sa.String(length=22), nullable=True)


def _check_events(kinds: tuple[str, ...], *, is_chained: bool) -> None:
    with op.batch_alter_table('credential_event') as batch_op:
        batch_op.drop_constraint(op.f(EVENT_CHECK), type_='check')
        batch_op.create_check_constraint(op.f(EVENT_CHECK), sa.text(_one_of('kind', kinds)))
        if is_chained:
            batch_op.create_unique_constraint(batch_op.f('uq_credential_event_sequence'), ['sequence'])
        else:
            batch_op.drop_constraint(batch_op.f('uq_credential_event_sequence'), type_='unique')
            for name in ('digest', 'previous', 'sequence'):
                batch_op.drop_column(name)


def downgrade() -> None:
    connection = op.get_bind()
    if connection.scalar(sa.text('SELECT count(*) FROM person_key')):
        raise RuntimeError('records are encrypted: what an older release would need cannot be made')
    with op.batch_alter_table('credential') as batch_op:
        batch_op.add_column(sa.Column('pdf_sha256', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('pdf_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('pdf_attempt_count', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('pdf_removed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('achievement_slug', new_column_name='module_slug', existing_type=sa.String(length=80), existing_nullable=False)
    connection.execute(sa.text(
        "UPDATE credential SET (pdf_sha256, pdf_due_at, pdf_attempt_count, pdf_removed_at) = "
        "(SELECT sha256, due_at, attempt_count, CASE WHEN sha256 IS NOT NULL AND stored_sha256 IS NULL THEN made_at END "
        "FROM credential_file WHERE credential_id = credential.id AND form = 'pdf' ORDER BY made_at LIMIT 1) "
        "WHERE EXISTS (SELECT 1 FROM credential_file WHERE credential_id = credential.id AND form = 'pdf')"
    ))
    with op.batch_alter_table('credential') as batch_op:
        for name in NEW_CREDENTIAL_CHECKS:
            batch_op.drop_constraint(op.f(name), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_credential_status_index'), type_='unique')
        for name in ('status_index', 'achievement_version', 'kind'):
            batch_op.drop_column(name)
        batch_op.alter_column('pdf_attempt_count', existing_type=sa.Integer(), server_default=None)
        batch_op.create_unique_constraint(batch_op.f('uq_credential_pdf_sha256'), ['pdf_sha256'])
        batch_op.create_index(batch_op.f('ix_credential_pdf_due_at'), ['pdf_due_at'], unique=False)
    # Events of kinds that the earlier release does not know stay readable for this one only.
    connection.execute(sa.delete(EVENT).where(EVENT.c.kind.not_in(OLD_EVENTS)))
    _check_events(OLD_EVENTS, is_chained=False)
    with op.batch_alter_table('credential_record') as batch_op:
        batch_op.alter_column('completion_id', existing_type=sa.String(length=22), nullable=False)
    for name in ('person_key', 'expiry_reminder', 'credential_file', 'log_head', 'achievement'):
        op.drop_table(name)
