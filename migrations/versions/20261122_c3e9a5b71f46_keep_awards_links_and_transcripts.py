"""keep course certificates, share links and transcripts."""

import sqlalchemy as sa
from alembic import op

revision = 'c3e9a5b71f46'
down_revision = '3b8e6f20c4a9'
branch_labels = None
depends_on = None

OLD_REASONS = ('issued-in-error', 'assessment-not-valid', 'details-wrong', 'request-of-holder')
REASONS = (*OLD_REASONS, 'part-withdrawn')
REASON_CHECK = 'ck_credential_revocationreason'


def upgrade() -> None:
    _allow(REASONS)
    op.create_table('holder_award',
    sa.Column('credential_id', sa.String(length=36), nullable=False),
    sa.Column('holder_id', sa.String(length=22), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_holder_award_credential_id')),
    sa.ForeignKeyConstraint(['holder_id'], ['user.id'], name=op.f('fk_holder_award_holder_id')),
    sa.PrimaryKeyConstraint('credential_id', name=op.f('pk_holder_award')),
    sa.UniqueConstraint('holder_id', 'slug', 'sequence', name=op.f('uq_holder_award_holder_id_slug_sequence'))
    )
    op.create_table('award_part',
    sa.Column('award_id', sa.String(length=36), nullable=False),
    sa.Column('part_id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['award_id'], ['credential.id'], name=op.f('fk_award_part_award_id')),
    sa.ForeignKeyConstraint(['part_id'], ['credential.id'], name=op.f('fk_award_part_part_id')),
    sa.PrimaryKeyConstraint('award_id', 'part_id', name=op.f('pk_award_part'))
    )
    op.create_index(op.f('ix_award_part_part_id'), 'award_part', ['part_id'], unique=False)
    op.create_table('share_link',
    sa.Column('id', sa.String(length=22), nullable=False),
    sa.Column('holder_id', sa.String(length=22), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['holder_id'], ['user.id'], name=op.f('fk_share_link_holder_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_link')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_share_link_token_digest'))
    )
    op.create_index(op.f('ix_share_link_holder_id'), 'share_link', ['holder_id'], unique=False)
    op.create_table('shared_credential',
    sa.Column('link_id', sa.String(length=22), nullable=False),
    sa.Column('credential_id', sa.String(length=36), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_shared_credential_credential_id')),
    sa.ForeignKeyConstraint(['link_id'], ['share_link.id'], name=op.f('fk_shared_credential_link_id')),
    sa.PrimaryKeyConstraint('link_id', 'credential_id', name=op.f('pk_shared_credential'))
    )
    op.create_table('transcript',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('credential_count', sa.Integer(), nullable=False),
    sa.Column('hours', sa.String(length=10), nullable=False),
    sa.CheckConstraint('length(code) = 20', name=op.f('ck_transcript_code_length')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_transcript')),
    sa.UniqueConstraint('sha256', name=op.f('uq_transcript_sha256'))
    )


def downgrade() -> None:
    for table in ('transcript', 'shared_credential', 'share_link', 'award_part', 'holder_award'):
        op.drop_table(table)
    op.execute("UPDATE credential SET revoked_reason = 'details-wrong' WHERE revoked_reason = 'part-withdrawn'")
    _allow(OLD_REASONS)


def _allow(reasons: tuple[str, ...]) -> None:
    listed = ', '.join(repr(one) for one in reasons)
    with op.batch_alter_table('credential') as batch_op:
        batch_op.drop_constraint(op.f(REASON_CHECK), type_='check')
        batch_op.create_check_constraint(op.f(REASON_CHECK), sa.text(f'revoked_reason IN ({listed})'))
