"""Members of organisations: proposed by either side, in force once the person has agreed."""

from datetime import timedelta

from sqlalchemy import select

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.ids import new_id
from lms.people import mails, queries
from lms.people.errors import OrganisationClosedError
from lms.people.models import Affiliation, Organisation, User
from lms.people.services.organisations import organisation_to_change

MAIL = "membership-proposed"
MAIL_PAUSE = timedelta(days=30)
"""Between two mails to one person about one organisation."""
MEMBERSHIPS_PATH = "/account/organisations"


def propose_member(organisation_id: str, email: str, *, by: str) -> None:
    """Ask the person with this address whether they want to be listed; whether there is one stays unsaid.

    Who said no may be asked again, but by mail at most once in a while. Raises OrganisationClosedError.
    """
    organisation = organisation_to_change(organisation_id)
    _require_open(organisation)
    user = queries.user_with_email(email)
    if user is None or user.disabled_at is not None or _present(user.id, organisation_id) is not None:
        return
    was_asked = _was_asked_lately(user.id, organisation_id)
    _add(user, organisation_id, by=by)
    if not was_asked:
        mails.send(
            MAIL,
            to=user.email,
            language=user.language,
            organisation=organisation.name,
            url=mails.url_of(MEMBERSHIPS_PATH),
        )


def propose_invited(user: User, organisation_id: str, *, by: str | None) -> None:
    """Ask somebody who accepted an invitation: on their page, without a mail. What is there already stays.

    `by` is whoever invited them, if that is known. An organisation that has closed meanwhile asks nobody.
    """
    organisation = organisation_to_change(organisation_id)
    if organisation.closed_at is None and _present(user.id, organisation_id) is None:
        _add(user, organisation_id, by=by)


def join_organisation(user_id: str, organisation_id: str) -> None:
    """The person lists themselves as a member, by which they have agreed.

    Raises OrganisationClosedError, but not for somebody who was asked before it closed.
    """
    user = queries.user_to_change(user_id)
    organisation = organisation_to_change(organisation_id)
    found = _present(user_id, organisation_id)
    if found is None:
        _require_open(organisation)
        found = _add(user, organisation_id, by=user_id)
    _agree(found)


def agree_to_membership(user_id: str, affiliation_id: str) -> None:
    """The person agrees to what was proposed; raises NotFoundError for somebody else's."""
    _agree(_own(user_id, affiliation_id))


def end_membership(user_id: str, affiliation_id: str) -> None:
    """The person declines what was proposed, or leaves; raises NotFoundError for somebody else's."""
    found = _own(user_id, affiliation_id)
    found.ended_at = clock.now()
    _record(found, "membership.ended", by=user_id)


def _require_open(organisation: Organisation) -> None:
    if organisation.closed_at is not None:
        raise OrganisationClosedError


def _add(user: User, organisation_id: str, *, by: str | None) -> Affiliation:
    row = Affiliation(
        id=new_id(),
        user_id=user.id,
        organisation_id=organisation_id,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    db.session.add(row)
    _record(row, "membership.proposed", by=by)
    return row


def _was_asked_lately(user_id: str, organisation_id: str) -> bool:
    asked = select(Affiliation.id).where(
        Affiliation.user_id == user_id,
        Affiliation.organisation_id == organisation_id,
        Affiliation.proposed_at > clock.now() - MAIL_PAUSE,
    )
    return db.session.scalar(asked.limit(1)) is not None


def _agree(row: Affiliation) -> None:
    if row.agreed_at is None:
        row.agreed_at = clock.now()
        _record(row, "membership.agreed", by=row.user_id)


def _present(user_id: str, organisation_id: str) -> Affiliation | None:
    return db.session.scalar(
        select(Affiliation).where(
            Affiliation.user_id == user_id,
            Affiliation.organisation_id == organisation_id,
            Affiliation.ended_at.is_(None),
        )
    )


def _own(user_id: str, affiliation_id: str) -> Affiliation:
    found = db.session.get(Affiliation, affiliation_id, with_for_update=True)
    if found is None or found.user_id != user_id or found.ended_at is not None:
        raise NotFoundError
    return found


def _record(row: Affiliation, event: str, *, by: str | None) -> None:
    detail: dict[str, object] = {"organisation": row.organisation_id}
    audit.record(event, actor_id=by, subject=f"person:{row.user_id}", detail=detail)
    db.session.flush()
