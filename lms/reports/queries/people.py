"""People who agreed that officials see what they achieved: who they are, and what it is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, null, or_, select, union_all

from lms.core.db import db
from lms.core.paging import Key, Order
from lms.core.planning import is_there, row_by_row
from lms.core.scopes import Reach, ScopeKind
from lms.credentials.models import Credential, CredentialRecord
from lms.learning.models import Completion
from lms.people.models import Affiliation, Consent, Organisation, User
from lms.people.queries.calling import is_named
from lms.people.queries.reaching import people_within
from lms.people.rules import ConsentKind
from lms.reports.queries.completions import are_fewer, completions_asked, people_asked
from lms.reports.rules.asked import Wanted

FEW = 20_000
"""So many completions are looked at quicker than everybody in a country."""
VERY_FEW = 2_000
"""So many quicker than the members of a region or an organisation, or people of a name."""

BY_NAME = Order("name", (Key(User.name_key.expression), Key(User.id.expression)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A completed module, a certificate that holds, or a membership."""

    kind: str
    text: str
    """Slug of the module, title of the certificate, or name of the organisation."""
    code: str
    on: date | None


def people(wanted: Wanted, reach: Reach, *, name: str = "") -> Any:
    """Those within reach who agreed and have completed what is asked: id, name, country.

    One round trip at most, to learn how many that may be. Whoever has given no name is not among them:
    their place would follow from the address, not shown here.
    """
    conditions, have_completed = _conditions(wanted, reach, name)
    # A database begins with what was completed where that is little, and with people otherwise.
    if are_fewer(wanted, than=VERY_FEW if _are_some(wanted, reach, name) else FEW):
        among = User.id.in_(select(Completion.user_id).where(*completions_asked(wanted)))
        return lines().where(among, row_by_row(conditions))
    return lines().where(*conditions, have_completed)


def people_along(wanted: Wanted, reach: Reach, *, name: str = "") -> Any:
    """The same, written so that a database goes along their names."""
    conditions, have_completed = _conditions(wanted, reach, name)
    are_some = _are_some(wanted, reach, name)
    return lines().where(row_by_row([*conditions, have_completed], on_both=are_some))


def lines() -> Any:
    """Everybody, and what a line says of them."""
    return select(User.id, User.certificate_name, User.country)


def _conditions(
    wanted: Wanted, reach: Reach, name: str
) -> tuple[list[ColumnElement[bool]], ColumnElement[bool]]:
    """Who is asked for, and that they have completed what is asked."""
    agreed = select(Consent.user_id).where(
        Consent.kind == ConsentKind.ACHIEVEMENTS_TO_OFFICIALS,
        Consent.withdrawn_at.is_(None),
        Consent.user_id == User.id,
    )
    completed = select(Completion.user_id).where(Completion.user_id == User.id, *completions_asked(wanted))
    called = [is_named(name)] if name else []
    is_shown = (User.disabled_at.is_(None), User.certificate_name.is_not(None))
    # Where they are found without a look at many others, what they did is looked up for each.
    found: Callable[[Any], ColumnElement[bool]] = (
        is_there if _are_some(wanted, reach, name) else Select.exists
    )
    who = [*is_shown, people_within(reach), *people_asked(wanted), *called, found(agreed.correlate(User))]
    return who, found(completed.correlate(User))


def _are_some(wanted: Wanted, reach: Reach, name: str) -> bool:
    """People are asked for who are found without a look at many others."""
    return bool(name) or _are_members(wanted, reach)


def _are_members(wanted: Wanted, reach: Reach) -> bool:
    has_members = reach.ids(ScopeKind.REGION) or reach.ids(ScopeKind.ORGANISATION)
    return bool(wanted.region or wanted.organisation or has_members)


def facts_of(user_ids: Collection[str], today: date) -> dict[str, list[Fact]]:
    """What these people completed, hold and belong to; one round trip."""
    no_date: ColumnElement[Any] = null()
    no_code = literal("")
    modules = select(
        Completion.user_id, literal("module"), Completion.module_slug, no_code, Completion.completed_at
    ).where(Completion.user_id.in_(user_ids))
    holds = (
        Credential.revoked_at.is_(None)
        & Credential.superseded_by.is_(None)
        & or_(Credential.expires_on.is_(None), Credential.expires_on >= today)
    )
    certificates = (
        select(
            CredentialRecord.holder_id,
            literal("certificate"),
            Credential.title,
            Credential.code,
            Credential.issued_at,
        )
        .join(Credential, Credential.id == CredentialRecord.credential_id)
        .where(CredentialRecord.holder_id.in_(user_ids), holds)
    )
    memberships = (
        select(Affiliation.user_id, literal("organisation"), Organisation.name, no_code, no_date)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.user_id.in_(user_ids),
            Affiliation.agreed_at.is_not(None),
            Affiliation.ended_at.is_(None),
        )
    )
    found: dict[str, list[Fact]] = {}
    everything: Any = union_all(modules, certificates, memberships)
    for user_id, kind, text, code, moment in db.session.execute(everything):
        on = moment.date() if isinstance(moment, datetime) else None
        found.setdefault(user_id, []).append(Fact(kind=kind, text=text, code=code, on=on))
    return found
