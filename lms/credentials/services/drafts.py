"""Gathering what a certificate of a module is going to say."""

import secrets
import uuid
from dataclasses import replace
from datetime import datetime

from lms.content.outline import Module
from lms.content.programme import Programme
from lms.core import clock
from lms.core.addresses import public_address
from lms.core.settings import settings
from lms.credentials import codes, queries
from lms.credentials.drafting import Issue, draft_record
from lms.credentials.errors import NameNotConfirmedError
from lms.credentials.records import SALT_BYTES, Record
from lms.credentials.services.issuer import with_present_issuer
from lms.credentials.services.statuses import new_status_index
from lms.credentials.services.templates import template_to_issue_by
from lms.learning import queries as learning
from lms.learning.models import Completion, Enrolment, Renewal
from lms.people import queries as people
from lms.quiz.queries.gains import final_outcome_scores
from lms.quiz.rules.gain import OutcomeScores


def draft_of(
    completion: Completion,
    enrolment: Enrolment,
    module: Module,
    programme: Programme,
    *,
    renewal: Renewal | None = None,
    former: Record | None = None,
) -> Record:
    """The record of a completion, or of its renewal; `former` is what it is issued in the place of.

    Raises NameNotConfirmedError, unless there is a former one, whose name then goes on.
    """
    holder, facts = people.holder(enrolment.user_id), learning.facts_of(enrolment)
    since = renewal.begun_at if renewal else None
    achieved_at = renewal.passed_at if renewal and renewal.passed_at else completion.completed_at
    issue = Issue(
        id=str(uuid.uuid4()),
        code=codes.new_code(secrets.token_bytes(codes.RANDOM_BYTES)),
        holder_name=_name(enrolment.user_id, former),
        language=holder.language,
        completed_on=achieved_at.date(),
        issued_on=clock.now().date(),
        base_url=public_address(),
        is_trial_installation=settings().is_trial,
        salt=secrets.token_hex(SALT_BYTES),
        email=holder.email,
        status_index=new_status_index(),
        continues=former.expiry_day if former and renewal else None,
        outcome_scores=_outcome_scores(enrolment, module, since),
        template=template_to_issue_by(programme),
    )
    record = draft_record(
        module, with_present_issuer(programme), facts.since(since) if since else facts, issue
    )
    return replace(record, supersedes=former.id if former else None)


def _name(user_id: str, former: Record | None) -> str:
    step = queries.name_step(user_id)
    if step.is_settled:
        return step.present
    if former is None:
        raise NameNotConfirmedError
    return former.holder_name


def _outcome_scores(enrolment: Enrolment, module: Module, since: datetime | None) -> OutcomeScores:
    """Only where the module prints them."""
    if not module.certificate.results_by_outcome:
        return {}
    return final_outcome_scores(enrolment.user_id, module.slug, since=since)
