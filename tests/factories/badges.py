"""Open Badges of credentials, as if the worker had made them."""

import hashlib

from lms.core import clock
from lms.core.db import db
from lms.core.extension import storage
from lms.core.ids import new_id
from lms.credentials import queries
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.keys import KeyPair, PublishedKey, Purpose
from lms.credentials.formats.proofs import add_proof
from lms.credentials.models import CredentialFile
from lms.credentials.rules import FileForm
from tests.factories.signing import SIGNED_AT, badge_key, token_key


def keep_badge(credential_id: str, holder_id: str) -> None:
    """Have the badge of a credential made."""
    held = queries.held(holder_id, credential_id)
    assert held is not None
    data = as_bytes(add_proof(badge_of(held.record, address_of(held.record)), badge_key(), SIGNED_AT))
    row = queries.file_row(credential_id, FileForm.BADGE, "")
    if row is None:
        row = CredentialFile(id=new_id(), credential_id=credential_id, form=FileForm.BADGE, language="")
        db.session.add(row)
    row.sha256, row.made_at, row.due_at = hashlib.sha256(data).hexdigest(), clock.now(), None
    row.stored_sha256 = storage().put(data)
    db.session.flush()


def active_key(purpose: Purpose) -> KeyPair:
    """The key that signs badges or tokens."""
    return badge_key() if purpose is Purpose.BADGE else token_key()


def published_keys() -> tuple[PublishedKey, ...]:
    """Both."""
    return (badge_key().published, token_key().published)
