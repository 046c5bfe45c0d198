"""Renewing from the holder's side: may it be done, and its beginning."""

from dataclasses import dataclass
from datetime import date

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core import clock
from lms.core.errors import NotFoundError, RefusedError
from lms.credentials import queries
from lms.credentials.queries import Held
from lms.credentials.rules import CredentialKind
from lms.credentials.rules.renewing import RenewalState, Term, renewal_state
from lms.learning import queries as learning
from lms.learning import services as learning_services
from lms.learning.models import Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalOffer:
    """What a holder is told of renewing a certificate."""

    state: RenewalState
    opens_on: date
    module_slug: str


def renewal_of(held: Held, catalogue: Catalogue) -> RenewalOffer | None:
    """Whether a certificate can be renewed; None where there is nothing to renew."""
    expires_on = held.credential.expires_on
    if expires_on is None or held.credential.kind is not CredentialKind.MODULE:
        return None
    way = _way_of(held, catalogue)
    term = Term(issued_on=held.record.issued_day, expires_on=expires_on)
    state = renewal_state(
        term,
        queries.standing_of(held.credential, clock.now()),
        clock.now().date(),
        is_under_way=way is not None and learning.open_renewal_of(way[0].id) is not None,
        is_possible=way is not None,
    )
    slug = held.credential.achievement_slug
    return RenewalOffer(state=state, opens_on=term.renewable_from, module_slug=slug) if state else None


def _way_of(held: Held, catalogue: Catalogue) -> tuple[Enrolment, Module] | None:
    """The enrolment that gave the certificate, if it lasts, and the module as it is offered now."""
    slug = held.credential.achievement_slug
    enrolment, module = learning.enrolment_of(held.row.holder_id, slug), catalogue.modules.get(slug)
    if enrolment is None or module is None or not module.is_open or module.blueprint is None:
        return None
    completion = learning.completion_of(enrolment.id)
    if completion is None or completion.id != held.row.completion_id:
        return None
    return enrolment, module


def begin_renewal(user_id: str, credential_id: str, catalogue: Catalogue) -> str:
    """Begin to renew one's own certificate; gives the module's slug. Raises NotFoundError, RefusedError."""
    held = queries.held(user_id, credential_id)
    if held is None:
        raise NotFoundError
    offer, way = renewal_of(held, catalogue), _way_of(held, catalogue)
    if offer is None or way is None or offer.state not in {RenewalState.OPEN, RenewalState.UNDER_WAY}:
        raise RefusedError
    learning_services.begin_renewal(*way)
    return offer.module_slug
