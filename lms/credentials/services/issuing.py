"""How a completion becomes a certificate, once."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from lms.content.catalogue import Catalogue, UnknownEditionError
from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core import clock
from lms.core.db import db
from lms.credentials import queries, rules
from lms.credentials.errors import ElementsMissingError, NotIssuableError
from lms.credentials.models import Credential, HolderName
from lms.credentials.services.awards import give_awards_if_possible
from lms.credentials.services.drafts import draft_of
from lms.credentials.services.registering import register
from lms.learning.models import Completion, Enrolment
from lms.people import queries as people
from lms.people.services.names import confirm_certificate_name

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
    record = draft_of(completion, enrolment, module, programme)
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
    return try_waiting(user_id, catalogue).issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a person's completions without a certificate."""

    issued: tuple[Credential, ...]
    refused: Mapping[str, NotIssuableError | UnknownEditionError]
    """Completion id → why nothing was issued."""


def try_waiting(user_id: str, catalogue: Catalogue) -> Tried:
    """The same, with what stood in the way of the others."""
    issued, refused = [], {}
    for waiting in queries.unissued(user_id):
        try:
            module = catalogue.edition(waiting.enrolment.module_slug, waiting.completion.edition_digest)
            issued.append(issue(waiting.completion, waiting.enrolment, module, catalogue.programme))
        except (NotIssuableError, UnknownEditionError) as refusal:
            log.warning("completion %s gives no certificate: %r", waiting.completion.id, refusal)
            refused[waiting.completion.id] = refusal
    return Tried(issued=tuple(issued), refused=refused)
