"""Issuing in the place of an earlier certificate, which leads to the new one from then on.

A corrected name or detail (reissued), or the same achieved again (renewed). Nothing issued is ever altered.
"""

import secrets
import uuid
from collections.abc import Set as AbstractSet
from dataclasses import replace

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core import audit, clock
from lms.core.addresses import public_address
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.credentials import codes, queries, rules
from lms.credentials.errors import ElementsMissingError, NameNotConfirmedError
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.queries import Held
from lms.credentials.records import FORMAT, SALT_BYTES, Record, hashed_email
from lms.credentials.rules import EventKind, Standing
from lms.credentials.services.awards import follow_replacement, give_awards_if_possible
from lms.credentials.services.drafts import draft_of
from lms.credentials.services.events import note
from lms.credentials.services.registering import register
from lms.credentials.services.statuses import new_status_index
from lms.learning import queries as learning
from lms.learning.models import Completion, Enrolment, Renewal
from lms.people import mails
from lms.people import queries as people
from lms.people.rules import NameShown

RENEWABLE = frozenset({Standing.VALID, Standing.EXPIRED})


def correct_name(user_id: str, credential_id: str) -> Credential:
    """Issue a certificate again with the name as it is now; the earlier one is then superseded.

    Raises NotFoundError, NameNotConfirmedError, or RefusedError where there is nothing to correct.
    """
    held = queries.held(user_id, credential_id)
    if held is None:
        raise NotFoundError
    step = queries.name_step(user_id)
    if not step.is_settled:
        raise NameNotConfirmedError
    if held.record.holder_name == step.present:
        raise RefusedError
    record = _corrected(held.record, step.present, people.holder(user_id).email)
    return _replace(held, record, EventKind.REISSUED, {Standing.VALID}, actor_id=user_id)


def _corrected(record: Record, name: str, email: str) -> Record:
    salt = secrets.token_hex(SALT_BYTES)
    code = codes.new_code(secrets.token_bytes(codes.RANDOM_BYTES))
    return replace(
        record,
        format=FORMAT,
        id=str(uuid.uuid4()),
        code=code,
        holder_name=name,
        salt=salt,
        email_hash=hashed_email(email, salt),
        status_index=new_status_index(),
        issued_on=clock.now().date().isoformat(),
        verification_url=f"{public_address()}/verify/{code}",
        supersedes=record.id,
    )


def reissue(
    credential_id: str, catalogue: Catalogue, *, takes_present_edition: bool, actor_id: str | None
) -> Credential:
    """Issue the certificate of a module again, with everything as it is recorded now, and tell its holder.

    Until when it holds does not change. Raises NotFoundError, RefusedError, ElementsMissingError.
    """
    held = queries.holding(credential_id)
    if held is None or held.row.completion_id is None:
        raise NotFoundError
    completion = db.session.get_one(Completion, held.row.completion_id)
    enrolment = db.session.get_one(Enrolment, completion.enrolment_id)
    module = catalogue.edition(held.credential.achievement_slug, held.credential.edition_digest)
    if takes_present_edition:
        module = catalogue.modules.get(module.slug, module)
    drafted = draft_of(
        completion, enrolment, module, catalogue.programme, renewal=_renewal_behind(held), former=held.record
    )
    record = replace(drafted, expires_on=held.record.expires_on)
    _refuse_incomplete(record)
    new = _replace(held, record, EventKind.REISSUED, RENEWABLE, actor_id=actor_id)
    _tell_holder("certificate-reissued", new, held.row.holder_id)
    return new


def _renewal_behind(held: Held) -> Renewal | None:
    """The renewal that gave this certificate, or the one that it was issued in the place of."""
    completion = db.session.get_one(Completion, held.row.completion_id)
    finished = [
        one
        for one in learning.renewals_of(completion.enrolment_id)
        if one.finished_at is not None and one.finished_at <= held.credential.issued_at
    ]
    return finished[-1] if finished else None


def renew(renewal: Renewal, enrolment: Enrolment, module: Module, programme: Programme) -> Credential | None:
    """Answer to a final test that was passed again: the certificate goes on in a renewed one."""
    completion = learning.completion_of(enrolment.id)
    latest = queries.latest_of(completion.id) if completion else None
    if completion is None or latest is None:
        return None
    if queries.standing_of(latest.credential, clock.now()) not in RENEWABLE:
        return None  # withdrawn meanwhile
    record = draft_of(completion, enrolment, module, programme, renewal=renewal, former=latest.record)
    _refuse_incomplete(record)
    new = _replace(latest, record, EventKind.RENEWED, RENEWABLE, actor_id=enrolment.user_id)
    give_awards_if_possible(enrolment.user_id, programme)
    return new


def _refuse_incomplete(record: Record) -> None:
    missing = rules.missing_elements(record)
    if missing:
        raise ElementsMissingError(missing)


def _replace(
    held: Held, record: Record, how: EventKind, allowed: AbstractSet[Standing], *, actor_id: str | None
) -> Credential:
    old = queries.to_change(held.credential.id)
    if old is None or queries.standing_of(old, clock.now()) not in allowed:
        raise RefusedError
    sequence = held.row.sequence + 1
    new = register(record, held.row.holder_id, held.row.completion_id, sequence=sequence, how=how)
    follow_replacement(old, new, held.row.holder_id)
    _hand_on_visibility(held.row, new)
    old.superseded_by = new.id
    note(old.id, EventKind.SUPERSEDED, by=new.id)
    audit.record("credential.superseded", actor_id=actor_id, subject=f"credential:{old.id}")
    db.session.flush()
    return new


def _hand_on_visibility(row: CredentialRecord, new: Credential) -> None:
    """The new one shows what the earlier one did, and that nothing: its name may be one that is left behind.

    The holder may choose otherwise for the earlier one as well.
    """
    db.session.get_one(CredentialRecord, new.id).name_shown = row.name_shown
    if row.name_shown is not NameShown.HIDDEN:
        row.name_shown = NameShown.HIDDEN
        note(row.credential_id, EventKind.NAME_HIDDEN)


def _tell_holder(kind: str, credential: Credential, holder_id: str) -> None:
    holder = people.holder(holder_id)
    mails.send(
        kind,
        to=holder.email,
        language=holder.language,
        title=credential.title,
        url=mails.url_of(f"/certificates/{credential.id}"),
    )
