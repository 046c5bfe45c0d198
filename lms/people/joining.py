"""What this package keeps of two accounts of one person becomes one account."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update

from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.people import queries
from lms.people.merging import Merging
from lms.people.models import (
    Affiliation,
    Consent,
    DataExport,
    ErasureRequest,
    Invitation,
    Look,
    MailChoice,
    MergedAccount,
    OneTimeToken,
    RoleGrant,
    SignIn,
    User,
)
from lms.people.rules import ConsentKind
from lms.people.rules.merging import Pair, consents_that_end, first_given, stricter


def consents_in_force(user_id: str) -> frozenset[ConsentKind]:
    """What somebody agrees to at present."""
    query = select(Consent.kind).where(Consent.user_id == user_id, Consent.withdrawn_at.is_(None))
    return frozenset(db.session.scalars(query))


def merge(pair: Pair, _catalogue: Catalogue) -> None:
    """Move all rows; of two that say the same one stays, of two that differ the stricter."""
    _join_profile(queries.user_to_change(pair.kept_id), queries.user_to_change(pair.other_id))
    _join_consents(pair)
    _join_affiliations(pair)
    _join_roles(pair)
    _join_mail_choices(pair)
    _join_looks(pair)
    _join_exports(pair)
    for model in (SignIn, OneTimeToken):
        _move(pair, model)
    db.session.execute(delete(ErasureRequest).where(ErasureRequest.user_id.in_(_ids(pair))))
    _sign_as_kept(pair)
    db.session.execute(
        update(MergedAccount).where(MergedAccount.into_id == pair.other_id).values(into_id=pair.kept_id)
    )
    db.session.expire_all()


def _ids(pair: Pair) -> tuple[str, str]:
    return (pair.kept_id, pair.other_id)


def _move(pair: Pair, model: Any) -> None:
    move = update(model).where(model.user_id == pair.other_id)
    db.session.execute(move.values(user_id=pair.kept_id))


def _join_profile(kept: User, other: User) -> None:
    """What the account that stays says, completed by what only the other one knows."""
    kept.certificate_name = first_given(kept.certificate_name, other.certificate_name)
    kept.country = first_given(kept.country, other.country)
    kept.organisation = first_given(kept.organisation, other.organisation)
    kept.occupation = first_given(kept.occupation, other.occupation)
    kept.languages = list(dict.fromkeys([*kept.languages, *other.languages]))
    kept.name_shown = stricter(kept.name_shown, other.name_shown)
    kept.wants_review = kept.wants_review and other.wants_review
    kept.created_at = min(kept.created_at, other.created_at)
    seen = [moment for moment in (kept.last_sign_in_at, other.last_sign_in_at) if moment]
    kept.last_sign_in_at = max(seen, default=None)
    db.session.flush()


def _join_consents(pair: Pair) -> None:
    """Only what both agree to stays in force; every agreement stays as it was given, as history."""
    ending = consents_that_end(consents_in_force(pair.kept_id), consents_in_force(pair.other_id))
    in_force = Consent.withdrawn_at.is_(None)
    ended = update(Consent).where(in_force, Consent.user_id.in_(_ids(pair)), Consent.kind.in_(ending))
    db.session.execute(ended.values(withdrawn_at=clock.now()))
    doubled = update(Consent).where(in_force, Consent.user_id == pair.other_id)
    db.session.execute(doubled.values(withdrawn_at=clock.now()))
    _move(pair, Consent)


def _join_affiliations(pair: Pair) -> None:
    """Where both are in one organisation, the membership that was agreed to stays, else the first."""
    kept = {one.organisation_id: one for one in _present(pair.kept_id)}
    for one in _present(pair.other_id):
        first = kept.get(one.organisation_id)
        if first is not None:
            is_better = one.agreed_at is not None and first.agreed_at is None
            (first if is_better else one).ended_at = clock.now()
    db.session.flush()
    _move(pair, Affiliation)


def _present(user_id: str) -> Sequence[Affiliation]:
    query = select(Affiliation).where(Affiliation.user_id == user_id, Affiliation.ended_at.is_(None))
    return db.session.scalars(query).all()


def _join_roles(pair: Pair) -> None:
    held = queries.grants_of(pair.kept_id)
    for row in db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == pair.other_id)).all():
        if queries.grant_in(row) in held:
            db.session.delete(row)
        else:
            row.user_id = pair.kept_id
    db.session.flush()


def _join_mail_choices(pair: Pair) -> None:
    """Mail that is not wanted at one of the addresses is not wanted."""
    off = select(MailChoice.topic).where(MailChoice.user_id == pair.kept_id)
    theirs = MailChoice.user_id == pair.other_id
    db.session.execute(delete(MailChoice).where(theirs, MailChoice.topic.in_(off)))
    _move(pair, MailChoice)


def _join_looks(pair: Pair) -> None:
    """One row a day for each who looked stays enough; a look of the one at the other was at oneself."""
    seen: set[tuple[object, ...]] = set()
    query = select(Look).where(Look.user_id.in_(_ids(pair)) | Look.looker_id.in_(_ids(pair)))
    for look in db.session.scalars(query.order_by(Look.looked_at, Look.id)).all():
        looked_at = pair.kept_id if look.user_id == pair.other_id else look.user_id
        looker = pair.kept_id if look.looker_id == pair.other_id else look.looker_id
        key = (looked_at, looker, look.kind, look.looked_on)
        if key in seen or (looked_at == looker and look.user_id != look.looker_id):
            db.session.delete(look)
        seen.add(key)
    db.session.flush()
    _move(pair, Look)
    lookers = update(Look).where(Look.looker_id == pair.other_id)
    db.session.execute(lookers.values(looker_id=pair.kept_id))


def _join_exports(pair: Pair) -> None:
    """An archive that is still to be made is made once, of everything."""
    due = select(DataExport.id).where(DataExport.user_id == pair.kept_id, DataExport.due_at.is_not(None))
    if db.session.scalar(due.limit(1)) is not None:
        theirs = (DataExport.user_id == pair.other_id) & DataExport.due_at.is_not(None)
        db.session.execute(delete(DataExport).where(theirs))
    _move(pair, DataExport)


def _sign_as_kept(pair: Pair) -> None:
    """What the other one decided was decided by this person."""
    for column in (
        RoleGrant.granted_by,
        Affiliation.proposed_by,
        Invitation.invited_by,
        MergedAccount.merged_by,
    ):
        signed = update(column.class_).where(column == pair.other_id)
        db.session.execute(signed.values({column.key: pair.kept_id}))


def redirect_mail(pair: Pair, old: str, new: str) -> None:
    """What has not gone yet goes to the address that stays; what went is theirs who stays."""
    theirs = (OutboxMail.recipient == old) | (OutboxMail.person_id == pair.other_id)
    db.session.execute(update(OutboxMail).where(theirs).values(person_id=pair.kept_id))
    waiting = update(OutboxMail).where(OutboxMail.recipient == old, OutboxMail.sent_at.is_(None))
    db.session.execute(waiting.where(OutboxMail.failed_at.is_(None)).values(recipient=new))


MERGING = Merging(
    package="people",
    columns=frozenset(
        {
            "role_grant.user_id",
            "sign_in.user_id",
            "one_time_token.user_id",
            "affiliation.user_id",
            "consent.user_id",
            "look.user_id",
            "look.looker_id",
            "data_export.user_id",
            "erasure_request.user_id",
            "mail_choice.user_id",
            "person_word.user_id",
            "merged_account.user_id",
            "merged_account.into_id",
        }
    ),
    merge=merge,
)
