"""What stands on a person's page beside the account: modules, certificates, organisations, sign-ins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.core import clock
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.queries import standing_of
from lms.credentials.rules import Standing
from lms.learning.models import Completion, Enrolment
from lms.people.models import Affiliation, Organisation, SignIn, User
from lms.people.queries.people import used_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A module that the person is in, or was in."""

    enrolment_id: str
    module_slug: str
    enrolled_at: datetime
    withdrawn_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCertificate:
    """A certificate, without what it says."""

    id: str
    title: str
    code: str
    issued_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An organisation the person belongs to, or is asked to belong to."""

    organisation_id: str
    organisation: str
    agreed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInsKept:
    """How the account is used; sign-ins are counted as far as they are kept."""

    count: int
    last_at: datetime | None
    """None: never."""
    open_count: int


def modules_of_person(user_id: str) -> list[Joined]:
    """The latest joined first; one round trip."""
    query = (
        select(Enrolment, Completion.completed_at)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.user_id == user_id)
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id)
    )
    return [
        Joined(
            enrolment_id=one.id,
            module_slug=one.module_slug,
            enrolled_at=one.enrolled_at,
            withdrawn_at=one.withdrawn_at,
            completed_at=completed_at,
        )
        for one, completed_at in db.session.execute(query)
    ]


def certificates_of_person(user_id: str) -> list[HeldCertificate]:
    """The latest first; one round trip."""
    query = (
        select(Credential)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .where(CredentialRecord.holder_id == user_id)
        .order_by(Credential.issued_at.desc(), Credential.id)
    )
    now = clock.now()
    return [
        HeldCertificate(
            id=one.id,
            title=one.title,
            code=one.code,
            issued_at=one.issued_at,
            standing=standing_of(one, now),
        )
        for one in db.session.scalars(query)
    ]


def memberships_of(user_id: str) -> Sequence[Membership]:
    """Present ones and those proposed; one round trip."""
    query = (
        select(Organisation.id, Organisation.name, Affiliation.agreed_at)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.user_id == user_id, Affiliation.ended_at.is_(None))
        .order_by(Organisation.name_key)
    )
    return [
        Membership(organisation_id=id_, organisation=name, agreed_at=agreed)
        for id_, name, agreed in db.session.execute(query)
    ]


def sign_ins_of(user: User) -> SignInsKept:
    """One round trip."""
    is_open = SignIn.ended_at.is_(None)
    query = select(func.count(), func.max(SignIn.seen_at), func.count().filter(is_open)).where(
        SignIn.user_id == user.id
    )
    count, last_at, open_count = db.session.execute(query).one()
    return SignInsKept(count=count, last_at=used_at(user, last_at), open_count=open_count)


def why_closed(user_id: str) -> str | None:
    """The reason that was given when the account was closed last; one round trip."""
    query = (
        select(AuditEntry.detail)
        .where(AuditEntry.subject == f"person:{user_id}", AuditEntry.action == "person.disabled")
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    detail = db.session.scalar(query)
    reason = (detail or {}).get("reason")
    return str(reason) if reason else None
