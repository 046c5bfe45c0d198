"""A credential as it is asked for at its own address."""

from dataclasses import dataclass

from sqlalchemy import select

from lms.core.db import db
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, PersonKey
from lms.credentials.rules import FileForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The nameless row, whose it is unless that was erased, and the file with the Open Badge."""

    credential: Credential
    row: CredentialRecord | None
    key: PersonKey | None
    """Opens the file."""
    badge: CredentialFile | None


def published(credential_id: str) -> Published | None:
    """The credential with that id; one round trip."""
    query = (
        select(Credential, CredentialRecord, PersonKey, CredentialFile)
        .outerjoin(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .outerjoin(
            CredentialFile,
            (CredentialFile.credential_id == Credential.id) & (CredentialFile.form == FileForm.BADGE),
        )
        .where(Credential.id == credential_id)
    )
    found = db.session.execute(query).one_or_none()
    if found is None:
        return None
    return Published(credential=found[0], row=found[1], key=found[2], badge=found[3])
