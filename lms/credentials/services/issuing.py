"""How a completion becomes a certificate, once; and how a wrong name is put right."""

import logging
import secrets
import uuid
from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from lms.content.catalogue import Catalogue, UnknownEditionError
from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.core.settings import settings
from lms.credentials import codes, queries, rules
from lms.credentials.drafting import Issue, draft_record
from lms.credentials.errors import ElementsMissingError, NameNotConfirmedError, NotIssuableError
from lms.credentials.models import Credential, HolderName
from lms.credentials.records import (
    FORMAT,
    SALT_BYTES,
    Record,
    hashed_email,
)
from lms.credentials.rules import EventKind, Standing
from lms.credentials.services.awards import follow_replacement, give_awards_if_possible
from lms.credentials.services.events import note
from lms.credentials.services.registering import register
from lms.credentials.services.statuses import new_status_index
from lms.learning import queries as learning
from lms.learning.models import Completion, Enrolment
from lms.people import queries as people
from lms.people.services.names import confirm_certificate_name
from lms.quiz.queries.gains import final_outcome_scores
from lms.quiz.rules.gain import OutcomeScores

log = logging.getLogger(__name__)


def issue_on_completion(
    completion: Completion, enrolment: Enrolment, module: Module, programme: Programme
) -> None:
    """Answer to a completed module: issue at once where nothing is missing; otherwise the holder is asked."""
    try:
        issue(completion, enrolment, module, programme)
    except ElementsMissingError as refusal:
        log.error("completion %s gives no certificate: no %s", completion.id, ", ".join(refusal.elements))
    except NotIssuableError:
        return


def issue(completion: Completion, enrolment: Enrolment, module: Module, programme: Programme) -> Credential:
    """The certificate of a completion; a second time gives the first one. Raises NotIssuableError."""
    issued = queries.first_of(completion.id)
    if issued is not None:
        return issued
    record = _draft(completion, enrolment, module, programme)
    missing = rules.missing_elements(record)
    if missing:
        raise ElementsMissingError(missing)
    try:
        with db.session.begin_nested():
            credential = register(record, enrolment.user_id, completion.id, sequence=1)
    except IntegrityError:  # issued at the same moment by another request
        issued = queries.first_of(completion.id)
        if issued is None:
            raise
        return issued
    give_awards_if_possible(enrolment.user_id, programme)
    return credential


def _draft(completion: Completion, enrolment: Enrolment, module: Module, programme: Programme) -> Record:
    holder = people.holder(enrolment.user_id)
    step = queries.name_step(enrolment.user_id)
    if not step.is_settled:
        raise NameNotConfirmedError
    return draft_record(
        module,
        programme,
        learning.facts_of(enrolment),
        Issue(
            id=str(uuid.uuid4()),
            code=codes.new_code(secrets.token_bytes(codes.RANDOM_BYTES)),
            holder_name=step.present,
            language=holder.language,
            completed_on=completion.completed_at.date(),
            issued_on=clock.now().date(),
            base_url=settings().base_url,
            is_trial_installation=settings().is_trial,
            salt=secrets.token_hex(SALT_BYTES),
            email=holder.email,
            status_index=new_status_index(),
            outcome_scores=_outcome_scores(enrolment, module),
        ),
    )


def _outcome_scores(enrolment: Enrolment, module: Module) -> OutcomeScores:
    """Only where the module prints them."""
    if not module.certificate.results_by_outcome:
        return {}
    return final_outcome_scores(enrolment.user_id, module.slug)


def confirm_name(user_id: str, name: str, catalogue: Catalogue) -> tuple[Credential, ...]:
    """Settle how the name is printed and issue what was waiting for it. Raises InvalidNameError."""
    people.user_to_change(user_id)  # sent twice, the second waits for the first
    kept = confirm_certificate_name(user_id, name)
    row = db.session.get(HolderName, user_id)
    if row is None:
        row = HolderName(user_id=user_id)
        db.session.add(row)
    if row.name != kept:
        row.name, row.confirmed_at = kept, clock.now()
    db.session.flush()
    return issue_waiting(user_id, catalogue)


def issue_waiting(user_id: str, catalogue: Catalogue) -> tuple[Credential, ...]:
    """Issue what can be issued now of the completions that have no certificate."""
    issued = []
    for waiting in queries.unissued(user_id):
        try:
            module = catalogue.edition(waiting.enrolment.module_slug, waiting.completion.edition_digest)
            issued.append(issue(waiting.completion, waiting.enrolment, module, catalogue.programme))
        except (NotIssuableError, UnknownEditionError) as refusal:
            log.warning("completion %s gives no certificate: %r", waiting.completion.id, refusal)
    return tuple(issued)


def correct_name(user_id: str, credential_id: str) -> Credential:
    """Issue a certificate again with the name as it is now; the earlier one is then superseded.

    Raises NotFoundError, NameNotConfirmedError, or RefusedError where there is nothing to correct.
    """
    held = queries.held(user_id, credential_id)
    if held is None:
        raise NotFoundError
    old = queries.to_change(credential_id)
    step = queries.name_step(user_id)
    if not step.is_settled:
        raise NameNotConfirmedError
    if old is None or queries.standing_of(old, clock.now()) is not Standing.VALID:
        raise RefusedError
    if held.record.holder_name == step.present:
        raise RefusedError
    new = register(
        _corrected(held.record, step.present, people.holder(user_id).email),
        user_id,
        held.row.completion_id,
        sequence=held.row.sequence + 1,
    )
    follow_replacement(old, new, user_id)
    old.superseded_by = new.id
    note(old.id, EventKind.SUPERSEDED, by=new.id)
    audit.record("credential.superseded", actor_id=user_id, subject=f"credential:{old.id}")
    db.session.flush()
    return new


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
        verification_url=f"{settings().base_url}/verify/{code}",
        supersedes=record.id,
    )
