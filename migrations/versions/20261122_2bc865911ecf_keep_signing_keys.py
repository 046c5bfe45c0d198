"""keep signing keys."""

import sqlalchemy as sa
from alembic import op

revision = '2bc865911ecf'
down_revision = '2d4714df2855'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signing_key',
    sa.Column('kid', sa.String(length=43), nullable=False),
    sa.Column('purpose', sa.Enum('seal', 'badge', 'token', name='purpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('algorithm', sa.String(length=10), nullable=False),
    sa.Column('holder', sa.Enum('file', 'pkcs11', 'program', name='keyholder', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('jwk', sa.JSON(), nullable=False),
    sa.Column('multibase', sa.String(length=120), nullable=True),
    sa.Column('certificates', sa.Text(), nullable=False),
    sa.Column('standing', sa.Enum('self-issued', 'advanced', 'qualified', name='standing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('compromised_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("purpose <> 'seal' OR certificates <> ''", name=op.f('ck_signing_key_seal_has_certificate')),
    sa.CheckConstraint('compromised_at IS NULL OR retired_at IS NOT NULL', name=op.f('ck_signing_key_compromised_is_retired')),
    sa.PrimaryKeyConstraint('kid', name=op.f('pk_signing_key'))
    )
    with op.batch_alter_table('signing_key', schema=None) as batch_op:
        batch_op.create_index('uq_signing_key_active', ['purpose'], unique=True, sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('signing_key', schema=None) as batch_op:
        batch_op.drop_index('uq_signing_key_active', sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))

    op.drop_table('signing_key')
