"""What is decided about a certificate after it was issued: revoking it, showing the holder's name."""

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.credentials import queries
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.queries.awards import awards_with_part
from lms.credentials.rules import EventKind, RevocationReason
from lms.credentials.services.events import note
from lms.credentials.wording.refusals import REASON_TEXTS
from lms.people import mails
from lms.people import queries as people
from lms.people.rules import NameShown

_CHOICES = {
    NameShown.FULL: EventKind.NAME_SHOWN,
    NameShown.MASKED: EventKind.NAME_MASKED,
    NameShown.HIDDEN: EventKind.NAME_HIDDEN,
}


def revoke(credential_id: str, reason: RevocationReason, *, actor_id: str | None) -> Credential:
    """Withdraw a certificate for good and tell its holder; a second time changes nothing.

    Course certificates and the diploma that rest on it are withdrawn with it, unless it was corrected.
    """
    credential = queries.to_change(credential_id)
    if credential is None:
        raise NotFoundError
    if credential.revoked_at is not None:
        return credential
    credential.revoked_at, credential.revoked_reason = clock.now(), reason
    note(credential.id, EventKind.REVOKED, reason=reason.value)
    audit.record(
        "credential.revoked",
        actor_id=actor_id,
        subject=f"credential:{credential.id}",
        detail={"reason": reason.value},
    )
    _tell_holder(credential)
    db.session.flush()
    for award in awards_with_part(credential.id):  # it says that its holder has this certificate
        revoke(award.id, RevocationReason.PART_WITHDRAWN, actor_id=actor_id)
    return credential


def _tell_holder(credential: Credential) -> None:
    row = db.session.get(CredentialRecord, credential.id)
    if row is None:
        return
    holder = people.holder(row.holder_id)
    assert credential.revoked_reason is not None
    mails.send(
        "certificate-revoked",
        to=holder.email,
        language=holder.language,
        title=credential.title,
        reason=REASON_TEXTS[credential.revoked_reason],
        url=mails.url_of(f"/verify/{credential.code}"),
    )


def choose_visibility(user_id: str, credential_id: str, name_shown: NameShown) -> None:
    """The holder says how much of the name the page that verifies shows."""
    held = queries.held(user_id, credential_id)
    if held is None:
        raise NotFoundError
    if held.row.name_shown is not name_shown:
        held.row.name_shown = name_shown
        note(credential_id, _CHOICES[name_shown])
        db.session.flush()
