"""Certificates as the owner's desk lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from lms.admin.queries.days import beginning_of
from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.db import db
from lms.core.paging import Cursor, Key, Order, Page, Query, page_of, sorted_by
from lms.core.planning import row_by_row
from lms.core.scopes import UNLIMITED, Reach, ScopeKind
from lms.credentials.codes import MalformedCodeError, normalise_code
from lms.credentials.models import Credential, CredentialFile, CredentialRecord
from lms.credentials.queries.reach import credentials_within
from lms.credentials.rules import CredentialKind, Standing, standing
from lms.people.models import User
from lms.people.queries.calling import are_called_within
from lms.people.queries.reaching import people_within

ORDERS = {
    order.name: order
    for order in (
        Order("-issued", (Key(Credential.issued_at, descending=True), Key(Credential.id, descending=True))),
        Order("issued", (Key(Credential.issued_at), Key(Credential.id))),
    )
}

FEW = 10_000
"""So many certificates are looked at quicker than the people of a country."""


class FileState(StrEnum):
    """How far the files of a certificate are."""

    WAITING = "waiting"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which certificates are looked for; what is empty does not matter."""

    typed: str = ""
    """A code, or a part of the holder's name or address."""
    achievement: str = ""
    kind: CredentialKind | None = None
    standing: Standing | None = None
    files: FileState | None = None
    country: str = ""
    since: date | None = None
    until: date | None = None
    zone: tzinfo = UTC
    """In which the days begin and end."""

    @property
    def words(self) -> str:
        """What was typed, unless that is a code."""
        return "" if _code_of(self.typed) else self.typed


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialLine:
    """One certificate, as the list shows it."""

    id: str
    code: str
    kind: CredentialKind
    achievement_slug: str
    title: str
    holder_id: str | None
    """None once the holder was erased."""
    name: str
    email: str
    country: str
    issued_at: datetime
    awarded_on: date
    expires_on: date | None
    standing: Standing
    is_trial: bool


def find_credentials(
    wanted: Wanted, reach: Reach, catalogue: Catalogue, *, order: str, cursor: Cursor
) -> Page[CredentialLine]:
    """A page of what is wanted and lies within reach.

    Two round trips, one more where words are typed, and where days are looked for together with a country.
    """
    ordered, of_holder = list(_ordered(wanted)), list(_of_holder(wanted, reach, catalogue))
    others = list(_conditions(wanted, reach, catalogue))
    if not of_holder:
        query = _lines().where(*ordered, *others)
    elif _are_rare(wanted) or _are_few_days(wanted, reach):
        query = _lines(is_held=True).where(*ordered, *others, row_by_row(of_holder))
    else:
        query = _lines(is_held=True).where(*of_holder, row_by_row([*ordered, *others]))
    along = _lines().where(*ordered, row_by_row([*of_holder, *others], on_both=bool(wanted.words)))
    return page_of(query, ORDERS[order], cursor, along=along, lines=_lines()).of(_line)


def _are_rare(wanted: Wanted) -> bool:
    """There are fewer such certificates than people who are called so, or belong there."""
    is_usual = wanted.kind in {None, CredentialKind.MODULE} and wanted.standing in {None, Standing.VALID}
    return not is_usual or bool(wanted.achievement) or wanted.files is not None


def _are_few_days(wanted: Wanted, reach: Reach) -> bool:
    """Few certificates were issued in that time, and people of a whole country are looked for."""
    has_days = wanted.since is not None or wanted.until is not None
    if not has_days or wanted.typed or not (wanted.country or reach.ids(ScopeKind.COUNTRY)):
        return False
    found = select(Credential.id).where(*_ordered(wanted)).limit(FEW).subquery()
    return (db.session.scalar(select(func.count()).select_from(found)) or 0) < FEW


def all_credentials(wanted: Wanted, reach: Reach, catalogue: Catalogue, *, order: str) -> Query:
    """The query for all of it, to be taken along; `lines` makes its rows ours."""
    return sorted_by(_query(wanted, reach, catalogue), ORDERS[order])


def lines(rows: Iterable[Any]) -> Iterable[CredentialLine]:
    """Rows of that query."""
    return map(_line, rows)


def credential_within(credential_id: str, reach: Reach, catalogue: Catalogue) -> CredentialLine | None:
    """One of them; None where it is none, or lies outside."""
    query = _query(Wanted(), reach, catalogue).where(Credential.id == credential_id)
    found = db.session.execute(query).one_or_none()
    return _line(found) if found else None


def _query(wanted: Wanted, reach: Reach, catalogue: Catalogue) -> Query:
    conditions = [*_of_holder(wanted, reach, catalogue), *_conditions(wanted, reach, catalogue)]
    return _lines().where(*_ordered(wanted), *conditions)


def _lines(*, is_held: bool = False) -> Query:
    """All certificates; only those whose holder has an account, where so many are enough.

    The account is joined as if there were none: it is looked up only where something of it is asked.
    """
    query: Query = (
        select(
            Credential.id,
            Credential.code,
            Credential.kind,
            Credential.achievement_slug,
            Credential.title,
            Credential.issued_at,
            Credential.awarded_on,
            Credential.expires_on,
            Credential.revoked_at,
            Credential.superseded_by,
            Credential.is_trial,
            CredentialRecord.holder_id,
            User.certificate_name,
            User.email,
            User.country,
        )
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id, isouter=not is_held)
        .outerjoin(User, User.id == CredentialRecord.holder_id)
    )
    return query


def _has_studies(reach: Reach, catalogue: Catalogue) -> bool:
    """Certificates lie within by what they are for, whoever holds them."""
    whole = reach.spelt_out({slug: one.course for slug, one in catalogue.modules.items()})
    return bool(whole.ids(ScopeKind.MODULE) or whole.ids(ScopeKind.COURSE))


def _ordered(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """The conditions that the indexes of the orders know of."""
    if wanted.since is not None:
        yield Credential.issued_at >= beginning_of(wanted.since, wanted.zone)
    if wanted.until is not None:
        yield Credential.issued_at < beginning_of(wanted.until + timedelta(days=1), wanted.zone)
    if wanted.achievement:
        yield Credential.achievement_slug == wanted.achievement


def _of_holder(wanted: Wanted, reach: Reach, catalogue: Catalogue) -> Iterable[ColumnElement[bool]]:
    within = UNLIMITED if _has_studies(reach, catalogue) else reach
    if wanted.words:
        yield are_called_within(wanted.words, within, CredentialRecord.holder_id)
    elif not within.is_everywhere:
        yield people_within(within, CredentialRecord.holder_id)
    if wanted.country:
        yield User.country == wanted.country


def _conditions(wanted: Wanted, reach: Reach, catalogue: Catalogue) -> Iterable[ColumnElement[bool]]:
    if _has_studies(reach, catalogue):
        yield credentials_within(reach, catalogue)
    if code := _code_of(wanted.typed):
        yield Credential.code == code
    if wanted.kind is not None:
        yield Credential.kind == wanted.kind
    if wanted.standing is not None:
        yield _stands(wanted.standing, clock.now().date())
    if wanted.files is not None:
        yield _has_files(wanted.files)


def _code_of(typed: str) -> str | None:
    try:
        return normalise_code(typed)
    except MalformedCodeError:
        return None


def _stands(wanted: Standing, today: date) -> ColumnElement[bool]:
    """What `rules.standing` says of one, of many."""
    is_open = and_(Credential.revoked_at.is_(None), Credential.superseded_by.is_(None))
    match wanted:
        case Standing.REVOKED:
            return Credential.revoked_at.is_not(None)
        case Standing.SUPERSEDED:
            return and_(Credential.revoked_at.is_(None), Credential.superseded_by.is_not(None))
        case Standing.EXPIRED:
            return and_(is_open, Credential.expires_on < today)
        case Standing.VALID:
            return and_(is_open, or_(Credential.expires_on.is_(None), Credential.expires_on >= today))


def _has_files(state: FileState) -> ColumnElement[bool]:
    is_due = CredentialFile.due_at.is_not(None)
    where = (CredentialFile.sha256.is_(None), is_due if state is FileState.WAITING else ~is_due)
    return Credential.id.in_(select(CredentialFile.credential_id).where(*where))


def _line(row: Any) -> CredentialLine:
    return CredentialLine(
        id=row.id,
        code=row.code,
        kind=row.kind,
        achievement_slug=row.achievement_slug,
        title=row.title,
        holder_id=row.holder_id,
        name=row.certificate_name or "",
        email=row.email or "",
        country=row.country or "",
        issued_at=row.issued_at,
        awarded_on=row.awarded_on,
        expires_on=row.expires_on,
        standing=standing(
            revoked_at=row.revoked_at,
            superseded_by=row.superseded_by,
            expires_on=row.expires_on,
            now=clock.now(),
        ),
        is_trial=row.is_trial,
    )
