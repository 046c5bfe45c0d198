"""Writing a credential into the register: nameless row, personal record, what is due, what happened."""

from collections.abc import Iterator

from lms.core import audit, clock
from lms.core.db import db
from lms.credentials.models import Credential, CredentialRecord, ExpiryReminder
from lms.credentials.records import Record, canonical, digest_of_record
from lms.credentials.rules import CredentialKind, EventKind, FileForm
from lms.credentials.rules.renewing import Term
from lms.credentials.services import vault
from lms.credentials.services.achievements import with_achievement
from lms.credentials.services.events import note
from lms.credentials.services.files import due_file
from lms.learning.models import Completion
from lms.people import queries as people


def register(
    record: Record,
    holder_id: str,
    completion_id: str | None,
    *,
    sequence: int,
    how: EventKind = EventKind.ISSUED,
) -> Credential:
    """Add a credential with its record, a due file, reminders, and the event of its issue; flushed."""
    record = with_achievement(record)
    text = canonical(record)
    credential = Credential(
        id=record.id,
        code=record.code,
        kind=CredentialKind(record.kind),
        achievement_slug=record.module_slug,
        title=record.title[:300],
        issuer_name=record.issuer.name[:200],
        hours=record.hours,
        edition_digest=record.edition_digest,
        awarded_on=record.completed_day,
        expires_on=record.expiry_day,
        issued_at=clock.now(),
        is_trial=record.is_trial,
        record_sha256=digest_of_record(text),
        achievement_version=record.achievement_version,
        status_index=record.status_index,
    )
    db.session.add(credential)
    db.session.flush()
    row = CredentialRecord(
        credential_id=record.id,
        holder_id=holder_id,
        completion_id=completion_id,
        sequence=sequence,
        text=vault.as_text(vault.encrypt(holder_id, text.encode(), about=record.id)),
        name_shown=people.holder(holder_id).name_shown,
    )
    if completion_id is not None:
        db.session.get_one(Completion, completion_id).waits_since = None
    db.session.add_all([row, due_file(record.id, FileForm.PDF, record.language)])
    db.session.add_all(_reminders(record))
    instead = {"instead_of": record.supersedes} if record.supersedes else {}
    note(record.id, how, record=credential.record_sha256, **instead)
    audit.record("credential.issued", actor_id=holder_id, subject=f"credential:{record.id}")
    db.session.flush()
    return credential


def _reminders(record: Record) -> Iterator[ExpiryReminder]:
    """Planned here alone, so that nothing but a certificate that is issued leads to a mail."""
    if record.expiry_day is not None:
        term = Term(issued_on=record.issued_day, expires_on=record.expiry_day)
        for day in term.reminder_days:
            if day > record.issued_day:
                yield ExpiryReminder(credential_id=record.id, due_on=day)
