"""What those who run the programme did: certificates withdrawn, people invited and looked at."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.core.db import db
from lms.core.scopes import UNLIMITED
from lms.credentials import services as credentials
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.rules import CredentialKind, RevocationReason
from lms.demo.learning import Stage
from lms.demo.timeline import Story
from lms.people.models import Consent, User
from lms.people.rules import ConsentKind, LookKind, Occupation
from lms.people.rules.invitations import Guest
from lms.people.services.inviting import invite, plan_invitations
from lms.people.services.looks import note_looks

NAMED_HOLDERS = ("official@example.org", "certified@example.org")
"""Their certificates stay as they are."""
GUESTS = (
    ("Öivind Sundgård", "sundgard", "SE", Occupation.CLUSTER_MANAGER),
    ("Ērika Ūdensroze", "udensroze", "LV", Occupation.OFFICIAL_REGIONAL),
    ("Paweł Morzewiec", "morzewiec", "PL", Occupation.BUSINESS_SUPPORT),
    ("Tõnis Lainesaar", "lainesaar", "EE", Occupation.OFFICIAL_NATIONAL),
    ("Žaneta Krantaitė", "krantaite", "LT", Occupation.CLUSTER_MANAGER),
    ("Jürgen Strandkorb", "strandkorb", "DE", Occupation.BUSINESS_SUPPORT),
)


def withdrawals(stage: Stage, now: datetime) -> Story:
    """Some certificates are issued again with their details put right, some are withdrawn for good."""
    owner = stage.staff[0]
    for days, reason in (
        (33, None),
        (24, RevocationReason.ASSESSMENT_NOT_VALID),
        (15, None),
        (9, RevocationReason.ISSUED_IN_ERROR),
        (4, RevocationReason.REQUEST_OF_HOLDER),
        (2, None),
    ):
        yield now - timedelta(days=days, hours=3)
        found = _oldest_untouched()
        if found is None:
            continue
        if reason is None:
            credentials.reissue(found, stage.catalogue, takes_present_edition=False, actor_id=owner)
        else:
            credentials.revoke(found, reason, actor_id=owner)


def _oldest_untouched() -> str | None:
    """The oldest certificate that nothing happened to, of somebody whose address is not written down."""
    plain = select(Credential.id).join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
    plain = plain.join(User, User.id == CredentialRecord.holder_id)
    plain = plain.where(
        Credential.kind == CredentialKind.MODULE,
        Credential.revoked_at.is_(None),
        Credential.superseded_by.is_(None),
        CredentialRecord.sequence == 1,
        ~User.email.in_(NAMED_HOLDERS),
    )
    return db.session.scalar(plain.order_by(Credential.issued_at, Credential.id).limit(1))


def invitations(stage: Stage, now: datetime) -> Story:
    """The owner invites a few people, who have not answered yet."""
    yield now - timedelta(days=5, hours=2)
    guests = [
        Guest(
            line=line,
            email=f"{address}@example.org",
            name=name,
            country=country,
            organisation=None,
            occupation=occupation,
            language="en",
            modules=tuple(one.slug for one in stage.modules.values() if one.id == "B1"),
        )
        for line, (name, address, country, occupation) in enumerate(GUESTS, start=2)
    ]
    invite(plan_invitations(guests, UNLIMITED), by=stage.staff[0])


def looks(official_email: str, now: datetime) -> Story:
    """An official has looked at what the people of the country achieved who agreed to that."""
    for days in (20, 6):
        yield now - timedelta(days=days, hours=1)
        official = db.session.scalar(select(User).where(User.email == official_email))
        if official is None:
            return
        agreed = (Consent.kind == ConsentKind.ACHIEVEMENTS_TO_OFFICIALS, Consent.withdrawn_at.is_(None))
        who = select(Consent.user_id).join(User, User.id == Consent.user_id)
        ids = db.session.scalars(who.where(*agreed, User.country == official.country)).all()
        note_looks(official.id, ids, LookKind.ACHIEVEMENTS)
        db.session.flush()
