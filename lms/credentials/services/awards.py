"""Course certificates and the diploma: given when the last certificate they need is issued, each once."""

import logging
import secrets
import uuid

from sqlalchemy.exc import IntegrityError, OperationalError

from lms.content.programme import Programme
from lms.core import clock
from lms.core.addresses import public_address
from lms.core.db import db
from lms.core.settings import settings
from lms.credentials import codes, queries, rules
from lms.credentials.award_drafting import draft_award
from lms.credentials.drafting import Issue
from lms.credentials.errors import ElementsMissingError
from lms.credentials.models import AwardPart, Credential, HolderAward
from lms.credentials.queries import awards
from lms.credentials.records import SALT_BYTES, Record
from lms.credentials.rules.awards import AwardState
from lms.credentials.services.issuer import with_present_issuer
from lms.credentials.services.registering import register
from lms.credentials.services.statuses import new_status_index
from lms.credentials.services.templates import template_to_issue_by
from lms.people import queries as people

log = logging.getLogger(__name__)


def give_due_awards(user_id: str, programme: Programme) -> tuple[Credential, ...]:
    """Give what follows from the certificates that somebody holds; a second time gives nothing new.

    Two modules that are completed at the same moment follow each other here, so the second sees the first;
    and a certificate that is withdrawn at the same moment is either seen to be, or finds what rests on it.
    """
    people.user_to_change(user_id)
    due = _due(user_id, programme)
    if not due or not queries.name_step(user_id).is_settled:
        return ()
    awards.lock({part.credential_id for state in due for part in state.parts})
    given = (_give(user_id, state, programme) for state in _due(user_id, programme))
    return tuple(one for one in given if one is not None)


def _due(user_id: str, programme: Programme) -> list[AwardState]:
    states = awards.award_states_of(user_id, programme, clock.now())
    return [state for state in states if state.is_due]


def give_awards_if_possible(user_id: str, programme: Programme) -> None:
    """The same after a certificate was issued: a failure here does not undo that."""
    try:
        with db.session.begin_nested():
            give_due_awards(user_id, programme)
    except OperationalError:
        raise  # the database is full or away: then the certificate could not be kept either
    except Exception:
        log.exception("what follows from a certificate could not be given")


def _give(user_id: str, state: AwardState, programme: Programme) -> Credential | None:
    record = _draft(user_id, state, programme)
    missing = rules.missing_elements(record)
    if missing:
        log.error("no certificate of %s: %s", state.need.slug, ElementsMissingError(missing).elements)
        return None
    try:
        with db.session.begin_nested():
            credential = register(record, user_id, None, sequence=1)
            _keep(credential.id, user_id, state.need.slug, [part.credential_id for part in state.parts])
    except IntegrityError:  # given at the same moment by another request
        return None
    return credential


def _draft(user_id: str, state: AwardState, programme: Programme) -> Record:
    holder = people.holder(user_id)
    held = {one.credential.id: one.record for one in queries.held_by(user_id)}
    issue = Issue(
        id=str(uuid.uuid4()),
        code=codes.new_code(secrets.token_bytes(codes.RANDOM_BYTES)),
        holder_name=queries.name_step(user_id).present,
        language=holder.language,
        completed_on=clock.now().date(),
        issued_on=clock.now().date(),
        base_url=public_address(),
        is_trial_installation=settings().is_trial,
        salt=secrets.token_hex(SALT_BYTES),
        email=holder.email,
        status_index=new_status_index(),
        template=template_to_issue_by(programme),
    )
    return draft_award(
        state.need, [held[part.credential_id] for part in state.parts], with_present_issuer(programme), issue
    )


def _keep(credential_id: str, user_id: str, slug: str, parts: list[str]) -> None:
    sequence = awards.next_sequence(user_id, slug)
    db.session.add(HolderAward(credential_id=credential_id, holder_id=user_id, slug=slug, sequence=sequence))
    db.session.add_all(AwardPart(award_id=credential_id, part_id=part) for part in parts)
    db.session.flush()


def follow_replacement(old: Credential, new: Credential, user_id: str) -> None:
    """A course certificate that was issued again rests on the same certificates as before."""
    if old.kind is not rules.CredentialKind.MODULE:
        _keep(new.id, user_id, new.achievement_slug, list(awards.part_ids(old.id)))
