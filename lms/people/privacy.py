"""What this package knows about a person, given out and removed."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select

from lms.core import audit, clock
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.privacy import PersonalData
from lms.people import queries
from lms.people.documents import DOCUMENTS, WORDS
from lms.people.errors import LastAdministratorError
from lms.people.models import (
    Affiliation,
    Consent,
    ConsentText,
    DataExport,
    ErasureRequest,
    Invitation,
    Look,
    MailChoice,
    MergedAccount,
    OneTimeToken,
    Organisation,
    PersonWord,
    RoleGrant,
    SignIn,
    User,
)
from lms.people.queries.merging import former_addresses, own_addresses
from lms.people.rules import DEFAULT_TIME_ZONE, NameShown, may_lose_administrator

ERASED_DOMAIN = "erased.invalid"
"""A domain that can never receive mail (RFC 2606)."""


def export(user_id: str) -> dict[str, object]:
    """All that is kept about a person here, but for digests and hashes: those are secrets."""
    user = queries.user(user_id)
    words = db.session.scalars(select(PersonWord.word).where(PersonWord.user_id == user_id))
    roles = db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user_id))
    sign_ins = db.session.scalars(select(SignIn).where(SignIn.user_id == user_id))
    links = db.session.scalars(select(OneTimeToken).where(OneTimeToken.user_id == user_id))
    former = former_addresses(user_id)
    addresses = own_addresses(user)
    mails = db.session.scalars(select(OutboxMail).where(_mail_of(user_id, addresses)))
    exports = db.session.scalars(select(DataExport).where(DataExport.user_id == user_id))
    invitations = db.session.scalars(select(Invitation).where(Invitation.email.in_(addresses)))
    return {
        "account": _account(user),
        "joined_accounts": [{"email": one.email, "joined_at": _said(one.merged_at)} for one in former],
        "found_by": [{"word": word} for word in words],
        "invitations": [_invitation(one) for one in invitations],
        "roles": [_role(one) for one in roles],
        "sign_ins": [_sign_in(one) for one in sign_ins],
        "links": [_link(one) for one in links],
        "organisations": _affiliations(user_id),
        "consents": _consents(user_id),
        "looks": _looks(user_id),
        "mail": [_mail(one) for one in mails],
        "exports": [_export(one) for one in exports],
        "erasure": _erasure(user_id),
        "mail_choices": _mail_choices(user_id),
        "log": [_logged(one) for one in queries.log_of(user_id)],
    }


_OF_ONE_PERSON = (
    SignIn,
    OneTimeToken,
    RoleGrant,
    Affiliation,
    Consent,
    Look,
    DataExport,
    ErasureRequest,
    MailChoice,
)


def erase(user_id: str) -> None:
    """Remove the person from these tables; the row stays without a name, because facts point at it.

    Raises LastAdministratorError where nobody would be left to administer the installation.
    """
    administrators = queries.administrator_ids(lock=True)
    if user_id in administrators and not may_lose_administrator(
        administrator_ids=administrators, user_id=user_id
    ):
        raise LastAdministratorError
    user = queries.user_to_change(user_id)
    addresses = own_addresses(user)
    db.session.execute(delete(OutboxMail).where(_mail_of(user_id, addresses)))
    db.session.execute(delete(Invitation).where(Invitation.email.in_(addresses)))
    db.session.execute(delete(MergedAccount).where(MergedAccount.into_id == user_id))
    for model in _OF_ONE_PERSON:
        db.session.execute(delete(model).where(model.user_id == user_id))
    db.session.execute(delete(Look).where(Look.looker_id == user_id))
    blank(user)
    db.session.flush()
    db.session.execute(delete(PersonWord).where(PersonWord.user_id == user_id))
    audit.record("person.erased", actor_id=None, subject=f"person:{user_id}")
    db.session.flush()


def _mail_of(user_id: str, addresses: set[str]) -> ColumnElement[bool]:
    """To their addresses, to one that they had before, and to one that they wanted to have."""
    return or_(OutboxMail.recipient.in_(addresses), OutboxMail.person_id == user_id)


def blank(user: User) -> None:
    """Make the row of an account that is gone: it stays, because facts point at it."""
    user.email = f"{user.id.lower()}@{ERASED_DOMAIN}"
    user.password_hash = user.certificate_name = user.country = user.organisation = user.occupation = None
    user.languages = []
    user.language, user.time_zone = "en", DEFAULT_TIME_ZONE
    user.name_shown = NameShown.MASKED
    user.wants_review = True
    user.last_sign_in_at = None
    user.disabled_at = user.disabled_at or clock.now()


def _account(user: User) -> dict[str, object]:
    return {
        "id": user.id,
        "email": user.email,
        "email_confirmed_at": _said(user.email_confirmed_at),
        "certificate_name": user.certificate_name,
        "name_key": user.name_key,
        "shown_key": user.shown_key,
        "country": user.country,
        "organisation": user.organisation,
        "occupation": user.occupation.value if user.occupation else None,
        "languages": list(user.languages),
        "language": user.language,
        "time_zone": user.time_zone,
        "name_shown": user.name_shown.value,
        "wants_review": user.wants_review,
        "created_at": _said(user.created_at),
        "last_sign_in_at": _said(user.last_sign_in_at),
        "disabled_at": _said(user.disabled_at),
    }


def _role(grant: RoleGrant) -> dict[str, object]:
    return {
        "role": grant.role.value,
        "scope": grant.scope_kind.value,
        "scope_id": grant.scope_id,
        "granted_at": _said(grant.granted_at),
    }


def _sign_in(one: SignIn) -> dict[str, object]:
    return {
        "created_at": _said(one.created_at),
        "seen_at": _said(one.seen_at),
        "network": one.network,
        "agent": one.agent,
        "ended_at": _said(one.ended_at),
    }


def _link(one: OneTimeToken) -> dict[str, object]:
    return {"purpose": one.purpose.value, "email": one.email, "created_at": _said(one.created_at)}


def _mail(one: OutboxMail) -> dict[str, object]:
    # Without its text while it waits: that may hold a link that opens the account.
    return {
        "kind": one.kind,
        "subject": one.subject,
        "created_at": _said(one.created_at),
        "sent_at": _said(one.sent_at),
    }


def _export(one: DataExport) -> dict[str, object]:
    return {
        "asked_at": _said(one.asked_at),
        "finished_at": _said(one.finished_at),
        "language": one.language,
    }


def _invitation(one: Invitation) -> dict[str, object]:
    return {
        "email": one.email,
        "certificate_name": one.certificate_name,
        "country": one.country,
        "organisation": one.organisation,
        "occupation": one.occupation.value if one.occupation else None,
        "language": one.language,
        "sent_at": _said(one.sent_at),
    }


def _erasure(user_id: str) -> dict[str, object] | None:
    waiting = queries.erasure_of(user_id)
    if waiting is None:
        return None
    return {
        "cause": waiting.cause.value,
        "asked_at": _said(waiting.asked_at),
        "due_at": _said(waiting.due_at),
    }


def _mail_choices(user_id: str) -> list[dict[str, object]]:
    chosen = db.session.scalars(select(MailChoice).where(MailChoice.user_id == user_id))
    return [{"topic": one.topic.value, "off_since": _said(one.off_since)} for one in chosen]


def _logged(one: queries.LogEntry) -> dict[str, object]:
    """Who else did something is not said: that is their own."""
    others = "somebody else" if one.is_by_somebody else "the programme itself"
    return {
        "at": _said(one.at),
        "act": one.act,
        "to": one.to,
        "by": "you" if one.is_own else others,
        "detail": one.detail,
    }


def _affiliations(user_id: str) -> list[dict[str, object]]:
    query = (
        select(Affiliation, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.user_id == user_id)
        .order_by(Affiliation.proposed_at)
    )
    return [
        {
            "organisation": name,
            "organisation_id": one.organisation_id,
            "proposed_at": _said(one.proposed_at),
            "agreed_at": _said(one.agreed_at),
            "ended_at": _said(one.ended_at),
        }
        for one, name in db.session.execute(query)
    ]


def _consents(user_id: str) -> list[dict[str, object]]:
    query = (
        select(Consent, ConsentText)
        .join(ConsentText, ConsentText.digest == Consent.text_digest)
        .where(Consent.user_id == user_id)
        .order_by(Consent.given_at)
    )
    return [
        {
            "kind": one.kind.value,
            "text": shown.text,
            "language": shown.language,
            "version": shown.digest,
            "given_at": _said(one.given_at),
            "withdrawn_at": _said(one.withdrawn_at),
        }
        for one, shown in db.session.execute(query)
    ]


def _looks(user_id: str) -> list[dict[str, object]]:
    """Who looked at this person's data; a colleague's name is no data of theirs, so only the id."""
    query = (
        select(Look).where(or_(Look.user_id == user_id, Look.looker_id == user_id)).order_by(Look.looked_at)
    )
    return [
        {
            "at": _said(one.looked_at),
            "what": one.kind.value,
            "of": one.user_id,
            "by": one.looker_id,
        }
        for one in db.session.scalars(query)
    ]


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


PERSONAL_DATA = PersonalData(
    package="people",
    tables=frozenset(
        {
            "user",
            "role_grant",
            "sign_in",
            "one_time_token",
            "outbox_mail",
            "invitation",
            "person_word",
            "affiliation",
            "consent",
            "data_export",
            "erasure_request",
            "look",
            "mail_choice",
            "merged_account",
        }
    ),
    export=export,
    erase=erase,
    words=WORDS,
    documents=DOCUMENTS,
)
